"""A game is an ensemble of one run: row k of a block is game k, bit for bit."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from wargame.draws import Draws
from wargame.game import Game
from wargame.generator import generate
from wargame.orders import Orders
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load
from wargame.turn import Request
from wargame.world import digest, rows

UNSCRIPTED = sorted(POLICIES.keys() - {"script"})  # where nothing is on record it is doctrine
QUICK = sorted(POLICIES.keys() - {"script", "lookahead"})  # in worlds by the dozen


def same_as_games(scenario: Scenario, block: Game, turns: int, policy: str, every: int = 1) -> None:
    """Every row of a block, or the first, the last and every so many between, is the game of its number."""
    for row in {*range(0, len(block.runs), every), len(block.runs) - 1}:
        run = block.runs[row]
        alone = worlds.game(scenario, turns, policy, seed=block.seed, run=run)
        assert worlds.differing(block.world, alone.world, row, 0) == [], f"run {run}"
        assert digest(block.world, row) == digest(alone.world)


@pytest.mark.parametrize("policy", sorted(POLICIES))
@pytest.mark.parametrize("count", [1, 3, pytest.param(24, marks=pytest.mark.long)])
def test_row_k_of_a_block_is_game_k(ukraine: Scenario, policy: str, count: int) -> None:
    same_as_games(
        ukraine, worlds.game(ukraine, 4, policy, seed=7, runs=range(count)), 4, policy, every=max(count // 4, 1)
    )


def test_row_k_of_a_full_block_is_game_k(ukraine: Scenario) -> None:
    same_as_games(ukraine, worlds.game(ukraine, 2, runs=range(128)), 2, "doctrine", every=9)


@pytest.mark.long
def test_row_k_of_a_thousand_is_game_k(ukraine: Scenario) -> None:
    """All of them as in blocks of fifty, and a share of them as alone."""
    whole = worlds.game(ukraine, 3, runs=range(1000))
    same_as_games(ukraine, whole, 3, "doctrine", every=13)
    for first in range(0, 1000, 50):
        part = worlds.game(ukraine, 3, runs=range(first, first + 50)).world
        assert worlds.differing(rows(whole.world, np.arange(first, first + 50)), part) == [], first


def test_row_k_is_game_k_to_the_end(shipped: Scenario) -> None:
    block = worlds.game(shipped, shipped.turns, seed=3, runs=range(2))
    assert not block.running
    same_as_games(shipped, block, shipped.turns, "doctrine")


@pytest.mark.parametrize("policy", UNSCRIPTED)
def test_row_k_is_game_k_in_worlds_of_every_layout(small: Scenario, policy: str) -> None:
    turns = 5 if policy != "lookahead" else 4  # by which offers are on the table
    same_as_games(small, worlds.game(small, turns, policy, runs=range(3)), turns, policy, every=2)


@given(worlds.scenarios(), st.integers(0, 2**40), st.sampled_from(QUICK))
def test_row_k_is_game_k_in_generated_worlds(scenario: Scenario, seed: int, policy: str) -> None:
    same_as_games(scenario, worlds.game(scenario, 5, policy, seed=seed, runs=[4, 0, 2]), 5, policy)


def test_a_run_depends_neither_on_its_block_nor_on_its_place_in_it(ukraine: Scenario) -> None:
    whole = worlds.game(ukraine, 3, runs=range(12)).world
    some = worlds.game(ukraine, 3, runs=[11, 4, 7]).world
    assert worlds.differing(rows(whole, np.array([11, 4, 7])), some) == []


def test_runs_and_seeds_are_different_campaigns(ukraine: Scenario) -> None:
    block = worlds.game(ukraine, 2, runs=range(3)).world
    other = worlds.game(ukraine, 2, seed=2).world
    assert len({digest(block, row) for row in range(3)} | {digest(other)}) == 4


def test_ten_turns_are_the_beginning_of_forty_five(ukraine: Scenario) -> None:
    short = load("ukraine-2022", POLICIES, {"calendar.turns": 10})
    begun = worlds.game(short, 10)
    assert not begun.running
    assert worlds.differing(begun.world, worlds.game(ukraine, 10).world) == []


class Listening(Game):
    """A game that keeps the fortunes of war of every turn."""

    def answer(self, request: Request) -> Orders:
        chance = request.draws
        told = (chance.normal("luck"), chance.normal("toll"), chance.uniform("resolve"))
        self.luck = getattr(self, "luck", set()) | {(chance.turn, tuple(x.tobytes() for x in told))}
        return super().answer(request)


def test_two_policies_on_one_seed_share_their_luck(ukraine: Scenario) -> None:
    games = [Listening(ukraine, seed=5, run=2, seats={"all": policy}) for policy in ("hold", "random", "doctrine")]
    for played in games:
        for _ in range(3):
            played.step()
    first, *others = (played.luck for played in games)  # the same at all moments of a turn, however many there are
    assert sorted(turn for turn, _ in first) == [1, 2, 3]
    assert all(first == other for other in others)
    assert len({digest(played.world) for played in games}) == 3


def test_a_game_goes_its_own_way_whatever_else_is_played_meanwhile(ukraine: Scenario) -> None:
    here, there = Game(ukraine, seed=1), Game(ukraine, seed=9, seats={"all": "random"})
    for _ in range(3):
        here.step()
        there.step()
    assert digest(here.world) == digest(worlds.game(ukraine, 3, seed=1).world)


def test_the_chance_of_a_game_is_that_of_its_row() -> None:
    sizes = {"S": 3, "H": 2, "C": 5, "D": 4, "N": 6}
    block, alone = Draws(3, range(9), sizes), Draws(3, [6], sizes)
    assert block.at(20).normal("luck")[6].tobytes() == alone.at(20).normal("luck")[0].tobytes()


@pytest.mark.parametrize("domain", ["combat", "logistics", "economy", "politics"])
def test_a_row_of_a_sweep_is_the_game_with_those_numbers(small: Scenario, domain: str) -> None:
    def changed(by: object) -> Scenario:
        numbers = getattr(small.params, domain)
        every = {item.name: by * getattr(numbers, item.name) for item in fields(numbers)}
        return replace(small, params=replace(small.params, **{domain: replace(numbers, **every)}))

    block = worlds.game(changed(np.array([1.0, 0.9])), 5, "random", runs=range(2)).world
    for run, by in enumerate([1.0, 0.9]):
        assert worlds.differing(block, worlds.game(changed(by), 5, "random", run=run).world, run, 0) == []


def test_row_k_is_game_k_in_a_world_of_many_states() -> None:
    large = generate(40, 150, 3, 2, 4, 1, aligned=False)
    same_as_games(large, worlds.game(large, 3, runs=range(3)), 3, "doctrine", every=2)


@pytest.mark.long
@given(worlds.scenarios(), st.integers(0, 2**40), st.sampled_from(QUICK))
@settings(max_examples=60)
def test_row_k_is_game_k_in_many_worlds_and_long_wars(scenario: Scenario, seed: int, policy: str) -> None:
    same_as_games(scenario, worlds.game(scenario, 24, policy, seed=seed, runs=range(3)), 24, policy)
