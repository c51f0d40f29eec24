"""Aid: out of a donor's stocks, under way for some turns, then equipment and kinds of arms in service."""

from dataclasses import replace
from typing import Any

from wargame.assumptions import decay, fit
from wargame.axes import Array, namespace, number, scatter_add, sum_of_few
from wargame.forum import ARMS, CREWED
from wargame.orders import Orders
from wargame.rules.logistics.numbers import Logistics
from wargame.rules.states import States
from wargame.tables import clear, insert
from wargame.world import CREWS, DELIVERY, Shipments, World


def lendable(world: World) -> Array:
    """What a donor can part with for each partner, `[R,D]` EUR bn: its stock, shared out evenly among its partners."""
    xp, b = world.xp, world.board
    same = number(b.who[:, None] == b.who[None, :]) * b.patron
    share = b.patron / xp.maximum(xp.sum(same, axis=1), 1.0)
    return xp.take(world.stock, b.who, axis=1) * share


def handed_over(world: World) -> tuple[Shipments, Array, Array | None]:
    """What arrives now: the shipments left, EUR bn by recipient, and of that by kind of arms (none where none is).

    What needs crews waits where it came until they are trained; the rest of its shipment doesn't.
    """
    xp, ships = world.xp, world.shipments
    due = (ships.live > 0.5) & (ships.due <= world.turn)
    slots = xp.nonzero(xp.any(due, axis=0))[0]  # what is due nowhere only adds zeros
    if slots.shape[0] == 0:
        return ships, 0.0 * world.reserve, None
    here = number(xp.take(due, slots, axis=1))
    kinds = {kind: here * xp.take(getattr(ships, kind), slots, axis=1) for kind in ARMS}
    arrived = here * xp.take(ships.amount, slots, axis=1)
    if not bool(xp.any(kinds["fires"] + kinds["armour"] + kinds["air_defence"] + kinds["long_range"] > 0.0)):
        return clear(ships, due), _landed(world, slots, arrived), None
    stays = number(xp.take(ships.training, slots, axis=1) > 0.0)
    for kind in CREWED:
        arrived = arrived - stays * kinds[kind]
        kinds[kind] = kinds[kind] * (1.0 - stays)
    arms = xp.stack([_landed(world, slots, kinds[kind]) for kind in ARMS], axis=2)
    waits = due & (ships.training > 0.0)
    return clear(_waiting(ships, waits), due & ~waits), _landed(world, slots, arrived), arms


def _waiting(ships: Shipments, waits: Array) -> Shipments:
    """Shipments of which only what needs crews is left, until these are trained."""
    gone, crewed = number(~waits), ships.armour + ships.air_defence
    return replace(
        ships,
        amount=namespace(gone).where(waits, crewed, ships.amount),
        fires=ships.fires * gone,
        long_range=ships.long_range * gone,
        due=ships.due + (1.0 - gone) * ships.training,
        training=ships.training * gone,
    )


def _landed(world: World, slots: Array, amount: Array) -> Array:
    """Amounts by slot of the table, summed by recipient, `[R,S]`."""
    xp = world.xp
    pair = xp.reshape(xp.astype(xp.take(world.shipments.pair, slots, axis=1), xp.int64), (-1,))
    return scatter_add(0.0 * world.reserve, xp.reshape(xp.take(world.board.whom, pair, axis=0), amount.shape), amount)


def given(world: World, orders: Orders) -> Array:
    """What each state gives out of its own stocks this turn, `[R,S]` EUR bn."""
    who = world.xp.broadcast_to(world.board.who, orders.aid.shape)
    return scatter_add(0.0 * world.output, who, orders.aid)


def refilled(world: World, sent: Array, p: Logistics, states: States) -> Array:
    """Stocks less what was sent, and what military spending puts back; a warehouse that is full takes no more."""
    xp = world.xp
    bought = p.rebuild * states.gdp * world.output * world.war_effort * (world.dt / 12.0)
    full = xp.maximum(p.stocks * states.military_spending, world.stock)
    return xp.minimum(xp.maximum(world.stock - sent, 0.0) + bought, full)


def worn(world: World, p: Logistics) -> Array:
    """Arms left in service: they are used up as all equipment is, and wear out with time."""
    if not bool(world.xp.any(world.kit > 0.0)):
        return world.kit
    used = world.burnt / world.xp.maximum(world.materiel, 1e-9)
    fading = fit(decay(p.kit_months, world.dt), 2)
    return world.kit * (1.0 - used[:, :, None]) * fading


def shipped(world: World, orders: Orders) -> Shipments:
    """The aid decided this turn, put under way: by donors, and by alliances the turn before."""
    xp, gift = world.xp, orders.aid + world.pledged
    if gift.shape[1] == 0 or not bool(xp.any(gift > 0.0)):
        return world.shipments
    told = orders.arms / xp.maximum(sum_of_few(orders.arms), 1.0)[:, :, None]
    arms: dict[str, Any] = {kind: orders.aid * told[:, :, i] for i, kind in enumerate(ARMS)}
    crewed = arms["armour"] + arms["air_defence"]
    new = Shipments(
        live=number(gift > 0.0),
        pair=xp.zeros_like(gift) + xp.astype(xp.arange(gift.shape[1]), xp.float64),
        amount=gift,
        due=xp.zeros_like(gift) + float(world.turn + DELIVERY),
        training=number(crewed > 0.0) * float(CREWS),
        refused=world.shipments.refused,
        **arms,
    )
    return insert(world.shipments, new)
