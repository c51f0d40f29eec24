"""Donors by doctrine: military aid by threat, sympathy, wealth and size, and the kinds of arms it is made of.

The burden follows how near a donor lies to its partner's enemy rather than how large it is: defence given away is in
part the donor's own [SandlerMurdoch1990], and what others give spares it little [OlsonZeckhauser1966]. Of the kinds of
arms a donor sends what its partner has least of, and less of what an enemy has drawn a red line against, as far as it
still believes the line.
"""

from dataclasses import dataclass

import numpy as np

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array, number
from wargame.forum import ARMS
from wargame.observe import View
from wargame.orders import Orders
from wargame.rules import Params
from wargame.rules.combat import against, hostile
from wargame.world import by_state

KIEL = "Kiel Institute for the World Economy, Ukraine Support Tracker: bilateral aid to the end of 2023"


@dataclass(frozen=True)
class Donors:
    """Numbers of donors."""

    generosity: Leaf = leaf(
        0.0043,
        "share",
        "of a year's output given in a year by a near, rich, wholly committed donor",
        0.002,
        0.01,
        KIEL,
        True,
    )
    distant: Leaf = leaf(0.1, "0..1", "nearness that even the most distant donor feels", 0.02, 0.3, KIEL, True)
    by_threat: Leaf = leaf(0.3, "1", "exponent of aid in nearness to the partner's enemy", 0.2, 1.0, KIEL, True)
    by_sympathy: Leaf = leaf(3.8, "1", "exponent of aid in how near donor and partner stand", 2.0, 5.0, KIEL, True)
    by_wealth: Leaf = leaf(0.2, "1", "exponent of aid in output a head, to 40 000 USD", 0.0, 0.8, KIEL, True)
    by_size: Leaf = leaf(0.1, "1", "exponent by which aid falls with output, to 500 USD bn", 0.0, 0.4, KIEL, True)
    by_weariness: Leaf = leaf(0.6, "share", "of its aid that a wholly weary donor drops", 0.2, 1.0)
    ride: Leaf = leaf(0.05, "share", "of its part of what others give that a donor saves", 0.0, 0.5)
    heavy: Leaf = leaf(0.5, "share", "of aid in kinds of arms that matter at the front, but for red lines", 0.2, 0.8)
    fires: Leaf = leaf(0.40, "share", "of fires among the arms in service that a donor aims at", 0.2, 0.5)
    armour: Leaf = leaf(0.25, "share", "of armour among them", 0.1, 0.4)
    air_defence: Leaf = leaf(0.25, "share", "of air defence among them", 0.1, 0.4)
    long_range: Leaf = leaf(0.10, "share", "of long range among them", 0.0, 0.2)
    caution: Leaf = leaf(3.0, "1", "weight of red lines: 0 ignores them", 0.0, 6.0)


def orders_of_donors(view: View, legal: Orders, params: Params, numbers: Donors) -> dict[str, Array]:
    """What donors give, and in what kinds."""
    aid = aid_of(view, legal, params, shaped(numbers, 1))
    return {"aid": aid, "arms": arms_of(view, shaped(numbers, 2)) * number(aid > 0.0)[:, :, None]}


def aid_of(view: View, legal: Orders, params: Params, p: Donors) -> Array:
    """Aid of donors to partners at war, `[R,D]` EUR bn."""
    xp, b, states = view.xp, view.board, params.states
    fighting = by_state(number(against(view.control * 0.0 + 1.0, hostile(view.war, b)) > 0.0) * b.valid, b)
    lean = xp.take(view.lean, b.who, axis=1) - xp.take(view.lean, b.whom, axis=1)
    sympathy = xp.log(xp.maximum(1.0 - xp.abs(lean), 1e-3))
    threat = xp.log(xp.minimum(p.distant + _danger(view, params), 1.0))
    rich = p.by_wealth * xp.log(states.gdp / states.population / 40.0 * 1e3) - p.by_size * xp.log(states.gdp / 500.0)
    willing = (1.0 - p.by_weariness * view.weariness) * xp.exp(rich) * states.gdp * (view.months / 12.0)
    wish = p.generosity * xp.exp(p.by_threat * threat + p.by_sympathy * sympathy) * xp.take(willing, b.who, axis=1)
    gift = xp.maximum(wish - p.ride * _spared(view, params), 0.0) * b.patron
    return xp.minimum(gift * number(xp.take(fighting, b.whom, axis=1) > 0.0), legal.aid)


def _danger(view: View, params: Params) -> Array:
    """How near a donor lies to its partner's enemy, `[R,D]`; to the partner where nothing is known of the enemy."""
    xp, b = view.xp, view.board
    near = b.closeness + 0.0 * view.granted
    for t, state in enumerate(b.forum.targets):
        near = xp.where(_enemy(view, state) > 0.0, xp.take(params.states.nearness[t, ...], b.who, axis=0), near)
    return near


def _spared(view: View, params: Params) -> Array:
    """A donor's part, by output, of what a partner's other donors have given a month so far, `[R,D]` EUR bn."""
    xp, b = view.xp, view.board
    fellow = number(b.whom[:, None] == b.whom[None, :]) * b.patron
    others = view.xp.reshape(xp.matmul(view.granted[:, None, :], xp.matrix_transpose(fellow)), view.granted.shape)
    output = xp.take(params.states.gdp, b.who, axis=0)
    part = output / xp.maximum(xp.sum(fellow * output, axis=1), 1e-9)
    return (others - view.granted) * part * (view.months / max(view.turn - 1, 1))


def _enemy(view: View, state: int) -> Array:
    """1 where a state is at war with the partner of a pair, `[R,D]`."""
    xp, pairs = view.xp, view.board.pairs
    wars = {(a, b): d for d, (a, b, kind) in enumerate(pairs) if kind == "war"}
    index = np.array([wars.get((state, whom), len(pairs)) for _, whom, _ in pairs], dtype=np.int64)
    padded = xp.concat([view.war, xp.zeros((view.war.shape[0], 1))], axis=1)
    return xp.take(padded, xp.asarray(index), axis=1)


def arms_of(view: View, p: Donors) -> Array:
    """Shares of the aid in kinds of arms, `[R,D,I]`: what the partner has least of, less where a line is drawn."""
    xp, b = view.xp, view.board
    partners = sorted({whom for _, whom, kind in b.pairs if kind == "patron"})
    if not partners:
        return xp.zeros((*view.granted.shape, len(ARMS)))
    kit = xp.take(view.kit, xp.asarray(np.array(partners, dtype=np.int64)), axis=1)
    has = kit / xp.maximum(xp.sum(kit, axis=2, keepdims=True), 1e-9)
    blank = xp.zeros((kit.shape[0], 1, 1))
    aim = xp.concat([blank + part for part in (p.fires, p.armour, p.air_defence, p.long_range)], axis=2)
    lack = aim * aim / (has + aim + 1e-9)
    share = p.heavy * lack / xp.maximum(xp.sum(lack, axis=2, keepdims=True), 1e-9)
    mine = [partners.index(whom) if kind == "patron" else 0 for _, whom, kind in b.pairs]
    return xp.take(share, xp.asarray(np.array(mine, dtype=np.int64)), axis=1) * restraint(view, p)


def restraint(view: View, p: Donors) -> Array:
    """What is left of each kind of arms before the red lines of a partner's enemies, `[R,D,I]`, 1 where there is none.

    A line is believed as the other side reads it: by how often it was crossed, and as meant where a back-channel works.
    """
    xp, b = view.xp, view.board
    left = xp.zeros((1, 1, len(ARMS))) + 1.0
    for x, (state, _) in enumerate(b.forum.rivals):
        dropped = 1.0 - xp.exp(-p.caution * view.lines[:, x : x + 1, :])
        left = xp.minimum(left, 1.0 - _enemy(view, state)[:, :, None] * dropped)
    return left
