"""A block played and written: its rows together where that can be, and without those that can't be played at all.

A row that raises is found by halving: what is left of the block is played again without it, which changes no bit of the
others.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from wargame.axes import Array
from wargame.ensemble.blocks import Block, joined, played
from wargame.ensemble.columns import Columns, Table
from wargame.ensemble.parts import write_part
from wargame.ensemble.plan import Part, Stage
from wargame.ensemble.tables import kept, tables
from wargame.ensemble.varied import varied

Failure = tuple[int, str]  # a row, and what went wrong
Piece = tuple[Array, Block]  # positions in the part, and their campaigns


def written(stage: Stage, part: Part, folder: Path) -> list[Failure]:
    """Play a block and write a part of every table; returns the rows that failed, which are in none."""
    failures: list[Failure] = []
    pieces = list(_pieces(stage, part, np.arange(len(part.rows)), failures))
    if pieces:
        at, block = _whole(pieces)
        del pieces
        local = part.design.rows[at, 0].tolist()
        rows = [part.rows[position] for position in at.tolist()]
        for name, table in tables(stage.scenario, block, rows, local, part.design, stage.keep).items():
            write_part(folder, name, part.number, _numbered(table, part))
    return failures


def _pieces(stage: Stage, part: Part, at: Array, failures: list[Failure]) -> Iterator[Piece]:
    """The campaigns at some positions, in as few pieces as can be."""
    try:
        yield from list(_together(stage, part, at))
    except Exception as error:  # whatever a rule or a policy may raise
        if len(at) == 1:
            failures.append((part.rows[int(at[0])], f"{type(error).__name__}: {error}"))
            return
        for half in np.array_split(at, 2):
            yield from _pieces(stage, part, half, failures)


def _together(stage: Stage, part: Part, at: Array) -> Iterator[Piece]:
    series = kept(stage.scenario.board, stage.keep)
    for scenario, where in varied(stage.scenario, part.design, at):
        runs = part.design.rows[at[where], 1].tolist()
        yield (
            at[where],
            played(
                scenario,
                runs,
                seed=stage.seed,
                seats=stage.seats,
                turns=stage.turns,
                series=series,
                weighs=stage.keep.offers,
            ),
        )


def _whole(pieces: Sequence[Piece]) -> Piece:
    """Pieces as one, in the order of their rows."""
    if len(pieces) == 1:
        return pieces[0]
    at = np.concatenate([positions for positions, _ in pieces])
    order = np.argsort(at, kind="stable")
    return at[order], joined([block for _, block in pieces], order)


def _numbered(table: Table, part: Part) -> Table:
    """A table whose points are numbered as in the whole design."""
    ids = np.zeros(len(part.design.points), dtype=np.int64)
    ids[part.design.rows[:, 0]] = part.points
    return [_renumbered(sheet, ids) for sheet in table]


def _renumbered(sheet: Columns, ids: Array) -> Columns:
    return {name: ids[np.asarray(column)] if name == "point" else column for name, column in sheet.items()}
