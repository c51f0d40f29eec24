"""The sheet on which terms are written, weighed and tabled."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wargame.analysis.heard import Weighing
from wargame.explain import deal as told_deal
from wargame.explain import figure
from wargame.explain.deal import clause as told_clause
from wargame.heard import OnTable
from wargame.offers import Offer
from wargame.terms import Terms
from wargame.ui import theme as look
from wargame.ui.kit import Column, Ui
from wargame.ui.screens.deal import keys
from wargame.ui.screens.deal.draft import Draft, of_terms, shipped
from wargame.ui.screens.deal.fields import fields
from wargame.ui.screens.lists import windowed
from wargame.ui.screens.orders.giving import lay
from wargame.ui.screens.orders.ledger import ledger

if TYPE_CHECKING:
    from wargame.analysis.offers import Account
    from wargame.ui.screens.table import TableScreen

SIZE, WIDE = (1180, 860), 760  # pixels before scaling, of the sheet and from where on it has two columns
SHEETS = ("Clauses", "What they come to")
CHANNELS = ("in public", "in secret")


@dataclass
class DealEditor:
    """Terms being written by a seat."""

    draft: Draft
    seat: str
    chosen: int = 0  # of the clauses
    kind: int = 0  # of the kinds that can be added
    source: int = 0  # of what it can begin from
    region: int = 0
    sheet: int = 0
    _sources: list[tuple[str, Terms]] | None = None
    _weighed: dict[str, tuple["Account", "Account"]] = field(default_factory=dict)

    def draw(self, ui: Ui, table: "TableScreen") -> None:
        """Draw it over the table."""
        board = table.session.scenario.board
        terms, faults = self.draft.read(board)
        names = " and ".join(table.names[party] for party in self.draft.between(board))
        with ui.modal("deal", SIZE, f"Terms between {names}") as c:
            self._act(c, table, terms)
            if ui.surface.get_width() < ui.theme.px(WIDE):
                self.sheet = c.tabs(SHEETS, self.sheet, "terms")
                left = right = c
                parts = (self.sheet == 0, self.sheet == 1)
            else:
                left, right = c.row(2)
                parts = (True, True)
            if parts[0]:
                self._clauses(left, table)
            if parts[1]:
                self._sense(right, table, terms, faults)
            if ui.cancelled:
                table.editor = None

    def _act(self, c: Column, table: "TableScreen", terms: Terms | None) -> None:
        close, lay_it = c.row(2)
        if close.button("Close", hint="Back to the table; the draft is kept until the moment is over"):
            table.editor = None
        can = terms is not None and table.seat in table.session.waiting
        hint = "Lay the offer ready; it is tabled when you commit" if can else "What is wrong with it stands below"
        if lay_it.button("Lay this offer ready", enabled=can, primary=True, hint=hint) and lay(
            table, self.draft.line(self.seat, table.session.scenario.board)
        ):
            table.editor = None
        elif table.wrong:
            c.text(f"! {table.message}", colour=look.WARNING)

    def _clauses(self, c: Column, table: "TableScreen") -> None:
        board, draft = table.session.scenario.board, self.draft
        self._begin(c, table)
        c.heading("Clauses")
        between = draft.between(board)
        if draft.clauses:
            self.chosen = min(self.chosen, len(draft.clauses) - 1)

            def row(k: int) -> list[str]:
                return [str(k + 1), told_clause(draft.clauses[k], between, table.session.scenario, table.names)]

            self.chosen = windowed(c, ["", "Clause"], len(draft.clauses), row, self.chosen, "clauses", 7)
        kinds = keys.possible(board, between)
        self.kind = c.choice("Another clause", [keys.TITLES[kind] for kind in kinds], self.kind)
        add, remove = c.row(2)
        if add.button("Add it", hint="Put this clause into the terms", small=True):
            draft.clauses.append(keys.begun(kinds[self.kind], board, between, self.seat))
            self.chosen, self.region = len(draft.clauses) - 1, 0
        if remove.button("Remove the one chosen", enabled=bool(draft.clauses), small=True) and draft.clauses:
            del draft.clauses[self.chosen]
            self.chosen = max(0, self.chosen - 1)
        if draft.clauses:
            said = draft.clauses[min(self.chosen, len(draft.clauses) - 1)]
            c.rule()
            c.heading(f"Clause {self.chosen + 1}: {keys.TITLES[str(said['clause'])]}")
            self.region = fields(c, said, board, between, table.names, self.region)

    def _begin(self, c: Column, table: "TableScreen") -> None:
        """Terms to begin with: the scenario's, those of terms files, offers that were made."""
        if self._sources is None:
            self._sources = [*shipped(table.session.scenario, self.draft.quarrel), *self._made(table)]
        if not self._sources:
            return
        self.source = c.choice("Begin with", [title for title, _ in self._sources], self.source)
        if c.button("Begin with these terms", hint="They take the place of the clauses below", small=True):
            terms = self._sources[self.source][1]
            self.draft.clauses = of_terms(terms, table.session.scenario, self.draft.quarrel, None).clauses
            self.chosen = 0

    def _made(self, table: "TableScreen") -> list[tuple[str, Terms]]:
        """Offers that were made and that this seat knows of, the last first."""
        session, me = table.session, table.session.index(self.seat)
        quarrel = session.scenario.board.quarrels[self.draft.quarrel]
        found = []
        for one in reversed(session.heard.offers):
            mine = one.offer.proposer == me or any(said.seat == me for said in one.said)
            if set(one.offer.quarrel) == set(quarrel) and (mine or one.offer.channel == "public"):
                who = table.names[session.scenario.seats[one.offer.proposer]]
                found.append((f"Offer of {who}, turn {one.offer.turn}", one.offer.terms))
        return found

    def _sense(self, c: Column, table: "TableScreen", terms: Terms | None, faults: Sequence[str]) -> None:
        """How it is tabled, what it says, what is wrong with it, and what the parties would make of it."""
        scenario, board = table.session.scenario, table.session.scenario.board
        self.draft.secret = bool(c.choice("Tabled", CHANNELS, int(self.draft.secret)))
        hosts: list[str | None] = [None, *(scenario.seats[seat] for seat in board.mediators)]
        if self.seat in hosts:
            hosts = [self.seat]
        if len(hosts) > 1:
            told = ["nobody" if seat is None else table.names[seat] for seat in hosts]
            k = c.choice("Mediated by", told, hosts.index(self.draft.mediator) if self.draft.mediator in hosts else 0)
            self.draft.mediator = hosts[k]
        else:
            self.draft.mediator = hosts[0]
        for fault in faults:
            c.text(f"! {fault}", colour=look.WARNING)
        if terms is None:
            return
        c.heading("The deal")
        for sentence in told_deal(terms, scenario, table.names):
            c.text(f"– {sentence}")
        self._reactions(c, table, terms)

    def _reactions(self, c: Column, table: "TableScreen", terms: Terms) -> None:
        """Both ledgers as this seat has them: its own by its own figures, another's as it guesses it."""
        key = json.dumps([self.draft.clauses, self.draft.mediator, self.draft.secret, table.session.turn])
        if key not in self._weighed:
            self._weighed = {key: self._weigh(table, terms)}
        weighing = Weighing(table.session.scenario, table.session.seed, table.session.run)
        for account, party in zip(self._weighed[key], self.draft.between(table.session.scenario.board), strict=True):
            own = party == self.seat
            c.heading(f"{table.names[party]}, {'by your own figures' if own else 'as you guess it'}")
            ledger(c, account, "Would say yes")
        if self.draft.secret:
            c.text(f"Made in secret, a yes is {figure(weighing.hushed)} times as likely as that.", muted=True)

    def _weigh(self, table: "TableScreen", terms: Terms) -> tuple["Account", "Account"]:
        session = table.session
        weighing = Weighing(session.scenario, session.seed, session.run)
        channel = "secret" if self.draft.secret else "public"
        seat, board = session.index(self.seat), session.scenario.board
        offer = Offer(session.turn + 1, seat, channel, "", terms)
        return weighing.tabling(OnTable(offer, 1, board.tables.index((self.draft.quarrel, seat)), session.world))
