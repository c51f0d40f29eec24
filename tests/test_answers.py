"""Answers of an ensemble: what is told of folders whose truth is known, by hand, in closed form and by simulation."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from folders import FACTORS, LAND, answer, long, manifest, written
from wargame.analysis.compare import Comparison, compare
from wargame.analysis.folder import opened
from wargame.analysis.intervals import Estimate, Sums, mean, paired_shares, share, student, unpaired_shares, wilson
from wargame.analysis.summary import Fan, Summary, summary
from wargame.analysis.survival import kaplan_meier
from wargame.cli import called
from wargame.errors import UserError
from wargame.report.compare_plot import draw as draw_comparison
from wargame.report.summary_plot import draw as draw_summary

MANY = 1500  # synthetic ensembles of a simulation test
COVERS = (0.93, 0.97)  # what a 95 % interval may cover of them: half a point of doubt from so few is allowed for


def ends(*rows: tuple[str, int]) -> list[str]:
    return [kind for kind, count in rows for _ in range(count)]


def summed(folder: Path, *measures: str) -> Summary:
    return summary(opened(folder), measures)


def told(capsys: Any, *words: str) -> tuple[int, str, str]:
    code = called(words)
    out = capsys.readouterr()
    return code, out.out, out.err


# --- how campaigns end ---------------------------------------------------------------------------------------------


def test_shares_of_outcomes_are_counted_and_have_wilsons_interval(tmp_path: Path) -> None:
    found = summed(written(tmp_path / "e", ends(("war", 60), ("ceasefire", 30), ("peace", 10))))
    assert [(end.kind, end.rows) for end in found.ends] == [("war", 60), ("ceasefire", 30), ("peace", 10)]
    peace = found.ends[2].share
    assert (peace.value, peace.low, peace.high) == pytest.approx((0.10, 0.05523, 0.17437), abs=1e-5)  # 10 of 100


def test_an_outcome_that_always_comes_is_not_certain() -> None:
    assert wilson(1.0, 20).low == pytest.approx(0.83887, abs=1e-5)
    assert wilson(1.0, 20).high == 1.0
    assert wilson(0.0, 20).low == 0.0


def test_rows_that_share_their_luck_count_as_their_runs(tmp_path: Path) -> None:
    """Ten points that all say the same of a run are no more evidence than one."""
    luck = np.random.default_rng(2).random(50) < 0.4
    each = ["war" if so else "ceasefire" for so in luck]
    alone = summed(written(tmp_path / "alone", each))
    runs, points = np.tile(np.arange(50), 10), np.repeat(np.arange(10), 50)
    tenfold = summed(written(tmp_path / "tenfold", each * 10, run=runs, point=points))
    assert tenfold.ends[0].rows == 10 * alone.ends[0].rows
    assert tenfold.ends[0].share.half == pytest.approx(alone.ends[0].share.half)


def sums(x: Any, run: Any | None = None) -> Sums:
    """What a folder's query tells of figures, here from the figures themselves."""
    x = np.asarray(x, dtype=float)
    run = np.arange(len(x)) if run is None else np.asarray(run)
    _, place = np.unique(run, return_inverse=True)
    by, n = np.bincount(place, x), np.bincount(place).astype(float)
    return Sums(len(n), n.sum(), by.sum(), (by * by).sum(), (by * n).sum(), (n * n).sum())


def covered(found: list[Estimate], truth: float) -> float:
    return float(np.mean([e.low is not None and e.high is not None and e.low <= truth <= e.high for e in found]))


@pytest.mark.parametrize(("p", "runs"), [(0.5, 60), (0.2, 200), (0.03, 400)])
def test_intervals_of_shares_cover_the_truth(p: float, runs: int) -> None:
    """Over outcomes that are drawn again and again, 95 % of the intervals hold the chance they were drawn with."""
    chance = np.random.default_rng(5)
    found = [share(sums(chance.random(runs) < p)) for _ in range(MANY)]
    assert COVERS[0] <= covered(found, p) <= COVERS[1]


@pytest.mark.parametrize("alike", [0.3, 1.0])
def test_they_do_where_rows_share_their_luck(alike: float) -> None:
    """Eight points a run, which come to the same in some runs and to their own in others."""
    chance, found, naive = np.random.default_rng(6), [], []
    runs, points, p = 120, 8, 0.35
    for _ in range(MANY):
        common, own = chance.random((runs, 1)) < p, chance.random((runs, points)) < p
        x = np.where(chance.random((runs, 1)) < alike, common, own)
        told = sums(x.reshape(-1), np.repeat(np.arange(runs), points))
        found.append(share(told))
        naive.append(wilson(told.mean, told.n))
    assert COVERS[0] <= covered(found, p) <= COVERS[1]
    assert covered(naive, p) < 0.9


@pytest.mark.parametrize("shift", [0.0, 0.08])
def test_intervals_of_paired_differences_cover_the_truth_and_are_narrower(shift: float) -> None:
    chance, paired, apart = np.random.default_rng(7), [], []
    for _ in range(MANY):
        luck, noise = chance.random(150), chance.random(150) < 0.3
        one = luck < 0.4
        other = np.where(noise, chance.random(150) < 0.4 + shift, luck < 0.4 + shift)
        change = sums(other.astype(int) - one.astype(int))
        paired.append(paired_shares((other & ~one).sum(), (one & ~other).sum(), change))
        apart.append(unpaired_shares(sums(one), sums(chance.random(150) < 0.4 + shift)))
    assert COVERS[0] <= covered(paired, shift) <= COVERS[1]
    assert COVERS[0] <= covered(apart, shift) <= COVERS[1]
    assert np.mean([e.half or 0.0 for e in paired]) < 0.8 * np.mean([e.half or 0.0 for e in apart])


@pytest.mark.parametrize("runs", [5, 12, 80])
def test_intervals_of_means_cover_the_truth(runs: int) -> None:
    chance = np.random.default_rng(8)
    found = [mean(sums(chance.normal(3.0, 2.0, runs))) for _ in range(MANY)]
    assert COVERS[0] <= covered(found, 3.0) <= COVERS[1]


def test_students_law_is_that_of_scipy() -> None:
    scipy = pytest.importorskip("scipy.stats")
    assert [student(free) for free in (1, 2, 3, 4)] == pytest.approx(scipy.t.ppf(0.975, [1, 2, 3, 4]), rel=1e-4)
    free = np.arange(5, 300)
    assert [student(float(v)) for v in free] == pytest.approx(list(scipy.t.ppf(0.975, free)), rel=1.5e-3)


# --- over time -----------------------------------------------------------------------------------------------------


@pytest.fixture
def walks() -> dict[str, Any]:
    chance = np.random.default_rng(3)
    land = np.clip(0.12 + np.cumsum(chance.normal(0.01, 0.01, (90, 9)), axis=1), 0.0, 1.0)
    return {LAND: land, "territory/VAL/VAL": 1.0 - land, "gdp/MER": 1.0 + 0.0 * land}


def test_the_fan_of_land_is_that_of_all_rows_whatever_is_read_at_once(
    tmp_path: Path, walks: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    series = {name: x[:, -1] for name, x in walks.items()}
    folder = written(tmp_path / "e", ["war"] * 90, series=series, over_time=long(walks), parts=4)
    (fan,) = summed(folder).fans
    assert (fan.series, fan.turns) == (LAND, tuple(range(9)))
    np.testing.assert_allclose(fan.quantiles, np.quantile(walks[LAND], (0.05, 0.25, 0.5, 0.75, 0.95), axis=0).T)
    monkeypatch.setattr("wargame.analysis.summary.AT_ONCE", 200)  # two turns at once
    assert summed(folder).fans == (fan,)


def test_turns_that_were_not_kept_are_left_out(tmp_path: Path, walks: dict[str, Any]) -> None:
    series = {name: x[:, -1] for name, x in walks.items()}
    folder = written(tmp_path / "e", ["war"] * 90, series=series, over_time=long(walks, every=4))
    assert summed(folder).fans[0].turns == (0, 4, 8)


def test_a_measure_stands_for_all_its_series(tmp_path: Path, walks: dict[str, Any]) -> None:
    series = {name: x[:, -1] for name, x in walks.items()}
    folder = written(tmp_path / "e", ["war"] * 90, series=series, over_time=long(walks))
    names = [fan.series for fan in summed(folder, "territory", "gdp/MER").fans]
    assert names == [LAND, "territory/VAL/VAL", "gdp/MER"]
    with pytest.raises(UserError, match="found no series over time 'gpd/MER' here; nearest is 'gdp/MER'"):
        summed(folder, "gpd/MER")


# --- time to ceasefire ---------------------------------------------------------------------------------------------


def test_time_to_ceasefire_counts_the_first_rest_and_censors_what_goes_on(tmp_path: Path) -> None:
    """Ten campaigns of eight turns: rest in turns 2, 2, 4 (by armistice), 6; six go on, one of the four goes back."""
    outcome = ["war", "ceasefire", "armistice", "peace", *["war"] * 6]
    first = {"ceasefire": [2, 2, None, 6, *[None] * 6], "armistice": [None, None, 4, 7, *[None] * 6]}
    found = summed(written(tmp_path / "e", outcome, first=first)).rest
    assert (found.came, found.censored, found.again) == (4, 6, 1)
    assert found.curve.months == (0.0, 2.0, 4.0, 6.0)
    assert found.curve.standing == pytest.approx((1.0, 0.8, 0.7, 0.6))  # nothing is censored before the end: shares
    assert found.curve.at_risk == (10, 10, 8, 7)
    # Greenwood by hand at turn 6: sum of d/(n(n-d)) = 2/80 + 1/56 + 1/42
    spread = 1.96 * np.sqrt(2 / 80 + 1 / 56 + 1 / 42) / abs(np.log(0.6))
    assert found.curve.low[-1] == pytest.approx(0.6 ** np.exp(spread), rel=1e-4)
    assert found.curve.median is None


def test_the_share_without_a_ceasefire_is_that_of_the_textbooks() -> None:
    """Remission of 21 children with 6-MP in weeks, negative where watched no longer: Freireich et al. 1963."""
    weeks = np.array([6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35], float)
    curve = kaplan_meier(np.abs(weeks), weeks > 0)
    assert curve.months == (0.0, 6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0)
    assert curve.standing[1:] == pytest.approx((0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448), abs=5e-4)


def test_the_band_of_the_time_to_ceasefire_covers_the_truth() -> None:
    chance, found = np.random.default_rng(9), []
    for _ in range(MANY):
        life, watch = chance.geometric(0.1, 120), chance.integers(2, 20, 120)
        curve = kaplan_meier(np.minimum(life, watch), life <= watch)
        at = curve.after(8.0)
        assert at is not None
        found.append(Estimate(*at))
    assert COVERS[0] <= covered(found, 0.9**8) <= COVERS[1]


# --- what was refused ----------------------------------------------------------------------------------------------


def test_what_was_refused_and_why_is_told_by_party(tmp_path: Path) -> None:
    against = {"territory": -2.0, "commitment": -1.0, "sanctions": 0.5}
    rows = [answer(0, "a", "MER", "refuse", **against), answer(0, "a", "VAL", "accept", buffer=-3.0),
            answer(1, "b", "MER", "refuse", commitment=-0.4, probability=0.0), answer(1, "b", "VAL", "none"),
            answer(2, "c", "MER", "counter", **against), answer(2, "c", "VAL", "accept"),
            answer(3, "d", "MER", "accept"), answer(3, "d", "TAL", "accept")]  # fmt: skip
    found = summed(written(tmp_path / "e", ["war"] * 8, offers=pd.DataFrame(rows))).refusals
    assert found is not None
    assert (found.offers, found.runs_with) == (4, 4)
    assert [(party.party, party.asked) for party in found.parties] == [("MER", 4), ("VAL", 3)]  # TAL tabled it
    mer, val = found.parties
    assert dict(mer.answers) == {"accept": 1, "refuse": 2, "counter": 1, "none": 0}
    assert (mer.taken.value, mer.barred) == (0.25, 1)
    assert [(reason.factor, round(reason.share, 3)) for reason in mer.reasons[:2]] == [
        ("territory", 0.667),
        ("commitment", 0.333),
    ]
    assert mer.reasons[0].mean == pytest.approx(-4.0 / 3.0)
    assert all(reason.share == 0.0 for reason in val.reasons)  # nothing below 0 in what it did not take


def test_an_ensemble_without_offers_says_so(tmp_path: Path, capsys: Any) -> None:
    code, out, _ = told(capsys, "summary", str(written(tmp_path / "e", ["war"] * 8)))
    assert code == 0
    assert "Offers were not kept" in out


# --- is N enough ---------------------------------------------------------------------------------------------------


def test_four_times_the_runs_halve_the_interval(tmp_path: Path) -> None:
    found = summed(written(tmp_path / "e", ["war", "ceasefire", "war", "peace"] * 100)).enough
    assert [n for n, _ in found.sizes] == [25, 50, 100, 200, 400]
    assert found.sizes[-1][1] == pytest.approx(found.sizes[2][1] / 2.0, rel=0.02)
    assert found.halved == pytest.approx(1600, rel=0.02)
    assert (found.kind, found.second, found.apart) == ("war", "ceasefire", True)


def test_two_outcomes_that_are_about_as_frequent_are_not_told_apart(tmp_path: Path) -> None:
    found = summed(written(tmp_path / "e", ends(("war", 26), ("ceasefire", 24)))).enough
    assert not found.apart


def test_half_widths_follow_runs_not_rows(tmp_path: Path) -> None:
    each = ["war", "ceasefire"] * 20
    folder = written(tmp_path / "e", each * 3, run=np.tile(np.arange(40), 3), point=np.repeat(np.arange(3), 40))
    assert [n for n, _ in summed(folder).enough.sizes] == [2, 5, 10, 20, 40]


# --- comparison ----------------------------------------------------------------------------------------------------


def compared(tmp_path: Path, one: dict[str, Any], other: dict[str, Any], *measures: str) -> Comparison:
    folders = [opened(written(tmp_path / name, **told)) for name, told in (("one", one), ("other", other))]
    return compare(*folders, measures)


def test_pairs_are_told_by_point_and_run_whatever_the_order_of_rows(tmp_path: Path) -> None:
    losses = np.arange(20.0)
    one = {"outcome": ["war"] * 12 + ["peace"] * 8, "series": {"losses/MER": losses}}
    last_first = (["war"] * 9 + ["peace"] * 11)[::-1]
    other = {"outcome": last_first, "run": np.arange(20)[::-1], "series": {"losses/MER": (losses + 5.0)[::-1]}}
    found = compared(tmp_path, one, other)
    assert (found.unpaired, found.pairs, found.left_out) == ("", 20, (0, 0))
    war = found.outcomes[0]
    assert (war.kind, war.only_first, war.only_second) == ("war", 3, 0)
    assert war.change.value == pytest.approx(-0.15)
    (losses_change,) = found.measures
    change = losses_change.change
    assert (change.value, change.low, change.high) == pytest.approx(
        (5.0, 5.0, 5.0)
    )  # luck is the same: no spread is left


def test_of_several_series_of_a_measure_the_one_that_changed_most_is_told_unless_others_are_asked_for(
    tmp_path: Path,
) -> None:
    luck = np.random.default_rng(3).normal(0.0, 1.0, 40)
    series = {"losses/MER": luck, "losses/VAL": luck, "support/VAL": luck}
    moved = {"losses/MER": luck + 1.0, "losses/VAL": luck + 3.0, "support/VAL": luck + 2.0}
    one, other = ({"outcome": ["war"] * 40, "series": told} for told in (series, moved))
    assert [item.measure for item in compared(tmp_path / "a", one, other).leading] == ["losses/VAL", "support/VAL"]
    asked = compared(tmp_path / "b", one, other, "losses").leading
    assert [item.measure for item in asked] == ["losses/VAL", "losses/MER"]


def test_a_pair_is_worth_more_than_two_strangers(tmp_path: Path) -> None:
    chance = np.random.default_rng(4)
    losses = chance.normal(30_000.0, 4_000.0, 100)
    one = {"outcome": ["war"] * 100, "series": {"losses/MER": losses}}
    other = {"outcome": ["war"] * 100, "series": {"losses/MER": losses + chance.normal(200.0, 300.0, 100)}}
    paired = compared(tmp_path / "a", one, other).measures[0]
    apart = compared(tmp_path / "b", one, other | {"seed": 2}).measures[0]
    assert paired.change.value == pytest.approx(apart.change.value)
    assert paired.apart
    assert not apart.apart
    assert (paired.change.half or 0.0) < 0.1 * (apart.change.half or 0.0)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"seed": 7}, "their seeds are 1 and 7"),
        ({"turns": 5}, "they play 8 and 5 turns"),
        ({"run": np.arange(100, 110)}, "they have no run in common"),
        ({"varied": {"rules.combat.luck": np.arange(10.0)}, "design": {"kind": "lhs"}}, "different designs"),
        ({"scenario": {"id": "the-offer"}}, "they play classroom and the-offer"),
    ],
)
def test_rows_that_are_no_pairs_are_compared_as_strangers_and_it_is_said(
    tmp_path: Path, capsys: Any, other: dict[str, Any], why: str
) -> None:
    rows = {"outcome": ["war"] * 6 + ["peace"] * 4}
    found = compared(tmp_path, rows, rows | other)
    assert why in found.unpaired
    assert (found.pairs, found.outcomes[0].only_first) == (0, None)
    _, out, _ = told(capsys, "compare", str(tmp_path / "one"), str(tmp_path / "other"))
    assert f"Not paired: {found.unpaired}" in out


def test_points_with_other_numbers_are_no_pairs(tmp_path: Path) -> None:
    """The same design and ranges, drawn for another number of rows: point 3 is another place."""
    told = {"outcome": ["war"] * 10, "point": np.arange(10), "design": {"kind": "lhs"}, "ranges": {"a": (0.0, 1.0)}}
    chance = np.random.default_rng(1)
    same = chance.random(10)
    one, other = told | {"varied": {"a": same}}, told | {"varied": {"a": chance.random(10)}, "design": {"kind": "lhs"}}
    assert compared(tmp_path / "x", one, dict(other)).unpaired == "the numbers of their points differ"
    again = told | {"varied": {"a": same}, "design": {"kind": "lhs"}}
    assert compared(tmp_path / "y", one | {"design": {"kind": "lhs"}}, again).unpaired == ""


def test_runs_that_only_one_has_are_left_out_and_it_is_said(tmp_path: Path, capsys: Any) -> None:
    found = compared(tmp_path, {"outcome": ["war"] * 10}, {"outcome": ["war"] * 8, "run": np.arange(2, 10)})
    assert (found.pairs, found.left_out) == (8, (2, 0))
    _, out, _ = told(capsys, "compare", str(tmp_path / "one"), str(tmp_path / "other"))
    assert "2 rows of the first have no pair and are left out" in out


def test_what_differs_between_two_manifests_is_named(tmp_path: Path) -> None:
    text = {"id": "classroom", "seal": "def", "text": {"classroom.yaml": "a: 1\nb: 3\n"}, "source": "classroom"}
    other = {"outcome": ["war"] * 4, "seats": {"ORR": "hold"}, "scenario": text}
    found = {
        item.what: (item.first, item.second) for item in compared(tmp_path, {"outcome": ["war"] * 4}, other).differences
    }
    assert found["seats.ORR"] == ("none", "hold")
    assert found["scenario.text.classroom.yaml"] == ("b: 2", "b: 3")


def test_a_measure_is_asked_for_by_name_and_a_wrong_one_told_the_nearest(tmp_path: Path) -> None:
    series = {"losses/MER": np.arange(6.0), "losses/VAL": np.arange(6.0), "gdp/VAL": np.ones(6)}
    rows = {"outcome": ["war"] * 6, "series": series}
    found = compared(tmp_path / "a", rows, rows, "losses")
    assert {item.measure for item in found.measures} == {"losses/MER", "losses/VAL"}
    with pytest.raises(UserError, match="found no measure in both 'loses' here; nearest is 'losses'"):
        compared(tmp_path / "b", rows, rows, "loses")


# --- as text, as JSON, as a picture --------------------------------------------------------------------------------


@pytest.fixture
def whole(tmp_path: Path, walks: dict[str, Any]) -> Path:
    """An ensemble with everything in it, one row of which failed."""
    chance = np.random.default_rng(1)
    outcome = chance.choice(["war", "ceasefire", "peace"], 90, p=[0.5, 0.3, 0.2]).tolist()
    first = {"ceasefire": [None if kind == "war" else int(chance.integers(2, 9)) for kind in outcome]}
    rows = [answer(row, "o", party, str(chance.choice(["accept", "refuse"])),
                   **{name: chance.normal() for name in FACTORS})
            for row in range(90) for party in ("MER", "VAL")]  # fmt: skip
    failed = [
        {"row": 90, "run": 90, "point": 0, "error": "ValueError: no", "command": "wargame run classroom --run 90"}
    ]
    series = {name: x[:, -1] for name, x in walks.items()}
    return written(tmp_path / "whole", outcome, series=series, first=first, over_time=long(walks),
                   offers=pd.DataFrame(rows), failures=failed, **{"rows": 91})  # fmt: skip


def test_failures_are_told_with_the_command_that_plays_them_again(whole: Path, capsys: Any) -> None:
    code, out, _ = told(capsys, "summary", str(whole))
    assert code == 0
    assert "1 row failed and is in no figure." in out
    assert "wargame run classroom --run 90" in out.replace("\n", "")
    assert "not on record" not in out


def test_rows_that_are_missing_are_told(tmp_path: Path, capsys: Any) -> None:
    folder = written(tmp_path / "e", ["war"] * 8, **{"rows": 24, "blocks": {"0": "done", "1": "killed"}})
    _, out, _ = told(capsys, "summary", str(folder))
    assert "16 of 24 rows are not on record (1 block of them ended every worker that played it)" in out


def test_json_tells_what_the_tables_tell(whole: Path, capsys: Any) -> None:
    found = json.loads(told(capsys, "summary", str(whole), "--json")[1])
    assert sum(item["rows"] for item in found["outcomes"]) == found["rows"] == 90
    assert found["time_to_ceasefire"]["came"] + found["time_to_ceasefire"]["censored"] == 90
    assert found["series"][LAND]["turns"] == list(range(9))
    assert found["failures"][0]["run"] == 90
    both = json.loads(told(capsys, "compare", str(whole), str(whole), "--json")[1])
    assert both["paired"]
    assert all(item["change"]["value"] == 0.0 for item in both["measures"])


def test_the_same_folder_gives_the_same_answer_to_the_last_digit(whole: Path, capsys: Any) -> None:
    assert told(capsys, "summary", str(whole), "--json") == told(capsys, "summary", str(whole), "--json")


@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_pictures_are_drawn_and_the_same_again(whole: Path, tmp_path: Path, suffix: str) -> None:
    for draw, found in (
        (draw_summary, summed(whole, "gdp/MER")),
        (draw_comparison, compare(opened(whole), opened(whole))),
    ):
        one, two = (draw(found, tmp_path / f"{k}.{suffix}") for k in (1, 2))
        assert one.stat().st_size > 10_000
        assert one.read_bytes() == two.read_bytes()


def test_an_ensemble_of_which_little_was_kept_is_drawn_all_the_same(tmp_path: Path) -> None:
    draw_summary(summed(written(tmp_path / "e", ["war"])), tmp_path / "one.png")
    assert (tmp_path / "one.png").exists()


def test_a_fan_that_does_not_move_is_a_line(tmp_path: Path, capsys: Any) -> None:
    still = {LAND: np.full((6, 9), 0.3)}
    folder = written(tmp_path / "e", ["war"] * 6, series={LAND: still[LAND][:, -1]}, over_time=long(still))
    assert isinstance(summed(folder).fans[0], Fan)
    draw_summary(summed(folder), tmp_path / "still.png")
    assert told(capsys, "summary", str(folder))[0] == 0


# --- bad input -----------------------------------------------------------------------------------------------------


def test_a_folder_that_is_no_ensemble_is_told_in_a_sentence(tmp_path: Path, capsys: Any) -> None:
    other, foreign, newer = tmp_path / "other", tmp_path / "foreign", tmp_path / "newer"
    for path in (other, foreign, newer):
        path.mkdir()
    (foreign / "manifest.json").write_text('{"name": "an app"}')
    (newer / "manifest.json").write_text(json.dumps(manifest(format=2)))
    faults = {
        tmp_path / "nowhere": "found no folder", other: "expected the folder of a batch",
        foreign: "which is no manifest", newer: "of format 2, expected 1",
    }  # fmt: skip
    for path, fault in faults.items():
        for words in (["summary", str(path)], ["compare", str(path), str(path)], ["sensitivity", str(path)]):
            code, out, err = told(capsys, *words)
            assert (code, out) == (2, "")
            assert fault in err
            assert "Traceback" not in err


def test_an_ensemble_in_which_nothing_is_played_yet_says_how_to_go_on(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps(manifest(rows=100, blocks={})))
    code, _, err = told(capsys, "summary", str(tmp_path))
    assert code == 4
    assert "none has been played to its end" in err


def test_a_torn_part_is_told_in_a_sentence(tmp_path: Path, capsys: Any) -> None:
    folder = written(tmp_path / "e", ["war"] * 8)
    (folder / "runs" / "000001.parquet").write_bytes(b"PAR1torn")
    code, _, err = told(capsys, "summary", str(folder))
    assert code == 2
    assert "found parts that can't be read" in err


def test_a_picture_that_cannot_be_written_is_told_before_anything_is_read(tmp_path: Path, capsys: Any) -> None:
    code, _, err = told(capsys, "summary", str(tmp_path), "--plot", "x.bmp")
    assert code == 2
    assert "expected a name that ends in" in err
