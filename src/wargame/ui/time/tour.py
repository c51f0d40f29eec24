"""The first-time tour: six steps, each with a part of the screen in the light and what it is for. It can be skipped."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pygame

from wargame.ui.kit import Ui
from wargame.ui.time.sheet import sheet

NO_TOUR = "WARGAME_NO_TOUR"  # set where nobody is to be shown round, as in tests


@dataclass(frozen=True)
class Step:
    """A step of the tour: the part of the screen it is about, by name, and what is said of it."""

    part: str
    title: str
    words: str


STEPS = (
    Step("board", "The board", "Every region is shaded by who holds how much of it; where two hold it, the line runs "
         "through it. Drag to move, turn the wheel to come nearer, click a region to open it."),
    Step("modes", "Ways to read it", "The map shows one thing at a time: who holds what, what changed, forces, supply, "
         "energy, sanctions, support."),
    Step("panel", "What stands behind it", "States, alliances, sanctions, energy, the ladder, offers, news and graphs. "
         "Any decision you may know of opens its ledger: why it was taken, and what would have turned it."),
    Step("orders", "Your orders", "What your seat may ask for now, with its limit and its cost. Nothing is settled "
         "until you commit, and the last change can always be taken back."),
    Step("time", "Time", "Step plays the next turn, Play goes on by itself. Pull the mark to look at any turn that has "
         "been; one press brings you back to now. Bookmarks keep a turn and a note."),
    Step("more", "And the rest", "Branch a campaign and compare, take pictures and films of it. Everything works by "
         "keyboard as well: ? lists the keys. All you do is kept on disk as you do it."),
)  # fmt: skip


@dataclass
class Tour:
    """Where a tour stands; `at` is none when nobody is shown round."""

    at: int | None = None
    steps: Sequence[Step] = STEPS

    @classmethod
    def first_time(cls) -> "Tour":
        """A tour for who has not seen it."""
        return cls(None if os.environ.get(NO_TOUR) or _seen().exists() else 0)

    def draw(self, ui: Ui, parts: Mapping[str, pygame.Rect]) -> None:
        """Draw its step. A part of the screen that is not there is told of without being shown."""
        if self.at is None:
            return
        step, last = self.steps[self.at], self.at == len(self.steps) - 1
        with sheet(ui, "tour", 400, step.title, parts.get(step.part)) as c:
            c.text(step.words)
            c.text(f"{self.at + 1} of {len(self.steps)}", muted=True)
            back, on, skip = c.row(3)
            if back.button("Back", enabled=self.at > 0, key="left"):
                self.at -= 1
            elif on.button("Done" if last else "Next", primary=True, key="right"):
                self.at = None if last else self.at + 1
            elif skip.button("Skip the tour", enabled=not last) or ui.cancelled:
                self.at = None
            if self.at is None:
                remember()


def _seen() -> Path:
    """The small file that says the tour was seen, where this kind of machine keeps such things."""
    home = Path(os.path.expanduser("~"))
    if told := os.environ.get("XDG_CONFIG_HOME"):
        folder = Path(told)
    elif sys.platform == "win32":
        folder = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    else:
        folder = home / ("Library/Application Support" if sys.platform == "darwin" else ".config")
    return folder / "wargame" / "tour-seen"


def remember() -> None:
    """Remember that the tour was seen; where that can't be written, it is shown again."""
    with suppress(OSError):
        _seen().parent.mkdir(parents=True, exist_ok=True)
        _seen().touch()
