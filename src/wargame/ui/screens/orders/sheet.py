"""The sheet on which a person's seat gives its orders, moment by moment, and commits them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wargame.explain.orders import MOMENTS
from wargame.orders import ANSWER, PROPOSE, VOTE
from wargame.ui import theme as look
from wargame.ui.kit import Column, Ui
from wargame.ui.screens.layout import Layout
from wargame.ui.screens.orders.answers import Answers
from wargame.ui.screens.orders.composer import Composer
from wargame.ui.screens.orders.giving import lay, row
from wargame.ui.screens.orders.offers import Offers
from wargame.ui.screens.orders.votes import Ballot

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen

COMMIT, LINE = "ctrl+return", "Order as a line"


@dataclass
class OrdersSheet:
    """Orders of the seat at the table."""

    name: str = "Orders"
    key: str = "o"
    composer: Composer = field(default_factory=Composer)
    offers: Offers = field(default_factory=Offers)
    answers: Answers = field(default_factory=Answers)
    ballot: Ballot = field(default_factory=Ballot)
    typed: str = ""
    chosen: int | None = None  # of the orders laid ready

    def draw(self, c: Column, table: "TableScreen") -> None:
        """Draw what the seat may do now."""
        session = table.session
        if table.seat is None or table.seat not in session.waiting:
            _idle(c, table)
            return
        title, question = MOMENTS[str(session.moment)]
        c.heading(f"{title} of {table.names[table.seat]}, turn {session.turn + 1}")
        for sentence in session.opening(table.seat):
            c.text(f"• {sentence}")
        c.text(question, muted=True)
        if session.moment == PROPOSE:
            self.offers.draw(c, table)
        elif session.moment == ANSWER:
            self.answers.draw(c, table)
        elif session.moment == VOTE:
            self.ballot.draw(c, table)
        if session.moment != ANSWER:
            self.composer.draw(c, table)
        self._ready(c, table)
        self._line(c, table)

    def _ready(self, c: Column, table: "TableScreen") -> None:
        """The orders laid ready, with undo and drop."""
        assert table.seat is not None
        lines = table.session.staged(table.seat)
        c.rule()
        c.heading(f"Laid ready: {len(lines)}" if lines else "Nothing is laid ready")
        if lines:
            rows = [row(line, table) for line in lines]
            self.chosen = c.table(["Order", "about", "how much"], rows, self.chosen, "laid ready")
            there = self.chosen is not None and self.chosen < len(lines)
            if c.button("Drop", key="delete", enabled=there, hint="Drop the order chosen in the list", small=True):
                assert self.chosen is not None
                table.session.drop(table.seat, lines[self.chosen])
                self.chosen = None

    def _line(self, c: Column, table: "TableScreen") -> None:
        """An order typed as a line."""
        self.typed = c.entry(LINE, self.typed, hint=f"SEAT ORDER [TARGET] AMOUNT, as {_example(table)}")
        writing = c.ui.focus == f"{c.id}/{LINE}"
        entered = writing and c.ui.active and c.ui.inputs.take("return")
        line = self.typed.strip()
        pressed = c.button("Add the line", enabled=bool(line), small=True)
        if line and (pressed or entered) and lay(table, line):
            self.typed = ""

    def high(self, ui: Ui, place: Layout, table: "TableScreen") -> int:
        """Pixels that committing needs below the sheet; none where no orders are awaited, or all scrolls together."""
        if place.tiny or table.seat not in table.session.waiting:
            return 0
        return ui.theme.px(68 if place.low else 114)

    def commit(self, c: Column, close: bool, table: "TableScreen") -> None:
        """What stands below the sheet: undo, filling in, committing, the clock; in one line where it is `close`."""
        assert table.seat is not None
        seat, session = table.seat, table.session
        ready, clock = session.staged(seat), table.clock
        *rest, last = c.row(
            4 if clock is not None and close else 3, [1.0, 1.0, *([1.0] if clock and close else []), 1.3]
        )
        if rest[0].button("Undo", key="ctrl+z", hint="Take the last change back", small=not close):
            session.undo(seat)
            table.say("The last change was taken back")
        if rest[1].button("Fill in", hint="Make up for what is missing, as is done when time is up", small=not close):
            session.fill(seat)
            table.say(f"Filled in: {len(session.staged(seat))} orders are laid ready")
        middle = rest[2] if clock and close else last
        if clock is not None:
            label = f"{'Pause' if clock.running else 'Go on'} {clock.told}"
            if middle.button(label, key="ctrl+p", hint="Stop the clock, or let it run on", small=not close):
                clock.pause()
        elif not close:
            last.text(f"{len(ready)} laid ready", muted=True)
        if (last if close else c).button("Commit", key=COMMIT, primary=True, hint="Done for this moment: play goes on"):
            self.chosen = None
            table.say("")
            table.work(lambda: session.commit(seat))


def _example(table: "TableScreen") -> str:
    possible = table.possible
    if not possible or possible[0].kind == "offer":
        return f"{table.seat} host RUS-UKR 1" if not possible else f"{table.seat} offer {possible[0].target} {{...}}"
    return " ".join(filter(None, (possible[0].seat, possible[0].kind, possible[0].target, "0.5")))


def _idle(c: Column, table: "TableScreen") -> None:
    """What there is to do where no orders are awaited from here."""
    session = table.session
    for seat in session.waiting:
        if c.button(f"Orders of {table.names[seat]}", hint="Back to the seat whose orders are awaited"):
            table.back_to(seat)
    if session.stage == "over":
        c.heading("The campaign is over")
        if c.button("How it ended", key="e", primary=True, hint="Aims, outcome, turning points"):
            table.end()
        return
    if session.stage == "between":
        c.heading(f"Turn {table.shown} of {session.turns}" if table.shown else "Before the first turn")
        c.text(f"Step [space] begins turn {session.turn + 1} of {session.turns}.")
    if table.seat is not None and table.seat in session.people:
        c.text("You are asked again as soon as there is something for you to decide.", muted=True)
    for line in session.news(table.shown, table.seat)[:12] if table.shown else ():
        c.text(f"– {line}", colour=look.INK)
