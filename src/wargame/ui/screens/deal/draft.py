"""A draft of terms: clauses as in a terms file, each of them changed key by key, and what can't stand in it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from wargame.board import Board
from wargame.documents import Document, Faults, check
from wargame.entries import along
from wargame.errors import DocumentError
from wargame.scenario import Scenario
from wargame.terms import Terms, TermsSpec, clauses, ordered, read, understood

Said = dict[str, Any]
SECRET = "secret"


@dataclass
class Draft:
    """Terms being written, between the parties of a quarrel."""

    quarrel: int  # index of the war on the board
    mediator: str | None = None
    secret: bool = False
    clauses: list[Said] = field(default_factory=list)

    def between(self, board: Board) -> list[str]:
        """The parties."""
        return [board.states[state] for state in board.quarrels[self.quarrel]]

    def read(self, board: Board) -> tuple[Terms | None, list[str]]:
        """The terms as arrays, or none and everything that is wrong with them, each by the number of its clause."""
        if not self.clauses:
            return None, ["No clause yet: a deal binds somebody to something."]
        said: Said = {"between": self.between(board), "clauses": self.clauses}
        if self.mediator:
            said["mediator"] = self.mediator
        faults = Faults()
        try:
            document = Document(said, lambda: _places(len(self.clauses)))
            deal = understood(faults, document, (), check(document, TermsSpec), board)
            faults.raise_if_any()
        except DocumentError as error:
            return None, [_fault(fault.line, fault.found, fault.expected) for fault in error.faults]
        assert deal is not None  # no fault, so it was understood
        return replace(deal.terms, quarrel=board.quarrels[self.quarrel]), []

    def line(self, seat: str, board: Board) -> str:
        """The order that tables it."""
        said: Said = {"channel": SECRET} if self.secret else {}
        if self.mediator:
            said["mediator"] = self.mediator
        said["clauses"] = self.clauses
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        return f"{seat} offer {along('quarrel', board)[self.quarrel]} {text}"


def _places(count: int) -> Any:
    """Places in a draft: a clause stands in the line of its number."""
    spots: dict[tuple[str | int, ...], Any] = {(): (("draft", 0, 1),) * 2}
    spots[("clauses",)] = (("draft", 0, 1),) * 2
    return spots | {("clauses", i): (("draft", i + 1, 1),) * 2 for i in range(count)}


def _fault(number: int, found: str, expected: str) -> str:
    where = f"Clause {number}: " if number else ""
    return f"{where}{found.replace('(line ', '(clause ')}; expected {expected}."


def of_terms(terms: Terms, scenario: Scenario, quarrel: int, mediator: str | None) -> Draft:
    """A draft that begins with what known terms say."""
    told = clauses(ordered(terms, scenario.board.quarrels[quarrel]), scenario.board)
    return Draft(quarrel, mediator, clauses=told)


def shipped(scenario: Scenario, quarrel: int) -> list[tuple[str, Terms]]:
    """Terms to begin with: the scenario's own offers, and the terms files beside its map that fit the quarrel."""
    board, parties = scenario.board, set(scenario.board.quarrels[quarrel])
    found = [(offer.title or "The scenario's offer", offer.terms) for offer in scenario.offers]
    for path in _files(scenario.files):
        try:
            deal = read(path, board)
        except DocumentError:
            continue  # written for another scenario of this theatre
        if deal.title not in [title for title, _ in found]:
            found.append((deal.title or path.stem, deal.terms))
    return [(title, terms) for title, terms in found if set(terms.quarrel) == parties]


def _files(read_from: Sequence[str]) -> list[Path]:
    folders = {Path(path).parent.parent / "terms" for path in read_from if Path(path).parent.name == "scenarios"}
    return sorted(path for folder in folders for path in folder.glob("*.yaml"))
