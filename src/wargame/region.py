"""The map: a networkx graph of regions, and the board of arrays derived from it once.

Nodes are regions (`state`, `kind`, `terrain`, `area_km2`, `population`, ...), edges are links (`type`, `km`,
`bridges`). Everything the rulebook asks of the map while it plays is on the `Board`; anything else may be asked of the
graph with any function of networkx. Contested regions come first on the axis N: they are the theatre.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, fsum, hypot, log, pi, radians, sin, sqrt, tan
from typing import Any

import networkx as nx
import numpy as np

from wargame.axes import Array
from wargame.board import FAR, Board
from wargame.forum import Forum

# Traffic: how freely a force moves off the road; shelter: defence multiplier. Assumptions; shelter after [Dupuy1979].
TERRAIN: Mapping[str, tuple[float, float]] = {
    "open": (1.0, 1.0),
    "plain": (0.9, 1.0),
    "steppe": (0.9, 1.05),
    "forest-steppe": (0.75, 1.15),
    "urban-forest-steppe": (0.75, 1.3),
    "urban": (0.6, 1.35),
    "forest": (0.6, 1.25),
    "marsh": (0.5, 1.25),
    "mountain": (0.35, 1.5),
    "sea": (1.0, 1.0),
    "none": (1.0, 1.0),
}
# Usable share of a link's length, and what crossing it costs supply in km of rail. Assumptions.
LINKS: Mapping[str, tuple[float, float]] = {
    "land": (1.0, 6.0),
    "mixed": (0.6, 8.0),
    "river": (0.15, 12.0),
    "isthmus": (0.5, 10.0),
    "strait-bridge": (0.5, 20.0),
    "strait": (0.0, 60.0),
    "sea": (0.0, 60.0),
    "sea-link": (0.0, 60.0),
    "offmap-link": (0.0, 60.0),
}
ZONES: Mapping[str, float] = {"chornobyl": 0.6}  # usable share of a link through a closed zone; assumption
SPRINGS = 150  # regions up to which a map is laid out by springs between all pairs
PIVOTS = 40  # regions from which distances are taken on a larger one
SMALL = 512  # slots of a theatre up to which a matrix is quicker than a walk over neighbours


def graph(features: Sequence[Mapping[str, Any]], links: Sequence[Mapping[str, Any]]) -> "nx.Graph[str]":
    """The regional map as a networkx graph, from GeoJSON features and a list of links."""
    g: nx.Graph[str] = nx.Graph()
    for feature in features:
        facts = {"terrain": "none", "area_km2": 1.0, **feature["properties"]}
        if facts["kind"] != "context":
            g.add_node(facts["id"], geometry=feature.get("geometry"), **facts)
    for link in links:
        a, b = link["between"]
        g.add_edge(a, b, **{k: v for k, v in link.items() if k != "between"})
    return g


def isolated(g: "nx.Graph[str]") -> list[str]:
    """Regions that no chain of links joins to the largest part of the map."""
    parts = sorted(nx.connected_components(g), key=len, reverse=True)
    return sorted(region for part in parts[1:] for region in part)


def lambert(lon: float, lat: float, centre: tuple[float, float] = (32.0, 50.0)) -> tuple[float, float]:
    """Lambert conformal projection with parallels 5 degrees below and 7 above the centre, in km [Snyder1987]."""
    low, high = radians(centre[1] - 5), radians(centre[1] + 7)
    n = log(cos(low) / cos(high)) / log(tan(pi / 4 + high / 2) / tan(pi / 4 + low / 2))
    f = 6371.0 * cos(low) * tan(pi / 4 + low / 2) ** n / n
    rho = f / tan(pi / 4 + radians(min(max(lat, -80.0), 89.0)) / 2) ** n
    rho0 = f / tan(pi / 4 + radians(centre[1]) / 2) ** n
    theta = n * radians(lon - centre[0])
    return rho * sin(theta), rho0 - rho * cos(theta)


def layout(g: "nx.Graph[str]") -> dict[str, tuple[float, float]]:
    """Places on the plane, in lengths of a link, for a map without outlines: linked regions near, others apart.

    By springs between all pairs [KamadaKawai1989]; that is too dear for a large map, where distances from a few
    regions must do [BrandesPich2007].
    """
    found = nx.kamada_kawai_layout(g, weight=None) if g.number_of_nodes() <= SPRINGS else _by_pivots(g)
    apart = sorted(hypot(*(found[a] - found[b])) for a, b in g.edges)
    unit = max(apart[len(apart) // 2], 1e-9) if apart else 1.0
    return {region: (float(x) / unit, float(y) / unit) for region, (x, y) in sorted(found.items())}


def _by_pivots(g: "nx.Graph[str]") -> dict[str, Array]:
    """Places whose distances come near those along the links from some regions far from each other."""
    regions = list(g.nodes)
    apart: list[Array] = []
    pivot = regions[0]
    for _ in range(PIVOTS):
        lengths = nx.single_source_shortest_path_length(g, pivot)
        apart.append(np.array([float(lengths.get(region, len(regions))) for region in regions]))
        pivot = regions[int(np.min(apart, axis=0).argmax())]
    squared = np.array(apart).T ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    places, size, _ = np.linalg.svd(-centred / 2, full_matrices=False)
    return dict(zip(regions, places[:, :2] * size[:2], strict=True))


@dataclass(frozen=True)
class Theatre:
    """What a scenario says about the map: who may hold what, who fights whom, who lets whom through."""

    states: tuple[str, ...]
    contested: Mapping[str, tuple[str, ...]]  # region -> possible holders
    pairs: tuple[tuple[str, str, str], ...]  # (who, whom, "war" | "patron")
    transit: Mapping[str, tuple[str, ...]]  # state -> states whose land it may use
    depots: Mapping[str, tuple[str, ...]]  # state -> regions with depots outside its own land
    capitals: Mapping[str, tuple[float, float]]  # state -> longitude and latitude
    worth: Mapping[str, Mapping[str, float]]  # state -> region -> what it is worth to the state


def board(g: "nx.Graph[str]", theatre: Theatre, table: Forum) -> Board:
    """The arrays of a map for a theatre, derived once; `table` is who sits together on it."""
    at = {state: i for i, state in enumerate(theatre.states)}
    regions = _ordered(g, theatre)
    order = {region: i for i, region in enumerate(regions)}
    holder = _holders(g, regions, theatre, at)
    C = sum(_fought_over(g, region, theatre) for region in regions)
    pairs = tuple((at[a], at[b], kind) for a, b, kind in theatre.pairs)
    facts = [g.nodes[region] for region in regions]
    area = np.array([max(float(f["area_km2"]), 1.0) for f in facts])
    sovereign = np.array([at.get(f.get("state") or "", -1) for f in facts])
    bridges = tuple(sorted(crossing(a, b) for a, b, d in g.edges(data=True) if d.get("bridges")))
    flat = holder[:, :C].reshape(-1)
    return Board(
        forum=table,
        states=theatre.states,
        regions=regions,
        wholes=_wholes(facts, regions),
        bridges=bridges,
        pairs=pairs,
        contested=C,
        area=area,
        side=np.sqrt(area),
        traffic=np.array([TERRAIN[f["terrain"]][0] for f in facts]),
        shelter=np.array([TERRAIN[f["terrain"]][1] for f in facts]),
        population=np.array([f.get("population") or 0.0 for f in facts]) / 1000.0,
        output=np.array([f.get("share_of_output") or 0.0 for f in facts]),
        sovereign=sovereign,
        holder=holder,
        home=np.where(holder[:, :C] == sovereign[:C], 1.0, 0.0),
        **_ways(g, regions, order, holder, C, theatre, bridges),
        rival=_rivals(holder[:, :C], pairs),
        who=np.array([who for who, _, _ in pairs], dtype=np.int64),
        whom=np.array([whom for _, whom, _ in pairs], dtype=np.int64),
        patron=np.array([1.0 if kind == "patron" else 0.0 for _, _, kind in pairs]),
        closeness=np.array([_closeness(theatre.capitals.get(a), theatre.capitals.get(b)) for a, b, _ in theatre.pairs]),
        worth=_worth(facts, holder[:, :C], theatre),
        slots=np.where(flat[:, None] == np.arange(len(at)), 1.0, 0.0),
        lane=np.maximum(_lanes(holder[:, :C], len(at)), 0),
        laned=np.where(_lanes(holder[:, :C], len(at)) < 0, 0.0, 1.0),
        seat=np.maximum(flat, 0),
        valid=np.where(holder[:, :C] >= 0, 1.0, 0.0),
        aligned=all(len({int(s) for s in row}) == 1 for row in holder[:, :C])
        and len({int(s) for s in holder[:, 0]}) == holder.shape[0],
        span_holder=_span_holders(bridges, order, holder),
    )


def _fought_over(g: "nx.Graph[str]", region: str, theatre: Theatre) -> bool:
    """Whether two possible holders of a land region are a pair that may be at war."""
    who = theatre.contested.get(region, ())
    foes = {(a, b) for a, b, kind in theatre.pairs if kind == "war"}
    return g.nodes[region]["kind"] == "land" and any((a, b) in foes for a in who for b in who)


def _ordered(g: "nx.Graph[str]", theatre: Theatre) -> tuple[str, ...]:
    """Regions with the theatre first, otherwise in the order of the map."""
    return tuple(sorted(g.nodes, key=lambda region: not _fought_over(g, region, theatre)))


def _holders(g: "nx.Graph[str]", regions: Sequence[str], theatre: Theatre, at: Mapping[str, int]) -> Array:
    """`[H,N]`: the states that can hold each region, the sovereign alone where nothing is said."""
    lists = [theatre.contested.get(r) or ((s,) if (s := g.nodes[r].get("state")) in at else ()) for r in regions]
    H = max(2, max(map(len, lists)))
    return np.array([[at[names[h]] if h < len(names) else -1 for names in lists] for h in range(H)])


def _wholes(facts: Sequence[Mapping[str, Any]], regions: Sequence[str]) -> dict[str, tuple[int, ...]]:
    wholes: dict[str, tuple[int, ...]] = {}
    for i, fact in enumerate(facts):
        if fact.get("part_of"):
            wholes[fact["part_of"]] = (*wholes.get(fact["part_of"], ()), i)
    return wholes


def _rivals(holder: Array, pairs: Sequence[tuple[int, int, str]]) -> Array:
    """`[H-1,H,C]`: index of the war pair (holder, k-th next holder), D where they are none."""
    index = {(a, b): d for d, (a, b, kind) in enumerate(pairs) if kind == "war"}
    H, none = holder.shape[0], len(pairs)
    turned = [np.roll(holder, -k, axis=0) for k in range(1, H)]
    return np.array(
        [
            [
                [index.get((int(a), int(b)), none) for a, b in zip(*row, strict=True)]
                for row in zip(holder, other, strict=True)
            ]
            for other in turned
        ],
        dtype=np.int64,
    )


def _closeness(a: tuple[float, float] | None, b: tuple[float, float] | None) -> float:
    """Nearness of two capitals: 1 side by side, one half at 1,000 km or where a place is not told. Assumption."""
    return 0.5 if a is None or b is None else 1.0 / (1.0 + distance_km(a, b) / 1000.0)


def _worth(facts: Sequence[Mapping[str, Any]], holder: Array, theatre: Theatre) -> Array:
    """What regions are worth: as the scenario says, else a state's own ones by their share of its output."""
    worth = np.zeros(holder.shape)
    for (h, n), state in np.ndenumerate(holder):
        if state >= 0:
            name, fact = theatre.states[state], facts[n]
            own = 0.2 + 3.0 * (fact.get("share_of_output") or 0.0) if fact.get("state") == name else 0.0
            worth[h, n] = theatre.worth.get(name, {}).get(fact["id"], own)
    return worth


def _lanes(holder: Array, states: int) -> Array:
    """Which slot is each state's, if it has one and the same all over the theatre; -1 none."""
    first = holder[:, 0].tolist() if holder.shape[1] else []
    return np.array([first.index(s) if s in first else -1 for s in range(states)], dtype=np.int64)


def crossing(a: str, b: str) -> str:
    """The name of a bridge: the regions it joins."""
    return ":".join(sorted((a, b)))


def _span_holders(bridges: Sequence[str], order: Mapping[str, int], holder: Array) -> Array:
    """`[H,B]`: who can stand at the first end of each bridge."""
    ends = {bridge: order[bridge.split(":")[0]] for bridge in bridges}
    there = [[holder[h, ends[b]] for b in bridges] for h in range(holder.shape[0])]
    return np.array(there, dtype=np.int64).reshape(holder.shape[0], len(bridges))


def _ways(
    g: "nx.Graph[str]",
    regions: Sequence[str],
    order: Mapping[str, int],
    holder: Array,
    C: int,
    theatre: Theatre,
    bridges: Sequence[str],
) -> dict[str, Any]:
    """Links inside the theatre as padded tables, and what lies behind it folded into entry and base."""
    H = holder.shape[0]
    K = max(1, max((sum(order[m] < C for m in g[r]) for r in regions[:C]), default=1))
    near, span = np.zeros((K, H, C), dtype=np.int64), np.zeros((K, H, C), dtype=np.int64)
    width, haul = np.zeros((K, H, C)), np.full((K, H, C), FAR)
    entry, base, depot = np.zeros((H, C)), np.full((H, C), FAR), np.zeros((H, C))
    for (h, n), state in np.ndenumerate(holder[:, :C]):
        if state < 0:
            continue
        region, name = regions[n], theatre.states[state]
        depot[h, n] = g.nodes[region].get("state") == name or region in theatre.depots.get(name, ())
        entry[h, n], base[h, n] = _behind(g, region, name, theatre, order, C)
        for k, other in enumerate(m for m in g[region] if order[m] < C):
            there = [j for j in range(H) if holder[j, order[other]] == state]
            if there:
                near[k, h, n] = there[0] * C + order[other]
                width[k, h, n], haul[k, h, n] = _usable(g.edges[region, other])
                span[k, h, n] = _bridge(g, region, other, bridges)
    return {
        "near": near.reshape(K, H * C),
        "width": width,
        "doors": _doors(near.reshape(K, H * C), width.reshape(K, H * C)),
        "haul": haul,
        "span": span.reshape(K, H * C),
        "spanned": tuple(k for k in range(K) if span[k].any()),
        "behind": np.where(entry > 0.0, 1.0, 0.0),
        "entry": entry,
        "base": base,
        "depot": depot,
    }


def _behind(
    g: "nx.Graph[str]", region: str, state: str, theatre: Theatre, order: Mapping[str, int], C: int
) -> tuple[float, float]:
    """Usable km into a region from behind the theatre, over land a state may use, and km of rail from there."""
    friends = (state, *theatre.transit.get(state, ()))
    ways = [_usable(g.edges[region, m]) for m in g[region] if order[m] >= C and g.nodes[m].get("state") in friends]
    return fsum(km for km, _ in ways), min((cost for _, cost in ways), default=FAR)


def _doors(near: Array, width: Array) -> Array:
    """Widths as one matrix, so that a sum over neighbours is a product; for a small theatre only."""
    size = near.shape[1]
    if size > SMALL:
        return np.zeros((0, 0))
    doors = np.zeros((size, size))
    for row_near, row_width in zip(near, width, strict=True):
        np.add.at(doors, (row_near, np.arange(size)), row_width)
    return doors


def _usable(link: Mapping[str, Any]) -> tuple[float, float]:
    """Usable km of a link and the km of rail that crossing it costs."""
    share, cost = LINKS[link["type"]]
    km = float(link.get("km") or 0.0) * share * ZONES.get(link.get("zone", ""), 1.0)
    return km, cost if km > 0 else FAR


def _bridge(g: "nx.Graph[str]", a: str, b: str, bridges: Sequence[str]) -> int:
    return bridges.index(crossing(a, b)) + 1 if g.edges[a, b].get("bridges") else 0


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two places in longitude and latitude, km."""
    (x1, y1), (x2, y2) = ((radians(x), radians(y)) for x, y in (a, b))
    h = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(h))
