"""The list of keys, the scale of text, and the tour for who is here for the first time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import Hands, table_of

from wargame.exercise.session import Session
from wargame.ui.time.tour import NO_TOUR, STEPS, Tour


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    sitting = Session.begin("classroom", folder=tmp_path / "games")
    yield sitting
    sitting.close()


def test_a_question_mark_lists_the_keys_of_the_screen_in_groups(session: Session) -> None:
    table, tools = table_of(session, umpire=True)
    hands = Hands(table)
    hands.keys("?")
    told = {key: hint for _, keys in tools.keys.groups or () for key, hint in keys}
    assert {"space", "p", "k", "ctrl+b", "x", "u", "[ ]", "m"} <= set(told)
    titles = [title for title, _ in tools.keys.groups or ()]
    assert titles[-1] == "Everywhere"
    assert len(titles) == len(set(titles))
    hands.keys("?")
    assert tools.keys.groups is None


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768)])
def test_every_key_works_and_is_listed_whatever_the_room(session: Session, size: tuple[int, int]) -> None:
    table, tools = table_of(session, umpire=True)
    hands = Hands(table, size, 2.0)
    for key, name in (("k", "Bookmarks"), ("ctrl+b", "Branches"), ("x", "Take out"), ("u", "Umpire")):
        hands.keys(key)
        assert tools.open == name
        hands.keys("escape")
        assert tools.open == ""
    hands.keys("?")
    told = {key for _, keys in tools.keys.groups or () for key, _ in keys}
    assert {"k", "ctrl+b", "x", "u"} <= told


def test_text_grows_and_shrinks_between_its_bounds(session: Session) -> None:
    table, _ = table_of(session)
    hands = Hands(table)
    hands.keys("ctrl+=")
    assert hands.ui.theme.scale == 1.125
    hands.keys(*["ctrl+="] * 20)
    assert hands.ui.theme.scale == 2.0
    hands.keys(*["ctrl+-"] * 20)
    assert hands.ui.theme.scale == 0.75
    hands.keys("ctrl+0")
    assert hands.ui.theme.scale == 1.0


def test_the_tour_is_shown_once_and_can_be_skipped(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv(NO_TOUR, raising=False)
    table, tools = table_of(session)
    tools.tour = Tour.first_time()
    hands = Hands(table)
    seen = []
    for step in STEPS:
        seen.append(step.title in hands.words or step.title)
        assert step.words.split(".")[0] in hands.words
        hands.keys("right")
    assert tools.tour.at is None
    assert Tour.first_time().at is None
    assert len(seen) == 6


def test_skipping_the_tour_is_for_good(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv(NO_TOUR, raising=False)
    table, tools = table_of(session)
    tools.tour = Tour.first_time()
    hands = Hands(table)
    hands.press("Skip the tour")
    assert tools.tour.at is None
    assert Tour.first_time().at is None


def test_a_tour_that_can_not_be_remembered_is_shown_again_and_fails_nothing(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").touch()  # a file where the folder should be
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv(NO_TOUR, raising=False)
    table, tools = table_of(session)
    tools.tour = Tour.first_time()
    Hands(table).key("escape")
    assert tools.tour.at is None
    assert Tour.first_time().at == 0


def test_no_tour_where_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NO_TOUR, "1")
    assert Tour.first_time().at is None


def test_a_sheet_that_was_closed_by_key_is_gone_without_anything_else_being_done(session: Session) -> None:
    table, _ = table_of(session)
    hands = Hands(table)
    hands.keys("k")
    hands.stroke("escape")
    assert hands.ui.again  # the loop draws a frame more, though no event comes
    hands.frame([])
    assert "None yet" not in hands.words
