"""Counts by chance: the distributions they follow, their limits, and what they do not depend on."""

from math import comb, exp, factorial

import array_api_strict as strict
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.axes import Array
from wargame.counts import MOST, binomial, poisson

FINE = 20_000
EVENLY = ((np.arange(FINE) + 0.5) / FINE)[None, :]  # [R,X]: every part of the interval once
probabilities = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)
draws = st.integers(0, 999).map(lambda thousandths: thousandths / 1000)


def one(x: float) -> Array:
    return np.array([[float(x)]])


def at_most(counted: Array, n: int) -> float:
    return float(np.mean(counted <= n))


@pytest.mark.parametrize("rate", [0.05, 0.5, 1.0, 4.0, 8.0])
def test_incidents_follow_the_law_of_poisson(rate: float) -> None:
    counted = poisson(one(rate), EVENLY)
    law = [exp(-rate) * rate**n / factorial(n) for n in range(MOST)]
    assert all(abs(at_most(counted, n) - sum(law[: n + 1])) <= 1.0 / FINE for n in range(MOST))
    assert counted.mean() == pytest.approx(rate, abs=0.002)
    assert counted.var() == pytest.approx(rate, abs=0.01)


@pytest.mark.parametrize("count", [1, 7, MOST])
@pytest.mark.parametrize("probability", [0.02, 0.3, 0.5, 0.51, 0.97])
def test_parts_of_a_number_follow_the_binomial_law(count: int, probability: float) -> None:
    counted = binomial(one(count), one(probability), EVENLY)
    law = [comb(count, k) * probability**k * (1 - probability) ** (count - k) for k in range(count + 1)]
    assert all(abs(at_most(counted, k) - sum(law[: k + 1])) <= 1.0 / FINE for k in range(count + 1))
    assert counted.mean() == pytest.approx(count * probability, abs=0.002)
    assert counted.var() == pytest.approx(count * probability * (1 - probability), abs=0.01)


@given(draws)
def test_what_cannot_happen_does_not_and_what_must_does(uniform: float) -> None:
    u = one(uniform)
    assert poisson(one(0), u) == 0.0
    assert binomial(one(0), one(0.7), u) == 0.0
    assert binomial(one(5), one(0), u) == 0.0
    assert binomial(one(5), one(1), u) == 5.0


def test_the_last_number_below_one_passes_no_limit() -> None:
    last = one(np.nextafter(1.0, 0.0))
    assert poisson(one(0), last) == 0.0
    assert poisson(one(500), last) == MOST
    assert poisson(one(500), last, most=3) == 3.0
    counts, chances = np.arange(1.0, MOST)[:, None], np.linspace(0.01, 1.0, 100)[None, :]
    assert np.all(binomial(counts, chances, last) <= counts)
    assert binomial(one(5), one(0.3), last) == 5.0


@settings(max_examples=200)
@given(st.integers(0, 400), st.integers(1, 100), draws)
def test_on_the_same_draw_a_higher_rate_never_counts_less(rate: int, more: int, uniform: float) -> None:
    assert poisson(one(rate / 50), one(uniform)) <= poisson(one((rate + more) / 50), one(uniform))


@settings(max_examples=200)
@given(st.integers(0, MOST), probabilities, probabilities, draws)
def test_on_the_same_draw_a_higher_chance_never_takes_fewer(n: int, a: float, b: float, uniform: float) -> None:
    low, high = (binomial(one(n), one(p), one(uniform)) for p in sorted((a, b)))
    assert 0.0 <= low <= high <= n


def test_a_run_counts_the_same_alone_and_in_the_strict_library() -> None:
    chance = np.random.default_rng(5)
    rate, u = 4.0 * chance.random((128, 9)), chance.random((128, 9))
    open_ = poisson(rate, u)
    assert open_[:1].tobytes() == poisson(rate[:1], u[:1]).tobytes()
    found = binomial(open_, u, rate / 4.0)
    assert found[:1].tobytes() == binomial(open_[:1], u[:1], rate[:1] / 4.0).tobytes()
    assert np.all(found <= open_)
    a, b, c = (strict.asarray(x) for x in (open_, rate, u))
    assert np.asarray(poisson(b, c)).tobytes() == open_.tobytes()
    assert np.asarray(binomial(a, c, b / 4.0)).tobytes() == found.tobytes()
