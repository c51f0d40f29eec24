"""What an answer hangs on as a picture: bars for every setting, and the reasons where every assumption is drawn."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from wargame.analysis.finding import FIRST, REASONS, Finding
from wargame.analysis.settings import AS_SET, DRAWN
from wargame.report.picture import place, saved

BLUE, VERMILION, SKY, INK, FAINT = "#0072B2", "#D55E00", "#56B4E9", "#222222", "#8C8880"
NAMED = {AS_SET: BLUE, DRAWN: VERMILION}  # the rest in a lighter colour


def draw(found: Finding, names: Mapping[str, str], path: str | Path) -> Path:
    """Draw a finding; the suffix of the path says what kind of picture."""
    path = place(path)
    with mpl.rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": found.scenario}):
        return saved(_figure(found, names), path)


def _figure(found: Finding, names: Mapping[str, str]) -> Figure:
    settings, reasons = [line.name for line in found.lines], list(REASONS)
    drawn = next(line for line in found.lines if line.name == DRAWN)
    figure = Figure(figsize=(16.0, 15.5), dpi=100)
    FigureCanvasAgg(figure)
    panels = figure.subplots(2, 2, sharey="row", height_ratios=(len(settings), len(reasons)))
    for y, party in enumerate(found.parties):
        colours = [NAMED.get(name, SKY) for name in settings]
        _bars(panels[0, y], settings, [line.refused[y] for line in found.lines], colours)
        panels[0, y].axvline(0.5, color=INK, linewidth=1.5, linestyle="--")
        panels[0, y].set_title(f"{names[party]}: does not take the offer", fontsize=20, color=INK, loc="left")
        shares = [drawn.reasons[y][name] for name in reasons]
        _bars(panels[1, y], reasons, shares, [VERMILION] * len(reasons))
        panels[1, y].set_title(
            f"{names[party]}: among the {FIRST} first reasons then", fontsize=18, color=INK, loc="left"
        )
    title = f"{found.title}\n{found.runs} runs; below, with every assumption drawn from its range"
    figure.suptitle(title, fontsize=20, x=0.02, ha="left", color=INK)
    figure.tight_layout(rect=(0.0, 0.0, 1.0, 0.98), h_pad=2.0)
    return figure


def _bars(ax: Axes, names: Sequence[str], shares: Sequence[float], colours: Sequence[str]) -> None:
    places = list(range(len(names)))
    ax.barh(places, shares, color=colours, height=0.72)
    for place_, share in zip(places, shares, strict=True):
        ax.text(share + 0.015, place_, f"{100.0 * share:.0f} %", va="center", fontsize=14, color=INK)
    ax.set_yticks(places, names, fontsize=16)
    if not ax.yaxis_inverted():
        ax.invert_yaxis()
    ax.set_xlim(0.0, 1.14)
    ax.set_xticks([0.0, 0.5, 1.0], ["0", "half the runs", "all"], fontsize=14)
    ax.tick_params(colors=INK, length=0)
    for side in ("top", "right", "bottom"):
        ax.spines[side].set_visible(False)
    ax.spines["left"].set_color(FAINT)
