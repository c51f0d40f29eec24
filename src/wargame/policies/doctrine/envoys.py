"""Envoys by doctrine: when rivals talk in secret, when alliances take up a dialogue, when a member leaves the line."""

from dataclasses import dataclass

import numpy as np

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array, namespace
from wargame.observe import View
from wargame.orders import Orders
from wargame.rules import Params
from wargame.rules.alliances import stance


@dataclass(frozen=True)
class Envoys:
    """Numbers of foreign ministries."""

    feelers: Leaf = leaf(0.1, "0..1", "readiness of a state to talk to a rival in quiet times", 0.0, 0.4)
    heeding: Leaf = leaf(
        0.15, "1/rung", "of that readiness won by each rung above arms for the enemy, on both sides", 0.0, 0.3
    )
    tired: Leaf = leaf(0.4, "ratio", "readiness of a state to talk won to weariness at home", 0.0, 1.0)
    open_door: Leaf = leaf(0.2, "0..1", "readiness of a united alliance to talk to a rival in quiet times", 0.0, 0.5)
    offence: Leaf = leaf(0.3, "ratio", "readiness of an alliance to talk lost to alarm", 0.0, 0.6)
    unwilling: Leaf = leaf(0.25, "score", "against the line of its alliance from which on a member leaves it", 0.1, 0.6)
    leaving: Leaf = leaf(
        1.5, "1/score", "share of measures not applied to what is beyond, where nothing binds", 0.5, 4.0
    )


def orders_of_envoys(view: View, legal: Orders, params: Params, numbers: Envoys) -> dict[str, Array]:
    """Secret talks, and measures that are not applied."""
    return {
        "channel": channel(view, shaped(numbers, 1)) * legal.channel,
        "defect": defection(view, params, shaped(numbers, 2)) * legal.defect,
    }


def orders_of_councils(view: View, legal: Orders, params: Params, numbers: Envoys) -> dict[str, Array]:
    """How far alliances would talk."""
    return {"engage": engagement(view, shaped(numbers, 1)) * legal.engage}


def channel(view: View, p: Envoys) -> Array:
    """Readiness of a state to talk in secret, `[R,X]`: more on a high rung and where its people are weary."""
    weary = view.xp.take(view.weariness, view.board.forum.rival_state, axis=1)
    return _share(p.feelers + p.heeding * _above(view) + p.tired * weary)


def engagement(view: View, p: Envoys) -> Array:
    """Readiness of an alliance to talk, `[R,X]`: if it stands together, more on a high rung, less under alarm."""
    xp, body = view.xp, view.board.forum.rival_body
    together, alarm = xp.take(view.cohesion, body, axis=1), xp.take(view.alarm, body, axis=1)
    return _share(together * (p.open_door + p.heeding * _above(view)) - p.offence * xp.minimum(alarm, 1.0))


def defection(view: View, params: Params, p: Envoys) -> Array:
    """Share of an alliance's measures that a member stops applying, `[R,A,S]`: where it is far from the common line.

    How far it may go without reproach depends on how little the others stand together.
    """
    xp, f = view.xp, view.board.forum
    dockets = tuple(
        next((p_ for p_ in f.of("package") if f.dockets[p_].alliance == a), -1) for a in range(len(f.alliances))
    )
    asked = tuple(p_ for p_ in dockets if p_ >= 0)
    if not asked:
        return 0.0 * view.member
    stands = stance(view, params.states, shaped(params.alliances, 2), asked)
    row = xp.asarray(np.array([asked.index(p_) if p_ >= 0 else 0 for p_ in dockets], dtype=np.int64))
    may = xp.asarray(np.array([[1.0 if p_ >= 0 else 0.0] for p_ in dockets]))
    beyond = xp.maximum(-xp.take(stands, row, axis=1) - p.unwilling, 0.0)
    return _share(p.leaving * beyond) * (1.0 - view.cohesion[..., None]) * may


def _above(view: View) -> Array:
    """Rungs above arms for the enemy."""
    return view.xp.maximum(view.rung - 4.0, 0.0)


def _share(x: Array) -> Array:
    """Kept within 0..1."""
    xp = namespace(x)
    return xp.minimum(xp.maximum(x, 0.0), 1.0)
