"""Beyond one machine: the blocks of a batch as tasks on a Dask cluster.

Workers and the one who asked need share no folder: a block's parts come back as bytes and are written here. Dask hands
the task of a worker that dies to another; workers may come and go.
"""

from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from pickle import dumps, loads
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import numpy as np

from wargame import __version__
from wargame.ensemble import manifest as manifests
from wargame.ensemble.halting import Halt
from wargame.ensemble.plan import Part, Plan, Stage
from wargame.ensemble.playing import Failure, written
from wargame.ensemble.processes import AHEAD, ATTEMPTS, Ended
from wargame.errors import MissingData, UserError

LOCAL = "local"
PATIENCE = 5.0  # seconds for a cluster to answer
LOOK = 0.5  # seconds between looks at whether somebody has interrupted

_ONE_AT_A_TIME = Lock()  # a worker of many threads plays one block at a time: what it keeps of a scenario is shared


@dataclass(frozen=True)
class Sent:
    """What comes back of a block: its files by path in the batch's folder, and the rows that failed."""

    files: dict[str, bytes]
    failures: list[Failure]


def on_cluster(
    plan: Plan, folder: Path, numbers: Iterable[int], address: str, workers: int | None, halt: Halt
) -> Generator[Ended, None, None]:
    """Play blocks on a cluster, a window of tasks at a time, and write what comes back; in the order they end."""
    left, running, ended = iter(numbers), dict[Any, int](), Queue[Any]()
    stage, here = dumps(plan.stage), (__version__, np.__version__)
    with _client(address, workers) as client, _reached(address):
        while True:
            room = 0 if halt.asked else AHEAD * max(sum(client.nthreads().values()), 1) - len(running)
            for number in _first(left, room):
                future = client.submit(_task, stage, plan.part(number), here, pure=False, retries=0)
                running[future] = number
                future.add_done_callback(ended.put)
            if not running or halt.at_once:
                return
            future = _next(ended)
            if future is not None:
                yield _taken(future, running.pop(future), folder)


@contextmanager
def _reached(address: str) -> Iterator[None]:
    """Tell of a scheduler that has gone; what had been played by then is kept."""
    try:
        yield
    except (OSError, CancelledError) as error:
        raise UserError(
            f"lost the Dask scheduler at {address}, expected it to stay; --resume goes on with what is left"
        ) from error


def _first(numbers: Iterator[int], most: int) -> Iterator[int]:
    for _ in range(most):
        number = next(numbers, None)
        if number is None:
            return
        yield number


def _next(ended: "Queue[Any]") -> Any:
    """A task that has ended, or none for now."""
    try:
        return ended.get(timeout=LOOK)
    except Empty:
        return None


def _taken(future: Any, number: int, folder: Path) -> Ended:
    """What came of a task: its files are written, its mistakes raised."""
    from distributed import KilledWorker

    try:
        sent = future.result()
    except KilledWorker:
        return Ended(number, killed=True)
    for name, text in sent.files.items():
        manifests.put(folder / name, text)
    return Ended(number, sent.failures)


@contextmanager
def _client(address: str, workers: int | None) -> Iterator[Any]:
    """A client of a cluster, or of one that is started here and ends with the batch."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise MissingData("found no Dask, which --dask needs: pip install 'wargame[cluster]'") from error
    with dask.config.set({"distributed.scheduler.allowed-failures": ATTEMPTS - 1}):
        if address == LOCAL:
            with (
                LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
                Client(cluster) as client,
            ):
                yield client
            return
        try:
            client = Client(address, timeout=PATIENCE)
        except (OSError, ValueError, TimeoutError) as error:
            raise UserError(
                f"found no Dask scheduler at {address} within {PATIENCE:g} seconds, expected one, as tcp://host:8786"
            ) from error
        with client:
            yield client


# --- on a worker of the cluster ------------------------------------------------------------------------------------


def _task(stage: bytes, part: Part, asked_by: tuple[str, str]) -> Sent:
    """Play a block and hand back its files."""
    here = (__version__, np.__version__)
    if here != asked_by:
        (engine, numpy), (theirs, their_numpy) = here, asked_by
        raise UserError(
            f"found wargame {engine} with numpy {numpy} on a worker, expected {theirs} with {their_numpy} as here"
        )
    with _ONE_AT_A_TIME, TemporaryDirectory(prefix="wargame-") as name:
        folder = Path(name)
        failures = written(_stage(stage), part, folder)
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.parquet")}
    return Sent(files, failures)


@lru_cache(maxsize=2)
def _stage(stage: bytes) -> Stage:
    """What all blocks share, unpacked once a worker."""
    found: Stage = loads(stage)
    return found
