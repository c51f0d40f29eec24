"""How fast the flagship plays: one game, many in blocks, and the same game as a Mesa user would batch it.

    python benchmarks/spine.py [--scenario NAME] [--runs N] [--json]

One process, one thread of linear algebra. Rates are campaigns per second of processor time; the rate and its yardstick
are taken in one run of this script, so that they can be compared whatever the machine.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import mesa
from meters import Clock, Counted, clocked, counted

from wargame.ensemble.blocks import block_size, blocks
from wargame.game import Game
from wargame.measures import names, values
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load
from wargame.world import in_library

ROOT = Path(__file__).resolve().parent.parent
SEATS = {"all": "doctrine"}
COMMANDS = {
    "wargame --help": ["-m", "wargame", "--help"],
    "wargame check": ["-m", "wargame", "check", "ukraine-2022"],
    "python run.py": ["run.py", "run", "--quiet", "--out", str(Path(tempfile.gettempdir()) / "wargame-benchmark")],
}


def main() -> None:
    """Measure and print."""
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("--scenario", default="ukraine-2022", help="name or path")
    told.add_argument("--runs", type=int, default=512, help="campaigns to play in blocks")
    told.add_argument("--batch", type=int, default=8, help="campaigns to play through mesa.batch_run")
    told.add_argument("--json", action="store_true", help="figures for machines")
    told.add_argument("--no-commands", action="store_true", help="leave out the command line")
    asked = told.parse_args()
    scenario = load(asked.scenario, POLICIES)
    figures = {
        "size": size(scenario),
        "single": single(scenario),
        "blocks": in_blocks(scenario, asked.runs),
        "batch_run": batch(scenario, asked.batch),
        "phases": {str(runs): phases(scenario, runs) for runs in (1, block_size(scenario))},
        "commands": {} if asked.no_commands else {name: command(words) for name, words in COMMANDS.items()},
    }
    if asked.json:
        print(json.dumps(figures, indent=1))
    else:
        report(scenario, figures)


def size(scenario: Scenario) -> dict[str, Any]:
    """What is played: the lengths of the axes, slots of tables, array operations of a turn."""
    board, world = scenario.board, scenario.world
    return {
        "turns": scenario.turns,
        "states": len(board.states),
        "alliances": len(scenario.spec.alliances),
        "regions": len(board.regions),
        "contested": board.contested,
        "holders": board.holders,
        "pairs": len(board.pairs),
        "slots": int(world.shipments.live.shape[1]),
        "series": len(names(board)),
        "block": block_size(scenario),
        **operations(scenario),
    }


def operations(scenario: Scenario) -> dict[str, Any]:
    """Array operations a turn: the mean over the turns of a game, and the commonest kinds."""
    game: Any = Game(scenario, seats=SEATS)
    game.world = in_library(game.world, counted)
    game.scenario = replace(scenario, board=game.world.board)
    Counted.operations.clear()
    while game.running:
        game.step()
    kinds = {kind: round(count / scenario.turns, 1) for kind, count in Counted.operations.most_common(12)}
    return {"operations": round(sum(Counted.operations.values()) / scenario.turns, 1), "kinds": kinds}


def single(scenario: Scenario) -> dict[str, float]:
    """One game, best of three."""

    def play() -> float:
        game: Any = Game(scenario, seats=SEATS)
        start = process_time()
        while game.running:
            game.step()
        return process_time() - start

    best = min(play() for _ in range(3))
    return {"ms_per_turn": 1e3 * best / scenario.turns, "campaigns_per_s": 1.0 / best}


def in_blocks(scenario: Scenario, runs: int) -> dict[str, float]:
    """Campaigns with all their series kept, from setting up the block to its last measure, best of three."""

    def play() -> float:
        start = process_time()
        for _ in blocks(scenario, range(runs), seats=SEATS):
            pass
        return process_time() - start

    play_one = next(iter(blocks(scenario, range(2), seats=SEATS)))  # warm
    best = min(play() for _ in range(3))
    return {
        "runs": runs,
        "series": len(play_one.names),
        "campaigns_per_s": runs / best,
        "us_per_campaign_turn": 1e6 * best / runs / scenario.turns,
    }


class Collected(Game):
    """The game as a Mesa user would batch it: a data collector that reads all series every turn."""

    def __init__(self, scenario: Scenario, run: int) -> None:
        super().__init__(scenario, run=run, seats=SEATS)
        self.datacollector = mesa.DataCollector(model_reporters={"series": lambda model: values(model.world)[0]})
        self.datacollector.collect(self)

    def step(self) -> None:
        """Play a turn and collect."""
        super().step()
        self.datacollector.collect(self)


def batch(scenario: Scenario, runs: int) -> dict[str, float]:
    """The same campaigns and series through `mesa.batch_run` in one process."""
    start = process_time()
    rows = mesa.batch_run(
        Collected,
        {"scenario": [scenario], "run": range(runs)},
        number_processes=1,
        data_collection_period=1,
        display_progress=False,
    )
    spent = process_time() - start
    return {"runs": runs, "rows": len(rows), "campaigns_per_s": runs / spent}


def phases(scenario: Scenario, runs: int) -> dict[str, float]:
    """Microseconds of a campaign's turn by phase, in a block of so many runs."""
    clock, game = Clock(), Game(scenario, runs=range(runs), seats=SEATS)
    with clocked(clock, game):
        step, read = clock.timed("rest", game.step), clock.timed("measures", values)
        while game.running:
            step()
            read(game.world)
    return {name: 1e6 * spent / runs / scenario.turns for name, spent in clock.seconds.most_common()}


def command(words: list[str]) -> float | None:
    """Seconds of a command from start to end, best of three; none where it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    spent = []
    for _ in range(3):
        start = perf_counter()
        with contextlib.suppress(subprocess.CalledProcessError):
            subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True, capture_output=True)
            spent.append(perf_counter() - start)
    return min(spent, default=None)


def report(scenario: Scenario, figures: dict[str, Any]) -> None:
    """The figures as a table for people."""
    told, one, many, mesa_run = (figures[key] for key in ("size", "single", "blocks", "batch_run"))
    kinds = ", ".join(f"{kind} {n:g}" for kind, n in told["kinds"].items())
    axes = ("states", "alliances", "regions", "contested", "holders", "pairs", "slots", "series")
    print(f"{scenario.id}: doctrine on all seats, {told['turns']} turns, one process")
    print("  " + ", ".join(f"{told[key]} {key}" for key in axes))
    print(f"  {told['operations']} array operations a turn: {kinds}\n")
    print(f"{'':20}{'a turn':>14}{'campaigns per CPU-second':>28}")
    print(f"{'one game':20}{one['ms_per_turn']:11.2f} ms{one['campaigns_per_s']:28.1f}")
    print(f"{'mesa.batch_run':20}{'':14}{mesa_run['campaigns_per_s']:28.1f}")
    rate, name = many["campaigns_per_s"], f"blocks of {told['block']}"
    print(f"{name:20}{many['us_per_campaign_turn']:11.1f} us{rate:28.1f}", end="")
    print(f"   {rate / mesa_run['campaigns_per_s']:.0f} times mesa.batch_run\n")
    alone, block = figures["phases"].values()
    print(f"{'us a campaign-turn':20}{'one game':>14}{'block':>14}")
    for name, spent in block.items():
        print(f"  {name:18}{alone.get(name, 0.0):14.1f}{spent:14.2f}{spent / sum(block.values()):8.0%}")
    print(f"  {'all':18}{sum(alone.values()):14.1f}{sum(block.values()):14.2f}\n")
    for name, spent in figures["commands"].items():
        print(f"{name:20}{'failed' if spent is None else f'{spent:.2f} s':>14}")


if __name__ == "__main__":
    main()
