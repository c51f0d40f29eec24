"""Trade by doctrine: measures that states take alone, by where they stand and what it would cost them.

A state that stands far from a target at war, that is near it and to which the matter is salient, is ready to forbid its
own to deal there, the less the more a sector weighs at home. It moves at a pace, and lifts what its stance no longer
warrants. The same rule holds whoever the target is.
"""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array, number
from wargame.observe import View
from wargame.orders import Orders
from wargame.rules import Params, sanctions
from wargame.tables import in_use


@dataclass(frozen=True)
class Trade:
    """Numbers of states that take measures alone."""

    ready: Leaf = leaf(0.8, "share", "of dealings forbidden for each unit of stance", 0.3, 1.5)
    sparing: Leaf = leaf(0.5, "share", "of dealings spared for each unit of a sector's weight at home", 0.1, 1.0)
    steps: Leaf = leaf(0.15, "share/month", "of dealings by which own measures rise or fall", 0.05, 0.4)
    stir: Leaf = leaf(0.03, "share", "of dealings off the mark for which a cabinet does not stir", 0.0, 0.1)


def orders_of_trade(view: View, legal: Orders, params: Params, numbers: Trade) -> dict[str, Array]:
    """Own measures on their way to what the stance of each sender warrants, `[R,U,K]`."""
    xp, f, states = view.xp, view.board.forum, params.states
    if not f.senders:
        return {"sanction": legal.sanction * 0.0}
    p, now = shaped(numbers, 2), sanctions.in_force(in_use(view.measures), view.board)
    willing, rows, weights = stance_alone(view, params), [], []
    for s, t in f.senders:
        rows.append(now[:, t, :, s])
        weights.append(states.exposure[t, :, s])
    wanted = p.ready * willing[:, :, None] - p.sparing * xp.stack(weights, axis=0)
    wanted = xp.minimum(xp.maximum(wanted, 0.0 * wanted), 1.0) * number(willing > 0.0)[:, :, None]
    gap, most = wanted - xp.stack(rows, axis=1), p.steps * min(view.months, 1.0) * legal.sanction
    gap = gap * number(xp.abs(gap) > p.stir)
    return {"sanction": xp.minimum(xp.maximum(gap, -most), most)}


def stance_alone(view: View, params: Params) -> Array:
    """What each sender would give to act against its target, `[R,U]`; nothing against a target that is at peace."""
    xp, b, states, p = view.xp, view.board, params.states, shaped(params.alliances, 1)
    columns = []
    for s, t in b.forum.senders:
        whom = b.forum.targets[t]
        wars = [d for d, (a, _, kind) in enumerate(b.pairs) if kind == "war" and a == whom]
        at_war = (
            xp.max(xp.take(view.war, xp.asarray(wars, dtype=xp.int64), axis=1), axis=1)
            if wars
            else 0.0 * view.gas_price
        )
        apart = xp.abs(view.lean[:, s] - view.lean[:, whom])[:, None]
        alarm = xp.max(view.alarm * view.member[:, :, s], axis=1) if b.forum.alliances else 0.0 * at_war
        drawn = p.position * (2.0 * apart - 1.0) + p.threat * states.nearness[t, s] + p.alarm * alarm[:, None]
        tired = p.weary * view.weariness[:, s : s + 1] + p.held * view.leverage[:, s : s + 1]
        columns.append((states.salience[s] * drawn - tired) * at_war[:, None])
    return xp.concat(columns, axis=1)
