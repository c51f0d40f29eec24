"""A block played and written: its rows together where that can be, and without those that can't be played at all.

A row that raises is found by halving: what is left of the block is played again without it, which changes no bit of the
others.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from wargame.axes import Array
from wargame.ensemble.blocks import played
from wargame.ensemble.columns import Table
from wargame.ensemble.parts import write_part
from wargame.ensemble.plan import Part, Stage
from wargame.ensemble.sheets import one_below_the_other
from wargame.ensemble.tables import kept, tables
from wargame.ensemble.varied import varied

Failure = tuple[int, str]  # a row, and what went wrong
Piece = dict[str, Table]  # the tables of some rows of a block


def written(stage: Stage, part: Part, folder: Path) -> list[Failure]:
    """Play a block and write a part of every table; returns the rows that failed, which are in none."""
    failures: list[Failure] = []
    pieces = list(_pieces(stage, part, np.arange(len(part.rows)), failures))
    for name in list(pieces[0]) if pieces else []:
        write_part(folder, name, part.number, one_below_the_other([piece.pop(name) for piece in pieces]))
    return failures


def _pieces(stage: Stage, part: Part, at: Array, failures: list[Failure]) -> Iterator[Piece]:
    """The campaigns at some positions of a block, in as few pieces as can be."""
    try:
        yield from list(_together(stage, part, at))
    except Exception as error:  # whatever a rule or a policy may raise
        if len(at) == 1:
            failures.append((part.rows[int(at[0])], f"{type(error).__name__}: {error}"))
            return
        for half in np.array_split(at, 2):
            yield from _pieces(stage, part, half, failures)


def _together(stage: Stage, part: Part, at: Array) -> Iterator[Piece]:
    """The campaigns at some positions, those together that share what has no run axis."""
    series = kept(stage.scenario.board, stage.keep)
    for scenario, where in varied(stage.scenario, part.design, at):
        points, runs = part.design.rows[at[where]].T.tolist()
        block = played(
            scenario, runs, seed=stage.seed, seats=stage.seats, turns=stage.turns, series=series,
            weighs=stage.keep.offers,
        )  # fmt: skip
        rows = [part.rows[position] for position in at[where].tolist()]
        found = tables(scenario, block, rows, points, part.design, stage.keep)
        yield {name: _numbered(table, part) for name, table in found.items()}


def _numbered(table: Table, part: Part) -> Table:
    """A table whose points are numbered as in the whole design."""
    ids = np.zeros(len(part.design.points), dtype=np.int64)
    ids[part.design.rows[:, 0]] = part.points
    return [{**sheet, "point": ids[np.asarray(sheet["point"])]} for sheet in table]
