"""What every screen and every map looks like, against pictures that somebody has looked at.

A change of what is drawn shows here. To accept it: `python -m pytest tests/ui/test_pictures.py -m "" --refresh`, and
look at what was written to `golden/`.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pygame
import pytest
from driving import Driver
from hands import Hands, table_of
from PIL import Image
from test_screens import screens

from wargame.data import scenarios
from wargame.exercise.session import Session
from wargame.ui.board import MODES
from wargame.ui.screens import laying
from wargame.ui.screens.choices import Choices

pytestmark = pytest.mark.long

GOLDEN = Path(__file__).parent / "golden"
SIZE, COLOURS = (1024, 768), 128
TURNS = 6  # played before anything is looked at
MEAN, UNLIKE, MOST = 2.0, 48, 0.005  # levels of 255 on the whole; a pixel that is another one; share of such pixels
HEAVIEST = 4 * 2**20  # bytes of all pictures together

Picture = tuple[str, pygame.Surface]


def _scenario(name: str, folder: Path) -> Iterator[Picture]:
    """Every map and every sheet of a campaign that is watched."""
    table = laying.begun(Choices(name, {}, 1, folder))
    for _ in range(TURNS):
        table.session.go()
    table.show(TURNS)
    hands = Driver(table, SIZE)
    for mode in MODES:
        table.board.view.mode = mode.id
        hands.settle()
        yield f"{name}-map-{mode.id}", hands.window.surface.copy()
    table.board.view.mode = MODES[0].id
    for k, sheet in enumerate(table.sheets):
        table.sheet = k
        hands.settle()
        yield f"{name}-sheet-{sheet.name.lower()}", hands.window.surface.copy()
    table.leave()


def _screens(folder: Path) -> Iterator[Picture]:
    """The screens that a game leads through."""
    for name, player in screens(folder, SIZE, 1.0):
        yield f"screen-{name.replace(' ', '-')}", player.window.surface.copy()


def _time(folder: Path) -> Iterator[Picture]:
    """The past looked at, and the sheets over the table."""
    session = Session.begin("classroom", folder=folder)
    for _ in range(TURNS):
        session.go()
    session.mark(2, "Where it turned")
    session.intervene("support", "VAL", 0.3, "A scandal breaks")
    table, tools = table_of(session, umpire=True)
    hands = Hands(table, SIZE)

    def picture(name: str) -> Picture:
        hands.settle()
        return f"time-{name}", hands.window.surface.copy()

    hands.keys("[", "[")
    yield picture("past")
    for name, key in (("bookmarks", "k"), ("branches", "ctrl+b"), ("umpire", "u"), ("take-out", "x"), ("keys", "?")):
        hands.keys(key)
        yield picture(name)
        hands.keys("escape")
    hands.keys("u")
    tools.umpire.tab, tools.umpire.event = 1, 0
    yield picture("events")
    tools.umpire.tab = 3
    yield picture("acts")
    hands.keys("escape", "ctrl+b", "return")
    table.session.intervene("control", "VAL:VAL-EAST", 0.9, "A bold stroke")
    hands.keys("space", "ctrl+b")
    tools.branches.tab = 1
    yield picture("compare")
    hands.keys("escape")
    for step in range(6):
        tools.tour.at = step
        yield picture(f"tour-{step + 1}")
    table.leave()


def _injects(folder: Path) -> Iterator[Picture]:
    """Words of an umpire being written, and as the seat that they are for reads them."""
    session = Session.begin("classroom", {"VAL": "human", "MER": "human"}, folder=folder)
    session.go()
    table, tools = table_of(session, umpire=True)
    hands = Hands(table, SIZE)
    hands.keys("u")
    tools.umpire.tab, tools.umpire.inject.words = 2, "A freighter without a flag lies off the coast"
    tools.umpire.inject.to = {"VAL"}
    hands.settle()
    yield "time-inject", hands.window.surface.copy()
    session.inject(tools.umpire.inject.words, ["VAL"])
    hands.keys("escape")
    table.sit("VAL")
    hands.settle()
    yield "time-told", hands.window.surface.copy()
    table.leave()


GROUPS: dict[str, Callable[[Path], Iterator[Picture]]] = {
    "screens": _screens,
    "time": _time,
    "injects": _injects,
    **{name: partial(_scenario, name) for name in sorted(scenarios())},
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, pygame.Surface]]:
    """The pictures of a group as they are now; drawn when first asked for."""
    made: dict[str, dict[str, pygame.Surface]] = {}

    def group(name: str) -> dict[str, pygame.Surface]:
        if name not in made:
            with pytest.MonkeyPatch.context() as patch:  # no path of this machine in a picture
                patch.chdir(tmp_path_factory.mktemp(name))
                patch.setattr(Path, "absolute", lambda path: Path("/home/somebody") / path)
                made[name] = dict(GROUPS[name](Path("games")))
        return made[name]

    return group


def _as_image(surface: pygame.Surface) -> Image.Image:
    return Image.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB"))


@pytest.mark.parametrize("group", GROUPS)
def test_pictures_are_the_golden_ones(
    group: str, drawn: Callable[[str], dict[str, pygame.Surface]], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    faults = []
    for name, surface in drawn(group).items():
        path, now = GOLDEN / f"{name}.png", _as_image(surface)
        if request.config.getoption("--refresh"):
            GOLDEN.mkdir(exist_ok=True)
            now.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
        if not path.exists():
            faults.append(f"{name}: found no golden picture")
            continue
        with Image.open(path) as golden:
            apart = np.abs(np.asarray(golden.convert("RGB"), dtype=int) - np.asarray(now, dtype=int))
        mean, others = float(apart.mean()), float((apart.max(axis=2) > UNLIKE).mean())
        if mean > MEAN or others > MOST:
            now.save(tmp_path / f"{name}.png")
            faults.append(f"{name}: {mean:.1f} levels on the whole, {others:.1%} of pixels; now {tmp_path}/{name}.png")
    assert not faults, "\n".join(faults)


def test_every_picture_has_its_golden_one_and_there_is_no_other(
    drawn: Callable[[str], dict[str, pygame.Surface]],
) -> None:
    names = {name for group in GROUPS for name in drawn(group)}
    assert {path.stem for path in GOLDEN.glob("*.png")} == names
    assert {f"{name}-map-{mode.id}" for name in scenarios() for mode in MODES} <= names


def test_the_pictures_are_no_burden() -> None:
    assert sum(path.stat().st_size for path in GOLDEN.glob("*.png")) < HEAVIEST
