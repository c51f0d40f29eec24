"""How long a judgement by play takes: both parties, going on and taken, on the copies and turns of the policy.

    python benchmarks/lookahead.py [--scenario NAME] [--times N] [--json]

Seconds of processor time for one judgement, the best of some; beside it the closed form's, and turns of copies played a
second.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported

import argparse
import json
from collections.abc import Callable
from time import process_time
from typing import Any

from wargame.calculus.deal import case_of, judge, outlook
from wargame.game import Game
from wargame.observe import view
from wargame.policies import POLICIES
from wargame.scenario import load


def main() -> None:
    """Measure and print."""
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("--scenario", default="the-offer", help="name or path of a scenario with an offer")
    told.add_argument("--times", type=int, default=5, help="judgements to time")
    told.add_argument("--json", action="store_true", help="figures for machines")
    asked = told.parse_args()
    figures = measured(asked.scenario, asked.times)
    print(json.dumps(figures) if asked.json else "\n".join(f"{name:32}{x:12,.4f}" for name, x in figures.items()))


def measured(name: str, times: int) -> dict[str, float]:
    """Seconds of a judgement by play and in closed form, and turns played a second."""
    scenario = load(name, POLICIES)
    policy: Any = POLICIES["lookahead"](scenario)
    game, terms = Game(scenario), scenario.offers[0].terms
    chance, seats = game.source.at(1), range(len(scenario.seats))
    seen = view(game.world, scenario.params, chance, seats)

    def closed() -> None:
        case = case_of(seen, scenario.params, policy.judge, terms.quarrel)
        judge(outlook(case, policy.judge), terms, policy.judge)

    by_play = timed(lambda: policy.judgement(seen, terms, scenario.params, chance), times)
    turns = 4 * int(policy.copies) * int(policy.horizon)
    return {
        "seconds by play": by_play,
        "seconds in closed form": timed(closed, times),
        "turns a second": turns / by_play,
    }


def timed(work: Callable[[], None], times: int) -> float:
    """The least processor time that a piece of work took."""
    work()
    found = []
    for _ in range(times):
        begun = process_time()
        work()
        found.append(process_time() - begun)
    return min(found)


if __name__ == "__main__":
    main()
