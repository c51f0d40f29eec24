"""Levers of the flagship by paired runs: the same luck, one number changed, and what it moves on average."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from wargame.axes import Array
from wargame.game import Game
from wargame.measures import names, values
from wargame.policies import POLICIES
from wargame.scenario import load

pytestmark = pytest.mark.long
RUNS, TURNS = 128, 24
FIELDS = ("attributed", "incidents", "unclaimed", "supply", "storage", "flank")


@cache
def ends(**changes: Any) -> dict[str, Array]:
    """Every series and some fields, run by run, in the mean of the second year's months."""
    set_to = {f"{path.replace('__', '.')}": value for path, value in changes.items()}
    game = Game(load("ukraine-2022", POLICIES, set_to), runs=range(RUNS), seats={"all": "doctrine"})
    told: dict[str, list[Array]] = {}
    known = names(game.scenario.board)
    for turn in range(1, TURNS + 1):
        game.step()
        if turn >= 9:
            row = dict(zip(known, values(game.world).T, strict=True))
            row |= {name: getattr(game.world, name).reshape(RUNS, -1).sum(axis=1) for name in FIELDS}
            for name, value in row.items():
                told.setdefault(name, []).append(value)
    return {name: np.mean(value, axis=0) for name, value in told.items()}


def moved(series: str, **changes: Any) -> float:
    """Mean change in a series by pairs of runs, in standard errors; 0 where nothing moves at all."""
    change = ends(**changes)[series] - ends()[series]
    error = change.std(ddof=1) / np.sqrt(RUNS)
    if error == 0.0:
        return float(np.sign(change.mean())) * np.inf if change.any() else 0.0
    return float(change.mean() / error)


def test_without_packages_the_target_is_better_off() -> None:
    assert moved("gdp/RUS", policies__doctrine__ambition=0.0) > 3.0
    assert ends(policies__doctrine__ambition=0.0)["gdp/RUS"].mean() > ends()["gdp/RUS"].mean() + 0.02


def test_a_common_energy_programme_brings_supply_and_fills_storage() -> None:
    assert moved("supply", policies__doctrine__saver=0.0) < -3.0
    assert moved("storage", policies__doctrine__saver=0.0) < -3.0
    assert moved("gas_price", policies__doctrine__saver=0.0) >= 0.0


def test_troops_sent_forward_deter() -> None:
    nobody = {"policies__doctrine__guard": 0.0}
    assert moved("flank", **nobody) < -3.0
    assert moved("incidents", **nobody) > 3.0
    assert moved("rung/RUS/NATO", **nobody) > 3.0


def test_without_arms_more_is_lost() -> None:
    assert moved("territory/UKR/RUS", rules__logistics__aid_units=0.0) > 3.0


def test_what_is_not_shared_is_not_traced() -> None:
    alone = ends(policies__doctrine__sharing=0.0)
    assert moved("attributed", policies__doctrine__sharing=0.0) < -3.0
    share, shared = (told["attributed"].sum() / told["incidents"].sum() for told in (alone, ends()))
    assert share < shared - 0.05
