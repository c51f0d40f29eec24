"""Bookmarks: turns to come back to, each with a note; kept beside the record."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.ui.kit import Column, Ui
from wargame.ui.time.dates import said
from wargame.ui.time.sheet import sheet

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
        with sheet(ui, "bookmarks", 520, "Bookmarks") as c:
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
            c.text(f"{said(dates, turn)}, turn {turn}", bold=True)
            self.note = c.entry("Note", self.note)
            label = "Keep this note" if turn in turns else "Put a bookmark"
            if c.button(label, primary=True, key="return", hint=f"A bookmark at turn {turn}"):
                session.mark(turn, self.note.strip())
                table.say(f"Bookmark at turn {turn}.")
                self.chosen = [m.turn for m in session.bookmarks].index(turn)
            if mark is not None and self._chosen(c, table, mark.turn, table.shown not in turns):
                return False
            return not (c.button("Close") or ui.cancelled)

    def _chosen(self, c: Column, table: "TableScreen", turn: int, new: bool) -> bool:
        """What can be done with a bookmark that is chosen; whether the sheet is done with."""
        go, away, other = c.row(3)
        if go.button("Go to it"):
            table.show(turn)
            return True
        if away.button("Take it away"):
            table.session.unmark(turn)
            self.chosen, self._of = None, None
        if new and other.button(f"One for turn {table.shown}"):
            self.chosen, self._of = None, None
        return False
