"""Orders of several seats joined, and held against what is legal."""

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np

from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.orders import offers
from wargame.orders.kinds import COMMAND, Orders, nothing, of_moment, seats_of
from wargame.orders.lines import lines

SLACK = 1e-9  # an amount may pass its limit by rounding


def only(orders: Orders, board: Board, seats: Sequence[int], moment: str | None = None) -> Orders:
    """The part of the orders that these seats may give; of one moment, where it is told, for speed."""
    names, mine = (item.name for item in fields(Orders)) if moment is None else of_moment(moment), {}
    for name in names:
        value = getattr(orders, name)
        if _idle(name, value):
            continue
        xp = namespace(value)
        mine[name] = xp.where(xp.asarray(np.isin(seats_of(board)[name], list(seats))), value, 0.0)
    return replace(orders, **mine)


def merged(parts: Sequence[Orders], moment: str | None = None) -> Orders:
    """The orders of several groups of seats as one; of one moment, where it is told, for speed."""
    if len(parts) == 1:
        return parts[0]
    names = [item.name for item in fields(Orders)] if moment is None else of_moment(moment)
    whole = {name: getattr(parts[0], name) for name in names}
    for part in parts[1:]:
        whole = {
            name: value if _idle(name, more := getattr(part, name)) else value + more for name, value in whole.items()
        }
    return replace(parts[0], **whole)


def _idle(name: str, value: Array) -> bool:
    """Whether no offer is among the orders of that kind: they are large, and mostly there are none."""
    return name == "offer" and not offers.any_tabled(value)


def checked(
    orders: Orders, legal: Orders, board: Board, moment: str = COMMAND, barred: Array | None = None
) -> tuple[Orders, Orders | None]:
    """The orders that are legal, and a mask of those that are not (none where all are); at another moment, none is.

    `barred` `[R,O]` is 1 for offers that ask for what can't be given.
    """
    xp = namespace(legal.effort)
    kept, refused, now = dict[str, Array](), dict[str, Array](), of_moment(moment)
    for item in fields(Orders):
        asked, most = getattr(orders, item.name), getattr(legal, item.name)
        if asked is most and item.name not in now:
            kept[item.name] = asked
            continue
        if _idle(item.name, asked) or not bool(xp.any(asked != 0.0)):
            kept[item.name] = nothing(xp, asked.shape)  # -0 has no text
            continue
        if item.name == "offer":
            kept[item.name], wrong = offers.sound(asked, most, board, barred)
            refused |= {} if wrong is None else {item.name: wrong}
            continue
        good = (xp.abs(asked) if item.metadata["signed"] else asked) <= most + SLACK  # not so for a NaN
        if not item.metadata["signed"]:
            good = good & (asked >= 0.0)
        if item.name not in now:
            good = good & (asked == 0.0)
        if not bool(xp.all(good)):
            refused[item.name] = number(~good)
            asked = xp.where(good, asked, xp.zeros_like(asked))
        kept[item.name] = asked + 0.0
    blank = {name: xp.zeros_like(value) for name, value in kept.items() if refused and name not in refused}
    return Orders(**kept), (Orders(**refused, **blank) if refused else None)


def refusals(refused: Orders, board: Board, row: int = 0) -> list[tuple[str, str]]:
    """Each refused order of a run as (the order without its amount, why)."""
    reasons = {item.name: item.metadata["why"] for item in fields(Orders)}
    return [(line.rsplit(" ", 1)[0], reasons[line.split()[1]]) for line in lines(refused, board, row)]
