"""Settings of a judgement: as it is, with a part of it switched off, and with every assumption drawn from its range.

A setting changes the numbers of the judgement and what sets the parties' leaders apart; the world stays as it was seen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from wargame.assumptions import Assumption
from wargame.axes import Array
from wargame.calculus.deal import FACTORS, Case, Judge
from wargame.policies import POLICIES, settings
from wargame.register import assumptions
from wargame.scenario import Scenario

AS_SET, NO_OPTION, SHARED, NEITHER = "as set", "no option to settle later", "shared weights", "neither of the two"
DRAWN = "every assumption drawn"


@dataclass(frozen=True)
class Setting:
    """One way to set the judgement, for the runs of a block."""

    name: str
    judge: Callable[[Judge, Array], Judge]  # of which runs
    case: Callable[[Case, Array], Case]


def numbers_of(scenario: Scenario) -> Judge:
    """The numbers of the judgement alone, as a scenario has them."""
    policy = POLICIES["doctrine"](scenario)
    return Judge(**{item.name: getattr(policy, item.name) for item in fields(Judge)})


def switched() -> tuple[Setting, ...]:
    """The judgement as it is, without its option to settle later, without what sets leaders apart, without a factor."""

    def same(x: Any, runs: Array) -> Any:
        return x

    def at_once(p: Judge, runs: Array) -> Judge:
        return replace(p, waiting=np.zeros(()))

    def alike(case: Case, runs: Array) -> Case:
        return replace(case, weights=0.0 * case.weights + 1.0)

    off = [Setting(f"without {name}", same, _without(k)) for k, name in enumerate(FACTORS)]
    return (
        Setting(AS_SET, same, same),
        Setting(NO_OPTION, at_once, same),
        Setting(SHARED, same, alike),
        Setting(NEITHER, at_once, alike),
        *off,
    )


def _without(k: int) -> Callable[[Case, Array], Case]:
    """A factor that weighs nothing with either party."""

    def change(case: Case, runs: Array) -> Case:
        kept = np.arange(len(FACTORS)) != k
        return replace(case, weights=case.weights * kept)

    return change


def ranges(scenario: Scenario, quarrel: tuple[int, int]) -> list[Assumption]:
    """The numbers of the judgement and of both parties' stakes that have a range."""
    own = {f"policies.doctrine.{item.name}" for item in fields(Judge) if "unit" in item.metadata}
    parties = tuple(f"states.{scenario.board.states[state]}.stakes." for state in quarrel)
    known = [item for item in settings(scenario) if item.path in own]
    stakes = [item for item in assumptions(scenario) if item.path.startswith(parties)]
    return [item for item in (*known, *stakes) if item.low is not None and item.high is not None]


def drawn(scenario: Scenario, quarrel: tuple[int, int], numbers: Sequence[Assumption], draws: Array) -> Setting:
    """A setting in which run `r` judges by row `r` of the draws `[R,P]`.

    A belief that has moved since state 0 is moved on by what the draw differs from the stated one.
    """
    names = [scenario.board.states[state] for state in quarrel]
    split = [item.path.split(".") for item in numbers]

    def judge(p: Judge, runs: Array) -> Judge:
        mine = {path[2]: draws[runs, i] for i, path in enumerate(split) if path[0] == "policies"}
        return replace(p, **mine)

    def case(one: Case, runs: Array) -> Case:
        told: dict[str, Any] = {"weights": np.zeros((len(runs), 1, 1)) + one.weights}
        for i, path in enumerate(split):
            if path[0] == "states":
                y, name = names.index(path[1]), path[3]
                value = np.array(told.get(name, getattr(one, name)))
                value[:, y, ...] = _placed(value[:, y, ...], path[3:], draws[runs, i], numbers[i].value)
                told[name] = value
        return replace(one, **told)

    return Setting(DRAWN, judge, case)


def _placed(now: Array, path: Sequence[str], draw: Array, stated: float) -> Array:
    """A party's figure `[R]`, or its weights `[R,10]` with one of them set."""
    if path[0] == "odds":
        return np.clip(now + (draw - stated), 0.01, 0.99)
    if path[0] == "evidence":
        return np.asarray(now * draw / stated)
    if path[0] == "weights":
        return np.where(np.arange(len(FACTORS)) == FACTORS.index(path[1]), draw[:, None], now)
    return draw
