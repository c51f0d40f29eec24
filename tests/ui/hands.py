"""Hands at a table that nobody sees: they press keys and buttons, and read what is on the screen."""

import time
from dataclasses import dataclass, field

import pygame

from wargame.exercise.session import Session
from wargame.ui.app import Screen
from wargame.ui.kit import Ui, Widget
from wargame.ui.screens.map import Map
from wargame.ui.screens.table import TableScreen
from wargame.ui.theme import Theme
from wargame.ui.time.tools import Tools, plug

MODS = {"ctrl": pygame.KMOD_CTRL, "shift": pygame.KMOD_SHIFT, "alt": pygame.KMOD_ALT}
PATIENCE = 60.0  # seconds until a turn that does not come is given up


@dataclass
class Hands:
    """Somebody at a screen."""

    screen: Screen
    size: tuple[int, int] = (1280, 800)
    scale: float = 1.0
    ui: Ui = field(init=False)
    surface: pygame.Surface = field(init=False)

    def __post_init__(self) -> None:
        pygame.font.init()
        pygame.display.init()
        self.ui, self.surface = Ui(Theme(self.scale)), pygame.Surface(self.size)
        self.look()

    def frame(self, *events: pygame.event.Event) -> None:
        self.ui.begin(self.surface, list(events))
        following = self.screen.draw(self.ui)
        self.ui.end()
        self.screen = following or self.screen

    def look(self) -> None:
        """Draw until nothing changes any more."""
        until = time.monotonic() + PATIENCE
        self.frame()
        while (self.ui.again or getattr(self.screen, "busy", False)) and time.monotonic() < until:
            self.frame()

    def key(self, *names: str) -> None:
        for name in names:
            *mods, plain = name.split("+")
            mod = sum(MODS[m] for m in mods)
            typed = [pygame.event.Event(pygame.TEXTINPUT, text=plain)] if len(plain) == 1 and not mods else []
            self.frame(pygame.event.Event(pygame.KEYDOWN, key=pygame.key.key_code(plain), mod=mod), *typed)
            self.look()

    def type(self, text: str) -> None:
        for letter in text:
            self.frame(pygame.event.Event(pygame.TEXTINPUT, text=letter))
        self.look()

    def widget(self, label: str) -> Widget:
        """What can be pressed now and is called so."""
        top = [w for w in self.ui.widgets.values() if w.layer == self.ui._top]
        found = [w for w in top if w.label == label]
        assert found, f"found no {label!r} on the screen, only {sorted({w.label for w in top})}"
        return found[0]

    def press(self, label: str) -> None:
        self.at(self.widget(label).rect.center)

    def at(self, pos: tuple[int, int]) -> None:
        self._click(pos)
        self.look()

    def touch(self, label: str) -> None:
        """Press, and see no more than the frame in which it was pressed."""
        self._click(self.widget(label).rect.center)

    def _click(self, pos: tuple[int, int]) -> None:
        self.frame(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=pos, button=1))
        self.frame(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=pos, button=1))

    def pull(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        self.frame(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=start, button=1))
        self.frame(pygame.event.Event(pygame.MOUSEMOTION, pos=end, rel=(end[0] - start[0], 0), buttons=(1, 0, 0)))
        self.frame(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=end, button=1))
        self.look()

    def write(self, label: str, text: str) -> None:
        """Write into a line, in place of what stands there."""
        self.press(label)
        self.frame(*[pygame.event.Event(pygame.KEYDOWN, key=pygame.K_BACKSPACE, mod=0)] * 80)
        self.type(text)

    @property
    def words(self) -> str:
        """All that can be read."""
        return " ".join(said.text for said in self.ui.texts)


def table_of(session: Session, seat: str | None = None, umpire: bool = False) -> tuple[TableScreen, Tools]:
    """A table with a board and time, as little of it as the tests of time want."""
    table = TableScreen(session, session.names, Map(), seat=seat, umpire=umpire)
    table.show(session.turn)
    return table, plug(table)
