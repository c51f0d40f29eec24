"""Agenda: how a setter looks for the package that can pass and is worth most, among all plausible ones.

The library holds every set of one to three sectors in three sizes, with and without enforcement. What a package is
worth to the setter is what it does to the target, less what it leaks because consent has to be bought, what it costs
the members, and the months it takes [RomerRosenthal1978]. Where nothing passes or pays, nothing is tabled. Searched
are only the runs in which a draft is ready, since the search is the dearest thing in a turn.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from wargame.assumptions import Leaf, leaf, of_runs, shaped
from wargame.axes import Array, number
from wargame.calculus.sitting import Sitting, put_back
from wargame.calculus.votes import Votes, worths
from wargame.forum import CONTENTS, SECTORS
from wargame.observe import View
from wargame.rules import Params
from wargame.rules.alliances import levels, stance

STEPS = (1.0 / 3.0, 2.0 / 3.0, 1.0)  # sizes of a package, to the boldest


@dataclass(frozen=True)
class Agenda(Votes):
    """Numbers of a setter of agendas: judgement, but for the tuned."""

    ambition: Leaf = leaf(1.0, "ratio", "measures wanted to members' distance from the target", 0.9, 1.4, tuned=True)
    alarmed: Leaf = leaf(0.35, "ratio", "ambition added by alarm", 0.1, 0.8)
    harm: Leaf = leaf(0.35, "ratio", "weight of members' costs to the effect on the target", 0.1, 0.8)
    closing: Leaf = leaf(1.2, "ratio", "worth of enforcement to the present leakage", 0.5, 2.5)
    delay: Leaf = leaf(0.03, "score/month", "cost of a month's delay", 0.01, 0.1, tuned=True)
    boldest: Leaf = leaf(
        0.21, "share", "of what is left to forbid that the boldest package forbids", 0.1, 0.3, tuned=True
    )
    effort: Leaf = leaf(0.04, "score", "a package must be worth to be tabled", 0.02, 0.2, tuned=True)


@cache
def library() -> tuple[tuple[float, ...], ...]:
    """Every package worth looking at, as contents by sector and enforcement."""
    rows = []
    for count in (1, 2, 3):
        for sectors in combinations(range(len(SECTORS)), count):
            for step in STEPS:
                for enforcement in (0.0, step):
                    row = [step if k in sectors else 0.0 for k in range(len(SECTORS))]
                    rows.append((*row, enforcement))
    return tuple(rows + [(0.0,) * len(SECTORS) + (step,) for step in STEPS])


def packages(view: View, params: Params, a: Agenda, ready: Array) -> Array:
    """What to table on the dockets of packages, `[R,Q]`, where `ready` `[R,P]` is 1; several at once in their order."""
    xp, f = view.xp, view.board.forum
    tabled = 0.0 * view.pending
    for first in sorted({int(p) for p in np.asarray(f.first) if f.dockets[int(p)].motion == "package"}):
        kin = [p for p in f.of("package") if int(f.first[p]) == first]
        rows = xp.nonzero(ready[:, first] > 0.5)[0]
        if rows.shape[0]:
            sitting, some = Sitting.of(view, rows), xp.take(ready, rows, axis=0)
            found = _searched(sitting, of_runs(params, rows), of_runs(a, rows), kin, some)
            tabled = tabled + put_back(found, ready[:, first] > 0.5)
    return tabled


def _searched(view: Sitting, params: Params, a: Agenda, kin: list[int], ready: Array) -> Array:
    """The best package for each docket of a kind, the next one given that those before it pass, `[r,Q]`."""
    xp, f = view.xp, view.board.forum
    docket = f.dockets[kin[0]]
    bench = xp.asarray(f.benches[docket.alliance], dtype=xp.int64)
    target = f.targets.index(docket.target)
    level = levels(view, len(view.board.states) + docket.alliance, target)
    will = xp.take(stance(view, params.states, shaped(params.alliances, 2), (kin[0],))[:, 0, :], bench, axis=1)
    case = _Bench(view, params, a, docket.alliance, target, bench, will)
    tabled, enforced = xp.zeros((ready.shape[0], len(f.items))), view.enforced[:, target : target + 1]
    for p in kin:
        content, worthwhile = case.best(level, enforced)
        content = content * number(worthwhile & (ready[:, p] > 0.5))[:, None]
        place = np.zeros((len(CONTENTS["package"]), len(f.items)))
        for row, q in enumerate(f.items_of(p)):
            place[row, q] = 1.0
        tabled = tabled + xp.reshape(xp.matmul(content[:, None, :], xp.asarray(place)), tabled.shape)
        level = level + content[:, : len(SECTORS)] * (1.0 - level)
        enforced = enforced + content[:, len(SECTORS) :] * (1.0 - enforced)
    return tabled


@dataclass(frozen=True)
class _Bench:
    """The members of an alliance before a setter."""

    view: Sitting
    params: Params
    a: Agenda
    body: int
    target: int
    bench: Array
    will: Array  # [r,B]

    def best(self, level: Array, enforced: Array) -> tuple[Array, Array]:
        """The package worth most, `[r,K+1]`, and whether it is worth tabling, `[r]`; the first of equals."""
        xp, view, a, p = self.view.xp, self.view, shaped(self.a, 2), shaped(self.params.alliances, 2)
        states = self.params.states
        member = xp.take(view.member[:, self.body, :], self.bench, axis=1)
        weight = member * xp.take(states.gdp, self.bench, axis=0)
        share = weight / xp.maximum(xp.sum(weight, axis=1, keepdims=True), 1e-12)
        gain, cost, effect = self._by_sector(level, enforced)
        choices = xp.asarray(np.array(library()))  # [C,K+1]
        picks = xp.asarray(np.ascontiguousarray(np.array(library()).T))
        b = shaped(self.a, 1)
        score = xp.matmul(gain, picks) * a.boldest  # [r,B,C]
        size = xp.matmul(xp.concat([1.0 - level, 0.25 * (1.0 - enforced)], axis=1)[:, None, :], picks) * a.boldest
        temper = xp.take(view.temper, self.bench, axis=1)[:, :, None]
        score = score + a.mood / 0.3 * size * temper
        favour = xp.sum(share[:, :, None] * number(score >= 0.0), axis=1, keepdims=True)
        cohesion = view.cohesion[:, self.body][:, None, None]
        held = xp.maximum(-score - p.peers * cohesion * favour, 0.0) * member[:, :, None] / p.haggle  # months
        months = xp.max(held, axis=1)
        leak = shaped(self.params.alliances, 1).leak * xp.sum(xp.minimum(held, 1.0), axis=1)
        burden = xp.matmul(xp.sum(share[:, :, None] * cost, axis=1)[:, None, :], picks)[:, 0, :] * b.boldest
        closing = xp.matmul(effect[:, None, :], picks)[:, 0, :] * b.boldest
        worth = closing * (1.0 - leak) - b.harm * burden - b.delay * months
        worth = xp.where(months <= shaped(self.params.alliances, 1).patience, worth, -1e9)
        chosen = xp.argsort(-worth, axis=1, stable=True)[:, :1]
        value = xp.take_along_axis(worth, chosen, axis=1)[:, 0]
        return xp.take(choices, chosen[:, 0], axis=0) * b.boldest, value > shaped(self.a, 0).effort

    def _by_sector(self, level: Array, enforced: Array) -> tuple[Array, Array, Array]:
        """Gain and cost to each member, `[r,B,K+1]`, and effect on the target, `[r,K+1]`, of closing what is left."""
        xp, a, p = self.view.xp, shaped(self.a, 1), shaped(self.params.alliances, 1)
        exposure = self.params.states.exposure[self.target, ...]
        gains, costs, effects = [], [], []
        for k, worth in enumerate(worths(p)):
            room = 1.0 - level[:, k : k + 1]
            own = (
                a.cost * xp.take(exposure[k, ...], self.bench, axis=0) * (1.0 + a.mounting * level[:, k : k + 1]) * room
            )
            gains.append(self.will * worth * room - own)
            costs.append(own)
            effects.append((worth * room)[:, 0])
        left = 1.0 - enforced
        leaking = xp.sum(xp.sum(self.view.routed, axis=1), axis=1) / float(len(SECTORS))
        gains.append(self.will * p.enforcement * left)
        costs.append(0.0 * self.will)
        effects.append((a.closing * leaking[:, None] * left)[:, 0])
        return xp.stack(gains, axis=2), xp.stack(costs, axis=2), xp.stack(effects, axis=1)
