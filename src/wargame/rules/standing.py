"""Standing: condemnation heard, recognition given, isolation, the weight of a state's word, and third states' drift.

A state condemned by an assembly, shunned by the others or faithless to its allies has less of a word; a united alliance
and success give it more, and what is past fades. Third states drift, over years: away from a state whose word has lost
its weight, towards one they profit from, towards their allies and back to where they come from. Those who belong to a
united alliance, or stand at a pole, hardly move. Judged by votes in the General Assembly of the United Nations.
"""

from dataclasses import dataclass, replace
from typing import Protocol
from weakref import WeakKeyDictionary

import numpy as np

from wargame.assumptions import Leaf, decay, fit, leaf, shaped
from wargame.axes import Array, logistic, namespace, number
from wargame.board import Board
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules.states import States
from wargame.world import World, renewed


@dataclass(frozen=True)
class Standing:
    """Numbers of standing."""

    memory: Leaf = leaf(24.0, "months", "for a condemnation to be forgotten to 1/e", 12.0, 48.0)
    biting: Leaf = leaf(0.25, "1/point", "coldness of others to pressure by measures", 0.1, 0.5)
    blame: Leaf = leaf(1.0, "ratio", "coldness of others to a condemnation", 0.3, 2.0)
    common: Leaf = leaf(0.0, "logit", "standing of a state that stands alone and unblamed", -0.5, 1.0)
    company: Leaf = leaf(1.0, "logit", "standing won by membership in an alliance that stands together", 0.3, 2.0)
    censured: Leaf = leaf(1.2, "logit", "standing lost to a unanimous condemnation", 0.5, 2.0)
    shunned: Leaf = leaf(1.0, "logit", "standing lost to full isolation", 0.3, 2.0)
    faithless: Leaf = leaf(0.8, "logit", "standing lost to full defection from an alliance", 0.2, 2.0)
    prestige: Leaf = leaf(0.3, "ratio", "standing won to share of the theatre won", 0.1, 1.0)
    settle: Leaf = leaf(12.0, "months", "for standing to follow what drives it", 6.0, 24.0)
    ordinary: Leaf = leaf(0.5, "0..1", "standing below which a state loses third states", 0.4, 0.6)
    repute: Leaf = leaf(0.06, "1/year", "drift of third states to standing lost", 0.02, 0.15)
    profit: Leaf = leaf(2.0, "1/year", "drift of third states to the share of output they gain", 0.5, 6.0)
    beside: Leaf = leaf(0.1, "0..1", "distance at which a third state's drift is half felt", 0.05, 0.2)
    home: Leaf = leaf(0.03, "1/year", "of the way back to where a state comes from", 0.0, 0.1)
    friends: Leaf = leaf(0.02, "1/year", "of the way to its allies, where they stand together", 0.0, 0.1)
    firm: Leaf = leaf(0.85, "share", "of any drift that a united alliance holds up", 0.6, 1.0)


class Seen(Protocol):
    """What positions are read from: the world, or a view of it."""

    @property
    def board(self) -> Board: ...  # noqa: D102
    @property
    def lean(self) -> Array: ...  # noqa: D102


def hear(world: World, orders: Orders, params: tuple[Standing, States], draws: Chance) -> World:
    """A condemnation that an assembly adopted is heard: the share of the votes cast that were for it."""
    xp, f = world.xp, world.board.forum
    told = [0.0 * world.condemned[:, 0] for _ in f.targets]
    for p in f.of("condemnation"):
        passed = world.passed[:, f.items_of(p)[0]] > 0.0
        if bool(xp.any(passed)):
            t = f.targets.index(f.dockets[p].target)
            loud = number(passed) * _loudness(orders.vote[:, p, :], world, f.dockets[p].alliance)
            told[t] = xp.maximum(told[t], loud)
    return renewed(world, condemned=xp.maximum(world.condemned, xp.stack(told, axis=1))) if told else world


def _loudness(vote: Array, world: World, body: int) -> Array:
    """Share of the votes cast in a body that are for a motion, by how much of the world sits in it, `[R]`."""
    loud: Array = reach(world.member, world.board, body) * share_of_votes(
        vote, world.member[:, body, :], world.board.forum.others[body]
    )
    return loud


def reach(member: Array, board: Board, body: int) -> Array:
    """How much of the world sits in a body, `[R]`: its members, seated here or not, among all that are told of."""
    xp, others = namespace(member), board.forum.others[body]
    part: Array = (xp.sum(member[:, body, :], axis=1) + others) / (member.shape[2] + others)
    return part


def share_of_votes(vote: Array, member: Array, others: Array) -> Array:
    """Share of the votes cast `[R,S]` by the members `[R,S]` of a body that are for a motion, `[R]`.

    Members without a seat at this table vote as one bloc, with the majority of those who have one. What passes without
    a vote, passes with all of them.
    """
    xp = namespace(vote)
    ayes, noes = xp.sum(number(vote > 0.0) * member, axis=1), xp.sum(number(vote < 0.0) * member, axis=1)
    for_it, against = ayes + others * number(ayes > noes), noes + others * number(noes > ayes)
    share: Array = (for_it + 1e-9) / (for_it + against + 1e-9)
    return share


def regard(world: World, orders: Orders, params: tuple[Standing, States], draws: Chance) -> World:
    """How states are regarded after a turn: recognition, isolation, the weight of their word, third states' drift."""
    p, xp, b = shaped(params[0], 1), world.xp, world.board
    asked = orders.recognise
    recognition = xp.where(asked > 0.0, 1.0, xp.where(asked < 0.0, 0.0, world.recognition))
    recognition = xp.maximum(recognition, world.endorsed)
    known = renewed(world, recognition=recognition, condemned=world.condemned * decay(p.memory, world.dt))
    now, bound = replace(known, isolation=_isolation(known, params)), _bound(world)
    won = world.gained / xp.sum(b.area[: b.contested]) if b.contested else world.gained
    goal = logistic(_drive(now, bound, params))
    standing = world.standing + (goal - world.standing) * (1.0 - decay(p.settle, world.dt)) + p.prestige * won
    return replace(now, standing=_bounded(standing), lean=_drifted(world, bound, params))


def esteem(world: World, params: tuple[Standing, States]) -> Array:
    """The standing that each state is on its way to, `[R,S]`."""
    return logistic(_drive(world, _bound(world), params))


def _drive(world: World, bound: Array, params: tuple[Standing, States]) -> Array:
    """What standing moves towards, `[R,S]`, as a logit."""
    p = shaped(params[0], 1)
    drive = p.common + p.company * bound - p.shunned * world.isolation
    drive = drive - p.censured * at_targets(world.condemned, world.board)
    if world.board.forum.alliances:
        drive = drive - p.faithless * world.xp.max(world.defected, axis=1)
    whole: Array = drive
    return whole


def _bound(world: World) -> Array:
    """How far the most united alliance of each state stands together, `[R,S]`, 0 without one."""
    if not world.board.forum.alliances:
        return 0.0 * world.lean
    return world.xp.max(world.member * (world.cohesion * _known(world.board).pacts)[:, :, None], axis=1)


def _isolation(world: World, params: tuple[Standing, States]) -> Array:
    """Share of the others' output that keeps away from each state, `[R,S]`: by distance, the colder they have become.

    Those who recognise what a state has taken do not keep away from it.
    """
    xp, states, p = world.xp, params[1], shaped(params[0], 1)
    cold = 1.0 - xp.exp(-(p.biting * world.pressure + p.blame * world.condemned))
    others = (states.gdp * world.output)[:, None, :] * (1.0 - _known(world.board).own)
    away = xp.sum(others * xp.abs(aside(world)) * (1.0 - world.recognition), axis=2)
    return at_targets(cold * away / xp.maximum(xp.sum(others, axis=2), 1e-12), world.board)


def _drifted(world: World, bound: Array, params: tuple[Standing, States]) -> Array:
    """Where each state stands after a turn, `[R,S]`; targets stay where they are."""
    xp, states, p, fixed = world.xp, params[1], shaped(params[0], 1), _known(world.board)
    loose = 1.0 - p.firm * bound
    pull = p.home * (states.position - world.lean) + p.friends * _friendly(world, states)
    if world.board.forum.targets:
        away = aside(world)
        away = away / (xp.abs(away) + fit(params[0].beside, 2) + 1e-12)
        lost = p.ordinary - of_targets(world.standing, world.board)
        gain = (p.profit * world.profit)[:, None, :] * fixed.routed
        drawn = xp.sum(away * (fit(params[0].repute, 2) * lost[:, :, None] - gain), axis=1)
        pull = pull + 4.0 * world.lean * (1.0 - world.lean) * drawn
        loose = loose * (1.0 - xp.max(fixed.own, axis=0))
    return _bounded(world.lean + pull * loose * (world.dt / 12.0))


def _friendly(world: World, states: States) -> Array:
    """How far each state's allies stand from it, weighted by output and by how far they stand together, `[R,S]`."""
    xp, f = world.xp, world.board.forum
    if not f.alliances:
        return 0.0 * world.lean
    weight = states.gdp * world.output
    sums = xp.matmul(world.member, xp.stack([weight * world.lean, weight], axis=2))
    tie = world.cohesion * _known(world.board).pacts
    middle = tie * sums[:, :, 0] / xp.maximum(sums[:, :, 1], 1e-12)
    felt = xp.matmul(xp.stack([middle, tie], axis=1), world.member)
    drawn: Array = (felt[:, 0, :] - felt[:, 1, :] * world.lean) / xp.maximum(felt[:, 1, :], 1.0)
    return drawn


# What is worked out from the forum, and read by others


@dataclass(frozen=True)
class Fixed:
    """What never changes in a game."""

    pacts: Array  # [A] 1 for alliances, 0 for assemblies where everyone sits and the plenary decides
    at: Array  # [T] the state that each target is
    own: Array  # [T,S] 1 where a state is a target
    routed: Array  # [T,S] 1 where a target's dealings find a way through a state


_FIXED: WeakKeyDictionary[Board, Fixed] = WeakKeyDictionary()


def _known(board: Board) -> Fixed:
    """What never changes, worked out once a board."""
    found = _FIXED.get(board)
    if found is None:
        f, states = board.forum, np.arange(len(board.states))
        rules = [{docket.rule for docket in f.dockets if docket.alliance == a} for a in range(len(f.alliances))]
        routed = np.zeros((len(f.targets), len(states)))
        for state, t in f.routes:
            routed[t, state] = 1.0
        at = np.array(f.targets, dtype=np.int64)
        asarray = namespace(f.others).asarray
        found = Fixed(
            pacts=asarray(np.array([0.0 if rule == {"plenary"} else 1.0 for rule in rules])),
            at=asarray(at),
            own=asarray((at[:, None] == states) * 1.0),
            routed=asarray(routed),
        )
        _FIXED[board] = found
    return found


def sworn(member: Array, board: Board) -> Array:
    """1 where a state sits in an alliance with a target, `[R,T,S]`, from members `[R,A,S]`."""
    xp, f = namespace(member), board.forum
    if not (f.alliances and f.targets):
        return xp.zeros((member.shape[0], len(f.targets), member.shape[2]))
    close = member * _known(board).pacts[:, None]
    return xp.stack([xp.max(close * member[:, :, s : s + 1], axis=1) for s in f.targets], axis=1)


def aside(seen: Seen) -> Array:
    """How far each state leans from each target, `[R,T,S]`, with its sign."""
    theirs = of_targets(seen.lean, seen.board)
    return seen.lean[:, None, :] - theirs[:, :, None]


def of_targets(x: Array, board: Board) -> Array:
    """What is known of states, `[R,S]`, for the targets, `[R,T]`."""
    return namespace(x).take(x, _known(board).at, axis=1)


def at_targets(x: Array, board: Board) -> Array:
    """What is known of targets, `[R,T]`, by state, `[R,S]`, 0 for the others."""
    return namespace(x).sum(x[:, :, None] * _known(board).own, axis=1)


def is_target(board: Board) -> Array:
    """1 where a state is a target, `[T,S]`."""
    return _known(board).own


def _bounded(x: Array) -> Array:
    """Kept within 0..1."""
    xp = namespace(x)
    return xp.minimum(xp.maximum(x, 0.0), 1.0)
