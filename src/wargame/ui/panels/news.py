"""News of the turn and of the turns before it, as whoever looks may hear them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wargame.exercise.news import news
from wargame.ui.kit import Column
from wargame.ui.looking import Looking
from wargame.ui.panels.kept import Kept

Teller = Callable[[int, str | None], Sequence[str]]  # of a turn and a seat: what a session tells, an umpire's acts too
PAST = 6  # turns before that are told beside the one looked at, until more are asked for


@dataclass
class NewsPanel:
    """What a turn brought, and the turns before it."""

    tell: Teller | None = None  # who tells it; without one it is told from what was played
    more: bool = False
    _told: "Kept[list[tuple[int, list[str]]]]" = field(init=False)

    def __post_init__(self) -> None:
        """News are made once a turn."""
        self._told = Kept(self._tell)

    def draw(self, column: Column, at: Looking) -> int | None:
        """Draw it; returns a turn whose heading was pressed."""
        turn = None
        if not at.turn:
            column.heading("News")
            column.text("No turn has been played yet: this is how things stand at the beginning.")
        for k, sentences in self._told.of(at, self.more):
            if k == at.turn:
                column.heading(f"{at.scenario.dates[k]}, turn {k}")
            elif column.link(f"{at.scenario.dates[k]}, turn {k}", hint="Look at this turn"):
                turn = k
            for sentence in sentences or ["Nothing moves."]:
                column.text(f"• {sentence}")
            column.space(4)
        if not self.more and at.turn > PAST + 1 and column.button("All turns before", small=True):
            self.more = True
        return turn

    def _tell(self, at: Looking, more: bool) -> list[tuple[int, list[str]]]:
        first = 1 if more else max(1, at.turn - PAST)
        tell = self.tell or _teller(at)
        return [(k, list(tell(k, at.seat))) for k in range(at.turn, first - 1, -1)]


def _teller(at: Looking) -> Teller:
    """News from what was played, without what only a session knows."""

    def tell(turn: int, seat: str | None) -> list[str]:
        mine = None if seat is None else [at.scenario.seats.index(seat)]
        return news(at.worlds[turn - 1], at.played[turn - 1], (), at.scenario, at.names, mine)

    return tell
