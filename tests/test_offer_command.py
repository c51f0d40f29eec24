"""An offer on the table: what the command tells of it is in the ledger, and mistakes are told in a sentence."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from wargame.analysis.offers import judged
from wargame.calculus.deal import ASPECTS, FACTORS
from wargame.cli import called
from wargame.explain.judgement import SAID, VETOES, reasons
from wargame.offers import ANSWERS
from wargame.policies import POLICIES
from wargame.scenario import load

CAPITAL = """
between: [MER, VAL]
clauses:
  - {clause: ceasefire, after: 0}
  - {clause: withdraw, by: VAL, regions: [VAL-CAPITAL, VAL-PLAIN], level: whole}
"""
EVERYTHING = """
between: [MER, VAL]
clauses:
  - {clause: ceasefire, after: 0}
  - {clause: withdraw, by: VAL, regions: [VAL-EAST, VAL-COAST], level: whole}
  - {clause: neutral, by: VAL, level: permanent neutrality by constitution}
  - {clause: relief, by: PACT, to: MER, sectors: {finance: 1, energy: 1, technology: 1, trade: 1}, after: 0}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands run in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, Any]:
    assert called(["offer", *argv, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    found: dict[str, Any] = json.loads(out)
    return found


def test_every_factor_can_be_told_for_and_against() -> None:
    assert set(SAID) == set(FACTORS)


@pytest.mark.parametrize("scenario", ["the-offer", "classroom"])
def test_the_scenario_s_own_offer_is_tabled_in_its_turn(scenario: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, scenario, "--runs", "12")
    (offer,) = found["offers"]
    own = load(scenario, POLICIES).offers[0]
    assert offer["turn"] == own.turn
    assert [answer["party"] for answer in offer["answers"]] == offer["terms"]["between"]
    for answer in offer["answers"]:
        ledger = answer["ledger"]
        assert list(ledger) == list(FACTORS)
        for line in ledger.values():
            assert line["contribution"] == line["weight"] * (line["taken"] - line["going_on"])
        assert answer["answer"] in ANSWERS
        for reason in answer["reasons"]:
            assert reason["contribution"] == ledger[reason["factor"]]["contribution"]
            assert (reason["contribution"] > 0.0) == (answer["answer"] == "accept")
    for shares in found["shares"].values():
        assert list(shares) == list(ANSWERS)
        assert sum(shares.values()) == pytest.approx(1.0)


def test_the_ledgers_stand_side_by_side_under_their_aspects(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["offer", "classroom"]) == 0
    out, _ = capsys.readouterr()
    for word in (*FACTORS, "Meridon", "Valdoria", "score", *(aspect.split()[0] for aspect in ASPECTS)):
        assert word in out


def test_invented_names_are_used_throughout(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["offer", "the-offer", "--fictional-names"]) == 0
    out, _ = capsys.readouterr()
    assert "Arvenia" in out
    for name in ("Russia", "Ukraine", "Crimea"):
        assert name not in out


def test_run_0_is_the_same_alone_and_among_many(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "classroom")["offers"] == told(capsys, "classroom", "--runs", "5")["offers"]


def test_a_deal_that_destroys_a_party_is_vetoed_by_name(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "capital.yaml").write_text(CAPITAL, encoding="utf-8")
    taker, giver = told(capsys, "classroom", "--turn", "1", "--terms", "capital.yaml")["offers"][0]["answers"]
    assert taker["vetoes"] == []
    assert giver["vetoes"] == ["core"]
    assert giver["probability"] == 0.0
    assert set(VETOES) >= set(giver["vetoes"])


def test_more_for_a_party_is_no_less_likely_to_be_taken(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "all.yaml").write_text(EVERYTHING, encoding="utf-8")
    some = told(capsys, "classroom", "--turn", "5", "--runs", "20")
    all_ = told(capsys, "classroom", "--turn", "5", "--runs", "20", "--terms", "all.yaml")
    assert all_["shares"]["MER"]["accept"] > some["shares"]["MER"]["accept"]
    assert all_["shares"]["VAL"]["accept"] < some["shares"]["VAL"]["accept"]


def test_applying_the_nearest_change_turns_the_answer() -> None:
    scenario = load("classroom", POLICIES)
    found = judged(scenario, scenario.offers[0], runs=1)
    party, change = next((party, change) for party, change in enumerate(found.nearest) if change is not None)
    assert found.ledger.probability[0, party] < 0.5 <= change.probability
    assert reasons(found.ledger, party, accepted=False)
    again = judged(scenario, replace(found.offer, terms=change.terms), runs=1)
    assert again.ledger.probability[0, party] == change.probability


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["ukraine-2022"], "found no offer in ukraine-2022, expected --terms FILE"),
        (["classroom", "--turn", "9"], "found turn 9, expected one from 1 to 8"),
        (["classroom", "--terms", "nowhere.yaml"], "nowhere.yaml"),
    ],
)
def test_mistakes_are_told_in_a_sentence(argv: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["offer", *argv]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err
