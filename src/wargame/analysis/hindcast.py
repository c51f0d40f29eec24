"""Hindcast: history's decisions played through the engine, beside what is known to have come of them.

The history says how it is played: in the first play, orders are history's (`script` on every seat); control, losses,
force levels and opinion come out of the rules. The comparison is in sample: the numbers marked as tuned were set
knowing these months, and the report says how many there are.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.analysis.checks import Check, figure, put
from wargame.analysis.history import Frozen, History, history
from wargame.analysis.vetoes import Held, held
from wargame.analysis.vetoes import series as of_vetoes
from wargame.axes import Array
from wargame.ensemble import BAND, Results, run_many
from wargame.measures import BY_NAME
from wargame.policies import settings
from wargame.register import assumptions
from wargame.scenario import Scenario

__all__ = ["Check", "Hindcast", "Line", "hindcast", "tuned", "tuned_paths"]


@dataclass(frozen=True)
class Line:
    """A series of the hindcast: median and 90 % band by turn beside the observation, NaN where there is none."""

    series: str
    name: str
    play: str
    unit: str
    dates: tuple[str, ...]
    low: Array
    median: Array
    high: Array
    observed: Array


@dataclass(frozen=True)
class Hindcast:
    """Lines, checks and how many numbers were tuned."""

    scenario: str
    runs: int
    seed: int
    story: tuple[str, ...]  # dates that tell it
    lines: tuple[Line, ...]
    checks: tuple[Check, ...]
    error: float
    tuned: Mapping[str, int]
    vetoes: Held | None = None


def hindcast(
    scenario: Scenario, runs: int = 200, seed: int = 1, progress: Callable[[int, int], None] | None = None
) -> Hindcast:
    """Play history's decisions, once for each play that is asked for, and set the outcome beside history."""
    known = history(scenario)
    played = _played(known, scenario, runs, seed, progress)
    lines = [
        _line(played[column.play or known.spec.first], name, column.name, column.play or known.spec.first, known)
        for name, column in known.spec.series.items()
        if column.shown
    ]
    error = _error((line for line in lines if line.play == known.spec.first), known.spec.frozen.until)
    checks = (
        *(put(test, known, played) for test in known.spec.tests),
        _against_frozen(error, known.spec.frozen),
    )
    story, count = tuple(known.spec.story), tuned(scenario)
    return Hindcast(scenario.id, runs, seed, story, tuple(lines), checks, error, count, held(known, played))


def _played(
    known: History, scenario: Scenario, runs: int, seed: int, progress: Callable[[int, int], None] | None
) -> dict[str, Results]:
    """Every play that is asked for, with the series asked of it, to the last date that is."""
    asked = _asked(known)
    turns = scenario.dates.index(_last(known))
    played: dict[str, Results] = {}
    for number, (play, series) in enumerate(asked.items()):

        def told(done: int, _: int, before: int = number * runs) -> None:
            if progress is not None:
                progress(before + done, len(asked) * runs)

        seats = known.spec.plays[play].seats
        played[play] = run_many(known.plays[play], runs, seed, seats=seats, turns=turns, series=series, progress=told)
    return played


def _asked(known: History) -> dict[str, list[str]]:
    """Series by the plays in which somebody looks at them."""
    spec = known.spec
    asked: dict[str, dict[str, None]] = {}
    for name, column in spec.series.items():
        asked.setdefault(column.play or spec.first, {})[name] = None
    for test in spec.tests:
        named = [name for name in (test.series, test.upon, test.per) if name is not None]
        wanted = dict.fromkeys(known.ranked[test.name] if test.series is None else named)
        for play in (spec.play_of(test), test.against):
            if play is not None:
                asked.setdefault(play, {}).update(wanted)
    if spec.vetoes is not None:
        asked.setdefault(spec.vetoes.play or spec.first, {}).update(dict.fromkeys(of_vetoes(spec.vetoes.alliance)))
    return {play: list(series) for play, series in asked.items()}


def _last(known: History) -> str:
    """The last date that was observed, is asked for or tells the story."""
    dates = {date for seen in known.seen.values() for date in seen} | set(known.spec.story)
    for test in known.spec.tests:
        dates |= {day for day in (test.at, test.to, test.since) if day is not None}
    return max(dates)


def _line(results: Results, series: str, name: str, play: str, known: History) -> Line:
    low, median, high = np.quantile(results.series(series), BAND, axis=0)
    seen = np.array([known.seen[series].get(date, np.nan) for date in results.dates])
    unit = BY_NAME[series.partition("/")[0]].unit
    return Line(series, name, play, unit, tuple(results.dates), low, median, high, seen)


def _error(lines: Iterable[Line], after: str) -> float:
    """Mean absolute error of the median over regions and turns after a day."""
    gaps = [
        abs(line.median[turn] - line.observed[turn])
        for line in lines
        if line.series.startswith("control/")
        for turn, date in enumerate(line.dates)
        if date > after and not np.isnan(line.observed[turn])
    ]
    return float(np.mean(gaps)) if gaps else 0.0


def _against_frozen(error: float, frozen: Frozen) -> Check:
    asked = f"mean absolute error over regions below {frozen.error:g}, of a map frozen on {frozen.until}"
    return Check("regions", asked, figure(error), error < frozen.error)


# The numbers that were tuned


SCRIPTED = (
    *("effort", "attack", "withdraw", "strike", "mobilise", "spend"),
    *("table", "vote", "sanction", "probe", "channel"),
)
SHOCKS = ("support", "rally", "alarm")  # what events add to these was set with polls and packages in view


def tuned_paths(scenario: Scenario) -> dict[str, list[tuple[str, ...]]]:
    """Paths of all numbers set by fitting or by hand with history in view, by kind."""
    register = [tuple(item.path.split(".")) for item in (*assumptions(scenario), *settings(scenario)) if item.tuned]
    script: list[tuple[str, ...]] = [
        ("script", str(i), key, *inner)
        for i, decision in enumerate(scenario.spec.script)
        if decision.source is None
        for key in SCRIPTED
        for inner in _inner(getattr(decision, key))
    ]
    deployed: list[tuple[str, ...]] = [
        ("states", name, "deployment", region) for name, s in scenario.spec.states.items() for region in s.deployment
    ]
    works: list[tuple[str, ...]] = [
        ("works", region, state) for region, by in scenario.spec.works.items() for state in by
    ]
    return {
        "rulebook": [path for path in register if path[0] == "rules"],
        "policies": [path for path in register if path[0] == "policies" and len(path) == 3],  # no policy within one
        "states": [path for path in register if path[0] in ("states", "alliances")],
        "opening": deployed + works,
        "script": script,
        "events": [
            ("events", str(i), "changes", str(k), "add")
            for i, event in enumerate(scenario.spec.events)
            for k, change in enumerate(event.changes)
            if change.field in SHOCKS and change.add is not None
        ],
    }


def _inner(value: Any) -> list[tuple[str, ...]]:
    if value is None:
        return []
    return [(key, *rest) for key in value for rest in _inner(value[key])] if isinstance(value, Mapping) else [()]


def tuned(scenario: Scenario) -> dict[str, int]:
    """How many numbers were tuned, by kind."""
    return {kind: len(paths) for kind, paths in tuned_paths(scenario).items()}
