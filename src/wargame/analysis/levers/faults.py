"""Everything that can be wrong with a file of levers, told with its place before anything is played."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from fnmatch import fnmatchcase

from wargame.analysis.levers.spec import AREAS, COLUMNS, OFF, OFFERS, REINFORCED, LeversSpec
from wargame.analysis.levers.watched import readers
from wargame.documents import Document, Faults
from wargame.errors import DocumentError, nearest
from wargame.offers import Offer
from wargame.policies import POLICIES
from wargame.rules import DOMAINS
from wargame.scenario import Scenario, load
from wargame.world import leaves

Loc = tuple[str | int, ...]


def sound(document: Document, spec: LeversSpec, scenario: Scenario, offer: Offer) -> None:
    """Every area, lever, number, series and measure that is named exists."""
    faults = Faults()
    for name, area in spec.areas.items():
        faults.known(document, ("areas", name), name, AREAS, "area", key=True)
        for i, lever in enumerate(area.levers):
            faults.known(document, ("areas", name, "levers", i), lever, spec.levers, "lever")
    _once(faults, document, spec)
    for loc, path in paths(spec, list(spec.levers)):
        _number(faults, document, loc, path)
    series = readers(scenario)
    for key, watched in spec.measures.items():
        faults.known(document, ("measures", key, "series"), watched.series, series, "series")
        if key.partition("/")[0] in OFFERS:
            faults.add(
                document, ("measures", key), f"the measure {key!r}", "another name: it is there anyway", key=True
            )
    known = [*spec.measures, *of_offers(scenario, offer)]
    for loc, measure in _measures(spec):
        if not any(fnmatchcase(name, measure) for name in known):
            faults.known(document, loc, measure, known, "measure")
    faults.raise_if_any()


def of_offers(scenario: Scenario, offer: Offer) -> list[str]:
    """The measures of the offer: that both parties take it, and that each does."""
    parties = [scenario.board.states[state] for state in offer.quarrel]
    return [name for which in OFFERS for name in (which, *(f"{which}/{party}" for party in parties))]


def paths(spec: LeversSpec, levers: Sequence[str]) -> Iterator[tuple[Loc, str]]:
    """Every path to a number that some levers set, with its place."""
    for name in levers:
        for level in (OFF, REINFORCED):
            for path in spec.levers[name].level(level) if name in spec.levers else ():
                yield ("levers", name, level, path), path


def _measures(spec: LeversSpec) -> Iterator[tuple[Loc, str]]:
    """Every measure that is named, with its place."""
    for name, area in spec.areas.items():
        for i, told in enumerate(area.expects):
            yield ("areas", name, "expects", i, "measure"), told.measure
    for column in COLUMNS:
        for i, key in enumerate(getattr(spec, column)):
            yield (column, i), key


def _once(faults: Faults, document: Document, spec: LeversSpec) -> None:
    """No lever stands in two places, and no number is set by two levers: who set it could not be told."""
    used: dict[str, str] = {}
    for name, area in spec.areas.items():
        for i, lever in enumerate(area.levers):
            if used.setdefault(lever, name) != name or lever in area.levers[:i]:
                found = f"the lever {lever!r}, which stands in {used[lever]!r} already"
                faults.add(document, ("areas", name, "levers", i), found, "each lever once")
    setters: dict[str, str] = {}
    for loc, path in paths(spec, spec.used):
        if setters.setdefault(path, str(loc[1])) != loc[1]:
            found = f"the number {path!r}, which {setters[path]!r} sets already"
            faults.add(document, loc, found, "each number set by one lever", key=True)


def _number(faults: Faults, document: Document, loc: Loc, path: str) -> None:
    """A number of the doctrine or of the rulebook: those alone may differ by run."""
    known = [f"policies.doctrine.{name}" for name in getattr(POLICIES["doctrine"], "numbers", {})]
    known += [f"rules.{domain}.{item.name}" for domain, kind in DOMAINS.items() for item in fields(kind)]
    if path not in known:
        expected = "a number of policies.doctrine or of the rules, as policies.doctrine.ambition"
        faults.add(document, loc, f"unknown number {path!r}", expected, nearest(path, known), key=True)


def possible(document: Document, spec: LeversSpec, scenario: Scenario, extremes: Sequence[Mapping[str, float]]) -> None:
    """Every number can be what it is set to, and none is one that state 0 was made of."""
    faults = Faults()
    for level, numbers in zip((OFF, REINFORCED), extremes, strict=True):
        placed = {path: loc for loc, path in paths(spec, spec.used) if loc[2] == level}
        try:
            begins = _begun(scenario, numbers)
        except DocumentError as error:
            for fault in error.faults:
                loc = placed.get(fault.file.removeprefix("--set "), ())
                faults.add(document, loc, fault.found, fault.expected, fault.nearest)
            continue
        if begins == _begun(scenario, {}):
            continue
        for path in placed:
            if _begun(scenario, {path: numbers[path]}) != _begun(scenario, {}):
                faults.add(document, placed[path], f"{path!r}, of which state 0 is made", "a number read turn by turn")
    faults.raise_if_any()


def _begun(scenario: Scenario, numbers: Mapping[str, float]) -> list[bytes]:
    """State 0 with some numbers changed, as it lies in memory."""
    changes = {**scenario.changes, **numbers}
    made = load(scenario.source or scenario.id, POLICIES, changes) if numbers else scenario
    return [array.tobytes() for _, _, array in leaves(made.world)]
