"""Packages of levers: played as if each were alone, compared in pairs, read from files, told as they come out."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from wargame.analysis.levers import Effect, Levers, levers, plan
from wargame.analysis.levers.effects import (
    NO,
    NONE,
    PART,
    SLIGHT,
    YES,
    Factorial,
    any_of,
    effect,
    matters,
    together,
    verdict,
)
from wargame.analysis.levers.playing import Task, all_packages, measures, played
from wargame.analysis.levers.spec import LEVELS
from wargame.analysis.levers.watched import readers
from wargame.cli import called
from wargame.ensemble import run_many
from wargame.game import Game
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load

PAGE = Path(__file__).parent.parent / "docs" / "explanation" / "levers.md"


@pytest.fixture(scope="module")
def classroom() -> Scenario:
    return load("classroom", POLICIES)


@cache
def found() -> Levers:
    return levers(load("classroom", POLICIES), runs=8)


# --- a row is a run ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["classroom", "the-offer"])
def test_a_row_is_the_run_played_alone_with_its_numbers(name: str) -> None:
    scenario = load(name, POLICIES)
    told = plan(scenario)
    packages = np.array([0, 13, told.as_set, 80])
    rows = played(scenario, told, [0, 2, 1, 2], packages, 1)
    numbers = {path: float(value[3]) for path, value in told.values(packages).items()}
    alone = played(scenario, told, [2], packages[3:], 1)
    assert rows[3].tobytes() == alone[0].tobytes()
    changed = load(name, POLICIES, numbers)
    game = Game(changed.silent, run=2, seats={"all": "doctrine"})
    while game.running:
        game.step()
    ends = [k for k, watched in enumerate(told.spec.measures.values()) if watched.at == "end"]
    assert len(ends) >= 4
    for k in ends:
        watched = list(told.spec.measures.values())[k]
        value = readers(changed)[watched.series](game.world) * watched.scale
        assert rows[3, k] == value[0], watched.series


def test_as_set_is_the_scenario_itself(classroom: Scenario) -> None:
    told, many = plan(classroom), run_many(classroom, 3, seats={"all": "doctrine"})
    rows = played(classroom, told, [0, 1, 2], np.full(3, told.as_set), 1)
    column = measures(classroom, told).index("pressure")
    np.testing.assert_allclose(rows[:, column], many.series("pressure/MER")[:, 1:].mean(axis=1), rtol=1e-12)


@pytest.mark.long
def test_several_processes_find_what_one_does(classroom: Scenario) -> None:
    task = Task(classroom, plan(classroom), 1, tuple(range(40)))
    told: list[int] = []
    one, two = all_packages(task), all_packages(task, 2, lambda done, of: told.append(done))
    assert one.tobytes() == two.tobytes()
    assert told[-1] == 40


def test_an_offer_of_the_first_turn_is_beyond_every_lever() -> None:
    scenario = load("the-offer", POLICIES)
    told = plan(scenario)
    assert told.turns == (1, scenario.turns)
    rows = played(scenario, told, [0, 0, 0], np.array([0, told.as_set, 80]), 1)
    own = [k for k, name in enumerate(measures(scenario, told)) if name.partition("/")[0] == "offer"]
    assert (rows[:, own] == rows[0, own]).all()
    assert 0.0 < rows[0, own[0]] < 100.0


def test_without_an_offer_the_terms_of_the_theatre_are_tabled_in_the_last_turn(classroom: Scenario) -> None:
    flagship = load("ukraine-2022", POLICIES)
    offer = plan(flagship).offer
    assert (offer.turn, flagship.board.states[offer.quarrel[0]]) == (45, "RUS")
    assert "Partial recognition" in offer.title
    line = plan(replace(classroom, offers=())).offer
    assert (line.turn, float(line.terms.cease[0]), float(line.terms.cease_after[0])) == (8, 1.0, 0.0)


# --- what is made of the numbers -----------------------------------------------------------------------------------


def factorial(interaction: float) -> Factorial:
    """Two areas whose effects add up, but for what both reinforced do together."""
    luck = np.random.default_rng(1)
    runs, steps = 60, np.array([-1.0, 0.0, 2.0])
    base = luck.normal(10.0, 3.0, (runs, 1, 1))
    values = base + steps[None, :, None] + 3.0 * steps[None, None, :] + 0.0 * base
    values = values + luck.normal(0.0, 0.1, values.shape)
    values[:, 2, 2] += interaction
    return Factorial.of(values.reshape(runs, 9, 1), ("sanctions", "energy"), ("x",))


def test_effects_are_differences_within_pairs() -> None:
    told = factorial(0.0)
    alone, main = told.alone("sanctions", "reinforced")["x"], told.main("energy", "off")["x"]
    assert alone.low < 2.0 < alone.high
    assert alone.high - alone.low < 0.1  # luck that both share is gone
    assert main.low < -3.0 < main.high
    assert told.interactions() == []


def test_an_interaction_is_found_where_there_is_one() -> None:
    (one,) = factorial(1.0).interactions()
    assert (one.areas, one.levels, one.measure) == (("sanctions", "energy"), ("reinforced", "reinforced"), "x")
    assert one.effect.low < 1.0 < one.effect.high


def test_an_interval_is_a_mean_and_two_errors() -> None:
    told = effect(np.array([1.0, 2.0, 3.0, 4.0]))
    assert told.mean == 2.5
    assert told.high - told.mean == pytest.approx(1.96 * np.std([1, 2, 3, 4], ddof=1) / 2.0, rel=1e-4)


@pytest.mark.parametrize(
    ("low", "high", "goes", "level", "held"),
    [
        (1.0, 3.0, "up", "reinforced", YES),
        (1.0, 3.0, "down", "reinforced", NO),
        (-3.0, -1.0, "up", "off", YES),
        (1.0, 3.0, "up", "off", NO),
        (-1.0, 3.0, "up", "reinforced", NONE),
        (0.0, 0.0, "up", "reinforced", NONE),
        (0.01, 0.03, "up", "reinforced", SLIGHT),
        (0.2, 0.4, "up", "reinforced", SLIGHT),
    ],
)
def test_a_verdict_is_told_from_the_interval(low: float, high: float, goes: str, level: str, held: str) -> None:
    mean = (low + high) / 2.0
    assert verdict(Effect(mean, low, high), matters(mean, 10.0, 500.0), goes, level) == held


def test_verdicts_together() -> None:
    assert together([YES, YES]) == YES
    assert together([YES, NO]) == NO
    assert together([YES, NONE]) == PART
    assert together([SLIGHT, NONE]) == NONE
    assert any_of([NO, YES]) == YES
    assert any_of([NONE, SLIGHT]) == SLIGHT


def test_levers_do_what_they_say() -> None:
    rows = {(row.area, row.level): row for row in found().rows}
    assert rows["military", "off"].effect["aid"].high < 0.0 < rows["military", "reinforced"].effect["aid"].low
    assert rows["military", "off"].effect["flank"].high < 0.0 < rows["military", "reinforced"].effect["flank"].low
    assert rows["sanctions", "off"].effect["pressure"].high < 0.0
    assert rows["energy", "off"].effect["gas_share"].low > 0.0 > rows["energy", "reinforced"].effect["gas_share"].high
    assert found().packages == len(LEVELS) ** 4


# --- files ---------------------------------------------------------------------------------------------------------

MINE = """\
areas:
  military:
    action: troops forward
    expected: deterrence
    levers: [mine]
    expects: [{measure: incidents, goes: down}]
levers:
  mine:
    action: more of them
    off: {policies.doctrine.guard: 0}
    reinforced: {policies.doctrine.guard: {times: 1.5}}
"""


def test_what_a_file_leaves_out_is_the_theatres(classroom: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE, encoding="utf-8")
    told = plan(classroom, path)
    assert told.packages == ((0,), (1,), (2,))
    assert told.numbers["policies.doctrine.guard"] == (0, (0.0, 1.6, pytest.approx(2.4)))
    assert told.spec.cost == ["aid", "blowback", "bill"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("military:", "militray:", "2:3: found unknown area 'militray'"),
        ("[mine]", "[mien]", "5:14: found unknown lever 'mien', expected a known lever; nearest is 'mine'"),
        ("[mine]", "[mine, mine]", "5:20: found the lever 'mine', which stands in 'military' already"),
        ("[mine]", "[mine, deployments]", "which 'mine' sets already"),
        ("incidents", "incident", "6:25: found unknown measure 'incident'"),
        ("off: {policies.doctrine.guard", "off: {policies.doctrine.gaurd", "10:11: found unknown number"),
        ("{times: 1.5}", "-1", "11:43: found -1, expected a number at least 0"),
        ("policies.doctrine.guard: {times: 1.5}", "rules.energy.normal: 40", "of which state 0 is made"),
        ("policies.doctrine.guard: {times: 1.5}", "states.MER.quality: 2", "unknown number 'states.MER.quality'"),
        ("goes: down", "goes: sideways", "6:42: found 'sideways'"),
    ],
)
def test_a_fault_of_a_file_is_told_with_its_place(
    old: str, new: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE.replace(old, new, 1), encoding="utf-8")
    assert called(["levers", "classroom", "--packages", str(path)]) == 2
    told = capsys.readouterr().err
    assert f"{path}:" in told
    assert said in told


def test_a_theatre_without_levers_asks_for_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from wargame.data import scenario_path

    theatre = scenario_path("classroom").parent.parent
    for part in ("map.geojson", "links.yaml", "scenarios/classroom.yaml", "terms/half-the-works.yaml"):
        (tmp_path / part).parent.mkdir(exist_ok=True)
        (tmp_path / part).write_bytes((theatre / part).read_bytes())
    assert called(["levers", str(tmp_path / "scenarios" / "classroom.yaml")]) == 4
    assert "--packages FILE" in capsys.readouterr().err


# --- the command ---------------------------------------------------------------------------------------------------


def test_the_command_tells_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["levers", "classroom", "--runs", "8", "--json", "--quiet"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(row["area"], row["level"]) for row in told["rows"]][:2] == [
        ("sanctions", "off"),
        ("sanctions", "reinforced"),
    ]
    assert {"area", "action", "level", "expected", "effect", "cost", "held"} <= set(told["rows"][0])
    assert set(told["rows"][0]["effect"]["pressure"]) == {"mean", "low", "high"}
    assert set(told["rows"][0]["cost"]) == {"aid", "blowback", "bill"}
    assert told["rows"][0]["effect"]["pressure"]["mean"] == found().rows[0].effect["pressure"].mean


def test_the_command_shows_a_table_and_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["levers", "classroom", "--runs", "4", "--plot", str(tmp_path / "levers.png")]
    assert called(words) == 0
    shown = capsys.readouterr().out
    for word in ("military: deployments", "cost to the senders", "escalation", "turn 8: both", "Main effects"):
        assert word in shown
    assert (tmp_path / "levers.png").stat().st_size > 20_000


# --- the page ------------------------------------------------------------------------------------------------------


def of_page(scenario: str) -> dict[tuple[str, str], list[str]]:
    """The rows of a table of the page, by area and measure."""
    page = PAGE.read_text(encoding="utf-8")
    part = page.split(f"<!-- measured: {scenario} -->")[1].split("<!-- measured end -->")[0]
    rows, area = {}, ""
    for line in part.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        area = match[1] if (match := re.match(r"\*\*(\w+)\*\*", cells[0])) else area
        rows[area, re.sub(r" \((up|down)\)$", "", cells[0])] = cells[1:]
    return rows


def test_the_page_says_what_the_engine_does() -> None:
    """A few packages of a few runs stay near what the page tells of 500; if not, it is to be made anew."""
    scenario = load("the-offer", POLICIES)
    told, runs = plan(scenario), 16
    names = measures(scenario, told)
    shown = of_page("the-offer")
    asked = (
        ("sanctions", 0, "pressure"),
        ("military", 0, "incidents"),
        ("military", 2, "flank"),
        ("energy", 0, "gas_share"),
        ("energy", 0, "gas_price"),
    )
    packages = [
        told.packages.index(tuple(level if name == area else 1 for name in told.areas)) for area, level, _ in asked
    ]
    several = [told.as_set, *dict.fromkeys(packages)]
    numbers = played(scenario, told, [*range(runs)] * len(several), np.repeat(several, runs), 1)
    by_package = dict(zip(several, np.split(numbers, len(several)), strict=True))
    for (area, level, measure), package in zip(asked, packages, strict=True):
        both = by_package[package], by_package[told.as_set]
        now = effect((both[0] - both[1])[:, names.index(measure)])
        watched = told.spec.measures[measure]
        name = watched.name if watched.unit == "count" else f"{watched.name}, {watched.unit}"
        then = float(shown[area, name][1 + level // 2].split()[0])
        assert abs(now.mean - then) < 3.0 * (now.high - now.low) / 2.0 + 0.05 * abs(then), (area, measure, now, then)


def test_the_page_tells_its_commands() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for scenario in ("the-offer", "ukraine-2022"):
        assert f"wargame levers {scenario} --runs 500" in page
        assert "81 packages, 500 paired runs of seed 1" in page.split(f"<!-- measured: {scenario} -->")[1]
