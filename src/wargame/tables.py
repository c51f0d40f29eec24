"""Tables of slots: what is few, kept in a fixed number of rows with a mask of the living.

A table is a frozen dataclass with `live` `[R,M]` (0 or 1), columns `[R,M]` and `refused` `[R]`. Rows go in where a slot
is free; a full table refuses the newest and counts them, so that nothing is lost in silence.
"""

from dataclasses import fields, replace
from typing import Any, TypeVar

from wargame.axes import namespace, number

T = TypeVar("T", bound=Any)


def columns(table: Any) -> list[str]:
    """The names of a table's columns, `live` among them."""
    return [item.name for item in fields(table) if item.name != "refused"]


def insert(table: T, new: T) -> T:
    """Put the living rows of `new` `[R,P]` into free slots, in their order; what finds none is counted as refused."""
    xp = namespace(table.live)
    free, coming = table.live < 0.5, new.live > 0.5
    place = xp.cumulative_sum(xp.astype(free, xp.int64), axis=-1) - 1
    wanted = xp.sum(xp.astype(coming, xp.int64), axis=-1, keepdims=True)
    order = xp.argsort(xp.astype(new.live < 0.5, xp.int64), axis=-1, stable=True)
    last = new.live.shape[-1] - 1
    source = xp.take_along_axis(order, xp.minimum(xp.maximum(place, xp.zeros_like(place)), xp.zeros_like(place) + last), axis=-1)
    fill = free & (place < wanted)
    filled = {
        name: xp.where(fill, xp.take_along_axis(getattr(new, name), source, axis=-1), getattr(table, name))
        for name in columns(table)
    }
    room = xp.sum(xp.astype(free, xp.int64), axis=-1, keepdims=True)
    over = xp.astype(xp.maximum(wanted - room, xp.zeros_like(room)), xp.float64)[:, 0]
    return replace(table, **filled, refused=table.refused + over)


def clear(table: T, done: Any) -> T:
    """Free the slots where `done` `[R,M]` is true."""
    return replace(table, live=table.live * number(~done))
