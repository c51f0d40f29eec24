"""Random: legal orders drawn at large, to try the rules where no sensible player would."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import Orders, only
from wargame.rules import Params


@dataclass(frozen=True)
class Random:
    """The policy that draws its orders."""

    name: ClassVar[str] = "random"
    stochastic: ClassVar[bool] = True
    single_run: ClassVar[bool] = False

    def decide(
        self, view: View, seats: Sequence[int], moment: str, legal: Orders, params: Params, draws: Chance
    ) -> Orders:
        """Legal orders by chance."""
        xp, b = view.xp, view.board
        whim, fancy = draws.uniform("whim")[..., : b.contested], draws.uniform("fancy")
        wanted = whim * legal.effort
        given = xp.take(fancy, b.who, axis=1)
        struck = xp.take(fancy, xp.asarray(np.maximum(np.asarray(b.span_holder), 0).reshape(-1)), axis=1)
        strike = 0.2 * xp.reshape(struck, legal.strike.shape)
        orders = Orders(
            effort=wanted / float(max(1, b.contested)),
            attack=xp.where(whim > 0.5, whim, xp.zeros_like(whim)) * legal.attack,
            withdraw=xp.where(whim < 0.05, whim * 10.0, xp.zeros_like(whim)) * legal.withdraw,
            strike=strike * legal.strike,
            mobilise=fancy * fancy * legal.mobilise,
            spend=(2.0 * fancy - 1.0) * legal.spend,
            aid=given * given * legal.aid,
        )
        return only(orders, b, seats)
