"""Plenary by doctrine: when an assembly takes up a condemnation, and how states vote on it."""

from dataclasses import dataclass

import numpy as np

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array, number
from wargame.calculus import plenary
from wargame.calculus.plenary import condemnation, dependence, taken
from wargame.observe import View
from wargame.orders import Orders
from wargame.rules import Params
from wargame.rules.standing import aside, is_target, of_targets, reach, share_of_votes, sworn

MAJORITY = 2.0 / 3.0  # of those voting for or against: Charter of the United Nations, article 18


@dataclass(frozen=True)
class Plenary(plenary.Plenary):
    """Numbers of assemblies."""

    outrage: Leaf = leaf(0.1, "share", "of a state's land taken at which an assembly takes it up", 0.05, 0.2)
    again: Leaf = leaf(0.75, "share", "of a past condemnation still felt below which it does so again", 0.5, 0.95)


def motions_of_plenary(view: View, legal: Orders, params: Params, numbers: Plenary) -> dict[str, Array]:
    """Condemnations that an assembly takes up: much was taken, the last one is long past, and it would pass."""
    xp, f, p = view.xp, view.board.forum, shaped(numbers, 1)
    table = 0.0 * legal.table
    if not f.of("condemnation"):
        return {"table": table}
    outrage = number(taken(view.control, view.war, view.board) >= p.outrage)
    if not bool(xp.any(outrage > 0.0)):
        return {"table": table}
    scores = opinions(view, params, numbers)
    for docket in f.of("condemnation"):
        t, body = f.targets.index(f.dockets[docket].target), f.dockets[docket].alliance
        due = outrage * number(view.condemned < p.again * reach(view.member, view.board, body)[:, None])
        passes = share_of_votes(scores[:, t, :], view.member[:, body, :], f.others[body]) > MAJORITY
        cells = xp.asarray(np.array([1.0 if q in f.items_of(docket) else 0.0 for q in range(len(f.items))]))
        table = table + (due[:, t] * number(passes))[:, None] * cells * number(legal.table > 0.0)
    return {"table": table}


def votes_of_plenary(view: View, legal: Orders, params: Params, numbers: Plenary) -> dict[str, Array]:
    """Votes on condemnations that are on the table; nobody condemns itself."""
    xp, f = view.xp, view.board.forum
    dockets = [p for p in f.of("condemnation") if bool(xp.any(legal.vote[:, p, :] > 0.0))]
    if not dockets:
        return {}
    vote, scores = 0.0 * legal.vote, opinions(view, params, numbers)
    for p in dockets:
        mine = scores[:, f.targets.index(f.dockets[p].target), :] * number(legal.vote[:, p, :] > 0.0)
        row = xp.asarray((np.arange(len(f.dockets)) == p) * 1.0)
        vote = vote + row[:, None] * mine[:, None, :]
    return {"vote": xp.minimum(xp.maximum(vote, -legal.vote), legal.vote)}


def opinions(view: View, params: Params, numbers: Plenary) -> Array:
    """What each state thinks of the condemnation of each target, `[R,T,S]`."""
    xp, b, states = view.xp, view.board, params.states
    own = is_target(b)
    score = condemnation(
        xp.abs(aside(view)),
        states.nearness,
        dependence(states.exposure),
        sworn(view.member, b),
        taken(view.control, view.war, b)[:, :, None],
        of_targets(view.standing, b)[:, :, None],
        shaped(numbers, 2),
    )
    return score * (1.0 - own) - own
