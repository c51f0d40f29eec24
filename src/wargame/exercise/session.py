"""A sitting at the table: what people do there, what they see of the campaign, what an umpire does, and going back.

Whatever is not in the record yet, orders laid ready and an umpire's acts, is kept on the desk beside it, so that a
sitting may be closed at any moment and goes on to the same bytes.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from wargame.errors import Impossible, RecordError, UserError
from wargame.exercise import missing, umpire
from wargame.exercise.aims import Reached, reached
from wargame.exercise.campaign import Campaign
from wargame.exercise.cards import card
from wargame.exercise.desk import Bookmark, Desk, place_of
from wargame.exercise.news import as_it_begins, news, so_far
from wargame.exercise.seating import known_missing, seated
from wargame.exercise.table import Table
from wargame.exercise.turning import Turning, turning_points
from wargame.game import Game
from wargame.observe import View
from wargame.policies import POLICIES
from wargame.record import Intervention, Recorder, acted, branched, unused
from wargame.scenario import Scenario, load
from wargame.world import World


class Session(Table):
    """A sitting: people and policies play a campaign that is recorded as it goes. Begin one, or open a record."""

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
        held, how = seated(loaded, seats or {}), known_missing(missing)
        game = Game(loaded, seed=seed, run=run, seats={seat: name for seat, name in held.items() if name in POLICIES})
        path = unused(Path(folder), f"{loaded.id}-s{seed}-r{run}")
        Recorder.create(path, game, held).close()
        Desk(place_of(path), missing=how).save()
        return cls.open(path, loaded)

    @classmethod
    def open(cls, path: str | Path, scenario: Scenario | None = None, look: bool = False) -> "Session":
        """Go on with a record where it ends, in the middle of a turn if need be, with what lay on the desk.

        To `look` at it is to write nothing on: it can be branched, as a damaged one can.
        """
        campaign = Campaign.open(path, scenario)
        if look and campaign.fault is None:
            campaign.fault = f"{path}: opened to be looked at; a branch goes on"
        desk, lost = Desk.beside(campaign.path)
        return cls(campaign, desk, filter(None, (campaign.torn, campaign.fault, lost)))

    def close(self) -> None:
        """Close the record; what lies on the desk is kept."""
        self.campaign.close()

    # Seeing

    def view(self, seats: Sequence[str] | None = None, turn: int | None = None) -> View:
        """What seats may see, an onlooker all, now or at the end of a turn; no seats at all see what is public."""
        mine = [self.index(seat) for seat in (self.scenario.seats if seats is None else seats)]
        return self.campaign.view(self.world if turn is None else self.worlds[self._complete(turn, 0)], mine)

    def news(self, turn: int, seats: str | Sequence[str] | None = None) -> list[str]:
        """The sentences of a turn, also of one that is under way; to seats, without what they may not see."""
        running = self._request is not None and turn == self.turn + 1
        if not running:
            self._complete(turn, 1)
        played = so_far(self._request) if running and self._request is not None else self.played[turn - 1]
        whose = [seats] if isinstance(seats, str) else seats
        mine = None if whose is None else [self.index(seat) for seat in whose]
        return news(self.worlds[turn - 1], played, self.acts[turn - 1], self.scenario, self.names, mine)

    def opening(self, seat: str) -> list[str]:
        """What a seat is told as the turn under way begins: events, an umpire's acts that it sees, injects to it."""
        if self._request is None:
            return []
        return as_it_begins(self._request.world, self.acts[-1], self.scenario, self.names, [self.index(seat)])

    def _complete(self, turn: int, first: int) -> int:
        """A turn of which there is something to see; raises `UserError` for one that is not complete."""
        if not first <= turn <= self.turn:
            raise UserError(f"found turn {turn}, expected one from {first} to {self.turn}, the last complete one")
        return turn

    def aims(self, seat: str, turn: int | None = None) -> list[Reached]:
        """How far a seat's aims are reached, now or at the end of a turn."""
        return reached(self.scenario, seat, self.worlds if turn is None else self.worlds[: self._complete(turn, 0) + 1])

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

    def inject(self, text: str, to: Sequence[str] = ()) -> None:
        """Tell seats something as the turn to come begins, all of them where none is named; it changes nothing."""
        self._act(umpire.inject(self.scenario, text, to))

    def hold_event(self, id: str, reason: str) -> None:
        """Keep an event from coming about by itself."""
        self._act(umpire.held(self.scenario, self._coming, id, reason))

    def release_event(self, id: str, reason: str) -> None:
        """Let an event that is held come about again on its date or condition."""
        self._act(umpire.released(self.scenario, self._coming, id, reason))

    def fire_event(self, id: str, reason: str) -> None:
        """Let an event come about as the turn to come begins."""
        self._act(umpire.fired(self.scenario, self._coming, id, reason, self.campaign.due))

    def events(self) -> dict[str, str]:
        """The scenario's events, and whether each is to come, is held, or came about in which turn."""
        return {item.id: umpire.state_of(self._coming, k) for k, item in enumerate(self.scenario.events)}

    @property
    def acts(self) -> tuple[tuple[Intervention, ...], ...]:
        """An umpire's acts before each turn, those before the one to come or under way last."""
        return self.campaign.acts(self.desk.acts)

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
        return acted(self.world, self.desk.acts) if self.campaign.moments else self.campaign.before(self.desk.acts)

    def _act(self, interventions: Sequence[Intervention]) -> None:
        if self.fault is not None:
            raise RecordError(self.fault)
        if self.campaign.due > self.turns:
            raise Impossible("no turn is to come any more")
        self.desk.acts.extend(interventions)
        self.desk.due = self.campaign.due
        if self._request is not None and not self.campaign.moments:  # the turn begins again from the changed world
            self.campaign.begin(self.desk.acts)
            self._drop_barred()
            self._ask()
        self.desk.save()

    # Time

    def branch(self, turn: int) -> "Session":
        """Another campaign that goes on from the end of a turn, in a record of its own; this one stays as it is."""
        path = branched(self.record, turn)
        marks = [mark for mark in self.desk.bookmarks if mark.turn <= turn]
        Desk(place_of(path), self.desk.missing, (self.path.name, turn), marks).save()
        other = Session.open(path, self.scenario)
        other.names = self.names
        return other

    @property
    def trunk(self) -> tuple[Path, int] | None:
        """The record that this one branched from, and after which turn."""
        return None if self.desk.trunk is None else (self.path.with_name(self.desk.trunk[0]), self.desk.trunk[1])

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
