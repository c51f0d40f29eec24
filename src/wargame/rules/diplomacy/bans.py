"""What a deal in force forbids: forces in a zone, call-ups under a cap, arms from abroad, a place in an alliance."""

from wargame.axes import Array, namespace, number
from wargame.forum import ARMS
from wargame.rules.diplomacy.fixed import at_parties, fixed
from wargame.rules.diplomacy.stages import ARMISTICE, CEASEFIRE, PEACE, TRUCE
from wargame.terms import LEVELS, cells
from wargame.world import World

NO_FORCES = LEVELS["demilitarise"]["no forces"]
NO_ALLIANCE = LEVELS["neutral"]["no alliance while the deal lasts"]
REACH = {"long_range": "no long range", "armour": "no heavy arms", "fires": "no heavy arms", "air_defence": "none"}


def in_force(world: World) -> bool:
    """Whether any deal is in force in any run."""
    return bool(world.xp.any(world.signed > 0.0))


def cleared(world: World) -> Array:
    """1 where a party may have no forces, `[R,H,C]`."""
    xp, b, found = world.xp, world.board, 0.0 * world.works
    for q in range(len(b.quarrels)):
        zone = number(cells(world.deal[:, q, :], "demilitarise", b) >= NO_FORCES)  # [R,Y,C]
        found = xp.maximum(found, xp.sum(zone[:, :, None, :] * fixed(b).slots[q, ...], axis=1))
    return found


def calm(world: World) -> Array:
    """1 where a local truce forbids an attack, `[R,H,C]`: in its zones, to both parties."""
    xp, b, found = world.xp, world.board, 0.0 * world.works
    for q in range(len(b.quarrels)):
        truce = number(world.stage[:, q] == float(TRUCE))
        zone = truce[:, None] * number(xp.max(cells(world.deal[:, q, :], "demilitarise", b), axis=1) > 0.0)
        found = xp.maximum(found, zone[:, None, :] * xp.max(fixed(b).slots[q, ...], axis=0))
    return found


def stood_down(world: World) -> Array:
    """1 for states that may call nobody up, `[R,S]`: under a cap, and from an armistice on."""
    xp, b, found = world.xp, world.board, 0.0 * world.support
    for q in range(len(b.quarrels)):
        late = number(world.stage[:, q : q + 1] >= float(ARMISTICE))
        caps = number(cells(world.deal[:, q, :], "cap", b) > 0.0)
        found = xp.maximum(found, at_parties(xp.maximum(late, caps), b, q))
    return found


def refused_arms(world: World) -> tuple[Array, Array]:
    """1 for pairs whose partner takes no aid, `[R,D]`, and by kind of arms, `[R,D,I]`."""
    xp, b = world.xp, world.board
    level = 0.0 * world.support
    for q in range(len(b.quarrels)):
        level = xp.maximum(level, at_parties(cells(world.deal[:, q, :], "unaided", b), b, q))
    of_pair = xp.take(level, b.whom, axis=1)
    least = xp.asarray([LEVELS["unaided"][REACH[kind]] for kind in ARMS])
    return number(of_pair >= LEVELS["unaided"]["none"]), number(of_pair[..., None] >= least)


def barred(world: World) -> Array:
    """1 for dockets that a deal forbids, `[R,P]`: to admit whom it keeps out of alliances, to add to what it lifts."""
    xp, b, found = world.xp, world.board, 0.0 * world.drafting
    for q, parties in enumerate(b.quarrels):
        told, lifts = cells(world.deal[:, q, :], "neutral", b), lifting(world, q)
        for p, docket in enumerate(b.forum.dockets):
            here = number(xp.arange(len(b.forum.dockets)) == p)
            if docket.motion == "admission" and docket.target in parties:
                y = parties.index(docket.target)
                found = xp.maximum(found, number(told[:, y : y + 1] >= NO_ALLIANCE) * here)
            if docket.motion == "package" and docket.target in parties:
                bound = lifts[:, len(b.states) + docket.alliance, b.forum.targets.index(docket.target)]
                found = xp.maximum(found, bound[:, None] * here)
    return found


def held_back(world: World) -> Array:
    """1 for states that lift their measures on a target by a deal, and so impose none, `[R,U]`."""
    xp, b = world.xp, world.board
    found = xp.zeros((world.runs, len(b.forum.senders)))
    for q in range(len(b.quarrels)):
        lifts = lifting(world, q)
        columns = [lifts[:, sender, t] for sender, t in b.forum.senders]
        found = xp.maximum(found, xp.stack(columns, axis=1)) if columns else found
    return found


def lifting(world: World, q: int) -> Array:
    """1 for seats that lift measures on a target by a deal in force, `[R,Z,T]`."""
    return number(anything(cells(world.deal[:, q, :], "relief", world.board)) > 0.0)


def anything(relief: Array) -> Array:
    """The most that any step lifts of any sector, `[...]` of `[...,K,F]`; a long row is read fast."""
    xp = namespace(relief)
    most: Array = xp.max(xp.reshape(relief, (*relief.shape[:-2], relief.shape[-2] * relief.shape[-1])), axis=-1)
    return most


def to_break(world: World) -> Array:
    """1 for parties that have a deal to break, `[R,party]`."""
    return _both(world, number(world.signed > 0.0))


def to_resume(world: World) -> Array:
    """1 for parties that can take a stopped war up again, `[R,party]`."""
    stopped = (world.stage >= float(CEASEFIRE)) & (world.stage < float(PEACE))
    return _both(world, number(stopped))


def _both(world: World, x: Array) -> Array:
    """What is told of quarrels, at both their parties."""
    return world.xp.reshape(world.xp.stack([x, x], axis=2), (world.runs, 2 * x.shape[1]))
