"""Strikes: which bridges can be struck at, and how hard."""

from weakref import WeakKeyDictionary

import numpy as np

from wargame.assumptions import fit
from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.forum import ARMS
from wargame.rules.logistics.numbers import Logistics
from wargame.world import World, entered

LONG = ARMS.index("long_range")
_ENDS: WeakKeyDictionary[Board, tuple[Array, Array]] = WeakKeyDictionary()


def in_reach(world: World, enemy: Array, p: Logistics) -> Array:
    """Share of each bridge's carrying power that a holder can strike at, `[R,H,B]`.

    At the front, where it holds one end and enemies stand at the same or the other, guns reach all of it; from ground
    held next door to an end it takes arms of long range, and as much as they are. `enemy` `[R,H,C]` is above 0 where
    enemies hold ground.
    """
    xp, b = world.xp, world.board
    if not b.bridges:
        return xp.zeros((world.runs, b.holders, 0))
    held = number(world.control[..., : b.contested] > fit(p.foothold, 2))
    here, foes = _at_ends(held, b), _at_ends(number(enemy > 1e-6), b)
    if not bool(xp.any(world.kit[:, :, LONG] > 0.0)):
        return here * foes
    door = _at_ends(number(entered(held, b) > 0.0), b)
    rockets = world.kit[:, :, LONG] / (world.kit[:, :, LONG] + fit(p.deep, 1))
    states = xp.asarray(np.maximum(np.asarray(b.span_holder), 0).reshape(-1))
    return xp.maximum(here, door * xp.reshape(xp.take(rockets, states, axis=1), here.shape)) * foes


def _at_ends(x: Array, b: Board) -> Array:
    """The greater of what stands at a bridge's two ends for each holder of the first, `[R,H,B]`."""
    xp, shape = namespace(x), (x.shape[0], b.holders, len(b.bridges))
    flat = xp.concat([xp.reshape(x, (shape[0], -1)), xp.zeros((shape[0], 1))], axis=1)
    first, second = (xp.reshape(xp.take(flat, xp.asarray(end), axis=1), shape) for end in _slots_at(b))
    return xp.maximum(first, second)


def _slots_at(b: Board) -> tuple[Array, Array]:
    """Where in `[H,C]` the holders of a bridge's first end stand at its two ends, H*C nowhere; worked out once."""
    found = _ENDS.get(b)
    if found is None:
        who, holder = np.asarray(b.span_holder), np.asarray(b.holder)[:, : b.contested]
        ends = np.full((2, *who.shape), holder.size, dtype=np.int64)
        for (h, k), state in np.ndenumerate(who):
            for end, region in enumerate(b.bridges[k].split(":")):
                n = b.regions.index(region)
                there = holder[:, n].tolist() if n < b.contested else []
                if state >= 0 and state in there:
                    ends[end, h, k] = there.index(state) * b.contested + n
        found = (ends[0].reshape(-1), ends[1].reshape(-1))
        _ENDS[b] = found
    return found
