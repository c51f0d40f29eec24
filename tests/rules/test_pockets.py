"""Pockets: with no way over ground it holds a force can't leave, isn't reinforced, gives nothing up in good order."""

import pytest

import worlds
from wargame.board import FAR
from wargame.orders import refusals
from wargame.scenario import Scenario, draws, opening


def pocketed() -> Scenario:
    """Red holds B2 whole and nothing of B1, which lies between B2 and its own land; its force stands in B2."""
    scenario = worlds.duel(states={"RED": {"reserve": 0.4, "deployment": {"B2": 1.0}}})
    control = scenario.world.control.copy()
    control[0, :, 1], control[0, :, 2] = [1.0, 0.0], [0.0, 1.0]
    return worlds.with_field(scenario, control=control, settled=control[..., :4].copy())


def after(scenario: Scenario, *orders: str) -> tuple[float, float]:
    """Red's men in B2 and elsewhere after a turn, thousands."""
    world = worlds.campaign(scenario, 1, orders)[-1]
    return worlds.men(world, "RED", "B2"), worlds.men(world, "RED", "R1")


def test_a_pocket_has_no_way_to_a_depot() -> None:
    world = worlds.campaign(pocketed(), 1)[-1]
    assert world.distance[(0, *worlds.at(world, "RED", "B2"))] >= FAR


def test_nobody_leaves_a_pocket() -> None:
    start = worlds.men(pocketed().world, "RED", "B2")
    inside, outside = after(pocketed(), "RED effort R1 1.0")
    assert inside > 0.9 * start
    assert outside <= worlds.of(pocketed().world, "reserve", "RED") + 20.0


def test_reserves_do_not_reach_a_pocket() -> None:
    quiet, pressed = after(pocketed())[0], after(pocketed(), "BLU attack B2 1.0", "BLU effort B2 1.0")[0]
    assert pressed <= quiet


@pytest.mark.parametrize("corridor", [60.0, 100.0, 150.0])
def test_a_pocket_is_one_whatever_a_narrow_corridor_costs(corridor: float) -> None:
    scenario = worlds.duel(rules={"logistics": {"corridor": corridor}})
    control = scenario.world.control.copy()
    control[0, :, 1], control[0, :, 2] = [1.0, 0.0], [0.0, 1.0]
    world = worlds.campaign(worlds.with_field(scenario, control=control, settled=control[..., :4].copy()), 1)[-1]
    assert world.distance[(0, *worlds.at(world, "RED", "B2"))] >= FAR


def test_ground_in_a_pocket_is_not_given_up_in_good_order() -> None:
    scenario = pocketed()
    source = draws(scenario, 1, [0])
    world = worlds.turn(scenario, opening(scenario, source), source).world
    played = worlds.turn(scenario, world, source, ["RED withdraw B2 1.0"])
    refused = played.refused["command"]
    assert refused is not None
    assert [line for line, _ in refusals(refused, scenario.board)] == ["RED withdraw B2"]


def test_ground_that_no_enemy_would_take_is_not_given_up(duel: Scenario) -> None:
    source = draws(duel, 1, [0])
    played = worlds.turn(duel, opening(duel, source), source, ["RED withdraw R1 1.0"])
    assert played.refused["command"] is not None
