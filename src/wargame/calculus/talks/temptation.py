"""Temptation: how likely a party is to break the deal it is in, by the expression by which it is distrusted."""

from wargame.assumptions import shaped
from wargame.axes import Array
from wargame.calculus.deal import Case, Judge
from wargame.calculus.deal.brought import brought
from wargame.calculus.deal.trust import breaches, power
from wargame.terms import Terms

YEAR = 12.0


def temptation(case: Case, terms: Terms, p: Judge) -> Array:
    """Chance a month that a party breaks a deal, `[R,Y]`: by the power that it gains in the truce, as it sees itself.

    The case is that of the day of signature, as relief is told in shares of the measures of that day.
    """
    n, deal = shaped(p, 1), brought(case, terms, p)
    in_a_year, _ = breaches(case, deal, n, *power(case, deal, n))
    monthly: Array = 1.0 - (1.0 - in_a_year) ** (1.0 / YEAR)
    return monthly
