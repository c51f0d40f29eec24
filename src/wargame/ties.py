"""Ties: how much a target of measures relies on each state in each sector, and what forbidding it costs that state.

Worked out once from what a scenario tells of banks, energy, trade and output. Reliance in a sector is each state's
share of what the target has with all of them: output where money and know-how are bought, purchases of gas and oil for
energy, trade weighted by output for goods. Exposure weighs the sector in the state's own economy.
"""

from collections.abc import Mapping, Sequence
from math import exp
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.forum import SECTORS, Forum
from wargame.region import distance_km
from wargame.spec import Number, State, plain

REACH_KM = 1500.0  # distance of capitals at which nearness is 1/e; assumption
HABIT = 0.15  # weight of banks where nothing is told; assumption
HEAVY = 0.05  # share of trade with a target at which dependence counts in full; assumption
PARTS = {"technology": 0.35, "trade": 0.6}  # of that weight, by sector; assumption


def told(by: Mapping[str, Number], whom: str, default: float = 0.0) -> float:
    """A share told by name."""
    return plain(by[whom]) if whom in by else default


def reliance(states: Mapping[str, State], table: Forum) -> Array:
    """Shares of each target's dealings by sector and state, `[T,K,S]`; they sum to 1 over the states but itself."""
    ids = list(states)
    whole = np.zeros((len(table.targets), len(SECTORS), len(ids)))
    for t, index in enumerate(table.targets):
        target = ids[index]
        for s, (name, state) in enumerate(states.items()):
            if name != target:
                whole[t, :, s] = _dealings(state, target)
    sums: Array = whole.sum(axis=2, keepdims=True)
    shares: Array = whole / np.maximum(sums, 1e-12)
    return shares


def _dealings(state: State, target: str) -> tuple[float, float, float, float]:
    """What a state deals in with a target: money, energy, know-how, goods, each in units of its own."""
    output = plain(state.gdp)
    energy = 0.5 * told(state.gas, target) + told(state.oil, target)
    return output, energy * output, output, told(state.trade, target) * output + 1e-6 * output


def exposure(states: Mapping[str, State], table: Forum) -> Array:
    """Weight in a state's own economy of its dealings with each target by sector, `[T,K,S]`."""
    ids = list(states)
    found = np.zeros((len(table.targets), len(SECTORS), len(ids)))
    for t, index in enumerate(table.targets):
        target = ids[index]
        for s, (name, state) in enumerate(states.items()):
            if name != target:
                goods = told(state.trade, target) / HEAVY
                energy = 0.5 * told(state.gas, target) + 0.5 * told(state.oil, target)
                found[t, :, s] = (
                    told(state.banks, target, HABIT),
                    energy,
                    PARTS["technology"] * goods,
                    PARTS["trade"] * goods,
                )
    return found


def nearness(states: Mapping[str, State], table: Forum) -> Array:
    """How near each state lies to each target by their capitals, `[T,S]`, 1 next door."""
    places = [state.capital for state in states.values()]
    return np.array([[_near(places[t], place) for place in places] for t in table.targets]).reshape(
        len(table.targets), len(places)
    )


def _near(a: Sequence[float] | None, b: Sequence[float] | None) -> float:
    return exp(-distance_km((a[0], a[1]), (b[0], b[1])) / REACH_KM) if a and b else 0.0


def caps(routes: Mapping[str, Mapping[str, Mapping[Any, Number]]], ids: Sequence[str], table: Forum) -> Array:
    """What a third state could replace of a target's lost dealings by sector, `[J,K]`."""
    rows = [
        [told(routes[ids[table.targets[t]]][ids[third]], sector) for sector in SECTORS] for third, t in table.routes
    ]
    return np.array(rows).reshape(len(table.routes), len(SECTORS))
