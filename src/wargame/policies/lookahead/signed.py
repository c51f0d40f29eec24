"""A deal carried out in imagined copies: the fighting stops, holdings change hands, measures are lifted by steps.

All keep their word here; whether they would is weighed by the factor of commitment. Relief is carried out as far as
it is believed, and who agreed to it takes no new measures in those sectors in the place of those lifted. Clauses that
nothing in the rulebook moves, titles, guarantees, caps, are weighed as they are written.
"""

from dataclasses import dataclass, replace

import numpy as np

from wargame.axes import Array, namespace, number, picked, scatter_add
from wargame.calculus.deal.brought import SIGNATURE
from wargame.terms import Terms, of_rows
from wargame.world import Measures, World, by_state, renewed, with_theatre

BEFORE = -1.0  # months: nothing has been carried out


@dataclass(frozen=True)
class Signed:
    """Deals signed in copies, a deal a row."""

    terms: Terms
    relief: Array  # [R,Z,T,K,F] share of the measures that each step lifts, as far as it is believed
    stood: Array  # [R,Z,T,K] the measures at signature, as shares of the senders' dealings

    def due(self, before: float, now: float) -> Array:
        """Share of the measures as they were at signature that falls due after `before` and up to `now`, months."""
        after = self.terms.relief_after
        step = number((after > before) & (after <= now))[:, None, None, None, :]
        share: Array = namespace(after).sum(self.relief * step, axis=4)
        return share

    def of_rows(self, index: Array) -> "Signed":
        """What is signed in some copies, in the order of the index."""
        xp = namespace(self.relief)
        relief, stood = (xp.take(x, index, axis=0) for x in (self.relief, self.stood))
        return Signed(of_rows(self.terms, index), relief, stood)

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


def signed(world: World, terms: Terms, credit: Array, unsure: Array, targets: tuple[int, int]) -> Signed:
    """Deals as copies of a world carry them out; `credit` `[R,Y]` is the part of each party's relief that is believed.

    `unsure` is the probability that a milestone other than signature is reached.
    """
    xp = namespace(credit)
    sure = number(terms.relief_milestone == float(SIGNATURE))
    reached = sure + (1.0 - sure) * unsure
    places = range(terms.relief.shape[2])
    trust = [credit[:, targets.index(t)] if t in targets else 1.0 + 0.0 * credit[:, 0] for t in places]
    told = xp.stack(trust, axis=1) if trust else xp.zeros((credit.shape[0], 0))
    relief = terms.relief * told[:, None, :, None, None] * reached[:, None, None, None, :]
    return Signed(terms, relief, _standing(world.measures, relief.shape[:4]))


def carried_out(world: World, deal: Signed, before: float, now: float) -> World:
    """The world with what falls due after `before` and up to `now`, months from signature, carried out."""
    stops = deal.ceased(now)
    world = _ceasefire(world, deal.terms, stops)
    begins = stops * (1.0 - deal.ceased(before))
    if bool(world.xp.any(deal.terms.withdraw * begins[:, None, None] > 0.0)):
        world = _withdrawn(world, deal.terms, begins)
    return _lifted(world, deal, now)


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


def _lifted(world: World, deal: Signed, now: float) -> World:
    """Measures of those who agreed to relief, no higher than what they have not lifted of them by now."""
    xp, rows = world.xp, world.measures
    agreed = xp.sum(deal.terms.relief, axis=4) > 0.0
    if not bool(xp.any(agreed)):
        return world
    standing, most = _standing(rows, deal.stood.shape), deal.stood * (1.0 - deal.due(BEFORE, now))
    over = agreed & (standing > most)
    kept = xp.where(over, most / xp.where(over, standing, 1.0 + 0.0 * standing), 1.0 + 0.0 * standing)
    level = rows.level * picked(xp.reshape(kept, (kept.shape[0], -1)), _places(rows, kept.shape))
    return renewed(world, measures=replace(rows, level=level))


def _standing(rows: Measures, shape: tuple[int, ...]) -> Array:
    """Measures in force by sender, target and sector, `[R,Z,T,K]`, share of the sender's dealings."""
    xp = namespace(rows.level)
    flat = xp.zeros((shape[0], shape[1] * shape[2] * shape[3]))
    return xp.reshape(scatter_add(flat, _places(rows, shape), rows.live * rows.level), shape) if shape[2] else flat


def _places(rows: Measures, shape: tuple[int, ...]) -> Array:
    """Where each measure stands among senders, targets and sectors laid end to end, `[R,V]`."""
    xp = namespace(rows.level)
    return xp.astype((rows.sender * shape[2] + rows.target) * shape[3] + rows.sector, xp.int64)
