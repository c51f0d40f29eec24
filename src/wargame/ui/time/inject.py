"""An umpire's inject, being written: words for those who play, all of them or some."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wargame.errors import WargameError
from wargame.explain import told_to
from wargame.ui.kit import Column
from wargame.ui.theme import WARNING

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen


@dataclass
class Inject:
    """What is written so far."""

    words: str = ""
    to: set[str] = field(default_factory=set)  # whoever it is for; all where nobody is chosen
    fault: str = ""

    def draw(self, c: Column, table: "TableScreen") -> None:
        """The words, whom they are for, and sending them."""
        session = table.session
        c.text("Words for those who play, as the turn to come begins. They stand in the news, and change nothing else.")
        self.words = c.entry("What they are told", self.words)
        if session.people:
            c.text("Told to all, unless somebody is chosen here:", muted=True)
        for seat in session.people:
            chosen = c.toggle(session.names[seat], seat in self.to, hint="Whoever is chosen is told, and nobody else")
            self.to = self.to | {seat} if chosen else self.to - {seat}
        to = [seat for seat in session.people if seat in self.to]
        if c.button(f"Tell {told_to(to, session.names)}", primary=True, key="return"):
            self._tell(table, to)
        if self.fault:
            c.text(self.fault, colour=WARNING)

    def _tell(self, table: "TableScreen", to: list[str]) -> None:
        try:
            table.session.inject(self.words, to)
        except WargameError as error:
            self.fault = f"{str(error)[:1].upper()}{str(error)[1:]}."
            return
        table.say(f"Will be told to {told_to(to, table.session.names)} as the turn begins.")
        self.words = self.fault = ""
