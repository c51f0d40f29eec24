"""A bargaining range as a picture: who takes what over recognition and relief, and the frontier in the two scores.

Colour never stands alone: the parties differ by hatching and by their lines, and each part says who takes it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.patheffects import withStroke

from wargame.analysis.bargain import Axis, Bargain, Lattice, Level, closed_form, score
from wargame.axes import Array
from wargame.calculus.deal.nearest import YES
from wargame.explain import settling
from wargame.report.bargain import parties
from wargame.report.picture import place, saved
from wargame.scenario import Scenario

BLUE, VERMILION, INK, FAINT = "#0072B2", "#D55E00", "#222222", "#8C8880"
GREEN, YELLOW = "#009E73", "#F0E442"
COLOURS, HATCHES = (VERMILION, BLUE), ("///", "..")
STYLES: tuple[Literal["solid"], Literal["dashed"]] = ("solid", "dashed")
STEPS = 49  # of the plane, each way
SIZE = (13.6, 6.4)
LEAST = 0.03  # of the plane: a smaller part is not written on
UNITS = {"recognise": "% by worth; de facto counts half", "relief": "% of their effect", "withdraw": "% by worth"}
HALO = [withStroke(linewidth=3.0, foreground="white", alpha=0.9)]
CAPTION = "Judged in closed form under the scenario's assumptions, run 0; not a forecast"


def draw(found: Bargain, scenario: Scenario, path: str | Path, names: Mapping[str, str] | None = None) -> Path:
    """Draw a bargaining range; the suffix of the path says what kind of picture."""
    path, called = place(path), parties(found, scenario, scenario.names() if names is None else names)
    style: Any = {"font.family": "DejaVu Sans", "hatch.linewidth": 0.7, "svg.hashsalt": scenario.id}
    with mpl.rc_context(style):
        return saved(_figure(found, called, scenario.dates[found.turn]), path)


def _figure(found: Bargain, called: list[str], date: str) -> Figure:
    figure = Figure(figsize=SIZE, dpi=130, facecolor="white")
    FigureCanvasAgg(figure)
    figure.text(
        0.05, 0.955, f"Deals between {called[0]} and {called[1]}, {date}", fontsize=17, color=INK, weight="bold"
    )
    figure.text(0.05, 0.915, CAPTION, fontsize=10, color=INK)
    plane = _plane(found)
    if plane is not None:
        _acceptance(figure.add_axes((0.05, 0.21, 0.42, 0.62)), found, called, *plane)
    _frontier(figure.add_axes((0.56, 0.21, 0.42, 0.62)), found, called)
    figure.legend(handles=_key(found, called), loc="lower left", bbox_to_anchor=(0.04, 0.0), ncols=4, frameon=False)
    return figure


def _plane(found: Bargain) -> tuple[int, int] | None:
    """The axes of the plane: recognition and relief, or where a case has none the clauses that move the scores most."""
    axes, order = found.search.lattice.axes, list(found.search.order)
    if len(order) < 2:
        return None
    x = next((e for e in order if axes[e].kind == "recognise"), order[0])
    rest = [e for e in order if e != x]
    return x, next((e for e in rest if axes[e].kind == "relief"), rest[0])


def _chain(axis: Axis) -> list[Level]:
    """Levels of an axis each of which gives nowhere less than the one before, the deal's own among them."""
    field = next(iter(axis.levels[0].change))
    chain = [axis.levels[axis.tabled]]
    for level in axis.levels[axis.tabled + 1 :]:
        if (level.change[field] >= chain[-1].change[field]).all() and level.amount > chain[-1].amount:
            chain.append(level)
    for level in axis.levels[: axis.tabled][::-1]:
        if (level.change[field] <= chain[0].change[field]).all() and level.amount < chain[0].amount:
            chain.insert(0, level)
    return chain


def _drawn_out(axis: Axis) -> Axis:
    """The axis with many steps between its levels, for a picture: a step between two levels has no name in a deal."""
    chain, levels = _chain(axis), []
    amounts = np.array([level.amount for level in chain])
    for amount in np.linspace(amounts[0], amounts[-1], STEPS):
        k = int(np.clip(np.searchsorted(amounts, amount, side="right") - 1, 0, len(chain) - 2))
        part = (amount - amounts[k]) / (amounts[k + 1] - amounts[k])
        low, high = chain[k].change, chain[k + 1].change
        levels.append(
            Level("", float(amount), {field: low[field] + part * (high[field] - low[field]) for field in low})
        )
    return Axis(axis.kind, axis.party, tuple(levels), 0)


def _acceptance(ax: Axes, found: Bargain, called: list[str], x: int, y: int) -> None:
    """Who takes the deals that differ from the one at the centre in two clauses only."""
    axes = found.search.lattice.axes
    lattice = Lattice(found.search.lattice.base, (_drawn_out(axes[x]), _drawn_out(axes[y])))
    mixes = np.array(list(np.ndindex(STEPS, STEPS)))
    odds = score(lattice, mixes, closed_form(found.ahead, found.numbers)).probability.reshape(STEPS, STEPS, 2)
    across, up = ([100.0 * level.amount for level in axis.levels] for axis in lattice.axes)
    for party, colour in enumerate(COLOURS):
        field = odds[:, :, party].T
        filled = ax.contourf(across, up, field, levels=[0.5, 1.0], colors=[colour], alpha=0.13, hatches=[None])
        filled.set_zorder(1)
        hatched = ax.contourf(across, up, field, levels=[0.5, 1.0], colors="none", hatches=[HATCHES[party]])
        hatched.set_edgecolor(colour)
        hatched.set_linewidth(0.0)
        if field.min() < 0.5 < field.max():
            ax.contour(across, up, field, levels=[0.5], colors=[colour], linewidths=2.4, linestyles=[STYLES[party]])
    _ticks(ax, found, called, x, y)
    nash = found.search.span.nash
    marks = {"*": _place(axes, found.runs[0].centre.mixes[0], x, y)}
    if nash is not None:
        marks["D"] = _place(axes, found.search.scored.mixes[nash], x, y)
    free = _free(_chain(axes[x])[1:-1], across[0], across[-1], list(marks.values()))
    _written(ax, odds >= YES, np.array(across), np.array(up), free, called)
    for marker, (along, above) in marks.items():
        _mark(ax, along, above, marker)


def _place(axes: tuple[Axis, ...], mix: Array, x: int, y: int) -> tuple[float, float]:
    """Where a deal stands in the plane."""
    along, above = (100.0 * axes[e].levels[mix[e]].amount for e in (x, y))
    return along, above


def _written(ax: Axes, takes: Array, across: Array, up: Array, free: Array, called: list[str]) -> None:
    """Each part of the plane says who takes the deals there, where there is room."""
    first, second = takes[:, :, 0], takes[:, :, 1]
    parts = {
        "both": first & second,
        f"only {called[0]}": first & ~second,
        f"only {called[1]}": ~first & second,
        "neither": ~first & ~second,
    }
    for text, part in parts.items():
        if part.mean() >= LEAST and (spot := _inmost(part & free)):
            i, j = spot
            inside = np.clip(across[i], *(across[0] + np.array([0.1, 0.9]) * (across[-1] - across[0])))
            ax.text(float(inside), up[j], text, ha="center", va="center", fontsize=12, color=INK, path_effects=HALO)


def _inmost(part: Array) -> tuple[int, int] | None:
    """A spot in a part of the plane with the most room around it, twice as much sideways as upwards; none without."""
    left, spots = part, np.argwhere(part)
    while left.any():
        spots = np.argwhere(left)
        edged = np.pad(left, ((2, 2), (1, 1)))
        left = edged[:-4, 1:-1] & edged[4:, 1:-1] & edged[2:-2, :-2] & edged[2:-2, 2:] & left
    if not len(spots):
        return None
    i, j = spots[len(spots) // 2]
    return int(i), int(j)


def _free(levels: list[Level], low: float, high: float, marks: list[tuple[float, float]]) -> Array:
    """Where nothing else is written: not along the names of levels, nor around the marks."""
    free = np.ones((STEPS, STEPS), dtype=bool)
    grid = np.linspace(low, high, STEPS)
    for level in levels:
        i = int(np.searchsorted(grid, 100.0 * level.amount))
        free[max(i - 3, 0) : i + 2, : int(0.75 * len(level.name)) + 2] = False
    for x, y in marks:
        i, j = int(np.searchsorted(grid, x)), round((STEPS - 1) * y / 100.0)
        free[max(i - 3, 0) : i + 4, max(j - 3, 0) : j + 4] = False
    return free


def _ticks(ax: Axes, found: Bargain, called: list[str], x: int, y: int) -> None:
    axes = found.search.lattice.axes
    ax.set_title(
        "Who takes a deal, the other clauses as " + ("tabled" if found.offer else "in a ceasefire at once"),
        loc="left", fontsize=12, color=INK,
    )  # fmt: skip
    for set_label, axis in ((ax.set_xlabel, axes[x]), (ax.set_ylabel, axes[y])):
        told = settling.axis(axis.kind, None if axis.party is None else called[axis.party])
        set_label(
            f"{told[0].upper()}{told[1:]}, {UNITS.get(axis.kind, '% of the strongest level')}", fontsize=10.5, color=INK
        )
    for level in _chain(axes[x])[1:-1]:
        ax.axvline(100.0 * level.amount, color=INK, linewidth=0.7, linestyle=":")
        ax.text(
            100.0 * level.amount, 1.5, f"{level.name} ", rotation=90, ha="right", va="bottom", fontsize=8.5, color=INK,
            path_effects=HALO,
        )  # fmt: skip
    _plain(ax)


def _frontier(ax: Axes, found: Bargain, called: list[str]) -> None:
    """All deals by their two scores, and those that none beats."""
    search = found.search
    scored, span = search.scored, search.span
    points = scored.score[scored.open]
    edge = scored.score[list(span.pareto)]
    centre = found.runs[0].centre.score[0]
    low, high = _limits(points, edge, centre)
    if high[0] > 0.0 and high[1] > 0.0:
        ax.add_patch(Rectangle((0.0, 0.0), high[0], high[1], color=GREEN, alpha=0.10, linewidth=0))
        ax.text(high[0], high[1], "both take  ", ha="right", va="top", fontsize=10, color=INK)
    ax.axhline(0.0, color=FAINT, linewidth=1.0)
    ax.axvline(0.0, color=FAINT, linewidth=1.0)
    ax.plot(points[:, 0], points[:, 1], linestyle="none", marker=".", markersize=2.5, color=FAINT, alpha=0.6)
    if len(edge):
        ax.plot(edge[:, 0], edge[:, 1], color=INK, linewidth=1.8)
    if span.nash is not None:
        _mark(ax, float(scored.score[span.nash, 0]), float(scored.score[span.nash, 1]), "D")
    _mark(ax, float(centre[0]), float(centre[1]), "*")
    ax.set_xlim(low[0], high[0])
    ax.set_ylim(low[1], high[1])
    ax.set_title("Every deal judged, by what it is worth to the two", loc="left", fontsize=12, color=INK)
    ax.set_xlabel(f"Score for {called[0]}; it takes deals from 0 on", fontsize=10.5, color=INK)
    ax.set_ylabel(f"Score for {called[1]}; it takes deals from 0 on", fontsize=10.5, color=INK)
    _plain(ax)


def _limits(points: Array, edge: Array, centre: Array) -> tuple[Array, Array]:
    """The part of the plane in which the frontier passes both parties' thresholds, with the deal at the centre."""
    high = np.maximum(np.maximum(points.max(axis=0, initial=0.0), centre), 0.02)
    high = np.minimum(high, np.maximum(1.4 * np.maximum(_beside(edge), centre), 0.05))
    low = np.minimum(-high, centre)
    pad = 0.06 * (high - low)
    return low - pad, high + pad


def _beside(edge: Array) -> Array:
    """The best score of each party on the frontier where the other still takes the deal."""
    best = [edge[edge[:, 1 - party] >= 0.0, party] for party in (0, 1)] if len(edge) else [np.zeros(1)] * 2
    return np.array([float(x.max(initial=0.0)) for x in best])


def _mark(ax: Axes, x: float, y: float, marker: str) -> None:
    size, fill = {"*": (20, YELLOW), "D": (10, "white")}[marker]
    ax.plot(
        [x], [y], marker=marker, markersize=size, markerfacecolor=fill, markeredgecolor=INK, markeredgewidth=1.5,
        linestyle="none", zorder=9, clip_on=False,
    )  # fmt: skip


def _plain(ax: Axes) -> None:
    ax.tick_params(labelsize=9.5, colors=INK)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def _key(found: Bargain, called: list[str]) -> list[Any]:
    """What the marks mean."""
    takes: list[Any] = [
        Patch(facecolor="none", edgecolor=COLOURS[party], hatch=HATCHES[party], linewidth=0.0, label=f"{name} takes it")
        for party, name in enumerate(called)
    ]
    lines = [
        Line2D([], [], color=COLOURS[party], linestyle=STYLES[party], linewidth=2.4, label=f"{name}: even odds")
        for party, name in enumerate(called)
    ]
    star = Line2D(
        [], [], marker="*", markersize=15, markerfacecolor=YELLOW, markeredgecolor=INK, linestyle="none",
        label="tabled offer" if found.offer else "ceasefire at once",
    )  # fmt: skip
    nash = Line2D(
        [], [], marker="D", markersize=8, markerfacecolor="white", markeredgecolor=INK, linestyle="none",
        label="Nash-best (other clauses differ too)",
    )  # fmt: skip
    edge = Line2D([], [], color=INK, linewidth=1.8, label="Pareto frontier")
    dots = Line2D([], [], color=FAINT, marker=".", linestyle="none", label="a deal")
    told = [takes[0], lines[0], takes[1], lines[1], star, *([nash] if found.search.span.nash is not None else [])]
    return [*told, edge, dots]
