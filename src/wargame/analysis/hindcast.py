"""Hindcast: history's decisions played through the engine, beside what is known to have come of them.

Orders are history's (`script` on every seat); control, losses and force levels come out of the rules. The comparison
is in sample: the numbers marked as tuned were set knowing these months, and the report says how many there are.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.analysis.history import Frozen, Test, history
from wargame.axes import Array
from wargame.ensemble import BAND, Results, run_many
from wargame.policies import settings
from wargame.register import assumptions
from wargame.scenario import Scenario


@dataclass(frozen=True)
class Line:
    """A series of the hindcast: median and 90 % band by turn beside the observation, NaN where there is none."""

    series: str
    name: str
    dates: tuple[str, ...]
    low: Array
    median: Array
    high: Array
    observed: Array


@dataclass(frozen=True)
class Check:
    """A test history puts: what is asked, what came out, whether it holds."""

    name: str
    asked: str
    found: str
    holds: bool


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


def hindcast(
    scenario: Scenario, runs: int = 200, seed: int = 1, progress: Callable[[int, int], None] | None = None
) -> Hindcast:
    """Play history's decisions and set the outcome beside history."""
    known = history(scenario)
    last = max(date for seen in known.seen.values() for date in seen)
    results = run_many(
        scenario,
        runs,
        seed,
        seats={"all": "script"},
        turns=scenario.dates.index(last),
        series=list(known.seen),
        progress=progress,
    )
    lines = {name: _line(results, name, where.name, known.seen[name]) for name, where in known.spec.series.items()}
    error = _error(lines.values(), known.spec.frozen.until)
    checks = (
        *(_check(test, lines[test.series]) for test in known.spec.tests),
        _against_frozen(error, known.spec.frozen),
    )
    story = tuple(known.spec.story)
    return Hindcast(scenario.id, runs, seed, story, tuple(lines.values()), checks, error, tuned(scenario))


def _line(results: Results, series: str, name: str, seen: Mapping[str, float]) -> Line:
    low, median, high = np.quantile(results.series(series), BAND, axis=0)
    known = np.array([seen.get(date, np.nan) for date in results.dates])
    return Line(series, name, tuple(results.dates), low, median, high, known)


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


def _check(test: Test, line: Line) -> Check:
    """A test put to a median."""
    found, seen, what = _found(test, line)
    asked: list[str] = []
    holds = True
    if test.at_least is not None:
        asked, holds = [*asked, f"at least {test.at_least:g}"], holds and found >= test.at_least
    if test.at_most is not None:
        asked, holds = [*asked, f"at most {test.at_most:g}"], holds and found <= test.at_most
    if test.near is not None:
        asked, holds = [*asked, f"within {test.near:g} of {seen:.3f}"], holds and abs(found - seen) <= test.near
    if test.factor is not None:
        within = seen / test.factor <= found <= seen * test.factor
        asked, holds = [*asked, f"within a factor {test.factor:g} of {seen:,.0f}"], holds and within
    return Check(test.name, f"{what} {' and '.join(asked)}", _figure(found), bool(holds))


def _found(test: Test, line: Line) -> tuple[float, float, str]:
    """The median's figure that a test asks for, what was observed, and the figure in words."""
    if test.since is not None:
        later = line.median[line.dates.index(test.since) :]
        worst = later.min() if test.at_most is None else later.max()
        return float(worst), float("nan"), f"{line.name} since {test.since[:7]}"
    if test.from_ is not None and test.to is not None:
        first, last = line.dates.index(test.from_), line.dates.index(test.to)
        seen = line.observed[last] - (0.0 if first == 0 and np.isnan(line.observed[0]) else line.observed[first])
        return float(line.median[last] - line.median[first]), float(seen), f"{line.name}, change to {test.to[:7]}"
    turn = line.dates.index(test.at or line.dates[-1])
    return float(line.median[turn]), float(line.observed[turn]), f"{line.name} in {line.dates[turn][:7]}"


def _against_frozen(error: float, frozen: Frozen) -> Check:
    asked = f"mean absolute error over regions below {frozen.error:g}, of a map frozen on {frozen.until}"
    return Check("regions", asked, _figure(error), error < frozen.error)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) > 100 else f"{value:.3f}"


# The numbers that were tuned


SCRIPTED = ("effort", "attack", "withdraw", "strike", "mobilise", "spend", "table", "vote", "sanction")


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
        "states": [path for path in register if path[0] in ("states", "alliances")],
        "opening": deployed + works,
        "script": script,
    }


def _inner(value: Any) -> list[tuple[str, ...]]:
    if value is None:
        return []
    return [(key, *rest) for key in value for rest in _inner(value[key])] if isinstance(value, Mapping) else [()]


def tuned(scenario: Scenario) -> dict[str, int]:
    """How many numbers were tuned, by kind."""
    return {kind: len(paths) for kind, paths in tuned_paths(scenario).items()}
