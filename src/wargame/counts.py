"""Counts by chance: how often something happens, from one uniform number each.

The inverse of the distribution [Devroye1986]: the least count whose probability, with all below it, reaches the
uniform number. A fixed number of draws whatever the rate, and on the same draw a higher rate never counts less.
"""

from collections.abc import Callable

from wargame.axes import Array, namespace, number

MOST = 24  # the largest count by default; at a rate of 8 one draw in a million would pass it


def poisson(rate: Array, uniform: Array, most: int = MOST) -> Array:
    """How many independent incidents, at so many expected: whole numbers as floats, never more than `most`.

    `rate` (0 or more) and `uniform` (0..1) broadcast against each other, as `[R,X]`.
    """
    return _quantile(namespace(rate).exp(-rate), lambda n: rate / n, uniform, most)


def binomial(count: Array, probability: Array, uniform: Array, most: int = MOST) -> Array:
    """How many of `count`, each taken with the same probability: whole numbers as floats, 0 to `count`.

    `count` (whole, at most `most`), `probability` and `uniform` (both 0..1) broadcast against each other, as `[R,X]`.
    """
    xp = namespace(uniform)
    often = probability > 0.5  # then those left out are counted: the rarer kind, whose ratios stay small
    rarer = xp.where(often, 1.0 - probability, probability)
    odds = rarer / (1.0 - rarer)
    drawn = _quantile(
        (1.0 - rarer) ** count,
        lambda n: (count - (n - 1.0)) / n * odds,  # 0 at the first n past the count, and so are all beyond
        xp.where(often, 1.0 - uniform, uniform),
        most,
    )
    drawn = xp.minimum(drawn, count)
    return xp.where(often, count - drawn, drawn)


def _quantile(first: Array, ratio: Callable[[int], Array], uniform: Array, most: int) -> Array:
    """The least count that reaches `uniform`, by the probability of 0 and the ratio of that of n to that of n - 1.

    One count after the other: at the sizes of a turn no slower than an axis of counts, and a fraction of its memory.
    Where all have reached it, larger counts would add nothing, so that stopping there changes no bit of any of them.
    """
    xp = namespace(uniform)
    probability = reached = first
    below = reached < uniform
    counted = number(below)
    for n in range(1, most):
        if not bool(xp.any(below)):
            break
        probability = probability * ratio(n)
        reached = reached + probability
        below = reached < uniform
        counted = counted + number(below)
    return counted
