"""Many campaigns: `run_many` plays them in blocks and hands back their series and outcomes as data frames."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.ensemble import blocks
from wargame.ensemble.blocks import Block, block_size
from wargame.ensemble.results import BAND, Results
from wargame.errors import UserError
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load

__all__ = ["BAND", "Block", "Results", "block_size", "blocks", "run_many"]


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
    progress: Callable[[int, int], None] | None = None,
) -> Results:
    """Play campaigns 0 to `runs` - 1 of a root seed (or the ones listed) in this process.

    Row k is campaign k bit for bit, as `Game(scenario, seed=seed, run=k)` plays it. `series` keeps some series only (45
    turns of the flagship with all of theirs take 150 kB a run); `progress` is told after every block how many are done.
    """
    loaded = _loaded(scenario, changes)
    numbers = tuple(range(runs)) if isinstance(runs, int) else tuple(runs)
    if not numbers or min(numbers) < 0:
        raise UserError(f"found {runs!r} runs, expected one or more, numbered from 0")
    parts: list[Block] = []
    for part in blocks.blocks(loaded, numbers, seed=seed, seats=seats, turns=turns, block=block, series=series):
        parts.append(part)
        if progress is not None:
            progress(sum(len(done.runs) for done in parts), len(numbers))
    values, standing = _joined([part.values for part in parts]), _joined([part.standing for part in parts])
    return Results(loaded.id, seed, numbers, loaded.dates[: values.shape[1]], parts[0].names, values, standing)


def _joined(parts: Sequence[Array]) -> Array:
    return np.concatenate(parts) if len(parts) > 1 else parts[0]


def _loaded(scenario: Scenario | str | Path, changes: Mapping[str, Any] | None) -> Scenario:
    if not isinstance(scenario, Scenario):
        return load(scenario, POLICIES, changes)
    if changes:
        raise UserError("found changes to a scenario that is loaded already, expected its name or path with them")
    return scenario
