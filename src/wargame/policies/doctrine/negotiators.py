"""Negotiators by doctrine: what parties and mediators table and when, what everyone who is asked answers, who breaks
his word, and who would bring back what was lifted.

A seat speaks for itself alone: a party from its own ledger and its guess of the other's, a mediator and those who are
asked for their consent from what is public.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wargame.assumptions import Leaf, fit, leaf, of_runs, shaped
from wargame.axes import Array, at_place, number, put_back
from wargame.calculus import talks
from wargame.calculus.deal import Case, Outlook, case_of, judge, of_rows, outlook
from wargame.calculus.talks import Proposal, Slate, Talks
from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import Orders
from wargame.rules import Params
from wargame.rules.alliances import stance
from wargame.rules.diplomacy import ARMISTICE, COUNTER, host_of
from wargame.terms import CHANNEL, CHANNELS, packed, unpacked

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
    b, luck, made = view.board, draws.uniform("resolve"), list[Laid]()
    for o, (q, seat) in enumerate(b.tables):
        rows = _due(view, legal, p, o) if seat in seats else np.zeros(0, dtype=np.int64)
        if rows.shape[0]:
            mine, some = of_runs(p, rows), of_runs(params, rows)
            case = case_of(view, some, mine, b.quarrels[q], rows)
            found = _offer(view, case, rows, o, luck, mine)
            made += [] if found is None else [found]
    return {"offer": _on_their_tables(made, view)} if made else {}


@dataclass(frozen=True)
class Laid:
    """What a seat lays on its table, in the runs in which it does."""

    table: int
    rows: Array  # [r] of all runs
    cells: Array  # [r,cell]


def _on_their_tables(made: Sequence[Laid], view: View) -> Array:
    """All that is tabled, `[R,O,cell]`, gathered at once, as a deal is a long row of numbers."""
    xp, runs, start = view.xp, view.storage.shape[0], 0
    places = dict[int, Array]()
    for laid in made:
        count = laid.rows.shape[0]
        there = among(laid.rows, view)
        places[laid.table] = put_back(xp.arange(count) + (start + 1), there)
        start += count
    nothing = xp.zeros((1, made[0].cells.shape[1]))
    tables = range(len(view.board.tables))
    place = xp.stack([places.get(o, xp.arange(runs) * 0) for o in tables], axis=1)
    rows = xp.take(xp.concat([nothing, *(laid.cells for laid in made)], axis=0), xp.reshape(place, (-1,)), axis=0)
    return xp.reshape(rows, (runs, len(tables), -1))


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


def _offer(view: View, case: Case, rows: Array, o: int, luck: Array, p: Negotiators) -> Laid | None:
    """What a seat tables in those of these runs in which it does; none where it never does."""
    xp, b = view.xp, view.board
    q, seat = b.tables[o]
    if seat not in b.quarrels[q]:
        ahead = outlook(talks.mediated(case, p), p)
        slate = talks.packages(case, b, mediator=seat)
        there = talks.stuck(ahead, p)
        return _laid(o, rows, slate, talks.mediation(slate, ahead, p), there, PUBLIC + 0.0 * case.odds[:, 0], p)
    party = b.quarrels[q].index(seat)
    ahead = talks.standpoint(case, party, p)
    why = talks.ripe(ahead, party, p)
    moved = xp.take(_owing(view, o), rows, axis=0) | (why != talks.NOT_RIPE)
    some = xp.nonzero(moved)[0]
    if not some.shape[0]:
        return None
    own = of_runs(p, some)
    return _party_offer(view, of_rows(case, some), ahead.of_rows(some), xp.take(rows, some, axis=0), o, luck, own)


def _party_offer(
    view: View, case: Case, ahead: Outlook, rows: Array, o: int, luck: Array, p: Negotiators
) -> Laid | None:
    """What a party that comes forward tables: aloud where it is winning, else in secret."""
    xp, b = view.xp, view.board
    q, seat = b.tables[o]
    party, slate = b.quarrels[q].index(seat), _slate(view, case, rows, q)
    quiet = talks.ripe(ahead, party, p) != talks.WINNING
    own = xp.take(luck[:, seat], rows, axis=0)
    steady = xp.where(quiet, own / fit(p.hushed, 0), own)  # what is said in secret must be meant as well
    found = talks.proposal(slate, ahead, party, steady, p, _last(view, ahead, party, rows, o, p))
    return _laid(o, rows, slate, found, own >= 0.0, PUBLIC + (SECRET - PUBLIC) * number(quiet), p)


def _last(view: View, ahead: Outlook, party: int, rows: Array, o: int, p: Negotiators) -> Array:
    """How likely the other is to take a seat's last offer of this turn, `[r]`; -1 where it made none."""
    xp, b = view.xp, view.board
    now = xp.take(view.since[:, o], rows, axis=0) == float(view.turn)
    some = xp.nonzero(now)[0]
    if not some.shape[0]:
        return 0.0 * ahead.case.odds[:, 0] - 1.0
    terms = unpacked(at_place(view.tabled, xp.take(rows, some, axis=0), o), b, b.quarrels[b.tables[o][0]])
    told = talks.chance_of(ahead.of_rows(some), party, terms, of_runs(p, some))
    return xp.where(now, put_back(told, now), -1.0)


def _laid(o: int, rows: Array, slate: Slate, found: Proposal, there: Array, channel: Array, p: Talks) -> Laid | None:
    """The packages that are tabled, where any is."""
    xp, made = slate.xp, there & (found.package >= 0)
    some = xp.nonzero(made)[0]
    if not some.shape[0]:
        return None
    chosen, channel = xp.take(found.package, some, axis=0), xp.take(channel, some, axis=0)
    told = packed(talks.terms_of(slate.of_rows(some), chosen, of_runs(p, some)), channel)
    return Laid(o, xp.take(rows, some, axis=0), told)


@dataclass(frozen=True)
class Heard:
    """An offer at one table in some runs, and what the war is about there."""

    table: int
    rows: Array  # [r] of all runs
    case: Case
    cells: Array  # [r,cell]

    def of_rows(self, index: Array) -> "Heard":
        """Some of these runs, in the order of the index."""
        rows, cells = (self.case.xp.take(x, index, axis=0) for x in (self.rows, self.cells))
        return Heard(self.table, rows, of_rows(self.case, index), cells)


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
            case = case_of(view, of_runs(params, rows), of_runs(p, rows), b.quarrels[q], rows)
            heard = Heard(o, rows, case, at_place(view.tabled, rows, o))
            told = _answered(view, heard, xp.take(asked, rows, axis=0), seats, params, luck, p)
            columns[o] = put_back(told, among(rows, view)) * number(asked)
    return {"answer": xp.stack(columns, axis=1)} if columns else {}


def _answered(
    view: View, heard: Heard, asked: Array, seats: Sequence[int], params: Params, luck: Array, p: Negotiators
) -> Array:
    """What seats say to an offer, `[r,Z]`: each party that is `asked`, and all third seats where any of them is."""
    xp, said = view.xp, 0.0 * number(asked)
    places = xp.arange(asked.shape[1])
    parties = view.board.quarrels[view.board.tables[heard.table][0]]
    third = xp.any(asked & (places != parties[0]) & (places != parties[1]), axis=1)
    some = xp.nonzero(third)[0]
    if some.shape[0]:
        said = put_back(_consents(view, heard.of_rows(some), params, p), third)
    for y, party in enumerate(parties):
        some = xp.nonzero(asked[:, party])[0]
        if party in seats and some.shape[0]:
            told = put_back(_party(view, heard.of_rows(some), y, luck[:, party], p), asked[:, party])
            said = xp.where(places == party, told[:, None], said)
    return said


def _party(view: View, heard: Heard, y: int, luck: Array, p: Negotiators) -> Array:
    """What a party says, `[r]`."""
    xp, b, q, mine = view.xp, view.board, view.board.tables[heard.table][0], of_runs(p, heard.rows)
    ahead, own = talks.standpoint(heard.case, y, mine), b.tables.index((q, b.quarrels[q][y]))
    drawn = xp.take(luck, heard.rows, axis=0)
    drawn = xp.where(heard.cells[:, CHANNEL] == SECRET, drawn / fit(mine.hushed, 0), drawn)
    last = _last(view, ahead, y, heard.rows, own, mine)
    terms = unpacked(heard.cells, b, b.quarrels[q])
    return talks.answer(_slate(view, heard.case, heard.rows, q), ahead, y, terms, drawn, mine, last=last).code


def _consents(view: View, heard: Heard, params: Params, p: Negotiators) -> Array:
    """What third seats say, `[r,Z]`, from what everyone can see."""
    b, mine = view.board, of_runs(p, heard.rows)
    terms = unpacked(heard.cells, b, b.quarrels[b.tables[heard.table][0]])
    chance = judge(outlook(talks.mediated(heard.case, mine), mine), terms, mine).probability
    member = view.xp.take(view.member, heard.rows, axis=0)
    return 2.0 * talks.consents(terms, chance, member, params.states.population, b) - 1.0


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
            terms = unpacked(at_place(view.deal, rows, q), b, quarrel)
            odds = put_back(talks.temptation(case, terms, of_runs(p, rows)), bound) * view.months
            drawn = draws.uniform("temptation")[:, 2 * q : 2 * q + 2]
            broke, openly = number(drawn < odds), number(drawn < fit(p.openly, 1) * odds)
            here = xp.asarray([k // 2 == q for k in range(resume.shape[1])])
            both = xp.zeros_like(resume)[:, : 2 * q], xp.zeros_like(resume)[:, 2 * q + 2 :]
            resume = xp.where(here, xp.concat([both[0], openly, both[1]], axis=1), resume)
            renege = xp.where(here, xp.concat([both[0], broke * (1.0 - openly), both[1]], axis=1), renege)
    return {"resume": resume * legal.resume, "renege": renege * legal.renege}
