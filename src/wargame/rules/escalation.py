"""Escalation: the rung on which a state and an alliance face each other, red lines, and the risk left to chance.

A ladder of ten rungs [Kahn1965]: 1 diplomacy, 2 measures, 3 covert operations, 4 arms for the enemy, 5 long-range arms,
6 a limited and 7 a full war beside the alliance, 8 a clash with it, 9 a nuclear demonstration, 10 nuclear use. The rung
is drawn towards what the two do to each other anyhow; it rises where the state loses its war or sees a red line crossed
that it means, and less where it has to expect retaliation or can talk. High on the ladder mishaps raise it unwanted,
and there is a risk that nobody controls [Schelling1966] [Powell1990]. A line crossed without an answer is believed less
[AltmanMiller2017]; the other side learns what it is worth through a back-channel, or guesses from earlier crossings.
Judged by the red lines of 2022 and 2023, and by how rare the upper rungs must be.
"""

from dataclasses import dataclass

from wargame.assumptions import Leaf, decay, fit, leaf, shaped
from wargame.axes import Array, logistic, number
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules import rivalry
from wargame.rules.states import States
from wargame.world import World, by_state, renewed

TOP, CLASH, WAR = 10.0, 8.0, 6.0  # rungs: the last, the highest that a mishap leads to, the last below the firebreaks
LONG_RANGE = 3  # among the kinds of arms


@dataclass(frozen=True)
class Escalation:
    """Numbers of escalation."""

    crossed: Leaf = leaf(
        0.05, "EUR bn/month", "of a kind of arms above which a red line against it is crossed", 0.0, 0.3
    )
    erode: Leaf = leaf(0.75, "ratio", "credibility left to a red line crossed without an answer", 0.7, 0.8)
    restore: Leaf = leaf(0.5, "share", "of what a red line lacks in credibility that an answer gives back", 0.2, 0.8)
    presumed: Leaf = leaf(0.6, "0..1", "credibility that the other side presumes of a red line not yet tried", 0.3, 0.9)
    step: Leaf = leaf(-3.0, "logit", "of a step up in a month with nothing to drive it", -4.5, -2.0)
    losing: Leaf = leaf(1.2, "logit", "added by a war that is being lost", 0.5, 2.5)
    ground: Leaf = leaf(1.0, "percent/month", "of the theatre lost that is most of a defeat", 0.4, 3.0)
    line: Leaf = leaf(1.6, "logit", "added by crossing a red line that is wholly credible", 0.5, 3.0)
    deterred: Leaf = leaf(1.6, "logit", "taken by retaliation that is certain", 0.5, 3.0)
    alone: Leaf = leaf(0.5, "share", "of that retaliation expected of a united alliance with nobody deployed", 0.2, 0.8)
    deployed: Leaf = leaf(10.0, "thousand men", "deployed forward that are half of the rest", 5.0, 40.0)
    talk: Leaf = leaf(0.8, "logit", "taken by a back-channel that works", 0.2, 1.5)
    eased: Leaf = leaf(0.8, "logit", "taken by a dialogue that has got all the way", 0.2, 1.5)
    pull: Leaf = leaf(0.5, "logit/rung", "towards what the two do to each other anyhow", 0.2, 1.0)
    firebreak: Leaf = leaf(0.5, "logit/rung", "taken from steps beyond a limited war, for each", 0.2, 1.5, "[Kahn1965]")
    back: Leaf = leaf(-3.4, "logit", "of a step down in a month with nothing to drive it", -4.5, -2.0)
    calm: Leaf = leaf(0.8, "logit", "added to a step down by a month without a loss or a crossing", 0.2, 1.5)
    bitten: Leaf = leaf(2.0, "points", "of output lost to measures that are half of their rung", 0.5, 5.0)
    means: Leaf = leaf(0.2, "0..1", "of a network for covert operations that is half of its rung", 0.05, 0.5)
    armed: Leaf = leaf(0.5, "EUR bn/month", "of military aid for the enemy that is half of its rung", 0.2, 2.0)
    far: Leaf = leaf(0.1, "EUR bn/month", "of long-range arms for the enemy that are half of their rung", 0.05, 0.5)
    channel_months: Leaf = leaf(6.0, "months", "for a back-channel to come to work, or to fall silent", 2.0, 12.0)
    dialogue_months: Leaf = leaf(
        24.0, "months", "for a dialogue to get most of the way, or to be forgotten", 12.0, 60.0
    )
    ceiling: Leaf = leaf(7.0, "rung", "above which nobody talks arms control", 5.0, 8.0)
    collapse: Leaf = leaf(0.3, "share", "of a dialogue that outlives a step up", 0.0, 0.6)
    brink: Leaf = leaf(5.0, "rung", "from which on mishaps happen", 4.0, 7.0)
    mishap: Leaf = leaf(0.01, "1/month", "mishaps between the two at that rung", 0.003, 0.03)
    steep: Leaf = leaf(0.7, "ln/rung", "growth of mishaps with the rung", 0.3, 1.2)
    fatal: Leaf = leaf(0.04, "share", "of mishaps after which matters get out of hand", 0.005, 0.1)
    hotline: Leaf = leaf(0.5, "share", "of mishaps that a back-channel settles", 0.2, 0.8)


Both = tuple[Escalation, States]


def hear(world: World, orders: Orders, params: Both, draws: Chance) -> World:
    """How far alliances have said that they would talk."""
    return renewed(world, engaged=orders.engage + 0.0)


def climb(world: World, orders: Orders, params: Both, draws: Chance) -> World:
    """Red lines crossed, a step up or down the ladder, and what becomes of trust, talks and risk."""
    if not world.board.forum.rivals:
        return world
    xp, p, dt = world.xp, shaped(params[0], 1), world.dt
    arms = rivalry.arming(world, orders.aid[..., None] * orders.arms)
    crossing = number(arms > fit(p.crossed, 2) * dt) * number(world.credibility > 0.0)
    aid = rivalry.arming(world, orders.aid) / dt
    chance_up, chance_down = chances(world, p, footing(world, p, aid, arms[..., LONG_RANGE] / dt), crossing)
    slipped = 1.0 - (1.0 - xp.minimum(mishaps(world, p), 0.9)) ** dt
    luck, below = draws.uniform("step"), number(world.rung < TOP)
    chosen = number(luck < chance_up) * below
    unwanted = number(draws.uniform("accident") < slipped) * number(world.rung < CLASH)
    up = xp.maximum(chosen, unwanted)
    down = number(luck >= 1.0 - chance_down) * (1.0 - up)
    talk = xp.minimum(orders.channel, world.engaged)
    permitted = talk * number(world.rung <= p.ceiling)
    dialogue = world.dialogue + (permitted - world.dialogue) * (1.0 - decay(p.dialogue_months, dt))
    return renewed(
        world,
        rung=xp.maximum(world.rung + up - down, 0.0),
        credibility=_after(world.credibility, crossing, up[..., None], shaped(params[0], 2)),
        crossings=world.crossings + crossing,
        channel=world.channel + (talk - world.channel) * (1.0 - decay(p.channel_months, dt)),
        dialogue=dialogue * (1.0 - up * (1.0 - p.collapse)),
        risk=1.0 - (1.0 - world.risk) * (1.0 - slipped * p.fatal),
    )


def chances(world: World, p: Escalation, anyhow: Array, crossing: Array) -> tuple[Array, Array]:
    """Probabilities of a step up and of a step down in this turn, `[R,X]`, by the footing of the two."""
    xp = world.xp
    lost, gap = defeat(world, p), p.pull * (anyhow - world.rung)
    tested = 1.0 - _product(1.0 - crossing * world.credibility)
    hindered = p.firebreak * xp.maximum(world.rung - WAR, 0.0) + p.deterred * rivalry.posture(
        world, p.alone, p.deployed
    )
    talked = p.talk * world.channel + p.eased * world.dialogue
    quiet = (1.0 - lost) * (1.0 - xp.max(crossing, axis=2))
    up = logistic(p.step + gap + p.losing * lost + p.line * tested - hindered - talked)
    down = logistic(p.back - gap + p.calm * quiet + talked)
    up, down = 1.0 - (1.0 - up) ** world.dt, 1.0 - (1.0 - down) ** world.dt
    return up, xp.minimum(down, 1.0 - up) * number(world.rung > 0.0)


def defeat(world: World, p: Escalation) -> Array:
    """How far the rival state is losing its war, `[R,X]`, 0 to 1: ground lost this turn, own land in others' hands."""
    xp, b = world.xp, world.board
    if not b.contested:
        return 0.0 * world.rung
    percent = 100.0 / xp.sum(b.area[: b.contested]) / world.dt
    retreat = xp.maximum(-xp.take(world.gained, b.forum.rival_state, axis=1), 0.0) * percent / (p.ground + 1e-9)
    taken = (1.0 - world.control[..., : b.contested]) * (b.home * b.valid) * b.output[: b.contested]
    own = xp.take(by_state(taken, b), b.forum.rival_state, axis=1)
    return 1.0 - xp.exp(-retreat) * (1.0 - xp.minimum(own, 1.0))


def footing(world: World, p: Escalation, aid: Array, far: Array) -> Array:
    """The rung that corresponds to what the two do to each other anyhow, `[R,X]`, 1 to 6.

    By a war with a partner of the members, measures, covert means, military aid for the enemy and the long-range arms
    in it, EUR bn a month.
    """
    bitten = rivalry.pressed(world)
    operating = rivalry.half_way(world.network, p.means)
    armed = rivalry.half_way(aid, p.armed) + rivalry.half_way(far, p.far)
    rung: Array = 1.0 + rivalry.embroiled(world) + rivalry.half_way(bitten, p.bitten) + operating + armed
    return rung


def mishaps(world: World, p: Escalation) -> Array:
    """Mishaps a month between the two at their rung, `[R,X]`: none below the brink, fewer with a back-channel."""
    near = number(world.rung >= p.brink)
    often: Array = near * p.mishap * world.xp.exp(p.steep * (world.rung - p.brink)) * (1.0 - p.hotline * world.channel)
    return often


def as_read(world: World, params: Escalation) -> Array:
    """Credibility of red lines as the other side reads them, `[R,X,I]`.

    So far as a back-channel works it tells what is meant; for the rest it is guessed from how often a line was crossed.
    """
    p, known = shaped(params, 2), world.channel[..., None]
    drawn = number(world.credibility > 0.0)
    guess = p.presumed * p.erode**world.crossings * drawn
    read: Array = known * world.credibility + (1.0 - known) * guess
    return read


def _after(credibility: Array, crossing: Array, answered: Array, p: Escalation) -> Array:
    """Credibility after crossings, `[R,X,I]`: restored in part by an answer, lower without one."""
    back = credibility + p.restore * (1.0 - credibility)
    changed = answered * back + (1.0 - answered) * p.erode * credibility
    return crossing * changed + (1.0 - crossing) * credibility


def _product(x: Array) -> Array:
    """Product over the kinds of arms, one after the other, so that it is the same in any batch."""
    whole = x[..., 0]
    for kind in range(1, x.shape[-1]):
        whole = whole * x[..., kind]
    return whole
