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
from wargame.errors import DocumentError, MissingData
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
    assert len(found.checks) == 16


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
    assert set(counts) == {"rulebook", "states", "opening", "script"}
    assert counts["script"] == len(tuned_paths(flagship)["script"]) > 50
    assert sum(counts.values()) < 200


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


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_it_can_be_drawn(found: Hindcast, tmp_path: Path, suffix: str) -> None:
    path = draw(found, tmp_path / f"hindcast{suffix}")
    assert path.stat().st_size > 20_000


def test_by_doctrine_the_war_neither_collapses_nor_freezes(flagship: Scenario) -> None:
    results = run_many(flagship, 200, series=["territory/UKR/RUS", "control/UA-32/UKR", "losses/RUS", "losses/UKR"])
    held = results.series("territory/UKR/RUS")
    assert (np.abs(held[:, 2] - held[:, 0]) < 0.3).all(), "a collapse in two turns"
    assert (results.series("control/UA-32/UKR")[:, 2] > 0.2).all(), "the capital falls in two turns"
    moved = np.abs(np.diff(held, axis=1))
    assert (moved.sum(axis=1) > 0.1).all(), "a frozen map"
    assert np.median(moved[:, 24:].sum(axis=1)) > 0.01, "a map frozen after two years"
    assert np.quantile(held[:, -1], 0.95) - np.quantile(held[:, -1], 0.05) > 0.05, "every war the same"
    for side in ("RUS", "UKR"):
        assert 1e5 < np.median(results.series(f"losses/{side}")[:, -1]) < 1.5e6


@pytest.mark.long
def test_no_tuned_number_moved_by_a_tenth_breaks_history(flagship: Scenario) -> None:
    assert {item.path: item.failed for item in shake(flagship, 32) if item.failed} == {}
