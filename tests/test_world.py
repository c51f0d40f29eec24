"""The world: its fields and their shapes, copies and rows of it, and the way between slots and states."""

from dataclasses import fields

import array_api_strict as strict
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import worlds
from wargame.axes import scatter_add, total
from wargame.scenario import Scenario
from wargame.terms import sizes
from wargame.world import (
    DELIVERY,
    LEAD,
    TRAINING,
    World,
    by_state,
    digest,
    in_library,
    leaves,
    of_slots,
    over_state,
    per_holder,
    rows,
    tiled,
    with_theatre,
)


@given(worlds.scenarios())
def test_every_field_has_the_shape_it_declares(scenario: Scenario) -> None:
    world = tiled(scenario.world, 3)
    length = {
        **sizes(scenario.board),
        "R": 3,
        "A": len(scenario.spec.alliances),
        "E": len(scenario.spec.events),
        str(TRAINING): TRAINING,
        str(DELIVERY): DELIVERY,
        str(LEAD): LEAD,
    }
    for item in fields(World):
        axes = item.metadata.get("axes")  # none for what all runs share and for tables
        if axes:
            assert getattr(world, item.name).shape == tuple(length[axis] for axis in axes.split()), item.name
            assert getattr(world, item.name).dtype == np.float64, item.name
            assert item.metadata["unit"], item.name
            assert item.metadata["meaning"], item.name


def test_copies_and_rows_are_the_same_worlds(ukraine: Scenario) -> None:
    many = tiled(ukraine.world, 5)
    assert many.runs == 5
    assert {digest(many, row) for row in range(5)} == {digest(ukraine.world)}
    block = worlds.game(ukraine, 2, runs=range(6)).world
    part = rows(block, np.array([5, 0]))
    assert [digest(part, row) for row in range(2)] == [digest(block, 5), digest(block, 0)]
    assert all(value.flags.c_contiguous for _, _, value in leaves(part))


def test_a_fingerprint_sees_one_bit_in_any_field(ukraine: Scenario) -> None:
    start = digest(ukraine.world)
    for name, _, value in leaves(ukraine.world):
        if value.size:
            first = (0,) * value.ndim
            old = float(value[first])
            value[first] = np.nextafter(old, np.inf)
            changed = digest(ukraine.world)
            value[first] = old
            assert changed != start, name
    assert digest(ukraine.world) == start


def test_a_fingerprint_sees_the_turn(duel: Scenario) -> None:
    story = worlds.campaign(duel, 2)
    assert len({digest(world) for world in story}) == 3


def test_a_world_goes_to_another_library_and_back(small: Scenario) -> None:
    there = in_library(small.world, strict.asarray)
    assert there.xp is strict
    assert worlds.differing(in_library(there, np.asarray), small.world) == []


# Slots and states


@given(worlds.scenarios(), st.integers(0, 999))
def test_sums_by_state_count_every_slot_once(scenario: Scenario, seed: int) -> None:
    b = scenario.board
    x = np.random.default_rng(seed).random((2, b.holders, b.contested)) * b.valid
    expected = np.zeros((2, len(b.states)))
    for h, n in np.ndindex(b.holders, b.contested):
        if b.holder[h, n] >= 0:
            expected[:, b.holder[h, n]] += x[:, h, n]
    np.testing.assert_allclose(by_state(x, b), expected, atol=1e-12)
    mine = np.broadcast_to(over_state(x, b), x.shape)
    spread = of_slots(expected, b)
    np.testing.assert_allclose(mine * b.valid, spread, atol=1e-12)
    np.testing.assert_array_equal(np.broadcast_to(per_holder(expected, b), x.shape) * b.valid, spread)


@given(worlds.scenarios())
def test_the_theatre_is_renewed_and_the_rest_left(scenario: Scenario) -> None:
    b, whole = scenario.board, scenario.world.forces
    renewed = with_theatre(whole, whole[..., : b.contested] + 1.0, b)
    np.testing.assert_array_equal(renewed[..., b.contested :], whole[..., b.contested :])
    np.testing.assert_array_equal(renewed[..., : b.contested], whole[..., : b.contested] + 1.0)


@pytest.mark.parametrize("library", [np, strict])
def test_amounts_are_scattered_by_index_run_by_run(library: object) -> None:
    target = library.asarray([[1.0, 0.0, 0.0], [0.0, 0.0, 5.0]])  # type: ignore[attr-defined]
    index, amount = (
        library.asarray(x) for x in (np.array([[0, 2, 0], [1, 1, 1]]), np.array([[1.0, 2.0, 4.0], [1.0, 1.0, 1.0]]))
    )  # type: ignore[attr-defined]
    result = scatter_add(target, index, amount)
    assert result.__array_namespace__() is target.__array_namespace__()
    assert np.asarray(result).tolist() == [[6.0, 0.0, 2.0], [0.0, 3.0, 5.0]]
    empty = scatter_add(target, index[:, :0], amount[:, :0])
    assert np.asarray(empty).tolist() == np.asarray(target).tolist()


@given(st.lists(st.floats(-1e6, 1e6), max_size=20), st.integers(0, 20))
def test_a_total_is_the_same_without_its_zeros(numbers: list[float], gap: int) -> None:
    full = np.array(numbers[:gap] + [0.0] * 7 + numbers[gap:])
    assert total(full[None]).tobytes() == total(np.array([numbers])).tobytes()
