"""Economy: what a state produces, what it spends on war, and what its industry delivers for it.

Output follows what the state still holds, less the shock of a war and the disruption of fighting on its own soil, plus
the stimulus of war spending, and takes months to adjust. Standing forces, the men under arms and aid given are always
paid; what the war budget has left buys equipment, as far as industry can build it. Judged by gross domestic product.
"""

from dataclasses import dataclass
from math import fsum

from wargame.assumptions import Leaf, decay, fit, leaf, shaped
from wargame.axes import Array, number, scatter_add
from wargame.draws import Chance
from wargame.forum import ARMS
from wargame.orders import Orders
from wargame.rules.states import States
from wargame.world import World, by_state, per_holder, renewed, under_arms

MONTHS = 12.0
TINY = 1e-12  # so that a number set to 0 means at once
AIR = ARMS.index("air_defence")


@dataclass(frozen=True)
class Economy:
    """Numbers of the economy."""

    adjust: Leaf = leaf(2.0, "months", "for output to follow its potential", 1.0, 4.0)
    fade_months: Leaf = leaf(24.0, "months", "for damage and disruption to fade to 1/e", 6.0, 48.0)
    ruin: Leaf = leaf(1.1, "ratio", "output lost to output of a state's regions held by neither side", 0.6, 1.6)
    lodged: Leaf = leaf(0.08, "share", "of a region's output lost to war though no ground is lost", 0.03, 0.15)
    roof: Leaf = leaf(0.02, "EUR bn/USD bn", "air defence to output at which half of that loss is averted", 0.005, 0.06)
    stimulus: Leaf = leaf(1.2, "ratio", "output gained to war spending above the level of peace", 0.5, 2.0)
    stimulus_months: Leaf = leaf(20.0, "months", "for the stimulus to be felt", 12.0, 30.0)
    standing: Leaf = leaf(0.6, "share", "of the military budget of peace that standing forces go on to cost", 0.4, 0.8)
    upkeep: Leaf = leaf(
        0.003, "USD bn/month", "per thousand men at the front, with what stands behind them", 0.0015, 0.005
    )
    euro: Leaf = leaf(1.08, "USD per EUR", "exchange rate", 0.98, 1.2, "European Central Bank, reference rates")
    unit_cost: Leaf = leaf(0.22, "USD bn/unit", "of equipment from a state's own industry", 0.1, 0.4)
    ceiling: Leaf = leaf(0.35, "share", "of output that a state can spend on war", 0.25, 0.5)
    pace: Leaf = leaf(0.02, "share", "of output by which war spending can change in a turn", 0.01, 0.05)
    giving: Leaf = leaf(
        0.004, "share", "of a year's output that a donor can give a partner in a month at most", 0.001, 0.01
    )


def account(world: World, orders: Orders, params: "tuple[Economy, States]", draws: Chance) -> World:
    """A turn's output, war budget and procurement."""
    p, states = shaped(params[0], 1), params[1]
    xp, dt = world.xp, world.dt
    disruption = _disruption(world, p, states, dt)
    effort = world.war_effort + orders.spend
    effort = xp.minimum(xp.maximum(effort, 0.0), p.ceiling)
    peace = states.military_spending / states.gdp
    stimulus = world.stimulus + (p.stimulus * (effort - peace) - world.stimulus) * (dt / p.stimulus_months)
    output = _output(world, states, p, disruption, stimulus, dt)
    month = states.gdp / MONTHS * dt
    budget = month * output * effort + world.treasury + world.rebuilt * p.euro
    men = under_arms(world.forces, world.reserve, world.training, world.board)
    duties = p.standing * peace * month + p.upkeep * men * dt + _given(world, orders, p)
    free = xp.maximum(budget - duties, 0.0)
    cost = p.unit_cost * states.industry * dt
    procured = xp.minimum(free, cost) / p.unit_cost
    return renewed(
        world,
        output=output,
        disruption=disruption,
        stimulus=stimulus,
        war_effort=effort,
        procured=procured,
        treasury=xp.minimum(budget - duties - procured * p.unit_cost, month * p.ceiling),
    )


def _given(world: World, orders: Orders, p: Economy) -> Array:
    """What a state spends on aid to others, its own and its share of an alliance's, USD bn."""
    gift = orders.aid + world.pledged
    who = world.xp.broadcast_to(world.board.who, gift.shape)
    return scatter_add(0.0 * world.output, who, gift) * p.euro


def _disruption(world: World, p: Economy, states: States, dt: float) -> Array:
    """Output lost to a war: regions fought over, in which nobody can work, less what air defence averts; it fades."""
    xp, b = world.xp, world.board
    control = world.control[..., : b.contested]
    ours = control * b.home
    fought = number(world.fallen > 0.0) * b.home
    open_to_fire = 1.0 / (1.0 + world.kit[:, :, AIR] / xp.maximum(p.roof * states.gdp, TINY))
    lodged = fit(p.lodged, 2) * per_holder(open_to_fire, b)
    neither = by_state((4.0 * ours * (1.0 - ours) + lodged) * fought * b.output[: b.contested], b)
    fading = world.disruption * decay(p.fade_months, dt)
    return xp.minimum(xp.maximum(fading, p.ruin * neither), 0.6)


def _output(world: World, states: States, p: Economy, disruption: Array, stimulus: Array, dt: float) -> Array:
    """Output on its way to what land, peace and spending allow, 1 at state 0."""
    xp, b = world.xp, world.board
    lost = by_state((1.0 - world.control[..., : b.contested]) * b.home * b.output[: b.contested], b)
    elapsed = fsum(world.months[: world.turn]) / MONTHS
    potential = (1.0 - lost) / states.held * (1.0 - disruption) * (1.0 + stimulus) * xp.exp(states.growth * elapsed)
    trade = 1.0 - world.strain - world.blowback - world.bill + world.profit
    potential = potential * xp.minimum(xp.maximum(trade, 0.1), 1.5)
    return world.output + (potential - world.output) * (1.0 - decay(p.adjust, dt))
