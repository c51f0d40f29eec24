"""Checks: what history asks of the runs, kind by kind, and whether it holds.

A figure is the median's, but for a highest value, an order and a difference between plays: there each run has its own,
as history has one, and the median over the runs is taken last.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from wargame.analysis.history import History, Test
from wargame.analysis.vetoes import rises
from wargame.axes import Array
from wargame.ensemble import Results

Played = Mapping[str, Results]  # by play
Found = tuple[float, float, str]  # the figure, what was observed, the figure in words
NOTHING = float("nan")


@dataclass(frozen=True)
class Check:
    """A test history puts: what is asked, what came out, whether it holds."""

    name: str
    asked: str
    found: str
    holds: bool


def put(test: Test, known: History, played: Played) -> Check:
    """A test put to what was played."""
    found, seen, what = _KINDS[test.kind](test, known, played)
    asked: list[str] = []
    holds = True
    if test.at_least is not None:
        asked, holds = [*asked, f"at least {test.at_least:g}"], holds and found >= test.at_least
    if test.at_most is not None:
        asked, holds = [*asked, f"at most {test.at_most:g}"], holds and found <= test.at_most
    if test.kind == "every":
        asked, holds = [*asked, f"at most {test.near:g}"], holds and found <= (test.near or 0.0)
    elif test.near is not None:
        asked, holds = [*asked, f"within {test.near:g} of {figure(seen)}"], holds and abs(found - seen) <= test.near
    if test.factor is not None:
        within = seen / test.factor <= found <= seen * test.factor
        asked, holds = [*asked, f"within a factor {test.factor:g} of {figure(seen)}"], holds and within
    return Check(test.name, f"{what} {' and '.join(asked)}", figure(found), bool(holds))


def figure(value: float) -> str:
    """A figure as the tables show it."""
    return f"{value:,.0f}" if abs(value) > 100 else f"{value:.3f}"


@dataclass(frozen=True)
class _Line:
    """A test's series: its values by run and turn, what was observed, the turns the test looks at."""

    name: str
    values: Array
    seen: Array
    dates: tuple[str, ...]
    turns: slice

    @property
    def median(self) -> Array:
        return np.median(self.values, axis=0)

    @property
    def period(self) -> str:
        first, last = self.dates[self.turns][0][:7], self.dates[self.turns][-1][:7]
        return f"in {first}" if first == last else f"{first} to {last}"


def _line(test: Test, known: History, played: Played) -> _Line:
    assert test.series is not None
    results, seen = played[known.spec.play_of(test)], known.seen[test.series]
    column = np.array([seen.get(date, np.nan) for date in results.dates])
    name = known.spec.series[test.series].name
    values, dates = results.series(test.series), tuple(results.dates)
    return _Line(name, values, column, dates, _turns(test, dates))


def _turns(test: Test, dates: tuple[str, ...]) -> slice:
    """The turns a test looks at: those of its period, that of its date, all of them."""
    first = test.from_ or test.since or test.at or dates[0]
    last = test.to or test.at or dates[-1]
    return slice(dates.index(first), dates.index(last) + 1)


def _at(test: Test, known: History, played: Played) -> Found:
    """The median at a date; as a share of another series run by run, then the median over the runs."""
    line = _line(test, known, played)
    turn = line.dates.index(test.at or line.dates[-1])
    if test.per is not None:
        whole = played[known.spec.play_of(test)].series(test.per)[:, turn]
        share = line.values[:, turn] / np.where(whole > 0.0, whole, np.inf)
        what = f"{line.name} per {known.spec.series[test.per].name} in {line.dates[turn][:7]}"
        return float(np.median(share)), NOTHING, what
    return float(line.median[turn]), float(line.seen[turn]), f"{line.name} in {line.dates[turn][:7]}"


def _change(test: Test, known: History, played: Played) -> Found:
    line = _line(test, known, played)
    first, last = line.turns.start, line.turns.stop - 1
    seen = line.seen[last] - (0.0 if first == 0 and np.isnan(line.seen[0]) else line.seen[first])
    what = f"{line.name}, change to {line.dates[last][:7]}"
    return float(line.median[last] - line.median[first]), float(seen), what


def _since(test: Test, known: History, played: Played) -> Found:
    line = _line(test, known, played)
    later = line.median[line.turns]
    worst = later.min() if test.at_most is None else later.max()
    return float(worst), NOTHING, f"{line.name} since {line.dates[line.turns.start][:7]}"


def _mean(test: Test, known: History, played: Played) -> Found:
    """Mean of the median over a period; beside observations, over the turns that were observed."""
    line = _line(test, known, played)
    median, seen = line.median[line.turns], line.seen[line.turns]
    there = ~np.isnan(seen)
    known_mean = float(seen[there].mean()) if there.any() else NOTHING
    mean = float(median[there].mean() if test.compares else median.mean())
    return mean, known_mean, f"{line.name}, mean {line.period}"


def _peak(test: Test, known: History, played: Played) -> Found:
    """Median of the highest value that each run has in a period."""
    line = _line(test, known, played)
    seen = line.seen[line.turns]
    highest = float(np.nanmax(seen)) if not np.isnan(seen).all() else NOTHING
    return float(np.median(line.values[:, line.turns].max(axis=1))), highest, f"{line.name}, highest {line.period}"


def _every(test: Test, known: History, played: Played) -> Found:
    """The widest gap between the median and a point that was observed."""
    line = _line(test, known, played)
    gaps = np.abs(line.median[line.turns] - line.seen[line.turns])
    count = int((~np.isnan(gaps)).sum())
    return float(np.nanmax(gaps)), NOTHING, f"{line.name}, widest gap to any of {count} points observed"


def _upon(test: Test, known: History, played: Played) -> Found:
    """Mean over all runs and turns of the period in which another series rises."""
    assert test.upon is not None
    line = _line(test, known, played)
    fresh = rises(played[known.spec.play_of(test)].series(test.upon))[:, line.turns]
    told = line.values[:, line.turns][fresh]
    what = f"{line.name}, mean {line.period} as {known.spec.series[test.upon].name} rise"
    return float(told.mean()) if told.size else NOTHING, NOTHING, what


def _against(test: Test, known: History, played: Played) -> Found:
    """Median over the runs of the mean difference between two plays, each run beside itself."""
    assert test.against is not None
    line = _line(test, known, played)
    other = played[test.against].series(test.series or "")
    gap = (line.values - other)[:, line.turns].mean(axis=1)
    what = f"{line.name}, {known.spec.play_of(test)} less {test.against}, {line.period}"
    return float(np.median(gap)), NOTHING, what


def _rank(test: Test, known: History, played: Played) -> Found:
    """Rank correlation of medians, at a date or in the mean of a period, with figures that were observed."""
    assert test.rank is not None
    results, observed = played[known.spec.play_of(test)], known.ranked[test.name]
    dates = tuple(results.dates)
    turns = _turns(test, dates) if test.from_ else slice(dates.index(test.at or dates[-1]), None)
    turns = turns if test.from_ else slice(turns.start, turns.start + 1)
    per = known.divisors.get(test.name, {})
    medians = [np.median(results.series(name)[:, turns].mean(axis=1)) / per.get(name, 1.0) for name in observed]
    found = spearman(np.array(medians), np.array(list(observed.values())))
    which = f"the {len(observed)} largest" if test.rank.largest else f"{len(observed)}"
    what = f"{test.rank.measure} by {test.rank.per}" if test.rank.per else test.rank.measure
    return found, NOTHING, f"{what}, rank correlation over {which}"


def spearman(x: Array, y: Array) -> float:
    """Rank correlation of two lists, ties sharing their mean rank [Spearman1904]; NaN where one has no order."""
    a, b = (ranks - ranks.mean() for ranks in (_ranks(x), _ranks(y)))
    scale = np.sqrt((a * a).sum() * (b * b).sum())
    return float((a * b).sum() / scale) if scale > 0.0 else NOTHING


def _ranks(x: Array) -> Array:
    """Ranks from 0, ties sharing the mean of theirs."""
    below, upto = (x[:, None] > x).sum(axis=1), (x[:, None] >= x).sum(axis=1)
    ranks: Array = 0.5 * (below + upto - 1.0)
    return ranks


_KINDS: Mapping[str, Callable[[Test, History, Played], Found]] = {
    "at": _at,
    "change": _change,
    "since": _since,
    "mean": _mean,
    "peak": _peak,
    "every": _every,
    "upon": _upon,
    "against": _against,
    "rank": _rank,
}
