"""Politics: what losses, shocks, success and occupation do at home and in occupied regions."""

from dataclasses import replace

import numpy as np
import pytest

import worlds
from wargame.scenario import Scenario
from wargame.world import World

FIGHT = ["RED attack B1 0.7"]


def support(story: list[World], state: str = "BLU") -> float:
    """By how much support at home moved."""
    return worlds.of(story[-1], "support", state) - worlds.of(story[0], "support", state)


def peaceful(scenario: Scenario) -> Scenario:
    return worlds.with_field(scenario, war=np.zeros_like(scenario.world.war))


def holding(share: float, **more: object) -> Scenario:
    """Red holds a share of B1."""
    return lost(worlds.duel(**more), share)  # type: ignore[arg-type]


def lost(scenario: Scenario, share: float) -> Scenario:
    """The same with a share of B1, a third of Blue's own land, held by Red and settled so."""
    control = scenario.world.control.copy()
    control[0, :, 1] = [1.0 - share, share]
    return worlds.with_field(scenario, control=control, settled=control[..., :4].copy())


# Support


def test_losses_lower_support() -> None:
    quiet, bloody = (
        worlds.duel(rules={"combat": {"attrition": rate}, "politics": {"success": 0.0}}) for rate in (0.02, 0.2)
    )
    assert support(worlds.campaign(bloody, 4), "BLU") < support(worlds.campaign(quiet, 4), "BLU") < 0.0
    assert support(worlds.campaign(quiet, 4), "GLD") == 0.0


def test_losses_weigh_more_where_the_public_hears_of_them() -> None:
    silent, open_ = (worlds.duel(states={"RED": {"openness": heard}}) for heard in (0.1, 0.9))
    assert support(worlds.campaign(open_, 4), "RED") < support(worlds.campaign(silent, 4), "RED")


def test_support_falls_with_the_log_of_losses() -> None:
    """Mueller 1973: every factor ten of losses costs the same share where all is heard; within 1 %."""
    felt = {"politics": {"felt": 1e-6, "success": 0.0, "hardship": 0.0}}
    scenario = worlds.duel(rules=felt, states={"RED": {"openness": 1.0}})
    first, second = (worlds.with_field(scenario, losses=np.array([[men, 0.0, 0.0]])) for men in (1.0, 10.0))
    stories = [worlds.campaign(start, 1) for start in (first, second)]
    moved = [support(story, "RED") for story in stories]
    growth = [
        np.log10(worlds.of(story[-1], "losses", "RED") / worlds.of(story[0], "losses", "RED")) for story in stories
    ]
    np.testing.assert_allclose(moved, -scenario.params.politics.losses * np.array(growth), rtol=0.01)


def test_success_wins_support_and_defeat_loses_it() -> None:
    even = worlds.duel(rules={"politics": {"losses": 0.0, "hardship": 0.0}})
    story = worlds.campaign(even, 2, FIGHT)
    won = 100.0 * (worlds.share(story[-1], "RED", "B1")) * 10000.0 / 40000.0  # percent of the theatre
    assert support(story, "RED") == pytest.approx(even.params.politics.success * won, rel=1e-6)
    assert support(story, "BLU") == pytest.approx(-support(story, "RED"), rel=1e-6)


def test_a_call_up_costs_support_where_the_public_can_object() -> None:
    silent, open_ = (peaceful(worlds.duel(states={"RED": {"openness": heard}})) for heard in (0.1, 0.9))
    calm = support(worlds.campaign(open_, 1), "RED")
    assert calm == 0.0
    told, hidden = (support(worlds.campaign(scenario, 1, ["RED mobilise 40"]), "RED") for scenario in (open_, silent))
    assert told < hidden < 0.0
    assert told == pytest.approx(9.0 * hidden)


def test_a_rally_fades_to_1_over_e_in_its_months() -> None:
    """Mueller 1970: what a shock lends is gone exponentially; exact."""
    rallied = {
        "id": "shock",
        "reason": "r",
        "on": "2030-01-05",
        "changes": [{"state": "GLD", "field": field, "add": 0.1} for field in ("support", "rally")],
    }
    scenario = peaceful(worlds.duel(events=[rallied]))
    story = worlds.campaign(scenario, 7)
    left = 0.1 * np.exp(-np.arange(1, 8) / scenario.params.politics.rally_months)
    np.testing.assert_allclose([worlds.of(world, "rally", "GLD") for world in story[1:]], left)
    np.testing.assert_allclose([worlds.of(world, "support", "GLD") for world in story[1:]], 0.6 + left)


def test_poverty_at_war_costs_support() -> None:
    poor, rich = (
        worlds.with_field(
            worlds.duel(rules={"politics": {"losses": 0.0, "success": 0.0}}), output=np.full((1, 3), level)
        )
        for level in (0.6, 1.0)
    )
    assert support(worlds.campaign(poor, 3)) < support(worlds.campaign(rich, 3)) <= 0.0


# Weariness


def test_weariness_grows_in_a_war_without_success(duel: Scenario) -> None:
    story = worlds.campaign(duel, 12)
    tired = [worlds.of(world, "weariness", "BLU") for world in story]
    assert tired == sorted(tired)
    assert np.diff(tired)[-1] > 2.0 * np.diff(tired)[0] > 0.0
    assert worlds.of(story[-1], "weariness", "GLD") == 0.2


def test_weariness_falls_with_gains() -> None:
    winning = worlds.duel(states={"BLU": {"forces": 5000.0}})
    story = worlds.campaign(winning, 2, ["RED attack B1 1.0"])
    assert worlds.share(story[-1], "RED", "B1") > 0.5
    assert worlds.of(story[-1], "weariness", "RED") < 0.2 < worlds.of(story[-1], "weariness", "BLU")
    assert worlds.of(story[-1], "fatigue", "RED") < worlds.of(story[-1], "fatigue", "BLU")


def test_a_call_up_is_felt_and_fades_as_people_get_used_to_it() -> None:
    """What is lent goes: exact, in peace, where nothing else moves weariness."""
    scenario = peaceful(worlds.duel())
    p, story = scenario.params.politics, worlds.campaign(scenario, 8, ["RED mobilise 20"])
    tired = np.array([worlds.of(world, "weariness", "RED") for world in story]) - 0.2
    np.testing.assert_allclose(tired[1:], p.strain * 0.1 * np.exp(-np.arange(8) / p.used_months), rtol=1e-9)
    np.testing.assert_array_equal([worlds.of(world, "weariness", "GLD") for world in story], 0.2)


def test_a_call_up_that_ends_leaves_no_trace() -> None:
    scenario = peaceful(worlds.duel())
    called = worlds.campaign(scenario, 1, ["RED mobilise 20"])[-1]
    assert worlds.of(called, "weariness", "RED") > 0.25
    after = worlds.campaign(replace(scenario, world=called), 1)[-1]
    assert worlds.of(after, "weariness", "RED") == pytest.approx(0.2)
    assert worlds.of(after, "support", "RED") == pytest.approx(0.6)


def test_a_call_up_tires_less_where_own_land_is_taken() -> None:
    calm = {"politics": {"weary": 0.0, "cheer": 0.0}}
    whole, some, most = (
        worlds.campaign(lost(peaceful(worlds.duel(rules=calm)), share), 1, ["BLU mobilise 20"])[-1]
        for share in (0.0, 0.03, 0.6)
    )
    tired = [worlds.of(world, "weariness", "BLU") for world in (whole, some, most)]
    assert tired == sorted(tired, reverse=True)
    assert tired[0] > 0.5  # 0.1 % a month is a great call-up
    assert 0.2 < tired[2] < 0.23


def test_a_rally_presses_weariness_down_in_defence_alone() -> None:
    def after(share: float, rally: float) -> float:
        start = lost(peaceful(worlds.duel()), share)
        world = worlds.campaign(worlds.with_field(start, rally=np.full((1, 3), rally)), 3)[-1]
        return worlds.of(world, "weariness", "BLU")

    assert after(0.0, 0.2) == after(0.5, 0.0) == 0.2
    assert after(0.5, 0.2) < after(0.05, 0.2) < 0.2
    assert after(0.5, 0.2) < after(0.5, 0.1)


def test_ground_lost_abroad_tires_and_own_ground_lost_hardly() -> None:
    rules = {"politics": {"weary": 0.0}}
    invader = holding(0.9, rules=rules, states={"RED": {"forces": 2000.0, "reserve": 0.0, "deployment": {"B1": 1.0}}})
    story = worlds.campaign(invader, 2, ["BLU attack B1 1.0"])
    assert worlds.share(story[-1], "RED", "B1") < 0.8
    assert worlds.of(story[-1], "weariness", "RED") > 0.2 > worlds.of(story[-1], "weariness", "BLU")
    defender = worlds.duel(rules=rules, states={"BLU": {"forces": 5000.0}})
    beaten = worlds.campaign(defender, 2, ["RED attack B1 1.0"])[-1]
    fallen = worlds.share(beaten, "RED", "B1")
    assert fallen > 0.5
    percent, p = 25.0 * fallen, defender.params.politics
    assert worlds.of(beaten, "weariness", "BLU") - 0.2 < 0.2 * p.cheer * 0.5 * percent


def test_peace_ends_the_fatigue(duel: Scenario) -> None:
    tired = worlds.with_field(peaceful(duel), fatigue=np.full((1, 3), 9.0))
    after = worlds.campaign(tired, 2)[-1]
    assert not after.fatigue.any()
    assert worlds.of(after, "weariness", "BLU") == 0.2


# Occupation


def test_an_occupied_people_resists_and_ties_men_down() -> None:
    scenario = holding(1.0)
    story, p = worlds.campaign(scenario, 12), scenario.params.politics
    unrest = [float(world.unrest[(0, *worlds.at(world, "RED", "B1"))]) for world in story]
    held = [float(world.garrison[(0, *worlds.at(world, "RED", "B1"))]) for world in story]
    assert unrest == sorted(unrest)
    assert 0.3 < unrest[-1] < 1.0
    assert held[-1] == pytest.approx(2000.0 * p.remain * p.garrison / 1000.0 * unrest[-1])
    assert float(story[-1].garrison[(0, *worlds.at(story[-1], "BLU", "B2"))]) == 0.0  # nobody occupies his own


def test_few_men_find_more_unrest() -> None:
    def after(men: float) -> float:
        world = worlds.campaign(
            holding(
                1.0,
                states={"RED": {"forces": men, "reserve": 0.0, "training": [0.0, 0.0, 0.0], "deployment": {"B1": 1.0}}},
            ),
            9,
        )[-1]
        return float(world.unrest[(0, *worlds.at(world, "RED", "B1"))])

    assert after(1000.0) > 1.3 * after(40000.0)


def test_no_more_men_are_tied_down_than_there_are() -> None:
    few = holding(1.0, states={"RED": {"forces": 2000.0, "reserve": 0.0, "deployment": {"B1": 1.0}}})
    for world in worlds.campaign(few, 6):
        where = (0, *worlds.at(world, "RED", "B1"))
        assert world.garrison[where] <= world.forces[where] + 1e-12


def test_men_tied_down_do_not_attack() -> None:
    held = holding(0.5)
    tied = worlds.with_field(held, garrison=np.where(np.arange(2)[None, :, None] == 1, 25.0, 0.0) * np.ones((1, 2, 4)))
    free, bound = (worlds.share(worlds.campaign(scenario, 1, FIGHT)[-1], "RED", "B1") for scenario in (held, tied))
    assert bound < free
