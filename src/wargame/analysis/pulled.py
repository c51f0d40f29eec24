"""Levers on an offer: how the answers to it move when others enforce measures, give arms or make energy secure.

The levers are those that `wargame bargain` pulls where there is no range, at full strength or not at all, for the side
whose rival is under measures; the world stays as it was seen and only what the parties expect of it moves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from wargame.analysis.bargain.levers import LeverNumbers, Package, pulled
from wargame.analysis.looks import Look
from wargame.analysis.settings import numbers_of
from wargame.axes import Array
from wargame.calculus.deal import Case, case_of, judge, outlook
from wargame.scenario import Scenario
from wargame.terms import Terms

LEVERS = ("enforcement", "aid", "energy")


@dataclass(frozen=True)
class Pulled:
    """Answers with levers pulled for a party: the share of runs in which each takes the offer, and in which both do."""

    levers: tuple[str, ...]
    favours: str
    taken: tuple[float, ...]
    both: float


def favoured(case: Case) -> int:
    """The party that levers are pulled for: its rival is under measures, or else it leans on its backers more."""
    pressed, leaning = np.median(case.pressed, axis=0), np.median(case.leaning, axis=0)
    return int(1 - np.argmax(pressed)) if pressed.max() > 0.0 else int(np.argmax(leaning))


def answers(scenario: Scenario, terms: Terms, look: Look) -> Iterator[tuple[tuple[str, ...], int, Array]]:
    """For every mix of levers, who is favoured, and whether each party takes the offer, `[R,Y]`."""
    p, n = numbers_of(scenario), LeverNumbers()
    case = case_of(look.view, scenario.params, p, terms.quarrel)
    side = favoured(case)
    for strengths in product((0.0, 1.0), repeat=len(LEVERS)):
        moved, numbers = pulled(case, p, Package(side, *strengths), n)
        yes = look.luck < judge(outlook(moved, numbers), terms, numbers).probability
        yield tuple(name for name, on in zip(LEVERS, strengths, strict=True) if on), side, yes


def told(parts: dict[tuple[str, ...], list[Array]], favours: str) -> tuple[Pulled, ...]:
    """Shares over all runs, the fewest levers first."""
    found = []
    for levers, blocks in sorted(parts.items(), key=lambda item: len(item[0])):
        yes = np.concatenate(blocks)
        taken = tuple(float(x) for x in yes.mean(axis=0))
        found.append(Pulled(levers, favours, taken, float(yes.all(axis=1).mean())))
    return tuple(found)
