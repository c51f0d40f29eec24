"""Leakage: third states that take over what the measures cut, if they are willing, and profit by it [Early2015].

Numbers come shaped for one axis after the run.
"""

from dataclasses import dataclass
from typing import Protocol
from weakref import WeakKeyDictionary

import numpy as np

from wargame.assumptions import decay, fit
from wargame.axes import Array, namespace, scatter_add, sum_of_few
from wargame.board import Board
from wargame.forum import SECTORS
from wargame.rules.sanctions.numbers import Sanctions
from wargame.rules.sanctions.pressure import MOST, by_sector
from wargame.rules.states import States
from wargame.world import World

REPLACED = 0.95  # of what is lost that can be made good at most


@dataclass(frozen=True)
class Ways:
    """Where a route stands in other arrays, worked out once a board."""

    target: Array  # [J] among the targets
    whom: Array  # [J] the target as a state
    cell: Array  # [J*K] a route's target, sector and third state as one index into `[T*K*S]`
    through: Array  # [T,J] 1 where a route leads to a target


_KNOWN: WeakKeyDictionary[Board, Ways] = WeakKeyDictionary()


def ways(board: Board) -> Ways:
    """The routes of a board."""
    known = _KNOWN.get(board)
    if known is None:
        f, xp = board.forum, namespace(board.forum.third)
        to = np.array([t for _, t in f.routes], dtype=np.int64)
        third = np.array([j for j, _ in f.routes], dtype=np.int64)
        cell = ((to[:, None] * len(SECTORS) + np.arange(len(SECTORS))) * len(board.states) + third[:, None]).reshape(-1)
        through = (np.arange(len(f.targets))[:, None] == to) * 1.0
        known = Ways(*(xp.asarray(x) for x in (to, np.array(f.targets, dtype=np.int64)[to], cell, through)))
        _KNOWN[board] = known
    return known


def leakage(routed: Array, board: Board) -> Array:
    """Share of each target's lost dealings that third states replace by sector, `[R,T,K]`."""
    xp, through = namespace(routed), ways(board).through
    sums = [xp.sum(routed * through[t, :, None], axis=1) for t in range(len(board.forum.targets))]
    return xp.minimum(xp.stack(sums, axis=1), REPLACED)


def rerouted(world: World, levels: list[Array], share: Array, p: Sanctions, states: States) -> Array:
    """Ways round, a turn on, `[R,J,K]`: wider where more is forbidden and the third state is near the target.

    `levels` are what states apply, `[R,K,S]` each; `share` `[R,T,K]` is what a target has lost. A third state that
    applies the measures itself replaces so much less.
    """
    xp, known = world.xp, ways(world.board)
    applies = xp.reshape(xp.stack(levels, axis=1), (world.runs, -1))
    free = 1.0 - xp.reshape(xp.take(applies, known.cell, axis=1), world.routed.shape)
    open_ = openness(world, p)[:, :, None]
    worth = xp.take(share / (share + fit(p.foothold, 2) + 1e-12), known.target, axis=1)
    step = 1.0 - fit(decay(p.route_months, world.dt), 2)
    return world.routed + (states.caps * open_ * free * worth - world.routed) * step


class Seen(Protocol):
    """What ways round are read from: the world, or a view of it."""

    @property
    def board(self) -> Board: ...  # noqa: D102
    @property
    def lean(self) -> Array: ...  # noqa: D102
    @property
    def enforced(self) -> Array: ...  # noqa: D102


def openness(seen: Seen, p: Sanctions) -> Array:
    """How far each route stands open, `[R,J]`: by how near the third state is to the target, less what is closed."""
    xp, known = namespace(seen.lean), ways(seen.board)
    apart = xp.abs(xp.take(seen.lean, seen.board.forum.third, axis=1) - xp.take(seen.lean, known.whom, axis=1))
    return (1.0 - apart) * (1.0 - xp.take(p.enforcement * seen.enforced, known.target, axis=1))


def prospective(seen: Seen, p: Sanctions, states: States, target: int) -> Array:
    """Share of a target's dealings that would leak in the end if all were forbidden, `[R,K]`: a forecast."""
    xp = namespace(seen.lean)
    if not seen.board.forum.routes:
        return xp.zeros((seen.lean.shape[0], len(SECTORS)))
    open_ = openness(seen, p)[:, :, None] * states.caps * ways(seen.board).through[target, :, None]
    return xp.minimum(xp.sum(open_, axis=1), REPLACED)


def profits(world: World, share: Array, p: Sanctions, states: States) -> Array:
    """Share of output that third states gain by what goes round through them, `[R,S]`."""
    xp, known, third = world.xp, ways(world.board), world.board.forum.third
    points = xp.take(by_sector(p, "", share) * share, known.target, axis=1)
    saved = p.bite * sum_of_few(world.routed * points) / 100.0
    gain = p.margin * saved * (xp.take(states.gdp, known.whom, axis=0) / xp.take(states.gdp, third, axis=0))
    return xp.minimum(scatter_add(0.0 * world.output, xp.broadcast_to(third, gain.shape), gain), MOST)
