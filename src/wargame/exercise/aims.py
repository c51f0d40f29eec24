"""Aims: what each seat was asked to reach on its card, and how far it got."""

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.measures import BY_NAME, value
from wargame.scenario import Scenario
from wargame.spec import Aim
from wargame.world import World


@dataclass(frozen=True)
class Reached:
    """An aim, and the series of its measure over the campaign; one without a measure is for people to judge."""

    text: str
    measure: str | None
    unit: str
    above: float | None
    below: float | None
    values: tuple[float, ...]  # of state 0 and of every turn; none where nothing is measured

    @property
    def measured(self) -> bool:
        """Whether figures can tell."""
        return bool(self.values) and (self.above is not None or self.below is not None)

    @property
    def met(self) -> bool | None:
        """Whether it is reached at the end; nothing where figures can't tell."""
        return self._so(self.values[-1]) if self.measured else None

    @property
    def last(self) -> int | None:
        """The turn after which it was last reached, 0 for state 0; none if it never was."""
        return max((turn for turn, x in enumerate(self.values) if self._so(x)), default=None) if self.measured else None

    def _so(self, x: float) -> bool:
        return (self.above is None or x > self.above) and (self.below is None or x < self.below)


def reached(scenario: Scenario, worlds: Sequence[World], seat: str) -> tuple[Reached, ...]:
    """How far a seat's aims were reached over a campaign; alliances have none. `worlds` begin with state 0."""
    state = scenario.spec.states.get(seat)
    return tuple(_reached(aim, worlds) for aim in (state.aims if state else ()))


def _reached(aim: Aim, worlds: Sequence[World]) -> Reached:
    measure = aim.measure
    values = () if measure is None else tuple(float(value(world, measure)[0]) for world in worlds)
    unit = "" if measure is None else BY_NAME[measure.partition("/")[0]].unit
    return Reached(aim.text, measure, unit, aim.above, aim.below, values)
