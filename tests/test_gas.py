"""Gas as leverage: who cuts whom and who leaves whom by doctrine, and what history's decisions bring."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from wargame.ensemble import run_many
from wargame.observe import legal, view
from wargame.orders import COMMAND, Orders, none
from wargame.policies import POLICIES
from wargame.rules import energy
from wargame.scenario import Scenario, draws, opening
from wargame.world import World


def asked(scenario: Scenario, policy: str = "doctrine", turn: int = 1, **fields: Any) -> tuple[World, Orders]:
    """What all seats order about gas in a world with some fields changed."""
    source = draws(scenario, 1, [0])
    world = replace(opening(scenario, source), turn=turn, **fields)
    seats, chance = list(range(len(scenario.board.states))), source.at(turn)
    seen, most = view(world, scenario.params, chance, seats), legal(world, scenario.params)
    return world, POLICIES[policy](scenario).decide(seen, seats, COMMAND, most, scenario.params, chance)


def of_tie(orders: Orders, kind: str, scenario: Scenario, importer: str, exporter: str = "RUS") -> float:
    states, f = scenario.board.states, scenario.board.forum
    return float(getattr(orders, kind)[0, f.gas.index((states.index(importer), states.index(exporter)))])


def pressed(scenario: Scenario, points: float) -> dict[str, Any]:
    return {"pressure": scenario.world.pressure + points}


def test_an_exporter_cuts_nobody_while_nothing_presses_on_it(ukraine: Scenario) -> None:
    assert not asked(ukraine, pressure=0.0 * ukraine.world.pressure)[1].cut.any()
    assert asked(ukraine)[1].cut.max() < 0.05, "and hardly over the measures of 2014"


def test_an_exporter_under_measures_presses_those_who_stand_against_it_and_spares_its_friends(
    ukraine: Scenario,
) -> None:
    _, orders = asked(ukraine, turn=3, **pressed(ukraine, 6.0))
    for friend in ("HUN", "SRB", "BLR", "CHN", "TUR"):
        assert of_tie(orders, "cut", ukraine, friend) == 0.0
    for other in ("DEU", "POL", "FIN", "ITA", "CZE"):
        assert of_tie(orders, "cut", ukraine, other) > 0.1


def test_a_cut_goes_deeper_where_alternatives_are_few_and_gas_is_dear(ukraine: Scenario) -> None:
    held = np.full(ukraine.world.gas.shape, 0.45)
    told = {"turn": 3, "withheld": held, **pressed(ukraine, 6.0)}
    dear = asked(ukraine, **told)[1]
    cheap = asked(ukraine, **told, gas_price=np.array([20.0]))[1]
    assert of_tie(dear, "cut", ukraine, "CZE") > of_tie(dear, "cut", ukraine, "NLD")
    assert of_tie(dear, "cut", ukraine, "CZE") > of_tie(cheap, "cut", ukraine, "CZE")


def test_a_cut_is_tightened_step_by_step(ukraine: Scenario) -> None:
    step = 0.15
    before = 0.0
    for _ in range(3):
        held = np.full(ukraine.world.gas.shape, before)
        now = of_tie(asked(ukraine, turn=3, withheld=held, **pressed(ukraine, 9.0))[1], "cut", ukraine, "CZE")
        assert before < now <= before + step + 1e-12
        before = now


def test_importers_leave_whom_they_distrust_and_friends_stay(ukraine: Scenario) -> None:
    _, orders = asked(ukraine, turn=3)
    assert of_tie(orders, "divest", ukraine, "HUN") == of_tie(orders, "divest", ukraine, "SRB") == 0.0
    assert of_tie(orders, "divest", ukraine, "POL") > of_tie(orders, "divest", ukraine, "ITA") > 0.0
    held = np.full(ukraine.world.gas.shape, 0.8)
    _, burnt = asked(ukraine, turn=3, withheld=held)
    assert of_tie(burnt, "divest", ukraine, "DEU") > of_tie(orders, "divest", ukraine, "DEU")


def test_the_same_rule_serves_any_exporter(ukraine: Scenario) -> None:
    """With all positions turned round distances are the same; one that moved away is cut as any other."""
    _, orders = asked(ukraine, turn=3, lean=1.0 - ukraine.world.lean, **pressed(ukraine, 6.0))
    _, plain = asked(ukraine, turn=3, **pressed(ukraine, 6.0))
    np.testing.assert_allclose(orders.cut, plain.cut, atol=1e-12)  # distance alone counts
    moved = ukraine.world.lean.copy()
    moved[0, ukraine.board.states.index("HUN")] = 1.0
    assert of_tie(asked(ukraine, turn=3, lean=moved, **pressed(ukraine, 6.0))[1], "cut", ukraine, "HUN") > 0.1


@pytest.mark.long
@given(st.integers(0, 5), st.floats(0.0, 20.0))
@settings(max_examples=6)
def test_trade_by_doctrine_settles_over_five_hundred_months(seed: int, points: float) -> None:
    scenario = worlds.generated(6, 14, 2, 1, seed, True)
    source, params = draws(scenario, seed, range(2)), (scenario.params.energy, scenario.params.states)
    plays, seats = POLICIES["doctrine"](scenario), list(range(len(scenario.board.states)))
    world, prices = opening(scenario, source), []
    world = replace(world, pressure=world.pressure + points, war=0.0 * world.war)
    for turn in range(1, 501):
        world, chance = replace(world, turn=min(turn, scenario.turns)), source.at(turn)
        if turn % 5 == 1:
            seen, most = view(world, scenario.params, chance, seats), legal(world, scenario.params)
            orders = plays.decide(seen, seats, COMMAND, most, scenario.params, chance)
        only_gas = replace(none(world), cut=orders.cut, divest=orders.divest / 5.0)
        world = energy.trade(world, only_gas, params, chance)
        prices.append(world.gas_price)
    late = np.array(prices[250:])
    assert (late > 5.0).all()
    assert (late < 300.0).all()


@cache
def played(policy: str) -> Any:
    return run_many("ukraine-2022", 8, seats={"all": policy}, series=["gas_price", "gas_share/EU/RUS"], turns=23)


def test_historys_decisions_bring_historys_gas(ukraine: Scenario) -> None:
    """Observed: 45 % in 2021, 24 % in 2022, 15 % in 2023; a peak of 236 EUR/MWh, 40.7 in the mean of 2023."""
    results = played("script")
    share, price = results.series("gas_share/EU/RUS").mean(axis=0), results.series("gas_price")
    assert share[0] == pytest.approx(0.45, abs=0.03)
    assert share[1:12].mean() == pytest.approx(0.24, abs=0.06)
    assert share[12:24].mean() == pytest.approx(0.15, abs=0.06)
    peak = price[:, 1:12].max(axis=1).mean()
    assert 236.0 / 1.5 < peak < 236.0 * 1.5
    assert price[:, 12:24].mean() == pytest.approx(40.7, rel=0.2)
    assert price.mean(axis=0)[1:24].argmax() in (5, 6, 7)  # July to September


def test_a_script_plays_cuts_as_they_stand_and_notices_in_their_month(ukraine: Scenario) -> None:
    def at(turn: int, kind: str, importer: str) -> float:
        return of_tie(asked(ukraine, "script", turn)[1], kind, ukraine, importer)

    assert [at(turn, "cut", "BGR") for turn in (1, 3, 4, 9)] == [0.0, 0.0, 1.0, 1.0]
    assert [at(turn, "divest", "LTU") for turn in (2, 3, 4)] == [0.0, 1.0, 0.0]
    assert at(9, "cut", "TUR") == at(9, "cut", "CHN") == 0.0
