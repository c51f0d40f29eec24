"""Turning points and aims of a campaign: what changed most is found first, and told as the news tell it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from wargame.events import Act, done
from wargame.exercise.aims import reached
from wargame.exercise.turning import turning_points
from wargame.game import Game
from wargame.turn import Played
from wargame.world import World


@pytest.fixture(scope="module")
def lesson() -> tuple[Game, list[World], list[Played]]:
    """The lesson played by doctrine from seed 1."""
    game = Game("classroom")
    worlds, played = [game.world], []
    while game.running:
        game.step()
        assert game.played is not None
        worlds.append(game.world)
        played.append(game.played)
    return game, worlds, played


Lesson = tuple[Game, Sequence[World], Sequence[Played]]


def test_the_weightiest_turns_are_told_in_the_order_of_time(lesson: Lesson) -> None:
    game, worlds, played = lesson
    names = game.scenario.names()
    every = turning_points(game.scenario, worlds, played, names, len(played))
    two = turning_points(game.scenario, worlds, played, names, 2)
    assert [point.turn for point in every] == sorted(point.turn for point in every)
    assert min(point.weight for point in two) >= sorted(point.weight for point in every)[-2]
    (fifth,) = [point for point in every if point.turn == 5]
    assert any("Talvia" in cause.text for cause in fifth.causes if cause.kind == "answered")


def test_a_deal_that_stops_the_war_outweighs_ground(lesson: Lesson) -> None:
    game, worlds, played = lesson
    stopped = done(worlds[3], Act("stage", (0,), False, 2.0), worlds[3].xp.ones(1))
    signed = done(stopped, Act("signed", (0,), False, 3.0), worlds[3].xp.ones(1))
    turns = [*played[:2], replace(played[2], world=signed)]
    (first,) = turning_points(game.scenario, worlds[:4], turns, game.scenario.names(), 1)
    assert first.turn == 3
    assert first.sentence.startswith("The war of Valdoria and Meridon stops on the line by a ceasefire. ")
    assert "Valdoria and Meridon sign a deal" in first.sentence


def test_where_nothing_changes_nothing_turns(lesson: Lesson) -> None:
    game, worlds, played = lesson
    still = [replace(turn, world=replace(worlds[0], turn=k + 1), done=()) for k, turn in enumerate(played)]
    assert (
        turning_points(game.scenario, [worlds[0], *(turn.world for turn in still)], still, game.scenario.names()) == []
    )


def test_invented_names_are_told(lesson: Lesson) -> None:
    game, worlds, played = lesson
    names = {**game.scenario.names(), "VAL": "Anyland"}
    told = " ".join(point.sentence for point in turning_points(game.scenario, worlds, played, names))
    assert "Anyland" in told
    assert "Valdoria " not in told


def test_an_aim_is_met_by_its_measure_at_the_end(lesson: Lesson) -> None:
    game, worlds, _ = lesson
    east, fifth, people = reached(game.scenario, "MER", worlds)
    assert (east.met, fifth.met, people.met) == (False, False, False)
    assert (east.last, people.last) == (None, 1)
    assert east.values[-1] == game.measure("control/VAL-EAST/MER")
    assert len(east.values) == game.turn + 1
    table, whole, _ = reached(game.scenario, "TAL", worlds)
    assert (table.measured, table.met, table.values) == (False, None, ())
    assert (whole.met, whole.last) == (True, 8)
    assert reached(game.scenario, "PACT", worlds) == []
