"""History as data: what was observed, how it is played, and the tests that it puts to the runs of a scenario."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from wargame import documents
from wargame.analysis.episodes import Episode, episodes
from wargame.analysis.history_faults import compared, readied, sound
from wargame.data import scenario_path
from wargame.errors import MissingData, UserError
from wargame.scenario import Scenario
from wargame.spec import Model, Text

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
FILE = "hindcast.yaml"
KINDS = (
    "rank",
    "against",
    "upon",
    "every",
    "peak",
    "mean",
    "since",
)  # of test; else a change `from` `to`, or a figure `at`


class Play(Model):
    """A way to play the scenario: policies by seat, and numbers set by path."""

    seats: dict[str, str] = Field(default_factory=dict)
    changes: dict[str, float] = Field(default_factory=dict)


class Column(Model):
    """What a series is called, in which play it is looked at, and where it was observed, if it was.

    One that is not `shown` is there for tests alone.
    """

    name: Text
    file: Text | None = None
    column: Text | None = None
    scale: float = 1.0
    opening: bool = False
    play: str | None = None
    shown: bool = True

    @model_validator(mode="after")
    def _whole(self) -> "Column":
        if (self.file is None) != (self.column is None):
            raise ValueError("a file and a column of it, or neither")
        return self


class Frozen(Model):
    """The naive forecast to beat: nothing changes after a day."""

    until: Day
    error: float


class Rank(Model):
    """An order observed: figures in a column of a file, the entities of a measure in another.

    `per` is a column by which the measure is divided, `largest` how many of the largest figures make the order.
    """

    measure: Text
    file: Text
    by: Text
    column: Text
    per: Text | None = None
    largest: int | None = Field(None, ge=3)


class Vetoes(Model):
    """Whose packages are looked at for objections, in which play, and a file of those that were observed."""

    alliance: Text
    file: Text
    play: str | None = None


class Test(Model):
    """What the runs must show."""

    name: Text
    series: Text | None = None
    play: str | None = None
    at: Day | None = None
    from_: Day | None = Field(None, alias="from")
    to: Day | None = None
    since: Day | None = None
    mean: bool = False
    peak: bool = False
    every: bool = False
    against: str | None = None
    upon: str | None = None
    per: str | None = None
    rank: Rank | None = None
    at_least: float | None = None
    at_most: float | None = None
    near: float | None = Field(None, ge=0.0)
    factor: float | None = Field(None, ge=1.0)

    @property
    def kind(self) -> str:
        """Which kind of test it is."""
        asked = next((kind for kind in KINDS if getattr(self, kind)), None)
        return asked or ("at" if self.from_ is None else "change")

    @property
    def compares(self) -> bool:
        """Whether it asks for what was observed."""
        return self.near is not None or self.factor is not None

    @model_validator(mode="after")
    def _one_kind(self) -> "Test":
        if (self.series is None) == (self.rank is None):
            raise ValueError("a series, or a rank in its place")
        if sum(bool(getattr(self, kind)) for kind in KINDS) > 1:
            raise ValueError(f"one of {', '.join(KINDS)}")
        if (self.from_ is None) != (self.to is None):
            raise ValueError("both from and to, or neither")
        if self.at is not None and (self.from_ is not None or self.kind in ("every", "peak", "mean", "since")):
            raise ValueError("one date or a period")
        return self._asks()

    def _asks(self) -> "Test":
        bounds = self.at_least is not None or self.at_most is not None
        if not (bounds or self.compares):
            raise ValueError("one of at_least, at_most, near and factor")
        if self.kind == "every" and (self.near is None or bounds or self.factor is not None):
            raise ValueError("near and no other bound with every")
        if self.per is not None and self.kind != "at":
            raise ValueError("per with a figure at a date alone")
        if (self.kind in ("rank", "upon", "against", "since") or self.per is not None) and self.compares:
            raise ValueError(f"at_least or at_most with {'per' if self.per else self.kind}")
        return self


class HistorySpec(Model):
    """The file that says what a scenario's history is."""

    frozen: Frozen
    story: list[Day]
    plays: dict[str, Play] = Field(default_factory=lambda: {"script": Play(seats={"all": "script"})}, min_length=1)
    series: dict[str, Column]
    tests: list[Test]
    vetoes: Vetoes | None = None

    @property
    def first(self) -> str:
        """The play that is meant where none is named."""
        return next(iter(self.plays))

    def play_of(self, test: Test) -> str:
        """The play a test looks at: the one it names, else that of its series."""
        return test.play or (self.series[test.series].play if test.series else None) or self.first


@dataclass(frozen=True)
class History:
    """Observations by series and date, orders observed by test, scenarios as each play has them, and the tests."""

    spec: HistorySpec
    seen: Mapping[str, Mapping[str, float]]
    ranked: Mapping[str, Mapping[str, float]]  # by name of the test, by series
    plays: Mapping[str, Scenario]
    divisors: Mapping[str, Mapping[str, float]] = field(default_factory=dict)  # as `ranked`, where it is per something
    episodes: tuple[Episode, ...] = ()  # packages held up


def history(scenario: Scenario) -> History:
    """The history of a scenario; raises `MissingData` where it has none, `DocumentError` with every fault."""
    if scenario.spec.history is None:
        raise MissingData(f"found no history in scenario {scenario.id!r}, expected a key `history` that names a folder")
    folder = Path(scenario_path(scenario.source or scenario.id)).parent / scenario.spec.history
    document = documents.read(folder / FILE)
    spec = documents.check(document, HistorySpec)
    sound(document, spec, scenario)
    seen = {name: _column(folder, where, scenario.dates) for name, where in spec.series.items()}
    ranks = {test.name: test.rank for test in spec.tests if test.rank is not None}
    ranked = {name: _order(folder, rank, rank.column, scenario) for name, rank in ranks.items()}
    divisors = {name: _order(folder, rank, rank.per, scenario) for name, rank in ranks.items() if rank.per}
    largest = {name: _largest(ranked[name], rank.largest) for name, rank in ranks.items()}
    compared(document, spec, seen, largest, scenario.dates)
    held_up = episodes(_rows(folder, spec.vetoes.file, "decision", "blocker"), scenario) if spec.vetoes else ()
    return History(spec, seen, largest, readied(document, spec, scenario), divisors, held_up)


def _column(folder: Path, where: Column, dates: tuple[str, ...]) -> dict[str, float]:
    """A column by the dates of the turns: a row counts for the turn that ends on its date or with its month.

    With `opening`, the row of the month of state 0 was observed before the first turn and counts for state 0.
    """
    if where.file is None or where.column is None:
        return {}
    rows = _rows(folder, where.file, where.column)
    key = next((key for key in ("date", "month") if key in rows[0]), None)
    if key is None:
        raise MissingData(f"found no column 'date' or 'month' in {where.file}, expected one of them")
    ends = {date[:7]: date for date in dates[1:]} | ({dates[0][:7]: dates[0]} if where.opening else {})
    told = {ends.get(row[key][:7]): row[where.column] for row in rows}
    return {
        date: where.scale * _number(value, where.file, where.column)
        for date, value in told.items()
        if date is not None and value not in (None, "")
    }


def _largest(order: Mapping[str, float], most: int | None) -> dict[str, float]:
    """The largest figures of an order, all of them where no number is told."""
    return dict(sorted(order.items(), key=lambda item: -item[1])[:most])


def _order(folder: Path, rank: Rank, column: str, scenario: Scenario) -> dict[str, float]:
    """Figures of a column by series of a measure; rows of entities that the board does not have are left out."""
    from wargame.measures import names

    known = names(scenario.board)
    rows = _rows(folder, rank.file, rank.by, column)
    told = {f"{rank.measure}/{row[rank.by]}": row[column] for row in rows}
    return {
        name: _number(value, rank.file, column)
        for name, value in told.items()
        if name in known and value not in (None, "")
    }


def _rows(folder: Path, name: str, *columns: str) -> list[dict[str, str]]:
    """The rows of a file of observations, which has these columns."""
    if not (folder / name).is_file():
        raise MissingData(f"found no {name} in {folder.name}/, expected history's file of that name")
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for column in columns:
        if not rows or column not in rows[0]:
            raise MissingData(
                f"found no column {column!r} in {name}, expected one of {', '.join(rows[0] if rows else ())}"
            )
    return rows


def _number(text: str, file: str, column: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UserError(f"found {text!r} in column {column!r} of {file}, expected a number") from None
