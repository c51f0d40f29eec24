"""Hybrid operations: sabotage and the like below the threshold of war, attribution, and intelligence that is shared.

Incidents come by chance, at a rate that rises with hostility and with what went unpunished and falls where retaliation
has to be expected; the means for them, a network, take a year to build. Nobody is named at once: services trace a part
of the open cases each month, more where partners share what they know. Every term of the rate is bounded, so that an
exchange of blows can't run away. Judged by counts of incidents.
"""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from wargame import counts
from wargame.assumptions import Leaf, decay, leaf, shaped
from wargame.axes import Array
from wargame.board import Board
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules import rivalry
from wargame.rules.states import States
from wargame.world import World, renewed

CASES = 12  # open cases that services follow at a time; older ones go cold
MOST = 16  # incidents in a turn


@dataclass(frozen=True)
class Hybrid:
    """Numbers of hybrid operations."""

    rate: Leaf = leaf(
        0.6, "1/month", "incidents of a full network with nothing to drive or hinder it", 0.2, 3.0, tuned=True
    )
    hostility: Leaf = leaf(2.4, "ln", "of the rate won by full hostility", 0.5, 3.0)
    impunity: Leaf = leaf(0.4, "ln", "of the rate won where no incident is ever laid at its door", 0.2, 1.5)
    deterred: Leaf = leaf(1.0, "ln", "of the rate lost to retaliation that is certain", 0.2, 2.0)
    alone: Leaf = leaf(0.5, "share", "of that retaliation expected of a united alliance with nobody deployed", 0.2, 0.8)
    deployed: Leaf = leaf(10.0, "thousand men", "deployed forward that are half of the rest", 5.0, 40.0)
    bitten: Leaf = leaf(5.0, "points", "of output lost to measures that are half of their hostility", 2.0, 10.0)
    armed: Leaf = leaf(2.0, "EUR bn/month", "of aid for the enemy that is half of its hostility", 0.5, 5.0)
    network_months: Leaf = leaf(12.0, "months", "for a network to follow the effort put into it", 6.0, 24.0)
    trace: Leaf = leaf(0.05, "1/month", "open cases laid at a state's door by services on their own", 0.02, 0.12)
    shared: Leaf = leaf(1.5, "ratio", "of that gained where partners share all they know", 0.5, 3.0)
    services: Leaf = leaf(
        100.0, "USD bn/year", "of military spending behind what is shared that tells half of all there is", 30.0, 300.0
    )
    share_months: Leaf = leaf(4.0, "months", "for what is shared to come to bear", 2.0, 9.0)


def operate(world: World, orders: Orders, params: tuple[Hybrid, States], draws: Chance) -> World:
    """Intelligence comes to bear, cases are traced, networks grow, incidents happen."""
    xp, p, dt = world.xp, shaped(params[0], 1), world.dt
    shared = received(orders.inform, world, params)
    known = world.intelligence + (shared - world.intelligence) * (1.0 - decay(p.share_months, dt))
    if not world.board.forum.rivals:
        return renewed(world, intelligence=known)
    follow = xp.minimum(world.unclaimed, CASES)
    named = counts.binomial(follow, traced(world, known, params), draws.uniform("trace"), CASES)
    network = world.network + (orders.probe - world.network) * (1.0 - decay(p.network_months, dt))
    rate = hazard(world, orders.aid / dt, p) * network
    fresh = counts.poisson(xp.minimum(rate * dt, 0.5 * MOST), draws.uniform("incident"), MOST)
    return renewed(
        world,
        intelligence=known,
        network=network,
        incidents=world.incidents + fresh,
        unclaimed=world.unclaimed + fresh - named,
        attributed=world.attributed + named,
        exposed=named,
    )


def hazard(world: World, aid: Array, p: Hybrid) -> Array:
    """Incidents a month of a full network, `[R,X]`, at so much aid a month by pair: a cabinet's daring."""
    bitten, arms = rivalry.pressed(world), rivalry.arming(world, aid)
    provoked = (rivalry.half_way(bitten, p.bitten) + rivalry.half_way(arms, p.armed) + world.rung / 10.0) / 3.0
    free = 1.0 - world.attributed / (world.incidents + 2.0)
    hindered = p.deterred * rivalry.posture(world, p.alone, p.deployed)
    often: Array = p.rate * world.xp.exp(p.hostility * provoked + p.impunity * free - hindered)
    return often


def traced(world: World, known: Array, params: tuple[Hybrid, States]) -> Array:
    """Probability that an open case is laid at the state's door in this turn, `[R,X]`."""
    p = shaped(params[0], 1)
    insight = rivalry.of_members(known, world, params[1].military_spending)
    odds: Array = 1.0 - world.xp.exp(-p.trace * (1.0 + p.shared * insight) * world.dt)
    return odds


def received(informing: Array, world: World, params: tuple[Hybrid, States]) -> Array:
    """What partners share with each state, `[R,S]`, 0 to 1: those of its best circle, by what their services can do.

    A circle is an alliance that is no plenary, or the donors of a partner at war.
    """
    xp, b, circles = world.xp, world.board, _circles(world.board)
    told = informing * params[1].military_spending
    pooled = xp.reshape(xp.matmul(xp.take(told, b.who, axis=1)[:, None, :], xp.asarray(circles.given)), told.shape)
    for a in circles.closed:
        inside = world.member[:, a, :]
        pooled = xp.maximum(pooled, inside * (xp.sum(inside * told, axis=1, keepdims=True) - told))
    return rivalry.half_way(pooled, shaped(params[0], 1).services)


@dataclass(frozen=True)
class _Circles:
    """Who shares with whom on a board."""

    given: Array  # [D,S] 1 for the partner of each donor
    closed: tuple[int, ...]  # alliances that are no plenary


_KNOWN: WeakKeyDictionary[Board, _Circles] = WeakKeyDictionary()


def _circles(board: Board) -> _Circles:
    known = _KNOWN.get(board)
    if known is None:
        given = np.zeros((len(board.pairs), len(board.states)))
        for d, (_, whom, kind) in enumerate(board.pairs):
            given[d, whom] = 1.0 if kind == "patron" else 0.0
        plenary = {docket.alliance for docket in board.forum.dockets if docket.rule == "plenary"}
        closed = tuple(a for a in range(len(board.forum.alliances)) if a not in plenary)
        known = _KNOWN[board] = _Circles(given, closed)
    return known
