"""Events: what a scenario or an umpire lets happen, dated or on a condition, always with a reason.

An act changes named entries of the world (set, or add) in the runs it applies to. An event of the scenario and an
umpire's act take the same path, so that a record needs to know one thing only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from wargame.axes import Array, namespace, number
from wargame.measures import value
from wargame.world import World, limits, renewed

HELD = 1e9  # turn of an event that an umpire holds: one that no campaign comes to


@dataclass(frozen=True)
class Act:
    """A change of one entry of a field of the world: `field[..., *where]` set to, or raised by, an amount."""

    field: str
    where: tuple[int, ...]
    add: bool
    amount: float


@dataclass(frozen=True)
class Event:
    """Something that happens once: on its turn, or the first time its condition holds from that turn on.

    One without acts is an inject: it changes nothing but what the seats in `to`, or all, are told.
    """

    id: str
    reason: str
    turn: int
    acts: tuple[Act, ...]
    measure: str | None = None
    above: float | None = None
    below: float | None = None
    to: tuple[str, ...] = ()  # the seats that are told of it; all of them where none is named


@dataclass(frozen=True)
class Tabled:
    """An offer that the calendar has a seat table in a turn: at which table, and its row of cells."""

    turn: int
    table: int
    row: Array  # [cell]


def happen(world: World, events: Sequence[Event]) -> World:
    """The world after the events whose time has come, run by run; `fired` keeps the turn of each."""
    for index, event in enumerate(events):
        if world.turn < event.turn or (event.measure is None and world.turn != event.turn):
            continue
        now = _due(world, index, event)
        if bool(world.xp.any(now > 0.0)):
            world = fired(world, index, event, now)
    return world


def _due(world: World, index: int, event: Event) -> Array:
    """1 in the runs in which an event comes about now: once, and not where all it would set is so already."""
    due = number(world.fired[:, index] < 0.5)
    if event.acts and not any(act.add for act in event.acts):
        due = due * (1.0 - _so_already(world, event))
    if event.measure is None:
        return due
    xp = world.xp
    seen = xp.asarray(value(world, event.measure))
    if event.above is not None:
        due = due * number(seen > event.above)
    return due if event.below is None else due * number(seen < event.below)


def _so_already(world: World, event: Event) -> Array:
    """1 in the runs in which every entry that an event sets has that value."""
    so = number(world.fired[:, 0] >= 0.0)
    for act in event.acts:
        entry: Any = getattr(world, act.field)
        for index in act.where:
            entry = entry[:, index, ...]
        so = so * number(entry == act.amount) if len(entry.shape) == 1 else so * 0.0
    return so


def fired(world: World, index: int, event: Event, now: Array) -> World:
    """The world after an event in the runs where `now` is 1."""
    for act in event.acts:
        world = done(world, act, now)
    column = number(world.xp.arange(world.fired.shape[1]) == index)
    return renewed(world, fired=world.fired + now[:, None] * column * float(world.turn))


def done(world: World, act: Act, now: Array) -> World:
    """The world after an act in the runs where `now` is 1."""
    field: Any = getattr(world, act.field)
    xp = namespace(field)
    mask = xp.ones_like(field)
    for axis, index in enumerate(act.where, start=1):
        shape = [1] * len(field.shape)
        shape[axis] = field.shape[axis]
        mask = mask * xp.reshape(number(xp.arange(field.shape[axis]) == index), tuple(shape))
    mask = mask * xp.reshape(now, (now.shape[0],) + (1,) * (len(field.shape) - 1))
    start = field if act.add else xp.zeros_like(field)
    least, most = limits(next(item.metadata["unit"] for item in fields(World) if item.name == act.field))
    told = xp.minimum(xp.maximum(start + act.amount, least), most)
    changed: dict[str, Any] = {act.field: xp.where(mask > 0.5, told, field)}
    return renewed(world, **changed)
