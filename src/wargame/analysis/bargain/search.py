"""The search for a bargaining range on one world: a grid over the main clauses, then ever closer to the frontier.

The main clauses are those that move the parties' scores most in this very case. Deals are judged in closed form; the
best of them, `Search.best`, are those that a policy which plays ahead would judge again.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from wargame.analysis.bargain.lattice import Lattice
from wargame.analysis.bargain.span import Scored, Span, span
from wargame.axes import Array
from wargame.calculus.deal import Judge, Outlook, judge
from wargame.terms import Terms

BLOCK = 512  # deals judged at once
DEALS = 4096  # of the grid, at most
ROUNDS = 4  # of refinement, at most
FOCUS = 16  # deals around which each round looks, and deals worth a second judgement

Judging = Callable[[Terms], tuple[Array, Array]]  # deals to scores and probabilities, [n,Y] each


@dataclass(frozen=True)
class Search:
    """The deals of one world that were judged: the grid first, then those near the frontier."""

    lattice: Lattice
    scored: Scored
    grid: int  # deals of the grid
    order: tuple[int, ...]  # axes, the one that moves the scores most first
    span: Span

    @property
    def best(self) -> tuple[int, ...]:
        """The deals that come closest to both parties' consent, by the score of who likes them less."""
        return _top(self.scored.least, FOCUS)


def closed_form(ahead: Outlook, p: Judge) -> Judging:
    """The judgement of `doctrine`: block by block, no play ahead."""

    def told(deals: Terms) -> tuple[Array, Array]:
        ledger = judge(ahead, deals, p)
        return ledger.score, ledger.probability

    return told


def searched(lattice: Lattice, judging: Judging, most: int = DEALS, order: tuple[int, ...] | None = None) -> Search:
    """The range that the deals of a lattice leave the two parties of one world."""
    weighed = order if order is not None else _order(lattice, judging)
    mixes = lattice.grid(weighed, most)
    scored = refined(lattice, score(lattice, mixes, judging), judging)
    return Search(lattice, scored, len(mixes), weighed, span(scored, len(mixes)))


def refined(lattice: Lattice, scored: Scored, judging: Judging) -> Scored:
    """These deals, and below them those one clause away from the frontier, until that gains nothing."""
    for _ in range(ROUNDS):
        near = _unseen(lattice.near(scored.mixes[list(_focus(scored))]), scored.mixes)
        if not len(near):
            break
        before, scored = span(scored, 1), scored.with_(score(lattice, near, judging))
        after = span(scored, 1)
        if after.margin <= before.margin and after.nash == before.nash:
            break
    return scored


def score(lattice: Lattice, mixes: Array, judging: Judging) -> Scored:
    """Deals judged, in blocks that stay in the processor's cache."""
    blocks = [judging(lattice.deals(mixes[start : start + BLOCK])) for start in range(0, len(mixes), BLOCK)]
    scores, odds = (np.concatenate(column) for column in zip(*blocks, strict=True))
    return Scored(mixes, scores, odds)


def rejudged(search: Search, judging: Judging) -> Scored:
    """The best deals of a search, judged another way."""
    return score(search.lattice, search.scored.mixes[list(search.best)], judging)


def _order(lattice: Lattice, judging: Judging) -> tuple[int, ...]:
    """Axes by how far they move either party's score from that of the deal itself, the furthest first."""
    near = lattice.near(lattice.tabled)
    if not len(near):
        return tuple(range(len(lattice.axes)))
    own, moved = (score(lattice, mixes, judging).score for mixes in (lattice.tabled, near))
    reach = np.abs(moved - own).max(axis=1)
    far = [reach[near[:, e] != lattice.tabled[0, e]].max(initial=0.0) for e in range(len(lattice.axes))]
    return tuple(int(e) for e in np.argsort(-np.array(far), kind="stable"))


def _focus(scored: Scored) -> tuple[int, ...]:
    """Deals on or near the frontier where both may take them."""
    welfare = np.where(scored.both, scored.score.prod(axis=1), -np.inf)
    return tuple(dict.fromkeys((*_top(scored.least, FOCUS), *_top(welfare, FOCUS))))


def _top(x: Array, most: int) -> tuple[int, ...]:
    """The places of the largest finite values, the largest first."""
    return tuple(int(i) for i in np.argsort(-x, kind="stable")[:most] if np.isfinite(x[i]))


def _unseen(mixes: Array, known: Array) -> Array:
    """Mixes that are not among those known, once each."""
    seen = {row.tobytes() for row in known}
    fresh = {row.tobytes(): i for i, row in enumerate(mixes) if row.tobytes() not in seen}
    return mixes[sorted(fresh.values())]
