"""Every screen at several sizes and scales: no word leaves its place, and Tab leads to whatever can be used."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import Driver

from wargame.ui.screens.choices import Choices
from wargame.ui.screens.curtain import Curtain
from wargame.ui.screens.ending import Ending
from wargame.ui.screens.setting import Setting
from wargame.ui.screens.start import Start

SIZES = [((1280, 800), 1.0), ((1024, 768), 1.0), ((1024, 768), 2.0), ((1920, 1080), 1.5), ((480, 320), 1.0)]


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0][0]}x{size[0][1]}@{size[1]:g}")
def size(request: pytest.FixtureRequest) -> tuple[tuple[int, int], float]:
    found: tuple[tuple[int, int], float] = request.param
    return found


def table(folder: Path, seats: dict[str, str], size: tuple[int, int], scale: float, **more: object) -> Driver:
    def made() -> object:
        from wargame.ui.screens import laying

        return laying.begun(Choices("classroom", seats, 1, folder, **more))  # type: ignore[arg-type]

    return Driver(Setting(made, "classroom"), size, scale)  # type: ignore[arg-type]


def screens(folder: Path, size: tuple[int, int], scale: float) -> Iterator[tuple[str, Driver]]:
    """The screens that a game leads through, one after the other."""
    start = Driver(Start(folder), size, scale)
    yield "start", start
    player = table(folder, {"VAL": "human", "ORR": "human"}, size, scale, seconds=3600.0)
    yield "curtain", player
    player.key("return")
    yield "between", player
    player.key("m")
    yield "menu", player
    player.by_key("My card")
    yield "card", player
    player.key("escape")
    player.key("space")
    yield "propose", player
    player.key("d")
    yield "empty terms", player
    player.by_key("Begin with these terms")
    yield "terms", player
    player.key("escape")
    seen = set()
    session = player.screen.session
    while session.turn < 5:
        if isinstance(player.screen, Curtain):
            player.key("return")
        elif session.stage == "between":
            player.key("space")
        else:
            if session.moment not in seen:
                seen.add(session.moment)
                yield str(session.moment), player
            player.key("ctrl+return")
    assert seen == {"propose", "answer", "vote", "command"}
    player.screen = Ending(player.screen if not isinstance(player.screen, Curtain) else player.screen._table)
    player.settle()
    yield "ending", player
    player.close()


def test_no_word_leaves_its_place(tmp_path: Path, size: tuple[tuple[int, int], float]) -> None:
    for name, player in screens(tmp_path, *size):
        words = [said for said in player.ui.texts if said.rect.clip(said.clip).w]
        assert words, name
        for said in words:
            assert said.rect.left >= said.clip.left - 1, (name, said)
            assert said.rect.right <= said.clip.right + 1, (name, said)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_tab_leads_to_whatever_can_be_used(tmp_path: Path, scale: float) -> None:
    for name, player in screens(tmp_path, (1280, 800), scale):
        wanted = {w.id for w in player.ui.widgets.values() if w.enabled and w.layer == player.top}
        reached = set()
        for _ in range(len(wanted) + 3):
            player.key("tab")
            reached.add(player.ui.focus)
        assert wanted <= reached, name
