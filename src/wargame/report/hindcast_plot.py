"""The hindcast as a picture: each series a panel, the band of the runs, their median, and what was observed."""

from math import ceil
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from wargame.analysis.hindcast import Hindcast, Line
from wargame.report.picture import place, saved

BLUE, VERMILION, INK, FAINT = "#0072B2", "#D55E00", "#222222", "#8C8880"
COLUMNS = 4
LAND = ("territory", "control")


def draw(found: Hindcast, path: str | Path) -> Path:
    """Draw a hindcast; the suffix of the path says what kind of picture."""
    path = place(path)
    with mpl.rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": found.scenario}):
        return saved(_figure(found), path)


def _figure(found: Hindcast) -> Figure:
    order = sorted(found.lines, key=lambda line: (not line.series.startswith("territory"), _kind(line) in LAND))
    first = found.lines[0].play
    rows = ceil(len(order) / COLUMNS)
    height = 3.1 * rows + 1.2
    figure = Figure(figsize=(15, height), dpi=110)
    FigureCanvasAgg(figure)
    axes = figure.subplots(rows, COLUMNS).reshape(-1)
    for ax, line in zip(axes, order, strict=False):
        _panel(ax, line, first)
    for ax in axes[len(order) :]:
        ax.set_axis_off()
    count = sum(found.tuned.values())
    figure.suptitle(
        f"History's decisions through the engine: {found.runs} runs, in sample ({count} numbers tuned on these months)",
        fontsize=14,
        x=0.02,
        y=1.0 - 0.22 / height,
        ha="left",
        color=INK,
    )
    figure.legend(handles=_key(), loc="upper left", ncols=3, frameon=False, bbox_to_anchor=(0.013, 1.0 - 0.4 / height))
    figure.subplots_adjust(
        left=0.045, right=0.985, top=1.0 - 1.15 / height, bottom=0.5 / height, hspace=0.42, wspace=0.22
    )
    return figure


def _panel(ax: Axes, line: Line, first: str) -> None:
    turns = np.arange(len(line.dates))
    scale = 1e-3 if line.unit == "men" else 1.0
    ax.fill_between(turns, line.low * scale, line.high * scale, color=BLUE, alpha=0.22, linewidth=0)
    ax.plot(turns, line.median * scale, color=BLUE, linewidth=2)
    ax.plot(turns, line.observed * scale, color=VERMILION, linestyle="none", marker="o", markersize=3.6)
    ax.set_title(_title(line, first), fontsize=11, loc="left", color=INK)
    years = [t for t, date in enumerate(line.dates) if date[5:7] in ("06", "12") and t > 0]
    ax.set_xticks(years, [line.dates[t][:7] for t in years], fontsize=8.5)
    ax.tick_params(labelsize=8.5, colors=INK)
    if not (line.low < 0.0).any():
        ax.set_ylim(bottom=0)
    if line.series.startswith("control"):
        ax.set_ylim(0, 1.04)
    ax.grid(axis="y", color=FAINT, alpha=0.3, linewidth=0.6)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def _kind(line: Line) -> str:
    return line.series.partition("/")[0]


def _title(line: Line, first: str) -> str:
    """Name, unit, and the play where it is another than the first."""
    unit = "share held" if _kind(line) in LAND else {"men": "thousand", "0..1": ""}.get(line.unit, line.unit)
    name = line.name if line.play == first else f"{line.name} ({line.play})"
    return f"{name}, {unit}" if unit else name


def _key() -> list[Artist]:
    """What the marks mean."""
    return [
        Line2D([], [], color=BLUE, linewidth=2, label="median of the runs"),
        Patch(color=BLUE, alpha=0.22, linewidth=0, label="nine runs in ten"),
        Line2D([], [], color=VERMILION, marker="o", markersize=5, linestyle="none", label="observed"),
    ]
