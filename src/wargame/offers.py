"""The offers of a scenario: who tables which terms in which turn, in public or in secret."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wargame import documents
from wargame.board import Board
from wargame.documents import Document, Faults
from wargame.errors import DocumentError, Fault
from wargame.events import Tabled
from wargame.rules.diplomacy import COUNTER as COUNTERED
from wargame.spec import ScenarioSpec
from wargame.terms import Terms, TermsSpec, ordered, packed, understood

Loc = tuple[str | int, ...]
ACCEPT, COUNTER, REFUSE, NONE = "accept", "counter", "refuse", "none"
ANSWERS = (ACCEPT, REFUSE, COUNTER, NONE)


@dataclass(frozen=True)
class Offer:
    """Terms that a seat tables in a turn."""

    turn: int
    proposer: int  # index of the seat, states before alliances
    channel: str  # public or secret
    title: str
    terms: Terms  # of one row

    def tabled(self, board: Board) -> Tabled:
        """The offer as the calendar tables it."""
        q = board.quarrels.index((min(self.quarrel), max(self.quarrel)))
        row = packed(ordered(self.terms, board.quarrels[q]), self.channel)[0]
        return Tabled(self.turn, board.tables.index((q, self.proposer)), row)

    @property
    def quarrel(self) -> tuple[int, int]:
        """The two parties, as indices of states."""
        return self.terms.quarrel


@dataclass(frozen=True)
class Written:
    """The terms of an offer as written: the document they stand in, and where."""

    document: Document
    at: Loc
    spec: TermsSpec


def id_of(turn: int, proposer: str, slot: int) -> str:
    """`turn:proposer:slot`, the slot counting what its proposer tables in that turn, from 1."""
    return f"{turn}:{proposer}:{slot}"


def answer_of(code: float) -> str:
    """The name of an answer that was ordered."""
    if code == 0.0:
        return NONE
    if code > 0.0:
        return ACCEPT
    return COUNTER if code == COUNTERED else REFUSE


def gathered(document: Document, spec: ScenarioSpec) -> tuple[Written, ...]:
    """The terms of every offer, from the scenario itself or from a file; raises `DocumentError` with every fault.

    A file is named relative to the one in which its offer stands, so that who includes a scenario has its offers too.
    """
    wrong: list[Fault] = []
    files: dict[Path, Written] = {}  # each file is read and complained about once
    named = {i: _file(document, i, offer.terms) for i, offer in enumerate(spec.offers) if isinstance(offer.terms, str)}
    for path in dict.fromkeys(named.values()):
        try:
            read = documents.read(path)
            files[path] = Written(read, (), documents.check(read, TermsSpec))
        except DocumentError as error:
            wrong += error.faults
    if wrong:
        raise DocumentError(wrong)
    return tuple(
        Written(document, ("offers", i, "terms"), offer.terms)
        if isinstance(offer.terms, TermsSpec)
        else files[named[i]]
        for i, offer in enumerate(spec.offers)
    )


def _file(document: Document, i: int, name: str) -> Path:
    """The terms file of an offer."""
    return Path(document.place(("offers", i, "terms"))[0]).parent / name


def examined(document: Document, spec: ScenarioSpec, written: Sequence[Written], board: Board) -> tuple[Offer, ...]:
    """The offers on their board; raises `DocumentError` with every fault."""
    faults, offers = Faults(), []
    seats = (*board.states, *board.forum.alliances)
    deals = {id(told): understood(faults, told.document, told.at, told.spec, board) for told in _once(written)}
    for i, (offer, told) in enumerate(zip(spec.offers, written, strict=True)):
        _tabled(faults, document, spec, i, told.spec, seats)
        deal = deals[id(told)]
        if deal is not None and offer.by in seats:
            offers.append(Offer(offer.turn, seats.index(offer.by), offer.channel, deal.title, deal.terms))
    faults.raise_if_any()
    return tuple(offers)


def _once(written: Sequence[Written]) -> Iterable[Written]:
    """Terms that several offers share, once."""
    return {id(told): told for told in written}.values()


def _tabled(
    faults: Faults, document: Document, spec: ScenarioSpec, i: int, terms: TermsSpec, seats: Sequence[str]
) -> None:
    """An offer is tabled in a turn of the game, by a party or by the mediator that its terms name."""
    offer, turns = spec.offers[i], spec.calendar.turns
    if offer.turn > turns and not document.changed(("calendar", "turns")):
        faults.add(document, ("offers", i, "turn"), f"turn {offer.turn}", f"a turn from 1 to {turns}, the last")
    if faults.known(document, ("offers", i, "by"), offer.by, seats, "seat"):
        able = [*terms.between, *([terms.mediator] if terms.mediator else [])]
        if offer.by not in able:
            told = " and ".join(map(repr, terms.between))
            through = f", mediated by {terms.mediator!r}" if terms.mediator else ""
            found = f"{offer.by!r} with terms between {told}{through}"
            faults.add(document, ("offers", i, "by"), found, "a party, or the mediator whom the terms name")
