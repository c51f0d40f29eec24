"""Plans: what an ensemble is to be, told before anything of it is played, and how its rows fall into blocks."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.ensemble.blocks import block_size
from wargame.ensemble.design import Design
from wargame.ensemble.tables import Keep
from wargame.errors import UserError
from wargame.game import checked_seats
from wargame.scenario import Scenario

Shard = tuple[int, int]  # which of how many, from 1


@dataclass(frozen=True)
class Part:
    """What whoever plays a block is told of it: its rows alone, so that a large ensemble costs no more than a small."""

    number: int
    rows: range
    points: Array  # [R] of the whole design
    design: Design  # of these rows, its points numbered anew


@dataclass(frozen=True)
class Stage:
    """What all blocks of a plan share."""

    scenario: Scenario
    keep: Keep
    seed: int
    turns: int
    seats: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """An ensemble to be played: the same plan gives the same rows, cut into the same blocks, wherever it is played."""

    scenario: Scenario
    design: Design
    keep: Keep
    seed: int
    turns: int
    block: int  # rows of a block
    seats: Mapping[str, str] = field(default_factory=dict)
    shard: Shard | None = None

    @property
    def rows(self) -> int:
        """Rows of the whole ensemble, all shards together."""
        return len(self.design.rows)

    @property
    def count(self) -> int:
        """Blocks of the whole ensemble."""
        return -(-self.rows // self.block)

    @property
    def numbers(self) -> Sequence[int]:
        """The blocks that are played here: all, or every K-th of them."""
        which, shards = self.shard or (1, 1)
        return range(which - 1, self.count, shards)

    @property
    def here(self) -> int:
        """Rows that are played here."""
        return sum(len(self.rows_of(number)) for number in self.numbers)

    def rows_of(self, number: int) -> range:
        """The rows of a block."""
        return range(number * self.block, min((number + 1) * self.block, self.rows))

    @property
    def stage(self) -> Stage:
        """What all blocks share."""
        return Stage(self.scenario, self.keep, self.seed, self.turns, self.seats)

    def part(self, number: int) -> Part:
        """A block, to be played by somebody who has the stage."""
        rows = self.rows_of(number)
        mine = self.design.rows[rows.start : rows.stop]
        points, local = np.unique(mine[:, 0], return_inverse=True)
        renumbered = np.stack([local.reshape(-1), mine[:, 1]], axis=1)
        return Part(number, rows, mine[:, 0], replace(self.design, points=self.design.points[points], rows=renumbered))

    def command(self, row: int) -> str:
        """The command that plays a row alone."""
        scenario, (point, run) = self.scenario, self.design.rows[row].tolist()
        words = ["wargame", "run", scenario.source or scenario.id, "--seed", str(self.seed), "--run", str(run)]
        for path, value in {**scenario.changes, **self.design.values(point)}.items():
            words += ["--set", f"{path}={value!r}"]
        for seat, policy in self.seats.items():
            words += ["--seat", f"{seat}={policy}"]
        return shlex.join(words)


def plan(
    scenario: Scenario,
    design: Design,
    keep: Keep,
    *,
    seed: int = 1,
    turns: int | None = None,
    seats: Mapping[str, str] | None = None,
    block: int | None = None,
    shard: Shard | None = None,
) -> Plan:
    """A plan whose every part has been looked at: what can't be played is told before anything is."""
    last = scenario.turns if turns is None else turns
    if not 1 <= last <= scenario.turns:
        raise UserError(f"found {turns} turns, expected 1 to {scenario.turns}, which is all that {scenario.id} plays")
    if shard is not None and not 1 <= shard[0] <= shard[1]:
        raise UserError(f"found the shard {shard[0]}/{shard[1]}, expected I/K with I from 1 to K")
    size = block_size(scenario) if block is None else block
    return Plan(scenario, design, keep, seed, last, size, checked_seats(scenario, seats or {}), shard)


def described(plan: Plan) -> dict[str, Any]:
    """What a plan comes down to, for the manifest: two plans that say the same play the same rows, bit for bit."""
    scenario = plan.scenario
    told: dict[str, Any] = {
        "scenario": {"id": scenario.id, "seal": scenario.seal, "changes": dict(scenario.changes)},
        "seed": plan.seed,
        "seats": dict(plan.seats),
        "turns": plan.turns,
        "rows": plan.rows,
        "block": plan.block,
        "design": plan.design.to_json(),
        "keep": {"measures": list(plan.keep.measures), "every": plan.keep.every, "offers": plan.keep.offers},
    }
    return told if plan.shard is None else {**told, "shard": list(plan.shard)}
