"""A record taken up where it ends, in the middle of a turn if need be: nothing that is on disk is played twice."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from wargame.errors import RecordError
from wargame.game import Game
from wargame.orders import Orders
from wargame.record.form import Record, read
from wargame.record.recorder import Recorder, acted
from wargame.record.replaying import Replayed, behind, game_of, orders_of, out_of_step, refuse_strays, sound
from wargame.scenario import Scenario
from wargame.turn import Done, Request
from wargame.world import World, digest


@dataclass(frozen=True)
class Underway:
    """A campaign as its record leaves it: the complete turns, and the turn that was begun, if one was."""

    record: Record
    game: Game  # at the end of the last complete turn
    recorder: Recorder  # behind the last line
    first: World  # state 0
    turns: tuple[Replayed, ...]
    moments: Generator[Request, Orders, None] | None  # of the turn that was begun
    request: Request | None  # what is asked in it now


def taken_up(
    path: str | Path, scenario: Scenario | None = None, hear: Callable[[Done], None] = lambda moment: None
) -> Underway:
    """Take a record up behind its last line; `hear` is told of every moment on the way there.

    Raises `RecordError` where the record is damaged, or can't go on bit for bit.
    """
    record = read(path)
    game = game_of(record, scenario)
    first, turns = game.world, []
    for turn in sound(record, game):
        turns.append(turn)
        for moment in turn.played.done:
            hear(moment)
    moments, request = _begun(record, game)
    for moment in request.done if request is not None else ():
        hear(moment)
    return Underway(record, game, behind(record, len(record.lines)), first, tuple(turns), moments, request)


def _begun(record: Record, game: Game) -> tuple[Generator[Request, Orders, None] | None, Request | None]:
    """The turn that was cut short, played up to where the record ends."""
    rest = record.lines[record.complete :]
    if not rest:
        return None, None
    game.world = acted(game.world, [item for line in rest for item in line.acts])
    moments = game.moments()
    request = next(moments)
    for index, line in enumerate(rest, start=record.complete):
        if line.moment != request.moment:
            raise out_of_step(record, index, request.moment)
        request = moments.send(orders_of(line, request.world, record.place(index)))
        if digest(request.done[-1].world) != line.world:
            refuse_strays(record, [index])
            raise RecordError(f"{record.path}: can't go on bit for bit: written with other versions")
    return moments, request
