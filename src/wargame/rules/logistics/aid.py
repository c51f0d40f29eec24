"""Aid: out of a donor's stocks, under way for some turns, then equipment and kinds of arms in service."""

from dataclasses import replace
from typing import Any

from wargame.assumptions import decay, fit
from wargame.axes import Array, number, scatter_add
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
    due, none = (ships.live > 0.5) & (ships.due <= world.turn), 0.0 * world.reserve
    if not bool(xp.any(due)):
        return ships, none, None
    kinds = {kind: getattr(ships, kind) for kind in ARMS}
    if not bool(xp.any((kinds["fires"] + kinds["armour"] + kinds["air_defence"] + kinds["long_range"]) * number(due))):
        return clear(ships, due), _landed(world, none, number(due) * ships.amount), None
    waits = due & (ships.training > 0.0)
    slow = {kind: number(waits) * kinds[kind] for kind in CREWED}
    kept = slow["armour"] + slow["air_defence"]
    arrived = number(due) * ships.amount - kept
    arms = [_landed(world, none, number(due) * kinds[kind] - slow.get(kind, 0.0)) for kind in ARMS]
    left = replace(
        ships,
        amount=xp.where(waits, kept, ships.amount),
        due=ships.due + number(waits) * ships.training,
        training=ships.training * number(~waits),
        **{kind: kinds[kind] * number(~waits) for kind in ARMS if kind not in CREWED},
    )
    return clear(left, due & ~waits), _landed(world, none, arrived), xp.stack(arms, axis=2)


def _landed(world: World, none: Array, amount: Array) -> Array:
    """Amounts by slot of the table, summed by recipient, `[R,S]`."""
    xp = world.xp
    pair = xp.reshape(xp.astype(world.shipments.pair, xp.int64), (-1,))
    return scatter_add(none, xp.reshape(xp.take(world.board.whom, pair, axis=0), amount.shape), amount)


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
    told = orders.arms / xp.maximum(xp.sum(orders.arms, axis=2, keepdims=True), 1.0)
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
