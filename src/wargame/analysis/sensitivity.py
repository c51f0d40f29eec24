"""Sensitivity of an ensemble: which of the numbers that were varied its conclusion hangs on, by its design.

A conclusion is how often campaigns end in some way, or a series at the end. Morris designs give elementary effects,
Sobol designs shares of the variance, a Latin hypercube partial rank correlations, a grid main effects.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.analysis import indices
from wargame.analysis.folder import Folder, known, quoted, text
from wargame.analysis.intervals import Estimate, around
from wargame.analysis.ranks import partial_rank_correlation, rank_correlation, ranks
from wargame.analysis.summary import ends, spreads, territory
from wargame.axes import Array
from wargame.errors import MissingData, UserError
from wargame.explain import KINDS

SPARE = 8  # rows that a partial correlation needs beyond the numbers it takes away
INSTEAD = "expected a varied one: wargame batch {} --vary register --design morris"


@dataclass(frozen=True)
class Driver:
    """A number that was varied and what was found of it; the figure that ranks it comes first."""

    path: str
    low: float
    high: float
    source: str
    figures: Mapping[str, Estimate]

    @property
    def rank(self) -> Estimate:
        """The figure that ranks it."""
        return next(iter(self.figures.values()))

    @property
    def apart(self) -> bool:
        """Whether that figure is told apart from 0."""
        low, high = self.rank.low, self.rank.high
        return low is not None and high is not None and (low > 0.0 or high < 0.0)


@dataclass(frozen=True)
class Sensitivity:
    """What a conclusion hangs on."""

    folder: Folder
    of: str
    share: bool  # whether it is the share of an outcome, not a series
    method: str  # what was worked out
    meaning: str  # of the figure that ranks
    drivers: tuple[Driver, ...]  # the strongest first
    rows: int  # that were used
    left_out: int  # rows that their group, being incomplete, took along
    mean: float
    spread: float  # standard deviation over the rows
    luck: Estimate | None  # share of the variance that is chance alone, where the design tells it
    told: float | None  # share of the variance of ranks that the numbers tell together, where the design tells it


def sensitivity(folder: Folder, of: str | None = None) -> Sensitivity:
    """Rank the numbers that were varied by what an outcome, or a series at the end, owes to them."""
    if not folder.varied:
        raise UserError(
            f"{folder.path}: found an ensemble in which nothing was varied, {INSTEAD.format(folder.scenario)}"
        )
    if folder.design not in METHODS:
        raise UserError(f"{folder.path}: found a design {folder.design!r}, expected one of {', '.join(METHODS)}")
    chosen = conclusion(folder, of)
    share = chosen in KINDS
    figure = f"(outcome = {text(chosen)})::DOUBLE" if share else quoted(chosen)
    mean, spread = folder.one(f"SELECT avg({figure}), stddev_pop({figure}) FROM runs")
    if not spread:
        raise UserError(
            f"{chosen} is the same in all {folder.rows} rows, expected one that differs: {_differing(folder)}"
        )
    found = METHODS[folder.design](folder, figure)
    drivers = sorted(found.drivers, key=lambda driver: -abs(driver.rank.value))
    return Sensitivity(folder, chosen, share, found.method, found.meaning, tuple(drivers), found.rows,
                       folder.rows - found.rows, float(mean), float(spread), found.luck, found.told)  # fmt: skip


def conclusion(folder: Folder, of: str | None) -> str:
    """What is asked about: an outcome or a series at the end; by default the land held, else the leading outcome."""
    if of is None:
        land = territory(folder, folder.series)
        return land[0] if land else ends(folder)[0].kind
    whole = [name for name in folder.series if name.partition("/")[0] == of]
    if len(whole) > 1:
        raise UserError(f"found {of!r}, which has {len(whole)} series, expected one of them, such as {whole[0]!r}")
    return whole[0] if whole else known(of, [*KINDS, *folder.series], "outcome or series")


def _differing(folder: Folder) -> str:
    """Names of outcomes and series that differ between the rows."""
    kinds = [end.kind for end in ends(folder) if end.rows < folder.rows]
    names = kinds + [name for name, wide in zip(folder.series, spreads(folder, folder.series), strict=True) if wide]
    return ", ".join(names[:5]) or "none does"


# --- by design -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """What a method tells."""

    method: str
    meaning: str
    drivers: Sequence[Driver]
    rows: int
    luck: Estimate | None = None
    told: float | None = None


def _drivers(folder: Folder, figures: Mapping[str, Sequence[Estimate]]) -> list[Driver]:
    ranges = folder.manifest["design"]["ranges"]
    return [
        Driver(item["path"], float(item["low"]), float(item["high"]), str(item.get("source") or ""),
               {name: column[k] for name, column in figures.items()})
        for k, item in enumerate(ranges)
    ]  # fmt: skip


def _seed(folder: Folder) -> int:
    """What the bootstrap of an interval is drawn from, so that the same folder gets the same one."""
    return int(folder.manifest["design"].get("seed") or 0) % 2**31


def _read(folder: Folder, figure: str) -> tuple[Array, Array, Array]:
    """Numbers `[R,P]`, the figure `[R]` and the run of every row that has one, in the order they were played."""
    columns = ", ".join(f"{quoted(path)} AS p{k}" for k, path in enumerate(folder.varied))
    told = folder.arrays(f"SELECT run, {columns}, {figure} AS y FROM runs WHERE {figure} IS NOT NULL ORDER BY row")
    x = np.stack([np.asarray(told[f"p{k}"], dtype=float) for k in range(len(folder.varied))], axis=1)
    return x, np.asarray(told["y"], dtype=float), np.asarray(told["run"])


def _groups(folder: Folder, figure: str, sizes: Sequence[int]) -> tuple[Array, Array, int]:
    """Numbers and figure of the rows in whole groups, and how many rows a group has."""
    x, y, run = _read(folder, figure)
    kept, size = indices.complete(run, sizes)
    if len(kept) < 2 * size:
        raise MissingData(
            f"{folder.path}: found {len(kept) // size} whole groups of {size} rows of this {folder.design} design, "
            "expected two or more; `wargame batch ... --resume` goes on with it"
        )
    return x[kept], y[kept], size


def _morris(folder: Folder, figure: str) -> Found:
    x, y, _ = _groups(folder, figure, [len(folder.varied) + 1])
    levels = int(folder.manifest["design"].get("levels") or indices.LEVELS)
    found = indices.morris(folder.varied, x, y, levels, _seed(folder))
    return Found("Morris' elementary effects", "mean size of the change over its whole range (mu*)",
                 _drivers(folder, found), len(y))  # fmt: skip


def _sobol(folder: Folder, figure: str) -> Found:
    numbers = len(folder.varied)
    _, y, size = _groups(folder, figure, [numbers + 2, 2 * numbers + 2])
    found = indices.sobol(folder.varied, y, size, _seed(folder))
    return Found("Sobol' indices", "share of the variance, with what it does together with others (total)",
                 _drivers(folder, found), len(y), luck=indices.luck(y, size))  # fmt: skip


def _lhs(folder: Folder, figure: str) -> Found:
    x, y, _ = _read(folder, figure)
    partial = len(y) >= x.shape[1] + SPARE
    found = partial_rank_correlation(x, y) if partial else rank_correlation(x, y)
    others = x.shape[1] - 1 if partial else 0
    told = [indices.fisher(float(r), len(y), others) for r in found]
    name = "partial rank correlation" if partial else "rank correlation"
    meaning = "rank correlation" + (
        ", what the others tell taken away" if partial else " (too few rows for a partial one)"
    )
    return Found(
        name.capitalize(), meaning, _drivers(folder, {name: told}), len(y), told=_together(x, y) if partial else None
    )


def _together(x: Array, y: Array) -> float:
    """Share of the variance of the figure's ranks that the ranks of all numbers tell, less what chance would."""
    left = np.stack([np.ones(len(y)), *(ranks(column) for column in x.T)], axis=1)
    right = ranks(y)
    rest = right - left @ np.linalg.lstsq(left, right, rcond=None)[0]
    free = len(y) - 1 - x.shape[1]
    return float(max(1.0 - (rest @ rest) / (right @ right) * (len(y) - 1) / free, 0.0))


def _main(folder: Folder, figure: str) -> Found:
    """Main effects: the mean at the highest level less that at the lowest, run by run."""
    told: dict[str, list[Estimate]] = {"effect": [], "reach": []}
    for path in folder.varied:
        x = quoted(path)
        levels = [row[1] for row in folder.all(f"SELECT {x} AS x, avg({figure}) FROM runs GROUP BY x ORDER BY x")]
        change, spread, runs = folder.one(
            f"SELECT avg(d), stddev_samp(d), count(d) FROM (SELECT avg({figure}) FILTER ({x} = top) - "
            f"avg({figure}) FILTER ({x} = least) AS d FROM runs, (SELECT max({x}) AS top, min({x}) AS least FROM runs) "
            "GROUP BY run)"
        )
        alone = runs < 2
        effect = Estimate(change or 0.0, None, None) if alone else around(change, spread**2 / runs, runs - 1)
        told["effect"].append(effect)
        told["reach"].append(Estimate(max(levels) - min(levels), None, None))
    return Found(
        "Main effects", "mean at its highest value less mean at its lowest", _drivers(folder, told), folder.rows
    )


METHODS = {"lhs": _lhs, "sobol": _sobol, "morris": _morris, "grid": _main, "factorial": _main}
