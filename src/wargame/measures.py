"""Measures: what is counted of a world, turn by turn, under the names that series, tables and conditions use.

A series is called `<measure>/<entity>[/<entity>]`. An oblast that the map cuts in parts is given whole, weighted by
area. `MEASURES` is the one list.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from wargame.axes import Array
from wargame.region import Board
from wargame.world import World, by_state


@dataclass(frozen=True)
class Measure:
    """One kind of series: name, unit, meaning, its entities on a board, its values `[R, entities]`."""

    name: str
    unit: str
    meaning: str
    entities: Callable[[Board], tuple[str, ...]]
    values: Callable[[World], Array]


def _states(board: Board) -> tuple[str, ...]:
    return board.states


def _units(board: Board) -> list[tuple[str, tuple[int, ...]]]:
    """Regions as a reader knows them: cut oblasts whole, the rest one by one, in the order of the map."""
    parts = {n: whole for whole, members in board.wholes.items() for n in members}
    units: dict[str, tuple[int, ...]] = {}
    for n, region in enumerate(board.regions):
        name = parts.get(n, region)
        units[name] = board.wholes.get(name, (n,))
    return list(units.items())


def _control_rows(board: Board) -> list[tuple[str, int, tuple[tuple[int, int, float], ...]]]:
    """For each region and possible holder: name, and the slots and weights that make up its share."""
    rows = []
    for name, members in _units(board):
        whole = sum(float(board.area[n]) for n in members)
        holders = sorted({int(s) for n in members for s in np.asarray(board.holder[:, n]) if s >= 0})
        for state in holders:
            cells = tuple(
                (h, n, float(board.area[n]) / whole)
                for n in members
                for h in range(board.holders)
                if int(board.holder[h, n]) == state
            )
            rows.append((f"{name}/{board.states[state]}", state, cells))
    return rows


def _control_entities(board: Board) -> tuple[str, ...]:
    return tuple(name for name, _, _ in _control_rows(board))


def _control(world: World) -> Array:
    columns = []
    for _, _, cells in _control_rows(world.board):
        share = sum((weight * world.control[:, h, n] for h, n, weight in cells[1:]), cells[0][2] * world.control[:, cells[0][0], cells[0][1]])
        columns.append(share)
    return np.stack(columns, axis=1)


def _territory_rows(board: Board) -> list[tuple[str, Array]]:
    """For each state whose land others can hold: name of the pair, and the weight of every slot, `[H,N]`."""
    rows = []
    for state, name in enumerate(board.states):
        land = np.asarray(board.sovereign) == state
        whole = float(np.asarray(board.area)[land].sum())
        here = np.asarray(board.holder)[:, land]
        for other in sorted({int(s) for s in here.reshape(-1) if s >= 0}):
            if len(set(here.reshape(-1).tolist()) - {-1}) > 1:
                mask = (np.asarray(board.holder) == other) & land
                rows.append((f"{name}/{board.states[other]}", mask * np.asarray(board.area) / whole))
    return rows


def _territory_entities(board: Board) -> tuple[str, ...]:
    return tuple(name for name, _ in _territory_rows(board))


def _territory(world: World) -> Array:
    columns = [np.sum(world.control * weight, axis=(1, 2)) for _, weight in _territory_rows(world.board)]
    return np.stack(columns, axis=1) if columns else np.zeros((world.runs, 0))


def _men(world: World) -> Array:
    theatre = world.forces[..., : world.board.contested]
    return (by_state(theatre, world.board) + world.reserve) * 1000.0


MEASURES = (
    Measure("territory", "share", "of a state's recognised territory held by a state", _territory_entities, _territory),
    Measure("control", "share", "of a region held by a state", _control_entities, _control),
    Measure("gdp", "index", "gross domestic product, 1 at the start", _states, lambda w: w.output),
    Measure("support", "0..1", "approval of the leadership at home", _states, lambda w: w.support),
    Measure("weariness", "0..1", "readiness at home to concede for peace", _states, lambda w: w.weariness),
    Measure("forces", "men", "under arms in and for the theatre", _states, _men),
    Measure("losses", "men", "killed and wounded since the start", _states, lambda w: w.losses * 1000.0),
    Measure("materiel", "units", "equipment at the front, one unit for a thousand men", _states, lambda w: w.materiel),
    Measure("war_effort", "share", "of output spent on forces and war", _states, lambda w: w.war_effort),
    Measure("received", "EUR bn", "military aid arrived since the start", _states, lambda w: w.received),
)


def names(board: Board) -> tuple[str, ...]:
    """The names of all series of a board."""
    return tuple(f"{m.name}/{entity}" for m in MEASURES for entity in m.entities(board))


def values(world: World) -> Array:
    """All measures of a world, `[R, series]`, in the order of `names`."""
    return np.ascontiguousarray(np.concatenate([m.values(world) for m in MEASURES], axis=1))


def value(world: World, name: str) -> Array:
    """One series' value in every run, `[R]`."""
    kind, _, entity = name.partition("/")
    measure = next(m for m in MEASURES if m.name == kind)
    return measure.values(world)[:, measure.entities(world.board).index(entity)]


def units() -> Iterator[tuple[str, str, str]]:
    """Name, unit and meaning of every measure."""
    for m in MEASURES:
        yield m.name, m.unit, m.meaning
