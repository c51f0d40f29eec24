"""What holdings are worth to the parties, by control and by title, and where a war would take them."""

from wargame.assumptions import shaped
from wargame.axes import Array, number
from wargame.calculus.deal.case import Case, each_other
from wargame.calculus.deal.numbers import Judge


def worth_of(
    case: Case, p: Judge, hold: Array, got: Array | None = None, gave: Array | None = None, worth: Array | None = None
) -> Array:
    """Worth of holdings `[R,Y,C]` to each party, `[R,Y]`, with the titles it has got and those it has given.

    A region's sovereign keeps the title to what the other holds until it grants it; anyone else holds land without one.
    `worth` `[...,Y,C]` is each party's own where nothing else is told.
    """
    xp, n = case.xp, shaped(p, 2)
    none = xp.zeros_like(hold)
    title, granted = none if got is None else got, none if gave is None else gave
    alien = hold * (n.possession + (1.0 - n.possession) * title)
    home = hold + (case.both - hold) * (1.0 - n.possession) * (1.0 - granted)
    return xp.sum((case.worth if worth is None else worth) * (case.own * home + (1.0 - case.own) * alien), axis=2)


def least(case: Case) -> Array:
    """The smaller of what a region is worth to the two, `[Y,C]`: nobody covets what the other does not care for."""
    return case.xp.minimum(case.worth, each_other(case.worth))


def taken(case: Case) -> Array:
    """Holdings of each party once it has won, `[R,Y,C]`."""
    return case.xp.minimum(case.xp.maximum(case.hold, case.reach), case.both)


def given(case: Case) -> Array:
    """Holdings of each party once the other has won, `[R,Y,C]`."""
    theirs = case.xp.maximum(case.both - case.hold, each_other(case.reach))
    return case.both - case.xp.minimum(theirs, case.both)


def victory(case: Case, p: Judge, worth: Array | None = None) -> Array:
    """Worth of a decisive victory: what a party reaches for, by title."""
    return worth_of(case, p, taken(case), got=number(case.reach > 0.0) + 0.0 * case.hold, worth=worth)


def defeat(case: Case, p: Judge, worth: Array | None = None) -> Array:
    """Worth of what is left after a decisive defeat, the title given."""
    gave = number(each_other(case.reach) > 0.0) + 0.0 * case.hold
    return worth_of(case, p, given(case), gave=gave, worth=worth)
