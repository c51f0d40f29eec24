"""Blocks: many campaigns played together, one block after the other in this process.

A block is a game of many runs. How many depends on the scenario's size alone, so that the same question asked twice is
cut the same way; that a run is the same in any block is the engine's promise, not the scheduler's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.ensemble import talks
from wargame.ensemble.talks import Spoken, Talks
from wargame.errors import UserError, nearest
from wargame.explain import kinds
from wargame.game import Game
from wargame.measures import names, values
from wargame.scenario import Scenario
from wargame.world import leaves

WORKING_SET = 2**24  # bytes of world in a block: its turns are more work than calls, and a worker stays small
LEAST, MOST = 8, 2048


@dataclass(frozen=True)
class Block:
    """Campaigns played to their end, from state 0 on: series in the order of `names`, and how each stood."""

    runs: tuple[int, ...]
    names: tuple[str, ...]
    values: Array  # [R,T+1,P]
    standing: Array  # [R,T+1] index into explain.KINDS
    ends: Array  # [R,P] every series at the end, also those that are not kept
    talks: Spoken  # what was tabled in play and what was said to it


def block_size(scenario: Scenario) -> int:
    """Campaigns in a block: the power of two whose worlds come closest to the working set."""
    run = sum(array.nbytes for _, _, array in leaves(scenario.world))
    size = int(2 ** np.floor(np.log2(WORKING_SET / run) + 0.5))
    return min(max(size, LEAST), MOST)


def blocks(
    scenario: Scenario,
    runs: Sequence[int],
    *,
    seed: int = 1,
    seats: Mapping[str, str] | None = None,
    turns: int | None = None,
    block: int | None = None,
    series: str | Sequence[str] | None = None,
) -> Iterator[Block]:
    """Finished blocks in the order of `runs`; memory stays that of one block if its taker lets them go."""
    size = block or block_size(scenario)
    for start in range(0, len(runs), size):
        yield played(
            scenario, runs[start : start + size], seed=seed, seats=seats, turns=turns, series=series, weighs=True
        )


def played(
    scenario: Scenario,
    runs: Sequence[int],
    *,
    seed: int = 1,
    seats: Mapping[str, str] | None = None,
    turns: int | None = None,
    series: str | Sequence[str] | None = None,
    weighs: bool = False,
) -> Block:
    """One block from state 0 to its last turn; `weighs` whether parties' ledgers of offers are kept."""
    game: Any = Game(scenario, seed=seed, runs=runs, seats=seats)
    heard = Talks(scenario, game.source, weighs)
    game.listeners.append(heard.hear)
    known = names(scenario.board)
    kept = columns(known, series)
    last = scenario.turns if turns is None else turns
    if not 0 <= last <= scenario.turns:
        raise UserError(f"found {turns} turns, expected 0 to {scenario.turns}, which is all that {scenario.id} plays")
    out = np.moveaxis(
        np.empty((len(kept), len(runs), last + 1)), 0, 2
    )  # a series in one piece, as it is read and written
    standing = np.empty((len(runs), last + 1), dtype=np.int8)
    for turn in range(last + 1):
        if turn:
            game.step()
        counted = values(game.world)
        out[:, turn] = counted if series is None else counted[:, kept]
        standing[:, turn] = kinds(game.world, counted)
    return Block(tuple(runs), tuple(known[column] for column in kept), out, standing, counted, heard.spoken)


def joined(blocks: Sequence[Block], order: Array) -> Block:
    """Blocks of one scenario as one, its campaigns in an order of theirs."""
    runs = np.concatenate([np.array(block.runs) for block in blocks])[order].tolist()
    values, standing, ends = (
        np.concatenate([getattr(block, name) for block in blocks])[order] for name in ("values", "standing", "ends")
    )
    spoken = talks.joined([block.talks for block in blocks], order)
    return Block(tuple(runs), blocks[0].names, values, standing, ends, spoken)


def columns(known: Sequence[str], wanted: str | Sequence[str] | None) -> Array:
    """The columns of the series asked for, a name standing for a series or for a measure with all its series."""
    if wanted is None:
        return np.arange(len(known))
    wanted = [wanted] if isinstance(wanted, str) else wanted
    kinds = {name.partition("/")[0] for name in known}
    unknown = [name for name in wanted if name not in known and name not in kinds]
    if unknown:
        close = nearest(unknown[0], [*known, *kinds])
        raise UserError(f"found no series or measure {unknown[0]!r}{f'; nearest is {close!r}' if close else ''}")
    asked = set(wanted)
    kept = [i for i, name in enumerate(known) if name in asked or name.partition("/")[0] in asked]
    return np.array(kept, dtype=np.intp)
