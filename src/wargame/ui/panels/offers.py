"""The offer table: what was tabled, what it says, what everyone answered, and the ledger behind an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wargame.explain import deal
from wargame.heard import OnTable
from wargame.ui.kit import Column
from wargame.ui.looking import Looking
from wargame.ui.panels import ledger
from wargame.ui.panels.kept import Kept
from wargame.ui.panels.known import Known, begun
from wargame.ui.panels.lists import Listed
from wargame.ui.panels.talks import Talks, open_to

ANSWERS: Mapping[str, str] = {
    "accept": "takes it",
    "refuse": "refuses it",
    "counter": "refuses it and announces another",
    "none": "does not answer",
}


@dataclass
class OfferPanel:
    """Every offer so far that whoever looks has heard of; one of them in full."""

    opened: tuple[int, int, int] | None = None  # the offer that is open: turn, proposer, slot
    why: int | None = None  # the seat whose ledger of it is open
    _talks: Talks = field(default_factory=Talks)
    _list: Listed = field(default_factory=lambda: Listed("offers"))
    _known: Kept[Known] = field(default_factory=lambda: Kept(Known))
    _weighed: Kept[list[ledger.Weighed]] = field(init=False)
    _terms: Kept[list[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Ledgers are weighed when they are opened."""
        self._weighed, self._terms = Kept(self._weigh), Kept(self._sentences)

    def draw(self, column: Column, at: Looking) -> None:
        """Draw it."""
        offers, known = self._talks.offers(at), self._known.of(at)
        one = next((one for one in offers if _key(one) == self.opened), None)
        if one is not None:
            self._offer(column, at, one, known)
        else:
            self._all(column, offers, known)

    def _all(self, column: Column, offers: list[OnTable], known: Known) -> None:
        column.heading("Peace offers")
        if not offers:
            column.text(
                "Nobody has tabled an offer so far." if known.seat is None else "No offer so far that you know of."
            )
            column.text("An offer is a deal made of clauses, tabled by a party to a war or by a mediator.", muted=True)
            return
        column.text("The newest first. Open one to read its terms, and why it was taken or not.", muted=True)
        rows = [
            [
                known.name(one.offer.proposer),
                known.at.scenario.dates[one.offer.turn][:7],
                _outcome(one),
            ]
            for one in offers
        ]
        row = self._list.draw(column, ("Tabled by", "Month", "Outcome"), rows)
        if row is not None:
            self.opened, self.why = _key(offers[row]), None

    def _offer(self, column: Column, at: Looking, one: OnTable, known: Known) -> None:
        offer = one.offer
        if column.link("All offers", hint="Back to the list"):
            self.opened = self.why = None
        column.heading(offer.title or f"Offer of {at.scenario.dates[offer.turn][:7]}")
        parties = " and ".join(known.name(party) for party in offer.quarrel)
        column.pair("Tabled by", known.name(offer.proposer))
        column.pair("Turn", f"{offer.turn}, {at.scenario.dates[offer.turn][:7]}")
        column.pair("Channel", offer.channel, "In public an offer costs face at home; in secret it may leak")
        column.text(f"Between {parties}:", muted=True)
        for sentence in self._terms.of(at, _key(one)):
            column.text(f"• {sentence}")
        self._answers(column, at, one, known)

    def _answers(self, column: Column, at: Looking, one: OnTable, known: Known) -> None:
        column.heading("Answers")
        if not one.said:
            column.text("Nobody has answered yet.")
        for said in one.said:
            column.text(begun(f"{known.called(said.seat)} {ANSWERS[said.answer]}."))
            self._open(column, at, one, said.seat, f"Why {known.called(said.seat)} says so")
        proposer = one.offer.proposer
        self._open(column, at, one, proposer, f"Why {known.called(proposer)} tabled it")
        if at.seat is not None:
            column.text("Why others decide as they do is their own secret.", muted=True)

    def _open(self, column: Column, at: Looking, one: OnTable, seat: int, label: str) -> None:
        """What opens the ledger of a seat's decision, where whoever looks may see it; the ledger under it."""
        if not open_to(at, seat):
            return
        if column.link(label if self.why != seat else f"Close: {label[0].lower()}{label[1:]}"):
            self.why = None if self.why == seat else seat
        if self.why != seat:
            return
        weighed = self._weighed.of(at, _key(one), seat)
        for found in weighed:
            ledger.account(column, found)
        if not weighed:
            column.text("It is no party to this war; its consent is asked for, as the deal names it.", muted=True)
        elif one.offer.channel == "secret":
            hushed = self._talks.weighing(at).hushed
            column.text(f"As it was made in secret, a yes is {hushed:.2g} times as likely as that.", muted=True)
        column.rule()

    def _sentences(self, at: Looking, key: tuple[int, int, int]) -> list[str]:
        return deal(self._one(at, key).offer.terms, at.scenario, at.names)

    def _weigh(self, at: Looking, key: tuple[int, int, int], seat: int) -> list[ledger.Weighed]:
        """The ledgers behind what a seat decided about an offer: its own, and its guess of the other's if it tables."""
        one, known = self._one(at, key), self._known.of(at)
        weighing, offer = self._talks.weighing(at), one.offer
        if offer.proposer == seat:
            return [
                ledger.Weighed.of(account, offer, known, guessed=offer.quarrel[account.party] != seat)
                for account in weighing.tabling(one)
            ]
        found = weighing.answer(one, next(said for said in one.said if said.seat == seat))
        return [] if found is None else [ledger.Weighed.of(found, offer, known)]

    def _one(self, at: Looking, key: tuple[int, int, int]) -> OnTable:
        return next(one for one in self._talks.offers(at) if _key(one) == key)


def _key(one: OnTable) -> tuple[int, int, int]:
    return one.offer.turn, one.offer.proposer, one.slot


def _outcome(one: OnTable) -> str:
    """What came of an offer, in a word or two."""
    said = {said.answer for said in one.said}
    if not said or said == {"none"}:
        return "no answer"
    if said & {"refuse", "counter"}:
        return "countered" if "counter" in said else "refused"
    return "taken" if said == {"accept"} else "open"
