"""Bookmarks: turns to come back to, each with a note; kept beside the record."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.ui.kit import Ui
from wargame.ui.time.dates import said

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen


@dataclass
class BookmarkSheet:
    """The bookmarks of a campaign, and the note that is written."""

    chosen: int | None = None
    note: str = ""
    _of: int | None = None  # the turn whose note stands in the line

    def draw(self, ui: Ui, table: "TableScreen") -> bool:
        """Draw it; whether it stays open."""
        session, dates = table.session, table.session.scenario.dates
        marks = session.bookmarks
        turns = [mark.turn for mark in marks]
        with ui.modal("bookmarks", (520, 520), "Bookmarks") as c:
            here = f"{said(dates, table.shown)}, turn {table.shown}"
            rows = [[str(mark.turn), said(dates, mark.turn), mark.note] for mark in marks]
            if rows:
                picked = c.table(["Turn", "Day", "Note"], rows, self.chosen, label="bookmarks")
                self.chosen = None if picked is None else min(picked, len(rows) - 1)
            else:
                c.text("None yet. A bookmark keeps a turn and a note beside the record.", muted=True)
                self.chosen = None
            mark = marks[self.chosen] if self.chosen is not None else None
            turn = mark.turn if mark else table.shown
            if turn != self._of:
                self._of, self.note = turn, mark.note if mark else ""
            self.note = c.entry(f"Note to turn {turn}" if mark else f"Note to {here}", self.note)
            a, b = c.row(2)
            label = "Keep this note" if mark or turn in turns else "Put a bookmark"
            if a.button(label, primary=True, key="return", hint=f"A bookmark at turn {turn}"):
                session.mark(turn, self.note.strip())
                table.say(f"Bookmark at turn {turn}.")
                self.chosen = [m.turn for m in session.bookmarks].index(turn)
            if b.button("Go to it", enabled=mark is not None) and mark:
                table.show(mark.turn)
                return False
            a, b = c.row(2)
            if a.button("Take it away", enabled=mark is not None) and mark:
                session.unmark(mark.turn)
                self.chosen, self._of = None, None
            if b.button(f"One for turn {table.shown}", enabled=mark is not None and table.shown not in turns):
                self.chosen, self._of = None, None
            return not (c.button("Close") or ui.cancelled)
