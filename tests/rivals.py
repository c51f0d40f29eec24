"""A duel beside which a pact faces Red, its first month in many runs, and what doctrine would order there."""

from dataclasses import replace
from typing import Any

import numpy as np

import worlds
from wargame.draws import TurnDraws
from wargame.observe import legal, view
from wargame.orders import Orders
from wargame.policies import POLICIES
from wargame.scenario import Scenario, draws, opening
from wargame.world import World

PACT = {"PACT": {"name": "Pact", "fictional": "Pact", "rule": "consensus", "members": ["GLD"], "flank": 5000}}
RIVALS = [{"state": "RED", "alliance": "PACT", "rung": 3, "network": 0.5, "lines": {"fires": 0.5, "long_range": 0.8}}]


def facing(**more: Any) -> Scenario:
    """Red at war with Blue, whom Gold's pact helps."""
    return worlds.duel(**{"alliances": PACT, "rivals": RIVALS, **more})


def start(scenario: Scenario, runs: int, **fields: float) -> tuple[World, TurnDraws]:
    """The first turn of many runs, with fields set."""
    source = draws(scenario, 1, range(runs))
    world = replace(opening(scenario, source), turn=1, months=(1.0,))
    return replace(world, **{k: np.zeros_like(getattr(world, k)) + v for k, v in fields.items()}), source.at(1)


def command(scenario: Scenario, world: World) -> Orders:
    """Doctrine's orders in a world."""
    seats, chance = list(range(len(world.board.states))), draws(scenario, 1, range(world.runs)).at(1)
    eyes = view(world, scenario.params, chance, seats)
    doctrine = POLICIES["doctrine"](scenario)
    return doctrine.decide(eyes, seats, "command", legal(world, scenario.params), scenario.params, chance)
