"""Deals over generated worlds: nothing absurd is taken, reasons say what the ledger says, a nearest change turns."""

from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import worlds
from deals import deals, quarrel
from wargame.calculus.deal import FACTORS, Judge, Outlook, case_of, judge, outlook
from wargame.calculus.deal.edits import Span, edited, edits
from wargame.calculus.deal.nearest import nearest
from wargame.explain.judgement import reasons
from wargame.observe import view
from wargame.scenario import Scenario, draws, opening
from wargame.terms import CLAUSES, LEVELS, Terms, none, of_rows, of_terms

NUMBERS = Judge()
AT_WAR = ("two-sides", "three-sides", "mixed-pairs", "least")


@cache
def ahead(kind: str, seed: int = 3) -> tuple[Scenario, Outlook]:
    """A generated world at state 0, as the parties of its first war see it."""
    scenario = worlds.KINDS[kind]()
    source = draws(scenario, seed, [0])
    seats = range(len(scenario.board.states) + len(scenario.board.forum.alliances))
    seen = view(opening(scenario, source), scenario.params, source.at(1), seats)
    return scenario, outlook(case_of(seen, scenario.params, NUMBERS, quarrel(scenario.board)), NUMBERS)


@st.composite
def tabled(draw: st.DrawFn) -> tuple[Outlook, Terms, Any]:
    """An outlook of a generated world and a sound deal about it."""
    scenario, outlook_ = ahead(draw(st.sampled_from(AT_WAR)))
    return outlook_, draw(deals(scenario.board)), scenario


@settings(max_examples=40)
@given(tabled())
def test_reasons_say_what_the_ledger_says(case: tuple[Outlook, Terms, Any]) -> None:
    world, terms, _ = case
    ledger = judge(world, terms, NUMBERS)
    for party in (0, 1):
        for accepted in (True, False):
            told = reasons(ledger, party, accepted)
            added = ledger.contribution[0, party]
            ranked = sorted(added, reverse=accepted)[: len(told)]
            assert [reason.contribution for reason in told] == pytest.approx(ranked)
            assert all(added[FACTORS.index(reason.factor)] == reason.contribution for reason in told)
    assert ledger.score == pytest.approx(ledger.contribution.sum(axis=2))


@settings(max_examples=25)
@given(tabled(), st.integers(0, 1))
def test_applying_the_nearest_change_turns_the_answer(case: tuple[Outlook, Terms, Any], party: int) -> None:
    world, terms, _ = case
    found = nearest(world, terms, party, NUMBERS, sound=lambda deal: not of_terms(deal))
    before = judge(world, terms, NUMBERS).probability[0, party]
    if found is None:
        assert before < 0.5
        return
    after = judge(world, found.terms, NUMBERS).probability[0, party]
    assert after >= 0.5
    assert after == found.probability
    assert not of_terms(found.terms)
    assert found.size == 0.0 or before < 0.5


@settings(max_examples=20)
@given(tabled(), st.integers(0, 1))
def test_no_change_is_told_only_where_none_of_all_changes_turns_and_else_the_least(
    case: tuple[Outlook, Terms, Any], party: int
) -> None:
    """What is told without trying them all is what trying them all finds."""
    world, terms, _ = case
    span = Span()
    options = edits(world.case, terms, party, span)
    mixes = np.array(list(product(*(range(len(edit.steps) + 1) for edit in options))), dtype=np.int64)
    assume(len(mixes) < 20_000)
    sizes = sum(np.array([0.0, *(size for size, _ in e.steps)])[mixes[:, k]] for k, e in enumerate(options))
    blocks = np.array_split(np.arange(len(mixes)), max(len(mixes) // 512, 1))
    odds = [judge(world, edited(terms, options, mixes[rows]), NUMBERS).probability[:, party] for rows in blocks]
    turned = np.concatenate(odds) >= 0.5
    found = nearest(world, terms, party, NUMBERS)
    assert (found is not None) == turned.any()
    if found is not None:
        assert found.size == np.min((sizes + 0.0 * turned)[turned])


@pytest.mark.parametrize("kind", AT_WAR)
def test_no_absurd_deal_is_taken_in_ten_thousand(kind: str) -> None:
    """A quarter of them on each world: nobody signs away its state, its defence, or what is not its own."""
    scenario, world = ahead(kind)
    chance = np.random.default_rng(11)
    some = random_deals(scenario, chance)
    ledger = judge(world, some, NUMBERS)
    case, yes = world.case, ledger.probability >= 0.5
    ours = case.worth * case.own * (1.0 - case.claim[::-1])
    lost = (ours * case.hold * some.withdraw).sum(axis=2) > 0.15 * ours.sum(axis=1)
    unarmed = (some.cap > 0.7) & (some.guarantee.max(axis=1) < 0.3)
    assert not (yes & (lost | unarmed)).any()
    given_away = ((case.hold <= 0.0) & (case.own + case.claim <= 0.0) & (some.recognise > 0.0)).any(axis=2)
    assert not (yes & given_away).any()
    assert yes.any(axis=0).all()  # it is no constant no


def random_deals(scenario: Scenario, chance: np.random.Generator) -> Terms:
    """Deals with clauses at random levels, 2 500 of them."""
    blank = of_rows(none(scenario.board, quarrel(scenario.board)), np.zeros(2500, dtype=np.int64))
    told = {}
    for name in CLAUSES:
        shape, levels = getattr(blank, name).shape, [0.0, *LEVELS[name].values()]
        drawn = chance.choice(levels, shape) if len(levels) > 1 else chance.uniform(0.0, 1.0 / 3.0, shape)
        told[name] = drawn * (chance.uniform(size=shape) < 0.4)
    told["withdraw"][:, 1] *= told["withdraw"][:, 0] == 0.0  # nobody leaves a region to him who leaves it
    return replace(blank, **told)
