"""The exception tree: who is told what, and with which exit code."""

from __future__ import annotations

import pickle

import pytest

from wargame.errors import (
    DocumentError,
    Fault,
    Impossible,
    MissingData,
    RecordError,
    UserError,
    WargameError,
    nearest,
)


def test_a_fault_reads_as_one_sentence() -> None:
    fault = Fault("war.yaml", 9, 5, "unknown key 'agression'", "a key of State", "aggression")
    assert str(fault) == "war.yaml:9:5: found unknown key 'agression', expected a key of State; nearest is 'aggression'"


def test_a_fault_without_a_near_name_says_nothing_of_one() -> None:
    assert str(Fault("war.yaml", 1, 2, "'x'", "a number")) == "war.yaml:1:2: found 'x', expected a number"


def test_a_document_error_prints_its_faults_one_a_line_in_reading_order() -> None:
    late, early = Fault("a.yaml", 12, 1, "y", "z"), Fault("a.yaml", 3, 9, "y", "z")
    error = DocumentError([late, early])
    assert error.faults == (early, late)
    assert str(error).splitlines() == [str(early), str(late)]


@pytest.mark.parametrize(
    ("kind", "code"),
    [(UserError, 2), (DocumentError, 2), (RecordError, 2), (MissingData, 4)],
    ids=lambda kind: str(kind),
)
def test_a_mistake_of_somebody_has_an_exit_code(kind: type[UserError], code: int) -> None:
    assert issubclass(kind, WargameError)
    assert kind.exit_code == code


def test_an_impossible_order_gives_its_reason_and_is_no_mistake_of_the_user() -> None:
    error = Impossible("no bridge left")
    assert error.reason == str(error) == "no bridge left"
    assert not isinstance(error, UserError)


@pytest.mark.parametrize(
    "error", [DocumentError([Fault("a", 1, 1, "b", "c")]), Impossible("no"), MissingData("no map")]
)
def test_errors_survive_the_way_between_processes(error: WargameError) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), str(back)) == (type(error), str(error))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("agression", "aggression"),
        ("AGGRESSION", "aggression"),
        ("ua-63", "UA-63"),
        ("zzz", None),
        ("", None),
        ("a" * 999, None),
    ],
)
def test_nearest_is_what_was_most_likely_meant(name: str, expected: str | None) -> None:
    assert nearest(name, ["aggression", "resolve", "UA-63"]) == expected
