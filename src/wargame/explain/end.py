"""How a campaign stands: who holds what, what each state has left, and of which kind its end is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.explain.war import shares, units
from wargame.measures import counting
from wargame.measures import names as series_names
from wargame.measures import values as series_values
from wargame.rules.diplomacy import ARMISTICE, CEASEFIRE, TRUCE
from wargame.scenario import Scenario
from wargame.world import World

LEAST_SHARE = 0.005  # of a region, held by a second side, that makes it contested
COLLAPSE_SHARE, COLLAPSE_MEN = 0.05, 1.0  # of its own land held, thousand men


def belligerents(world: World, row: int = 0) -> tuple[str, ...]:
    """The states at war."""
    at_war = {
        s
        for (a, b, _), war in zip(world.board.pairs, np.asarray(world.war)[row], strict=True)
        if war > 0.5
        for s in (a, b)
    }
    return tuple(world.board.states[s] for s in sorted(at_war))


def states_table(world: World, names: Mapping[str, str], row: int = 0) -> list[dict[str, Any]]:
    """A row for each state that is at war or has fought: what it holds and what it has left."""
    read = dict(zip(series_names(world.board), series_values(world)[row].tolist(), strict=True))
    fought = {state for state in world.board.states if read[f"losses/{state}"] > 0.0}
    return [
        {
            "id": state,
            "state": names[state],
            "territory": read.get(f"territory/{state}/{state}", 1.0),
            **{name: read[f"{key}/{state}"] for name, key in _COLUMNS.items()},
        }
        for state in world.board.states
        if state in fought | set(belligerents(world, row))
    ]


_COLUMNS = {"men": "forces", "losses": "losses", "output": "gdp", "support": "support", "weariness": "weariness"}


def regions_table(world: World, scenario: Scenario, names: Mapping[str, str], row: int = 0) -> list[dict[str, Any]]:
    """A row for each region that is not held by its own state alone, with the share of every holder."""
    board, called = world.board, units(scenario, names)
    owner = {
        region: board.states[s] if s >= 0 else "" for region, s in zip(board.regions, board.sovereign, strict=True)
    }
    owner |= {whole: owner[board.regions[members[0]]] for whole, members in board.wholes.items()}
    rows = []
    for region, by in shares(world, row).items():
        if sum(share for state, share in by.items() if state != owner[region]) > LEAST_SHARE and owner[region]:
            held = {state: share for state, share in by.items() if share > LEAST_SHARE}
            rows.append({"id": region, "region": called[region], "of": owner[region], "shares": held})
    return rows


def alliances_table(world: World, names: Mapping[str, str], row: int = 0) -> list[dict[str, Any]]:
    """A row for each alliance that decided anything or has troops forward: members, cohesion, what came of motions."""
    f, rows = world.board.forum, []
    for a, alliance in enumerate(f.alliances):
        mine = [p for p, docket in enumerate(f.dockets) if docket.alliance == a and docket.motion != "rollover"]
        counts = {name: int(np.asarray(getattr(world, name))[row].take(mine).sum()) for name in DECIDED}
        if sum(counts.values()) or world.flank[row, a] > 0.0:
            members = int(world.member[row, a].sum() + f.others[a])
            cohesion, flank = float(world.cohesion[row, a]), float(world.flank[row, a] * 1000.0)
            told = {"id": alliance, "alliance": names[alliance], "members": members, "cohesion": cohesion}
            rows.append({**told, **counts, "flank": flank})
    return rows


DECIDED = ("adopted", "held_up", "failed")


def targets_table(world: World, names: Mapping[str, str], row: int = 0) -> list[dict[str, Any]]:
    """A row for each target of measures: what they cost it, and how it stands with the others."""
    b, f, rows = world.board, world.board.forum, []
    for t, s in enumerate(f.targets):
        facing = [x for x, (state, _) in enumerate(f.rivals) if state == s]
        told = {
            "id": b.states[s],
            "state": names[b.states[s]],
            "pressure": float(world.pressure[row, t]),
            "elite_pressure": float(world.elite_pressure[row, t]),
            "isolation": float(world.isolation[row, s]),
            "standing": float(world.standing[row, s]),
            "rung": max((float(world.rung[row, x]) for x in facing), default=None),
            "incidents": int(sum(world.incidents[row, x] for x in facing)),
        }
        if told["pressure"] or told["isolation"] or told["incidents"]:
            rows.append(told)
    return rows


@dataclass(frozen=True)
class Outcome:
    """How a campaign stands: its kind, and the date since when."""

    kind: str
    since: str


KINDS = {
    "war": "The war goes on",
    "collapse": "A state at war has collapsed: it holds less than 5 % of its own land or has no army left",
    "truce": "A local truce holds where a deal says so; the war goes on elsewhere",
    "ceasefire": "A ceasefire stops the war on the line",
    "armistice": "An armistice: a ceasefire has held, and what was to be left is left",
    "peace": "Nobody is at war",
}


def outcome(worlds: Sequence[World], dates: Sequence[str], row: int = 0) -> Outcome:
    """How a campaign stands at its last world, and since when without a break; `worlds` begin with state 0."""
    standing = np.array([kinds(world)[row] for world in worlds])
    return Outcome(tuple(KINDS)[standing[-1]], dates[worlds[int(since(standing[None])[0])].turn])


def kinds(world: World, counted: Array | None = None) -> Array:
    """How every run stands, `[R]`, as indices into `KINDS`; `counted` are all its measures where they are known."""
    war = np.asarray(world.war) > 0.5
    lost = fallen(world, counted).any(axis=1)
    order, stage = list(KINDS), np.asarray(world.stage)
    quiet = _all(war, world, stage == float(TRUCE)) & (stage == float(TRUCE)).any(axis=1)
    fought = np.where(lost, order.index("collapse"), np.where(quiet, order.index("truce"), order.index("war")))
    rest = [(stage == float(s)).any(axis=1) for s in (CEASEFIRE, ARMISTICE)]
    calm = np.select(rest, [order.index("ceasefire"), order.index("armistice")], order.index("peace"))
    found: Array = np.where(war.any(axis=1), fought, calm).astype(np.int8)
    return found


def fallen(world: World, counted: Array | None = None) -> Array:
    """Which states have collapsed in a war that they still fight, `[R,S]`."""
    series, read = counting(world.board).columns, series_values(world) if counted is None else counted
    war, pairs = np.asarray(world.war) > 0.5, world.board.pairs
    lost = np.zeros((world.runs, len(world.board.states)), dtype=bool)
    for state in sorted({s for a, b, kind in pairs if kind == "war" for s in (a, b)}):
        name = world.board.states[state]
        fights = war[:, [state in (a, b) for a, b, _ in pairs]].any(axis=1)
        fell = read[:, series[f"losses/{name}"]] > 0.0  # a state that never came to the fight has no army to lose
        gone = fell & (read[:, series[f"forces/{name}"]] < 1000.0 * COLLAPSE_MEN)
        own = series.get(f"territory/{name}/{name}")
        lost[:, state] = fights & (gone if own is None else gone | (read[:, own] < COLLAPSE_SHARE))
    return lost


def _all(war: Array, world: World, so: Array) -> Array:
    """Whether something is so of every quarrel that is fought, `[R]`."""
    told = np.ones(world.runs, dtype=bool)
    for q, parties in enumerate(world.board.quarrels):
        pairs = [kind == "war" and {a, b} == set(parties) for a, b, kind in world.board.pairs]
        told = told & (~np.asarray(war[:, pairs]).any(axis=1) | so[:, q])
    return told


def since(standing: Array) -> Array:
    """The turn since which each run has stood as it does at the end, `[R]`, from `kinds` of every turn, `[R,T+1]`."""
    other = standing != standing[:, -1:]
    first: Array = np.where(other.any(axis=1), other.shape[1] - np.argmax(other[:, ::-1], axis=1), 0)
    return first
