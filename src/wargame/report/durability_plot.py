"""How long deals last as a picture: the share still standing by months, a step at every end, a panel a section."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from wargame.analysis.durability import ALL, BETWEEN, IMPOSED, Durability, Line
from wargame.analysis.survival import Curve
from wargame.report.durability import named, sections
from wargame.report.picture import place, saved

INK, FAINT = "#222222", "#8C8880"
STYLES = (  # colour and dashes, so that no line hangs on colour alone
    ("#D55E00", "-"), ("#0072B2", (0, (6, 2))), ("#009E73", (0, (1.5, 1.5))), ("#CC79A7", (0, (6, 2, 1.5, 2))),
    ("#E69F00", (0, (3, 2))), ("#222222", "-"), ("#56B4E9", (0, (9, 3))),
)  # fmt: skip
GAP = 0.055  # least distance of two names, of the height of a panel
FEW = 3  # lines whose intervals can still be told apart as bands


def draw(found: Durability, names: Mapping[str, str], path: str | Path) -> Path:
    """Draw how long deals last; the suffix of the path says what kind of picture."""
    path = place(path)
    with mpl.rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": found.scenario}):
        return saved(_figure(found, names), path)


def _figure(found: Durability, names: Mapping[str, str]) -> Figure:
    told = sections(found)
    across, down = min(len(told), 2), -(-len(told) // 2)
    figure = Figure(figsize=(8.2 * across + 5.2 / across, 1.6 + 6.0 * down), dpi=100)
    FigureCanvasAgg(figure)
    panels = np.atleast_1d(figure.subplots(down, across, squeeze=False)).ravel()
    for ax in panels[len(told) :]:
        ax.remove()
    longest = max([1.0, *(line.curve.watched for line in found.lines)])
    for ax, lines in zip(panels, told, strict=False):
        _panel(ax, lines, names, longest)
    banded = "bands: 95 % intervals; " if min(len(lines) for lines in told) <= FEW else ""
    signed = "" if found.signed is None else f" (all signed in turn {found.signed})"
    figure.suptitle(f"Share of deals still standing{signed}", fontsize=21, fontweight="bold", color=INK, x=0.012,
                    ha="left")  # fmt: skip
    about = f"{found.scenario}, {found.runs} runs of seed {found.seed}; {banded}from assumptions, not a forecast"
    figure.text(0.99, 0.012, about, fontsize=13, color=INK, ha="right")
    figure.tight_layout(rect=(0.0, 0.03, 1.0, 0.98), w_pad=3.0, h_pad=2.5)
    return figure


def _panel(ax: Axes, lines: Sequence[Line], names: Mapping[str, str], longest: float) -> None:
    """Curves with their names at their right ends, in the order in which they end."""
    for k, (line, at) in enumerate(zip(lines, _places(lines), strict=True)):
        colour, dashes = STYLES[k % len(STYLES)]
        if line.deals:
            _curve(ax, line.curve, colour, dashes, banded=len(lines) <= FEW)
        ax.plot([longest * 1.02, longest * 1.11], [at, at], color=colour, linestyle=dashes, linewidth=3.2,
                clip_on=False)  # fmt: skip
        ax.text(longest * 1.13, at, _label(line, names), fontsize=15, color=INK, va="center")
    _dress(ax, lines, longest)


def _curve(ax: Axes, curve: Curve, colour: str, dashes: Any, banded: bool) -> None:
    """A share by months, as steps, drawn on to the month for which the longest was watched."""
    months = [*curve.months, curve.watched]
    standing, low, high = ([*x, x[-1]] for x in (curve.standing, curve.low, curve.high))
    ax.step(months, standing, where="post", color=colour, linestyle=dashes, linewidth=3.2)
    if banded:
        ax.fill_between(months, low, high, step="post", color=colour, alpha=0.16, linewidth=0)


def _places(lines: Sequence[Line]) -> list[float]:
    """Heights of the names at the ends of the lines, moved apart where they would touch."""
    ends = np.array([line.curve.standing[-1] for line in lines])
    placed = ends.copy()
    for below, above in pairwise(np.argsort(ends, kind="stable")):
        placed[above] = max(placed[above], placed[below] + GAP)
    return list((placed - max(0.0, float(placed.max()) - 1.0)).tolist())


def _label(line: Line, names: Mapping[str, str]) -> str:
    """What is written at the end of a curve: the last share, and what a line is called under its section's title."""
    called = named(line, names) if line.section in (IMPOSED, BETWEEN, ALL) else line.name
    if not line.deals:
        return "no deal came about" if line.section == ALL else f"never signed: {called}"
    return f"{100.0 * line.curve.standing[-1]:.0f} % {called}"


def _dress(ax: Axes, lines: Sequence[Line], longest: float) -> None:
    if lines[0].section not in (IMPOSED, ALL, BETWEEN):
        ax.set_title(lines[0].section, fontsize=18, color=INK, loc="left", fontweight="bold")
    ax.set_xlim(0.0, longest)
    ax.set_ylim(0.0, 1.02)
    step = next(step for step in (1, 3, 6, 12, 24, 60, 120, 240) if longest / step <= 8)
    ax.set_xticks(np.arange(0.0, longest + 1e-9, step))
    ax.set_yticks([0.0, 0.25, 0.5, 0.75, 1.0], ["0", "25 %", "50 %", "75 %", "100 %"])
    ax.tick_params(labelsize=15, colors=INK)
    ax.set_xlabel("months since it came into force", fontsize=16, color=INK)
    ax.grid(axis="y", color=FAINT, alpha=0.3)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
