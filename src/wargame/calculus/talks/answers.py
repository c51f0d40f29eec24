"""Answers: what parties say to offers, each by its own ledger and its own draw, and what it tables back.

A party that says `counter` has a package to table back, so that an offer of its own follows.
"""

from dataclasses import dataclass

from wargame.assumptions import of_runs
from wargame.axes import Array, namespace, put_back
from wargame.calculus.deal import Case, Outlook, outlook
from wargame.calculus.deal.ledger import judge
from wargame.calculus.talks.guess import guessed
from wargame.calculus.talks.numbers import Talks
from wargame.calculus.talks.proposal import NONE, Proposal, proposal
from wargame.calculus.talks.slate import Slate
from wargame.terms import Terms

ACCEPT, REFUSE, COUNTER, NOTHING = 1.0, -1.0, -0.5, 0.0


@dataclass(frozen=True)
class Answer:
    """What a party says to an offer, `[R]`."""

    code: Array  # 1 accept, -1 refuse, -0.5 counter, 0 nothing
    back: Proposal  # what it tables back where it says counter


def standpoint(case: Case, party: int, p: Talks) -> Outlook:
    """The war as one party sees it, from which all that it tables and answers in a turn is worked out."""
    return outlook(guessed(case, party, p), p)


def answer(
    slate: Slate, ahead: Outlook, party: int, terms: Terms, luck: Array, p: Talks,
    asked: Array | None = None, last: Array | None = None,
) -> Answer:  # fmt: skip
    """What a party says to one offer a run: yes by its draw `luck` `[R]`; else no, or no but.

    `asked` `[R]` is where there is an offer to it; `last` `[R]` as for a proposal.
    """
    xp = namespace(luck)
    there = luck >= 0.0 if asked is None else asked
    yes = luck < judge(ahead, terms, p).probability[:, party]
    back = _tabled_back(slate, ahead, party, luck, p, there & ~yes, last)
    no = xp.where(back.package >= 0, COUNTER, REFUSE + 0.0 * luck)
    return Answer(xp.where(there, xp.where(yes, ACCEPT, no), NOTHING), back)


def answers(
    slate: Slate, ahead: tuple[Outlook, Outlook], terms: Terms, luck: Array, p: Talks,
    asked: Array | None = None, last: Array | None = None,
) -> tuple[Answer, Answer]:  # fmt: skip
    """What both parties say, each from its own standpoint; `luck`, `asked` and `last` are `[R,Y]`."""

    def of(x: Array | None, party: int) -> Array | None:
        return None if x is None else x[:, party]

    first, second = (answer(slate, ahead[y], y, terms, luck[:, y], p, of(asked, y), of(last, y)) for y in (0, 1))
    return first, second


def _tabled_back(
    slate: Slate, ahead: Outlook, party: int, luck: Array, p: Talks, where: Array, last: Array | None
) -> Proposal:
    """What a party would table, looked for only where it has said no; nothing elsewhere."""
    xp, none = namespace(luck), 0.0 * luck
    rows = xp.nonzero(where)[0]
    if not rows.shape[0]:
        return Proposal(xp.astype(none, xp.int64) + NONE, none, none)
    before = None if last is None else xp.take(last, rows, axis=0)
    own = xp.take(luck, rows, axis=0)
    found = proposal(slate.of_rows(rows), ahead.of_rows(rows), party, own, of_runs(p, rows), before)
    package = xp.astype(put_back(found.package - NONE, where), xp.int64) + NONE  # put back among zeros
    return Proposal(package, put_back(found.gain, where), put_back(found.chance, where))
