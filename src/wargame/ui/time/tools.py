"""What time brings to the table: the bar below, and the sheets for marks, branches, the umpire and taking out."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pygame

from wargame.ui.kit import Ui
from wargame.ui.screens.parts import Entry
from wargame.ui.screens.table import TableScreen
from wargame.ui.time.bar import Button, Stretch, TimeBar
from wargame.ui.time.bookmark_sheet import BookmarkSheet
from wargame.ui.time.branch_sheet import BranchSheet
from wargame.ui.time.keys import Group, KeySheet, rescaled
from wargame.ui.time.marks import Mark
from wargame.ui.time.takeout_sheet import TakeOutSheet
from wargame.ui.time.tour import Tour
from wargame.ui.time.umpire_sheet import UmpireSheet
from wargame.ui.time.worth import worth

BOOKMARKS: Button = ("Bookmarks", "k", "Turns to come back to, with notes")
BRANCHES: Button = ("Branches", "ctrl+b", "Go on from a past turn in a record of its own, and compare")
TAKE_OUT: Button = ("Take out", "x", "Pictures, films, graphs, the page for the debrief")
UMPIRE: Button = ("Umpire", "u", "Change a figure, let an event happen or hold it")
OWN: Sequence[Group] = (("The table", (("f1 to f12", "Open the sheet of that number"),)),)


@dataclass
class Tools:
    """The bar and the sheets of a table; one sheet is open at a time."""

    bar: TimeBar = field(default_factory=TimeBar)
    bookmarks: BookmarkSheet = field(default_factory=BookmarkSheet)
    branches: BranchSheet = field(default_factory=BranchSheet)
    umpire: UmpireSheet = field(default_factory=UmpireSheet)
    take_out: TakeOutSheet = field(default_factory=TakeOutSheet)
    keys: KeySheet = field(default_factory=KeySheet)
    tour: Tour = field(default_factory=Tour)
    open: str = ""
    clock: Callable[[], float] = time.monotonic
    usual: float | None = None  # the scale of text the window began with
    _marked: tuple[object, list[Mark]] | None = None

    def buttons(self, table: TableScreen) -> list[Button]:
        """What can be opened at a table."""
        return [BOOKMARKS, BRANCHES, TAKE_OUT, *([UMPIRE] if table.umpire else [])]

    def marks(self, table: TableScreen) -> list[Mark]:
        """What is marked on the bar; worked out anew when the campaign or its bookmarks changed."""
        session = table.session
        key = (session.path, table.seat, session.turn, session.moment, session.bookmarks, len(session.acts))
        if self._marked is None or self._marked[0] != key:
            self._marked = (key, worth(session, table.seat))
        return self._marked[1]


@dataclass
class TimeBelow:
    """The bar of time as a part of the table."""

    tools: Tools

    def high(self, ui: Ui, wide: int) -> int:
        """Pixels that it needs at a width."""
        return self.tools.bar.high(ui, wide)

    @property
    def moving(self) -> bool:
        """Whether it plays on by itself, or a film is in the making."""
        return self.tools.bar.playing or self.tools.take_out.moving

    def draw(self, ui: Ui, rect: pygame.Rect, table: TableScreen) -> None:
        """Draw it, and step, look back or open what was asked for."""
        tools, session = self.tools, table.session
        dates, marks = session.scenario.dates, tools.marks(table)
        at = Stretch(dates, session.turn, table.shown, marks, table.why_not)
        asked = tools.bar.draw(ui, rect, at, tools.clock(), tools.buttons(table))
        if asked.shown != table.shown:
            table.show(asked.shown)
            ui.again = True
        if asked.step:
            table.play()
        if asked.chosen:
            tools.open = asked.chosen


@dataclass
class SheetsAbove:
    """The sheets over the table, the list of keys and the tour."""

    tools: Tools

    def draw(self, ui: Ui, rect: pygame.Rect, table: TableScreen) -> None:
        """Draw what is open."""
        tools = self.tools
        tools.usual = tools.usual or ui.theme.scale
        rescaled(ui, tools.usual)
        if table.keys_open:
            table.keys_open = False
            tools.keys.open(ui, [*OWN, ("Time", [(key, hint) for _, key, hint in tools.bar.hidden])])
        drawn = {
            BOOKMARKS[0]: tools.bookmarks.draw,
            BRANCHES[0]: tools.branches.draw,
            TAKE_OUT[0]: tools.take_out.draw,
            UMPIRE[0]: tools.umpire.draw,
        }
        if tools.open and not drawn[tools.open](ui, table):
            tools.open = ""
        tools.keys.draw(ui)
        tools.tour.draw(ui, parts(ui, table))


def parts(ui: Ui, table: TableScreen) -> dict[str, pygame.Rect]:
    """The parts of the table that a tour points at, as far as they are there."""
    place, gap = table.place, ui.theme.px(10)
    if place is None:
        return {}
    found = {"panel": place.sheet, "orders": place.sheet, "time": place.bottom}
    named = {"Map": "modes", "Menu": "more"}
    found |= {named[w.label]: w.rect.inflate(gap, gap) for w in ui.widgets.values() if w.label in named}
    return found if place.narrow else {**found, "board": place.board}


def plug(table: TableScreen, tour: Tour | None = None) -> Tools:
    """Put time, its sheets and their entries in the menu on a table."""
    tools = Tools(tour=tour or Tour.first_time())

    def opening(name: str) -> Callable[[TableScreen], None]:
        def do(_: TableScreen) -> None:
            tools.open = name

        return do

    def show_round(_: TableScreen) -> None:
        tools.tour.at = 0

    table.bar = TimeBelow(tools)
    table.overlays.append(SheetsAbove(tools))
    table.menu += [Entry(label, key, hint, opening(label)) for label, key, hint in tools.buttons(table)]
    table.menu.append(Entry("Show me round", "", "The tour of six steps", show_round))
    return tools
