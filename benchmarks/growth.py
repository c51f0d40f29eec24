"""How cost grows: with runs, with states, with regions. Processor time and memory, and the exponents they grow by.

    python benchmarks/growth.py [--runs N] [--regions N] [--json] [--plot FILE]

Runs are campaigns of the flagship played into a folder, files and all, in one process; sizes are generated worlds, of
which one block is played. An exponent is the slope between the logarithms, over the larger half of each row: 1 is cost
that grows as the size does.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from wargame import run_many
from wargame.ensemble.blocks import block_size, played
from wargame.generator import generate
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load

SEATS = {"all": "doctrine"}
RUNS = (10, 100, 1_000, 10_000, 100_000)
REGIONS = (30, 120, 500, 2_000, 5_000)  # of a world of twelve states
STATES = (6, 12, 25, 50, 100, 195)  # of a world of 250 regions: the largest is about the size of the world's map
TURNS = 6  # of a generated world
LEAST = 0.5  # seconds that are worth a figure


def main() -> None:
    """Measure and print."""
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("--runs", type=int, default=1_000, help="the most campaigns of the flagship that are played")
    told.add_argument("--regions", type=int, default=5_000, help="the most regions of a generated world")
    told.add_argument("--states", type=int, default=195, help="the most states of a generated world")
    told.add_argument("--json", action="store_true", help="figures for machines")
    told.add_argument("--plot", type=Path, help="draw them")
    told.add_argument("--played", type=int, help=argparse.SUPPRESS)  # one row of runs, in a process of its own
    asked = told.parse_args()
    if asked.played:
        print(json.dumps(of_runs(asked.played)))
        return
    figures = {
        "runs": [alone(n) for n in RUNS if n <= asked.runs],
        "regions": [of_world(generate(12, n, 2, 3, TURNS, 1), n) for n in REGIONS if n <= asked.regions],
        "states": [of_world(generate(n, 250, 2, 3, TURNS, 1), n) for n in STATES if n <= asked.states],
        "shipped": [of_world(load(name, POLICIES), 0) | {"name": name} for name in ("classroom", "ukraine-2022")],
    }
    grown = {name: exponents(rows) for name, rows in figures.items() if name != "shipped"}
    if asked.plot:
        draw(figures, grown, asked.plot)
    print(json.dumps({**figures, "exponents": grown}, indent=1) if asked.json else "\n".join(report(figures, grown)))


def alone(runs: int) -> dict[str, float]:
    """Campaigns of the flagship in a process of their own, so that its peak of memory is theirs."""
    words = [sys.executable, __file__, "--played", str(runs)]
    found: dict[str, float] = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    return found


def of_runs(runs: int) -> dict[str, float]:
    """Time and memory of so many campaigns with all that is kept of them, without what it takes to begin."""
    with tempfile.TemporaryDirectory() as folder:
        run_many("ukraine-2022", runs=2, turns=2, out=Path(folder) / "warm", workers=0, seats=SEATS)
        start = process_time()
        run_many("ukraine-2022", runs=runs, out=Path(folder) / "e", workers=0, seats=SEATS)
        spent = process_time() - start
        size = sum(path.stat().st_size for path in (Path(folder) / "e").rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    return {"size": runs, "seconds": spent, "mib": peak, "disk_kib_a_run": size / 1024.0 / runs}


def of_world(scenario: Scenario, size: int) -> dict[str, float]:
    """Time of a turn of one game and of a campaign-turn in a block."""
    block = block_size(scenario)
    return {
        "size": size,
        "block": block,
        "ms_one_game": 1e3 * turn_of(scenario, 1),
        "seconds": turn_of(scenario, block) / block,
        "contested": scenario.board.contested,
    }


def turn_of(scenario: Scenario, runs: int) -> float:
    """Processor time of a turn of so many runs, over enough campaigns to tell it."""
    turns, start, count = min(TURNS, scenario.turns), process_time(), 0
    while count == 0 or process_time() - start < LEAST:
        played(scenario, range(runs), seats=SEATS, turns=turns, series="gas_price")
        count += turns
    return (process_time() - start) / count


def exponents(rows: list[dict[str, float]]) -> dict[str, float]:
    """Slopes of the logarithms of time (and memory) over the larger half of a row."""
    half = rows[len(rows) // 2 - (len(rows) < 4) :] if len(rows) > 1 else rows
    size = np.log([row["size"] for row in half])
    kinds = [kind for kind in ("seconds", "ms_one_game", "mib") if len(half) > 1 and kind in half[0]]
    return {kind: float(np.polyfit(size, np.log([row[kind] for row in half]), 1)[0]) for kind in kinds}


def report(figures: dict[str, Any], grown: dict[str, dict[str, float]]) -> Iterator[str]:
    """The figures as text."""
    yield "campaigns of the flagship   CPU seconds   a CPU-second    peak MiB   kB of files a run"
    for row in figures["runs"]:
        rate = row["size"] / row["seconds"]
        told = f"{row['seconds']:>13.1f} {rate:>14.1f} {row['mib']:>11.0f} {row['disk_kib_a_run']:>19.1f}"
        yield f"{row['size']:>25} {told}"
    for name in ("regions", "states", "shipped"):
        yield f"\n{name:<12} contested  block   ms a turn of one game   µs a campaign-turn in blocks"
        for row in figures[name]:
            what = row.get("name", row["size"])
            told = f"{row['contested']:>9} {row['block']:>6} {row['ms_one_game']:>23.1f} {1e6 * row['seconds']:>30.0f}"
            yield f"{what:<12} {told}"
    yield "\nexponents: " + "; ".join(
        f"{name}: " + ", ".join(f"{kind} {value:.2f}" for kind, value in told.items()) for name, told in grown.items()
    )


def draw(figures: dict[str, Any], grown: dict[str, dict[str, float]], path: Path) -> None:
    """A panel for each way to grow, both axes by powers of ten."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(15.0, 4.8), layout="constrained")
    panels = [
        ("runs", "campaigns of the flagship", "CPU seconds", 1.0),
        ("regions", "regions, twelve states", "µs a campaign-turn", 1e6),
        ("states", "states, 250 regions", "µs a campaign-turn", 1e6),
    ]
    for ax, (name, below, beside, unit) in zip(figure.subplots(1, 3), panels, strict=True):
        sizes, times = ([row[key] for row in figures[name]] for key in ("size", "seconds"))
        ax.loglog(sizes, [unit * t for t in times], "o-", color="#0072B2", linewidth=2.6, markersize=9)
        slope = grown[name].get("seconds")
        ax.set_title(f"grows by the power {slope:.2f}" if slope is not None else "", fontsize=15, loc="left")
        ax.set_xlabel(below, fontsize=14)
        ax.set_ylabel(beside, fontsize=14)
        ax.tick_params(labelsize=13)
        ax.grid(which="major", color="#C8C8C8", linewidth=0.8)
        for side in ("top", "right"):
            ax.spines[side].set_visible(False)
    figure.savefig(path, dpi=100)


if __name__ == "__main__":
    main()
