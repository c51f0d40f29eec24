"""How close the flagship comes to what the machine could do: bytes moved and sums done, beside what is measured.

    python benchmarks/bounds.py [SCENARIO] [--runs N] [--turns N] [--json]

Every array operation of a block of campaigns is counted: the elements it makes, and the bytes it reads and writes, as
if each came from cache or memory once. The bounds are what one core would reach if it did nothing else: arithmetic on
arrays that fit its cache, copies within its cache, copies from memory.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from time import process_time
from typing import Any

import numpy as np

from wargame.ensemble.blocks import block_size, played
from wargame.game import Game
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load

LEAST = 0.4  # seconds a figure is taken over
IN_CACHE, IN_MEMORY = 16_000, 8_000_000  # numbers in an array that fits a core's own cache, and in one that fits none


@dataclass
class Count:
    """What was counted."""

    operations: int = 0
    elements: int = 0
    bytes: int = 0

    def add(self, given: tuple[Any, ...], made: Any) -> None:
        """An operation with what it read and what it made."""
        results = made if isinstance(made, tuple) else (made,)
        self.operations += 1
        self.elements += sum(item.size for item in results if isinstance(item, np.ndarray))
        self.bytes += sum(item.nbytes for item in (*given, *results) if isinstance(item, np.ndarray))


COUNT = Count()


class Counted(np.ndarray):
    """An array whose operations are counted, and whose results are counted arrays."""

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        bare = tuple(_bare(item) for item in inputs)
        if "out" in options:
            options["out"] = tuple(_bare(item) for item in options["out"])
        made = getattr(ufunc, method)(*bare, **options)
        COUNT.add(bare, made)
        return _counted(made)

    def __array_function__(self, function: Any, types: Any, args: Any, options: Any) -> Any:
        bare = tuple(_bare(item) for item in args)
        made = function(*bare, **{key: _bare(value) for key, value in options.items()})
        if not isinstance(made, np.ndarray) or made.base is None:  # what is a view moved nothing
            COUNT.add(tuple(_flat(bare)), made)
        return _counted(made)


def _bare(item: Any) -> Any:
    if isinstance(item, Counted):
        return item.view(np.ndarray)
    if isinstance(item, list | tuple):
        return type(item)(_bare(part) for part in item)
    return item


def _flat(items: Any) -> list[Any]:
    return [part for item in items for part in (_flat(item) if isinstance(item, list | tuple) else [item])]


def _counted(made: Any) -> Any:
    if isinstance(made, np.ndarray):
        return made.view(Counted)
    return tuple(_counted(part) for part in made) if isinstance(made, tuple) else made


def wrapped(record: Any) -> Any:
    """A record of arrays with every array counted."""
    changed = {}
    for item in fields(record):
        value = getattr(record, item.name)
        if isinstance(value, np.ndarray):
            changed[item.name] = value.view(Counted)
        elif item.name in ("measures", "shipments") and is_dataclass(value):
            changed[item.name] = wrapped(value)
    return replace(record, **changed)


def counted(scenario: Scenario, runs: int, turns: int) -> Count:
    """What a campaign-turn of a block does, with doctrine in every seat."""
    game = Game(scenario, runs=range(runs), seats={"all": "doctrine"})
    game.step()  # what is worked out once is not counted
    game.world = wrapped(game.world)
    COUNT.__init__()  # type: ignore[misc]
    for _ in range(turns):
        game.step()
    per = runs * turns
    return Count(round(COUNT.operations / turns), round(COUNT.elements / per), round(COUNT.bytes / per))


def rate(work: Callable[[], object], amount: float) -> float:
    """How much of something a second of one core does."""
    start, times = process_time(), 0
    while process_time() - start < LEAST:
        for _ in range(10):
            work()
        times += 10
    return amount * times / (process_time() - start)


def machine() -> dict[str, float]:
    """Elements a second of arithmetic in cache, and bytes a second moved in cache and from memory."""
    a, b, big = np.ones(IN_CACHE), np.ones(IN_CACHE), np.ones(IN_MEMORY)
    out, far = np.empty_like(a), np.empty_like(big)
    return {
        "elements": rate(lambda: np.multiply(a, b, out=out), IN_CACHE),
        "cache": rate(lambda: np.multiply(a, b, out=out), 3 * 8 * IN_CACHE),
        "memory": rate(lambda: np.copyto(far, big), 2 * 8 * IN_MEMORY),
    }


def main() -> None:
    """Count, measure and print."""
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("scenario", nargs="?", default="ukraine-2022")
    told.add_argument("--runs", type=int, help="campaigns in a block; as many as a batch has if not told")
    told.add_argument("--turns", type=int, default=12)
    told.add_argument("--json", action="store_true", help="figures for machines")
    asked = told.parse_args()
    scenario = load(asked.scenario, POLICIES)
    runs = asked.runs or block_size(scenario)
    count, able = counted(scenario, runs, asked.turns), machine()
    start = process_time()
    played(scenario, range(runs), seats={"all": "doctrine"}, turns=scenario.turns, series="gas_price")
    measured = runs / (process_time() - start)
    turns = scenario.turns
    bounds = {
        "arithmetic": able["elements"] / (count.elements * turns),
        "cache": able["cache"] / (count.bytes * turns),
        "memory": able["memory"] / (count.bytes * turns),
    }
    if asked.json:
        print(json.dumps({"counted": vars(count), "machine": able, "bounds": bounds, "measured": measured}))
        return
    print(f"{scenario.id}, blocks of {runs}: {count.operations} operations a turn of a block")
    print(f"a campaign-turn makes {count.elements:,} elements and moves {count.bytes / 1024:,.0f} KiB")
    print(f"measured              {measured:8.1f} campaigns a CPU-second")
    for name, bound in bounds.items():
        print(f"bound by {name:<12} {bound:8.1f}   reached {100 * measured / bound:.0f} %")


if __name__ == "__main__":
    main()
