"""History's decisions through the engine, beside what is known of the war."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from wargame.analysis.hindcast import Hindcast, hindcast, tuned, tuned_paths
from wargame.analysis.history import history
from wargame.analysis.shake import shake
from wargame.data import root
from wargame.ensemble import run_many
from wargame.errors import DocumentError, MissingData, UserError
from wargame.policies import POLICIES
from wargame.report.hindcast_plot import draw
from wargame.scenario import Scenario, load

RUNS = 60


@pytest.fixture(scope="module")
def flagship() -> Scenario:
    return load("ukraine-2022", POLICIES)


@pytest.fixture(scope="module")
def found(flagship: Scenario) -> Hindcast:
    return hindcast(flagship, RUNS)


def line(found: Hindcast, series: str) -> np.ndarray:
    return next(line.median for line in found.lines if line.series == series)


def test_every_test_of_history_holds(found: Hindcast) -> None:
    assert [check.name for check in found.checks if not check.holds] == []
    assert len(found.checks) == 33


@pytest.mark.long
def test_it_holds_under_another_root_seed(flagship: Scenario) -> None:
    assert [check.name for check in hindcast(flagship, RUNS, seed=20220224).checks if not check.holds] == []


def test_the_rush_the_retreat_and_the_standstill(found: Hindcast) -> None:
    held = line(found, "territory/UKR/RUS")
    start, march, april, december = held[0], held[2], held[3], held[11]
    assert march - start >= 0.12
    assert 0.03 <= march - april <= 0.07
    assert abs(held[23] - december) < 0.01


def test_it_beats_a_map_frozen_in_may(found: Hindcast) -> None:
    assert found.error < 0.044


def test_tuned_numbers_are_counted_by_kind(flagship: Scenario) -> None:
    counts = tuned(flagship)
    assert set(counts) == {"rulebook", "policies", "states", "opening", "script", "events"}
    assert counts["events"] == 6 + 10  # what three events lend and give to support, and the alarm of four
    assert counts["script"] == len(tuned_paths(flagship)["script"]) > 50
    assert sum(counts.values()) < 280


def test_who_holds_packages_up_comes_out_of_their_own_scores(found: Hindcast) -> None:
    """Nothing in rules or doctrine names a state: the one most held by gas, far from the others, objects most."""
    told = found.vetoes
    assert told is not None
    assert told.seen == {"HUN": 3, "GRC": 1, "AUT": 1}
    assert told.seen_days == (30.0, 30.0, 10.0)
    assert next(iter(told.by)) == "HUN"
    assert {"HUN", "SVK", "GRC", "AUT"} <= set(told.by)
    assert not {"POL", "EST", "LTU"} & set(told.by)
    assert 10.0 < told.days[1] < 45.0


def test_a_member_that_thinks_like_its_neighbours_holds_nothing_up() -> None:
    """The same state under the same rules, with the stand of those who want most."""
    same = {"states.HUN.position": 0.9, "states.HUN.salience": 0.9}
    told = hindcast(load("ukraine-2022", POLICIES, same), 16).vetoes
    assert told is not None
    assert "HUN" not in told.by


def test_without_thin_fronts_history_does_not_come_out() -> None:
    slow = load("ukraine-2022", POLICIES, {"rules.combat.manoeuvre": 20.0})
    assert "rush" in [check.name for check in hindcast(slow, 8).checks if not check.holds]


def test_a_scenario_without_history_says_so() -> None:
    with pytest.raises(MissingData, match="found no history in scenario 'classroom'"):
        history(load("classroom", POLICIES))


def test_faults_of_a_history_are_told_with_their_places(flagship: Scenario, tmp_path: Path) -> None:
    shutil.copytree(root() / "maps" / "ukraine", tmp_path / "ukraine")
    file = tmp_path / "ukraine" / "history" / "hindcast.yaml"
    text = file.read_text(encoding="utf-8").replace("at: 2022-06-30, near", "at: 2022-06-29, near", 1)
    file.write_text(text.replace("losses/RUS: {name", "loses/RUS: {name"), encoding="utf-8")
    other = load(tmp_path / "ukraine" / "scenarios" / "ukraine-2022.yaml", POLICIES)
    with pytest.raises(DocumentError) as told:
        history(other)
    faults = str(told.value)
    assert "unknown series 'loses/RUS'" in faults
    assert "nearest is 'losses/RUS'" in faults
    assert "2022-06-29" in faults


def theatre(folder: Path, history: str, aid: str = "") -> Scenario:
    """The classroom, with a history of its own."""
    shutil.copytree(root() / "maps" / "classroom", folder / "classroom")
    (folder / "classroom" / "history").mkdir()
    (folder / "classroom" / "history" / "hindcast.yaml").write_text(history, encoding="utf-8")
    (folder / "classroom" / "history" / "aid.csv").write_text(aid, encoding="utf-8")
    (folder / "classroom" / "history" / "polls.csv").write_text("month,pct\n2031-02,50\n2031-04,20\n", encoding="utf-8")
    path = folder / "classroom" / "scenarios" / "classroom.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("calendar:", "history: ../history\ncalendar:", 1), "utf-8")
    return load(path, POLICIES)


PLAYS = """
frozen: {until: 2031-03-31, error: 1}
story: [2031-04-30]
plays:
  fight: {seats: {all: doctrine}}
  quiet: {seats: {all: doctrine, MER: hold, VAL: hold}}
  kind: {seats: {all: doctrine}, changes: {rules.politics.losses: 0.0, rules.combat.attrition: 0.0001}}
series:
  losses/VAL: {name: lost}
  gdp/VAL: {name: output, play: quiet}
  support/VAL: {name: polls, file: polls.csv, column: pct, scale: 0.01, opening: true}
tests:
  - {name: blood, series: losses/VAL, against: quiet, at: 2031-05-31, at_least: 100}
  - {name: mild, series: losses/VAL, play: kind, at: 2031-05-31, at_most: 5000}
  - {name: same, series: gdp/VAL, against: fight, from: 2031-03-31, to: 2031-05-31, at_most: 0.0}
  - {name: polls, series: support/VAL, every: true, near: 0.01}
  - {name: donors, rank: {measure: losses, file: aid.csv, by: state, column: share}, at: 2031-05-31, at_least: 0.5}
"""


def test_a_scenario_is_played_as_each_play_says(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    scenario = theatre(tmp_path, PLAYS, "state,share\nVAL,5\nMER,4\nORR,1\nXXX,9\n")
    found = hindcast(scenario, 8, progress=lambda done, whole: told.append((done, whole)))
    checks = {check.name: check for check in found.checks}
    assert {name: check.holds for name, check in checks.items()} == {
        "blood": True, "mild": True, "same": False, "polls": False, "donors": True, "regions": True
    }  # fmt: skip
    assert "over 3" in checks["donors"].asked  # a state that is not on the board is left out
    assert [line.play for line in found.lines] == ["fight", "quiet", "fight"]
    assert np.isnan(found.lines[0].observed).all()
    np.testing.assert_array_equal(found.lines[2].observed[:3], [0.5, np.nan, 0.2])
    assert told[-1] == (24, 24)
    assert len(found.lines[0].dates) == 4  # to the last date asked for
    alone = run_many(scenario, 8, seats={"all": "doctrine"}, turns=3, series="losses/VAL")
    np.testing.assert_array_equal(found.lines[0].median, np.median(alone.series("losses/VAL"), axis=0))


def test_what_is_played_otherwise_does_not_lose_what_was_set(tmp_path: Path) -> None:
    scenario = theatre(tmp_path, PLAYS, "state,share\nVAL,5\nMER,4\nORR,1\n")
    moved = load(scenario.source, POLICIES, {"rules.politics.weary": 0.03, "rules.politics.losses": 0.1})
    plays = history(moved).plays
    assert plays["fight"] is moved
    assert plays["kind"].params.politics.weary == 0.03
    assert plays["kind"].params.politics.losses == 0.0


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("MER: hold", "MEE: hold", "found unknown seat 'MEE', expected .*; nearest is 'MER'"),
        ("MER: hold", "MER: holt", "found unknown policy 'holt', expected .*; nearest is 'hold'"),
        ("rules.politics.losses", "rules.politics.loses", "found unknown name 'loses'"),
        ("attrition: 0.0001", "attrition: -1", "hindcast.yaml:7:.*found -1"),
        ("play: quiet", "play: quite", "found unknown play 'quite', expected one of fight, quiet or kind"),
        ("against: quiet", "against: quite", "found unknown play 'quite'"),
        ("against: quiet", "against: fight", "found the play 'fight' against itself, expected another play"),
        ("play: kind", "play: kin", "found unknown play 'kin'"),
        ("gdp/VAL:", "gpd/VAL:", "found unknown series 'gpd/VAL'"),
        ("measure: losses", "measure: loses", "found unknown measure 'loses'"),
        ("name: mild", "name: blood", "found a second test named 'blood', expected a name of its own"),
        ("story: [2031-04-30]", "story: [2031-04-29]", "2031-04-29"),
        ("at_most: 5000", "near: 5000", "found nothing observed of 'losses/VAL' then, expected an observation"),
        ("to: 2031-05-31", "to: 2031-02-28", "expected a date after 2031-03-31"),
        ("near: 0.01}", "near: 0.01, at_most: 1}", "near and no other bound with every"),
        ("file: polls.csv, column: pct", "file: polls.csv", "a file and a column of it, or neither"),
        ("VAL,5", "YYY,5", "found an order of 2, expected 3 or more"),
    ],
)
def test_faults_of_plays_and_tests_are_told_with_their_places(tmp_path: Path, was: str, now: str, told: str) -> None:
    aid = "state,share\nVAL,5\nMER,4\nORR,1\n"
    assert was in PLAYS + aid
    scenario = theatre(tmp_path, PLAYS.replace(was, now, 1), aid.replace(was, now))
    with pytest.raises(DocumentError, match=told) as fault:
        history(scenario)
    assert all("hindcast.yaml:" in line for line in str(fault.value).splitlines())


def test_a_figure_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"found 'much' in column 'share' of aid.csv, expected a number"):
        history(theatre(tmp_path, PLAYS, "state,share\nVAL,much\n"))


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_it_can_be_drawn(found: Hindcast, tmp_path: Path, suffix: str) -> None:
    path = draw(found, tmp_path / f"hindcast{suffix}")
    assert path.stat().st_size > 20_000


def test_by_doctrine_a_war_without_talks_neither_collapses_nor_freezes(flagship: Scenario) -> None:
    series = ["territory/UKR/RUS", "control/UA-32/UKR", "losses/RUS", "losses/UKR"]
    results = run_many(flagship.silent, 200, series=series)
    held = results.series("territory/UKR/RUS")
    assert (np.abs(held[:, 2] - held[:, 0]) < 0.3).all(), "a collapse in two turns"
    assert (results.series("control/UA-32/UKR")[:, 2] > 0.2).all(), "the capital falls in two turns"
    moved = np.abs(np.diff(held, axis=1))
    assert (moved.sum(axis=1) > 0.1).all(), "a frozen map"
    assert np.median(moved[:, 24:].sum(axis=1)) > 0.01, "a map frozen after two years"
    assert np.quantile(held[:, -1], 0.95) - np.quantile(held[:, -1], 0.05) > 0.05, "every war the same"
    for side in ("RUS", "UKR"):
        assert 1e5 < np.median(results.series(f"losses/{side}")[:, -1]) < 1.5e6


def test_by_doctrine_some_wars_end_at_the_table_and_some_go_on(flagship: Scenario) -> None:
    ends = run_many(flagship, 100, series="stage").series("stage/RUS-UKR")[:, -1]
    assert 0.05 < (ends > 0.0).mean() < 0.95


@pytest.mark.long
def test_no_tuned_number_of_the_policies_or_states_moved_by_a_tenth_breaks_history(flagship: Scenario) -> None:
    moved = shake(flagship, 32, kinds=("policies", "states"))
    assert len(moved) > 40
    assert {item.path: item.failed for item in moved if item.failed} == {}
