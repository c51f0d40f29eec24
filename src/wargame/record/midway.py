"""A record taken up where it ends, in the middle of a turn if need be. It is read, and not written on."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from wargame.game import Game
from wargame.orders import Orders
from wargame.record.form import BrokenRecord, Intervention, Record, read
from wargame.record.recorder import acted
from wargame.record.replaying import Replayed, game_of, orders_of, out_of_step, refuse_strays, replay
from wargame.scenario import Scenario
from wargame.turn import Done, Request
from wargame.world import World, digest


@dataclass(frozen=True)
class Underway:
    """A campaign as its record leaves it: the complete turns, and the turn that was begun, if one was."""

    record: Record
    game: Game
    first: World  # state 0
    turns: tuple[Replayed, ...]
    acts: tuple[Intervention, ...]  # of an umpire, before the turn that was begun
    moments: Generator[Request, Orders, None] | None  # of the turn that was begun
    request: Request | None  # what is asked in it now
    fault: str | None  # why it can be looked at and branched, and not gone on with


def taken_up(
    path: str | Path, scenario: Scenario | None = None, hear: Callable[[Done], None] | None = None
) -> Underway:
    """Take a record up behind its last line; `hear` is told of every moment on the way there.

    A damaged record is taken up as far as it can be relied on, one from another machine as far as it goes.
    """
    record, fault = _readable(path)
    while True:
        try:
            found = _again(record, scenario, fault)
            break
        except BrokenRecord as error:
            if error.kept is None:
                raise
            record, fault = error.kept, fault or str(error)
    if hear is not None:
        for moment in _played(found):
            hear(moment)
    return found


def _readable(path: str | Path) -> tuple[Record, str | None]:
    """What can be relied on of a record, and what is the matter with the rest."""
    try:
        return read(path), None
    except BrokenRecord as error:
        if error.kept is None:
            raise
        return error.kept, str(error)


def _again(record: Record, scenario: Scenario | None, fault: str | None) -> Underway:
    game = game_of(record, scenario)
    first, turns = game.world, tuple(replay(record, game))
    rest = record.lines[record.complete :]
    acts = tuple(item for line in rest for item in line.acts)
    moments, request, astray = _begun(record, game, acts) if rest else (None, None, False)
    if fault is None and (astray or any(turn.strays for turn in turns)):
        told = "; ".join(f"{key} {then}, here {now}" for key, (then, now) in record.versions.items())
        fault = f"{record.path}: can't go on bit for bit: written with {told}"
    return Underway(record, game, first, turns, acts, moments, request, fault)


def _begun(
    record: Record, game: Game, acts: tuple[Intervention, ...]
) -> tuple[Generator[Request, Orders, None], Request, bool]:
    """The turn that was cut short, played up to where the record ends, and whether its worlds are others."""
    game.world = acted(game.world, acts)
    moments, astray = game.moments(), False
    request = next(moments)
    for index, line in enumerate(record.lines[record.complete :], start=record.complete):
        if line.moment != request.moment:
            raise out_of_step(record, index, request.moment)
        request = moments.send(orders_of(line, request.world, record.place(index)))
        if digest(request.done[-1].world) != line.world:
            refuse_strays(record, [index])
            astray = True
    return moments, request, astray


def _played(found: Underway) -> list[Done]:
    """Every moment that was played."""
    played = [moment for turn in found.turns for moment in turn.played.done]
    return [*played, *(found.request.done if found.request is not None else ())]
