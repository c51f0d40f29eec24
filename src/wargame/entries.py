"""Names of entries: what each number of an array is about, in a word, by the axes of the array.

`RUS` along states, `RUS:UA-14` where a holder meets a region, `DEU:RUS` for a gas tie, `EU:package.1:RUS:finance` for
an item of a docket. Orders, the opening of a scenario and its file all name an entry in this one way.
"""

from collections.abc import Callable, Mapping
from itertools import product
from typing import TypeAlias
from weakref import WeakKeyDictionary

import numpy as np

from wargame.board import Board
from wargame.forum import ARMS, SECTORS

Where: TypeAlias = tuple[int, ...]  # an index behind the run axis
WHOLE = "all"  # the one entry of a field that has no axis but the run


def _pairs(one: tuple[str, ...], other: tuple[str, ...], ties: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    return tuple(f"{one[a]}:{other[b]}" for a, b in ties)


def _aimed(board: Board) -> tuple[str, ...]:
    return tuple(board.states[s] for s in board.forum.targets)


ALONG: Mapping[str, Callable[[Board], tuple[str, ...]]] = {
    "S": lambda b: b.states,
    "A": lambda b: b.forum.alliances,
    "Z": lambda b: (*b.states, *b.forum.alliances),
    "quarrel": lambda b: tuple(f"{b.states[one]}-{b.states[other]}" for one, other in b.quarrels),
    "party": lambda b: tuple(
        f"{ALONG['quarrel'](b)[q]}:{b.states[s]}" for q, two in enumerate(b.quarrels) for s in two
    ),
    "O": lambda b: tuple(f"{ALONG['quarrel'](b)[q]}:{ALONG['Z'](b)[seat]}" for q, seat in b.tables),
    "D": lambda b: _pairs(b.states, b.states, tuple((who, whom) for who, whom, _ in b.pairs)),
    "P": lambda b: tuple(f"{b.forum.alliances[docket.alliance]}:{docket.name}" for docket in b.forum.dockets),
    "Q": lambda b: tuple(
        f"{b.forum.alliances[b.forum.dockets[p].alliance]}:{name}"
        for (p, _), name in zip(b.forum.items, b.forum.item_names, strict=True)
    ),
    "T": _aimed,
    "U": lambda b: _pairs(b.states, _aimed(b), b.forum.senders),
    "J": lambda b: _pairs(b.states, _aimed(b), b.forum.routes),
    "G": lambda b: _pairs(b.states, b.states, b.forum.gas),
    "X": lambda b: _pairs(b.states, b.forum.alliances, b.forum.rivals),
    "B": lambda b: b.bridges,
    "C": lambda b: b.regions[: b.contested],
    "N": lambda b: b.regions,
    "K": lambda b: SECTORS,
    "I": lambda b: ARMS,
}  # by axis: what its entries are called, in their order

_KNOWN: WeakKeyDictionary[Board, dict[str, dict[Where, str]]] = WeakKeyDictionary()


def along(axis: str, board: Board) -> tuple[str, ...]:
    """What the entries along an axis are called, in their order."""
    return ALONG[axis](board)


def names(axes: str, board: Board) -> Mapping[Where, str]:
    """What every entry of an array of these axes (`R H C`) is called; worked out once a board."""
    known = _KNOWN.setdefault(board, {})
    if axes not in known:
        parts = axes.split()[1:]
        known[axes] = _held(parts[1], board) if parts[:1] == ["H"] else _crossed(parts, board)
    return known[axes]


def nameable(axes: str) -> bool:
    """Whether the entries of an array of these axes have names."""
    return all(axis in ALONG or axis.isdigit() or axis == "H" for axis in axes.split()[1:])


def _crossed(axes: list[str], board: Board) -> dict[Where, str]:
    """Names along the axes, joined; a number is so many steps, counted from 1."""
    along = [ALONG[axis](board) if axis in ALONG else tuple(map(str, range(1, int(axis) + 1))) for axis in axes]
    cells = product(*(enumerate(part) for part in along))
    return {tuple(i for i, _ in cell): ":".join(word for _, word in cell) or WHOLE for cell in cells}


def _held(axis: str, board: Board) -> dict[Where, str]:
    """The holder of a slot and where it is: a region, or a bridge."""
    holder, places = _holders(axis, board), ALONG[axis](board)
    return {(h, n): f"{board.states[s]}:{places[n]}" for (h, n), s in np.ndenumerate(holder)}


def _holders(axis: str, board: Board) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """The state that holds each slot, -1 none."""
    whole = np.asarray(board.span_holder if axis == "B" else board.holder)
    return whole[:, : len(ALONG[axis](board))]


def spots(axes: str, board: Board) -> dict[str, Where]:
    """Where the entries stand that there is anybody for, by name; forces stand in the theatre."""
    parts = axes.split()[1:]
    held = _holders(parts[1], board) if parts[:1] == ["H"] else None
    return {
        name: where
        for where, name in names(axes, board).items()
        if held is None or (held[where] >= 0 and (parts[1] == "B" or where[1] < board.contested))
    }


def about(name: str, seat: str) -> str:
    """An entry's name without the seat whose it is."""
    words = name.split(":")
    last = len(words) - 1 - words[::-1].index(seat) if seat in words else len(words)
    return ":".join(words[:last] + words[last + 1 :])
