"""Recorded decisions of alliances: what is tabled, voted and imposed, and what is wrong with a record."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import worlds
from wargame.errors import DocumentError
from wargame.policies import POLICIES
from wargame.rules import sanctions
from wargame.scenario import Scenario, load

POWERS = [
    {"motion": "package", "target": "RED", "at_once": 2, "prepared": 2.5},
    {"motion": "rollover", "target": "RED"},
    {"motion": "relief", "target": "RED"},
]


def recorded(*script: dict[str, Any], rule: str = "unanimity") -> Scenario:
    body = {"name": "U", "fictional": "U", "rule": rule, "members": ["BLU", "GLD"], "powers": POWERS}
    decided = [{"month": "2030-01", **decision} for decision in script] + [{"month": "2031-12", "seat": "GLD"}]
    return worlds.duel(alliances={"U": body}, sanctioners={"RED": ["GLD"]}, script=decided)


def forbidden(scenario: Scenario, turns: int, sender: int = -1) -> list[float]:
    world = worlds.game(scenario, turns, "script").world
    return np.round(sanctions.in_force(world.measures, world.board)[0, 0, :, sender], 6).tolist()  # type: ignore[no-any-return]


def test_what_an_alliance_tables_its_members_adopt() -> None:
    told = {"package.1:RED:finance": 0.5, "package.2:RED:finance": 0.5, "package.2:RED:trade": 0.25}
    scenario = recorded({"seat": "U", "table": told})
    assert forbidden(scenario, 1) == [0.75, 0.0, 0.0, 0.25]
    assert forbidden(scenario, 4) == [0.75, 0.0, 0.0, 0.25]  # once, in its month


def test_a_docket_without_its_number_is_the_first_of_its_kind() -> None:
    assert forbidden(recorded({"seat": "U", "table": {"package:RED:energy": 0.5}}), 1) == [0.0, 0.5, 0.0, 0.0]


def test_what_runs_out_is_rolled_over_as_long_as_the_record_lasts() -> None:
    scenario = recorded({"seat": "U", "table": {"package:RED:energy": 0.5}})
    assert forbidden(scenario, 20) == [0.0, 0.5, 0.0, 0.0]


def test_a_vote_against_holds_a_motion_up_or_brings_it_down() -> None:
    tabled = {"seat": "U", "table": {"package:RED:energy": 0.5}}
    against = {"seat": "BLU", "vote": {"U:package:RED": -0.045}}
    assert forbidden(recorded(tabled, against), 1) == [0.0] * 4
    late = recorded(tabled, against)
    assert next(n for n in range(1, 6) if forbidden(late, n)[1] > 0.0) > 1
    assert forbidden(recorded(tabled, against | {"vote": {"U:package.1:RED": -1.0}}), 6) == [0.0] * 4
    assert forbidden(recorded(tabled, {"seat": "BLU", "vote": {"U:package.2:RED": -1.0}}), 1)[1] == 0.5


def test_a_state_imposes_and_lifts_its_own_measures_as_told() -> None:
    scenario = recorded(
        {"seat": "GLD", "sanction": {"RED": {"finance": 0.5}}},
        {"seat": "GLD", "sanction": {"RED": {"finance": -0.2}}, "month": "2030-03"},
    )
    assert [forbidden(scenario, n, 2)[0] for n in (1, 2, 3, 6)] == [0.5, 0.5, 0.3, 0.3]


def test_history_adopts_its_packages_in_their_months(ukraine: Scenario) -> None:
    game, count = worlds.game(ukraine, 0, "script"), []
    packages = [
        p
        for p in ukraine.board.forum.of("package")
        if ukraine.board.forum.alliances[ukraine.board.forum.dockets[p].alliance] == "EU"
    ]
    for _ in range(23):
        game.step()
        count.append(int(game.world.adopted[0, packages].sum()))
    assert count == [3, 4, 5, 5, 6, 7, 7, 7, 8, 8, 9, 9, 10, 10, 10, 10, 11, 11, 11, 11, 11, 11, 12]
    assert game.world.held_up[0, packages].sum() == 2.0
    assert game.world.measures.refused[0] == 0.0


FAULTS = [
    ("{month: 2022-03, seat: EV, table: {}}", "unknown seat 'EV'", "a known seat"),
    ("{month: 2022-03, seat: EU, table: {'package:RUS:finanze': 0.1}}", "item", "package:RUS:finance"),
    ("{month: 2022-03, seat: EU, table: {'package.4:RUS:finance': 0.1}}", "item", "package.3:RUS:finance"),
    ("{month: 2022-03, seat: EU, table: {'package:RUS:finance': 1.5}}", "1.5", "a share"),
    ("{month: 2022-03, seat: HUN, table: {'package:RUS:finance': 0.5}}", "of the state 'HUN'", "alliance"),
    ("{month: 2022-03, seat: HUN, vote: {'EU:packige:RUS': -0.1}}", "docket", "EU:package:RUS"),
    ("{month: 2022-03, seat: EU, vote: {'EU:package:RUS': -0.1}}", "of the alliance 'EU'", "state"),
    ("{month: 2022-03, seat: HUN, host: [RUS-UKR]}", "unknown war in which HUN mediates 'RUS-UKR'", "a known war"),
    ("{month: 2022-03, seat: HUN, sanction: {RUS: {finance: 0.1}}}", "target", "own"),
]


@pytest.mark.parametrize(("decision", "found", "expected"), FAULTS)
def test_a_faulty_record_is_told_with_its_place(tmp_path: Path, decision: str, found: str, expected: str) -> None:
    import wargame.data as data

    whole = Path(data.scenario_path("ukraine-2022"))
    maps = whole.parent.parent
    text = whole.read_text().replace("../", f"{maps.as_posix()}/")
    path = tmp_path / "changed.yaml"
    path.write_text(f"{text}\nscript:\n  - {decision}\n")
    with pytest.raises(DocumentError) as told:
        load(path, POLICIES)
    assert len(told.value.faults) == 1
    fault = str(told.value)
    assert str(path) in fault
    assert found in fault
    assert expected in fault
