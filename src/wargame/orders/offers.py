"""Offers among the orders: a whole deal is legal or not, and its line ends with its terms as JSON.

`USA offer RUS-UKR {"mediator": "USA", "clauses": [...]}`: the clauses are those of a terms file.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.documents import Document, Faults, check
from wargame.entries import along
from wargame.errors import DocumentError, Impossible, nearest
from wargame.terms import CHANNEL, CHANNELS, TermsSpec, of_terms, packed, understood, unpacked, written

MOST_KEPT = 4096  # verdicts on deals that are remembered
_VERDICTS: WeakKeyDictionary[Board, dict[bytes, bool]] = WeakKeyDictionary()


def any_tabled(offers: Array) -> bool:
    """Whether anything is tabled in any run."""
    return bool(namespace(offers).any(offers[..., CHANNEL] != 0.0))


def sound(asked: Array, most: Array, board: Board, barred: Array | None = None) -> tuple[Array, Array | None]:
    """The offers that can stand, `[R,O,cell]`, and a mask of those that can't (none where all can).

    `most` says in its channel where one can be laid at all; `barred` `[R,O]` which ask for what can't be given.
    """
    xp = namespace(asked)
    there = asked[..., CHANNEL] != 0.0
    good = (asked[..., CHANNEL] <= most[..., CHANNEL]) & _consistent(asked, board)
    wrong = there & (~good if barred is None else ~good | (barred > 0.5))
    if not bool(xp.any(wrong)):
        return asked, None
    head = number(xp.arange(asked.shape[-1]) == CHANNEL)
    return xp.where((there & ~wrong)[..., None], asked, 0.0), number(wrong)[..., None] * head


def _consistent(asked: Array, board: Board) -> Array:
    """Whether the clauses of each offer can stand beside one another, `[R,O]`; the same deal is looked at once."""
    xp, rows = namespace(asked), np.asarray(asked)
    verdicts = _VERDICTS.setdefault(board, {})
    if len(verdicts) > MOST_KEPT:
        verdicts.clear()
    fine = np.ones(rows.shape[:2], dtype=bool)
    for r, o in np.argwhere(rows[..., CHANNEL] != 0.0):
        row, quarrel = rows[r, o], board.quarrels[board.tables[o][0]]
        key = row.tobytes() + bytes(quarrel)
        if key not in verdicts:
            verdicts[key] = _can_stand(row, board, quarrel)
        fine[r, o] = verdicts[key]
    return xp.asarray(fine)


def _can_stand(row: Array, board: Board, quarrel: tuple[int, int]) -> bool:
    """Whether a deal is free of contradictions, binds somebody, and has no level without a name."""
    if row[CHANNEL] not in range(1, len(CHANNELS)) or not ((row >= 0.0) & np.isfinite(row)).all():
        return False
    terms = unpacked(row[None], board, quarrel)
    try:
        told = written(terms, board)
    except (ValueError, IndexError):
        return False
    return bool(told["clauses"]) and not of_terms(terms)


# The one textual form


def lines(offers: Array, board: Board, row: int = 0) -> Iterator[str]:
    """The offers of one run, a line each."""
    rows, seats, tables = np.asarray(offers[row]), (*board.states, *board.forum.alliances), along("O", board)
    for o in np.flatnonzero(rows[:, CHANNEL]):
        q, seat = board.tables[o]
        text = json.dumps(said(rows[o], board, board.quarrels[q]), ensure_ascii=False, separators=(",", ":"))
        yield f"{seats[seat]} offer {tables[o].split(':')[0]} {text}"


def said(row: Array, board: Board, quarrel: tuple[int, int]) -> dict[str, Any]:
    """An offer as plain data: the keys of a terms file without its parties, and the channel where it is secret."""
    terms = unpacked(np.asarray(row)[None], board, quarrel)
    told = {key: value for key, value in written(terms, board).items() if key != "between"}
    channel = CHANNELS[int(row[CHANNEL])]
    return told if channel == "public" else {"channel": channel, **told}


def is_one(line: str) -> bool:
    """Whether a line of orders is an offer."""
    return line.split(maxsplit=2)[1:2] == ["offer"]


def parsed(line: str, board: Board) -> tuple[int, Array]:
    """The table and the row of an offer's line; raises `Impossible` with every fault."""
    words, seats = line.split(maxsplit=3), (*board.states, *board.forum.alliances)
    known = {(seats[seat], along("quarrel", board)[q]): o for o, (q, seat) in enumerate(board.tables)}
    if len(words) < 4 or (words[0], words[2]) not in known:
        told = " ".join(words[:3])
        close = nearest(told, [f"{seat} offer {quarrel}" for seat, quarrel in known])
        raise Impossible(
            f"{told!r}: expected SEAT offer QUARREL TERMS of a party or a mediator"
            + (f"; nearest is {close!r}" if close else "")
        )
    spot = known[words[0], words[2]]
    return spot, _read(words[3], line, board, board.quarrels[board.tables[spot][0]])


def _read(text: str, line: str, board: Board, quarrel: tuple[int, int]) -> Array:
    """The row that a line's terms make."""
    start = " ".join(line.split(maxsplit=3)[:3])
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise Impossible(f"{start}: found no JSON, expected terms as an object") from None
    if not isinstance(told, dict):
        raise Impossible(f"{start}: found a {type(told).__name__}, expected terms as an object")
    channel = told.pop("channel", "public")
    if channel not in CHANNELS[1:]:
        raise Impossible(f"{start}: found channel {channel!r}, expected public or secret")
    document = Document({"between": [board.states[s] for s in quarrel], **told}, lambda: {(): ((start, 1, 1),) * 2})
    faults = Faults()
    try:
        deal = understood(faults, document, (), check(document, TermsSpec), board)
        faults.raise_if_any()
    except DocumentError as error:
        raise Impossible(str(error)) from None
    assert deal is not None  # no fault, so it was understood
    return np.asarray(packed(replace(deal.terms, quarrel=quarrel), channel)[0])
