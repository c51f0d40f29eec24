"""Bargaining and war: what the literature derives in closed form, asked of the judgement that the game uses."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import AT_ODDS, duel, only, split
from wargame.calculus.deal import Judge, judge, outlook
from wargame.calculus.deal.course import course

costs = st.floats(0.001, 0.02)


@settings(max_examples=200, deadline=None)
@given(st.floats(0.2, 0.8), costs, costs)
def test_both_would_rather_settle_between_p_less_one_cost_and_p_plus_the_other(p: float, a: float, b: float) -> None:
    """[Fearon1995]: with nothing but land and cost at stake, the range of deals is [p - cA, p + cB], exactly."""
    war = duel(p, (a, b), weights=only("territory", "conflict"))
    foreseen = course(war, AT_ODDS)
    won, cost = foreseen.territory[0], foreseen.cost[0]
    assert won.sum() == pytest.approx(1.0, abs=1e-12)  # a lottery over one prize
    ends = np.array([won[0] - cost[0], won[0] + cost[1]])
    inside = np.clip(ends + np.array([1e-9, -1e-9]), 0.0, 1.0)
    outside = ends + np.array([-1e-9, 1e-9])
    yes = judge(outlook(war, AT_ODDS), split(inside), AT_ODDS).probability >= 0.5
    assert yes.all()
    for k, refuser in ((0, 0), (1, 1)):
        if 0.0 <= outside[k] <= 1.0:
            answer = judge(outlook(war, AT_ODDS), split(outside[k : k + 1]), AT_ODDS).probability[0]
            assert answer[refuser] < 0.5 <= answer[1 - refuser]


@pytest.mark.parametrize(
    ("low", "high", "own"), [(0.0, 0.3, 0.05), (0.02, 0.2, 0.1), (0.1, 0.2, 0.15), (0.0, 0.1, 0.0)]
)
def test_an_offer_to_an_opponent_of_unknown_cost_risks_war(low: float, high: float, own: float) -> None:
    """[Fearon1995]: against costs uniform on [low, high] the best offer meets the type max(low, (high - own) / 2).

    The chance of war is what lies below that type; tolerance is that of the two grids.
    """
    types, shares = np.linspace(low, high, 161), np.linspace(0.0, 1.0, 401)
    forecast = course(duel(0.5, (1.0, 1.0)), AT_ODDS)
    p, unit = forecast.territory[0, 0], forecast.cost[0, 0]  # what a cost of 1 a month comes to
    accepted = np.zeros((len(shares), len(types)))
    for k, cost in enumerate(types):
        war = duel(0.5, (own / unit, cost / unit), weights=only("territory", "conflict"))
        accepted[:, k] = judge(outlook(war, AT_ODDS), split(shares), AT_ODDS).probability[:, 1] >= 0.5
    taken = accepted.mean(axis=1)
    best = int(np.argmax(taken * shares + (1.0 - taken) * (p - own)))
    met = max(low, (high - own) / 2.0)
    assert 1.0 - taken[best] == pytest.approx((met - low) / (high - low), abs=0.02)


def pure(rearm: float, guarantee: float = 0.0, **told: float) -> bool:
    """Whether any division of the prize is taken by both, one of whom gains power in a truce."""
    war = duel(0.5, (0.005, 0.005), rearm=np.array([[rearm, 0.0]]))
    numbers = replace(AT_ODDS, mistrust=0.0, blur=1e-4, rival_cost=0.005, **told)
    shares = np.linspace(0.0, 1.0, 2001)
    terms = split(shares)
    guarded = terms.guarantee.copy()
    guarded[:, 4, 1] = guarantee
    answers = judge(outlook(war, numbers), replace(terms, guarantee=guarded), numbers).probability
    return bool((answers >= 0.5).all(axis=1).any())


# Who gains by breaking its word does, at once; what is lost then is what the other takes.
CERTAIN = {"breach": 60.0, "truce": 0.0, "recoil": 0.0}


def test_a_shift_of_power_beyond_the_surplus_leaves_no_deal() -> None:
    """[Powell2006]: no division survives a shift of power that exceeds what both save by not fighting."""
    surplus = float(course(duel(0.5, (0.005, 0.005)), AT_ODDS).cost.sum())
    assert pure(surplus - 0.005, **CERTAIN)
    assert not pure(surplus + 0.005, **CERTAIN)


def test_a_strong_guarantee_restores_a_deal() -> None:
    """[Walter2002] [Fortna2004]: what keeps a side from breaking its word makes a deal possible again."""
    shift = 0.5
    assert not pure(shift, 0.0)
    assert pure(shift, 1.0, guarded=6.0)


def test_more_evidence_leaves_less_reason_to_wait() -> None:
    """[Slantchev2003]: fighting tells what it can; the choice to settle later loses worth as beliefs firm up."""
    numbers = replace(Judge(), doubt=1e-6)
    green, seasoned = (outlook(duel(0.55, (0.005, 0.01), evidence=np.array([[n, n]])), numbers) for n in (4.0, 400.0))
    assert (green.doubt > seasoned.doubt).all()
    shares = np.array([0.55])
    waiting = [judge(ahead, split(shares), numbers).going_on[0, :, 7] for ahead in (green, seasoned)]
    assert (waiting[0] > waiting[1]).all()
