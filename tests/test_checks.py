"""The kinds of test that history puts: what each looks at, what makes it hold and what makes it fail."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from wargame.analysis import history as told
from wargame.analysis.checks import put, spearman
from wargame.analysis.history import Column, Frozen, History, HistorySpec, Play
from wargame.ensemble import Results

DATES = ("2030-01-31", "2030-02-28", "2030-03-31", "2030-04-30")
SERIES = "gdp/RED"
# Two plays of three runs; the median of the first is 1, 2, 6, 4.
PLAYED = {
    "told": [[1.0, 2.0, 5.0, 4.0], [1.0, 3.0, 6.0, 3.0], [1.0, 1.0, 9.0, 7.0]],
    "other": [[1.0, 1.0, 4.0, 3.0], [1.0, 2.0, 4.0, 2.0], [1.0, 0.0, 3.0, 2.0]],
}
SEEN = {"2030-02-28": 2.5, "2030-03-31": 5.0, "2030-04-30": 4.1}
COUNT, WHOLE = "vetoes/ONE", "packages/ONE"
COUNTED = {
    SERIES: PLAYED["told"],
    COUNT: [[0.0, 1.0, 1.0, 1.0], [0.0, 0.0, 1.0, 2.0], [0.0, 0.0, 0.0, 0.0]],
    WHOLE: [[0.0, 2.0, 2.0, 4.0], [1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 0.0, 0.0]],
}
SHARES = {"received/A": 3.0, "received/B": 2.0, "received/C": 1.0, "received/D": 1.0}


def results(values: Any, names: tuple[str, ...] = (SERIES,)) -> Results:
    array = np.array(values)
    array = array[..., None] if array.ndim == 2 else array
    return Results("w", 1, (0, 1, 2), DATES, names, array, np.zeros(array.shape[:2], dtype=np.int8))


def check(_play: Mapping[str, Results] | None = None, _ranked: Any = None, _per: Any = None, **asked: Any) -> Any:
    test = told.Test.model_validate({"name": "t", **({} if "rank" in asked else {"series": SERIES}), **asked})
    spec = HistorySpec(
        frozen=Frozen(until="2030-01-31", error=1.0),
        story=[],
        plays={"told": Play(), "other": Play()},
        series={SERIES: Column(name="Red"), COUNT: Column(name="Counted"), WHOLE: Column(name="All")},
        tests=[test],
    )
    known = History(spec, {SERIES: SEEN, COUNT: {}, WHOLE: {}}, {"t": _ranked or SHARES}, {}, {"t": _per or {}})
    return put(test, known, _play or {name: results(values) for name, values in PLAYED.items()})


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"at": "2030-03-31"}, 6.0),
        ({}, 4.0),
        ({"from": "2030-02-28", "to": "2030-04-30"}, 2.0),
        ({"since": "2030-03-31"}, 4.0),
        ({"mean": True, "from": "2030-02-28", "to": "2030-04-30"}, 4.0),
        ({"mean": True}, 3.25),
        ({"peak": True}, 6.0),
        ({"peak": True, "from": "2030-04-30", "to": "2030-04-30"}, 4.0),
        ({"against": "other", "from": "2030-03-31", "to": "2030-04-30"}, 1.5),  # 1, 1.5 and 5.5 by run
        ({"against": "other", "at": "2030-02-28"}, 1.0),
        ({"play": "other", "at": "2030-03-31"}, 4.0),
    ],
)
def test_each_kind_looks_at_its_own_figure(asked: dict[str, Any], found: float) -> None:
    assert check(**asked, at_least=found).found == f"{found:.3f}"
    assert check(**asked, at_least=found - 1e-9).holds
    assert not check(**asked, at_least=found + 1e-3).holds


def test_at_most_holds_up_to_its_bound() -> None:
    assert check(since="2030-02-28", at_most=6.0).holds
    assert not check(since="2030-02-28", at_most=5.9).holds


@pytest.mark.parametrize(
    ("asked", "gap"),
    [
        ({"at": "2030-03-31"}, 1.0),
        ({"from": "2030-03-31", "to": "2030-04-30"}, 1.1),
        ({"mean": True}, 4.0 - np.mean([2.5, 5.0, 4.1])),  # beside observations, the turns that have one
        ({"peak": True}, 1.0),
        ({"every": True}, 1.0),
        ({"every": True, "from": "2030-04-30", "to": "2030-04-30"}, 0.1),
    ],
)
def test_nearness_is_asked_of_what_was_observed(asked: dict[str, Any], gap: float) -> None:
    assert check(**asked, near=abs(gap) + 1e-9).holds
    assert not check(**asked, near=abs(gap) - 1e-3).holds


def test_a_factor_bounds_from_both_sides() -> None:
    assert check(peak=True, factor=1.2001).holds
    assert not check(peak=True, factor=1.19).holds
    low = {"told": results(np.full((3, 4), 2.0)), "other": results(PLAYED["other"])}
    assert not check(low, peak=True, factor=1.5).holds


def test_the_order_of_a_measure_is_set_beside_the_order_observed() -> None:
    names = ("received/A", "received/B", "received/C", "received/D")
    ends = np.zeros((3, 4, 4))
    ends[:, 3] = [9.0, 5.0, 1.0, 1.0]
    asked = {"rank": {"measure": "received", "file": "f", "by": "state", "column": "c"}, "at_least": 0.9}
    same = check({"told": results(ends, names)}, **asked)
    assert same.holds
    assert same.found == "1.000"
    assert not check({"told": results(-ends, names)}, **asked).holds
    assert not check({"told": results(ends, names)}, **asked, at="2030-01-31").holds  # no order at all
    assert check({"told": results(ends, names)}, **{**asked, "from": DATES[2], "to": DATES[3]}).holds


def test_an_order_may_be_of_a_measure_per_something_else() -> None:
    names = tuple(SHARES)
    ends = np.zeros((3, 4, 4))
    ends[:, 3] = [3.0, 4.0, 5.0, 6.0]
    rank = {"measure": "received", "file": "f", "by": "state", "column": "c", "per": "d"}
    per = dict(zip(names, (1.0, 2.0, 5.0, 8.0), strict=True))
    order = dict(zip(names, (4.0, 3.0, 2.0, 1.0), strict=True))
    play = {"told": results(ends, names)}
    assert check(play, order, per, rank=rank, at_least=0.9).found == "1.000"  # 3, 2, 1, 0.75
    assert check(play, order, rank={**rank, "per": None}, at_least=0.9).found == "-1.000"


def counted() -> Any:
    return {"told": results(np.stack([COUNTED[name] for name in COUNTED], axis=2), tuple(COUNTED))}


def test_a_share_of_another_series_is_taken_run_by_run() -> None:
    asked = {"series": COUNT, "per": WHOLE, "at": DATES[3], "at_least": 0.1}
    assert check(counted(), **asked).found == "0.250"  # a quarter, a half, and nothing of nothing
    assert check(counted(), **{**asked, "at": DATES[1]}).found == "0.000"


def test_a_mean_over_the_turns_in_which_another_series_rises() -> None:
    asked = {"upon": COUNT, "at_least": 0.1}
    assert check(counted(), **asked).found == f"{(2.0 + 6.0 + 3.0) / 3.0:.3f}"
    assert check(counted(), **asked, **{"from": DATES[3], "to": DATES[3]}).found == "3.000"
    assert not check(counted(), **asked, **{"from": DATES[0], "to": DATES[0]}).holds  # it never rises then


def test_ranks_that_tie_share_their_mean() -> None:
    """Spearman 1904; by hand: ranks 1, 2.5, 2.5, 4 beside 1, 2, 3, 4 give 4.5 / sqrt(4.5 x 5)."""
    assert spearman(np.array([1.0, 2.0, 2.0, 9.0]), np.array([3.0, 5.0, 7.0, 8.0])) == pytest.approx(
        4.5 / np.sqrt(22.5), rel=1e-12
    )
    assert spearman(np.array([1.0, 2.0, 3.0]), np.array([9.0, 4.0, 0.0])) == pytest.approx(-1.0)
    assert np.isnan(spearman(np.ones(3), np.arange(3.0)))


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"series": None, "at_least": 1.0}, "a series, or a rank in its place"),
        ({"mean": True, "peak": True, "at_least": 1.0}, "one of rank, against"),
        ({"from": "2030-01-31", "at_least": 1.0}, "both from and to"),
        ({"mean": True, "at": "2030-01-31", "at_least": 1.0}, "one date or a period"),
        ({"at": "2030-01-31"}, "one of at_least, at_most, near and factor"),
        ({"every": True, "at_least": 1.0}, "near and no other bound"),
        ({"against": "other", "near": 1.0}, "at_least or at_most with against"),
        ({"per": WHOLE, "near": 1.0}, "at_least or at_most with per"),
        ({"per": WHOLE, "mean": True, "at_least": 1.0}, "per with a figure at a date alone"),
    ],
)
def test_a_test_that_asks_for_nothing_or_for_two_things_is_refused(asked: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        check(**asked)
