"""Judgement by play: the ledgers of parties whose seats play `lookahead`, beside those of the closed form."""

from collections.abc import Mapping, Sequence
from typing import Any

from wargame.analysis.looks import Look
from wargame.calculus.deal import Ledger, by_party
from wargame.game import checked_seats
from wargame.policies import POLICIES
from wargame.policies.lookahead import Lookahead
from wargame.scenario import Scenario
from wargame.terms import Terms


def ahead_of(scenario: Scenario) -> Lookahead:
    """The policy that plays ahead, with the numbers of a scenario."""
    found = POLICIES["lookahead"](scenario)
    assert isinstance(found, Lookahead)
    return found


def players(scenario: Scenario, quarrel: tuple[int, int], seats: Mapping[str, str] | None) -> tuple[int, ...]:
    """The parties of a quarrel, 0 or 1, whose seats play `lookahead`."""
    chosen = scenario.policies(checked_seats(scenario, seats or {}))
    return tuple(y for y, state in enumerate(quarrel) if chosen[scenario.board.states[state]] == "lookahead")


def with_play(
    closed: Ledger, scenario: Scenario, look: Look, terms: Terms, parties: Sequence[int]
) -> Ledger:  # fmt: skip
    """A ledger of the closed form with the columns of these parties read off played copies instead."""
    if not parties:
        return closed
    played: Any = ahead_of(scenario).judgement(look.view, terms, scenario.params, look.chance, parties)
    first, second = (played if y in parties else closed for y in (0, 1))
    return by_party(first, second)
