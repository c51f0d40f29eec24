"""A campaign as it is played and recorded, a moment at a time, whoever gives the orders."""

from collections.abc import Sequence
from pathlib import Path
from weakref import finalize

from wargame.errors import RecordError
from wargame.heard import Heard
from wargame.observe import View, view
from wargame.orders import merged, parsed
from wargame.record import Intervention, Record, Recorder, Underway, acted, behind, read, taken_up
from wargame.scenario import Scenario
from wargame.turn import Done, Played
from wargame.world import World


class Campaign:
    """A campaign on record: the turns that are complete, and the one that is under way."""

    def __init__(self, found: Underway, heard: Heard) -> None:
        """Go on with a campaign as a record leaves it."""
        self.path, self.scenario, self.heard = found.record.path, found.game.scenario, heard
        self.header = found.record.header
        self.fault = found.fault  # why it can be looked at and branched, and not gone on with
        self.torn = found.record.torn
        self.played: tuple[Played, ...] = tuple(turn.played for turn in found.turns)
        self.request = found.request  # what is asked in the turn under way
        self._past = [acted(turn.before, turn.acts) for turn in found.turns]
        self._acts = [*(turn.acts for turn in found.turns), found.acts]  # before each turn, and the one to come
        self._end = self.played[-1].world if self.played else found.first  # of the last turn, before any act
        self._game, self._moments = found.game, found.moments
        self._sound = found.record if found.fault is not None else None
        self._recorder: Recorder | None = None
        self._written = len(found.record.lines)

    @classmethod
    def open(cls, path: str | Path, scenario: Scenario | None = None) -> "Campaign":
        """Take a record up behind its last line; it is written on when something is played."""
        heard = Heard()
        return cls(taken_up(path, scenario, heard.hear), heard)

    def close(self) -> None:
        """Close the record."""
        if self._recorder is not None:
            self._recorder.close()
            self._recorder = None

    # Where it stands

    @property
    def turn(self) -> int:
        """Turns that are complete."""
        return len(self.played)

    @property
    def moments(self) -> int:
        """Moments of the turn under way that are on record."""
        return len(self.request.done) if self.request is not None else 0

    @property
    def due(self) -> int:
        """The turn before which an umpire's act can still happen: the next that has no moment on record."""
        return self.turn + (2 if self.moments else 1)

    @property
    def record(self) -> Record:
        """The record as it can be relied on."""
        return self._sound or read(self.path)

    def worlds(self, acts: Sequence[Intervention] = ()) -> tuple[World, ...]:
        """State 0 and the end of every turn, with what an umpire changed before the next; `acts` are yet to come."""
        return (*self._past, self.before(acts))

    def before(self, acts: Sequence[Intervention] = ()) -> World:
        """The world with which the turn to come begins, or the one under way began."""
        return acted(self._end, self._acts[-1] if self.moments else acts)

    def acts(self, acts: Sequence[Intervention] = ()) -> tuple[tuple[Intervention, ...], ...]:
        """An umpire's acts before each turn, and before the one to come or under way."""
        return (*self._acts[:-1], self._acts[-1] if self.moments else tuple(acts))

    def view(self, world: World, seats: Sequence[int]) -> View:
        """What seats may see of a world, with the fog of its turn."""
        return view(world, self.scenario.params, self._game.source.at(world.turn), seats)

    # Playing on

    def begin(self, acts: Sequence[Intervention] = ()) -> None:
        """Ask for the first moment of the next turn, after an umpire's acts; asked again, it begins anew."""
        self._game.world = self.before(acts)
        self._moments = self._game.moments()
        self.request = next(self._moments)

    def send(self, lines: Sequence[str], acts: Sequence[Intervention] = ()) -> None:
        """Resolve the moment that is asked: people's orders, and those of policies gathered from the same request.

        The first moment of a turn has an umpire's acts put on its line. Raises `RecordError` where it can't be written.
        """
        assert self.request is not None and self._moments is not None  # noqa: PT018 (a turn is under way)
        orders = merged([self._game.answer(self.request), parsed(lines, self.request.world)], self.request.moment)
        self._write_on()
        if not self.moments:
            self._note(acts)
        try:
            self.request = self._moments.send(orders)
        except StopIteration:
            self._ended()
        except RecordError as error:
            self.fault = f"{error}; open the record again to go on"
            raise

    def _write_on(self) -> None:
        """Open the record behind its last line."""
        if self.fault is not None:
            raise RecordError(self.fault)
        if self._recorder is None:
            record = read(self.path)
            if len(record.lines) != self._written:
                raise RecordError(f"{self.path}: found it gone on with elsewhere; open it again to go on")
            self._recorder = behind(record, self._written)
            finalize(self, self._recorder.close)  # one that is let go without a word leaves no open file
            self._game.listeners[:] = [self._record, self.heard.hear]

    def _note(self, acts: Sequence[Intervention]) -> None:
        assert self._recorder is not None
        self._recorder.note(acts)
        self._acts[-1] = tuple(acts)

    def _record(self, done: Done) -> None:
        assert self._recorder is not None
        self._recorder.append(done)
        self._written += 1

    def _ended(self) -> None:
        """The turn is complete."""
        assert self._game.played is not None
        self._past.append(acted(self._end, self._acts[-1]))
        self.played = (*self.played, self._game.played)
        self._end = self._game.world
        self._acts.append(())
        self._moments = self.request = None
