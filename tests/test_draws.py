"""Chance: keyed by seed, run, turn and purpose, and by nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.draws import BY_NAME, CHUNK, PURPOSES, Draws

SIZES = {"S": 5, "H": 2, "N": 7, "C": 4, "D": 6, "W": 2, "Q": 9, "P": 4, "X": 2, "A": 3, "O": 8, "party": 10}


def drawn(source: Draws, turn: int, name: str) -> bytes:
    chance = source.at(turn)
    return (chance.normal(name) if BY_NAME[name].normal else chance.uniform(name)).tobytes()


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_a_purpose_draws_the_same_whatever_was_drawn_before(name: str) -> None:
    fresh, used = Draws(1, range(3), SIZES), Draws(1, range(3), SIZES)
    for other in BY_NAME:
        for turn in (3, 40, 0):
            drawn(used, turn, other)
    for turn in (2, CHUNK - 1, CHUNK, 3 * CHUNK + 5, 1):
        assert drawn(fresh, turn, name) == drawn(used, turn, name)


@given(
    st.integers(0, 2**64 - 1), st.lists(st.integers(0, 2**40), min_size=1, max_size=5, unique=True), st.integers(0, 200)
)
def test_a_run_draws_the_same_in_any_block(seed: int, runs: list[int], turn: int) -> None:
    block = Draws(seed, runs, SIZES).at(turn).normal("luck")
    for row, run in enumerate(runs):
        assert block[row].tobytes() == Draws(seed, [run], SIZES).at(turn).normal("luck")[0].tobytes()


def test_draws_have_the_shape_of_their_purpose() -> None:
    chance = Draws(1, range(3), SIZES).at(2)
    for purpose in PURPOSES:
        values = chance.normal(purpose.name) if purpose.normal else chance.uniform(purpose.name)
        assert values.shape == (3, *(SIZES[axis] for axis in purpose.axes))
        assert values.dtype == np.float64


def test_no_two_draws_of_a_campaign_are_the_same() -> None:
    source = Draws(1, range(2), SIZES)
    seen = [drawn(source, turn, name) for turn in range(40) for name in BY_NAME]
    rows = [Draws(seed, [run], SIZES).at(1).normal("luck").tobytes() for seed in range(4) for run in range(4)]
    assert len(set(seen)) == len(seen)
    assert len(set(rows)) == len(rows)


def test_purposes_have_numbers_and_names_of_their_own() -> None:
    assert len({purpose.number for purpose in PURPOSES}) == len(BY_NAME) == len(PURPOSES)
    assert all(purpose.what for purpose in PURPOSES)


def test_a_number_once_given_to_a_purpose_stays_with_it() -> None:
    given_out = {"quality": 1, "place": 2, "bias": 3, "luck": 4, "toll": 5, "fog": 6, "whim": 7, "fancy": 8}
    given_out |= {"notion": 9, "mood": 10, "temper": 11, "step": 12, "accident": 13, "incident": 14, "trace": 15}
    given_out |= {"weather": 16, "resolve": 17, "leak": 18, "watch": 19, "temptation": 20}
    assert {name: BY_NAME[name].number for name in given_out} == given_out


def test_uniform_draws_fill_the_interval_evenly() -> None:
    values = np.concatenate([Draws(9, range(50), SIZES).at(turn).uniform("whim").reshape(-1) for turn in range(40)])
    assert 0.0 <= values.min() < values.max() < 1.0
    counts, _ = np.histogram(values, bins=20, range=(0.0, 1.0))
    expected = len(values) / 20
    assert np.sum((counts - expected) ** 2 / expected) < 43.8  # chi-square, 19 degrees of freedom, 1 in 1,000


def test_normal_draws_are_normal() -> None:
    values = np.concatenate([Draws(9, range(50), SIZES).at(turn).normal("luck").reshape(-1) for turn in range(40)])
    assert abs(values.mean()) < 4.0 / np.sqrt(len(values))
    assert abs(values.std() - 1.0) < 4.0 / np.sqrt(2.0 * len(values))
    assert abs(np.mean(np.abs(values) < 1.959964) - 0.95) < 4.0 * np.sqrt(0.05 * 0.95 / len(values))


def test_neighbours_in_run_turn_and_place_are_unrelated() -> None:
    source = Draws(3, range(200), SIZES)
    now, then = source.at(5).normal("luck").reshape(200, -1), source.at(6).normal("luck").reshape(200, -1)
    for a, b in ((now, then), (now[1:], now[:-1]), (now[:, 1:], now[:, :-1])):
        assert abs(np.corrcoef(a.reshape(-1), b.reshape(-1))[0, 1]) < 4.0 / np.sqrt(a.size)


def test_a_draw_asked_for_as_the_wrong_kind_is_refused() -> None:
    chance = Draws(1, [0], SIZES).at(1)
    with pytest.raises(ValueError, match="draws 'luck' are normal; ask for them as such"):
        chance.uniform("luck")
    with pytest.raises(ValueError, match="draws 'fancy' are uniform"):
        chance.normal("fancy")


def test_a_new_purpose_changes_no_other_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: drawn(Draws(1, range(2), SIZES), 7, name) for name in BY_NAME}
    monkeypatch.setitem(BY_NAME, "novelty", type(PURPOSES[0])(99, "novelty", ("S",)))
    source = Draws(1, range(2), SIZES)
    source.at(7).normal("novelty")
    assert {name: drawn(source, 7, name) for name in before} == before
