"""Indices of sensitivity: what Morris' screening and Sobol's decomposition of variance tell of a figure.

Both are worked out by SALib, on complete groups only: a row that failed takes its trajectory or its base sample along.
"""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np

from wargame.analysis.intervals import Z95, Estimate
from wargame.axes import Array
from wargame.errors import MissingData

RESAMPLES = 1000  # of the bootstrap of an interval
ROOM = 2**24  # figures that the bootstrap holds in one array
LEVELS = 4  # of a Morris design that does not say how many it has


def complete(groups: Array, sizes: Sequence[int]) -> tuple[Array, int]:
    """Which rows, in order, belong to a whole group, and how many rows a group has: the most frequent of `sizes`."""
    _, place, count = np.unique(groups, return_inverse=True, return_counts=True)
    size = max(sizes, key=lambda size: int((count == size).sum()))
    return np.flatnonzero(count[place] == size), size


def morris(paths: Sequence[str], x: Array, y: Array, levels: int, seed: int) -> dict[str, list[Estimate]]:
    """Elementary effects of every number over its whole range, `[K(P+1)]` rows in trajectories [Morris1991].

    mu* is the mean of their sizes, mu of themselves, sigma how much they differ from place to place, by interplay with
    other numbers or a bent line.
    """
    salib = _salib("morris")
    told = salib.analyze(_problem(paths, x), x, y, num_resamples=_resamples(len(y)), num_levels=levels, seed=seed + 1)
    star, wide = np.asarray(told["mu_star"], dtype=float), np.asarray(told["mu_star_conf"], dtype=float)
    bare = {
        name: [Estimate(float(v), None, None) for v in told[key]] for name, key in (("mu", "mu"), ("sigma", "sigma"))
    }
    return {"mu*": _around(star, wide), **bare}


def sobol(paths: Sequence[str], y: Array, size: int, seed: int) -> dict[str, list[Estimate]]:
    """Shares of a figure's variance by number: with what it does together with others (total), and alone (first).

    Rows `[K*size]` are in Saltelli's order [SaltelliEtAl2010], with the second matrix exchanged or without.
    """
    salib = _salib("sobol")
    second = size == 2 * len(paths) + 2
    told = salib.analyze(_problem(paths), _without_pairs(y, len(paths), size) if second else y, calc_second_order=False,
                         num_resamples=_resamples(len(y)), seed=seed + 1)  # fmt: skip
    return {name: _around(told[key], told[f"{key}_conf"]) for name, key in (("total", "ST"), ("first", "S1"))}


def luck(y: Array, size: int) -> Estimate | None:
    """Share of the variance that is chance alone: both ends of a base sample share their run and nothing else."""
    first, last = y[::size], y[size - 1 :: size]
    if len(first) < 4 or np.ptp(first) == 0.0 or np.ptp(last) == 0.0:
        return None
    found = float(np.clip(np.corrcoef(first, last)[0, 1], -1.0, 1.0))
    return fisher(found, len(first), 0)


def fisher(r: float, n: int, others: int) -> Estimate:
    """A correlation of n rows, given so many other columns, with Fisher's interval."""
    free = n - 3 - others
    if free < 1 or abs(r) >= 1.0:
        return Estimate(r, r if abs(r) >= 1.0 else None, r if abs(r) >= 1.0 else None)
    z, wide = np.arctanh(r), Z95 / np.sqrt(free)
    return Estimate(r, float(np.tanh(z - wide)), float(np.tanh(z + wide)))


def _without_pairs(y: Array, numbers: int, size: int) -> Array:
    """Rows without those of the second matrix exchanged, which only interactions of pairs need."""
    rows = y.reshape(-1, size)
    return np.concatenate([rows[:, : numbers + 1], rows[:, -1:]], axis=1).reshape(-1)


def _around(value: Any, wide: Any) -> list[Estimate]:
    both = zip(np.asarray(value, dtype=float), np.asarray(wide, dtype=float), strict=True)
    return [Estimate(float(v), float(v - w), float(v + w)) for v, w in both]


def _problem(paths: Sequence[str], x: Array | None = None) -> dict[str, Any]:
    """The numbers as SALib is told of them."""
    bounds = [[0.0, 1.0]] * len(paths) if x is None else list(zip(x.min(axis=0), x.max(axis=0), strict=True))
    return {"num_vars": len(paths), "names": list(paths), "bounds": bounds}


def _resamples(rows: int) -> int:
    """How often the rows are drawn again: fewer where there are so many that an array of them would take much room."""
    return int(min(max(ROOM // rows, 100), RESAMPLES))


def _salib(kind: str) -> ModuleType:
    try:
        from importlib import import_module

        return import_module(f"SALib.analyze.{kind}")
    except ModuleNotFoundError:
        raise MissingData(
            f"found no SALib, which analyses a {kind} design, expected it: python -m pip install 'wargame[analysis]'"
        ) from None
