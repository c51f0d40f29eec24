"""Judging a deal: the ledger adds up, knows no country, and moves the right way when a clause does."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import REGIONS, case, deals, wars
from wargame.calculus.deal import ASPECTS, FACTORS, Case, Judge, judge, outlook, turned
from wargame.calculus.deal.edits import Edit, edited
from wargame.terms import CLAUSES, LEVELS, Terms, axes, swapped

NUMBERS = Judge()


def answers(war: Case, terms: Terms, numbers: Judge = NUMBERS) -> Any:
    return judge(outlook(war, numbers), terms, numbers)


@st.composite
def offers(draw: st.DrawFn) -> Terms:
    """Deals with every clause at a random level."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    terms, told = deals(), {}
    for name in CLAUSES:
        shape, levels = getattr(terms, name).shape, [0.0, *LEVELS[name].values()]
        told[name] = chance.choice(levels, shape) if len(levels) > 1 else chance.uniform(0.0, 12.0, shape)
    told["relief"] = chance.uniform(0.0, 1.0 / 3.0, terms.relief.shape)
    told["mediator"] = chance.integers(0, 3, (1,)).astype(float)
    return replace(terms, **told)


def test_the_aspects_are_made_of_the_factors() -> None:
    assert sorted(name for group in ASPECTS.values() for name in group) == sorted(FACTORS)


@settings(max_examples=60, deadline=None)
@given(wars(), offers())
def test_the_score_is_the_sum_of_the_contributions(war: Case, terms: Terms) -> None:
    ledger = answers(war, terms)
    assert np.array_equal(ledger.score, ledger.contribution.sum(axis=2))
    assert np.isfinite(ledger.contribution).all()
    vetoed = np.any(list(ledger.vetoes.values()), axis=0)
    assert ((ledger.probability == 0.0) == vetoed).all()


@settings(max_examples=60, deadline=None)
@given(wars(), offers())
def test_who_has_the_other_s_figures_has_the_other_s_ledger(war: Case, terms: Terms) -> None:
    """No clause, no rule is written for one side: exchanging the parties' data exchanges their ledgers, bit for bit."""
    relief = np.zeros((1, *terms.relief.shape[1:2], 2, *terms.relief.shape[3:]))
    relief[:, :, :1] = terms.relief
    both = replace(terms, relief=relief)
    war = replace(war, targets=(0, 1))
    one = answers(war, both)
    other = answers(replace(turned(war), targets=(0, 1)), swapped(both, (0, 1)))
    assert np.array_equal(one.taken, other.taken[:, ::-1])
    assert np.array_equal(one.going_on, other.going_on[:, ::-1])
    assert np.array_equal(one.probability, other.probability[:, ::-1])


@settings(max_examples=40, deadline=None)
@given(wars())
def test_a_deal_that_says_nothing_changes_nothing(war: Case) -> None:
    assert np.array_equal(answers(war, deals()).contribution, np.zeros((1, 2, len(FACTORS))))


# A clause, who it serves, and where it stands in its array.
SERVES = [
    ("recognise", 0, (0, 1, 0)),
    ("recognise", 1, (0, 0, 0)),
    ("withdraw", 0, (0, 1, 1)),
    ("withdraw", 1, (0, 0, 1)),
    ("administer", 0, (0, 1, 1)),
    ("relief", 0, (0, 4, 0, 1, 0)),
    ("neutral", 0, (0, 1)),
    ("cap", 0, (0, 1)),
    ("unaided", 0, (0, 1)),
    ("endorse", 0, (0, 2, 0)),
    ("assets", 0, (0, 4, 0)),
    ("rebuild", 1, (0, 2, 1)),
    ("transit", 1, (0, 0)),
]


@pytest.mark.parametrize(("clause", "party", "at"), SERVES)
@settings(max_examples=25, deadline=None)
@given(wars(), offers(), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_clause_that_moves_a_party_s_way_never_costs_its_consent(
    clause: str, party: int, at: tuple[int, ...], war: Case, terms: Terms, one: float, other: float
) -> None:
    def with_(level: float) -> float:
        value = getattr(terms, clause).copy()
        value[at] = level / 3.0 if clause == "relief" else level
        free = {"defer": 0.0 * terms.defer, "cease": 1.0 + 0.0 * terms.cease, "final": 1.0 + 0.0 * terms.final}
        return float(answers(war, replace(terms, **(free | {clause: value}))).score[0, party])

    assert with_(max(one, other)) >= with_(min(one, other)) - 1e-12


def test_a_public_demand_costs_more_to_give_up_than_a_private_one() -> None:
    """[Tomz2007] [Kurizaki2007]: backing down hurts by how loud the claim was, and less where the deal is not told."""
    given_up = deals(1, REGIONS, cease=1.0)
    given_up.withdraw[0, 0, 0] = 1.0
    support = FACTORS.index("support")
    quiet, loud = (
        answers(case(publicity=np.array([[told, told]])), given_up).taken[0, 0, support] for told in (0.0, 1.0)
    )
    secret = answers(case(publicity=np.ones((1, 2))), replace(given_up, secret=np.ones(1))).taken[0, 0, support]
    assert loud < secret < quiet


def test_vetoes_are_named_and_make_a_yes_impossible() -> None:
    everything = deals(1, REGIONS, cease=1.0)
    everything.withdraw[0, 1, :] = 1.0
    ledger = answers(case(), everything)
    assert ledger.vetoes["core"][0].tolist() == [False, True]
    assert ledger.probability[0, 1] == 0.0 < ledger.probability[0, 0]
    disarmed = deals(1, REGIONS, cease=1.0)
    disarmed.cap[0, 1] = 1.0
    assert answers(case(), disarmed).vetoes["defenceless"][0].tolist() == [False, True]
    disarmed.guarantee[0, 4, 1] = 1.0
    assert not answers(case(), disarmed).vetoes["defenceless"].any()
    hated = answers(case(support=np.array([[0.3, 0.9]])), given_up_loudly())
    assert hated.vetoes["overthrown"][0].tolist() == [True, False]


def given_up_loudly() -> Terms:
    terms = deals(1, REGIONS, cease=1.0)
    terms.withdraw[0, 0, :2] = 1.0
    return terms


def test_many_deals_on_a_world_are_judged_as_each_alone() -> None:
    chance = np.random.default_rng(4)
    many = deals(50, REGIONS, cease=1.0)
    many = replace(many, withdraw=chance.uniform(0.0, 1.0, many.withdraw.shape), neutral=chance.uniform(0, 1, (50, 2)))
    together = answers(case(), many)
    for row in range(0, 50, 7):
        alone = answers(case(), replace(many, **{name: getattr(many, name)[row : row + 1] for name in CLAUSES}))
        assert np.array_equal(alone.probability[0], together.probability[row])
        assert np.array_equal(alone.going_on[0], together.going_on[row])


def test_worlds_are_judged_as_each_alone() -> None:
    chance = np.random.default_rng(5)
    worlds = case(40, odds=chance.uniform(0.3, 0.7, (40, 2)), weary=chance.uniform(0.0, 0.8, (40, 2)))
    terms = deals(1, REGIONS, cease=1.0)
    together = answers(worlds, terms)
    alone = answers(replace(case(), odds=worlds.odds[7:8], weary=worlds.weary[7:8]), terms)
    assert np.array_equal(alone.taken[0], together.taken[7])
    assert np.array_equal(alone.score[0], together.score[7])


def test_every_clause_is_read() -> None:
    """No clause that nobody reads: each changes somebody's ledger, or says when an offer stands and who is told."""
    plain = deals(1, REGIONS, cease=1.0)
    base = answers(case(), plain)
    silent = {"expires", "cease_after", "relief_after", "relief_milestone", "snap_back", "mediator", "defer"}
    for name in CLAUSES:
        if name in silent:
            continue
        full = replace(plain, **{name: getattr(plain, name) * 0.0 + (1.0 / 3.0 if name == "relief" else 0.9)})
        ledger = answers(case(), full)
        assert not np.array_equal(ledger.contribution, base.contribution) or name == "cease", name
    assert axes("defer") == ["R", "C"]


def test_two_edits_of_one_field_are_both_made() -> None:
    """One field holds what both parties give, so that an edit of each may move it."""
    bound = [Edit(name, ((1.0, {"neutral": np.array([to])}),)) for name, to in (("a", [1.0, 0.0]), ("b", [0.0, 0.5]))]
    made = edited(deals(), tuple(bound), np.array([[0, 0], [1, 0], [0, 1], [1, 1]]))
    assert made.neutral.tolist() == [[0.0, 0.0], [1.0, 0.0], [0.0, 0.5], [1.0, 0.5]]
