"""The scenario for a lesson: invented, complete, and a war in which something happens."""

import numpy as np
import pytest

from wargame import data
from wargame.ensemble import Results, run_many
from wargame.measures import names
from wargame.policies import POLICIES
from wargame.register import assumptions
from wargame.scenario import Scenario, load

RUNS = 60


@pytest.fixture(scope="module")
def lesson() -> Scenario:
    return load("classroom", POLICIES)


@pytest.fixture(scope="module")
def played(lesson: Scenario) -> Results:
    return run_many(lesson, runs=RUNS)


def test_it_is_small_enough_for_an_hour(lesson: Scenario) -> None:
    assert lesson.turns == 8
    assert list(lesson.spec.states) == ["VAL", "MER", "TAL", "ORR", "HAL"]
    assert [alliance.members for alliance in lesson.spec.alliances.values()] == [["ORR", "HAL"]]
    assert len(lesson.map) <= 10


def test_every_seat_has_a_card(lesson: Scenario) -> None:
    for seat in (*lesson.spec.states.values(), *lesson.spec.alliances.values()):
        assert seat.brief
        assert len(seat.brief.split()) > 25
    for state in lesson.spec.states.values():
        assert 2 <= len(state.aims) <= 3


def test_what_can_be_counted_is(lesson: Scenario) -> None:
    known = names(lesson.board)
    aims = [aim for state in lesson.spec.states.values() for aim in state.aims]
    counted = [aim for aim in aims if aim.measure is not None]
    assert len(counted) > len(aims) / 2
    assert all(aim.measure in known and (aim.above is None) != (aim.below is None) for aim in counted)
    assert all(event.when is None or event.when.measure in known for event in lesson.spec.events)


def test_nothing_in_it_is_real(lesson: Scenario) -> None:
    flagship = load("ukraine-2022", POLICIES)
    seats = (*flagship.spec.states.values(), *flagship.spec.alliances.values())
    real = {name for seat in seats for name in (seat.name, seat.fictional)}
    real |= {facts["name"] for _, facts in flagship.map.nodes(data=True)}
    text = data.scenario_path("classroom").read_text(encoding="utf-8")
    invented = {seat.name for seat in lesson.spec.states.values()}
    invented |= {facts["name"] for _, facts in lesson.map.nodes(data=True)}
    assert not invented & real
    assert not [name for name in real if f" {name} " in text]
    assert lesson.names(fictional=True)["VAL"] == lesson.names()["VAL"]


def test_its_numbers_are_on_record(lesson: Scenario) -> None:
    numbers = [item for item in assumptions(lesson) if item.path.startswith("states.")]
    told = [item for item in numbers if item.source.startswith("Invented")]
    assert len(told) > 40
    assert all(item.low is not None and item.high is not None for item in told)


def test_the_front_moves_and_nobody_is_swept_away(played: Results) -> None:
    held = played.series("territory/VAL/MER")
    low, high = np.quantile(held[:, -1], (0.05, 0.95))
    assert high - low > 0.1
    assert 0.03 < np.median(held[:, -1] - held[:, 0]) < 0.25
    assert np.abs(np.diff(np.median(held, axis=0))).max() < 0.2
    assert (held[:, 2] < 0.5).all()
    assert (played.runs["outcome"] == "war").mean() > 0.95


def test_every_aim_that_is_counted_can_be_reached_and_missed(lesson: Scenario, played: Results) -> None:
    for state in lesson.spec.states.values():
        for aim in state.aims:
            if aim.measure is not None:
                end = played.series(aim.measure)[:, -1]
                reached = end > aim.above if aim.above is not None else end < aim.below
                assert 0.0 < reached.mean() < 1.0, aim.text


def test_aid_matters(lesson: Scenario, played: Results) -> None:
    alone = run_many(lesson, runs=RUNS, seats={"ORR": "hold", "HAL": "hold"})
    assert alone.series("received/VAL").max() == 0.0
    helped = played.series("territory/VAL/VAL")[:, -1] - alone.series("territory/VAL/VAL")[:, -1]
    assert helped.mean() > 0.01


def test_its_events_come_about(lesson: Scenario) -> None:
    from wargame.game import Game

    game = Game(lesson, runs=range(RUNS))
    while game.running:
        game.step()
    came = dict(zip([event.id for event in lesson.events], (game.world.fired > 0).mean(axis=0).tolist(), strict=True))
    assert came["border-crossed"] == came["depot-fire"] == came["halmere-votes"] == 1.0
    assert came["names-read-out"] > 0.0
    assert 0.0 < came["port-in-range"] < 1.0
