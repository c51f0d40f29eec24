"""Ranks: how strongly a figure rises or falls with a number, whatever the shape of the curve."""

import numpy as np

from wargame.axes import Array


def rank_correlation(x: Array, y: Array) -> Array:
    """Spearman's rank correlation of every column `[R,P]` with a figure `[R]`; 0 where the figure never changes."""
    if np.ptp(y) == 0.0 or len(y) < 2:
        return np.zeros(x.shape[1])
    ranks = np.argsort(np.argsort(x, axis=0), axis=0) - (len(y) - 1) / 2.0
    other = np.argsort(np.argsort(y)) - (len(y) - 1) / 2.0
    return np.asarray((ranks * other[:, None]).sum(axis=0) / (other * other).sum())
