"""Orders that are missing when the clock runs out: nothing, what doctrine would do, or what was ordered last turn."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from wargame.errors import Impossible
from wargame.exercise.legality import staged
from wargame.exercise.possible import ABOUT, most
from wargame.orders import COMMAND, DELIBERATE, lines, only, parted
from wargame.policies import POLICIES
from wargame.scenario import Scenario
from wargame.turn import Played, Request

HOLD, DOCTRINE, REPEAT = "hold", "doctrine", "repeat"
MISSING: Mapping[str, str] = {
    HOLD: "what is not ordered is not done",
    DOCTRINE: "doctrine orders what is missing",
    REPEAT: "what was ordered last turn is ordered again, as far as it may be",
}
STANDING = (DELIBERATE, COMMAND)  # moments whose orders may stand; offers, answers and votes are of their turn


def filled(
    how: str, seat: int, request: Request, scenario: Scenario, last: Played | None, have: Collection[str]
) -> list[str]:
    """Lines for a seat that make up for missing orders, of the kinds of which it has none of its own."""
    told: Sequence[str] = ()
    if how == DOCTRINE:
        told = _by_doctrine(seat, request, scenario)
    elif how == REPEAT and last is not None and request.moment in STANDING:
        told = _again(seat, request, last)
    return [line for line in told if line.split(maxsplit=2)[1] not in have]


def _by_doctrine(seat: int, request: Request, scenario: Scenario) -> list[str]:
    """What doctrine orders in a seat's place, from what the seat may see."""
    policy, mine = POLICIES[DOCTRINE](scenario), [seat]
    orders = policy.decide(
        request.view(mine), mine, request.moment, request.limits(mine), request.params, request.whims
    )
    allowed = request.held(only(orders, request.world.board, mine, request.moment))[0]
    return _sound(lines(only(allowed, request.world.board, mine), request.world.board), seat, request)


def _again(seat: int, request: Request, last: Played) -> list[str]:
    """A seat's orders of the turn before, none of them above what it may order now."""
    board = request.world.board
    limits = {(item.kind, item.target): item for item in most(request, seat)}
    told = []
    for line in lines(only(last.orders[request.moment], board, [seat]), board):
        order, amount = parted(line)
        _, kind, *target = order.split()
        if item := limits.get((kind, " ".join(target))):
            told.append(item.line(float(np.clip(amount, item.least, item.most))))
    return _sound(told, seat, request)


def _sound(told: Sequence[str], seat: int, request: Request) -> list[str]:
    """Those of some lines that may be given now."""
    found = []
    for line in told:
        try:
            sound = staged(line, seat, request)
        except Impossible:
            continue
        if sound is not None and str(ABOUT[sound.split(maxsplit=2)[1]]["moment"]) == request.moment:
            found.append(sound)
    return found
