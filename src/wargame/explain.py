"""What happened, in words and in rows: the one maker of prose for every screen, table and report.

Words are neutral: a state takes, loses, calls up. Oblasts that the map cuts in parts are told whole. Figures have three
significant digits; whatever is too small to matter is left out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.measures import counting
from wargame.measures import names as series_names
from wargame.measures import values as series_values
from wargame.orders import refusals
from wargame.scenario import Scenario
from wargame.turn import Played
from wargame.world import DELIVERY, World

LEAST_KM2 = 50.0  # ground won that is worth a word
LEAST_MEN = 0.05  # thousand: losses worth a word
LEAST_CALLED = 1.0  # thousand men called up
LEAST_AID = 0.5  # EUR bn in a turn
TURNED = 0.03  # of a region that must change hands in a turn for its majority to be told
NEWS = 0.1  # share by which aid must differ from the last turn's to be told again
MOST_NAMED = 3  # states or regions named in one sentence
ARTICLE = ("United", "Netherlands")  # names that English gives an article
LEAST_SHARE = 0.005  # of a region, held by a second side, that makes it contested
COLLAPSE_SHARE, COLLAPSE_MEN = 0.05, 1.0  # of its own land held, thousand men


# --- words ---------------------------------------------------------------------------------------------------------


def figure(x: float) -> str:
    """A figure as people read it: three significant digits, thousands apart, `52 100`."""
    if x == 0:
        return "0"
    places = 2 - floor(log10(abs(x)))
    text = f"{round(x, places):,.{max(0, places)}f}".replace(",", " ")
    return text.rstrip("0").rstrip(".") if "." in text else text


def men(thousands: float) -> str:
    """A number of men given in thousands."""
    return figure(float(round(thousands * 1000.0, -1)))


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1] if words else "")))


def the(name: str) -> str:
    """A state's name inside a sentence."""
    return f"the {name}" if name.startswith(ARTICLE) else name


def renamed(text: str, real: Mapping[str, str], shown: Mapping[str, str]) -> str:
    """A sentence of the scenario with the names that are shown, the invented ones where they are asked for."""
    known = {word: shown[key] for key, old in real.items() if shown.get(key, old) != old for word in (key, old)}
    if not known:
        return text
    longest = sorted(known, key=len, reverse=True)
    return re.sub(rf"\b({'|'.join(map(re.escape, longest))})(?!\w)", lambda found: known[found[1]], text)


# --- a turn --------------------------------------------------------------------------------------------------------


def digest(
    before: World, played: Played, scenario: Scenario, names: Mapping[str, str] | None = None, row: int = 0
) -> str:
    """A turn in a line: what came about, who took what, who lost how many, who was called up and armed."""
    names = scenario.names() if names is None else names
    after = played.world
    told = [
        *(renamed(reason, scenario.names(), names) for reason in happened(after, scenario, row)),
        *_ground(before, after, scenario, names, row),
        *_losses(before, after, names, row),
        *_called(played, names, row),
        *_aid(before, played, names, row),
        *_refused(played, row),
    ]
    return f"{scenario.dates[after.turn][:7]}  {' '.join(f'{text}.' for text in told) or 'Nothing moves.'}"


def happened(world: World, scenario: Scenario, row: int = 0) -> list[str]:
    """The reasons of the events that came about in the turn just played."""
    fired = np.asarray(world.fired)[row]
    return [event.reason for event, turn in zip(scenario.events, fired, strict=True) if turn == world.turn]


def units(scenario: Scenario, names: Mapping[str, str]) -> dict[str, str]:
    """Names of the regions as a reader knows them: oblasts whole, by what the names of their parts have in common."""
    board, shown = scenario.board, {}
    whole_of = {n: whole for whole, members in board.wholes.items() for n in members}
    for n, region in enumerate(board.regions):
        whole = whole_of.get(n)
        shown[whole or region] = (
            names[region] if whole is None else names[board.regions[board.wholes[whole][0]]].split(",")[0]
        )
    return shown


def shares(world: World, row: int = 0) -> dict[str, dict[str, float]]:
    """Who holds what of each region: `{region: {state: share}}`, oblasts whole."""
    found: dict[str, dict[str, float]] = {}
    for name, value in zip(series_names(world.board), series_values(world)[row], strict=True):
        kind, _, entity = name.partition("/")
        if kind == "control":
            region, state = entity.rsplit("/", 1)
            found.setdefault(region, {})[state] = float(value)
    return found


def areas(board: Board) -> dict[str, float]:
    """Area of each region, km2, oblasts whole."""
    parts = {board.regions[n] for members in board.wholes.values() for n in members}
    alone = {region: float(board.area[n]) for n, region in enumerate(board.regions) if region not in parts}
    return alone | {whole: float(sum(board.area[n] for n in members)) for whole, members in board.wholes.items()}


def _ground(before: World, after: World, scenario: Scenario, names: Mapping[str, str], row: int) -> list[str]:
    """Ground taken by state, largest first, and regions most of which changed hands."""
    old, new, km2, called = shares(before, row), shares(after, row), areas(after.board), units(scenario, names)
    won: dict[str, dict[str, float]] = {}
    for region, by in new.items():
        for state, share in by.items():
            if (gain := (share - old[region][state]) * km2[region]) >= LEAST_KM2:
                won.setdefault(state, {})[region] = gain
    told = []
    for state, gains in sorted(won.items(), key=lambda item: -sum(item[1].values())):
        largest = sorted(gains, key=lambda region: -gains[region])[:MOST_NAMED]
        where = listed([called[region] for region in largest])
        whole = figure(round(sum(gains.values())))
        told.append(f"{names[state]} takes {whole} km2{', most in' if len(gains) > 1 else ' in'} {where}")
    for state in won:
        turned = [
            called[r]
            for r in won[state]
            if new[r][state] > 0.5 >= old[r][state] and new[r][state] - old[r][state] > TURNED
        ]
        if turned:
            told.append(f"Most of {listed(turned)} is now held by {names[state]}")
    return told


def _each(pairs: Iterable[tuple[str, float]], names: Mapping[str, str], verb: str, what: str = "") -> list[str]:
    """`Russia loses 21 300 men, Ukraine 12 900`: the first with the verb, the others without."""
    ordered = sorted(pairs, key=lambda pair: -pair[1])[:MOST_NAMED]
    words = [
        f"{names[who]} {f'{verb} ' if not i else ''}{men(n)}{what if not i else ''}"
        for i, (who, n) in enumerate(ordered)
    ]
    return [", ".join(words)] if words else []


def _losses(before: World, after: World, names: Mapping[str, str], row: int) -> list[str]:
    lost = (np.asarray(after.losses) - np.asarray(before.losses))[row]
    found = [(state, float(n)) for state, n in zip(after.board.states, lost, strict=True) if n >= LEAST_MEN]
    return _each(found, names, "loses", " men")


def _given(played: Played, kind: str, row: int) -> Array:
    """The amounts of a kind of order carried out in a turn, whatever its moment."""
    whole: Array = np.sum([np.asarray(getattr(orders, kind))[row] for orders in played.orders.values()], axis=0)
    return whole


def _called(played: Played, names: Mapping[str, str], row: int) -> list[str]:
    called = zip(played.world.board.states, _given(played, "mobilise", row), strict=True)
    return _each([(state, float(n)) for state, n in called if n >= LEAST_CALLED], names, "calls up")


def _aid(before: World, played: Played, names: Mapping[str, str], row: int) -> list[str]:
    """Military aid by recipient, where it is much and not what it was the turn before."""
    board, gifts, told = played.world.board, _given(played, "aid", row), []
    for index, state in enumerate(board.states):
        pairs = [d for d, (_, whom, _) in enumerate(board.pairs) if whom == index]
        given = sorted(
            ((float(gifts[d]), names[board.states[board.pairs[d][0]]]) for d in pairs), key=lambda gift: -gift[0]
        )
        whole, last = sum(gift for gift, _ in given), _last_aid(before, pairs, row)
        if whole >= LEAST_AID and abs(whole - last) > NEWS * whole:
            most = listed([the(donor) for gift, donor in given[:2] if gift > 0])
            told.append(f"Military aid sent to {the(names[state])}: EUR {figure(whole)} bn, most from {most}")
    return told


def _last_aid(world: World, pairs: Sequence[int], row: int) -> float:
    """What these pairs sent in the turn just played, EUR bn: it is under way and the last to arrive."""
    ships = {item: np.asarray(getattr(world.shipments, item))[row] for item in ("live", "pair", "amount", "due")}
    fresh = (ships["live"] > 0.5) & (ships["due"] == world.turn + DELIVERY) & np.isin(ships["pair"], list(pairs))
    return float(ships["amount"][fresh].sum())


def _refused(played: Played, row: int) -> list[str]:
    found = [
        item for mask in played.refused.values() if mask is not None for item in refusals(mask, played.world.board, row)
    ]
    if not found:
        return []
    count = "1 order refused" if len(found) == 1 else f"{len(found)} orders refused, the first"
    return [f"{count}: {found[0][0]} ({found[0][1]})"]


# --- the end -------------------------------------------------------------------------------------------------------


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


@dataclass(frozen=True)
class Outcome:
    """How a campaign stands: its kind, and the date since when."""

    kind: str
    since: str


KINDS = {
    "war": "The war goes on",
    "collapse": "A state at war has collapsed: it holds less than 5 % of its own land or has no army left",
    "peace": "Nobody is at war",
}


def outcome(worlds: Sequence[World], dates: Sequence[str], row: int = 0) -> Outcome:
    """How a campaign stands at its last world, and since when without a break; `worlds` begin with state 0."""
    standing = np.array([kinds(world)[row] for world in worlds])
    return Outcome(tuple(KINDS)[standing[-1]], dates[worlds[int(since(standing[None])[0])].turn])


def kinds(world: World, counted: Array | None = None) -> Array:
    """How every run stands, `[R]`, as indices into `KINDS`; `counted` are all its measures where they are known."""
    series, read = counting(world.board).columns, series_values(world) if counted is None else counted
    war, pairs = np.asarray(world.war) > 0.5, world.board.pairs
    lost = np.zeros(world.runs, dtype=bool)
    for state in sorted({s for a, b, kind in pairs if kind == "war" for s in (a, b)}):
        name = world.board.states[state]
        fights = war[:, [state in (a, b) for a, b, _ in pairs]].any(axis=1)
        fell = read[:, series[f"losses/{name}"]] > 0.0  # a state that never came to the fight has no army to lose
        gone = fell & (read[:, series[f"forces/{name}"]] < 1000.0 * COLLAPSE_MEN)
        own = series.get(f"territory/{name}/{name}")
        lost |= fights & (gone if own is None else gone | (read[:, own] < COLLAPSE_SHARE))
    order = list(KINDS)
    fought = np.where(lost, order.index("collapse"), order.index("war"))
    found: Array = np.where(war.any(axis=1), fought, order.index("peace")).astype(np.int8)
    return found


def since(standing: Array) -> Array:
    """The turn since which each run has stood as it does at the end, `[R]`, from `kinds` of every turn, `[R,T+1]`."""
    other = standing != standing[:, -1:]
    first: Array = np.where(other.any(axis=1), other.shape[1] - np.argmax(other[:, ::-1], axis=1), 0)
    return first
