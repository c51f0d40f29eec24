"""All that a seat decided in the turn that is looked at: offers, answers, votes, orders, and what was refused."""

from dataclasses import dataclass, field

from wargame.analysis.decisions import Decisions, Vote, by_item, decided
from wargame.report import staff
from wargame.report.decisions import about, cast, moments, orders, refusal
from wargame.ui.kit import Column
from wargame.ui.looking import Looking
from wargame.ui.panels import ledger
from wargame.ui.panels.kept import Kept
from wargame.ui.panels.known import Known, begun
from wargame.ui.panels.offers import ANSWERS
from wargame.ui.panels.talks import heard, open_to, weighing

DOING = {
    "propose": "At the table",
    "deliberate": "To the agenda",
    "command": "Orders",
    "vote": "Votes",
    "answer": "Answers",
}


@dataclass
class Decided:
    """The decisions of a seat in a turn, where whoever looks may see them; told when they are asked for."""

    shown: bool = False
    vote: int | None = None  # the docket of the vote whose ledger is open
    _found: Kept[Decisions] = field(default_factory=lambda: Kept(_found))
    _parts: Kept[dict[str, float]] = field(default_factory=lambda: Kept(_parts))

    def draw(self, column: Column, at: Looking, seat: str) -> None:
        """Draw them."""
        index = at.scenario.seats.index(seat)
        if not at.turn or not open_to(at, index):
            return
        column.rule()
        self.shown = column.toggle("What it decided this turn", self.shown, hint="Offers, answers, votes and orders")
        if not self.shown:
            return
        found, known = self._found.of(at, seat), Known(at)
        if found.none:
            column.text("It decided nothing this turn.")
        for one in found.offers:
            self._offer(column, found, one.offer.proposer == index, known, one.offer.proposer, index)
        for vote in found.votes:
            self._vote(column, at, vote, seat)
        for moment in moments(found):
            column.text(DOING.get(moment, moment), bold=True)
            for sentence in orders(found, moment, at.names):
                column.text(sentence)
        if found.staff is not None:
            column.text("What its staff counted", bold=True)
            for sentence in (*staff.fronts(found.staff, at.names), *staff.sentences(found.staff)):
                column.text(sentence)
        for refused in found.refused:
            column.text(f"Refused: {refusal(refused, at.names)}")

    def _offer(self, column: Column, found: Decisions, own: bool, known: Known, proposer: int, index: int) -> None:
        if own:
            column.text("It tables an offer: see the sheet of offers.")
            return
        said = next(s for one in found.offers if one.offer.proposer == proposer for s in one.said if s.seat == index)
        column.text(f"To the offer of {known.called(proposer)} it {ANSWERS[said.answer].replace('it', 'that', 1)}.")

    def _vote(self, column: Column, at: Looking, vote: Vote, seat: str) -> None:
        told = f"{about(vote, at.scenario, at.names)}: {cast(vote)}."
        column.text(begun(told))
        shut = "Why it votes so" if self.vote != vote.docket else "Close the ledger of this vote"
        if column.link(shut):
            self.vote = None if self.vote == vote.docket else vote.docket
        if self.vote == vote.docket:
            ledger.vote(column, vote, self._parts.of(at, vote.docket, seat), at.names[seat])


def _found(at: Looking, seat: str) -> Decisions:
    return decided(weighing(at), at.played[at.turn - 1], heard(at), seat)


def _parts(at: Looking, docket: int, seat: str) -> dict[str, float]:
    return by_item(weighing(at), at.played[at.turn - 1], docket, at.scenario.seats.index(seat))
