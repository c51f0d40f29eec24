"""Sensitivity: indices of functions whose indices are known, through the same folder and commands as an ensemble's."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from folders import LAND, written
from wargame.analysis import neutral
from wargame.analysis.folder import opened
from wargame.analysis.neutrality import neutrality
from wargame.analysis.ranks import partial_rank_correlation, rank_correlation, ranks
from wargame.analysis.sensitivity import Sensitivity, sensitivity
from wargame.calculus.deal import turned
from wargame.cli import called
from wargame.errors import UserError
from wargame.policies import POLICIES
from wargame.report.sensitivity_plot import draw
from wargame.scenario import load

NAMES = ("rules.combat.luck", "states.MER.quality", "states.VAL.quality")
A, B = 7.0, 0.1  # of Ishigami's function
PI = float(np.pi)


def ishigami(x: Any) -> Any:
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def exact() -> tuple[list[float], list[float]]:
    """First and total indices of Ishigami's function, in closed form."""
    one = 0.5 * (1.0 + B * PI**4 / 5.0) ** 2
    two, both = A**2 / 8.0, B**2 * PI**8 * (1.0 / 18.0 - 1.0 / 50.0)
    whole = one + two + both
    return [one / whole, two / whole, 0.0], [(one + both) / whole, two / whole, both / whole]


def problem(low: float = -PI, high: float = PI) -> dict[str, Any]:
    return {"num_vars": 3, "names": list(NAMES), "bounds": [[low, high]] * 3}


def folder(path: Path, kind: str, x: Any, y: Any, run: Any, **told: Any) -> Path:
    """An ensemble of a design: a figure of the numbers at its end, and a ceasefire where that is above its mean."""
    outcome = np.where(np.asarray(y) > np.mean(y), "ceasefire", "war").tolist()
    ranges = {name: (float(x[:, k].min()), float(x[:, k].max())) for k, name in enumerate(NAMES)}
    return written(path, outcome, run=run, point=np.arange(len(x)), series={LAND: y, "gdp/MER": np.ones(len(x))},
                   varied={name: x[:, k] for k, name in enumerate(NAMES)}, ranges=ranges,
                   design={"kind": kind, "seed": 3}, **told)  # fmt: skip


def figures(found: Sensitivity, name: str) -> dict[str, float]:
    return {driver.path: driver.figures[name].value for driver in found.drivers}


def saltelli(base: int, second: bool = False) -> Any:
    sampler = pytest.importorskip("SALib.sample.sobol")
    return sampler.sample(problem(), base, calc_second_order=second, seed=1)


# --- Sobol ---------------------------------------------------------------------------------------------------------


def test_sobol_indices_are_salibs_own_and_those_in_closed_form(tmp_path: Path) -> None:
    x = saltelli(2048)
    y = ishigami(x)
    found = sensitivity(opened(folder(tmp_path / "e", "sobol", x, y, np.arange(len(x)) // 5)))
    from SALib.analyze import sobol

    theirs = sobol.analyze(problem(), y, calc_second_order=False, seed=1)
    first, total = figures(found, "first"), figures(found, "total")
    assert [first[name] for name in NAMES] == pytest.approx(theirs["S1"].tolist(), abs=1e-12)
    assert [total[name] for name in NAMES] == pytest.approx(theirs["ST"].tolist(), abs=1e-12)
    assert [first[name] for name in NAMES] == pytest.approx(exact()[0], abs=0.02)
    assert [total[name] for name in NAMES] == pytest.approx(exact()[1], abs=0.02)
    assert [driver.path for driver in found.drivers] == [NAMES[0], NAMES[1], NAMES[2]]


def test_they_are_scipys(tmp_path: Path) -> None:
    stats = pytest.importorskip("scipy.stats")
    x = saltelli(2048)
    found = sensitivity(opened(folder(tmp_path / "e", "sobol", x, ishigami(x), np.arange(len(x)) // 5)))
    laws = [stats.uniform(loc=-PI, scale=2 * PI)] * 3
    theirs = stats.sobol_indices(func=lambda x: ishigami(x.T), n=2048, dists=laws, rng=np.random.default_rng(1))
    assert [figures(found, "first")[name] for name in NAMES] == pytest.approx(theirs.first_order.tolist(), abs=0.03)
    assert [figures(found, "total")[name] for name in NAMES] == pytest.approx(theirs.total_order.tolist(), abs=0.03)


def test_a_second_matrix_exchanged_changes_no_index(tmp_path: Path) -> None:
    short, long = saltelli(256), saltelli(256, second=True)
    two = [
        sensitivity(opened(folder(tmp_path / name, "sobol", x, ishigami(x), np.arange(len(x)) // size)))
        for name, x, size in (("short", short, 5), ("long", long, 8))
    ]
    for name in ("first", "total"):
        assert figures(two[0], name) == pytest.approx(figures(two[1], name))


def test_intervals_of_indices_cover_what_is_true() -> None:
    """Forty samples drawn independently: Sobol's sequences spread less than an interval of theirs tells."""
    pytest.importorskip("SALib")
    from wargame.analysis import indices

    hits = []
    for seed in range(40):
        chance = np.random.default_rng(seed)
        a, b = (chance.uniform(-PI, PI, (512, 3)) for _ in range(2))
        rows = [a, *(np.where(np.arange(3) == k, b, a) for k in range(3)), b]
        found = indices.sobol(NAMES, ishigami(np.stack(rows, axis=1).reshape(-1, 3)), 5, seed)
        for name, truth in zip(("first", "total"), exact(), strict=True):
            hits += [(e.low or 0.0) <= t <= (e.high or 0.0) for e, t in zip(found[name], truth, strict=True)]
    assert 0.92 <= np.mean(hits) <= 0.98


def test_a_row_that_failed_takes_its_base_sample_along(tmp_path: Path) -> None:
    x = saltelli(64)
    y, run = ishigami(x), np.arange(len(x)) // 5
    whole = sensitivity(opened(folder(tmp_path / "whole", "sobol", x[5:], y[5:], run[5:])))
    torn = sensitivity(opened(folder(tmp_path / "torn", "sobol", x[2:], y[2:], run[2:])))
    assert (whole.left_out, torn.left_out) == (0, 3)
    assert torn.rows == whole.rows
    assert figures(torn, "total") == figures(whole, "total")


def test_chance_alone_is_told_apart_from_the_numbers(tmp_path: Path) -> None:
    """Half of the variance is the run's: its rows share it."""
    x = saltelli(1024)
    run = np.arange(len(x)) // 5
    luck = np.random.default_rng(1).normal(0.0, ishigami(x).std(), run[-1] + 1)
    found = sensitivity(opened(folder(tmp_path / "e", "sobol", x, ishigami(x) + luck[run], run)))
    assert found.luck is not None
    assert found.luck.low is not None
    assert found.luck.high is not None
    assert found.luck.low < 0.5 < found.luck.high
    assert figures(found, "total")[NAMES[0]] == pytest.approx(exact()[1][0] / 2.0, abs=0.05)


# --- Morris --------------------------------------------------------------------------------------------------------


def test_elementary_effects_are_salibs_own(tmp_path: Path) -> None:
    sampler = pytest.importorskip("SALib.sample.morris")
    from SALib.analyze import morris

    x = sampler.sample(problem(), 60, num_levels=4, seed=2)
    y = ishigami(x)
    found = sensitivity(opened(folder(tmp_path / "e", "morris", x, y, np.arange(len(x)) // 4)))
    theirs = morris.analyze(problem(), x, y, num_levels=4, seed=9)
    for mine, name in (("mu*", "mu_star"), ("mu", "mu"), ("sigma", "sigma")):
        assert [figures(found, mine)[path] for path in NAMES] == pytest.approx(np.asarray(theirs[name], float).tolist())


def test_a_straight_line_has_its_slope_over_the_range_and_nothing_uneven(tmp_path: Path) -> None:
    sampler = pytest.importorskip("SALib.sample.morris")
    x = sampler.sample(problem(0.0, 2.0), 20, num_levels=4, seed=2)
    y = 3.0 * x[:, 0] - 1.0 * x[:, 1]
    found = sensitivity(opened(folder(tmp_path / "e", "morris", x, y, np.arange(len(x)) // 4)))
    assert figures(found, "mu*") == pytest.approx({NAMES[0]: 6.0, NAMES[1]: 2.0, NAMES[2]: 0.0}, abs=1e-9)
    assert figures(found, "mu")[NAMES[1]] == pytest.approx(-2.0)
    assert max(figures(found, "sigma").values()) == pytest.approx(0.0, abs=1e-9)


# --- rank correlations ---------------------------------------------------------------------------------------------


def test_ranks_of_equals_are_shared() -> None:
    assert ranks(np.array([3.0, 1.0, 3.0, 9.0])).tolist() == [0.0, -1.5, 0.0, 1.5]


def test_rank_correlations_are_scipys() -> None:
    stats = pytest.importorskip("scipy.stats")
    chance = np.random.default_rng(1)
    x, y = chance.normal(size=(200, 3)), chance.integers(0, 3, 200).astype(float)
    assert rank_correlation(x, y) == pytest.approx([stats.spearmanr(column, y).statistic for column in x.T])


def test_a_partial_correlation_is_that_of_what_the_others_leave_over() -> None:
    """By the regression of its definition: what is left of both once the ranks of the others are taken out."""
    chance = np.random.default_rng(2)
    x = chance.normal(size=(300, 3))
    x[:, 1] += x[:, 0]
    y = 2.0 * x[:, 0] + x[:, 2] + chance.normal(size=300)
    r, s = np.stack([ranks(column) for column in x.T], axis=1), ranks(y)
    for k, found in enumerate(partial_rank_correlation(x, y)):
        others = np.delete(r, k, axis=1)
        left = [z - others @ np.linalg.lstsq(others, z, rcond=None)[0] for z in (r[:, k], s)]
        assert found == pytest.approx(np.corrcoef(*left)[0, 1])
    assert abs(partial_rank_correlation(x, y)[1]) < 0.15 < rank_correlation(x, y)[1]


def test_intervals_of_partial_rank_correlations_cover_the_truth() -> None:
    from wargame.analysis.indices import fisher

    chance = np.random.default_rng(3)

    def drawn(n: int) -> Any:
        x = chance.random((n, 3))
        return x, x[:, 0] + 0.5 * x[:, 1] + 0.4 * chance.normal(size=n)

    truth = partial_rank_correlation(*drawn(200_000))
    hits = []
    for _ in range(600):
        x, y = drawn(150)
        for r, t in zip(partial_rank_correlation(x, y), truth, strict=True):
            e = fisher(float(r), 150, 2)
            assert e.low is not None
            assert e.high is not None
            hits.append(e.low <= t <= e.high)
    assert 0.93 <= np.mean(hits) <= 0.97


def test_a_latin_hypercube_tells_which_way_a_number_pulls_and_how_much_all_tell(tmp_path: Path) -> None:
    chance = np.random.default_rng(4)
    x = chance.random((400, 3))
    y = np.exp(2.0 * x[:, 0]) - 2.0 * x[:, 1] + 0.3 * chance.normal(size=400)
    found = sensitivity(opened(folder(tmp_path / "e", "lhs", x, y, np.arange(400))))
    pulls = figures(found, "partial rank correlation")
    assert pulls[NAMES[0]] > 0.9
    assert pulls[NAMES[1]] < -0.5
    assert [driver.apart for driver in found.drivers] == [True, True, False]
    assert found.told is not None
    assert 0.8 < found.told < 1.0


def test_few_rows_are_told_by_plain_rank_correlations(tmp_path: Path) -> None:
    x = np.random.default_rng(5).random((9, 3))
    found = sensitivity(opened(folder(tmp_path / "e", "lhs", x, x[:, 1], np.arange(9))))
    assert found.method == "Rank correlation"
    assert found.drivers[0].rank.value == pytest.approx(1.0)


# --- grids ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "levels"), [("factorial", 2), ("grid", 3)])
def test_main_effects_are_told_run_by_run(tmp_path: Path, kind: str, levels: int) -> None:
    points = np.array(list(np.ndindex(*(levels,) * 3)), dtype=float) / (levels - 1)
    runs = 12
    x, run = np.repeat(points, runs, axis=0), np.tile(np.arange(runs), len(points))
    luck = np.random.default_rng(6).normal(0.0, 5.0, runs)
    y = 2.0 * x[:, 0] - x[:, 1] + x[:, 0] * x[:, 1] + luck[run]
    found = sensitivity(opened(folder(tmp_path / "e", kind, x, y, run)))
    effects = figures(found, "effect")
    assert effects == pytest.approx({NAMES[0]: 2.5, NAMES[1]: -0.5, NAMES[2]: 0.0}, abs=1e-9)
    half = found.drivers[0].rank.half
    assert half is not None
    assert half < 1e-9


def test_one_run_a_point_has_no_interval(tmp_path: Path) -> None:
    x = np.array(list(np.ndindex(2, 2, 2)), dtype=float)
    found = sensitivity(opened(folder(tmp_path / "e", "factorial", x, x[:, 0], np.zeros(8, int))))
    assert found.drivers[0].rank.low is None


# --- what is asked -------------------------------------------------------------------------------------------------


@pytest.fixture
def some(tmp_path: Path) -> Path:
    x = np.random.default_rng(7).random((100, 3))
    return folder(tmp_path / "some", "lhs", x, x[:, 0] + 0.2 * x[:, 1], np.arange(100))


def test_land_is_asked_about_unless_something_else_is(some: Path) -> None:
    assert sensitivity(opened(some)).of == LAND
    found = sensitivity(opened(some), "ceasefire")
    assert (found.of, found.share) == ("ceasefire", True)
    assert found.drivers[0].path == NAMES[0]


@pytest.mark.parametrize(
    ("of", "fault"),
    [
        ("ceasefires", "nearest is 'ceasefire'"),
        ("territory/VAL/MAR", "nearest is 'territory/VAL/MER'"),
        ("gdp", "gdp/MER is the same in all 100 rows, expected one that differs"),
        ("peace", "peace is the same in all 100 rows"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(some: Path, of: str, fault: str) -> None:
    with pytest.raises(UserError, match=fault):
        sensitivity(opened(some), of)


def test_an_ensemble_in_which_nothing_was_varied_says_what_to_play_instead(tmp_path: Path, capsys: Any) -> None:
    assert called(["sensitivity", str(written(tmp_path / "e", ["war"] * 8))]) == 2
    err = capsys.readouterr().err
    assert "nothing was varied" in err
    assert "wargame batch classroom --vary register --design morris" in err


def test_too_few_whole_groups_are_told(tmp_path: Path) -> None:
    pytest.importorskip("SALib")
    x = saltelli(4)[:7]
    with pytest.raises(UserError, match="found 1 whole groups of 5 rows of this sobol design, expected two or more"):
        sensitivity(opened(folder(tmp_path / "e", "sobol", x, ishigami(x), np.arange(7) // 5)))


def test_the_missing_extra_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    x = np.random.default_rng(1).random((50, 3))
    path = folder(tmp_path / "e", "sobol", x, x[:, 0], np.arange(50) // 5)
    for known in [name for name in sys.modules if name.partition(".")[0] == "SALib"]:
        monkeypatch.delitem(sys.modules, known)
    monkeypatch.setitem(sys.modules, "SALib", None)
    assert called(["sensitivity", str(path)]) == 4
    err = capsys.readouterr().err
    assert "wargame[analysis]" in err
    assert "Traceback" not in err


# --- as text, as JSON, as a picture --------------------------------------------------------------------------------


@pytest.fixture(params=["lhs", "sobol", "morris", "factorial"])
def any_design(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    kind = request.param
    if kind in ("sobol", "morris"):
        pytest.importorskip("SALib")
    from SALib.sample import morris

    makers: dict[str, Callable[[], tuple[Any, Any]]] = {
        "lhs": lambda: (np.random.default_rng(1).random((60, 3)), np.arange(60)),
        "sobol": lambda: (saltelli(16), np.arange(80) // 5),
        "morris": lambda: (morris.sample(problem(), 10, seed=1), np.arange(40) // 4),
        "factorial": lambda: (np.repeat(np.array(list(np.ndindex(2, 2, 2)), float), 4, 0), np.tile(np.arange(4), 8)),
    }
    x, run = makers[kind]()
    luck = np.random.default_rng(2).normal(0.0, 0.2, run.max() + 1)
    return folder(tmp_path / kind, kind, x, x[:, 0] - 0.5 * x[:, 1] + luck[run], run)


def test_every_design_is_told_as_table_as_json_and_as_a_picture(any_design: Path, tmp_path: Path, capsys: Any) -> None:
    picture = tmp_path / "it.png"
    assert called(["sensitivity", str(any_design), "--plot", str(picture)]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in NAMES)
    assert picture.stat().st_size > 10_000
    assert called(["sensitivity", str(any_design), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert next(driver["path"] for driver in found["drivers"]) in NAMES
    assert found["of"] == LAND


def test_the_same_folder_gives_the_same_picture_and_the_same_intervals(any_design: Path, tmp_path: Path) -> None:
    two = [draw(sensitivity(opened(any_design)), tmp_path / f"{k}.svg").read_bytes() for k in (1, 2)]
    assert two[0] == two[1]


# --- neutrality ----------------------------------------------------------------------------------------------------


def test_with_their_data_exchanged_two_sides_exchange_their_judgements(capsys: Any) -> None:
    assert called(["sensitivity", "classroom", "--neutral", "--runs", "20", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["holds"]
    assert [item["turn"] for item in found["turns"]] == [1, 5, 8]


def test_the_scenario_of_an_ensemble_is_put_to_the_same_test(some: Path, capsys: Any) -> None:
    assert called(["sensitivity", str(some), "--neutral", "--runs", "2"]) == 0
    assert "nothing hangs on who is who" in capsys.readouterr().out


def test_a_judgement_that_knows_who_is_who_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    scenario = load("classroom", POLICIES)
    monkeypatch.setattr(neutral, "turned", lambda case: replace(turned(case), odds=case.odds))
    assert not neutrality(scenario, scenario.offers[0], runs=4).holds


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["classroom", "--neutral", "--of", "peace"], "found --of with --neutral"),
        (["{some}", "--runs", "5"], "found --runs with an ensemble"),
    ],
)
def test_options_that_do_not_belong_together_are_told(some: Path, words: list[str], fault: str, capsys: Any) -> None:
    assert called(["sensitivity", *(word.format(some=some) for word in words)]) == 2
    assert fault in capsys.readouterr().err
