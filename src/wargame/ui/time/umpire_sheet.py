"""The umpire's sheet: a figure changed, an event let happen, held or released, words for seats, and all that was done.

Every act has a reason, happens before the turn to come, and stands in the record, the news and every replay.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wargame.errors import WargameError
from wargame.events import Event
from wargame.exercise.session import Session
from wargame.exercise.umpire import state_of
from wargame.explain import act, figure, renamed, told_to
from wargame.record import Intervention
from wargame.ui.kit import Column, Ui
from wargame.ui.theme import WARNING
from wargame.ui.time.change import Change, coming
from wargame.ui.time.compare import told as series_told
from wargame.ui.time.dates import said
from wargame.ui.time.inject import Inject
from wargame.ui.time.sheet import sheet

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen

TABS = ("Change a figure", "Events", "Inject", "What was done")


@dataclass
class UmpireSheet:
    """What the umpire is about to do."""

    tab: int = 0
    change: Change = field(default_factory=Change)
    inject: Inject = field(default_factory=Inject)
    event: int | None = None
    reason: str = ""
    fault: str = ""

    def draw(self, ui: Ui, table: "TableScreen") -> bool:
        """Draw it; whether it stays open."""
        with sheet(ui, "umpire", 760, "Umpire") as c:
            self.tab = c.tabs(TABS, self.tab, "umpire")
            if table.session.stage == "over" and self.tab < len(TABS) - 1:
                c.text("The campaign is over: nothing can be changed any more. A branch from a past turn can be.")
            elif self.tab == 0:
                self.change.draw(c, table)
            elif self.tab == 1:
                self._events(c, table)
            elif self.tab == 2:
                self.inject.draw(c, table)
            else:
                self._done(c, table)
            return not (c.button("Close") or ui.cancelled)

    def _events(self, c: Column, table: "TableScreen") -> None:
        session, world = table.session, coming(table.session)
        events = session.scenario.events
        if not events:
            c.text("The scenario has no events.", muted=True)
            return
        rows = [[_told(item, session), when(item, session), state_of(world, k)] for k, item in enumerate(events)]
        self.event = c.table(["Event", "When", "State"], rows, self.event, label="events")
        if self.event is None:
            c.text("Choose an event.", muted=True)
            return
        item, state = events[self.event], state_of(world, self.event)
        c.text(_told(item, session), bold=True)
        c.text(f"{when(item, session)}: {state}.", muted=True)
        self.reason = c.entry("Why: this stands in the record and in the news", self.reason)
        fire, hold, release = c.row(3)
        come, kept = state == "to come", state == "held"
        if fire.button("Let it happen", enabled=come or kept, primary=True):
            self._do(table, session.fire_event, item.id, "will happen as the next turn begins")
        if hold.button("Hold it", enabled=come):
            self._do(table, session.hold_event, item.id, "is held")
        if release.button("Release it", enabled=kept):
            self._do(table, session.release_event, item.id, "is released")
        if self.fault:
            c.text(self.fault, colour=WARNING)

    def _do(self, table: "TableScreen", what: Callable[[str, str], None], id: str, told: str) -> None:
        try:
            what(id, self.reason)
        except WargameError as error:
            self.fault = f"{str(error)[:1].upper()}{str(error)[1:]}."
            return
        table.say(f"The event {told}.")
        self.reason = self.fault = ""

    def _done(self, c: Column, table: "TableScreen") -> None:
        session, names = table.session, table.session.names
        rows = [
            [str(turn), act(item.act, session.scenario, names) if item.act else _inject(item, names), item.reason]
            for turn, acts in enumerate(session.acts, start=1)
            for item in acts
        ]
        if not rows:
            c.text("Nothing yet.", muted=True)
            return
        c.text("Each before the turn of that number began.", muted=True)
        c.table(["Turn", "Act", "Why, or what was told"], rows, label="acts")
        if session.pending:
            c.text("The last is on no record yet: the turn has not begun.", muted=True)
            if c.button("Take the last back"):
                session.withdraw_act()


def _told(event: Event, session: Session) -> str:
    return renamed(event.reason, session.scenario.names(), session.names)


def _inject(item: Intervention, names: Mapping[str, str]) -> str:
    return f"Told to {told_to(item.to, names)}"


def when(event: Event, session: Session) -> str:
    """When an event comes about by itself: its day, or what has to be so."""
    from_turn = said(session.scenario.dates, min(event.turn, session.turns))
    if event.measure is None:
        return from_turn
    bounds = [("above", event.above), ("below", event.below)]
    told = " and ".join(f"{word} {figure(x)}" for word, x in bounds if x is not None)
    return f"{series_told(session, event.measure)} {told}, from {from_turn}"
