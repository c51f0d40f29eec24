"""The theatre as a map: every region in the colours of those who hold it, by their shares, with hatching besides.

Colour never stands alone: ground held by another than its own state is hatched, denser as the share grows, and a region
that two hold carries the share in figures. Nothing in the file depends on the clock.
"""

import datetime
from calendar import month_name
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke

from wargame.explain import the, units
from wargame.report.picture import place, saved
from wargame.report.theatre import SEEN, Colour, Shape, Theatre, points_of
from wargame.scenario import Scenario
from wargame.world import World

SEA, LAND, EVEN, INK, FAINT = "#DDE7EE", "#F1EEE8", "#F1ECE4", "#222222", "#8C8880"
QUIET_INK = "#5F5B55"
TAKEN, OWN, QUIET = 0.42, 0.58, 0.80  # how much white is mixed into land taken, land defended, land behind the war
CAPTION = "One run under its scenario's assumptions; not a forecast and not what happened"
SIZE = (12.8, 7.2)  # inches: a projector's 16 : 9
WIDE = 12  # letters of a name on one line
LEGEND = (0.295, 0.135)  # of the picture's width and height
STEPS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)

WHITE: Colour = (1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0)


def draw(
    world: World, scenario: Scenario, path: str | Path, names: Mapping[str, str] | None = None, row: int = 0
) -> Path:
    """Draw one run of a world; the suffix of the path says what kind of picture."""
    path, names = place(path), scenario.names() if names is None else names
    style: Any = {"font.family": "DejaVu Sans", "hatch.linewidth": 0.8, "svg.hashsalt": scenario.id}
    with mpl.rc_context(style):
        figure = _figure(Theatre.of(world, scenario, row), scenario, names, scenario.dates[world.turn])
        return saved(figure, path)


def mixed(a: Colour, b: Colour, share: float) -> Colour:
    """A colour on the way from one to another."""
    x, y = np.array(a), np.array(b)
    return tuple(float(v) for v in x + (y - x) * share)  # type: ignore[return-value]


def shade(own: Colour, other: Colour, share: float) -> Colour:
    """Between two holders' colours, over a pale middle where the land is held by halves."""
    even = to_rgb(EVEN)
    own, other = mixed(own, WHITE, OWN), mixed(other, WHITE, TAKEN)
    return mixed(own, even, 2 * share) if share < 0.5 else mixed(even, other, 2 * share - 1)


def hatch(share: float) -> str:
    """Hatching that thickens with the share held by another."""
    return "/" * (1 + int(3 * min(share, 0.999))) if share > SEEN else ""


def _figure(theatre: Theatre, scenario: Scenario, names: Mapping[str, str], date: str) -> Figure:
    figure = Figure(figsize=SIZE, dpi=150, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 0.895))
    _fit(axes, theatre.frame)
    for shape in theatre.shapes:
        _paint(axes, shape, theatre)
    _labels(axes, theatre, scenario, names)
    _legend(axes, theatre, scenario, names)
    invented = names != scenario.names()
    title = "Control of the regions" if invented else scenario.spec.title
    figure.text(0.018, 0.958, title, fontsize=20, fontweight="bold", color=INK, va="center")
    figure.text(0.018, 0.916, CAPTION, fontsize=10.5, color=QUIET_INK, va="center")
    figure.text(0.982, 0.945, _spoken(date), fontsize=20, color=INK, va="center", ha="right")
    return figure


def _fit(axes: Axes, frame: tuple[float, float, float, float]) -> None:
    """The frame widened to the shape of the picture, the sea behind it, no axes."""
    west, south, east, north = frame
    ratio = SIZE[0] / (SIZE[1] * 0.895)
    wide = max(east - west, (north - south) * ratio)
    high = wide / ratio
    x, y = (west + east) / 2, (south + north) / 2
    axes.set_xlim(x - wide / 2, x + wide / 2)
    axes.set_ylim(y - high / 2, y + high / 2)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(SEA)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _paint(axes: Axes, shape: Shape, theatre: Theatre) -> None:
    """A shape in its colour, and hatched where another than its own state holds some of it."""
    colours = theatre.colours
    own = colours.get(shape.state or "")
    fill = to_rgb(LAND) if own is None else mixed(own, WHITE, OWN if shape.state in theatre.mostly else QUIET)
    for other, share in shape.foreign[:1]:
        fill = shade(own or to_rgb(FAINT), colours.get(other, to_rgb(FAINT)), share)
    outline = _outline(shape)
    axes.add_patch(PathPatch(outline, facecolor=fill, edgecolor="white", linewidth=0.9, joinstyle="round"))
    for other, share in shape.foreign[:1]:
        axes.add_patch(PathPatch(outline, **_hatching(colours.get(other, to_rgb(FAINT)), share)))
        axes.add_patch(PathPatch(outline, facecolor="none", edgecolor="white", linewidth=0.9, joinstyle="round"))


def _outline(shape: Shape) -> Outline:
    """The rings of a shape as one path."""
    points = [np.vstack([ring, ring[:1]]) for ring in shape.rings]
    codes: list[Any] = []
    for ring in shape.rings:
        codes += [Outline.MOVETO, *[Outline.LINETO] * (len(ring) - 1), Outline.CLOSEPOLY]
    return Outline(np.concatenate(points), codes)


def _hatching(colour: Colour, share: float) -> dict[str, Any]:
    return {
        "facecolor": "none",
        "edgecolor": mixed(colour, BLACK, 0.12),
        "linewidth": 0.0,
        "hatch": hatch(share),
        "alpha": 0.5 + 0.4 * share,
    }


def _labels(axes: Axes, theatre: Theatre, scenario: Scenario, names: Mapping[str, str]) -> None:
    """Names of the regions in the theatre with the share held by another; names of the states around it."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    halo = [withStroke(linewidth=2.8, foreground="white", alpha=0.85)]
    pad = 0.03 * (east - west)
    frame = (west + pad, south + pad, east - pad, north - pad)
    for (x, y), text, colour in labels(theatre, scenario, names, frame):
        if _within((x, y), frame):
            axes.text(
                x, y, text, fontsize=9.2, color=colour, ha="center", va="center", linespacing=1.08, path_effects=halo
            )


def _within(at: tuple[float, float], frame: tuple[float, float, float, float]) -> bool:
    return frame[0] < at[0] < frame[2] and frame[1] < at[1] < frame[3]


def labels(
    theatre: Theatre, scenario: Scenario, names: Mapping[str, str], frame: tuple[float, float, float, float]
) -> Iterator[tuple[tuple[float, float], str, str]]:
    """Where a label stands, what it says, and its colour: a cut oblast once, a state around the theatre once."""
    board, called, held = scenario.board, units(scenario, names), theatre.whole
    near = set(board.regions[: board.contested])
    part_of = {board.regions[n]: whole for whole, members in board.wholes.items() for n in members}
    spots: dict[str, list[Shape]] = {}
    for shape in sorted(theatre.shapes, key=lambda shape: -_extent(shape)):
        if shape.id in near:
            spots.setdefault(part_of.get(shape.id, shape.id), []).append(shape)
        elif (
            shape.state
            and shape.state in names
            and shape.held
            and shape.state not in spots
            and _within(shape.at, frame)
        ):
            spots[shape.state] = [shape]
    for id, shapes in spots.items():
        x, y = np.average([shape.at for shape in shapes], axis=0, weights=[_extent(s) for s in shapes])
        others = sorted((share for state, share in held.get(id, {}).items() if state != shapes[0].state), reverse=True)
        share = [_percent(others[0])] if others and SEEN < others[0] < 1 - SEEN and id in called else []
        name = wrap(called[id], WIDE, break_long_words=False) if shapes[0].id in near else [names[id].upper()]
        yield (float(x), float(y)), "\n".join([*name, *share]), INK if shapes[0].id in near else FAINT


def _extent(shape: Shape) -> float:
    points = points_of([shape])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return float((east - west) * (north - south))


def _percent(share: float) -> str:
    return f"{min(max(100 * share, 1), 99):.0f} %"


def _legend(axes: Axes, theatre: Theatre, scenario: Scenario, names: Mapping[str, str]) -> None:
    """A bar from land held by its own state to land held by the other, for the two sides of the war."""
    sides = list(theatre.colours)[:2]
    if len(sides) < 2:
        return
    taker, owner = sides
    box = axes.inset_axes((*_corner(axes, theatre, scenario), *LEGEND))
    box.set_xlim(0, 1)
    box.set_ylim(0, 1)
    box.set_xticks([])
    box.set_yticks([])
    box.patch.set_alpha(0.94)
    for spine in box.spines.values():
        spine.set_color("#D5D1C9")
    box.text(
        0.04, 0.80, f"Land of {the(names[owner])} held by {the(names[taker])}", fontsize=10.5, color=INK, va="center"
    )
    wide = 0.92 / len(STEPS)
    for i, share in enumerate(STEPS):
        spot, fill = (0.04 + i * wide, 0.34), shade(theatre.colours[owner], theatre.colours[taker], share)
        box.add_patch(Rectangle(spot, wide, 0.28, facecolor=fill, edgecolor="white", linewidth=0.8))
        box.add_patch(Rectangle(spot, wide, 0.28, **_hatching(theatre.colours[taker], share)))
        box.text(spot[0] + wide / 2, 0.17, f"{100 * share:.0f} %", fontsize=9, color=INK, ha="center", va="center")


def _corner(axes: Axes, theatre: Theatre, scenario: Scenario) -> tuple[float, float]:
    """The corner where the legend covers least of the theatre."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    near = set(scenario.board.regions[: scenario.board.contested])
    points = points_of(s for s in theatre.shapes if s.id in near)
    x, y = (points[:, 0] - west) / (east - west), (points[:, 1] - south) / (north - south)
    corners = [
        (0.014, 0.022),
        (0.986 - LEGEND[0], 0.022),
        (0.014, 0.978 - LEGEND[1]),
        (0.986 - LEGEND[0], 0.978 - LEGEND[1]),
    ]

    def covered(corner: tuple[float, float]) -> int:
        inside = (x > corner[0]) & (x < corner[0] + LEGEND[0]) & (y > corner[1]) & (y < corner[1] + LEGEND[1])
        return int(inside.sum())

    return min(corners, key=covered)


def _spoken(date: str) -> str:
    day = datetime.date.fromisoformat(date)
    return f"{day.day} {month_name[day.month]} {day.year}"
