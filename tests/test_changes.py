"""Numbers set by path: what is set is read, keeps its record, and is checked like any other."""

from pathlib import Path

import pytest

from wargame import documents
from wargame.changes import changed
from wargame.data import scenarios
from wargame.errors import DocumentError
from wargame.policies import POLICIES
from wargame.scenario import load
from wargame.spec import Quantity, plain

NUMBERS = {name: kind.numbers for name, kind in POLICIES.items()}


def test_numbers_are_set_wherever_they_stand() -> None:
    set_to = {
        "states.VAL.quality": 1.25,  # on record
        "states.VAL.training.1": 9,  # in a list
        "states.ORR.industry": 2.0,  # left at its default
        "rules.combat.attrition": 0.09,
        "policies.doctrine.aggression": 1.2,
        "works.VAL-EAST.MER": 0.9,
        "calendar.turns": 3,
    }
    scenario = load("classroom", POLICIES, set_to)
    spec = scenario.spec
    assert plain(spec.states["VAL"].quality) == 1.25
    assert spec.states["VAL"].training[1] == 9.0
    assert plain(spec.states["ORR"].industry) == 2.0
    assert scenario.params.combat.attrition == 0.09
    assert POLICIES["doctrine"](scenario).aggression == 1.2  # type: ignore[attr-defined]
    assert spec.works["VAL-EAST"]["MER"] == 0.9
    assert scenario.turns == 3
    assert scenario.changes == set_to


def test_a_number_on_record_keeps_its_source_but_not_the_range_it_may_have_left() -> None:
    before = load("classroom", POLICIES).spec.states["VAL"].quality
    after = load("classroom", POLICIES, {"states.VAL.quality": 7.0}).spec.states["VAL"].quality
    assert isinstance(before, Quantity)
    assert isinstance(after, Quantity)
    assert after == before.model_copy(update={"value": 7.0, "range": None})


def test_the_document_as_it_was_written_is_left_alone() -> None:
    document = documents.read(scenarios()["classroom"])
    text = repr(document.data)
    assert changed(document, {"states.VAL.quality": 3.0}, NUMBERS).data != document.data
    assert repr(document.data) == text
    assert changed(document, {}, NUMBERS) is document


def test_a_change_changes_the_seal() -> None:
    seals = {load("classroom", POLICIES, change).seal for change in ({}, {"calendar.turns": 3}, {"calendar.turns": 4})}
    assert len(seals) == 3


def test_every_wrong_change_is_told_at_once() -> None:
    wrong = {"states.VAL.qualty": 1, "rules.combat": 2, "title": 3, "states.VAL.quality": True, "calendar.turns": "x"}
    with pytest.raises(DocumentError) as caught:
        load("classroom", POLICIES, wrong)
    assert [fault.file for fault in caught.value.faults] == sorted(f"--set {path}" for path in wrong)


def test_a_value_that_the_scenario_may_not_have_is_placed_at_the_change_other_faults_in_the_file() -> None:
    with pytest.raises(DocumentError) as caught:
        load("classroom", POLICIES, {"works.VAL-EAST.MER": 1.5, "calendar.turns": 0})
    assert {fault.file for fault in caught.value.faults} == {"--set works.VAL-EAST.MER", "--set calendar.turns"}


def test_numbers_of_policies_are_known_by_name_in_files_too(tmp_path: Path) -> None:
    theatre = scenarios()["classroom"].parent.parent
    text = scenarios()["classroom"].read_text(encoding="utf-8").replace("../", f"{theatre.as_posix()}/")
    path = tmp_path / "mine.yaml"
    wrong = text.replace("  doctrine:\n", "  doctrin: {vigour: 1}\n  doctrine:\n    agression: 1.0\n", 1)
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load(path, POLICIES)
    assert {fault.nearest for fault in caught.value.faults} == {"aggression", "doctrine"}
