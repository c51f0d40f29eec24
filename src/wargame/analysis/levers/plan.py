"""A plan: every area off, as set and reinforced, in all combinations; read from a file whose faults are all told.

The numbers of a package are the scenario's but for those that its levers set. Packages ride the run axis, so that a
lever may set only numbers that policies and rules read turn by turn, none that state 0 was made of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from wargame import documents
from wargame.analysis.levers.faults import possible, sound
from wargame.analysis.levers.spec import AS_SET, LEVELS, Factor, LeversSpec
from wargame.axes import Array
from wargame.board import Board
from wargame.data import scenario_path
from wargame.errors import MissingData, UserError
from wargame.offers import Offer
from wargame.policies import POLICIES
from wargame.policies.doctrine import Doctrine
from wargame.scenario import Scenario
from wargame.terms import Deal, TermsSpec, read
from wargame.terms.entries import of_clauses, placed

FILE = "levers.yaml"


@dataclass(frozen=True)
class Plan:
    """What is tried: areas, packages, numbers by path, the offer that is judged, and in which turns."""

    spec: LeversSpec
    areas: tuple[str, ...]
    packages: tuple[tuple[int, ...], ...]  # the level of each area
    numbers: Mapping[str, tuple[int, tuple[float, float, float]]]  # by path: the area that sets it, value by level
    offer: Offer
    turns: tuple[int, int]  # in which the offer is judged: its own, and the last

    @property
    def as_set(self) -> int:
        """The package that leaves everything as the scenario sets it."""
        return self.packages.index((LEVELS.index(AS_SET),) * len(self.areas))

    @property
    def at_last(self) -> bool:
        """Whether the offer's own turn is the last one, so that both are the same."""
        return self.turns[0] == self.turns[1]

    def values(self, packages: Array) -> dict[str, Array]:
        """Each number in rows of these packages."""
        level = np.array(self.packages)[packages]
        return {path: np.array(told)[level[:, area]] for path, (area, told) in self.numbers.items()}


def plan(scenario: Scenario, path: Path | None = None) -> Plan:
    """The packages of a file, or of the scenario's theatre; raises `DocumentError` with every fault.

    Levers, measures and terms that a file leaves out are those of the theatre.
    """
    own = theatre(scenario)
    if path is None and own is None:
        raise MissingData(f"found no {FILE} in the theatre of {scenario.id!r}, expected one, or --packages FILE")
    document = documents.read(path or own or FILE)
    spec = documents.check(document, LeversSpec)
    below = documents.check(documents.read(own), LeversSpec) if own else spec
    offer = _offer(scenario, _terms(spec, path) or _terms(below, own))
    spec = spec.over(below) if path else spec
    sound(document, spec, scenario, offer)
    areas = tuple(spec.areas)
    numbers = _numbers(scenario, spec)
    possible(document, spec, scenario, _extremes(numbers))
    packages = tuple(product(range(len(LEVELS)), repeat=len(areas)))
    return Plan(spec, areas, packages, numbers, offer, (offer.turn, scenario.turns))


def theatre(scenario: Scenario) -> Path | None:
    """The file of levers of a scenario's theatre, if it has one."""
    path = Path(scenario_path(scenario.source or scenario.id)).parent.parent / FILE
    return path if path.is_file() else None


def _terms(spec: LeversSpec, path: Path | None) -> Path | None:
    """The file of terms that a file names."""
    return path.parent / spec.offer if path and spec.offer else None


def _numbers(scenario: Scenario, spec: LeversSpec) -> dict[str, tuple[int, tuple[float, float, float]]]:
    """Every number that a lever sets, with its values by level."""
    found: dict[str, tuple[int, tuple[float, float, float]]] = {}
    for area, told in enumerate(spec.areas.values()):
        for lever in (spec.levers[name] for name in told.levers):
            for path in dict.fromkeys((*lever.off, *lever.reinforced)):
                now = as_scenario(scenario, path)
                off, _, more = (_at(lever.level(level).get(path), now) for level in LEVELS)
                found[path] = (area, (off, now, more))
    return found


def _at(setting: Any, now: float) -> float:
    """A number as set, from what the scenario has."""
    if setting is None:
        return now
    return now * setting.times if isinstance(setting, Factor) else float(setting)


def as_scenario(scenario: Scenario, path: str) -> float:
    """A number of the doctrine or of the rulebook, as the scenario sets it."""
    part, where, name = path.split(".")
    holder = POLICIES[where](scenario) if part == "policies" else getattr(scenario.params, where)
    return float(getattr(holder, name))


def _extremes(numbers: Mapping[str, tuple[int, tuple[float, float, float]]]) -> tuple[dict[str, float], ...]:
    """All areas off, and all reinforced."""
    return tuple({path: told[level] for path, (_, told) in numbers.items()} for level in (0, 2))


def _offer(scenario: Scenario, terms: Path | None) -> Offer:
    """The scenario's own offer; else the terms of a file, else a ceasefire on the line, in the last turn."""
    if scenario.offers:
        return scenario.offers[0]
    told = read(terms, scenario.board) if terms else ceasefire(scenario.board)
    mediator = int(told.terms.mediator[0]) - 1
    proposer = mediator if mediator >= 0 else told.terms.quarrel[0]
    return Offer(scenario.turns, proposer, "public", told.title, told.terms)


def ceasefire(board: Board) -> Deal:
    """The fighting stops on the line at once, and nothing else is said, in the first war of a board."""
    if not board.quarrels:
        raise UserError("found a scenario without a war, expected one that an offer could end")
    first, second = board.quarrels[0]
    between = (board.states[first], board.states[second])
    said = TermsSpec.model_validate({"between": list(between), "clauses": [{"clause": "ceasefire", "after": 0.0}]})
    return Deal("A ceasefire on the line", placed(of_clauses(said.clauses, board, between, {}), board, (first, second)))


def swept(scenario: Scenario, numbers: Mapping[str, Array]) -> tuple[Scenario, Doctrine]:
    """The scenario and its doctrine with numbers that differ by row."""
    doctrine: Any = POLICIES["doctrine"](scenario)
    mine: dict[str, dict[str, Array]] = {}
    for path, value in numbers.items():
        part, where, name = path.split(".")
        mine.setdefault("" if part == "policies" else where, {})[name] = value
    doctrine = replace(doctrine, **mine.pop("", {}))
    domains = {where: replace(getattr(scenario.params, where), **told) for where, told in mine.items()}
    return replace(scenario, params=replace(scenario.params, **domains)), doctrine
