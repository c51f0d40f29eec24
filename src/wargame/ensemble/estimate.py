"""What a large batch would take, told before it begins: time from a few campaigns played here, room by what is kept."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from wargame.ensemble.blocks import block_size, played
from wargame.ensemble.plan import Plan
from wargame.ensemble.tables import Keep, kept
from wargame.errors import UserError
from wargame.measures import names
from wargame.scenario import Scenario

MOST = 100_000_000  # rows of a batch: their numbers alone take 1.6 GB where it is handed out
MANY = 20_000  # rows from which on it is worth a look how long they take
SAMPLE, TURNS = 64, 2  # campaigns and turns played to see that
DAY = 86_400.0
LONG = 7 * DAY  # seconds of processor time that nobody asks for by a slip of the hand
NOTABLE = 600.0  # seconds that are told in advance
BYTES = 2.0  # a number takes in a part at least: 2.6 were measured on ukraine-2022, repeats take less


@dataclass(frozen=True)
class Estimate:
    """Seconds of processor time and bytes on the disk that some rows are likely to take."""

    rows: int
    seconds: float
    bytes: float

    def __str__(self) -> str:
        """As one would say it."""
        return f"{self.rows} runs take about {span(self.seconds)} of processor time and {size(self.bytes)} on the disk"


def estimate(scenario: Scenario, rows: int, keep: Keep, turns: int, seats: Mapping[str, str], seed: int) -> Estimate:
    """What so many rows of a scenario are likely to take here; few are not worth the look at the clock."""
    return Estimate(rows, _seconds(scenario, rows, turns, seats, seed), rows * room(scenario, keep, turns))


def _seconds(scenario: Scenario, rows: int, turns: int, seats: Mapping[str, str], seed: int) -> float:
    if rows < MANY:
        return 0.0
    runs, last = min(SAMPLE, block_size(scenario)), min(TURNS, turns)
    begun = process_time()
    played(scenario, range(runs), seed=seed, seats=seats, turns=last)
    return (process_time() - begun) / runs / last * turns * rows


def room(scenario: Scenario, keep: Keep, turns: int) -> float:
    """Bytes a row takes on the disk at least."""
    told = (turns // keep.every + 1) * len(kept(scenario.board, keep)) + len(names(scenario.board))
    return BYTES * told


def sensible(likely: Estimate, shards: int, large: bool) -> str:
    """What to say of an estimate before the start; raises `UserError` where it can't be meant unless said twice."""
    if likely.rows > MOST:
        raise UserError(f"found {likely.rows} runs, expected at most {MOST} in a batch: {likely}")
    if likely.seconds / shards > LONG and not large:
        raise UserError(f"found {likely.rows} runs, expected --yes with so many: {likely}")
    return str(likely) if likely.seconds / shards > NOTABLE else ""


def roomy(plan: Plan, folder: Path, rows: int) -> None:
    """Raise `UserError` where the disk has no room for rows that are to be played."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free, needed = shutil.disk_usage(there).free, rows * room(plan.scenario, plan.keep, plan.turns)
    if needed > free:
        raise UserError(
            f"found {size(free)} free on the disk of {folder}, expected {size(needed)} or more for {rows} runs; "
            "--turns-every and --measure keep less"
        )


def span(seconds: float) -> str:
    """A time in the unit that suits it."""
    for unit, length in (("days", DAY), ("hours", 3600.0), ("minutes", 60.0)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} seconds"


def size(count: float) -> str:
    """Bytes in the unit that suits them."""
    for unit, length in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if count >= length:
            return f"{count / length:.3g} {unit}"
    return f"{count / 1e3:.3g} kB"
