"""Looks: what everybody may see in some turns of many campaigns, from which the parties' beliefs are read.

A campaign is played once for all the turns that are asked for; what is seen in a turn is the state before it.
The scenario's own offers are held back, so that what is judged is not what was tabled.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wargame.axes import Array
from wargame.draws import Chance
from wargame.ensemble.blocks import block_size
from wargame.errors import UserError
from wargame.game import Game
from wargame.observe import View, view
from wargame.scenario import Scenario


@dataclass(frozen=True)
class Look:
    """What is seen in a turn of a block of campaigns."""

    runs: range
    turn: int
    view: View
    luck: Array  # [R,Y] what tips each party's answer
    chance: Chance  # of the turn


def within(scenario: Scenario, turn: int) -> None:
    """A turn that the scenario has, or it is told which it has."""
    if not 1 <= turn <= scenario.turns:
        raise UserError(f"found turn {turn}, expected one from 1 to {scenario.turns}, the last of {scenario.id}")


def looks(
    scenario: Scenario, quarrel: tuple[int, int], turns: Sequence[int], seed: int, runs: int, seats: Any = None
) -> Iterator[Look]:
    """Looks at these turns, the earliest first, block by block of the runs 0 to `runs` - 1."""
    for turn in turns:
        within(scenario, turn)
    size = block_size(scenario)
    everyone = range(len(scenario.board.states) + len(scenario.board.forum.alliances))
    for start in range(0, runs, size):
        block = range(start, min(start + size, runs))
        game, at = Game(scenario.unoffered, seed=seed, runs=block, seats=seats), 1
        for turn in sorted(set(turns)):
            while at < turn:
                game.step()
                at += 1
            chance = game.source.at(turn)
            seen = view(game.world, scenario.params, chance, everyone)
            yield Look(block, turn, seen, chance.uniform("resolve")[:, list(quarrel)], chance)
