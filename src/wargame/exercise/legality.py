"""Whether an order may be given now, and in words why not: before it is committed, by the very rules of the turn."""

from math import floor, log10

import numpy as np

from wargame.errors import Impossible, nearest
from wargame.exercise.possible import ABOUT, OFFER, entries_of
from wargame.observe import out_of_bounds
from wargame.orders import Orders, lines, parsed
from wargame.terms import CHANNEL
from wargame.turn import Request


def staged(line: str, seat: int, request: Request) -> str | None:
    """An order as it is written in the one textual form, or nothing where it asks for nothing.

    Raises `Impossible` with the reason why the seat may not give it now, and the nearest name.
    """
    board = request.world.board
    seats, words = (*board.states, *board.forum.alliances), line.split(maxsplit=3)
    orders = parsed([line], request.world)
    if words[0] != seats[seat]:
        raise Impossible(f"{words[0]} is another seat than {seats[seat]}: an order is given by the seat that it names")
    kind, moment = words[1], str(ABOUT[words[1]]["moment"])
    if moment != request.moment:
        raise Impossible(f"{kind} is ordered at {moment}, and now is {request.moment}")
    _allowed(orders, kind, seat, request)
    told = lines(orders, board)
    return told[0] if told else None


def _allowed(orders: Orders, kind: str, seat: int, request: Request) -> None:
    """Raise `Impossible` where an order is above its limit."""
    amounts = np.asarray(getattr(orders, kind))[0]
    where = np.argwhere(amounts != 0.0)
    if not len(where):
        return
    if kind == OFFER:
        _tabled(orders, int(where[0][0]), request)
        return
    spot = tuple(where[0].tolist())
    amount, most = float(amounts[spot]), float(np.asarray(getattr(request.legal, kind))[(0, *spot)])
    refused = request.held(orders)[1]
    if refused is None or float(np.asarray(getattr(refused, kind))[(0, *spot)]) < 0.5:
        return
    if most <= 0.0:
        raise Impossible(f"{ABOUT[kind]['why']}{_instead(kind, seat, spot, request)}")
    if amount < 0.0 and not ABOUT[kind]["signed"]:
        raise Impossible(f"found {amount:g}, expected 0 or more: {kind} can't be taken the other way")
    raise Impossible(f"found {amount:g}, expected at most {rounded(most)} {ABOUT[kind]['unit']}: {ABOUT[kind]['why']}")


def _instead(kind: str, seat: int, spot: tuple[int, ...], request: Request) -> str:
    """What of the same kind may be ordered now, nearest by name."""
    entries = entries_of(request.world.board, seat)[kind]
    limits = np.asarray(getattr(request.legal, kind))[(0, *entries.places)]
    here = next(k for k, place in enumerate(zip(*entries.places, strict=True)) if place == spot)
    open_ = [target for k, target in enumerate(entries.targets) if limits[k] > 0.0 and target]
    close = nearest(entries.targets[here], open_) or (open_[0] if len(open_) == 1 else None)
    return f"; nearest that may be is {close!r}" if close else ""


def _tabled(orders: Orders, table: int, request: Request) -> None:
    """Raise `Impossible` where an offer can't be tabled, for the reason that it is so."""
    if any((due.turn, due.table) == (request.world.turn, table) for due in request.calendar):
        raise Impossible("the scenario's calendar has this seat table another offer there this turn")
    row, most = np.asarray(orders.offer)[0, table], float(np.asarray(request.legal.offer)[0, table, CHANNEL])
    if float(row[CHANNEL]) > most:
        raise Impossible("no offer can be tabled there now: no war goes on there, or others have the word")
    refused = request.held(orders)[1]
    if refused is None or not np.asarray(refused.offer)[0, table].any():
        return
    if float(np.asarray(out_of_bounds(request.world, request.params, orders.offer))[0, table]) > 0.5:
        raise Impossible("it gives what its giver neither holds nor claims, or leaves a party without land")
    raise Impossible("its clauses bind nobody to anything")


def rounded(most: float) -> str:
    """A limit as it may be typed in: four digits, never above it."""
    if most <= 0.0:
        return "0"
    digits = 3 - floor(log10(most))
    return f"{floor(most * 10.0**digits) / 10.0**digits:.10g}"
