"""News of a turn for the table or for some seats: what came about, and what an umpire did and says of it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from wargame.explain import act, happened, renamed, told_of, told_to
from wargame.explain.acts import ABOUT, EVENTS
from wargame.observe import PUBLIC
from wargame.record import Intervention
from wargame.scenario import Scenario
from wargame.turn import Played, Request
from wargame.world import World

OPEN = (*PUBLIC, "control")  # fields in which an umpire's act is seen by everyone


def news(
    before: World,
    played: Played,
    acts: Sequence[Intervention],
    scenario: Scenario,
    names: Mapping[str, str],
    seats: Sequence[int] | None = None,
) -> list[str]:
    """The sentences of a turn, an umpire's acts before it first; to some seats, without what they may not see."""
    told = told_of(before, played, scenario, names, seats=seats)
    return [*by_umpire(acts, scenario, names, seats), *(f"{text}." for text in told)]


def so_far(request: Request) -> Played:
    """A turn up to a moment at which people are asked, as if it ended there."""
    orders = {done.moment: done.orders for done in request.done}
    refused = {done.moment: done.refused for done in request.done}
    return Played(request.world, orders, refused, request.done)


def as_it_begins(
    world: World, acts: Sequence[Intervention], scenario: Scenario, names: Mapping[str, str], seats: Sequence[int]
) -> list[str]:
    """What seats are told as a turn begins: what an umpire did and said, and events."""
    came = (renamed(told, scenario.names(), names) for told in happened(world, scenario, seats=seats))
    return [*by_umpire(acts, scenario, names, seats), *(f"{text}." for text in came)]


def by_umpire(
    acts: Sequence[Intervention], scenario: Scenario, names: Mapping[str, str], seats: Sequence[int] | None = None
) -> Iterator[str]:
    """An umpire's injects, and acts, those for one reason together."""
    for reason, several in groupby(acts, key=lambda item: item.reason):
        seen = [item for item in several if seats is None or _seen(item, scenario, seats)]
        said = renamed(reason.rstrip("."), scenario.names(), names)
        yield from (f"The umpire tells {told_to(item.to, names)}: {said}." for item in seen if item.act is None)
        if done := "; ".join(act(item.act, scenario, names) for item in seen if item.act is not None):
            yield f"The umpire: {said} ({done})."


def _seen(item: Intervention, scenario: Scenario, seats: Sequence[int]) -> bool:
    """Whether seats see what an umpire did: what all see, and their own; what comes of events is news itself."""
    if item.act is None:
        return not item.to or any(scenario.seats[seat] in item.to for seat in seats)
    board, field, where = scenario.board, item.act.field, item.act.where
    if field == EVENTS:
        return False
    axis = next(iter(str(ABOUT[field]["axes"]).split()[1:]), "")
    if axis == "H" and len(where) > 1 and field not in OPEN:
        return int(np.asarray(board.holder)[where[0], where[1]]) in seats
    return field in OPEN or (axis == "S" and bool(where) and where[0] in seats)
