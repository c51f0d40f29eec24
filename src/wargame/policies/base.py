"""The contract of a policy: facts about itself, and `decide` for a group of seats in one call.

Write `decide`, declare the facts, add the class to `POLICIES`: then games, ensembles, the command line and the contract
tests know it. A policy reads its view, the limits of what is legal and the numbers of the rulebook, and nothing else.
It decides for all runs and for all its seats at once, and each seat's orders depend on that seat's entries alone, so
that a group decides as its members would one by one.
"""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from wargame.axes import namespace
from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import Orders, nothing, of_moment
from wargame.rules import Params


class Policy(Protocol):
    """Decides for seats."""

    name: ClassVar[str]
    stochastic: ClassVar[bool]  # whether it draws
    single_run: ClassVar[bool]  # whether it can decide for one run only, as a person does

    def decide(
        self, view: View, seats: Sequence[int], moment: str, legal: Orders, params: Params, draws: Chance
    ) -> Orders:
        """Orders of these seats (by index) at a moment; entries of other seats are 0."""
        ...


def still(legal: Orders, moment: str) -> dict[str, object]:
    """Orders of a moment that ask for nothing, to be filled in; those of other moments are 0 already."""
    now = of_moment(moment)
    return {
        name: nothing(namespace(value), value.shape) if name in now else value for name, value in vars(legal).items()
    }
