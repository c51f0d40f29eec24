"""What an answer hangs on: settings of the judgement, reasons, draws of every assumption, and sides that are alike."""

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cases import case, deals
from wargame.analysis import neutral
from wargame.analysis.finding import CONTROL, REASONS, Finding, finding, reasons_of
from wargame.analysis.looks import looks
from wargame.analysis.neutral import neutral_between
from wargame.analysis.offers import judged
from wargame.analysis.ranks import rank_correlation
from wargame.analysis.settings import AS_SET, DRAWN, NEITHER, NO_OPTION, drawn, numbers_of, ranges, switched
from wargame.assumptions import of_runs
from wargame.calculus.deal import FACTORS, Judge, case_of, judge, outlook, turned
from wargame.cli import called
from wargame.ensemble.latin import latin
from wargame.errors import UserError
from wargame.policies import POLICIES
from wargame.report.finding_plot import draw
from wargame.scenario import Scenario, load

RUNS = 64


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("the-offer", POLICIES)


@pytest.fixture(scope="module")
def found(scenario: Scenario) -> Finding:
    return finding(scenario, scenario.offers[0], scenario.offers, runs=RUNS)


def test_every_part_is_switched_off_in_turn(found: Finding) -> None:
    names = [line.name for line in found.lines]
    assert names[0] == AS_SET
    assert names[-1] == DRAWN
    assert {f"without {name}" for name in FACTORS} < set(names)
    assert len(REASONS) == 9
    assert CONTROL in REASONS


def test_as_set_it_is_what_the_offer_itself_says(found: Finding, scenario: Scenario) -> None:
    told = judged(scenario, scenario.offers[0], runs=RUNS)
    accepted = [told.shares(party)["accept"] for party in (0, 1)]
    assert [1.0 - share for share in found.lines[0].refused] == pytest.approx(accepted)
    assert found.beside[0].taken == pytest.approx(accepted)


def test_a_factor_that_weighs_nothing_is_no_reason(found: Finding) -> None:
    for name in REASONS[1:]:
        line = next(line for line in found.lines if line.name == f"without {name}")
        assert all(reasons[name] == 0.0 for reasons in line.reasons)


def test_the_option_to_settle_later_never_speaks_for_the_deal(found: Finding) -> None:
    by_name = {line.name: line for line in found.lines}
    for party in (0, 1):
        assert by_name[NO_OPTION].score[party] >= by_name[AS_SET].score[party]
        assert by_name[NEITHER].refused[party] <= by_name["shared weights"].refused[party]


def test_what_the_page_says_in_words_is_so(found: Finding) -> None:
    """docs/explanation/why-he-said-no.md reads these figures; where one changes, the page is to be written anew."""
    by_name = {line.name: line for line in found.lines}
    scores = {name: line.score[0] for name, line in by_name.items()}
    assert scores[AS_SET] < 0.0 < by_name[AS_SET].score[1]
    assert abs(scores[AS_SET]) < 0.06, "a thin no: within one temperature"
    assert min(scores[name] for name in (NO_OPTION, NEITHER, "without buffer", "without support")) > 0.0
    assert max(scores[name] for name in ("shared weights", "without commitment", "without leverage")) < 0.0
    assert scores["without territory"] < scores[AS_SET]
    assert by_name["without buffer"].reasons[0][CONTROL] == 0.0
    assert min(by_name["without conflict"].refused) > 0.8
    assert 0.4 < by_name[DRAWN].leaning[0] < 0.7


def test_no_more_than_five_reasons_are_counted(found: Finding) -> None:
    for line in found.lines:
        assert all(sum(reasons.values()) <= 5.0 + 1e-9 for reasons in line.reasons)


def test_territory_and_buffer_make_up_long_term_control() -> None:
    added = np.arange(20.0).reshape(1, 2, 10)
    told = reasons_of(added)
    assert told.shape == (1, 2, 9)
    both = FACTORS.index("territory"), FACTORS.index("buffer")
    np.testing.assert_allclose(told[..., 0], added[..., both[0]] + added[..., both[1]])
    np.testing.assert_allclose(told.sum(axis=2), added.sum(axis=2))


def test_exchanging_the_parties_exchanges_their_ledgers(found: Finding) -> None:
    assert found.neutral


def test_a_judgement_that_knows_its_parties_is_not_neutral(scenario: Scenario, monkeypatch: Any) -> None:
    (look,) = looks(scenario, (0, 1), [1], 1, 2)
    p, terms = numbers_of(scenario), scenario.offers[0].terms
    war, targets = case_of(look.view, scenario.params, p, (0, 1)), scenario.board.forum.targets
    assert neutral_between(war, terms, targets, p)
    monkeypatch.setattr(neutral, "turned", lambda case: replace(turned(case), odds=case.odds))
    assert not neutral_between(war, terms, targets, p)


def test_a_turn_beyond_the_last_is_told(scenario: Scenario) -> None:
    with pytest.raises(UserError, match="found turn 99, expected one from 1 to 24, the last of the-offer"):
        finding(scenario, replace(scenario.offers[0], turn=99), runs=2)


def test_every_number_with_a_range_is_drawn_within_it(scenario: Scenario) -> None:
    known = ranges(scenario, (0, 1))
    own = [item for item in fields(Judge) if "unit" in item.metadata]
    assert {f"policies.doctrine.{item.name}" for item in own} < {item.path for item in known}
    assert "states.RUS.stakes.weights.standing" in {item.path for item in known}
    draws = latin(known, 50, 1)
    low, high = (np.array([getattr(item, end) for item in known]) for end in ("low", "high"))
    assert (draws >= low).all()
    assert (draws <= high).all()
    parts = np.sort(np.floor((draws - low) / (high - low) * 50).astype(int), axis=0)
    assert (parts == np.arange(50)[:, None]).all(), "each fiftieth of a range once"


def test_a_draw_is_judged_as_if_it_were_the_only_one(scenario: Scenario) -> None:
    """Numbers that differ by run, `[R]`, give each run what it gets with its own numbers alone."""
    known, runs = ranges(scenario, (0, 1)), np.arange(6)
    draws = latin(known, 6, 3)
    way, terms = drawn(scenario, (0, 1), known, draws), scenario.offers[0].terms
    (look,) = looks(scenario, (0, 1), [1], 1, 6)
    p = way.judge(numbers_of(scenario), runs)
    war = way.case(case_of(look.view, scenario.params, p, (0, 1)), runs)
    together = judge(outlook(war, p), terms, p)
    for row in runs:
        own = {item.path.split(".")[2]: draws[row, i] for i, item in enumerate(known) if item.path[0] == "p"}
        alone = judge(outlook(war, p).of_rows(runs[row : row + 1]), terms, of_runs(p, runs[row : row + 1]))
        plain = judge(outlook(war, p).of_rows(runs[row : row + 1]), terms, Judge(**own))
        for one in (alone, plain):
            assert np.array_equal(one.score[0], together.score[row])
            assert np.array_equal(one.probability[0], together.probability[row])
        seen = case_of(look.view, scenario.params, Judge(**own), (0, 1))
        assert all(np.array_equal(getattr(seen, x)[row], getattr(war, x)[row]) for x in ("cost", "strained", "leaning"))
    assert np.ptp(together.score[:, 0]) > 0.01


def test_any_one_number_may_differ_by_run() -> None:
    war, terms = case(3), replace(deals(1, cease=1.0, prisoners=1.0), neutral=np.array([[0.0, 0.5]]))
    terms = replace(terms, relief=terms.relief + 0.2, monitor=np.ones(1))
    for item in fields(Judge):
        low, high = item.metadata["low"], item.metadata["high"]
        values = np.array([low, item.default, high])
        swept = Judge(**{item.name: values})
        together = judge(outlook(war, swept), terms, swept)
        for row in range(3):
            own = Judge(**{item.name: values[row]})
            assert np.array_equal(judge(outlook(war, own), terms, own).taken[row], together.taken[row]), item.name
            assert np.array_equal(judge(outlook(war, own), terms, own).score[row], together.score[row]), item.name


def test_ranks_agree_whatever_the_scale() -> None:
    x = np.array([[1.0, 4.0, 5.0], [2.0, 3.0, 1.0], [3.0, 2.0, 4.0], [4.0, 1.0, 2.0]])
    found = rank_correlation(x, np.array([0.1, 10.0, 11.0, 1000.0]))
    np.testing.assert_allclose(found[:2], [1.0, -1.0])
    assert abs(found[2]) < 1.0
    assert rank_correlation(x, np.ones(4)).tolist() == [0.0, 0.0, 0.0]


def test_settings_leave_the_case_as_it_was() -> None:
    war, runs = case(2), np.arange(2)
    before = war.weights.copy()
    for way in switched():
        way.case(war, runs)
    assert np.array_equal(war.weights, before)


def test_the_command_prints_tables_and_data(capsys: Any) -> None:
    assert called(["finding", "the-offer", "--runs", "8", "--beside", "all-claims", "--quiet"]) == 0
    page = capsys.readouterr().out
    assert "All of Russia's claims: Russia takes it in" in page
    assert "bit for bit" in page
    assert called(["finding", "the-offer", "--runs", "8", "--json", "--fictional-names"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [line["name"] for line in told["lines"]][:2] == [AS_SET, NO_OPTION]
    assert len(told["pulls"][0]) == 10


def test_it_can_be_drawn(found: Finding, scenario: Scenario, tmp_path: Path) -> None:
    path = draw(found, scenario.names(), tmp_path / "finding.svg")
    assert path.stat().st_size > 20_000


def test_levers_pulled_for_a_side_move_both_answers() -> None:
    """What arms promise the one, they take from what the other expects of the war."""
    scenario = load("the-offer", POLICIES)
    told = finding(scenario, scenario.offers[0], runs=60).levers
    by = {line.levers: line for line in told}
    assert len(by) == 8
    assert {line.favours for line in told} == {"UKR"}
    assert by["aid",].taken[0] > by[()].taken[0]
    assert by["aid",].taken[1] < by[()].taken[1]
    assert by["enforcement",].taken[0] > by[()].taken[0]
    for line in told:
        assert line.both <= min(line.taken)


def test_what_the_page_says_of_levers_is_so() -> None:
    scenario = load("the-offer", POLICIES)
    by = {line.levers: line for line in finding(scenario, scenario.offers[0], runs=300).levers}
    assert by["aid",].taken[0] > 0.5 > by["aid",].taken[1]
    assert by["enforcement",].taken[0] - by[()].taken[0] < by["aid",].taken[0] - by[()].taken[0]
    assert by["enforcement",].taken[1] > by[()].taken[1] - 0.1
    most = max(by.values(), key=lambda line: line.both)
    assert "enforcement" in most.levers
    assert most.both < 0.5
