"""A sitting at the table: people and policies play a campaign, which is on record moment by moment.

People are asked first and all at once, then the others' orders are gathered from the same request, and everything is
resolved together. Whatever is not in the record yet, orders laid ready and an umpire's acts, is kept beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from wargame.errors import Impossible, RecordError, UserError, nearest
from wargame.exercise import legality, missing, possible, umpire
from wargame.exercise.aims import Reached, reached
from wargame.exercise.cards import card
from wargame.exercise.desk import Bookmark, Desk, Place
from wargame.exercise.news import news, so_far
from wargame.exercise.possible import Possible
from wargame.exercise.seating import known_missing, people_of, seated
from wargame.exercise.staged import Staged, about
from wargame.exercise.turning import Turning, turning_points
from wargame.game import Game
from wargame.heard import Heard
from wargame.observe import View, view
from wargame.orders import Orders, merged, parsed
from wargame.policies import POLICIES
from wargame.record import Intervention, Recorder, Underway, acted, behind, branched, read, taken_up, unused
from wargame.scenario import Scenario, load
from wargame.turn import Done, Played, Request
from wargame.world import World

BETWEEN, ASKING, OVER = "between", "asking", "over"


class Session:
    """A sitting: people and policies play a campaign that is recorded as it goes."""

    def __init__(self, found: Underway, heard: Heard, desk: Desk, told: Iterable[str] = ()) -> None:
        """Sit down to a campaign that a record leaves; use `begin` and `open`."""
        self.path, self.scenario, self.heard = found.record.path, found.game.scenario, heard
        self.seed, self.run = int(found.record.header["seed"]), int(found.record.header["run"])
        self.seats: Mapping[str, str] = dict(found.record.header["seats"])
        self.people = people_of(self.seats)
        self.names: Mapping[str, str] = self.scenario.names()  # that news and cards use
        self.told: list[str] = list(told)  # what somebody should know of how this was taken up
        self.fault = found.fault  # why it can be looked at and branched, and not gone on with
        self.desk = desk
        self.played: tuple[Played, ...] = tuple(turn.played for turn in found.turns)
        self._game, self._written = found.game, len(found.record.lines)
        self._sound = found.record if found.fault is not None else None  # what of a damaged record can be relied on
        self._recorder: Recorder | None = None
        self._acts = [*(turn.acts for turn in found.turns), found.acts]  # before each turn, the one to come last
        self._past = [acted(turn.before, turn.acts) for turn in found.turns]
        self._end = self.played[-1].world if self.played else found.first  # of the last turn, before any act
        self._moments, self._request = found.moments, found.request
        self._staged: dict[str, Staged] = {}
        self.waiting: tuple[str, ...] = ()
        self._lay_ready()

    # Beginning and going on

    @classmethod
    def begin(
        cls,
        scenario: str | Path | Scenario,
        seats: Mapping[str, str] | None = None,
        seed: int = 1,
        run: int = 0,
        folder: Path | str = "games",
        missing: str = missing.HOLD,
        changes: Mapping[str, float] | None = None,
    ) -> "Session":
        """Begin a campaign: `seats` names a policy or "human" for a seat, `all` for all; the rest is the scenario's."""
        loaded = scenario if isinstance(scenario, Scenario) else load(scenario, POLICIES, changes)
        held = seated(loaded, seats or {})
        game = Game(loaded, seed=seed, run=run, seats={seat: name for seat, name in held.items() if name in POLICIES})
        path = unused(Path(folder), f"{loaded.id}-s{seed}-r{run}")
        Recorder.create(path, game, held).close()
        session = cls.open(path, loaded)
        session.desk.missing = known_missing(missing)
        session.desk.save()
        return session

    @classmethod
    def open(cls, path: str | Path, scenario: Scenario | None = None) -> "Session":
        """Go on with a record where it ends, in the middle of a turn if need be, with what lay on the desk."""
        heard = Heard()
        found = taken_up(path, scenario, heard.hear)
        desk, lost = Desk.beside(found.record.path)
        return cls(found, heard, desk, filter(None, (found.record.torn, found.fault, lost)))

    def close(self) -> None:
        """Close the record; what lies on the desk is kept."""
        if self._recorder is not None:
            self._recorder.close()
            self._recorder = None

    # Where we are

    @property
    def stage(self) -> str:
        """Between two turns, people are asked, or the campaign is over."""
        if self.waiting:
            return ASKING
        return OVER if self.turn >= self.turns else BETWEEN

    @property
    def turn(self) -> int:
        """Turns that are complete."""
        return len(self.played)

    @property
    def turns(self) -> int:
        """All turns of the scenario."""
        return self.scenario.turns

    @property
    def moment(self) -> str | None:
        """The moment at which people are asked."""
        return self._request.moment if self._request is not None and self.waiting else None

    @property
    def request(self) -> Request | None:
        """What is asked now, with the limits of what is legal."""
        return self._request if self.waiting else None

    @property
    def worlds(self) -> tuple[World, ...]:
        """State 0 and the end of every turn, with what an umpire changed before the next one."""
        return (*self._past, self._now)

    @property
    def world(self) -> World:
        """The world as it is now, in the middle of a turn if people are asked."""
        return self._request.world if self._request is not None else self._now

    @property
    def _now(self) -> World:
        """The end of the last turn with an umpire's acts since."""
        return acted(self._end, self._acts[-1] if self._under_way else self.desk.acts)

    @property
    def _under_way(self) -> bool:
        """Whether any moment of the turn to come is played and on record."""
        return self._request is not None and bool(self._request.done)

    # Playing

    def go(self) -> None:
        """Play on until people are asked or the turn is over; every moment is on record before the next."""
        if self.stage != BETWEEN:
            return
        if self.fault is not None:
            raise RecordError(self.fault)
        if self._request is None:
            self._begin_turn()
        while self._request is not None:
            self._ask()
            if self.waiting:
                break
            self._send(self._request)
        self.desk.save()

    def _begin_turn(self) -> None:
        """Ask for the first moment of the turn to come."""
        self._game.world = self._now
        self._moments = self._game.moments()
        self._request = next(self._moments)

    def _ask(self) -> None:
        """Who of the people has anything to decide now and has not committed."""
        request = self._request
        seats = [self.index(seat) for seat in self.people]
        asked = possible.asked(request, seats) if request is not None else []
        self.waiting = tuple(
            seat for seat in self.people if self.index(seat) in asked and seat not in self.desk.committed
        )

    def _send(self, request: Request) -> None:
        """Resolve a moment: people's orders and the others', gathered from the same request."""
        assert self._moments is not None
        self._writing(request)
        try:
            self._request = self._moments.send(self._gathered(request))
        except StopIteration:
            self._end_turn()
        except RecordError as error:
            self.fault = f"{error}; open the record again to go on"
            raise
        self.desk.moved(self._place)
        self._staged = {}

    def _gathered(self, request: Request) -> Orders:
        given = [line for lines in self.desk.staged.values() for line in lines]
        return merged([self._game.answer(request), parsed(given, request.world)], request.moment)

    def _writing(self, request: Request) -> None:
        """Open the record behind its last line, and put an umpire's acts on the next."""
        if self._recorder is None:
            record = read(self.path)
            if len(record.lines) != self._written:
                raise RecordError(f"{self.path}: found it gone on with elsewhere; open it again to go on")
            self._recorder = behind(record, self._written)
            self._game.listeners[:] = [self._record, self.heard.hear]
        if not request.done:
            self._recorder.note(self.desk.acts)
            self._acts[-1], self.desk.acts = tuple(self.desk.acts), []

    def _record(self, done: Done) -> None:
        assert self._recorder is not None
        self._recorder.append(done)
        self._written += 1

    def _end_turn(self) -> None:
        assert self._game.played is not None
        self._past.append(acted(self._end, self._acts[-1]))
        self.played = (*self.played, self._game.played)
        self._end = self._game.world
        self._acts.append(())
        self._moments = self._request = None

    @property
    def _place(self) -> Place:
        return Place(self.turn, len(self._request.done) if self._request is not None else 0)

    def _lay_ready(self) -> None:
        """Take up what lay on the desk, as far as it belongs to where the record ends."""
        if self.desk.due != self._due:
            self.desk.acts = []
        if self.desk.place != self._place:
            self.desk.moved(self._place)
        if self.fault is not None:
            return
        if self._request is None and self.desk.committed | self.desk.staged.keys() and self.turn < self.turns:
            self._begin_turn()
        self._staged = {seat: Staged(lines) for seat, lines in self.desk.staged.items()}
        self._drop_barred()
        self._ask()

    # Orders of people

    def staged(self, seat: str) -> tuple[str, ...]:
        """The orders that a seat has laid ready."""
        return self._staged[seat].lines if seat in self._staged else ()

    def give(self, seat: str, *lines: str) -> str | None:
        """Lay orders ready as one change; returns why the first is refused, or nothing. One of 0 is taken away."""
        put, drop = list[str](), list[str]()
        try:
            request = self._asked_of(seat)
            for line in lines:
                sound = legality.staged(line, self.index(seat), request)
                put, drop = ([*put, sound], drop) if sound is not None else (put, [*drop, about(line)])
        except Impossible as refused:
            return refused.reason
        self._change(seat, put, drop)
        return None

    def drop(self, seat: str, line: str) -> None:
        """Take an order away that was laid ready, whatever its amount."""
        self._change(seat, [], [about(line)])

    def undo(self, seat: str) -> None:
        """Take the last change of a seat's orders back."""
        if seat in self._staged and self._staged[seat].undo():
            self._keep(seat)

    def fill(self, seat: str) -> None:
        """Make up for a seat's missing orders, of every kind of which it has none, by what the sitting does then."""
        request, last = self._asked_of(seat), self.played[-1] if self.played else None
        have = self._staged[seat].kinds if seat in self._staged else ()
        lines = missing.filled(self.desk.missing, self.index(seat), request, self.scenario, last, have)
        self._change(seat, lines, [])

    def commit(self, seat: str) -> None:
        """A seat is done for this moment; once all are, the campaign goes on."""
        self._asked_of(seat)
        self.desk.committed.add(seat)
        self.waiting = tuple(other for other in self.waiting if other != seat)
        self.desk.save()
        if not self.waiting:
            self.go()

    def recall(self, seat: str) -> None:
        """A seat takes its orders up again, while others have yet to commit theirs."""
        self.desk.committed.discard(seat)
        self._ask()
        self.desk.save()

    def time_up(self) -> None:
        """The clock runs out: what is missing is made up for, and everybody has committed."""
        for seat in self.waiting:
            self.fill(seat)
        for seat in self.waiting:
            self.commit(seat)

    def most(self, seat: str) -> list[Possible]:
        """Every order that a seat may give now, with the most of each."""
        asked = self.waiting and self._request is not None and self.index(seat) in self._request.seats
        return possible.most(self._request, self.index(seat)) if asked and self._request is not None else []

    def _asked_of(self, seat: str) -> Request:
        """What a seat is asked now."""
        if seat not in self.people:
            raise Impossible(f"{seat} is played by {self.seats.get(seat, 'nobody')}, not by people")
        if self._request is None or seat not in self.waiting:
            told = "has committed its orders" if seat in self.desk.committed else "is not asked now"
            raise Impossible(f"{seat} {told}")
        return self._request

    def _change(self, seat: str, put: Sequence[str], drop: Sequence[str]) -> None:
        if self._staged.setdefault(seat, Staged()).change(put, drop):
            self._keep(seat)

    def _keep(self, seat: str) -> None:
        self.desk.staged[seat] = self._staged[seat].lines
        self.desk.save()

    # Seeing

    def index(self, seat: str) -> int:
        """A seat's index: states come first, then alliances."""
        if seat not in self.scenario.seats:
            close = nearest(seat, self.scenario.seats)
            raise UserError(f"found unknown seat {seat!r}" + (f"; nearest is {close!r}" if close else ""))
        return self.scenario.seats.index(seat)

    def view(self, seats: Sequence[str] | None = None, turn: int | None = None) -> View:
        """What seats may see, an onlooker all, now or at the end of a turn."""
        mine = [self.index(seat) for seat in (self.scenario.seats if seats is None else seats)]
        world = self.world if turn is None else self.worlds[turn]
        return view(world, self.scenario.params, self._game.source.at(world.turn), mine)

    def news(self, turn: int, seat: str | None = None) -> list[str]:
        """The sentences of a turn, also of one that is under way; to a seat, without what it may not see."""
        running = self._request is not None and turn == self.turn + 1
        played = so_far(self._request) if running and self._request is not None else self.played[turn - 1]
        mine = None if seat is None else self.index(seat)
        acts = self.desk.acts if running and not self._under_way else self._acts[turn - 1]
        return news(self.worlds[turn - 1], played, acts, self.scenario, self.names, mine)

    def aims(self, seat: str, turn: int | None = None) -> list[Reached]:
        """How far a seat's aims are reached, now or at the end of a turn."""
        worlds = self.worlds
        return reached(self.scenario, seat, worlds if turn is None else worlds[: turn + 1])

    def card(self, seat: str) -> str:
        """A seat's card, to be printed."""
        return card(self.scenario, seat, self.names)

    def turning_points(self, count: int = 5) -> list[Turning]:
        """The turns at which most changed."""
        return turning_points(self.scenario, self.worlds, self.played, self.names, count)

    # The umpire

    def intervene(
        self, field: str, where: str | tuple[int, ...], amount: float, reason: str, add: bool = False
    ) -> None:
        """Change an entry of the world before the turn to come; a turn that has moments on record ends first."""
        self._act(umpire.edits(self.scenario, self._coming, field, where, amount, reason, add))

    def hold_event(self, id: str, reason: str) -> None:
        """Keep an event from coming about by itself."""
        self._act(umpire.held(self.scenario, self._coming, id, reason))

    def release_event(self, id: str, reason: str) -> None:
        """Let an event that is held come about again on its date or condition."""
        self._act(umpire.released(self.scenario, self._coming, id, reason))

    def fire_event(self, id: str, reason: str) -> None:
        """Let an event come about as the turn to come begins."""
        self._act(umpire.fired(self.scenario, self._coming, id, reason, self._due))

    @property
    def acts(self) -> tuple[tuple[Intervention, ...], ...]:
        """An umpire's acts before each turn, those before the turn to come last."""
        return (*self._acts[:-1], tuple(self.desk.acts) if not self._under_way else self._acts[-1])

    @property
    def pending(self) -> tuple[Intervention, ...]:
        """An umpire's acts that are on no record yet: they can be taken back."""
        return tuple(self.desk.acts)

    def withdraw_act(self) -> None:
        """Take the umpire's last act back, as long as it is on no record."""
        if self.desk.acts:
            last = self.desk.acts[-1].reason
            while self.desk.acts and self.desk.acts[-1].reason == last:
                self.desk.acts.pop()
            self._act([])

    @property
    def _coming(self) -> World:
        """The world as the umpire's acts that wait will leave it."""
        return acted(self.world if self._under_way else self._end, self.desk.acts)

    @property
    def _due(self) -> int:
        """The turn before which an act of an umpire happens: the next that has no moment on record."""
        return self.turn + (2 if self._under_way else 1)

    def _act(self, interventions: Sequence[Intervention]) -> None:
        if self._due > self.turns:
            raise Impossible("no turn is to come any more")
        acted(self._coming, interventions)  # refused before anything is changed
        self.desk.acts.extend(interventions)
        self.desk.due = self._due
        if self._request is not None and not self._under_way:
            self._asked_anew()
        self.desk.save()

    def _asked_anew(self) -> None:
        """The turn begins again from the changed world."""
        self._begin_turn()
        self._drop_barred()
        self._ask()

    def _drop_barred(self) -> None:
        """Orders laid ready that can't be given as things are now are dropped, and it is told."""
        if self._request is None:
            return
        for seat, laid in self._staged.items():
            for line in laid.lines:
                try:
                    legality.staged(line, self.index(seat), self._request)
                except Impossible as refused:
                    self.told.append(f"{seat}: no longer ordered, {line}: {refused.reason}")
                    laid.change(drop=[about(line)])
                    self.desk.committed.discard(seat)
            self.desk.staged[seat] = laid.lines

    # Time

    def branch(self, turn: int) -> "Session":
        """Another campaign that goes on from the end of a turn, in a record of its own; this one stays as it is."""
        path = branched(self._sound or read(self.path), turn)
        other = Session.open(path, self.scenario)
        other.names, other.desk.missing, other.desk.trunk = self.names, self.desk.missing, (self.path.name, turn)
        other.desk.bookmarks = [mark for mark in self.desk.bookmarks if mark.turn <= turn]
        other.desk.save()
        return other

    @property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """Turns that somebody wants to come back to, in their order."""
        return tuple(sorted(self.desk.bookmarks))

    def mark(self, turn: int, note: str = "") -> None:
        """Put a bookmark at a turn, in place of the one there."""
        self.desk.bookmarks = [*(mark for mark in self.desk.bookmarks if mark.turn != turn), Bookmark(turn, note)]
        self.desk.save()

    def unmark(self, turn: int) -> None:
        """Take the bookmark at a turn away."""
        self.desk.bookmarks = [mark for mark in self.desk.bookmarks if mark.turn != turn]
        self.desk.save()
