"""The benchmarks still run and tell what they should; how fast, no test asks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SPINE, BARGAIN = (Path(__file__).resolve().parent.parent / "benchmarks" / f"{name}.py" for name in ("spine", "bargain"))


@pytest.mark.long
def test_the_benchmark_of_the_spine_runs() -> None:
    words = ["--scenario", "classroom", "--runs", "4", "--batch", "2", "--no-commands"]
    told = subprocess.run([sys.executable, SPINE, *words, "--json"], check=True, capture_output=True, text=True)
    figures = json.loads(told.stdout)
    assert figures["size"]["states"] == 5
    assert figures["size"]["operations"] > 100
    assert figures["batch_run"]["rows"] == 2 * 8
    assert {"legal", "view", "draws", "measures", "policy doctrine", "combat.fight"} <= set(figures["phases"]["1"])
    table = subprocess.run([sys.executable, SPINE, *words], check=True, capture_output=True, text=True)
    assert "campaigns per CPU-second" in table.stdout


OFFERS = SPINE.with_name("offers.py")


@pytest.mark.long
def test_the_benchmark_of_offers_runs() -> None:
    words = ["--scenario", "classroom", "--offers", "640", "--json"]
    told = subprocess.run([sys.executable, OFFERS, *words], check=True, capture_output=True, text=True)
    figures = json.loads(told.stdout)
    assert set(figures) == {"one world", "as many worlds", "one at a time"}
    assert all(rate > 0.0 for rate in figures.values())


@pytest.mark.long
def test_the_benchmark_of_the_bargaining_range_runs() -> None:
    words = ["--scenario", "classroom", "--deals", "64"]
    told = subprocess.run([sys.executable, BARGAIN, *words, "--json"], check=True, capture_output=True, text=True)
    figures = json.loads(told.stdout)
    assert 0 < figures["grid"] <= 64 <= figures["judged"]
    assert figures["ratio"] > 1.0
    table = subprocess.run([sys.executable, BARGAIN, *words], check=True, capture_output=True, text=True)
    assert "deals per CPU-second" in table.stdout


@pytest.mark.long
def test_the_benchmark_of_playing_ahead_runs() -> None:
    words = ["--scenario", "classroom", "--times", "1", "--json"]
    told = subprocess.run(
        [sys.executable, SPINE.with_name("lookahead.py"), *words], check=True, capture_output=True, text=True
    )
    figures = json.loads(told.stdout)
    assert figures["seconds by play"] > figures["seconds in closed form"] > 0.0


@pytest.mark.long
def test_the_benchmark_of_growth_runs(tmp_path: Path) -> None:
    words = ["--runs", "10", "--regions", "120", "--states", "12", "--plot", str(tmp_path / "growth.png"), "--json"]
    told = subprocess.run(
        [sys.executable, SPINE.with_name("growth.py"), *words], check=True, capture_output=True, text=True
    )
    figures = json.loads(told.stdout)
    assert [row["size"] for row in figures["regions"]] == [30, 120]
    assert set(figures["exponents"]) == {"runs", "regions", "states"}
    assert (tmp_path / "growth.png").stat().st_size > 10_000


@pytest.mark.long
def test_the_benchmark_of_bounds_counts_alike_each_time() -> None:
    words = [sys.executable, SPINE.with_name("bounds.py"), "classroom", "--runs", "4", "--turns", "2", "--json"]
    first, second = (
        json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout) for _ in range(2)
    )
    assert first["counted"] == second["counted"]
    assert first["counted"]["bytes"] > 8 * first["counted"]["elements"]
    assert min(first["bounds"].values()) > 0.0


@pytest.mark.long
def test_the_benchmark_of_the_board_runs() -> None:
    words = ["--scenario", "classroom", "--turns", "2", "--times", "12", "--json"]
    told = subprocess.run(
        [sys.executable, SPINE.with_name("board.py"), *words], check=True, capture_output=True, text=True
    )
    figures = json.loads(told.stdout)
    assert {"first picture", "hovering", "zooming", "panning", "resting", "a new turn", "mode control"} <= set(figures)
    assert all(ms > 0.0 for ms in figures.values())
