"""Effects of levers by paired runs: the same luck under every package, and what another level changes.

An effect is the mean of differences run by run, with a 95 % interval from their spread; a verdict on what was expected
is told from the interval alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import NormalDist

import numpy as np

from wargame.analysis.levers.spec import AS_SET, LEVELS, OFF, REINFORCED
from wargame.axes import Array

YES, NO, PART, NONE, SLIGHT = "yes", "no", "in part", "not told apart from none", "too small to matter"
SURE = 0.05  # chance that an interval misses, and that any interaction shown is none
MATTERS = (0.01, 0.001)  # the least that is called an effect, of the spread between runs and of the level
MOVED = (OFF, REINFORCED)


@dataclass(frozen=True)
class Effect:
    """A mean difference and its 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Interaction:
    """What two areas do together beyond what each does alone."""

    areas: tuple[str, str]
    levels: tuple[str, str]
    measure: str
    effect: Effect
    size: float  # to the spread of the measure between runs


def effect(change: Array, miss: float = SURE) -> Effect:
    """The mean of differences by run, with its interval."""
    mean, error = float(change.mean()), float(change.std(ddof=1)) / sqrt(len(change))
    wide = NormalDist().inv_cdf(1.0 - miss / 2.0) * error
    return Effect(mean, mean - wide, mean + wide)


def matters(change: float, spread: float, level: float) -> bool:
    """Whether a change is large enough to be called an effect, by how a measure differs between runs and by its level.

    With common random numbers intervals are so narrow that a change of no consequence is told apart from none.
    """
    return abs(change) >= max(MATTERS[0] * spread, MATTERS[1] * abs(level))


def verdict(found: Effect, great: bool, goes: str, level: str) -> str:
    """Whether what is expected of more of an area held, for a change that matters or not; off is less of it."""
    if found.low <= 0.0 <= found.high:
        return NONE
    if not great:
        return SLIGHT
    more = (found.mean > 0.0) == (level == REINFORCED)
    return YES if more == (goes == "up") else NO


def any_of(verdicts: Sequence[str]) -> str:
    """One verdict where any of several measures will do."""
    return next(kind for kind in (YES, NO, SLIGHT, NONE) if kind in verdicts)


def together(verdicts: Sequence[str]) -> str:
    """One verdict of several: no where any measure goes against what was expected, yes where all go with it."""
    if NO in verdicts or len(set(verdicts)) == 1:
        return NO if NO in verdicts else verdicts[0]
    return PART if YES in verdicts else NONE


@dataclass(frozen=True)
class Factorial:
    """All packages as an array with an axis for each area, `[run, level, ..., measure]`."""

    values: Array
    areas: tuple[str, ...]
    measures: tuple[str, ...]

    @classmethod
    def of(cls, values: Array, areas: tuple[str, ...], measures: tuple[str, ...]) -> "Factorial":
        """From `[run, package, measure]`, packages in the order of `itertools.product`."""
        shape = (values.shape[0], *(len(LEVELS),) * len(areas), values.shape[-1])
        return cls(values.reshape(shape), areas, measures)

    def alone(self, area: str, level: str) -> dict[str, Effect]:
        """An area at a level, every other as set, against all as set."""
        here = {name: level if name == area else AS_SET for name in self.areas}
        return self._effects(self._mean(here) - self.as_set)

    def main(self, area: str, level: str) -> dict[str, Effect]:
        """The same in the mean over all levels of the others."""
        return self._effects(self._mean({area: level}) - self._mean({area: AS_SET}))

    def interactions(self) -> list[Interaction]:
        """Every pair of areas at every pair of levels that is told apart from none, the strongest first.

        So many are looked at that each is held to the share of an error that is left to it.
        """
        spread, level = self.as_set.std(axis=0, ddof=1), self.as_set.mean(axis=0)
        found = []
        pairs = [(a, b, la, lb) for a, b in combinations(self.areas, 2) for la in MOVED for lb in MOVED]
        miss = SURE / max(len(pairs) * len(self.measures), 1)
        for a, b, la, lb in pairs:
            change = self._mean({a: la, b: lb}) - self._mean({a: la, b: AS_SET})
            change = change - self._mean({a: AS_SET, b: lb}) + self._mean({a: AS_SET, b: AS_SET})
            for k, measure in enumerate(self.measures):
                told = effect(change[:, k], miss)
                if matters(told.mean, spread[k], level[k]) and not told.low <= 0.0 <= told.high:
                    size = abs(told.mean) / max(float(spread[k]), 1e-12)
                    found.append(Interaction((a, b), (la, lb), measure, effect(change[:, k]), size))
        return sorted(found, key=lambda one: -one.size)

    @property
    def as_set(self) -> Array:
        """Everything as the scenario sets it, `[run, measure]`."""
        return self._mean(dict.fromkeys(self.areas, AS_SET))

    def _mean(self, at: dict[str, str]) -> Array:
        """The mean over all levels of the areas that are not told, `[run, measure]`."""
        picked: list[int | slice] = [LEVELS.index(at[name]) if name in at else slice(None) for name in self.areas]
        part = self.values[(slice(None), *picked)]
        whole: Array = part.reshape(len(part), -1, part.shape[-1]).mean(axis=1)
        return whole

    def _effects(self, change: Array) -> dict[str, Effect]:
        return {name: effect(np.asarray(change[:, k])) for k, name in enumerate(self.measures)}
