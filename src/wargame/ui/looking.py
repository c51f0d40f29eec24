"""What is looked at: a turn of a campaign through somebody's eyes. Board and panels are drawn from this alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wargame.observe import View
from wargame.scenario import Scenario
from wargame.turn import Played
from wargame.world import World


@dataclass(frozen=True)
class Looking:
    """A turn of a campaign as a seat sees it, or as a spectator does, who sees everything.

    `view` holds no more than `seat` may see at the end of `turn`. `worlds` and `played` are the truth, for what is
    public of it (who held which region when) and for a spectator; a panel that shows anything else of them to a seat
    leaks it.
    """

    scenario: Scenario
    names: Mapping[str, str]  # what seats and regions are called, the invented names where they are asked for
    seat: str | None  # whose eyes; nobody's for a spectator
    turn: int  # 0 is the state before the first turn
    view: View
    worlds: Sequence[World]  # state 0 to the last turn played
    played: Sequence[Played]  # the turns played; turn k is `played[k - 1]`
    seed: int
    run: int

    @property
    def spectator(self) -> bool:
        """Whether everything is shown."""
        return self.seat is None

    @property
    def date(self) -> str:
        """The day of the state that is shown, as `2022-02-23`."""
        return self.scenario.dates[self.turn]
