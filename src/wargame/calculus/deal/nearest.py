"""The nearest acceptable change: the smallest weighted edit of a deal's clauses that brings a party to yes.

Scores never fall as a clause moves a party's way, so that the deal with every edit taken to its end is judged first:
where it is refused, no change of these clauses helps. Else every mix of edits is tried, the smallest first, so that
what is found is the smallest there is among named levels.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np

from wargame.axes import Array
from wargame.calculus.deal.edits import Edit, Span, edited, edits
from wargame.calculus.deal.ledger import Outlook, judge
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
    sound: Callable[[Terms], bool] = lambda terms: True,
) -> Nearest | None:  # fmt: skip
    """The smallest edit of one deal, on one world, that a party accepts; none if no edit of these clauses does.

    `sound` tells which deals can stand; those whose clauses contradict each other are passed over.
    """
    options = edits(ahead.case, terms, party, span or Span())
    if not options or not _accepts(ahead, edited(terms, options, _corner(options)), party, p)[0]:
        return None
    mixes = np.array(list(product(*(range(len(edit.steps) + 1) for edit in options))), dtype=np.int64)
    sizes = np.zeros(len(mixes))
    for e, edit in enumerate(options):
        sizes = sizes + np.array([0.0, *(size for size, _ in edit.steps)])[mixes[:, e]]
    order = np.argsort(sizes, kind="stable")
    for start in range(0, len(order), BATCH):
        some = order[start : start + BATCH]
        deals = edited(terms, options, mixes[some])
        odds = judge(ahead, deals, p).probability[:, party]
        for row in np.flatnonzero(odds >= YES):
            deal = of_rows(deals, np.array([row]))
            if sound(deal):
                moved = tuple(edit.name for e, edit in enumerate(options) if mixes[some[row], e])
                return Nearest(deal, float(sizes[some[row]]), float(odds[row]), moved)
    return None


def turnable(ahead: Outlook, terms: Terms, party: int, p: Judge, rows: Array) -> Array:
    """Whether any edit of one deal's clauses turns a party, for these runs, one after the other: `[len(rows)]`."""
    found = np.zeros(len(rows), dtype=bool)
    for place, row in enumerate(rows):
        alone = ahead.of_rows(np.array([row]))
        options = edits(alone.case, terms, party, Span())
        found[place] = bool(options) and bool(_accepts(alone, edited(terms, options, _corner(options)), party, p)[0])
    return found


def _corner(options: tuple[Edit, ...]) -> Array:
    return np.array([[len(edit.steps) for edit in options]], dtype=np.int64)


def _accepts(ahead: Outlook, deals: Terms, party: int, p: Judge) -> Array:
    return np.asarray(judge(ahead, deals, p).probability[:, party] >= YES)
