"""Ranks: how strongly a figure rises or falls with a number, whatever the shape of the curve."""

import numpy as np

from wargame.axes import Array


def ranks(x: Array) -> Array:
    """Ranks of figures `[R]` about their mean; equal figures share theirs."""
    _, place, count = np.unique(x, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    found: Array = (last - (count + 1) / 2.0)[place] - (len(x) - 1) / 2.0
    return found


def rank_correlation(x: Array, y: Array) -> Array:
    """Spearman's rank correlation of every column `[R,P]` with a figure `[R]`; 0 where either never changes."""
    other = ranks(y)
    told = np.zeros(x.shape[1])
    for k in range(x.shape[1]):
        mine = ranks(x[:, k])
        whole = np.sqrt((mine * mine).sum() * (other * other).sum())
        told[k] = (mine * other).sum() / whole if whole > 0.0 else 0.0
    return told


def partial_rank_correlation(x: Array, y: Array) -> Array:
    """Rank correlation of every column `[R,P]` with a figure `[R]` once what the other columns tell is taken away.

    Columns that the figure does not hang on no longer blur those that it does [SaltelliEtAl2008]. 0 where a column or
    the figure never changes.
    """
    told = np.zeros(x.shape[1])
    columns = [ranks(column) for column in (*x.T, y)]
    moves = [k for k, column in enumerate(columns) if np.ptp(column) > 0.0]
    if len(moves) < 2 or moves[-1] != x.shape[1]:
        return told
    inverse = np.linalg.pinv(np.corrcoef(np.array([columns[k] for k in moves])))
    size = np.sqrt(np.diag(inverse))
    told[moves[:-1]] = -inverse[:-1, -1] / (size[:-1] * size[-1])
    return told
