"""The option to settle later: what it is worth to go on and think again, which is where a refusal may come from.

At a review a party may settle: it can then have what going on is worth to it by then, and its part of what both would
save [Nash1950]. The more uncertain the war, the more the choice is worth; as evidence gathers it loses value, since
fighting has told what it could [Slantchev2003]. One review ahead, in closed form.
"""

from wargame.assumptions import shaped
from wargame.axes import Array, namespace
from wargame.calculus.deal.case import Case
from wargame.calculus.deal.course import Course
from wargame.calculus.deal.numbers import Judge

LOGISTIC = 0.5513288954217921  # sqrt(3) / pi: scale of a logistic spread with standard deviation 1


def expected_gain(x: Array, sd: Array) -> Array:
    """What a free choice between x and nothing is worth if x is uncertain by a logistic spread: E[max(x + sd e, 0)]."""
    xp, scale = namespace(x), LOGISTIC * sd
    u = x / scale
    over: Array = xp.maximum(u, 0.0 * u) + xp.log(1.0 + xp.exp(-xp.abs(u)))  # log(1 + exp(u)), safe for large u
    return scale * over


def spread(case: Case) -> Array:
    """Standard deviation of a party's belief about the odds, `[R,Y]`: that of a Beta distribution."""
    return case.xp.sqrt(case.odds * (1.0 - case.odds) / (case.evidence + 1.0))


def waiting(deal: Array, later: Array, doubt: Array, then: Course, now: Course, p: Judge, last: Array) -> Array:
    """Worth of going on with the choice to settle at the next review, `[R,Y]` prize.

    `deal` is what the offer is worth in all else, `later` what going on is thought to be worth at the review, by a
    spread of `doubt`; `last` 1 where there will be no other offer.
    """
    xp, n = namespace(deal), shaped(p, 1)
    saved = then.cost + n.rival_cost * then.months
    better = xp.maximum(deal - later, n.split * saved)
    review = n.discount ** (n.review + 0.0 * last)  # an array in any case: powers of bare numbers round otherwise
    return review * n.waiting * now.alive * (1.0 - last) * expected_gain(better, doubt)
