"""Commitment: whether a word is kept, and what it costs if it is not.

A truce lets power shift; where it shifts by more than the bargain is worth, nobody can promise not to use it
[Powell2006]. Guarantees, zones, watchers and relief that would snap back hold a side to its word [Fortna2004]. One
expression serves both ways: what a party fears of the other is what it may do itself.
"""

from wargame.assumptions import shaped
from wargame.axes import Array, logistic
from wargame.calculus.deal.brought import Brought
from wargame.calculus.deal.case import Case, other
from wargame.calculus.deal.course import Course, course, ground
from wargame.calculus.deal.numbers import Judge
from wargame.calculus.deal.option import expected_gain
from wargame.calculus.deal.worth import least


def by_force(case: Case, p: Judge) -> Course:
    """The war over what both care for."""
    return course(case, p, ground(case, p, worth=least(case)))


def commitment(case: Case, deal: Brought, force: Course, p: Judge) -> tuple[Array, Array]:
    """What the other's breach is feared to cost, and what a party's own would bring it, `[R,Y]` prize."""
    n = shaped(p, 1)
    mine, theirs = power(case, deal, n)
    my_odds, their_odds = breaches(case, deal, n, mine, theirs)
    kept = deal.land.kept
    spread = n.blur + 0.0 * kept
    feared = expected_gain(kept - force.territory + theirs - n.rival_cost * force.months, spread)
    tempted = expected_gain(force.territory - kept + mine - force.cost, spread)
    later = n.discount ** (n.truce + 0.0 * kept)  # an array in any case: powers of bare numbers round otherwise
    return later * their_odds * (feared + n.recoil * force.cost), later * my_odds * tempted


def power(case: Case, deal: Brought, n: Judge) -> tuple[Array, Array]:
    """Power that a party gains in a truce as it sees itself, and that the other gains as it sees it, `[R,Y]` prize."""
    weakened = n.shackled * (deal.capped + deal.unaided) / 2.0

    def gained(rearm: Array, capped: Array, relief: Array, rival: Array) -> Array:
        power: Array = rearm * (1.0 - capped) + n.refilled * relief + rival
        return power

    mine = gained(case.rearm * (1.0 - n.mistrust), deal.capped, deal.relief, other(weakened))
    theirs = gained(other(case.rearm) * (1.0 + n.mistrust), other(deal.capped), other(deal.relief), weakened)
    return mine, theirs


def breaches(case: Case, deal: Brought, n: Judge, mine: Array, theirs: Array) -> tuple[Array, Array]:
    """Chance within a year that a party would break the deal, and that the other would, as it sees them, `[R,Y]`."""
    zones = (deal.zoned + other(deal.zoned)) / 2.0
    common = n.breach - n.zoned * zones - n.watched * deal.watched
    snap = deal.relief * deal.revocable

    def chance(gain: Array, guaranteed: Array, lost: Array) -> Array:
        return logistic(common + n.tempting * gain - n.guarded * guaranteed - n.deterred * lost)

    return chance(mine, other(deal.guaranteed), snap), chance(theirs, deal.guaranteed, other(snap))
