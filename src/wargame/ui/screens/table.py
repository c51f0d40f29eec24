"""The table: the board, what is told beside it, orders where a person has a seat, and time below."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pygame

from wargame.explain import renamed
from wargame.turn import Request
from wargame.ui.board import Spot
from wargame.ui.kit import Ui
from wargame.ui.looking import Looking
from wargame.ui.screens import chrome
from wargame.ui.screens.card import CardSheet
from wargame.ui.screens.clock import Clock
from wargame.ui.screens.curtain import Curtain
from wargame.ui.screens.layout import Layout
from wargame.ui.screens.map import Map
from wargame.ui.screens.orders.purse import Purse
from wargame.ui.screens.orders.sheet import OrdersSheet
from wargame.ui.screens.panels import opened
from wargame.ui.screens.parts import Bar, Entry, Part, Sheet
from wargame.ui.screens.remembered import same
from wargame.ui.screens.work import Work

if TYPE_CHECKING:
    from wargame.exercise.possible import Possible
    from wargame.exercise.session import Session
    from wargame.ui.app import Screen
    from wargame.ui.screens.deal.editor import DealEditor

PATIENCE = 9  # frames that adjudication may take before the table says so
REST = 0.01  # seconds a frame leaves to adjudication: a loop that only draws would hold Python's lock against it


@dataclass
class TableScreen:
    """A campaign on the table: looked at turn by turn, and played on where it is not over."""

    session: "Session"
    names: Mapping[str, str]
    board: Map = field(default_factory=Map)
    orders: OrdersSheet = field(default_factory=OrdersSheet)
    panels: Sequence[Sheet] = ()  # sheets beside that of orders
    bar: Bar | None = None
    overlays: list[Part] = field(default_factory=list)  # drawn last, over everything
    menu: list[Entry] = field(default_factory=list)
    seat: str | None = None  # whose eyes; nobody's for a spectator
    umpire: bool = False  # whether an umpire sits here, who sees everything
    replay: bool = False  # whether it is only looked at
    clock: Clock | None = None
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
    card: CardSheet | None = None
    editor: "DealEditor | None" = None
    _work: Work[None] | None = None
    _frames: int = 0
    _still: pygame.Surface | None = None
    _looked: tuple[object, Looking] | None = None
    _asked: tuple[object, "list[Possible]", Purse] | None = None

    # what the parts use

    def look(self) -> Looking:
        """The turn looked at through the eyes of whoever sits here; in the middle of a turn, as things stand now."""
        session, now = self.session, self.shown == self.session.turn
        key = (session.path, self.seat, self.shown, session.turn, session.stage, session.request, session.pending)
        if self._looked is None or not same(self._looked[0], key):
            view = session.view(None if self.seat is None else (self.seat,), None if now else self.shown)
            seen = Looking(
                session.scenario, self.names, self.seat, self.shown, view, session.worlds, session.played,
                session.seed, session.run,
            )  # fmt: skip
            self._looked = (key, seen)
        return self._looked[1]

    def say(self, message: str, wrong: bool = False) -> None:
        """Tell something in the line of status; what went wrong is told as such."""
        self.message, self.wrong = message, wrong

    def warn(self) -> None:
        """Tell what somebody should know of how the campaign was taken up or changed."""
        if self.session.told:
            self.say(" ".join(self.session.told), wrong=True)
            self.session.told.clear()

    @property
    def fictional(self) -> bool:
        """Whether the names that are shown are invented ones."""
        return dict(self.names) != self.session.scenario.names()

    @property
    def title(self) -> str:
        """What is played."""
        return self.told(self.session.scenario.spec.title)

    def told(self, text: str) -> str:
        """A sentence of the scenario in the names that are shown."""
        return renamed(" ".join(text.split()), self.session.scenario.names(), self.names)

    def show(self, turn: int) -> None:
        """Look at a turn that was played."""
        self.shown = min(max(turn, 0), self.session.turn)

    def take(self, session: "Session") -> None:
        """Put another campaign of the same scenario on the table: a branch, or what it branched from."""
        self.session.close()  # it opens its record again when it is played on
        self.session = session
        self.show(session.turn)
        if session.stage != "over":
            self._seated()

    def sit(self, seat: str | None) -> None:
        """Somebody sits down: the table is seen with these eyes, and the orders lie open."""
        self.seat, self.sheet, self.beside = seat, 0, True
        self.say("")
        if self.clock is not None and seat in self.session.waiting:
            self.clock.start()

    def back_to(self, seat: str) -> None:
        """Back to a seat whose orders are awaited, behind a curtain where several people play."""
        if len(self.session.people) > 1:
            self.follow = Curtain(self, seat)
        else:
            self.sit(seat)

    def picked(self, spot: Spot | None) -> None:
        """Something was chosen on the map: who gives orders sees what can be ordered there, others read about it."""
        if spot is None:
            return
        if spot.kind == "region" and self.sheet == 0 and self.seat in self.session.waiting:
            return  # the orders for it come first on their sheet
        self.sheet = opened(spot, self)

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets beside the board; the first is that of orders."""
        return [self.orders, *self.panels]

    @property
    def region(self) -> str | None:
        """The region chosen on the map."""
        return self.board.region

    @property
    def request(self) -> Request:
        """What people are asked now."""
        assert self.session.request is not None
        return self.session.request

    @property
    def possible(self) -> "Sequence[Possible]":
        """All that the seat at the table may order now."""
        return self._orders()[0]

    @property
    def purse(self) -> Purse:
        """What the seat at the table has to give orders with."""
        return self._orders()[1]

    def _orders(self) -> "tuple[list[Possible], Purse]":
        assert self.seat is not None
        session, request = self.session, self.request
        key = (self.seat, request)
        if self._asked is None or not same(self._asked[0], key):
            index = session.index(self.seat)
            purse = Purse(request.view([index]), session.scenario.params, index)
            self._asked = (key, session.most(self.seat), purse)
        return self._asked[1], self._asked[2]

    # playing

    def play(self) -> None:
        """Play on until people are asked or the turn is over, beside the window."""
        if not self.why_not:
            self.work(self.session.go)

    def work(self, do: Callable[[], None]) -> None:
        """Let something be done with the campaign beside the window, one thing at a time."""
        if self._work is None:
            self._work, self._frames = Work(do), 0

    def end(self) -> None:
        """Go to the screen that tells how it ended."""
        from wargame.ui.screens.ending import Ending

        self.follow = Ending(self)

    @property
    def busy(self) -> bool:
        """Whether the campaign is being played on."""
        return self._work is not None

    @property
    def why_not(self) -> str:
        """Why no turn can be played now; nothing where it can."""
        if self.session.stage == "over":
            return "The campaign is over"
        if self.replay:
            return "This is a replay: `wargame play` goes on with its record"
        if self.session.fault is not None:
            return self.session.fault
        if self.session.stage == "asking":
            return "Orders are awaited: commit them first"
        return ""

    @property
    def moving(self) -> bool:
        """Whether it changes by itself."""
        ticking = self.clock is not None and self.clock.moving
        return self.busy or ticking or (self.bar is not None and self.bar.moving)

    # a frame

    def draw(self, ui: Ui) -> "Screen | None":
        """Draw a frame; returns the screen that follows."""
        self.follow = None
        if self._work is not None:
            if not self._work.done:
                self._wait(ui)
                self._work.rest(REST)
                return self
            self._arrive(ui)
            if self.follow is not None:
                return self.follow
        self._tick()
        self._table(ui)
        if self._work is not None:
            self._still = ui.surface.copy()
            ui.again = True
        return self._following()

    def leave(self) -> None:
        """Let a turn that is under way come to its end, and close the record."""
        if self._work is not None:
            self._work.result()
        self.session.close()

    def _table(self, ui: Ui) -> None:
        place = self.place = Layout.of(ui.surface.get_size(), ui.theme, self._foot(ui))
        chrome.top(ui, place, self)
        if not (place.narrow and self.beside):
            self.board.draw(ui, place.board, self)
        if not place.narrow or self.beside:
            self._sheet(ui, place)
        chrome.status(ui, place.status, self)
        if self.bar is not None:
            self.bar.draw(ui, place.bottom, self)
        if self.editor is not None:
            self.editor.draw(ui, self)
        if self.card is not None:
            self.card.draw(ui, ui.surface.get_rect(), self)
        for overlay in self.overlays:
            overlay.draw(ui, ui.surface.get_rect(), self)
        chrome.menu(ui, self)

    def _following(self) -> "Screen | None":
        return None if self.quit else self.follow or self

    def _foot(self, ui: Ui) -> int:
        return self.bar.high(ui, ui.surface.get_width()) if self.bar is not None else 0

    def _sheet(self, ui: Ui, place: Layout) -> None:
        """The sheet that is open; what commits orders stands below it and does not scroll."""
        self.sheet = min(self.sheet, len(self.sheets) - 1)
        foot = self.orders.high(ui, place, self) if self.sheet == 0 else 0
        body = pygame.Rect(place.sheet.x, place.sheet.y, place.sheet.w, max(1, place.sheet.h - foot))
        with ui.column(body, "sheet") as c:
            names, keys = [sheet.name for sheet in self.sheets], [sheet.key for sheet in self.sheets]
            self.sheet = c.tabs(names, self.sheet, "sheets", keys)
            self.sheets[self.sheet].draw(c, self)
            if self.sheet == 0 and place.tiny and self.seat in self.session.waiting:
                self.orders.commit(c, True, self)
        if foot:
            with ui.column(pygame.Rect(body.x, body.bottom, body.w, foot), "commit") as c:
                self.orders.commit(c, place.low, self)

    def _tick(self) -> None:
        """Where the time for a seat's orders is up, what is missing is made up for."""
        if self.clock is None:
            return
        seat = self.seat
        if seat is None or seat not in self.session.waiting:
            self.clock.stop()
        elif self.clock.tick():
            self.clock.stop()
            self.editor = None
            self.say(f"Time is up for {self.names[seat]}: what was missing is made up for")
            self.work(lambda: self._time_up(seat))

    def _time_up(self, seat: str) -> None:
        self.session.fill(seat)
        self.session.commit(seat)

    def _wait(self, ui: Ui) -> None:
        """Show the table as it was; whatever is pressed meanwhile is for nobody."""
        self._frames += 1
        if self._still is not None:
            ui.surface.blit(self._still, (0, 0))
        if self._frames > PATIENCE:
            chrome.plate(ui, "The others decide, the turn is adjudicated …")
        _deaf(ui)

    def _arrive(self, ui: Ui) -> None:
        """The campaign is played as far as it goes: show it, and who is asked next."""
        assert self._work is not None
        work, self._work, self._still = self._work, None, None
        _deaf(ui)
        work.result()
        self.editor = None
        self.shown = self.session.turn
        self._seated()
        self.warn()

    def _seated(self) -> None:
        """Whoever is asked sits down; where somebody else sat, behind a curtain."""
        session = self.session
        if session.stage == "over":
            if self.clock is not None:
                self.clock.stop()
            self.end()
            return
        following = session.waiting[0] if session.waiting else session.people[0] if session.people else None
        if following is None or self.replay:
            return
        if self.seat in session.waiting and not (len(session.people) > 1 and session.waiting[0] != self.seat):
            self.sit(self.seat)
        elif len(session.people) > 1:
            self.seat = None if self.umpire else self.seat
            self.follow = Curtain(self, following)
        else:
            self.sit(following)


def _deaf(ui: Ui) -> None:
    """Drop what was pressed while nobody could answer."""
    ui.inputs.keys, ui.inputs.typed, ui.inputs.down, ui.inputs.up = [], "", None, None
    pygame.event.clear((pygame.KEYDOWN, pygame.TEXTINPUT, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP))
