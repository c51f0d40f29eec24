"""The table: the board, what is told beside it, orders where a person has a seat, and time below."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import pygame

from wargame.ui.kit import Column, Ui
from wargame.ui.looking import Looking
from wargame.ui.screens import chrome
from wargame.ui.screens.layout import Layout
from wargame.ui.screens.work import Work

if TYPE_CHECKING:
    from wargame.exercise.session import Session
    from wargame.ui.app import Screen
    from wargame.ui.board import BoardView

PATIENCE = 9  # frames that adjudication may take before the table says so


class Part(Protocol):
    """A part of the table: drawn in its place every frame, it acts on the table it is handed."""

    def draw(self, ui: Ui, rect: pygame.Rect, table: "TableScreen") -> None:
        """Draw it, and do what it was used for."""
        ...


class Bar(Part, Protocol):
    """The part below: time."""

    def high(self, ui: Ui, wide: int) -> int:
        """Pixels that it needs at a width."""
        ...

    @property
    def moving(self) -> bool:
        """Whether it plays on by itself."""
        ...


class Sheet(Protocol):
    """A sheet beside the board, one of several."""

    name: str

    def draw(self, column: Column, table: "TableScreen") -> None:
        """Draw it, and do what it was used for."""
        ...


@dataclass(frozen=True)
class Entry:
    """Something in the menu."""

    label: str
    key: str
    hint: str
    do: Callable[["TableScreen"], None]


@dataclass
class TableScreen:
    """A campaign on the table: looked at turn by turn, and played on where it is not over."""

    session: "Session"
    names: Mapping[str, str]
    board: "BoardView"
    sheets: list[Sheet] = field(default_factory=list)
    bar: Bar | None = None
    overlays: list[Part] = field(default_factory=list)  # drawn last, over everything
    menu: list[Entry] = field(default_factory=list)
    seat: str | None = None  # whose eyes; nobody's for a spectator
    umpire: bool = False  # whether an umpire sits here, who sees everything
    shown: int = 0  # the turn looked at
    sheet: int = 0  # the one that is open
    beside: bool = True  # whether the sheet is seen, where the window has no room for it and the board
    place: Layout | None = None  # where its parts stood in the last frame
    message: str = ""
    wrong: bool = False  # whether the message tells of a fault
    follow: "Screen | None" = None  # the screen to go to after this frame
    quit: bool = False  # the window is to be closed after this frame
    menu_open: bool = False
    keys_open: bool = False
    _work: Work[None] | None = None
    _frames: int = 0
    _still: pygame.Surface | None = None
    _looked: tuple[object, Looking] | None = None

    # what the parts use

    def look(self) -> Looking:
        """The turn looked at through the eyes of whoever sits here."""
        session = self.session
        key = (session.path, self.seat, self.shown, session.turn, session.stage, session.moment, session.pending)
        if self._looked is None or self._looked[0] != key:
            view = session.view(None if self.seat is None else (self.seat,), self.shown)
            worlds, played = tuple(session.worlds), tuple(session.played)
            seen = Looking(
                session.scenario, self.names, self.seat, self.shown, view, worlds, played, session.seed, session.run
            )
            self._looked = (key, seen)
        return self._looked[1]

    def say(self, message: str, wrong: bool = False) -> None:
        """Tell something in the line of status; what went wrong is told as such."""
        self.message, self.wrong = message, wrong

    def show(self, turn: int) -> None:
        """Look at a turn that was played."""
        self.shown = min(max(turn, 0), self.session.turn)

    def take(self, session: "Session") -> None:
        """Put another campaign of the same scenario on the table: a branch, or what it branched from."""
        self.session.close()  # it opens its record again when it is played on
        self.session = session
        self.show(session.turn)

    def play(self) -> None:
        """Play on until people are asked or the turn is over, beside the window."""
        if self._work is None and self.session.stage != "over":
            self._work, self._frames = Work(self.session.go), 0

    @property
    def busy(self) -> bool:
        """Whether the campaign is being played on."""
        return self._work is not None

    @property
    def why_not(self) -> str:
        """Why no turn can be played now; nothing where it can."""
        if self.session.stage == "over":
            return "The campaign is over"
        if self.session.stage == "asking":
            return "Orders are awaited: commit them first"
        return ""

    @property
    def moving(self) -> bool:
        """Whether it changes by itself."""
        return self.busy or (self.bar is not None and self.bar.moving)

    # a frame

    def draw(self, ui: Ui) -> "Screen | None":
        """Draw a frame; returns the screen that follows."""
        self.follow = None
        if self._work is not None:
            if not self._work.done:
                self._wait(ui)
                return self
            self._arrive(ui)
        place = self.place = Layout.of(ui.surface.get_size(), ui.theme, self._foot(ui))
        chrome.top(ui, place, self)
        if not (place.narrow and self.beside):
            self.board.draw(ui, place.board, self)
        if not place.narrow or self.beside:
            self._sheet(ui, place)
        chrome.status(ui, place.status, self)
        if self.bar is not None:
            self.bar.draw(ui, place.bottom, self)
        for overlay in self.overlays:
            overlay.draw(ui, ui.surface.get_rect(), self)
        chrome.menu(ui, self)
        if self._work is not None:
            self._still = ui.surface.copy()
            ui.again = True
        return None if self.quit else self.follow or self

    def leave(self) -> None:
        """Let a turn that is under way come to its end, and close the record."""
        if self._work is not None:
            self._work.result()
        self.session.close()

    def _foot(self, ui: Ui) -> int:
        return self.bar.high(ui, ui.surface.get_width()) if self.bar is not None else 0

    def _sheet(self, ui: Ui, place: Layout) -> None:
        with ui.column(place.sheet, "sheet") as c:
            if self.sheets:
                self.sheet = min(self.sheet, len(self.sheets) - 1)
                keys = [f"f{k + 1}" for k in range(min(len(self.sheets), 12))]
                self.sheet = c.tabs([sheet.name for sheet in self.sheets], self.sheet, "sheets", keys)
                self.sheets[self.sheet].draw(c, self)

    def _wait(self, ui: Ui) -> None:
        """Show the table as it was; whatever is pressed meanwhile is for nobody."""
        self._frames += 1
        if self._still is not None:
            ui.surface.blit(self._still, (0, 0))
        if self._frames > PATIENCE:
            chrome.plate(ui, "The others decide, the turn is adjudicated …")
        _deaf(ui)

    def _arrive(self, ui: Ui) -> None:
        """The turn is played as far as it goes: show it."""
        assert self._work is not None
        work, self._work, self._still = self._work, None, None
        _deaf(ui)
        work.result()
        self.shown = self.session.turn


def _deaf(ui: Ui) -> None:
    """Drop what was pressed while nobody could answer."""
    ui.inputs.keys, ui.inputs.typed, ui.inputs.down, ui.inputs.up = [], "", None, None
    pygame.event.clear((pygame.KEYDOWN, pygame.TEXTINPUT, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP))


__all__ = ["Bar", "Entry", "Part", "Sheet", "TableScreen"]
