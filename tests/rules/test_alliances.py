"""Alliances: what a vote comes to under each rule, what a veto costs, and how far members stand together."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import worlds
from wargame.axes import Array
from wargame.orders import DELIBERATE, VOTE, Orders
from wargame.rules import Params, alliances
from wargame.rules.alliances import Alliances, counted
from wargame.scenario import Scenario, draws, opening
from wargame.turn import Request
from wargame.world import World

PEOPLE = np.array([[10.0, 20.0, 30.0, 40.0, 50.0]])  # thousand


def body(rule: str, others: tuple[int, float] = (0, 0.0), leader: str | None = None) -> Scenario:
    """A world in which one alliance of five may decide on a common energy programme by a rule."""
    names = ["AAA", "BBB", "CCC", "DDD", "EEE"]
    return worlds.politics(
        names,
        {"ALL": {"rule": rule, "members": names, "leader": leader, "powers": [{"motion": "energy"}],
                 "others": {"states": others[0], "population": others[1] * 1000.0}}},
    )  # fmt: skip


def tally(scenario: Scenario, *votes: float) -> tuple[float, Array]:
    """Whether a vote carries, and what is missing to each member's consent."""
    result = counted(np.array([votes]), np.ones((1, 5)), PEOPLE[0], np.zeros((1, 1)), scenario.board, 0)
    return float(result.carried[0]), result.objection[0]


@pytest.mark.parametrize(
    ("rule", "votes", "carried"),
    [
        ("plenary", (1, 1, 1, -1, 0), 1.0),
        ("plenary", (1, 1, -1, -1, 0), 0.0),
        ("majority", (1, 1, 1, 1, -1), 1.0),  # four of five states; fewer than four against block nothing
        ("majority", (1, -1, -1, -1, -1), 0.0),
        ("majority", (-1, -1, -1, -1, 1), 0.0),
        ("unanimity", (1, 1, 1, 1, 1), 1.0),
        ("consensus", (1, 0, 0, 0, 0), 1.0),  # nobody objects
        ("consensus", (0, 0, 0, 0, 0), 0.0),  # and nobody moves
    ],
)
def test_a_rule_counts(rule: str, votes: tuple[float, ...], carried: float) -> None:
    assert tally(body(rule), *votes)[0] == carried


def test_the_leader_decides_where_one_does() -> None:
    for_it, against = (1.0, -1.0, -1.0, -1.0, -1.0), (-1.0, 1.0, 1.0, 1.0, 1.0)
    scenario = body("leader", leader="AAA")
    assert (tally(scenario, *for_it)[0], tally(scenario, *against)[0]) == (1.0, 0.0)


def test_who_has_no_seat_votes_with_the_majority_and_by_its_number() -> None:
    assert tally(body("majority"), 1, 1, -1, -1, 0)[0] == 0.0  # two of five states are no 55 %
    assert tally(body("majority", others=(8, 400.0)), 1, 1, 1, -1, 0)[0] == 1.0
    assert tally(body("plenary", others=(155, 1.0)), -1, -1, 1, 0, 0)[0] == 0.0


def test_four_states_with_more_than_a_third_of_the_people_block_a_majority_and_three_do_not() -> None:
    names = [f"S{k:02d}" for k in range(10)]
    scenario = worlds.politics(names, {"ALL": {"rule": "majority", "members": names, "powers": [{"motion": "energy"}]}})
    people = np.array([10.0] * 6 + [30.0] * 4)
    for noes, carried in ((4, 0.0), (3, 1.0)):
        vote = np.array([[1.0] * (10 - noes) + [-1.0] * noes])
        result = counted(vote, np.ones((1, 10)), people, np.zeros((1, 1)), scenario.board, 0)
        assert float(result.carried[0]) == carried


def test_under_unanimity_each_objection_counts_by_what_is_missing_and_under_majority_none() -> None:
    votes = (1.0, 0.5, -0.02, -0.3, 0.0)
    np.testing.assert_allclose(tally(body("unanimity"), *votes)[1], [0.0, 0.0, 0.02, 0.3, 0.0])
    assert not tally(body("majority"), *votes)[1].any()


@given(st.lists(st.floats(-1.0, 1.0), min_size=5, max_size=5), st.permutations(range(5)))
def test_no_count_depends_on_the_order_of_members(votes: list[float], order: list[int]) -> None:
    for rule in ("unanimity", "majority", "plenary"):
        scenario = body(rule)
        mixed = counted(
            np.array([[votes[i] for i in order]]),
            np.ones((1, 5)),
            PEOPLE[0][order],
            np.zeros((1, 1)),
            scenario.board,
            0,
        )
        carried, objection = tally(scenario, *votes)
        assert float(mixed.carried[0]) == carried
        np.testing.assert_array_equal(mixed.objection[0], objection[order])


@given(st.lists(st.floats(-1.0, 1.0), min_size=5, max_size=5), st.integers(0, 4))
def test_who_turns_from_no_to_yes_never_stops_a_motion(votes: list[float], who: int) -> None:
    better = list(votes)
    better[who] = abs(votes[who])
    for rule in ("unanimity", "majority", "plenary"):
        before, after = tally(body(rule), *votes), tally(body(rule), *better)
        assert after[0] >= before[0]
        assert after[1].sum() <= before[1].sum()


# A motion on its way


def voted(scenario: Scenario, votes: dict[str, float], size: float = 1.0, turns: int = 1) -> list[World]:
    """Worlds after turns in which the one docket is tabled whenever it can be and members vote as told."""
    source = draws(scenario, 1, [0])
    story = [opening(scenario, source)]

    def answer(request: Request) -> Orders:
        told: dict[str, Any] = {}
        if request.moment == DELIBERATE:
            told = {"draft": request.legal.draft, "table": size * request.legal.table}
        if request.moment == VOTE:
            row = np.array([votes.get(name, 0.0) for name in scenario.board.states])
            told = {"vote": row * request.legal.vote}
        return replace(request.nothing, **told)

    for _ in range(turns):
        story.append(worlds.answered(scenario, story[-1], source, answer).world)
    return story


YES = dict.fromkeys(("AAA", "BBB", "CCC", "DDD"), 0.5)


def test_a_motion_needs_drafting_then_passes_when_nobody_objects() -> None:
    story = voted(body("unanimity"), YES | {"EEE": 0.1}, turns=3)
    assert [float(world.adopted[0, 0]) for world in story][-1] >= 1.0
    assert story[-1].programme[0, 0] > 0.0
    assert not story[-1].held_up.any()


def brought(level: float) -> Array:
    """What two packages adopted together bring, each a fifth of what is left, where so much is in force already."""
    names = ["AAA", "BBB", "CCC", "DDD", "EEE"]
    sectors = ("finance", "energy", "technology", "trade")
    act = {"sender": "ALL", "target": "ZZZ", "level": level, "since": "2029-01-31"}
    scenario = worlds.politics(
        [*names, "ZZZ"],
        {"ALL": {"rule": "unanimity", "members": names,
                 "powers": [{"motion": "package", "target": "ZZZ", "at_once": 2}]}},
        measures=[act | {"sector": sector} for sector in sectors] if level else [],
    )  # fmt: skip
    story = voted(scenario, dict.fromkeys(names, 0.5), size=0.2, turns=3)
    first = next(world for world in story if world.adopted.sum() == 2.0)
    done: Array = first.done[0]
    return done


def test_a_package_brings_the_less_the_less_is_left_to_forbid() -> None:
    fresh, late = brought(0.0), brought(0.5)
    assert fresh[1] == pytest.approx(0.8 * fresh[0], rel=1e-9)  # the second of a turn finds a fifth less
    assert fresh[0] - late[0] == pytest.approx(0.5 * 0.2, rel=1e-6)  # half of each sector, enforcement as before


def test_a_veto_holds_a_motion_up_by_what_it_takes_to_meet_it_and_then_costs() -> None:
    p = Alliances()
    story = voted(body("unanimity"), YES | {"EEE": -2.0 * p.haggle - p.peers}, turns=9)  # two months and more
    held = next(t for t, world in enumerate(story) if world.wait[0, 0] > 0.0)
    world = story[held]
    assert world.adopted[0, 0] == 0.0
    assert world.blocker[0, 0] == 1.0 + world.board.states.index("EEE")
    assert 2.0 < world.wait[0, 0] < p.patience
    assert world.price[0, 0] > 0.0
    passed = next(t for t, later in enumerate(story) if later.adopted[0, 0] > 0.0)
    assert passed - held >= 2
    assert story[passed].conceded[0, 0] == world.price[0, 0]


def test_who_can_t_be_won_in_time_stops_a_motion() -> None:
    story = voted(body("unanimity"), YES | {"EEE": -1.0}, turns=4)
    assert story[-1].failed[0, 0] >= 1.0
    assert story[-1].adopted[0, 0] == 0.0


def test_a_majority_outvotes_who_would_have_vetoed() -> None:
    story = voted(body("majority"), YES | {"EEE": -1.0}, turns=4)
    assert story[-1].adopted[0, 0] >= 1.0


def test_nothing_else_of_a_kind_is_tabled_while_a_motion_is_held_up() -> None:
    p = Alliances()
    story = voted(body("unanimity"), YES | {"EEE": -1.5 * p.haggle - p.peers}, turns=3)
    waiting = next(world for world in story if world.wait[0, 0] > 0.0)
    assert not alliances.vacant(waiting).any()


def test_an_alliance_of_one_decides_as_its_member() -> None:
    one = worlds.politics(
        ["AAA", "BBB"], {"ONE": {"rule": "unanimity", "members": ["AAA"], "powers": [{"motion": "energy"}]}}
    )
    for rule in ("unanimity", "consensus", "majority", "plenary", "leader"):
        told = {"rule": rule, "members": ["AAA"], "leader": "AAA", "powers": [{"motion": "energy"}]}
        alone = worlds.politics(["AAA", "BBB"], {"ONE": told})
        for vote in (0.4, -0.4):
            same, other = (voted(scenario, {"AAA": vote}, turns=3)[-1] for scenario in (one, alone))
            assert same.adopted[0, 0] == other.adopted[0, 0] == (0.0 if vote < 0.0 else same.adopted[0, 0])
            assert (same.adopted[0, 0] > 0.0) == (vote > 0.0)


# How members stand


def cohesion_after(lean: list[float], turns: int = 40, **rules: float) -> float:
    names = ["AAA", "BBB", "CCC", "DDD", "EEE"]
    scenario = worlds.politics(
        names, {"ALL": {"rule": "consensus", "members": names}},
        states={name: {"position": x} for name, x in zip(names, lean, strict=True)},
        rules={"alliances": rules, "standing": {}},
    )  # fmt: skip
    return float(worlds.campaign(scenario, turns)[-1].cohesion[0, 0])


def test_two_opposed_camps_hold_together_less_than_one() -> None:
    assert cohesion_after([0.1, 0.1, 0.9, 0.9, 0.9], 12) < cohesion_after([0.8, 0.85, 0.9, 0.9, 0.9], 12) - 0.1


def test_cohesion_stays_within_its_bounds_and_alarm_lifts_it(ukraine: Scenario) -> None:
    world = opening(ukraine, draws(ukraine, 1, [0]))
    calm = alliances_drive(world, ukraine.params)
    alarmed = alliances_drive(replace(world, alarm=world.alarm + 1.0), ukraine.params)
    assert (alarmed[0, [0, 1]] > calm[0, [0, 1]]).all()
    dear = alliances_drive(replace(world, leverage=world.leverage + 0.5), ukraine.params)
    assert (dear <= calm).all()


def alliances_drive(world: World, params: Params) -> Array:
    from wargame.rules.alliances.phases import drive

    return drive(world, (params.alliances, params.states))
