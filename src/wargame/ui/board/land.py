"""The land that a board shows: outlines on the plane, borders between them, places of states. Made once a scenario.

Where the outlines of a map don't adjoin, or there are none, every region is a disc, and its links are drawn.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from wargame.axes import Array
from wargame.region import lambert, layout
from wargame.report.theatre import centre_of, colours_of, frame_of, mostly_in, shapes_of
from wargame.scenario import Scenario
from wargame.ui.board.camera import Frame
from wargame.ui.board.look import RGB
from wargame.ui.board.shapes import Rings, area, box, inside

THEATRE, BEHIND, SEA, CONTEXT = "theatre", "behind", "sea", "context"
LINK_KM = 150.0  # length of a link on a map without outlines; any would do
DISC, CORNERS = 0.34, 28  # radius of a disc in lengths of a link; corners it is drawn with
MARGIN = 0.6  # of a link, around a map without outlines


@dataclass(frozen=True, eq=False)
class Plot:
    """A region, or land in the background: its outline, km, whose it is, where its name stands."""

    id: str
    kind: str
    state: str | None
    rings: Rings
    at: tuple[float, float]
    box: Frame
    km2: float  # on the plane


@dataclass(frozen=True, eq=False)
class Border:
    """What two regions have in common on the plane: pieces of a line, `[M,2,2]` km."""

    one: str
    other: str
    line: Array


@dataclass(frozen=True, eq=False)
class Land:
    """All that is drawn of a scenario's map, from the back to the front."""

    scenario: Scenario
    plots: tuple[Plot, ...]
    borders: tuple[Border, ...]
    colours: Mapping[str, RGB]  # of everyone who can hold land of another
    mostly: frozenset[str]  # states most of whose land is fought over
    frame: Frame
    discs: bool  # whether regions are discs
    links: tuple[tuple[str, str], ...] = ()  # drawn where regions are discs
    homes: Mapping[str, tuple[float, float]] = field(default_factory=dict)  # capitals on the plane, km
    waters: tuple[tuple[str, tuple[float, float]], ...] = ()  # seas without an outline, and where their names stand

    @classmethod
    def of(cls, scenario: Scenario) -> "Land":
        """The land of a scenario."""
        return _outlined(scenario) or _laid_out(scenario)

    @cached_property
    def by_id(self) -> dict[str, Plot]:
        """Regions by id, what stands in the background left out."""
        return {plot.id: plot for plot in self.plots if plot.kind != CONTEXT}

    @cached_property
    def theatre(self) -> tuple[Plot, ...]:
        """The regions that are fought over."""
        return tuple(plot for plot in self.plots if plot.kind == THEATRE)

    def under(self, at: tuple[float, float]) -> Plot | None:
        """The region at a point of the plane, the one in front first."""
        for plot in reversed(self.plots):
            west, south, east, north = plot.box
            within = west <= at[0] <= east and south <= at[1] <= north
            if within and plot.kind != CONTEXT and inside(plot.rings, at):
                return plot
        return None


def _outlined(scenario: Scenario) -> Land | None:
    """The land as outlines, if those of linked regions adjoin."""
    shapes = shapes_of(scenario, _sovereign(scenario))
    plots = tuple(
        Plot(s.id, _kind(scenario, s.id), s.state, s.rings, s.at, box(s.rings), area(s.rings))
        for s in sorted(shapes, key=lambda s: _depth(_kind(scenario, s.id)))
    )
    borders = tuple(_shared(plots))
    if not _adjoins(scenario, plots, borders):
        return None
    mostly = mostly_in(scenario)
    return Land(
        scenario,
        plots,
        borders,
        _colours(scenario),
        mostly,
        frame_of(shapes, mostly, scenario),
        discs=False,
        homes=_capitals(scenario, plots),
        waters=tuple(_waters(scenario)),
    )


def _sovereign(scenario: Scenario) -> dict[str, dict[str, float]]:
    """Who is taken to hold what when the map is framed: shares at state 0."""
    board, control = scenario.board, np.asarray(scenario.world.control)[0]
    return {
        region: {board.states[s]: float(control[h, n]) for h, s in enumerate(board.holder[:, n]) if s >= 0}
        for n, region in enumerate(board.regions)
    }


def _kind(scenario: Scenario, id: str) -> str:
    board = scenario.board
    if id not in scenario.map:
        return CONTEXT
    if id in board.regions[: board.contested]:
        return THEATRE
    return SEA if scenario.map.nodes[id]["kind"] == "sea" else BEHIND


def _depth(kind: str) -> int:
    return (CONTEXT, SEA, BEHIND, THEATRE).index(kind)


def _shared(plots: tuple[Plot, ...]) -> Iterator[Border]:
    """Borders: the edges that two outlines have in common."""
    owners: dict[tuple[tuple[float, float], tuple[float, float]], list[str]] = defaultdict(list)
    for plot in plots:
        if plot.kind not in (CONTEXT, SEA):
            for ring in plot.rings:
                points = [(x, y) for x, y in np.round(ring, 2).tolist()]
                for a, b in zip(points, points[1:] + points[:1], strict=True):
                    owners[min(a, b), max(a, b)].append(plot.id)
    edges: dict[tuple[str, str], list[tuple[tuple[float, float], tuple[float, float]]]] = defaultdict(list)
    for edge, ids in owners.items():
        if len(ids) == 2 and ids[0] != ids[1]:
            edges[min(ids), max(ids)].append(edge)
    for (one, other), line in sorted(edges.items()):
        yield Border(one, other, np.array(line))


def _adjoins(scenario: Scenario, plots: tuple[Plot, ...], borders: tuple[Border, ...]) -> bool:
    """Whether most regions of the theatre have an outline, and most of those linked over land a border."""
    drawn = {plot.id for plot in plots if plot.kind in (THEATRE, BEHIND)}
    near = scenario.board.regions[: scenario.board.contested] or scenario.board.regions
    links = [
        (min(a, b), max(a, b)) for a, b, d in scenario.map.edges(data=True) if {a, b} <= drawn and d["type"] == "land"
    ]
    bordering = {(border.one, border.other) for border in borders}
    return 2 * len(drawn & set(near)) > len(near) and 2 * len(bordering & set(links)) >= max(len(links), 1)


def _colours(scenario: Scenario) -> dict[str, RGB]:
    return {
        state: (round(255 * red), round(255 * green), round(255 * blue))
        for state, (red, green, blue) in colours_of(scenario).items()
    }


def _waters(scenario: Scenario) -> Iterator[tuple[str, tuple[float, float]]]:
    """Seas of which the map tells only where they are."""
    for region, facts in scenario.map.nodes(data=True):
        if facts["kind"] == "sea" and not facts.get("geometry") and facts.get("label"):
            yield region, lambert(float(facts["label"][0]), float(facts["label"][1]), centre_of(scenario))


def _capitals(scenario: Scenario, plots: tuple[Plot, ...]) -> dict[str, tuple[float, float]]:
    """Where states have their capitals; where none is told, at the name of their largest region."""
    centre = centre_of(scenario)
    largest = {plot.state: plot.at for plot in sorted(plots, key=lambda plot: plot.km2) if plot.state}
    told = {
        state: lambert(facts.capital[0], facts.capital[1], centre)
        for state, facts in scenario.spec.states.items()
        if facts.capital is not None
    }
    return {state: at for state, at in (largest | told).items() if state in scenario.spec.states}


def _laid_out(scenario: Scenario) -> Land:
    """The map as discs and links."""
    places = {region: (LINK_KM * x, LINK_KM * y) for region, (x, y) in layout(scenario.map).items()}
    turns = np.linspace(0.0, 2 * np.pi, CORNERS, endpoint=False)
    ring = LINK_KM * _radius(places) * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    plots = tuple(
        Plot(
            region,
            _kind(scenario, region),
            scenario.map.nodes[region].get("state"),
            (ring + at,),
            at,
            box((ring + at,)),
            area((ring,)),
        )
        for region, at in sorted(places.items(), key=lambda item: _depth(_kind(scenario, item[0])))
    )
    links = tuple(sorted((min(a, b), max(a, b)) for a, b in scenario.map.edges))
    west, south, east, north = box([plot.rings[0] for plot in plots])
    pad = MARGIN * LINK_KM
    return Land(
        scenario,
        plots,
        tuple(_facing(links, places)),
        _colours(scenario),
        mostly_in(scenario),
        (west - pad, south - pad, east + pad, north + pad),
        discs=True,
        links=links,
        homes={plot.state: plot.at for plot in sorted(plots, key=_depth_of) if plot.state in scenario.spec.states},
    )


def _depth_of(plot: Plot) -> tuple[bool, str]:
    return plot.kind != SEA, plot.id


def _radius(places: Mapping[str, tuple[float, float]]) -> float:
    """Of a disc, in lengths of a link: small enough that hardly two overlap."""
    points = np.array(list(places.values())) / LINK_KM
    apart = np.hypot(*(points[:, None] - points).transpose(2, 0, 1)) + 9.0 * np.eye(len(points))
    return float(min(DISC, max(0.46 * np.quantile(apart.min(axis=1), 0.1), 0.12)))


def _facing(links: tuple[tuple[str, str], ...], places: Mapping[str, tuple[float, float]]) -> Iterator[Border]:
    """Between two discs the border is a stroke across their link."""
    for a, b in links:
        one, other = np.array(places[a]), np.array(places[b])
        along = (other - one) / max(float(np.hypot(*(other - one))), 1e-9)
        across = np.array([-along[1], along[0]]) * 0.16 * LINK_KM
        half = (one + other) / 2
        yield Border(a, b, np.array([[half - across, half + across]]))
