"""States: the numbers told of each, which several domains read and none moves."""

from dataclasses import dataclass

from wargame.axes import Array


@dataclass(frozen=True)
class States:
    """What is told of each state, `[S]`: arrays, so that a scenario, a sweep and an umpire can change them."""

    gdp: Array  # USD bn a year at state 0
    population: Array  # thousand people
    military_spending: Array  # USD bn a year at state 0
    personnel: Array  # thousand men under arms in peace; those at state 0 where a scenario tells none
    growth: Array  # 1/year, trend
    industry: Array  # units of equipment a month that industry can build
    position: Array  # 0..1, from the one side of the conflict to the other
    salience: Array  # 0..1, how much it matters to the state
    openness: Array  # 0..1, how freely the public hears of losses and can object
    held: Array  # share of its own output that the state holds at state 0
    gas_use: Array  # bcm/year at state 0
    gas_own: Array  # bcm/year of its own at state 0
    alternatives: Array  # 0..1, how easily its gas can come from elsewhere
    gas: Array  # [G] share of an importer's gas at state 0
    reliance: Array  # [T,K,S] share of a target's dealings in a sector that it has with a state
    exposure: Array  # [T,K,S] what it costs a state to forbid all dealings in a sector, by weight of that sector to it
    nearness: Array  # [T,S] 0..1, how near a state is to a target
    caps: Array  # [J,K] share of a target's lost dealings that a third state could replace
    odds: Array  # 0..1 of winning the next engagement, as the state believes at state 0
    evidence: Array  # engagements' worth of evidence behind that
    publicity: Array  # 0..1, how loud its claims are made
    rearm: Array  # prize, by which its power grows in a truce
    claims: Array  # [S,C] share of a region claimed aloud
    reach: Array  # [S,C] share of a region that a decisive victory would give
    weights: Array  # [S,10] ratio of what a factor of judgement weighs to its leader, to what it weighs to all
