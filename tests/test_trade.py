"""Measures that states take alone by doctrine: who takes them, how fast, and when they are lifted."""

from typing import Any

import numpy as np
import pytest

import worlds
from wargame.rules import sanctions
from wargame.scenario import Scenario


def lone(state: dict[str, Any] | None = None, target: str = "RED") -> Scenario:
    """Gold may take measures alone against a party to the war."""
    places = {"RED": {"position": 0.0, "capital": [30.0, 50.0]}, "BLU": {"position": 1.0, "capital": [31.0, 50.0]}}
    gold = {"position": 1.0, "salience": 1.0, "weariness": 0.0, "capital": [32.0, 50.0], "trade": {target: 0.05}}
    return worlds.duel(states=places | {"GLD": gold | (state or {})}, sanctioners={target: ["GLD"]})


def taken(scenario: Scenario, turns: int = 12) -> float:
    world = worlds.game(scenario, turns).world
    return float(sanctions.in_force(world.measures, world.board)[0, 0, :, 2].sum())


def test_who_stands_far_from_a_party_to_a_war_forbids_dealings_with_it() -> None:
    assert taken(lone()) > 1.0
    assert taken(lone({"position": 0.0})) == 0.0


@pytest.mark.parametrize(
    "less",
    [{"position": 0.8}, {"salience": 0.5}, {"weariness": 0.6}, {"capital": [90.0, 50.0]}, {"trade": {"RED": 0.1}}],
)
def test_less_is_forbidden(less: dict[str, Any]) -> None:
    """By those nearer to its cause, further from its border, less concerned, weary, or more dependent."""
    assert 0.0 < taken(lone(less)) < taken(lone())


def test_the_same_rule_holds_against_either_party() -> None:
    assert taken(lone({"position": 0.0, "capital": [29.0, 50.0]}, "BLU")) == pytest.approx(taken(lone()), rel=0.05)


def test_measures_rise_at_a_pace_and_are_lifted_with_the_war() -> None:
    steps = 0.15 * 4
    assert taken(lone(), 1) <= steps + 1e-9
    assert taken(lone(), 1) < taken(lone(), 2) <= 2.0 * steps + 1e-9
    game = worlds.game(lone(), 8)
    peace = worlds.with_field(lone(), war=np.zeros_like(lone().world.war))
    assert taken(peace) == 0.0
    assert game.world.measures.live.sum() > 0.0
