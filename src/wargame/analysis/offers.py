"""An offer on the table: what its parties make of it in one campaign or in many, and what would turn them.

Campaigns are played to the turn of the offer, the parties' beliefs are read off what they may see, and both judge the
same terms: in closed form, or by play where a party's seat plays `lookahead`. An answer is the probability against one
draw of the run, the same for every offer of that turn.

Changes of the clauses are tried in closed form for both. Where a party judges by play, what play adds to its score of
the offer itself is added to the score of every change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.analysis.looks import looks
from wargame.analysis.played import players, with_play
from wargame.axes import Array
from wargame.calculus.deal import Judge, Ledger, Outlook, case_of, joined, judge, outlook
from wargame.calculus.deal.nearest import YES, Nearest, nearest, turnable
from wargame.offers import ACCEPT, ANSWERS, COUNTER, REFUSE, Offer
from wargame.policies import POLICIES
from wargame.scenario import Scenario
from wargame.terms import Terms, of_terms


@dataclass(frozen=True)
class Account:
    """What one party to a war makes of an offer, in one campaign."""

    party: int  # its place in the quarrel, and so in the ledger
    ledger: Ledger  # told is its first row
    answer: str
    nearest: Nearest | None  # the change that would turn it, where it neither accepts nor leans to yes
    by_play: bool = False  # whether it was judged by playing ahead

    @property
    def probability(self) -> float:
        """Of a yes."""
        return float(self.ledger.probability[0, self.party])

    @property
    def accepts(self) -> bool:
        """Whether it says yes."""
        return self.answer == ACCEPT


@dataclass(frozen=True)
class Judged:
    """An offer as its two parties judge it, in all runs; run 0 in full."""

    offer: Offer
    runs: int
    seed: int
    ledger: Ledger  # all runs
    answers: Array  # [R,Y] index into ANSWERS
    nearest: tuple[Nearest | None, Nearest | None]  # of run 0, where a party does not accept
    by_play: tuple[int, ...] = ()  # the parties, 0 or 1, that judge by play

    @property
    def accounts(self) -> tuple[Account, Account]:
        """What each party makes of it in run 0."""
        first, second = (
            Account(
                party, self.ledger, ANSWERS[int(self.answers[0, party])], self.nearest[party], party in self.by_play
            )
            for party in (0, 1)
        )
        return first, second

    def shares(self, party: int) -> dict[str, float]:
        """Share of the runs in which a party answers so."""
        return {answer: float(np.mean(self.answers[:, party] == k)) for k, answer in enumerate(ANSWERS)}


def judged(
    scenario: Scenario, offer: Offer, *, seed: int = 1, runs: int = 1, seats: Any = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Judged:  # fmt: skip
    """An offer judged in the runs 0 to `runs` - 1 of a seed, the turns before its own played first."""
    numbers: Judge = POLICIES["doctrine"](scenario)  # type: ignore[assignment]
    parties = players(scenario, offer.quarrel, seats)
    ledgers, answers, first = [], [], None
    for look in looks(scenario, offer.quarrel, [offer.turn], seed, runs, seats):
        ahead = outlook(case_of(look.view, scenario.params, numbers, offer.quarrel), numbers)
        closed = judge(ahead, offer.terms, numbers)
        ledger = with_play(closed, scenario, look, offer.terms, parties)
        added = ledger.score - closed.score
        ledgers.append(ledger)
        answers.append(_answers(ahead, offer, ledger, look.luck, added, numbers))
        first = first or (ahead, added[0])
        progress(look.runs.stop, runs)
    assert first is not None  # at least one run was played
    whole, told = joined(ledgers), np.concatenate(answers)
    near = _turned(*first, offer, told[0], whole.probability[0], numbers)
    return Judged(offer, runs, seed, whole, told, near, parties)


def _answers(ahead: Outlook, offer: Offer, ledger: Ledger, luck: Array, added: Array, p: Judge) -> Array:
    """What each party says, `[R,Y]`: yes by its draw; else no, or no but, where some change of the clauses turns it."""
    yes = luck < ledger.probability
    answers = np.where(yes, ANSWERS.index(ACCEPT), ANSWERS.index(REFUSE))
    for party in (0, 1):
        rows = np.flatnonzero(~yes[:, party])
        counters = rows[turnable(ahead, offer.terms, party, p, rows, added[:, party])]
        answers[counters, party] = ANSWERS.index(COUNTER)
    return answers


def _turned(
    ahead: Outlook, added: Array, offer: Offer, answers: Array, odds: Array, p: Judge
) -> tuple[Nearest | None, Nearest | None]:
    """The nearest change for each party of run 0 that does not accept, nor leans to yes."""
    alone = ahead.of_rows(np.array([0]))
    found = [
        turning(alone, offer.terms, party, ANSWERS[int(answers[party])], float(odds[party]), p, float(added[party]))
        for party in (0, 1)
    ]
    return found[0], found[1]


def turning(
    ahead: Outlook, terms: Terms, party: int, answer: str, odds: float, p: Judge, added: float = 0.0
) -> Nearest | None:  # fmt: skip
    """The nearest change that turns a party on one world; none where it accepts, or leans to yes already.

    `added` is what a party that judges by play adds to its score, prize.
    """
    if answer == ACCEPT or odds >= YES:
        return None
    return nearest(ahead, terms, party, p, sound=lambda changed: not of_terms(changed), added=added)
