"""Generated worlds: any size, the same from the same arguments, and as sound as one that was written by hand."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import worlds
from wargame.generator import generate, parts
from wargame.policies import POLICIES
from wargame.scenario import load
from wargame.world import digest


def test_the_same_arguments_give_the_same_world() -> None:
    a, b, c = generate(5, 12, seed=4), generate(5, 12, seed=4), generate(5, 12, seed=5)
    assert (a.board.regions, digest(a.world)) == (b.board.regions, digest(b.world))
    assert digest(a.world) != digest(c.world)


@pytest.mark.parametrize("aligned", [True, False])
@pytest.mark.parametrize("holders", [2, 3])
@pytest.mark.parametrize("seed", range(6))
def test_a_generated_world_passes_as_a_scenario_written_by_hand(
    tmp_path: Path, holders: int, aligned: bool, seed: int
) -> None:
    sizes = (5, 11, holders, 2, 6, seed, aligned, True)
    spec, features, links = parts(*sizes)
    (tmp_path / "map.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (tmp_path / "links.yaml").write_text(json.dumps({"links": links}))
    (tmp_path / "world.yaml").write_text(json.dumps(spec))
    loaded, made = load(tmp_path / "world.yaml", POLICIES), generate(*sizes[:6], aligned=aligned)
    assert digest(loaded.world) == digest(made.world)
    assert digest(worlds.game(loaded, 3).world) == digest(worlds.game(made, 3).world)


def test_a_world_has_the_size_that_was_asked_for() -> None:
    b = generate(9, 40, 3, 2, 30, 1).board
    land = [region for region in b.regions if region.startswith("R")]
    assert (len(b.states), b.holders) == (9, 3)
    assert len(land) == 41  # forty, one of them cut in two
    assert {"SEA-SOUTH", "OFF-LAST"} < set(b.regions)
    assert b.bridges
    assert b.wholes


def test_a_generated_world_is_at_war_and_has_friends_and_chances() -> None:
    scenario = generate(6, 14, 2, 1, 8, 2)
    proud = scenario.spec.model_copy(update={"policies": {"doctrine": {"gainful": 1.0}}})  # nothing is worth tabling
    ends = worlds.game(replace(scenario, spec=proud), 8, runs=range(4)).world
    assert (ends.losses[:, 0] > 0.0).all()
    assert len({digest(ends, row) for row in range(4)}) == 4
    assert {kind for _, _, kind in scenario.board.pairs} == {"war", "patron"}
    assert [event.measure is None for event in scenario.events] == [True, False, True, True]


@pytest.mark.parametrize(("states", "regions", "holders"), [(1, 5, 2), (3, 2, 2), (3, 9, 4), (2, 9, 3)])
def test_sizes_that_make_no_world_are_refused(states: int, regions: int, holders: int) -> None:
    with pytest.raises(ValueError, match="expected 2 or 3 holders <= states <= regions"):
        generate(states, regions, holders)
