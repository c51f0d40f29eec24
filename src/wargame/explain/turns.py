"""What may make a turn a turning point, a sentence each: ground, stages of a war, deals, collapses, leaders, events."""

from collections.abc import Mapping

import numpy as np

from wargame.explain import talks, war
from wargame.explain.end import belligerents, fallen
from wargame.explain.turn import fired
from wargame.explain.words import renamed
from wargame.scenario import Scenario
from wargame.turn import Done
from wargame.world import World

Names = Mapping[str, str]


def ground(before: World, after: World, scenario: Scenario, names: Names, row: int = 0) -> list[str]:
    """Who took how much, the most first, and regions that changed hands."""
    return war.ground(before, after, scenario, names, row)


def stages(before: World, after: World, names: Names, row: int = 0) -> list[str]:
    """Wars that stopped, were taken up again, or are over."""
    return talks.stages(before, after, names, row)


def signed(after: World, names: Names, row: int = 0) -> list[str]:
    """Deals signed in this turn."""
    return talks.signed(after, names, row)


def breaches(before: World, after: World, names: Names, row: int = 0) -> list[str]:
    """Deals of which a breach was found."""
    return talks.breaches(before, after, names, row)


def answers(before: World, done: Done, names: Names, row: int = 0) -> list[str]:
    """What was said to the offers on the table."""
    return list(talks.said(done, names, row, talks.heard(before, None, row)))


def collapses(before: World, after: World, names: Names, row: int = 0) -> list[str]:
    """States at war that hold less than a twentieth of their land, or have no army left."""
    board = after.board
    new = np.flatnonzero(fallen(after)[row] & ~fallen(before)[row]).tolist()
    return [f"{names[board.states[s]]} collapses" for s in new]


def leaders(before: World, after: World, names: Names, row: int = 0) -> list[str]:
    """Changes of leader in states at war."""
    new = np.flatnonzero((np.asarray(after.leaders) > np.asarray(before.leaders))[row]).tolist()
    fighting = belligerents(before, row)
    return [f"{names[state]} has a new leader" for state in (after.board.states[s] for s in new) if state in fighting]


def events(after: World, scenario: Scenario, names: Names, row: int = 0) -> list[str]:
    """Events of the scenario that came about and changed something."""
    return [renamed(e.reason, scenario.names(), names) for e in fired(after, scenario, row) if e.acts]
