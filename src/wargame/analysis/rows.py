"""Tables of slots at the end of many campaigns, as rows to begin with: measures in force, and aid under way.

Rows of one run stand in other slots than those of the next, so that they are first gathered by what they are about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.forum import ARMS, SECTORS
from wargame.rules import sanctions

LEAST_LEVEL = 0.002  # of a measure worth telling
LEAST_AID = 0.001  # EUR bn


@dataclass(frozen=True)
class InForce:
    """What a sender forbids a target in a sector: `[R]` level, leak, age and term; 0 where a run has none."""

    sender: str
    target: str
    sector: str
    level: Array
    leak: Array
    age: float  # months
    left: float | None  # months, none where it doesn't run out


@dataclass(frozen=True)
class Due:
    """Aid from a donor to a partner that arrives in so many turns, and that waits for crews after that: `[R]`."""

    donor: str
    partner: str
    turns: int
    crews: int
    amount: Array
    arms: Mapping[str, Array]


def in_force(arrays: Mapping[str, Array], board: Board, adapt: float) -> tuple[InForce, ...]:
    """Measures by sender, target and sector, in the order of these.

    Their age is the one at which as much is adapted to, in so many months, as of all the rows together: at the mean of
    their ages it would be more.
    """
    column = {name.partition(".")[2]: value for name, value in arrays.items() if name.startswith("measures.")}
    seats = (*board.states, *board.forum.alliances)
    return tuple(
        told
        for keys, here in _kinds(column, ("sender", "target", "sector"))
        if (told := _summed(column, here, keys, seats, board, adapt)) is not None
    )


def _kinds(column: Mapping[str, Array], by: tuple[str, ...]) -> Iterator[tuple[tuple[int, ...], Array]]:
    """Every kind of living row, and where it stands in the table of every run."""
    keys = np.stack([column[name] for name in by], axis=-1)
    for kind in np.unique(keys[column["live"] > 0.5], axis=0):
        yield tuple(int(k) for k in kind), (keys == kind).all(axis=-1) & (column["live"] > 0.5)


def _summed(
    column: Mapping[str, Array],
    here: Array,
    keys: tuple[int, ...],
    seats: tuple[str, ...],
    board: Board,
    adapt: float,
) -> InForce | None:
    weight = column["level"] * here
    level = np.minimum(weight.sum(axis=1), 1.0)
    if np.median(level) < LEAST_LEVEL:
        return None

    def mean(x: Array) -> Array:
        found: Array = (weight * x).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-12)
        return found

    some = level > 0.0
    fresh, left = np.median(mean(np.exp(-column["age"] / adapt))[some]), float(np.median(mean(column["left"])[some]))
    return InForce(
        seats[keys[0]],
        board.states[board.forum.targets[keys[1]]],
        SECTORS[keys[2]],
        level,
        mean(column["leak"]),
        float(-adapt * np.log(fresh)),
        None if left >= sanctions.LASTING / 2 else left,
    )


def due(arrays: Mapping[str, Array], board: Board, turn: int) -> tuple[Due, ...]:
    """Aid under way by pair and by when it arrives."""
    column = {name.partition(".")[2]: value for name, value in arrays.items() if name.startswith("shipments.")}
    found = []
    for (pair, when, crews), here in _kinds(column, ("pair", "due", "training")):
        amount = (column["amount"] * here).sum(axis=1)
        if np.median(amount) < LEAST_AID:
            continue
        who, whom, _ = board.pairs[pair]
        arms: dict[str, Any] = {kind: (column[kind] * here).sum(axis=1) for kind in ARMS}
        found.append(Due(board.states[who], board.states[whom], when - turn, crews, amount, arms))
    return tuple(found)
