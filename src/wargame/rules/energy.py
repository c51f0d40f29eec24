"""Energy: gas that is bought across borders, its price and storage, and the hold that exporters have by it.

Importers who buy on one market share its price. What exporters withhold is missing there until demand is saved, which
begins at once, and until new supply arrives, which takes its lead. An importer can give up a contract and have it
replaced, sooner or later by its alternatives. Storage fills and empties with the seasons; the price answers to what is
missing in a year and in storage. Judged by the price of gas and by the share of an exporter in an alliance's imports.
"""

from dataclasses import dataclass, replace
from math import cos, exp, pi
from typing import Protocol

from wargame.assumptions import Leaf, decay, leaf, shaped
from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules.states import States
from wargame.world import World

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
    destroyed: Leaf = leaf(0.12, "share/ln", "of demand lost above that price", 0.05, 0.3)
    saving: Leaf = leaf(
        0.18, "share", "of demand saved at a price that stays high", 0.12, 0.3, "[RuhnauEtAl2023]", True
    )
    saving_at: Leaf = leaf(0.45, "1/ln", "share of that saving called up by a price above the normal one", 0.3, 1.0)
    saving_months: Leaf = leaf(2.0, "months", "for saving to follow the price", 1.0, 4.0)
    build: Leaf = leaf(0.14, "1/month/ln", "of the supply to be had that a dear market orders", 0.03, 0.2, tuned=True)
    push: Leaf = leaf(0.5, "ln", "of price that a common energy programme acts like", 0.2, 1.5)
    most: Leaf = leaf(0.26, "share", "of demand that new supply can meet", 0.2, 0.5, tuned=True)
    leave: Leaf = leaf(0.05, "1/month/ln", "of new supply that goes elsewhere when gas is cheap", 0.0, 0.2)
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


def trade(world: World, orders: Orders, params: tuple[Energy, States], draws: Chance) -> World:
    """A month of gas: what is withheld and replaced, price, saving, storage, new supply, bills and leverage."""
    if not world.board.forum.gas:
        return world
    p, m = shaped(params[0], 1), market(world, params[1])
    now = _contracts(world, orders, p, params[1], m)
    have = _offered(now, p, params[1], m)
    now = _priced(now, have, p)
    now = _stored(now, have, p, draws)
    now = _ordered(now, p, m)
    now = replace(now, bill=_bill(now, p, params[1]))
    return replace(now, leverage=leverage(now, params))


def _contracts(world: World, orders: Orders, p: Energy, states: States, m: Market) -> World:
    """Contracts withheld as ordered; those given up are replaced, as far as others have gas, and new supply arrives."""
    xp, alternatives = world.xp, of_importers(states.alternatives, world)
    months = p.slow + (p.quick - p.slow) * alternatives
    ready = world.notice * (1.0 - xp.exp(-world.dt / (months + 0.0 * world.gas)))
    arrived = world.supply[:, None] + world.coming[:, :1]
    room = xp.maximum(p.most - (arrived + xp.sum(world.coming[:, 1:], axis=1, keepdims=True)) / m.demand, 0.0)
    asked = xp.sum(ready * m.part, axis=1, keepdims=True)
    found = xp.minimum(room / xp.maximum(asked, 1e-12), 1.0)
    given = ready * xp.where(m.part > 0.0, found, 1.0)
    gas = world.gas - given
    notice = world.notice - given + orders.divest * xp.maximum(world.gas - world.notice, 0.0)
    return replace(
        world,
        gas=xp.maximum(gas, 0.0),
        notice=xp.minimum(xp.maximum(notice, 0.0), gas),
        withheld=orders.cut * number(gas > 0.0),
        supply=(arrived + xp.sum(given * m.part, axis=1, keepdims=True) * m.demand)[:, 0],
    )


def of_importers(x: Array, seen: Seen) -> Array:
    """A number by state, read for the importer of each tie."""
    return namespace(x).take(x, seen.board.forum.importer, axis=-1)


def _offered(world: World, p: Energy, states: States, m: Market) -> Array:
    """What the market is offered, as a share of its demand, `[R,1]`: from others as before, from contracts, anew."""
    xp = world.xp
    others = 1.0 - p.tight - xp.sum(states.gas * m.part, axis=-1, keepdims=True)
    flows = xp.sum(world.gas * (1.0 - world.withheld) * m.part, axis=1, keepdims=True)
    return others + flows + world.supply[:, None] / m.demand


def _above(world: World, p: Energy) -> Array:
    """Price above the normal one, ln, `[R,1]`."""
    return world.xp.log(world.gas_price[:, None] / p.normal)


def _wanted(world: World, p: Energy) -> Array:
    """Demand without the seasons, as a share of that at state 0, `[R,1]`."""
    shut = p.destroyed * world.xp.maximum(_above(world, p) - p.choke, 0.0)
    return world.xp.maximum(1.0 - world.saving[:, None] - shut, 0.0)


def _priced(world: World, have: Array, p: Energy) -> World:
    """Price on its way to what is missing in a year and in storage; saving on its way to what the price calls up."""
    xp, dt = world.xp, world.dt
    usually = usual(p, world.month - dt)
    missing = p.working / MONTHS * (usually - world.storage[:, None]) + _wanted(world, p) - have
    goal = xp.minimum(xp.maximum(p.steep * missing, p.lowest + 0.0 * have), p.highest + 0.0 * have)
    before = _above(world, p)
    above = before + (goal - before) * (1.0 - decay(p.sticky, dt))
    called = p.saving * xp.minimum(p.saving_at * xp.maximum(above, 0.0), 1.0)
    saving = world.saving[:, None] + (called - world.saving[:, None]) * (1.0 - decay(p.saving_months, dt))
    return replace(world, gas_price=(p.normal * xp.exp(above))[:, 0], saving=saving[:, 0])


def _stored(world: World, have: Array, p: Energy, draws: Chance) -> World:
    """Storage after the month's demand: the season's, and what a cold month adds; what it can't hold is not bought."""
    xp, dt = world.xp, world.dt
    season = 1.0 - p.working * (usual(p, world.month) - usual(p, world.month - dt)) / dt
    heating = xp.maximum(season + 0.0 * have - 1.0, 0.0) * p.cold * draws.normal("weather")[:, None]
    left = have - _wanted(world, p) * (season + heating)
    storage = world.storage[:, None] + left * (dt / p.working)
    return replace(world, storage=xp.minimum(xp.maximum(storage, 0.0), 1.0)[:, 0])


def _ordered(world: World, p: Energy, m: Market) -> World:
    """New supply ordered for after its lead, the more the dearer gas is; what came leaves when gas is cheap."""
    xp, dt = world.xp, world.dt
    above, coming = _above(world, p), world.coming[:, 1:]
    whole = world.supply[:, None] + xp.sum(coming, axis=1, keepdims=True)
    room = xp.maximum(p.most - whole / m.demand, 0.0)
    pull = xp.maximum(above, 0.0) + p.push * _effort(world, m)
    new = xp.minimum(p.build * dt * pull, 1.0 + 0.0 * pull) * room * m.demand
    kept = xp.exp(-dt * p.leave * xp.maximum(-above, 0.0))
    return replace(world, coming=xp.concat([coming, new], axis=1), supply=(world.supply[:, None] * kept)[:, 0])


def _effort(world: World, m: Market) -> Array:
    """Effort of common energy programmes, by the part of the market that they cover, `[R,1]`."""
    xp = world.xp
    if not world.board.forum.alliances:
        return 0.0 * world.gas_price[:, None]
    covered = xp.sum(world.member * m.weight[..., None, :], axis=-1)
    return xp.minimum(xp.sum(world.programme * covered, axis=1, keepdims=True), 1.0)


def _bill(world: World, p: Energy, states: States) -> Array:
    """Share of output that dear gas costs, `[R,S]`: dear imports on the market, gas that is missing off it."""
    xp, f = world.xp, world.board.forum
    imports = xp.maximum(states.gas_use - states.gas_own, 0.0) * f.market
    dear = xp.maximum(world.gas_price[:, None] - p.normal, 0.0) * (1.0 - world.saving[:, None]) * imports
    short = by_importer(world.gas * world.withheld, world) * states.gas_use * (1.0 - f.market)
    lost = p.missing * (1.0 - states.alternatives) * short
    goal = xp.minimum(p.felt * (dear + lost) * (TWH / 1000.0) / states.gdp, p.worst + 0.0 * dear)
    return world.bill + (goal - world.bill) * (1.0 - decay(p.hedged, world.dt))


def by_importer(x: Array, world: World) -> Array:
    """What is kept by tie, `[R,G]`, summed by importer, `[R,S]`."""
    xp, f = world.xp, world.board.forum
    return xp.reshape(xp.matmul(x[:, None, :], f.buys), (x.shape[0], f.buys.shape[1]))


def leverage(world: World, params: "tuple[Energy, States]") -> Array:
    """Hold of exporters over each state, `[R,S]`: share of its gas, by how short gas is, less its alternatives."""
    xp, f, p, states = world.xp, world.board.forum, shaped(params[0], 1), params[1]
    if not f.gas:
        return world.leverage
    on = by_importer(world.gas, world) * f.market * premium(world.gas_price[:, None], p)
    off = by_importer(world.gas * world.withheld, world) * (1.0 - f.market)
    return xp.minimum((on + off) / (1.0 + states.alternatives), 1.0)
