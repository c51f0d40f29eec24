"""The bar of a batch: how many runs are done, how fast, how long it still takes, how many failed."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

Tell = Callable[[int, int, int], None]  # rows done, rows in all, rows that failed


@contextmanager
def bar(shown: bool) -> Iterator[Tell]:
    """A bar on a terminal's stderr or in a notebook, nothing elsewhere; yields what to tell of every block."""
    if not shown or not (sys.stderr.isatty() or in_notebook()):
        yield lambda done, rows, failed: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("runs"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as shown_bar:
        task, begun, first = shown_bar.add_task("", total=None), monotonic(), [-1]

        def tell(done: int, rows: int, failed: int) -> None:
            first[0] = done if first[0] < 0 else first[0]  # what was there before is no part of the rate
            rate = (done - first[0]) / max(monotonic() - begun, 1e-3)
            said = f"{rate:.0f} a second" + (f", {failed} failed" if failed else "")
            shown_bar.update(task, completed=done, total=rows, description=said)

        yield tell


def in_notebook() -> bool:
    """Whether a notebook would show what is printed."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and getattr(ipython.get_ipython(), "kernel", None) is not None
