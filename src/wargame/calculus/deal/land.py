"""Land in a deal: what each party holds and has title to once it is carried out, and what it gave up for that."""

from dataclasses import dataclass

from wargame.assumptions import shaped
from wargame.axes import Array, number
from wargame.calculus.deal.case import Case, each_other, other
from wargame.calculus.deal.numbers import Judge
from wargame.calculus.deal.worth import least, worth_of
from wargame.terms import Terms


@dataclass(frozen=True)
class Land:
    """What the clauses on land bring each party, `[R,Y]`."""

    worth: Array  # prize, of its holdings with their titles
    kept: Array  # prize, of its holdings in the smaller of what a region is worth to the two
    retreat: Array  # prize, of what it holds today and will not
    shame: Array  # 0..1, gap to its claims on land
    core: Array  # 0..1 of its own land that the other has no claim to, how much of it it gives up
    alien: Array  # regions asked of it that it neither holds nor claims


def land(case: Case, terms: Terms, p: Judge) -> Land:
    """Titles as granted, holdings once the withdrawals are done, administration where it parts from control."""
    xp, n = case.xp, shaped(p, 1)
    left = case.hold * terms.withdraw
    hold: Array = case.hold - left + (case.both - case.hold) * other(terms.withdraw)
    free = 1.0 - terms.defer[:, None, :]  # no title passes while a status is open
    got, gave = other(terms.recognise) * free, terms.recognise * free
    theirs, mine = (case.both - hold) * other(terms.administer), hold * terms.administer
    fallen = xp.maximum(case.hold - hold, 0.0 * hold)
    return Land(
        worth=worth_of(case, p, hold, got=got, gave=gave)
        + n.administration * xp.sum(case.worth * (theirs - mine), axis=2),
        kept=worth_of(case, p, hold, worth=least(case)),
        retreat=xp.sum(case.worth * fallen, axis=2),
        shame=_shame(case, terms, p, hold),
        core=_core(case, fallen),
        alien=_alien(case, terms),
    )


def _shame(case: Case, terms: Terms, p: Judge, hold: Array) -> Array:
    """Gap to the claims on land, 0 to 1: land given up, land never won, titles not got or given away."""
    xp, n, open_ = case.xp, shaped(p, 2), terms.defer[:, None, :]
    claimed = case.worth * number(case.claim > 0.0)
    whole = xp.maximum(xp.sum(case.worth * case.claim, axis=1), 1e-9 + 0.0 * case.worth[:, 0])
    given = case.hold * terms.withdraw
    never = xp.maximum(case.claim * case.both - xp.maximum(hold, case.hold), 0.0 * hold)
    alien = hold * (1.0 - case.own) * (1.0 - other(terms.recognise) * (1.0 - open_))
    lost = (case.both - hold) * case.own * terms.recognise * (1.0 - open_)
    gap = given + n.renounced * (1.0 - n.left_open * open_) * never + n.untitled * alien + n.ceded * lost
    return xp.sum(claimed * gap, axis=2) / whole


def _core(case: Case, fallen: Array) -> Array:
    """Share of the core of the state that it gives up: its own land that it holds and that the other did not claim."""
    xp = case.xp
    ours = case.worth * case.own * (1.0 - each_other(case.claim))
    lost = xp.sum(ours * fallen, axis=2)
    return lost / xp.maximum(xp.sum(ours, axis=1), 1e-9 + 0.0 * lost)


def _alien(case: Case, terms: Terms) -> Array:
    """How much it would give of what it neither holds nor claims."""
    xp = case.xp
    none = (case.hold <= 0.0) & (case.own * case.worth + case.claim + 0.0 * case.hold <= 0.0)
    return xp.sum(number(none) * xp.maximum(terms.withdraw, terms.recognise), axis=2)
