"""A playthrough of every shipped scenario in readable text: decisions exactly, figures to three digits.

A change of the rules or of the numbers shows here as a difference that can be read. To accept it:
`python -m pytest tests/test_golden.py --refresh`.
"""

from pathlib import Path

import pytest

from wargame.data import scenarios
from wargame.explain import digest, figure, outcome, regions_table, states_table
from wargame.game import Game
from wargame.orders import lines
from wargame.turn import Played

GOLDEN = Path(__file__).parent / "golden"


def _decided(played: Played) -> str:
    """Where each side attacks and gives ground, in the order of the map."""
    found: dict[str, list[str]] = {}
    for orders in played.orders.values():
        for line in lines(orders, played.world.board):
            seat, kind, target, *_ = line.split()
            if kind in ("attack", "withdraw", "strike"):
                found.setdefault(f"{seat} {kind}", []).append(target)
    return "; ".join(f"{what} {' '.join(where)}" for what, where in found.items()) or "no attacks"


def playthrough(name: str) -> str:
    game = Game(name, seed=1)
    names, worlds, told = game.scenario.names(), [game.world], [f"{game.scenario.spec.title}, seed 1, run 0", ""]
    while game.running:
        game.step()
        assert game.played is not None
        told += [digest(worlds[-1], game.played, game.scenario, names), f"         {_decided(game.played)}"]
        worlds.append(game.world)
    result = outcome(worlds, game.scenario.dates)
    told += ["", f"{result.kind} since {result.since}", ""]
    for row in states_table(game.world, names):
        told.append(f"{row.pop('id')}  " + ", ".join(f"{key} {figure(v)}" for key, v in row.items() if key != "state"))
    for row in regions_table(game.world, game.scenario, names):
        told.append(f"{row['id']}  " + ", ".join(f"{who} {figure(share)}" for who, share in row["shares"].items()))
    return "\n".join(told) + "\n"


@pytest.mark.parametrize("name", sorted(scenarios()))
def test_the_playthrough_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    path, now = GOLDEN / f"{name}.txt", playthrough(name)
    if request.config.getoption("--refresh"):
        path.write_text(now, encoding="utf-8")
    assert now.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_every_scenario_has_a_golden_playthrough_and_nothing_else_has() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(scenarios())
