"""When a party comes forward: in regular looks, where it is winning, losing, or stuck in a stalemate that hurts.

Who wins would cash in, who loses would limit the damage; in between, sides settle where neither can escalate to victory
and both are in pain [Zartman2001].
"""

from wargame.assumptions import shaped
from wargame.axes import Array
from wargame.calculus.deal import Outlook
from wargame.calculus.talks.numbers import Talks

RIPE = ("not ripe", "winning", "losing", "stalemated")
NOT_RIPE, WINNING, LOSING, STALEMATED = range(len(RIPE))


def looks(month: float, months: float, place: float, p: Talks) -> Array:
    """Whether a seat looks for a deal in a turn that begins so many months after the start and lasts `months`.

    `place` says how many halves of the time between two looks a seat waits before its first.
    """
    since = (month - 0.5 * place * p.sounding) % p.sounding
    due: Array = (since < months) & (month >= 0.5 * place * p.sounding)
    return due


def ripe(ahead: Outlook, party: int, p: Talks) -> Array:
    """Why a party would come forward, `[R]` by place in `RIPE`: by its own outlook on a war that goes on."""
    xp, n = ahead.case.xp, shaped(p, 0)
    tilt = (ahead.course.won - ahead.course.lost)[:, party]
    hurt = (ahead.course.cost[:, party] >= n.hurting) | (ahead.case.weary[:, party] >= n.fed_up)
    neither = xp.where(hurt, STALEMATED, xp.astype(0.0 * tilt, xp.int64) + NOT_RIPE)
    return xp.where(tilt >= n.upper_hand, WINNING, xp.where(tilt <= -n.upper_hand, LOSING, neither))


def stuck(ahead: Outlook, p: Talks) -> Array:
    """Whether a mediator takes the war for a stalemate that hurts both, `[R]`."""
    both: Array = (ripe(ahead, 0, p) == STALEMATED) & (ripe(ahead, 1, p) == STALEMATED)
    return both
