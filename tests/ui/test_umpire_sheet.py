"""The umpire's sheet: what is changed, and that it takes a reason."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hands import Hands, table_of

from wargame.exercise.session import Session
from wargame.record import read, verify


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    sitting = Session.begin("classroom", folder=tmp_path)
    sitting.go()
    yield sitting
    sitting.close()


def _support(session: Session) -> float:
    return float(np.asarray(session.worlds[-1].support)[0, session.index("VAL")])


def test_the_sheet_is_an_umpires_alone(session: Session) -> None:
    table, tools = table_of(session)
    hands = Hands(table)
    hands.keys("u")
    assert tools.open == ""
    assert "Umpire" not in {w.label for w in hands.ui.widgets.values()}


def test_a_figure_is_changed_step_by_step_with_the_keyboard_and_told_in_the_news(session: Session) -> None:
    table, _ = table_of(session, umpire=True)
    hands = Hands(table)
    hands.keys("u")
    hands.write("Find", "approval")
    hands.keys("tab", "down", "return")
    hands.keys("tab", "down", "down", "up", "return")
    assert "Valdoria" in hands.words
    hands.write("Then", "0.25")
    hands.write("Why: this stands in the record and in the news", "A scandal breaks")
    hands.press("Change it")
    assert _support(session) == 0.25
    hands.keys("escape", "space")
    assert any("A scandal breaks" in line for line in session.news(2))
    assert [item.reason for line in read(session.path).lines for item in line.acts] == ["A scandal breaks"]
    assert verify(read(session.path)).passed


@pytest.mark.parametrize(
    ("amount", "reason", "told"),
    [("0.25", "", "needs a reason"), ("1.25", "A scandal", "from 0 to 1"), ("a lot", "A scandal", "expected a number")],
)
def test_what_can_not_be_changed_is_told_and_changes_nothing(
    session: Session, amount: str, reason: str, told: str
) -> None:
    table, tools = table_of(session, umpire=True)
    hands, before = Hands(table), _support(session)
    hands.keys("u")
    tools.umpire.change.field, tools.umpire.change.entry = "support", "VAL"
    hands.settle()
    hands.write("Then", amount)
    hands.write("Why: this stands in the record and in the news", reason)
    hands.press("Change it")
    assert told in hands.words
    assert _support(session) == before
    assert session.pending == ()


def test_an_event_is_held_released_and_let_happen_each_with_a_reason(session: Session) -> None:
    table, tools = table_of(session, umpire=True)
    hands, ids = Hands(table), [event.id for event in session.scenario.events]
    hands.keys("u")
    tools.umpire.tab, tools.umpire.event = 1, next(k for k, e in enumerate(session.scenario.events) if e.turn > 2)
    hands.settle()
    hands.press("Hold it")
    assert "needs a reason" in hands.words
    for press, state in (("Hold it", "held"), ("Release it", "to come"), ("Let it happen", "came about in turn 2")):
        hands.write("Why: this stands in the record and in the news", "For the lesson")
        hands.press(press)
        assert state in hands.words
    hands.keys("escape", "space")
    fired = np.asarray(session.worlds[-1].fired)[0]
    assert fired[tools.umpire.event] == 2.0
    assert len(ids) == len(fired)


def test_words_reach_the_seats_that_are_chosen_and_nobody_else(tmp_path: Path) -> None:
    session = Session.begin("classroom", {"VAL": "human", "MER": "human"}, folder=tmp_path)
    session.go()
    table, tools = table_of(session, umpire=True)
    hands = Hands(table)
    hands.keys("u")
    tools.umpire.tab = 2
    hands.settle()
    hands.press("Tell all")
    assert "an inject needs words" in hands.words.casefold()
    hands.write("What they are told", "A ship lies off the coast")
    hands.press("Valdoria")
    hands.press("Tell Valdoria")
    hands.keys("escape")
    told = "The umpire tells Valdoria: A ship lies off the coast."
    for seat, heard in (("VAL", True), ("MER", False)):
        table.sit(seat)
        hands.settle()
        assert (told in hands.words) == heard
    table.leave()


def test_what_was_done_is_listed_and_the_last_is_taken_back(session: Session) -> None:
    table, tools = table_of(session, umpire=True)
    hands, before = Hands(table), _support(session)
    session.intervene("support", "VAL", 0.1, "A slip of the pen")
    hands.keys("u")
    tools.umpire.tab = 3
    hands.settle()
    assert "A slip of the pen" in hands.words
    hands.press("Take the last back")
    assert "Nothing yet." in hands.words
    assert _support(session) == before
