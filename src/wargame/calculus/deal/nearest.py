"""The nearest acceptable change: the smallest weighted edit of a deal's clauses that brings a party to yes.

Where an edit is sure to go a party's way, scores never fall with its steps, so that deals with all such edits taken to
their ends are judged first: where all of those are refused, no change of these clauses helps. Else every mix of edits
is tried, the smallest first, so that what is found is the smallest there is among named levels.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np

from wargame.assumptions import shaped
from wargame.axes import Array, logistic
from wargame.calculus.deal.edits import Edit, Span, edited, edits
from wargame.calculus.deal.ledger import CERTAIN, Outlook, judge
from wargame.calculus.deal.numbers import Judge
from wargame.terms import Terms, of_rows

BATCH = 256
YES = 0.5


@dataclass(frozen=True)
class Nearest:
    """A change that turns an answer."""

    terms: Terms  # of one row
    size: float  # weighted share of the clauses' spans
    probability: float
    edits: tuple[str, ...]  # which clauses were moved


def nearest(
    ahead: Outlook, terms: Terms, party: int, p: Judge, span: Span | None = None,
    sound: Callable[[Terms], bool] = lambda terms: True, added: float = 0.0,
) -> Nearest | None:  # fmt: skip
    """The smallest edit of one deal, on one world, that a party accepts; none if no edit of these clauses does.

    `sound` tells which deals can stand; those whose clauses contradict each other are passed over. `added` is what a
    party that knows better than the closed form adds to its score, prize.
    """
    options = edits(ahead.case, terms, party, span or Span())
    if not _can_turn(ahead, terms, options, party, p, added):
        return None
    mixes = np.array(list(product(*(range(len(edit.steps) + 1) for edit in options))), dtype=np.int64)
    sizes = np.zeros(len(mixes))
    for e, edit in enumerate(options):
        sizes = sizes + np.array([0.0, *(size for size, _ in edit.steps)])[mixes[:, e]]
    order = np.argsort(sizes, kind="stable")
    for start in range(0, len(order), BATCH):
        some = order[start : start + BATCH]
        deals = edited(terms, options, mixes[some])
        odds = _odds(ahead, deals, party, p, added)
        for row in np.flatnonzero(odds >= YES):
            deal = of_rows(deals, np.array([row]))
            if sound(deal):
                moved = tuple(edit.name for e, edit in enumerate(options) if mixes[some[row], e])
                return Nearest(deal, float(sizes[some[row]]), float(odds[row]), moved)
    return None


def turnable(
    ahead: Outlook, terms: Terms, party: int, p: Judge, rows: Array, added: Array | None = None
) -> Array:  # fmt: skip
    """Whether any edit of one deal's clauses turns a party, for these runs, one after the other: `[len(rows)]`.

    `added` `[R]` is what the party adds to its score, prize.
    """
    found = np.zeros(len(rows), dtype=bool)
    for place, row in enumerate(rows):
        alone = ahead.of_rows(np.array([row]))
        more = 0.0 if added is None else float(added[row])
        found[place] = _can_turn(alone, terms, edits(alone.case, terms, party, Span()), party, p, more)
    return found


def _can_turn(
    ahead: Outlook, terms: Terms, options: tuple[Edit, ...], party: int, p: Judge, added: float
) -> bool:  # fmt: skip
    """Whether any of the furthest deals is accepted: sure edits at their ends, the others at every step."""
    ends = (range(0 if not edit.sure else len(edit.steps), len(edit.steps) + 1) for edit in options)
    corners = np.array(list(product(*ends)), dtype=np.int64)
    odds = _odds(ahead, edited(terms, options, corners), party, p, added)
    return bool((odds >= YES).any())


def _odds(ahead: Outlook, deals: Terms, party: int, p: Judge, added: float) -> Array:
    """Probability that a party says yes to deals, `[n]`; none under a veto, whatever is added."""
    ledger = judge(ahead, deals, p)
    odds: Array = ledger.probability[:, party]
    if not added:
        return odds
    score = (ledger.score[:, party] + added) / shaped(p, 1).temperature
    return np.where(odds > 0.0, logistic(np.clip(score, -CERTAIN, CERTAIN)), 0.0)
