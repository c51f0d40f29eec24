"""Events: dated, or on a condition, each once, run by run, with its turn kept."""

from dataclasses import replace

import numpy as np
import pytest

import worlds
from wargame.events import Act, Event, done, happen
from wargame.explain import happened
from wargame.scenario import Scenario, draws, opening
from wargame.world import World, digest

QUIET = {"state": "RED", "field": "support"}


def story(*events: dict[str, object], turns: int = 4) -> list[World]:
    return worlds.campaign(worlds.duel(events=[{"reason": "for the test", **event} for event in events]), turns)


def moved(told: list[World], calm: list[World], field: str = "support", state: str = "RED") -> list[float]:
    """By how much the events moved a number, turn by turn."""
    return [round(worlds.of(a, field, state) - worlds.of(b, field, state), 9) for a, b in zip(told, calm, strict=True)]


def test_a_dated_event_comes_about_on_its_turn_and_once() -> None:
    told = story({"id": "fair", "on": "2030-02-10", "changes": [{**QUIET, "add": 0.05}]})
    assert moved(told, story()) == [0.0, 0.0, 0.05, 0.05, 0.05]
    assert [float(w.fired[0, 0]) for w in told] == [0.0, 0.0, 2.0, 2.0, 2.0]


@pytest.mark.parametrize(
    ("day", "turn"), [("2030-01-01", 1), ("2030-01-31", 1), ("2030-02-01", 2), ("2030-04-30", 4), ("2033-01-01", 0)]
)
def test_a_day_belongs_to_the_turn_that_ends_on_it_or_next_after_it(day: str, turn: int) -> None:
    assert float(story({"id": "day", "on": day, "changes": []})[-1].fired[0, 0]) == turn


def test_an_inject_is_told_to_the_seats_it_names_and_changes_nothing() -> None:
    said: dict[str, object] = {"id": "leak", "on": "2030-01-20", "reason": "A convoy is on its way", "to": ["RED"]}
    scenario = worlds.duel(events=[said])
    told, calm = worlds.campaign(scenario, 2), story(turns=2)
    assert moved(told, calm) == [0.0, 0.0, 0.0]
    red, blue = (scenario.seats.index(seat) for seat in ("RED", "BLU"))
    mine = f"Told to {scenario.names()['RED']}: A convoy is on its way"
    assert [happened(told[1], scenario, seats=seats) for seats in (None, [red], [red, blue])] == [[mine]] * 3
    assert happened(told[1], scenario, seats=[blue]) == []
    assert happened(told[2], scenario) == []


def test_an_event_sets_or_adds() -> None:
    told = story(
        {"id": "a", "on": "2030-01-02", "changes": [{**QUIET, "set": 0.9}]},
        {"id": "b", "on": "2030-02-02", "changes": [{**QUIET, "add": -0.5}]},
    )
    calm = story()
    assert worlds.of(told[1], "support", "RED") == pytest.approx(0.9, abs=0.02)
    assert moved(told, calm)[2] == pytest.approx(moved(told, calm)[1] - 0.5)


def test_an_event_on_a_condition_waits_for_it() -> None:
    calm = story(turns=8)
    losses = [worlds.of(w, "losses", "RED") * 1000.0 for w in calm]
    bound = (losses[3] + losses[4]) / 2.0
    told = story(
        {"id": "dear", "when": {"measure": "losses/RED", "above": bound}, "changes": [{**QUIET, "add": -0.2}]}, turns=8
    )
    assert float(told[-1].fired[0, 0]) == 5.0  # the first turn that begins above the bound
    assert moved(told, calm) == [0.0] * 5 + [-0.2] * 4


def test_a_condition_may_be_a_band() -> None:
    between = {"measure": "support/RED", "above": 0.1, "below": 0.2}
    beyond = {"measure": "support/RED", "above": 0.3, "below": 0.99}
    told = story({"id": "a", "when": between, "changes": []}, {"id": "b", "when": beyond, "changes": []})
    assert told[-1].fired[0].tolist() == [0.0, 1.0]


def test_an_event_comes_about_in_the_runs_where_its_condition_holds() -> None:
    luck = {"combat": {"luck": 0.4, "luck_state": 0.3, "luck_toll": 0.3}}
    before = worlds.game(worlds.duel(rules=luck), 3, "hold", runs=range(40)).world.losses[:, 0] * 1000.0
    bound = float(np.median(before))
    when = {"measure": "losses/RED", "above": bound}
    scenario = worlds.duel(
        rules=luck, events=[{"id": "dear", "reason": "r", "when": when, "changes": [{**QUIET, "add": -0.2}]}]
    )
    block = worlds.game(scenario, 4, "hold", runs=range(40)).world
    np.testing.assert_array_equal(block.fired[:, 0] > 0.0, before > bound)
    assert np.count_nonzero(block.fired) == 20
    calm = worlds.game(worlds.duel(rules=luck), 4, "hold", runs=range(40)).world
    np.testing.assert_allclose(
        block.support[:, 0] - calm.support[:, 0], np.where(before > bound, -0.2, 0.0), atol=1e-12
    )


def test_states_join_and_leave_alliances(duel: Scenario) -> None:
    pact = {"PACT": {"name": "Pact", "fictional": "Pact", "rule": "consensus", "members": ["BLU"]}}
    changes = [{"alliance": "PACT", "joins": "GLD"}, {"alliance": "PACT", "leaves": "BLU"}]
    told = worlds.campaign(
        worlds.duel(alliances=pact, events=[{"id": "turn", "reason": "r", "on": "2030-02-01", "changes": changes}]), 2
    )
    assert [w.member[0, 0].tolist() for w in told] == [[0, 1, 0], [0, 1, 0], [0, 0, 1]]


def test_the_ukraine_scenario_tells_of_invasion_and_new_members(ukraine: Scenario) -> None:
    world = worlds.game(ukraine, 45, "hold").world
    turn = {event.id: int(at) for event, at in zip(ukraine.events, world.fired[0], strict=True)}
    assert (turn["invasion"], turn["finland-joins"], turn["sweden-joins"]) == (1, 15, 26)
    members = {
        name
        for name, member in zip(
            ukraine.board.states, world.member[0, list(ukraine.spec.alliances).index("NATO")], strict=True
        )
        if member
    }
    assert {"FIN", "SWE"} < members


def test_an_act_touches_its_entry_in_its_runs_alone(ukraine: Scenario) -> None:
    world = opening(ukraine, draws(ukraine, 1, range(3)))
    after = done(world, Act("support", (4,), True, 0.1), np.array([1.0, 0.0, 1.0]))
    moved_by = after.support - world.support
    assert np.argwhere(moved_by).tolist() == [[0, 4], [2, 4]]
    assert worlds.differing(replace(after, support=world.support), world) == []


def test_nothing_happens_before_its_time(ukraine: Scenario) -> None:
    late = Event("late", "r", 9, (Act("support", (0,), True, 0.1),))
    world = replace(ukraine.world, turn=3)
    assert digest(happen(world, [late])) == digest(world)
