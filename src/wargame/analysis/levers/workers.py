"""Workers: blocks played in this process, or in several with one thread of linear algebra each."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from signal import SIG_IGN, SIGINT, signal
from threading import Thread, current_thread, main_thread

from wargame.axes import Array

Work = Callable[[int, int], Array]  # plays rows from one number up to another
Blocks = Callable[[Sequence[int], Sequence[int]], Iterator[Array]]
ONE_THREAD = "OPENBLAS_NUM_THREADS"
_WORK: list[Work] = []


@contextmanager
def crew(work: Work, workers: int) -> Iterator[Blocks]:
    """What plays blocks and hands them back in their order; where it is left early, nothing more is begun."""
    if workers < 2:
        yield lambda starts, stops: map(work, starts, stops)
        return
    before = os.environ.get(ONE_THREAD)
    os.environ[ONE_THREAD] = "1"  # read where a worker starts
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(work,))
    try:
        _start(pool, workers)
        yield lambda starts, stops: pool.map(_block, starts, stops)
    finally:
        pool.shutdown(cancel_futures=True)
        os.environ.pop(ONE_THREAD) if before is None else os.environ.update({ONE_THREAD: before})


def _start(pool: ProcessPoolExecutor, workers: int) -> None:
    """Start the workers deaf to an interruption: it is for the one who asked, who then ends them."""
    heard = signal(SIGINT, SIG_IGN) if current_thread() is main_thread() else None
    for _ in range(workers):
        pool.submit(_started)
    if heard is not None:
        signal(SIGINT, heard)


def _started() -> None:
    """A first piece of work: each has one more worker started."""


def _begin(work: Work) -> None:
    Thread(target=_follow, daemon=True).start()
    _WORK.append(work)


def _follow() -> None:
    """End when the one who asked has ended, however that came: a worker would wait for more for ever."""
    asked = parent_process()
    if asked is not None:
        asked.join()
        os._exit(1)


def _block(start: int, stop: int) -> Array:
    return _WORK[0](start, stop)
