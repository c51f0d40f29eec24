"""The hindcast as a picture: each series a panel, the band of the runs, their median, and what was observed."""

from math import ceil
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

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
    rows = ceil((len(order) + 1) / COLUMNS)
    figure = Figure(figsize=(15, 3.1 * rows + 0.9), dpi=110)
    FigureCanvasAgg(figure)
    axes = figure.subplots(rows, COLUMNS).reshape(-1)
    for ax, line in zip(axes, order, strict=False):
        _panel(ax, line, first)
    _key(axes[len(order)])
    for ax in axes[len(order) + 1 :]:
        ax.set_axis_off()
    count = sum(found.tuned.values())
    figure.suptitle(
        f"History's decisions through the engine: {found.runs} runs, in sample ({count} numbers tuned on these months)",
        fontsize=14,
        x=0.02,
        y=0.985,
        ha="left",
        color=INK,
    )
    figure.subplots_adjust(left=0.045, right=0.985, top=0.92, bottom=0.05, hspace=0.42, wspace=0.22)
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
    if line.series.startswith("control") or line.unit == "0..1":
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


def _key(ax: Axes) -> None:
    ax.set_axis_off()
    ax.plot([0.02, 0.2], [0.82, 0.82], color=BLUE, linewidth=2)
    ax.fill_between([0.02, 0.2], [0.55, 0.55], [0.68, 0.68], color=BLUE, alpha=0.22, linewidth=0)
    ax.plot([0.11], [0.42], color=VERMILION, marker="o", markersize=5, linestyle="none")
    for y, text in ((0.82, "median of the runs"), (0.615, "nine runs in ten"), (0.42, "observed")):
        ax.text(0.26, y, text, va="center", fontsize=11, color=INK)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
