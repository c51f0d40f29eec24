"""What an answer hangs on as a picture: bars for every setting, and the reasons where every assumption is drawn."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from wargame.analysis.finding import FIRST, REASONS, Finding
from wargame.analysis.settings import AS_SET, DRAWN
from wargame.report.finding import whole
from wargame.report.picture import place, saved

BLUE, VERMILION, SKY, INK, FAINT = "#0072B2", "#D55E00", "#56B4E9", "#222222", "#8C8880"
BEHIND = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
NAMED = {AS_SET: BLUE, DRAWN: VERMILION}  # the rest in a lighter colour


def draw(found: Finding, names: Mapping[str, str], path: str | Path) -> Path:
    """Draw a finding; the suffix of the path says what kind of picture."""
    path = place(path)
    with mpl.rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": found.scenario}):
        return saved(_figure(found, names), path)


def _figure(found: Finding, names: Mapping[str, str]) -> Figure:
    """Two groups of panels side by side, a panel a party: how often it does not take the offer, and its reasons."""
    settings, reasons = [line.name for line in found.lines], list(REASONS)
    drawn = next(line for line in found.lines if line.name == DRAWN)
    figure = Figure(figsize=(19.0, 10.0), dpi=100, layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.12))
    FigureCanvasAgg(figure)
    groups: Any = figure.subfigures(1, 2, width_ratios=(1.1, 1.0), wspace=0.03)
    left, right = groups
    how, why = (group.subplots(1, len(found.parties), sharey=True) for group in (left, right))
    for y, party in enumerate(found.parties):
        colours = [NAMED.get(name, SKY) for name in settings]
        _bars(how[y], settings, [line.refused[y] for line in found.lines], colours)
        how[y].axvline(0.5, color=INK, linewidth=1.5, linestyle="--", zorder=0)
        _bars(why[y], reasons, [drawn.reasons[y][name] for name in reasons], [VERMILION] * len(reasons))
        for ax in (how[y], why[y]):
            ax.set_title(names[party], fontsize=20, color=INK, loc="left")
    left.suptitle("Runs in which it does not take the offer", fontsize=20, fontweight="bold", color=INK)
    told = f"Of those, among its {FIRST} first reasons\n({DRAWN})"
    right.suptitle(told, fontsize=20, fontweight="bold", color=INK)
    figure.suptitle(f"{found.title}: {found.runs} runs", fontsize=18, color=INK)
    return figure


def _bars(ax: Axes, names: Sequence[str], shares: Sequence[float], colours: Sequence[str]) -> None:
    places = list(range(len(names)))
    ax.barh(places, shares, color=colours, height=0.72, zorder=1)
    for at, share in zip(places, shares, strict=True):
        ax.text(share + 0.03, at, whole(share), va="center", fontsize=15, color=INK, bbox=BEHIND)
    ax.set_yticks(places, names, fontsize=16)
    if not ax.yaxis_inverted():
        ax.invert_yaxis()
    ax.set_xlim(0.0, 1.25)
    ax.set_xticks([0.0, 0.5, 1.0], ["0", "half", "all"], fontsize=15)
    ax.tick_params(colors=INK, length=0)
    for side in ("top", "right", "bottom"):
        ax.spines[side].set_visible(False)
    ax.spines["left"].set_color(FAINT)
