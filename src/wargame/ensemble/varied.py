"""Rows of a design as scenarios whose numbers differ by run, so that they are played together.

Numbers of the rulebook and of policies become arrays with an entry a run, and the first world has a row for each. What
all runs of a block share (figures of states, the board, dates, events, the script) has no run axis: rows that differ
there fall into groups that share it.
"""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from wargame.assumptions import Leaf
from wargame.axes import Array
from wargame.ensemble.design import Design
from wargame.policies import POLICIES
from wargame.rules import DOMAINS
from wargame.scenario import Scenario, renumbered
from wargame.spec import plain
from wargame.world import rows as runs_of
from wargame.world import stacked


def varied(scenario: Scenario, design: Design, rows: Sequence[int] | Array) -> list[tuple[Scenario, Array]]:
    """Some rows of a design as scenarios to be played as blocks, each with the positions in `rows` that it plays.

    Play each with `runs=design.rows[rows[positions], 1]`; a row is the campaign that `load` with the values of its
    point as changes plays with that run, bit for bit.
    """
    points = design.rows[np.asarray(rows, dtype=np.int64), 0]
    if not design.ranges:
        return [(scenario, np.arange(len(points)))]
    made = {int(point): renumbered(scenario, design.values(int(point)), POLICIES) for point in np.unique(points)}
    groups: dict[bytes, list[int]] = {}
    for point, one in made.items():
        groups.setdefault(_shared(one, scenario), []).append(point)
    found = []
    for members in groups.values():
        where = np.flatnonzero(np.isin(points, members))
        found.append((_together([made[point] for point in members], np.searchsorted(members, points[where])), where))
    return found


def _shared(one: Scenario, base: Scenario) -> bytes:
    """All that has no run axis in a scenario, where it differs from another's, as bytes to compare."""
    return b"".join(
        b"." if part is other else pickle.dumps(part) for part, other in zip(_common(one), _common(base), strict=True)
    )


def _common(scenario: Scenario) -> tuple[Any, ...]:
    """What every run of a block has in common: what is made once, and what play reads of the file itself."""
    spec = scenario.spec
    made = (scenario.board, scenario.params.states, scenario.events, scenario.dates, scenario.offers)
    return (*made, spec.calendar, spec.script, spec.fronts, spec.rounds, spec.seats)


def _together(parts: Sequence[Scenario], which: Array) -> Scenario:
    """Scenarios that differ in numbers alone as one, row r being scenario `which[r]`."""
    one = parts[0]
    if len(parts) == 1:
        return one
    domains = {name: _leaves([getattr(part.params, name) for part in parts], which) for name in DOMAINS}
    world = runs_of(stacked([part.world for part in parts]), which)
    return replace(one, params=replace(one.params, **domains), world=world, by_run=_policies(parts, which))


def _leaves(domains: Sequence[Any], which: Array) -> Any:
    """The numbers of a domain, `[R]` where they differ."""
    new = {
        item.name: leaf
        for item in fields(domains[0])
        if (leaf := _by_run([getattr(domain, item.name) for domain in domains], which)) is not None
    }
    return replace(domains[0], **new)


def _policies(parts: Sequence[Scenario], which: Array) -> dict[str, Mapping[str, Leaf]]:
    """The numbers of policies that differ, `[R]`, by policy and name."""
    found: dict[str, dict[str, Leaf]] = {}
    for policy, told in parts[0].spec.policies.items():
        for name in told:
            leaf = _by_run([plain(part.spec.policies[policy][name]) for part in parts], which)
            if leaf is not None:
                found.setdefault(policy, {})[name] = leaf
    return dict(found)


def _by_run(values: Sequence[float], which: Array) -> Leaf | None:
    """A number by run, `[R]`, or nothing where it never differs."""
    return None if all(value == values[0] for value in values) else np.array(values)[which]
