"""A person at a real window: a seat taken, orders given, offers tabled and answered, time gone back and forth.

The window stands on a screen of its own under Xvfb and is worked by xdotool. What it leaves on disk must replay
bit for bit, and be what its twin leaves that nobody saw.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest
from glass import Glass, missing, screen

from wargame.record import read
from wargame.ui.screens import laying
from wargame.ui.screens.choices import Choices

pytestmark = [pytest.mark.long, pytest.mark.skipif(bool(missing()), reason=missing())]

ANSWERED = 5  # the turn in which Talvia lays terms before Valdoria


@pytest.fixture
def glass(tmp_path: Path) -> Iterator[Glass]:
    """The classroom's war with a person in Valdoria's seat, in a window and in its twin."""
    real, twin = tmp_path / "real", tmp_path / "twin"
    real.mkdir()
    table = laying.begun(Choices("classroom", {"VAL": "human"}, 1, twin))
    with screen(tmp_path / "screen") as (display, file):
        hands = Glass(table, display=display, file=file, log=tmp_path / "log.txt")
        try:
            hands.start(["play", "classroom", "--seat", "VAL=human", "--out", str(real)], tmp_path)
            yield hands
        finally:
            hands.kill()
            table.leave()


def _records(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.jsonl")}


def _sound(tmp_path: Path) -> None:
    """The window ended well, left what its twin left, and every record replays bit for bit."""
    records = _records(tmp_path / "real")
    assert records == _records(tmp_path / "twin")
    for name in records:
        done = subprocess.run(
            [sys.executable, "-m", "wargame", "replay", str(tmp_path / "real" / name), "--verify"],
            env={"PYTHONPATH": ":".join(filter(None, sys.path)), "PATH": ""}, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


def _to_answer(glass: Glass) -> None:
    """Turn after turn without orders, until an offer lies before Valdoria."""
    session = glass.screen.session
    while session.moment != "answer":
        glass.key("space" if session.stage == "between" else "ctrl+return")
    assert session.turn == ANSWERED - 1


def test_a_person_plays_with_the_mouse(glass: Glass, tmp_path: Path) -> None:
    session = glass.screen.session
    glass.press("Step")
    glass.press("Draft an offer")
    glass.press("Begin with these terms")
    glass.press("Lay this offer ready")
    glass.press("Commit")
    assert session.moment == "command"
    glass.press("Give the order")
    assert session.staged("VAL")
    glass.press("Commit")
    assert session.turn == 1
    _to_answer(glass)
    glass.press("What would turn doctrine in your place")
    glass.press("Refuse")
    glass.press("Commit")
    while session.turn < ANSWERED:
        glass.press("Commit")
    rail = glass.widget("turns").rect
    glass.click((rail.left + rail.w // 2, rail.bottom - 10))
    assert 0 < glass.screen.shown < session.turn
    back = glass.screen.shown
    glass.press("Take out")
    glass.press("Picture as shown")
    glass.press("Close")
    glass.press("Branches")
    glass.press(f"Branch from turn {back}")
    assert glass.screen.session.turn == back
    glass.press("Step")
    glass.press("Commit")
    glass.press("Menu")
    glass.press("Quit")
    assert glass.leave() == 0, glass.log.read_text()
    _sound(tmp_path)
    told = [line for kept in read(session.path).lines for line in kept.orders]
    assert any(line.startswith("VAL offer VAL-MER") for line in told)
    assert any(line.startswith("VAL answer") for line in told)
    assert len(_records(tmp_path / "real")) == 2
    pictures = [pygame.image.load(next((tmp_path / side).glob("*.png"))) for side in ("real", "twin")]
    one, other = (pygame.surfarray.array3d(picture).astype(int) for picture in pictures)
    assert np.abs(one - other).mean() < 0.5


def test_a_person_plays_with_the_keyboard_alone(glass: Glass, tmp_path: Path) -> None:
    session = glass.screen.session
    glass.key("space")
    glass.key("d")
    glass.by_key("Begin with these terms")
    glass.by_key("Lay this offer ready")
    glass.key("ctrl+return")
    assert session.moment == "command"
    glass.key("g")
    assert session.staged("VAL")
    glass.key("ctrl+return")
    _to_answer(glass)
    glass.by_key("What would turn doctrine in your place")
    glass.key("r")
    glass.key("ctrl+return")
    while session.turn < ANSWERED:
        glass.key("ctrl+return")
    glass.key("[", 3)
    back = glass.screen.shown
    assert back == session.turn - 3
    glass.key("x")
    glass.by_key("Picture as shown")
    glass.key("escape")
    glass.key("ctrl+b")
    glass.key("return")
    assert glass.screen.session.turn == back
    glass.key("space")
    glass.key("ctrl+return")
    glass.key("m")
    glass.key("q")
    assert glass.leave() == 0, glass.log.read_text()
    _sound(tmp_path)
    assert len(_records(tmp_path / "real")) == 2
    assert list((tmp_path / "real").glob("*.png"))
