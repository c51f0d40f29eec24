"""Entries: what single clauses say, each at its place in the arrays, whether it comes from a file or from arrays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from wargame.board import Board
from wargame.forum import SECTORS
from wargame.terms.clauses import CLAUSES, LEVELS, MILESTONES, Terms, axes, none
from wargame.terms.spec import KINDS, Ceasefire, Expires, Relief, Role, Said, kind_of, roles

FIELD = {"ceasefire": "cease"}  # of the kinds of clause whose name is not that of their field
KIND = {field: kind for kind, field in FIELD.items()} | {
    "cease_after": "ceasefire",
    **dict.fromkeys(("relief_after", "relief_milestone", "snap_back"), "relief"),
}


class Entry(NamedTuple):
    """One number of a deal: its field, its place there without the run, and the clause of the file it is from."""

    field: str
    at: tuple[int, ...]
    value: float
    source: int = 0

    @property
    def kind(self) -> str:
        """The kind of clause that says it."""
        return KIND.get(self.field, self.field)


def of_row(terms: Terms, row: int = 0) -> list[Entry]:
    """The entries of one deal, from its arrays."""
    found = []
    for name in CLAUSES:
        values = np.asarray(getattr(terms, name)[row])
        found += [Entry(name, tuple(int(i) for i in at), float(values[tuple(at)])) for at in np.argwhere(values != 0.0)]
    return found


def of_clauses(clauses: Sequence[Any], board: Board, between: Sequence[str], steps: Mapping[int, int]) -> list[Entry]:
    """The entries of the clauses of a file, as far as their names are known; `steps` are those of relief."""
    places = _places(board, between)
    return [
        entry
        for source, said in enumerate(clauses)
        if source in steps or not isinstance(said, Relief)
        for entry in (
            _of_relief(said, places, steps[source], source)
            if isinstance(said, Relief)
            else _of_clause(said, places, source)
        )
    ]


def placed(entries: Sequence[Entry], board: Board, quarrel: tuple[int, int]) -> Terms:
    """The deal in arrays that these entries make."""
    blank = none(board, quarrel)
    arrays: dict[str, Any] = {name: getattr(blank, name) for name in CLAUSES}
    for entry in entries:
        arrays[entry.field][(0, *entry.at)] = entry.value
    return replace(blank, **arrays)


def parts(region: str, board: Board) -> tuple[int, ...]:
    """The regions of the theatre that an id stands for: one, the parts of an oblast, or none."""
    if region in board.wholes:
        return board.wholes[region] if max(board.wholes[region]) < board.contested else ()
    known = board.regions[: board.contested]
    return (known.index(region),) if region in known else ()


Places = dict[str, dict[str, tuple[int, ...]]]


def _places(board: Board, between: Sequence[str]) -> Places:
    """Where names stand along each axis."""
    seats, forum = (*board.states, *board.forum.alliances), board.forum
    named: Places = {
        "Y": {state: (y,) for y, state in enumerate(between)},
        "Z": {seat: (z,) for z, seat in enumerate(seats)},
        "S": {state: (s,) for s, state in enumerate(board.states)},
        "T": {board.states[s]: (t,) for t, s in enumerate(forum.targets)},
        "K": {sector: (k,) for k, sector in enumerate(SECTORS)},
    }
    regions = (*board.regions[: board.contested], *board.wholes)
    return {**named, "C": {region: parts(region, board) for region in regions}}


def key_of(kind: str, axis: str) -> str:
    """The key of a clause that names who or what stands along an axis."""
    if axis == "C":
        return "regions"
    by_role = {role: key for key, role in roles(KINDS[kind]).items()}
    return by_role[Role.PARTY] if axis == "Y" else "by"


def _of_clause(said: Said, places: Places, source: int) -> Iterator[Entry]:
    kind = kind_of(said)
    field = FIELD.get(kind, kind)
    spots: list[tuple[int, ...]] = [()]
    for axis in axes(field)[1:]:
        named = getattr(said, key_of(kind, axis))
        where = [i for name in (named if axis == "C" else [named]) for i in places[axis].get(name, ())]
        spots = [(*at, i) for at in spots for i in where]
    yield from (Entry(field, at, _value(said, field), source) for at in spots)
    if isinstance(said, Ceasefire):
        yield Entry("cease_after", (), said.after, source)


def _of_relief(said: Relief, places: Places, step: int, source: int) -> Iterator[Entry]:
    lifted = [
        Entry("relief", (z, t, k, step), share, source)
        for z in places["Z"].get(said.by, ())
        for t in places["T"].get(said.to, ())
        for sector, share in said.sectors.items()
        for k in places["K"].get(sector, ())
    ]
    yield from lifted
    if lifted:
        yield Entry("relief_after", (step,), said.after, source)
        yield Entry("relief_milestone", (step,), float(MILESTONES.index(said.milestone)), source)
        if said.snap_back is not None:
            yield Entry("snap_back", lifted[0].at[:1], level("snap_back", said.snap_back), source)


def _value(said: Said, field: str) -> float:
    """How much a clause says."""
    for key in ("level", "amount"):
        if key in type(said).model_fields:
            return level(field, getattr(said, key))
    return said.after if isinstance(said, Expires) else 1.0


def level(name: str, told: str | float) -> float:
    """The number that stands for a level."""
    return LEVELS[name][told] if isinstance(told, str) else float(told)
