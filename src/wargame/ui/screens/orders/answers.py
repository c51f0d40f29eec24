"""Answers to offers: the terms, one's own ledger beside them, and accept, refuse or counter."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.analysis.heard import Weighing
from wargame.entries import along
from wargame.explain import deal
from wargame.heard import OnTable, Said
from wargame.offers import ACCEPT, REFUSE
from wargame.ui.kit import Column
from wargame.ui.screens.orders.giving import laid, lay
from wargame.ui.screens.orders.ledger import ledger

if TYPE_CHECKING:
    from wargame.analysis.offers import Account
    from wargame.ui.screens.table import TableScreen

YES, NO, COUNTER = 1.0, -1.0, -0.5


@dataclass
class Answers:
    """The offers before a seat."""

    turned: bool = False  # whether what would turn it is asked for
    _known: tuple[object, "Account | None"] | None = None

    def draw(self, c: Column, table: "TableScreen") -> None:
        """Draw every offer that awaits an answer."""
        offers = [order for order in table.possible if order.kind == "answer"]
        for order in offers:
            one = on_table(table, order.target)
            self._offer(c, table, order.target, one)

    def _offer(self, c: Column, table: "TableScreen", target: str, one: OnTable | None) -> None:
        session = table.session
        assert table.seat is not None
        said = laid(table).get(("answer", target))
        parties: tuple[int, ...] = ()
        if one is not None:
            who = table.names[session.scenario.seats[one.offer.proposer]]
            c.heading(f"{who} offers, {'in secret' if one.offer.channel == 'secret' else 'in public'}")
            for sentence in deal(one.offer.terms, session.scenario, table.names):
                c.text(f"– {sentence}")
            parties = one.offer.quarrel
        party = session.index(table.seat) in parties
        if not party:
            c.text("Your consent is asked for, as the deal binds you or an alliance of yours.", muted=True)
        options = [("Accept", "a", YES, "Say yes"), ("Refuse", "r", NO, "Say no")]
        if party:
            options.append(("Counter", "c", COUNTER, "Say no, and table an offer of your own in the next round"))
        for column, (label, key, code, hint) in zip(c.row(len(options)), options, strict=True):
            chosen = said == code
            if column.button(label + ("  *" if chosen else ""), key=key, hint=hint, primary=chosen):
                lay(table, f"{table.seat} answer {target} {code}")
        if one is not None and party:
            self._weighed(c, table, one)

    def _weighed(self, c: Column, table: "TableScreen", one: OnTable) -> None:
        """The seat's own ledger, from its own figures."""
        c.rule()
        self.turned = c.toggle("What would turn doctrine in your place", self.turned)
        key = (table.session.path, table.session.turn, one.offer.turn, one.slot, table.seat, self.turned)
        if self._known is None or self._known[0] != key:
            self._known = (key, _account(table, one, self.turned))
        account = self._known[1]
        if account is None:
            return
        if self.turned and account.nearest is not None:
            c.text("The nearest change that would bring a yes:", bold=True)
            for sentence in deal(account.nearest.terms, table.session.scenario, table.names):
                c.text(f"– {sentence}")
        elif self.turned:
            c.text("It leans to yes already." if account.probability >= 0.5 else "No change of these clauses does.")
        ledger(c, account, "Doctrine in your place says yes")


def on_table(table: "TableScreen", target: str) -> OnTable | None:
    """The offer that lies on a table now, as it was heard."""
    session = table.session
    o = along("O", session.scenario.board).index(target)
    return next((one for one in reversed(session.heard.offers) if one.table == o), None)


def _account(table: "TableScreen", one: OnTable, turned: bool) -> "Account | None":
    session = table.session
    assert table.seat is not None
    weighing = Weighing(session.scenario, session.seed, session.run)
    said = Said(session.index(table.seat), session.turn + 1, REFUSE if turned else ACCEPT, table.request.world)
    return weighing.answer(one, said)
