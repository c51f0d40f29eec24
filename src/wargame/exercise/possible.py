"""What a seat may order at a moment: every entry that is not barred, with the least and the most of it."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.entries import about, along, names
from wargame.orders import ANSWER, Orders, of_moment, seats_of
from wargame.orders.kinds import axes_of
from wargame.terms import CHANNEL
from wargame.turn import Request

OFFER = "offer"


class Possible(NamedTuple):
    """An order that a seat may give: what it is about, and how much may be asked for."""

    seat: str
    kind: str
    target: str  # nothing where the kind has none
    least: float  # below 0 where an order may be taken the other way, else 0
    most: float
    unit: str
    meaning: str

    def line(self, amount: float) -> str:
        """The order as a line of text; an offer's line ends with its terms instead."""
        return " ".join(filter(None, (self.seat, self.kind, self.target, repr(float(amount)))))


class Entries(NamedTuple):
    """The entries of a kind of order that are a seat's to give: what each is called, and where it stands."""

    targets: tuple[str, ...]
    places: tuple[Array, ...]  # an index array an axis, behind the run


_KNOWN: WeakKeyDictionary[Board, dict[int, dict[str, Entries]]] = WeakKeyDictionary()
ABOUT: Mapping[str, Mapping[str, Any]] = {item.name: item.metadata for item in fields(Orders)}


def entries_of(board: Board, seat: int) -> Mapping[str, Entries]:
    """The entries that are a seat's, by kind of order; worked out once a board and seat."""
    known = _KNOWN.setdefault(board, {})
    if seat not in known:
        known[seat] = {kind: _entries(kind, owners, board, seat) for kind, owners in seats_of(board).items()}
    return known[seat]


def _entries(kind: str, owners: Array, board: Board, seat: int) -> Entries:
    if kind == OFFER:  # one order a table, whatever it says
        mine = [o for o, (_, who) in enumerate(board.tables) if who == seat]
        targets = [along("quarrel", board)[board.tables[o][0]] for o in mine]
        return Entries(tuple(targets), (np.array(mine, dtype=np.intp), np.full(len(mine), CHANNEL)))
    called, who = names(axes_of(kind), board), (*board.states, *board.forum.alliances)[seat]
    places = np.nonzero(owners == seat)
    where = zip(*(axis.tolist() for axis in places), strict=True)
    return Entries(tuple(about(called[spot], who) for spot in where), places)


def most(request: Request, seat: int) -> list[Possible]:
    """Every order that a seat may give at a moment, in the order of the kinds."""
    board, found = request.world.board, list[Possible]()
    name, entries = (*board.states, *board.forum.alliances)[seat], entries_of(board, seat)
    taken = {due.table for due in request.calendar if due.turn == request.world.turn}
    for kind in of_moment(request.moment):
        limits, told = _limits(request, kind, entries[kind]), ABOUT[kind]
        for k in np.flatnonzero(limits > 0.0).tolist():
            if kind == OFFER and int(entries[kind].places[0][k]) in taken:
                continue
            top = 1.0 if kind == OFFER else float(limits[k])
            low = -top if told["signed"] else 0.0
            found.append(Possible(name, kind, entries[kind].targets[k], low, top, told["unit"], told["meaning"]))
    return found


def _limits(request: Request, kind: str, entries: Entries) -> Array:
    """The most of each of a seat's entries of a kind."""
    limits: Array = np.asarray(getattr(request.legal, kind))[(0, *entries.places)]
    return limits


def asked(request: Request, seats: Sequence[int]) -> list[int]:
    """The seats that have anything to decide at a moment: about an offer once a turn, until they have answered it."""
    return [seat for seat in seats if seat in request.seats and _anything(request, seat)]


def _anything(request: Request, seat: int) -> bool:
    entries = entries_of(request.world.board, seat)
    if request.moment == ANSWER:
        places = entries[ANSWER].places
        silent = np.asarray(request.world.answered)[(0, *places)] == 0.0
        return bool((silent & _fresh(request)[places[0]] & (_limits(request, ANSWER, entries[ANSWER]) > 0.0)).any())
    return any(bool((_limits(request, kind, entries[kind]) > 0.0).any()) for kind in of_moment(request.moment))


def _fresh(request: Request) -> Array:
    """Tables about whose offer nobody has been asked this turn, `[O]`."""
    asked_at = [k for k, done in enumerate(request.done) if done.moment == ANSWER]
    tables = len(request.world.board.tables)
    fresh = np.full(tables, not asked_at)
    for done in request.done[asked_at[-1] + 1 :] if asked_at else ():
        fresh |= np.asarray(done.orders.offer)[0, :, CHANNEL] != 0.0
    return fresh
