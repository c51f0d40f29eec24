"""When a deal is broken: measures that snap back by themselves or by a vote, guarantees that are called on."""

from wargame.axes import Array, number, put_back
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules.diplomacy.fixed import fixed
from wargame.rules.diplomacy.numbers import Diplomacy
from wargame.rules.states import States
from wargame.terms import LEVELS, cells
from wargame.world import World, renewed

BY_VOTE, AUTOMATIC = LEVELS["snap_back"]["by vote"], LEVELS["snap_back"]["automatic"]


def called_back(world: World, deal: Array, caught: Array, resumed: Array, q: int) -> dict[str, Array]:
    """Measures on a party that broke its word: those that come back now, and those to be voted on, `[R,T,Z]`."""
    xp, b = world.xp, world.board
    broke, snap = xp.maximum(caught, resumed), cells(deal, "snap_back", b)
    now, vote = 0.0 * world.restored, 0.0 * world.callable
    targets = xp.arange(len(b.forum.targets))
    for y in (0, 1):
        t = fixed(b).target[q][y]
        if t >= 0:
            mine = broke[:, y : y + 1] * number(targets == t)
            now = xp.maximum(now, mine[..., None] * number(snap >= AUTOMATIC)[:, None, :])
            vote = xp.maximum(vote, mine[..., None] * number(snap == BY_VOTE)[:, None, :])
    return {"restored": xp.maximum(world.restored, now), "callable": xp.maximum(world.callable, vote)}


def franchise(world: World) -> Array:
    """1 for members who may vote on bringing measures back, `[R,T,A,S]`."""
    states = len(world.board.states)
    may: Array = world.callable[:, :, states:, None] * world.member[:, None, :, :]
    return may


def recall(world: World, orders: Orders, params: tuple[Diplomacy, States], draws: Chance) -> World:
    """Votes on bringing measures back are counted by each alliance's rule; a state decides for itself at once."""
    xp, b, states = world.xp, world.board, len(world.board.states)
    if not bool(xp.any(world.callable > 0.0)):
        return world
    told = [_carried(orders.restore[:, :, a, :], world, a) for a in range(len(b.forum.alliances))]
    alone = xp.zeros_like(world.callable[:, :, :states]) + 1.0
    by_vote = world.callable * xp.concat([alone, *(carried[..., None] for carried in told)], axis=2)
    return renewed(world, recalled=by_vote, callable=0.0 * world.callable)


def _carried(vote: Array, world: World, a: int) -> Array:
    """1 where an alliance brings its measures on a target back, `[R,T]`.

    Under unanimity and consensus one objection is a veto; else a majority of those who vote decides, or the leader.
    """
    xp, f = world.xp, world.board.forum
    member = world.member[:, None, a, :]
    ayes, noes = xp.sum(number(vote > 0.0) * member, axis=2), xp.sum(number(vote < 0.0) * member, axis=2)
    rules = {docket.rule for docket in f.dockets if docket.alliance == a}
    if "leader" in rules and int(f.leader[a]) >= 0:
        return number(vote[:, :, int(f.leader[a])] > 0.0)
    one_is_enough = bool({"unanimity", "consensus"} & rules)
    return number(ayes > 0.0) * number(noes <= 0.0) if one_is_enough else number(ayes > noes)


def guaranteed(world: World, deal: Array, resumed: Array, q: int) -> Array:
    """How strongly each alliance is called on for a party that the other has attacked again, `[R,A]`.

    A state that guarantees calls on the alliances it sits in.
    """
    xp, b = world.xp, world.board
    broken = xp.any(resumed > 0.0, axis=1)
    rows = xp.nonzero(broken)[0]
    attacked = xp.take(resumed, rows, axis=0)[:, None, ::-1]
    owed = put_back(xp.max(cells(xp.take(deal, rows, axis=0), "guarantee", b) * attacked, axis=2), broken)
    states = len(b.states)
    through = xp.max(world.member * owed[:, None, :states], axis=2) if b.forum.alliances else 0.0 * world.called
    return xp.maximum(owed[:, states:], through)
