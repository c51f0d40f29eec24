"""Hold: ask for nothing. Forces stay where they are and defend, nobody is called up, nothing is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import Orders
from wargame.policies.base import still
from wargame.rules import Params


@dataclass(frozen=True)
class Hold:
    """The policy that asks for nothing."""

    name: ClassVar[str] = "hold"
    stochastic: ClassVar[bool] = False
    single_run: ClassVar[bool] = False

    def decide(
        self, view: View, seats: Sequence[int], moment: str, legal: Orders, params: Params, draws: Chance
    ) -> Orders:
        """No orders."""
        orders: dict[str, Any] = still(legal, moment)
        return Orders(**orders)
