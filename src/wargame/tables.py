"""Tables of slots: what is few, kept in a fixed number of rows with a mask of the living.

A table is a frozen dataclass with `live` `[R,M]` (0 or 1), columns `[R,M]` and `refused` `[R]`. Rows go in where a slot
is free; a full table refuses the newest and counts them, so that nothing is lost in silence.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar

from wargame.axes import laid_out, namespace, number, picked, read_at

T = TypeVar("T", bound=Any)


def columns(table: Any) -> list[str]:
    """The names of a table's columns, `live` among them."""
    return [item.name for item in fields(table) if item.name != "refused"]


def insert(table: T, new: T) -> T:
    """Put the living rows of `new` `[R,P]` into free slots, in their order; what finds none is counted as refused."""
    return _inserted(table, new, every=not (_alike(table.live) and _alike(new.live)))


def _alike(live: Any) -> bool:
    """Whether the same slots are taken in every run, so that one search serves them all."""
    return bool(namespace(live).all(live == live[:1, :]))


def _inserted(table: T, new: T, every: bool) -> T:
    xp = namespace(table.live)
    runs = slice(None) if every else slice(0, 1)
    free, coming = table.live[runs, :] < 0.5, new.live[runs, :] > 0.5
    place = xp.cumulative_sum(xp.astype(free, xp.int64), axis=-1) - 1
    wanted = xp.sum(xp.astype(coming, xp.int64), axis=-1, keepdims=True)
    fill = free & (place < wanted)
    room = xp.sum(xp.astype(free, xp.int64), axis=-1, keepdims=True)
    over = xp.astype(xp.maximum(wanted - room, 0), xp.float64)[:, 0]
    order = xp.argsort(xp.astype(~coming, xp.int64), axis=-1, stable=True)
    slots = xp.nonzero(xp.any(fill, axis=0))[0]
    if slots.shape[0] == 0:
        return replace(table, refused=table.refused + over)
    first, last = int(slots[0]), int(slots[-1]) + 1
    fill, place = fill[:, first:last], place[:, first:last]
    row = _picker(picked(order, xp.minimum(xp.maximum(place, 0), new.live.shape[-1] - 1)), new.live.shape)

    def filled(name: str) -> Any:
        old = getattr(table, name)
        inside = xp.where(fill, row(getattr(new, name)), old[:, first:last])
        return xp.concat([old[:, :first], inside, old[:, last:]], axis=1)

    return replace(table, **{name: filled(name) for name in columns(table)}, refused=table.refused + over)


def _picker(source: Any, shape: tuple[int, ...]) -> Callable[[Any], Any]:
    """Picks the rows of a column `[R,P]` that go into each slot, by one list for all runs or by a list for each."""
    xp = namespace(source)
    if source.shape[0] == 1 and shape[0] > 1:
        return lambda column: xp.take(column, xp.reshape(source, (-1,)), axis=1)
    place = laid_out(source, shape[1])
    return lambda column: read_at(column, place)


def in_use(table: T) -> T:
    """The first slots of a table, up to the last that is taken in any run: the others add nothing to a sum.

    A table never changes, so that this is looked for once and kept with it.
    """
    known: T | None = vars(table).get("_in_use")
    if known is None:
        xp = namespace(table.live)
        taken = xp.nonzero(xp.any(table.live > 0.5, axis=0))[0]
        slots = int(taken[-1]) + 1 if taken.shape[0] else 0
        known = replace(table, **{name: getattr(table, name)[:, :slots] for name in columns(table)})
        object.__setattr__(table, "_in_use", known)
    return known


def with_first(table: T, **first: Any) -> T:
    """The table with some columns of its first slots renewed."""
    xp = namespace(table.live)
    whole = {
        name: xp.concat([column, getattr(table, name)[:, column.shape[1] :]], axis=1) for name, column in first.items()
    }
    return replace(table, **whole)


def clear(table: T, done: Any) -> T:
    """Free the slots where `done` `[R,M]` is true."""
    return replace(table, live=table.live * number(~done))
