"""Long lists in a window of a few rows that goes with what is chosen."""

from collections.abc import Callable, Sequence

from wargame.ui.kit import Column

ROWS = 8


def windowed(
    c: Column,
    head: Sequence[str],
    count: int,
    row: Callable[[int], Sequence[str]],
    chosen: int,
    label: str,
    size: int = ROWS,
) -> int:
    """A window of rows about the one chosen; the index of the one chosen now. Rows out of sight are not made."""
    start = max(0, min(chosen - size // 2, count - size))
    shown = [row(k) for k in range(start, min(start + size, count))]
    k = c.table(head, shown, chosen - start, label)
    if count > size:
        c.text(f"{start + 1} to {start + len(shown)} of {count}", muted=True)
    return start + (k or 0)
