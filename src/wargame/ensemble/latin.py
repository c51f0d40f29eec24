"""Latin hypercubes: every number's range cut into as many parts as there are draws, each part drawn from once."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from wargame.axes import Array


class Bounded(Protocol):
    """A number with a range: an assumption on record, or one that is varied."""

    @property
    def low(self) -> float | None:
        """The lower end."""

    @property
    def high(self) -> float | None:
        """The upper end."""


def latin(numbers: Sequence[Bounded], draws: int, seed: int) -> Array:
    """Draws `[R,P]` of numbers within their ranges [McKayEtAl1979]."""
    chance = np.random.Generator(np.random.Philox(key=seed))
    parts = np.argsort(chance.random((draws, len(numbers))), axis=0)
    share = (parts + chance.random((draws, len(numbers)))) / draws
    low = np.array([item.low for item in numbers], dtype=float)
    high = np.array([item.high for item in numbers], dtype=float)
    drawn: Array = low + share * (high - low)
    return drawn
