"""Escalation: the ladder, red lines, back-channels, and the risk that is left to chance."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import worlds
from rivals import PACT, command, facing, start
from wargame.axes import Array
from wargame.orders import none
from wargame.rules import escalation
from wargame.scenario import Scenario, draws
from wargame.world import World

NEVER, ALWAYS = {"step": -60.0, "mishap": 0.0, "back": -60.0}, {"step": 60.0}


def moved(scenario: Scenario, world: World, chance: Any, **orders: Any) -> World:
    """A month on the ladder."""
    nothing = none(world)
    given = replace(nothing, **{name: getattr(nothing, name) + value for name, value in orders.items()})
    return escalation.climb(world, given, (scenario.params.escalation, scenario.params.states), chance)


def month(scenario: Scenario, runs: int = 4000, fields: dict[str, Any] | None = None, **orders: Any) -> World:
    """A first month in many runs."""
    return moved(scenario, *start(scenario, runs, **(fields or {})), **orders)


def ups(world: World, before: float = 3.0) -> Array:
    return world.rung[:, 0] > before


LONG = np.array([0.0, 0.0, 0.0, 0.5])
CROSS = {"aid": 1.0, "arms": LONG}


# Red lines


def test_a_red_line_crossed_without_an_answer_is_believed_less() -> None:
    scenario = facing(rules={"escalation": NEVER})
    world = month(scenario, 4, **CROSS)
    erode = scenario.params.escalation.erode
    np.testing.assert_allclose(world.credibility[0, 0], [0.5, 0.0, 0.0, 0.8 * erode])
    np.testing.assert_array_equal(world.crossings[0, 0], [0, 0, 0, 1])


def test_an_answer_restores_it() -> None:
    scenario = facing(rules={"escalation": ALWAYS})
    world = month(scenario, 4, **CROSS)
    assert world.rung[0, 0] == 4.0
    assert world.credibility[0, 0, 3] == pytest.approx(0.8 + 0.2 * scenario.params.escalation.restore)


def test_what_stays_below_the_threshold_or_has_no_line_crosses_none() -> None:
    scenario = facing()
    assert month(scenario, 4, aid=0.05, arms=LONG).crossings.sum() == 0.0
    assert month(scenario, 4, aid=1.0, arms=np.array([0.0, 0.5, 0.5, 0.0])).crossings.sum() == 0.0


def test_only_arms_for_an_enemy_cross_a_line() -> None:
    scenario = facing()
    peace = {"war": 0.0}
    assert month(scenario, 4, peace, **CROSS).crossings.sum() == 0.0


def test_crossing_a_credible_line_brings_steps_up() -> None:
    scenario = facing(rules={"escalation": {"far": 1e9}})  # the arms themselves aside
    kept, crossed = (month(scenario, 8_000, aid=1.0, arms=share * LONG) for share in (0.0, 1.0))
    assert (ups(crossed) >= ups(kept)).all()
    assert ups(crossed).mean() > 1.5 * ups(kept).mean()
    spent = month(scenario, 8_000, {"credibility": 0.01}, **CROSS)
    assert ups(spent).mean() < ups(crossed).mean()


def test_the_other_side_reads_a_line_only_as_far_as_the_channel_works() -> None:
    scenario = facing()
    p = scenario.params.escalation
    crossed = np.array([0.0, 0.0, 0.0, 2.0])
    deaf, open_ = (escalation.as_read(start(scenario, 1, channel=c, crossings=crossed)[0], p)[0, 0] for c in (0.0, 1.0))
    np.testing.assert_allclose(open_, [0.5, 0.0, 0.0, 0.8])
    np.testing.assert_allclose(deaf, [p.presumed, 0.0, 0.0, p.presumed * p.erode**2])


# What drives the ladder


def test_deployment_deters_steps() -> None:
    scenario = facing()
    few, many = (month(scenario, 8_000, {"cohesion": 0.8, "flank": men}, **CROSS) for men in (0.0, 40.0))
    assert (ups(many) <= ups(few)).all()
    assert ups(many).mean() < 0.9 * ups(few).mean()


def test_a_back_channel_lowers_steps_and_lets_the_rung_fall() -> None:
    scenario = facing()
    silent, talking = (month(scenario, 8_000, {"channel": c}, **CROSS) for c in (0.0, 1.0))
    assert (talking.rung <= silent.rung).all()
    assert ups(talking).mean() < 0.75 * ups(silent).mean()


def test_losing_ground_brings_steps_up() -> None:
    scenario = facing()
    held, lost = (month(scenario, 8_000, {"gained": km2}) for km2 in (0.0, -1000.0))
    assert (ups(lost) >= ups(held)).all()
    assert ups(lost).mean() > 1.5 * ups(held).mean()


def test_a_short_turn_has_its_part_of_a_month() -> None:
    scenario = facing()
    world, chance = start(scenario, 8_000)
    whole, half = (ups(moved(scenario, replace(world, months=(dt,)), chance)).mean() for dt in (1.0, 0.5))
    assert whole == pytest.approx(2.0 * half, rel=0.25)


# Talks


def test_a_channel_needs_both_sides_and_time() -> None:
    scenario = facing()
    one, both = (month(scenario, 1, {"engaged": e}, channel=1.0).channel[0, 0] for e in (0.0, 1.0))
    assert one == 0.0
    assert both == pytest.approx(1.0 - np.exp(-1.0 / scenario.params.escalation.channel_months))


def test_an_alliance_s_readiness_is_heard_at_its_own_moment() -> None:
    scenario = facing()
    story = worlds.campaign(scenario, 3, ["PACT engage RED 0.6", "RED channel PACT 0.9"])
    assert story[-1].engaged[0, 0] == 0.6
    assert 0.0 < story[1].channel[0, 0] < story[-1].channel[0, 0] < 0.6


def test_a_dialogue_grows_by_talks_eases_the_ladder_and_collapses_with_a_step_up() -> None:
    calm, rising = (facing(rules={"escalation": rules}) for rules in (NEVER, ALWAYS))
    talks = {"engaged": 1.0, "dialogue": 0.5}
    assert month(calm, 1, talks, channel=1.0).dialogue[0, 0] > 0.5
    assert month(rising, 1, talks, channel=1.0).dialogue[0, 0] < 0.2
    assert month(calm, 1, {**talks, "rung": 8.0}, channel=1.0).dialogue[0, 0] < 0.5
    scenario = facing()
    strangers, partners = (month(scenario, 8_000, {"dialogue": d, "rung": 5.0}) for d in (0.0, 1.0))
    assert (partners.rung <= strangers.rung).all()
    assert partners.rung.mean() < strangers.rung.mean()


# Risk


def test_there_is_no_autonomous_risk_below_the_brink_and_more_above_it() -> None:
    scenario = facing()
    p = scenario.params.escalation
    low, high, higher = (month(scenario, 1, {"rung": r}).risk[0, 0] for r in (p.brink - 1.0, p.brink, p.brink + 2.0))
    assert low == 0.0
    assert high == pytest.approx(p.mishap * p.fatal)
    assert higher > 3.0 * high
    assert month(scenario, 1, {"rung": p.brink, "channel": 1.0}).risk[0, 0] < high


def test_risk_adds_up_as_a_probability() -> None:
    scenario = facing()
    assert month(scenario, 1, {"rung": 10.0, "risk": 1.0}).risk[0, 0] == 1.0


def test_a_mishap_leads_to_a_clash_at_most() -> None:
    scenario = facing(rules={"escalation": {"step": -60.0, "back": -60.0, "mishap": 0.9}})
    assert ups(month(scenario, 200, {"rung": 7.0}), 7.0).any()
    assert not ups(month(scenario, 200, {"rung": 8.0}), 8.0).any()


def long_story(turns: int, runs: int = 100, **fields: Any) -> tuple[Array, World]:
    """The rungs of a proxy war that goes on, with arms that cross a line each month."""
    scenario = facing(alliances=PRESSING)
    source = draws(scenario, 1, range(runs))
    world = start(scenario, runs, **{"pressure": 8.0, "network": 0.6, "cohesion": 0.7, **fields})[0]
    rungs = []
    for turn in range(1, turns + 1):
        world = replace(world, turn=turn, engaged=world.engaged * 0.0 + 0.3)
        world = moved(scenario, world, source.at(turn), aid=3.0, arms=0.1 * LONG, channel=0.3)
        rungs.append(world.rung[:, 0])
    return np.stack(rungs), world


PRESSING = {"PACT": {**PACT["PACT"], "powers": [{"motion": "package", "target": "RED"}]}}


def test_the_ladder_neither_runs_away_nor_stands_still() -> None:
    """500 months: mostly on rungs 3 to 7, late as early, with steps both ways to the end."""
    rungs, _ = long_story(500)
    assert ((rungs >= 3) & (rungs <= 7)).mean() > 0.9
    assert abs(rungs[:250].mean() - rungs[250:].mean()) < 0.3
    late = np.diff(rungs[400:], axis=0)
    assert 0.01 < (late > 0).mean() < 0.2
    assert 0.01 < (late < 0).mean() < 0.2


def test_nuclear_rungs_are_very_rare() -> None:
    """A step to rung 9, or matters out of hand: together .01 to .1 percent a month, as is thought of a war like it."""
    rungs, world = long_story(240, 400)
    entries = ((rungs[1:] >= 9) & (rungs[:-1] < 9)).mean()
    hazard = -np.log1p(-world.risk.mean()) / 240
    assert entries <= 0.001
    assert 0.0001 <= entries + hazard <= 0.001


# Envoys


def test_envoys_talk_more_on_a_high_rung_and_where_people_are_weary() -> None:
    scenario = facing()

    def talk(**fields: float) -> float:
        return float(command(scenario, start(scenario, 1, **fields)[0]).channel[0, 0])

    assert talk(rung=7.0) > talk(rung=3.0)
    assert talk(weariness=0.8) > talk(weariness=0.1)


def test_a_member_far_from_the_line_of_a_split_alliance_stops_applying_measures() -> None:
    def left(position: float, cohesion: float) -> float:
        scenario = facing(
            alliances=PRESSING, states={"RED": {"position": 0.0}, "GLD": {"position": position, "salience": 1.0}}
        )
        world = start(scenario, 1, cohesion=cohesion)[0]
        return float(command(scenario, world).defect[0, 0, world.board.states.index("GLD")])

    assert left(0.0, 0.2) > left(0.0, 0.8) > 0.0
    assert left(0.9, 0.2) == 0.0


@given(worlds.scenarios(), st.integers(0, 99))
def test_the_ladder_keeps_its_bounds_in_generated_worlds(scenario: Scenario, seed: int) -> None:
    world = worlds.game(scenario, 8, "random", seed=seed).world
    assert ((world.rung >= 0.0) & (world.rung <= escalation.TOP)).all()
    for name in ("credibility", "channel", "dialogue", "risk", "engaged"):
        assert ((getattr(world, name) >= 0.0) & (getattr(world, name) <= 1.0)).all(), name
