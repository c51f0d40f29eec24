"""Politics: what a war does to the standing of those who wage it, and what holding down a people costs.

Support falls with losses as the log of their number [Mueller1973], more where the public hears of them, and rallies
when the country is attacked [Mueller1970]; success weighs more than losses [GelpiFeaverReifler2006]. Weariness, the
readiness to concede, grows with the months since the war last went well and with ground lost, and falls with gains. A
call-up beyond what people are used to is felt in both, and fades. Where own land is taken, the war is felt as defence:
then a rally presses weariness down, and a call-up or more ground lost tires less. An occupied people resists until as
many garrison it as history asks for [Quinlivan1995]; unrest ties those men down.
Judged by opinion series.
"""

from dataclasses import dataclass

import numpy as np

from wargame.assumptions import Leaf, decay, leaf, shaped
from wargame.axes import Array, namespace, number, scatter_add
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules.states import States
from wargame.world import World, by_state, of_slots, renewed

POLLS = "Levada Center, Kyiv International Institute of Sociology: readiness for talks and for concessions"
LN10 = 2.302585092994046


@dataclass(frozen=True)
class Politics:
    """Numbers of politics."""

    rally_months: Leaf = leaf(5.0, "months", "for a rally to fade to 1/e", 3.0, 8.0, "[Mueller1970]")
    losses: Leaf = leaf(
        0.03, "share", "of support lost per factor 10 of losses, where all is heard", 0.02, 0.15, "[Mueller1973]"
    )
    felt: Leaf = leaf(0.1, "1/1000", "losses to population at which they begin to be felt", 0.03, 0.3)
    hardship: Leaf = leaf(0.15, "1/year", "support lost to output lost", 0.05, 0.5)
    call_up: Leaf = leaf(
        2.5, "ratio", "support lost to the strain of a call-up, where all is heard", 1.0, 6.0, "Levada Center", True
    )
    success: Leaf = leaf(
        0.004, "ratio", "support won to percent of the theatre won", 0.003, 0.015, "[GelpiFeaverReifler2006]"
    )
    weary: Leaf = leaf(
        0.0285, "1/month", "growth of weariness in a war that has long not gone well", 0.015, 0.04, POLLS, True
    )
    patience: Leaf = leaf(12.0, "months", "without success at which weariness grows at half that", 6.0, 18.0)
    cheer: Leaf = leaf(
        0.027, "ratio", "weariness lost to percent of the theatre won, where all is heard", 0.01, 0.04, POLLS, True
    )
    strain: Leaf = leaf(3.5, "ratio", "weariness lent by the strain of a call-up", 2.0, 6.0, POLLS, True)
    used_months: Leaf = leaf(8.0, "months", "for people to get used to a call-up", 4.0, 12.0, POLLS, True)
    attacked: Leaf = leaf(
        0.01,
        "share",
        "of own land in the theatre lost at which a war is half felt as defence",
        0.003,
        0.03,
        POLLS,
        True,
    )
    defiance: Leaf = leaf(
        1.0,
        "1/month",
        "weariness given up, as a share of it, in a rally of 1 in a country wholly in defence",
        0.4,
        2.0,
        POLLS,
        True,
    )
    tired: Leaf = leaf(
        0.0015, "1/month", "growth of weariness in a state that gives much to another's war", 0.0005, 0.003
    )
    much: Leaf = leaf(0.0001, "share/month", "of a year's output given at which half of that is felt", 0.00002, 0.0005)
    garrison: Leaf = leaf(
        10.0, "per 1000", "men to people that hold down an occupied region at full unrest", 2.8, 20.0, "[Quinlivan1995]"
    )
    remain: Leaf = leaf(0.55, "share", "of the people of an occupied region who stay", 0.4, 0.8)
    outcast: Leaf = leaf(0.05, "1/year", "support lost to isolation abroad, where all is heard", 0.0, 0.2)
    title: Leaf = leaf(0.3, "share", "of unrest that recognition by all others would still", 0.0, 0.6)
    unrest_months: Leaf = leaf(9.0, "months", "for unrest to follow what drives it", 4.0, 18.0)


def occupy(world: World, orders: Orders, params: tuple[Politics, States], draws: Chance) -> World:
    """Unrest among those a holder occupies, and the men it ties down."""
    p, xp, b = shaped(params[0], 2), world.xp, world.board
    control, forces = world.control[..., : b.contested], world.forces[..., : b.contested]
    people = control * (1.0 - b.home) * b.valid * b.population[: b.contested] * p.remain
    needed = people * p.garrison / 1000.0
    thin = 1.0 - xp.minimum(forces / xp.maximum(needed, 1e-6), 1.0)
    driven = number(people > 0.0) * (0.5 + 0.5 * thin)
    if b.forum.targets:
        driven = driven * (1.0 - p.title * of_slots(_recognised(world, params[1]), b))
    unrest = world.unrest + (driven - world.unrest) * (1.0 - decay(p.unrest_months, world.dt))
    return renewed(world, unrest=unrest, garrison=xp.minimum(needed * unrest, forces))


def _recognised(world: World, states: States) -> Array:
    """Share of the others, by their output, that recognise what each state has taken, `[R,S]`."""
    xp, f = world.xp, world.board.forum
    own = xp.asarray((np.array(f.targets, dtype=np.int64)[:, None] == np.arange(len(world.board.states))) * 1.0)
    others = states.gdp * (1.0 - own)
    share = xp.sum(others * world.recognition, axis=2) / xp.maximum(xp.sum(others, axis=1), 1e-12)
    whole: Array = xp.sum(share[:, :, None] * own, axis=1)
    return whole


def opine(world: World, orders: Orders, params: tuple[Politics, States], draws: Chance) -> World:
    """Support, rally, weariness and fatigue at home after a turn."""
    p, states, xp, dt = shaped(params[0], 1), params[1], world.xp, world.dt
    b = world.board
    fallen = by_state(world.fallen, b)
    fighting = number(fallen > 0.0)
    won = world.gained * (100.0 / xp.sum(b.area[: b.contested])) if b.contested else world.gained
    aggression = 1.0 - _defence(world, p)
    rally = world.rally * decay(p.rally_months, dt)
    called = orders.mobilise / states.population * (100.0 / dt)
    levy = xp.maximum(called - world.intake, 0.0) * aggression
    strained = levy - world.levy
    felt = p.felt / 1000.0 * states.population
    heard = p.losses / LN10 * states.openness * xp.log((felt + world.losses) / (felt + world.losses - fallen))
    poorer = p.hardship * dt / 12.0 * xp.maximum(1.0 - world.output, 0.0) * fighting
    shunned = p.outcast * dt / 12.0 * states.openness * world.isolation
    lent = rally - world.rally - shunned - p.call_up * states.openness * strained
    gains, reverses = xp.maximum(won, 0.0), xp.maximum(-won, 0.0) * aggression
    fatigue = (world.fatigue + dt) * fighting * xp.exp(-gains)
    growth = p.weary * dt * fatigue / (fatigue + p.patience) + _tired(world, orders, p, states) * (1.0 - fighting)
    growth = growth * (1.0 - world.weariness)
    defiant = xp.exp(-p.defiance * dt * world.rally * (1.0 - aggression))
    mood = p.strain * strained + p.cheer * states.openness * (reverses - gains)
    return renewed(
        world,
        support=_share(world.support + lent - heard - poorer - world.reproached + p.success * won),
        rally=rally,
        weariness=_share(world.weariness * defiant + growth + mood),
        fatigue=fatigue,
        intake=called + (world.intake - called) * decay(p.used_months, dt),
        levy=levy,
    )


def _defence(world: World, p: Politics) -> Array:
    """How far each war is felt as defence, 0 to 1: own land in the theatre that others hold makes it so, `[R,S]`."""
    b, xp = world.board, world.xp
    home = (b.home * b.area[: b.contested])[None, ...]
    whole = by_state(home, b)
    held = by_state(world.control[..., : b.contested] * home, b)
    lost = xp.maximum(1.0 - held / xp.maximum(whole, 1e-9), 0.0) * number(whole > 0.0)
    defence: Array = lost / xp.maximum(lost + p.attacked, 1e-9)
    return defence


def _tired(world: World, orders: Orders, p: Politics, states: States) -> Array:
    """What giving to another's war adds to weariness this turn, `[R,S]`."""
    gift = orders.aid + world.pledged
    if not bool(world.xp.any(gift > 0.0)):
        return 0.0 * world.weariness
    given = scatter_add(0.0 * world.output, world.xp.broadcast_to(world.board.who, gift.shape), gift)
    share = given / states.gdp
    grown: Array = p.tired * world.dt * share / world.xp.maximum(share + p.much * world.dt, 1e-12)
    return grown


def _share(x: Array) -> Array:
    """Kept within 0..1."""
    xp = namespace(x)
    return xp.minimum(xp.maximum(x, 0.0), 1.0)
