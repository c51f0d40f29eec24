"""Logistics: what comes up when, how far it reaches, and who can be sent where."""

from dataclasses import replace
from math import exp

import numpy as np
import pytest

import worlds
from wargame.forum import ARMS
from wargame.observe import legal
from wargame.scenario import Scenario, draws, opening
from wargame.world import CREWS, DELIVERY, TRAINING, World

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


# Aid: stocks, kinds and their lags


def helped(orders: list[str], turns: int = 7, scenario: Scenario | None = None) -> list[World]:
    """A campaign in which these orders are given in the first turn alone."""
    scenario = scenario or worlds.duel()
    source = draws(scenario, 1, [0])
    story = [opening(scenario, source)]
    for turn in range(1, turns + 1):
        story.append(worlds.turn(scenario, story[-1], source, orders if turn == 1 else []).world)
    return story


def kit(world: World, kind: str, state: str = "BLU") -> float:
    return float(world.kit[0, world.board.states.index(state), ARMS.index(kind)])


@pytest.mark.parametrize("kind", ARMS)
def test_arms_come_later_where_crews_must_be_trained(kind: str) -> None:
    story = helped(["GLD aid BLU 0.3", f"GLD arms BLU:{kind} 1.0"])
    comes = 1 + DELIVERY + (CREWS if kind in ("armour", "air_defence") else 0)
    assert [kit(world, kind) > 0.0 for world in story] == [turn >= comes for turn in range(8)]
    assert 0.8 * 0.3 < kit(story[comes], kind) <= 0.3
    assert [worlds.of(world, "received", "BLU") for world in story] == [0.0] * comes + [0.3] * (8 - comes)
    assert all(kit(story[-1], other) == 0.0 for other in ARMS if other != kind)


def test_what_needs_no_crews_does_not_wait_for_what_does() -> None:
    story = helped(["GLD aid BLU 0.3", "GLD arms BLU:fires 0.25", "GLD arms BLU:armour 0.5"])
    received = [worlds.of(world, "received", "BLU") for world in story]
    np.testing.assert_allclose(received, [0.0] * 4 + [0.15] * 2 + [0.3] * 2)


def test_arms_of_kinds_are_no_other_equipment() -> None:
    """A billion is spent once: on what every soldier needs, or on a kind."""
    units = worlds.duel().params.logistics.aid_units
    plain, half, all_kinds = (
        worlds.of(helped(["GLD aid BLU 0.3", *lines], 4)[-1], "materiel", "BLU")
        for lines in ([], ["GLD arms BLU:long_range 0.5"], ["GLD arms BLU:long_range 1.0"])
    )
    assert plain - half == pytest.approx(0.15 * units, rel=0.1)
    assert plain - all_kinds == pytest.approx(0.3 * units, rel=0.1)


def test_shares_that_pass_one_are_scaled_to_it() -> None:
    ships = helped(["GLD aid BLU 0.3", "GLD arms BLU:fires 0.9", "GLD arms BLU:armour 0.9"], 1)[-1].shipments
    taken = ships.live[0] > 0.5
    assert ships.fires[0][taken].tolist() == pytest.approx([0.15])
    assert ships.armour[0][taken].tolist() == pytest.approx([0.15])
    assert ships.amount[0][taken].tolist() == [0.3]


def test_arms_wear_out_with_time_and_faster_in_battle() -> None:
    def left(orders: list[str], wear: float) -> float:
        scenario = worlds.duel(rules={"combat": {"wear": wear}})
        stands = np.zeros_like(scenario.world.kit)
        stands[0, 1, 0] = 1.0
        return kit(worlds.campaign(worlds.with_field(scenario, kit=stands), 3, orders)[-1], "fires")

    months = worlds.duel().params.logistics.kit_months
    assert left([], 0.0) == pytest.approx(exp(-3.0 / months))
    assert left(["RED attack B1 0.9"], 0.15) < left([], 0.15) < left([], 0.0)


def test_a_donor_gives_no_more_than_its_stock_holds() -> None:
    rich = worlds.duel(states={"GLD": {"military_spending": 0.6}}, rules={"logistics": {"rebuild": 0.0}})
    stock = [float(world.stock[0, 2]) for world in worlds.campaign(rich, 4, ["GLD aid BLU 0.15"])]
    np.testing.assert_allclose(stock, [0.21, 0.06, 0.06, 0.06, 0.06])  # the second gift is refused
    spent = worlds.campaign(rich, 1, ["GLD aid BLU 0.15"])[-1]
    pair = next(d for d, (_, _, kind) in enumerate(rich.board.pairs) if kind == "patron")
    assert float(legal(rich.world, rich.params).aid[0, pair]) == pytest.approx(0.21)
    assert float(legal(spent, rich.params).aid[0, pair]) == pytest.approx(0.06)


def test_stocks_are_rebuilt_by_military_spending_until_they_are_full() -> None:
    donor = worlds.duel(states={"GLD": {"military_spending": 0.6}})
    stock = [float(world.stock[0, 2]) for world in helped(["GLD aid BLU 0.05"], 12, donor)]
    assert stock[1] < stock[0]
    assert stock[1:] == sorted(stock[1:])
    assert stock[-1] == stock[0] == pytest.approx(0.6 * donor.params.logistics.stocks)


def test_stocks_are_shared_out_among_partners() -> None:
    two = worlds.duel(patrons={"BLU": ["GLD"], "RED": ["GLD"]}, states={"GLD": {"military_spending": 0.6}})
    most = legal(two.world, two.params).aid[0]
    np.testing.assert_allclose(most[most > 0.0], [0.105, 0.105])


def test_common_aid_is_put_under_way_and_takes_nothing_from_a_stock(duel: Scenario) -> None:
    pledged = np.where(np.asarray(duel.board.patron)[None] > 0.5, 0.2, 0.0)
    story = worlds.campaign(worlds.with_field(duel, pledged=pledged), 1)
    later, source = replace(story[1], pledged=0.0 * pledged), draws(duel, 1, [0])
    for _ in range(DELIVERY):
        later = worlds.turn(duel, later, source).world
    assert worlds.of(later, "received", "BLU") == 0.2
    assert story[1].granted.sum() == later.granted.sum() == 0.2
    assert float(story[1].stock[0, 2]) == float(story[0].stock[0, 2])
    unpledged = worlds.campaign(duel, 1)[-1]
    paid = worlds.of(unpledged, "treasury", "GLD") - worlds.of(story[1], "treasury", "GLD")
    bought = float(unpledged.procured[0, 2] - story[1].procured[0, 2]) * duel.params.economy.unit_cost
    assert paid + bought == pytest.approx(0.2 * duel.params.economy.euro)


# Bridges


def struck(held: tuple[float, ...], rockets: float, who: str = "BLU") -> float:
    """The most of the bridge between R1 and B1 that can be struck at, Red holding so much of the strip."""
    scenario = deep(held=held, links={"R1-B1": {"type": "river", "bridges": 2}})
    stands = np.zeros_like(scenario.world.kit)
    stands[0, :, ARMS.index("long_range")] = rockets
    forces = scenario.world.forces * 0.0
    aimed = legal(worlds.with_field(scenario, kit=stands, forces=forces).world, scenario.params).strike
    return float(aimed[0, scenario.board.states.index(who) == scenario.board.span_holder[:, 0], 0].max())


def test_a_bridge_at_the_front_can_be_struck_at_with_guns() -> None:
    assert struck((1.0, 0.0, 0.0, 0.0), 0.0) == 1.0
    assert struck((1.0, 0.5, 0.0, 0.0), 0.0, "RED") == 1.0


def test_a_bridge_behind_the_front_takes_arms_of_long_range() -> None:
    assert struck((1.0, 1.0, 0.0, 0.0), 0.0) == 0.0
    share = [struck((1.0, 1.0, 0.0, 0.0), rockets) for rockets in (0.1, 0.5, 5.0)]
    assert share == sorted(share)
    assert share[1] == pytest.approx(0.5)
    assert share[-1] < 1.0


def test_a_bridge_far_behind_the_front_is_out_of_reach() -> None:
    assert struck((1.0, 1.0, 1.0, 0.0), 5.0) == 0.0
