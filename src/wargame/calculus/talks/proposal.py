"""Proposals: which package a party tables, or a mediator, in every run at once.

A party tables only what it would take itself, by the ledger and the draw by which it answers offers in that turn: so
its own offer, put back to it unchanged, is never refused. Of those it tables the one with the highest expected gain. It
never asks for more than it last did, so that a negotiation ends: in a deal, or where nobody has anything better to say.
"""

from dataclasses import dataclass

from wargame.assumptions import fit
from wargame.axes import Array, namespace, number
from wargame.calculus.deal import Outlook
from wargame.calculus.deal.ledger import judge
from wargame.calculus.talks.numbers import Talks
from wargame.calculus.talks.packages import PACKAGES
from wargame.calculus.talks.slate import Slate
from wargame.calculus.talks.weighing import judged
from wargame.terms import Terms

NONE = -1
NEVER = -1.0  # chance of a yes to a last offer where there was none


@dataclass(frozen=True)
class Proposal:
    """What is tabled, `[R]`."""

    package: Array  # by place in `PACKAGES`, -1 none
    gain: Array  # prize, expected of it; of a mediator's, of the party that likes it less
    chance: Array  # that the other takes it, as guessed; of a mediator's, that the party who likes it less does


def proposal(slate: Slate, ahead: Outlook, party: int, luck: Array, p: Talks, last: Array | None = None) -> Proposal:
    """What a party tables, `ahead` being the war as it sees it and `luck` `[R]` its own draw of the turn.

    `last` `[R]` is the chance that the other takes its last offer as things stand now, see `chance_of`; -1 if none.
    """
    scores, odds = judged(slate, ahead, p)
    score, own, chance = scores[:, :, party], odds[:, :, party], odds[:, :, 1 - party]
    fresh = NEVER + 0.0 * luck if last is None else last
    gain = chance * score
    fair = (luck < own) & (score > 0.0) & (gain >= fit(p.gainful, 0))
    fair = fair & ((fresh < 0.0) | (chance > fresh + fit(p.concession, 0)))
    return _best(fair, gain, gain, chance)


def mediation(slate: Slate, ahead: Outlook, p: Talks, last: Array | None = None) -> Proposal:
    """What a mediator tables, `ahead` being the war as it sees it: what the party who likes it less likes best.

    Only where both are thought to be better off than by going on; it asks nothing for itself. `last` `[R,Y]` is the
    chance, as things stand now, that a party takes what it last refused: it must like the next better; -1 if nothing.
    """
    scores, odds = judged(slate, ahead, p)
    xp = namespace(scores)
    least, chance = xp.min(scores, axis=2), xp.min(odds, axis=2)
    fair = (least > 0.0) & (chance > 0.0)
    if last is not None:
        fair = fair & xp.all((last < 0.0) | (odds > last + fit(p.concession, 1)), axis=2)
    return _best(fair, least, least, chance)


def chance_of(ahead: Outlook, party: int, terms: Terms, p: Talks) -> Array:
    """How likely the other is to take terms, `[R]`, as a party guesses who sees the war so."""
    return judge(ahead, terms, p).probability[:, 1 - party]


def _best(fair: Array, rank: Array, gain: Array, chance: Array) -> Proposal:
    """The best of the packages that are fair to table, the first of those that are alike."""
    xp = namespace(rank)
    none = 0.0 * rank
    height = xp.where(fair, rank, none - 1.0)
    top = xp.max(height, axis=0, keepdims=True)
    order = xp.reshape(xp.arange(len(PACKAGES)), (-1, 1))
    place = xp.min(xp.where(fair & (height >= top), order, len(PACKAGES)), axis=0)
    there = place < len(PACKAGES)
    at = number(order == place)
    return Proposal(xp.where(there, place, NONE), xp.sum(gain * at, axis=0), xp.sum(chance * at, axis=0))
