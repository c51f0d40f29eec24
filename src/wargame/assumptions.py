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
        block = _block(params)
        wide = namespace(block).reshape(block, (*block.shape, *(1,) * axes))
        kept[axes] = _renewed(params, {name: wide[k, ...] for k, name in enumerate(swept)})
    return kept[axes]


def _swept(params: Any) -> tuple[str, ...]:
    """The leaves that differ by run, looked for once in the life of the parameters: a turn asks a hundred times."""
    known: tuple[str, ...] | None = vars(params).get("_swept")
    if known is None:
        values = vars(params)
        known = tuple(name for name in _names(params) if getattr(values[name], "ndim", 0) == 1)
        object.__setattr__(params, "_swept", known)
    return known


def _block(params: Any) -> Array:
    """The leaves that differ by run, one below the other, `[P,R]`: two hundred are moved as fast as one."""
    known: Array | None = vars(params).get("_block")
    if known is None:
        leaves = [getattr(params, name) for name in _swept(params)]
        known = namespace(leaves[0]).stack(leaves, axis=0)
        object.__setattr__(params, "_block", known)
    return known


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(params: Any) -> tuple[str, ...]:
    """The fields of a kind of record, looked for once."""
    kind = type(params)
    if kind not in _NAMES:
        _NAMES[kind] = tuple(item.name for item in fields(kind))
    return _NAMES[kind]


def _renewed(params: P, new: Mapping[str, Any]) -> P:
    """What `replace` does, without setting all the other fields one by one."""
    other: P = object.__new__(type(params))
    values = vars(params)
    other.__dict__.update({name: values[name] for name in _names(params)}, **new)
    return other


def of_runs(params: P, rows: Array) -> P:
    """The same parameters for some runs only: leaves `[R]` become `[r]`, those below as well."""
    if not _by_run(params):
        return params
    values, below = vars(params), _below(params)
    part: dict[str, Any] = {name: of_runs(values[name], rows) for name in below} | {"_below": below}
    if swept := _swept(params):
        block = _block(params)
        block = namespace(block).take(block, rows, axis=1)
        part |= {name: block[k, ...] for k, name in enumerate(swept)} | {"_swept": swept, "_block": block}
    return _renewed(params, part)


def _below(params: Any) -> tuple[str, ...]:
    """The records that a record of parameters holds on to, looked for once."""
    known: tuple[str, ...] | None = vars(params).get("_below")
    if known is None:
        values = vars(params)
        known = tuple(name for name in _names(params) if is_dataclass(values[name]))
        object.__setattr__(params, "_below", known)
    return known


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
