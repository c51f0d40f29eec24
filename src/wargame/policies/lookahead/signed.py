"""A deal carried out in imagined copies: the fighting stops, holdings change hands, measures are lifted by steps.

All keep their word here; whether they would is weighed by the factor of commitment. Relief is carried out as far as
it is believed. Clauses that nothing in the rulebook moves, titles, guarantees, caps, are weighed as they are written.
"""

from dataclasses import dataclass, replace

import numpy as np

from wargame.axes import Array, namespace, number, picked
from wargame.calculus.deal.brought import SIGNATURE
from wargame.terms import Terms, of_rows
from wargame.world import World, by_state, renewed, with_theatre

BEFORE = -1.0  # months: nothing has been carried out


@dataclass(frozen=True)
class Signed:
    """Deals signed in copies, a deal a row."""

    terms: Terms
    relief: Array  # [R,Z,T,K,F] share of the measures that each step lifts, as far as it is believed

    def due(self, before: float, now: float) -> Array:
        """Share of the measures as they were at signature that falls due after `before` and up to `now`, months."""
        after = self.terms.relief_after
        step = number((after > before) & (after <= now))[:, None, None, None, :]
        share: Array = namespace(after).sum(self.relief * step, axis=4)
        return share

    def of_rows(self, index: Array) -> "Signed":
        """What is signed in some copies, in the order of the index."""
        return Signed(of_rows(self.terms, index), namespace(self.relief).take(self.relief, index, axis=0))

    def ceased(self, months: float) -> Array:
        """1 where the ceasefire has begun so many months after signature, `[R]`."""
        return number((self.terms.cease > 0.0) & (self.terms.cease_after <= months))

    def left(self, done: float, months: float) -> Terms:
        """What of the terms is still to come after so many months, all that was due up to `done` carried out."""
        xp, terms = namespace(self.terms.cease), self.terms
        lifted = self.due(BEFORE, done)[..., None]
        open_ = number(terms.relief_after > done)[:, None, None, None, :]
        return replace(
            terms,
            cease_after=xp.maximum(terms.cease_after - months, 0.0 * terms.cease_after),
            withdraw=terms.withdraw * (1.0 - self.ceased(done))[:, None, None],
            relief=terms.relief * open_ / xp.maximum(1.0 - lifted, 1e-9 + 0.0 * lifted),
            relief_after=xp.maximum(terms.relief_after - months, 0.0 * terms.relief_after),
        )


def signed(terms: Terms, credit: Array, unsure: Array, targets: tuple[int, int]) -> Signed:
    """Deals as copies carry them out; `credit` `[R,Y]` is the part of the relief for each party that is believed.

    `unsure` is the probability that a milestone other than signature is reached.
    """
    xp = namespace(credit)
    sure = number(terms.relief_milestone == float(SIGNATURE))
    reached = sure + (1.0 - sure) * unsure
    places = range(terms.relief.shape[2])
    trust = [credit[:, targets.index(t)] if t in targets else 1.0 + 0.0 * credit[:, 0] for t in places]
    told = xp.stack(trust, axis=1) if trust else xp.zeros((credit.shape[0], 0))
    return Signed(terms, terms.relief * told[:, None, :, None, None] * reached[:, None, None, None, :])


def carried_out(world: World, deal: Signed, before: float, now: float) -> World:
    """The world with what falls due after `before` and up to `now`, months from signature, carried out."""
    stops = deal.ceased(now)
    world = _ceasefire(world, deal.terms, stops)
    begins = stops * (1.0 - deal.ceased(before))
    if bool(world.xp.any(deal.terms.withdraw * begins[:, None, None] > 0.0)):
        world = _withdrawn(world, deal.terms, begins)
    return _lifted(world, deal, before, now)


def _ceasefire(world: World, terms: Terms, stops: Array) -> World:
    """The parties are at war no more where the fighting stops."""
    xp, parties = world.xp, set(terms.quarrel)
    theirs = [1.0 if kind == "war" and {who, whom} == parties else 0.0 for who, whom, kind in world.board.pairs]
    return renewed(world, war=world.war * (1.0 - stops[:, None] * xp.asarray(theirs)))


def _withdrawn(world: World, terms: Terms, begins: Array) -> World:
    """Holdings pass to the other party where that is agreed; men who leave them go to the reserve."""
    xp, b = world.xp, world.board
    holder = np.asarray(b.holder)[:, : b.contested]
    at = [xp.asarray((holder == party) * 1.0) for party in terms.quarrel]
    share = [terms.withdraw[:, y, None, :] * begins[:, None, None] for y in (0, 1)]
    control = world.control[..., : b.contested]
    both = at[0] + at[1]
    passed = [control * at[y] * share[y] for y in (0, 1)]  # [R,H,C]
    got = [xp.sum(passed[1 - y], axis=1, keepdims=True) * at[y] for y in (0, 1)]
    stays = 1.0 - at[0] * share[0] - at[1] * share[1]
    men = world.forces[..., : b.contested]
    return renewed(
        world,
        control=with_theatre(world.control, control - (passed[0] + passed[1]) + (got[0] + got[1]), b),
        settled=world.settled * stays,
        works=world.works * stays,
        forces=with_theatre(world.forces, men * stays, b),
        reserve=world.reserve + by_state(men * (1.0 - stays) * both, b),
    )


def _lifted(world: World, deal: Signed, before: float, now: float) -> World:
    """Measures lowered by the relief that falls due, each in proportion to its level at signature."""
    xp, rows = world.xp, world.measures
    due = deal.due(before, now)
    if not bool(xp.any(due > 0.0)):
        return world
    left = 1.0 - deal.due(BEFORE, before)
    kept = 1.0 - due / xp.maximum(left, due + 1e-12)
    targets, sectors = kept.shape[2:]
    place = xp.astype((rows.sender * targets + rows.target) * sectors + rows.sector, xp.int64)
    flat = xp.reshape(kept, (kept.shape[0], -1))
    return renewed(world, measures=replace(rows, level=rows.level * picked(flat, place)))
