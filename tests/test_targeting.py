"""Targeting: the best package for the harm it does, in closed form and played through the rules."""

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wargame.axes import Array
from wargame.calculus.targeting import Prospect, prospect, targeted, uniform
from wargame.forum import SECTORS
from wargame.generator import generate
from wargame.observe import view
from wargame.orders import none
from wargame.rules import sanctions
from wargame.scenario import Scenario, draws, opening
from wargame.world import World

WORLDS, TURNS = 80, 6
shares = arrays(np.float64, (1, 4), elements=st.floats(0.01, 1.0))


def test_sectors_are_filled_in_the_order_of_pressure_to_harm() -> None:
    room, gain, harm = (np.array([x]) for x in ([1.0, 1.0, 0.5, 1.0], [1.0, 2.0, 3.0, 0.0], [1.0, 1.0, 1.0, 0.1]))
    np.testing.assert_allclose(targeted(room, gain, harm, np.array([1.0])), [[0.0, 0.5, 0.5, 0.0]])
    np.testing.assert_allclose(targeted(room, gain, harm, np.array([9.0])), [[1.0, 1.0, 0.5, 0.0]])
    np.testing.assert_allclose(targeted(room, gain, 0.0 * harm, np.array([0.0])), [[1.0, 1.0, 0.5, 0.0]])


@given(shares, shares, shares, st.floats(0.05, 0.9))
def test_no_package_on_a_grid_presses_more_for_the_same_harm(
    room: Array, gain: Array, harm: Array, part: float
) -> None:
    budget = part * (room * harm).sum(axis=1)
    best = targeted(room, gain, harm, budget)
    assert ((best >= 0.0) & (best <= room + 1e-12)).all()
    assert (best * harm).sum() <= budget[0] + 1e-9
    for steps in product(np.linspace(0.0, 1.0, 5), repeat=4):
        other = room * np.array([steps])
        if (other * harm).sum() <= budget[0]:
            assert (other * gain).sum() <= (best * gain).sum() + 1e-9
    plain = uniform(room, harm, budget)
    assert (plain * harm).sum() <= budget[0] + 1e-9


def sender(scenario: Scenario) -> tuple[int, int] | None:
    """An alliance that may sanction, and its target among the targets."""
    f = scenario.board.forum
    return next(((d.alliance, f.targets.index(d.target)) for d in f.dockets if d.motion == "package"), None)


def hoped_for(scenario: Scenario, world: World, alliance: int, target: int) -> Prospect:
    seen = view(world, scenario.params, draws(scenario, 1, [0]).at(1), list(range(len(scenario.board.states))))
    return prospect(seen, scenario.params, alliance, target)


def played(scenario: Scenario, world: World, alliance: int, levels: Array) -> World:
    """Half a year after a package of these levels."""
    f = scenario.board.forum
    room = sanctions.in_force(world.measures, world.board)[:, :, :, len(scenario.board.states) + alliance]
    passed = np.zeros((1, len(f.items)))
    for q, (p, content) in enumerate(f.items):
        docket = f.dockets[p]
        if (docket.alliance, docket.motion, docket.number) == (alliance, "package", 1) and content in SECTORS:
            k, t = SECTORS.index(content), f.targets.index(docket.target)
            passed[0, q] = levels[0, k] / max(1.0 - room[0, t, k], 1e-12)
    params, source = (scenario.params.sanctions, scenario.params.states), draws(scenario, 1, [0])
    for turn in range(1, TURNS + 1):
        now = replace(world, turn=turn, passed=passed if turn == 1 else 0.0 * passed)
        world = sanctions.apply(now, none(world), params, source.at(turn))
    return world


def harm_done(scenario: Scenario, world: World) -> float:
    return float((world.blowback * scenario.params.states.gdp).sum())


def test_a_targeted_package_presses_more_than_a_uniform_one_of_equal_harm() -> None:
    better = equal = compared = 0
    for seed in range(1, WORLDS + 1):
        scenario = generate(4 + seed % 4, 10, 2, 1 + seed % 2, 8, seed)
        who = sender(scenario)
        assert who is not None
        world = opening(scenario, draws(scenario, 1, [0]))
        hopes = hoped_for(scenario, world, *who)
        room, gain, harm = (x[:, : len(SECTORS)] for x in (hopes.room, hopes.gain, hopes.harm))
        budget = 0.4 * (room * harm).sum(axis=1)
        aimed, plain = (
            played(scenario, world, who[0], levels)
            for levels in (targeted(room, gain, harm, budget), uniform(room, harm, budget))
        )
        compared += 1
        better += bool(aimed.pressure[0, who[1]] > plain.pressure[0, who[1]])
        equal += bool(harm_done(scenario, aimed) <= 1.02 * harm_done(scenario, plain))
    assert compared == WORLDS
    assert better >= 0.9 * WORLDS
    assert equal >= 0.9 * WORLDS


def test_enforcement_is_worth_what_leaks() -> None:
    scenario = generate(5, 12, 2, 1, 8, 3)
    who = sender(scenario)
    assert who is not None
    world = opening(scenario, draws(scenario, 1, [0]))
    leaking = replace(world, routed=0.0 * world.routed + 0.2)
    sound, holed = (hoped_for(scenario, state, *who) for state in (world, leaking))
    assert sound.gain[0, -1] == 0.0 < holed.gain[0, -1]
    assert holed.harm[0, -1] == 0.0
    levels = targeted(holed.room, holed.gain, holed.harm, np.array([0.0]))
    assert (levels[0, -1], levels[0, :-1].sum()) == (1.0, 0.0)
