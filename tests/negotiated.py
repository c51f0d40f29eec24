"""A campaign in which everything happens that can happen to offers and deals, turn by turn in orders."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import worlds
from wargame.orders import refusals
from wargame.scenario import Scenario, draws
from wargame.turn import Played
from wargame.world import World

CEASEFIRE_NOW = {"clause": "ceasefire", "after": 0}
LEAVE_B1 = {"clause": "withdraw", "by": "RED", "regions": ["B1"]}
PACT = {"name": "Pact", "fictional": "Pact", "rule": "unanimity", "members": ["BLU", "GLD"], "cohesion": 0.8}
SANCTIONING = {**PACT, "powers": [{"motion": "package", "target": "RED"}]}
MEASURE = {"sender": "PACT", "target": "RED", "sector": "finance", "level": 0.6, "since": "2029-01-31"}
RELIEF = {
    **{"clause": "relief", "by": "PACT", "to": "RED", "sectors": {"finance": 0.5}},
    **{"after": 0, "milestone": "signature"},
}
DEAL = (
    CEASEFIRE_NOW,
    {"clause": "defer", "regions": ["B2"]},  # so that it never comes to peace
    LEAVE_B1,
    {**RELIEF, "snap_back": "by vote"},
    {"clause": "guarantee", "by": "PACT", "to": "BLU", "level": "treaty of alliance"},
    {"clause": "endorse", "by": "GLD", "of": "RED"},
    {"clause": "rebuild", "by": "GLD", "to": "BLU", "amount": 12.0},
    {"clause": "cap", "by": "BLU", "level": "half strength"},
)
ALL = ("RED", "BLU", "GLD", "PACT")


def offer(by: str, *clauses: Mapping[str, Any], **more: Any) -> str:
    """An order that tables these clauses."""
    return f"{by} offer RED-BLU {json.dumps({**more, 'clauses': list(clauses)})}"


STORY = (
    *[["RED attack B1 1"]] * 2,
    ["RED attack B1 1", "GLD host RED-BLU 1"],
    [offer("RED", CEASEFIRE_NOW, channel="secret"), "BLU answer RED-BLU:RED -1"],
    [offer("BLU", CEASEFIRE_NOW), "RED answer RED-BLU:BLU -0.5"],
    [offer("GLD", *DEAL, mediator="GLD"), *(f"{seat} answer RED-BLU:GLD 1" for seat in ALL)],
    ["RED renege RED-BLU 1"],
    *[[]] * 9,
    ["RED resume RED-BLU 1"],
    [],
    ["BLU restore RED:PACT 1", "GLD restore RED:PACT 1"],
)


def scenario() -> Scenario:
    """The duel with Gold a mediator and an alliance that has measures on Red in force; every secret leaks."""
    states = {"RED": {"stakes": {"publicity": 1.0}, "worth": {"B1": 1.0}}}
    rules = {"diplomacy": {"leak": 1.0, "sheltered": 1.0, "found": 1.0}}
    return worlds.duel(
        states=states, rules=rules, mediators=["GLD"], alliances={"PACT": SANCTIONING}, measures=[MEASURE]
    )


def story() -> Iterator[tuple[World, Played]]:
    """The turns of the campaign: the world before each, and the turn."""
    told = scenario()
    source = draws(told, 1, [0])
    world = worlds.opening(told, source)
    for orders in STORY:
        played = worlds.turn(told, world, source, orders)
        yield world, played
        world = played.world


class Play:
    """A campaign played by orders, a turn after the other."""

    def __init__(self, scenario: Scenario, seed: int = 1) -> None:
        self.scenario, self.source = scenario, draws(scenario, seed, [0])
        self.world: World = worlds.opening(scenario, self.source)
        self.played: Played | None = None

    def turn(self, *orders: str, times: int = 1) -> "Play":
        for _ in range(times):
            self.played = worlds.turn(self.scenario, self.world, self.source, orders)
            self.world = self.played.world
        return self

    @property
    def stage(self) -> int:
        return int(self.world.stage[0, 0])

    @property
    def refused(self) -> list[tuple[str, str]]:
        assert self.played is not None
        masks = [mask for mask in self.played.refused.values() if mask is not None]
        return [item for mask in masks for item in refusals(mask, self.world.board)]


def mediated(**more: Any) -> Play:
    """The duel with Gold a mediator."""
    return Play(worlds.duel(mediators=["GLD"], **more))


def fought(**more: Any) -> Play:
    """The same once Red has taken some of Blue's land."""
    return mediated(**more).turn("RED attack B1 1", times=3)


def sanctioned(rule: str = "unanimity") -> Play:
    """The duel with an alliance that has measures on Red in force."""
    body = {**SANCTIONING, "rule": rule}
    return mediated(alliances={"PACT": body}, measures=[MEASURE])


def signed(play: Play, *clauses: Mapping[str, Any]) -> Play:
    """A deal that Gold tabled and everyone took."""
    yes = [f"{seat} answer RED-BLU:GLD 1" for seat in ("RED", "BLU", *play.scenario.spec.alliances)]
    return play.turn(offer("GLD", *clauses, mediator="GLD"), *yes)
