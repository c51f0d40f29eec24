"""Offers on record as a picture: what each party was thought to say, and what it said."""

from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from wargame.analysis.talks import Answer, Record
from wargame.report.picture import place, saved

BLUE, VERMILION, GREY, INK = "#0072B2", "#D55E00", "#8C8880", "#222222"
MARKS = {  # colour, shape and fill, so that no mark hangs on colour alone
    "yes": (BLUE, "o", BLUE, "said yes"),
    "no": (VERMILION, "X", VERMILION, "said no"),
    "own": (BLUE, "D", "white", "its own offer"),
    "ambiguous": (GREY, "s", "white", "ambiguous"),
    "not asked": (GREY, "|", GREY, "not asked"),
}


def draw(record: Record, names: dict[str, str], path: str | Path) -> Path:
    """Draw a record; the suffix of the path says what kind of picture."""
    path = place(path)
    with mpl.rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": record.scenario}):
        return saved(_figure(record, names), path)


def _figure(record: Record, names: dict[str, str]) -> Figure:
    offers = 1 + max(row.offer for row in record.answers)
    figure = Figure(figsize=(15.0, 2.2 + 0.5 * offers), dpi=110)
    FigureCanvasAgg(figure)
    parties = list(dict.fromkeys(row.party for row in record.answers))
    panels = figure.subplots(1, len(parties), sharey=True)
    for ax, party in zip(panels, parties, strict=True):
        _panel(ax, [row for row in record.answers if row.party == party], names[party])
    titles = {row.offer: f"{row.title}, {row.day[:7]}" for row in record.answers}
    panels[0].set_yticks(list(titles), list(titles.values()), fontsize=12)
    panels[0].invert_yaxis()
    handles = [
        Line2D([], [], color=edge, marker=mark, mfc=fill, mew=2, markersize=11, linestyle="none", label=label)
        for edge, mark, fill, label in MARKS.values()
    ]
    figure.legend(handles=handles, loc="lower center", ncols=len(MARKS), frameon=False, fontsize=13)
    top = f"Offers on record: probability of yes, median and 9 in 10 of {record.runs} runs"
    figure.suptitle(top, fontsize=17, x=0.02, ha="left", color=INK)
    figure.tight_layout(rect=(0.0, 0.06, 1.0, 0.98))
    return figure


def _panel(ax: Axes, rows: list[Answer], title: str) -> None:
    for row in rows:
        edge, mark, fill, _ = MARKS[row.recorded]
        ax.plot([row.low, row.high], [row.offer] * 2, color=edge, linewidth=3, alpha=0.6)
        ax.plot(row.probability, row.offer, marker=mark, color=edge, mfc=fill, mew=2, markersize=11)
    ax.axvline(0.5, color=GREY, linewidth=1, linestyle="--")
    ax.set_xlim(-0.04, 1.04)
    ax.set_xticks([0.0, 0.25, 0.5, 0.75, 1.0])
    ax.tick_params(labelsize=12, colors=INK)
    ax.grid(axis="y", color=GREY, alpha=0.25)
    ax.set_title(title, fontsize=15, color=INK)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
