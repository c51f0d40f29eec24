"""Energy: what a cut does to price and leverage, how demand and supply answer, and what a contract given up frees."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from wargame.orders import none, parsed
from wargame.rules import energy
from wargame.rules.energy import Energy
from wargame.scenario import Scenario, draws, opening
from wargame.world import LEAD, World


def sold(rules: dict[str, float] | None = None, **states: dict[str, Any]) -> Scenario:
    """Red sells gas to Blue and Gold, who buy on one market."""
    told: dict[str, dict[str, Any]] = {
        "RED": {"gas_own": 100.0, "gas_use": 40.0},
        "BLU": {"gas": {"RED": 0.3}, "gas_use": 20.0, "alternatives": 0.5},
        "GLD": {"gas": {"RED": 0.5}, "gas_use": 30.0, "alternatives": 0.5},
    }
    facts = {name: {**figures, **states.get(name, {})} for name, figures in told.items()}
    return worlds.duel(states=facts, rules={"energy": {"cold": 0.0, **(rules or {})}})


def months(scenario: Scenario, *orders: Sequence[str]) -> list[World]:
    """The market alone, a month for each list of orders, from state 0 on."""
    source = draws(scenario, 1, [0])
    story = [opening(scenario, source)]
    for turn, lines in enumerate(orders, start=1):
        world = replace(story[-1], turn=turn)
        params = (scenario.params.energy, scenario.params.states)
        story.append(energy.trade(world, parsed(lines, world), params, source.at(turn)))
    return story


def series(story: Iterable[World], field: str) -> list[float]:
    return [float(getattr(world, field)[0]) for world in story]


def tie(world: World, field: str, importer: str) -> float:
    """What a tie of an importer with Red is."""
    states, f = world.board.states, world.board.forum
    return float(getattr(world, field)[0, f.gas.index((states.index(importer), states.index("RED")))])


QUIET: list[str] = []
CUT = ["RED cut GLD 0.6"]


def test_an_undisturbed_market_stays_at_its_price_while_storage_goes_with_the_seasons() -> None:
    story = months(sold(), *[QUIET] * 24)
    np.testing.assert_allclose(series(story, "gas_price"), Energy().normal, rtol=1e-9)
    filling = series(story, "storage")
    assert filling[9] == pytest.approx(filling[21], abs=1e-9)
    assert max(filling[1:13]) - min(filling[1:13]) > 1.5 * Energy().swing
    assert filling.index(max(filling[:13])) == 10  # October, the snapshot being the end of December
    assert series(story, "saving")[-1] == series(story, "supply")[-1] == 0.0


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
@settings(max_examples=25)
def test_more_withheld_is_never_cheaper(a: float, b: float) -> None:
    less, more = (series(months(sold(), *[[f"RED cut GLD {share}"]] * 8), "gas_price") for share in sorted((a, b)))
    assert all(x <= y + 1e-9 for x, y in zip(less, more, strict=True))


def test_a_cut_raises_price_and_leverage_and_bills_of_all_who_buy_on_the_market() -> None:
    calm, cut = months(sold(), *[QUIET] * 4)[-1], months(sold(), *[CUT] * 4)[-1]
    assert cut.gas_price[0] > 1.5 * calm.gas_price[0]
    for state in ("BLU", "GLD"):
        assert worlds.of(cut, "leverage", state) > worlds.of(calm, "leverage", state)
        assert worlds.of(cut, "bill", state) > worlds.of(calm, "bill", state) == 0.0
    assert worlds.of(cut, "leverage", "GLD") > worlds.of(cut, "leverage", "BLU")  # who buys more is held more
    assert worlds.of(cut, "leverage", "RED") == worlds.of(cut, "bill", "RED") == 0.0


def test_alternatives_loosen_the_hold() -> None:
    few, many = (
        worlds.of(months(sold(GLD={"alternatives": share}), *[CUT] * 3)[-1], "leverage", "GLD") for share in (0.1, 0.9)
    )
    assert few == pytest.approx(many * 1.9 / 1.1)


def test_a_cut_holds_for_as_long_as_it_is_ordered() -> None:
    story = months(sold(), CUT, CUT, QUIET)
    assert [tie(world, "withheld", "GLD") for world in story] == [0.0, 0.6, 0.6, 0.0]
    assert [tie(world, "gas", "GLD") for world in story] == [0.5] * 4  # the contract stands


def test_demand_is_saved_at_once_and_supply_comes_after_its_lead() -> None:
    story = months(sold(), *[CUT] * (LEAD + 2))
    assert series(story, "saving")[1] > 0.0
    supply = series(story, "supply")
    assert supply[LEAD] == 0.0 < supply[LEAD + 1] < supply[LEAD + 2]
    assert story[1].coming[0, -1] == pytest.approx(supply[LEAD + 1])


def test_a_market_gets_over_a_cut_that_it_can_replace() -> None:
    prices = series(months(sold(), *[CUT] * 60), "gas_price")
    assert max(prices) > 3.0 * Energy().normal
    assert max(prices[48:]) < 0.6 * max(prices)


def test_a_common_programme_brings_more_supply() -> None:
    pact = {"P": {"name": "P", "fictional": "P", "rule": "majority", "members": ["BLU", "GLD"], "powers": []}}
    with_pact = worlds.duel(
        states={
            "RED": {"gas_own": 100.0},
            "BLU": {"gas": {"RED": 0.3}, "gas_use": 20.0},
            "GLD": {"gas": {"RED": 0.5}, "gas_use": 30.0},
        },
        rules={"energy": {"cold": 0.0}},
        alliances=pact,
    )
    idle, busy = (worlds.with_field(with_pact, programme=np.full((1, 1), effort)) for effort in (0.0, 1.0))
    turns = [CUT] * (LEAD + 3)
    assert months(busy, *turns)[-1].supply[0] > months(idle, *turns)[-1].supply[0]
    assert months(busy, *turns)[-1].gas_price[0] < months(idle, *turns)[-1].gas_price[0]


def test_a_contract_given_up_is_replaced_after_its_lead_and_then_holds_nobody() -> None:
    told = CUT, [*CUT, "GLD divest RED 1.0"], *[CUT] * 30
    stay, leave = months(sold(), *[CUT] * 32), months(sold(), *told)
    shares = [tie(world, "gas", "GLD") for world in leave]
    assert shares[:3] == [0.5] * 3  # notice changes nothing yet
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] < 0.2
    held = [worlds.of(world, "leverage", "GLD") for world in (leave[2], stay[2])]
    assert held[0] == held[1]
    assert worlds.of(leave[-1], "leverage", "GLD") < worlds.of(stay[-1], "leverage", "GLD")


def test_replacing_a_contract_that_was_delivered_leaves_the_price_alone() -> None:
    prices = series(months(sold(), ["GLD divest RED 0.4"], *[QUIET] * 20), "gas_price")
    np.testing.assert_allclose(prices, Energy().normal, rtol=1e-6)


def test_who_has_alternatives_is_free_sooner() -> None:
    left = [
        tie(months(sold(GLD={"alternatives": share}), ["GLD divest RED 1.0"], *[QUIET] * 4)[-1], "gas", "GLD")
        for share in (0.0, 0.5, 1.0)
    ]
    assert left == sorted(left, reverse=True)
    assert left[0] > left[2] + 0.2


def test_others_can_replace_no_more_than_they_have() -> None:
    scenario = sold({"most": 0.1})
    last = months(scenario, ["GLD divest RED 1.0", "BLU divest RED 1.0"], *[QUIET] * 60)[-1]
    demand = 50.0 / 12.0
    assert last.supply[0] == pytest.approx(0.1 * demand, rel=1e-3)
    assert tie(last, "gas", "GLD") > 0.3


def test_a_state_off_the_market_pays_for_its_own_shortage_only() -> None:
    scenario = sold(BLU={"gas_market": False})
    elsewhere, here = months(scenario, *[CUT] * 4)[-1], months(scenario, *[["RED cut BLU 0.6"]] * 4)[-1]
    assert worlds.of(elsewhere, "bill", "BLU") == worlds.of(elsewhere, "leverage", "BLU") == 0.0
    assert worlds.of(here, "bill", "BLU") > 0.0
    assert worlds.of(here, "leverage", "BLU") == pytest.approx(0.3 * 0.6 / 1.5)
    np.testing.assert_allclose(here.gas_price, Energy().normal)


def test_a_full_stop_costs_what_is_known_of_such_stops(ukraine: Scenario) -> None:
    """Bachmann et al. 2022: half a percent to three of Germany's output, within a year."""
    importers = [ukraine.board.states[i] for i, _ in ukraine.board.forum.gas]
    stop = [f"RUS cut {state} 1.0" for state in importers]
    last = months(ukraine, *[stop] * 12)[-1]
    assert 0.005 < worlds.of(last, "bill", "DEU") < 0.03
    assert 0.02 < worlds.of(last, "bill", "HUN") < 0.07


def test_price_stays_within_its_limits_whatever_is_withheld() -> None:
    p = Energy()
    scenario = sold({"most": 0.0, "saving": 0.0}, GLD={"gas": {"RED": 1.0}}, BLU={"gas": {"RED": 1.0}})
    dear = series(months(scenario, *[["RED cut GLD 1.0", "RED cut BLU 1.0"]] * 60), "gas_price")
    assert 300.0 < max(dear) <= p.normal * np.exp(p.highest) + 1e-9
    glut = worlds.with_field(scenario, supply=np.full((1,), 4.0))
    cheap = series(months(glut, *[QUIET] * 12), "gas_price")
    assert p.normal > min(cheap) >= p.normal * np.exp(p.lowest) - 1e-9


def test_a_cold_winter_empties_storage_and_a_mild_summer_does_nothing() -> None:
    scenario = sold({"cold": 0.3})
    source = draws(scenario, 1, range(64))
    world = opening(scenario, source)
    params = (scenario.params.energy, scenario.params.states)
    for turn in (1, 7):  # January and July
        chance = source.at(turn)
        after = energy.trade(replace(world, turn=turn), none(world), params, chance)
        left, cold = after.storage, chance.normal("weather")
        if turn == 1:
            assert np.corrcoef(left, cold)[0, 1] < -0.95
        else:
            np.testing.assert_array_equal(left, left[0])


@given(worlds.scenarios(), st.integers(0, 999))
@settings(max_examples=30)
def test_contracts_storage_and_leverage_stay_shares_in_generated_worlds(scenario: Scenario, seed: int) -> None:
    chance, source = np.random.default_rng(seed), draws(scenario, seed, range(3))
    world, params = opening(scenario, source), (scenario.params.energy, scenario.params.states)
    lowest, highest = (params[0].normal * np.exp(x) for x in (params[0].lowest, params[0].highest))
    for turn in range(1, 25):
        asked = {name: chance.random(world.gas.shape) for name in ("cut", "divest")}
        before, world = world, replace(world, turn=min(turn, scenario.turns))
        world = energy.trade(world, replace(none(world), **asked), params, source.at(turn))
        assert (world.gas >= 0.0).all()
        assert (world.gas <= before.gas + 1e-12).all()
        assert (world.notice >= 0.0).all()
        assert (world.notice <= world.gas + 1e-12).all()
        for name in ("withheld", "storage", "saving", "leverage"):
            value = getattr(world, name)
            assert (value >= 0.0).all(), name
            assert (value <= 1.0).all(), name
        assert (world.bill >= 0.0).all()
        assert (world.bill <= params[0].worst).all()
        assert (world.gas_price > 0.0).all()
        assert (world.gas_price >= lowest - 1e-9).all()
        assert (world.gas_price <= highest + 1e-9).all()
        room = params[0].most * params[1].gas_use.sum() / 12.0
        assert (world.supply <= room + 1e-9).all()


@given(st.sampled_from(["steep", "build", "saving", "most", "felt", "slow"]))
@settings(max_examples=6)
def test_a_number_that_differs_by_run_gives_each_run_its_own_market(name: str) -> None:
    scenario = sold()
    source, value = draws(scenario, 1, range(2)), getattr(Energy(), name)
    world = replace(opening(scenario, source), turn=1)
    orders = replace(none(world), cut=np.full(world.gas.shape, 0.5))

    def after(number: Any) -> World:
        p = replace(scenario.params.energy, **{name: number})
        return energy.trade(world, orders, (p, scenario.params.states), source.at(1))

    both, alone = after(np.array([value, 0.5 * value])), after(0.5 * value)
    assert worlds.differing(both, alone, 1, 1) == []
