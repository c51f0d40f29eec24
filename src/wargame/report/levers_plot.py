"""Levers as a picture: an area a panel, its effects ranked, each with its interval, at both levels."""

from pathlib import Path

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from wargame.analysis.levers import Levers, Row, meant
from wargame.analysis.levers.effects import NO, YES
from wargame.report.levers import name_of, offers
from wargame.report.picture import place, saved

BLUE, VERMILION, INK, GREY, FAINT = "#0072B2", "#D55E00", "#222222", "#77736C", "#C9C5BE"
COLOURS = {YES: BLUE, NO: VERMILION}
MARKS = {"off": "s", "reinforced": "o"}
MOST = 9  # measures in a panel
LEAST = 0.05  # percent of its level: a change below it is drawn in no panel unless it was expected
STRAIGHT = 1.0  # percent up to which the axis is straight; beyond it is logarithmic


def draw(found: Levers, path: str | Path) -> Path:
    """Draw what levers came to; the suffix of the path says what kind of picture."""
    path = place(path)
    with mpl.rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": found.scenario}):
        return saved(_figure(found), path)


def _figure(found: Levers) -> Figure:
    across, count = 2, len(found.plan.areas)
    down = -(-count // across)
    figure = Figure(figsize=(16.0, 1.2 + 4.6 * down), dpi=110)
    FigureCanvasAgg(figure)
    height = figure.get_figheight()
    figure.suptitle(
        f"Four areas of policy in {found.scenario}: what changes against the scenario as it is",
        fontsize=19, x=0.012, y=1.0 - 0.12 / height, ha="left", va="top", color=INK, fontweight="bold",
    )  # fmt: skip
    figure.legend(
        handles=_key(), loc="upper left", ncols=5, frameon=False, fontsize=13,
        bbox_to_anchor=(0.005, 1.0 - 0.5 / height), handletextpad=0.6, columnspacing=1.4,
    )  # fmt: skip
    for k, area in enumerate(found.plan.areas):
        row, column = divmod(k, across)
        top = 1.0 - (1.5 + (height - 1.2) / down * row) / height
        tall = ((height - 1.2) / down - 1.25) / height
        ax = figure.add_axes((0.235 + 0.5 * column, top - tall, 0.245, tall))
        _panel(ax, found, [one for one in found.rows if one.area == area])
    runs = f"{found.packages} packages, {found.runs} paired runs of seed {found.seed}, 95 % intervals"
    figure.text(0.988, 0.008, f"Bold: expected to move. {runs}", fontsize=11, color=GREY, ha="right")
    return figure


def _panel(ax: Axes, found: Levers, rows: list[Row]) -> None:
    """The measures of an area, the one that moves most on top; bold is what was expected to move."""
    held = {name: [row.expects[k].held for row in rows] for k, one in enumerate(rows[0].expects)
            for name in meant(one.measure, rows[0].effect)}  # fmt: skip
    names = _ranked(found, rows, held)
    for y, name in enumerate(reversed(names)):
        level = abs(found.as_set[name].mean)
        for k, row in enumerate(rows):
            effect = row.effect[name]
            low, mean, high = (100.0 * x / level for x in (effect.low, effect.mean, effect.high))
            colour = COLOURS.get(held[name][k], GREY) if name in held else GREY
            at, filled = y + (0.17 if k == 0 else -0.17), row.level == "reinforced"
            ax.plot([low, high], [at, at], color=colour, linewidth=3.0, solid_capstyle="butt")
            ax.plot(mean, at, marker=MARKS[row.level], color=colour, markersize=9.5,
                    markerfacecolor=colour if filled else "white", markeredgewidth=2.0)  # fmt: skip
    _dress(ax, found, rows, names, held)


def _dress(ax: Axes, found: Levers, rows: list[Row], names: list[str], held: dict[str, list[str]]) -> None:
    ax.set_title(rows[0].area, fontsize=17, fontweight="bold", color=INK, loc="left", x=-0.85)
    ax.set_yticks(range(len(names)), [_short(found, name) for name in reversed(names)], fontsize=12.5)
    for label, name in zip(ax.get_yticklabels(), reversed(names), strict=True):
        label.set_fontweight("bold" if name in held else "normal")
        label.set_color(INK)
    ax.set_xscale("symlog", linthresh=STRAIGHT, linscale=0.8)
    most = max(abs(x) / abs(found.as_set[name].mean) for name in names for row in rows for x in _ends(row, name))
    reach = max(150.0 * most, 2.0)
    ticks = [sign * t for t in (1, 10, 100, 1000) if t < reach for sign in (-1, 1)]
    ticks = sorted([0, *ticks])
    ax.set_xticks(ticks, [f"{t:+d}".replace("-", "−") if t else "0" for t in ticks])
    ax.minorticks_off()
    ax.set_xlim(-reach, reach)
    ax.set_ylim(-0.6, len(names) - 0.4)
    ax.tick_params(axis="x", labelsize=12, colors=INK)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("change, % of its level as set", fontsize=12, color=INK)
    ax.axvline(0.0, color=INK, linewidth=1.0, zorder=0)
    ax.grid(axis="x", color=FAINT, linewidth=0.7, zorder=0)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)


def _ranked(found: Levers, rows: list[Row], held: dict[str, list[str]]) -> list[str]:
    """What was expected, and what else moves most: all by how much of its level it moves."""
    known = [name for name in found.as_set if name in found.plan.spec.measures or name in offers(found)]
    size = {
        name: max(abs(row.effect[name].mean) for row in rows) / abs(found.as_set[name].mean) * 100.0
        for name in known
        if abs(found.as_set[name].mean) > 1e-9
    }
    others = [name for name in size if name not in held and size[name] > LEAST and _apart(rows, name)]
    others = sorted(others, key=lambda name: -size[name])[: max(MOST - len(held), 2)]
    return sorted([*(name for name in held if name in size), *others], key=lambda name: -size[name])


def _ends(row: Row, name: str) -> tuple[float, float]:
    return row.effect[name].low, row.effect[name].high


def _apart(rows: list[Row], name: str) -> bool:
    """Whether a change is told apart from none at any level."""
    return any(row.effect[name].low > 0.0 or row.effect[name].high < 0.0 for row in rows)


def _short(found: Levers, name: str) -> str:
    """What a measure is called, without its unit."""
    told = found.plan.spec.measures.get(name)
    return told.name if told else f"offer, {name_of(found, name)}"


def _key() -> list[Artist]:
    """What marks and colours mean."""
    marks = [
        Line2D([], [], color=INK, marker=MARKS[level], markersize=9, linestyle="none", label=level,
               markerfacecolor=INK if level == "reinforced" else "white", markeredgewidth=2.0)
        for level in MARKS
    ]  # fmt: skip
    colours = {BLUE: "as expected", VERMILION: "against what was expected", GREY: "not told apart, or nothing expected"}
    return [*marks, *(Line2D([], [], color=colour, linewidth=4, label=text) for colour, text in colours.items())]
