"""Covert operations by doctrine: how hard a service probes a rival alliance, and how much a state shares."""

from dataclasses import dataclass

import numpy as np

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array, namespace
from wargame.observe import View
from wargame.orders import Orders
from wargame.rules import Params, rivalry


@dataclass(frozen=True)
class Covert:
    """Numbers of services."""

    probing: Leaf = leaf(
        0.9, "0..1", "effort at covert operations at full hostility, where nobody would be caught", 0.3, 1.0
    )
    grudge: Leaf = leaf(5.0, "points", "of output lost to measures that are half of the hostility over them", 2.0, 10.0)
    insult: Leaf = leaf(20.0, "EUR bn", "of aid for the enemy that is half of the hostility over it", 5.0, 60.0)
    discretion: Leaf = leaf(0.5, "share", "of the effort spared where every operation would be traced", 0.1, 0.9)
    respect: Leaf = leaf(0.4, "share", "of the effort spared where retaliation is certain", 0.1, 0.9)
    sharing: Leaf = leaf(0.9, "0..1", "of its intelligence that a state shares with partners of one mind", 0.3, 1.0)
    apart: Leaf = leaf(0.4, "0..1", "difference of position from its partners at which it shares nothing", 0.2, 0.8)


def orders_of_covert(view: View, legal: Orders, params: Params, numbers: Covert) -> dict[str, Array]:
    """Effort against rivals, and what is shared with partners."""
    return {
        "probe": probing(view, params, shaped(numbers, 1)) * legal.probe,
        "inform": sharing(view, params, shaped(numbers, 1)) * legal.inform,
    }


def probing(view: View, params: Params, p: Covert) -> Array:
    """Effort at covert operations, `[R,X]`: by hostility, less by the odds of being named and of retaliation."""
    h = shaped(params.hybrid, 1)
    bitten, armed = rivalry.pressed(view), rivalry.arming(view, view.granted)
    hostility = 1.0 - (1.0 - rivalry.half_way(bitten, p.grudge)) * (1.0 - rivalry.half_way(armed, p.insult))
    named = view.attributed / (view.attributed + view.unclaimed + 2.0)
    expected = rivalry.posture(view, h.alone, h.deployed)
    effort: Array = p.probing * hostility * (1.0 - p.discretion * named) * (1.0 - p.respect * expected)
    return effort


def sharing(view: View, params: Params, p: Covert) -> Array:
    """Share of its intelligence that a state shares, `[R,S]`: with those near to it, the more they stand as one."""
    xp, b, f = view.xp, view.board, view.board.forum
    given = np.zeros((len(b.pairs), len(b.states)))
    for d, (who, _, kind) in enumerate(b.pairs):
        given[d, who] = 1.0 if kind == "patron" else 0.0
    alike = _nearness(xp.take(view.lean, b.who, axis=1) - xp.take(view.lean, b.whom, axis=1), p.apart)
    among = xp.matmul(alike[:, None, :], xp.asarray(given / np.maximum(given.sum(axis=0), 1.0)))
    best = xp.reshape(among, view.lean.shape)
    plenary = {docket.alliance for docket in f.dockets if docket.rule == "plenary"}
    for a in (a for a in range(len(f.alliances)) if a not in plenary):
        weight = view.member[:, a, :] * params.states.military_spending
        middle = xp.sum(weight * view.lean, axis=1, keepdims=True) / xp.maximum(
            xp.sum(weight, axis=1, keepdims=True), 1e-12
        )
        trust = view.member[:, a, :] * (0.5 + 0.5 * view.cohesion[:, a : a + 1])
        best = xp.maximum(best, trust * _nearness(view.lean - middle, p.apart))
    return p.sharing * best


def _nearness(apart: Array, most: Leaf) -> Array:
    """1 for those of one mind, 0 for those too far apart."""
    xp = namespace(apart)
    near: Array = xp.maximum(1.0 - xp.abs(apart) / xp.maximum(0.0 * apart + most, 1e-9), 0.0)
    return near
