"""Every phase of the rulebook: shapes kept, input untouched, finite, only its own fields written, nothing lost."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import negotiated
import worlds
from wargame.axes import Array
from wargame.board import FAR
from wargame.events import happen
from wargame.observe import legal, view
from wargame.orders import ASKED, Orders, checked, seats_asked
from wargame.policies import POLICIES
from wargame.rules import PHASES, Phase
from wargame.scenario import Scenario, draws, load, opening
from wargame.tables import columns
from wargame.world import World, leaves

POLICY = ("random", "doctrine")
SHARES_OF_GAS = ("gas", "withheld", "notice", "storage", "saving", "bill", "leverage")
Step = tuple[Phase, Orders, World, World]


def steps(scenario: Scenario, policy: str, turns: int, seed: int = 1, runs: int = 2) -> Iterator[Step]:
    """Every phase of some turns: the phase, the orders, the world before (not to be written to) and after it."""
    plays, source = worlds.policy(policy, scenario), draws(scenario, seed, range(runs))
    world = opening(scenario, source)
    for turn in range(1, turns + 1):
        world, chance = happen(replace(world, turn=turn), scenario.events), source.at(turn)
        for moment in ASKED:
            most, seats = legal(world, scenario.params, moment), list(seats_asked(scenario.board, moment))
            seen = view(world, scenario.params, chance, seats, moment)
            asked = plays.decide(seen, seats, moment, most, scenario.params, chance) if seats else most
            orders, _ = checked(asked, most, world.board, moment)
            for phase in (phase for phase in PHASES if phase.moment == moment):
                before = sealed(world)
                world = phase.play(before, orders, scenario.params, chance)
                yield phase, orders, before, world


def sealed(world: World) -> World:
    for _, _, value in leaves(world):
        value.setflags(write=False)
    return world


def contract(step: Step) -> None:
    """What holds of every phase."""
    phase, _, before, after = step
    for (name, owner, old), (_, _, new) in zip(leaves(before), leaves(after), strict=True):
        assert (new.shape, new.dtype) == (old.shape, old.dtype), f"{phase.name} changes the shape of {name}"
        assert new is old or np.isfinite(new).all(), f"{phase.name} leaves {name} without a number"
        assert owner == phase.domain or new is old, f"{phase.name} writes {name}, which is {owner}'s"
    assert (after.turn, after.board, after.months, after.calendar) == (
        *(before.turn, before.board),
        *(before.months, before.calendar),
    )


def bounds(world: World) -> None:
    """What holds of every world."""
    b = world.board
    land = [n for n in range(len(b.regions)) if b.sovereign[n] >= 0]
    assert np.abs(world.control.sum(axis=1)[:, land] - 1.0).max() < 1e-9
    assert (world.settled >= 0.0).all()
    assert (world.settled <= world.control[..., : b.contested] + 1e-12).all()
    for name in (
        *("control", "works", "spans", "support", "weariness", "unrest", "war_effort"),
        *("lean", "standing", "isolation", "recognition", "condemned"),
        *("credibility", "channel", "engaged", "dialogue", "risk", "network", "intelligence"),
        *SHARES_OF_GAS,
    ):
        value = getattr(world, name)
        assert (value >= 0.0).all(), name
        assert (value <= 1.0 + 1e-12).all(), name
    for name in (
        "forces",
        "reserve",
        "training",
        "manpower",
        "materiel",
        "ordered",
        "kit",
        "stock",
        "granted",
        "losses",
        "fallen",
        "committed",
        "burnt",
        "output",
        "garrison",
        "gas_price",
        "supply",
        "coming",
        "crossings",
        "exposed",
    ):
        assert (getattr(world, name) >= 0.0).all(), name
    for name in ("routed", "enforced", "elite_pressure", "blowback", "profit", "strain"):
        value = getattr(world, name)
        assert (value >= 0.0).all(), name
        assert (value <= 1.0).all(), name
    assert (world.pressure >= 0.0).all()
    for name in ("live", "level", "leak"):
        value = getattr(world.measures, name)
        assert ((value >= 0.0) & (value <= 1.0)).all(), name
    assert ((world.rung >= 0.0) & (world.rung <= 10.0)).all()
    assert (world.unclaimed + world.attributed == world.incidents).all()
    empty = np.asarray(b.holder) < 0
    assert (world.forces[:, empty] == 0.0).all()
    assert (world.control[:, empty] == 0.0).all()
    assert (world.distance <= 2.0 * FAR).all()


def standing(world: World) -> Array:
    """Men in forces by state, `[R,S]`, thousands, wherever they stand."""
    men = np.zeros(world.reserve.shape)
    for (h, n), state in np.ndenumerate(world.board.holder):
        if state >= 0:
            men[:, state] += world.forces[:, h, n]
    return men


def people(world: World) -> Array:
    """Everyone who is, was or can be under arms, `[R,S]`."""
    return world.manpower + world.training.sum(axis=2) + world.reserve + standing(world) + world.losses


def kept(played: Iterable[Step]) -> Iterator[Step]:
    """The same phases, each found to hold to its contract and to leave a world within bounds."""
    for step in played:
        contract(step)
        bounds(step[-1])
        yield step


@pytest.mark.parametrize("policy", POLICY)
def test_phases_keep_their_contract_on_the_shipped_scenarios(shipped: Scenario, policy: str) -> None:
    for step in steps(shipped, policy, 10):
        contract(step)
        bounds(step[-1])


@pytest.mark.parametrize("policy", POLICY)
def test_phases_keep_their_contract_in_worlds_of_every_layout(small: Scenario, policy: str) -> None:
    for step in steps(small, policy, 8):
        contract(step)
        bounds(step[-1])


@given(worlds.scenarios(), st.sampled_from(POLICY), st.integers(0, 999))
def test_phases_keep_their_contract_in_generated_worlds(scenario: Scenario, policy: str, seed: int) -> None:
    for step in steps(scenario, policy, 8, seed):
        contract(step)
        bounds(step[-1])


def written(scenario: Scenario, policy: str, turns: int, runs: int = 2) -> set[str]:
    """Names of the arrays that some phase changes."""
    return {
        name
        for _, _, before, after in steps(scenario, policy, turns, runs=runs)
        for (name, _, old), (_, _, new) in zip(leaves(before), leaves(after), strict=True)
        if not np.array_equal(old, new)
    }


def test_every_field_of_the_world_has_an_owner_who_writes_it(ukraine: Scenario) -> None:
    """Random orders find no consent among many members, and staffs break no union: it takes both, and a veto."""
    owners = {owner for _, owner, _ in leaves(ukraine.world)}
    assert owners == {phase.domain for phase in PHASES} | {"events", "chance"}
    dear = load("ukraine-2022", POLICIES, {"policies.doctrine.cost": 0.35})  # so that some members object
    two_targets = worlds.KINDS["mixed-threes"]()
    known = written(ukraine, "random", 14) | written(ukraine, "doctrine", 14)
    known |= written(dear, "doctrine", 14, 4) | written(two_targets, "random", 8)
    known |= {
        name
        for before, played in negotiated.story()
        for old, new in pairwise([before, *(done.world for done in played.done)])
        for name in worlds.differing(old, new)
    }
    untouched = {name for name, owner, _ in leaves(ukraine.world) if owner in ("events", "chance")}
    untouched |= {"leaders"}  # only events bring down a leader
    untouched |= {"shipments.refused", "measures.refused"}  # a scenario has tables that its orders don't overfill
    assert known == {name for name, _, _ in leaves(ukraine.world)} - untouched


# Conservation: what is there at the end came from somewhere


def conserved(scenario: Scenario, played: Iterable[Step]) -> None:
    """Men, equipment, shipments and money of a game add up."""
    first, b = None, scenario.board
    granted = burnt = procured = arms = 0.0
    for phase, orders, before, after in played:
        first = before if first is None else first
        if phase.name == "logistics.deliver":
            arms = arms + (after.kit - before.kit).sum(axis=2)
        if phase.name == "logistics.muster":
            granted = granted + orders.aid + before.pledged
            burnt = burnt + np.minimum(before.burnt, before.materiel - 0.01)
            procured = procured + before.procured
        last = after
    assert first is not None
    np.testing.assert_allclose(people(last), people(first), rtol=1e-9, atol=1e-9)
    stock = last.materiel + last.ordered.sum(axis=2)
    source = first.materiel + first.ordered.sum(axis=2) + procured
    came = (last.received - first.received - arms) * scenario.params.logistics.aid_units
    np.testing.assert_allclose(stock, source + came - burnt, rtol=1e-9, atol=1e-9)
    assert (last.shipments.refused == 0.0).all()
    np.testing.assert_allclose(last.granted - first.granted, granted, rtol=1e-9, atol=1e-9)
    sent = granted + under_way(first)
    for s in range(len(b.states)):
        pairs = [d for d, (_, whom, _) in enumerate(b.pairs) if whom == s]
        came, coming = last.received[:, s], under_way(last)[:, pairs].sum(axis=1)
        np.testing.assert_allclose(came + coming, sent[:, pairs].sum(axis=1), rtol=1e-9, atol=1e-9)


def under_way(world: World) -> Array:
    """Aid under way by pair, `[R,D]`."""
    ships, pairs = world.shipments, np.arange(len(world.board.pairs))
    whole: Array = ((ships.live * ships.amount)[:, :, None] * (ships.pair[:, :, None] == pairs)).sum(axis=1)
    return whole


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_nothing_is_lost_in_a_whole_game(shipped: Scenario, policy: str) -> None:
    told = replace(shipped, events=tuple(e for e in shipped.events if not gives(e.acts)))
    conserved(told, steps(told, policy, shipped.turns))


def gives(acts: object) -> bool:
    """Whether an event makes men or equipment out of nothing."""
    return any(act.field in ("manpower", "materiel", "treasury") for act in acts)  # type: ignore[attr-defined]


@given(worlds.scenarios(), st.sampled_from(POLICY), st.integers(0, 999))
def test_nothing_is_lost_in_generated_worlds(scenario: Scenario, policy: str, seed: int) -> None:
    conserved(scenario, steps(scenario, policy, 8, seed))


@given(worlds.scenarios(), st.sampled_from(POLICY))
def test_money_is_earned_spent_or_kept(scenario: Scenario, policy: str) -> None:
    p, s = scenario.params.economy, scenario.params.states
    for phase, orders, before, after in steps(scenario, policy, 6):
        if phase.name != "economy.account":
            continue
        month = s.gdp / 12.0 * before.dt
        under_arms = worlds.theatre_men(before) + before.reserve + before.training.sum(axis=2)
        given_away = np.zeros(before.output.shape)
        for d, (who, _, _) in enumerate(before.board.pairs):
            given_away[:, who] += (orders.aid[:, d] + before.pledged[:, d]) * p.euro
        earned = month * after.output * after.war_effort
        standing_cost = p.standing * s.military_spending / 12.0 * before.dt + p.upkeep * under_arms * before.dt
        kept = before.treasury + earned - standing_cost - given_away - after.procured * p.unit_cost
        np.testing.assert_allclose(after.treasury, np.minimum(kept, month * p.ceiling), rtol=1e-9, atol=1e-9)
        assert (after.procured <= s.industry * before.dt + 1e-12).all()


def test_every_column_of_a_table_has_its_owner(ukraine: Scenario) -> None:
    names = {name for name, _, _ in leaves(ukraine.world)}
    for table in ("shipments", "measures"):
        assert {f"{table}.{column}" for column in columns(getattr(ukraine.world, table))} <= names
    shared = {"board", "months", "calendar", "turn", "shipments", "measures"}
    assert {item.name for item in fields(World)} - shared <= names


@pytest.mark.long
@given(worlds.scenarios(), st.sampled_from(POLICY), st.integers(0, 999))
@settings(max_examples=60)
def test_long_wars_in_generated_worlds_keep_every_promise(scenario: Scenario, policy: str, seed: int) -> None:
    conserved(scenario, kept(steps(scenario, policy, 30, seed, runs=3)))
