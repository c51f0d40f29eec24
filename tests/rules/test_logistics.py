"""Logistics: what comes up when, how far it reaches, and who can be sent where."""

from math import exp

import numpy as np
import pytest

import worlds
from wargame.scenario import Scenario, draws
from wargame.world import DELIVERY, TRAINING, World

STRIP = ("R1", "B1", "B2", "B3")


def deep(settled: float = 1.0, held: tuple[float, ...] = (1.0, 1.0, 1.0, 0.0), **more: object) -> Scenario:
    """Red holds the strip as far as it is told; railheads have followed to a share of that."""
    scenario = worlds.duel(**more)  # type: ignore[arg-type]
    red = np.array(held)
    control = scenario.world.control.copy()
    control[0, 1, :4], control[0, 0, :4] = red, 1.0 - red
    told = np.stack([1.0 - red, np.where([True, False, False, False], red, red * settled)])[None]
    return worlds.with_field(scenario, control=control, settled=told)


def distances(world: World, state: str = "RED") -> list[float]:
    return [float(world.distance[(0, *worlds.at(world, state, region))]) for region in STRIP]


def difference(a: list[World], b: list[World], field: str, state: str) -> list[float]:
    return [round(worlds.of(x, field, state) - worlds.of(y, field, state), 9) for x, y in zip(a, b, strict=True)]


# Supply


def test_supply_gets_further_with_every_region() -> None:
    km = distances(worlds.campaign(deep(), 1)[-1])
    assert km[0] == 0.0
    assert km == sorted(km)
    assert km[1] == 6.0  # a land link, from a depot next door
    assert km[2] == 12.0


def test_ground_that_railheads_have_not_caught_up_with_counts_at_its_full_side() -> None:
    km = distances(worlds.campaign(deep(settled=0.0), 1)[-1])
    assert km[2] == pytest.approx(12.0 + 100.0 / 0.9)  # a plain of 100 by 100 km


def test_a_corridor_held_in_part_costs_the_same_for_every_factor_e() -> None:
    whole, part = (
        distances(worlds.campaign(deep(held=(1.0, share, 1.0, 0.0)), 1)[-1]) for share in (1.0, 1.0 / exp(1.0))
    )
    assert part[2] - whole[2] == pytest.approx(deep().params.logistics.corridor)


def test_a_broken_bridge_costs_supply_and_is_mended() -> None:
    bridged = deep(links={"R1-B1": {"type": "river", "bridges": 2}})
    broken = worlds.with_field(bridged, spans=np.full((1, 1), 0.2))
    whole, struck = (worlds.campaign(scenario, 3) for scenario in (bridged, broken))
    repair = bridged.params.logistics.repair
    assert distances(whole[1])[1] == 12.0  # a river link
    assert distances(struck[1])[1] == pytest.approx(12.0 / (0.2 + repair * 0.8))
    spans = [float(world.spans[0, 0]) for world in struck]
    np.testing.assert_allclose(1.0 - np.array(spans), 0.8 * (1.0 - repair) ** np.arange(4))


def test_strikes_break_a_bridge_down_to_ferries() -> None:
    bridged = worlds.duel(links={"R1-B1": {"type": "river", "bridges": 2}})
    story = worlds.campaign(bridged, 4, ["BLU strike B1:R1 0.8"])
    spans = [float(world.spans[0, 0]) for world in story]
    assert spans[1] == pytest.approx(0.2)
    assert spans[-1] == 0.05
    assert distances(story[-1])[1] == pytest.approx(12.0 / 0.05)


def test_regions_cut_off_together_find_no_way_through_each_other() -> None:
    story = worlds.campaign(deep(), 1)
    control = story[-1].control.copy()
    control[0, :, 1] = [1.0, 0.0]
    control[0, :, 3] = [0.0, 1.0]
    cut = worlds.with_field(deep(), control=control, settled=control[..., :4].copy(), distance=story[-1].distance)
    km = distances(worlds.campaign(cut, 1)[-1])
    assert min(km[2:]) > 900.0
    assert km[:2] == [0.0, 6.0]


def test_a_state_is_supplied_from_its_own_land(duel: Scenario) -> None:
    assert distances(worlds.campaign(duel, 1)[-1], "BLU") == [6.0, 0.0, 0.0, 0.0]


# What arrives, and when


def test_aid_arrives_after_its_delay_and_is_equipment() -> None:
    scenario = worlds.duel()
    source_turn = worlds.campaign(scenario, 6)
    aided = [source_turn[0]]
    source = draws(scenario, 1, [0])
    for turn in range(1, 7):
        aided.append(worlds.turn(scenario, aided[-1], source, ["GLD aid BLU 0.3"] if turn == 1 else []).world)
    received = difference(aided, source_turn, "received", "BLU")
    assert received == [0.0] * (1 + DELIVERY) + [0.3] * (6 - DELIVERY)
    equipment = difference(aided, source_turn, "materiel", "BLU")
    assert equipment[: 1 + DELIVERY] == [0.0] * (1 + DELIVERY)
    assert equipment[1 + DELIVERY] > 0.9 * 0.3 * scenario.params.logistics.aid_units


def test_recruits_reach_the_reserve_after_training() -> None:
    scenario = worlds.duel()
    source, calm = draws(scenario, 1, [0]), worlds.campaign(scenario, 6)
    story = [calm[0]]
    for turn in range(1, 7):
        story.append(worlds.turn(scenario, story[-1], source, ["RED mobilise 10"] if turn == 1 else []).world)
    assert difference(story, calm, "manpower", "RED") == [0.0] + [-10.0] * 6
    assert difference(story, calm, "reserve", "RED") == [0.0] * (1 + TRAINING) + [10.0] * (6 - TRAINING)


def test_what_factories_were_asked_for_arrives_after_its_delay(duel: Scenario) -> None:
    idle = worlds.with_field(duel, ordered=np.zeros_like(duel.world.ordered))
    full, empty = worlds.campaign(duel, 5), worlds.campaign(idle, 5)
    assert difference(full, empty, "materiel", "GLD") == [0.0, 1.0, 2.0, 3.0, 3.0, 3.0]


def test_a_short_turn_brings_its_part() -> None:
    short = worlds.duel(calendar={"snapshot": "2030-01-16", "turns": 3})
    arrived = worlds.of(worlds.campaign(short, 1)[-1], "reserve", "RED") - worlds.of(short.world, "reserve", "RED")
    assert arrived == pytest.approx(3.0 * 15.0 / 30.4375)


# Where forces go


def test_forces_go_where_they_are_wanted_at_their_pace(duel: Scenario) -> None:
    story = worlds.campaign(worlds.with_field(duel, war=np.zeros_like(duel.world.war)), 3, ["BLU effort B2 1.0"])
    stayed = [worlds.men(world, "BLU", "B1") for world in story]
    pace = duel.params.logistics.redeploy
    np.testing.assert_allclose(stayed, 30.0 * (1.0 - pace) ** np.arange(4))
    assert worlds.men(story[1], "BLU", "B2") == pytest.approx(
        10.0 + 30.0 * pace + worlds.of(story[0], "reserve", "BLU") + 3.0
    )


def test_what_is_wanted_less_is_kept_in_reserve(duel: Scenario) -> None:
    peace = worlds.with_field(duel, war=np.zeros_like(duel.world.war))
    kept = worlds.campaign(peace, 8, ["BLU effort B1 0.4", "BLU effort B2 0.3"])[-1]
    men = worlds.men(kept, "BLU", "B1") + worlds.men(kept, "BLU", "B2") + worlds.of(kept, "reserve", "BLU")
    assert worlds.of(kept, "reserve", "BLU") == pytest.approx(0.3 * men)


def test_without_wishes_all_stay(duel: Scenario) -> None:
    peace = worlds.with_field(duel, war=np.zeros_like(duel.world.war))
    np.testing.assert_array_equal(worlds.campaign(peace, 4)[-1].forces, peace.world.forces)


def test_nobody_is_sent_where_no_way_leads(duel: Scenario) -> None:
    story = worlds.campaign(duel, 2, ["RED effort B1 0.5", "RED effort B3 0.5"])
    assert worlds.men(story[-1], "RED", "B3") == 0.0
    assert worlds.men(story[-1], "RED", "B2") == 0.0


def test_men_who_give_up_ground_go_to_the_reserve_less_the_rearguard(duel: Scenario) -> None:
    held = deep(held=(1.0, 0.5, 0.0, 0.0))
    calm, story = worlds.campaign(held, 1)[-1], worlds.campaign(held, 1, ["RED withdraw B1 1.0"])[-1]
    assert worlds.share(story, "RED", "B1") == 0.0
    assert worlds.men(story, "RED", "B1") == pytest.approx(0.0, abs=1e-9)
    rearguard = held.params.combat.rearguard * worlds.men(held.world, "RED", "B1")
    back = worlds.men(held.world, "RED", "B1") - rearguard
    assert worlds.of(story, "reserve", "RED") - worlds.of(held.world, "reserve", "RED") - 3.0 == pytest.approx(back)
    assert worlds.of(story, "losses", "RED") == pytest.approx(rearguard)
    assert worlds.share(calm, "RED", "B1") > 0.0
