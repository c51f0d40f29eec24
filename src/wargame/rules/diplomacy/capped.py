"""Caps carried out: once the fighting has stopped, men above a party's cap go home, some of them every month."""

from wargame.assumptions import shaped
from wargame.axes import Array, number
from wargame.rules.diplomacy.fixed import at_parties
from wargame.rules.diplomacy.numbers import Diplomacy
from wargame.rules.states import States
from wargame.terms import LEVELS, cells
from wargame.world import World, under_arms

HALF, GUARD = LEVELS["cap"]["half strength"], LEVELS["cap"]["border guard only"]


def demobilised(world: World, q: int, active: Array, params: tuple[Diplomacy, States]) -> Array:
    """Share of their men whom parties send home this turn, `[R,S]`, as far as a deal's cap is `active`, `[R,Y]`."""
    xp, b, p, states = world.xp, world.board, shaped(params[0], 1), params[1]
    caps, one = cells(world.deal[:, q, :], "cap", b), 1.0 + 0.0 * active
    left = xp.where(caps >= GUARD, p.guard * one, xp.where(caps >= HALF, 0.5 * one, one))
    men = under_arms(world.forces, world.reserve, world.training, b)
    over = xp.maximum(men - at_parties(left, b, q) * states.personnel, 0.0) / xp.maximum(men, 1e-9)
    return at_parties(active * number(caps > 0.0), b, q) * over * xp.minimum(p.disband * world.dt, one[:, :1])
