"""News of a turn for the table or for one seat: what came about, and what an umpire did and says of it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from wargame.explain import act, told_of
from wargame.explain.acts import ABOUT, EVENTS
from wargame.observe import PUBLIC
from wargame.record import Intervention
from wargame.scenario import Scenario
from wargame.turn import Played, Request
from wargame.world import World

OPEN = (*PUBLIC, "control", "cohesion", "member", "flank")  # fields in which an umpire's act is seen by everyone


def news(
    before: World,
    played: Played,
    acts: Sequence[Intervention],
    scenario: Scenario,
    names: Mapping[str, str],
    seat: int | None = None,
) -> list[str]:
    """The sentences of a turn, an umpire's acts before it first; to a seat, without what it may not see."""
    told = told_of(before, played, scenario, names, seat=seat)
    return [*_by_umpire(acts, scenario, names, seat), *(f"{text}." for text in told)]


def so_far(request: Request) -> Played:
    """A turn up to a moment at which people are asked, as if it ended there."""
    orders = {done.moment: done.orders for done in request.done}
    refused = {done.moment: done.refused for done in request.done}
    return Played(request.world, orders, refused, request.done)


def _by_umpire(
    acts: Sequence[Intervention], scenario: Scenario, names: Mapping[str, str], seat: int | None
) -> Iterator[str]:
    """An umpire's acts, those for one reason together."""
    for reason, several in groupby(acts, key=lambda item: item.reason):
        seen = [item for item in several if seat is None or _seen(item, scenario, seat)]
        if seen:
            done = "; ".join(act(item.act, scenario, names) for item in seen)
            yield f"The umpire: {reason.rstrip('.')} ({done})."


def _seen(item: Intervention, scenario: Scenario, seat: int) -> bool:
    """Whether a seat sees what an umpire changed: what all see, and its own; what became of events is news itself."""
    field, where = item.act.field, item.act.where
    if field == EVENTS:
        return False
    axes = str(ABOUT[field]["axes"]).split()[1:]
    own = bool(axes) and axes[0] == "S" and bool(where) and where[0] == seat
    return field in OPEN or own
