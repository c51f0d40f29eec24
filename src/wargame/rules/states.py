"""States: the numbers told of each, which several domains read and none moves."""

from dataclasses import dataclass

from wargame.axes import Array


@dataclass(frozen=True)
class States:
    """What is told of each state, `[S]`: arrays, so that a scenario, a sweep and an umpire can change them."""

    gdp: Array  # USD bn a year at state 0
    population: Array  # thousand people
    military_spending: Array  # USD bn a year at state 0
    growth: Array  # 1/year, trend
    industry: Array  # units of equipment a month that industry can build
    position: Array  # 0..1, from the one side of the conflict to the other
    salience: Array  # 0..1, how much it matters to the state
    openness: Array  # 0..1, how freely the public hears of losses and can object
    held: Array  # share of its own output that the state holds at state 0
