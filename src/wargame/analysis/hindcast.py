"""Hindcast: history's decisions played through the engine, beside what is known to have come of them.

Orders are history's (`script` on every seat); control, losses and force levels come out of the rules. The comparison
is in sample: the numbers marked as tuned were set knowing these months, and the report says how many there are.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.data import scenario_path
from wargame.ensemble import Results, run_many
from wargame.errors import MissingData
from wargame.policies import settings
from wargame.scenario import Scenario, assumptions

FLAT_MAP = 0.044  # mean absolute error of a map frozen in May 2022, over the same oblasts and months


@dataclass(frozen=True)
class Observed:
    """Monthly observations by date of the turn's end: shares by series, and totals."""

    share: Mapping[str, Mapping[str, float]]  # series -> date -> value
    losses: Mapping[str, float]  # date -> Western estimate of Russian killed and wounded since state 0


@dataclass(frozen=True)
class Line:
    """A series of the hindcast: median and 90 % band by turn beside the observation, NaN where there is none."""

    series: str
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
    lines: tuple[Line, ...]
    checks: tuple[Check, ...]
    error: float
    tuned: Mapping[str, int]


def observed(scenario: Scenario) -> Observed:
    """History's files of a scenario; raises `MissingData` where it has none."""
    if scenario.spec.history is None:
        raise MissingData(f"found no history in scenario {scenario.id!r}, expected a key `history` that names a folder")
    folder = Path(scenario_path(scenario.source or scenario.id)).parent / scenario.spec.history
    control, series = _rows(folder / "control_by_oblast_monthly.csv"), _rows(folder / "series.csv")
    oblasts = [key for key in control[0] if key.startswith("UA-")]
    shares = {f"control/{key}/RUS": {_end(row): float(row[key]) for row in control} for key in oblasts}
    shares["territory/UKR/RUS"] = {_end(row): float(row["share"]) for row in control}
    column = next(key for key in series[0] if key.startswith("ru_casualties_western_est"))
    ends = {row["month"]: _end(row) for row in control}
    return Observed(shares, {ends[row["month"]]: float(row[column]) for row in series if row["month"] in ends})


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise MissingData(f"found no {path.name} in {path.parent.name}/, expected history's file of that name")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _end(row: Mapping[str, str]) -> str:
    return row["date"]


def hindcast(
    scenario: Scenario, runs: int = 200, seed: int = 1, progress: Callable[[int, int], None] | None = None
) -> Hindcast:
    """Play history's decisions and set the outcome beside history."""
    seen = observed(scenario)
    wanted = [*seen.share, "losses/RUS"]
    months = max(turn for turn, date in enumerate(scenario.dates) if date in seen.losses)
    results = run_many(scenario, runs, seed, seats={"all": "script"}, turns=months, series=wanted, progress=progress)
    lines = tuple(_line(results, name, seen.share.get(name, seen.losses)) for name in wanted)
    error = _error(lines)
    return Hindcast(scenario.id, runs, seed, lines, checks(lines, error), error, tuned(scenario))


def _line(results: Results, name: str, seen: Mapping[str, float]) -> Line:
    column = results.names.index(name)
    low, median, high = np.quantile(results.values[:, :, column], [0.05, 0.5, 0.95], axis=0)
    known = np.array([seen.get(date, np.nan) for date in results.dates])
    return Line(name, tuple(results.dates), low, median, high, known)


def _error(lines: Sequence[Line]) -> float:
    """Mean absolute error of the median over the oblasts and the months after May 2022."""
    gaps = [
        abs(line.median[turn] - line.observed[turn])
        for line in lines
        if line.series.startswith("control/")
        for turn, date in enumerate(line.dates)
        if date > "2022-05-31" and not np.isnan(line.observed[turn])
    ]
    return float(np.mean(gaps))


def checks(lines: Sequence[Line], error: float) -> tuple[Check, ...]:
    """What the medians must show to count as this history."""
    by_name = {line.series: line for line in lines}

    def at(series: str, date: str) -> float:
        line = by_name[series]
        return float(line.median[line.dates.index(date)])

    land, losses = "territory/UKR/RUS", "losses/RUS"
    start = float(by_name[land].median[0])
    march, april = at(land, "2022-03-31"), at(land, "2022-04-30")
    found = [
        _least("rush", march - start, 0.12, "gain to the end of March 2022"),
        _within("retreat", march - april, 0.03, 0.07, "loss in April 2022"),
        *(_near(by_name[land], date) for date in ("2022-06-30", "2022-11-30", "2023-12-31")),
        _most("standstill", abs(at(land, "2023-12-31") - at(land, "2022-12-31")), 0.01, "movement over 2023"),
        *(_most(f"{name} freed", max(_later(by_name[f"control/{id}/RUS"], "2022-05-31")), 0.03, "share held from May 2022")
          for name, id in (("Kyiv", "UA-32"), ("Chernihiv", "UA-74"), ("Sumy", "UA-59"))),
        _least("Kharkiv in June", at("control/UA-63/RUS", "2022-06-30"), 0.20, "share held"),
        _most("Kharkiv in November", at("control/UA-63/RUS", "2022-11-30"), 0.08, "share held"),
        _least("Kherson in June", at("control/UA-65/RUS", "2022-06-30"), 0.80, "share held"),
        _within("Kherson in December", at("control/UA-65/RUS", "2022-12-31"), 0.60, 0.80, "share held"),
        _most("oblasts", error, FLAT_MAP, "mean absolute error, below a map frozen in May 2022"),
        *(_factor(f"losses {year}", by_name[losses], since, until) for year, since, until in
          (("2022", "2022-02-23", "2022-12-31"), ("2023", "2022-12-31", "2023-12-31"))),
    ]
    return tuple(found)


def _later(line: Line, date: str) -> list[float]:
    return [float(m) for m, d in zip(line.median, line.dates, strict=True) if d >= date]


def _least(name: str, found: float, bound: float, what: str) -> Check:
    return Check(name, f"{what} at least {bound:g}", f"{found:.3f}", found >= bound)


def _most(name: str, found: float, bound: float, what: str) -> Check:
    return Check(name, f"{what} below {bound:g}", f"{found:.3f}", found < bound)


def _within(name: str, found: float, low: float, high: float, what: str) -> Check:
    return Check(name, f"{what} {low:g} to {high:g}", f"{found:.3f}", low <= found <= high)


def _near(line: Line, date: str) -> Check:
    turn = line.dates.index(date)
    found, known = float(line.median[turn]), float(line.observed[turn])
    return Check(f"territory {date[:7]}", f"within 0.03 of {known:.3f}", f"{found:.3f}", abs(found - known) <= 0.03)


def _factor(name: str, line: Line, since: str, until: str) -> Check:
    first, last = line.dates.index(since), line.dates.index(until)
    known = float(line.observed[last] - np.nan_to_num(line.observed[first]))
    found = float(line.median[last] - line.median[first])
    return Check(name, f"within a factor 1.5 of {known:,.0f}", f"{found:,.0f}", known / 1.5 <= found <= known * 1.5)


# The numbers that were tuned


SCRIPTED = ("effort", "attack", "withdraw", "strike", "mobilise", "spend")


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
    works: list[tuple[str, ...]] = [("works", region, state) for region, by in scenario.spec.works.items() for state in by]
    return {
        "rulebook": [path for path in register if path[0] == "rules"],
        "states": [path for path in register if path[0] == "states"],
        "opening": deployed + works,
        "script": script,
    }


def _inner(value: Any) -> list[tuple[str, ...]]:
    if value is None:
        return []
    return [(key,) for key in value] if isinstance(value, Mapping) else [()]


def tuned(scenario: Scenario) -> dict[str, int]:
    """How many numbers were tuned, by kind."""
    return {kind: len(paths) for kind, paths in tuned_paths(scenario).items()}
