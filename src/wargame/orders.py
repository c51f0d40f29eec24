"""What is asked for: the orders of a moment for all runs, what is legal, and their one textual form.

A player, a policy, a script and a replay hand in the same thing. A line reads `RUS attack UA-14 0.6`: seat, order,
target if the order has one, amount. An order that is not legal is refused with its reason and costs nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from math import isfinite, nan
from typing import Any

import numpy as np

from wargame.axes import Array, number
from wargame.board import Board
from wargame.errors import Impossible, nearest
from wargame.world import World

COMMAND = "command"
MOMENTS = ("propose", "answer", "deliberate", "vote", COMMAND)
SLACK = 1e-9  # an amount may pass its limit by rounding


def order(moment: str, axes: str, unit: str, meaning: str, why: str, signed: bool = False) -> Any:
    """A kind of order: its moment, axes, unit, meaning, and why it may be refused."""
    return field(
        metadata={"moment": moment, "axes": axes, "unit": unit, "meaning": meaning, "why": why, "signed": signed}
    )


@dataclass(frozen=True)
class Orders:
    """The orders of all seats for all runs; 0 asks for nothing."""

    effort: Array = order(
        COMMAND,
        "R H C",
        "share",
        "of the whole force wanted in a region; what is left over is kept in reserve",
        "no supplied way there",
    )
    attack: Array = order(
        COMMAND,
        "R H C",
        "share",
        "of the force in a region that goes over to the attack",
        "no enemy ground within reach there",
    )
    withdraw: Array = order(
        COMMAND,
        "R H C",
        "share",
        "of a holding given up in good order",
        "nothing held there that an enemy would take, or no way out",
    )
    strike: Array = order(
        COMMAND, "R H B", "share", "of a bridge's carrying power struck at", "the bridge is out of reach"
    )
    mobilise: Array = order(
        COMMAND, "R S", "thousand men", "called up this turn", "more men than can be called up in a turn"
    )
    spend: Array = order(
        COMMAND,
        "R S",
        "share",
        "of output by which war spending rises or falls",
        "war spending can't change so fast, or so far",
        True,
    )
    aid: Array = order(
        COMMAND, "R D", "EUR bn", "of military aid sent to a partner", "more than a donor can give a partner in a turn"
    )


def of_moment(moment: str) -> tuple[str, ...]:
    """The kinds of order given at a moment."""
    return tuple(item.name for item in fields(Orders) if item.metadata["moment"] == moment)


ASKED = tuple(moment for moment in MOMENTS if of_moment(moment))  # the moments at which there is anything to decide


def none(world: World) -> Orders:
    """No orders."""
    sizes = {"R": world.runs, **world.board.sizes()}
    shapes = {item.name: tuple(sizes[axis] for axis in item.metadata["axes"].split()) for item in fields(Orders)}
    return Orders(**{name: world.xp.zeros(shape) for name, shape in shapes.items()})


def seats_of(board: Board) -> dict[str, Array]:
    """For every kind of order, which seat may give each of its entries, without the run axis; -1 nobody."""
    slots = np.where(np.asarray(board.valid) > 0, np.asarray(board.holder)[:, : board.contested], -1)
    pairs = np.array([who if kind == "patron" else -1 for who, _, kind in board.pairs], dtype=np.int64)
    by_axes = {
        "R H C": slots,
        "R H B": np.asarray(board.span_holder),
        "R S": np.arange(len(board.states)),
        "R D": pairs,
    }
    return {item.name: by_axes[item.metadata["axes"]] for item in fields(Orders)}


def only(orders: Orders, board: Board, seats: Sequence[int]) -> Orders:
    """The part of the orders that these seats may give."""
    xp = orders.effort.__array_namespace__()
    masks = {name: xp.asarray(np.isin(owner, list(seats))) for name, owner in seats_of(board).items()}
    mine = {name: xp.where(mask, getattr(orders, name), 0.0) for name, mask in masks.items()}
    return replace(orders, **mine)


def merged(parts: Sequence[Orders]) -> Orders:
    """The orders of several groups of seats as one."""
    if len(parts) == 1:
        return parts[0]
    whole = {item.name: getattr(parts[0], item.name) for item in fields(Orders)}
    for part in parts[1:]:
        whole = {name: value + getattr(part, name) for name, value in whole.items()}
    return Orders(**whole)


def checked(orders: Orders, legal: Orders, moment: str = COMMAND) -> tuple[Orders, Orders | None]:
    """The orders that are legal, and a mask of those that are not (none where all are)."""
    xp = legal.effort.__array_namespace__()
    kept, refused, found = {}, {}, False
    for item in fields(Orders):
        asked, most = getattr(orders, item.name), getattr(legal, item.name)
        size = xp.abs(asked) if item.metadata["signed"] else asked
        bad = ~((size <= most + SLACK) & (size >= 0.0))  # so that a NaN is bad too
        anything = bool(xp.any(bad))
        found = found or anything
        kept[item.name] = (xp.where(bad, xp.zeros_like(asked), asked) if anything else asked) + 0.0  # -0 has no text
        refused[item.name] = number(bad) if anything else xp.zeros_like(asked)
    return Orders(**kept), (Orders(**refused) if found else None)


def refusals(refused: Orders, board: Board, row: int = 0) -> list[tuple[str, str]]:
    """Each refused order of a run as (the order without its amount, why)."""
    reasons = {item.name: item.metadata["why"] for item in fields(Orders)}
    return [(line.rsplit(" ", 1)[0], reasons[line.split()[1]]) for line in lines(refused, board, row)]


# The one textual form


def lines(orders: Orders, board: Board, row: int = 0) -> list[str]:
    """The orders of one run, a line each, in a fixed sequence."""
    return [line for item in fields(Orders) for line in _lines(item.name, getattr(orders, item.name), board, row)]


def _lines(name: str, amounts: Array, board: Board, row: int) -> Iterator[str]:
    owners, values = seats_of(board)[name], np.asarray(amounts[row])
    for where in zip(*np.nonzero(values), strict=True):
        seat, target = int(owners[where]), _target(name, where, board)
        yield " ".join(filter(None, (board.states[seat], name, target, repr(float(values[where])))))


def _target(name: str, where: tuple[Any, ...], board: Board) -> str:
    axes = _axes(name)
    if axes == "R H C":
        return board.regions[int(where[1])]
    if axes == "R H B":
        return board.bridges[int(where[1])]
    return board.states[board.pairs[where[0]][1]] if axes == "R D" else ""


def _axes(name: str) -> str:
    return next(str(item.metadata["axes"]) for item in fields(Orders) if item.name == name)


def parsed(text: Iterable[str], world: World) -> Orders:
    """Orders of one run read from their textual form; raises `Impossible` with the reason and the nearest name."""
    arrays = {item.name: np.zeros(np.shape(getattr(none(world), item.name))) for item in fields(Orders)}
    spots = _spots(world.board)
    for line in text:
        seat, name, target, amount = _words(line, world.board)
        if (seat, name, target) not in spots:
            whom = f" for {target}" if target else ""
            raise Impossible(f"{line!r}: {seat} can give no order '{name}'{whom}")
        arrays[name][(0, *spots[seat, name, target])] = amount
    return Orders(**arrays)


def _spots(board: Board) -> dict[tuple[str, str, str], tuple[int, ...]]:
    """Where an order stands in its array, by seat, name and target."""
    return {
        (board.states[int(seat)], name, _target(name, where, board)): where
        for name, owners in seats_of(board).items()
        for where, seat in np.ndenumerate(owners)
        if seat >= 0
    }


def _words(line: str, board: Board) -> tuple[str, str, str, float]:
    """Seat, order, target and amount of a line."""
    words = line.split()
    if not 3 <= len(words) <= 4:
        raise Impossible(f"{line!r}: expected SEAT ORDER [TARGET] AMOUNT, found {len(words)} words")
    kinds = [item.name for item in fields(Orders)]
    for word, known, what in ((words[0], board.states, "seat"), (words[1], kinds, "order")):
        if word not in known:
            hint = f"; nearest is {close!r}" if (close := nearest(word, known)) else ""
            raise Impossible(f"{line!r}: unknown {what} {word!r}{hint}")
    try:
        amount = float(words[-1])
    except ValueError:
        amount = nan
    if not isfinite(amount):
        raise Impossible(f"{line!r}: expected a number at the end, found {words[-1]!r}")
    return words[0], words[1], words[2] if len(words) == 4 else "", amount
