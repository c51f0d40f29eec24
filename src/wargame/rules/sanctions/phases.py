"""The phase of sanctions: what was decided is carried out, and what is in force is felt."""

from wargame.assumptions import decay, shaped
from wargame.axes import Array, number
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules.sanctions.leakage import leakage, profits, rerouted
from wargame.rules.sanctions.measures import carried_out, dealt_with, enforcement
from wargame.rules.sanctions.numbers import Sanctions
from wargame.rules.sanctions.pressure import applied, bite, burden, cost, covered, effect, loyal, on_elites, ramped
from wargame.rules.states import States
from wargame.tables import in_use
from wargame.world import World, renewed


def apply(world: World, orders: Orders, params: tuple[Sanctions, States], draws: Chance) -> World:
    """Measures are imposed, renewed, lifted and run out; what is in force costs its target and its senders."""
    if not world.board.forum.targets:
        return world
    p = shaped(params[0], 1)
    slack = world.enforced * decay(p.enforced_months, world.dt)
    enforced = slack + enforcement(world) * (1.0 - slack)
    measures, remitted = dealt_with(world)
    known = renewed(world, measures=measures, remitted=remitted, enforced=enforced)
    return felt(renewed(known, measures=carried_out(known, orders, p)), (p, params[1]))


def felt(world: World, params: tuple[Sanctions, States], begins: bool = False) -> World:
    """What the measures in force cost whom; the ways round them are moved on, to be felt from the next turn.

    At state 0, where a game `begins`, there are no ways yet.
    """
    if not world.board.forum.targets:
        return world
    p, states, routes = shaped(params[0], 1), params[1], bool(world.board.forum.routes)
    rows, kept = in_use(world.measures), loyal(world)
    ramp = ramped(rows, p)
    levels = applied(effect(ramp, rows, p), rows, kept, world.board)
    share = covered(levels, states.reliance)
    direct = share * (1.0 - leakage(world.routed, world.board)) if routes else share
    pressure = bite(direct, p)
    moving = routes and not begins
    return renewed(
        world,
        pressure=pressure,
        elite_pressure=on_elites(direct, p),
        strain=_at_targets(pressure / 100.0, world),
        blowback=cost(world, burden(ramp, rows, p), rows, kept, p, states.exposure),
        profit=profits(world, share, p, states) if moving else world.profit,
        routed=rerouted(world, levels, share, p, states) if moving else world.routed,
    )


def _at_targets(x: Array, world: World) -> Array:
    """What is told by target, `[R,T]`, at each state, `[R,S]`."""
    xp, found = world.xp, 0.0 * world.output
    for t, target in enumerate(world.board.forum.targets):
        found = found + x[:, t : t + 1] * number(xp.arange(found.shape[1]) == target)
    return found
