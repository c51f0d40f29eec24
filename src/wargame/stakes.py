"""Stakes: what a scenario tells of each state's claims and beliefs, as the columns that the calculus reads."""

from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.spec import Factor, ScenarioSpec, State, plain

FACTORS: tuple[str, ...] = Factor.__args__  # type: ignore[attr-defined]


def columns(spec: ScenarioSpec, b: Board) -> dict[str, Array]:
    """Claims, what victory would give, beliefs and weights of all states."""
    states = spec.states.values()
    told: dict[str, Any] = {
        name: np.array([plain(getattr(state.stakes, name)) for state in states])
        for name in ("odds", "evidence", "publicity", "rearm")
    }
    weights = [[plain(state.stakes.weights.get(factor, 1.0)) for factor in FACTORS] for state in states]  # type: ignore[call-overload]
    claims = np.array([_claims(state, s, b) for s, state in enumerate(states)])
    reach = np.array([_reach(state, row, b) for state, row in zip(states, claims, strict=True)])
    size = (len(spec.states), b.contested)
    return told | {"claims": claims.reshape(size), "reach": reach.reshape(size), "weights": np.array(weights)}


def _claims(state: State, s: int, b: Board) -> Array:
    """Share of each region of the theatre that a state claims: its own land, and what it says beside."""
    own = (np.asarray(b.sovereign)[: b.contested] == s) * 1.0
    return _by_region(state.stakes.claims, own, b)


def _reach(state: State, claims: Array, b: Board) -> Array:
    """Share of each region that it would hold after a decisive victory."""
    return _by_region(state.stakes.reach, claims, b)


def _by_region(told: dict[str, float], default: Array, b: Board) -> Array:
    row = default.copy()
    for region, share in told.items():
        for n in b.wholes.get(region, ()) or (b.regions.index(region),):
            if n < b.contested:
                row[n] = share
    return row
