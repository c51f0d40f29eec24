"""Movement: forces go where they are wanted, as far as supplied land leads; and how far that is from a depot."""

from wargame.assumptions import shaped
from wargame.axes import Array, namespace, number
from wargame.board import FAR, Board
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules.logistics.numbers import Logistics
from wargame.world import World, beside, by_state, cut_off, entered, over_state, per_holder, renewed, with_theatre


def redeploy(world: World, orders: Orders, params: Logistics, draws: Chance) -> World:
    """Forces move towards the wanted distribution; those that give ground up go to the reserve."""
    xp, p, b = world.xp, shaped(params, 2), world.board
    forces = world.forces[..., : b.contested]
    leaving = forces * orders.withdraw
    distance = supply_distance(world, p)
    reserve = world.reserve + by_state(leaving - world.fallen, b)
    forces = forces - leaving
    wanted = _wanted(
        orders.effort * number(reachable(world, distance, p)), orders.effort, forces, per_holder(reserve, b), b
    )
    still = xp.exp(xp.log(xp.maximum(1.0 - p.redeploy + xp.zeros((1, 1, 1)), 1e-12)) * min(world.dt, 1.0))
    keep = xp.minimum(forces, xp.maximum(wanted, forces * xp.maximum(still, cut_off(distance))))
    need = wanted - xp.minimum(keep, wanted)
    pool = over_state(forces - keep, b) + per_holder(reserve, b)
    asked = over_state(need, b)
    sent = need * xp.minimum(1.0, pool / xp.maximum(asked, 1e-12))
    moved = keep + sent
    return renewed(
        world,
        forces=with_theatre(world.forces, moved, b),
        reserve=xp.maximum(reserve + by_state(forces - moved, b), 0.0),
        distance=distance,
        fresh=xp.maximum(moved - forces, 0.0) / xp.maximum(moved, 1e-9),
    )


def _wanted(allowed: Array, asked: Array, forces: Array, reserve: Array, b: Board) -> Array:
    """Men wanted in each region: the allowed wishes scaled to what was asked for; without wishes all stay."""
    xp = namespace(forces)
    sum_asked, sum_allowed = over_state(asked, b), over_state(allowed, b)
    share = xp.minimum(sum_asked, 1.0) / xp.maximum(sum_allowed, 1e-12)
    wanted = allowed * (share * (over_state(forces, b) + reserve))
    return xp.where(sum_asked > 0.0, wanted, forces)


def supply_distance(world: World, p: Logistics) -> Array:
    """Km of rail from the nearest depot to each region's entry, `[R,H,C]`: sweeps until no run finds a shorter way.

    Sweeps start from the depots alone. From last turn's distances two would do, but regions that were cut off together
    would go on finding their way through each other.
    """
    xp, b = world.xp, world.board
    control = world.control[..., : b.contested]
    behind = xp.maximum(control - world.settled, 0.0) * (b.side / b.traffic)[: b.contested]
    held = number(control > p.foothold)
    cross = behind - p.corridor * xp.log(xp.maximum(control, 1e-4)) + FAR * (1.0 - held)
    haul = [_hauled(world, k) for k in range(b.haul.shape[0])]
    away = FAR * number((b.depot < 0.5) | (control < 0.5))
    distance = xp.minimum(away, b.base)
    for _ in range(b.contested):
        through, nearer = distance + cross, distance
        for k, cost in enumerate(haul):
            nearer = xp.minimum(nearer, beside(through, b, k) + cost)
        if not bool(xp.any(nearer < distance)):
            break
        distance = nearer
    return distance


def _hauled(world: World, k: int) -> Array:
    """Km of rail that crossing to the k-th neighbour costs, more where its bridge is damaged."""
    xp, b = world.xp, world.board
    if k not in b.spanned:
        return b.haul[k, ...]
    whole = xp.concat([xp.zeros((world.runs, 1)) + 1.0, world.spans], axis=1)
    carry = xp.reshape(xp.take(whole, b.span[k, ...], axis=1), (world.runs, b.holders, b.contested))
    return b.haul[k, ...] / carry


def reachable(world: World, distance: Array, p: Logistics) -> Array:
    """Where a force may be sent: ground held there or next door over a usable link, and supplied."""
    b = world.board
    held = number(world.control[..., : b.contested] > p.foothold)
    ways = held + b.behind + entered(held, b)
    return (ways > 0.0) & (distance < p.reach) & (b.valid > 0.5)
