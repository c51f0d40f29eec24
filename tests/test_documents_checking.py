"""A document against its model: what does not fit is told in plain words, at its place."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, field_validator

from wargame.documents import Document, Faults, check, known, read
from wargame.errors import DocumentError
from written import told, write


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Sourced(Strict):
    value: float = Field(ge=0, le=1)
    source: str = ""


class River(Strict):
    kind: Literal["river"]
    width: float | Sourced


class Road(Strict):
    kind: Literal["road"]
    lanes: int


class Pace(Enum):
    SLOW = "slow"
    FAST = "fast"


class State(Strict):
    aggression: float | Sourced = 0.5
    resolve: Annotated[float, Field(ge=0)] | Sourced = 0.5
    divisions: int = 0
    nuclear: bool = False
    policy: Annotated[str, known("policy")] = "hold"
    pace: Pace = Pace.SLOW
    span: tuple[int, int] = (0, 1)

    @field_validator("span")
    @classmethod
    def rising(cls, span: tuple[int, int]) -> tuple[int, int]:
        if span[0] > span[1]:
            raise ValueError("a first year before the last")
        return span


class Scenario(Strict):
    title: str
    states: dict[str, State] = {}
    links: list[Annotated[River | Road, Field(discriminator="kind")]] = []
    budget: dict[Literal["arms", "aid"], int] = {}
    allies: list[str] | Literal["none"] = "none"


def complaints(folder: Path, text: str, names: dict[str, list[str]] | None = None) -> list[str]:
    document = read(write(folder, text))
    with pytest.raises(DocumentError) as caught:
        check(document, Scenario, names)
    return [fault.removeprefix("war.yaml:") for fault in told(caught.value.faults)]


def test_a_sound_document_becomes_its_model(tmp_path: Path) -> None:
    document = read(write(tmp_path, "title: War\nstates: {NO: {resolve: {value: 1}, span: [1, 2], policy: hold}}\n"))
    scenario = check(document, Scenario, {"policy": ["hold"]})
    assert scenario.states["NO"].resolve == Sourced(value=1)


STATE = "title: War\nstates:\n  RUS:\n    "
AGAINST_THE_MODEL = {
    "unknown key": (
        STATE + "agression: 0.4",
        "4:5: found unknown key 'agression', expected one of aggression, resolve, divisions, nuclear, policy, "
        "pace or span; nearest is 'aggression'",
    ),
    "unknown key in a branch": (
        STATE + "resolve: {value: 1, sorce: IISS}",
        "4:25: found unknown key 'sorce', expected one of value or source; nearest is 'source'",
    ),
    "unknown key of what goes by the name of a field": (
        "title: War\nstates:\n  pace:\n    pase: slow",
        "4:5: found unknown key 'pase', expected one of aggression, resolve, divisions, nuclear, policy, "
        "pace or span; nearest is 'pace'",
    ),
    "missing key": ("states: {}\n", "1:1: found no key 'title', expected one in scenario"),
    "missing key in a branch": (
        STATE + "resolve: {source: IISS}",
        "4:14: found no key 'value', expected one in sourced",
    ),
    "number": (STATE + "divisions: many", "4:16: found 'many', expected a whole number"),
    "half": (STATE + "divisions: 1.5", "4:16: found 1.5, expected a whole number"),
    "long value": (STATE + f"divisions: {'x' * 99}", f"4:16: found '{'x' * 36}..., expected a whole number"),
    "empty value": (STATE + "divisions:", "4:15: found nothing, expected a whole number"),
    "bool": (STATE + "nuclear: NO", None),
    "not a bool": (STATE + "nuclear: perhaps", "4:14: found 'perhaps', expected true or false"),
    "enum": (STATE + "pace: fastt", "4:11: found 'fastt', expected one of slow or fast; nearest is 'fast'"),
    "union of kinds": (STATE + "aggression: [1]", "4:17: found [1], expected a number or a mapping"),
    "bound in a union": (STATE + "resolve: -1", "4:14: found -1, expected at least 0"),
    "bound in a branch": (STATE + "resolve: {value: 2}", "4:22: found 2, expected at most 1"),
    "validator": (STATE + "span: [2, 1]", "4:11: found [2, 1], expected a first year before the last"),
    "short tuple": (STATE + "span: [2]", "4:11: found no item 2, expected one"),
    "scalar for a mapping": (STATE[:-5] + " 5", "3:8: found 5, expected a mapping"),
    "list": ("title: War\nlinks: 3", "2:8: found 3, expected a list"),
    "list or word": ("title: War\nallies: nine", "2:9: found 'nine', expected a list or 'none'; nearest is 'none'"),
    "item of a list": ("title: War\nallies: [a, 3]", "2:13: found 3, expected text"),
    "unknown tag": (
        "title: War\nlinks:\n  - {kind: rivr}",
        "3:12: found 'rivr', expected one of river or road; nearest is 'river'",
    ),
    "no tag": (
        "title: War\nlinks:\n  - {lanes: 1}",
        "3:5: found no key 'kind', expected one that says which kind this is",
    ),
    "unknown key of a tagged model": (
        "title: War\nlinks:\n  - {kind: road, lanes: 1, lane: 2}",
        "3:28: found unknown key 'lane', expected one of kind or lanes; nearest is 'lanes'",
    ),
    "missing key of a tagged model": (
        "title: War\nlinks:\n  - {kind: road}",
        "3:5: found no key 'lanes', expected one in road",
    ),
    "union in a tagged model": (
        "title: War\nlinks:\n  - {kind: river, width: wide}",
        "3:26: found 'wide', expected a number or a mapping",
    ),
    "key of a kind": (
        "title: War\nbudget: {amrs: 3}",
        "2:10: found 'amrs', expected one of arms or aid; nearest is 'arms'",
    ),
    "list at the top": ("- 1\n", "1:1: found [1], expected a mapping"),
}


@pytest.mark.parametrize(("text", "fault"), AGAINST_THE_MODEL.values(), ids=AGAINST_THE_MODEL)
def test_what_does_not_fit_is_one_fault_in_plain_words(tmp_path: Path, text: str, fault: str | None) -> None:
    if fault is None:  # pydantic takes the word "no" for false where a bool is asked for
        assert check(read(write(tmp_path, text)), Scenario).states["RUS"].nuclear is False
    else:
        assert complaints(tmp_path, text) == [fault]


def test_everything_that_does_not_fit_comes_at_once_in_reading_order(tmp_path: Path) -> None:
    text = "links: 3\nstates:\n  UKR: {resolve: x, divisions: y}\n  RUS: {pace: z}\nturn: 1\n"
    starts = [fault.partition(" ")[0] for fault in complaints(tmp_path, text)]
    assert starts == ["1:1:", "1:8:", "3:18:", "3:32:", "4:15:", "5:1:"]


def test_a_key_of_a_large_model_is_told_by_the_name_of_the_model(tmp_path: Path) -> None:
    class Large(Strict):
        a: int = 0
        b: int = 0
        c: int = 0
        d: int = 0
        e: int = 0
        f: int = 0
        g: int = 0
        h: int = 0
        inner: Large | None = None

    with pytest.raises(DocumentError, match="expected a key of large"):
        check(read(write(tmp_path, "inner: {inner: {z: 1}}")), Large)


def test_names_from_outside_are_checked_where_the_caller_brings_them(tmp_path: Path) -> None:
    text = STATE + "policy: hodl"
    assert check(read(write(tmp_path, text)), Scenario).states["RUS"].policy == "hodl"
    assert complaints(tmp_path, text, {"policy": ["hold", "random"]}) == [
        "4:13: found unknown policy 'hodl', expected one of hold or random; nearest is 'hold'"
    ]


def test_a_fault_in_an_included_file_points_there(tmp_path: Path) -> None:
    write(tmp_path, "states:\n  RUS: {divisions: x}\n", "base.yaml")
    with pytest.raises(DocumentError) as caught:
        check(read(write(tmp_path, "include: base.yaml\ntitle: 3\n")), Scenario)
    assert [fault.partition(" ")[0] for fault in told(caught.value.faults)] == ["base.yaml:2:20:", "war.yaml:2:8:"]


# --- checks that others write --------------------------------------------------------------------------------------


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return read(write(tmp_path, "capital: UA-5\nholds: {UA-30: RUS}\n"))


def test_faults_are_collected_and_raised_together(document: Document) -> None:
    faults = Faults()
    faults.raise_if_any()
    assert not faults.known(document, ("holds", "UA-30"), "RUS", ["UKR"], "state")
    assert not faults.known(document, ("capital",), "UA-5", [f"UA-{i}" for i in range(50, 70)], "region")
    assert faults.known(document, ("capital",), "UA-5", ["UA-5"], "region")
    faults.add(document, ("holds", "UA-30"), "a region held twice", "one holder", key=True)
    assert len(faults) == 3
    with pytest.raises(DocumentError) as caught:
        faults.raise_if_any()
    first, second, third = told(caught.value.faults)
    assert first == "war.yaml:1:10: found unknown region 'UA-5', expected a known region; nearest is 'UA-65'"
    assert second == "war.yaml:2:9: found a region held twice, expected one holder"
    assert third == "war.yaml:2:16: found unknown state 'RUS', expected 'UKR'"
