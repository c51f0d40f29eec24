"""Ranges: which numbers of a scenario an ensemble varies, and between what.

A number is named as everywhere, by its path. Its range is given, or it is the one on record in the register of
assumptions. That a range can be played is found out by loading the scenario with the number at either end.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path
from typing import Any, TypeAlias

from wargame import documents
from wargame.assumptions import Assumption
from wargame.changes import walked
from wargame.data import scenario_path
from wargame.documents import Document, Faults
from wargame.errors import DocumentError, Fault
from wargame.policies import POLICIES, settings
from wargame.register import assumptions
from wargame.scenario import load, numbers_of

REGISTER = "register"  # every number on record that has a range
GIVEN = "given"  # the source of a range that is told beside the scenario
OPTION = "--vary"

Ends: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Range:
    """A number that is varied, by path: from `low` to `high`, which are as the source has them, or given."""

    path: str
    low: float
    high: float
    source: str = GIVEN


@dataclass(frozen=True)
class Told:
    """A range as somebody told it: the ends, none where those on record are meant, and where it stands."""

    path: str
    ends: Any
    place: Document
    by_register: bool = False


def ranges(
    scenario: str | Path,
    told: str | Path | Sequence[str] | Mapping[str, Ends | None],
    changes: Mapping[str, Any] | None = None,
    note: Callable[[str], None] = lambda text: None,
) -> tuple[Range, ...]:
    """The ranges told for a scenario; raises `DocumentError` with every fault.

    A text is `path=low:high`, `path` alone for the range on record, `register` for every number on record that has a
    range, or the name of a YAML file that maps paths to `[low, high]` or to nothing; a mapping says the same. What is
    told one by one goes before what the register says; of the register, numbers that can't be at both ends of their
    range while the others are as they are stay as they are, and `note` is told. `changes` are numbers set for all rows.
    """
    faults = Faults()
    asked = [*_told(told, faults)]
    on_record = _on_record(scenario, changes)
    whole = [item for item in asked if item.path != REGISTER]
    if len(whole) < len(asked):
        named = {item.path for item in whole}
        whole += [
            Told(path, None, _at(path), by_register=True)
            for path, item in on_record.items()
            if path not in named and item.low is not None and item.high is not None and item.low < item.high
        ]
    found = _understood(scenario, whole, on_record, changes, faults)
    broken, by_path = _broken_ends(scenario, found, changes or {}), {item.path: item for item in whole}
    for path, wrong in broken.items():
        for fault in wrong:
            if by_path[path].by_register:
                note(f"{path} stays as it is: found {fault.found}")
            else:
                faults.add(by_path[path].place, (), fault.found, fault.expected, fault.nearest)
    faults.raise_if_any()
    return tuple(item for item in found if item.path not in broken)


def _on_record(scenario: str | Path, changes: Mapping[str, Any] | None) -> dict[str, Assumption]:
    """All numbers on record, by path."""
    loaded = load(scenario, POLICIES, changes)
    return {item.path: item for item in (*assumptions(loaded), *settings(loaded))}


def _told(told: str | Path | Sequence[str] | Mapping[str, Ends | None], faults: Faults) -> Iterator[Told]:
    """What was told, item by item, each with its place."""
    if isinstance(told, Mapping):
        yield from (Told(path, ends, _at(path)) for path, ends in told.items())
        return
    for item in [told] if isinstance(told, str | Path) else told:
        text = str(item)
        if text.endswith((".yaml", ".yml")):
            yield from _of_file(text, faults)
        elif "=" not in text:
            yield Told(text, None, _at(text))
        else:
            path, _, ends = text.partition("=")
            yield Told(path, _ends(path, ends, faults), _at(path))


def _of_file(name: str, faults: Faults) -> Iterator[Told]:
    """The ranges of a YAML file: `path: [low, high]`, or `path:` for the range on record."""
    document = documents.read(name)
    if not isinstance(document.data, dict):
        faults.add(document, (), "no mapping", "paths with their ranges, as states.RUS.quality: [0.8, 1.2]")
        return
    for path, ends in document.data.items():
        yield Told(path, ends, _placed(*document.place((path,), key=True)))


def _ends(path: str, text: str, faults: Faults) -> Any:
    low, colon, high = text.partition(":")
    try:
        return (float(low), float(high)) if colon else _refused(path, text, faults)
    except ValueError:
        return _refused(path, text, faults)


def _refused(path: str, text: str, faults: Faults) -> tuple[()]:
    """Note that a range can't be read, once."""
    faults.add(_at(path), (), repr(text), "the two ends of a range, as 0.8:1.2")
    return ()


def _at(path: str) -> Document:
    return _placed(f"{OPTION} {path}", 1, 1)


def _placed(file: str, line: int, column: int) -> Document:
    """A document of one place, for faults to be found at."""
    place = (file, line, column)
    return Document(None, lambda: {(): (place, place)})


def _understood(
    scenario: str | Path, asked: Sequence[Told], on_record: Mapping[str, Assumption],
    changes: Mapping[str, Any] | None, faults: Faults,
) -> list[Range]:  # fmt: skip
    """The ranges that can be made out, every path being the path of a number; what is wrong with others is noted."""
    data, records = documents.read(scenario_path(str(scenario))).data, numbers_of(POLICIES)
    found: dict[tuple[str | int, ...], Range] = {}
    for item in asked:
        keys = walked(item.path, data, records, item.place, faults)
        if keys is None or item.ends == ():
            continue
        if keys in found or item.path in (changes or {}):
            faults.add(item.place, (), "a number that is varied or set already", "every number once")
        elif item.ends is None:
            known = on_record.get(item.path)
            if known is None or known.low is None or known.high is None:
                faults.add(item.place, (), "no range on record", f"one told with it, as {item.path}=0.8:1.2")
            elif _rising(known.low, known.high, item.place, faults):
                found[keys] = Range(item.path, float(known.low), float(known.high), known.source)
        elif _pair(item.ends, item.place, faults) and _rising(item.ends[0], item.ends[1], item.place, faults):
            found[keys] = Range(item.path, float(item.ends[0]), float(item.ends[1]))
    return list(found.values())


def _pair(ends: Any, place: Document, faults: Faults) -> bool:
    """Whether something is two numbers."""
    sound = isinstance(ends, list | tuple) and len(ends) == 2 and all(_finite(end) for end in ends)
    if not sound:
        faults.add(place, (), repr(ends), "the two ends of a range, finite numbers")
    return sound


def _finite(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _rising(low: float, high: float, place: Document, faults: Faults) -> bool:
    if not low < high:
        faults.add(place, (), f"a range from {low:g} to {high:g}", "a lower end below the upper one")
    return low < high


def _broken_ends(
    scenario: str | Path, found: Sequence[Range], changes: Mapping[str, Any]
) -> dict[str, list[Fault]]:  # fmt: skip
    """What is wrong with a scenario at either end of a range, by path, for those where anything is."""
    lows, highs = {item.path: item.low for item in found}, {item.path: item.high for item in found}
    said: dict[str, list[Fault]] = {}
    for what, ends in (("low", lows), ("high", highs)):
        for path, wrong in _broken(scenario, ends, changes).items():
            where = f"at the {what} end of {path}, {ends[path]:g}"
            said.setdefault(path, []).extend(replace(fault, found=f"{fault.found} {where}") for fault in wrong)
    return said


def _broken(
    scenario: str | Path, numbers: Mapping[str, float], changes: Mapping[str, Any]
) -> dict[str, tuple[Fault, ...]]:
    """What each number alone makes wrong with a scenario: all are tried at once, then those that nothing was said of.

    Numbers that are wrong only together are nobody's fault: the rows in which they meet say so.
    """
    try:
        load(scenario, POLICIES, {**changes, **numbers})
    except DocumentError as error:
        if len(numbers) == 1:
            return dict.fromkeys(numbers, error.faults)
        said = {path: tuple(fault for fault in error.faults if fault.file == f"--set {path}") for path in numbers}
        named = {path: faults for path, faults in said.items() if faults}
        rest = [path for path in numbers if path not in named]
        half = len(rest) // 2
        for part in [rest] if named else [rest[:half], rest[half:]]:
            named |= _broken(scenario, {path: numbers[path] for path in part}, changes) if part else {}
        return named
    return {}
