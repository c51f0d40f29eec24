"""Offers on record as data: terms, author, and the recorded answers of the parties."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from wargame import documents
from wargame.analysis.history import Day
from wargame.data import scenario_path
from wargame.documents import Document, Faults
from wargame.errors import MissingData
from wargame.scenario import Scenario
from wargame.spec import Model, Text
from wargame.terms import Terms, TermsSpec, understood

FILE = "offers.yaml"
YES, NO, AMBIGUOUS = "yes", "no", "ambiguous"


class Row(Model):
    """An offer on record."""

    date: Day
    title: Text
    row: Text
    author: Text
    kind: Literal["settlement", "limited"]
    answers: dict[str, Literal["yes", "no", "ambiguous"]]
    note: Text | None = None
    terms: TermsSpec


class LeftOut(Model):
    """A row of the record that is not judged, and why."""

    row: Text
    why: Text


class TalksSpec(Model):
    """The file of offers on record."""

    offers: list[Row] = Field(min_length=1)
    left_out: list[LeftOut] = Field(default_factory=list)


@dataclass(frozen=True)
class Tabled:
    """An offer on record, its terms as arrays."""

    day: str
    title: str
    row: str
    author: str
    kind: str
    answers: Mapping[str, str]
    terms: Terms


@dataclass(frozen=True)
class Talks:
    """The offers on record between two parties, and the rows left out with the reason."""

    offers: tuple[Tabled, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def quarrel(self) -> tuple[int, int]:
        """The two parties, as indices of states."""
        return self.offers[0].terms.quarrel


def talks(scenario: Scenario) -> Talks:
    """Offers on record of a scenario; raises `MissingData` where there are none, `DocumentError` with every fault."""
    told = scenario.spec.history
    if told is None:
        raise MissingData(f"found no history in scenario {scenario.id!r}, expected a key `history` that names a folder")
    folder = Path(scenario_path(scenario.source or scenario.id)).parent / told
    if not (folder / FILE).is_file():
        raise MissingData(f"found no {FILE} in {folder.name}/, expected a file of offers on record")
    document = documents.read(folder / FILE)
    spec, faults = documents.check(document, TalksSpec), Faults()
    offers = [_tabled(faults, document, i, row, scenario) for i, row in enumerate(spec.offers)]
    faults.raise_if_any()
    return Talks(
        tuple(offer for offer in offers if offer is not None), tuple((item.row, item.why) for item in spec.left_out)
    )


def _tabled(faults: Faults, document: Document, i: int, row: Row, scenario: Scenario) -> Tabled | None:
    """A row understood: its day within the game, its answers those of parties who were not the author."""
    at = ("offers", i)
    if not scenario.dates[0] <= row.date < scenario.dates[-1]:
        expected = f"a day from {scenario.dates[0]} to before {scenario.dates[-1]}"
        faults.add(document, (*at, "date"), row.date, expected)
    able = [party for party in row.terms.between if party != row.author]
    for party in row.answers:
        faults.known(document, (*at, "answers", party), party, able, "party other than the author", key=True)
    deal = understood(faults, document, (*at, "terms"), row.terms, scenario.board)
    if deal is None:
        return None
    return Tabled(row.date, row.title, row.row, row.author, row.kind, row.answers, deal.terms)
