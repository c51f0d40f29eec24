"""Faults on their way to the people who wrote the document, and the phrases they share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from wargame.documents.scalars import show
from wargame.documents.tree import Document, Loc, Place
from wargame.errors import DocumentError, Fault, nearest

_LISTED = 8  # names that a fault lists before it only says what they are names of


class Faults:
    """Everything found wrong so far, kept until all of it can be told at once."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def __len__(self) -> int:
        return len(self._faults)

    def add(
        self, document: Document, loc: Loc, found: str, expected: str, nearest: str | None = None, key: bool = False
    ) -> None:
        """Note one fault at a place of a document."""
        self._faults.append(Fault(*document.place(loc, key), found, expected, nearest))

    def known(
        self, document: Document, loc: Loc, name: str, names: Iterable[str], what: str, key: bool = False
    ) -> bool:
        """Whether a name is among the known ones; where it is not, the fault says so and gives the nearest."""
        names = list(names)
        if name not in names:
            expected = choice(names, f"a known {what}")
            self.add(document, loc, f"unknown {what} {show(name)}", expected, nearest(name, names), key)
        return name in names

    def raise_if_any(self) -> None:
        """Tell everything found, in reading order; silence means the documents are sound."""
        if self._faults:
            raise DocumentError(self._faults)


def refuse(place: Place, found: str, expected: str, near: str | None = None) -> NoReturn:
    """Give up on a document for one fault."""
    raise DocumentError([Fault(*place, found, expected, near)])


def either(names: Iterable[str]) -> str:
    """Names as alternatives: "a, b or c"."""
    *most, last = list(names) or [""]
    return f"{', '.join(most)} or {last}" if most else last


def choice(names: list[str], otherwise: str) -> str:
    """What was expected where only some names will do; where they are too many to list, something else."""
    if not 0 < len(names) <= _LISTED:
        return otherwise
    return f"one of {either(names)}" if len(names) > 1 else show(names[0])
