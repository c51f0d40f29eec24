"""Script: a dated record of real decisions, never of outcomes; after its last entry seats go on with another policy.

A decision names main efforts by front (groups of regions), as history's orders did; inside a front men are spread by
the length of line there is to hold. What no decision names goes where line is to be held and where the enemy is seen.
An entry holds until a later one of the same seat says otherwise; what is tabled, voted, imposed or lifted is of its
month. An alliance on record has its staff draft all the time and renews what runs out, and members consent to what it
tables unless their vote is on record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Any, ClassVar

import numpy as np

from wargame.assumptions import Leaf, fit, leaf, shaped
from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.draws import Chance
from wargame.forum import ARMS
from wargame.observe import View
from wargame.orders import COMMAND, DELIBERATE, VOTE, Orders, merged, only
from wargame.policies.base import Policy, still
from wargame.policies.recorded import OF_ITS_MONTH, moved, tabled, votes
from wargame.rules import Params
from wargame.rules.combat import against, entry_km, front_km, hostile
from wargame.spec import Decision


@dataclass(frozen=True)
class Script:
    """The policy that plays a record of decisions."""

    name: ClassVar[str] = "script"
    stochastic: ClassVar[bool] = True  # as those do by whom it goes on
    single_run: ClassVar[bool] = False

    decisions: Mapping[int, Sequence[Decision]]  # by turn
    fronts: Mapping[str, Sequence[str]]
    then: Policy
    thin: Leaf = leaf(0.12, "thousand/km", "men wanted where no decision names a front, beside the enemy's", 0.04, 0.2)

    def decide(
        self, view: View, seats: Sequence[int], moment: str, legal: Orders, params: Params, draws: Chance
    ) -> Orders:
        """The orders on record for this turn; those of `then` for seats whose record has ended."""
        last = max(self.decisions, default=0)
        if view.turn > last:
            return self.then.decide(view, seats, moment, legal, params, draws)
        if moment == VOTE:
            return self._voting(view, seats, legal, params, draws)
        told = self._told(view, seats)
        free = [s for s in seats if s not in told]
        parts = [self._recorded(view, told, moment, legal, params)] if told else []
        if free:
            parts.append(self.then.decide(view, free, moment, legal, params, draws))
        return merged(parts, moment)

    def _told(self, view: View, seats: Sequence[int]) -> list[int]:
        """The seats that have any decision on record."""
        names = (*view.board.states, *view.board.forum.alliances)
        return [s for s in seats if any(d.seat == names[s] for turn in self.decisions.values() for d in turn)]

    def _voting(self, view: View, seats: Sequence[int], legal: Orders, params: Params, draws: Chance) -> Orders:
        """Votes on what alliances on record have tabled, as told or for it; those on the others by `then`."""
        b, states = view.board, len(view.board.states)
        bodies = {s - states for s in self._told(view, range(states, states + len(b.forum.alliances)))}
        now = {seat: self._standing(b.states[seat], view.turn) for seat in seats}
        free = self.then.decide(view, seats, VOTE, legal, params, draws)
        if not bodies:
            return free
        on_record = view.xp.asarray([[1.0 if d.alliance in bodies else 0.0] for d in b.forum.dockets])
        mine = only(replace(legal, vote=votes(now, bodies, view, legal)), b, seats, VOTE)
        return replace(free, vote=view.xp.where(on_record > 0.5, mine.vote, free.vote))

    def _standing(self, state: str, turn: int) -> dict[str, Any]:
        """What a seat's decisions up to now amount to."""
        now: dict[str, Any] = {}
        for t in sorted(self.decisions):
            for decision in self.decisions[t]:
                if t <= turn and decision.seat == state:
                    now |= {k: v for k, v in decision.model_dump().items() if v is not None}
            if t < turn:
                for kind in OF_ITS_MONTH:
                    now.pop(kind, None)
        return now

    def _recorded(self, view: View, seats: Sequence[int], moment: str, legal: Orders, params: Params) -> Orders:
        """What these seats' standing decisions ask for now."""
        names = (*view.board.states, *view.board.forum.alliances)
        told = {seat: self._standing(names[seat], view.turn) for seat in seats}
        orders: dict[str, Any] = still(legal, moment)
        if moment != COMMAND:
            for seat in seats:
                self._abroad(view, seat, moment, legal, orders)
            return only(Orders(**(orders | tabled(told, view, legal))), view.board, seats, moment)
        line, need = self._line(view, legal, params)
        for seat, now in told.items():
            mine = view.xp.asarray((np.asarray(view.board.holder)[:, : view.board.contested] == seat) * 1.0)
            orders["effort"] = orders["effort"] + self._effort(now.get("effort") or {}, view, line * mine, need * mine)
            for kind in ("attack", "withdraw"):
                asked = self._shares(now.get(kind) or {}, view) * mine * getattr(legal, kind)
                orders[kind] = orders[kind] + asked
            for bridge, share in (now.get("strike") or {}).items():
                orders["strike"] = orders["strike"] + share * _span(seat, bridge, view) * legal.strike
            for partner, amount in (now.get("aid") or {}).items():
                gift = _pair(seat, partner, view) * (amount * view.months)
                orders["aid"] = orders["aid"] + view.xp.minimum(gift + 0.0 * legal.aid, legal.aid)
            if now.get("recognise") is not None:
                orders["recognise"] = orders["recognise"] + _recognised(seat, now["recognise"], view) * legal.recognise
            for partner, kinds in (now.get("arms") or {}).items():
                mix = view.xp.asarray([float(kinds.get(kind, 0.0)) for kind in ARMS])
                orders["arms"] = orders["arms"] + _pair(seat, partner, view)[:, None] * mix * legal.arms
            self._home(now, view, seat, legal, orders)
            if now.get("sanction"):
                orders["sanction"] = orders["sanction"] + moved(now, seat, view, legal)
            self._gas(now, view, seat, legal, orders)
            self._abroad(view, seat, COMMAND, legal, orders)
        return only(Orders(**orders), view.board, seats)

    def _effort(self, told: Mapping[str, float], view: View, line: Array, need: Array) -> Array:
        """Main efforts as told, what is left where line is to be held and the enemy is seen."""
        effort = max(1.0 - fsum(told.values()), 0.0) * _spread(need)
        for front, share in told.items():
            effort = effort + share * _spread(line * self._where(front, view))
        return effort

    def _shares(self, told: Mapping[str, float], view: View) -> Array:
        """Shares by region, the largest of those told for a front or region it belongs to, `[C]`."""
        shares = view.xp.zeros((view.board.contested,))
        for front, share in told.items():
            shares = view.xp.maximum(shares, share * self._where(front, view))
        return shares

    def _home(self, now: Mapping[str, Any], view: View, seat: int, legal: Orders, orders: dict[str, Any]) -> None:
        """Call-ups as many as told, and war spending on its way to the share of output told."""
        xp = view.xp
        column = number(xp.arange(len(view.board.states)) == seat)
        called = xp.minimum(0.0 * legal.mobilise + float(now.get("mobilise") or 0.0) * view.months, legal.mobilise)
        orders["mobilise"] = orders["mobilise"] + column * called
        if now.get("spend") is not None:
            gap = float(now["spend"]) - view.war_effort
            orders["spend"] = orders["spend"] + column * xp.minimum(xp.maximum(gap, -legal.spend), legal.spend)

    def _gas(self, now: Mapping[str, Any], view: View, seat: int, legal: Orders, orders: dict[str, Any]) -> None:
        """Gas withheld from importers, and contracts given up, as told."""
        f, states = view.board.forum, view.board.states
        for kind, mine in (("cut", [(e, i) for i, e in f.gas]), ("divest", list(f.gas))):
            if told := now.get(kind):
                shares = [told.get(states[other], 0.0) if who == seat else 0.0 for who, other in mine]
                orders[kind] = orders[kind] + view.xp.minimum(
                    view.xp.asarray(shares) + 0.0 * legal.cut, getattr(legal, kind)
                )

    def _abroad(self, view: View, seat: int, moment: str, legal: Orders, orders: dict[str, Any]) -> None:
        """Covert operations, talks with rivals, and what is shared with partners, as told."""
        b = view.board
        now = self._standing((*b.states, *b.forum.alliances)[seat], view.turn)
        for kind in {COMMAND: ("probe", "channel"), DELIBERATE: ("engage",)}.get(moment, ()):
            if now.get(kind):
                orders[kind] = orders[kind] + _rival(seat, now[kind], b) * getattr(legal, kind)
        if moment == COMMAND and now.get("inform"):
            column = number(view.xp.arange(len(b.states)) == seat)
            orders["inform"] = orders["inform"] + now["inform"] * column * legal.inform

    def _where(self, name: str, view: View) -> Array:
        """1 in the regions of a front, or in a region, `[C]`."""
        members = self.fronts.get(name, (name,))
        return view.xp.asarray(
            [1.0 if region in members else 0.0 for region in view.board.regions[: view.board.contested]]
        )

    def _line(self, view: View, legal: Orders, params: Params) -> tuple[Array, Array]:
        """Km of front in each region, with a little everywhere a holder may go; and the men all of it asks for."""
        b = view.board
        foes, side = hostile(view.war, b), fit(params.combat.front, 2) * b.side[: b.contested]
        them = against(view.control, foes)
        entry = view.xp.minimum(entry_km(view.control, b) / b.side[: b.contested], 1.0)
        km = front_km(view.control, them, entry * entry, side)
        border = against(entry, foes) * side * view.control
        line = (km + 0.01 * b.side[: b.contested]) * legal.effort
        return line, (shaped(self, 2).thin * (line + border) + view.facing) * legal.effort


def _spread(weights: Array) -> Array:
    """Weights as shares of their sum over the theatre."""
    xp = namespace(weights)
    whole = xp.sum(xp.sum(weights, axis=2, keepdims=True), axis=1, keepdims=True)
    return weights / xp.maximum(whole, 1e-12)


def _recognised(seat: int, told: Sequence[str], view: View) -> Array:
    """Recognition of what those named have taken, where it is not given yet; withdrawal from others, `[R,T,S]`."""
    b = view.board
    mine = view.xp.asarray((np.arange(len(b.states)) == seat) * 1.0)
    wanted = view.xp.asarray(np.array([1.0 if b.states[t] in told else 0.0 for t in b.forum.targets]))
    asked: Array = mine * (wanted[:, None] - view.recognition)
    return asked


def _span(seat: int, bridge: str, view: View) -> Array:
    """1 where a seat stands at a bridge, `[H,B]`."""
    at = np.asarray(view.board.span_holder) == seat
    return view.xp.asarray(at * np.array([1.0 if name == bridge else 0.0 for name in view.board.bridges]))


def _rival(seat: int, told: Mapping[str, float], board: Board) -> Array:
    """What is told of a seat's rivals, by pair of rivals, `[X]`."""
    states, f = board.states, board.forum
    mine = [
        told.get(f.alliances[a] if seat == s else states[s], 0.0) if seat in (s, len(states) + a) else 0.0
        for s, a in f.rivals
    ]
    return namespace(board.area).asarray(mine, dtype=namespace(board.area).float64)


def _pair(seat: int, partner: str, view: View) -> Array:
    """1 for the pair of a donor and its partner, `[D]`."""
    states = view.board.states
    return view.xp.asarray(
        [1.0 if (who, states[whom], kind) == (seat, partner, "patron") else 0.0 for who, whom, kind in view.board.pairs]
    )
