"""Intervals: how far a share, a mean or a difference of many campaigns can be trusted, 95 %.

Rows that share a run share their luck, so what counts as an observation is the run: a share is judged as one of as many
independent rows as its spread from run to run is worth, a mean by its spread from run to run. Where every run has one
row these are the intervals of the textbooks: Wilson's for a share [Wilson1927], Bonett and Price's for a difference of
paired shares [BonettPrice2012], Newcombe's for one that is not paired [Newcombe1998], Student's for means.
"""

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054  # half-width of a 95 % interval, standard deviations


@dataclass(frozen=True)
class Estimate:
    """A figure and its 95 % interval; None where too few runs tell."""

    value: float
    low: float | None
    high: float | None

    @property
    def half(self) -> float | None:
        """Half the width of the interval."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2.0


@dataclass(frozen=True)
class Sums:
    """What the rows of every run add up to: x of a row, n rows of a run, summed over runs."""

    runs: int
    n: float
    x: float  # sum of x
    xx: float  # sum of squares of a run's sum of x
    xn: float
    nn: float
    level: float = 0.0  # that x was told without, so that a small spread is not lost beside it

    @property
    def mean(self) -> float:
        """Over rows."""
        return self.level + (self.x / self.n if self.n else 0.0)

    @property
    def variance(self) -> float:
        """Of the mean, from the spread of the runs."""
        m = self.mean - self.level
        return max(self.xx - 2.0 * m * self.xn + m * m * self.nn, 0.0) / self.n**2 if self.n else 0.0


def weight(sums: Sums, alone: float) -> float:
    """How many independent rows these are worth; `alone` is the variance of one row.

    Luck that is shared makes rows alike, never more than they are. Rows that all say the same count as their runs.
    """
    if sums.variance <= 0.0 or alone <= 0.0:
        return float(sums.runs)
    return min(max(alone / sums.variance, 1.0), sums.n)


def share(sums: Sums) -> Estimate:
    """A share of rows with Wilson's interval, from sums of 0 or 1."""
    return wilson(sums.mean, weight(sums, sums.mean * (1.0 - sums.mean)))


def wilson(p: float, n: float) -> Estimate:
    """Wilson's interval of a share of n."""
    if n <= 0.0:
        return Estimate(0.0, None, None)
    z = Z95 * Z95 / n
    middle, wide = (p + z / 2.0) / (1.0 + z), Z95 * sqrt(p * (1.0 - p) / n + z / (4.0 * n)) / (1.0 + z)
    return Estimate(p, max(middle - wide, 0.0) if p > 0.0 else 0.0, min(middle + wide, 1.0) if p < 1.0 else 1.0)


def paired_shares(gained: float, lost: float, sums: Sums) -> Estimate:
    """Difference of two shares of the same rows: Bonett and Price's interval.

    Gained and lost are the rows that came to it in the second alone and in the first alone; the sums are those of their
    difference, row by row.
    """
    if not sums.n:
        return Estimate(0.0, None, None)
    change = (gained - lost) / sums.n
    n = weight(sums, (gained + lost) / sums.n - change * change)
    one, other = ((count * n / sums.n + 1.0) / (n + 2.0) for count in (gained, lost))
    wide = Z95 * sqrt((one + other - (one - other) ** 2) / (n + 2.0))
    return Estimate(change, max(one - other - wide, -1.0), min(one - other + wide, 1.0))


def unpaired_shares(first: Sums, second: Sums) -> Estimate:
    """The second share less the first, of rows that have nothing in common: Newcombe's interval of two of Wilson's."""
    a, b = share(first), share(second)
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return Estimate(b.value - a.value, None, None)
    change = b.value - a.value
    down, up = (
        sqrt((b.value - b.low) ** 2 + (a.high - a.value) ** 2),
        sqrt((b.high - b.value) ** 2 + (a.value - a.low) ** 2),
    )
    return Estimate(change, change - down, change + up)


def mean(sums: Sums) -> Estimate:
    """A mean with Student's interval from the spread of the runs; None for fewer than two."""
    if sums.runs < 2:
        return Estimate(sums.mean, None, None)
    free = sums.runs - 1
    return around(sums.mean, sums.variance * sums.runs / free, free)


def unpaired_means(first: Sums, second: Sums) -> Estimate:
    """The second mean less the first, of rows that have nothing in common: Welch's interval."""
    change = second.mean - first.mean
    if min(first.runs, second.runs) < 2:
        return Estimate(change, None, None)
    free = [sums.runs - 1 for sums in (first, second)]
    parts = [sums.variance * sums.runs / f for sums, f in zip((first, second), free, strict=True)]
    if not sum(parts):
        return Estimate(change, change, change)
    shared = sum(parts) ** 2 / sum(part * part / f for part, f in zip(parts, free, strict=True))
    return around(change, sum(parts), shared)


def around(value: float, variance: float, free: float) -> Estimate:
    """A figure and its interval from its variance with so many degrees of freedom."""
    wide = student(free) * sqrt(variance)
    return Estimate(value, value - wide, value + wide)


def student(free: float) -> float:
    """Half-width of a 95 % interval by Student's law, in standard errors, to 0.1 % from five degrees of freedom on.

    The expansion about the normal law, Abramowitz and Stegun 26.7.5 [AbramowitzStegun1964]; the exact values below.
    """
    if free < 5:
        return (12.7062, 4.3027, 3.1824, 2.7764)[max(int(free), 1) - 1]
    z, v = Z95, free
    terms = (
        (z**3 + z) / 4.0,
        (5.0 * z**5 + 16.0 * z**3 + 3.0 * z) / 96.0,
        (3.0 * z**7 + 19.0 * z**5 + 17.0 * z**3 - 15.0 * z) / 384.0,
    )
    return z + sum(term / v ** (k + 1) for k, term in enumerate(terms))
