"""Branches: go on from a past turn in a record of its own, switch between branches, lay two side by side."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.errors import WargameError
from wargame.exercise.session import Session
from wargame.ui.kit import Column, Ui
from wargame.ui.theme import WARNING
from wargame.ui.time.compare import Compare
from wargame.ui.time.dates import said
from wargame.ui.time.family import Family, trunk_of
from wargame.ui.time.sheet import sheet

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen


@dataclass
class BranchSheet:
    """The campaign's family, which of it is chosen, and what is compared."""

    family: Family = field(default_factory=Family)
    chosen: int | None = None
    against: int = 0
    tab: int = 0
    compare: Compare = field(default_factory=Compare)
    fault: str = ""

    def draw(self, ui: Ui, table: "TableScreen") -> bool:
        """Draw it; whether it stays open."""
        paths = self.family.paths(table.session)
        with sheet(ui, "branches", 720, "Branches") as c:
            self.tab = c.tabs(["Branch and switch", "Compare"], self.tab, "branching")
            open_ = self._switch(c, table, paths) if self.tab == 0 else self._compared(c, table, paths)
            if self.fault:
                c.text(self.fault, colour=WARNING)
            return open_ and not (c.button("Close") or ui.cancelled)

    def _switch(self, c: Column, table: "TableScreen", paths: list[Path]) -> bool:
        session = table.session
        turn, dates = table.shown, session.scenario.dates
        c.text(
            f"A branch goes on from the end of turn {turn}, {said(dates, turn)}, in a record of its own. "
            "The campaign it leaves stays as it is."
        )
        other = paths[self.chosen] if self.chosen is not None and self.chosen < len(paths) else None
        can = other is not None and other != session.path
        if c.button(f"Branch from turn {turn}", primary=not can, key="" if can else "return"):
            return not self._branch(table, turn)
        c.heading("Campaigns that began as one")
        rows = [[name_of(path), self._told(path, session)] for path in paths]
        self.chosen = c.table(["Record", "Where it is"], rows, self.chosen, label="records")
        if c.button("Go on with the one chosen", enabled=can, primary=can, key="return" if can else "") and other:
            return not self._take(table, self.family.sitting(other, session), other)
        return True

    def _told(self, path: Path, session: Session) -> str:
        if path == session.path:
            return f"on the table, turn {session.turn} of {session.turns}"
        known = self.family.open.get(path)
        return f"turn {known.turn} of {known.turns}" if known else self.family.faults.get(path, "")

    def _branch(self, table: "TableScreen", turn: int) -> bool:
        """Branch, and put the branch on the table; whether it worked."""
        try:
            other = table.session.branch(turn)
        except WargameError as error:
            self.fault = str(error)
            return False
        return self._take(table, other, other.path)

    def _take(self, table: "TableScreen", session: Session | None, path: Path) -> bool:
        if session is None:
            self.fault = self.family.faults[path]
            return False
        self.family.open[path] = session
        table.take(session)
        table.say(f"On the table now: {path.name}, turn {session.turn} of {session.turns}.")
        self.fault, self.chosen = "", None
        return True

    def _compared(self, c: Column, table: "TableScreen", paths: list[Path]) -> bool:
        session = table.session
        others = [path for path in paths if path != session.path]
        if not others:
            c.text("There is nothing to compare with yet: branch first.", muted=True)
            return True
        self.against = c.choice("Compared with", [name_of(path) for path in others], min(self.against, len(others) - 1))
        path = others[self.against]
        other = self.family.sitting(path, session)
        if other is None:
            c.text(self.family.faults[path], colour=WARNING)
            return True
        self.compare.draw(c, session, other, (name_of(session.path), name_of(other.path)), table.seat)
        return True


def name_of(path: Path) -> str:
    """What a record is called in its family: `trunk`, or a branch by the turns it left at."""
    rest = path.stem.removeprefix(trunk_of(path))
    return "trunk" if not rest else "branch " + rest.removeprefix("-").replace("-b", " > ").removeprefix("b")
