"""Neutrality of a scenario's judgement: with the data of two sides exchanged, their judgements of a deal are exchanged.

A conclusion that hung on who is who, and not on what is known of them, would show here: the ledgers of all runs are
made again with all that is known of the two parties exchanged, and have to be the same bit for bit.
"""

from dataclasses import dataclass

from wargame.analysis.looks import looks
from wargame.analysis.neutral import neutral_between
from wargame.analysis.settings import numbers_of
from wargame.calculus.deal import case_of
from wargame.offers import Offer
from wargame.scenario import Scenario


@dataclass(frozen=True)
class Neutrality:
    """Whether an offer is judged alike with its two parties exchanged, turn by turn."""

    scenario: str
    seed: int
    runs: int
    title: str
    parties: tuple[str, str]
    turns: dict[int, bool]  # whether every run was the same, by the turn in which the offer was put

    @property
    def holds(self) -> bool:
        """Whether it was so in every turn."""
        return all(self.turns.values())


def neutrality(scenario: Scenario, offer: Offer, runs: int = 100, seed: int = 1) -> Neutrality:
    """Put an offer in its own turn, in the first and in the last, in the runs 0 to `runs` - 1, both ways round."""
    p, same = numbers_of(scenario), dict.fromkeys(sorted({1, offer.turn, scenario.turns}), True)
    for look in looks(scenario, offer.quarrel, list(same), seed, runs):
        case = case_of(look.view, scenario.params, p, offer.quarrel)
        same[look.turn] &= neutral_between(case, offer.terms, scenario.board.forum.targets, p)
    first, second = (scenario.board.states[party] for party in offer.quarrel)
    return Neutrality(scenario.id, seed, runs, offer.title, (first, second), same)
