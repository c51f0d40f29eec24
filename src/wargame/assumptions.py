"""Numbers on record: every one has a unit, and a source or the admission that it is an assumption.

A leaf of a `Params` is declared with `leaf(...)`; its record travels in the field's metadata, so that the register of
assumptions, a sweep and the reference pages read the same line of code that the rule reads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeAlias, TypeVar

import numpy as np

from wargame.axes import Array, namespace

Leaf: TypeAlias = (
    Array  # a float, or an array [R] when the number differs by run; typed as the latter, which it acts like
)
Record: TypeAlias = Mapping[str, Any]  # unit, meaning, low, high, source, tuned
Records: TypeAlias = Mapping[str, Mapping[str, Record]]  # by domain or policy, by number
ASSUMPTION = "assumption"
P = TypeVar("P")


@dataclass(frozen=True)
class Assumption:
    """One number of a scenario or of the rulebook, as the register lists it."""

    path: str
    value: float
    unit: str = ""
    source: str = ASSUMPTION
    low: float | None = None
    high: float | None = None
    confidence: str = ASSUMPTION
    meaning: str = ""
    tuned: bool = False


def leaf(
    value: float, unit: str, meaning: str, low: float, high: float, source: str = ASSUMPTION, tuned: bool = False
) -> Any:
    """A number of the rulebook: default, unit, meaning, plausible range, source, and whether history tuned it."""
    record = {"unit": unit, "meaning": meaning, "low": low, "high": high, "source": source, "tuned": tuned}
    return field(default=value, metadata=record)


def register(params: Any, prefix: str) -> Iterator[Assumption]:
    """Every leaf of a tree of parameters as assumptions, with its path (`rules.combat.attrition`)."""
    for item in fields(params):
        value, path = getattr(params, item.name), f"{prefix}.{item.name}"
        if is_dataclass(value):
            yield from register(value, path)
        else:
            yield from _recorded(item.metadata, value, path)


def own_register(params: Any, prefix: str) -> Iterator[Assumption]:
    """The leaves of a record itself as assumptions, none of those it holds on to."""
    for item in fields(params):
        value = getattr(params, item.name)
        if not is_dataclass(value):
            yield from _recorded(item.metadata, value, f"{prefix}.{item.name}")


def _recorded(record: Record, value: Any, path: str) -> Iterator[Assumption]:
    if "unit" in record:
        confidence = "assumption" if record["source"] == ASSUMPTION else "medium"
        yield Assumption(path, float(np.mean(value)), confidence=confidence, **record)


def fit(value: Leaf, axes: int) -> Leaf:
    """A leaf, however it is shaped, for arrays with so many axes after the run."""
    if getattr(value, "ndim", 0) == 0:
        return value
    return namespace(value).reshape(value, (value.shape[0],) + (1,) * axes)


def shaped(params: P, axes: int) -> P:
    """Parameters whose leaves `[R]` broadcast over arrays with so many axes after the run; shaped once, then kept."""
    swept = _swept(params)
    if not swept:
        return params
    kept: dict[int, P] = vars(params).setdefault("_shaped", {})
    if axes not in kept:
        kept[axes] = replace(params, **{name: fit(getattr(params, name), axes) for name in swept})  # type: ignore[type-var]
    return kept[axes]


def _swept(params: Any) -> tuple[str, ...]:
    """The leaves that differ by run, looked for once in the life of the parameters: a turn asks a hundred times."""
    known: tuple[str, ...] | None = vars(params).get("_swept")
    if known is None:
        known = tuple(item.name for item in fields(params) if getattr(getattr(params, item.name), "ndim", 0) == 1)
        object.__setattr__(params, "_swept", known)
    return known


def of_runs(params: P, rows: Array) -> P:
    """The same parameters for some runs only: leaves `[R]` become `[r]`, those below as well."""
    if not _by_run(params):
        return params
    part: dict[str, Any] = {}
    for item in fields(params):  # type: ignore[arg-type]
        value = getattr(params, item.name)
        if is_dataclass(value):
            part[item.name] = of_runs(value, rows)
        elif "unit" in item.metadata and getattr(value, "ndim", 0) > 0:
            part[item.name] = namespace(value).take(value, rows, axis=0)
    return replace(params, **part)  # type: ignore[type-var]


def _by_run(params: Any) -> bool:
    """Whether any leaf, here or below, differs by run, looked for once in the life of the parameters."""
    known: bool | None = vars(params).get("_by_run")
    if known is None:
        known = any(
            _by_run(value)
            if is_dataclass(value := getattr(params, item.name))
            else "unit" in item.metadata and getattr(value, "ndim", 0) > 0
            for item in fields(params)
        )
        object.__setattr__(params, "_by_run", known)
    return known


def of_run(params: P, row: int) -> P:
    """The same parameters for one run: its own leaves, none of those of the records they hold on to, as numbers."""
    swept = _swept(params)
    return replace(params, **{name: float(getattr(params, name)[row]) for name in swept}) if swept else params  # type: ignore[type-var]


def by_run(params: Any) -> bool:
    """Whether any of a record's own leaves differs by run."""
    return bool(_swept(params))


def decay(months: Leaf, dt: float) -> Leaf:
    """What is left after `dt` months of something that fades to 1/e in so many months."""
    by_run = getattr(months, "ndim", 0) > 0
    left: Leaf = namespace(months).exp(-dt / months) if by_run else np.asarray(np.exp(-dt / months)).item()
    return left
