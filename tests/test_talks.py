"""Offers on record: read with their faults, judged on the state nearest to their date, scored beside the answers."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from wargame.analysis.scores import score
from wargame.analysis.talks import Record, judged_talks, nearest_turn
from wargame.analysis.talks_file import talks
from wargame.cli import called
from wargame.data import root
from wargame.errors import DocumentError, MissingData
from wargame.policies import POLICIES
from wargame.report.talks_plot import draw
from wargame.scenario import Scenario, load

RUNS = 8
HISTORY = root() / "maps" / "ukraine" / "history"


@pytest.fixture(scope="module")
def flagship() -> Scenario:
    return load("ukraine-2022", POLICIES)


@pytest.fixture(scope="module")
def record(flagship: Scenario) -> Record:
    return judged_talks(flagship, RUNS)


def test_every_row_of_the_talks_is_written_as_terms_or_left_out_with_a_reason(flagship: Scenario) -> None:
    known = talks(flagship)
    with (HISTORY / "talks.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["name"] for row in csv.DictReader(file)}
    written, left_out = {offer.row for offer in known.offers}, {row for row, _ in known.left_out}
    assert {next((name for name in rows if name.startswith(row)), row) for row in written | left_out} == rows
    assert not written & left_out
    assert max(offer.day for offer in known.offers) < "2024-07"


def test_each_offer_is_judged_by_both_parties_on_the_nearest_state(record: Record) -> None:
    assert [row.party for row in record.answers[:2]] == ["RUS", "UKR"]
    assert all(0.0 <= row.low <= row.probability <= row.high <= 1.0 for row in record.answers)
    istanbul = next(row for row in record.answers if row.title == "The Istanbul communique")
    assert (istanbul.day, istanbul.state) == ("2022-03-29", "2022-03-31")
    assert {row.recorded for row in record.answers} == {"yes", "no", "ambiguous", "own", "not asked"}


def test_ambiguous_answers_are_in_no_score_and_own_offers_apart(record: Record) -> None:
    clear = [row for row in record.answers if row.recorded in ("yes", "no")]
    whole, others, settlements = record.scores.values()
    assert others.answers == len(clear)
    assert whole.answers == len(clear) + sum(row.recorded == "own" for row in record.answers)
    assert settlements.answers == sum(row.kind == "settlement" for row in clear) < others.answers


def test_no_number_of_the_judgement_is_tuned(record: Record) -> None:
    assert record.tuned == 0
    assert record.numbers > 70


def test_a_withdrawal_of_nothing_is_no_gift_of_what_is_not_one_s_own(record: Record) -> None:
    assert all("not its own" not in row.vetoes for row in record.answers)


def test_what_is_judged_does_not_hang_on_how_many_runs_are_played(flagship: Scenario, record: Record) -> None:
    again = judged_talks(flagship, RUNS)
    assert again == record


@pytest.mark.parametrize(("day", "turn"), [("2022-02-01", 1), ("2022-03-01", 2), ("2022-03-20", 3), ("2023-01-01", 3)])
def test_the_nearest_state_is_that_before_the_turn(day: str, turn: int) -> None:
    assert nearest_turn(day, ("2022-02-23", "2022-02-28", "2022-03-31", "2022-04-30")) == turn


def test_scores_by_hand() -> None:
    told = score([0.9, 0.2, 0.6], [True, False, False], [0, 1, 1])
    assert told.brier == pytest.approx((0.01 + 0.04 + 0.36) / 3)
    assert told.base == pytest.approx(2 / 9)
    assert told.auc == 1.0
    assert told.low is not None
    assert told.high is not None
    assert told.low <= told.brier <= told.high
    assert (told.low, told.high) == (pytest.approx(0.01), pytest.approx(0.2))  # two offers: one, the other or both


def test_what_cannot_be_scored_is_none() -> None:
    assert score([], [], []).brier is None
    alone = score([0.3], [False], [0])
    assert (alone.auc, alone.base) == (None, 0.0)


BAD = {
    ('{RUS: "yes"} # positive', '{UKR: "yes"} # positive'): "found unknown party other than the author 'UKR'",
    ('{UKR: "no"} # rejects', '{UKR: "perhaps"} # rejects'): "found 'perhaps'",
    ("date: 2022-03-07", "date: 2021-03-07"): "offers.yaml:13:11: found 2021-03-07, expected a day from 2022-02-23",
    ("regions: [UA-43, UA-14, UA-09], level: de jure", "regions: [UA-4]"): "region of the theatre 'UA-4'",
}  # fmt: skip


@pytest.mark.parametrize(("change", "told"), BAD.items())
def test_faults_are_told_with_their_places(change: tuple[str, str], told: str, tmp_path: Path) -> None:
    shutil.copytree(root() / "maps" / "ukraine", tmp_path / "ukraine")
    file = tmp_path / "ukraine" / "history" / "offers.yaml"
    text = file.read_text(encoding="utf-8")
    assert change[0] in text
    file.write_text(text.replace(*change, 1), encoding="utf-8")
    other = load(tmp_path / "ukraine" / "scenarios" / "ukraine-2022.yaml", POLICIES)
    with pytest.raises(DocumentError) as found:
        talks(other)
    assert told in str(found.value)


def test_a_scenario_without_history_says_so() -> None:
    with pytest.raises(MissingData, match="found no history in scenario 'classroom'"):
        talks(load("classroom", POLICIES))


def test_the_command_prints_tables_and_data(capsys: Any) -> None:
    assert called(["talks", "--runs", "2", "--quiet"]) == 0
    page = capsys.readouterr().out
    assert "base rate" in page
    assert "Left out: Antalya foreign ministers" in page
    assert called(["talks", "--runs", "2", "--quiet", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["tuned"] == 0
    assert len(told["answers"]) == 28
    assert set(told["scores"]["to others' offers"]) == {"answers", "yes", "brier", "low", "high", "base", "auc"}


def test_it_can_be_drawn(record: Record, flagship: Scenario, tmp_path: Path) -> None:
    path = draw(record, flagship.names(), tmp_path / "talks.png")
    assert path.stat().st_size > 20_000
