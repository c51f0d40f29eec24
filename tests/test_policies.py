"""Every policy: legal orders, seats decided together as one by one, nothing read that a seat may not see."""

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import worlds
from hidden import elsewhere
from wargame.axes import Array
from wargame.data import scenarios
from wargame.observe import legal, view
from wargame.orders import ANSWER, COMMAND, PROPOSE, Orders, checked, only, seats_of
from wargame.policies import POLICIES, settings
from wargame.policies.base import Policy
from wargame.policies.doctrine import Doctrine
from wargame.scenario import Scenario, draws, load, opening
from wargame.turn import Request, play
from wargame.world import digest

NAMES = sorted(POLICIES)
TALKS = 4  # the first turn in which doctrine has something tabled
RECORDED = {"ukraine-2022"}  # scenarios with decisions on record
QUICK = [name for name in NAMES if name not in ("lookahead", "script")]  # in worlds by the dozen
UNSCRIPTED = [name for name in NAMES if name != "script"]  # without a record it is doctrine: a test below
SEATED = [(name, policy) for name in sorted(scenarios()) for policy in (NAMES if name in RECORDED else UNSCRIPTED)]


def decided(
    scenario: Scenario, policy: str, turns: int, seed: int = 1, runs: int = 2
) -> Iterator[tuple[Request, Orders]]:
    """What the seats are asked turn after turn and what they order, the policy in every seat."""
    source, plays = draws(scenario, seed, range(runs)), worlds.policy(policy, scenario)
    world, seats = opening(scenario, source), everyone(scenario)
    for _ in range(turns):
        turn = play(world, scenario.params, source, scenario.events)
        request = next(turn)
        try:
            while True:
                orders = asked(plays, request, seats)
                yield request, orders
                request = turn.send(orders)
        except StopIteration as end:
            world = end.value.world


def moments(scenario: Scenario, policy: str, turns: int, seed: int = 1, runs: int = 2) -> Iterator[Request]:
    """What the seats are asked turn after turn, the policy in every seat."""
    return (request for request, _ in decided(scenario, policy, turns, seed, runs))


def length(policy: str, turns: int) -> int:
    """So many turns, but for who plays ahead, which takes long, to the first in which offers are on the table."""
    return min(turns, TALKS) if policy == "lookahead" else turns


def everyone(scenario: Scenario) -> list[int]:
    """All seats: states, then alliances."""
    return list(range(len(scenario.seats)))


def asked(plays: Policy, request: Request, seats: Sequence[int]) -> Orders:
    here = [seat for seat in seats if seat in request.seats]
    if not here:
        return request.nothing
    return plays.decide(request.view(here), here, request.moment, request.legal, request.params, request.draws)


def refused(request: Request, orders: Orders) -> Orders | None:
    return checked(orders, request.legal, request.world.board, request.moment)[1]


def differing(a: Orders, b: Orders) -> list[str]:
    """Kinds of order in which two sets differ in any bit."""
    return [item.name for item in fields(Orders) if getattr(a, item.name).tobytes() != getattr(b, item.name).tobytes()]


def fighters_and_donors(scenario: Scenario) -> list[int]:
    """Seats that have something to decide, and one that has not; every alliance."""
    b = scenario.board
    busy = {who for who, _, _ in b.pairs}
    idle = [s for s in range(len(b.states)) if s not in busy]
    return sorted(busy)[:5] + idle[:1] + everyone(scenario)[len(b.states) :]


def parties_and_another(scenario: Scenario) -> list[int]:
    """The two of the first war, whose talks are played ahead, and the last seat."""
    return sorted({*next(iter(scenario.board.quarrels), ()), len(scenario.seats) - 1})


# Legal orders


@pytest.mark.parametrize(("shipped", "policy"), SEATED, indirect=["shipped"])
def test_orders_are_legal_on_the_shipped_scenarios(shipped: Scenario, policy: str) -> None:
    for request, orders in decided(shipped, policy, min(shipped.turns, 24 if policy != "lookahead" else 6)):
        assert refused(request, orders) is None


@given(worlds.scenarios(), st.sampled_from(QUICK), st.integers(0, 99))
def test_orders_are_legal_in_generated_worlds(scenario: Scenario, policy: str, seed: int) -> None:
    for request, orders in decided(scenario, policy, 6, seed):
        assert refused(request, orders) is None


@pytest.mark.parametrize("policy", UNSCRIPTED)
def test_a_seat_asks_for_itself_alone(small: Scenario, policy: str) -> None:
    plays = worlds.policy(policy, small)
    for request in moments(small, policy, 3):
        for seat in everyone(small):
            orders = asked(plays, request, [seat])
            for name, owner in seats_of(small.board).items():
                assert not np.any(getattr(orders, name)[:, owner != seat]), name


# A group decides as its members


def looked_at(turn: int, turns: int) -> bool:
    """The first turn and the last: before anything is on the table, and with offers on it."""
    return turn in (1, turns)


def alone_as_together(scenario: Scenario, policy: str, turns: int, seed: int = 1) -> None:
    plays, seats = worlds.policy(policy, scenario), everyone(scenario)
    for request, whole in decided(scenario, policy, length(policy, turns), seed):
        if not looked_at(request.world.turn, length(policy, turns)):
            continue
        for seat in fighters_and_donors(scenario):
            assert differing(only(whole, scenario.board, [seat]), asked(plays, request, [seat])) == [], (
                scenario.board.states[seat]
            )
        half = seats[::2]
        assert differing(only(whole, scenario.board, half), asked(plays, request, half)) == []


@pytest.mark.parametrize(("shipped", "policy"), SEATED, indirect=["shipped"])
def test_a_group_decides_as_its_members_on_the_shipped_scenarios(shipped: Scenario, policy: str) -> None:
    alone_as_together(shipped, policy, 6)


@pytest.mark.parametrize("policy", UNSCRIPTED)
def test_a_group_decides_as_its_members_in_worlds_of_every_layout(small: Scenario, policy: str) -> None:
    alone_as_together(small, policy, 6)


@given(worlds.scenarios(), st.sampled_from(QUICK), st.integers(0, 99))
def test_a_group_decides_as_its_members_in_generated_worlds(scenario: Scenario, policy: str, seed: int) -> None:
    alone_as_together(scenario, policy, 4, seed)


# No peeking


def blind_to_others(scenario: Scenario, policy: str, turns: int, seed: int = 1) -> None:
    chance, plays = np.random.default_rng(seed), worlds.policy(policy, scenario)
    for request, together in decided(scenario, policy, length(policy, turns), seed):
        if not looked_at(request.world.turn, length(policy, turns)):
            continue
        for seat in fighters_and_donors(scenario) if policy != "lookahead" else parties_and_another(scenario):
            world = elsewhere(request.world, seat, chance)
            assert digest(world) != digest(request.world)
            later = any(done.moment == PROPOSE for done in request.done)
            most = legal(world, scenario.params, request.moment, later)
            other, own = replace(request, world=world, legal=most), only(together, scenario.board, [seat])
            assert differing(own, asked(plays, other, [seat])) == [], scenario.seats[seat]
            among = only(asked(plays, other, everyone(scenario)), scenario.board, [seat])
            assert differing(own, among) == [], scenario.seats[seat]


@pytest.mark.parametrize(("shipped", "policy"), SEATED, indirect=["shipped"])
def test_orders_don_t_depend_on_what_a_seat_may_not_see(shipped: Scenario, policy: str) -> None:
    blind_to_others(shipped, policy, 6)


@pytest.mark.parametrize("policy", UNSCRIPTED)
def test_orders_don_t_depend_on_what_a_seat_may_not_see_in_worlds_of_every_layout(small: Scenario, policy: str) -> None:
    blind_to_others(small, policy, 5)


@given(worlds.scenarios(), st.sampled_from(QUICK), st.integers(0, 99))
def test_orders_don_t_depend_on_what_a_seat_may_not_see_in_generated_worlds(
    scenario: Scenario, policy: str, seed: int
) -> None:
    blind_to_others(scenario, policy, 4, seed)


def test_by_then_offers_are_played_out(ukraine: Scenario) -> None:
    """What is said of who plays ahead would be said of doctrine alone if nothing were on the table by then."""
    told = (worlds.generated(6, 14, 3, 2, 3, False), load("the-offer", POLICIES), load("classroom", POLICIES), ukraine)
    for scenario in told:
        request, orders = [found for found in decided(scenario, "doctrine", TALKS) if found[0].moment == ANSWER][-1]
        assert request.world.turn == TALKS
        assert orders.answer.any()


@pytest.mark.parametrize("policy", ["doctrine", "script"])
def test_orders_do_depend_on_what_a_seat_sees(ukraine: Scenario, policy: str) -> None:
    request = list(moments(ukraine, "doctrine", 3))[-1]
    russia, ukraines = (ukraine.board.states.index(name) for name in ("RUS", "UKR"))
    told = ukraine if policy == "doctrine" else replace(ukraine, spec=ukraine.spec.model_copy(update={"script": []}))
    plays, world = worlds.policy(policy, told), request.world
    b = world.board
    massed = np.where(np.asarray(b.holder) == ukraines, world.forces * 4.0, world.forces)
    other = replace(request, world=replace(world, forces=massed))
    assert differing(asked(plays, request, [russia]), asked(plays, other, [russia]))


class Foresight:
    """Chance in which everything but this turn's whims and misreadings is another."""

    def __init__(self, now: Any, later: Any) -> None:
        self.now, self.later = now, later

    def normal(self, name: str) -> Array:
        drawn: Array = (self.now if name == "fog" else self.later).normal(name)
        return drawn

    def uniform(self, name: str) -> Array:
        drawn: Array = self.now.uniform(name)
        return drawn

    @property
    def turn(self) -> int:
        turn: int = self.now.turn
        return turn

    def imagined(self, seat: int, copies: int, rows: Sequence[int]) -> Any:
        return self.now.imagined(seat, copies, rows)


class Counting:
    """Chance that notes what is asked of it."""

    def __init__(self, chance: Any, asked_for: list[str]) -> None:
        self.chance, self.asked_for, self.turn = chance, asked_for, chance.turn

    def normal(self, name: str) -> Array:
        self.asked_for.append(name)
        drawn: Array = self.chance.normal(name)
        return drawn

    def uniform(self, name: str) -> Array:
        self.asked_for.append(name)
        drawn: Array = self.chance.uniform(name)
        return drawn

    def imagined(self, seat: int, copies: int, rows: Sequence[int]) -> Any:
        return self.chance.imagined(seat, copies, rows)


@pytest.mark.parametrize("policy", UNSCRIPTED)
def test_orders_don_t_depend_on_draws_to_come(small: Scenario, policy: str) -> None:
    plays, seats, other = worlds.policy(policy, small), everyone(small), draws(small, 77, range(2))
    for request in moments(small, policy, length(policy, 4)):
        foreseen: Any = Foresight(request.draws, other.at(request.world.turn))
        here = [seat for seat in seats if seat in request.seats]
        if not here:
            continue
        seen = view(request.world, small.params, request.draws, here, request.moment)
        orders = [
            plays.decide(seen, here, request.moment, request.legal, request.params, chance)
            for chance in (request.draws, foreseen)
        ]
        assert differing(*orders) == []


# Facts


@pytest.mark.parametrize("policy", NAMES)
def test_a_policy_declares_its_facts(ukraine: Scenario, policy: str) -> None:
    plays = worlds.policy(policy, ukraine)
    assert plays.name == policy
    assert isinstance(plays.stochastic, bool)
    assert isinstance(plays.single_run, bool)
    assert inspect.getdoc(type(plays))
    assert list(inspect.signature(plays.decide).parameters) == ["view", "seats", "moment", "legal", "params", "draws"]


@pytest.mark.parametrize("policy", NAMES)
def test_a_policy_that_is_not_stochastic_draws_nothing(ukraine: Scenario, policy: str) -> None:
    plays, asked_for = worlds.policy(policy, ukraine), list[str]()
    for request in moments(ukraine, policy, 1):
        seats = list(request.seats)
        counting = Counting(request.draws, asked_for)
        plays.decide(request.view(seats), seats, request.moment, request.legal, request.params, counting)
    assert bool(asked_for) is plays.stochastic


def test_the_numbers_of_the_policies_are_on_record(ukraine: Scenario) -> None:
    told = {item.path: item for item in settings(ukraine)}
    assert all(item.unit and item.meaning for item in told.values())
    assert "policies.doctrine.aggression" in told
    assert all(
        item.low is not None and item.high is not None and item.low <= item.value <= item.high for item in told.values()
    )


def test_no_two_parts_of_doctrine_have_a_number_of_one_name() -> None:
    """The later would silently stand in for the earlier."""
    named = [(name, part.__name__) for part in Doctrine.__mro__ for name in inspect.get_annotations(part)]
    numbers = [(name, part) for name, part in named if part != "Doctrine"]
    assert len({name for name, _ in numbers}) == len(numbers), sorted(numbers)
    assert {name for name, _ in numbers} == set(POLICIES["doctrine"].numbers)


def test_without_a_record_a_script_is_doctrine(small: Scenario) -> None:
    script_is_doctrine(small)


@pytest.mark.parametrize("shipped", sorted(scenarios().keys() - RECORDED), indirect=True)
def test_without_a_record_a_script_is_doctrine_on_the_shipped_scenarios(shipped: Scenario) -> None:
    script_is_doctrine(shipped)


def script_is_doctrine(scenario: Scenario) -> None:
    plays, seats = worlds.policy("script", scenario), everyone(scenario)
    for request, orders in decided(scenario, "doctrine", 3):
        assert differing(asked(plays, request, seats), orders) == []


# The agents of a game


@pytest.mark.parametrize("policy", UNSCRIPTED)
def test_shuffling_the_agents_changes_nothing(small: Scenario, policy: str) -> None:
    tidy, shuffled = worlds.game(small, 0, policy), worlds.game(small, 0, policy)
    for _ in range(length(policy, 4)):
        tidy.step()
        shuffled.agents.shuffle(inplace=True)
        shuffled.step()
        assert digest(tidy.world) == digest(shuffled.world)


def test_shuffling_agents_of_several_policies_changes_nothing(ukraine: Scenario) -> None:
    seats = {"all": "doctrine", "RUS": "script", "USA": "random", "POL": "hold"}
    tidy, shuffled = (worlds.Game(ukraine, seats=seats) for _ in range(2))
    for _ in range(4):
        tidy.step()
        shuffled.agents.shuffle(inplace=True)
        shuffled.step()
        assert digest(tidy.world) == digest(shuffled.world)


def test_hold_asks_for_nothing_and_random_for_something(small: Scenario) -> None:
    for request in moments(small, "hold", 2):
        assert not any(
            np.any(getattr(asked(POLICIES["hold"](small), request, everyone(small)), item.name))
            for item in fields(Orders)
        )
        if request.moment == COMMAND:
            assert any(
                np.any(getattr(asked(POLICIES["random"](small), request, everyone(small)), item.name))
                for item in fields(Orders)
            )
