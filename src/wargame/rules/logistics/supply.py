"""Supply: what was ordered earlier arrives, and what this turn used up, called up and gave away is booked."""

from wargame.assumptions import shaped
from wargame.axes import Array, namespace, sum_of_few
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules.logistics.aid import given, handed_over, refilled, shipped, worn
from wargame.rules.logistics.numbers import Logistics
from wargame.rules.states import States
from wargame.world import World, by_state, per_holder, renewed, under_arms, with_theatre


def deliver(world: World, orders: Orders, params: Logistics, draws: Chance) -> World:
    """What was ordered earlier arrives: equipment from donors and factories, men from training; bridges mend."""
    p, dt = shaped(params, 1), min(world.dt, 1.0)
    ships, landed, arms = handed_over(world)
    equipment = landed if arms is None else landed - sum_of_few(arms)
    return renewed(
        world,
        materiel=world.materiel + equipment * p.aid_units + world.ordered[:, :, 0] * dt,
        ordered=_advanced(world.ordered, dt),
        reserve=world.reserve + world.training[:, :, 0] * dt,
        training=_advanced(world.training, dt),
        shipments=ships,
        received=world.received + landed,
        kit=world.kit if arms is None else world.kit + arms,
        spans=mended(world.spans, world.xp.sum(orders.strike, axis=1), p, dt),
    )


def _advanced(pipe: Array, dt: float) -> Array:
    """A pipeline moved on by a turn; a short turn moves its part."""
    steps = range(pipe.shape[2])
    left = [pipe[:, :, k] * (1.0 - dt) for k in steps]
    return namespace(pipe).stack([left[k] + pipe[:, :, k + 1] * dt for k in steps[:-1]] + left[-1:], axis=2)


def mended(spans: Array, struck: Array, p: Logistics, dt: float) -> Array:
    """What bridges carry after a turn in which they were struck at and mended, `[R,B]`."""
    xp = namespace(spans)
    whole = spans + p.repair * dt * (1.0 - spans) - struck * dt
    return xp.minimum(xp.maximum(whole, 0.05), 1.0)


def muster(world: World, orders: Orders, params: tuple[Logistics, States], draws: Chance) -> World:
    """The fallen leave the rolls, reserves that answered are at the front; men, equipment and aid are on their way."""
    xp, b, p = world.xp, world.board, shaped(params[0], 1)
    forces = world.forces[..., : b.contested] + world.committed - world.fallen
    called = xp.minimum(orders.mobilise, world.manpower)
    sent = given(world, orders)
    mustered = renewed(
        world,
        forces=with_theatre(world.forces, xp.maximum(forces, 0.0), b),
        reserve=xp.maximum(world.reserve - by_state(world.committed, b), 0.0),
        manpower=world.manpower - called,
        training=_entered(world.training, called),
        materiel=xp.maximum(world.materiel - world.burnt, 0.01),
        ordered=_entered(world.ordered, world.procured),
        kit=worn(world, params[0]),
        stock=refilled(world, sent, p, params[1]),
        granted=world.granted + orders.aid + world.pledged,
        shipments=shipped(world, orders),
    )
    return _sent_home(mustered)


def _sent_home(world: World) -> World:
    """Of the men at the front, in reserve and in training the share that a cap sends home, to be called up again."""
    if not bool(world.xp.any(world.demobilised > 0.0)):
        return world
    b, stay = world.board, 1.0 - world.demobilised
    men = under_arms(world.forces, world.reserve, world.training, b)
    return renewed(
        world,
        forces=with_theatre(world.forces, world.forces[..., : b.contested] * per_holder(stay, b), b),
        reserve=world.reserve * stay,
        training=world.training * stay[:, :, None],
        manpower=world.manpower + men * world.demobilised,
    )


def _entered(pipe: Array, amount: Array) -> Array:
    """A pipeline with new entries at its far end."""
    before = [pipe[:, :, k] for k in range(pipe.shape[2] - 1)]
    return namespace(pipe).stack([*before, pipe[:, :, -1] + amount], axis=2)
