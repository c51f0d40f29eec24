"""Taking things out: pictures, films and graphs beside the record, never over another file."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import Hands, table_of
from PIL import Image

from wargame.errors import UserError
from wargame.exercise.session import Session
from wargame.ui.time.written import unused, written


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    sitting = Session.begin("classroom", folder=tmp_path)
    sitting.go()
    yield sitting
    sitting.close()


def _files(session: Session, ending: str) -> list[Path]:
    return sorted(session.path.parent.glob(f"*{ending}"))


def test_the_board_is_taken_out_as_shown_and_twice_as_fine(session: Session) -> None:
    table, _ = table_of(session)
    hands = Hands(table)
    hands.keys("x")
    hands.press("Picture as shown")
    hands.press("Picture, twice as fine")
    sizes = []
    for path in _files(session, ".png"):
        with Image.open(path) as image:
            sizes.append(image.size)
            assert len(image.convert("RGB").getcolors(2**24) or ()) > 20  # not an empty sheet
    wide, high = table.place.board.size
    assert sorted(sizes) == [(wide, high), (2 * wide, 2 * high)]
    assert str(session.path.parent) in table.message


def test_nothing_is_written_over(session: Session) -> None:
    table, _ = table_of(session)
    hands = Hands(table)
    hands.keys("x")
    hands.press("Picture as shown")
    (first,) = _files(session, ".png")
    before = first.read_bytes()
    hands.press("Picture as shown")
    assert len(_files(session, ".png")) == 2
    assert first.read_bytes() == before


@pytest.mark.parametrize(("kind", "ending"), [(0, ".gif"), (1, ".webp")])
def test_a_film_has_a_picture_for_every_turn_and_is_the_same_each_time(
    session: Session, kind: int, ending: str
) -> None:
    session.go()
    table, tools = table_of(session)
    hands = Hands(table)
    hands.keys("x")
    tools.take_out.kind = kind
    for _ in range(2):
        hands.touch("Film of turns 0 to 2")
        while tools.take_out.film:
            hands.frame([])
        hands.settle()
    one, other = _files(session, ending)
    assert one.read_bytes() == other.read_bytes()
    with Image.open(one) as film:
        assert film.n_frames == 3


def test_a_film_can_be_stopped_and_leaves_nothing(session: Session) -> None:
    table, tools = table_of(session)
    hands = Hands(table)
    hands.keys("x")
    hands.touch("Film of turns 0 to 1")
    hands.frame([])
    assert "Picture 0 of 2" in hands.words
    hands.keys("escape")
    assert tools.take_out.film is None
    assert "Stopped" in hands.words
    assert sorted(path.suffix for path in session.path.parent.iterdir()) == [".json", ".jsonl"]


def test_a_graph_is_an_svg_whose_words_are_words_and_the_same_each_time(session: Session) -> None:
    table, _ = table_of(session)
    hands = Hands(table)
    hands.keys("x")
    hands.press("Graph as SVG")
    hands.press("Graph as SVG")
    one, other = _files(session, ".svg")
    assert one.read_bytes() == other.read_bytes()
    assert "Valdoria" in one.read_text(encoding="utf-8")


def test_a_seat_takes_out_no_more_than_it_may_see(tmp_path: Path) -> None:
    sitting = Session.begin("classroom", {"VAL": "human"}, folder=tmp_path)
    table, _ = table_of(sitting, seat="VAL")
    hands = Hands(table)
    hands.keys("x")
    assert not hands.widget("Page for the debrief").enabled
    from wargame.ui.time.knowable import knowable

    shown = knowable(sitting, "VAL")
    assert "losses/VAL" in shown
    assert "losses/MER" not in shown
    assert "losses/MER" in knowable(sitting, None)


def test_a_folder_that_takes_nothing_gives_a_sentence(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    table, tools = table_of(session)
    hands = Hands(table)

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    hands.keys("x")
    hands.press("Picture as shown")
    assert "No space left on device" in tools.take_out.fault
    assert not _files(session, ".png")
    assert not list(session.path.parent.glob("*.part"))


def test_a_name_is_free_and_a_file_that_came_up_meanwhile_stays(tmp_path: Path) -> None:
    record = tmp_path / "war.jsonl"
    (tmp_path / "war-film.gif").touch()
    path = unused(record, "film", ".gif")
    assert path.name == "war-film-2.gif"

    def write(part: Path) -> None:
        path.write_text("somebody else's")
        part.write_text("mine")

    with pytest.raises(UserError, match="stays as it is"):
        written(path, write)
    assert path.read_text() == "somebody else's"
    assert sorted(os.listdir(tmp_path)) == ["war-film-2.gif", "war-film.gif"]
