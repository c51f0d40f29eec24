"""Designs: which points are played with which runs, the same from the same seed, and how many rows that makes."""

import json
import sys

import numpy as np
import pytest

from wargame.ensemble.design import KINDS, design, from_json, plain
from wargame.ensemble.ranges import Range
from wargame.errors import MissingData, UserError

THREE = (Range("a", 0.0, 1.0), Range("b", -2.0, 2.0), Range("c", 10.0, 30.0))


@pytest.mark.parametrize("kind", KINDS)
def test_a_design_is_the_same_from_its_recipe(kind: str) -> None:
    made = design(kind, THREE, 200, 7)
    again = from_json(json.loads(json.dumps(made.to_json())))
    assert again.points.tobytes() == made.points.tobytes()
    assert again.rows.tobytes() == made.rows.tobytes()
    assert (again.kind, again.ranges, again.words) == (made.kind, made.ranges, made.words)


@pytest.mark.parametrize("kind", ["lhs", "sobol", "morris"])
def test_another_seed_gives_other_points(kind: str) -> None:
    assert not np.array_equal(design(kind, THREE, 200, 7).points, design(kind, THREE, 200, 8).points)


@pytest.mark.parametrize("kind", KINDS)
def test_points_lie_in_their_ranges_and_rows_name_them(kind: str) -> None:
    made = design(kind, THREE, 200, 7)
    low, high = np.array([[item.low, item.high] for item in THREE]).T
    assert ((made.points >= low) & (made.points <= high)).all()
    assert len(made.rows) <= 200
    assert made.rows[:, 0].max() == len(made.points) - 1
    assert made.values(0) == dict(zip("abc", made.points[0].tolist(), strict=True))


def test_a_recipe_that_gives_other_points_is_refused() -> None:
    told = design("sobol", THREE, 200, 7).to_json() | {"digest": "other"}
    with pytest.raises(UserError, match="another sobol design than the one on record"):
        from_json(told)


def test_plain_runs() -> None:
    made = plain(4)
    assert made.rows.tolist() == [[0, 0], [0, 1], [0, 2], [0, 3]]
    assert made.values(0) == {}
    assert from_json(made.to_json()).rows.tolist() == made.rows.tolist()
    assert design("", (), 4, 1).rows.tolist() == made.rows.tolist()


def test_a_hypercube_has_a_point_and_a_run_a_row() -> None:
    made = design("lhs", THREE, 10, 1)
    assert made.rows.tolist() == [[k, k] for k in range(10)]
    shares = (made.points - [0.0, -2.0, 10.0]) / [1.0, 4.0, 20.0]
    assert (np.sort(np.floor(shares * 10).astype(int), axis=0) == np.arange(10)[:, None]).all()


@pytest.mark.parametrize(
    ("kind", "runs", "points", "each", "words"),
    [
        ("grid", 1000, 125, 8, "5 levels of 3 numbers are 125 points, each with run 0 to 7"),
        ("grid", 100, 64, 1, "4 levels of 3 numbers are 64 points, each with run 0: 64 rows of the 100 asked for"),
        ("factorial", 100, 8, 12, "2 levels of 3 numbers are 8 points, each with run 0 to 11: 96 rows of the 100"),
    ],
)
def test_every_combination_is_played_with_the_same_runs(
    kind: str, runs: int, points: int, each: int, words: str
) -> None:
    made = design(kind, THREE, runs, 1)
    assert len({tuple(point) for point in made.points.tolist()}) == len(made.points) == points
    assert made.rows.tolist() == [[point, run] for point in range(points) for run in range(each)]
    assert made.words.startswith(words)


def test_a_factorial_is_made_of_the_ends() -> None:
    assert {tuple(point) for point in design("factorial", THREE[:2], 4, 1).points.tolist()} == {
        (0.0, -2.0), (0.0, 2.0), (1.0, -2.0), (1.0, 2.0)
    }  # fmt: skip


def test_sobol_is_cut_to_a_power_of_two_and_says_so() -> None:
    made = design("sobol", THREE, 100, 1)
    assert made.words == "16 base samples of 3 numbers, a power of two, 5 rows each: 80 rows of the 100 asked for"
    assert made.rows[:, 1].tolist() == [k // 5 for k in range(80)]
    first, last = made.points[0], made.points[4]
    for number in range(3):  # one number at a time comes from the other sample
        assert made.points[1 + number].tolist() == [last[p] if p == number else first[p] for p in range(3)]


def test_a_trajectory_of_morris_changes_one_number_a_step_and_keeps_its_run() -> None:
    made = design("morris", THREE, 42, 1)
    assert made.words == "10 trajectories through 3 numbers, 4 rows each: 40 rows of the 42 asked for"
    walks, runs = made.points.reshape(10, 4, 3), made.rows[:, 1].reshape(10, 4)
    assert ((np.diff(walks, axis=1) != 0.0).sum(axis=2) == 1).all()
    assert (runs == np.arange(10)[:, None]).all()


@pytest.mark.parametrize(
    ("kind", "ranges", "runs", "said"),
    [
        ("lhs", THREE, 0, "found 0 runs, expected one or more"),
        ("", (), 0, "found 0 runs, expected one or more"),
        ("latin", THREE, 9, "found the design 'latin', expected one of lhs, sobol, morris, grid, factorial"),
        ("grid", (), 9, "nothing that is varied"),
        ("grid", THREE, 7, "found 7 runs for a grid of 3 numbers, expected at least 8"),
        ("sobol", THREE, 9, "found 9 runs for a sobol of 3 numbers, expected at least 10"),
        ("morris", THREE, 7, "found 7 runs for a morris of 3 numbers, expected at least 8"),
    ],
)
def test_a_design_that_cannot_be_is_told(kind: str, ranges: tuple[Range, ...], runs: int, said: str) -> None:
    with pytest.raises(UserError, match=said):
        design(kind, ranges, runs, 1)


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib.sample", None)
    with pytest.raises(MissingData, match=r"pip install 'wargame\[analysis\]'"):
        design("sobol", THREE, 100, 1)
    assert len(design("lhs", THREE, 100, 1).rows) == 100


def test_the_state_of_other_generators_is_left_alone() -> None:
    before = np.random.get_state()[1].tobytes()
    for kind in KINDS:
        design(kind, THREE, 100, 1)
    assert np.random.get_state()[1].tobytes() == before
