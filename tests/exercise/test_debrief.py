"""Cards before a sitting, aims and turning points after it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sittings import CEASEFIRE, begun, played_on

import worlds
from wargame.exercise.aims import reached
from wargame.exercise.cards import card
from wargame.exercise.turning import Weights, moved, turning_points
from wargame.explain.turns import collapses, leaders
from wargame.game import Game
from wargame.orders import ANSWER, COMMAND, PROPOSE
from wargame.scenario import Scenario
from wargame.spec import Aim
from wargame.turn import Played
from wargame.world import World

# Cards


def test_a_card_tells_who_you_are_what_you_want_and_what_you_decide(tmp_path: Path) -> None:
    told = begun(tmp_path, "VAL").card("VAL")
    assert told.startswith(
        "# Valdoria\n\nThe Eastern Works. 8 turns, from 2031-02-28 to 2031-10-31.\n\nYou lead Valdoria."
    )
    assert "- At war with Meridon.\n- Armed by Orrinia and Halmere.\n" in told
    assert "1. Keep the coast (above 75 %)\n" in told
    assert "- **Orders**: What do your forces, treasury and diplomats do this turn?\n    - Place forces. " in told
    assert "**Agenda**" not in told


def test_an_alliance_has_a_card_without_aims_and_with_its_members(tmp_path: Path) -> None:
    told = begun(tmp_path, "VAL").card("PACT")
    assert "Members: Orrinia and Halmere. It decides by consensus." in told
    assert "## Aims" not in told
    assert "- **Agenda**" in told
    assert "**Orders**" not in told


def test_every_seat_of_every_scenario_has_a_card_in_both_kinds_of_names(shipped: Scenario) -> None:
    real, invented = shipped.names(), shipped.names(fictional=True)
    hidden = {name for seat, name in real.items() if seat in shipped.seats and name != invented[seat]}
    for seat in shipped.seats:
        assert f"# {real[seat]}\n" in card(shipped, seat)
        told = card(shipped, seat, invented)
        assert f"# {invented[seat]}\n" in told
        assert not [name for name in hidden if name in told]
        assert "## What you decide" in told


# Aims


def _aim(**bounds: float) -> Aim:
    return Aim(text="Hold B1", measure="control/B1/BLU", **bounds)


def _holding(duel: Scenario, share: float) -> World:
    """The duel with so much of B1 in Blue hands."""
    control = np.array(duel.world.control)
    h, n = worlds.at(duel.world, "BLU", "B1")
    control[0, :, n] = 1.0 - share
    control[0, h, n] = share
    return replace(duel.world, control=control)


@pytest.mark.parametrize(
    ("aim", "first", "now", "met", "share"),
    [
        (_aim(above=0.8), 0.4, 0.9, True, 1.0),
        (_aim(above=0.8), 0.4, 0.6, False, 0.5),
        (_aim(above=0.8), 0.4, 0.3, False, 0.0),
        (_aim(above=0.8), 0.9, 0.6, False, 0.75),
        (_aim(below=0.2), 0.6, 0.4, False, 0.5),
        (_aim(below=0.2), 0.1, 0.4, False, 0.5),
        (_aim(above=0.2, below=0.4), 0.1, 0.3, True, 1.0),
        (_aim(above=0.8), 0.4, 0.8, False, 1.0),
    ],
)
def test_an_aim_is_met_or_reached_so_far(
    duel: Scenario, aim: Aim, first: float, now: float, met: bool, share: float
) -> None:
    blue = duel.spec.states["BLU"].model_copy(update={"aims": [aim]})
    told = replace(duel, spec=duel.spec.model_copy(update={"states": {**duel.spec.states, "BLU": blue}}))
    (found,) = reached(told, "BLU", [_holding(duel, first), _holding(duel, now)])
    assert (found.met, found.now, found.first) == (met, pytest.approx(now), pytest.approx(first))
    assert found.share == pytest.approx(share)


def test_an_aim_without_a_measure_is_for_the_table_to_judge(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "TAL"), 2)
    first, *rest = session.aims("TAL", 0)
    assert (first.met, first.now, first.share) == (None, None, None)
    assert [found.met for found in rest] == [True, True]
    assert session.aims("TAL")[2].now != rest[1].now
    assert session.aims("PACT") == []


# Turning points


def test_the_turn_in_which_a_deal_is_signed_turns_the_campaign(tmp_path: Path) -> None:
    session = begun(tmp_path, "VAL", "MER")
    played_on(session, 2)
    offer, taken = f"VAL offer VAL-MER {CEASEFIRE}", "MER answer VAL-MER:VAL 1"
    played_on(session, 3, {"VAL": {PROPOSE: [offer]}, "MER": {ANSWER: [taken]}})
    played_on(session, 6, {})
    points = session.turning_points(3)
    assert [point.turn for point in points] == sorted(point.turn for point in points)
    largest = max(points, key=lambda point: point.weight)
    assert (largest.turn, largest.date) == (3, "2031-05-31")
    assert largest.causes[0].kind == "stage"
    assert largest.causes[0].text == "The war of Valdoria and Meridon stops on the line by a ceasefire"
    assert {"stage", "signed", "answered", "event"} <= {cause.kind for cause in largest.causes}


def test_a_turn_in_which_nothing_changed_is_no_turning_point() -> None:
    quiet = worlds.KINDS["at-peace"]()
    game, story, played = Game(quiet, seats={"all": "hold"}), [quiet.world], list[Played]()
    for _ in range(4):
        game.step()
        assert game.played is not None
        story.append(game.world)
        played.append(game.played)
    points = turning_points(quiet, story, played, quiet.names())
    assert [point.turn for point in points] == [3, 4]  # the generator's two events, and nothing else
    assert {cause.kind for point in points for cause in point.causes} == {"event"}


def test_ground_counts_by_the_share_of_its_owner_s_land(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL", "MER"), 3, {"MER": {COMMAND: ["MER attack VAL-EAST 1"]}})
    for point in session.turning_points(8):
        ground = [cause for cause in point.causes if cause.kind == "ground"]
        share = moved(session.worlds[point.turn - 1], session.worlds[point.turn])
        assert [cause.weight for cause in ground] == pytest.approx([10.0 * share] * len(ground))
    first = max(session.turning_points(8), key=lambda point: moved(*session.worlds[point.turn - 1 : point.turn + 1]))
    only_ground = Weights(event=0.0, answered=0.0, leader=0.0)  # type: ignore[arg-type]
    (point,) = turning_points(session.scenario, session.worlds, session.played, session.names, 1, only_ground)
    assert point.turn == first.turn


def test_an_umpire_s_act_is_not_taken_for_ground_won(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path), 4)
    session.intervene("control", "MER:VAL-EAST", 0.95, "The works fall")
    played_on(session, 5)
    assert moved(session.worlds[4], session.worlds[5]) < 0.1


def test_a_collapse_is_told(duel: Scenario) -> None:
    assert collapses(_holding(duel, 0.6), _holding(duel, 0.5), duel.names()) == []
    broken = replace(_holding(duel, 0.5), forces=0.0 * duel.world.forces, reserve=0.0 * duel.world.reserve)
    fought = replace(broken, losses=duel.world.losses + 1.0)
    assert collapses(_holding(duel, 0.5), fought, duel.names()) == ["RED collapses", "BLU collapses"]


def test_a_new_leader_of_a_state_at_war_is_told(duel: Scenario) -> None:
    everywhere = replace(duel.world, leaders=duel.world.leaders + 1.0)
    assert leaders(duel.world, everywhere, duel.names()) == ["RED has a new leader", "BLU has a new leader"]
    assert leaders(everywhere, everywhere, duel.names()) == []
