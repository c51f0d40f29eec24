"""Five hundred months: nothing runs away, nothing comes to rest for good, and every table has room."""

from functools import cache

import numpy as np
import pytest

from wargame.axes import Array
from wargame.game import Game
from wargame.generator import generate
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load
from wargame.world import leaves

pytestmark = pytest.mark.long
TURNS = 500
KEPT = ("cohesion", "gas_price", "rung", "adopted", "incidents", "alarm", "pressure", "war")


@cache
def world_of(name: str) -> Scenario:
    """The flagship drawn out, or a generated world by its seed; nobody negotiates but in "talking"."""
    if name == "ukraine-2022":
        return load(name, POLICIES, {"calendar.turns": TURNS}).silent
    if name == "talking":
        return generate(6, 14, 3, 2, TURNS, 4, aligned=False)
    if name == "mixed":
        return generate(6, 14, 3, 2, TURNS, 4, aligned=False).silent
    return generate(5, 12, 2, 1, TURNS, int(name)).silent


@cache
def story(name: str, policy: str) -> tuple[dict[str, Array], Game]:
    """Fields turn by turn, `[T,R,...]`, checked to be numbers all along."""
    game = Game(world_of(name), runs=range(2), seats={"all": policy})
    told: dict[str, list[Array]] = {field: [] for field in KEPT}
    for _ in range(TURNS):
        game.step()
        for leaf, _, array in leaves(game.world):
            assert np.isfinite(array).all(), (leaf, game.turn)
        for field in KEPT:
            told[field].append(getattr(game.world, field))
    return {field: np.array(value) for field, value in told.items()}, game


AT_WAR = [("3", "doctrine"), ("8", "doctrine"), ("mixed", "doctrine"), ("ukraine-2022", "doctrine"), ("3", "random")]
PLAYED = [*AT_WAR, ("talking", "doctrine")]


@pytest.mark.parametrize(("name", "policy"), PLAYED)
def test_nothing_runs_away(name: str, policy: str) -> None:
    told, game = story(name, policy)
    f = game.scenario.board.forum
    assert ((told["cohesion"] > 0.05) & (told["cohesion"] < 0.95)).all()
    assert ((told["gas_price"] > 5.0) & (told["gas_price"] < 1000.0)).all()
    assert ((told["rung"] >= 0.0) & (told["rung"] <= 10.0)).all()
    assert (told["rung"][-100:] < 10.0).any(axis=0).all(), "stuck on the last rung"
    assert (told["alarm"] < 3.0).all()
    assert (np.diff(told["incidents"], axis=0).reshape(TURNS - 1, -1).max(axis=0) < 10.0).all()
    packages = [p for p, docket in enumerate(f.dockets) if docket.motion == "package"]
    brought = (told["adopted"][-1] - told["adopted"][TURNS // 2])[:, packages]
    for body in range(len(f.alliances)):
        mine = [k for k, p in enumerate(packages) if f.dockets[p].alliance == body]
        assert (brought[:, mine].sum(axis=1) < TURNS / 4).all(), f.alliances[body]


@pytest.mark.parametrize(("name", "policy"), AT_WAR)
def test_nothing_comes_to_rest_for_good(name: str, policy: str) -> None:
    told, game = story(name, policy)
    late = {field: value[TURNS // 2 :] for field, value in told.items()}
    f = game.scenario.board.forum
    assert game.world.war.any(axis=1).all(), "these are worlds at war; in a peace packages may well come to rest"
    going_on = [p for p, docket in enumerate(f.dockets) if docket.motion in ("package", "rollover")]
    assert ((late["adopted"][-1] - late["adopted"][0])[:, going_on].sum(axis=1) > 5.0).all()
    assert (late["gas_price"].std(axis=0) > 0.5).all()
    assert (np.abs(np.diff(late["rung"], axis=0)).sum(axis=(0, 2)) > 5.0).all()
    assert (late["cohesion"].std(axis=0).max(axis=-1) > 1e-3).all()
    assert (late["pressure"].std(axis=0).max(axis=-1) > 1e-3).all()


def test_where_there_are_talks_wars_end_and_come_back() -> None:
    told, _ = story("talking", "doctrine")
    fought = told["war"].any(axis=-1)
    assert (np.diff(fought.astype(int), axis=0) == 1).sum(axis=0).all()
    assert (np.diff(fought.astype(int), axis=0) == -1).sum(axis=0).all()


@pytest.mark.parametrize(("name", "policy"), PLAYED)
def test_every_table_has_room(name: str, policy: str) -> None:
    world = story(name, policy)[1].world
    assert not world.measures.refused.any()
    assert not world.shipments.refused.any()
    assert (world.measures.live.sum(axis=1) < 0.5 * world.measures.live.shape[1]).all()
