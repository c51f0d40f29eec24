"""What somebody wrote: plain data with the place of every part, grown piece by piece within bounds on its cost."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import takewhile
from typing import Any, NamedTuple, NoReturn

from wargame.documents.scalars import Scalar, cut, show
from wargame.errors import DocumentError, Fault, nearest

Loc = tuple[str | int, ...]
Place = tuple[str, int, int]  # file, line, column
Places = dict[Loc, tuple[Place, Place]]  # of every value, and of its key where it has one

MAX_DEPTH = 64  # collections inside one another; real scenarios stay under ten
MAX_ALIASED = 10_000  # values that aliases may unfold to in one file


class Document:
    """A document somebody wrote: plain data, and for every part of it the place where it was written."""

    def __init__(self, data: Any, find: Callable[[], Places]) -> None:
        self.data = data
        self.files: tuple[str, ...] = ()  # absolute paths of all it was read from, once it is whole
        self._find = find

    @cached_property
    def places(self) -> Places:
        """The places of all parts, in JSON worked out only when somebody asks."""
        return self._find()

    def changed(self, loc: Loc) -> bool:
        """Whether a value was set on the way here and not written."""
        return False

    def place(self, loc: Loc, key: bool = False) -> Place:
        """The file, line and column of a value, or of its key; what was never written is placed at what holds it."""
        data = self.data
        written: Loc = ()
        for part in loc:
            if not holds(data, part) or (*written, part) not in self.places:
                break
            data, written = data[part], (*written, part)
        return self.places[written][key]


def holds(value: object, part: str | int) -> bool:
    """Whether a mapping has such a key or a list such an item."""
    if isinstance(value, dict):
        return part in value
    return isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value)


def spot(before: str) -> tuple[int, int]:
    """The line and column that a text leads up to."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class Piece(NamedTuple):
    """What a reader hands over; the pieces come in the order of the text, and every collection that begins ends."""

    kind: str  # "{", "[", "end", "scalar", "alias", or "document" where one begins
    place: Place
    text: str = ""  # of a scalar; of an alias its name
    value: Scalar = None
    anchor: str | None = None


class Builder:
    """A tree being grown; faults that leave the rest readable are noted in the list, others end it there and then."""

    def __init__(self, pieces: Iterator[Piece], faults: list[Fault]) -> None:
        self.places: Places = {}
        self._pieces = pieces
        self._faults = faults
        self._anchors: dict[str, tuple[Loc, Any]] = {}
        self._aliased = 0

    def document(self, file: str) -> Document:
        """The whole document; raises `DocumentError` with every fault."""
        data = None
        for piece in self._pieces:
            if self.places:
                self._stop(piece.place, "a second document", "one document in a file")
            if piece.kind != "document":
                data = self._value(piece, ())
        if not self.places:
            self._stop((file, 1, 1), "an empty file", "a document")
        if self._faults:
            raise DocumentError(self._faults)
        return Document(data, lambda: self.places)

    def _stop(self, place: Place, found: str, expected: str, near: str | None = None) -> NoReturn:
        """Give up here: what follows would make no sense, or cost too much."""
        raise DocumentError([*self._faults, Fault(*place, found, expected, near)])

    def _value(self, piece: Piece, loc: Loc, key: Place | None = None) -> Any:
        self.places[loc] = piece.place, key or piece.place
        value: Any = piece.value
        if piece.kind == "alias":
            return self._alias(piece, loc)
        if piece.kind != "scalar":
            self._bound(loc, piece.place)
            value = self._mapping(loc) if piece.kind == "{" else self._list(loc)
        elif isinstance(value, float) and not math.isfinite(value):
            self._faults.append(Fault(*piece.place, f"the number {cut(piece.text)}", "a finite one of ordinary size"))
        if piece.anchor is not None:
            self._anchors[piece.anchor] = loc, value
        return value

    def _inside(self) -> Iterator[Piece]:
        return takewhile(lambda piece: piece.kind != "end", self._pieces)

    def _list(self, loc: Loc) -> list[Any]:
        return [self._value(piece, (*loc, index)) for index, piece in enumerate(self._inside())]

    def _mapping(self, loc: Loc) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key in self._inside():
            if key.kind != "scalar":
                self._stop(key.place, f"{'an alias' if key.kind == 'alias' else 'a collection'} as a key", "a name")
            inner = (*loc, key.text)
            if key.text in mapping:
                again = f"the key {show(key.text)} again (first in line {self.places[inner][1][1]})"
                self._faults.append(Fault(*key.place, again, "each key once"))
            mapping[key.text] = self._value(next(self._pieces), inner, key.place)
        return mapping

    def _alias(self, piece: Piece, loc: Loc) -> Any:
        if piece.text not in self._anchors:
            near = nearest(piece.text, self._anchors)
            self._stop(piece.place, f"unknown alias {show('*' + piece.text)}", "an anchor above it", near)
        origin, value = self._anchors[piece.text]
        return self._repeated(value, origin, loc, piece.place)

    def _repeated(self, value: Any, origin: Loc, loc: Loc, place: Place) -> Any:
        """A copy of what an anchor holds; its parts keep the places where they were written."""
        self._aliased += 1
        if self._aliased > MAX_ALIASED:
            self._stop(place, "aliases that unfold without end", f"at most {MAX_ALIASED} values from aliases")
        self.places.setdefault(loc, self.places[origin])
        if not isinstance(value, (dict, list)):
            return value
        self._bound(loc, place)
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        copies = {part: self._repeated(inner, (*origin, part), (*loc, part), place) for part, inner in inside}
        return copies if isinstance(value, dict) else list(copies.values())

    def _bound(self, loc: Loc, place: Place) -> None:
        if len(loc) >= MAX_DEPTH:
            self._stop(place, "brackets or levels without end", f"at most {MAX_DEPTH} levels")
