"""Votes on motions: what each contains, a vote for or against, and doctrine's advice where it is wanted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.analysis.decisions import content, worth
from wargame.entries import along
from wargame.explain import figure, listed
from wargame.explain.judgement import signed
from wargame.explain.orders import whom
from wargame.explain.politics import motion
from wargame.forum import SECTORS
from wargame.ui.kit import Column
from wargame.ui.screens.orders.giving import laid, lay

if TYPE_CHECKING:
    from wargame.exercise.possible import Possible
    from wargame.ui.screens.table import TableScreen

FIRMNESS = (("can be won over cheaply", 0.05), ("has its price", 0.2), ("is firm", 0.6))
SHARED = (*SECTORS, "enforcement")  # contents that have a share worth telling


@dataclass
class Ballot:
    """The motions before a seat."""

    advice: bool = False
    firm: int = 1

    def draw(self, c: Column, table: "TableScreen") -> None:
        """Draw every motion with its buttons."""
        votes = [order for order in table.possible if order.kind in ("vote", "restore")]
        if not votes:
            return
        self.advice = c.toggle("Show doctrine's advice", self.advice)
        self.firm = c.choice("A vote against", [told for told, _ in FIRMNESS], self.firm)
        for order in votes:
            c.rule()
            self._motion(c, table, order)
        c.text("What is not voted on is an abstention.", muted=True)

    def _motion(self, c: Column, table: "TableScreen", order: "Possible") -> None:
        about = told(order, table)
        c.text(about, bold=True)
        if order.kind == "vote" and (asks := _asks(order, table)):
            c.text(f"Asks for {asks}.")
        if self.advice and order.kind == "vote":
            c.text(_advice(order, table), muted=True)
        cast = laid(table).get((order.kind, order.target), 0.0)
        marks = [cast > 0.0, cast < 0.0, cast == 0.0]
        yes, no, none = c.row(3)
        size = FIRMNESS[self.firm][1]
        if yes.button("For" + ("  *" if marks[0] else ""), hint=f"Vote for {about}", primary=marks[0]):
            lay(table, order.line(min(0.5, order.most)))
        if no.button("Against" + ("  *" if marks[1] else ""), hint=f"Vote against {about}", primary=marks[1]):
            lay(table, order.line(-min(size, order.most)))
        if none.button("Abstain" + ("  *" if marks[2] else ""), hint="Cast no vote", primary=marks[2]):
            lay(table, order.line(0.0))


def told(order: "Possible", table: "TableScreen") -> str:
    """What is voted on, in words."""
    board = table.session.scenario.board
    if order.kind == "restore":
        return f"To bring back measures that were lifted by a deal now broken: {whom(order.target, table.names)}"
    docket = board.forum.dockets[_docket(order, table)]
    body = table.names[board.forum.alliances[docket.alliance]]
    return f"{body}: {motion(docket, board, table.names)}"


def _docket(order: "Possible", table: "TableScreen") -> int:
    return along("P", table.session.scenario.board).index(order.target)


def _asks(order: "Possible", table: "TableScreen") -> str:
    asked = content(table.request.world, _docket(order, table))
    return listed([f"{figure(100.0 * share)} % in {what}" for what, share in asked.items() if what in SHARED])


def _advice(order: "Possible", table: "TableScreen") -> str:
    session = table.session
    assert table.seat is not None
    seat = session.index(table.seat)
    score, stance = worth(session.scenario, table.request.view([seat]), _docket(order, table), seat)
    side = "for it" if score > 0.0 else "against it"
    beside = "" if stance is None else f"; its stance towards acting is {signed(stance)}"
    return f"Doctrine would vote {side}: worth {signed(score)} to you{beside}."
