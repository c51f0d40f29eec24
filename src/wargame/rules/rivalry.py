"""Rivals: what a state and an alliance that face each other do to each other, counted alike for rules and policies."""

from dataclasses import dataclass
from typing import Protocol
from weakref import WeakKeyDictionary

import numpy as np

from wargame.assumptions import Leaf
from wargame.axes import Array, namespace
from wargame.board import Board


class Seen(Protocol):
    """What a rivalry is read from: the world, or a view of it."""

    @property
    def board(self) -> Board: ...  # noqa: D102
    @property
    def war(self) -> Array: ...  # noqa: D102
    @property
    def member(self) -> Array: ...  # noqa: D102
    @property
    def cohesion(self) -> Array: ...  # noqa: D102
    @property
    def flank(self) -> Array: ...  # noqa: D102
    @property
    def pressure(self) -> Array: ...  # noqa: D102


@dataclass(frozen=True)
class Places:
    """Where to look on a board, worked out once."""

    fight: Array  # [X*D] the pair in which the rival state is at war with the partner of a pair, D none
    target: Array  # [X] the rival state among the targets, T none


_KNOWN: WeakKeyDictionary[Board, Places] = WeakKeyDictionary()


def places(board: Board) -> Places:
    """Where the rivals of a board stand in other tables."""
    known = _KNOWN.get(board)
    if known is None:
        f, D = board.forum, len(board.pairs)
        wars = {(a, b): d for d, (a, b, kind) in enumerate(board.pairs) if kind == "war"}
        fight = [
            wars.get((s, whom), D) if kind == "patron" else D for s, _ in f.rivals for _, whom, kind in board.pairs
        ]
        target = [f.targets.index(s) if s in f.targets else len(f.targets) for s, _ in f.rivals]
        known = Places(np.array(fight, dtype=np.int64), np.array(target, dtype=np.int64))
        _KNOWN[board] = known
    return known


def arming(seen: Seen, gifts: Array) -> Array:
    """Of gifts by pair, `[R,D,...]`, what an alliance's members give those at war with its rival, `[R,X,...]`."""
    xp, b = namespace(seen.war), seen.board
    X, D, runs = len(b.forum.rivals), len(b.pairs), seen.war.shape[0]
    fights = xp.take(_with_none(seen.war), xp.asarray(places(b).fight), axis=1)
    members = xp.take(xp.take(seen.member, b.forum.rival_body, axis=1), b.who, axis=2)
    counted = xp.reshape(fights, (runs, X, D)) * members
    if len(gifts.shape) > 2:
        return xp.matmul(counted, gifts)
    return xp.sum(counted * gifts[:, None, :], axis=2)


def embroiled(seen: Seen) -> Array:
    """1 where the rival state is at war with a partner of the alliance's members, `[R,X]`."""
    xp = namespace(seen.war)
    return xp.minimum(arming(seen, xp.zeros((seen.war.shape[0], len(seen.board.pairs))) + 1.0), 1.0)


def pressed(seen: Seen) -> Array:
    """Points of output that measures cost the rival state, `[R,X]`."""
    xp = namespace(seen.pressure)
    return xp.take(_with_none(seen.pressure), xp.asarray(places(seen.board).target), axis=1)


def posture(seen: Seen, alone: Leaf, deployed: Leaf) -> Array:
    """What retaliation the rival state has to expect, `[R,X]`, 0 to 1, for numbers of shape `[R,1]`.

    Cohesion says whether the members would answer as one; `alone` is what that weighs without anyone deployed, and
    `deployed` the thousand men on the flank that add half of the rest.
    """
    xp, f = namespace(seen.flank), seen.board.forum
    flank = xp.take(seen.flank, f.rival_body, axis=1)
    together = xp.take(seen.cohesion, f.rival_body, axis=1)
    expected: Array = together * (alone + (1.0 - alone) * half_way(flank, deployed))
    return expected


def half_way(x: Array, half: Leaf) -> Array:
    """How far something that saturates has come, 0 to 1: half where it is `half`."""
    share: Array = x / namespace(x).maximum(x + half, 1e-12)
    return share


def of_members(x: Array, seen: Seen, weight: Array) -> Array:
    """Mean of a number by state, `[R,S]`, over the members of each rival's alliance, by weight `[S]`: `[R,X]`."""
    xp = namespace(x)
    weights = xp.take(seen.member, seen.board.forum.rival_body, axis=1) * weight
    mean: Array = xp.sum(weights * x[:, None, :], axis=2) / xp.maximum(xp.sum(weights, axis=2), 1e-12)
    return mean


def _with_none(x: Array) -> Array:
    """With a last column of nothing, for what is not there."""
    xp = namespace(x)
    return xp.concat([x, xp.zeros((x.shape[0], 1))], axis=1)
