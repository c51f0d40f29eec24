"""What is asked for: the orders of a moment for all runs, what is legal, and their one textual form.

A player, a policy, a script and a replay hand in the same thing. A line reads `RUS attack UA-14 0.6`: seat, order,
target if the order has one, amount. An order that is not legal is refused with its reason and costs nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from math import isfinite, nan
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.entries import about, names
from wargame.errors import Impossible, nearest
from wargame.forum import ARMS, SECTORS
from wargame.world import World

DELIBERATE, VOTE, COMMAND = "deliberate", "vote", "command"
MOMENTS = ("propose", "answer", DELIBERATE, VOTE, COMMAND)
SLACK = 1e-9  # an amount may pass its limit by rounding


def order(moment: str, axes: str, unit: str, meaning: str, why: str, signed: bool = False) -> Any:
    """A kind of order: its moment, axes, unit, meaning, and why it may be refused."""
    return field(
        metadata={"moment": moment, "axes": axes, "unit": unit, "meaning": meaning, "why": why, "signed": signed}
    )


@dataclass(frozen=True)
class Orders:
    """The orders of all seats for all runs; 0 asks for nothing. An order is given at its own moment only."""

    table: Array = order(
        DELIBERATE, "R Q", "share", "of what is left to do that a motion asks for", "it can't be tabled there now"
    )
    draft: Array = order(DELIBERATE, "R P", "0..1", "of effort put into preparing a motion", "no such docket")
    engage: Array = order(DELIBERATE, "R X", "0..1", "of readiness to talk arms control with a rival", "no such rival")
    vote: Array = order(
        VOTE,
        "R P S",
        "score",
        "above 0 for a motion, below 0 against it, and by how much; nothing is an abstention",
        "no motion there on which it has a vote",
        True,
    )

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
    arms: Array = order(
        COMMAND, "R D I", "share", "of the aid to a partner that is arms of a kind", "no partner to give it to"
    )
    sanction: Array = order(
        COMMAND,
        "R U K",
        "share",
        "of dealings by which own measures rise or fall",
        "no more to forbid, or to lift",
        True,
    )
    cut: Array = order(COMMAND, "R G", "share", "of contracted gas that an exporter withholds", "no gas sold there")
    divest: Array = order(COMMAND, "R G", "share", "of contracted gas that an importer gives up", "no gas bought there")
    probe: Array = order(COMMAND, "R X", "0..1", "of effort at covert operations against an alliance", "no such rival")
    channel: Array = order(COMMAND, "R X", "0..1", "of readiness to talk to a rival in secret", "no such rival")
    inform: Array = order(COMMAND, "R S", "0..1", "of its intelligence that a state shares", "it shares with nobody")
    recognise: Array = order(
        COMMAND,
        "R T S",
        "1 or -1",
        "recognition of what a state has taken, or its withdrawal",
        "a state can't recognise itself",
        True,
    )
    defect: Array = order(
        COMMAND, "R A S", "share", "of an alliance's measures that a member stops applying", "it is no member"
    )


def of_moment(moment: str) -> tuple[str, ...]:
    """The kinds of order given at a moment."""
    return tuple(item.name for item in fields(Orders) if item.metadata["moment"] == moment)


ASKED = tuple(moment for moment in MOMENTS if of_moment(moment))  # the moments at which there is anything to decide


def none(world: World) -> Orders:
    """No orders: a zero broadcast, as most kinds of order are not given at most moments."""
    known = _NONE.setdefault(world.board, {})
    if world.runs not in known:
        sizes, nothing = {"R": world.runs, **world.board.sizes()}, world.xp.zeros(())
        shapes = {name: tuple(sizes[axis] for axis in axes) for name, axes in _AXES.items()}
        known[world.runs] = Orders(**{name: world.xp.broadcast_to(nothing, shape) for name, shape in shapes.items()})
    return known[world.runs]


_NONE: WeakKeyDictionary[Board, dict[int, Orders]] = WeakKeyDictionary()
_AXES = {item.name: tuple(str(item.metadata["axes"]).split()) for item in fields(Orders)}


def seats_asked(board: Board, moment: str) -> range:
    """The seats that decide at a moment, by index: states come first, then alliances."""
    states, alliances = len(board.states), len(board.forum.alliances)
    return range(states, states + alliances) if moment == DELIBERATE else range(states)


def seats_of(board: Board) -> dict[str, Array]:
    """For every kind of order, which seat may give each of its entries, without the run axis; -1 nobody."""
    known = _KNOWN.get(board)
    if known is None:
        known = {item.name: np.asarray(_owners(item.name, board)) for item in fields(Orders)}
        _KNOWN[board] = known
    return known


_KNOWN: WeakKeyDictionary[Board, dict[str, Array]] = WeakKeyDictionary()


def _owners(name: str, board: Board) -> Any:
    """Which seat gives each entry of a kind of order."""
    states, f = np.arange(len(board.states)), board.forum
    bodies = len(board.states) + np.arange(len(f.alliances))
    if name in _OWNERS:
        return _OWNERS[name](board, bodies)
    by_axes: dict[str, Callable[[], Any]] = {
        "R H C": lambda: np.where(np.asarray(board.valid) > 0, np.asarray(board.holder)[:, : board.contested], -1),
        "R H B": lambda: np.asarray(board.span_holder),
        "R S": lambda: states,
        "R D": lambda: _donors(board),
        "R D I": lambda: np.repeat(_donors(board)[:, None], len(ARMS), axis=1),
        "R U K": lambda: np.repeat(_first(f.senders)[:, None], len(SECTORS), axis=1),
        "R X": lambda: _first(f.rivals),
        "R T S": lambda: np.repeat(states[None], len(f.targets), axis=0),
        "R A S": lambda: np.repeat(states[None], len(f.alliances), axis=0),
        "R P S": lambda: np.repeat(states[None], len(f.dockets), axis=0),
    }
    return by_axes[_axes(name)]()


_OWNERS: Mapping[str, Callable[[Board, Array], Any]] = {
    "table": lambda board, bodies: np.array([bodies[board.forum.dockets[p].alliance] for p, _ in board.forum.items]),
    "draft": lambda board, bodies: np.array([bodies[docket.alliance] for docket in board.forum.dockets]),
    "engage": lambda board, bodies: np.array([bodies[a] for _, a in board.forum.rivals]),
    "cut": lambda board, _: np.array([exporter for _, exporter in board.forum.gas]),
    "divest": lambda board, _: _first(board.forum.gas),
}


def _first(pairs: Sequence[tuple[int, int]]) -> Array:
    return np.array([a for a, _ in pairs], dtype=np.int64)


def _donors(board: Board) -> Array:
    return np.array([who if kind == "patron" else -1 for who, _, kind in board.pairs], dtype=np.int64)


def only(orders: Orders, board: Board, seats: Sequence[int], moment: str | None = None) -> Orders:
    """The part of the orders that these seats may give; of one moment, where it is told, for speed."""
    names, mine = (item.name for item in fields(Orders)) if moment is None else of_moment(moment), {}
    for name in names:
        value = getattr(orders, name)
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
        whole = {name: value + getattr(part, name) for name, value in whole.items()}
    return replace(parts[0], **whole)


def checked(orders: Orders, legal: Orders, moment: str = COMMAND) -> tuple[Orders, Orders | None]:
    """The orders that are legal, and a mask of those that are not (none where all are); at another moment, none is."""
    xp = namespace(legal.effort)
    kept, refused, now = {}, {}, of_moment(moment)
    for item in fields(Orders):
        asked, most = getattr(orders, item.name), getattr(legal, item.name)
        if asked is most and item.name not in now:
            kept[item.name] = asked
            continue
        if not bool(xp.any(asked != 0.0)):
            kept[item.name] = xp.broadcast_to(xp.zeros(()), asked.shape)  # -0 has no text
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


# The one textual form


def lines(orders: Orders, board: Board, row: int = 0) -> list[str]:
    """The orders of one run, a line each, in a fixed sequence."""
    return [line for item in fields(Orders) for line in _lines(item.name, getattr(orders, item.name), board, row)]


def _lines(name: str, amounts: Array, board: Board, row: int) -> Iterator[str]:
    values = np.asarray(amounts[row])
    if not values.any():
        return
    owners, seats = seats_of(board)[name], (*board.states, *board.forum.alliances)
    for where in zip(*np.nonzero(values), strict=True):
        seat = seats[int(owners[where])]
        target = _target(name, where, seat, board)
        yield " ".join(filter(None, (seat, name, target, repr(float(values[where])))))


def _target(name: str, where: tuple[Any, ...], seat: str, board: Board) -> str:
    """What an order is about, in a word: its entry, without the seat that gives it."""
    return about(names(_axes(name), board)[tuple(int(i) for i in where)], seat)


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
            close = nearest(target, [known for who, kind, known in spots if (who, kind) == (seat, name)])
            hint = f"; nearest is {close!r}" if target and close else ""
            raise Impossible(f"{line!r}: {seat} can give no order '{name}'{whom}{hint}")
        arrays[name][(0, *spots[seat, name, target])] = amount
    return Orders(**arrays)


Spots = dict[tuple[str, str, str], tuple[int, ...]]
_SPOTS: WeakKeyDictionary[Board, Spots] = WeakKeyDictionary()


def _spots(board: Board) -> Spots:
    """Where an order stands in its array, by seat, name and target; worked out once a board."""
    found = _SPOTS.get(board)
    if found is None:
        seats = (*board.states, *board.forum.alliances)
        found = {
            (seats[int(seat)], name, _target(name, where, seats[int(seat)], board)): where
            for name, owners in seats_of(board).items()
            for where, seat in np.ndenumerate(owners)
            if seat >= 0
        }
        _SPOTS[board] = found
    return found


def _words(line: str, board: Board) -> tuple[str, str, str, float]:
    """Seat, order, target and amount of a line."""
    words = line.split()
    if not 3 <= len(words) <= 4:
        raise Impossible(f"{line!r}: expected SEAT ORDER [TARGET] AMOUNT, found {len(words)} words")
    kinds = [item.name for item in fields(Orders)]
    seats = (*board.states, *board.forum.alliances)
    for word, known, what in ((words[0], seats, "seat"), (words[1], kinds, "order")):
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
