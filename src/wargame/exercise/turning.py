"""Turning points of a campaign: the turns at which most changed, and by what.

A turn weighs what changed in it: ground, how a war is at rest, deals signed and broken, offers refused, who leads and
who sits together. The weights are judgement; one hundredth of the theatre that changes hands is 1.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.explain import happened, politics, renamed
from wargame.explain import talks as table
from wargame.explain.war import ground
from wargame.orders import ANSWER
from wargame.scenario import Scenario
from wargame.turn import Played
from wargame.world import World

GROUND = 100.0  # for all of the theatre; judgement, as all that follow
STAGE, SIGNED, BREACH, MEMBER = 4.0, 2.0, 2.0, 0.5  # for each
LEADER, OTHER_LEADER = 2.0, 0.5  # of a state at war, and of another
REFUSED = 0.5  # for each party to the war that says no to an offer
EVENT = 0.3  # for each event of the scenario that comes about
LEAST = 0.5  # below which nothing turned
MOST_TOLD = 3  # changes in one sentence, the weightiest first

Change = tuple[float, str]  # what it weighs, and the words for it


@dataclass(frozen=True)
class TurningPoint:
    """A turn at which much changed: how much in all, and what, in words."""

    turn: int
    weight: float
    sentence: str


def turning_points(
    worlds: Sequence[World], played: Sequence[Played], scenario: Scenario, names: Mapping[str, str] | None = None
) -> list[TurningPoint]:
    """The turns at which most changed, the weightiest first; `worlds` begin with state 0."""
    shown = scenario.names() if names is None else names
    found = []
    for before, turn in zip(worlds, played, strict=False):
        changes = sorted(_changes(before, turn, scenario, shown), key=lambda change: -change[0])
        weight = sum(change for change, _ in changes)
        if weight >= LEAST:
            sentence = " ".join(f"{text}." for _, text in changes[:MOST_TOLD])
            found.append(TurningPoint(turn.world.turn, weight, sentence))
    return sorted(found, key=lambda point: (-point.weight, point.turn))


def _changes(before: World, played: Played, scenario: Scenario, names: Mapping[str, str]) -> Iterator[Change]:
    """What changed in a turn, each with its weight; ground weighs once, however many sentences it takes."""
    after = played.world
    moved = _moved(before, after)
    told = ground(before, after, scenario, names, 0)
    if told:
        yield GROUND * moved, ". ".join(told)
    yield from ((STAGE, text) for text in table.stages(before, after, names, 0))
    yield from ((SIGNED, text) for text in table.signed(after, names, 0))
    yield from ((BREACH, text) for text in table.breaches(before, after, names, 0))
    for done in played.done:
        if done.moment == ANSWER:
            yield from ((REFUSED * count, text) for count, text in table.refused(done, names, 0))
    at_war = {state for quarrel in after.board.quarrels for state in quarrel}
    for state, text in politics.leaders(before, after, names, 0):
        yield LEADER if state in at_war else OTHER_LEADER, text
    yield from ((MEMBER, text) for text in politics.members(before, after, names, 0))
    yield from ((EVENT, renamed(text, scenario.names(), names)) for text in happened(after, scenario))


def _moved(before: World, after: World) -> float:
    """Share of the theatre that changed hands."""
    board = after.board
    near = slice(0, board.contested)
    share = np.abs(np.asarray(after.control)[0, :, near] - np.asarray(before.control)[0, :, near]).sum(axis=0) / 2.0
    area = np.asarray(board.area)[near]
    return float((share * area).sum() / area.sum()) if board.contested else 0.0
