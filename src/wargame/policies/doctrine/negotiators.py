"""Negotiators by doctrine: what parties and mediators table and when, what everyone who is asked answers, who breaks
his word, and who would bring back what was lifted.

A seat speaks for itself alone: a party from its own ledger and its guess of the other's, a mediator and those who are
asked for their consent from what is public.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wargame.assumptions import Leaf, fit, leaf, of_runs, shaped
from wargame.axes import Array, number, put_back
from wargame.calculus import talks
from wargame.calculus.deal import Case, Outlook, case_of, judge, of_rows, outlook
from wargame.calculus.talks import Proposal, Slate, Talks
from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import Orders
from wargame.rules import Params
from wargame.rules.alliances import stance
from wargame.rules.diplomacy import ARMISTICE, COUNTER, host_of
from wargame.terms import CHANNEL, CHANNELS, Terms, packed, unpacked

PUBLIC, SECRET = (float(CHANNELS.index(name)) for name in ("public", "secret"))


@dataclass(frozen=True)
class Negotiators(Talks):
    """Numbers of those who speak for a state."""

    hushed: Leaf = leaf(0.85, "ratio of odds", "of a yes to an offer made in secret to one made aloud", 0.6, 1.0)
    openly: Leaf = leaf(0.5, "share", "of breaches of a deal that are open: the war is taken up again", 0.2, 0.8)


def offers(
    view: View, seats: Sequence[int], legal: Orders, params: Params, p: Negotiators, draws: Chance
) -> dict[str, Array]:
    """What these seats table, `[R,O,cell]`."""
    xp, b = view.xp, view.board
    luck, tabled = draws.uniform("resolve"), dict[int, Array]()
    for o, (q, seat) in enumerate(b.tables):
        rows = _due(view, legal, p, o) if seat in seats else np.zeros(0, dtype=np.int64)
        if rows.shape[0]:
            mine, some = of_runs(p, rows), of_runs(params, rows)
            case = case_of(view, some, mine, b.quarrels[q], rows)
            found = _offer(view, case, rows, o, luck, mine)
            if found is not None:
                tabled[o] = put_back(found, among(rows, view))
    if not tabled:
        return {}
    none = xp.zeros((view.storage.shape[0], legal.offer.shape[2]))
    return {"offer": xp.stack([tabled.get(o, none) for o in range(len(b.tables))], axis=1)}


def among(rows: Array, view: View) -> Array:
    """Whether each run is among these rows, `[R]`."""
    mask = np.zeros(view.storage.shape[0], dtype=bool)
    mask[np.asarray(rows)] = True
    return view.xp.asarray(mask)


def _due(view: View, legal: Orders, p: Negotiators, o: int) -> Array:
    """The runs in which a seat thinks of tabling something: it owes a counter-offer, looks, or is called."""
    xp, n = view.xp, shaped(p, 0)
    may = legal.offer[:, o, CHANNEL] > 0.0
    owed = _owing(view, o)
    if bool(xp.any(owed)):
        return xp.nonzero(may & owed)[0]
    look = looking(view, p, o) | _called(view, o)
    if not bool(xp.any(look)):
        return xp.zeros((0,))
    q = view.board.tables[o][0]
    rested = (view.refused[:, o] <= 0.0) | ((view.turn - view.refused[:, o]) * view.months >= n.cooling)
    free = (view.signed[:, q] <= 0.0) & (view.open[:, o] <= 0.0)
    return xp.nonzero(may & look & rested & free)[0]


def _owing(view: View, o: int) -> Array:
    """Where a party has announced a counter-offer this turn, `[R]`."""
    quarrel, seat = view.board.tables[o]
    said = view.storage < -1.0
    if seat in view.board.quarrels[quarrel]:
        for k, (q, _) in enumerate(view.board.tables):
            if q == quarrel:
                said = said | ((view.answered[:, k, seat] == COUNTER) & (view.since[:, k] == float(view.turn)))
    return said


def looking(view: View, p: Negotiators, o: int) -> Array:
    """Whether it is time for a seat to look for a deal, `[R]`: both parties at once, mediators in between."""
    q, seat = view.board.tables[o]
    place = 1.0 if seat in view.board.quarrels[q] else 1.5
    due: Array = talks.looks((view.turn - 1) * view.months, view.months, place, p) & (view.storage >= 0.0)
    return due


def _called(view: View, o: int) -> Array:
    """Where a mediator hosts talks that a seat is called to as a party, `[R]`."""
    q, seat = view.board.tables[o]
    return (host_of(view.hosted, view.turn, view.board)[:, q] > 0.0) & (seat in view.board.quarrels[q])


def _slate(view: View, case: Case, rows: Array, q: int) -> Slate:
    """What the parties of a quarrel may table in these runs: mediated where somebody hosts their talks."""
    host = view.xp.take(host_of(view.hosted, view.turn, view.board)[:, q], rows, axis=0)
    return talks.packages(case, view.board, hosts=host - 1.0)


def _offer(view: View, case: Case, rows: Array, o: int, luck: Array, p: Negotiators) -> Array | None:
    """What a seat tables in these runs, `[r,cell]`; none where it never does."""
    xp, b = view.xp, view.board
    q, seat = b.tables[o]
    if seat not in b.quarrels[q]:
        ahead = outlook(talks.mediated(case, p), p)
        slate = talks.packages(case, b, mediator=seat)
        there = talks.stuck(ahead, p)
        return _rows(slate, talks.mediation(slate, ahead, p), there, PUBLIC + 0.0 * case.odds[:, 0], p)
    party = b.quarrels[q].index(seat)
    ahead = talks.standpoint(case, party, p)
    why = talks.ripe(ahead, party, p)
    moved = xp.take(_owing(view, o), rows, axis=0) | (why != talks.NOT_RIPE)
    some = xp.nonzero(moved)[0]
    if not some.shape[0]:
        return None
    told = _party_offer(
        view, of_rows(case, some), ahead.of_rows(some), xp.take(rows, some, axis=0), o, luck, of_runs(p, some)
    )
    return None if told is None else put_back(told, moved)


def _party_offer(
    view: View, case: Case, ahead: Outlook, rows: Array, o: int, luck: Array, p: Negotiators
) -> Array | None:
    """What a party that comes forward tables, `[r,cell]`: aloud where it is winning, else in secret."""
    xp, b = view.xp, view.board
    q, seat = b.tables[o]
    party, slate = b.quarrels[q].index(seat), _slate(view, case, rows, q)
    quiet = talks.ripe(ahead, party, p) != talks.WINNING
    own = xp.take(luck[:, seat], rows, axis=0)
    steady = xp.where(quiet, own / fit(p.hushed, 0), own)  # what is said in secret must be meant as well
    found = talks.proposal(slate, ahead, party, steady, p, _last(view, ahead, party, rows, o, p))
    return _rows(slate, found, own >= 0.0, PUBLIC + (SECRET - PUBLIC) * number(quiet), p)


def _last(view: View, ahead: Outlook, party: int, rows: Array, o: int, p: Negotiators) -> Array:
    """How likely the other is to take a seat's last offer of this turn, `[r]`; -1 where it made none."""
    xp, b = view.xp, view.board
    now = xp.take(view.since[:, o], rows, axis=0) == float(view.turn)
    if not bool(xp.any(now)):
        return 0.0 * ahead.case.odds[:, 0] - 1.0
    terms = unpacked(xp.take(view.tabled[:, o, :], rows, axis=0), b, b.quarrels[b.tables[o][0]])
    return xp.where(now, talks.chance_of(ahead, party, terms, p), -1.0)


def _rows(slate: Slate, found: Proposal, there: Array, channel: Array, p: Talks) -> Array | None:
    """The packages that are tabled as rows of cells, 0 where none is."""
    xp, made = slate.xp, there & (found.package >= 0)
    if not bool(xp.any(made)):
        return None
    rows = packed(talks.terms_of(slate, xp.where(made, found.package, 0), p))
    told = xp.concat([channel[:, None], rows[:, CHANNEL + 1 :]], axis=1)
    return xp.where(made[:, None], told, 0.0)


def answers(
    view: View, seats: Sequence[int], legal: Orders, params: Params, p: Negotiators, draws: Chance
) -> dict[str, Array]:
    """What these seats answer to offers on the table, `[R,O,Z]`."""
    xp, b = view.xp, view.board
    luck, columns = draws.uniform("resolve"), [0.0 * legal.answer[:, o, :] for o in range(len(b.tables))]
    for o, (q, _) in enumerate(b.tables):
        asked = (legal.answer[:, o, :] > 0.0) & (view.answered[:, o, :] == 0.0)
        rows = xp.nonzero(xp.any(asked, axis=1))[0]
        if rows.shape[0]:
            mine, some = of_runs(p, rows), of_runs(params, rows)
            case = case_of(view, some, mine, b.quarrels[q], rows)
            told = _answered(view, case, rows, o, seats, some, luck, mine)
            columns[o] = put_back(told, among(rows, view)) * number(asked)
    return {"answer": xp.stack(columns, axis=1)} if columns else {}


def _answered(
    view: View, case: Case, rows: Array, o: int, seats: Sequence[int], params: Params, luck: Array, p: Negotiators
) -> Array:
    """What seats say to the offer at one table in these runs, `[r,Z]`, whether they are asked or not."""
    xp, b = view.xp, view.board
    q, _ = b.tables[o]
    cells = xp.take(view.tabled[:, o, :], rows, axis=0)
    terms = unpacked(cells, b, b.quarrels[q])
    quiet = cells[:, CHANNEL] == SECRET
    said = _consents(view, case, rows, terms, params, p)
    places = xp.arange(said.shape[1])
    for y, party in enumerate(b.quarrels[q]):
        if party in seats:
            own = xp.take(luck[:, party], rows, axis=0)
            told = _party(view, case, rows, y, o, terms, xp.where(quiet, own / fit(p.hushed, 0), own), p)
            said = xp.where(places == party, told[:, None], said)
    return said


def _party(view: View, case: Case, rows: Array, y: int, o: int, terms: Terms, luck: Array, p: Negotiators) -> Array:
    """What a party says, `[r]`."""
    b, q = view.board, view.board.tables[o][0]
    ahead, seat = talks.standpoint(case, y, p), view.board.quarrels[q][y]
    own = b.tables.index((q, seat))
    last = _last(view, ahead, y, rows, own, p)
    return talks.answer(_slate(view, case, rows, q), ahead, y, terms, luck, p, last=last).code


def _consents(view: View, case: Case, rows: Array, terms: Terms, params: Params, p: Negotiators) -> Array:
    """What third seats say, `[r,Z]`, from what everyone can see."""
    xp = view.xp
    ahead = outlook(talks.mediated(case, p), p)
    chance = judge(ahead, terms, p).probability
    member = xp.take(view.member, rows, axis=0)
    return 2.0 * talks.consents(terms, chance, member, params.states.population, view.board) - 1.0


def restoring(view: View, legal: Orders, params: Params, numbers: Negotiators) -> dict[str, Array]:
    """Votes on bringing measures back, `[R,T,A,S]`: by what members would give to act against the target."""
    xp, f = view.xp, view.board.forum
    votes = 0.0 * legal.restore
    if not bool(xp.any(view.callable > 0.0)):
        return {"restore": votes}
    for t, target in enumerate(f.targets):
        for a in range(len(f.alliances)):
            its = [k for k, d in enumerate(f.dockets) if (d.alliance, d.target, d.motion) == (a, target, "package")]
            if its:
                stands = stance(view, params.states, shaped(params.alliances, 2), (its[0],))
                here = (xp.arange(len(f.targets)) == t)[:, None, None] & (xp.arange(len(f.alliances)) == a)[:, None]
                votes = xp.where(here, stands[:, :, None, :], votes)
    return {"restore": votes * legal.restore}


def breaking(
    view: View, seats: Sequence[int], legal: Orders, params: Params, p: Negotiators, draws: Chance
) -> dict[str, Array]:
    """Who breaks a deal, in the open or in secret, `[R,party]`."""
    xp, b = view.xp, view.board
    resume, renege = 0.0 * legal.resume, 0.0 * legal.renege
    for q, quarrel in enumerate(b.quarrels):
        bound = (view.signed[:, q] > 0.0) & (view.stage[:, q] <= float(ARMISTICE))
        rows = xp.nonzero(bound)[0]
        if rows.shape[0] and set(quarrel) & set(seats):
            case = case_of(view, of_runs(params, rows), of_runs(p, rows), quarrel, rows)
            terms = unpacked(xp.take(view.deal[:, q, :], rows, axis=0), b, quarrel)
            odds = put_back(talks.temptation(case, terms, of_runs(p, rows)), bound) * view.months
            drawn = draws.uniform("temptation")[:, 2 * q : 2 * q + 2]
            broke, openly = number(drawn < odds), number(drawn < fit(p.openly, 1) * odds)
            here = xp.asarray([k // 2 == q for k in range(resume.shape[1])])
            both = xp.zeros_like(resume)[:, : 2 * q], xp.zeros_like(resume)[:, 2 * q + 2 :]
            resume = xp.where(here, xp.concat([both[0], openly, both[1]], axis=1), resume)
            renege = xp.where(here, xp.concat([both[0], broke * (1.0 - openly), both[1]], axis=1), renege)
    return {"resume": resume * legal.resume, "renege": renege * legal.renege}
