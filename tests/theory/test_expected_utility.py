"""Expected utility model: the published case it reproduces, and what holds on any issue."""

import array_api_strict as strict
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.axes import Array
from wargame.calculus.expected_utility import (
    Issue,
    condorcet_winner,
    expected_utilities,
    risk_exponents,
    votes,
    weighted_mean,
    weighted_median,
    win_probability,
)

# Emission standards: capability, position, salience and printed risk exponent of ten members [Masad2016].
MEMBERS = {
    "Belgium": (0.08, 0.5, 0.4, 1.00),
    "Denmark": (0.05, 0.0, 1.0, 1.45),
    "France": (0.16, 1.0, 0.6, 1.02),
    "Germany": (0.16, 0.0, 0.8, 1.12),
    "Greece": (0.08, 0.5, 0.7, 1.56),
    "Ireland": (0.05, 0.5, 0.1, 0.65),
    "Italy": (0.16, 1.0, 0.6, 1.02),
    "Luxembourg": (0.03, 0.0, 0.2, 0.50),
    "Netherlands": (0.08, 0.0, 0.8, 1.12),
    "United Kingdom": (0.16, 1.0, 0.9, 2.00),
}
# The printed expected utilities of the first round: row challenges column; the diagonal, left empty there, is 0.
PRINTED = """
 0.00  0.27  0.40  0.41  0.00  0.00  0.40  0.85  0.41  0.11
 0.39  0.00  0.08  0.00 -0.00  0.79  0.08  0.00  0.00 -0.61
 0.60  0.28  0.00  0.62  0.29  0.90  0.00  1.64  0.62  0.00
 0.47  0.00  0.46  0.00  0.08  0.86  0.46  0.00  0.00 -0.23
 0.00  0.13  0.27  0.28  0.00  0.00  0.27  0.74  0.28 -0.04
 0.00  0.30  0.42  0.43  0.00  0.00  0.42  0.80  0.43  0.17
 0.60  0.28  0.00  0.62  0.29  0.90  0.00  1.64  0.62  0.00
 0.46  0.00  1.45  0.00  0.18  0.74  1.45  0.00  0.00  0.76
 0.47  0.00  0.46  0.00  0.08  0.86  0.46  0.00  0.00 -0.23
 0.35 -0.70  0.00 -0.36  0.04  0.65  0.00  0.66 -0.36  0.00
"""
ROUNDING = 0.005 + 1e-9


def emission_standards() -> Issue:
    capability, position, salience, _ = np.array(list(MEMBERS.values())).T
    return Issue(capability, salience, position)


def years(position: Array) -> float:
    """The positions of the case as they were debated: 4 to 10 years."""
    return float(4.0 + 6.0 * position)


@st.composite
def issues(draw: st.DrawFn) -> Issue:
    """Two to seven actors with positions on a grid, so that some share one."""
    size = draw(st.integers(2, 7))
    part = st.integers(1, 20).map(lambda n: n / 20)
    listed = [draw(st.lists(part, min_size=size, max_size=size)) for _ in range(3)]
    return Issue(*(np.array(values) for values in listed))


def batch(runs: int) -> Issue:
    chance = np.random.default_rng(3)
    return Issue(*(chance.random((runs, 6)) for _ in range(3)))


# The published case


def test_the_printed_risk_exponents() -> None:
    printed = np.array([row[3] for row in MEMBERS.values()])
    assert np.max(np.abs(risk_exponents(emission_standards()) - printed)) <= ROUNDING


def test_the_printed_expected_utilities() -> None:
    issue = emission_standards()
    printed = np.array([row.split() for row in PRINTED.strip().splitlines()], dtype=float)
    assert np.max(np.abs(expected_utilities(issue, risk_exponents(issue)) - printed)) <= ROUNDING


def test_half_the_influence_is_reached_at_seven_years_by_a_hair() -> None:
    issue = emission_standards()
    assert years(weighted_median(issue)) == 7.0
    upto = issue.influence[issue.position <= 0.5].sum()
    assert (round(upto, 3), round(issue.influence.sum() / 2, 4)) == (0.341, 0.3385)
    less = issue.salience - 0.1 * (np.array(list(MEMBERS)) == "Netherlands")
    assert years(weighted_median(Issue(issue.capability, less, issue.position))) == 10.0
    assert years(weighted_mean(issue)) == pytest.approx(7.39, abs=0.005)
    assert years(condorcet_winner(issue, issue.position)) == 7.0


def test_belgium_against_the_netherlands() -> None:
    issue, (belgium, netherlands) = emission_standards(), map(list(MEMBERS).index, ("Belgium", "Netherlands"))
    ayes = votes(issue, issue.position)
    assert ayes[belgium, netherlands] == pytest.approx(0.2145)
    assert ayes[belgium, netherlands] + ayes[netherlands, belgium] == pytest.approx(0.3385)
    assert win_probability(issue, issue.position)[belgium, netherlands] == pytest.approx(0.2145 / 0.3385)


# Any issue


@given(issues())
def test_one_of_two_wins(issue: Issue) -> None:
    odds = win_probability(issue, issue.position)
    assert odds + odds.T == pytest.approx(1.0)
    assert np.all(odds[issue.position[:, None] == issue.position] == 0.5)


@given(issues())
def test_the_weighted_median_is_beaten_by_no_position(issue: Issue) -> None:
    positions = np.sort(issue.position)
    ayes = votes(issue, np.concatenate([[weighted_median(issue)], positions]))
    assert np.all(ayes[0] >= ayes[:, 0] - 1e-12)


@settings(max_examples=100)
@given(issues())
def test_the_condorcet_winner_is_a_median(issue: Issue) -> None:
    influence, winner = issue.influence, condorcet_winner(issue, issue.position)
    half = 0.5 * influence.sum() - 1e-9
    assert influence[issue.position <= winner].sum() >= half
    assert influence[issue.position >= winner].sum() >= half


@settings(max_examples=100)
@given(issues())
def test_exponents_reach_from_a_half_to_two(issue: Issue) -> None:
    exponents = risk_exponents(issue)
    assert np.all((exponents >= 0.5) & (exponents <= 2.0))
    if np.ptp(issue.position) == 0.0:
        assert np.all(exponents == 1.0)
    elif np.ptp(exponents) > 0.0:
        assert (exponents.min(), exponents.max()) == (0.5, 2.0)


@settings(max_examples=100)
@given(issues())
def test_nobody_gains_by_challenging_those_who_agree(issue: Issue) -> None:
    gains = expected_utilities(issue, risk_exponents(issue))
    assert np.all(gains[issue.position[:, None] == issue.position] == 0.0)


@given(issues(), st.integers(1, 40))
def test_only_relative_capability_counts(issue: Issue, factor: int) -> None:
    scaled = Issue(factor * issue.capability, issue.salience, issue.position)
    odds = win_probability(issue, issue.position)
    assert win_probability(scaled, issue.position) == pytest.approx(odds)


@given(issues(), st.integers(2, 9))
def test_a_stronger_actor_is_likelier_to_win(issue: Issue, factor: int) -> None:
    first = np.arange(issue.position.size) == 0
    stronger = Issue(np.where(first, factor, 1.0) * issue.capability, issue.salience, issue.position)
    before, after = (win_probability(one, issue.position)[0] for one in (issue, stronger))
    assert np.all(after >= before - 1e-12)


def test_a_rival_who_cares_more_is_less_worth_challenging() -> None:
    careless, careful = (
        Issue(np.array([1.0, 1.0, 1.0]), np.array([0.5, salience, 0.5]), np.array([0.0, 1.0, 0.4]))
        for salience in (0.2, 0.9)
    )
    gain = [expected_utilities(issue, np.ones(3))[0, 1] for issue in (careless, careful)]
    assert gain[0] > gain[1]


# Arrays


@settings(max_examples=4)
@given(st.integers(2, 40))
def test_a_run_is_judged_the_same_in_any_batch(runs: int) -> None:
    many = batch(128)
    few = Issue(many.capability[:runs], many.salience[:runs], many.position[:runs])
    for judge in (risk_exponents, weighted_median, weighted_mean, lambda x: condorcet_winner(x, x.position)):
        assert judge(many)[:runs].tobytes() == judge(few).tobytes()


def test_the_strict_library_judges_the_same() -> None:
    issue = batch(3)
    other = Issue(*(strict.asarray(x) for x in (issue.capability, issue.salience, issue.position)))
    for judge in (risk_exponents, weighted_median, weighted_mean, lambda x: condorcet_winner(x, x.position)):
        assert np.asarray(judge(other)).tobytes() == judge(issue).tobytes()
