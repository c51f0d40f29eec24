"""History as data: what was observed, where it is written, and the tests that it puts to the runs of a scenario."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from wargame import documents
from wargame.data import scenario_path
from wargame.errors import MissingData
from wargame.scenario import Scenario
from wargame.spec import Model, Text

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
FILE = "hindcast.yaml"


class Column(Model):
    """Where a series was observed."""

    name: Text
    file: Text
    column: Text


class Frozen(Model):
    """The naive forecast to beat: nothing changes after a day."""

    until: Day
    error: float


class Test(Model):
    """What a median must show."""

    name: Text
    series: Text
    at: Day | None = None
    from_: Day | None = Field(None, alias="from")
    to: Day | None = None
    since: Day | None = None
    at_least: float | None = None
    at_most: float | None = None
    near: float | None = None
    factor: float | None = None


class HistorySpec(Model):
    """The file that says what a scenario's history is."""

    frozen: Frozen
    story: list[Day]
    series: dict[str, Column]
    tests: list[Test]


@dataclass(frozen=True)
class History:
    """Observations by series and date, what to show of them, and the tests."""

    spec: HistorySpec
    seen: Mapping[str, Mapping[str, float]]


def history(scenario: Scenario) -> History:
    """The history of a scenario; raises `MissingData` where it has none, `DocumentError` with every fault."""
    if scenario.spec.history is None:
        raise MissingData(f"found no history in scenario {scenario.id!r}, expected a key `history` that names a folder")
    folder = Path(scenario_path(scenario.source or scenario.id)).parent / scenario.spec.history
    document = documents.read(folder / FILE)
    spec = documents.check(document, HistorySpec)
    _known(document, spec, scenario)
    return History(spec, {name: _column(folder, where, scenario.dates) for name, where in spec.series.items()})


def _known(document: documents.Document, spec: HistorySpec, scenario: Scenario) -> None:
    """Every series and date that is named exists."""
    from wargame.measures import names

    faults, series = documents.Faults(), names(scenario.board)
    for name in spec.series:
        faults.known(document, ("series", name), name, series, "series", key=True)
    for i, test in enumerate(spec.tests):
        faults.known(document, ("tests", i, "series"), test.series, spec.series, "series of this history")
        for key, day in (("at", test.at), ("from", test.from_), ("to", test.to), ("since", test.since)):
            if day is not None:
                faults.known(document, ("tests", i, key), day, scenario.dates, "end of a turn")
    faults.raise_if_any()


def _column(folder: Path, where: Column, dates: tuple[str, ...]) -> dict[str, float]:
    """A column by the dates of the turns: a row counts for the turn that ends on its date or with its month."""
    path = folder / where.file
    if not path.is_file():
        raise MissingData(f"found no {where.file} in {folder.name}/, expected history's file of that name")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or where.column not in rows[0]:
        raise MissingData(
            f"found no column {where.column!r} in {where.file}, expected one of {', '.join(rows[0] if rows else ())}"
        )
    ends = {date[:7]: date for date in dates[1:]}
    told = {ends.get((row.get("date") or row["month"])[:7]): row[where.column] for row in rows}
    return {date: float(value) for date, value in told.items() if date is not None and value not in (None, "")}
