"""The kinds of order: their moments, axes, units and owners."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from wargame.axes import Array, Namespace
from wargame.board import Board
from wargame.forum import ARMS, SECTORS
from wargame.terms import sizes
from wargame.world import World

PROPOSE, ANSWER, DELIBERATE, VOTE, COMMAND = "propose", "answer", "deliberate", "vote", "command"
MOMENTS = (PROPOSE, ANSWER, DELIBERATE, VOTE, COMMAND)


def order(moment: str, axes: str, unit: str, meaning: str, why: str, signed: bool = False) -> Any:
    """A kind of order: its moment, axes, unit, meaning, and why it may be refused."""
    return field(
        metadata={"moment": moment, "axes": axes, "unit": unit, "meaning": meaning, "why": why, "signed": signed}
    )


@dataclass(frozen=True)
class Orders:
    """The orders of all seats for all runs; 0 asks for nothing. An order is given at its own moment only."""

    offer: Array = order(
        PROPOSE,
        "R O cell",
        "terms",
        "a deal tabled between two states at war: the channel, then its clauses",
        "it can't be tabled, gives what its giver neither holds nor claims, or its clauses deny one another",
    )
    host: Array = order(
        PROPOSE,
        "R O",
        "0 or 1",
        "both parties of a war called to talks that a mediator hosts in the next turn",
        "no war there that goes on, or not its turn to speak",
    )
    answer: Array = order(
        ANSWER,
        "R O Z",
        "-1 to 1",
        "yes to an offer on the table, -1 no, -0.5 no with a counter-offer to follow",
        "no offer there that it is asked about",
        True,
    )
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
    restore: Array = order(
        VOTE,
        "R T A S",
        "score",
        "above 0 for bringing back measures that were lifted by a deal which was broken, below 0 against it",
        "nothing to bring back there by its vote",
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
    renege: Array = order(
        COMMAND, "R party", "0..1", "of what a deal forbids that a party does in secret", "no deal there to break"
    )
    resume: Array = order(COMMAND, "R party", "0 or 1", "the war is taken up again", "no war there that was stopped")
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
        length = {"R": world.runs, **sizes(world.board)}
        shapes = {name: tuple(length[axis] for axis in axes) for name, axes in _AXES.items()}
        known[world.runs] = Orders(**{name: nothing(world.xp, shape) for name, shape in shapes.items()})
    return known[world.runs]


def nothing(xp: Namespace, shape: tuple[int, ...]) -> Array:
    """A zero for every entry of an order, which takes no memory."""
    return xp.broadcast_to(xp.zeros(()), shape)


_NONE: WeakKeyDictionary[Board, dict[int, Orders]] = WeakKeyDictionary()
_AXES = {item.name: tuple(str(item.metadata["axes"]).split()) for item in fields(Orders)}


def seats_asked(board: Board, moment: str) -> range:
    """The seats that decide at a moment, by index: states come first, then alliances."""
    states, alliances = len(board.states), len(board.forum.alliances)
    if moment in (PROPOSE, ANSWER):
        return range(states + alliances)
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
        "R party": lambda: np.array(board.quarrels, dtype=np.int64).reshape(-1),
        "R D": lambda: _donors(board),
        "R D I": lambda: np.repeat(_donors(board)[:, None], len(ARMS), axis=1),
        "R U K": lambda: np.repeat(_first(f.senders)[:, None], len(SECTORS), axis=1),
        "R X": lambda: _first(f.rivals),
        "R T S": lambda: np.repeat(states[None], len(f.targets), axis=0),
        "R A S": lambda: np.repeat(states[None], len(f.alliances), axis=0),
        "R P S": lambda: np.repeat(states[None], len(f.dockets), axis=0),
    }
    return by_axes[axes_of(name)]()


_OWNERS: Mapping[str, Callable[[Board, Array], Any]] = {
    "offer": lambda board, _: np.repeat(_seconds(board.tables)[:, None], sizes(board)["cell"], axis=1),
    "host": lambda board, _: np.array(
        [-1 if seat in board.quarrels[q] else seat for q, seat in board.tables], dtype=np.int64
    ),
    "answer": lambda board, _: np.repeat(np.arange(sizes(board)["Z"])[None], len(board.tables), axis=0),
    "restore": lambda board, bodies: np.broadcast_to(
        np.arange(len(board.states)), (len(board.forum.targets), len(bodies), len(board.states))
    ),
    "table": lambda board, bodies: np.array([bodies[board.forum.dockets[p].alliance] for p, _ in board.forum.items]),
    "draft": lambda board, bodies: np.array([bodies[docket.alliance] for docket in board.forum.dockets]),
    "engage": lambda board, bodies: np.array([bodies[a] for _, a in board.forum.rivals]),
    "cut": lambda board, _: np.array([exporter for _, exporter in board.forum.gas]),
    "divest": lambda board, _: _first(board.forum.gas),
}


def _first(pairs: Sequence[tuple[int, int]]) -> Array:
    return np.array([a for a, _ in pairs], dtype=np.int64)


def _seconds(pairs: Sequence[tuple[int, int]]) -> Array:
    return np.array([b for _, b in pairs], dtype=np.int64)


def _donors(board: Board) -> Array:
    return np.array([who if kind == "patron" else -1 for who, _, kind in board.pairs], dtype=np.int64)


def axes_of(name: str) -> str:
    """The axes of a kind of order."""
    return next(str(item.metadata["axes"]) for item in fields(Orders) if item.name == name)
