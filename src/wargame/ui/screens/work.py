"""Work that takes a while, done beside the window, so that it goes on answering."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Work(Generic[Made]):
    """One piece of work under way."""

    def __init__(self, do: Callable[[], Made]) -> None:
        """Begin it."""
        pool = ThreadPoolExecutor(1)
        self._future: Future[Made] = pool.submit(do)
        pool.shutdown(wait=False)

    @property
    def done(self) -> bool:
        """Whether it is finished, or failed."""
        return self._future.done()

    def rest(self, seconds: float) -> None:
        """Leave the processor to it for so long, or until it is finished."""
        wait([self._future], seconds)

    def result(self) -> Made:
        """What it made; waits for it, and raises what stopped it."""
        return self._future.result()
