"""The window touches no chance of the game: a campaign is the same with and without it."""

import random
from pathlib import Path

import numpy as np
from hands import Hands, table_of

from wargame.exercise.session import Session
from wargame.record import read


def _worlds(session: Session) -> list[str]:
    return [line.world for line in read(session.path).lines]


def test_a_campaign_is_the_same_whether_it_is_looked_at_or_not(tmp_path: Path) -> None:
    alone = Session.begin("classroom", folder=tmp_path / "alone")
    for _ in range(4):
        alone.go()
    watched = Session.begin("classroom", folder=tmp_path / "watched")
    table, _ = table_of(watched)
    hands = Hands(table)
    for turn in range(4):
        hands.keys("space")
        assert watched.turn == turn + 1
        random.random(), np.random.random()  # what somebody else draws meanwhile
        hands.keys("[", "home", "end", "x")
        hands.press("Picture as shown")
        hands.keys("escape", "?", "escape")
        hands.click((300, 300))
    alone.close()
    watched.close()
    assert _worlds(watched) == _worlds(alone)
