"""Latin hypercubes: every number's range cut into as many parts as there are draws, each part drawn from once."""

from collections.abc import Sequence

import numpy as np

from wargame.assumptions import Assumption
from wargame.axes import Array


def latin(numbers: Sequence[Assumption], draws: int, seed: int) -> Array:
    """Draws `[R,P]` of numbers within their ranges [McKayEtAl1979]."""
    chance = np.random.Generator(np.random.Philox(key=seed))
    parts = np.argsort(chance.random((draws, len(numbers))), axis=0)
    share = (parts + chance.random((draws, len(numbers)))) / draws
    low = np.array([item.low for item in numbers], dtype=float)
    high = np.array([item.high for item in numbers], dtype=float)
    drawn: Array = low + share * (high - low)
    return drawn


def rank_correlation(x: Array, y: Array) -> Array:
    """Spearman's rank correlation of every column `[R,P]` with a figure `[R]`; 0 where the figure never changes."""
    if np.ptp(y) == 0.0 or len(y) < 2:
        return np.zeros(x.shape[1])
    ranks = np.argsort(np.argsort(x, axis=0), axis=0) - (len(y) - 1) / 2.0
    other = np.argsort(np.argsort(y)) - (len(y) - 1) / 2.0
    return np.asarray((ranks * other[:, None]).sum(axis=0) / (other * other).sum())
