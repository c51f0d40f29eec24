"""Shake: does the hindcast stand if a tuned number is a tenth more or less, or the luck is another?

Each tuned number alone goes down and up, on the same seeds; what is printed is every test of history that then fails.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from wargame.analysis.hindcast import hindcast, tuned_paths
from wargame.policies import POLICIES, settings
from wargame.register import assumptions
from wargame.scenario import Scenario, load
from wargame.spec import Quantity


@dataclass(frozen=True)
class Shaken:
    """One number moved, and the tests that failed."""

    path: str
    value: float
    moved: float
    failed: tuple[str, ...]


def shake(
    scenario: Scenario,
    runs: int = 64,
    seed: int = 1,
    by: float = 0.10,
    progress: Callable[[int, int], None] | None = None,
    kinds: Collection[str] | None = None,
) -> list[Shaken]:
    """Every tuned number alone, or those of some kinds, down and up by a share, each with the tests that then fail."""
    moves = list(_moves(scenario, by, kinds))
    done = []
    for count, (path, value, moved) in enumerate(moves, start=1):
        other = load(scenario.source or scenario.id, POLICIES, {path: moved})
        failed = tuple(check.name for check in hindcast(other, runs, seed).checks if not check.holds)
        done.append(Shaken(path, value, moved, failed))
        if progress is not None:
            progress(count, len(moves))
    return done


def _moves(scenario: Scenario, by: float, kinds: Collection[str] | None) -> Iterator[tuple[str, float, float]]:
    """Path, value and moved value of every tuned number; a share stays one."""
    known = {item.path: item.value for item in (*assumptions(scenario), *settings(scenario))}
    for kind, paths in tuned_paths(scenario).items():
        for path in paths if kinds is None or kind in kinds else ():
            value = (
                known[".".join(path)] if kind in ("rulebook", "policies", "states") else _written(scenario.spec, path)
            )
            share = kind == "script" and path[2] in ("attack", "withdraw", "strike", "table")
            for factor in (1.0 - by, 1.0 + by):
                moved = min(value * factor, 1.0) if share else value * factor
                if moved != value:
                    yield ".".join(path), value, moved


def _written(spec: Any, path: tuple[str, ...]) -> float:
    """A number as the scenario gives it."""
    here = spec
    for key in path:
        keyed: Any = int(key) if isinstance(here, list) else key
        here = here[keyed] if isinstance(here, list | dict) else getattr(here, key)
    return here.value if isinstance(here, Quantity) else float(here)
