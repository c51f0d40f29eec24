"""Survival: how long something stands that is watched from its beginning, some of it not to its end.

The share still standing is the product-limit estimate [KaplanMeier1958] with Greenwood's variance on the scale of
log(-log), so that the interval stays within 0 and 1; the hazard is ends by months at risk. What is still standing when
the watching stops is censored: it counts as long as it was watched, and not as an end.
"""

from dataclasses import dataclass

import numpy as np

from wargame.axes import Array

Z95 = 1.96  # half-width of a 95 % interval, standard deviations
TAIL = 0.025  # of it beyond each end
PLACES = 6  # decimals of a month that are told apart: sums of turns come in different orders


@dataclass(frozen=True)
class Curve:
    """Share still standing by months since the beginning, a step at every month in which something ended."""

    months: tuple[float, ...]  # the first is 0
    standing: tuple[float, ...]
    low: tuple[float, ...]  # of the 95 % interval
    high: tuple[float, ...]
    at_risk: tuple[int, ...]
    watched: float  # months for which the longest was watched

    def after(self, months: float) -> tuple[float, float, float] | None:
        """Share standing after so many months with its interval; None where nothing was watched for so long."""
        if months > self.watched:
            return None
        step = max(k for k, month in enumerate(self.months) if month <= months)
        return self.standing[step], self.low[step], self.high[step]

    @property
    def median(self) -> float | None:
        """Months by which half have ended; None where more than half stand to the end."""
        return next((month for month, share in zip(self.months, self.standing, strict=True) if share <= 0.5), None)


@dataclass(frozen=True)
class Rate:
    """Ends by months at risk, with the 95 % interval; None where nothing was at risk."""

    ends: int
    months: float
    monthly: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Ratio:
    """One hazard by another, with the 95 % interval; None where either has no end to count."""

    value: float | None
    low: float | None
    high: float | None


def kaplan_meier(months: Array, ended: Array) -> Curve:
    """Share still standing, from how long each was watched, months `[L]`, and whether it ended then, `[L]`."""
    months, ended = np.round(np.asarray(months, dtype=float), PLACES), np.asarray(ended, dtype=bool)
    each = np.unique(months)
    ends, censored = (np.bincount(np.searchsorted(each, months[which]), minlength=len(each))
                      for which in (ended, ~ended))  # fmt: skip
    return product_limit(each, ends, censored)


def product_limit(months: Array, ends: Array, censored: Array) -> Curve:
    """The same from counts, `[M]`: how many ended and how many were watched no longer, by months in rising order."""
    at_risk = np.cumsum((ends + censored)[::-1])[::-1]
    steps = ends > 0
    ended, risk = ends[steps], at_risk[steps]
    share = np.cumprod(1.0 - ended / risk)
    with np.errstate(divide="ignore"):
        variance = np.cumsum(np.where(risk > ended, ended / np.maximum(risk * (risk - ended), 1), np.inf))
    low, high = _interval(share, variance)
    whole = int(at_risk[0]) if len(at_risk) else 0
    first = float(TAIL ** (1.0 / whole)) if whole else 0.0  # exact where nothing has ended yet
    return Curve(
        (0.0, *np.asarray(months)[steps].tolist()), (1.0, *share.tolist()), (first, *low.tolist()),
        (1.0, *high.tolist()), (whole, *risk.tolist()), float(months[-1]) if whole else 0.0,
    )  # fmt: skip


def _interval(share: Array, variance: Array) -> tuple[Array, Array]:
    """Ends of the 95 % interval of shares `[steps]`; from 0 to what it was where nothing is left standing."""
    left = share > 0.0
    log = np.log(np.where(left, share, 0.5))
    spread = np.exp(Z95 * np.sqrt(np.where(left, variance, 0.0)) / np.abs(log))
    low, high = share**spread, share ** (1.0 / spread)
    before = np.concatenate([[1.0], high[:-1]]) if len(high) else high
    return np.where(left, low, 0.0), np.where(left, high, before)


def rate(ends: float, months: float) -> Rate:
    """Hazard a month; where nothing has ended, up to what would have shown an end in 39 cases of 40."""
    if months <= 0.0:
        return Rate(int(ends), 0.0, None, None, None)
    if ends <= 0.0:
        return Rate(0, float(months), 0.0, 0.0, float(-np.log(TAIL) / months))
    monthly, spread = ends / months, float(np.exp(Z95 / np.sqrt(ends)))
    return Rate(int(ends), float(months), float(monthly), float(monthly / spread), float(monthly * spread))


def ratio(one: Rate, other: Rate) -> Ratio:
    """The hazard of one by that of another."""
    if not (one.monthly and other.monthly):
        return Ratio(None, None, None)
    value, spread = one.monthly / other.monthly, float(np.exp(Z95 * np.sqrt(1.0 / one.ends + 1.0 / other.ends)))
    return Ratio(value, value / spread, value * spread)
