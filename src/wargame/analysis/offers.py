"""An offer on the table: what its parties make of it in one campaign or in many, and what would turn them.

Campaigns are played to the turn of the offer, the parties' beliefs are read off what they may see, and both judge the
same terms. An answer is the probability against one draw of the run, the same for every offer of that turn.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from wargame.analysis.looks import looks
from wargame.axes import Array
from wargame.calculus.deal import Judge, Ledger, Outlook, case_of, judge, outlook
from wargame.calculus.deal.nearest import YES, Nearest, nearest, turnable
from wargame.offers import Offer
from wargame.policies import POLICIES
from wargame.scenario import Scenario
from wargame.terms import Terms, of_terms

ACCEPT, COUNTER, REFUSE, NONE = "accept", "counter", "refuse", "none"
ANSWERS = (ACCEPT, REFUSE, COUNTER, NONE)


@dataclass(frozen=True)
class Account:
    """What one party to a war makes of an offer, in one campaign."""

    party: int  # its place in the quarrel, and so in the ledger
    ledger: Ledger  # told is its first row
    answer: str
    nearest: Nearest | None  # the change that would turn it, where it neither accepts nor leans to yes

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

    @property
    def accounts(self) -> tuple[Account, Account]:
        """What each party makes of it in run 0."""
        first, second = (
            Account(party, self.ledger, ANSWERS[int(self.answers[0, party])], self.nearest[party]) for party in (0, 1)
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
    ledgers, answers, first = [], [], None
    for done, ahead, luck in worlds(scenario, offer.quarrel, offer.turn, numbers, seed, runs, seats):
        ledger = judge(ahead, offer.terms, numbers)
        ledgers.append(ledger)
        answers.append(_answers(ahead, offer, ledger, luck, numbers))
        first = first or ahead
        progress(done, runs)
    assert first is not None  # at least one run was played
    whole = _joined(ledgers)
    told = np.concatenate(answers)
    return Judged(offer, runs, seed, whole, told, _turned(first, offer, told[0], whole.probability[0], numbers))


def worlds(
    scenario: Scenario, quarrel: tuple[int, int], turn: int, p: Judge, seed: int, runs: int, seats: Any
) -> Iterator[tuple[int, Outlook, Array]]:
    """Outlooks of blocks of runs on a war in a turn, with what tips each party's answer to an offer then, `[R,Y]`."""
    for look in looks(scenario, quarrel, [turn], seed, runs, seats):
        yield look.runs.stop, outlook(case_of(look.view, scenario.params, p, quarrel), p), look.luck


def _answers(ahead: Outlook, offer: Offer, ledger: Ledger, luck: Array, p: Judge) -> Array:
    """What each party says, `[R,Y]`: yes by its draw; else no, or no but, where some change of the clauses turns it."""
    yes = luck < ledger.probability
    answers = np.where(yes, ANSWERS.index(ACCEPT), ANSWERS.index(REFUSE))
    for party in (0, 1):
        rows = np.flatnonzero(~yes[:, party])
        counters = rows[turnable(ahead, offer.terms, party, p, rows)]
        answers[counters, party] = ANSWERS.index(COUNTER)
    return answers


def _turned(
    ahead: Outlook, offer: Offer, answers: Array, odds: Array, p: Judge
) -> tuple[Nearest | None, Nearest | None]:
    """The nearest change for each party of run 0 that does not accept, nor leans to yes."""
    alone = ahead.of_rows(np.array([0]))
    found = [
        turning(alone, offer.terms, party, ANSWERS[int(answers[party])], float(odds[party]), p) for party in (0, 1)
    ]
    return found[0], found[1]


def turning(ahead: Outlook, terms: Terms, party: int, answer: str, odds: float, p: Judge) -> Nearest | None:
    """The nearest change that turns a party on one world; none where it accepts, or leans to yes already."""
    if answer == ACCEPT or odds >= YES:
        return None
    return nearest(ahead, terms, party, p, sound=lambda changed: not of_terms(changed))


def _joined(ledgers: Sequence[Ledger]) -> Ledger:
    """Ledgers of blocks, one below the other."""

    def together(name: str) -> Array:
        return np.concatenate([np.asarray(getattr(ledger, name)) for ledger in ledgers])

    vetoes = {name: np.concatenate([ledger.vetoes[name] for ledger in ledgers]) for name in ledgers[0].vetoes}
    names = ("taken", "going_on", "weight", "score", "probability")
    return replace(ledgers[0], vetoes=vetoes, **{name: together(name) for name in names})
