"""Energy."""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules.states import States
from wargame.world import World


@dataclass(frozen=True)
class Energy:
    """Numbers of energy."""

    scale: Leaf = leaf(1.0, "ratio", "to be replaced", 0.5, 2.0)


def trade(world: World, orders: Orders, params: tuple[Energy, States], draws: Chance) -> World:
    """A turn."""
    return world
