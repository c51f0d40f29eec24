"""Targeting: where measures press a target most for what they cost those who take them.

As long as pressure and harm are linear in the levels, the best package in a budget of harm is a fractional knapsack:
filling the sectors in the order of pressure to harm is exact [Dantzig1957]. What the rules have beyond that (the
strictest of several senders counts, ways round grow with what is forbidden) is read at the point where a sender stands.
"""

from dataclasses import dataclass

from wargame.assumptions import shaped
from wargame.axes import Array, namespace, number
from wargame.forum import SECTORS
from wargame.observe import View
from wargame.rules import Params, sanctions

LEAST = 1e-12


@dataclass(frozen=True)
class Prospect:
    """What an alliance can still forbid a target's dealings in, by sector, and enforcement last: `[R,K+1]` each."""

    room: Array  # share that is left to do
    gain: Array  # points of the target's output for all of a sector
    harm: Array  # share of the members' output that all of it costs them


def targeted(room: Array, gain: Array, harm: Array, budget: Array) -> Array:
    """The levels `[R,K]` within `room` that gain most within a `budget` of harm `[R]`; exact where all is linear.

    What gains nothing is left alone; what harms nobody is done first, in full.
    """
    xp = namespace(room)
    ratio = xp.where(gain > 0.0, gain / xp.maximum(harm, 0.0 * harm + LEAST), 0.0 * gain - 1.0)
    order = xp.argsort(-ratio, axis=-1, stable=True)
    cost = xp.take_along_axis(room * harm, order, axis=-1)
    before = xp.cumulative_sum(cost, axis=-1) - cost
    left = xp.maximum(budget[:, None] - before, 0.0 * cost)
    part = xp.where(cost > LEAST, xp.minimum(left / xp.maximum(cost, 0.0 * cost + LEAST), 1.0), 0.0 * cost + 1.0)
    part = xp.take_along_axis(part, xp.argsort(order, axis=-1, stable=True), axis=-1)
    return room * part * number(gain > 0.0)


def uniform(room: Array, harm: Array, budget: Array) -> Array:
    """The same share of what is left in every sector, as much as the budget of harm `[R]` allows, `[R,K]`."""
    xp = namespace(room)
    whole = xp.sum(room * harm, axis=-1)
    return room * xp.minimum(budget / xp.maximum(whole, 0.0 * whole + LEAST), 1.0)[:, None]


def prospect(view: View, params: Params, alliance: int, target: int) -> Prospect:
    """What an alliance (by index) has to gain and to bear against a target (by index among the targets).

    A sector gains by what the target relies on the members for and what does not leak in the end; harm is what the
    members' own economies have at stake, by their output. Enforcement gains back what leaks now, and harms nobody.
    """
    xp, p, states = view.xp, shaped(params.sanctions, 1), params.states
    share = (view.member * (1.0 - view.defected))[:, alliance, :]
    level = sanctions.in_force(view.measures, view.board)[:, target, :, len(view.board.states) + alliance]
    points = p.bite * xp.stack([getattr(p, k) + 0.0 * level[:, 0] for k in SECTORS], axis=1)
    reach = points * xp.sum(states.reliance[target, ...] * share[:, None, :], axis=-1)
    leaks = sanctions.prospective(view, p, states, target)
    burden = share * (1.0 - view.exempt[:, alliance, :]) * states.gdp
    size = xp.maximum(xp.sum(share * states.gdp, axis=-1, keepdims=True), LEAST)
    dear = sanctions.dearness(view.gas_price, p)
    harm = p.cost * xp.sum(states.exposure[target, ...] * burden[:, None, :], axis=-1) * dear / size
    now = sanctions.leakage(view.routed, view.board)[:, target, :] if view.board.forum.routes else 0.0 * reach
    back = xp.sum(p.enforcement * now * reach * level, axis=-1, keepdims=True)
    none = 0.0 * back
    return Prospect(
        room=xp.concat([1.0 - level, 1.0 - view.enforced[:, target : target + 1]], axis=1),
        gain=xp.concat([reach * (1.0 - leaks), back], axis=1),
        harm=xp.concat([harm, none], axis=1),
    )
