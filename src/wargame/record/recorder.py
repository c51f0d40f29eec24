"""Writing a record: a line a moment, on disk before the game goes on."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import numpy as np

from wargame.errors import Impossible, RecordError
from wargame.events import done
from wargame.game import Game
from wargame.orders import lines, refusals
from wargame.record.form import FORMAT, Intervention, as_line, as_told, digest_of, versions
from wargame.turn import Done, Played
from wargame.world import World, digest, leaves


class Recorder:
    """Writes a record, a line a moment, each on disk before the game goes on."""

    def __init__(self, path: Path, file: IO[bytes], last: str) -> None:
        """Go on with an open record whose last line has that digest."""
        self.path, self._file, self._last = path, file, last
        self._acts: list[Intervention] = []

    @classmethod
    def create(cls, path: str | Path, game: Game, seats: Mapping[str, str] | None = None) -> "Recorder":
        """Begin the record of a game that has not been played yet; an existing file is never overwritten.

        `seats` tells who holds them where it is not the game's policies: those of people.
        """
        path, scenario = Path(path), game.scenario
        if len(game.runs) != 1 or game.turn:
            raise RecordError(
                f"found {len(game.runs)} runs at turn {game.turn}, expected one run before its first turn"
            )
        header = {
            "format": FORMAT,
            "scenario": scenario.source or scenario.id,
            "seal": scenario.seal,
            **versions(),
            "seed": game.seed,
            "run": game.runs[0],
            "seats": {agent.id: agent.policy for agent in game.agents} | dict(seats or {}),
            "changes": dict(scenario.changes),
        }
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("xb")
        except OSError as error:
            raise RecordError(f"{path}: the record can't be written here ({error.strerror})") from None
        recorder = cls(path, file, "")
        recorder._write(as_line(header))
        return recorder

    def intervene(self, game: Game, interventions: Sequence[Intervention]) -> None:
        """Let an umpire's acts happen now, between two turns, and put them on the next line."""
        game.world = acted(game.world, interventions)
        self.note(interventions)

    def note(self, interventions: Sequence[Intervention]) -> None:
        """Put an umpire's acts on the next line: they have happened already, before this turn began."""
        self._acts.extend(interventions)

    def append(self, moment: Done) -> None:
        """Write the line of a moment that was played."""
        board = moment.world.board
        line = {
            "turn": moment.world.turn,
            "moment": moment.moment,
            "orders": lines(moment.orders, board),
            "refused": refusals(moment.refused, board) if moment.refused is not None else [],
            **({"acts": [as_told(item) for item in self._acts]} if self._acts else {}),
            "world": digest(moment.world),
            "before": self._last,
        }
        self._acts.clear()
        self._write(as_line(line))

    def _write(self, text: bytes) -> None:
        try:
            self._file.write(text)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise RecordError(f"{self.path}: the record can't be written on ({error.strerror})") from None
        self._last = digest_of(text)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def played(game: Game, path: str | Path, turns: int | None = None) -> Iterator[Played]:
    """Play a game to its end, or so many turns, and record it; yields every turn played."""
    recorder = Recorder.create(path, game)
    try:
        yield from recorded(game, recorder, turns)
    finally:
        recorder.close()


def recorded(game: Game, recorder: Recorder, turns: int | None = None) -> Iterator[Played]:
    """Play on with a recorder; yields every turn played."""
    game.listeners.append(recorder.append)
    try:
        while game.running and (turns is None or game.turn < turns):
            game.step()
            if game.played is not None:
                yield game.played
    finally:
        game.listeners.remove(recorder.append)


def acted(world: World, interventions: Sequence[Intervention]) -> World:
    """The world after an umpire's acts; raises `Impossible` where the world has no such entry."""
    known = {name: value.shape[1:] for name, _, value in leaves(world) if "." not in name}
    for act in (item.act for item in interventions if item.act is not None):
        shape, where = known.get(act.field), act.where
        if shape is None or len(where) > len(shape) or any(not 0 <= i < n for i, n in zip(where, shape, strict=False)):
            raise Impossible(f"the world has no entry {act.field}{list(where)} that an umpire could change")
        world = done(world, act, np.ones(world.runs))
    return world
