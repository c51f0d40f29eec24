"""Script: a dated record of real decisions, never of outcomes; after its last entry seats go on with another policy.

A decision names main efforts by front (groups of regions), as history's orders did; inside a front men are spread by
the length of line there is to hold. What no decision names goes where line is to be held and where the enemy is seen.
An entry holds until a later one of the same seat says otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array, namespace, number
from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import Orders, merged, only
from wargame.policies.base import Policy, still
from wargame.rules import Params
from wargame.rules.combat import against, entry_km, front_km, hostile
from wargame.spec import Decision


@dataclass(frozen=True)
class Script:
    """The policy that plays a record of decisions."""

    name: ClassVar[str] = "script"
    stochastic: ClassVar[bool] = False
    single_run: ClassVar[bool] = False

    decisions: Mapping[int, Sequence[Decision]]  # by turn
    fronts: Mapping[str, Sequence[str]]
    then: Policy
    thin: Leaf = leaf(0.12, "thousand/km", "men wanted where no decision names a front, beside the enemy's", 0.04, 0.2)

    def decide(
        self, view: View, seats: Sequence[int], moment: str, legal: Orders, params: Params, draws: Chance
    ) -> Orders:
        """The orders on record for this turn; those of `then` for seats whose record has ended."""
        states = view.board.states
        last = max(self.decisions, default=0)
        if view.turn > last:
            return self.then.decide(view, seats, moment, legal, params, draws)
        told = [s for s in seats if any(d.seat == states[s] for turn in self.decisions.values() for d in turn)]
        free = [s for s in seats if s not in told]
        parts = [self._recorded(view, told, legal, params)] if told else []
        if free:
            parts.append(self.then.decide(view, free, moment, legal, params, draws))
        return merged(parts)

    def _standing(self, state: str, turn: int) -> dict[str, Any]:
        """What a seat's decisions up to now amount to."""
        now: dict[str, Any] = {}
        for t in sorted(self.decisions):
            for decision in self.decisions[t]:
                if t <= turn and decision.seat == state:
                    now |= {k: v for k, v in decision.model_dump().items() if v is not None}
                    if t < turn:
                        now.pop("withdraw", None)
        return now

    def _recorded(self, view: View, seats: Sequence[int], legal: Orders, params: Params) -> Orders:
        b, xp = view.board, view.xp
        line, need = self._line(view, legal, params)
        orders: dict[str, Any] = still(legal)
        for seat in seats:
            now = self._standing(b.states[seat], view.turn)
            mine = xp.asarray((np.asarray(b.holder)[:, : b.contested] == seat) * 1.0)
            efforts = now.get("effort") or {}
            for name, share in efforts.items():
                orders["effort"] = orders["effort"] + share * _spread(line * self._where(name, b, xp) * mine)
            left = max(1.0 - sum(efforts.values()), 0.0)
            orders["effort"] = orders["effort"] + left * _spread(need * mine)
            for kind in ("attack", "withdraw"):
                for name, share in (now.get(kind) or {}).items():
                    most = getattr(legal, kind)
                    orders[kind] = xp.maximum(orders[kind], share * self._where(name, b, xp) * mine * most)
            for name, share in (now.get("strike") or {}).items():
                here = xp.asarray(
                    [
                        [
                            1.0 if int(who) == seat and bridge == name else 0.0
                            for who, bridge in zip(row, b.bridges, strict=True)
                        ]
                        for row in np.asarray(b.span_holder)
                    ]
                )
                orders["strike"] = orders["strike"] + share * here * legal.strike
            column = number(xp.arange(len(b.states)) == seat)
            for kind in ("mobilise", "spend"):
                wish = xp.zeros_like(legal.spend) + float(now.get(kind) or 0.0)
                if kind == "spend" and now.get(kind) is not None:
                    wish = xp.minimum(xp.maximum(wish - view.war_effort, -legal.spend), legal.spend)
                else:
                    wish = xp.minimum(wish * view.months, legal.mobilise)
                orders[kind] = orders[kind] + column * wish
            for name, amount in (now.get("aid") or {}).items():
                pair = [
                    1.0 if (who, kind) == (seat, "patron") and b.states[whom] == name else 0.0
                    for who, whom, kind in b.pairs
                ]
                orders["aid"] = orders["aid"] + xp.minimum(xp.asarray(pair) * amount + legal.aid * 0.0, legal.aid)
        return only(Orders(**orders), b, seats)

    def _where(self, name: str, b: Any, xp: Any) -> Array:
        """1 in the regions of a front, or in a region, `[C]`."""
        members = self.fronts.get(name, (name,))
        where: Array = xp.asarray([1.0 if region in members else 0.0 for region in b.regions[: b.contested]])
        return where

    def _line(self, view: View, legal: Orders, params: Params) -> tuple[Array, Array]:
        """Km of front in each region, with a little everywhere a holder may go; and the men all of it asks for."""
        b = view.board
        foes, side = hostile(view.war, b), params.combat.front * b.side[: b.contested]
        them, entry = (
            against(view.control, foes),
            view.xp.minimum(entry_km(view.control, b) / b.side[: b.contested], 1.0),
        )
        km = front_km(view.control, them, entry * entry, side)
        border = against(entry, foes) * side * view.control
        line = (km + 0.01 * b.side[: b.contested]) * legal.effort
        return line, (shaped(self, 2).thin * (line + border) + view.facing) * legal.effort


def _spread(weights: Array) -> Array:
    """Weights as shares of their sum over the theatre."""
    xp = namespace(weights)
    whole = xp.sum(xp.sum(weights, axis=2, keepdims=True), axis=1, keepdims=True)
    return weights / xp.maximum(whole, 1e-12)
