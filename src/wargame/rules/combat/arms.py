"""Arms: what kinds of arms in service add to men, more the more there are to a man, and ever less of it."""

from dataclasses import dataclass

from wargame.axes import Array
from wargame.forum import ARMS
from wargame.rules.combat.front import against
from wargame.rules.combat.numbers import Combat
from wargame.world import World, per_holder


@dataclass(frozen=True)
class Edge:
    """Factors that are 1 without arms of these kinds, `[R,H,1]` or `[R,H,C]`."""

    power: Array  # of all men: fires
    thrust: Array  # of those who attack: armour
    toll: Array  # of own losses: air defence
    harassed: Array  # of the way supply has to go: enemies' long range


def edge_of(world: World, men: Array, foes: list[Array], p: Combat) -> Edge:
    """What arms in service do for a holder's men and to its enemies' supply; `men` are thousands in all."""
    xp, b = world.xp, world.board
    if not bool(xp.any(world.kit > 0.0)):  # the same as a kit of 0, bit for bit, and faster
        one = xp.ones_like(men[:1, ...])
        return Edge(one, one, one, one)

    def share(kind: str, half: Array) -> Array:
        kit = per_holder(world.kit[:, :, ARMS.index(kind)], b)
        part: Array = kit / (kit + half * xp.maximum(men, 1e-6))
        return part

    reach = xp.minimum(against(share("long_range", p.deep_half), foes), 1.0)
    return Edge(
        power=1.0 + p.fires_gain * share("fires", p.fires_half),
        thrust=1.0 + p.armour_gain * share("armour", p.armour_half),
        toll=1.0 - p.air_gain * share("air_defence", p.air_half),
        harassed=1.0 + p.deep_gain * reach,
    )
