"""What a deal brings a party, read off its clauses: land, relief, guarantees, what is bound."""

from dataclasses import dataclass

from wargame.assumptions import shaped
from wargame.axes import Array, namespace, number, sum_of_few
from wargame.calculus.deal.case import Case, other
from wargame.calculus.deal.land import Land, land
from wargame.calculus.deal.numbers import Judge
from wargame.terms import MILESTONES, Terms

SIGNATURE = MILESTONES.index("signature")


@dataclass(frozen=True)
class Brought:
    """A deal as each party reads it, `[R,Y]`; what the other party gets is read by turning Y round."""

    peace: Array  # 0..1, share of what a ceasefire from today would bring
    land: Land  # holdings and titles once it is carried out
    relief: Array  # 0..1, present share of the measures on the party that will be lifted
    believed: Array  # 0..1, the part of that which it counts on
    bound: Array  # 0..1 how far the party keeps out of alliances
    capped: Array  # 0..1
    unaided: Array  # 0..1
    guaranteed: Array  # 0..1 the strongest guarantee
    zoned: Array  # 0..1 of the party's side of the line, how much it clears
    watched: Array  # 0..1
    revocable: Array  # 0..1 of the relief, how much would snap back by itself
    endorsed: Array  # 0..1 share of world output that recognises what it holds
    money: Array  # share of a year's output that is paid or released to it, less what it pays
    passage: Array  # 0..1 of its energy that the other lets through
    prisoners: Array  # 0 or 1
    mediated: Array  # 0 or 1
    secret: Array  # 0 or 1
    final: Array  # 0 or 1


def brought(case: Case, terms: Terms, p: Judge) -> Brought:
    """What the deals bring, `R` being one world or as many as there are deals."""
    xp, n = case.xp, shaped(p, 1)
    single = terms.cease[:, None] + 0.0 * case.odds  # [R,Y]: one of the two may have a row only
    relief = _relief(case, terms, p)
    revocable = _revocable(case, terms) + 0.0 * single
    mediated = number(terms.mediator[:, None] > 0.0)
    return Brought(
        peace=single * n.discount ** terms.cease_after[:, None],
        land=land(case, terms, p),
        relief=relief,
        believed=believed(relief, revocable, mediated, n),
        bound=terms.neutral + 0.0 * single,
        capped=terms.cap + 0.0 * single,
        unaided=terms.unaided + 0.0 * single,
        guaranteed=xp.max(terms.guarantee, axis=1) + 0.0 * single,
        zoned=_zoned(case, terms),
        watched=terms.monitor[:, None] + 0.0 * single,
        revocable=revocable,
        endorsed=xp.sum(terms.endorse * case.clout[:, None], axis=1) + 0.0 * single,
        money=_money(case, terms, n) + 0.0 * single,
        passage=other(terms.transit) + 0.0 * single,
        prisoners=terms.prisoners[:, None] + 0.0 * single,
        mediated=mediated,
        secret=terms.secret[:, None],
        final=terms.final[:, None],
    )


def believed(relief: Array, revocable: Array, mediated: Array, n: Judge) -> Array:
    """The part of promised relief that is counted on: more where a mediator stands by it, less if it may be undone."""
    xp, credit = namespace(relief), n.credit + n.vouched * mediated - n.revoked * revocable
    counted: Array = relief * xp.minimum(xp.maximum(credit, 0.0 * credit), 0.0 * credit + 1.0)
    return counted


def _relief(case: Case, terms: Terms, p: Judge) -> Array:
    """Present share of the measures on each party that will be lifted, `[R,Y]`."""
    xp, n = case.xp, shaped(p, 1)
    sure = number(terms.relief_milestone == float(SIGNATURE))
    when = (n.discount**terms.relief_after) * (sure + (1.0 - sure) * n.unsure)  # [R,F]
    lifted = sum_of_few(terms.relief * when[:, None, None, None, :])  # [R,Z,T,K]
    columns = [
        part_lifted(case.senders[:, y, :, :], lifted[:, :, t, :]) if t >= 0 else 0.0 * when[:, 0]
        for y, t in enumerate(case.targets)
    ]
    return xp.stack([column + 0.0 * case.odds[:, 0] for column in columns], axis=1)


def part_lifted(senders: Array, lifted: Array) -> Array:
    """Share of the measures on a party that is lifted, `[R]`, by the part of each sender and sector `[R,Z,K]`."""
    xp = namespace(senders)
    return xp.sum(sum_of_few(senders * lifted), axis=1)


def _revocable(case: Case, terms: Terms) -> Array:
    """Part of the measures on each party whose lifting would be undone by itself, `[R,Y]`."""
    by_sender = sum_of_few(case.senders)
    return case.xp.sum(by_sender * number(terms.snap_back >= 1.0)[:, None, :], axis=2)


def _zoned(case: Case, terms: Terms) -> Array:
    """Share of the regions on the line, by what either side holds there, that a party's forces leave, `[R,Y]`."""
    xp = case.xp
    line = case.hold * (case.both - case.hold)
    cleared = xp.sum(line * terms.demilitarise, axis=2)
    return cleared / xp.maximum(xp.sum(line, axis=2) + 0.0 * cleared, 1e-9 + 0.0 * cleared)


def _money(case: Case, terms: Terms, n: Judge) -> Array:
    """Share of a year's output that comes to each party, less what it pays the other, `[R,Y]`."""
    xp = case.xp
    paid = xp.take(terms.rebuild, xp.asarray(case.parties, dtype=xp.int64), axis=1)  # [R,payer,Y]
    got = xp.sum(terms.rebuild, axis=1)
    reparation = xp.stack([paid[:, 0, 1], paid[:, 1, 0]], axis=1)
    by_sender = sum_of_few(case.senders)  # [R,Y,Z]
    released = xp.sum(by_sender * xp.matrix_transpose(terms.assets), axis=2)
    money: Array = (got - reparation) / case.output + n.frozen * released
    return money
