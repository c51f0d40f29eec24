"""Logistics: men and equipment come up, move along links, and live as far from the railhead as supply lets them.

A month is long enough to cross the theatre by rail, so orders name the wanted distribution of a force and not its
routes; what limits it is that a force moves only where supplied land leads, and only a part of it in a month. Distance
from the depot is measured in km of rail: ground that railheads have not caught up with counts at its full side,
divided by the traffic it bears, and a corridor held in part costs 100 km for every factor e of share.
Strength falls with that distance [Boulding1962]; trucks sustain about 145 km beyond the railhead [Vershinin2021].
Judged by force levels and aid deliveries.
"""

from dataclasses import dataclass, replace

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array, namespace, number, scatter_add
from wargame.board import FAR, Board
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.tables import clear, insert
from wargame.world import (
    DELIVERY,
    Shipments,
    World,
    beside,
    by_state,
    cut_off,
    entered,
    over_state,
    per_holder,
    with_theatre,
)


@dataclass(frozen=True)
class Logistics:
    """Numbers of logistics."""

    redeploy: Leaf = leaf(0.60, "1/month", "share of a region's force that can change region", 0.4, 0.8)
    corridor: Leaf = leaf(100.0, "km", "cost of passing a region held to 1/e", 60.0, 150.0)
    reach: Leaf = leaf(400.0, "km", "supply distance beyond which no force is sent", 250.0, 600.0)
    foothold: Leaf = leaf(0.02, "share", "of a region that must be held to send a force through it", 0.01, 0.05)
    repair: Leaf = leaf(0.35, "1/month", "share of a bridge's damage made good", 0.2, 0.5)
    aid_units: Leaf = leaf(6.0, "units/EUR bn", "equipment in a billion of military aid", 5.0, 20.0, tuned=True)
    call_up: Leaf = leaf(0.0025, "1/month", "largest share of the population called up in a month", 0.001, 0.004)


def deliver(world: World, orders: Orders, params: Logistics, draws: Chance) -> World:
    """What was ordered earlier arrives: equipment from donors and factories, men from training; bridges mend."""
    xp, p, dt = world.xp, shaped(params, 1), min(world.dt, 1.0)
    ships = world.shipments
    due = (ships.live > 0.5) & (ships.due <= world.turn)
    landed = 0.0 * world.reserve
    if bool(xp.any(due)):
        pair = xp.reshape(xp.astype(ships.pair, xp.int64), (-1,))
        landed = scatter_add(
            landed, xp.reshape(xp.take(world.board.whom, pair, axis=0), ships.pair.shape), number(due) * ships.amount
        )
    return replace(
        world,
        materiel=world.materiel + landed * p.aid_units + world.ordered[:, :, 0] * dt,
        ordered=_advanced(world.ordered, dt),
        reserve=world.reserve + world.training[:, :, 0] * dt,
        training=_advanced(world.training, dt),
        shipments=clear(ships, due),
        received=world.received + landed,
        spans=_mended(world, orders, p, dt),
    )


def _advanced(pipe: Array, dt: float) -> Array:
    """A pipeline moved on by a turn; a short turn moves its part."""
    xp = namespace(pipe)
    left = pipe * (1.0 - dt)
    moved = xp.concat([pipe[:, :, 1:], xp.zeros_like(pipe[:, :, :1])], axis=2) * dt
    return left + moved


def _mended(world: World, orders: Orders, p: Logistics, dt: float) -> Array:
    xp = world.xp
    struck = xp.sum(orders.strike, axis=1)
    whole = world.spans + p.repair * dt * (1.0 - world.spans) - struck * dt
    return xp.minimum(xp.maximum(whole, 0.05), 1.0)


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
    return replace(
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


def muster(world: World, orders: Orders, params: Logistics, draws: Chance) -> World:
    """The fallen leave the rolls, reserves that answered are at the front, new men and equipment are on their way."""
    xp, b = world.xp, world.board
    forces = world.forces[..., : b.contested] + world.committed - world.fallen
    called = xp.minimum(orders.mobilise, world.manpower)
    return replace(
        world,
        forces=with_theatre(world.forces, xp.maximum(forces, 0.0), b),
        reserve=xp.maximum(world.reserve - by_state(world.committed, b), 0.0),
        manpower=world.manpower - called,
        training=_entered(world.training, called),
        materiel=xp.maximum(world.materiel - world.burnt, 0.01),
        ordered=_entered(world.ordered, world.procured),
        shipments=_shipped(world, orders),
    )


def _entered(pipe: Array, amount: Array) -> Array:
    """A pipeline with new entries at its far end."""
    xp = namespace(pipe)
    return xp.concat([pipe[:, :, :-1], pipe[:, :, -1:] + amount[:, :, None]], axis=2)


def _shipped(world: World, orders: Orders) -> Shipments:
    """The aid decided this turn, put under way."""
    xp = world.xp
    if orders.aid.shape[1] == 0 or not bool(xp.any(orders.aid > 0.0)):
        return world.shipments
    pair = xp.zeros_like(orders.aid) + xp.astype(xp.arange(orders.aid.shape[1]), xp.float64)
    due = xp.zeros_like(orders.aid) + float(world.turn + DELIVERY)
    new = Shipments(
        live=number(orders.aid > 0.0), pair=pair, amount=orders.aid, due=due, refused=world.shipments.refused
    )
    return insert(world.shipments, new)
