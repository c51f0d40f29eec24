"""Burden sharing: best replies reach the equilibrium in closed form, and the great bear more."""

import array_api_strict as strict
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.axes import Array
from wargame.calculus.burden import best_reply, equilibrium

gifts = st.integers(0, 500).map(lambda n: n / 100)
spills = st.integers(0, 90).map(lambda n: n / 100)


def settled(alone: Array, spill: float, rounds: int = 2000) -> Array:
    """Where members end who each move a part of the way to their best reply, again and again."""
    step = 1.0 / (1.0 + spill * (alone.shape[-1] - 1))
    given_ = np.zeros_like(alone)
    for _ in range(rounds):
        given_ = given_ + step * (best_reply(alone, spill, given_) - given_)
    return given_


def of_two(a: float, b: float, spill: float) -> list[float]:
    """Both give, or the one alone."""
    if a <= spill * b:
        return [0.0, b]
    if b <= spill * a:
        return [a, 0.0]
    return [(a - spill * b) / (1.0 - spill**2), (b - spill * a) / (1.0 - spill**2)]


@settings(max_examples=50)
@given(gifts, gifts, spills)
def test_two_members_settle_at_the_closed_form(a: float, b: float, spill: float) -> None:
    expected = pytest.approx(of_two(a, b, spill), abs=1e-9)
    assert list(settled(np.array([a, b]), spill)) == expected
    assert list(equilibrium(np.array([a, b]), spill)) == expected


@given(st.lists(gifts, min_size=1, max_size=8), spills)
def test_any_number_of_members_settles_at_the_equilibrium(alone: list[float], spill: float) -> None:
    reached = equilibrium(np.array(alone), spill)
    assert best_reply(np.array(alone), spill, reached) == pytest.approx(reached, abs=1e-9)
    assert settled(np.array(alone), spill) == pytest.approx(reached, abs=1e-9)


@given(st.lists(gifts, min_size=2, max_size=8), spills)
def test_the_great_bear_more_than_their_share(alone: list[float], spill: float) -> None:
    reached, wished = equilibrium(np.array(alone), spill), np.array(alone)
    share = reached[wished > 0] / wished[wished > 0]
    assert np.all(np.diff(share[np.argsort(wished[wished > 0], kind="stable")]) >= -1e-9)


@given(st.lists(gifts, min_size=1, max_size=8), spills, spills)
def test_the_more_one_gains_by_others_the_less_is_given_in_all(alone: list[float], a: float, b: float) -> None:
    low, high = (float(equilibrium(np.array(alone), spill).sum()) for spill in sorted((a, b)))
    assert max(alone) - 1e-9 <= high <= low + 1e-9 <= sum(alone) + 2e-9


def test_without_spill_everyone_gives_what_it_would_alone() -> None:
    assert list(equilibrium(np.array([3.0, 0.0, 1.5]), 0.0)) == [3.0, 0.0, 1.5]


def test_the_small_ride_free() -> None:
    assert list(equilibrium(np.array([10.0, 4.0, 1.0]), 0.5)) == [10.0, 0.0, 0.0]


def test_a_sweep_gives_each_run_what_it_gives_alone_in_both_libraries() -> None:
    chance = np.random.default_rng(7)
    alone, spill = 5.0 * chance.random((128, 11)), 0.9 * chance.random((128, 1))
    many = equilibrium(alone, spill)
    assert many[:1].tobytes() == equilibrium(alone[:1], spill[:1]).tobytes()
    assert many[0].tobytes() == equilibrium(alone[0], spill[0, 0]).tobytes()
    assert np.asarray(equilibrium(strict.asarray(alone), strict.asarray(spill))).tobytes() == many.tobytes()
