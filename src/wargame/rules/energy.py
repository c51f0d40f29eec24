"""Energy: gas that is bought across borders, its price and storage, and the hold that exporters have by it.

Importers who buy on one market share its price. What exporters withhold is missing there until demand is saved, which
begins at once, and until new supply arrives, which takes its lead. An importer can give up a contract and have it
replaced, sooner or later by its alternatives. Storage fills and empties with the seasons; the price answers to what is
missing in a year and in storage. Judged by the price of gas and by the share of an exporter in an alliance's imports.
"""

from dataclasses import dataclass
from math import cos, exp, pi
from typing import Protocol

from wargame.assumptions import Leaf, decay, leaf, shaped
from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules.states import States
from wargame.world import World, renewed

MONTHS = 12.0
PEAK = 9.75  # month at whose end storage is usually fullest
TWH = 9.77  # TWh in a bcm of gas


@dataclass(frozen=True)
class Energy:
    """Numbers of energy. Those marked as tuned were set on the price of gas in 2022 and 2023."""

    normal: Leaf = leaf(28.0, "EUR/MWh", "price when nothing is missing", 15.0, 40.0, tuned=True)
    start: Leaf = leaf(0.0, "ln", "price at state 0 above the normal one", -0.5, 1.5)
    filled: Leaf = leaf(0.0, "fill", "storage at state 0 above what is usual for the season", -0.3, 0.2)
    tight: Leaf = leaf(0.0, "share", "of demand that the market was short of before state 0", 0.0, 0.08)
    steep: Leaf = leaf(
        22.0, "ln", "of price for a year's demand missing, demand and supply as they are", 14.0, 33.0, tuned=True
    )
    sticky: Leaf = leaf(5.5, "months", "for the price to follow what is missing", 2.5, 6.5, tuned=True)
    lowest: Leaf = leaf(-0.4, "ln", "least price against the normal one", -1.0, 0.0)
    highest: Leaf = leaf(3.5, "ln", "greatest price against the normal one", 3.0, 4.0)
    choke: Leaf = leaf(2.3, "ln", "price against the normal one above which industry shuts down", 2.0, 2.7)
    destroyed: Leaf = leaf(0.12, "share/ln", "of demand lost above that price", 0.05, 0.3, tuned=True)
    saving: Leaf = leaf(
        0.18, "share", "of demand saved at a price that stays high", 0.12, 0.3, "[RuhnauEtAl2023]", True
    )
    saving_at: Leaf = leaf(
        0.45, "1/ln", "share of that saving called up by a price above the normal one", 0.3, 1.0, tuned=True
    )
    saving_months: Leaf = leaf(2.0, "months", "for saving to follow the price", 1.0, 4.0, tuned=True)
    build: Leaf = leaf(0.14, "1/month/ln", "of the supply to be had that a dear market orders", 0.03, 0.2, tuned=True)
    push: Leaf = leaf(0.5, "ln", "of price that a common energy programme acts like", 0.2, 1.5)
    most: Leaf = leaf(0.26, "share", "of demand that new supply can meet", 0.2, 0.5, tuned=True)
    leave: Leaf = leaf(0.15, "1/month/ln", "of new supply that goes elsewhere when gas is cheap", 0.0, 0.2)
    quick: Leaf = leaf(1.0, "months", "to replace a contract where alternatives are at hand", 0.5, 3.0)
    slow: Leaf = leaf(12.0, "months", "to replace a contract where there are none", 8.0, 24.0)
    working: Leaf = leaf(2.9, "months", "of demand that full storage holds", 2.0, 3.5)
    usual: Leaf = leaf(0.62, "fill", "of storage, mean of a usual year", 0.5, 0.7)
    swing: Leaf = leaf(0.26, "fill", "by which storage swings around it with the seasons", 0.2, 0.35)
    cold: Leaf = leaf(0.15, "share/sd", "of the heating above the mean month that a cold month adds", 0.05, 0.3)
    felt: Leaf = leaf(0.4, "USD/EUR", "output lost to a euro more paid for gas from abroad", 0.15, 0.8)
    missing: Leaf = leaf(270.0, "EUR/MWh", "worth of gas withheld where it can't be bought", 100.0, 500.0)
    worst: Leaf = leaf(0.10, "share", "of output that dear energy costs at most", 0.06, 0.15)
    hedged: Leaf = leaf(6.0, "months", "for a price to reach the bills", 3.0, 12.0)


class Seen(Protocol):
    """What has ties: the world, or a view of it."""

    @property
    def board(self) -> Board: ...  # noqa: D102


@dataclass(frozen=True)
class Market:
    """The one market, in shares of its demand; arrays of a column, so that they go with those by state and by tie."""

    part: Array  # [G] or [R,G] of the market's demand that the importer of a tie uses, 0 outside the market
    demand: Array  # [1] or [R,1] bcm/month, mean of a year
    weight: Array  # [S] or [R,S] each state's part of the demand


def market(world: World, states: States) -> Market:
    """Who buys on the market, by what they used at state 0."""
    xp, f = world.xp, world.board.forum
    used = states.gas_use * f.market
    year = xp.maximum(xp.sum(used, axis=-1, keepdims=True), 1e-9 + 0.0 * used[..., :1])
    weight = used / year
    return Market(xp.take(weight, f.importer, axis=-1), year / MONTHS, weight)


def usual(p: Energy, month: float) -> Leaf:
    """How full storage usually is at a time of the year, in months from its beginning."""
    return p.usual + p.swing * cos(2.0 * pi * (month - PEAK) / MONTHS)


def opening(p: Energy, month: float) -> tuple[float, float]:
    """Price and storage at state 0, at a time of the year."""
    filling = float(usual(p, month) + p.filled)
    return float(p.normal) * exp(float(p.start)), min(max(filling, 0.0), 1.0)


def premium(price: Array, p: Energy) -> Array:
    """Share of the price that is paid for gas being short, 0 to 1."""
    xp = namespace(price)
    return xp.maximum(1.0 - p.normal / xp.maximum(price, 1e-9), 0.0)


@dataclass(frozen=True)
class Contracts:
    """What importers have by contract, `[R,G]`, and what is delivered of it."""

    gas: Array
    notice: Array
    withheld: Array
    replaced: Array  # [R,1] share of the market's demand that others took over this turn


def trade(world: World, orders: Orders, params: tuple[Energy, States], draws: Chance) -> World:
    """A month of gas: what is withheld and replaced, price, saving, storage, new supply, bills and leverage."""
    if not world.board.forum.gas:
        return world
    xp, p, states, dt = world.xp, shaped(params[0], 1), params[1], world.dt
    m, before = market(world, states), _above(world.gas_price, p)
    ours = _contracts(world, orders, p, states, m)
    supply = world.supply[:, None] + world.coming[:, :1] + ours.replaced * m.demand
    have = _offered(ours, p, states, m) + supply / m.demand
    shut = p.destroyed * xp.maximum(before - p.choke, 0.0)
    wanted = xp.maximum(1.0 - world.saving[:, None] - shut, 0.0)
    above = before + (_goal(world, wanted - have, p) - before) * (1.0 - decay(p.sticky, dt))
    called = p.saving * xp.minimum(p.saving_at * xp.maximum(above, 0.0), 1.0)
    saving = world.saving[:, None] + (called - world.saving[:, None]) * (1.0 - decay(p.saving_months, dt))
    wanted = xp.maximum(1.0 - saving - shut, 0.0)
    price = p.normal * xp.exp(above)
    missed = by_importer(ours.gas * ours.withheld, world)
    return renewed(
        world,
        gas=ours.gas,
        notice=ours.notice,
        withheld=ours.withheld,
        gas_price=price[:, 0],
        saving=saving[:, 0],
        storage=_stored(world, have, wanted, p, draws)[:, 0],
        supply=(supply * xp.exp(-dt * p.leave * xp.maximum(-above, 0.0)))[:, 0],
        coming=_ordered(world, supply, above, p, m),
        bill=_bill(world, price, saving, missed, p, states),
        leverage=_hold(by_importer(ours.gas, world), missed, price, p, states, world.board.forum.market),
    )


def _above(price: Array, p: Energy) -> Array:
    """Price, `[R]`, above the normal one, ln, `[R,1]`."""
    return namespace(price).log(price[:, None] / p.normal)


def of_importers(x: Array, seen: Seen) -> Array:
    """A number by state, read for the importer of each tie."""
    return namespace(x).take(x, seen.board.forum.importer, axis=-1)


def by_importer(x: Array, world: World) -> Array:
    """What is kept by tie, `[R,G]`, summed by importer, `[R,S]`."""
    xp, ties = world.xp, world.board.forum.purchases
    padded = xp.concat([x, 0.0 * x[:, :1]], axis=1)
    sums = xp.take(padded, ties[0, ...], axis=1)
    for k in range(1, ties.shape[0]):
        sums = sums + xp.take(padded, ties[k, ...], axis=1)
    return sums


def to_replace(alternatives: Array, p: Energy) -> Array:
    """Months to replace a contract, by how easily an importer's gas can come from elsewhere."""
    months: Array = p.slow + (p.quick - p.slow) * alternatives
    return months


def _contracts(world: World, orders: Orders, p: Energy, states: States, m: Market) -> Contracts:
    """Contracts withheld as ordered, and those given up replaced, as far as others have gas left to give."""
    xp, dt = world.xp, world.dt
    months = to_replace(of_importers(states.alternatives, world), p)
    ready = world.notice * (1.0 - xp.exp(-dt / months))
    whole = world.supply[:, None] + xp.sum(world.coming, axis=1, keepdims=True)
    room = xp.maximum(p.most - whole / m.demand, 0.0)
    asked = xp.sum(ready * m.part, axis=1, keepdims=True)
    found = xp.minimum(room / xp.maximum(asked, 1e-12), 1.0)
    given = ready * (1.0 - number(m.part > 0.0) * (1.0 - found))
    gas = xp.maximum(world.gas - given, 0.0)
    notice = world.notice - given + orders.divest * xp.maximum(world.gas - world.notice, 0.0)
    return Contracts(
        gas,
        xp.minimum(xp.maximum(notice, 0.0), gas),
        orders.cut * number(gas > 0.0),
        xp.sum(given * m.part, axis=1, keepdims=True),
    )


def _offered(ours: Contracts, p: Energy, states: States, m: Market) -> Array:
    """What contracts and others, as at state 0, bring to the market, `[R,1]`, as a share of its demand."""
    xp = namespace(ours.gas)
    others = 1.0 - p.tight - xp.sum(states.gas * m.part, axis=-1, keepdims=True)
    return others + xp.sum(ours.gas * (1.0 - ours.withheld) * m.part, axis=1, keepdims=True)


def _goal(world: World, short: Array, p: Energy) -> Array:
    """Where the price is bound for, ln above the normal one: by what a year is short of, and storage."""
    xp, usually = world.xp, usual(p, world.month - world.dt)
    missing = short + p.working / MONTHS * (usually - world.storage[:, None])
    return xp.minimum(xp.maximum(p.steep * missing, p.lowest + 0.0 * short), p.highest + 0.0 * short)


def _stored(world: World, have: Array, wanted: Array, p: Energy, draws: Chance) -> Array:
    """Storage after the month's demand: the season's, and what a cold month adds; what it can't hold is not bought."""
    xp, dt = world.xp, world.dt
    season = 1.0 - p.working * (usual(p, world.month) - usual(p, world.month - dt)) / dt
    heating = xp.maximum(season + 0.0 * have - 1.0, 0.0) * p.cold * draws.normal("weather")[:, None]
    left = have - wanted * (season + heating)
    return xp.minimum(xp.maximum(world.storage[:, None] + left * (dt / p.working), 0.0), 1.0)


def _ordered(world: World, supply: Array, above: Array, p: Energy, m: Market) -> Array:
    """New supply on its way, with what is ordered this turn for after its lead, the more the dearer gas is."""
    xp, coming = world.xp, world.coming[:, 1:]
    room = xp.maximum(p.most - (supply + xp.sum(coming, axis=1, keepdims=True)) / m.demand, 0.0)
    pull = xp.maximum(above, 0.0) + p.push * _effort(world, m)
    new = xp.minimum(p.build * world.dt * pull, 1.0 + 0.0 * pull) * room * m.demand
    return xp.concat([coming, new], axis=1)


def _effort(world: World, m: Market) -> Array:
    """Effort of common energy programmes, by the part of the market that they cover, `[R,1]`."""
    xp = world.xp
    if not world.board.forum.alliances:
        return 0.0 * world.gas_price[:, None]
    covered = xp.sum(world.member * m.weight[..., None, :], axis=-1)
    return xp.minimum(xp.sum(world.programme * covered, axis=1, keepdims=True), 1.0)


def _bill(world: World, price: Array, saving: Array, missed: Array, p: Energy, states: States) -> Array:
    """Share of output that dear gas costs, `[R,S]`: dear imports on the market, gas that is missing off it."""
    xp, f = world.xp, world.board.forum
    imports = xp.maximum(states.gas_use - states.gas_own, 0.0) * f.market
    lost = p.missing * ((1.0 - states.alternatives) * (1.0 - f.market) * states.gas_use) * missed
    dear = xp.maximum(price - p.normal, 0.0) * (1.0 - saving) * imports
    goal = xp.minimum(p.felt * (dear + lost) * (TWH / 1000.0 / states.gdp), p.worst + 0.0 * dear)
    return world.bill + (goal - world.bill) * (1.0 - decay(p.hedged, world.dt))


def _hold(held: Array, missed: Array, price: Array, p: Energy, states: States, on: Array) -> Array:
    """Hold of exporters over each state: contracts by how short gas is on the market, by what is withheld off it."""
    by = held * on * premium(price, p) + missed * (1.0 - on)
    return namespace(held).minimum(by / (1.0 + states.alternatives), 1.0)


def leverage(world: World, params: "tuple[Energy, States]") -> Array:
    """Hold of exporters over each state as the world stands, `[R,S]`: share of its gas, by how short gas is."""
    if not world.board.forum.gas:
        return world.leverage
    p, missed = shaped(params[0], 1), by_importer(world.gas * world.withheld, world)
    return _hold(
        by_importer(world.gas, world), missed, world.gas_price[:, None], p, params[1], world.board.forum.market
    )
