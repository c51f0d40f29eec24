"""Offers as orders: a deal put together at the table, or one from a file, in the one textual form."""

import json
from pathlib import Path

import numpy as np

from wargame.board import Board
from wargame.entries import along
from wargame.errors import Impossible
from wargame.orders.offers import said
from wargame.terms import Terms, ordered, packed, read


def offer(seat: str, terms: Terms, board: Board, channel: str = "public") -> str:
    """The line by which a seat tables a deal, in public or in secret.

    Raises `Impossible` where the parties of the deal are not at war on this board.
    """
    pair = (min(terms.quarrel), max(terms.quarrel))
    if pair not in board.quarrels:
        parties = " and ".join(board.states[state] for state in terms.quarrel)
        raise Impossible(f"found a deal between {parties}, expected two states at war")
    q = board.quarrels.index(pair)
    row = np.asarray(packed(ordered(terms, board.quarrels[q]), channel)[0])
    told = json.dumps(said(row, board, board.quarrels[q]), ensure_ascii=False, separators=(",", ":"))
    return f"{seat} offer {along('quarrel', board)[q]} {told}"


def from_file(seat: str, path: str | Path, board: Board, channel: str = "public") -> str:
    """The line by which a seat tables the terms of a file; raises `DocumentError` with every fault."""
    return offer(seat, read(path, board).terms, board, channel)
