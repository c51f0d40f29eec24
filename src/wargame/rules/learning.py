"""Learning: what the course of a war tells those who fight it.

Fighting tells each side how the next engagement may go; beliefs converge, and what is left to bargain over is known
better with every month [FilsonWerner2002] [Slantchev2003]. A belief is kept as engagements won and lost, as they are
still remembered; ground gained or lost is what counts.
"""

from dataclasses import dataclass

from wargame.assumptions import Leaf, decay, leaf, shaped
from wargame.axes import Array, logistic, number
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules.states import States
from wargame.world import World, by_state, renewed

TINY = 1e-12  # so that a number set to 0 means that any ground tells all
CERTAIN = 40.0  # log odds that no belief goes beyond


@dataclass(frozen=True)
class Learning:
    """Numbers of learning."""

    battles: Leaf = leaf(2.0, "1/month", "engagements' worth of evidence that a month of war brings", 1.0, 3.0)
    memory: Leaf = leaf(15.0, "months", "for what was seen to fade to 1/e", 8.0, 24.0)
    ground: Leaf = leaf(0.001, "share/month", "of the theatre gained at which odds look like 2.7 to 1", 0.0005, 0.002)
    toll: Leaf = leaf(3.0, "months", "over which losses are averaged", 1.0, 6.0)


def learn(world: World, orders: Orders, params: tuple[Learning, States], draws: Chance) -> World:
    """What a turn of war adds to what is believed of it."""
    p, xp, dt, b = shaped(params[0], 1), world.xp, world.dt, world.board
    fallen = by_state(world.fallen, b)
    fighting = number(fallen > 0.0)
    ahead = won(world, params[0])
    kept = xp.where(fighting > 0.0, 0.0 * fallen + decay(p.memory, dt), 0.0 * fallen + 1.0)  # in peace nothing fades
    seen = p.battles * dt * fighting
    smooth = decay(p.toll, dt)
    return renewed(
        world,
        wins=world.wins * kept + seen * ahead,
        defeats=world.defeats * kept + seen * (1.0 - ahead),
        bled=world.bled * smooth + (1.0 - smooth) * fallen / dt,
    )


def won(world: World, params: Learning) -> Array:
    """Share of the turn's engagements that each state won, as the ground gained or lost tells, `[R,S]`."""
    p, xp, b = shaped(params, 1), world.xp, world.board
    theatre = xp.sum(b.area[: b.contested]) if b.contested else 1.0
    ground = world.gained / theatre / world.dt / xp.maximum(p.ground + 0.0 * world.gained, TINY + 0.0 * world.gained)
    odds: Array = logistic(xp.minimum(xp.maximum(ground, 0.0 * ground - CERTAIN), 0.0 * ground + CERTAIN))
    return odds
