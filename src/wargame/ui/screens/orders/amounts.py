"""Amounts as they are set and told: percent, men, money; the one textual form stays what is ordered."""

from dataclasses import dataclass
from math import floor, log10

from wargame.explain import figure

SHOWN = {
    "share": (100.0, "%"),
    "0..1": (100.0, "%"),
    "thousand men": (1000.0, "men"),
    "EUR bn": (1.0, "EUR bn"),
}
YES_OR_NO = ("0 or 1", "1 or -1")  # units of what is done or not done


@dataclass(frozen=True)
class Scale:
    """How amounts of a unit are shown and set between two bounds."""

    factor: float
    unit: str
    least: float  # as shown
    most: float
    step: float

    @classmethod
    def of(cls, unit: str, least: float, most: float) -> "Scale":
        """The scale of a unit with its bounds, given as they are ordered."""
        factor, told = SHOWN.get(unit, (1.0, unit))
        low, high = -_below(-least * factor), _below(most * factor)
        return cls(factor, told, low, high, _step(high - low))

    def ordered(self, shown: float) -> float:
        """The amount that is ordered for one that is shown."""
        return round(shown / self.factor, 9)

    def told(self, ordered: float) -> str:
        """An amount as it is told: `30 %`, `20 000 men`."""
        return f"{figure(round(ordered * self.factor, 6))} {self.unit}"


def _below(limit: float) -> float:
    """A limit to four digits, never above it."""
    if limit <= 0.0:
        return 0.0
    places = 3 - floor(log10(limit))
    return floor(limit * 10.0**places) / 10.0**places


def _step(span: float) -> float:
    """A round step, some forty of which make the whole."""
    if span <= 0.0:
        return 1.0
    size = 10.0 ** floor(log10(span / 20.0))
    return next((size * k for k in (1.0, 2.0, 5.0) if size * k >= span / 40.0), size * 10.0)
