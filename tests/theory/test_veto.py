"""Veto players: who can block what, on grids of whole numbers where distances are exact."""

import array_api_strict as strict
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.axes import Array
from wargame.calculus.veto import accepted, win_set

GRID = np.stack(np.meshgrid(np.arange(9.0), np.arange(9.0)), axis=-1).reshape(-1, 2)
point = st.tuples(st.integers(0, 8), st.integers(0, 8))
points = st.lists(point, min_size=1, max_size=6)


def replacing(status_quo: tuple[float, float], ideal: Array, veto: list[bool] | None = None) -> Array:
    """Which points of the grid can replace the status quo; all are veto players unless it is said who."""
    players = np.array(veto if veto is not None else [True] * len(ideal))
    return win_set(np.array(ideal, dtype=float), np.array(status_quo, dtype=float), GRID, players)


@settings(max_examples=200)
@given(point, points, st.data())
def test_more_veto_players_never_enlarge_the_win_set(quo: tuple[int, int], ideal: Array, data: st.DataObject) -> None:
    more = data.draw(st.lists(st.booleans(), min_size=len(ideal), max_size=len(ideal)))
    fewer = [one and data.draw(st.booleans()) for one in more]
    assert np.all(replacing(quo, ideal, more) <= replacing(quo, ideal, fewer))


@settings(max_examples=200)
@given(point, point, point)
def test_a_veto_player_between_others_is_absorbed(quo: tuple[int, int], a: tuple[int, int], b: tuple[int, int]) -> None:
    between = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    assert np.array_equal(replacing(quo, [a, b, between]), replacing(quo, [a, b]))


@settings(max_examples=200)
@given(point, points)
def test_nothing_replaces_what_a_veto_player_wants_most(quo: tuple[int, int], ideal: Array) -> None:
    assert not replacing(quo, [*ideal, quo]).any()


@given(point, point)
def test_a_veto_player_alone_gets_its_way(quo: tuple[int, int], ideal: tuple[int, int]) -> None:
    wins = replacing(quo, [ideal])
    assert wins[GRID.tolist().index(list(map(float, ideal)))] == (ideal != quo)


def test_without_a_veto_player_anything_passes() -> None:
    assert replacing((3, 3), [(0, 0), (8, 8)], [False, False]).all()


def test_two_who_want_opposite_things_leave_the_middle_as_it_is() -> None:
    assert not replacing((4, 4), [(0, 4), (8, 4)]).any()
    assert replacing((4, 8), [(0, 4), (8, 4)]).any()


def test_the_status_quo_does_not_replace_itself() -> None:
    quo = np.array([2.0, 5.0])
    assert not accepted(np.array([[0.0, 0.0], [7.0, 1.0]]), quo, quo[None, :]).any()


def test_runs_are_judged_alike_alone_and_in_the_strict_library() -> None:
    chance = np.random.default_rng(11)
    ideal, quo, outcomes = (chance.random(shape) for shape in ((64, 5, 3), (64, 3), (64, 20, 3)))
    veto = chance.random((64, 5)) < 0.5
    many = win_set(ideal, quo, outcomes, veto)
    assert 0 < many.sum() < many.size
    assert np.array_equal(many[:1], win_set(ideal[:1], quo[:1], outcomes[:1], veto[:1]))
    asked = (strict.asarray(x) for x in (ideal, quo, outcomes, veto))
    assert np.array_equal(many, np.asarray(win_set(*asked)))
