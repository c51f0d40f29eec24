"""Scores of probabilities against answers that are known: Brier's, and how well they put yes above no.

The interval is a bootstrap over offers, not over answers, since the two answers to one offer hang together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wargame.axes import Array

DRAWS = 2000
INTERVAL = (0.05, 0.95)


@dataclass(frozen=True)
class Score:
    """How far probabilities are from answers; none where there is nothing to score."""

    answers: int
    yes: int
    brier: float | None  # mean squared distance, 0 best [Brier1950]
    low: float | None
    high: float | None
    base: float | None  # the same of whoever always says the share of yes
    auc: float | None  # chance that an offer taken stands above one refused; 1/2 by guessing


def score(probability: Sequence[float], taken: Sequence[bool], offers: Sequence[int], seed: int = 1) -> Score:
    """The score of one probability for each answer; `offers` tells which offer it was an answer to."""
    if not probability:
        return Score(0, 0, None, None, None, None, None)
    p, yes = np.array(probability), np.array(taken, dtype=float)
    low, high = _interval((p - yes) ** 2, np.array(offers), seed)
    rate = float(yes.mean())
    brier = float(((p - yes) ** 2).mean())
    return Score(len(p), int(yes.sum()), brier, low, high, rate * (1.0 - rate), _auc(p, yes > 0.5))


def _interval(errors: Array, offers: Array, seed: int) -> tuple[float, float]:
    """Nine bootstrap means in ten, offers drawn with all their answers."""
    known = np.unique(offers)
    sums = np.array([errors[offers == offer].sum() for offer in known])
    counts = np.array([(offers == offer).sum() for offer in known])
    chance = np.random.Generator(np.random.Philox(key=seed))
    drawn = chance.integers(0, len(known), (DRAWS, len(known)))
    low, high = np.quantile(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1), INTERVAL)
    return float(low), float(high)


def _auc(p: Array, yes: Array) -> float | None:
    """Share of the pairs of a yes and a no in which the yes stands higher, ties half; none where one is missing."""
    if yes.all() or not yes.any():
        return None
    apart = p[yes][:, None] - p[~yes][None, :]
    return float(((apart > 0.0) + 0.5 * (apart == 0.0)).mean())
