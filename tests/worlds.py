"""Worlds to test in, and short ways to play them: a duel on a strip, generated worlds, hypothesis strategies."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import strategies as st

from wargame.axes import Array
from wargame.draws import Draws
from wargame.game import Game
from wargame.generator import generate
from wargame.orders import COMMAND, Orders, lines, of_moment, parsed
from wargame.policies import POLICIES
from wargame.policies.base import Policy
from wargame.policies.lookahead import Lookahead
from wargame.rules import Params
from wargame.scenario import Scenario, compiled, draws, opening
from wargame.spec import ScenarioSpec
from wargame.turn import Played, Request, play
from wargame.world import World, leaves

NO_LUCK = {
    "combat": {"luck": 0.0, "luck_place": 0.0, "luck_state": 0.0, "luck_toll": 0.0},
    "fog": {"lasting": 0.0, "fresh": 0.0},
}
KINDS: dict[str, Callable[[], Scenario]] = {
    "two-sides": cache(lambda: generate(5, 12, 2, 1, 8, 3)),
    "three-sides": cache(lambda: generate(5, 12, 3, 1, 8, 3)),
    "mixed-pairs": cache(lambda: generate(5, 12, 2, 1, 8, 3, aligned=False)),
    "mixed-threes": cache(lambda: generate(6, 14, 3, 2, 8, 3, aligned=False)),
    "least": cache(lambda: generate(2, 3, 2, 0, 4, 5)),
    "at-peace": cache(lambda: generate(4, 8, 2, 1, 8, 3, wars=False)),
}


@cache
def generated(states: int, regions: int, holders: int, alliances: int, seed: int, aligned: bool) -> Scenario:
    """A generated world, made once."""
    return generate(states, regions, holders, alliances, 8, seed, aligned=aligned)


def scenarios() -> st.SearchStrategy[Scenario]:
    """Generated worlds of all layouts and small sizes."""
    sizes = st.tuples(
        st.integers(2, 6), st.integers(0, 8), st.integers(2, 3), st.integers(0, 2), st.integers(0, 99), st.booleans()
    )
    return sizes.map(lambda x: generated(max(x[0], x[2]), max(x[0], x[2]) + x[1], *x[2:]))


# Playing


def policy(name: str, scenario: Scenario) -> Policy:
    """A policy as a scenario has it; who plays ahead does so on two copies for two turns, which is quick."""
    plays = POLICIES[name](scenario)
    return replace(plays, copies=2.0, horizon=2.0) if isinstance(plays, Lookahead) else plays


def game(scenario: Scenario, turns: int, name: str = "doctrine", **more: Any) -> Game:
    """A game after so many turns, one policy in every seat."""
    played = Game(scenario, seats={"all": name}, **more)
    played.policies = {name: policy(name, scenario)}
    for _ in range(turns):
        played.step()
    return played


def campaign(scenario: Scenario, turns: int, orders: Iterable[str] = (), seed: int = 1) -> list[World]:
    """One campaign in which the same lines of orders are given turn after turn: the worlds from state 0 on."""
    source = draws(scenario, seed, [0])
    story, text = [opening(scenario, source)], list(orders)
    for _ in range(turns):
        story.append(turn(scenario, story[-1], source, text).world)
    return story


def turn(scenario: Scenario, world: World, source: Draws, orders: Iterable[str] = ()) -> Played:
    """One turn with orders in their textual form."""
    given = parsed(orders, world)
    return answered(scenario, world, source, lambda request: of_the_moment(given, request))


def of_the_moment(given: Orders, request: Request) -> Orders:
    """The orders that belong to the moment asked about; the others wait for theirs."""
    return replace(request.nothing, **{kind: getattr(given, kind) for kind in of_moment(request.moment)})


def answered(
    scenario: Scenario, world: World, source: Any, answer: Callable[[Request], Orders], params: Params | None = None
) -> Played:
    """One turn in which every request is answered by a function."""
    moments = play(world, params or scenario.params, source, scenario.events)
    try:
        request = next(moments)
        while True:
            request = moments.send(answer(request))
    except StopIteration as end:
        result: Played = end.value
        return result


def requested(scenario: Scenario, world: World, source: Any, moment: str = COMMAND) -> Request:
    """What the seats are asked at a moment of the next turn, nobody having asked for anything before it."""
    moments = play(world, scenario.params, source, scenario.events)
    request = next(moments)
    while request.moment != moment:
        request = moments.send(request.nothing)
    return request


# Looking


def differing(a: World, b: World, row_a: int | None = None, row_b: int | None = None) -> list[str]:
    """Names of the arrays in which two worlds, or a row of each, differ in any bit."""
    return [
        name for (name, _, x), (_, _, y) in zip(leaves(a), leaves(b), strict=True) if _bits(x, row_a) != _bits(y, row_b)
    ]


def _bits(x: Array, row: int | None) -> tuple[tuple[int, ...], str, bytes]:
    part = np.asarray(x) if row is None else np.asarray(x)[row]
    return part.shape, str(part.dtype), np.ascontiguousarray(part).tobytes()


def at(world: World, state: str, region: str) -> tuple[int, int]:
    """Slot and region of a state's entry in arrays `[H,N]`."""
    b = world.board
    n = b.regions.index(region)
    return list(np.asarray(b.holder)[:, n]).index(b.states.index(state)), n


def share(world: World, state: str, region: str) -> float:
    """Share of a region that a state controls."""
    return float(world.control[(0, *at(world, state, region))])


def men(world: World, state: str, region: str) -> float:
    """A state's men in a region, thousands."""
    return float(world.forces[(0, *at(world, state, region))])


def of(world: World, field: str, state: str) -> float:
    """A state's own number."""
    return float(getattr(world, field)[0, world.board.states.index(state)])


# A duel


def duel(
    states: Mapping[str, Mapping[str, Any]] | None = None,
    regions: Mapping[str, Mapping[str, Any]] | None = None,
    links: Mapping[str, Mapping[str, Any]] | None = None,
    rules: Mapping[str, Mapping[str, float]] | None = None,
    **more: Any,
) -> Scenario:
    """Red and Blue on a strip R1-B1-B2-B3, a friend Gold who stays out of it; parts can be changed."""
    figures = {
        "gdp": 100.0,
        "population": 20e6,
        "military_spending": 3.0,
        "industry": 1.0,
        "openness": 0.5,
        "support": 0.6,
    }
    army = {"forces": 50000.0, "reserve": 0.2, "training": [3.0, 2.0, 1.0], "materiel": 1.0}
    told = {
        "RED": {**figures, **army, "deployment": {"R1": 1.0, "B1": 3.0}},
        "BLU": {**figures, **army, "deployment": {"B1": 3.0, "B2": 1.0}},
        "GLD": figures,
    }
    document = {
        "title": "A duel",
        "description": "Two states on a strip.",
        "map": "map.geojson",
        "links": "links.yaml",
        "calendar": {"snapshot": "2029-12-31", "turns": 24},
        "states": {
            name: {"name": name, "fictional": name, **facts, **(states or {}).get(name, {})}
            for name, facts in told.items()
        },
        "wars": [["RED", "BLU"]],
        "patrons": {"BLU": ["GLD"]},
        "contested": {"BLU": ["BLU", "RED"], "RED": ["BLU", "RED"]},
        "rules": {
            domain: {**NO_LUCK.get(domain, {}), **(rules or {}).get(domain, {})}
            for domain in {*NO_LUCK, *(rules or {})}
        },
        **more,
    }
    owners = {"R1": "RED", "B1": "BLU", "B2": "BLU", "B3": "BLU", "G1": "GLD"}
    strip = {("R1", "B1"): {}, ("B1", "B2"): {}, ("B2", "B3"): {}, ("B3", "G1"): {}}
    features = [{"properties": {**_region(id, state), **(regions or {}).get(id, {})}} for id, state in owners.items()]
    joined = [
        {"between": list(ends), "type": "land", "km": 100.0, **(links or {}).get("-".join(ends), {})} for ends in strip
    ]
    return compiled("duel", ScenarioSpec.model_validate(document), features, joined, "duel")


def _region(id: str, state: str) -> dict[str, Any]:
    return {
        "id": id,
        "name": f"Region {id}",
        "kind": "land",
        "state": state,
        "terrain": "plain",
        "area_km2": 10000.0,
        "population": 2e6,
        "share_of_output": 0.3,
    }


def with_field(scenario: Scenario, **fields: Array) -> Scenario:
    """The same scenario with arrays of its first world changed."""
    return replace(scenario, world=replace(scenario.world, **fields))


def theatre_men(world: World) -> Array:
    """Men of each state in the theatre, `[R,S]`, counted one by one."""
    men = np.zeros(world.reserve.shape)
    for (h, n), state in np.ndenumerate(np.asarray(world.board.holder)[:, : world.board.contested]):
        if state >= 0:
            men[:, state] += world.forces[:, h, n]
    return men


def lines_of(game: Game) -> list[str]:
    """Every order that was asked for in the last turn of a game, as text."""
    return lines(game.asked, game.world.board)


# Politics without a war


def politics(
    names: list[str],
    alliances: Mapping[str, Mapping[str, Any]],
    states: Mapping[str, Mapping[str, Any]] | None = None,
    rules: Mapping[str, Mapping[str, float]] | None = None,
    **more: Any,
) -> Scenario:
    """States of 10, 20, 30, ... thousand people in a row, at peace, and their alliances."""
    told = {
        name: {"gdp": 10.0, "population": 10e3 * (k + 1), "military_spending": 0.2, "capital": [20.0 + k, 50.0]}
        | {"name": name, "fictional": name, **(states or {}).get(name, {})}
        for k, name in enumerate(names)
    }
    document = {
        "title": "Politics",
        "description": "States in a row.",
        "map": "map.geojson",
        "links": "links.yaml",
        "calendar": {"snapshot": "2029-12-31", "turns": 24},
        "states": told,
        "alliances": {name: {"name": name, "fictional": name, **body} for name, body in alliances.items()},
        "rules": {
            domain: {**NO_LUCK.get(domain, {}), **(rules or {}).get(domain, {})}
            for domain in {*NO_LUCK, *(rules or {})}
        },
        **more,
    }
    features = [{"properties": _region(f"{name}1", name)} for name in names]
    row = pairwise(names)
    joined = [{"between": [f"{a}1", f"{b}1"], "type": "land", "km": 100.0} for a, b in row]
    return compiled("politics", ScenarioSpec.model_validate(document), features, joined, "politics")
