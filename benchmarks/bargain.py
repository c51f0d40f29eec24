"""The search for a bargaining range: deals judged per CPU-second, beside a plain loop over the same deals.

    python benchmarks/bargain.py [--scenario the-offer] [--deals 4096] [--json]

The loop judges one deal after the other, as a search without a run axis would. Both make the deals they judge.
"""

import argparse
import json
from time import perf_counter, process_time
from typing import Any

from wargame.analysis.bargain import Lattice, bargained, closed_form, score, searched
from wargame.analysis.bargain.search import Judging
from wargame.axes import Array
from wargame.policies import POLICIES
from wargame.scenario import load

LOOPED = 256  # deals of the loop: it is slow
TIMES = 3


def main() -> None:
    """Measure and print."""
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("--scenario", default="the-offer", help="name or path")
    told.add_argument("--deals", type=int, default=4096, help="deals of the grid, at most")
    told.add_argument("--json", action="store_true", help="figures for machines")
    asked = told.parse_args()
    figures = measured(asked.scenario, asked.deals)
    if asked.json:
        print(json.dumps(figures, indent=1))
    else:
        report(asked.scenario, figures)


def measured(name: str, most: int) -> dict[str, Any]:
    """Rates of the blocks and of the loop in this very run, and the time of a whole search."""
    scenario = load(name, POLICIES)
    found = bargained(scenario, most=most)
    lattice, judging = found.search.lattice, closed_form(found.ahead, found.numbers)
    mixes = lattice.grid(found.search.order, most)
    blocks = len(mixes) / best(lambda: score(lattice, mixes, judging))
    few = mixes[:: max(len(mixes) // LOOPED, 1)]
    loop = len(few) / best(lambda: one_by_one(lattice, few, judging))
    start = perf_counter()
    search = searched(Lattice(lattice.base, lattice.axes), judging, most)
    return {
        "grid": len(mixes),
        "judged": len(search.scored.mixes),
        "deals_per_s": blocks,
        "loop_deals_per_s": loop,
        "ratio": blocks / loop,
        "search_s": perf_counter() - start,
    }


def one_by_one(lattice: Lattice, mixes: Array, judging: Judging) -> None:
    """Deals judged without a run axis."""
    for row in range(len(mixes)):
        judging(lattice.deals(mixes[row : row + 1]))


def best(work: Any) -> float:
    """CPU-seconds of some work, best of three."""
    spent = []
    for _ in range(TIMES):
        start = process_time()
        work()
        spent.append(process_time() - start)
    return min(spent)


def report(name: str, figures: dict[str, Any]) -> None:
    """The figures for people."""
    print(f"{name}: a grid of {figures['grid']} deals, two parties each")
    print(f"{'in blocks':14}{figures['deals_per_s']:12.0f} deals per CPU-second")
    print(f"{'one by one':14}{figures['loop_deals_per_s']:12.0f} deals per CPU-second")
    print(f"{'ratio':14}{figures['ratio']:12.1f}")
    print(
        f"{'whole search':14}{figures['search_s']:12.2f} s for {figures['judged']} deals, clashes looked up among them"
    )


if __name__ == "__main__":
    main()
