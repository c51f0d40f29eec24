"""Orders as lines of text, `RUS attack UA-14 0.6`: their one form, for people, scripts and records."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from math import isfinite, nan
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.entries import about, names
from wargame.errors import Impossible, nearest
from wargame.orders import offers
from wargame.orders.kinds import Orders, axes_of, none, seats_of
from wargame.world import World


def lines(orders: Orders, board: Board, row: int = 0) -> list[str]:
    """The orders of one run, a line each, in a fixed sequence."""
    return [line for item in fields(Orders) for line in _lines(item.name, getattr(orders, item.name), board, row)]


def _lines(name: str, amounts: Array, board: Board, row: int) -> Iterator[str]:
    if name == "offer":
        yield from offers.lines(amounts, board, row)
        return
    values = np.asarray(amounts[row])
    if not values.any():
        return
    owners, seats = seats_of(board)[name], (*board.states, *board.forum.alliances)
    for where in zip(*np.nonzero(values), strict=True):
        seat = seats[int(owners[where])]
        target = _target(name, where, seat, board)
        yield " ".join(filter(None, (seat, name, target, repr(float(values[where])))))


def _target(name: str, where: tuple[Any, ...], seat: str, board: Board) -> str:
    """What an order is about, in a word: its entry, without the seat that gives it."""
    return about(names(axes_of(name), board)[tuple(int(i) for i in where)], seat)


def parsed(text: Iterable[str], world: World) -> Orders:
    """Orders of one run read from their textual form; raises `Impossible` with the reason and the nearest name."""
    arrays = {item.name: np.zeros(np.shape(getattr(none(world), item.name))) for item in fields(Orders)}
    spots = _spots(world.board)
    for line in text:
        if offers.is_one(line):
            spot, row = offers.parsed(line, world.board)
            arrays["offer"][0, spot] = row
            continue
        seat, name, target, amount = _words(line, world.board)
        if (seat, name, target) not in spots:
            whom = f" for {target}" if target else ""
            close = _nearest(seat, name, target, spots) if target else None
            hint = f"; nearest is {close!r}" if close else ""
            raise Impossible(f"{line!r}: {seat} can give no order '{name}'{whom}{hint}")
        arrays[name][(0, *spots[seat, name, target])] = amount
    return Orders(**arrays)


Spots = dict[tuple[str, str, str], tuple[int, ...]]
_SPOTS: WeakKeyDictionary[Board, Spots] = WeakKeyDictionary()


def _spots(board: Board) -> Spots:
    """Where an order stands in its array, by seat, name and target; worked out once a board."""
    found = _SPOTS.get(board)
    if found is None:
        seats = (*board.states, *board.forum.alliances)
        found = {
            (seats[int(seat)], name, _target(name, where, seats[int(seat)], board)): where
            for name, owners in seats_of(board).items()
            if name != "offer"
            for where, seat in np.ndenumerate(owners)
            if seat >= 0
        }
        _SPOTS[board] = found
    return found


def _nearest(seat: str, name: str, target: str, spots: Spots) -> str | None:
    """The target that was meant of those a seat may name in an order; at a table where it has no word, who has it."""
    own = [known for who, kind, known in spots if (who, kind) == (seat, name)]
    if own or axes_of(name) != "R O":
        return nearest(target, own)
    return nearest(f"{seat} {name} {target}", [f"{who} {kind} {known}" for who, kind, known in spots if kind == name])


def _words(line: str, board: Board) -> tuple[str, str, str, float]:
    """Seat, order, target and amount of a line."""
    words = line.split()
    if not 3 <= len(words) <= 4:
        raise Impossible(f"{line!r}: expected SEAT ORDER [TARGET] AMOUNT, found {len(words)} words")
    kinds = [item.name for item in fields(Orders)]
    seats = (*board.states, *board.forum.alliances)
    for word, known, what in ((words[0], seats, "seat"), (words[1], kinds, "order")):
        if word not in known:
            hint = f"; nearest is {close!r}" if (close := nearest(word, known)) else ""
            raise Impossible(f"{line!r}: unknown {what} {word!r}{hint}")
    try:
        amount = float(words[-1])
    except ValueError:
        amount = nan
    if not isfinite(amount):
        raise Impossible(f"{line!r}: expected a number at the end, found {words[-1]!r}")
    return words[0], words[1], words[2] if len(words) == 4 else "", amount


def parted(line: str) -> tuple[str, float]:
    """An order's line without its amount, and the amount; an offer is one thing, and there or not."""
    if offers.is_one(line):
        return line, 1.0
    order, amount = line.rsplit(" ", 1)
    return order, float(amount)
