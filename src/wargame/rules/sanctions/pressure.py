"""Pressure: what measures in force cost a target, those who decide there, and their senders.

Numbers come shaped for one axis after the run.
"""

from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.forum import SECTORS
from wargame.rules.forbidden import by_sender, exact
from wargame.rules.sanctions.numbers import Sanctions
from wargame.world import Measures, World

ENERGY = SECTORS.index("energy")
MOST_DEAR = 4.0  # times the calm price on top beyond which energy forgone gets no dearer
MOST = 0.5  # share of its output that sanctions may cost a state, or bring it


def ramped(measures: Measures, p: Sanctions) -> Array:
    """How far each row has come into its own, `[R,V]`, 0 to its level."""
    return measures.level * (1.0 - namespace(measures.live).exp(-measures.age / p.ramp))


def effect(ramp: Array, measures: Measures, p: Sanctions) -> Array:
    """What each row takes from its target, `[R,V]`, 0 to its level: what it has come to is adapted to, and leaks."""
    lasting = 1.0 - p.adapted * (1.0 - namespace(ramp).exp(-measures.age / p.adapt_months))
    return exact(ramp * lasting * (1.0 - measures.leak))


def burden(ramp: Array, measures: Measures, p: Sanctions) -> Array:
    """What each row weighs on its senders, `[R,V]`, 0 to its level: what it has come to is made good elsewhere."""
    lasting = 1.0 - p.replaced * (1.0 - namespace(ramp).exp(-measures.age / p.replace_months))
    return exact(ramp * lasting)


def applied(amount: Array, measures: Measures, share: Array, board: Board) -> list[Array]:
    """What each state applies against each target by sector, `[R,K,S]`, of what rows amount to, `[R,V]`.

    A state applies the strictest of its own measures and those of its alliances, of which it keeps a `share` `[R,A,S]`.
    """
    xp, states = namespace(amount), len(board.states)
    levels, found = xp.minimum(by_sender(amount, measures, board), 1.0), []
    for t, target in enumerate(board.forum.targets):
        most = levels[:, t, :, :states]
        in_use = xp.any(levels[:, t, :, states:] > 0.0, axis=(0, 1))
        for a in range(len(board.forum.alliances)):
            if bool(in_use[a]):
                theirs = levels[:, t, :, states + a : states + a + 1]
                most = xp.maximum(most, theirs * share[:, a : a + 1, :])
        found.append(most * number(xp.arange(states) != target))
    return found


def loyal(world: World) -> Array:
    """Share of an alliance's measures that each state applies, `[R,A,S]`."""
    return world.member * (1.0 - world.defected)


def covered(levels: list[Array], reliance: Array) -> Array:
    """Share of each target's dealings that is forbidden, by sector, `[R,T,K]`, of what states apply, `[R,K,S]` each."""
    xp = namespace(reliance)
    return xp.stack([xp.sum(reliance[t, ...] * level, axis=-1) for t, level in enumerate(levels)], axis=1)


def by_sector(p: Sanctions, prefix: str, like: Array) -> Array:
    """Numbers that there is one of for each sector, `[K]` or `[R,1,K]`."""
    xp, numbers = namespace(like), [getattr(p, prefix + sector) for sector in SECTORS]
    if not any(getattr(number, "ndim", 0) for number in numbers):
        return xp.asarray(numbers)
    flat = 0.0 * like[:, 0, :1]
    return xp.stack([number + flat for number in numbers], axis=2)


def bite(direct: Array, p: Sanctions) -> Array:
    """Points of output that each target loses, `[R,T]`, by what it has lost of each sector, `[R,T,K]`."""
    return p.bite * namespace(direct).sum(by_sector(p, "", direct) * direct, axis=-1)


def on_elites(direct: Array, p: Sanctions) -> Array:
    """What those who decide in each target feel, `[R,T]`, 0 to 1."""
    xp = namespace(direct)
    return xp.minimum(xp.sum(by_sector(p, "elite_", direct) * direct, axis=-1), 1.0)


def dearness(gas_price: Array, p: Sanctions) -> Array:
    """What forgoing a sector costs against calm times, `[R,K]`: energy the more, the dearer gas is."""
    xp = namespace(gas_price)
    scarce = xp.minimum(xp.maximum(gas_price[:, None] / p.calm - 1.0, 0.0), MOST_DEAR)
    dearer: Array = 1.0 + number(xp.arange(len(SECTORS)) == ENERGY) * (p.dear * scarce)
    return dearer


def cost(world: World, weight: Array, measures: Measures, share: Array, p: Sanctions, exposure: Array) -> Array:
    """Share of output that their own measures cost senders, `[R,S]`: less what they are spared, energy by its price.

    `measures` are the rows in use with their `weight` `[R,V]`, `share` `[R,A,S]` what states apply of their alliances'
    measures.
    """
    xp = world.xp
    levels = applied(weight, measures, share * (1.0 - world.exempt), world.board)
    factor = dearness(world.gas_price, p)
    weights = [xp.sum(exposure[t, ...] * level * factor[:, :, None], axis=1) for t, level in enumerate(levels)]
    return xp.minimum(p.cost * xp.sum(xp.stack(weights, axis=1), axis=1), MOST)
