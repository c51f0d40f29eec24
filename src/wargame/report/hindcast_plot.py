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
from matplotlib.ticker import MaxNLocator

from wargame.analysis.hindcast import Hindcast, Line
from wargame.report.picture import place, saved

BLUE, VERMILION, INK, FAINT = "#0072B2", "#D55E00", "#222222", "#8C8880"
COLUMNS = 4
WIDTH, ROW, HEADING, LEFT = 15.0, 2.8, 0.35, 0.045  # inches; the margin as a share
LAND = ("territory", "control")
GROUPS = (
    ("Territory", LAND),
    ("Losses and opinion", ("losses", "support", "weariness")),
    ("Measures and output", ("packages", "vetoes", "pressure", "gdp")),
    ("Covert operations", ("incidents", "rung")),
    ("Gas", ("gas_share", "gas_price")),
    ("Aid", ("aid", "received")),
)


def draw(found: Hindcast, path: str | Path) -> Path:
    """Draw a hindcast; the suffix of the path says what kind of picture."""
    path = place(path)
    with mpl.rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": found.scenario}):
        return saved(_figure(found), path)


def _figure(found: Hindcast) -> Figure:
    """Panels in groups under their headings; small groups stand side by side."""
    groups = _groups(found)
    rows = max(row + ceil(len(lines) / COLUMNS) for _, lines, row, _ in groups)
    height = (ROW + HEADING) * rows + 1.3
    figure = Figure(figsize=(WIDTH, height), dpi=110)
    FigureCanvasAgg(figure)
    wide = (0.985 - LEFT) / COLUMNS
    for name, lines, row, column in groups:
        top = height - 1.0 - (ROW + HEADING) * row
        x = LEFT - 0.025 + column * wide
        figure.text(x, (top - 0.05) / height, name, fontsize=13, fontweight="bold", color=INK, va="top")
        for i, line in enumerate(lines):
            down, right = divmod(i, COLUMNS)
            bottom = (top - (ROW + HEADING) * (down + 1) + 0.5) / height
            box = (LEFT + (column + right) * wide, bottom, wide - 0.04, (ROW - 0.85) / height)
            _panel(figure.add_axes(box), line, found.lines[0].play)
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
    return figure


def _groups(found: Hindcast) -> list[tuple[str, list[Line], int, int]]:
    """Heading, lines, row and column of each group; one that fits beside the group before it goes there."""
    told = [(name, [line for kind in kinds for line in found.lines if _kind(line) == kind]) for name, kinds in GROUPS]
    known = {kind for _, kinds in GROUPS for kind in kinds}
    told.append(("Other series", [line for line in found.lines if _kind(line) not in known]))
    placed: list[tuple[str, list[Line], int, int]] = []
    row, free = 0, 0
    for name, lines in told:
        if not lines:
            continue
        if len(lines) > free:
            row, free = row + (1 if placed else 0), COLUMNS
        placed.append((name, lines, row, COLUMNS - free))
        row += ceil(len(lines) / COLUMNS) - 1
        free = free - len(lines) if len(lines) <= free else 0
    return placed


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
    if line.unit == "index":
        ax.set_ylim(min(0.9, float(line.low.min())), max(1.1, float(line.high.max())))
    elif not (line.low < 0.0).any():
        ax.set_ylim(bottom=0)
    if line.unit == "count":
        ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    if line.series.startswith("control"):
        ax.set_ylim(0, 1.04)
    ax.grid(axis="y", color=FAINT, alpha=0.3, linewidth=0.6)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def _kind(line: Line) -> str:
    return line.series.partition("/")[0]


def _title(line: Line, first: str) -> str:
    """Name, unit, and the play where it is another than the first."""
    unit = (
        "share held" if _kind(line) in LAND else {"men": "thousand", "0..1": "", "share": ""}.get(line.unit, line.unit)
    )
    name = line.name if line.play == first else f"{line.name} ({line.play})"
    return f"{name}, {unit}" if unit else name


def _key() -> list[Artist]:
    """What the marks mean."""
    return [
        Line2D([], [], color=BLUE, linewidth=2, label="median of the runs"),
        Patch(color=BLUE, alpha=0.22, linewidth=0, label="nine runs in ten"),
        Line2D([], [], color=VERMILION, marker="o", markersize=5, linestyle="none", label="observed"),
    ]
