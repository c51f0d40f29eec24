"""Time at the table: step, play, look back, mark, branch; by mouse and by keys alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import Hands, table_of

from wargame.exercise.session import Session
from wargame.record import read, verify
from wargame.ui.screens.table import TableScreen
from wargame.ui.time.bar import Stretch
from wargame.ui.time.dates import said
from wargame.ui.time.marks import KINDS, Mark, laid


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Three turns of the classroom's war, watched."""
    sitting = Session.begin("classroom", folder=tmp_path)
    for _ in range(3):
        sitting.go()
    yield sitting
    sitting.close()


def test_step_plays_a_turn_and_shows_it(session: Session) -> None:
    table, _ = table_of(session)
    hands = Hands(table)
    hands.keys("space")
    assert (session.turn, table.shown) == (4, 4)
    hands.press("Step")
    assert (session.turn, table.shown) == (5, 5)
    assert read(session.path).turns == 5


def test_brackets_home_and_end_look_at_the_past_and_the_screen_says_so(session: Session) -> None:
    table, _ = table_of(session)
    hands = Hands(table)
    hands.keys("[", "[")
    assert table.shown == 1
    assert "Looking at" in hands.words
    assert "turn 3 of 8 is now" in hands.words
    hands.keys("]")
    assert table.shown == 2
    hands.keys("home")
    assert table.shown == 0
    hands.keys("end")
    assert table.shown == 3
    assert "Looking at" not in hands.words


def test_one_press_brings_back_to_now(session: Session) -> None:
    table, _ = table_of(session)
    hands = Hands(table)
    hands.keys("home")
    hands.press("Back to now")
    assert table.shown == 3
    hands.keys("home", "n")
    assert table.shown == 3


def test_a_step_in_the_past_looks_at_the_next_turn_and_plays_none(session: Session) -> None:
    table, _ = table_of(session)
    hands = Hands(table)
    hands.keys("home", "space")
    assert (table.shown, session.turn) == (1, 3)


def test_the_rail_is_pulled_to_any_turn_that_was_played(session: Session) -> None:
    table, _ = table_of(session)
    hands = Hands(table)
    rail = hands.widget("turns").rect
    hands.pull((rail.centerx, rail.bottom - 8), (rail.left + 100, rail.bottom - 8))
    assert table.shown == 0
    hands.pull((rail.centerx, rail.bottom - 8), (rail.right - 2, rail.bottom - 8))
    assert table.shown == 3  # what has not been played can't be looked at


def test_play_goes_on_at_its_speed_until_it_is_paused(session: Session) -> None:
    table, tools = table_of(session)
    now = [0.0]
    tools.clock = lambda: now[0]
    hands = Hands(table)
    hands.stroke("p")
    for moment, turn in ((0.0, 4), (0.5, 4), (1.1, 5), (1.2, 5), (2.2, 6)):  # the first comes at once
        now[0] = moment
        _drawn(hands, table)
        assert session.turn == turn
    hands.stroke("p")
    now[0] = 9.0
    _drawn(hands, table)
    assert session.turn == 6


def _drawn(hands: Hands, table: TableScreen) -> None:
    """Frames until a turn that was begun is played."""
    for _ in range(3):
        hands.frame([])
        while table.busy:
            hands.frame([])


def test_play_in_the_past_stops_where_the_campaign_stands(session: Session) -> None:
    table, tools = table_of(session)
    now = [0.0]
    tools.clock = lambda: now[0]
    hands = Hands(table)
    hands.keys("home")
    hands.stroke("p")
    for moment in range(1, 9):
        now[0] = moment * 1.5
        _drawn(hands, table)
    assert (table.shown, session.turn, tools.bar.playing) == (3, 3, False)


def test_no_turn_is_played_while_orders_are_awaited(tmp_path: Path) -> None:
    sitting = Session.begin("classroom", {"VAL": "human"}, folder=tmp_path)
    sitting.go()
    table, _ = table_of(sitting, seat="VAL")
    hands = Hands(table)
    hands.keys("space")
    assert sitting.turn == 0
    assert not hands.widget("Step").enabled
    assert "Orders are awaited" in hands.widget("Step").hint
    sitting.close()


def test_marks_that_share_a_turn_stand_one_over_the_other_and_none_lies_on_another() -> None:
    marks = [Mark(turn, kind, "") for turn in (3, 4) for kind in KINDS]
    placed = laid(marks, [20.0 * k for k in range(9)], side=15, lanes=2)
    spots = [(x, lane) for _, x, lane in placed]
    assert len(set(spots)) == len(spots) == 4
    assert {mark.kind for mark, _, _ in placed} == {"bookmark", "deal"}


def test_kinds_of_mark_differ_in_shape_and_letter_not_in_colour_alone() -> None:
    assert len({kind.letter for kind in KINDS.values()}) == len(KINDS)
    assert len({kind.corners for kind in KINDS.values()}) == len(KINDS)


def test_days_are_told_by_month_where_a_month_has_one_turn() -> None:
    assert said(["2022-02-23", "2022-03-31"], 1) == "March 2022"
    assert said(["2022-03-10", "2022-03-20"], 1) == "20 March 2022"
    assert Stretch(["2022-02-23", "2022-03-31"], 1, 0).told == "Looking at February 2022; turn 1 of 1 is now"


def test_bookmarks_are_put_gone_to_changed_and_taken_away(session: Session) -> None:
    table, _ = table_of(session)
    hands = Hands(table)
    hands.keys("[", "k")
    hands.write("Note", "The south")
    hands.press("Put a bookmark")
    assert session.bookmarks == ((2, "The south"),)
    hands.write("Note", "The south, again")
    hands.keys("return")
    assert session.bookmarks == ((2, "The south, again"),)
    hands.keys("escape", "n", "k")
    assert table.shown == 3
    hands.press("bookmarks")
    hands.keys("down")
    hands.press("Go to it")
    assert table.shown == 2
    hands.keys("k")
    hands.press("Take it away")
    assert session.bookmarks == ()


def test_bookmarks_outlast_the_sitting(session: Session) -> None:
    table, _ = table_of(session)
    hands = Hands(table)
    hands.keys("k", "return")
    session.close()
    assert [mark.turn for mark in Session.open(session.path).bookmarks] == [3]


def test_a_branch_goes_on_in_a_record_of_its_own_and_the_trunk_stays(session: Session) -> None:
    trunk = session.path.read_bytes()
    table, _ = table_of(session)
    hands = Hands(table)
    hands.keys("[", "ctrl+b", "return")
    assert table.session is not session
    assert table.session.path.name == f"{session.path.stem}-b2.jsonl"
    assert (table.session.turn, table.shown) == (2, 2)
    hands.keys("space")
    assert table.session.turn == 3
    assert session.path.read_bytes() == trunk
    assert verify(read(table.session.path)).passed
    table.leave()


def test_branch_and_trunk_are_compared_and_changed_for_one_another(session: Session) -> None:
    table, tools = table_of(session, umpire=True)
    hands = Hands(table)
    hands.keys("[", "ctrl+b", "return")
    table.session.intervene("support", "VAL", 0.9, "Another election")
    hands.keys("space", "ctrl+b")
    tools.branches.tab = 1
    hands.settle()
    assert "Where they differ most at the end of turn 3" in hands.words
    assert "support, Valdoria" in hands.words
    tools.branches.tab, tools.branches.chosen = 0, 0
    hands.settle()
    hands.press("Go on with the one chosen")
    assert table.session is session
    assert table.shown == 3
    table.leave()
