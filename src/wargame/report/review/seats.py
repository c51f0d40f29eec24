"""Who sat where, and how far each got towards what it was asked to reach."""

from collections.abc import Iterator
from dataclasses import dataclass

from wargame.exercise.aims import Reached, reached
from wargame.explain import amount
from wargame.policies import HUMAN
from wargame.report.review.campaign import Campaign

FEW = 12  # seats that are all named one by one


@dataclass(frozen=True)
class Seat:
    """A seat of the campaign, and who decided for it."""

    name: str
    kind: str
    by: str


@dataclass(frozen=True)
class Aim:
    """An aim with its figures as people read them."""

    seat: str
    text: str
    asked: str
    start: str
    end: str
    met: bool | None
    last: str  # when it was last reached


def seats(campaign: Campaign) -> tuple[list[Seat], list[tuple[str, list[str]]]]:
    """Seats to name one by one, people's and the parties' to the war first; the others by who decided for them."""
    scenario, board = campaign.scenario, campaign.scenario.board
    at_war = {board.states[s] for quarrel in board.quarrels for s in quarrel}
    people = [seat for seat in scenario.seats if campaign.policy(seat) == HUMAN]
    told, rest = [], dict[str, list[str]]()
    for seat in sorted(scenario.seats, key=lambda seat: (seat not in people, seat not in at_war)):
        name, by = campaign.names[seat], campaign.decider(seat)
        if seat in at_war or seat in people or len(scenario.seats) <= FEW:
            kind = "state at war" if seat in at_war else "alliance" if seat in scenario.spec.alliances else "state"
            told.append(Seat(name, kind, by))
        else:
            rest.setdefault(by, []).append(name)
    return told, list(rest.items())


def aims(campaign: Campaign) -> Iterator[Aim]:
    """The aims of every seat that has some, as far as they were reached."""
    for seat in campaign.scenario.seats:
        for aim in reached(campaign.scenario, seat, campaign.worlds):
            yield Aim(
                seat=campaign.names[seat],
                text=campaign.said(aim.aim.text),
                asked=_asked(aim),
                start=_shown(aim, 0),
                end=_shown(aim, -1),
                met=aim.met,
                last="never" if aim.last is None else campaign.dates[aim.last],
            )


def _asked(aim: Reached) -> str:
    limits = ((aim.aim.above, "above"), (aim.aim.below, "below"))
    return " and ".join(f"{word} {amount(limit, aim.unit)}" for limit, word in limits if limit is not None)


def _shown(aim: Reached, place: int) -> str:
    return amount(aim.values[place], aim.unit) if aim.measured else ""
