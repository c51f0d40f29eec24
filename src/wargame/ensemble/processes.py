"""Worker processes with somebody who watches over them: whoever the system kills is replaced, and its block redone.

Each worker has a pipe of its own. It is handed numbers of blocks, at most a few ahead, plays them in that order and
sends back what came of each; a pipe that ends tells that its worker is gone. A worker left alone leaves at once.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from threading import Thread
from traceback import format_exc
from typing import Any

from wargame.ensemble.halting import Halt
from wargame.errors import UserError

OF_WORKERS = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"),
    "MALLOC_MMAP_THRESHOLD_": "8388608",  # large arrays go back to the system: a seventh less memory, no slower
}
AHEAD = 2  # blocks that a worker has in hand: the one it plays, and the next
ATTEMPTS = 3  # times that a block may take its worker with it
PATIENCE = 10.0  # seconds that an idle worker has to leave

Job = Callable[[Any], Any]


@dataclass(frozen=True)
class Ended:
    """A block that nobody works on any more: what came of it, or that it takes every worker with it."""

    number: int
    answer: Any = None
    killed: bool = False


@dataclass
class Worker:
    """A process, our end of its pipe, and the blocks it has in hand, the one it plays first."""

    process: Any
    pipe: "Connection[Any, Any]"
    up: bool = False  # it listens
    ready: bool = False  # it knows what to play
    leaving: bool = False
    hand: deque[int] = field(default_factory=deque)


class Supervisor:
    """Hands blocks to workers and takes back what came of them, whatever happens to a worker."""

    def __init__(self, job: Job, task: Callable[[int], Any], workers: int, halt: Halt) -> None:
        """`task` says what a worker is told of the block of a number."""
        self._job, self._task, self._most, self._halt = job, task, workers, halt
        self._workers: dict[Any, Worker] = {}  # by pipe
        self._again: deque[int] = deque()
        self._deaths: dict[int, int] = {}
        self._stillborn = 0

    def played(self, numbers: Iterable[int]) -> Generator[Ended, None, None]:
        """What came of each block, in the order they end."""
        left, clean = iter(numbers), False
        try:
            self._hand_out(left)
            while any(worker.hand for worker in self._workers.values()):
                for pipe in wait([*self._workers, *self._halt.pipes]):
                    if pipe in self._workers:
                        yield from self._heard(self._workers[pipe])
                    elif pipe in self._halt.pipes:
                        self._halt.noticed()
                if self._halt.at_once:
                    return
                self._hand_out(left)
            clean = True
        finally:
            self._dismiss(clean)

    def _hand_out(self, left: Iterator[int]) -> None:
        """Give every worker something to go on with; in an interruption tell all to leave after what they play."""
        if self._halt.asked:
            self._called_off()
            return
        for depth in range(1, AHEAD + 1):  # nobody has a second block while another has none
            for worker in self._workers.values():
                if len(worker.hand) < depth and not self._give(worker, left):
                    return
            while depth == 1 and len(self._workers) < self._most:
                number = self._next(left)
                if number is None:
                    return
                worker = _hired()
                self._workers[worker.pipe] = worker
                self._send(worker, number)

    def _give(self, worker: Worker, left: Iterator[int]) -> bool:
        number = self._next(left)
        if number is not None:
            self._send(worker, number)
        return number is not None

    def _send(self, worker: Worker, number: int) -> None:
        worker.hand.append(number)
        if worker.up:
            _told(worker, (number, self._task(number)))

    def _next(self, left: Iterator[int]) -> int | None:
        return self._again.popleft() if self._again else next(left, None)

    def _called_off(self) -> None:
        for worker in self._workers.values():
            if not worker.leaving and worker.ready:
                _told(worker, None)
            elif not worker.leaving:
                worker.process.kill()
                worker.hand.clear()
            worker.leaving = True

    def _heard(self, worker: Worker) -> Iterator[Ended]:
        """Take what a worker says, or notice that it is gone."""
        try:
            kind, number, said = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._gone(worker)
            return
        if kind == "up":
            worker.up = True
            _told(worker, self._job)
            for number in worker.hand:
                _told(worker, (number, self._task(number)))
        elif kind == "ready":
            worker.ready, self._stillborn = True, 0
        elif kind == "done":
            worker.hand.popleft()
            yield Ended(number, said)
        elif kind == "left":
            worker.hand.clear()
        elif kind == "mistake":
            raise said
        else:
            raise RuntimeError(f"block {number} could not be played\n{said}")

    def _gone(self, worker: Worker) -> Iterator[Ended]:
        """A worker is gone: what it played is its fault or not, what it had not begun is not."""
        del self._workers[worker.pipe]
        worker.pipe.close()
        worker.process.join()
        if worker.leaving:
            return
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= ATTEMPTS:
                raise UserError(
                    f"found {ATTEMPTS} workers in a row that ended before they had begun (the last with "
                    f"{worker.process.exitcode}), expected processes that can be started; --workers 0 plays without any"
                )
        elif worker.hand:
            number = worker.hand[0]
            self._deaths[number] = self._deaths.get(number, 0) + 1
            if self._deaths[number] >= ATTEMPTS:
                worker.hand.popleft()
                yield Ended(number, killed=True)
        self._again.extendleft(reversed(worker.hand))

    def _dismiss(self, clean: bool) -> None:
        """Let idle workers go; where something went wrong nobody is waited for."""
        for worker in self._workers.values():
            if not clean:
                worker.process.kill()
            worker.pipe.close()
        for worker in self._workers.values():
            worker.process.join(PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()


def _told(worker: Worker, what: Any) -> None:
    """Write to a worker; that it is gone is noticed when its pipe is read."""
    try:
        worker.pipe.send(what)
    except OSError:
        return


def _hired() -> Worker:
    """Start a worker, with one thread of linear algebra and deaf to an interruption: that is for us to hear.

    What it plays is sent when it listens: handed in at its start, a large job would be written to a pipe that nobody
    ever reads should the worker be killed meanwhile, and whose other end is still ours.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    with _as_worker(), _deaf():
        process.start()
    theirs.close()  # so that theirs is the only one, and its end is the end of the pipe
    return Worker(process, ours)


@contextmanager
def _as_worker() -> Iterator[None]:
    """The environment of a worker: numpy is imported to compute with one thread, and to give memory back."""
    before = {name: os.environ.get(name) for name in OF_WORKERS}
    os.environ.update(OF_WORKERS)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _deaf() -> Iterator[None]:
    """Hold an interruption back while a process starts: it begins with what is held back."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # to start it later would let everything through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# --- in the worker -------------------------------------------------------------------------------------------------


def _serve(pipe: "Connection[Any, Any]") -> None:
    """Play what comes down the pipe until it ends, or until it says to leave."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow, daemon=True).start()
    with suppress(EOFError, OSError):
        _work(pipe)
    pipe.close()
    os._exit(0)  # all is on the disk or sent: an orderly end of all libraries only takes time, and some talk meanwhile


def _work(pipe: "Connection[Any, Any]") -> None:
    waiting: deque[tuple[int, Any] | None] = deque()
    pipe.send(("up", -1, None))
    job: Job = pipe.recv()
    gc.freeze()  # what is loaded stays; looking through the rest is quick
    pipe.send(("ready", -1, None))
    while True:
        if not waiting:
            waiting.append(pipe.recv())
        while pipe.poll():
            waiting.append(pipe.recv())
        if None in waiting:
            pipe.send(("left", -1, None))
            return
        task = waiting.popleft()
        if task is not None:
            pipe.send(_outcome(job, *task))
            gc.collect()  # a game and its agents hold each other, and their arrays beside those of the next block


def _follow() -> None:
    """End when the one who asked has ended, however that came, also in the middle of a block."""
    asked = parent_process()
    if asked is not None:
        asked.join()
        os._exit(1)


def _outcome(job: Job, number: int, task: Any) -> tuple[str, int, Any]:
    """What came of a block; a mistake of the user's travels as one, anything else as the text of where it happened."""
    try:
        return "done", number, job(task)
    except UserError as error:
        return "mistake", number, error
    except Exception:
        return "crash", number, format_exc()
