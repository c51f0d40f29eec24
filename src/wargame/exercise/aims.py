"""Aims: how far each seat has got with what its card asks of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.measures import value
from wargame.scenario import Scenario
from wargame.spec import Aim
from wargame.world import World


@dataclass(frozen=True)
class Reached:
    """An aim, the series it is measured by, and how far it is reached."""

    aim: Aim
    now: float | None  # of the series; none where no series measures the aim, and people judge it
    first: float | None  # at state 0
    met: bool | None
    share: float | None  # of the way from state 0 to the bound, 1 where it is met


def reached(scenario: Scenario, seat: str, worlds: Sequence[World]) -> list[Reached]:
    """How far a seat's aims are reached at the last of the worlds, which begin with state 0."""
    return [_reached(aim, worlds) for aim in aims_of(scenario, seat)]


def aims_of(scenario: Scenario, seat: str) -> Sequence[Aim]:
    """What a seat is asked to reach; an alliance has a brief and no aims of its own."""
    state = scenario.spec.states.get(seat)
    return state.aims if state is not None else ()


def _reached(aim: Aim, worlds: Sequence[World]) -> Reached:
    if aim.measure is None:
        return Reached(aim, None, None, None, None)
    first, now = (float(value(world, aim.measure)[0]) for world in (worlds[0], worlds[-1]))
    met = (aim.above is None or now > aim.above) and (aim.below is None or now < aim.below)
    return Reached(aim, now, first, met, 1.0 if met else _way(aim, first, now))


def _way(aim: Aim, first: float, now: float) -> float:
    """How far towards the bound that is missed: from state 0, or from nothing where state 0 had met it."""
    low = aim.above is not None and now <= aim.above
    bound = aim.above if low else aim.below
    assert bound is not None  # an aim that is missed has one
    ahead = first < bound if low else first > bound
    if ahead:
        return min(max((now - first) / (bound - first), 0.0), 1.0)
    share = (now / bound if low else bound / now) if bound and now else 0.0
    return min(max(share, 0.0), 1.0)
