"""How states vote in an assembly on the condemnation of one of them.

Spatial voting as roll calls of the General Assembly are read [BaileyStrezhnevVoeten2017]: a state votes by how far it
stands from the target. Added to it are fear, which nearness gives, what the target has taken, and the ties that bind:
trade and gas that a state depends on, and an oath of alliance. What is neither for nor against is an abstention. The
weights were set with the vote of 2 March 2022 in view.
"""

from dataclasses import dataclass

import numpy as np

from wargame.assumptions import Leaf, leaf
from wargame.axes import Array, namespace, number
from wargame.board import Board

VOTES = "General Assembly, resolution ES-11/1, 2 March 2022"


@dataclass(frozen=True)
class Plenary:
    """Numbers of votes on a condemnation; distance itself has weight 1."""

    fear: Leaf = leaf(0.6, "score", "for a condemnation, of a state next door to the target", 0.3, 1.0, VOTES, True)
    conquest: Leaf = leaf(0.3, "score", "for it, when the target has taken a tenth of a state", 0.1, 0.6)
    beholden: Leaf = leaf(0.1, "score", "against it, of a state that depends on the target", 0.05, 0.3, VOTES, True)
    oath: Leaf = leaf(0.05, "score", "against it, of the target's allies, who fear it no more", 0.0, 0.2, VOTES, True)
    clout: Leaf = leaf(0.05, "score", "against it, by the weight of the target's word", 0.0, 0.2)
    reluctance: Leaf = leaf(0.4, "score", "against condemning anyone", 0.2, 0.6, VOTES, True)
    abstain: Leaf = leaf(0.1, "score", "for or against below which a state abstains", 0.05, 0.2, VOTES, True)


WHOLE = 0.1  # share of a state's land whose conquest is felt in full


def condemnation(
    distance: Array, nearness: Array, dependence: Array, allied: Array, taken: Array, word: Array, p: Plenary
) -> Array:
    """Scores of states on the condemnation of a target, `[..., S]`: above 0 for, below 0 against, 0 an abstention.

    `distance` of positions, `nearness` on the map, `dependence` on the target's trade and energy and the target's
    standing `word` are 0..1, `allied` is 0 or 1, `taken` the share of another state's land that the target holds; they
    broadcast over `[..., S]`, as the numbers do.
    """
    xp = namespace(distance)
    felt = xp.minimum(taken / WHOLE, xp.ones_like(taken))
    for_it = distance + p.fear * nearness * (1.0 - allied) + p.conquest * felt
    score = for_it - p.beholden * dependence - p.oath * allied - p.clout * word - p.reluctance
    return xp.where(xp.abs(score) < p.abstain, xp.zeros_like(score), score)


def dependence(exposure: Array) -> Array:
    """Dependence of each state on each target, `[T,S]` 0..1: half energy, half trade, of exposures `[T,K,S]`."""
    xp = namespace(exposure)
    energy, trade = exposure[:, 1, :], exposure[:, 3, :]
    return 0.5 * xp.minimum(energy, xp.ones_like(energy)) + 0.5 * xp.minimum(trade, xp.ones_like(trade))


def taken(control: Array, war: Array, board: Board) -> Array:
    """Share of an enemy's land that each target holds, `[R,T]`, of the enemy from whom it holds most.

    From control `[R,H,C]` and who is at war, `[R,D]`.
    """
    xp, targets = namespace(control), board.forum.targets
    holder, owner = np.asarray(board.holder)[:, : board.contested], np.asarray(board.sovereign)
    area = np.asarray(board.area)
    most = [xp.zeros((control.shape[0],)) for _ in targets]
    for d, (who, whom, kind) in enumerate(board.pairs):
        if kind == "war" and who in targets:
            land = (holder == who) * ((owner == whom) * area)[: board.contested] / max(area[owner == whom].sum(), 1e-9)
            held = xp.sum(xp.sum(control * xp.asarray(land), axis=2), axis=1) * number(war[:, d] > 0.0)
            t = targets.index(who)
            most[t] = xp.maximum(most[t], held)
    return xp.stack(most, axis=1) if targets else xp.zeros((control.shape[0], 0))
