"""A judgement by play: copies for every world and deal in one block, and the parties' ledger read off them.

In a block stand, for each party that thinks, copies of each world in which the war goes on, then copies for each deal
in which it is taken. A copy has the same luck in both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wargame.assumptions import of_runs
from wargame.axes import Array
from wargame.calculus.deal import Judge, Ledger, Outlook, case_of, joined, outlook
from wargame.calculus.deal.brought import brought
from wargame.calculus.deal.ledger import Values, Weighed, summed, weights_of
from wargame.calculus.deal.vetoes import vetoes
from wargame.draws import Chance, Draws, Repeated
from wargame.observe import View, blinded
from wargame.observe import of_rows as views_of
from wargame.policies.base import Policy
from wargame.policies.lookahead.futures import future
from wargame.policies.lookahead.imagined import imagined
from wargame.policies.lookahead.ledger import Thought, credit, values
from wargame.policies.lookahead.signed import Signed, carried_out, signed
from wargame.rules import Params
from wargame.terms import Terms, none, runs, stacked
from wargame.terms import of_rows as deals_of
from wargame.world import World, rows
from wargame.world import stacked as worlds_of

BLOCK = 1024  # copies played at once: enough that a turn is more work than calls


@dataclass(frozen=True)
class Mind:
    """What a judgement by play goes by."""

    inner: Policy  # in all seats of the copies
    judge: Judge
    prior: World  # state 0, one run
    horizon: int  # turns
    copies: int


@dataclass(frozen=True)
class Party:
    """What one party sees, its copies, and where their futures stand in the block."""

    place: int  # 0 or 1
    ahead: Outlook
    credit: Array  # [deals,Y]
    world: World  # worlds, then copies
    draws: Draws


@dataclass(frozen=True)
class Layout:
    """Where the futures of one party stand in a block, and which of its copies each is."""

    going: Array
    taken: Array
    copy: Array


def ledger_of(
    mind: Mind, view: View, terms: Terms, params: Params, chance: Chance, parties: Sequence[int],
    among: Array | None = None,
) -> Ledger:  # fmt: skip
    """The ledger of some deals on one world, or of one deal or as many on some worlds; a block at a time.

    `among` names the worlds of the view that are meant, where it is not all.
    """
    known = np.arange(int(view.control.shape[0])) if among is None else np.asarray(among)
    worlds, deals = len(known), runs(terms)
    many, size = max(worlds, deals), max(1, BLOCK // (2 * len(parties) * mind.copies))
    found = []
    for start in range(0, many, size):
        some, one = np.arange(start, min(start + size, many)), np.zeros(1, dtype=np.int64)
        where, what = known[some if worlds > 1 else one], some if deals > 1 else one
        found.append(_judged(mind, view, deals_of(terms, what), params, chance, parties, where))
    return joined(found)


def _judged(
    mind: Mind, view: View, terms: Terms, params: Params, chance: Chance, parties: Sequence[int], where: Array
) -> Ledger:  # fmt: skip
    """The ledger of a block: deals on the worlds `where`, rows of the view."""
    seen = [_party(mind, view, terms, params, chance, place, where) for place in parties]
    deals, copies = max(runs(terms), len(where)), mind.copies
    lay = _laid_out(len(seen), len(where), deals, copies)
    every = np.concatenate([part.copy for part in lay])
    world = rows(worlds_of([party.world for party in seen]), every)
    draws = Repeated([party.draws for party in seen], every.tolist())
    deal = _offered(mind, world, terms, seen, lay)
    run = np.tile(np.repeat(where, copies), len(seen))[every]

    def agreed(world: World, before: float, now: float) -> World:
        return carried_out(world, deal, before, now)

    played = future(
        world, of_runs(params, run), draws, mind.inner, mind.horizon, agreed, terms.quarrel, mind.judge
    )  # fmt: skip
    told = {
        party.place: Thought(
            party.ahead, played.of_rows(at.going), played.of_rows(at.taken), deal.of_rows(at.taken), terms, copies
        )
        for party, at in zip(seen, lay, strict=True)
    }
    return _written(told, mind.judge)


def _party(
    mind: Mind, view: View, terms: Terms, params: Params, chance: Chance, place: int, where: Array
) -> Party:  # fmt: skip
    """What a party sees of some worlds, and the copies it imagines of them."""
    seat = terms.quarrel[place]
    seen, many = views_of(blinded(view, [seat]), where), np.repeat(np.arange(len(where)), mind.copies)
    draws = chance.imagined(seat, mind.copies, where.tolist())
    told, each = of_runs(params, where), of_runs(params, where[many])
    ahead = outlook(case_of(seen, told, mind.judge, terms.quarrel), mind.judge)
    world = imagined(views_of(seen, many), mind.prior, each, seat, draws, chance.turn)
    return Party(place, ahead, credit(brought(ahead.case, terms, mind.judge)), world, draws)


def _laid_out(parties: int, worlds: int, deals: int, copies: int) -> list[Layout]:
    """Party by party: its copies in which the war goes on, then those in which each deal is taken."""
    found, row, own = [], 0, worlds * copies
    for k in range(parties):
        mine = k * own + np.arange(own)
        deal = mine if worlds == deals else np.tile(mine, deals)
        going = row + np.arange(own)
        found.append(Layout(going, row + own + np.arange(len(deal)), np.concatenate([mine, deal])))
        row += own + len(deal)
    return found


def _offered(
    mind: Mind, world: World, terms: Terms, seen: Sequence[Party], lay: Sequence[Layout]
) -> Signed:  # fmt: skip
    """What is signed in each row of the block: nothing where the war goes on."""
    which, trust, copies = [], [], mind.copies
    for party, at in zip(seen, lay, strict=True):
        deals = len(at.taken) // copies
        row = np.arange(deals) % runs(terms) + 1
        which += [np.zeros(len(at.going), dtype=np.int64), np.repeat(row, copies)]
        trust += [
            np.ones((len(at.going), 2)),
            np.repeat(party.credit[np.arange(deals) % len(party.credit)], copies, axis=0),
        ]
    every = stacked([none(world.board, terms.quarrel), terms])
    targets = seen[0].ahead.case.targets
    return signed(world, deals_of(every, np.concatenate(which)), np.concatenate(trust), mind.judge.unsure, targets)


def _written(told: dict[int, Thought], p: Judge) -> Ledger:
    """The ledger of both parties, each column by the one whose it is; 0 for a party that was not asked."""
    asked = {place: _columns(thought, p) for place, thought in told.items()}
    some = next(iter(asked.values()))

    def both(part: int) -> Values:
        return {
            name: np.stack([asked[y][part][name][:, y] if y in asked else 0.0 * x[:, 0] for y in (0, 1)], axis=1)
            for name, x in some[part].items()
        }

    return summed(Weighed(both(0), both(1), both(2), both(3)), p)


def _columns(thought: Thought, p: Judge) -> tuple[Values, Values, Values, Values]:
    """Values if the deal is taken and if the war goes on, weights, and vetoes, `[R,Y]` each."""
    taken, going = values(thought, p)
    case, blank = thought.ahead.case, 0.0 * taken["territory"]
    stops = vetoes(case, brought(case, thought.terms, p), p)
    weights = {name: x + blank for name, x in weights_of(case, p).items()}
    return taken, going, weights, {name: x + blank for name, x in stops.items()}
