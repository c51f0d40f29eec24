"""Candidate deals: mixes of levels around one deal, a row a deal, without those whose clauses deny each other.

A mix holds a level for every axis, `[n,E]`. Which levels can't stand together is asked once for the axes that a rule
on contradictions joins, not for every row.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from wargame.analysis.bargain.axes import DATES, Axis
from wargame.axes import Array, namespace, number
from wargame.calculus.deal.edits import Edit, edited
from wargame.terms import Terms
from wargame.terms.contradictions import CLASHES, LACKS, Clash, Lack, found
from wargame.terms.entries import of_row

RULES: tuple[Clash | Lack, ...] = (*CLASHES, *LACKS)


@dataclass(frozen=True)
class Lattice:
    """One deal, the axes it can be moved along, and with that all the deals there are."""

    base: Terms  # of one row
    axes: tuple[Axis, ...]

    @property
    def tabled(self) -> Array:
        """The mix that is the deal itself, `[1,E]`."""
        return np.array([[axis.tabled for axis in self.axes]], dtype=np.int64)

    def deals(self, mixes: Array) -> Terms:
        """The deals of some mixes; a level is counted from 1 there, 0 being the deal left as it is."""
        return _tidy(edited(self.base, self._edits, mixes + 1))

    @cached_property
    def _edits(self) -> tuple[Edit, ...]:
        return tuple(
            Edit(axis.kind, tuple((level.amount, level.change) for level in axis.levels)) for axis in self.axes
        )

    def sound(self, mixes: Array) -> Array:
        """Whether the clauses of a deal can stand together, and it is no other deal in disguise, `[n]`."""
        fine = ~self._hollow(mixes)
        for joined, stands in self._standing:
            fine &= stands[tuple(mixes[:, e] for e in joined)]
        return fine

    def _hollow(self, mixes: Array) -> Array:
        """Dates of relief where nothing is lifted: the deal is that with no dates."""
        kinds = [axis.kind for axis in self.axes]
        relief = [e for e, kind in enumerate(kinds) if kind == "relief"]
        if not relief or DATES not in kinds:
            return np.zeros(len(mixes), dtype=bool)
        dates = kinds.index(DATES)
        hollow: Array = (mixes[:, dates] < len(self.axes[dates].levels) - 1) & (mixes[:, relief] == 0).all(axis=1)
        return hollow

    @cached_property
    def _standing(self) -> tuple[tuple[tuple[int, ...], Array], ...]:
        """Axes that a rule on contradictions joins, and which of their levels can stand together under it."""
        every = [(joined, self._tried(joined, rule)) for rule in RULES for joined in self._joined(rule)]
        return tuple((joined, stands) for joined, stands in every if not stands.all())

    def _joined(self, rule: Clash | Lack) -> set[tuple[int, ...]]:
        """Groups of axes to ask about: two for a clash of two clauses; for a lack, all that may make it good."""
        if isinstance(rule, Lack):
            makers = self._moving(rule.needs)
            return {tuple(sorted({*leaner, *makers})) for leaner in self._each(rule.field) if leaner or makers}
        one, other = (self._each(field) for field in rule.fields)
        return {tuple(sorted({*a, *b})) for a in one for b in other if a or b}

    def _each(self, field: str) -> list[tuple[int, ...]]:
        """The axes that move a field, one by one; where there is none, the deal may still tell it by itself."""
        return [(e,) for e in self._moving(field)] or [()]

    def _moving(self, field: str) -> list[int]:
        return [e for e, axis in enumerate(self.axes) if field in axis.fields]

    def _tried(self, joined: tuple[int, ...], rule: Clash | Lack) -> Array:
        """Which levels of these axes can stand together under one rule.

        Other axes that move its fields are at their least, so that they neither clash nor help; those the rule does not
        ask about are at their most, so that relief is there to be dated.
        """
        fields = set(rule.fields) if isinstance(rule, Clash) else {rule.field, rule.needs}
        rest = [0 if fields & axis.fields else len(axis.levels) - 1 for axis in self.axes]
        shape = [len(self.axes[e].levels) for e in joined]
        mixes = np.repeat(np.array([rest], dtype=np.int64), int(np.prod(shape)), axis=0)
        mixes[:, list(joined)] = np.array(list(np.ndindex(*shape)))
        deals = self.deals(mixes)
        entries = ([entry for entry in of_row(deals, row) if entry.field in fields] for row in range(len(mixes)))
        return np.array([all(wrong.why != rule.why for wrong in found(told)) for told in entries]).reshape(shape)

    def grid(self, order: tuple[int, ...], most: int) -> Array:
        """At most so many sound mixes over named levels, `[n,E]`: the axes first in the order have the most levels.

        Every axis has its two ends before the first of them has a level between, as long as a quarter of the rows
        lets it; axes beyond that stay as they are in the deal.
        """
        counts = [1] * len(self.axes)
        best = self._over(counts)
        for want, room in ((2, most // 4), (3, most), (4, most), (5, most), (2, most)):
            for e in order:
                if counts[e] == want - 1 and self._named(e).size >= want:
                    more = [want if e == other else count for other, count in enumerate(counts)]
                    mixes = self._over(more)
                    if len(mixes) <= room:
                        counts, best = more, mixes
        return best

    def _over(self, counts: list[int]) -> Array:
        """The sound mixes over so many levels of every axis."""
        levels = [self._spread(e, count) for e, count in enumerate(counts)]
        mixes = np.stack([x.ravel() for x in np.meshgrid(*levels, indexing="ij")], axis=1)
        return mixes[self.sound(mixes)]

    def _named(self, e: int) -> Array:
        return np.array([i for i, level in enumerate(self.axes[e].levels) if not level.fine], dtype=np.int64)

    def _spread(self, e: int, count: int) -> Array:
        """Some of the named levels of an axis, from end to end; where there is one only, the deal's own."""
        if count == 1:
            return np.array([self.axes[e].tabled])
        named = self._named(e)
        return named[np.round(np.linspace(0, named.size - 1, count)).astype(np.int64)]

    def near(self, mixes: Array) -> Array:
        """Every deal that is one clause away from one of these, fine levels among them, `[m,E]`."""
        every = []
        for e, axis in enumerate(self.axes):
            for level in range(len(axis.levels)):
                moved = mixes[mixes[:, e] != level]
                moved[:, e] = level
                every.append(moved)
        near = np.concatenate(every) if every else mixes[:0]
        return near[self.sound(near)]


def _tidy(terms: Terms) -> Terms:
    """The deals without dates and conditions of relief that lifts nothing, steps that are due at once made one."""
    xp = namespace(terms.relief)
    staged = number(xp.any((terms.relief_after > 0.0) | (terms.relief_milestone > 0.0), axis=1))[:, None, None, None]
    whole = xp.minimum(xp.sum(terms.relief, axis=4), 0.0 * staged + 1.0)
    once = xp.stack([whole, *[0.0 * whole] * (terms.relief.shape[4] - 1)], axis=4)
    relief = xp.where(staged[..., None] > 0.0, terms.relief, once)
    by_step = number(xp.any(relief > 0.0, axis=(1, 2, 3)))  # [R,F]
    by_sender = number(xp.any(relief > 0.0, axis=(2, 3, 4)))  # [R,Z]
    return replace(
        terms,
        relief=relief,
        relief_after=terms.relief_after * by_step,
        relief_milestone=terms.relief_milestone * by_step,
        snap_back=terms.snap_back * by_sender,
    )
