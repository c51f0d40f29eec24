"""News of the war: ground, losses, call-ups, military aid."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.explain.words import figure, listed, men, the
from wargame.measures import names as series_names
from wargame.measures import values as series_values
from wargame.scenario import Scenario
from wargame.turn import Played
from wargame.world import DELIVERY, World, under_arms

LEAST_KM2 = 50.0  # ground won that is worth a word
LEAST_MEN = 0.05  # thousand: losses worth a word
LEAST_CALLED = 1.0  # thousand men called up
LEAST_AID = 0.5  # EUR bn in a turn
TURNED = 0.03  # of a region that must change hands in a turn for its majority to be told
NEWS = 0.1  # share by which aid must differ from the last turn's to be told again
MOST_NAMED = 3  # states or regions named in one sentence


def news(
    before: World,
    played: Played,
    scenario: Scenario,
    names: Mapping[str, str],
    row: int,
    seats: Sequence[int] | None = None,
) -> list[str]:
    """What the war brought in a turn; seats know of losses, call-ups and men sent home their own alone."""
    after = played.world
    known = range(len(after.board.states)) if seats is None else seats
    return [
        *ground(before, after, scenario, names, row),
        *_losses(before, after, names, row, known),
        *_called(played, names, row, known),
        *_sent_home(after, names, row, known),
        *_aid(before, played, names, row),
    ]


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


def ground(before: World, after: World, scenario: Scenario, names: Mapping[str, str], row: int) -> list[str]:
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


def _losses(before: World, after: World, names: Mapping[str, str], row: int, known: Sequence[int]) -> list[str]:
    lost = (np.asarray(after.losses) - np.asarray(before.losses))[row]
    return _each(_by_state(lost, after.board, LEAST_MEN, known), names, "loses", " men")


def _by_state(amounts: Array, board: Board, least: float, known: Sequence[int]) -> list[tuple[str, float]]:
    """Amounts that are worth a word, of the states that are told of."""
    found = zip(board.states, amounts, strict=True)
    return [(state, float(n)) for s, (state, n) in enumerate(found) if n >= least and s in known]


def _given(played: Played, kind: str, row: int) -> Array:
    """The amounts of a kind of order carried out in a turn, whatever its moment."""
    whole: Array = np.sum([np.asarray(getattr(orders, kind))[row] for orders in played.orders.values()], axis=0)
    return whole


def _called(played: Played, names: Mapping[str, str], row: int, known: Sequence[int]) -> list[str]:
    called = _by_state(_given(played, "mobilise", row), played.world.board, LEAST_CALLED, known)
    return _each(called, names, "calls up")


def _sent_home(after: World, names: Mapping[str, str], row: int, known: Sequence[int]) -> list[str]:
    """Men whom a cap sent home, told by the share that went and those who are left."""
    share = np.asarray(after.demobilised)[row]
    left = np.asarray(under_arms(after.forces, after.reserve, after.training, after.board))[row]
    gone = left * share / np.maximum(1.0 - share, 1e-9)
    return _each(_by_state(gone, after.board, LEAST_CALLED, known), names, "sends home")


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
