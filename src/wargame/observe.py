"""What a seat may see: its own figures as they are, the map as everyone sees it, adversaries through the fog.

One function makes every view; policies, screens and exports read nothing else. Where an array has a state's or a
slot's axis, a seat may read its own entries only; a view made for some seats shows no others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from wargame.assumptions import shaped
from wargame.axes import Array, Namespace, namespace, number
from wargame.board import Board
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules import Params, combat, fog, logistics
from wargame.world import World, by_state, cut_off


@dataclass(frozen=True)
class View:
    """The world as some seats see it before they decide."""

    board: Board
    turn: int
    months: float  # length of the turn
    # public
    control: Array  # [R,H,C]
    war: Array  # [R,D]
    output: Array  # [R,S] index
    spans: Array  # [R,B]
    # own entries only
    forces: Array  # [R,H,C] thousand men
    works: Array  # [R,H,C]
    settled: Array  # [R,H,C]
    distance: Array  # [R,H,C] km
    garrison: Array  # [R,H,C]
    facing: Array  # [R,H,C] adversaries' men in the region, as estimated
    facing_works: Array  # [R,H,C] adversaries' works, as seen from above
    reserve: Array  # [R,S]
    training: Array  # [R,S] thousand men in training
    manpower: Array  # [R,S]
    materiel: Array  # [R,S]
    war_effort: Array  # [R,S]
    treasury: Array  # [R,S]
    losses: Array  # [R,S]
    support: Array  # [R,S]
    weariness: Array  # [R,S]
    fallen: Array  # [R,S] thousand men lost last turn
    gained: Array  # [R,S] km2 last turn
    received: Array  # [R,S] EUR bn

    @property
    def xp(self) -> Namespace:
        """The array library of this view."""
        return namespace(self.control)


OWN_SLOTS = ("forces", "works", "settled", "distance", "garrison", "facing", "facing_works")
OWN_STATES = (
    "reserve",
    "training",
    "manpower",
    "materiel",
    "war_effort",
    "treasury",
    "losses",
    "support",
    "weariness",
    "fallen",
    "gained",
    "received",
)


def view(world: World, params: Params, draws: Chance, seats: Sequence[int]) -> View:
    """What these seats may see, `seats` by index of state."""
    b, foes = world.board, combat.hostile(world.war, world.board)
    forces = world.forces[..., : b.contested]
    whole = View(
        board=b,
        turn=world.turn,
        months=world.dt,
        control=world.control[..., : b.contested],
        war=world.war,
        output=world.output,
        spans=world.spans,
        forces=forces,
        works=world.works,
        settled=world.settled,
        distance=world.distance,
        garrison=world.garrison,
        facing=_estimated(world, params, draws, forces, foes),
        facing_works=combat.against(world.works, foes),
        reserve=world.reserve,
        training=world.xp.sum(world.training, axis=2),
        manpower=world.manpower,
        materiel=world.materiel,
        war_effort=world.war_effort,
        treasury=world.treasury,
        losses=world.losses,
        support=world.support,
        weariness=world.weariness,
        fallen=by_state(world.fallen, b),
        gained=world.gained,
        received=world.received,
    )
    return whole if len(seats) >= len(b.states) else _blinded(whole, seats)


def _estimated(world: World, params: Params, draws: Chance, forces: Array, foes: list[Array]) -> Array:
    """Adversaries' men in each region as each holder reads them."""
    xp, b = world.xp, world.board
    sharp = xp.zeros((world.runs, len(b.pairs) - b.sizes()["W"] + 1)) + 1.0
    error = xp.concat([fog.error(world, params.fog, draws), sharp], axis=1)
    shape = (world.runs, b.holders, b.contested)
    misread = [
        foe * xp.reshape(xp.take(error, xp.reshape(b.rival[k, ...], (-1,)), axis=1), shape)
        for k, foe in enumerate(foes)
    ]
    return combat.against(forces, misread)


def _blinded(whole: View, seats: Sequence[int]) -> View:
    """A view without the entries of other seats."""
    b, xp = whole.board, whole.xp
    mine = xp.asarray(np.isin(np.asarray(b.holder)[:, : b.contested], list(seats)) * 1.0)
    state = xp.asarray(np.isin(np.arange(len(b.states)), list(seats)) * 1.0)
    hidden = {name: getattr(whole, name) * mine for name in OWN_SLOTS}
    hidden |= {name: getattr(whole, name) * state for name in OWN_STATES}
    return replace(whole, **hidden)


def legal(world: World, params: Params) -> Orders:
    """The most that each order may ask for; what is above it is refused."""
    xp, b = world.xp, world.board
    control, foes = world.control[..., : b.contested], combat.hostile(world.war, world.board)
    way = number(logistics.reachable(world, world.distance, shaped(params.logistics, 2)))
    enemy = number(combat.against(control, foes) > 0.0)
    population = params.states.population
    economy, calls = shaped(params.economy, 1), shaped(params.logistics, 1)
    part = min(world.dt, 1.0)  # a short turn has its part of a month's
    giving = 0.0 * world.output + economy.giving * params.states.gdp * part
    aid = xp.take(giving, b.who, axis=1) * b.patron
    takers = combat.claimants(control, foes, b)
    return Orders(
        effort=way,
        attack=way * enemy,
        withdraw=number(control > 0.0) * number(takers > 1e-6) * (1.0 - cut_off(world.distance)),
        strike=_in_reach(world, foes) if b.bridges else xp.zeros((world.runs, b.holders, 0)),
        mobilise=xp.minimum(
            xp.maximum(world.manpower, 0.0), calls.call_up * population * part + xp.zeros_like(world.manpower)
        ),
        spend=xp.zeros_like(world.output) + economy.pace * part,
        aid=aid,
    )


def _in_reach(world: World, foes: list[Array]) -> Array:
    """1 where a holder fights at a bridge's first end, `[R,H,B]`."""
    xp, b = world.xp, world.board
    ends = [b.regions.index(bridge.split(":")[0]) for bridge in b.bridges]
    fights = combat.against(xp.ones_like(foes[0]), foes)
    nobody = xp.zeros((world.runs, b.holders))
    columns = [fights[:, :, n] if n < b.contested else nobody for n in ends]
    return number(xp.stack(columns, axis=2) > 0.0)
