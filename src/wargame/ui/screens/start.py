"""The start: which scenario, who sits where, from which seed; or a game of late."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.data import scenarios
from wargame.documents import read
from wargame.explain import renamed
from wargame.ui import theme as look
from wargame.ui.kit import Column, Ui
from wargame.ui.screens.choices import FLAGSHIP, GAMES, Choices
from wargame.ui.screens.lists import windowed
from wargame.ui.screens.recent import Game, recent
from wargame.ui.screens.setting import Setting
from wargame.ui.time.keys import KeySheet, rescaled

if TYPE_CHECKING:
    from wargame.ui.app import Screen

WIDE = 760  # pixels before scaling from where on there are two columns
HOLDERS = ("human", "doctrine", "script", "lookahead", "hold", "random")  # of a seat
MEANINGS: Mapping[str, str] = {
    "human": "A person at this machine.",
    "doctrine": "Weighs what it sees by published theory; quick.",
    "script": "Decides as its state did in history, then by doctrine.",
    "lookahead": "Plays the rules ahead on its own beliefs before it bargains; slow.",
    "hold": "Asks for nothing.",
    "random": "Draws legal orders by chance.",
}
MISSING = ("hold", "doctrine", "repeat")
TOLD_MISSING = ("are not given", "are doctrine's", "are last turn's")
MINUTES = (None, 1, 2, 3, 5, 10)


@dataclass(frozen=True)
class Offered:
    """A scenario that can be played, as far as its text tells."""

    id: str
    title: str
    description: str
    turns: int
    seats: Mapping[str, Mapping[str, str]]  # by seat: its real and its invented name
    held: Mapping[str, str]  # who the scenario has at each seat
    leading: tuple[str, ...]  # seats with aims of their own, which come first
    briefs: Mapping[str, str]


def offered(name: str, path: Path) -> Offered:
    """A scenario by its text; nothing is compiled for it."""
    told: Any = read(path).data
    who: dict[str, Any] = {**told["states"], **told.get("alliances", {})}
    seats = {seat: {"name": str(one["name"]), "fictional": str(one["fictional"])} for seat, one in who.items()}
    given = told.get("seats", {})
    held = {seat: str(given.get(seat, given.get("all", "hold"))) for seat in seats}
    leading = tuple(seat for seat, one in who.items() if one.get("aims"))
    description = " ".join(str(told.get("description", "")).split())
    briefs = {seat: " ".join(str(one["brief"]).split()) for seat, one in who.items() if one.get("brief")}
    return Offered(name, str(told["title"]), description, int(told["calendar"]["turns"]), seats, held, leading, briefs)


@dataclass
class Start:
    """The start screen."""

    folder: Path = GAMES
    told: str = ""  # what went wrong before
    chosen: int = 0
    seats: dict[str, str] = field(default_factory=dict)  # as changed here
    seat: int = 0  # the one that is looked at
    seed: str = "1"
    fictional: bool = False
    umpire: bool = False
    missing: int = 0
    minutes: int = 0
    game: int = 0
    keys: KeySheet = field(default_factory=KeySheet)
    usual: float | None = None  # the scale of text the window began with
    _known: list[Offered] = field(default_factory=list)
    _games: list[Game] | None = None

    def __post_init__(self) -> None:
        """Read what can be played."""
        self._known = [offered(name, path) for name, path in scenarios().items()]
        self.chosen = next((k for k, one in enumerate(self._known) if one.id == FLAGSHIP), 0)

    @classmethod
    def of(cls, choices: Choices) -> "Start":
        """The start screen with what was chosen already."""
        start = cls(choices.folder, fictional=choices.fictional, umpire=choices.umpire)
        start.missing = MISSING.index(choices.missing)
        start.minutes = min(range(1, len(MINUTES)), key=lambda k: abs(60 * (MINUTES[k] or 0) - (choices.seconds or 0)))
        start.minutes = start.minutes if choices.seconds else 0
        return start

    @property
    def moving(self) -> bool:
        """Nothing moves."""
        return False

    def leave(self) -> None:
        """Nothing is under way."""

    @property
    def scenario(self) -> Offered:
        """The scenario that is chosen."""
        return self._known[self.chosen]

    def draw(self, ui: Ui) -> "Screen | None":
        """Draw it; returns where it leads."""
        area = ui.surface.get_rect()
        wide = min(area.w - ui.theme.px(24), ui.theme.px(1200))
        place = area.inflate(wide - area.w, -ui.theme.px(24))
        following: Screen | None = self
        with ui.column(place, "start", "wargame") as c:
            if self.told:
                for line in self.told.splitlines():
                    c.text(f"! {line}", colour=look.WARNING)
            left, right = c.row(2) if wide >= ui.theme.px(WIDE) else (c, c)
            self._scenarios(left)
            following = self._begin(left)
            self._seats(right)
            following = self._games_of_late(left, following)
            keys, quit_it = right.row(2)
            if keys.button("Keys", key="?", hint="The keys of this screen", small=True):
                self.keys.open(ui)
            if quit_it.button("Quit", key="ctrl+q", hint="Close the window", small=True):
                following = None
        self.keys.draw(ui)
        rescaled(ui, self.usual or ui.theme.scale)
        self.usual = self.usual or ui.theme.scale
        return following

    def _scenarios(self, c: Column) -> None:
        c.heading("Scenario")
        rows = [[self._told(one.title, one), f"{one.turns} turns", f"{len(one.seats)} seats"] for one in self._known]
        before = self.chosen
        self.chosen = c.table(["Title", "length", "seats"], rows, self.chosen, "scenarios") or 0
        if self.chosen != before:
            self.seats, self.seat = {}, 0
        c.text(self._told(self.scenario.description))

    def _begin(self, c: Column) -> "Screen | None":
        people = [seat for seat, who in self._held().items() if who == "human"]
        names = ", ".join(self._name(seat) for seat in people)
        c.text(f"Played by people here: {names}." if people else "Nobody plays here: you watch.", bold=True)
        if c.button("Begin", key="ctrl+return", primary=True, hint="Set the table and begin"):
            return self._set(lambda choices: lambda: _laying().begun(choices))
        left, right = c.row(2)
        self.seed = left.entry("Seed", self.seed, hint="A number: the same seed is the same chance")
        self.minutes = right.choice("Clock for orders", [_minutes(m) for m in MINUTES], self.minutes)
        self.missing = c.choice("Orders that are missing when time is up", TOLD_MISSING, self.missing)
        one, two = c.row(2)
        self.fictional = one.toggle("Invented names", self.fictional)
        self.umpire = two.toggle("With an umpire", self.umpire, hint="Who sees everything and may step in")
        return self

    def _seats(self, c: Column) -> None:
        c.heading("Who sits where")
        held, order = self._held(), self._order()
        self.seat = min(self.seat, len(order) - 1)

        def row(k: int) -> list[str]:
            return [self._name(order[k]), held[order[k]]]

        self.seat = windowed(c, ["Seat", "held by"], len(order), row, self.seat, "seats", 10)
        seat = order[self.seat]
        now = HOLDERS.index(held[seat]) if held[seat] in HOLDERS else 0
        k = c.choice(f"{self._name(seat)} is held by", HOLDERS, now)
        if k != now:
            self.seats[seat] = HOLDERS[k]
        c.text(MEANINGS[HOLDERS[k]], muted=True)
        if brief := self.scenario.briefs.get(seat):
            c.text(self._told(brief))
        take, all_others = c.row(2)
        if take.button("Take this seat", key="t", hint="You play it", small=True):
            self.seats[seat] = "human"
        if all_others.button("Nobody: watch", hint="No person plays", small=True):
            self.seats = {}

    def _games_of_late(self, c: Column, following: "Screen | None") -> "Screen | None":
        if self._games is None:
            self._games = recent(self.folder)
        games = self._games
        if not games:
            return following
        c.heading("Games of late")
        self.game = min(self.game, len(games) - 1)

        def row(k: int) -> list[str]:
            return [games[k].path.stem, games[k].told, games[k].when]

        self.game = windowed(c, ["Record", "how far", "when"], len(games), row, self.game, "games", 5)
        path = games[self.game].path
        go_on, watch = c.row(2)
        if go_on.button(
            "Go on", enabled=not games[self.game].fault, hint=games[self.game].fault or "Play on", small=True
        ):
            return self._set(lambda choices: lambda: _laying().opened(path, choices))
        if watch.button("Look", hint="Look at it turn by turn", small=True):
            return self._set(lambda choices: lambda: _laying().replayed(path, choices))
        return following

    def _set(self, make: "Callable[[Choices], Callable[[], Screen]]") -> "Screen | None":
        """Set the table, or stay and say what is wrong."""
        try:
            seed = int(self.seed)
        except ValueError:
            seed = -1
        if not 0 <= seed < 2**64:
            self.told = f"found the seed {self.seed!r}, expected a whole number from 0"
            return self
        minutes = MINUTES[self.minutes]
        choices = Choices(
            self.scenario.id,
            self._held(),
            seed,
            self.folder,
            MISSING[self.missing],
            self.fictional,
            self.umpire,
            60.0 * minutes if minutes else None,
        )
        self._games = None
        return Setting(make(choices), self.scenario.title, lambda told: replace(self, told=told))

    def _held(self) -> dict[str, str]:
        return {**self.scenario.held, **self.seats}

    def _order(self) -> list[str]:
        """The seats, those with aims first."""
        leading = self.scenario.leading
        return [*leading, *(seat for seat in self.scenario.seats if seat not in leading)]

    def _told(self, text: str, one: Offered | None = None) -> str:
        """Words of a scenario, in the names that are shown."""
        seats = (one or self.scenario).seats
        real = {seat: names["name"] for seat, names in seats.items()}
        return (
            renamed(text, real, {seat: names["fictional"] for seat, names in seats.items()}) if self.fictional else text
        )

    def _name(self, seat: str) -> str:
        return self.scenario.seats[seat]["fictional" if self.fictional else "name"]


def _minutes(minutes: int | None) -> str:
    return "none" if minutes is None else f"{minutes} minute{'' if minutes == 1 else 's'}"


def _laying() -> Any:
    """What sets the table, brought only when a game begins: it takes seconds to come."""
    from wargame.ui.screens import laying

    return laying
