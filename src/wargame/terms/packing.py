"""Deals as rows of numbers of one length, as the world and orders keep them.

A row opens with the channel in which the deal was tabled; where that is 0 there is none, and all the rest is 0 too.
"""

from dataclasses import replace
from math import prod
from typing import Any
from weakref import WeakKeyDictionary

from wargame.axes import Array, namespace
from wargame.board import Board
from wargame.terms.clauses import CLAUSES, Terms, axes, runs, sizes

CHANNELS = ("none", "public", "secret")
CHANNEL = 0  # the cell that tells the channel

Places = dict[str, tuple[slice, tuple[int, ...]]]
_PLACES: WeakKeyDictionary[Board, Places] = WeakKeyDictionary()


def places(board: Board) -> Places:
    """Where each clause stands in a row, and its shape."""
    if board not in _PLACES:
        length, start, found = sizes(board), CHANNEL + 1, dict[str, tuple[slice, tuple[int, ...]]]()
        for name in CLAUSES:
            shape = tuple(length[axis] for axis in axes(name)[1:])
            found[name] = (slice(start, start + prod(shape)), shape)
            start += prod(shape)
        _PLACES[board] = found
    return _PLACES[board]


def packed(terms: Terms, channel: str | Array = "public") -> Array:
    """Deals as rows, `[R,cell]`, tabled in a channel, or each in its own `[R]`."""
    xp, count = namespace(terms.cease), runs(terms)
    head = xp.zeros((count, 1)) + (float(CHANNELS.index(channel)) if isinstance(channel, str) else channel[:, None])
    return xp.concat([head, *(xp.reshape(getattr(terms, name), (count, -1)) for name in CLAUSES)], axis=1)


def unpacked(rows: Array, board: Board, quarrel: tuple[int, int]) -> Terms:
    """Rows as deals."""
    clauses: dict[str, Any] = {name: cells(rows, name, board) for name in CLAUSES}
    return Terms(quarrel, **clauses)


def cells(rows: Array, clause: str, board: Board) -> Array:
    """One clause of rows `[...,cell]`, in its own shape behind theirs."""
    place, shape = places(board)[clause]
    return namespace(rows).reshape(rows[..., place], (*rows.shape[:-1], *shape))


def ordered(terms: Terms, quarrel: tuple[int, int]) -> Terms:
    """The same deals with their parties in the order of a quarrel."""
    if terms.quarrel == quarrel:
        return terms
    turned: dict[str, Any] = {
        name: namespace(x := getattr(terms, name)).take(x, namespace(x).asarray([1, 0]), axis=axes(name).index("Y"))
        for name in CLAUSES
        if "Y" in axes(name)
    }
    return replace(terms, quarrel=quarrel, **turned)
