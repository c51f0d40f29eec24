"""The bargaining range: which deals both parties take, how far it reaches, which deals are best, and who is in its way.

A party takes a deal where its probability is one half or more, which no veto allows. A deal is Pareto-best if none is
better for one party and no worse for the other; the Nash-best of those both take has the largest product of scores
[Nash1950].
"""

from dataclasses import dataclass

import numpy as np

from wargame.axes import Array
from wargame.calculus.deal.nearest import YES

ALIKE = 0.9  # of what one party takes: a share above it says nothing, as it hangs on which deals are in the grid


@dataclass(frozen=True)
class Scored:
    """Deals as both parties judge them."""

    mixes: Array  # [n,E] levels of the axes
    score: Array  # [n,Y]
    probability: Array  # [n,Y]

    @property
    def takes(self) -> Array:
        """Who takes which deal, `[n,Y]`."""
        return self.probability >= YES

    @property
    def both(self) -> Array:
        """Which deals both take, `[n]`."""
        return np.asarray(self.takes.all(axis=1))

    @property
    def open(self) -> Array:
        """Which deals no veto forbids, `[n]`."""
        return np.asarray((self.probability > 0.0).all(axis=1))

    @property
    def least(self) -> Array:
        """The score of the party that likes a deal less, `[n]`; minus infinity under a veto."""
        return np.where(self.open, self.score.min(axis=1), -np.inf)

    def with_(self, more: "Scored") -> "Scored":
        """These deals, and more of them below."""
        told = zip(vars(self).values(), vars(more).values(), strict=True)
        return Scored(*(np.concatenate(pair) for pair in told))


@dataclass(frozen=True)
class Span:
    """A bargaining range, or how much there is short of one."""

    takes: tuple[float, float]  # share of the grid's deals that each party takes
    both: float  # share that both take
    given: tuple[float | None, float | None]  # of the deals the other takes, the share that a party takes too
    short: tuple[float | None, float | None]  # a party's best score among the deals that the other takes
    margin: float  # the largest score that both reach in one deal; below 0 there is no range
    spread: tuple[float, float]  # of each party's scores over the Pareto-best deals that both take
    nash: int | None  # the Nash-best deal
    closest: int  # the deal in which the party that likes it less likes it most
    pareto: tuple[int, ...]  # Pareto-best deals that no veto forbids, the best for the first party first

    @property
    def exists(self) -> bool:
        """Whether some deal is taken by both."""
        return self.nash is not None

    @property
    def blocking(self) -> int | None:
        """Who is in the way: the party that takes clearly fewer of the grid's deals; none if the two are alike.

        It is the one that takes the smaller share of what the other takes, too: both shares have the same numerator.
        """
        fewer, more = sorted((0, 1), key=lambda party: self.takes[party])
        return fewer if self.takes[fewer] < ALIKE * self.takes[more] else None


def span(scored: Scored, grid: int) -> Span:
    """The range over judged deals; shares are of the first so many, those of the grid."""
    takes, both = scored.takes, scored.both
    pareto = _pareto(scored)
    agreed = scored.score[[row for row in pareto if both[row]]]
    closest = int(np.argmax(scored.least))
    return Span(
        takes=_pair(takes[:grid].mean(axis=0)),
        both=float(both[:grid].mean()),
        given=(_given(takes[:grid], 0), _given(takes[:grid], 1)),
        short=(_short(scored, 0), _short(scored, 1)),
        margin=float(scored.score[closest].min()),
        spread=_pair(np.ptp(agreed, axis=0)) if len(agreed) else (0.0, 0.0),
        nash=_nash(scored),
        closest=closest,
        pareto=pareto,
    )


def _pair(x: Array) -> tuple[float, float]:
    return float(x[0]), float(x[1])


def _given(takes: Array, party: int) -> float | None:
    """Of the deals that the other takes, the share that a party takes; none where the other takes none."""
    offered = takes[:, 1 - party]
    return float(takes[offered, party].mean()) if offered.any() else None


def _short(scored: Scored, party: int) -> float | None:
    """A party's best score among deals that the other takes and no veto forbids."""
    offered = scored.takes[:, 1 - party] & scored.open
    return float(scored.score[offered, party].max()) if offered.any() else None


def _nash(scored: Scored) -> int | None:
    """Of the deals that both take, the one with the largest product of scores; of two alike, with more in all."""
    rows = np.flatnonzero(scored.both)
    if not rows.size:
        return None
    score = np.maximum(scored.score[rows], 0.0)  # a score of rounding's size below 0 is 0
    return int(rows[np.lexsort((-score.sum(axis=1), -score.prod(axis=1)))[0]])


def _pareto(scored: Scored) -> tuple[int, ...]:
    """Deals that no veto forbids and that no other beats for one party without loss to the other; alike ones once."""
    rows = np.flatnonzero(scored.open)
    mine, theirs = scored.score[rows].T
    found, best = [], -np.inf
    for place in np.lexsort((-theirs, -mine)):
        if theirs[place] > best:
            found.append(int(rows[place]))
            best = theirs[place]
    return tuple(found)
