"""Worlds of any size for tests and benchmarks: a map, states at war and their partners, made from a handful of numbers.

Regions are points strewn over a plane; those with no third point in the circle between them are neighbours, which makes
a connected, planar map [GabrielSokal1969]. States own the regions nearest to their capitals. What is made goes the way
of a scenario that was read from files, and can be written out as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.scenario import Scenario, compiled
from wargame.spec import ScenarioSpec

NEAREST = 32  # third points that are looked at first
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KM_PER_DEGREE = 90.0  # about, at the latitudes of the maps made here
LAND = ("plain", "steppe", "forest-steppe", "forest", "urban", "marsh", "mountain")
SNAPSHOT = date(2030, 1, 12)  # within a month, so that the first turn is a short one


@dataclass
class Draft:
    """A world being made: what was asked for, and what is settled so far."""

    id: str
    states: list[str]
    holders: int
    aligned: bool
    turns: int
    chance: np.random.Generator
    points: Array = field(default_factory=lambda: np.zeros((0, 2)))
    owner: list[int] = field(default_factory=list)  # of each land region
    features: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    near: dict[str, set[str]] = field(default_factory=dict)
    wars: list[tuple[str, str]] = field(default_factory=list)
    contested: dict[str, list[str]] = field(default_factory=dict)

    def region(self, n: int) -> str:
        """Id of the n-th land region."""
        return str(self.features[n]["properties"]["id"])


def generate(
    states: int = 5,
    regions: int = 12,
    holders: int = 2,
    alliances: int = 1,
    turns: int = 8,
    seed: int = 1,
    *,
    aligned: bool = True,
    wars: bool = True,
) -> Scenario:
    """A scenario of so many states, land regions, possible holders of a region, alliances and turns.

    `aligned`: a slot means the same state in every region that is fought over; otherwise each region has holders of its
    own, and some only one. The same arguments give the same world.
    """
    if states < holders or not 2 <= holders <= 3 or regions < states:
        raise ValueError(f"expected 2 or 3 holders <= states <= regions, found {holders}, {states}, {regions}")
    spec, features, links = parts(states, regions, holders, alliances, turns, seed, aligned, wars)
    id = f"generated-{states}-{regions}-{holders}-{alliances}-{turns}-{seed}-{'aligned' if aligned else 'mixed'}"
    return compiled(id, ScenarioSpec.model_validate(spec), features, links, id)


def parts(
    states: int, regions: int, holders: int, alliances: int, turns: int, seed: int, aligned: bool, wars: bool
) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    """The same as a scenario's document, the features of its map, and its links."""
    names = ["".join(word) for _, word in zip(range(states), product(LETTERS, repeat=3), strict=False)]
    d = Draft(f"generated-{seed}", names, holders, aligned, turns, np.random.default_rng([seed, states, regions]))
    _land(d, regions)
    _joined(d)
    _margins(d)
    if wars:
        _hostilities(d)
    return _spec(d, alliances), d.features, d.links


def _land(d: Draft, regions: int) -> None:
    """Points, their owners, and one region cut in two at a river."""
    width = np.sqrt(regions) * 1.6
    points = d.chance.random((regions, 2)) * [width * 1.3, width * 0.8] + [20.0, 45.0]
    capitals = [int(np.argmin(points[:, 0]))]
    while len(capitals) < len(d.states):
        gap = np.min(np.linalg.norm(points[:, None] - points[capitals], axis=2), axis=1)
        capitals.append(int(np.argmax(gap)))
    first = points[capitals[0]]
    capitals = sorted(capitals, key=lambda n: float(np.linalg.norm(points[n] - first)))  # neighbours fight
    fights = np.arange(len(capitals)) < d.holders  # and own a good part of the land, however many states there are
    pull = np.where(fights, np.sqrt(d.holders / len(capitals)), 1.0)
    d.owner = [int(s) for s in np.argmin(np.linalg.norm(points[:, None] - points[capitals], axis=2) * pull, axis=1)]
    for s, n in enumerate(capitals):
        d.owner[n] = s
    cut = next((n for n in range(regions) if n not in capitals), None)
    d.points = points if cut is None else np.vstack([points, points[cut] + [0.05, 0.04]])
    d.owner += [] if cut is None else [d.owner[cut]]
    for n in range(len(d.points)):
        name = f"R{n + 1:03d}" if n != cut else f"R{n + 1:03d}-L"
        whole = f"R{cut + 1:03d}" if cut is not None and n in (cut, regions) else None
        d.features.append(_feature(d, f"{whole}-R" if whole and n == regions else name, n, capitals, whole))
    people = np.array([f["properties"]["population"] for f in d.features])
    for s in range(len(d.states)):
        mine = [n for n, who in enumerate(d.owner) if who == s]
        for n in mine:
            d.features[n]["properties"]["share_of_output"] = round(float(people[n] / people[mine].sum()), 6)


def _feature(d: Draft, id: str, n: int, capitals: Sequence[int], whole: str | None) -> dict[str, Any]:
    lon, lat = (round(float(x), 4) for x in d.points[n])
    area = round(float(9000.0 * np.exp(0.6 * d.chance.standard_normal())) * (0.5 if whole else 1.0), 1)
    half = 0.4
    corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    facts = {
        "id": id,
        "name": f"Region {id[1:]}",
        "kind": "land",
        "state": d.states[d.owner[n]],
        "terrain": "urban" if n in capitals else str(d.chance.choice(LAND)),
        "area_km2": area,
        "population": round(area * float(d.chance.uniform(20.0, 120.0))),
        "label": [lon, lat],
    }
    ring = [[round(lon + x, 4), round(lat + y, 4)] for x, y in corners]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": facts | ({"part_of": whole} if whole else {}), "geometry": shape}


def _joined(d: Draft) -> None:
    """Links between neighbours: borders, rivers with bridges."""
    facts = [feature["properties"] for feature in d.features]
    for a in range(len(d.points)):
        for b in _neighbours(d.points, a):
            cut = facts[a].get("part_of") is not None and facts[a].get("part_of") == facts[b].get("part_of")
            kind = "river" if cut else str(d.chance.choice(["land", "land", "land", "mixed", "river"]))
            size = float(np.sqrt(facts[a]["area_km2"]) + np.sqrt(facts[b]["area_km2"]))
            _link(d, d.region(a), d.region(b), kind, size * 0.35, 2 if kind == "river" else 0)


def _neighbours(points: Array, a: int) -> list[int]:
    """Points after `a` with no third point in the circle over the two; the nearest third points rule most out."""
    apart = _squared(points, points[a])

    def alone(b: Array, third: Array) -> Array:
        between = apart[third] + _squared(points[b][:, None], points[third]) < apart[b][:, None] - 1e-12
        return np.asarray(b[~between.any(axis=1)])

    left = alone(np.arange(a + 1, len(points)), np.argsort(apart)[: NEAREST + 1])
    return [int(b) for b in alone(left, np.arange(len(points)))]


def _squared(one: Array, other: Array) -> Array:
    return np.asarray(np.sum((one - other) ** 2, axis=-1))


def _link(d: Draft, a: str, b: str, kind: str, km: float, bridges: int = 0) -> None:
    link = {"between": [a, b], "type": kind, "km": round(km, 1)}
    d.links.append(link | ({"bridges": bridges} if bridges else {}))
    d.near.setdefault(a, set()).add(b)
    d.near.setdefault(b, set()).add(a)


def _margins(d: Draft) -> None:
    """A sea that two coasts share, and the hinterland of the last state, off the map."""
    south = [int(n) for n in np.argsort(d.points[:, 1])[:2]]
    sea = {"id": "SEA-SOUTH", "name": "South Sea", "kind": "sea", "terrain": "sea", "area_km2": 50000.0}
    back = {"id": "OFF-LAST", "name": "Hinterland", "kind": "offmap", "state": d.states[-1], "area_km2": 200000.0}
    last = max(n for n, who in enumerate(d.owner) if who == len(d.states) - 1)
    d.features += [{"type": "Feature", "properties": facts, "geometry": None} for facts in (sea, back)]
    for n in south:
        _link(d, "SEA-SOUTH", d.region(n), "sea", 100.0)
    _link(d, "OFF-LAST", d.region(last), "offmap-link", 300.0)


def _hostilities(d: Draft) -> None:
    """Who fights whom, and who can hold what."""
    if d.aligned:
        fighters = d.states[: d.holders]
        d.wars = [(fighters[0], other) for other in fighters[1:]]
        d.contested = {d.region(n): list(fighters) for n, who in enumerate(d.owner) if who < d.holders}
        return
    camps = np.arange(len(d.states)) % 2
    whose, fought = np.array(d.owner), set()
    for n, who in enumerate(d.owner):
        far = np.linalg.norm(d.points - d.points[n], axis=1)
        gap = [float(far[whose == s].min()) for s in range(len(d.states))]
        nearest = [int(s) for s in np.argsort(gap) if s != who]
        foe = next(s for s in nearest if camps[s] != camps[who])
        several = [who, foe, *[s for s in nearest if s != foe][: d.holders - 2]]
        if n == 0 or d.chance.random() < 0.85:
            several = several if d.chance.random() < 0.7 else several[:2]
            d.contested[d.region(n)] = [d.states[s] for s in several]
            fought |= {(min(a, b), max(a, b)) for a in several for b in several if camps[a] != camps[b]}
    d.wars = [(d.states[a], d.states[b]) for a, b in sorted(fought)]


def _spec(d: Draft, alliances: int) -> dict[str, Any]:
    """The scenario's document."""
    fighters = sorted({name for pair in d.wars for name in pair})
    others = [name for name in d.states if name not in fighters]
    return {
        "title": f"A generated world of {len(d.states)} states",
        "description": "Made to try the rules at any size; it stands for no place.",
        "map": "map.geojson",
        "links": "links.yaml",
        "calendar": {"snapshot": SNAPSHOT.isoformat(), "turns": d.turns},
        "states": {name: _state(d, s, name in fighters) for s, name in enumerate(d.states)},
        "alliances": {f"PACT-{k + 1}": _alliance(d, k, fighters) for k in range(alliances)},
        **_dealings(d, fighters, alliances),
        "wars": [list(pair) for pair in d.wars],
        "patrons": dict.fromkeys(fighters[:2], others) if others else {},
        "transit": {fighters[0]: others[:1]} if fighters and others else {},
        "contested": d.contested,
        "snapshots": _snapshot(d),
        "works": {region: {who[0]: 0.5} for region, who in list(d.contested.items())[::3]},
        "events": _events(d, alliances),
        "seats": {"all": "doctrine"},
    }


def _state(d: Draft, s: int, fights: bool) -> dict[str, Any]:
    mine = [n for n, who in enumerate(d.owner) if who == s]
    people = sum(d.features[n]["properties"]["population"] for n in mine)
    gdp = round(people / 1e6 * float(d.chance.uniform(4.0, 40.0)), 2)
    posts = {region for region, who in d.contested.items() if d.states[s] in who}
    own = {d.region(n) for n in mine}
    stand = sorted(posts & (own | {other for region in own for other in d.near[region]}))
    lon, lat = (float(x) for x in d.points[mine[0]])
    return {
        "name": f"State {d.states[s]}",
        "fictional": f"State {d.states[s]}",
        "capital": [round(lon, 4), round(lat, 4)],
        "gdp": gdp,
        "population": float(people),
        "military_spending": round(gdp * 0.03, 3),
        "position": float(s % 2),
        "industry": round(gdp * 0.01, 3),
        "openness": round(float(d.chance.uniform(0.2, 0.9)), 3),
        "support": round(float(d.chance.uniform(0.4, 0.8)), 3),
        **_trade(d, s),
        "forces": float(round(len(mine) * float(d.chance.uniform(6000.0, 25000.0)))),
        "training": [2.0, 2.0, 1.0] if fights else [0.0, 0.0, 0.0],
        "deployment": {region: round(float(d.chance.uniform(1.0, 5.0)), 2) for region in stand or sorted(own)},
    }


RULES = ("unanimity", "majority", "consensus", "plenary", "leader")


def _alliance(d: Draft, k: int, fighters: Sequence[str]) -> dict[str, Any]:
    """A pact of every other state, with all that a pact may decide, against the first at war who is no member."""
    members = d.states[k % 2 :: 2]
    foe = next((name for name in fighters if name not in members), None)
    friend = next((name for name in fighters if name in members), None)
    outside = [name for name in d.states if name not in members and name != foe]
    powers: list[dict[str, Any]] = [{"motion": "deployment"}, {"motion": "energy"}]
    if foe is not None:
        powers += [{"motion": kind, "target": foe} for kind in ("rollover", "relief", "condemnation")]
        powers.append({"motion": "package", "target": foe, "at_once": 2, "prepared": 1.0})
    powers += [{"motion": "aid", "target": friend}] if friend else []
    powers += [{"motion": "admission", "target": name} for name in outside[:1]]
    names = {"name": f"Pact {k + 1}", "fictional": f"Pact {k + 1}"}
    ruled = {"rule": RULES[k % len(RULES)], "members": members, "leader": members[0]}
    return names | ruled | {"powers": powers, "flank": 5000.0, "others": {"states": 2, "population": 4e6}}


def _trade(d: Draft, s: int) -> dict[str, Any]:
    """What a state buys from two of the others, and how hard it would find to buy it elsewhere."""
    others = [d.states[i] for i in d.chance.permutation(len(d.states)).tolist() if i != s][:2]
    gas = dict(zip(others, (round(float(x), 3) for x in d.chance.uniform(0.05, 0.45, 2)), strict=False))
    return {
        "gas": gas,
        "gas_use": round(float(d.chance.uniform(1.0, 50.0)), 2),
        "oil": {name: round(float(d.chance.uniform(0.0, 0.5)), 3) for name in others},
        "trade": {name: round(float(d.chance.uniform(0.005, 0.1)), 4) for name in d.states if name != d.states[s]},
        "banks": {others[0]: round(float(d.chance.uniform(0.1, 0.8)), 3)},
        "alternatives": round(float(d.chance.uniform(0.1, 0.9)), 3),
    }


def _dealings(d: Draft, fighters: Sequence[str], alliances: int) -> dict[str, Any]:
    """Measures in force, who may sanction alone, through whom measures leak, and who faces whom."""
    facing = [(name, k) for k in range(alliances) for name in fighters if name not in d.states[k % 2 :: 2]]
    if not facing:
        return {}
    target, k = facing[0]
    pact, others = f"PACT-{k + 1}", [name for name in d.states if name != target]
    routes = {name: {"trade": 0.2, "technology": 0.15, "energy": 0.1} for name in others[-2:]}
    in_force = {"sender": pact, "target": target, "sector": "finance", "level": 0.1, "since": "2029-06-01"}
    return {
        "measures": [in_force, in_force | {"sector": "trade", "expires": "2030-04-01"}],
        "sanctioners": {target: others[:1]},
        "routes": {target: routes},
        "rivals": [
            {"state": name, "alliance": f"PACT-{a + 1}", "lines": {"fires": 0.5, "long_range": 0.8}}
            for name, a in facing[:2]
        ],
    }


def _snapshot(d: Draft) -> dict[str, Any]:
    """Some regions are held in part by their second holder."""
    shares = {
        region: {who[1]: round(float(d.chance.uniform(0.02, 0.6)), 3)} for region, who in list(d.contested.items())[::2]
    }
    for region, by in shares.items():
        owner = next(f["properties"]["state"] for f in d.features if f["properties"]["id"] == region)
        if owner in by:  # the second holder is at home here: the first is the one who came
            by[d.contested[region][0]] = by.pop(owner)
    return {SNAPSHOT.isoformat(): {"regions": shares}} if shares else {}


def _events(d: Draft, alliances: int) -> list[dict[str, Any]]:
    """A dated event, one on a condition, words for one seat alone, a change of an alliance."""
    first = d.states[0]
    events: list[dict[str, Any]] = [
        {
            "id": "shock",
            "reason": "A shock at home",
            "on": "2030-03-15",
            "changes": [{"state": first, "field": "support", "add": -0.1}],
        },
        {
            "id": "losses-felt",
            "reason": "Losses are felt at home",
            "when": {"measure": f"losses/{first}", "above": 500.0},
            "changes": [{"state": first, "field": "weariness", "add": 0.05}],
        },
        {"id": "warned", "reason": "An attack is said to be near", "on": "2030-02-15", "to": [first]},
    ]
    if alliances:
        leave = {"alliance": "PACT-1", "leaves": first}
        events.append({"id": "exit", "reason": "A member leaves", "on": "2030-04-30", "changes": [leave]})
    return events
