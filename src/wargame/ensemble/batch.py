"""Batches: a plan is played into a folder, block by block, by this process, by workers or by a cluster.

The folder can be left at any moment, however rudely, and gone on with: a block counts when the manifest says so, and
until then it is played again from its beginning, which gives the same bytes.
"""

import os
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from wargame.ensemble import manifest as manifests
from wargame.ensemble.cluster import on_cluster
from wargame.ensemble.estimate import roomy
from wargame.ensemble.halting import Halt, halting
from wargame.ensemble.manifest import DONE, FAILED, KILLED, Manifest
from wargame.ensemble.parts import writing
from wargame.ensemble.plan import Part, Plan, Stage
from wargame.ensemble.playing import Failure, written
from wargame.ensemble.processes import Ended, Supervisor
from wargame.errors import UserError

Tell = Callable[[int, int, int], None]  # rows done, rows in all, rows that failed


def batch(
    plan: Plan,
    folder: Path,
    *,
    resume: bool = False,
    workers: int | None = None,
    address: str | None = None,
    tell: Tell | None = None,
) -> tuple[Manifest, bool]:
    """Play what of a plan has not been played in a folder; returns its manifest, and whether somebody interrupted.

    `workers` is how many processes play, as many as there are cores unless told, 0 for this one alone; `address` is
    that of a Dask cluster that plays instead, or `local`.
    """
    manifest = opened(plan, folder, resume)
    left = [number for number in plan.numbers if manifest.blocks.get(number) != DONE]
    roomy(plan, folder, sum(len(plan.rows_of(number)) for number in left))
    _begun(manifest)
    count = Count(manifest, tell)
    with halting() as halt, closing(_played(plan, folder, left, workers, address, halt)) as blocks:
        for ended in blocks:
            state = KILLED if ended.killed else FAILED if ended.answer else DONE
            manifest.mark(ended.number, state, [_failure(plan, *one) for one in ended.answer or ()])
            manifest.save()
            count.more(ended.number)
    _swept(folder)
    return manifest, halt.asked


def opened(plan: Plan, folder: Path, resume: bool) -> Manifest:
    """The manifest of a folder to begin, or to go on with; raises `UserError` where neither can be."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"found {folder}, which is no folder, expected one to put results in")
    if (folder / manifests.NAME).is_file() and resume:
        found = manifests.read(folder)
        if differing := manifests.differences(found.head, manifests.fresh(plan, folder).head):
            raise UserError(f"found another batch in {folder}, expected the same: {'; '.join(differing)}")
    elif folder.exists() and any(not manifests.leftover(path) for path in folder.iterdir()):
        if resume:
            raise UserError(f"found no batch in {folder} to go on with, expected one, or a new folder")
        raise UserError(
            f"found {folder} with something in it already, expected a new folder, or --resume to go on with its batch"
        )
    else:
        return manifests.fresh(plan, folder)
    return found


def _begun(manifest: Manifest) -> None:
    """Make a folder ready to be played into."""
    with writing(manifest.folder):
        manifest.folder.mkdir(parents=True, exist_ok=True)
    _swept(manifest.folder)
    manifest.save()


def _swept(folder: Path) -> None:
    """Take away what was left by whoever was ended while writing; nobody writes now."""
    for path in folder.rglob("*"):
        if manifests.leftover(path):
            path.unlink(missing_ok=True)


def _played(
    plan: Plan, folder: Path, numbers: list[int], workers: int | None, address: str | None, halt: Halt
) -> Generator[Ended, None, None]:
    if address is not None:
        return on_cluster(plan, folder, numbers, address, workers, halt)
    if workers == 0:
        return _alone(plan, folder, numbers, halt)
    crew = min(workers or os.cpu_count() or 1, len(numbers))
    return Supervisor(partial(into, plan.stage, folder), plan.part, crew, halt).played(numbers)


def _alone(plan: Plan, folder: Path, numbers: Iterable[int], halt: Halt) -> Generator[Ended, None, None]:
    """Play in this process, one block after the other."""
    for number in numbers:
        if halt.asked:
            return
        yield Ended(number, into(plan.stage, folder, plan.part(number)))


def into(stage: Stage, folder: Path, part: Part) -> list[Failure]:
    """Play a block and write its parts; returns the rows that failed."""
    return written(stage, part, folder)


def _failure(plan: Plan, row: int, error: str) -> dict[str, Any]:
    """What the manifest says of a row that failed."""
    point, run = plan.design.rows[row].tolist()
    return {"row": row, "run": run, "point": point, "error": error, "command": plan.command(row)}


class Count:
    """How far a batch has got."""

    def __init__(self, manifest: Manifest, tell: Tell | None) -> None:
        self._manifest, self._tell = manifest, tell
        self._size = {number: len(manifest.rows_of(number)) for number in manifest.numbers}
        self._done = sum(self._size[number] for number, state in manifest.blocks.items() if state == DONE)
        self._told()

    def more(self, number: int) -> None:
        """A block has ended."""
        self._done += self._size[number]
        self._told()

    def _told(self) -> None:
        if self._tell is not None:
            self._tell(self._done, sum(self._size.values()), self._manifest.failed)
