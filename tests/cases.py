"""Cases to judge: a war over a few regions between two parties, made up, and deals about it."""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from wargame.axes import Array
from wargame.calculus.deal import FACTORS, Case, Judge
from wargame.terms import CLAUSES, STEPS, Terms

REGIONS, STATES, SEATS, SECTORS = 3, 4, 6, 4  # parties are the states 0 and 1; 0 is the one under measures
AT_ODDS = Judge(rival_weary=0.0, waiting=0.0, possession=1.0, dreary=0.0)  # nothing but land and cost


def case(runs: int = 1, **told: Any) -> Case:
    """A war in which 0 holds a part of what belongs to 1."""
    pair = np.zeros((runs, 2))
    hold = np.zeros((runs, 2, REGIONS)) + np.array([[0.9, 0.4, 0.0], [0.1, 0.6, 1.0]])
    senders = np.zeros((runs, 2, SEATS, SECTORS))
    senders[:, 0, 4:, :] = 1.0 / 8.0
    made = Case(
        parties=(0, 1),
        targets=(0, -1),
        hold=hold,
        both=hold.sum(axis=1, keepdims=True),
        own=np.array([[0.0] * REGIONS, [1.0] * REGIONS]),
        worth=np.array([[0.6, 0.4, 0.1], [0.5, 0.5, 2.0]]),
        claim=np.array([[1.0, 1.0, 0.0], [1.0] * REGIONS]),
        reach=np.array([[1.0, 1.0, 0.0], [0.6, 1.0, 1.0]]),
        odds=pair + np.array([0.6, 0.45]),
        evidence=pair + 30.0,
        cost=pair + np.array([0.005, 0.01]),
        output=pair + np.array([1800.0, 150.0]),
        support=pair + np.array([0.75, 0.6]),
        weary=pair + np.array([0.4, 0.3]),
        openness=pair + np.array([0.3, 0.7]),
        backing=pair + np.array([0.5, 0.7]),
        leaning=pair + np.array([0.1, 0.6]),
        pressed=pair + np.array([0.04, 0.0]),
        strained=pair + np.array([1.3, 1.2]),
        isolation=pair + np.array([0.5, 0.0]),
        publicity=pair + 0.8,
        rearm=pair + np.array([0.15, 0.08]),
        exposed=pair + np.array([1.0, 0.0]),
        senders=senders,
        weights=np.ones((2, len(FACTORS))),
        clout=np.full(STATES, 1.0 / STATES),
    )
    return replace(made, **told)


def only(*factors: str) -> Array:
    """Weights of leaders who care for these factors alone."""
    return np.array([[1.0 if name in factors else 0.0 for name in FACTORS]] * 2)


def duel(odds: float, costs: tuple[float, float], runs: int = 1, **told: Any) -> Case:
    """One region, held half and half, worth 1 to each; both believe the same of the next battle."""
    half = np.full((runs, 2, 1), 0.5)
    one, pair = np.ones((2, 1)), np.zeros((runs, 2))
    set_ = {
        "hold": half, "both": half.sum(axis=1, keepdims=True), "own": np.array([[0.0], [1.0]]), "worth": one,
        "claim": one, "reach": one, "odds": pair + np.array([odds, 1.0 - odds]), "cost": pair + np.array(costs),
        "weary": pair, "leaning": pair, "pressed": pair, "strained": pair, "exposed": pair, "rearm": pair,
        "weights": only("territory", "conflict", "commitment"),
    }  # fmt: skip
    return case(runs, **(set_ | told))


def deals(runs: int = 1, regions: int = REGIONS, **told: Any) -> Terms:
    """Deals in which nothing is agreed but what is told, by clause."""
    length = {"R": runs, "Y": 2, "C": regions, "Z": SEATS, "T": 1, "K": SECTORS, "F": STEPS, "S": STATES}
    blank = {
        name: np.zeros(tuple(length[axis] for axis in str(about["axes"]).split())) for name, about in CLAUSES.items()
    }
    for name, value in told.items():
        blank[name] = blank[name] + np.asarray(value)
    return Terms((0, 1), **blank)


def split(shares: Array) -> Terms:
    """A ceasefire and one region divided so that party 0 gets these shares, from half and half."""
    terms = deals(len(shares), 1, cease=1.0)
    withdraw = np.stack([np.maximum(1.0 - 2.0 * shares, 0.0), np.maximum(2.0 * shares - 1.0, 0.0)], axis=1)
    return replace(terms, withdraw=withdraw[:, :, None])


@st.composite
def wars(draw: st.DrawFn) -> Case:
    """Wars of all kinds: any holdings, beliefs, moods, pressures."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))

    def pair(low: float, high: float) -> Array:
        return chance.uniform(low, high, (1, 2))

    share = chance.uniform(0.0, 1.0, (1, 1, REGIONS))
    return case(
        hold=np.concatenate([share, 1.0 - share], axis=1),
        both=np.ones((1, 1, REGIONS)),
        worth=chance.uniform(0.05, 1.0, (2, REGIONS)),
        odds=pair(0.2, 0.8), evidence=pair(2.0, 60.0), cost=pair(0.0, 0.03), support=pair(0.2, 0.9),
        weary=pair(0.0, 0.9), openness=pair(0.0, 1.0), backing=pair(0.0, 1.0), leaning=pair(0.0, 0.6),
        pressed=pair(0.0, 0.1) * np.array([1.0, 0.0]), strained=pair(0.5, 2.0), isolation=pair(0.0, 1.0),
        publicity=pair(0.0, 1.0), rearm=pair(0.0, 0.3), exposed=pair(0.0, 1.0),
    )  # fmt: skip
