"""Combat: who takes ground, how fast, and at what price; what rises when what rises, and the laws it follows."""

from dataclasses import replace
from math import log, sqrt
from typing import Any

import numpy as np
import pytest

import worlds
from wargame.forum import ARMS
from wargame.orders import none
from wargame.rules.combat import fight, front_km
from wargame.scenario import Scenario, draws, opening

ATTACK = ["RED attack B1 0.7"]


def won(scenario: Scenario, orders: list[str] = ATTACK, turns: int = 1, region: str = "B1") -> float:
    """Share of a region that Red wins."""
    story = worlds.campaign(scenario, turns, orders)
    return worlds.share(story[-1], "RED", region) - worlds.share(story[0], "RED", region)


def lost(scenario: Scenario, state: str, orders: list[str], turns: int = 1) -> float:
    """Thousand men that a state loses."""
    return worlds.of(worlds.campaign(scenario, turns, orders)[-1], "losses", state)


def armed(red: float, blu: float, **more: Any) -> Scenario:
    """The duel with so many thousand men of each side in B1 and no reserves."""
    force = {"reserve": 0.0, "training": [0.0, 0.0, 0.0], "deployment": {"B1": 1.0}}
    states = {"RED": {**force, "forces": red * 1000.0}, "BLU": {**force, "forces": blu * 1000.0}}
    for name, facts in more.pop("states", {}).items():
        states[name] = {**states[name], **facts}
    return worlds.duel(states=states, **more)


def halved(scenario: Scenario, settled: float = 1.0) -> Scenario:
    """B1 held by halves, Red's railheads caught up with a share of its half."""
    control = scenario.world.control.copy()
    control[0, :, 1] = 0.5
    told = control[..., :4].copy()
    told[0, 1, 1] *= settled
    return worlds.with_field(scenario, control=control, settled=told)


# What helps the attack


def test_more_attackers_gain_more() -> None:
    gains = [won(armed(red, 30.0)) for red in (5.0, 10.0, 20.0, 29.0)]  # as many as the way into B1 can supply
    assert gains == sorted(gains)
    assert gains[-1] > 3.0 * gains[0] > 0.0


def test_more_attackers_than_the_way_can_supply_gain_no_less_and_hardly_more() -> None:
    full, twice = won(armed(30.0, 30.0)), won(armed(60.0, 30.0))
    assert full <= twice < 1.2 * full


def test_a_larger_part_that_attacks_gains_more() -> None:
    gains = [won(armed(40.0, 30.0), [f"RED attack B1 {part}"]) for part in (0.1, 0.4, 0.7, 1.0)]
    assert gains == sorted(gains)
    assert gains[-1] > 2.0 * gains[0]


def test_more_defenders_lose_less_ground() -> None:
    gains = [won(armed(40.0, blu)) for blu in (5.0, 20.0, 60.0)]
    assert gains == sorted(gains, reverse=True)


def test_works_slow_the_advance_and_spare_the_defender() -> None:
    bare = halved(armed(40.0, 30.0))
    dug = worlds.with_field(bare, works=np.where(np.arange(2)[None, :, None] == 0, 0.8, 0.0) * np.ones((1, 2, 4)))
    assert won(dug) < 0.6 * won(bare)
    assert lost(dug, "BLU", ATTACK) < lost(bare, "BLU", ATTACK)


def test_works_are_built_in_time_and_left_behind_in_retreat() -> None:
    quiet = worlds.campaign(halved(armed(30.0, 30.0)), 6)
    dug = [float(world.works[0, 0, 1]) for world in quiet]
    assert dug == sorted(dug)
    assert 0.3 < dug[-1] < 1.0
    pressed = worlds.campaign(halved(armed(90.0, 20.0)), 6, ["RED attack B1 1.0"])
    assert float(pressed[-1].works[0, 0, 1]) < dug[-1]


@pytest.mark.parametrize("terrain", ["forest", "urban", "mountain"])
def test_shelter_helps_the_defence(terrain: str) -> None:
    assert won(halved(armed(40.0, 30.0, regions={"B1": {"terrain": terrain}}))) < won(halved(armed(40.0, 30.0)))


def test_attackers_beyond_their_railhead_gain_less() -> None:
    assert won(halved(armed(40.0, 30.0), settled=0.0)) < 0.95 * won(halved(armed(40.0, 30.0)))


def test_better_forces_and_better_equipment_gain_more() -> None:
    even = won(armed(30.0, 30.0))
    assert won(armed(30.0, 30.0, states={"RED": {"quality": 1.5}})) > even
    assert won(armed(30.0, 30.0, states={"RED": {"materiel": 2.0}})) > even
    assert won(armed(30.0, 30.0, states={"BLU": {"quality": 1.5}})) < even


def test_thin_fronts_move_fast() -> None:
    thin, thick = (won(halved(armed(men, men))) for men in (3.0, 60.0))
    assert thin > 2.0 * thick


def test_the_defence_counterattacks_as_the_attack_does() -> None:
    even = worlds.campaign(halved(armed(30.0, 30.0)), 3, [*ATTACK, "BLU attack B1 0.7"])
    assert worlds.share(even[-1], "RED", "B1") == pytest.approx(0.5, abs=0.02)


def test_reserves_answer_a_breach() -> None:
    def with_reserve(men: float) -> Scenario:
        scenario = armed(60.0, 15.0)
        return worlds.with_field(scenario, reserve=np.array([[0.0, men, 0.0]]))

    bare, kept = (worlds.campaign(with_reserve(men), 2, ATTACK) for men in (0.0, 40.0))
    assert worlds.share(kept[-1], "RED", "B1") < worlds.share(bare[-1], "RED", "B1")
    assert worlds.of(kept[-1], "reserve", "BLU") < 40.0
    assert worlds.men(kept[-1], "BLU", "B1") > worlds.men(bare[-1], "BLU", "B1")


# What kinds of arms add


def kitted(scenario: Scenario, state: str, **kinds: float) -> Scenario:
    """The same with so many EUR bn of each kind of arms in a state's service."""
    kit = scenario.world.kit.copy()
    for kind, amount in kinds.items():
        kit[0, scenario.board.states.index(state), ARMS.index(kind)] = amount
    return worlds.with_field(scenario, kit=kit)


def test_fires_help_attack_and_defence() -> None:
    even = halved(armed(30.0, 30.0))
    assert won(kitted(even, "RED", fires=1.0)) > won(even) > won(kitted(even, "BLU", fires=1.0))


def test_armour_helps_those_who_attack_alone() -> None:
    even = halved(armed(30.0, 30.0))
    assert won(kitted(even, "RED", armour=1.0)) > won(even) == won(kitted(even, "BLU", armour=1.0))


def test_air_defence_spares_men_and_takes_no_ground() -> None:
    even = halved(armed(30.0, 30.0))
    for state in ("RED", "BLU"):
        assert lost(kitted(even, state, air_defence=1.0), state, ATTACK) < 0.9 * lost(even, state, ATTACK)
    assert lost(kitted(even, "BLU", air_defence=1.0), "RED", ATTACK) >= lost(even, "RED", ATTACK)


def test_long_range_starves_the_enemy() -> None:
    stretched = halved(armed(30.0, 30.0), settled=0.5)
    assert won(kitted(stretched, "BLU", long_range=1.0)) < 0.98 * won(stretched)
    assert won(kitted(stretched, "RED", long_range=1.0)) >= won(stretched)


@pytest.mark.parametrize("kind", ["fires", "armour"])
def test_arms_do_ever_less_and_no_more_than_their_most(kind: str) -> None:
    even = halved(armed(30.0, 30.0))
    gains = [won(kitted(even, "RED", **{kind: amount})) for amount in (0.0, 0.6, 1.2, 1e6, 2e6)]
    assert gains[1] - gains[0] > gains[2] - gains[1] > 0.0
    assert gains[3] == pytest.approx(gains[4], rel=1e-4)


def test_arms_count_by_the_man() -> None:
    """The same arms do less for many men than for few."""
    few, many = halved(armed(15.0, 15.0)), halved(armed(30.0, 30.0))
    shares = [lost(kitted(side, "BLU", air_defence=0.6), "BLU", []) / lost(side, "BLU", []) for side in (few, many)]
    assert shares[0] < shares[1] < 1.0


# The price


def test_those_who_attack_lose_more() -> None:
    even = halved(armed(30.0, 30.0))
    assert lost(even, "RED", ATTACK) > 1.5 * lost(even, "BLU", ATTACK)
    assert lost(even, "RED", ATTACK) > 3.0 * lost(even, "RED", [])


def test_a_quiet_front_still_costs_men() -> None:
    even = halved(armed(30.0, 30.0))
    assert 0.0 < lost(even, "BLU", []) == pytest.approx(lost(even, "RED", []), rel=0.01)


def driven_back(behind: float, pocket: float) -> float:
    """What Red loses when it is thrown out of B2, a share of B1 behind it being its own."""
    forces = {"RED": {"deployment": {"B2": 1.0}}, "BLU": {"forces": 90000.0, "deployment": {"B2": 1.0}}}
    scenario = worlds.duel(states=forces, rules={"combat": {"pocket": pocket}})
    control = scenario.world.control.copy()
    control[0, :, 1], control[0, :, 2] = [1.0 - behind, behind], [0.2, 0.8]
    stands = worlds.with_field(scenario, control=control, settled=control[..., :4].copy())
    return lost(stands, "RED", ["BLU attack B2 1.0"])


def test_a_pocket_loses_more_than_a_force_with_a_way_home() -> None:
    assert driven_back(behind=0.0, pocket=0.4) > 1.3 * driven_back(behind=1.0, pocket=0.4)


def test_those_thrown_out_of_a_pocket_are_lost_and_others_get_away() -> None:
    assert driven_back(behind=0.0, pocket=0.8) > 1.1 * driven_back(behind=0.0, pocket=0.1)
    assert driven_back(behind=1.0, pocket=0.8) == driven_back(behind=1.0, pocket=0.1)


def test_equipment_is_used_up_by_fighting() -> None:
    even = halved(armed(30.0, 30.0))
    worn = [worlds.of(worlds.campaign(even, 2, orders)[-1], "materiel", "RED") for orders in ([], ATTACK)]
    assert worn[1] < worn[0]


# Limits


def test_without_war_there_is_no_fighting() -> None:
    peace = worlds.duel(wars=[["RED", "GLD"]], contested={"BLU": ["BLU", "RED"], "GLD": ["GLD", "RED"]}, patrons={})
    story = worlds.campaign(peace, 3, ["RED effort G1 0.0"])
    assert not story[-1].losses.any()
    np.testing.assert_array_equal(story[-1].control, story[0].control)


def test_a_war_that_ends_stops_the_fighting(duel: Scenario) -> None:
    over = worlds.with_field(duel, war=np.zeros_like(duel.world.war))
    assert not worlds.campaign(over, 3, ATTACK)[-1].losses.any()


def test_nobody_attacks_without_men_and_nobody_falls() -> None:
    story = worlds.campaign(armed(0.0, 30.0), 2, ATTACK)
    assert worlds.share(story[-1], "RED", "B1") < 1e-3
    assert worlds.of(story[-1], "losses", "BLU") == 0.0


def test_ground_won_by_one_is_lost_by_another(small: Scenario) -> None:
    for world in (worlds.game(small, turns, "random").world for turns in (1, 3)):
        b = world.board
        fought = np.isin(np.arange(len(b.states)), b.holder[:, : b.contested])
        assert world.gained.sum() == pytest.approx(0.0, abs=1e-6)
        assert not world.gained[:, ~fought].any()


def test_three_in_one_region_divide_what_one_loses() -> None:
    three = worlds.duel(
        wars=[["RED", "BLU"], ["GLD", "BLU"]],
        contested={"BLU": ["BLU", "RED", "GLD"]},
        patrons={},
        links={"B3-G1": {}},
        states={
            "GLD": {"forces": 50000.0, "deployment": {"B3": 1.0}},
            "RED": {"deployment": {"B1": 1.0}},
            "BLU": {"deployment": {"B1": 1.0, "B3": 1.0}},
        },
    )
    control = three.world.control.copy()
    n = three.board.regions.index("B1")
    control[0, :, n] = [0.5, 0.3, 0.2]
    forces = three.world.forces.copy()
    forces[0, :, n] = [20.0, 30.0, 15.0]
    held = worlds.with_field(
        three, control=control, settled=control[..., : three.board.contested].copy(), forces=forces
    )
    after = worlds.campaign(held, 1, ["RED attack B1 0.7", "GLD attack B1 0.7"])[-1]
    gain = {state: worlds.share(after, state, "B1") - control[0, h, n] for h, state in enumerate(("BLU", "RED", "GLD"))}
    assert gain["RED"] > gain["GLD"] > 0.0 > gain["BLU"]  # Red and Gold share a foe and leave each other alone
    assert sum(gain.values()) == pytest.approx(0.0, abs=1e-12)


def test_a_third_who_is_at_peace_is_left_alone() -> None:
    three = worlds.duel(contested={"BLU": ["BLU", "RED", "GLD"]}, patrons={}, states={"GLD": {"forces": 10000.0}})
    n = three.board.regions.index("B1")
    control, forces = three.world.control.copy(), three.world.forces.copy()
    control[0, :, n], forces[0, :, n] = [0.5, 0.2, 0.3], [20.0, 40.0, 5.0]
    held = worlds.with_field(
        three, control=control, settled=control[..., : three.board.contested].copy(), forces=forces
    )
    after = worlds.campaign(held, 3, ATTACK)[-1]
    assert worlds.share(after, "GLD", "B1") == pytest.approx(0.3, abs=1e-12)
    assert worlds.men(after, "GLD", "B1") == 5.0
    assert worlds.share(after, "RED", "B1") > 0.2


# Closed forms

BARE = {
    "works": 0.0,
    "dug_in": 0.0,
    "works_months": 1e9,
    "mass_thin": 0.0,
    "flank": 0.0,
    "luck": 0.0,
    "luck_place": 0.0,
    "luck_state": 0.0,
    "luck_toll": 0.0,
    "throughput": 1e6,
}


def fallen(scenario: Scenario, distance: np.ndarray) -> dict[str, float]:
    """Killed and wounded of one phase of fighting without orders, at given distances from the depots."""
    source = draws(scenario, 1, [0])
    world = replace(opening(scenario, source), turn=1, distance=distance)
    after = fight(world, none(world), scenario.params.combat, source.at(1))
    return {state: worlds.of(after, "losses", state) for state in ("RED", "BLU")}


@pytest.mark.parametrize("quality", [1.0, 2.25, 4.0])
def test_losses_follow_the_mixed_law(quality: float) -> None:
    """Bracken 1995, mixed law: dA/dt = -k sqrt(A e_B B), so A sqrt(e_A) - B sqrt(e_B) stays; within 0.1 %."""
    numbers = {**BARE, "attrition": 1e-3}
    uneven = halved(armed(40.0, 25.0, rules={"combat": numbers}, states={"RED": {"quality": quality}}))
    fell = fallen(uneven, distance=np.zeros((1, 2, 4)))
    assert fell["BLU"] / fell["RED"] == pytest.approx(sqrt(quality), rel=1e-3)


@pytest.mark.parametrize("part", [0.0, 0.5, 1.0, 2.0])
def test_strength_falls_with_distance_from_the_depot(part: float) -> None:
    """Boulding 1962, loss of strength: sigma = 1 / (1 + (d/D)^2); the fire that the enemy takes goes with its root.

    Losses of the enemy go with the root of the effect, so with the fourth root of sigma; within 0.1 % at small losses.
    """
    weak = {**BARE, "attrition": 1e-4}
    even = halved(armed(30.0, 30.0, rules={"combat": weak}))
    km = part * even.params.combat.supply_km
    near, far = (fallen(even, distance=np.array([[[0.0] * 4, [0.0, d, 0.0, 0.0]]])) for d in (0.0, km))
    sigma = 1.0 / (1.0 + part**2)
    assert far["BLU"] / near["BLU"] == pytest.approx(sigma**0.25, rel=1e-3)


def advance(slope: float, break_in: float) -> float:
    numbers = {**BARE, "slope": slope, "break_in": break_in, "manoeuvre": 0.0, "positional": 0.1, "attrition": 1e-6}
    return won(halved(armed(30.0, 30.0, rules={"combat": numbers})), ["RED attack B1 0.5"])


def test_the_odds_are_even_at_the_break_in_ratio() -> None:
    """Logistic odds of advance: one half where the force ratio is the one needed, at any slope; within 1 %."""
    half, certain = advance(1.8, log(0.5)), advance(1.8, -50.0)
    assert half / certain == pytest.approx(0.5, rel=0.01)
    assert advance(6.0, log(0.5)) == pytest.approx(half, rel=0.01)
    assert advance(1.8, log(0.5) + 1.0) / certain == pytest.approx(1.0 / (1.0 + np.exp(1.8)), rel=0.02)


def test_a_front_is_longest_when_a_region_is_held_by_halves() -> None:
    """Length at share c: sqrt(4 c (1 - c)) of the length at halves, where nobody can come in from next door."""
    share = np.array([0.1, 0.25, 0.5, 0.75, 0.9])
    km = front_km(share, 1.0 - share, np.zeros(5), np.full(5, 115.0))
    np.testing.assert_allclose(km, 115.0 * np.sqrt(4.0 * share * (1.0 - share)))
    assert km.argmax() == 2
