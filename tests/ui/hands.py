"""Hands on the part of the table that is about time: as little of the rest as they need."""

import pygame
from driving import Driver

from wargame.exercise.session import Session
from wargame.ui.screens.table import TableScreen
from wargame.ui.time.tools import Tools, plug


class Hands(Driver):
    """Somebody at a table, with a few more things that hands can do."""

    def keys(self, *names: str) -> None:
        """Press keys, one after the other."""
        for name in names:
            self.key(name)

    def write(self, label: str, text: str) -> None:
        """Write into a line, in place of what stands there."""
        self.press(label, "entry")
        self.frame([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_BACKSPACE, mod=0)] * 80)
        self.type(text)

    def pull(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Pull from one point to another."""
        self.feed(pygame.MOUSEBUTTONDOWN, pos=start, button=1)
        self.feed(pygame.MOUSEMOTION, pos=end, rel=(end[0] - start[0], 0), buttons=(1, 0, 0))
        self.feed(pygame.MOUSEBUTTONUP, pos=end, button=1)
        self.settle()

    def touch(self, label: str) -> None:
        """Press, and see no more than the frame in which it was pressed."""
        at = self.widget(label).rect.center
        self.feed(pygame.MOUSEBUTTONDOWN, pos=at, button=1)
        self.feed(pygame.MOUSEBUTTONUP, pos=at, button=1)

    def stroke(self, name: str) -> None:
        """Press a key, and see no more than the frame in which it was pressed."""
        self.feed(pygame.KEYDOWN, key=pygame.key.key_code(name), mod=0)


def table_of(session: Session, seat: str | None = None, umpire: bool = False) -> tuple[TableScreen, Tools]:
    """A table with a board and time."""
    table = TableScreen(session, session.names, seat=seat, umpire=umpire, shown=session.turn)
    return table, plug(table)
