"""Doctrine: how staffs, cabinets and councils would decide from their own estimates, in closed form.

Each part of a government has its file with its numbers: the war, donors, assemblies, trade, gas, recognition, services,
envoys. Only negotiators draw; where two parts speak of one kind of order, each of other entries, both are heard.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import ANSWER, COMMAND, DELIBERATE, PROPOSE, VOTE, Orders, only, seats_asked
from wargame.policies.base import still
from wargame.policies.doctrine.assembly import Assembly, orders_of_members, orders_of_setters
from wargame.policies.doctrine.covert import Covert, orders_of_covert
from wargame.policies.doctrine.donors import Donors, orders_of_donors
from wargame.policies.doctrine.energy import Gas, orders_of_energy
from wargame.policies.doctrine.envoys import Envoys, orders_of_councils, orders_of_envoys
from wargame.policies.doctrine.hosts import speaking
from wargame.policies.doctrine.negotiators import Negotiators, answers, breaking, restoring
from wargame.policies.doctrine.plenary import Plenary, motions_of_plenary, votes_of_plenary
from wargame.policies.doctrine.regard import Regard, orders_of_regard
from wargame.policies.doctrine.trade import Trade, orders_of_trade
from wargame.policies.doctrine.war import War, orders_of_war
from wargame.rules import Params

__all__ = ["Doctrine"]


@dataclass(frozen=True)
class Doctrine(War, Donors, Assembly, Plenary, Trade, Gas, Regard, Covert, Envoys, Negotiators):
    """The policy of staffs, cabinets and councils. Its numbers are judgement."""

    name: ClassVar[str] = "doctrine"
    stochastic: ClassVar[bool] = True
    single_run: ClassVar[bool] = False

    def decide(
        self, view: View, seats: Sequence[int], moment: str, legal: Orders, params: Params, draws: Chance
    ) -> Orders:
        """Orders by doctrine for these seats."""
        orders: dict[str, Any] = {}
        for part in PARTS.get(moment, ()):
            for kind, told in part(view, legal, params, self).items():
                orders[kind] = orders[kind] + told if kind in orders else told
        if moment in TALKS:
            orders |= TALKS[moment](view, seats, legal, params, self, draws)
        whole = Orders(**(still(legal, moment) | orders))  # type: ignore[arg-type]
        everyone = set(seats_asked(view.board, moment)) <= set(seats)
        return whole if everyone else only(whole, view.board, seats, moment)


PARTS: dict[str, tuple[Any, ...]] = {
    DELIBERATE: (orders_of_setters, motions_of_plenary, orders_of_councils),
    VOTE: (orders_of_members, votes_of_plenary, restoring),
    COMMAND: (
        *(orders_of_war, orders_of_donors, orders_of_trade, orders_of_energy),
        *(orders_of_regard, orders_of_covert, orders_of_envoys),
    ),
}
TALKS: dict[str, Any] = {
    PROPOSE: speaking,
    ANSWER: answers,
    COMMAND: breaking,
}  # what is said and done for single seats, and by chance
