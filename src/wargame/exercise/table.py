"""The table: people's seats are asked, lay orders ready, commit them, and a moment is resolved.

People are asked first and all at once, then the others' orders are gathered from the same request, and everything is
resolved together. Orders laid ready are kept on the desk beside the record.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from wargame.errors import Impossible, RecordError, UserError, nearest
from wargame.exercise import legality, missing, possible
from wargame.exercise.campaign import Campaign
from wargame.exercise.desk import Desk, Place
from wargame.exercise.possible import Possible
from wargame.exercise.seating import people_of
from wargame.exercise.staged import Staged, about
from wargame.heard import Heard
from wargame.record import Record
from wargame.scenario import Scenario
from wargame.turn import Played, Request
from wargame.world import World

BETWEEN, ASKING, OVER = "between", "asking", "over"


class Table:
    """The table at which people and policies play a campaign that is recorded as it goes."""

    def __init__(self, campaign: Campaign, desk: Desk, told: Iterable[str] = ()) -> None:
        """Sit down to a campaign and what lies on its desk."""
        self.campaign, self.desk = campaign, desk
        self.scenario: Scenario = campaign.scenario
        self.path: Path = campaign.path
        self.seed, self.run = int(campaign.header["seed"]), int(campaign.header["run"])
        self.seats: Mapping[str, str] = dict(campaign.header["seats"])
        self.people = people_of(self.seats)
        self.names: Mapping[str, str] = self.scenario.names()  # that news and cards use
        self.told: list[str] = list(told)  # what somebody should know of how this was taken up
        self.waiting: tuple[str, ...] = ()
        self._staged: dict[str, Staged] = {}
        self._lay_ready()

    def _lay_ready(self) -> None:
        """Take up what lay on the desk, as far as it belongs to where the record ends."""
        if self.desk.due != self.campaign.due:
            self.desk.acts = []
        if self.desk.place != self._place:
            self.desk.moved(self._place)
        if self.fault is not None:
            return
        if self._request is None and self.desk.committed | self.desk.staged.keys() and self.turn < self.turns:
            self.campaign.begin(self.desk.acts)
        self._staged = {seat: Staged(lines) for seat, lines in self.desk.staged.items()}
        self._drop_barred()
        self._ask()

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
        return self.campaign.turn

    @property
    def turns(self) -> int:
        """All turns of the scenario."""
        return self.scenario.turns

    @property
    def fault(self) -> str | None:
        """Why the record can be looked at and branched, and not gone on with."""
        return self.campaign.fault

    @property
    def moment(self) -> str | None:
        """The moment at which people are asked."""
        return self._request.moment if self._request is not None and self.waiting else None

    @property
    def request(self) -> Request | None:
        """What people are asked now, with the limits of what is legal."""
        return self._request if self.waiting else None

    @property
    def heard(self) -> Heard:
        """All offers so far, and what was said to them."""
        return self.campaign.heard

    @property
    def played(self) -> tuple[Played, ...]:
        """The turns that are complete; turn k is the one at k - 1."""
        return self.campaign.played

    @property
    def record(self) -> Record:
        """The record as it is on disk."""
        return self.campaign.record

    @property
    def worlds(self) -> tuple[World, ...]:
        """State 0 and the end of every turn, with what an umpire changed before the next one."""
        return self.campaign.worlds(self.desk.acts)

    @property
    def world(self) -> World:
        """The world as it is now, in the middle of a turn if people are asked."""
        return self._request.world if self._request is not None else self.campaign.before(self.desk.acts)

    @property
    def _request(self) -> Request | None:
        return self.campaign.request

    @property
    def _place(self) -> Place:
        return Place(self.turn, self.campaign.moments)

    # Playing

    def go(self) -> None:
        """Play on until people are asked or the turn is over; every moment is on record before the next."""
        if self.stage != BETWEEN:
            return
        if self.fault is not None:
            raise RecordError(self.fault)
        if self._request is None:
            self.campaign.begin(self.desk.acts)
        while self._request is not None:
            self._ask()
            if self.waiting:
                break
            self._resolve()
        self.desk.save()

    def _ask(self) -> None:
        """Who of the people has anything to decide now and has not committed."""
        asked = possible.asked(self._request, [self.index(seat) for seat in self.people]) if self._request else []
        ready = self.desk.committed
        self.waiting = tuple(seat for seat in self.people if self.index(seat) in asked and seat not in ready)

    def _resolve(self) -> None:
        """Send what people have committed; what lay on the desk is ordered then, and done."""
        first = not self.campaign.moments
        self.campaign.send([line for lines in self.desk.staged.values() for line in lines], self.desk.acts)
        if first:
            self.desk.acts = []
        self.desk.moved(self._place)
        self._staged = {}

    # Orders of people

    def staged(self, seat: str) -> tuple[str, ...]:
        """The orders that a seat has laid ready."""
        return self._staged[seat].lines if seat in self._staged else ()

    def give(self, seat: str, *lines: str) -> str | None:
        """Lay orders ready as one change; returns why the first is refused, or nothing. One of 0 is taken away."""
        put, drop = list[str](), list[str]()
        try:
            for line in lines:
                sound = legality.staged(line, self.index(seat), self._asked_of(seat))
                put, drop = ([*put, sound], drop) if sound is not None else (put, [*drop, about(line)])
        except Impossible as refused:
            return refused.reason
        self._change(seat, put, drop)
        return None

    def why_not(self, seat: str, line: str) -> str | None:
        """Why an order would be refused now, or nothing; it is not laid ready."""
        try:
            legality.staged(line, self.index(seat), self._asked_of(seat))
        except Impossible as refused:
            return refused.reason
        return None

    def drop(self, seat: str, line: str) -> None:
        """Take an order away that was laid ready, whatever its amount."""
        self._change(seat, [], [about(line)])

    def undo(self, seat: str) -> None:
        """Take the last change of a seat's orders back."""
        if seat in self.waiting and seat in self._staged and self._staged[seat].undo():
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
        late = self.waiting
        for seat in late:
            self.fill(seat)
        for seat in late:
            self.commit(seat)

    def most(self, seat: str) -> list[Possible]:
        """Every order that a person's seat may give now, with the most of each; what others may is theirs to know."""
        request, index = self.request, self.index(seat)
        mine = seat in self.people and request is not None and index in request.seats
        return possible.most(request, index) if mine and request is not None else []

    def _asked_of(self, seat: str) -> Request:
        """What a seat is asked now."""
        if seat not in self.people:
            raise Impossible(f"{seat} is played by {self.seats.get(seat, 'nobody')}, not by people")
        if self._request is None or seat not in self.waiting:
            told = "has committed its orders" if seat in self.desk.committed else "is not asked now"
            raise Impossible(f"{seat} {told}")
        return self._request

    def _change(self, seat: str, put: Sequence[str], drop: Sequence[str]) -> None:
        self._asked_of(seat)
        if self._staged.setdefault(seat, Staged()).change(put, drop):
            self._keep(seat)

    def _keep(self, seat: str) -> None:
        self.desk.staged[seat] = self._staged[seat].lines
        self.desk.save()

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

    def index(self, seat: str) -> int:
        """A seat's index: states come first, then alliances."""
        if seat not in self.scenario.seats:
            close = nearest(seat, self.scenario.seats)
            raise UserError(f"found unknown seat {seat!r}" + (f"; nearest is {close!r}" if close else ""))
        return self.scenario.seats.index(seat)
