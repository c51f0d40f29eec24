"""Sanctions: what measures cost whom, what leaks, who profits, and what lifting gives back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import worlds
from wargame.axes import Array
from wargame.forum import SECTORS
from wargame.orders import Orders, none
from wargame.rules import sanctions
from wargame.scenario import Scenario, draws, opening
from wargame.world import World

PACKAGES = [{"motion": kind, "target": "RED", "at_once": n} for kind, n in (("package", 2), ("relief", 1))]
TRADE = {"gas": {"RED": 0.4}, "oil": {"RED": 0.4}, "trade": {"RED": 0.05}}


def union(rollover: bool = True, **more: Any) -> Scenario:
    """Blue and Gold in a union that may sanction Red; Gold may do so alone."""
    powers = PACKAGES + ([{"motion": "rollover", "target": "RED"}] if rollover else [])
    body = {"name": "U", "fictional": "U", "rule": "majority", "members": ["BLU", "GLD"], "powers": powers}
    return worlds.duel(
        states={"BLU": TRADE, "GLD": TRADE | {"position": 0.4}, "RED": {"position": 0.0}},
        **{"alliances": {"U": body}, "sanctioners": {"RED": ["GLD"]}, **more},
    )


def third() -> Scenario:
    """The union is Blue alone, Gold a third state through which measures leak."""
    body = {"name": "U", "fictional": "U", "rule": "majority", "members": ["BLU"], "powers": PACKAGES}
    return worlds.duel(
        states={"BLU": TRADE | {"position": 1.0}, "GLD": {"position": 0.2}, "RED": {"position": 0.0}},
        alliances={"U": body},
        routes={"RED": {"GLD": dict.fromkeys(SECTORS, 0.5)}},
    )


def start(scenario: Scenario, runs: int = 1) -> World:
    return replace(opening(scenario, draws(scenario, 1, range(runs))), turn=1)


def passing(world: World, told: Mapping[str, float], conceded: float = 0.0) -> World:
    """The world at the moment at which these items have just passed."""
    f = world.board.forum
    passed = np.array([[told.get(name, 0.0) for name in f.item_names]] * world.runs)
    dockets = np.array([[conceded if any(passed[0, q] for q in f.items_of(p)) else 0.0 for p in range(len(f.dockets))]])
    return replace(world, passed=passed, conceded=dockets + np.zeros((world.runs, 1)))


def after(scenario: Scenario, world: World, orders: Orders | None = None) -> World:
    """The world after the phase of sanctions."""
    chance = draws(scenario, 1, range(world.runs)).at(1)
    params = (scenario.params.sanctions, scenario.params.states)
    return sanctions.apply(world, orders or none(world), params, chance)


def months(scenario: Scenario, world: World, turns: int) -> World:
    """So many turns in which nothing is decided."""
    for _ in range(turns):
        world = after(scenario, replace(passing(world, {}), turn=world.turn + 1))
    return world


def levels(world: World) -> Array:
    """Of the last sender, the alliance, by sector."""
    found: Array = sanctions.in_force(world.measures, world.board)[0, 0, :, -1]
    return found


def rows(world: World) -> int:
    return int(world.measures.live[0].sum())


def alone(world: World, change: float) -> Orders:
    return replace(none(world), sanction=np.full((1, 1, len(SECTORS)), change))


EVERYTHING = {f"package.1:RED:{sector}": 0.5 for sector in SECTORS}


def test_a_package_forbids_a_share_of_what_is_left() -> None:
    scenario = union()
    once = after(scenario, passing(start(scenario), EVERYTHING))
    np.testing.assert_allclose(levels(once), 0.5)
    again = after(scenario, passing(once, EVERYTHING | {f"package.2:RED:{SECTORS[0]}": 0.5}))
    np.testing.assert_allclose(levels(again), [0.875, 0.75, 0.75, 0.75])
    assert rows(again) == 9


def test_measures_cost_their_target_by_what_it_relies_on_and_their_senders_by_what_is_at_stake() -> None:
    scenario = union()
    calm, hit = (after(scenario, passing(start(scenario), told)) for told in ({}, EVERYTHING))
    assert calm.pressure[0, 0] == 0.0
    assert hit.pressure[0, 0] > 1.0
    assert worlds.of(hit, "strain", "RED") == hit.pressure[0, 0] / 100.0
    assert worlds.of(hit, "strain", "BLU") == 0.0
    assert 0.0 < hit.elite_pressure[0, 0] <= 1.0
    assert worlds.of(hit, "blowback", "BLU") > 0.0
    assert worlds.of(hit, "blowback", "RED") == 0.0


def test_a_target_adapts_and_a_sender_finds_others() -> None:
    scenario = union(rollover=False)
    fresh = months(scenario, after(scenario, passing(start(scenario), EVERYTHING)), 3)
    later = months(scenario, fresh, 20)
    assert 0.4 * fresh.pressure[0, 0] < later.pressure[0, 0] < 0.9 * fresh.pressure[0, 0]
    assert worlds.of(later, "blowback", "BLU") < 0.9 * worlds.of(fresh, "blowback", "BLU")


def test_a_package_runs_out_unless_it_is_rolled_over() -> None:
    scenario = union()
    begun = after(scenario, passing(start(scenario), EVERYTHING))
    assert rows(months(scenario, begun, 4)) == 4
    gone = months(scenario, begun, 5)
    assert rows(gone) == 0
    assert gone.pressure[0, 0] == 0.0
    renewed = after(scenario, passing(months(scenario, begun, 4), {"rollover:RED": 1.0}))
    assert rows(months(scenario, renewed, 5)) == 4
    early = after(scenario, passing(begun, {"rollover:RED": 1.0}))  # not yet due: nothing is won by it
    assert rows(months(scenario, early, 4)) == 0


def test_where_there_is_nothing_to_roll_over_a_package_stands() -> None:
    scenario = union(rollover=False)
    assert rows(months(scenario, after(scenario, passing(start(scenario), EVERYTHING)), 20)) == 4


def test_what_is_conceded_leaks_out_of_that_package_alone() -> None:
    scenario = union()
    sound, bought = (after(scenario, passing(start(scenario), EVERYTHING, price)) for price in (0.0, 0.2))
    assert bought.pressure[0, 0] == pytest.approx(0.8 * sound.pressure[0, 0])
    second = after(scenario, passing(bought, EVERYTHING))
    np.testing.assert_array_equal(second.measures.leak[0, :8], [0.2] * 4 + [0.0] * 4)


def test_relief_takes_its_share_of_the_sector_the_newest_first() -> None:
    scenario = union()
    old = months(scenario, after(scenario, passing(start(scenario), {"package.1:RED:trade": 0.5})), 2)
    both = after(scenario, passing(old, {"package.1:RED:trade": 0.5, "package.1:RED:finance": 0.5}))
    eased = after(scenario, passing(both, {"relief:RED:trade": 0.25}))
    np.testing.assert_allclose(levels(eased), [0.5, 0.0, 0.0, 0.5625])
    np.testing.assert_allclose(eased.measures.level[0, [0, 2]], [0.5, 0.0625])  # the old one is whole
    none_left = after(scenario, passing(both, {"relief:RED:trade": 1.0}))
    np.testing.assert_array_equal(levels(none_left), [0.5, 0.0, 0.0, 0.0])


def test_a_state_moves_its_own_measures_in_one_row_a_sector() -> None:
    scenario = union()
    first = after(scenario, start(scenario), alone(start(scenario), 0.5))
    more = after(scenario, first, alone(first, 0.75))
    np.testing.assert_array_equal(sanctions.in_force(more.measures, more.board)[0, 0, :, 2], 1.0)  # no more than all
    assert rows(more) == 4
    assert months(scenario, more, 20).measures.live[0].sum() == 4
    assert rows(after(scenario, more, alone(more, -1.0))) == 0


def test_a_state_applies_the_strictest_of_its_measures() -> None:
    scenario = union()
    world = passing(start(scenario), EVERYTHING)
    both, union_alone = after(scenario, world, alone(world, 0.2)), after(scenario, world)
    assert both.pressure[0, 0] == union_alone.pressure[0, 0]
    stricter = after(scenario, world, alone(world, 0.75))
    assert stricter.pressure[0, 0] > union_alone.pressure[0, 0]


def test_who_defects_presses_less_and_who_is_spared_pays_less() -> None:
    scenario = union()
    world = passing(start(scenario), EVERYTHING)
    part = np.array([[[0.0, 1.0, 0.0]]])  # Blue's
    loyal, defecting, spared = (
        after(scenario, replace(world, **change)) for change in ({}, {"defected": part}, {"exempt": part})
    )
    assert defecting.pressure[0, 0] < loyal.pressure[0, 0] == spared.pressure[0, 0]
    assert worlds.of(spared, "blowback", "BLU") == worlds.of(defecting, "blowback", "BLU") == 0.0
    assert worlds.of(spared, "blowback", "GLD") == worlds.of(loyal, "blowback", "GLD")


def test_dear_gas_makes_energy_forgone_dearer() -> None:
    scenario = union()
    world = passing(start(scenario), {"package.1:RED:energy": 0.5})
    cheap, dear, dearest = (after(scenario, replace(world, gas_price=np.array([p]))) for p in (30.0, 90.0, 900.0))
    costs = [worlds.of(x, "blowback", "BLU") for x in (cheap, dear, dearest)]
    assert costs[1] == pytest.approx(1.6 * costs[0])
    assert costs[2] == pytest.approx(2.2 * costs[0])
    trade = passing(start(scenario), {"package.1:RED:trade": 0.5})
    same = [after(scenario, replace(trade, gas_price=np.array([p]))) for p in (30.0, 300.0)]
    assert worlds.of(same[0], "blowback", "BLU") == worlds.of(same[1], "blowback", "BLU")


def test_third_states_open_ways_round_and_profit_by_them() -> None:
    scenario = third()
    early = after(scenario, passing(start(scenario), EVERYTHING))
    later = months(scenario, early, 12)
    assert 0.0 < early.routed[0, 0, 3] < later.routed[0, 0, 3] < 0.5
    assert later.pressure[0, 0] < early.pressure[0, 0]
    assert worlds.of(later, "profit", "GLD") > worlds.of(early, "profit", "GLD") == 0.0
    assert worlds.of(later, "profit", "BLU") == 0.0


@pytest.mark.parametrize("closed", ["apart", "enforced", "applies"])
def test_ways_round_are_narrower(closed: str) -> None:
    """Where the third state stands further from the target, where effort goes into it, where it joins in."""
    scenario = third()
    world = passing(start(scenario), EVERYTHING)
    narrow = {
        "apart": {"lean": np.array([[0.0, 1.0, 0.6]])},
        "enforced": {"enforced": np.array([[1.0]])},
        "applies": {"member": np.array([[[0.0, 1.0, 1.0]]])},
    }[closed]
    open_, shut = (months(scenario, after(scenario, replace(world, **change)), 9) for change in ({}, narrow))
    assert (shut.routed[0] < 0.8 * open_.routed[0]).all()


def test_enforcement_is_a_part_of_packages_and_slackens() -> None:
    scenario = third()
    world = after(scenario, passing(start(scenario), {"package.1:RED:enforcement": 0.5}))
    assert world.enforced[0, 0] == 0.5
    twice = after(scenario, passing(start(scenario), {f"package.{n}:RED:enforcement": 0.5 for n in (1, 2)}))
    assert twice.enforced[0, 0] == 0.75
    slack = months(scenario, world, 24)
    assert slack.enforced[0, 0] == pytest.approx(0.5 * np.exp(-1.0))


def test_a_full_table_refuses_the_newest_and_counts() -> None:
    scenario = union(acts=4)
    full = after(scenario, passing(start(scenario), EVERYTHING))
    over = after(scenario, passing(full, EVERYTHING))
    assert (rows(over), over.measures.refused[0]) == (4, 4.0)
    np.testing.assert_array_equal(levels(over), levels(full))


def test_old_rows_are_folded_and_lose_nothing() -> None:
    scenario = union(rollover=False)
    world = start(scenario)
    for _ in range(3):
        world = after(scenario, replace(passing(world, EVERYTHING), turn=world.turn + 1))
    assert rows(world) == 12
    later = months(scenario, world, 24)
    assert rows(later) == 4
    np.testing.assert_array_equal(levels(later), levels(world))


def test_measures_of_state_0_are_in_force_then() -> None:
    told = {"sender": "U", "target": "RED", "sector": "finance", "level": 0.5, "since": "2029-06-30"}
    scenario = union(measures=[told | {"expires": "2030-03-01"}])
    world = start(scenario)
    assert world.measures.age[0, 0] == pytest.approx(6.05, abs=0.01)
    assert world.pressure[0, 0] > 0.0
    assert rows(months(scenario, world, 1)) == 1
    assert rows(months(scenario, world, 3)) == 0


# In any world


def drawn(scenario: Scenario, seed: int) -> tuple[World, Orders]:
    """A world in which alliances and states have imposed measures at large for half a year."""
    chance, world = np.random.default_rng(seed), start(scenario)
    for turn in range(2, 8):
        motions = [scenario.board.forum.dockets[p].motion for p, _ in scenario.board.forum.items]
        adopted = np.array([[0.3 * chance.random() if kind == "package" else 0.0 for kind in motions]])
        ordered = replace(none(world), sanction=0.2 * chance.random(none(world).sanction.shape))
        world = after(scenario, replace(world, turn=turn, passed=adopted), ordered)
    return replace(world, passed=0.0 * world.passed), none(world)


def without(world: World, row: int) -> World:
    live = world.measures.live.copy()
    live[0, row] = 0.0
    return replace(world, measures=replace(world.measures, live=live))


@given(worlds.scenarios(), st.integers(0, 999))
def test_a_measure_taken_away_leaves_the_world_as_if_it_had_never_been(scenario: Scenario, seed: int) -> None:
    """Bit for bit: in whatever slots the others lie, and whatever was added and taken away in between."""
    world, _ = drawn(scenario, seed)
    assume(rows(world) > 1)
    params = (scenario.params.sanctions, scenario.params.states)
    row = int(np.flatnonzero(world.measures.live[0])[seed % rows(world)])
    bare = sanctions.felt(without(world, row), params)
    shuffled = np.random.default_rng(seed).permutation(world.measures.live.shape[1])
    table = without(world, row).measures
    moved = {name: np.ascontiguousarray(getattr(table, name)[:, shuffled]) for name in vars(table) if name != "refused"}
    elsewhere = sanctions.felt(replace(world, measures=replace(table, **moved)), params)
    for name in ("pressure", "elite_pressure", "strain", "blowback", "profit", "routed"):
        np.testing.assert_array_equal(getattr(bare, name), getattr(elsewhere, name))
    p, stocks = scenario.params.sanctions, {}
    for name, state in (("with", world), ("without", without(world, row))):
        stocks[name] = sanctions.by_sender(
            sanctions.effect(sanctions.ramped(state.measures, p), state.measures, p), state.measures, world.board
        )
    taken = stocks["with"] - stocks["without"]
    assert (np.count_nonzero(taken), taken.sum()) == (
        1,
        sanctions.effect(sanctions.ramped(world.measures, p), world.measures, p)[0, row],
    )


@given(worlds.scenarios(), st.integers(0, 999))
def test_a_stricter_measure_never_presses_less(scenario: Scenario, seed: int) -> None:
    world, quiet = drawn(scenario, seed)
    assume(rows(world) > 0)
    before = after(scenario, world, quiet)
    for q, (p, content) in enumerate(scenario.board.forum.items):
        if scenario.board.forum.dockets[p].motion == "package" and content in SECTORS:
            passed = 0.0 * world.passed
            passed[0, q] = 0.4
            stricter = after(scenario, replace(world, passed=passed), quiet)
            assert (stricter.pressure >= before.pressure).all()
    if scenario.board.forum.senders:
        stricter = after(scenario, world, replace(quiet, sanction=quiet.sanction + 0.3))
        assert (stricter.pressure >= before.pressure).all()


@given(worlds.scenarios(), st.integers(0, 999))
def test_sanctions_stay_in_their_bounds(scenario: Scenario, seed: int) -> None:
    world, _ = drawn(scenario, seed)
    table = world.measures
    for value in (table.level, table.leak, world.routed, world.enforced, world.elite_pressure):
        assert ((value >= 0.0) & (value <= 1.0)).all()
    for value in (world.pressure, world.blowback, world.profit, world.strain):
        assert (value >= 0.0).all()
    assert (sanctions.in_force(table, world.board) <= 1.0).all()


def test_one_run_is_a_row_of_many() -> None:
    scenario = third()
    one, many = (months(scenario, after(scenario, passing(start(scenario, r), EVERYTHING)), 8) for r in (1, 70))
    assert worlds.differing(one, many, 0, 0) == []


def test_a_number_by_run_moves_that_run_alone() -> None:
    scenario = third()
    world = passing(start(scenario, 2), EVERYTHING)
    numbers = scenario.params.sanctions
    changes = {"bite": 2.0, "finance": 3.0, "ramp": 2.0, "term": 3.0, "enforced_months": 12.0, "cost": 0.01}
    changes |= {"route_months": 6.0, "foothold": 0.3, "margin": 0.5, "elite_trade": 0.5, "dear": 0.6}
    swept = replace(numbers, **{k: np.array([getattr(numbers, k), v]) for k, v in changes.items()})
    chance = draws(scenario, 1, range(2)).at(1)
    done = sanctions.apply(world, none(world), (swept, scenario.params.states), chance)
    plain = sanctions.apply(world, none(world), (numbers, scenario.params.states), chance)
    assert worlds.differing(done, plain, 0, 0) == []
    assert done.pressure[1, 0] != plain.pressure[1, 0]
