"""Regard by doctrine: which states recognise what another has taken, and when they take it back."""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array, number
from wargame.calculus.plenary import dependence, taken
from wargame.observe import View
from wargame.orders import Orders
from wargame.rules import Params
from wargame.rules.standing import aside


@dataclass(frozen=True)
class Regard:
    """Numbers of recognition."""

    kinship: Leaf = leaf(0.1, "0..1", "distance from a target within which a state thinks of recognition", 0.05, 0.2)
    devotion: Leaf = leaf(1.0, "score", "of closeness and dependence above which it recognises", 0.7, 1.5)
    regret: Leaf = leaf(0.25, "score", "by which both must fall short for it to be withdrawn", 0.1, 0.5)


def orders_of_regard(view: View, legal: Orders, params: Params, numbers: Regard) -> dict[str, Array]:
    """Recognition given by those who stand beside a state that has taken land and depend on it; withdrawn otherwise."""
    xp, f, p = view.xp, view.board.forum, shaped(numbers, 2)
    if not f.targets:
        return {"recognise": 0.0 * legal.recognise}
    close = 1.0 - xp.abs(aside(view)) / (p.kinship + 1e-12)
    devoted = xp.maximum(close, -xp.ones_like(close)) + dependence(params.states.exposure)
    held = number(taken(view.control, view.war, view.board) > 0.0)[:, :, None]
    given = number(devoted > p.devotion) * number(close > 0.0) * held * (1.0 - view.recognition)
    withdrawn = number(devoted < p.devotion - p.regret) * view.recognition
    return {"recognise": (given - withdrawn * (1.0 - _agreed(view))) * legal.recognise}


def _agreed(view: View) -> Array:
    """1 for targets who are party to a deal in force, `[R,T,1]`: what was recognised by it is not taken back."""
    xp, b = view.xp, view.board
    columns = []
    for target in b.forum.targets:
        deals = [number(view.signed[:, q] > 0.0) for q, parties in enumerate(b.quarrels) if target in parties]
        columns.append(xp.max(xp.stack(deals, axis=1), axis=1) if deals else 0.0 * view.storage)
    return xp.stack(columns, axis=1)[..., None]
