"""The register of assumptions: every number a scenario rests on, with its unit, range, source and confidence."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic.fields import FieldInfo

from wargame.assumptions import ASSUMPTION, Assumption, register
from wargame.opening import FIELDS, overruled
from wargame.rules import DOMAINS
from wargame.scenario import Scenario
from wargame.spec import Model, Others, Quantity, ScenarioSpec, Snapshot

LAND = (("area_km2", "km2"), ("population", "people"), ("share_of_output", "share"))  # what a map tells of its regions


def assumptions(scenario: Scenario) -> list[Assumption]:
    """Everything that a scenario, its map and the rulebook put in numbers, but for the policies' own."""
    spec = scenario.spec
    cite = {key: source.cite for key, source in spec.sources.items()}
    rules = {item.path: item for name in DOMAINS for item in register(getattr(scenario.params, name), f"rules.{name}")}
    stated = [
        *_walked(spec.states, "states", cite),
        *_walked(spec.alliances, "alliances", cite),
        *_snapshot(scenario, cite),
        *_walked(spec.works, "works", cite, unit="0..1"),
    ]
    idle = {".".join(map(str, keys)) for keys in overruled(spec)}
    told = [
        *(item for item in stated if item.path not in idle),
        *_opening(spec, cite),
        *_walked(spec.measures, "measures", cite),
        *_walked(spec.deliveries, "deliveries", cite),
        *_script(spec, cite),
        *_map(scenario),
    ]
    return told + [item for item in set_by(scenario, "rules", rules) if item.path not in idle]


def _opening(spec: ScenarioSpec, cite: Mapping[str, str]) -> Iterator[Assumption]:
    """What the opening tells of the world at state 0."""
    for name, entries in spec.opening.items():
        record = FIELDS[name]
        yield from _walked(entries, f"opening.{name}", cite, record["unit"], record["meaning"])


def set_by(scenario: Scenario, section: str, known: Mapping[str, Assumption]) -> list[Assumption]:
    """Numbers on record, those first that the scenario sets in a section of its own: they keep unit and meaning."""
    cite = {key: source.cite for key, source in scenario.spec.sources.items()}
    told = [
        replace(item, unit=known[item.path].unit, meaning=item.meaning or known[item.path].meaning)
        for item in _walked(getattr(scenario.spec, section), section, cite)
    ]
    paths = {item.path for item in told}
    return told + [item for path, item in known.items() if path not in paths]


def _walked(value: Any, path: str, cite: Mapping[str, str], unit: str = "", meaning: str = "") -> Iterator[Assumption]:
    """Every number below a value of the scenario."""
    if isinstance(value, Quantity):
        yield _record(path, value.value, value, cite, unit, value.note or meaning, value.tuned)
    elif isinstance(value, Others):
        yield _record(f"{path}.population", value.population, value, cite, "people", "of members without a seat")
        bloc = _record(f"{path}.states", float(value.states), value, cite, "states", "members without a seat")
        yield replace(bloc, low=None, high=None)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _walked(part, f"{path}.{key}", cite, unit, meaning)
    elif isinstance(value, Model):
        for name, field in type(value).model_fields.items():
            if name not in ("capital", "aims"):
                yield from _walked(getattr(value, name), f"{path}.{name}", cite, _unit(field), field.description or "")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _walked(part, f"{path}.{number}", cite, unit, meaning)
    elif isinstance(value, float):
        yield Assumption(path, value, unit, meaning=meaning)


def _unit(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def _record(
    path: str,
    value: float,
    of: Quantity | Others,
    cite: Mapping[str, str],
    unit: str,
    meaning: str,
    tuned: bool = False,
) -> Assumption:
    low, high = of.range if of.range is not None else (None, None)
    source = cite.get(of.source or "", of.source or ASSUMPTION)
    return Assumption(path, value, unit, source, low, high, of.confidence, meaning, tuned)


def _snapshot(scenario: Scenario, cite: Mapping[str, str]) -> Iterator[Assumption]:
    """Who held what at state 0, with the doubt that its source, or else the map, has."""
    spec = scenario.spec
    day = spec.calendar.snapshot.isoformat()
    snapshot = spec.snapshots.get(day, Snapshot(regions={}))
    for region, by in snapshot.regions.items():
        other = spec.exceptions.get(region)
        source = (other.source if other else snapshot.source) or ASSUMPTION
        doubt = other.control_range if other and other.control_range is not None else snapshot.control_range
        half = doubt.get(region) if isinstance(doubt, dict) else doubt
        half = scenario.map.nodes[region].get("control_range") if half is None else half
        for state, share in by.items():
            low, high = (None, None) if half is None else (max(share - half, 0.0), min(share + half, 1.0))
            confidence = (other or snapshot).confidence
            path = f"snapshots.{day}.regions.{region}.{state}"
            yield Assumption(path, share, "share", cite.get(source, source), low, high, confidence, f"held on {day}")


def _script(spec: ScenarioSpec, cite: Mapping[str, str]) -> Iterator[Assumption]:
    """The decisions on record."""
    for number, decision in enumerate(spec.script):
        source = cite.get(decision.source or "", decision.source or ASSUMPTION)
        for item in _walked(decision, f"script.{number}", cite):
            said = f"{decision.seat}, {decision.month}: {item.meaning}"
            yield replace(item, source=source, confidence=decision.confidence, meaning=said)


def _map(scenario: Scenario) -> Iterator[Assumption]:
    """What the map tells of its regions."""
    for region, facts in scenario.map.nodes(data=True):
        for name, unit in LAND:
            if facts.get(name):
                source = f"{facts['source']} in SOURCES.md of the map" if facts.get("source") else ASSUMPTION
                confidence = facts.get("confidence") or ASSUMPTION
                yield Assumption(f"map.{region}.{name}", float(facts[name]), unit, source, confidence=confidence)
