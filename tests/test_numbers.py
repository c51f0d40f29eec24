"""Every number of the rulebook and of the policies, at nothing or far beyond the plausible: it plays or is refused."""

from collections.abc import Iterator, Sequence
from dataclasses import fields

import numpy as np
import pytest

from wargame.ensemble.design import Design
from wargame.ensemble.ranges import Range
from wargame.ensemble.varied import varied
from wargame.errors import DocumentError
from wargame.game import Game
from wargame.policies import POLICIES, settings
from wargame.register import assumptions
from wargame.rules import DOMAINS
from wargame.scenario import Scenario, load, renumbered
from wargame.world import World, leaves

RUNS, TURNS = 2, 2
Case = tuple[str, float]  # the path of a number, and what it is set to


def numbers() -> Iterator[tuple[str, float]]:
    """Paths of all numbers, with the upper end of what is plausible."""
    for domain, kind in DOMAINS.items():
        yield from ((f"rules.{domain}.{item.name}", item.metadata["high"]) for item in fields(kind))
    for policy, kind in POLICIES.items():
        yield from ((f"policies.{policy}.{name}", record["high"]) for name, record in kind.numbers.items())


@pytest.fixture(scope="module")
def classroom() -> Scenario:
    return load("classroom", POLICIES)


@pytest.fixture(scope="module")
def cases(classroom: Scenario) -> list[Case]:
    """Every number at either end, but for those that a scenario refuses."""
    return [(path, end) for path, high in numbers() for end in (0.0, 3.0 * high) if possible(classroom, path, end)]


def possible(scenario: Scenario, path: str, value: float) -> bool:
    try:
        renumbered(scenario, {path: value}, POLICIES)
    except DocumentError:
        return False
    return True


def played(scenario: Scenario, cases: Sequence[Case], policy: str) -> World:
    """Two turns of every case in two runs, a row each, one policy against doctrine."""
    known = {item.path: item.value for item in (*assumptions(scenario), *settings(scenario))}
    paths = list(dict.fromkeys(path for path, _ in cases))
    points = np.array([[value if path == one else known[path] for path in paths] for one, value in cases])
    rows = np.array([(point, run) for point in range(len(cases)) for run in range(RUNS)])
    whole = Design("", tuple(Range(path, 0.0, 1.0) for path in paths), points, rows, len(rows), 1)
    ((together, _),) = varied(scenario, whole, range(len(rows)))
    game = Game(together, runs=rows[:, 1].tolist(), seats={"VAL": policy})
    for _ in range(TURNS):
        game.step()
    return game.world


def failing(scenario: Scenario, cases: Sequence[Case], policy: str) -> list[tuple[Case, str]]:
    """The cases that raise, found by halving, or that leave something in the world without a number."""
    try:
        world = played(scenario, cases, policy)
    except Exception as error:  # whatever a rule or a policy may raise
        half = len(cases) // 2
        parts = (cases[:half], cases[half:])
        return (
            [(cases[0], repr(error))]
            if not half
            else [one for part in parts for one in failing(scenario, part, policy)]
        )
    sound = np.all([np.isfinite(array).reshape(len(array), -1).all(axis=1) for _, _, array in leaves(world)], axis=0)
    return [(cases[row // RUNS], "not finite") for row in np.flatnonzero(~sound)]


def test_every_number_can_be_at_one_end_at_least(cases: list[Case]) -> None:
    assert {path for path, _ in numbers()} == {path for path, _ in cases}


def test_every_number_plays(classroom: Scenario, cases: list[Case]) -> None:
    told = [case for case in cases if ".script." not in case[0]]
    assert len(told) > 600
    assert failing(classroom, told, "doctrine") == []


def test_the_numbers_of_a_script_play(classroom: Scenario, cases: list[Case]) -> None:
    told = [case for case in cases if ".script." in case[0]]
    assert told
    assert failing(classroom, told, "script") == []


def test_a_number_that_does_not_play_is_found(classroom: Scenario, cases: list[Case]) -> None:
    broken = ("rules.combat.attrition", float("nan"))
    found = failing(classroom, [*cases[:5], broken, *cases[5:9]], "doctrine")
    assert [case[0] for case, _ in found] == [broken[0]]
