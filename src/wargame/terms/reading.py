"""A terms file read: its names looked up on a board, what can't stand refused, the rest put into arrays.

All faults are told at once, each with its line: what was found, what was expected, the nearest right name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wargame import documents
from wargame.board import Board
from wargame.documents import Document, Faults
from wargame.forum import SECTORS
from wargame.terms.clauses import STEPS, Terms
from wargame.terms.contradictions import Contradiction, described, found
from wargame.terms.entries import Entry, of_clauses, parts, placed
from wargame.terms.spec import Administer, Relief, Role, Said, TermsSpec, Withdraw, kind_of, roles

Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Deal:
    """A deal as read: its title and its terms, of one row."""

    title: str
    terms: Terms


def read(path: str | Path, board: Board) -> Deal:
    """A deal from its file; raises `DocumentError` with every fault."""
    document = documents.read(path)
    spec, faults = documents.check(document, TermsSpec), Faults()
    deal = understood(faults, document, (), spec, board)
    faults.raise_if_any()
    assert deal is not None  # no fault, so it was understood
    return deal


def understood(faults: Faults, document: Document, at: Loc, spec: TermsSpec, board: Board) -> Deal | None:
    """The deal that stands at a place of a document, or none where it has faults, which are noted."""
    before = len(faults)
    _parties(faults, document, at, spec, board)
    for i, said in enumerate(spec.clauses):
        _names(faults, document, (*at, "clauses", i), said, spec, board)
    steps = _steps(faults, document, at, spec.clauses)
    entries = of_clauses(spec.clauses, board, spec.between, steps)
    _stand(faults, document, at, spec, entries, board)
    return _deal(spec, entries, board) if len(faults) == before else None


def _deal(spec: TermsSpec, entries: Sequence[Entry], board: Board) -> Deal:
    seats = (*board.states, *board.forum.alliances)
    first, second = (board.states.index(party) for party in spec.between)
    mediator = [Entry("mediator", (), seats.index(spec.mediator) + 1.0)] if spec.mediator is not None else []
    return Deal(spec.title or "", placed([*entries, *mediator], board, (first, second)))


def _parties(faults: Faults, document: Document, at: Loc, spec: TermsSpec, board: Board) -> None:
    """Two states at war, and a mediator who is neither."""
    known = [
        faults.known(document, (*at, "between", i), party, board.states, "state")
        for i, party in enumerate(spec.between)
    ]
    wars = [(board.states[a], board.states[b]) for a, b, kind in board.pairs if kind == "war"]
    if all(known) and tuple(spec.between) not in wars:
        told = " and ".join(map(repr, spec.between))
        expected = f"two states at war, as {' and '.join(map(repr, wars[0]))}" if wars else "two states at war"
        faults.add(document, (*at, "between"), f"a deal between {told}", expected)
    if spec.mediator is not None:
        where, seats = (*at, "mediator"), (*board.states, *board.forum.alliances)
        if spec.mediator in spec.between:
            faults.add(document, where, f"the mediator {spec.mediator!r}, a party", "another seat than the parties")
        else:
            faults.known(document, where, spec.mediator, seats, "seat")


def _names(faults: Faults, document: Document, at: Loc, said: Said, spec: TermsSpec, board: Board) -> None:
    """Whoever and whatever a clause names."""
    for key, role in roles(type(said)).items():
        _who(faults, document, (*at, key), getattr(said, key), role, spec, board)
    for i, region in enumerate(getattr(said, "regions", ())):
        _where(faults, document, (*at, "regions", i), region, said, spec, board)
    for sector in getattr(said, "sectors", ()):
        faults.known(document, (*at, "sectors", sector), sector, SECTORS, "sector", key=True)
    whom = [getattr(said, key) for key in ("by", "to") if hasattr(said, key)]
    if len(whom) == 2 and len(set(whom)) == 1 and kind_of(said) != "guarantee":
        faults.add(document, (*at, "to"), f"a {kind_of(said)} by {whom[0]!r} to itself", "somebody else")


def _who(faults: Faults, document: Document, at: Loc, name: str, role: Role, spec: TermsSpec, board: Board) -> None:
    """Somebody who may stand there."""
    seats = (*board.states, *board.forum.alliances)
    if role in (Role.GUARANTOR, Role.THIRD) and name in spec.between:
        faults.add(document, at, f"the {role.value} {name!r}, who is a party", "somebody other than the parties")
        return
    known: dict[Role, Sequence[str]] = {
        Role.PARTY: spec.between,
        Role.SEAT: seats,
        Role.GUARANTOR: [seat for seat in seats if seat not in spec.between],
        Role.THIRD: [state for state in board.states if state not in spec.between],
        Role.TARGET: [board.states[s] for s in board.forum.targets],
    }
    faults.known(document, at, name, known[role], role.value)


def _where(faults: Faults, document: Document, at: Loc, region: str, said: Said, spec: TermsSpec, board: Board) -> None:
    """A region of the theatre, or an oblast by its whole id; what a party leaves to the other, both can hold."""
    theatre = board.regions[: board.contested]
    wholes = [whole for whole, members in board.wholes.items() if max(members) < board.contested]
    known = faults.known(document, at, region, [*theatre, *wholes], "region of the theatre")
    if known and isinstance(said, Withdraw | Administer):
        holders = {board.states[s] for c in parts(region, board) for s in np.asarray(board.holder)[:, c] if s >= 0}
        for party in spec.between:
            if party in board.states and party not in holders:
                faults.add(document, at, f"{region!r}, which {party!r} can't hold", "a region that both can hold")


def _steps(faults: Faults, document: Document, at: Loc, clauses: Sequence[Said]) -> dict[int, int]:
    """The step of every clause of relief: as told, else that of its date and milestone, else the first that is free."""
    relief = {i: said for i, said in enumerate(clauses) if isinstance(said, Relief)}
    steps = {i: said.step - 1 for i, said in relief.items() if said.step is not None}
    dated = {(relief[i].after, relief[i].milestone): step for i, step in steps.items()}
    for i, said in relief.items():
        when, free = (said.after, said.milestone), sorted(set(range(STEPS)) - set(dated.values()) - set(steps.values()))
        if i in steps:
            continue
        if when not in dated and not free:
            expected = f"at most {STEPS} steps, each of one date and milestone"
            faults.add(document, (*at, "clauses", i), "one step of relief more", expected)
        else:
            steps[i] = dated.setdefault(when, free[0] if free else 0)
    return steps


def _stand(
    faults: Faults, document: Document, at: Loc, spec: TermsSpec, entries: Sequence[Entry], board: Board
) -> None:
    """Clauses that deny each other or lack another; one fault for each pair of clauses and reason."""
    told: set[tuple[int, int, str]] = set()
    for item in found(entries):
        pair = (item.entry.source, item.other.source if item.other else -1, item.why)
        if pair not in told:
            told.add(pair)
            where = (*at, "clauses", item.entry.source)
            expected = f"{'one of the two' if item.other else 'what it leans on'}: {item.why}"
            faults.add(document, where, _told(document, at, item, spec, board), expected)


def _told(document: Document, at: Loc, item: Contradiction, spec: TermsSpec, board: Board) -> str:
    one = repr(described(item.entry, board, spec.between))
    if item.other is None:
        return one
    line = document.place((*at, "clauses", item.other.source))[1]
    return f"{one} beside {described(item.other, board, spec.between)!r} (line {line})"
