"""Asking for an ensemble: what somebody told on the command line or in Python becomes a plan."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from wargame.ensemble.design import Design, design, plain
from wargame.ensemble.plan import Plan, Shard, plan
from wargame.ensemble.ranges import ranges
from wargame.ensemble.tables import Keep, kept
from wargame.errors import UserError
from wargame.scenario import Scenario

Vary = Sequence[str] | Mapping[str, tuple[float, float] | None] | str | Path
USUAL = "lhs"  # the design where numbers are varied and none is named


def asked(
    scenario: Scenario,
    runs: int,
    seed: int = 1,
    *,
    keep: Keep,
    seats: Mapping[str, str] | None = None,
    turns: int | None = None,
    vary: Vary = (),
    kind: str | None = None,
    block: int | None = None,
    shard: Shard | None = None,
) -> Plan:
    """A plan for so many runs of a scenario, or rows of a design over what is varied; every mistake is told."""
    if runs < 1:
        raise UserError(f"found {runs} runs, expected one or more")
    kept(scenario.board, keep)  # an unknown measure is told before anything is played
    drawn = _design(scenario, runs, seed, vary, kind)
    return plan(scenario, drawn, keep, seed=seed, turns=turns, seats=seats, block=block, shard=shard)


def _design(scenario: Scenario, runs: int, seed: int, vary: Vary, kind: str | None) -> Design:
    if not vary and kind is None:
        return plain(runs, seed)
    if vary and not scenario.source:
        raise UserError(f"found {scenario.id}, which was read from no file, expected one that was where numbers vary")
    found = ranges(scenario.source, vary, scenario.changes) if vary else ()
    return design(kind or USUAL, found, runs, seed)
