"""Talks: offers on record judged as they were made, beside what the parties are known to have said.

History's decisions are played, once for all offers; each is judged by both parties on the state nearest to its date,
from what they may see. The beliefs of state 0 are the scenario's and then move as battles are won and lost.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np

from wargame.analysis.looks import looks
from wargame.analysis.scores import Score, score
from wargame.analysis.talks_file import NO, YES, Tabled, Talks, talks
from wargame.axes import Array
from wargame.calculus.deal import Case, Judge, case_of, judge, outlook
from wargame.policies import POLICIES
from wargame.register import assumptions
from wargame.scenario import Scenario
from wargame.terms import Terms, stacked

OWN, UNASKED = "own", "not asked"
SETTLEMENT = "settlement"


@dataclass(frozen=True)
class Answer:
    """A party's answer to an offer on record, beside what its judgement says."""

    offer: int  # counted from 0
    day: str
    state: str  # day of the state on which it was judged
    title: str
    kind: str
    party: str
    recorded: str  # yes, no, ambiguous, own, not asked
    probability: float  # of yes, median of the runs
    low: float  # nine runs in ten
    high: float
    vetoes: tuple[str, ...]  # that stand in the way in half the runs or more


@dataclass(frozen=True)
class Record:
    """Offers on record as judged, their scores, and how many numbers of the judgement were tuned."""

    scenario: str
    runs: int
    seed: int
    answers: tuple[Answer, ...]
    scores: dict[str, Score]
    numbers: int
    tuned: int
    left_out: tuple[tuple[str, str], ...]


def judged_talks(
    scenario: Scenario, runs: int = 200, seed: int = 1, progress: Callable[[int, int], None] = lambda done, of: None
) -> Record:
    """All offers on record of a scenario, judged in the runs 0 to `runs` - 1 of history's decisions."""
    known = talks(scenario)
    rows = list(_answers(known, scenario, *_judged(known, scenario, runs, seed, progress)))
    numbers, tuned = _numbers(scenario, known.quarrel)
    return Record(scenario.id, runs, seed, tuple(rows), _scores(rows, seed), numbers, tuned, known.left_out)


def nearest_turn(day: str, dates: Sequence[str]) -> int:
    """The turn before which the state nearest to a day stands; the earlier of two."""
    gaps = [abs((date.fromisoformat(day) - date.fromisoformat(other)).days) for other in dates[:-1]]
    return gaps.index(min(gaps)) + 1


def _judged(
    known: Talks, scenario: Scenario, runs: int, seed: int, progress: Callable[[int, int], None]
) -> tuple[list[Array], list[dict[str, Array]]]:
    """Probabilities `[R,Y]` and vetoes of every offer."""
    p: Judge = POLICIES["doctrine"](scenario)  # type: ignore[assignment]
    turns = [nearest_turn(offer.day, scenario.dates) for offer in known.offers]
    found: list[list[Array]] = [[] for _ in turns]
    stopped: list[list[dict[str, Array]]] = [[] for _ in turns]
    for look in looks(scenario.silent, known.quarrel, turns, seed, runs, {"all": "script"}):
        ahead = outlook(case_of(look.view, scenario.params, p, known.quarrel), p)
        for i in (i for i, turn in enumerate(turns) if turn == look.turn):
            ledger = judge(ahead, _on_map(known.offers[i].terms, ahead.case), p)
            found[i].append(ledger.probability)
            stopped[i].append(ledger.vetoes)
        if look.turn == max(turns):
            progress(look.runs.stop, runs)
    vetoes = [{name: np.concatenate([part[name] for part in parts]) for name in parts[0]} for parts in stopped]
    return [np.concatenate(parts) for parts in found], vetoes


def _on_map(terms: Terms, case: Case) -> Terms:
    """The terms where a play has got to, `[R]`: nobody leaves a region in which it holds nothing in that run.

    The record's map and the plays' differ by a few shares; a clause about a sliver that a run never took says nothing,
    and would otherwise read as giving what is not one's own.
    """
    return replace(stacked([terms] * len(case.hold)), withdraw=terms.withdraw * (case.hold > 0.0))


def _answers(
    known: Talks, scenario: Scenario, found: Sequence[Array], vetoes: Sequence[dict[str, Array]]
) -> Iterator[Answer]:
    for i, offer in enumerate(known.offers):
        for y, party in enumerate(scenario.board.states[state] for state in known.quarrel):
            low, median, high = np.quantile(found[i][:, y], (0.05, 0.5, 0.95))
            stops = tuple(name for name, rows in vetoes[i].items() if np.mean(rows[:, y]) >= 0.5)
            state = scenario.dates[nearest_turn(offer.day, scenario.dates) - 1]
            about = (i, offer.day, state, offer.title, offer.kind, party, _recorded(offer, party))
            yield Answer(*about, float(median), float(low), float(high), stops)


def _recorded(offer: Tabled, party: str) -> str:
    return OWN if offer.author == party else offer.answers.get(party, UNASKED)


def _scores(rows: Sequence[Answer], seed: int) -> dict[str, Score]:
    """Scores of all answers with the authors' own, of those to others' offers, and to others' settlements."""
    clear = [row for row in rows if row.recorded in (YES, NO, OWN)]
    others = [row for row in clear if row.recorded != OWN]
    groups = {
        "all, authors' own as yes": clear,
        "to others' offers": others,
        "to others' settlements": [row for row in others if row.kind == SETTLEMENT],
    }
    return {
        name: score(
            [row.probability for row in some],
            [row.recorded != NO for row in some],
            [row.offer for row in some],
            seed,
        )
        for name, some in groups.items()
    }


def _numbers(scenario: Scenario, quarrel: tuple[int, int]) -> tuple[int, int]:
    """Numbers of the judgement, those of the parties' stakes among them, and how many were tuned."""
    own = [bool(item.metadata["tuned"]) for item in fields(Judge) if "unit" in item.metadata]
    parties = tuple(f"states.{scenario.board.states[state]}.stakes." for state in quarrel)
    stakes = [item.tuned for item in assumptions(scenario) if item.path.startswith(parties)]
    return len(own) + len(stakes), sum(own) + sum(stakes)
