"""Tables of slots: rows go in where there is room, and what finds none is counted."""

from dataclasses import fields, replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import worlds
from wargame.scenario import draws, opening
from wargame.tables import clear, columns, insert
from wargame.world import Shipments


def table(live: list[list[int]], amount: list[list[float]]) -> Shipments:
    """A table of shipments with given amounts in its slots."""
    shape = np.array(live, dtype=float)
    blank = {item.name: np.zeros(shape.shape) for item in fields(Shipments)}
    told = {"live": shape, "amount": np.array(amount, dtype=float), "refused": np.zeros(len(shape))}
    return Shipments(**{**blank, **told})


def living(ships: Shipments, row: int = 0) -> list[float]:
    return [float(a) for a, live in zip(ships.amount[row], ships.live[row], strict=True) if live > 0.5]


def test_new_rows_go_into_free_slots_in_their_order() -> None:
    ships = insert(table([[1, 0, 1, 0]], [[10, 0, 30, 0]]), table([[1, 0, 1]], [[1, 2, 3]]))
    assert ships.amount[0].tolist() == [10, 1, 30, 3]
    assert ships.live[0].tolist() == [1, 1, 1, 1]
    assert ships.refused.tolist() == [0]


def test_a_full_table_refuses_the_newest_and_counts_them() -> None:
    ships = insert(table([[1, 0, 1]], [[10, 0, 30]]), table([[1, 1, 1]], [[1, 2, 3]]))
    assert living(ships) == [10, 1, 30]
    assert ships.refused.tolist() == [2]
    again = insert(ships, table([[1]], [[4]]))
    assert living(again) == [10, 1, 30]
    assert again.refused.tolist() == [3]


def test_each_run_has_its_own_room() -> None:
    ships = insert(table([[1, 1], [0, 0]], [[5, 6], [0, 0]]), table([[0, 1], [1, 1]], [[1, 2], [3, 4]]))
    assert (living(ships, 0), living(ships, 1)) == ([5, 6], [3, 4])
    assert ships.refused.tolist() == [1, 0]


def test_cleared_slots_are_free_again() -> None:
    ships = clear(table([[1, 1, 1]], [[1, 2, 3]]), np.array([[False, True, False]]))
    assert living(ships) == [1, 3]
    assert living(insert(ships, table([[1]], [[9]]))) == [1, 9, 3]


def test_the_count_of_refusals_is_no_column() -> None:
    assert columns(table([[1]], [[1]])) == [
        *("live", "pair", "amount", "fires", "armour", "air_defence", "long_range", "due", "training")
    ]


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.lists(st.booleans(), min_size=1, max_size=8))
def test_nothing_is_lost_in_silence(taken: list[bool], coming: list[bool]) -> None:
    old = table([[int(x) for x in taken]], [[float(i + 1) for i in range(len(taken))]])
    new = table([[int(x) for x in coming]], [[100.0 + i for i in range(len(coming))]])
    ships = insert(old, new)
    free = taken.count(False)
    assert sorted(living(ships)) == sorted(living(old) + living(new)[:free])
    assert ships.refused.tolist() == [max(0, coming.count(True) - free)]


def test_aid_that_finds_no_room_is_refused_and_counted_in_play() -> None:
    scenario = worlds.duel(shipments=2)
    source = draws(scenario, 1, [0])
    world = opening(scenario, source)
    for _ in range(4):
        world = worlds.turn(scenario, world, source, ["GLD aid BLU 0.1"]).world
    assert (
        worlds.of(world, "received", "BLU") == 0.1
    )  # of the first turn's; of four sent two found room, then one again
    assert world.shipments.refused.tolist() == [1]
    assert float(world.shipments.live.sum()) == 2
    untouched = replace(world.shipments, refused=np.zeros(1))
    assert untouched.live.tolist() == world.shipments.live.tolist()
