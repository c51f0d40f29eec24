"""What is forbidden: the levels of measures in force, counted alike for sanctions, alliances and policies.

Levels are summed by target, sector and sender. What a row adds is rounded to a fixed grain first, so that the sum is
exact and the same in whatever slots the rows lie: a row taken away leaves what there would be without it, bit for bit.
A table never changes, so that what is worked out from it is kept with it.
"""

from collections.abc import Callable
from typing import Protocol

from wargame.axes import Array, laid_out, namespace, read_at, summed_at
from wargame.board import Board
from wargame.forum import SECTORS
from wargame.tables import in_use
from wargame.world import Measures

GRAIN = 2.0**-40  # of a level; sums of its multiples are exact


class Seen(Protocol):
    """What levels are read from: the world, a view, or some runs of one."""

    @property
    def board(self) -> Board: ...  # noqa: D102
    @property
    def measures(self) -> Measures: ...  # noqa: D102


def exact(x: Array) -> Array:
    """To the nearest multiple of the grain, so that sums have no rounding."""
    return namespace(x).floor(x / GRAIN + 0.5) * GRAIN


def parties(board: Board) -> int:
    """Who can forbid anything: states first, then alliances."""
    return len(board.states) + len(board.forum.alliances)


def _kept(table: Measures, name: str, worked_out: Callable[[], Array]) -> Array:
    """What is worked out from a table, once."""
    known: Array | None = vars(table).get(name)
    if known is None:
        known = worked_out()
        object.__setattr__(table, name, known)
    return known


def cells(measures: Measures, board: Board) -> Array:
    """Where each row counts among runs, targets, sectors and senders, `[R,V]`, as one index."""

    def index() -> Array:
        xp, n = namespace(measures.live), parties(board)
        of_run = (measures.target * float(len(SECTORS)) + measures.sector) * float(n) + measures.sender
        return laid_out(xp.astype(of_run, xp.int64), len(board.forum.targets) * len(SECTORS) * n)

    return _kept(measures, "_cells", index)


def by_sender(amount: Array, measures: Measures, board: Board) -> Array:
    """What rows add, `[R,V]`, summed by target, sector and sender, `[R,T,K,S+A]`; exact for multiples of the grain."""
    shape = (amount.shape[0], len(board.forum.targets), len(SECTORS), parties(board))
    if not board.forum.targets:
        return namespace(amount).zeros(shape)
    return summed_at(cells(measures, board), amount * measures.live, shape)


def at_rows(x: Array, measures: Measures, board: Board) -> Array:
    """What is known by target, sector and sender, `[R,T,K,S+A]`, read at every row, `[R,V]`."""
    return read_at(x, cells(measures, board))


def in_force(measures: Measures, board: Board) -> Array:
    """Levels in force by target, sector and sender, `[R,T,K,S+A]`, 0 to 1: states first, then alliances."""
    rows = in_use(measures)
    return _kept(rows, "_in_force", lambda: _at_most_all(exact(rows.level), rows, board))


def levels(seen: Seen, sender: int, target: int) -> Array:
    """Share of its dealings that a sender has forbidden by sector, `[R,K]`; `sender` counts states, then alliances.

    Those of state 0 are read as they were told, which may be off the grain.
    """
    rows = in_use(seen.measures)
    return _kept(rows, "_levels", lambda: _at_most_all(rows.level, rows, seen.board))[:, target, :, sender]


def _at_most_all(level: Array, rows: Measures, board: Board) -> Array:
    return namespace(level).minimum(by_sender(level, rows, board), 1.0)
