"""Levers: what four areas of policy do, each off, as a scenario sets it, or reinforced, in all combinations.

Every package plays the same runs, all seats on doctrine; effects are paired differences with 95 % intervals, and every
expectation is told as it came out: held, not held, or not told apart from none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np

from wargame.analysis.levers.effects import (
    MOVED,
    Effect,
    Factorial,
    Interaction,
    any_of,
    effect,
    matters,
    together,
    verdict,
)
from wargame.analysis.levers.plan import Plan, plan
from wargame.analysis.levers.playing import Task, all_packages, measures
from wargame.analysis.levers.spec import LEVELS, Expectation
from wargame.scenario import Scenario

__all__ = ["LEVELS", "MOVED", "Effect", "Held", "Levers", "Row", "levers", "meant", "plan"]


@dataclass(frozen=True)
class Held:
    """An expectation, and whether it held."""

    measure: str
    goes: str
    held: str


@dataclass(frozen=True)
class Row:
    """An area at another level than the scenario's, the others as set."""

    area: str
    action: str
    level: str
    expected: str
    effect: Mapping[str, Effect]
    main: Mapping[str, Effect]  # in the mean over all levels of the other areas
    cost: Mapping[str, Effect]
    expects: tuple[Held, ...]
    held: str


@dataclass(frozen=True)
class Levers:
    """What came of all packages."""

    scenario: str
    seed: int
    runs: int
    packages: int
    plan: Plan
    as_set: Mapping[str, Effect]  # of the scenario as it is: means with their intervals
    spread: Mapping[str, float]  # between its runs, standard deviation
    rows: tuple[Row, ...]
    interactions: tuple[Interaction, ...]


def levers(
    scenario: Scenario,
    path: Path | None = None,
    *,
    runs: int = 100,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Levers:
    """Play every package of a file, or of the scenario's theatre, in runs 0 to `runs` - 1 of a seed."""
    told = plan(scenario, path)
    names = measures(scenario, told)
    values = all_packages(Task(scenario, told, seed, tuple(range(runs))), workers, progress)
    found = Factorial.of(values, told.areas, names)
    base = found.as_set
    return Levers(
        scenario.id,
        seed,
        runs,
        len(told.packages),
        told,
        {name: effect(base[:, k]) for k, name in enumerate(names)},
        {name: float(np.std(base[:, k], ddof=1)) for k, name in enumerate(names)},
        tuple(_row(found, told, area, level) for area in told.areas for level in MOVED),
        tuple(one for one in found.interactions() if not (told.at_last and one.measure.startswith("offer_last"))),
    )


def _row(found: Factorial, told: Plan, area: str, level: str) -> Row:
    spec, effects = told.spec.areas[area], found.alone(area, level)
    great = _great(found, effects)
    held = tuple(_held(one, effects, great, level) for one in spec.expects)
    cost = {name: effects[name] for name in told.spec.cost}
    main = found.main(area, level)
    whole = together([one.held for one in held])
    return Row(area, spec.action, level, spec.expected, effects, main, cost, held, whole)


def _great(found: Factorial, effects: Mapping[str, Effect]) -> dict[str, bool]:
    """Which changes matter, by measure."""
    base = dict(zip(found.measures, found.as_set.T, strict=True))
    return {
        name: matters(one.mean, float(base[name].std(ddof=1)), float(base[name].mean()))
        for name, one in effects.items()
    }


def _held(one: Expectation, effects: Mapping[str, Effect], great: Mapping[str, bool], level: str) -> Held:
    told = [verdict(effects[name], great[name], one.goes, level) for name in meant(one.measure, effects)]
    return Held(one.measure, one.goes, any_of(told))


def meant(pattern: str, known: Mapping[str, Effect]) -> list[str]:
    """The measures that a name with `*` in it stands for."""
    return [name for name in known if fnmatchcase(name, pattern)]
