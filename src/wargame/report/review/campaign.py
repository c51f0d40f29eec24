"""A recorded campaign as a review needs it: replayed once, with all that was said, and what of it can be relied on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wargame.analysis.heard import Weighing
from wargame.errors import RecordError
from wargame.explain import renamed
from wargame.heard import Heard
from wargame.policies import HUMAN
from wargame.record import BrokenRecord, Record, game_of, read, replay, scenario_of
from wargame.scenario import Scenario
from wargame.turn import Played
from wargame.world import World


@dataclass(frozen=True)
class Campaign:
    """One run as it was recorded: turn k is `played[k - 1]`, between `worlds[k - 1]` and `worlds[k]`."""

    record: Record
    scenario: Scenario
    names: Mapping[str, str]
    worlds: tuple[World, ...]
    played: tuple[Played, ...]
    heard: Heard
    weighing: Weighing
    damage: RecordError | None  # what is wrong with the lines after those that are told here

    @property
    def turns(self) -> int:
        """Complete turns that can be relied on."""
        return len(self.played)

    @property
    def dates(self) -> tuple[str, ...]:
        """Of state 0 and of every turn played."""
        return self.scenario.dates[: self.turns + 1]

    @property
    def invented(self) -> bool:
        """Whether other names are shown than the scenario's."""
        return self.names != self.scenario.names()

    def said(self, text: str) -> str:
        """Words of the scenario, or of people at the table, in the names that are shown."""
        return renamed(text, self.scenario.names(), self.names)

    def policy(self, seat: str) -> str:
        """The policy that held a seat."""
        return str(self.record.header["seats"].get(seat, "hold"))

    def decider(self, seat: str) -> str:
        """Who decided for a seat, in words."""
        return "a person" if self.policy(seat) == HUMAN else self.policy(seat)


def campaign(
    path: str | Path, invented: bool = False, progress: Callable[[int, int], None] = lambda done, of: None
) -> Campaign:
    """A record replayed as far as it can be relied on; raises `RecordError` where no complete turn can be."""
    record, damage = _read(path)
    if not record.turns:
        raise damage or RecordError(f"{record.path}: found no complete turn, expected one or more to review")
    scenario = scenario_of(record)
    heard, worlds, played = Heard(), [game_of(record, scenario).world], list[Played]()
    try:
        for turn in replay(record, scenario):
            worlds.append(turn.played.world)
            played.append(turn.played)
            for moment in turn.played.done:
                heard.hear(moment)
            progress(len(played), record.turns)
    except RecordError as error:  # an edit that only shows when it is played
        if not played:
            raise
        damage = error
    weighing = Weighing(scenario, record.header["seed"], record.header["run"])
    names = scenario.names(invented)
    return Campaign(record, scenario, names, tuple(worlds), tuple(played), heard, weighing, damage)


def _read(path: str | Path) -> tuple[Record, RecordError | None]:
    """A record's lines that can be relied on, and what is wrong with the next."""
    try:
        return read(path), None
    except BrokenRecord as error:
        if error.kept is None:
            raise
        return error.kept, error
