"""What all packages of a slate are worth to both parties, at once: each as it would be judged if it were tabled.

The clauses are read rung by rung, five times land and three times relief, and only what they bring is put together.
"""

from dataclasses import replace
from typing import Any

from wargame.assumptions import of_runs, shaped
from wargame.axes import Array, number, sum_of_few
from wargame.calculus.deal import Case, Outlook
from wargame.calculus.deal.brought import Brought, believed, part_lifted
from wargame.calculus.deal.case import unmapped
from wargame.calculus.deal.land import Land, land
from wargame.calculus.deal.ledger import verdict, weighed
from wargame.calculus.talks.numbers import Talks
from wargame.calculus.talks.packages import GUARANTEES, PACKAGES, RELIEF, at_stake, bond_clauses, land_clauses, pair
from wargame.calculus.talks.slate import RUNGS, WATCHED, Slate


def judged(slate: Slate, ahead: Outlook, p: Talks) -> tuple[Array, Array]:
    """Scores and probabilities of all packages, `[P,R,Y]`: what `judge` says of each, bit for bit."""
    xp = slate.xp
    rows = xp.reshape(xp.broadcast_to(xp.arange(slate.runs), (len(PACKAGES), slate.runs)), (-1,))
    deals = _brought(slate, p)
    slim = replace(ahead, case=unmapped(ahead.case))
    told = verdict(weighed(slim.of_rows(rows), deals, of_runs(p, rows)), of_runs(p, rows))
    score, odds = (xp.reshape(x, (len(PACKAGES), slate.runs, 2)) for x in told)
    return score, odds


def _brought(slate: Slate, p: Talks) -> Brought:
    """What all packages bring each party, `[P R,Y]`."""
    case, xp = slate.case, slate.xp
    none = 0.0 * case.odds
    one = none + 1.0
    mediated = none + number(slate.mediator >= 0.0)[:, None]
    lands = _lands(slate, p)
    bonds = [bond_clauses(case, k) for k in RUNGS]
    relief = [_relieved(case, pair(RELIEF, k), p) for k in range(len(RELIEF))]
    whole = xp.sum(sum_of_few(case.senders), axis=2)
    revocable = [whole * number(lifted > 0.0) for lifted in relief]
    counted = [believed(x, back, mediated, shaped(p, 1)) for x, back in zip(relief, revocable, strict=True)]
    there = xp.asarray([float(who >= 0) for who in slate.guarantors])
    safe = [none + there * xp.asarray(pair(GUARANTEES, k)) for k in range(len(GUARANTEES))]

    def spread(by_rung: list[Array], ladder: str) -> Array:
        return xp.concat([by_rung[getattr(package, ladder)] for package in PACKAGES], axis=0)

    def alike(x: Array) -> Array:
        return xp.concat([x] * len(PACKAGES), axis=0)

    return Brought(
        peace=alike(one),
        land=Land(**{name: spread([getattr(x, name) for x in lands], "land") for name in vars(lands[0])}),
        relief=spread(relief, "relief"),
        believed=spread(counted, "relief"),
        bound=spread([x["neutral"] for x in bonds], "bonds"),
        capped=spread([x["cap"] for x in bonds], "bonds"),
        unaided=alike(none),
        guaranteed=spread(safe, "guarantee"),
        zoned=alike(none),
        watched=alike(WATCHED * one),
        revocable=spread(revocable, "relief"),
        endorsed=alike(none),
        money=alike(none),
        passage=alike(none),
        prisoners=alike(one),
        mediated=alike(mediated[:, :1]),
        secret=alike(none[:, :1]),
        final=alike(none[:, :1]),
    )


def _lands(slate: Slate, p: Talks) -> list[Land]:
    """What the rungs of the ladder of land bring."""
    stake, found = at_stake(slate.case), []
    for k in RUNGS:
        said: dict[str, Any] = land_clauses(slate.case, stake, k)
        found.append(land(slate.case, replace(slate.blank, **said), p))
    return found


def _relieved(case: Case, share: tuple[float, float], p: Talks) -> Array:
    """Present share of the measures on each party that a rung lifts, `[R,Y]`."""
    xp, n = case.xp, shaped(p, 1)
    none = 0.0 * case.odds[:, :1]
    when = n.unsure * n.discount ** (n.phase + none)  # [R,1]
    columns = [
        part_lifted(case.senders[:, y, :, :], (part * when)[:, :, None])
        if part > 0.0 and case.targets[y] >= 0
        else none[:, 0]
        for y, part in enumerate(share)
    ]
    return xp.stack(columns, axis=1)
