"""Who sits where: policies by name, and people."""

from collections.abc import Mapping

from wargame.errors import UserError, nearest
from wargame.exercise.missing import MISSING
from wargame.game import checked_seats
from wargame.policies import HUMAN
from wargame.scenario import Scenario


def seated(scenario: Scenario, given: Mapping[str, str]) -> dict[str, str]:
    """Who holds each seat, "human" for people; raises `UserError` with every unknown seat and policy."""
    checked_seats(scenario, {seat: "hold" if name == HUMAN else name for seat, name in given.items()})
    return scenario.policies(given)


def people_of(seats: Mapping[str, str]) -> tuple[str, ...]:
    """The seats that people hold."""
    return tuple(seat for seat, name in seats.items() if name == HUMAN)


def known_missing(how: str) -> str:
    """What is done about missing orders, by its name; raises `UserError` where there is no such thing."""
    if how not in MISSING:
        close = nearest(how, MISSING)
        hint = f"; nearest is {close!r}" if close else ""
        raise UserError(f"found unknown rule for missing orders {how!r}, expected one of {', '.join(MISSING)}{hint}")
    return how
