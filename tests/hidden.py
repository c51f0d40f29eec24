"""What a seat may not see: worlds that look alike to it, with everything hidden changed."""

from dataclasses import replace
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.observe import OWN_RIVALS, TOLD
from wargame.world import World

OWN = (
    "reserve",
    "training",
    "manpower",
    "materiel",
    "ordered",
    "treasury",
    "losses",
    "rally",
    "fatigue",
    "gained",
    "burnt",
    "procured",
    "disruption",
    "stimulus",
    "war_effort",
    "received",
    "quality",
)
OWN_PLACES = ("settled", "distance", "garrison", "place", "fallen", "committed", "unrest")


def elsewhere(world: World, seat: int, chance: np.random.Generator) -> World:
    """The same world to the eyes of a seat, with what it can't see changed."""
    b, f = world.board, world.board.forum
    others = np.array([s != seat for s in range(len(b.states))])
    places = (np.asarray(b.holder)[:, : b.contested] != seat) & (np.asarray(b.valid) > 0)
    changed: dict[str, Any] = {name: stirred(getattr(world, name), others, chance) for name in OWN}
    strangers_to = others if seat < len(b.states) else world.member[0, seat - len(b.states)] < 0.5
    changed |= {name: stirred(getattr(world, name), strangers_to, chance) for name in TOLD}
    foreign = np.array([state != seat for state, _ in f.rivals], dtype=bool)
    changed |= {name: stirred(getattr(world, name), foreign, chance) for name in OWN_RIVALS if name != "credibility"}
    secret = foreign[:, None] & (
        world.channel[..., None] == 0.0
    )  # where a back-channel works, lines are told through it
    changed["credibility"] = np.where(secret, 0.5 * world.credibility, world.credibility)
    changed |= {name: stirred(getattr(world, name), places, chance) for name in OWN_PLACES}
    strangers = np.array([seat not in (who, whom) for who, whom, _ in b.pairs], dtype=bool)
    ships = world.shipments
    amount = np.where(np.isin(ships.pair, np.flatnonzero(strangers)), ships.amount * 3.0, ships.amount)
    return replace(
        world,
        **changed,
        shipments=replace(ships, amount=amount),
        bias=stirred(world.bias, observers(world, seat), chance),
    )


def observers(world: World, seat: int) -> Array:
    """Which of the errors of observers are not this seat's own."""
    pairs = world.board.pairs[: world.bias.shape[1]]
    return np.array([who != seat for who, _, _ in pairs], dtype=bool)


def stirred(x: Array, where: Array, chance: np.random.Generator) -> Array:
    """An array with other numbers where it is told."""
    mask = where.reshape((1, *where.shape, *[1] * (x.ndim - 1 - where.ndim)))
    return np.ascontiguousarray(
        np.where(mask, x * chance.uniform(0.3, 0.9, x.shape) + chance.uniform(0.0, 0.05, x.shape), x)
    )
