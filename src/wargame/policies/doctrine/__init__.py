"""Doctrine: how staffs, cabinets and councils would decide from their own estimates, in closed form.

Each part of a government has its file with its numbers: the war, the donors, the services, the envoys. No part draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import COMMAND, DELIBERATE, VOTE, Orders, only
from wargame.policies.base import still
from wargame.policies.doctrine.covert import Covert, orders_of_covert
from wargame.policies.doctrine.donors import Donors, orders_of_donors
from wargame.policies.doctrine.envoys import Envoys, orders_of_councils, orders_of_envoys
from wargame.policies.doctrine.war import War, orders_of_war
from wargame.rules import Params

__all__ = ["Doctrine"]


@dataclass(frozen=True)
class Doctrine(War, Donors, Covert, Envoys):
    """The policy of staffs, cabinets and councils. Its numbers are judgement."""

    name: ClassVar[str] = "doctrine"
    stochastic: ClassVar[bool] = False
    single_run: ClassVar[bool] = False

    def decide(
        self, view: View, seats: Sequence[int], moment: str, legal: Orders, params: Params, draws: Chance
    ) -> Orders:
        """Orders by doctrine for these seats."""
        orders: dict[str, Any] = still(legal, moment)
        for part in PARTS[moment]:
            orders |= part(view, legal, params, self)
        whole = Orders(**orders)
        everyone = len(seats) >= len(view.board.states) and moment == COMMAND
        return whole if everyone else only(whole, view.board, seats, moment)


PARTS: dict[str, tuple[Any, ...]] = {
    DELIBERATE: (orders_of_councils,),
    VOTE: (),
    COMMAND: (orders_of_war, orders_of_donors, orders_of_covert, orders_of_envoys),
}
