"""Many campaigns: each is the one it would be alone, and what they came to can be read as tables."""

import numpy as np
import pytest

import wargame
from wargame.ensemble import block_size, run_many
from wargame.ensemble.blocks import WORKING_SET, blocks
from wargame.errors import UserError
from wargame.explain import KINDS, outcome, since
from wargame.game import Game
from wargame.measures import names, values
from wargame.scenario import Scenario
from wargame.world import leaves

TURNS = 6


def alone(scenario: Scenario, run: int, seed: int = 1) -> np.ndarray:
    game = Game(scenario, seed=seed, run=run)
    rows = [values(game.world)[0]]
    for _ in range(TURNS):
        game.step()
        rows.append(values(game.world)[0])
    return np.array(rows)


def test_a_row_is_the_campaign_it_would_be_alone(shipped: Scenario) -> None:
    many = run_many(shipped, runs=9, turns=TURNS, block=4)
    for run in (0, 3, 8):
        assert many.values[run].tobytes() == alone(shipped, run).tobytes()


@pytest.mark.parametrize("block", [1, 3, 128])
def test_the_size_of_blocks_changes_nothing(ukraine: Scenario, block: int) -> None:
    runs = 5 if block < 128 else 130
    whole = run_many(ukraine, runs=runs, turns=3, block=runs)
    assert run_many(ukraine, runs=runs, turns=3, block=block).values.tobytes() == whole.values.tobytes()


@pytest.mark.long
def test_a_thousand_runs_in_one_block(ukraine: Scenario) -> None:
    many = run_many(ukraine, runs=1000, turns=TURNS, block=1000)
    for run in (0, 127, 999):
        assert many.values[run].tobytes() == alone(ukraine, run).tobytes()


def test_listed_runs_are_those_campaigns(ukraine: Scenario) -> None:
    many = run_many(ukraine, runs=[7, 2], turns=2)
    assert many.runs["run"].tolist() == [7, 2]
    assert many.values[0].tobytes() == alone(ukraine, 7)[:3].tobytes()


def test_runs_differ_and_seeds_differ(ukraine: Scenario) -> None:
    ends = run_many(ukraine, runs=40, turns=4).series("territory/UKR/RUS")[:, -1]
    assert len(set(ends.tolist())) == 40
    assert not np.array_equal(ends, run_many(ukraine, runs=40, seed=2, turns=4).series("territory/UKR/RUS")[:, -1])


def test_blocks_come_one_after_the_other(ukraine: Scenario) -> None:
    found = list(blocks(ukraine, range(5), turns=1, block=2, series=["gdp/RUS"]))
    assert [part.runs for part in found] == [(0, 1), (2, 3), (4,)]
    assert [part.values.shape for part in found] == [(2, 2, 1), (2, 2, 1), (1, 2, 1)]


def test_progress_is_told_after_every_block(ukraine: Scenario) -> None:
    told: list[tuple[int, int]] = []
    run_many(ukraine, runs=5, turns=1, block=2, progress=lambda done, runs: told.append((done, runs)))
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_the_size_of_a_block_is_the_scenarios_alone(ukraine: Scenario) -> None:
    worlds = block_size(ukraine) * sum(array.nbytes for _, _, array in leaves(ukraine.world))
    assert WORKING_SET / 1.5 < worlds < WORKING_SET * 1.5
    assert block_size(wargame.load("classroom")) > block_size(ukraine)


def test_tables(ukraine: Scenario) -> None:
    many = wargame.run_many("ukraine-2022", runs=4, turns=2)
    series = names(ukraine.board)
    assert many.names == series
    first = [f"turn_{kind}" for kind in KINDS if kind != "war"]
    head = ["row", "point", "run"]
    assert list(many.runs.columns) == [*head, "outcome", "since", *first, "offers", "accepted", *series]
    turns = many.turns()
    assert len(turns) == 4 * 3 * len(series)
    assert list(turns.columns) == [*head, "turn", "measure", "entity", "value"]
    row = turns.query("run == 2 and turn == 1 and measure == 'control' and entity == 'UA-65/RUS'")
    assert row["value"].tolist() == [many.values[2, 1, series.index("control/UA-65/RUS")]]


def test_tables_can_be_narrowed(ukraine: Scenario) -> None:
    many = run_many(ukraine, runs=2, turns=1, series=["gdp", "territory/UKR/RUS"])
    assert len(many.names) == 1 + len(ukraine.board.states)
    narrow = many.turns(["gdp"])
    assert set(narrow["measure"]) == {"gdp"}
    assert many.turns("gdp").equals(narrow)
    assert many.turns(["territory/UKR/RUS"])["entity"].tolist() == ["UKR/RUS"] * 4


def test_quantiles(ukraine: Scenario) -> None:
    many = run_many(ukraine, runs=20, turns=3)
    band = many.quantiles("territory/UKR/RUS")
    assert band["date"].tolist() == list(ukraine.dates[:4])
    assert band[0.5].tolist() == np.median(many.series("territory/UKR/RUS"), axis=0).tolist()
    assert (band[0.05] <= band[0.95]).all()
    assert many.quantiles("gdp/RUS", q=0.5).columns.tolist() == ["date", 0.5]
    with pytest.raises(UserError, match="found the quantile 5, expected one from 0 to 1"):
        many.quantiles("gdp/RUS", q=[5, 95])


def test_a_measure_of_many_series_is_not_taken_for_its_first(ukraine: Scenario) -> None:
    many = run_many(ukraine, runs=2, turns=1)
    for asked in (many.series, many.quantiles):
        with pytest.raises(UserError, match="found no series 'losses', expected one like 'losses/"):
            asked("losses")


def test_outcomes_are_those_of_the_games(shipped: Scenario) -> None:
    many = run_many(shipped, runs=3, turns=TURNS)
    game, worlds = Game(shipped, run=2), []
    worlds.append(game.world)
    for _ in range(TURNS):
        game.step()
        worlds.append(game.world)
    told = outcome(worlds, shipped.dates)
    assert (many.runs["outcome"][2], many.dates[many.runs["since"][2]]) == (told.kind, told.since)


def test_since_is_the_turn_of_the_last_change() -> None:
    assert since(np.array([[0, 0, 0], [0, 1, 1], [1, 0, 1], [0, 0, 1]])).tolist() == [0, 1, 2, 2]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"runs": 0}, "one or more"),
        ({"runs": [-1]}, "numbered from 0"),
        ({"runs": 1, "series": ["gdp/RSU"]}, "nearest is 'gdp/RUS'"),
        ({"runs": 1, "turns": 99}, "found 99 turns, expected 0 to 45"),
        ({"runs": 1, "changes": {"states.RUS.quality": 1.0}}, "loaded already"),
        ({"runs": 1, "seats": {"RSU": "hold"}}, "RSU"),
        ({"runs": 1, "seats": {"RUS": "holt"}}, "hold"),
    ],
)
def test_a_users_mistake_is_told(ukraine: Scenario, asked: dict[str, object], said: str) -> None:
    with pytest.raises(UserError, match=said):
        run_many(ukraine, **asked)  # type: ignore[arg-type]


def test_changes_are_carried_into_the_runs() -> None:
    weak, strong = (run_many("ukraine-2022", runs=8, turns=3, changes={"states.RUS.quality": q}) for q in (0.6, 2.5))
    assert strong.series("losses/UKR")[:, -1].mean() > weak.series("losses/UKR")[:, -1].mean()
