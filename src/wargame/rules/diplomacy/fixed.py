"""What the board says of quarrels and tables, worked out once: who is a party where, and what stands in whose name."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from wargame.axes import Array, namespace, number
from wargame.board import Board


@dataclass(frozen=True)
class Fixed:
    """What never changes in a game; Y are the two parties of a quarrel."""

    quarrel: Array  # [O] of each table
    seat: Array  # [O] of each table
    of_party: Array  # [O,Y] 1 where the table is a party's
    beside: Array  # [O,S] 1 for third states that fight one of the parties of the table's quarrel
    fighting: Array  # [D,S] 1 where a pair is a war of a state's
    parties: Array  # [O,Z] 1 for the seats that are parties of the table's quarrel
    pairs: Array  # [quarrel,D] 1 for the pairs that a quarrel is fought by
    slots: Array  # [quarrel,Y,H,C] 1 where a slot is a party's
    worth: Array  # [quarrel,Y,C] share of what the theatre is worth to a party, by area where nothing is told
    own: Array  # [quarrel,Y,C] 1 where a party is sovereign
    land: Array  # [quarrel,Y,C] km2 of that
    target: tuple[tuple[int, int], ...]  # by quarrel, the parties among the targets of measures, -1 none


_FIXED: WeakKeyDictionary[Board, Fixed] = WeakKeyDictionary()


def fixed(board: Board) -> Fixed:
    """What never changes, worked out once a board."""
    if board not in _FIXED:
        _FIXED[board] = _worked_out(board)
    return _FIXED[board]


def _worked_out(b: Board) -> Fixed:
    asarray, seats = namespace(b.worth).asarray, len(b.states) + len(b.forum.alliances)
    holder, sovereign = np.asarray(b.holder)[:, : b.contested], np.asarray(b.sovereign)[: b.contested]
    two = np.array(b.quarrels, dtype=np.int64).reshape(-1, 2)
    quarrel = np.array([q for q, _ in b.tables], dtype=np.int64)
    seat = np.array([s for _, s in b.tables], dtype=np.int64)
    slots = (holder == two[:, :, None, None]) * 1.0
    told, area = (slots * np.asarray(b.worth)).sum(axis=2), np.asarray(b.area)[: b.contested]
    worth = np.where(told.sum(axis=2, keepdims=True) > 0.0, told, area)
    return Fixed(
        quarrel=asarray(quarrel),
        seat=asarray(seat),
        of_party=asarray((two[quarrel] == seat[:, None]) * 1.0),
        beside=asarray(
            np.array([[1.0 if _comrade(b, s, q) else 0.0 for s in range(len(b.states))] for q, _ in b.tables])
        ),
        fighting=asarray(
            np.array(
                [[1.0 if kind == "war" and s == who else 0.0 for s in range(len(b.states))] for who, _, kind in b.pairs]
            )
        ),
        parties=asarray((two[quarrel][:, :, None] == np.arange(seats)).any(axis=1) * 1.0),
        pairs=asarray(
            np.array([[1.0 if _fought(pair, parties) else 0.0 for pair in b.pairs] for parties in b.quarrels])
        ),
        slots=asarray(slots),
        worth=asarray(worth / np.maximum(worth.sum(axis=2, keepdims=True), 1e-9)),
        own=asarray((sovereign == two[:, :, None]) * 1.0),
        land=asarray((sovereign == two[:, :, None]) * area),
        target=tuple((_target(b, one), _target(b, other)) for one, other in b.quarrels),
    )


def at_parties(x: Array, board: Board, q: int) -> Array:
    """What is told of the two parties of a quarrel, `[R,Y]`, by state, `[R,S]`; 0 for all others."""
    states = namespace(x).arange(len(board.states))
    one, other = board.quarrels[q]
    told: Array = x[:, :1] * number(states == one) + x[:, 1:] * number(states == other)
    return told


def _fought(pair: tuple[int, int, str], parties: tuple[int, int]) -> bool:
    return pair[2] == "war" and {pair[0], pair[1]} == set(parties)


def _comrade(board: Board, state: int, q: int) -> bool:
    """Whether a third state fights one of the parties of a quarrel."""
    parties = board.quarrels[q]
    return state not in parties and any((state, party, "war") in board.pairs for party in parties)


def _target(board: Board, state: int) -> int:
    return board.forum.targets.index(state) if state in board.forum.targets else -1
