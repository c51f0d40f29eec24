"""Prose and rows: neutral words, figures people can read, oblasts whole, the end of a campaign."""

from dataclasses import replace

import numpy as np
import pytest

from wargame import explain
from wargame.events import Act, done
from wargame.game import Game
from wargame.observe import legal
from wargame.orders import COMMAND, none
from wargame.scenario import Scenario
from wargame.turn import Played
from wargame.world import World


def _turn(scenario: Scenario, turn: int = 1, **seats: str) -> tuple[World, Played, Game]:
    """The world before a turn, the turn, and the game after it."""
    game = Game(scenario, seats=seats or {"all": "script"})
    before = game.world
    for _ in range(turn):
        before = game.world
        game.step()
    assert game.played is not None
    return before, game.played, game


def _still(world: World) -> Played:
    """A turn without orders that ends in this world."""
    return Played(world, {"command": none(world)}, {"command": None})


def _with_control(world: World, region: str, share: float) -> World:
    """The world with a share of a region held by its second possible holder."""
    n = world.board.regions.index(region)
    for h, amount in ((0, 1.0 - share), (1, share)):
        world = done(world, Act("control", (h, n), False, amount), np.ones(1))
    return world


@pytest.mark.parametrize(
    ("x", "shown"),
    [
        (0, "0"), (0.5, "0.5"), (0.01234, "0.0123"), (1.234, "1.23"), (33.04, "33"), (999.9, "1 000"),
        (52_123.0, "52 100"), (1_234_567.0, "1 230 000"), (-42.19, "-42.2"),
    ],
)  # fmt: skip
def test_a_figure_has_three_digits_and_thousands_apart(x: float, shown: str) -> None:
    assert explain.figure(x) == shown


def test_words_are_listed_as_people_do() -> None:
    assert [explain.listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert [explain.the(name) for name in ("Ukraine", "United States", "Netherlands")] == [
        "Ukraine", "the United States", "the Netherlands",
    ]  # fmt: skip


def test_a_turn_is_told_in_one_line(ukraine: Scenario) -> None:
    before, played, _ = _turn(ukraine)
    line = explain.digest(before, played, ukraine)
    assert line.startswith("2022-02  Full-scale invasion; both publics rally, markets fall. Russia takes ")
    assert "Russia loses" in line or "Ukraine loses" in line
    assert "calls up" in line
    assert "\n" not in line
    assert "UA-" not in line


def test_a_quiet_turn_says_so(ukraine: Scenario) -> None:
    game = Game(ukraine)
    still = replace(game.world, turn=3)
    assert explain.digest(game.world, _still(still), ukraine) == "2022-04  Nothing moves."


def test_regions_are_told_largest_first_at_most_three_and_cut_ones_whole(ukraine: Scenario) -> None:
    game = Game(ukraine)
    after = replace(game.world, turn=3)
    for region, share in (("UA-65-L", 1.0), ("UA-65-R", 1.0), ("UA-59", 0.9), ("UA-12", 0.4), ("UA-77", 0.2)):
        after = _with_control(after, region, share)
    line = explain.digest(game.world, _still(after), ukraine)
    assert ", most in Kherson, Sumy and Dnipropetrovsk. " in line
    assert "Most of " in line
    assert "is now held by Russia" in line
    assert "bank" not in line


def test_refused_orders_are_counted_and_the_first_is_told(ukraine: Scenario) -> None:
    game = Game(ukraine, seats={"all": "hold"})
    answer = game.answer
    greedy = {"mobilise": legal(game.world, ukraine.params).mobilise + 1.0}
    game.answer = lambda request: replace(answer(request), **(greedy if request.moment == COMMAND else {}))  # type: ignore[method-assign]
    before = game.world
    game.step()
    assert game.played is not None
    line = explain.digest(before, game.played, ukraine)
    count = len(ukraine.board.states)
    assert f"{count} orders refused, the first: RUS mobilise (more men than can be called up in a turn)" in line


def test_aid_is_told_when_it_changes_only(ukraine: Scenario) -> None:
    first = explain.digest(*_turn(ukraine, 2)[:2], ukraine)
    second = explain.digest(*_turn(ukraine, 3)[:2], ukraine)
    assert "Military aid sent to Ukraine: EUR " in first
    assert "Military aid" not in second


def test_invented_names_are_used_everywhere(ukraine: Scenario) -> None:
    names = ukraine.names(fictional=True)
    before, played, game = _turn(ukraine, 21)
    line = explain.digest(before, played, ukraine, names)
    assert f"A new government in {names['SVK']} ends military aid" in line
    told = line + str(explain.states_table(game.world, names)) + str(explain.regions_table(game.world, ukraine, names))
    real = {name for key, name in ukraine.names().items() if names[key] != name}
    assert not [name for name in real if f"{name} " in told or f"'{name}'" in told]


def test_what_is_invented_anyway_keeps_its_name() -> None:
    classroom = Game("classroom").scenario
    assert classroom.names(fictional=True) == classroom.names()


def test_rows_of_states_are_those_that_fight(ukraine: Scenario) -> None:
    game = Game(ukraine)
    rows = explain.states_table(game.world, ukraine.names())
    assert [row["id"] for row in rows] == ["RUS", "UKR"]
    assert list(rows[0]) == ["id", "state", "territory", "men", "losses", "output", "support", "weariness"]
    assert rows[1]["territory"] == pytest.approx(0.928, abs=0.01)


def test_rows_of_regions_are_those_not_held_by_their_own_state_alone(ukraine: Scenario) -> None:
    game = Game(ukraine)
    rows = {row["id"]: row for row in explain.regions_table(game.world, ukraine, ukraine.names())}
    assert rows["UA-43"]["shares"] == {"RUS": 1.0}
    assert "UA-65" not in rows
    rows = {
        r["id"]: r for r in explain.regions_table(_with_control(game.world, "UA-65-L", 1.0), ukraine, ukraine.names())
    }
    assert rows["UA-65"]["region"] == "Kherson"
    assert 0.7 < rows["UA-65"]["shares"]["RUS"] < 0.8
    assert sum(rows["UA-65"]["shares"].values()) == pytest.approx(1.0)


def test_the_outcome_is_war_until_a_side_collapses(ukraine: Scenario) -> None:
    game = Game(ukraine)
    worlds = [replace(game.world, turn=turn) for turn in range(4)]
    assert explain.outcome(worlds, ukraine.dates) == explain.Outcome("war", "2022-02-23")
    ruin = np.zeros_like(game.world.forces)
    lost = [replace(world, forces=ruin, reserve=world.reserve * 0.0, losses=world.losses + 9.0) for world in worlds]
    assert explain.outcome([*worlds[:2], *lost[2:]], ukraine.dates) == explain.Outcome("collapse", "2022-03-31")
    assert explain.outcome([lost[0], lost[1], worlds[2], lost[3]], ukraine.dates).since == "2022-04-30"


def test_a_side_that_holds_almost_none_of_its_land_has_collapsed(ukraine: Scenario) -> None:
    world = Game(ukraine).world
    for n, region in enumerate(ukraine.board.regions):
        if ukraine.board.sovereign[n] == ukraine.board.states.index("UKR"):
            world = _with_control(world, region, 0.97)
    assert explain.outcome([world], ukraine.dates).kind == "collapse"


def test_nobody_at_war_is_peace(ukraine: Scenario) -> None:
    world = Game(ukraine).world
    assert explain.outcome([replace(world, war=world.war * 0.0)], ukraine.dates).kind == "peace"
    assert set(explain.KINDS) == {"war", "collapse", "truce", "ceasefire", "armistice", "peace"}


def test_a_full_table_is_told(ukraine: Scenario) -> None:
    before, _, _ = _turn(ukraine)
    full = replace(before, measures=replace(before.measures, refused=before.measures.refused + 2.0))
    assert "No room for more measures in force: 2 turned away." in explain.digest(before, _still(full), ukraine)
    assert "No room" not in explain.digest(before, _still(before), ukraine)


def test_who_holds_a_package_up_is_told_with_what_consent_costs(ukraine: Scenario) -> None:
    before, _, _ = _turn(ukraine)
    column = np.array([[docket.name == "package.1:RUS" for docket in ukraine.board.forum.dockets]]) * 1.0
    hungary = ukraine.board.states.index("HUN") + 1
    held = replace(
        before,
        held_up=before.held_up + column,
        blocker=hungary * column,
        delay=column,
        price=0.03 * column,
    )
    told = explain.digest(before, _still(held), ukraine)
    assert "Hungary holds up a package of measures against Russia" in told
    assert "takes 4 weeks and exemptions that let 3 % of it leak" in told
