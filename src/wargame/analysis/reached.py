"""Where many campaigns of a scenario got to by a turn, as figures to begin another scenario with.

Every figure is the median over the runs by itself, so that figures need not agree with each other; what must is mended:

- who holds what is told by a snapshot of the day where the scenario has one, else by the medians, made to sum to 1;
- men who would stand where their state has neither ground nor a way in are called back, and against the front of a
  snapshot the seats of every run first place their men, and dig, for `CALM` months with nobody attacking;
- men by region are then scaled to the median of all a state has placed;
- measures are one row for a sender, target and sector: summed level, age, leak and term, by level;
- nobody negotiates, so that the war has gone on to then;
- gas given notice of is no more than what is bought, and incidents laid at nobody's door are those not laid at any.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from wargame.analysis.placed import CALM, placed
from wargame.analysis.rows import Due, InForce, due, in_force
from wargame.axes import Array
from wargame.ensemble import block_size
from wargame.entries import spots
from wargame.errors import UserError
from wargame.game import Game
from wargame.opening import FIELDS
from wargame.scenario import Scenario
from wargame.start import control_at
from wargame.world import World, by_state, leaves, limits

BAND = (0.05, 0.95)
WIDER = 1.5  # a range to the distance of those quantiles from the median
LEAST = 0.2  # a range to the value, at least, either way
DIGITS = 3  # that a figure is told in
WHOLE = ("count", "0 or 1")  # units told in whole numbers


@dataclass(frozen=True)
class Figure:
    """A median with a wide range."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Reached:
    """Where a scenario got to: figures by field and entry, tables of slots, and who holds what if no snapshot says."""

    scenario: Scenario
    day: date
    fields: Mapping[str, Mapping[str, Figure]]
    measures: tuple[InForce, ...]
    deliveries: tuple[Due, ...]
    control: Mapping[str, Mapping[str, float]] | None


def reached(
    scenario: Scenario,
    turn: int,
    runs: int = 200,
    seed: int = 1,
    seats: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Reached:
    """Play campaigns 0 to `runs` - 1 of a root seed up to a turn, and take the medians of where they are then."""
    if not 1 <= turn <= scenario.turns:
        raise UserError(f"found turn {turn}, expected 1 to {scenario.turns}, which is all that {scenario.id} plays")
    games = list(_played(scenario, turn, runs, seed, seats, progress))
    told = scenario.dates[turn] in scenario.spec.snapshots
    day = date.fromisoformat(scenario.dates[turn])
    control = control_at(scenario.spec, scenario.board, day) if told else _held([game.world for game in games])
    worlds = [placed(game, control, CALM if told else 0) for game in games]
    arrays = {name: np.concatenate([dict(_arrays(w))[name] for w in worlds]) for name, _ in _arrays(worlds[0])}
    fields = dict(_fields(scenario, arrays))
    rows = (
        in_force(arrays, scenario.board, float(np.mean(scenario.params.sanctions.adapt_months))),
        due(arrays, scenario.board, turn),
    )
    return Reached(scenario, day, fields, *rows, None if told else _shares(scenario, control))


def _played(
    scenario: Scenario,
    turn: int,
    runs: int,
    seed: int,
    seats: Mapping[str, str] | None,
    progress: Callable[[int, int], None] | None,
) -> Iterator[Game]:
    """Blocks of campaigns up to a turn."""
    size = block_size(scenario)
    for start in range(0, runs, size):
        game = Game(scenario.silent, seed=seed, runs=range(start, min(start + size, runs)), seats=seats)
        for played in range(turn):
            game.step()
            if progress is not None:
                progress(start * turn + len(game.runs) * (played + 1), runs * turn)
        yield game


def _arrays(world: World) -> Iterator[tuple[str, Array]]:
    return ((name, np.asarray(value)) for name, _, value in leaves(world))


def _held(worlds: list[World]) -> Array:
    """Median control, `[H,N]`, made to sum to 1."""
    middle: Array = np.median(np.concatenate([world.control for world in worlds]), axis=0)
    whole: Array = middle / np.maximum(middle.sum(axis=0), 1e-9)
    return whole


def _shares(scenario: Scenario, control: Array) -> dict[str, dict[str, float]]:
    """What is held by others than a region's own state, or at sea than whoever has most, as a snapshot tells it."""
    b, found = scenario.board, dict[str, dict[str, float]]()
    for (h, n), share in np.ndenumerate(np.floor(1000.0 * control) / 1000.0):
        whose, who = int(b.sovereign[n]), int(b.holder[h, n])
        rest = whose if whose >= 0 else int(b.holder[control[:, n].argmax(), n])
        if who not in (-1, rest) and share > 0.0:
            found.setdefault(b.regions[n], {})[b.states[who]] = float(share)
    return found


# Medians


def _fields(scenario: Scenario, arrays: Mapping[str, Array]) -> Iterator[tuple[str, dict[str, Figure]]]:
    """Every field that can be told, its entries that are not what they were at state 0."""
    mended, over = _agreed(scenario, arrays), _over(scenario, arrays)
    for name, record in FIELDS.items():
        begin, found = np.asarray(getattr(scenario.world, name))[0], dict[str, Figure]()
        for entry, where in spots(record["axes"], scenario.board).items():
            at: Any = (slice(None), *where)
            one = figure(mended[name][at], record["unit"])
            if one.value != rounded(float(begin[where]), DIGITS) and not (record["axes"] == "R P" and entry in over):
                found[entry] = one
        if found:
            yield name, found


def _over(scenario: Scenario, arrays: Mapping[str, Array]) -> set[str]:
    """Dockets about which nothing is left to decide: the admission of somebody who is a member by now."""
    f, member = scenario.board.forum, np.median(arrays["member"], axis=0)
    admitted = [p for p in f.of("admission") if member[f.dockets[p].alliance, f.dockets[p].target] > 0.5]
    return {name for name, (p,) in spots("R P", scenario.board).items() if p in admitted}


def _agreed(scenario: Scenario, arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Arrays whose medians agree where they must."""
    b, found = scenario.board, dict(arrays)
    middle = np.median(arrays["forces"][..., : b.contested], axis=0)[None]
    placed = np.median(by_state(arrays["forces"][..., : b.contested], b), axis=0)
    factor = placed / np.maximum(by_state(middle, b)[0], 1e-9)
    found["forces"] = arrays["forces"] * np.where(b.holder >= 0, np.take(factor, np.maximum(b.holder, 0)), 0.0)
    open_cases = np.median(arrays["incidents"], axis=0) - np.median(arrays["attributed"], axis=0)
    found["unclaimed"] = np.minimum(arrays["unclaimed"], np.maximum(open_cases, 0.0))
    found["notice"] = np.minimum(arrays["notice"], np.median(arrays["gas"], axis=0))
    return found


def figure(column: Array, unit: str) -> Figure:
    """The median over runs, and a range wider by half than the 5th to 95th percentile, within what the unit allows."""
    least, most = limits(unit)
    low, high = np.quantile(column, BAND)
    middle = float(np.median(column))
    value = float(np.floor(middle + 0.5)) if unit in WHOLE else rounded(middle, DIGITS)
    spare = LEAST * abs(value)
    down, up = max(WIDER * (value - low), spare), max(WIDER * (high - value), spare)
    return Figure(
        value, min(max(rounded(value - down, DIGITS), least), value), max(min(rounded(value + up, DIGITS), most), value)
    )


def rounded(x: float, digits: int) -> float:
    """So many significant digits, and no more than six after the point."""
    return round(float(f"{x:.{digits}g}"), 6) + 0.0
