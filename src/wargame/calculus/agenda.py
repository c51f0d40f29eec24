"""Agenda: how a setter looks for the package that can pass and is worth most, among all plausible ones.

The library holds every set of one to three sectors, with and without enforcement, each in three sizes. What a package
is worth to the setter is what it does to the target, less what it leaks because consent has to be bought, what it costs
the members, and the months it takes [RomerRosenthal1978]. Where nothing passes or pays, nothing is tabled. Searched
are only the runs in which a draft is ready, since the search is the dearest thing in a turn.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from wargame.assumptions import Leaf, leaf, of_runs, shaped
from wargame.axes import Array, namespace, number, put_back
from wargame.calculus.sitting import Sitting, forbidden
from wargame.calculus.votes import Votes, Wills, worths
from wargame.forum import SECTORS
from wargame.observe import View
from wargame.rules import Params
from wargame.rules.alliances import stance

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
    """Every set of sectors worth looking at, with and without enforcement, as contents of size 1."""
    rows = [(0.0,) * len(SECTORS) + (1.0,)]
    for count in (1, 2, 3):
        for sectors in combinations(range(len(SECTORS)), count):
            chosen = tuple(1.0 if k in sectors else 0.0 for k in range(len(SECTORS)))
            rows += [(*chosen, 0.0), (*chosen, 1.0)]
    return tuple(rows)


@cache
def _contents() -> Array:
    """The library as an array, `[C,K+1]`."""
    return np.array(library())


def packages(view: View, params: Params, a: Agenda, ready: Array, wills: Wills) -> Array:
    """What to table on the dockets of packages, `[R,Q]`, where `ready` `[R,P]` is 1; several at once in their order."""
    f, found = view.board.forum, dict[int, Array]()
    for first in sorted({int(p) for p in np.asarray(f.first) if f.dockets[int(p)].motion == "package"}):
        kin = [p for p in f.of("package") if int(f.first[p]) == first]
        found |= _searched(view, params, a, kin, ready * number(_promising(view, params, a, first, wills))[:, None])
    nothing = [view.xp.zeros((ready.shape[0], len(f.items_of(p)))) for p in range(len(f.dockets))]
    return view.xp.concat([found.get(p, blank) for p, blank in enumerate(nothing)], axis=1)


def _searched(view: View, params: Params, a: Agenda, kin: list[int], ready: Array) -> dict[int, Array]:
    """The best package for each docket of a kind, `[R,K+1]`, the next one given that those before it pass."""
    xp, docket, found = view.xp, view.board.forum.dockets[kin[0]], dict[int, Array]()
    target = view.board.forum.targets.index(docket.target)
    level = forbidden(view, len(view.board.states) + docket.alliance, target)
    enforced = view.enforced[:, target : target + 1]
    for p in kin:
        where = ready[:, p] > 0.5
        rows = xp.nonzero(where)[0]
        if not rows.shape[0]:
            break  # no run has so many drafts
        case = _Bench.of(Sitting(view, rows), of_runs(params, rows), of_runs(a, rows), p)
        best = case.best(xp.take(level, rows, axis=0), xp.take(enforced, rows, axis=0))
        found[p] = put_back(best, where)
        level = level + found[p][:, : len(SECTORS)] * (1.0 - level)
        enforced = enforced + found[p][:, len(SECTORS) :] * (1.0 - enforced)
    return found


def _promising(view: View, params: Params, a: Agenda, docket: int, wills: Wills) -> Array:
    """Whether any package could be worth tabling if nobody objected, `[R]`: where not, a search would be in vain."""
    xp, f, n, p = view.xp, view.board.forum, shaped(a, 1), shaped(params.alliances, 1)
    told, states = f.dockets[docket], params.states
    t = f.targets.index(told.target)
    level = forbidden(view, len(view.board.states) + told.alliance, t)
    weight, left = wills.share(docket), []
    for k, worth in enumerate(worths(p)):
        dear = n.harm * n.cost * (1.0 + n.mounting * level[:, k : k + 1])
        hurt = xp.sum(weight * states.exposure[t, k, :], axis=1, keepdims=True)
        left.append(xp.maximum((worth - dear * hurt) * (1.0 - level[:, k : k + 1]), 0.0))
    sectors = xp.concat(left, axis=1)
    most = xp.sum(sectors, axis=1) - xp.min(sectors, axis=1)  # three sectors at most
    leaking = xp.sum(xp.sum(view.routed, axis=1), axis=1) / float(len(SECTORS))
    closing = shaped(a, 0).closing * leaking * (1.0 - view.enforced[:, t])
    some: Array = shaped(a, 0).boldest * (most + closing) * (1.0 + 1e-9) > shaped(a, 0).effort
    return some


def _scores_of_sets(parts: Array) -> Array:
    """What every set is worth to every member, `[C,B,r]`, from what its parts are worth to them, `[r,B,K+1]`.

    A set is worth what it is without its last part, and that part.
    """
    xp, known = namespace(parts), {(0.0,) * parts.shape[2]: 0.0 * parts[:, :, 0].T}
    for row in library():
        last = max(k for k, chosen in enumerate(row) if chosen)
        known[row] = known[(*row[:last], *(0.0,) * (len(row) - last))] + parts[:, :, last].T
    return xp.stack([known[row] for row in library()], axis=0)


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

    @classmethod
    def of(cls, view: Sitting, params: Params, a: Agenda, p: int) -> "_Bench":
        """The members who are asked about a docket."""
        xp, f = view.xp, view.board.forum
        body, target = f.dockets[p].alliance, f.targets.index(f.dockets[p].target)
        bench = xp.asarray(f.benches[body], dtype=xp.int64)
        will = stance(view, params.states, shaped(params.alliances, 2), (p,))[:, 0, :]
        return cls(view, params, a, body, target, bench, xp.take(will, bench, axis=1))

    def best(self, level: Array, enforced: Array) -> Array:
        """The package worth most, the first of equals, `[r,K+1]`; nothing where none is worth tabling.

        A member's score grows with the size of a package, so that one look at a set of sectors serves all sizes.
        """
        xp = self.view.xp
        gain, cost, effect = self._by_sector(level, enforced)
        sets = xp.asarray(_contents().T.copy())  # [K+1,C]
        worst, objectors = (xp.matrix_transpose(by_set) for by_set in self._objections(gain, level, enforced))
        share = self._weights()
        burden = xp.matmul(xp.sum(share[:, :, None] * cost, axis=1)[:, None, :], sets)[:, 0, :]
        reach = xp.matmul(effect[:, None, :], sets)[:, 0, :]
        worths = [self._worth(step, reach, burden, worst, objectors) for step in STEPS]
        worth = xp.concat(worths, axis=1)
        value = xp.max(worth, axis=1)
        number_of = xp.arange(worth.shape[1])
        chosen = xp.min(xp.where(worth == value[:, None], number_of, worth.shape[1] + 0 * number_of), axis=1)
        contents = np.concatenate([step * _contents() for step in STEPS])
        worthwhile = number(value > shaped(self.a, 0).effort)[:, None]
        return xp.take(xp.asarray(contents), chosen, axis=0) * shaped(self.a, 1).boldest * worthwhile

    def _weights(self) -> Array:
        """Each member's share in the output of all, `[r,B]`."""
        xp, view = self.view.xp, self.view
        member = xp.take(view.member[:, self.body, :], self.bench, axis=1)
        weight = member * xp.take(self.params.states.gdp, self.bench, axis=0)
        return weight / xp.maximum(xp.sum(weight, axis=1, keepdims=True), 1e-12)

    def _objections(self, gain: Array, level: Array, enforced: Array) -> tuple[Array, Array]:
        """The worst score of a member by set, `[C,r]`, and how many object, `[C,r]`, both at the boldest size.

        Looked at are only members who in any run could hold more against any set than their peers talk them out of.
        """
        xp, view, a = self.view.xp, self.view, shaped(self.a, 1)
        temper = xp.take(view.temper, self.bench, axis=1)
        room = xp.concat([1.0 - level, 0.25 * (1.0 - enforced)], axis=1)
        member = xp.take(view.member[:, self.body, :], self.bench, axis=1)
        parts = (gain + (a.mood / 0.3 * temper)[:, :, None] * room[:, None, :]) * member[:, :, None]
        parts = parts * shaped(self.a, 2).boldest
        limit = -self._peers()[:, None, None]
        hardest = xp.sum(xp.minimum(parts, 0.0), axis=2)
        doubtful = xp.nonzero(xp.any(hardest < limit[:, :, 0], axis=0))[0]
        if doubtful.shape[0] == 0:
            none = xp.zeros((len(library()), gain.shape[0]))
            return none, none
        score = _scores_of_sets(xp.take(parts, doubtful, axis=1))
        return xp.minimum(xp.min(score, axis=1), 0.0), xp.sum(number(score < limit[:, 0, 0]), axis=1)

    def _peers(self) -> Array:
        """The objection that the others talk a member out of, if nearly all are for it, `[r]`."""
        peers: Array = shaped(self.params.alliances, 0).peers * self.view.cohesion[:, self.body]
        return peers

    def _worth(self, step: float, reach: Array, burden: Array, worst: Array, objectors: Array) -> Array:
        """What packages of a size are worth to the setter, `[r,C]`; far below nothing where they can't pass in time."""
        xp, b, p = self.view.xp, shaped(self.a, 1), shaped(self.params.alliances, 1)
        size = step * b.boldest
        months = xp.maximum(-step * worst - self._peers()[:, None], 0.0) / p.haggle
        leak = p.leak * objectors * number(months > 0.0)
        worth = size * reach * (1.0 - leak) - b.harm * size * burden - b.delay * months
        return xp.where(months <= p.patience, worth, -1e9)

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
