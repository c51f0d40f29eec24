"""A turn in a line: what came about, who took what, what alliances decided, what it did to prices and tempers."""

from collections.abc import Mapping, Sequence

import numpy as np

from wargame.events import Event
from wargame.explain import politics, talks, war
from wargame.explain.words import listed, renamed, the
from wargame.orders import refusals
from wargame.scenario import Scenario
from wargame.turn import Played
from wargame.world import World


def digest(
    before: World, played: Played, scenario: Scenario, names: Mapping[str, str] | None = None, row: int = 0
) -> str:
    """A turn in a line: what came about, who took what, who lost how many, who was called up and armed."""
    told = told_of(before, played, scenario, names, row)
    return f"{scenario.dates[played.world.turn][:7]}  {' '.join(f'{text}.' for text in told) or 'Nothing moves.'}"


def told_of(
    before: World,
    played: Played,
    scenario: Scenario,
    names: Mapping[str, str] | None = None,
    row: int = 0,
    seats: Sequence[int] | None = None,
) -> list[str]:
    """The news of a turn; those of some seats, told by their indices, leave out what they may not see.

    That is what others lost and called up, their refused orders, offers in secret that do not concern them, and what
    only others were told.
    """
    names = scenario.names() if names is None else names
    after = played.world
    return [
        *(renamed(reason, scenario.names(), names) for reason in happened(after, scenario, row, seats)),
        *talks.news(before, played, names, row, seats),
        *war.news(before, played, scenario, names, row, seats),
        *politics.news(before, played, scenario, names, row, seats),
        *_refused(played, row, seats),
        *(_full(before, after, row) if seats is None else ()),
    ]


def fired(world: World, scenario: Scenario, row: int = 0) -> list[Event]:
    """The events that came about in the turn just played."""
    turns = np.asarray(world.fired)[row]
    return [event for event, turn in zip(scenario.events, turns, strict=True) if turn == world.turn]


def happened(world: World, scenario: Scenario, row: int = 0, seats: Sequence[int] | None = None) -> list[str]:
    """The reasons of the events that came about in the turn just played; to some seats, of those they are told of."""
    listening = None if seats is None else {scenario.seats[seat] for seat in seats}
    return [
        f"Told to {told_to(event.to, scenario.names())}: {event.reason}" if event.to else event.reason
        for event in fired(world, scenario, row)
        if listening is None or not event.to or listening & set(event.to)
    ]


def told_to(seats: Sequence[str], names: Mapping[str, str]) -> str:
    """Whom an inject is meant for: all, or the seats that it names."""
    return listed([the(names[seat]) for seat in seats]) or "all"


def _full(before: World, after: World, row: int) -> list[str]:
    """Tables of slots that were full, so that something was turned away."""
    turned = {
        "aid under way": after.shipments.refused[row] - before.shipments.refused[row],
        "measures in force": after.measures.refused[row] - before.measures.refused[row],
    }
    return [f"No room for more {what}: {int(count)} turned away" for what, count in turned.items() if count > 0.5]


def _refused(played: Played, row: int, seats: Sequence[int] | None) -> list[str]:
    board = played.world.board
    known = (*board.states, *board.forum.alliances)
    whose = known if seats is None else [known[seat] for seat in seats]
    found = [
        item
        for mask in played.refused.values()
        if mask is not None
        for item in refusals(mask, board, row)
        if item[0].split()[0] in whose
    ]
    if not found:
        return []
    count = "1 order refused" if len(found) == 1 else f"{len(found)} orders refused, the first"
    return [f"{count}: {found[0][0]} ({found[0][1]})"]
