"""Whole turns in the strict reading of the array API give the same bits as in numpy."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

import array_api_strict as strict
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from wargame.orders import Orders, none
from wargame.policies import POLICIES
from wargame.rules import Params
from wargame.scenario import Scenario, draws, opening
from wargame.turn import Request
from wargame.world import in_library


class StrictDraws:
    """The same chance, handed out as strict arrays."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def at(self, turn: int) -> "StrictDraws":
        return StrictDraws(self.inner.at(turn))

    def normal(self, name: str) -> Any:
        return strict.asarray(self.inner.normal(name))

    def uniform(self, name: str) -> Any:
        return strict.asarray(self.inner.uniform(name))


IN_ANY = sorted(set(POLICIES) - {"lookahead"})  # who plays ahead makes copies of numpy, and plays those
UNSCRIPTED = [name for name in IN_ANY if name != "script"]  # where nothing is on record it is doctrine


def in_strict(record: Any) -> Any:
    """A tree of parameters with its arrays in the strict library."""
    changed = {}
    for item in fields(record):
        value = getattr(record, item.name)
        changed[item.name] = (
            in_strict(value)
            if is_dataclass(value)
            else strict.asarray(value)
            if isinstance(value, np.ndarray)
            else value
        )
    return replace(record, **changed)


def back(world: Any) -> Any:
    return in_library(world, np.asarray)


def same_in_strict(scenario: Scenario, policy: str, turns: int, runs: int = 2, params: Params | None = None) -> None:
    """Turns in both libraries, from the same start, compared after each."""
    plays = worlds.policy(policy, scenario)
    params = params or scenario.params

    def answer(request: Request) -> Orders:
        seats = list(request.seats)
        if not seats:
            return request.nothing
        return plays.decide(request.view(seats), seats, request.moment, request.legal, request.params, request.draws)

    source = draws(scenario, 4, range(runs))
    world = opening(scenario, source)
    other = in_library(world, strict.asarray)
    for _ in range(turns):
        world = worlds.answered(scenario, world, source, answer, params).world
        other = worlds.answered(scenario, other, StrictDraws(source), answer, in_strict(params)).world
        assert worlds.differing(world, back(other)) == []


@pytest.mark.parametrize("policy", UNSCRIPTED)
def test_a_scenario_plays_the_same_in_the_strict_library(shipped: Scenario, policy: str) -> None:
    same_in_strict(shipped, policy, 3)


def test_a_record_of_decisions_plays_the_same_in_the_strict_library(ukraine: Scenario) -> None:
    same_in_strict(ukraine, "script", 4)


@pytest.mark.parametrize("policy", UNSCRIPTED)
def test_worlds_of_every_layout_play_the_same_in_the_strict_library(small: Scenario, policy: str) -> None:
    same_in_strict(small, policy, 3)


@given(worlds.scenarios(), st.sampled_from(UNSCRIPTED))
@settings(max_examples=5)
def test_generated_worlds_play_the_same_in_the_strict_library(scenario: Scenario, policy: str) -> None:
    same_in_strict(scenario, policy, 3)


def test_a_sweep_plays_the_same_in_the_strict_library(small: Scenario) -> None:
    combat, logistics = scenario_leaves(small.params.combat), scenario_leaves(small.params.logistics)
    economy, politics = scenario_leaves(small.params.economy), scenario_leaves(small.params.politics)
    swept = replace(small.params, combat=combat, logistics=logistics, economy=economy, politics=politics)
    same_in_strict(small, "random", 3, runs=2, params=swept)


def scenario_leaves(params: Any) -> Any:
    """Every number of a domain as an array by run, the second run's a little larger."""
    return replace(params, **{item.name: np.array([1.0, 1.02]) * getattr(params, item.name) for item in fields(params)})


def test_no_orders_are_made_in_the_library_of_the_world(small: Scenario) -> None:
    world = in_library(small.world, strict.asarray)
    assert all(getattr(none(world), item.name).__array_namespace__() is world.xp for item in fields(Orders))
