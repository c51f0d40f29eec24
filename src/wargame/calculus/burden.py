"""Burden sharing in an alliance: what each member gives when it gains by what the others give.

The economic theory of alliances [OlsonZeckhauser1966]: defence is a public good, so a member gives what it would give
alone less a part of what it is given. The equilibrium falls short of the common interest, and the great bear more than
their share. Published figures of 1964 are not reproduced here; the equilibrium is that of the model, exactly.
"""

from wargame.assumptions import Leaf
from wargame.axes import Array, namespace, total


def best_reply(alone: Array, spill: Leaf, gifts: Array) -> Array:
    """What each member gives in answer to the gifts of the others: `[..., S]`, never less than nothing.

    `alone` is what it would give if nobody else did, and `spill`, 0..1, the part of another's gift that serves it as
    well as one of its own; a number, or an array that broadcasts over `[..., S]`.
    """
    others = total(gifts)[..., None] - gifts
    return namespace(alone).maximum(alone - spill * others, 0.0)


def equilibrium(alone: Array, spill: Leaf) -> Array:
    """The gifts that are best replies to each other: `[..., S]`; one such point for each `spill` in 0 <= spill < 1.

    If the m members with the greatest `alone` give, the sum of their gifts is sum(alone) / (1 + (m - 1) spill); the
    number that do give makes it largest. For two members that is (a - spill b) / (1 - spill^2), or the corner at 0.
    """
    xp = namespace(alone)
    members = xp.astype(xp.arange(alone.shape[-1]), xp.float64)
    greatest = -xp.take_along_axis(-alone, xp.argsort(-alone))
    sums = xp.cumulative_sum(greatest, axis=-1) / (1.0 + members * spill)
    given = xp.max(sums, axis=-1, keepdims=True)
    return xp.maximum(alone - spill * given, 0.0) / (1.0 - spill)
