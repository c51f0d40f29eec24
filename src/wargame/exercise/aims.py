"""Aims: what each seat was asked to reach on its card, and how far it has got."""

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.measures import BY_NAME, value
from wargame.scenario import Scenario
from wargame.spec import Aim
from wargame.world import World


@dataclass(frozen=True)
class Reached:
    """An aim, and the series it is measured by; one that no series measures is for people to judge."""

    aim: Aim
    values: tuple[float, ...]  # of the series, at state 0 and after every turn; none where nothing is measured

    @property
    def measured(self) -> bool:
        """Whether figures can tell."""
        return bool(self.values) and (self.aim.above is not None or self.aim.below is not None)

    @property
    def unit(self) -> str:
        """Of the series."""
        return "" if self.aim.measure is None else BY_NAME[self.aim.measure.partition("/")[0]].unit

    @property
    def first(self) -> float | None:
        """The series at state 0."""
        return self.values[0] if self.measured else None

    @property
    def now(self) -> float | None:
        """The series at the last state."""
        return self.values[-1] if self.measured else None

    @property
    def met(self) -> bool | None:
        """Whether it is reached at the last state; nothing where figures can't tell."""
        return self._so(self.values[-1]) if self.measured else None

    @property
    def last(self) -> int | None:
        """The turn after which it was last reached, 0 for state 0; none if it never was."""
        return max((turn for turn, x in enumerate(self.values) if self._so(x)), default=None) if self.measured else None

    @property
    def share(self) -> float | None:
        """How far towards the bound: from state 0, or from nothing where state 0 had met it; 1 where it is met."""
        if not self.measured:
            return None
        return 1.0 if self.met else _way(self.aim, self.values[0], self.values[-1])

    def _so(self, x: float) -> bool:
        return (self.aim.above is None or x > self.aim.above) and (self.aim.below is None or x < self.aim.below)


def reached(scenario: Scenario, seat: str, worlds: Sequence[World]) -> list[Reached]:
    """How far a seat's aims are reached at the last of the worlds, which begin with state 0."""
    return [_reached(aim, worlds) for aim in aims_of(scenario, seat)]


def aims_of(scenario: Scenario, seat: str) -> Sequence[Aim]:
    """What a seat is asked to reach; an alliance has a brief and no aims of its own."""
    state = scenario.spec.states.get(seat)
    return state.aims if state is not None else ()


def _reached(aim: Aim, worlds: Sequence[World]) -> Reached:
    measure = aim.measure
    return Reached(aim, () if measure is None else tuple(float(value(world, measure)[0]) for world in worlds))


def _way(aim: Aim, first: float, now: float) -> float:
    """How far towards the bound that is missed."""
    low = aim.above is not None and now <= aim.above
    bound = aim.above if low else aim.below
    assert bound is not None  # an aim that is missed has one
    ahead = first < bound if low else first > bound
    if ahead:
        return min(max((now - first) / (bound - first), 0.0), 1.0)
    share = (now / bound if low else bound / now) if bound and now else 0.0
    return min(max(share, 0.0), 1.0)
