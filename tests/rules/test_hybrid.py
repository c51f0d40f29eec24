"""Hybrid operations: incidents by chance, who is named for them, and what shared intelligence changes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import worlds
from rivals import PACT, command, facing, start
from wargame.game import Game
from wargame.orders import none
from wargame.rules import alliances, fog, hybrid
from wargame.scenario import Scenario
from wargame.world import World


def after(scenario: Scenario, runs: int = 4000, probe: float = 0.5, inform: float = 0.0, **fields: float) -> World:
    """Many runs of one month of operations."""
    world, chance = start(scenario, runs, **fields)
    nothing = none(world)
    orders = replace(nothing, probe=nothing.probe + probe, inform=nothing.inform + inform)
    return hybrid.operate(world, orders, (scenario.params.hybrid, scenario.params.states), chance)


def test_incidents_have_the_mean_and_variance_of_a_poisson_count() -> None:
    """Both equal the rate, within four standard errors of 20 000 counts."""
    scenario = facing(rules={"hybrid": {"hostility": 0.0, "impunity": 0.0, "deterred": 0.0, "rate": 3.0}})
    count = after(scenario, 20_000, network=0.5).incidents[:, 0]
    assert count.mean() == pytest.approx(1.5, abs=4 * np.sqrt(1.5 / 20_000))
    assert count.var() == pytest.approx(1.5, abs=4 * np.sqrt((1.5 + 2 * 1.5**2) / 20_000))


def test_cases_are_traced_as_a_binomial_count() -> None:
    scenario = facing(rules={"hybrid": {"rate": 0.0, "shared": 0.0, "trace": 0.2}})
    found = after(scenario, 20_000, incidents=10.0, unclaimed=10.0)
    odds = 1.0 - np.exp(-0.2)
    assert found.exposed.mean() == pytest.approx(10 * odds, abs=4 * np.sqrt(10 * odds * (1 - odds) / 20_000))
    np.testing.assert_array_equal(found.unclaimed + found.attributed, found.incidents)
    np.testing.assert_array_equal(found.attributed, found.exposed)


def test_an_incident_is_not_traced_in_its_own_month() -> None:
    assert (after(facing(rules={"hybrid": {"rate": 3.0, "trace": 0.12}}), 200).attributed == 0.0).all()


def test_a_network_follows_the_effort_in_its_months() -> None:
    scenario = facing()
    grown = after(scenario, 1, probe=1.0, network=0.0).network[0, 0]
    assert grown == pytest.approx(1.0 - np.exp(-1.0 / scenario.params.hybrid.network_months))
    assert after(scenario, 1, probe=0.0, network=0.5).network[0, 0] < 0.5


@pytest.mark.parametrize(
    ("field", "low", "high"), [("pressure", 0.0, 8.0), ("rung", 2.0, 7.0), ("unclaimed", 0.0, 8.0)]
)
def test_more_hostility_and_impunity_never_mean_fewer_incidents(field: str, low: float, high: float) -> None:
    """On the same draws, and more in the mean."""
    scenario = facing(
        alliances={"PACT": {**PACT["PACT"], "powers": [{"motion": "package", "target": "RED"}]}},
        rules={"hybrid": {"rate": 1.0, "trace": 0.0}},
    )
    always: dict[str, float] = {"incidents": 8.0, "attributed": 0.0}
    if field == "unclaimed":
        little, much = (after(scenario, **{**always, field: x, "attributed": 8.0 - x}) for x in (low, high))
    else:
        little, much = (after(scenario, **{**always, field: x}) for x in (low, high))
    assert (much.incidents >= little.incidents).all()
    assert much.incidents.mean() > little.incidents.mean()


def test_deployment_deters_incidents() -> None:
    """With more forward there are never more incidents on the same draws; but a pact that is split deters nobody."""
    scenario = facing(rules={"hybrid": {"rate": 2.0}})
    few, many = (after(scenario, cohesion=0.8, flank=men) for men in (0.0, 40.0))
    assert (many.incidents <= few.incidents).all()
    assert many.incidents.mean() < 0.95 * few.incidents.mean()
    split = [after(scenario, cohesion=0.0, flank=men).incidents for men in (0.0, 40.0)]
    np.testing.assert_array_equal(*split)


def test_incidents_can_t_run_away() -> None:
    """The worst of everything is a bounded number of times the calm."""
    scenario = facing()
    h = scenario.params.hybrid
    world, _ = start(scenario, 1, rung=10.0, pressure=1e9, incidents=1e6, unclaimed=1e6)
    calm, _ = start(scenario, 1, rung=0.0, incidents=1e6, attributed=1e6, cohesion=1.0, flank=1e9)
    worst = hybrid.hazard(world, np.zeros_like(world.granted) + 1e9, h) / hybrid.hazard(calm, 0.0 * calm.granted, h)
    assert worst[0, 0] <= np.exp(h.hostility + h.impunity + h.deterred) * (1.0 + 1e-9)


def test_shared_intelligence_raises_attribution() -> None:
    scenario = facing(rules={"hybrid": {"rate": 0.0, "trace": 0.1}})
    alone, helped = (after(scenario, incidents=10.0, unclaimed=10.0, intelligence=x) for x in (0.0, 0.8))
    assert (helped.exposed >= alone.exposed).all()
    assert helped.exposed.mean() > 1.3 * alone.exposed.mean()


def test_intelligence_comes_from_partners_by_what_their_services_can_do() -> None:
    """Blue is told by Gold, its donor; Red has no partner; nobody is told by himself."""
    small, great = (
        facing(states={"GLD": {"military_spending": money}}, rules={"hybrid": {"services": 10.0}})
        for money in (1.0, 90.0)
    )
    told = [after(scenario, 1, inform=1.0).intelligence[0] for scenario in (small, great)]
    red, blue, gold = (small.board.states.index(name) for name in ("RED", "BLU", "GLD"))
    assert 0.0 < told[0][blue] < told[1][blue] < 1.0
    assert told[1][red] == told[1][gold] == 0.0
    assert after(great, 1, inform=0.0).intelligence[0, blue] == 0.0


def test_shared_intelligence_narrows_fog() -> None:
    scenario = worlds.duel(rules={"fog": {"lasting": 0.2, "fresh": 0.2}})
    world, chance = start(scenario, 400)
    b, blue = world.board, world.board.states.index("BLU")
    sharp = np.zeros_like(world.intelligence)
    sharp[:, blue] = 1.0
    dim, clear = (
        np.log(fog.error(w, scenario.params.fog, chance)) for w in (world, replace(world, intelligence=sharp))
    )
    for w in range(b.sizes()["W"]):
        left = 1.0 - scenario.params.fog.narrowed * (b.who[w] == blue)
        np.testing.assert_allclose(clear[:, w], left * dim[:, w])


def test_operations_laid_at_a_door_alarm_the_alliance() -> None:
    scenario = facing()
    world, chance = start(scenario, 1, exposed=2.0, alarm=0.0)
    numbers = (scenario.params.alliances, scenario.params.states)
    assert alliances.reckon(world, none(world), numbers, chance).alarm[0, 0] == pytest.approx(
        2.0 * scenario.params.alliances.exposed
    )


def test_a_service_probes_less_where_it_is_caught_and_where_it_must_fear_an_answer() -> None:
    scenario = facing(alliances={"PACT": {**PACT["PACT"], "powers": [{"motion": "package", "target": "RED"}]}})

    def effort(**fields: float) -> float:
        world = start(scenario, 1, **{"pressure": 5.0, "cohesion": 0.7, **fields})[0]
        return float(command(scenario, world).probe[0, 0])

    assert effort(pressure=0.0) == 0.0
    assert effort(attributed=9.0, incidents=9.0) < effort(unclaimed=9.0, incidents=9.0)
    assert effort(flank=60.0) < effort(flank=1.0)


def test_states_share_with_partners_of_one_mind() -> None:
    near, far = (facing(states={"BLU": {"position": 1.0}, "GLD": {"position": position}}) for position in (0.95, 0.1))
    shared = [command(s, start(s, 1)[0]).inform[0, s.board.states.index("GLD")] for s in (near, far)]
    assert shared[0] > 0.5
    with_own_pact_only = facing(states={"BLU": {"position": 1.0}, "GLD": {"position": 0.1}})
    assert command(with_own_pact_only, start(with_own_pact_only, 1)[0]).inform[0, 0] == 0.0


@given(worlds.scenarios(), st.integers(0, 99))
def test_cases_add_up_in_generated_worlds(scenario: Scenario, seed: int) -> None:
    world = worlds.game(scenario, 6, "random", seed=seed).world
    np.testing.assert_array_equal(world.unclaimed + world.attributed, world.incidents)
    for name in ("network", "intelligence"):
        assert ((getattr(world, name) >= 0.0) & (getattr(world, name) <= 1.0)).all()
    assert (world.unclaimed >= 0.0).all()


@pytest.mark.long
def test_history_s_decisions_bring_about_as_many_incidents(ukraine: Scenario) -> None:
    """3 counted in 2022 and 12 in 2023; medians within a factor of 1.5, at the pressure that economists estimate."""
    game, ends = Game(ukraine, seats={"all": "script"}, runs=range(100)), []
    for t in range(1, 24):
        bitten = 9.0 * (1.0 - np.exp(-t / 5.0))  # where the rules of measures give a pressure, that one counts
        game.world = replace(game.world, pressure=np.zeros_like(game.world.pressure) + bitten)
        game.step()
        ends += [np.median(game.world.incidents[:, 0])] if t in (11, 23) else []
    assert 3 / 1.5 <= ends[0] <= 3 * 1.5
    assert 12 / 1.5 <= ends[1] - ends[0] <= 12 * 1.5
