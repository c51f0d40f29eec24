"""An umpire's change of the world, step by step: which figure, whose, to what, and why."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wargame.entries import WHOLE
from wargame.errors import WargameError
from wargame.exercise.session import Session
from wargame.exercise.umpire import Editable, editable
from wargame.explain import figure
from wargame.explain.acts import BARE
from wargame.record import acted
from wargame.ui.kit import Column
from wargame.ui.theme import WARNING
from wargame.world import World

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen

MOST = 12  # rows of a list; a word in the line above it finds the others


@dataclass
class Change:
    """What is chosen so far."""

    field: str | None = None
    entry: str | None = None
    find: str = ""
    row: int | None = None
    amount: str = ""
    reason: str = ""
    fault: str = ""

    def draw(self, c: Column, table: "TableScreen") -> None:
        """The step that comes next."""
        known = editable(table.session.scenario)
        if self.field is None:
            self._which(c, known)
        elif self.entry is None:
            self._whose(c, table.session, known[self.field])
        else:
            self._what(c, table, known[self.field], self.entry)
        if self.fault:
            c.text(self.fault, colour=WARNING)

    def _which(self, c: Column, known: dict[str, Editable]) -> None:
        c.text("Which figure of the world is to be another?")
        found = self._found(c, {name: plain(told) for name, told in known.items()})
        picked = self._picked(c, ["Figure", "Unit"], [[plain(known[name]), measured(known[name])] for name in found])
        if picked is not None:
            self.field, self.entry = found[picked], None
            entries = known[self.field].entries
            self.entry = next(iter(entries)) if len(entries) == 1 else None
            self.amount = ""

    def _whose(self, c: Column, session: Session, told: Editable) -> None:
        world = coming(session)
        c.pair("Figure", plain(told))
        found = self._found(c, {entry: named(entry, session) for entry in told.entries})
        rows = [[named(entry, session), figure(value(world, told, entry))] for entry in found]
        picked = self._picked(c, ["Whose", ", ".join(filter(None, ("Now", measured(told))))], rows)
        if picked is not None:
            self.entry = found[picked]
        if c.button("Another figure", small=True):
            self._another()

    def _what(self, c: Column, table: "TableScreen", told: Editable, entry: str) -> None:
        session = table.session
        now, (least, most) = value(coming(session), told, entry), told.bounds
        c.pair("Figure", plain(told))
        c.pair("Whose", named(entry, session))
        c.pair("Now", " ".join(filter(None, (figure(now), measured(told)))))
        c.pair("It can be", _between(least, most))
        self.amount = c.entry(", in ".join(filter(None, ("Then", measured(told)))), self.amount)
        self.reason = c.entry("Why: this stands in the record and in the news", self.reason)
        a, b = c.row(2)
        if a.button("Change it", primary=True, key="return"):
            self._do(table, told, entry)
        if b.button("Another figure"):
            self._another()

    def _another(self) -> None:
        """Begin again with the choice of a figure."""
        self.field = self.entry = self.row = None
        self.find = self.amount = self.reason = self.fault = ""

    def _picked(self, c: Column, head: list[str], rows: list[list[str]]) -> int | None:
        """The row that is taken: pressed, or chosen by the arrows and then taken."""
        by_mouse = c.ui.inputs.up is not None
        before, self.row = self.row, c.table(head, rows, self.row, label="rows")
        taken = c.button("Take it", key="return", enabled=self.row is not None, primary=True)
        if self.row is None or not (taken or (by_mouse and self.row != before)):
            return None
        picked, self.row, self.find = self.row, None, ""
        c.ui.focus = f"{c.id}/Find"
        return picked

    def _found(self, c: Column, named: dict[str, str]) -> list[str]:
        """Those whose name has the words that are looked for."""
        before, self.find = self.find, c.entry("Find", self.find)
        self.row = self.row if before == self.find else None
        words = self.find.casefold().split()
        found = [key for key, told in named.items() if all(word in told.casefold() for word in words)]
        if len(found) > MOST:
            c.text(f"{MOST} of {len(found)}; a word above finds the others.", muted=True)
        return found[:MOST]

    def _do(self, table: "TableScreen", told: Editable, entry: str) -> None:
        try:
            amount = float(self.amount.replace(" ", "").replace(",", "."))
        except ValueError:
            self.fault = f"Found {self.amount!r}, expected a number."
            return
        try:
            table.session.intervene(told.field, told.entries[entry], amount, self.reason)
        except WargameError as error:
            self.fault = f"{str(error)[:1].upper()}{str(error)[1:]}."
            return
        table.say(f"Changed: {plain(told)}, {named(entry, table.session)}.")
        self._another()


def plain(told: Editable) -> str:
    """A figure of the world in words."""
    return f"{told.meaning[:1].upper()}{told.meaning[1:]}"


def measured(told: Editable) -> str:
    """The unit of a figure, where it does not go without saying."""
    return "" if told.unit in BARE else told.unit


def named(entry: str, session: Session) -> str:
    """An entry in names: `Valdoria`, `Russia, Kherson`."""
    return "all" if entry == WHOLE else ", ".join(session.names.get(word, word) for word in entry.split(":"))


def coming(session: Session) -> World:
    """The world as the turn to come will find it, with an umpire's acts that wait."""
    request = session.request
    return acted(session.world, session.pending) if request is not None and request.done else session.worlds[-1]


def value(world: World, told: Editable, entry: str) -> float:
    """What an entry is."""
    return float(np.asarray(getattr(world, told.field))[(0, *told.entries[entry])])


def _between(least: float, most: float) -> str:
    ends = ["any amount" if abs(end) == float("inf") else figure(end) for end in (least, most)]
    if ends[0] == ends[1]:
        return ends[0]
    return f"{ends[0]} or more" if ends[1] == "any amount" else f"from {ends[0]} to {ends[1]}"
