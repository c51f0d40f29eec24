"""How fast offers are judged: by both parties, in closed form, on one world and on many.

    python benchmarks/offers.py [--scenario NAME] [--offers N] [--json]

Rates are offers per second of processor time, each judged by both parties; the yardstick is the same judgement made of
one offer at a time in the same run of this script.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported

import argparse
import json
from time import process_time
from typing import Any

import numpy as np

from wargame.calculus.deal import Judge, Outlook, case_of, judge, outlook
from wargame.game import Game
from wargame.observe import view
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load
from wargame.terms import Terms, of_rows

BLOCK = 512  # offers judged at once


def main() -> None:
    """Measure and print."""
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("--scenario", default="the-offer", help="name or path of a scenario with an offer")
    told.add_argument("--offers", type=int, default=16384, help="offers to judge")
    told.add_argument("--json", action="store_true", help="figures for machines")
    asked = told.parse_args()
    scenario = load(asked.scenario, POLICIES)
    numbers: Any = POLICIES["doctrine"](scenario)
    figures = {
        "one world": rate(ahead(scenario, numbers, 1), scenario.offers[0].terms, numbers, asked.offers, BLOCK),
        "as many worlds": rate(ahead(scenario, numbers, BLOCK), scenario.offers[0].terms, numbers, asked.offers, BLOCK),
        "one at a time": rate(ahead(scenario, numbers, 1), scenario.offers[0].terms, numbers, asked.offers // 64, 1),
    }
    print(json.dumps(figures) if asked.json else "\n".join(f"{name:16}{x:12,.0f}" for name, x in figures.items()))


def ahead(scenario: Scenario, numbers: Judge, runs: int) -> Outlook:
    """What both parties expect of a war that goes on."""
    game = Game(scenario, runs=range(runs))
    seats = range(len(scenario.board.states) + len(scenario.board.forum.alliances))
    seen = view(game.world, scenario.params, game.source.at(1), seats)
    return outlook(case_of(seen, scenario.params, numbers, scenario.offers[0].quarrel), numbers)


def rate(world: Outlook, terms: Terms, numbers: Judge, offers: int, block: int) -> float:
    """Offers judged by both parties in a second of processor time."""
    deals = of_rows(terms, np.zeros(block, dtype=np.int64))
    judge(world, deals, numbers)
    begun = process_time()
    for _ in range(max(offers // block, 1)):
        judge(world, deals, numbers)
    return max(offers // block, 1) * block / (process_time() - begun)


if __name__ == "__main__":
    main()
