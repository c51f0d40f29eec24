"""Fog: an observer reads an adversary's strength with a lasting error and a fresh one; no copy of the board is kept.

What partners share with the observer narrows both.
"""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array
from wargame.draws import Chance
from wargame.world import World


@dataclass(frozen=True)
class Fog:
    """Numbers of fog."""

    lasting: Leaf = leaf(0.10, "ln", "sd of an observer's error about an adversary, campaign", 0.0, 0.3)
    fresh: Leaf = leaf(0.15, "ln", "sd of an observer's error about an adversary, turn", 0.0, 0.4)
    narrowed: Leaf = leaf(0.6, "share", "of both errors that goes where partners share all they know", 0.2, 0.9)


def error(world: World, params: Fog, draws: Chance) -> Array:
    """The factor by which the observer of each pair that may be at war misreads the other, `[R,W]`."""
    p, xp = shaped(params, 1), world.xp
    observer = world.board.who[: world.board.sizes()["W"]]
    left = 1.0 - p.narrowed * xp.take(world.intelligence, observer, axis=1)
    return xp.exp(left * (p.lasting * world.bias + p.fresh * draws.normal("fog")))
