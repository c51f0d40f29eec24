"""Many campaigns in one call: in memory, or into a folder that can be gone on with."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from wargame.ensemble import blocks
from wargame.ensemble.asking import Vary, asked
from wargame.ensemble.bar import Tell, bar
from wargame.ensemble.batch import batch
from wargame.ensemble.blocks import Block, joined
from wargame.ensemble.readable import Results
from wargame.ensemble.stored import results
from wargame.ensemble.tables import Keep
from wargame.errors import UserError
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load

Progress: TypeAlias = Callable[[int, int], None] | bool


def run_many(
    scenario: Scenario | str | Path = "ukraine-2022",
    runs: int | Sequence[int] = 1000,
    seed: int = 1,
    *,
    seats: Mapping[str, str] | None = None,
    changes: Mapping[str, Any] | None = None,
    turns: int | None = None,
    block: int | None = None,
    series: str | Sequence[str] | None = None,
    progress: Progress = False,
    out: str | Path | None = None,
    vary: Vary = (),
    design: str | None = None,
    every: int = 1,
    workers: int | None = None,
    dask: str | None = None,
    resume: bool = False,
) -> Any:
    """Play campaigns 0 to `runs` - 1 of a root seed (or the ones listed): in this process, or into a folder `out`.

    Row k is campaign k bit for bit, as `Game(scenario, seed=seed, run=k)` plays it. `series` keeps some series only (45
    turns of the flagship with all of theirs take 150 kB a run); `progress=True` shows a bar, a function is told after
    every block how many of how many are done.

    With `out`, what `wargame batch` plays is played there by `workers` processes (0: by this one) or a `dask` cluster,
    and what comes back are the folder's results. `vary={"states.RUS.quality": (0.8, 1.2)}` varies numbers between two
    ends by a `design`, None standing for the range on record; `every` keeps every so manieth turn; `resume` goes on
    with what was interrupted.
    """
    loaded = _loaded(scenario, changes)
    if out is None:
        _without_folder(vary=vary, design=design, workers=workers, dask=dask, resume=resume, every=every != 1)
        return _here(loaded, runs, seed, seats, turns, block, series, progress)
    if not isinstance(runs, int):
        raise UserError("found a list of runs beside out, expected how many: a folder holds them from run 0 on")
    keep = Keep((series,) if isinstance(series, str) else tuple(series or ()), every)
    plan = asked(loaded, runs, seed, keep=keep, seats=seats, turns=turns, vary=vary, kind=design, block=block)
    with _bar(progress) as tell:
        manifest, stopped = batch(plan, Path(out), resume=resume, workers=workers, address=dask, tell=tell)
    if stopped and not manifest.complete:
        raise KeyboardInterrupt
    return results(out)


def _without_folder(**told: Any) -> None:
    """What needs a folder is not passed over in silence."""
    if wrong := [name for name, value in told.items() if value not in (None, False, ()) and value != {}]:
        raise UserError(f"found {', '.join(wrong)} and no out, expected a folder to play into")


def _here(
    scenario: Scenario,
    runs: int | Sequence[int],
    seed: int,
    seats: Mapping[str, str] | None,
    turns: int | None,
    block: int | None,
    series: str | Sequence[str] | None,
    progress: Progress,
) -> Results:
    """Play in this process and keep all of it in memory."""
    numbers = tuple(range(runs)) if isinstance(runs, int) else tuple(runs)
    if not numbers or min(numbers) < 0:
        raise UserError(f"found {runs!r} runs, expected one or more, numbered from 0")
    parts: list[Block] = []
    with _bar(progress) as tell:
        for part in blocks.blocks(scenario, numbers, seed=seed, seats=seats, turns=turns, block=block, series=series):
            parts.append(part)
            tell(sum(len(done.runs) for done in parts), len(numbers), 0)
    whole = parts[0] if len(parts) == 1 else joined(parts, np.arange(len(numbers)))
    return Results.of(scenario, seed, whole)


def _bar(progress: Progress) -> AbstractContextManager[Tell]:
    """What to tell how far it has got."""
    if isinstance(progress, bool):
        return bar(progress)
    return nullcontext(lambda done, rows, failed: progress(done, rows))


def _loaded(scenario: Scenario | str | Path, changes: Mapping[str, Any] | None) -> Scenario:
    if not isinstance(scenario, Scenario):
        return load(scenario, POLICIES, changes)
    if changes:
        raise UserError("found changes to a scenario that is loaded already, expected its name or path with them")
    return scenario
