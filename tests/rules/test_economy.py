"""Economy: what a war costs output, how fast spending moves, and where the money goes."""

from dataclasses import replace
from math import exp

import numpy as np
import pytest

import worlds
from wargame.forum import ARMS
from wargame.orders import none
from wargame.rules import economy
from wargame.scenario import Scenario, draws
from wargame.world import World


def peaceful(scenario: Scenario) -> Scenario:
    return worlds.with_field(scenario, war=np.zeros_like(scenario.world.war))


def output(story: list[World], state: str = "BLU") -> float:
    return worlds.of(story[-1], "output", state)


def losing(share: float, peace: bool = True) -> Scenario:
    """Blue loses a share of B1 after state 0, where three tenths of its output come from."""
    scenario = worlds.duel()
    control = scenario.world.control.copy()
    control[0, :, 1] = [1.0 - share, share]
    changed = worlds.with_field(scenario, control=control, settled=control[..., :4].copy())
    return peaceful(changed) if peace else changed


def test_output_follows_its_trend_in_peace(duel: Scenario) -> None:
    story = worlds.campaign(peaceful(duel), 24)
    assert 1.02 < output(story, "GLD") < 1.04  # two years at two percent, with some delay
    assert output(story, "GLD") == pytest.approx(output(story, "BLU"), rel=0.01)


def test_land_lost_costs_the_output_that_came_from_it() -> None:
    held, half, gone = (output(worlds.campaign(losing(share), 18)) for share in (0.0, 0.5, 1.0))
    assert held > half > gone
    # B1 gives 0.3 of the 0.9 told of
    assert gone / held == pytest.approx(1.0 - 0.3, abs=0.02)


def test_fighting_on_ones_own_soil_disrupts() -> None:
    fought = worlds.campaign(losing(0.5, peace=False), 4)
    quiet = worlds.campaign(losing(0.5), 4)
    assert output(fought) < output(quiet) - 0.05
    assert worlds.of(fought[-1], "disruption", "BLU") > worlds.of(fought[-1], "disruption", "RED")


def test_a_shock_fades_to_1_over_e_in_its_months(duel: Scenario) -> None:
    shaken = worlds.with_field(peaceful(duel), disruption=np.full((1, 3), 0.2))
    left = [worlds.of(world, "disruption", "GLD") for world in worlds.campaign(shaken, 8)]
    np.testing.assert_allclose(left, 0.2 * np.exp(-np.arange(9) / duel.params.economy.fade_months))


def test_output_goes_to_its_potential_in_its_months(duel: Scenario) -> None:
    """Closed form: the gap to a constant potential closes as exp(-t/months); exact."""
    still = worlds.duel(states={"GLD": {"growth": 0.0, "war_effort": 0.03}})
    low = worlds.with_field(peaceful(still), output=np.full((1, 3), 0.8))
    gaps = [1.0 - worlds.of(world, "output", "GLD") for world in worlds.campaign(low, 6)]
    np.testing.assert_allclose(gaps, 0.2 * np.exp(-np.arange(7) / duel.params.economy.adjust), rtol=1e-9)


def test_war_spending_moves_at_its_pace_and_no_further_than_its_ceiling(duel: Scenario) -> None:
    pace, ceiling = duel.params.economy.pace, duel.params.economy.ceiling

    def efforts(change: float, turns: int) -> list[float]:
        story = worlds.campaign(peaceful(duel), turns, [f"RED spend {change}"])
        return [worlds.of(world, "war_effort", "RED") for world in story]

    rising, falling = efforts(pace, 40), efforts(-pace, 4)
    np.testing.assert_allclose(rising, np.minimum(0.03 + pace * np.arange(41), ceiling))
    assert rising[-1] == ceiling
    np.testing.assert_allclose(falling, np.maximum(0.03 - pace * np.arange(5), 0.0), atol=1e-12)
    assert efforts(2.0 * pace, 4) == [0.03] * 5  # too fast: refused


def test_war_spending_buys_equipment_as_far_as_industry_goes() -> None:
    def bought(effort: float, industry: float) -> float:
        scenario = worlds.duel(states={"RED": {"war_effort": effort, "industry": industry}})
        return float(worlds.campaign(scenario, 1)[-1].procured[0, 0])

    assert bought(0.03, 1.0) < bought(0.06, 1.0) <= 1.0
    assert bought(0.3, 1.0) == pytest.approx(1.0)
    assert bought(0.3, 4.0) == pytest.approx(4.0)


def test_what_a_state_gives_it_can_not_spend() -> None:
    rich = worlds.duel(states={"GLD": {"war_effort": 0.1}})
    calm, given = (worlds.campaign(rich, 1, orders)[-1] for orders in ([], ["GLD aid BLU 0.1"]))
    assert worlds.of(calm, "treasury", "GLD") - worlds.of(given, "treasury", "GLD") == pytest.approx(
        0.1 * rich.params.economy.euro
    )


def test_the_budget_adds_up() -> None:
    """Treasury = treasury + output x effort - standing forces - men - equipment, in USD bn a month."""
    scenario = worlds.duel(states={"RED": {"war_effort": 0.10}})
    after = worlds.campaign(scenario, 1)[-1]
    men = float(worlds.theatre_men(after)[0, 0] + after.reserve[0, 0] + after.training[0, 0].sum())
    earned = 100.0 / 12.0 * worlds.of(after, "output", "RED") * 0.10
    p = scenario.params.economy
    spent = p.standing * 3.0 / 12.0 + p.upkeep * men + p.unit_cost * worlds.of(after, "procured", "RED")
    assert worlds.of(after, "treasury", "RED") == pytest.approx(earned - spent, rel=1e-9)


def test_war_spending_stimulates_in_time() -> None:
    lavish, frugal = (
        output(worlds.campaign(peaceful(worlds.duel(states={"GLD": {"war_effort": effort}})), 24), "GLD")
        for effort in (0.10, 0.03)
    )
    assert 1.02 * frugal < lavish < 1.12 * frugal


def test_a_number_by_run_moves_that_run_alone(duel: Scenario) -> None:
    world = worlds.game(duel, 2, "hold", runs=range(2)).world
    swept = replace(duel.params.economy, fade_months=np.array([4.0, 8.0]), ruin=0.0)
    source = draws(duel, 1, range(2))
    shaken = replace(world, disruption=np.full((2, 3), 0.2), fallen=np.zeros_like(world.fallen))
    after = economy.account(shaken, none(world), (swept, duel.params.states), source.at(3))
    assert after.disruption[:, 2].tolist() == pytest.approx([0.2 * exp(-1.0 / 4.0), 0.2 * exp(-1.0 / 8.0)])


def test_air_defence_averts_a_part_of_what_war_destroys_behind_the_front() -> None:
    scenario = worlds.duel()

    def guarded(amount: float) -> float:
        kit = np.zeros_like(scenario.world.kit)
        kit[0, scenario.board.states.index("BLU"), ARMS.index("air_defence")] = amount
        return float(worlds.campaign(worlds.with_field(scenario, kit=kit), 6)[-1].disruption[0, 1])

    assert guarded(0.0) > guarded(2.0) > guarded(20.0) >= 0.0
