"""Measures: what is counted, under which names, and that it adds up."""

import numpy as np
import pytest
from hypothesis import given

import worlds
from wargame.errors import UserError
from wargame.measures import MEASURES, names, units, value, values
from wargame.scenario import Scenario, draws, opening, series


def test_series_are_called_measure_entity(ukraine: Scenario) -> None:
    known = set(series(ukraine))
    assert {
        "territory/UKR/RUS", "territory/UKR/UKR", "control/UA-14/RUS", "control/UA-65/UKR", "gdp/RUS", "support/RUS",
        "weariness/UKR", "forces/RUS", "losses/RUS",
    } <= known  # fmt: skip
    assert not any("UA-65-L" in name or "UA-65-R" in name for name in known)
    assert len(known) == len(series(ukraine))


def test_every_measure_has_a_unit_and_a_meaning() -> None:
    assert [name for name, _, _ in units()] == [m.name for m in MEASURES]
    assert all(unit and meaning for _, unit, meaning in units())


def test_a_value_is_the_column_of_its_name(shipped: Scenario) -> None:
    world = worlds.game(shipped, 2, runs=range(3)).world
    table = values(world)
    assert table.shape == (3, len(names(shipped.board)))
    for column, name in enumerate(names(shipped.board)):
        np.testing.assert_array_equal(value(world, name), table[:, column])


@given(worlds.scenarios())
def test_a_run_is_counted_the_same_alone_and_in_a_block(scenario: Scenario) -> None:
    block, alone = worlds.game(scenario, 3, runs=range(5)).world, worlds.game(scenario, 3, run=3).world
    assert values(block)[3].tobytes() == values(alone)[0].tobytes()


def test_a_cut_oblast_is_given_whole_weighted_by_area(ukraine: Scenario) -> None:
    world = worlds.game(ukraine, 3).world
    left, right = (worlds.share(world, "RUS", f"UA-65-{bank}") for bank in "LR")
    areas = [ukraine.map.nodes[f"UA-65-{bank}"]["area_km2"] for bank in "LR"]
    assert left != right
    assert value(world, "control/UA-65/RUS")[0] == pytest.approx(np.average([left, right], weights=areas), rel=1e-12)


def test_territory_is_the_share_of_recognised_land_by_area(ukraine: Scenario) -> None:
    world, b = worlds.game(ukraine, 3).world, ukraine.board
    land = [
        (facts["area_km2"], region) for region, facts in ukraine.map.nodes(data=True) if facts.get("state") == "UKR"
    ]
    held = sum(area * worlds.share(world, "RUS", region) for area, region in land) / sum(area for area, _ in land)
    assert value(world, "territory/UKR/RUS")[0] == pytest.approx(held, rel=1e-12)
    assert b.states.index("UKR") >= 0


@given(worlds.scenarios())
def test_shares_of_a_territory_and_of_a_region_sum_to_one(scenario: Scenario) -> None:
    world = worlds.game(scenario, 4, "random", runs=range(2)).world
    table, known = values(world), names(scenario.board)
    for kind in ("territory", "control"):
        entities = {name.split("/")[1] for name in known if name.startswith(kind + "/")}
        for entity in entities - {"SEA-SOUTH"}:
            columns = [i for i, name in enumerate(known) if name.startswith(f"{kind}/{entity}/")]
            np.testing.assert_allclose(table[:, columns].sum(axis=1), 1.0, atol=1e-9)


def test_the_start_of_the_flagship_is_counted_as_it_was(ukraine: Scenario) -> None:
    world = opening(ukraine, draws(ukraine, 1, [0]))
    assert value(world, "territory/UKR/RUS")[0] == pytest.approx(0.071, abs=0.004)  # Crimea and the line of 2015
    assert value(world, "gdp/RUS")[0] == 1.0
    assert value(world, "losses/UKR")[0] == 0.0
    assert value(world, "forces/RUS")[0] == pytest.approx(190_000.0)
    assert value(world, "control/UA-43/RUS")[0] == 1.0


def test_men_and_losses_are_counted_in_men(duel: Scenario) -> None:
    world = worlds.campaign(duel, 3)[-1]
    assert value(world, "losses/RED")[0] == worlds.of(world, "losses", "RED") * 1000.0
    men = float(worlds.theatre_men(world)[0, 0] + world.reserve[0, 0]) * 1000.0
    assert value(world, "forces/RED")[0] == pytest.approx(men)


@pytest.mark.parametrize("name", ["support/RSU", "suport/RUS", "support", "control/UA-65-L/RUS", "territory/UKR"])
def test_an_unknown_series_is_told_with_one_that_is_near(ukraine: Scenario, name: str) -> None:
    with pytest.raises(UserError, match=f"found no series '{name}', expected one like '"):
        value(ukraine.world, name)
