"""The theatre on the plane: outlines, who holds what, colours, frame. What a map needs to know before it is painted.

Whoever paints it begins here, a picture for a report as much as the board of a screen; nothing here knows the brush.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.data import root, scenario_path
from wargame.documents import read
from wargame.errors import UserError
from wargame.explain import shares
from wargame.region import lambert
from wargame.scenario import Scenario
from wargame.world import World

SIDES = (5, 4)  # of the palette: vermilion for whoever began the war, blue for the other
OTHERS = (2, 6, 0, 1, 3)
MARGIN = 0.05  # of the frame around the theatre
SEEN = 0.005  # share held by another that is shown

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Shape:
    """A region or a background shape on the plane: its outline, whose it is, and who holds it if that is counted."""

    id: str
    state: str | None
    rings: tuple[Array, ...]  # of points [P,2], km: islands and holes each by themselves
    at: tuple[float, float]
    held: Mapping[str, float]

    @property
    def foreign(self) -> list[tuple[str, float]]:
        """Who but its own state holds some of it, the most first."""
        others = [(state, share) for state, share in self.held.items() if state != self.state and share > SEEN]
        return sorted(others, key=lambda item: -item[1])


@dataclass(frozen=True)
class Theatre:
    """What is drawn: shapes from the back to the front, the sides and their colours, the frame."""

    shapes: tuple[Shape, ...]
    colours: Mapping[str, Colour]
    whole: Mapping[str, Mapping[str, float]]  # shares by region, cut oblasts whole
    mostly: frozenset[str]  # states most of whose land is fought over
    frame: tuple[float, float, float, float]  # west, south, east, north, km

    @classmethod
    def of(cls, world: World, scenario: Scenario, row: int) -> "Theatre":
        """The theatre of a scenario as one run of a world has it."""
        drawable(scenario)
        shapes = shapes_of(scenario, _held(world, scenario, row))
        mostly = mostly_in(scenario)
        return cls(shapes, colours_of(scenario), shares(world, row), mostly, frame_of(shapes, mostly, scenario))

    def then(self, world: World, scenario: Scenario, row: int) -> "Theatre":
        """The same theatre as another world has it: outlines and colours stay."""
        held = _held(world, scenario, row)
        shapes = tuple(replace(shape, held=held.get(shape.id, {})) for shape in self.shapes)
        whole, frame = shares(world, row), frame_of(shapes, self.mostly, scenario)
        return replace(self, shapes=shapes, whole=whole, frame=frame)


def shapes_of(scenario: Scenario, held: Mapping[str, Mapping[str, float]]) -> tuple[Shape, ...]:
    """All that has an outline, from the back to the front, with who holds it: `{region: {state: share}}`."""
    centre = centre_of(scenario)
    return tuple(
        Shape(
            id=facts["id"],
            state=facts.get("state"),
            rings=tuple(
                np.array([lambert(lon, lat, centre) for lon, lat, *_ in ring[:-1]]) for ring in _rings(geometry)
            ),
            at=lambert(*_spot(facts, geometry), centre),
            held=held.get(facts["id"], {}),
        )
        for facts, geometry in _features(scenario)
    )


def _held(world: World, scenario: Scenario, row: int) -> dict[str, dict[str, float]]:
    """Shares of every region, parts of a cut oblast each by itself."""
    board, control = scenario.board, np.asarray(world.control)[row]
    return {
        region: {board.states[s]: float(control[h, n]) for h, s in enumerate(board.holder[:, n]) if s >= 0}
        for n, region in enumerate(board.regions)
    }


def drawable(scenario: Scenario) -> None:
    """Raise `UserError` where a scenario's map has nothing to draw."""
    if next(_features(scenario), None) is None:
        raise UserError(f"found no outlines in the map of {scenario.id}, expected at least one to draw")


def _features(scenario: Scenario) -> Iterator[tuple[dict[str, Any], Mapping[str, Any]]]:
    """Facts and geometry of all that has an outline: the background first, then the regions."""
    if scenario.source:
        geo = read(scenario_path(scenario.source).parent / scenario.spec.map).data["features"]
        yield from (
            (f["properties"], f["geometry"]) for f in geo if f["properties"]["kind"] == "context" and f["geometry"]
        )
    for region, facts in scenario.map.nodes(data=True):
        if facts.get("geometry"):
            yield {**facts, "id": region}, facts["geometry"]


def _rings(geometry: Mapping[str, Any]) -> list[Sequence[Sequence[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def _middle(geometry: Mapping[str, Any]) -> tuple[float, float]:
    points = np.array(max(_rings(geometry), key=len), dtype=float)
    west_south, east_north = points.min(axis=0), points.max(axis=0)
    return float(west_south[0] + east_north[0]) / 2, float(west_south[1] + east_north[1]) / 2


def _spot(facts: Mapping[str, Any], geometry: Mapping[str, Any]) -> tuple[float, float]:
    """Where a label stands, longitude and latitude: as the map says, else in the middle."""
    told = facts.get("label")
    return (float(told[0]), float(told[1])) if told else _middle(geometry)


def points_of(shapes: Iterable["Shape"]) -> Array:
    """All points of some outlines, km."""
    return np.concatenate([ring for shape in shapes for ring in shape.rings])


def centre_of(scenario: Scenario) -> tuple[float, float]:
    """The middle of the regions in the theatre, longitude and latitude."""
    near = [scenario.map.nodes[region] for region in scenario.board.regions[: scenario.board.contested]]
    middles = [_middle(facts["geometry"]) for facts in near if facts.get("geometry")]
    lon, lat = np.array(middles or [(32.0, 50.0)]).mean(axis=0).tolist()
    return float(lon), float(lat)


def colours_of(scenario: Scenario) -> dict[str, Colour]:
    """A colour for everyone who can hold land of another: the belligerents first."""
    palette = json.loads((root() / "assets" / "palette.json").read_text(encoding="utf-8"))["colours"]
    sides = list(dict.fromkeys(state for pair in scenario.spec.wars for state in pair))
    board = scenario.board
    rest = {board.states[s] for s in board.holder[:, : board.contested].reshape(-1) if s >= 0} - set(sides)
    order = [*sides, *sorted(rest)]
    return {state: rgb(palette[(*SIDES, *OTHERS)[i % 7]]) for i, state in enumerate(order)}


def rgb(colour: str) -> Colour:
    """A colour told as `#RRGGBB`, in shares of full red, green and blue."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def mostly_in(scenario: Scenario) -> frozenset[str]:
    """States most of whose land is in the theatre."""
    board, C = scenario.board, scenario.board.contested
    fought, whole = board.sovereign[:C], board.sovereign
    return frozenset(
        state
        for s, state in enumerate(board.states)
        if 2 * float(board.area[:C][fought == s].sum()) > float(board.area[whole == s].sum())
    )


def frame_of(shapes: Sequence[Shape], mostly: frozenset[str], scenario: Scenario) -> tuple[float, float, float, float]:
    """Around the land that is fought over: of states most of which is in the theatre, and wherever another stands."""
    near = set(scenario.board.regions[: scenario.board.contested])
    inside = [s for s in shapes if s.id in near and (s.state in mostly or s.foreign)] or [s for s in shapes if s.held]
    points = points_of(inside)
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    pad = MARGIN * max(east - west, north - south)
    return float(west - pad), float(south - pad), float(east + pad), float(north + pad)
