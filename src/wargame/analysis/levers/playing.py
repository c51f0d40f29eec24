"""All packages played on the same luck: run by run, every package a row, in blocks and on several processors.

A package differs from another in numbers alone, so that all of them play in one block; a row is bit for bit the run
played alone with its numbers. Nobody negotiates in these campaigns, so that what a lever does to a war is not mixed
with what a peace does; the offer is judged in its turn and never signed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.analysis.levers.faults import of_offers
from wargame.analysis.levers.plan import Plan, swept
from wargame.analysis.levers.watched import readers
from wargame.analysis.levers.workers import crew
from wargame.axes import Array
from wargame.calculus.deal import Judge, case_of, judge, outlook
from wargame.ensemble import block_size
from wargame.game import Game
from wargame.observe import view
from wargame.scenario import Scenario

SEATS = {"all": "doctrine"}
FEW = 2  # blocks that are not worth another process


@dataclass(frozen=True)
class Task:
    """What every worker knows."""

    scenario: Scenario
    plan: Plan
    seed: int
    runs: tuple[int, ...]

    def block(self, start: int, stop: int) -> Array:
        """Some rows, in the order of run, then package."""
        rows = np.arange(start, stop)
        count = len(self.plan.packages)
        runs = np.array(self.runs)[rows // count]
        return played(self.scenario, self.plan, runs.tolist(), rows % count, self.seed)


def measures(scenario: Scenario, plan: Plan) -> tuple[str, ...]:
    """The measures of a package, in the order of their columns."""
    return (*plan.spec.measures, *of_offers(scenario, plan.offer))


def all_packages(task: Task, workers: int = 1, progress: Callable[[int, int], None] = lambda done, of: None) -> Array:
    """Every package in every run, `[run, package, measure]`."""
    rows = len(task.runs) * len(task.plan.packages)
    starts = range(0, rows, block_size(task.scenario))
    stops = [*starts[1:], rows]
    found, done = [], 0
    with crew(task.block, workers if len(starts) > FEW else 1) as blocks:
        for part in blocks(starts, stops):
            found.append(part)
            done += len(part)
            progress(done // len(task.plan.packages), len(task.runs))
    return np.concatenate(found).reshape(len(task.runs), len(task.plan.packages), -1)


def played(scenario: Scenario, plan: Plan, runs: Sequence[int], packages: Array, seed: int) -> Array:
    """Rows of packages in runs played to the end, `[row, measure]`."""
    loaded, doctrine = swept(scenario, plan.values(packages))
    game: Any = Game(loaded.silent, seed=seed, runs=runs, seats=SEATS)
    game.policies["doctrine"] = doctrine
    known, watched = readers(scenario), plan.spec.measures
    sums, offers = {key: np.zeros(len(runs)) for key in watched}, {}
    for turn in range(1, scenario.turns + 1):
        if turn in plan.turns:
            offers[turn] = taken(game, loaded, plan, doctrine, turn)
        game.step()
        for key, told in watched.items():
            if told.at == "mean":
                sums[key] = sums[key] + known[told.series](game.world) / scenario.turns
            elif turn == scenario.turns:
                sums[key] = known[told.series](game.world) + 0.0
    columns = [sums[key] * watched[key].scale for key in watched]
    return np.concatenate([np.stack(columns, axis=1), *(offers[turn] for turn in plan.turns)], axis=1)


def taken(game: Game, scenario: Scenario, plan: Plan, doctrine: Judge, turn: int) -> Array:
    """The probability, in percent, that both parties take the offer in this turn, and that each does, `[row, 3]`."""
    everyone = range(len(scenario.board.states) + len(scenario.board.forum.alliances))
    seen = view(game.world, scenario.params, game.source.at(turn), everyone)
    ahead = outlook(case_of(seen, scenario.params, doctrine, plan.offer.quarrel), doctrine)
    odds = 100.0 * np.asarray(judge(ahead, plan.offer.terms, doctrine).probability)
    both = odds[:, 0] * odds[:, 1] / 100.0
    return np.stack([both, odds[:, 0], odds[:, 1]], axis=1)
