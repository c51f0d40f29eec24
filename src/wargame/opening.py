"""The opening: fields of the world that a scenario tells at state 0, by name, on top of what its other keys make.

An entry is named as everywhere (`wargame.entries`); what is not named keeps what the scenario otherwise gives it. What
belongs to one turn only, follows from other fields or is chance can't be told.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeAlias

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.documents import Document, Faults
from wargame.entries import spots
from wargame.spec import Number, Quantity, ScenarioSpec, State, plain
from wargame.world import World, entered, limits, renewed

FIELDS: Mapping[str, Mapping[str, Any]] = {
    item.name: item.metadata for item in fields(World) if item.metadata.get("opens") and item.metadata["axes"]
}  # what can be told, with its record
PARTLY = ("gas", "forces", "reserve")  # keys of a state that go on to matter where fields of their name are told
Told: TypeAlias = Mapping[str, Mapping[str, Number]]
Keys: TypeAlias = tuple[str | int, ...]


def opened(world: World, told: Told) -> World:
    """The world with the entries that are told."""
    new: dict[str, Any] = {}
    for name, entries in told.items():
        value, where = np.array(getattr(world, name)), spots(FIELDS[name]["axes"], world.board)
        for entry, number in entries.items():
            at: Any = (slice(None), *where[entry])
            value[at] = plain(number)
        new[name] = value
    return renewed(world, **new)


def standable(control: Array, board: Board) -> Array:
    """1 where a holder can have men: on ground it holds, or on the border of a region with a way in, `[R,H,C]`."""
    held = np.asarray(control[..., : board.contested] > 0.0, dtype=float)
    ways = held + np.asarray(board.behind) + np.asarray(entered(held, board))
    return np.where((ways > 0.0) & (np.asarray(board.valid) > 0.5), 1.0, 0.0)


def examine(faults: Faults, document: Document, spec: ScenarioSpec, board: Board, control: Array) -> None:
    """Note every field and entry that is the name of nothing, every number beyond its unit, men where none can be."""
    for name, entries in spec.opening.items():
        if not faults.known(document, ("opening", name), name, FIELDS, "field of the world that can be told", key=True):
            continue
        where, (least, most) = spots(FIELDS[name]["axes"], board), limits(FIELDS[name]["unit"])
        for entry, number in entries.items():
            at: tuple[str, ...] = ("opening", name, entry)
            known = faults.known(document, at, entry, where, f"entry of {name}", key=True)
            if known and not least <= plain(number) <= most:
                place = (*at, "value") if isinstance(number, Quantity) else at
                told = f"a number at least {least:g}" + (f" and at most {most:g}" if np.isfinite(most) else "")
                faults.add(document, place, f"{plain(number):g}", told)
    _men(faults, document, spec, board, control)
    _overruled(faults, document, spec)


def _men(faults: Faults, document: Document, spec: ScenarioSpec, board: Board, control: Array) -> None:
    """Men stand where their holder has ground, or a way in."""
    where, able = spots("R H N", board), standable(control[None], board)[0]
    for entry, number in spec.opening.get("forces", {}).items():
        if entry in where and plain(number) > 0.0 and not able[where[entry]]:
            found = f"men of {entry.partition(':')[0]} where it holds nothing and has no way in"
            faults.add(document, ("opening", "forces", entry), found, "men where their state has ground or a way to it")


def overruled(spec: ScenarioSpec) -> dict[Keys, str]:
    """Keys of the scenario that the opening puts out of force, and the path of what does."""
    found: dict[Keys, str] = {}
    for name, entries in spec.opening.items():
        for entry in entries:
            for keys in _same(name, entry):
                found.setdefault(keys, f"opening.{name}.{entry}")
    return found | _armies(spec)


def _armies(spec: ScenarioSpec) -> dict[Keys, str]:
    """Forces and deployments of states for whom all that is made of them is told: men placed, reserve, equipment."""
    found: dict[Keys, str] = {}
    for who, state in spec.states.items():
        placed = {f"{who}:{region}" for region in state.deployment}
        if placed <= set(spec.opening.get("forces", ())) and all(
            who in spec.opening.get(name, ()) for name in ("reserve", "materiel")
        ):
            found |= {("states", who, key): f"opening.reserve.{who}" for key in ("forces", "reserve")}
            for region in state.deployment:
                found["states", who, "deployment", region] = f"opening.forces.{who}:{region}"
    return found


def _same(name: str, entry: str) -> list[Keys]:
    """The other keys that tell what an entry of the opening tells."""
    who, _, rest = entry.partition(":")
    if name == "works":
        return [("works", rest, who)]
    if name in ("gas_price", "storage"):
        return [("rules", "energy", {"gas_price": "start", "storage": "filled"}[name])]
    if name in ("cohesion", "flank"):
        return [("alliances", who, name)]
    if name == "training":
        return [("states", who, name, int(rest) - 1)] if rest.isdecimal() else []
    return [("states", who, name)] if name in State.model_fields and name not in PARTLY else []


def _overruled(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """A number set by path that the opening puts out of force would be set for nothing."""
    for keys, by in overruled(spec).items():
        if document.changed(keys):
            faults.add(document, keys, f"a number that {by} puts out of force", f"--set {by} in its place")
