"""What the pictures of ensembles share: one palette, large type, panels without clutter, a foot that says what it is.

Colour never stands alone: marks and hatching differ as well, and every bar and band is labelled. Type is set for the
back row of a room.
"""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

BLUE, VERMILION, GREEN, ORANGE, PURPLE = "#0072B2", "#D55E00", "#009E73", "#E69F00", "#CC79A7"
INK, GREY, FAINT = "#222222", "#77736C", "#C9C5BE"
HATCHES = ("", "///", "..", "xx")
TITLE, HEAD, TEXT, FOOT = 24, 19, 16, 13
MARGIN = 0.3  # inches around everything
TOP, BOTTOM = 1.15, 0.45  # inches for the title and the foot
KEY = 1.7  # inches of a panel's title, axis and key
LONGEST = 44  # characters of a label


def sheet(title: str, under: str, foot: str, size: tuple[float, float]) -> Figure:
    """An empty figure with its title, a line under it and a foot; panels keep clear of them by `framed`."""
    figure = Figure(figsize=size, dpi=100, facecolor="white")
    FigureCanvasAgg(figure)
    wide, high = size
    x = MARGIN / wide
    figure.text(x, 1.0 - 0.2 / high, title, fontsize=TITLE, fontweight="bold", color=INK, va="top")
    figure.text(x, 1.0 - 0.68 / high, under, fontsize=TEXT, color=INK, va="top")
    figure.text(1.0 - x, 0.14 / high, foot, fontsize=FOOT, color=GREY, ha="right")
    return figure


def framed(figure: Figure) -> None:
    """Spread the panels over what title and foot leave."""
    high = figure.get_figheight()
    figure.tight_layout(rect=(0.004, BOTTOM / high, 0.996, 1.0 - TOP / high), w_pad=3.0, h_pad=2.5)


def styled(salt: str) -> Any:
    """How matplotlib draws all of them."""
    return {"font.family": "DejaVu Sans", "svg.hashsalt": salt, "hatch.linewidth": 0.9}


def dress(ax: Axes, title: str, along: str = "", grid: str = "y") -> None:
    """A panel's title, the words along its x axis, its grid and its frame."""
    ax.set_title(title, fontsize=HEAD, fontweight="bold", color=INK, loc="left", pad=12)
    ax.set_xlabel(along, fontsize=TEXT, color=INK)
    ax.tick_params(labelsize=TEXT - 1, colors=INK, length=0, pad=7)
    if grid:
        ax.grid(axis="x" if grid == "x" else "y", color=FAINT, linewidth=0.8, zorder=0)
    ax.set_axisbelow(True)
    for side in ("top", "right", "left" if grid == "x" else "top"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(GREY)


def percents(decimals: int = 0) -> PercentFormatter:
    """Shares along an axis, as they are written elsewhere."""
    return PercentFormatter(1.0, decimals=decimals, symbol=" %")


def under(ax: Axes, handles: Sequence[Artist]) -> None:
    """A key in a row below a panel, clear of the words along its axis however high the panel is."""
    figure = ax.get_figure()
    assert figure is not None
    high = figure.get_figheight() - TOP - BOTTOM - KEY  # type: ignore[union-attr]
    ax.legend(handles=list(handles), loc="upper center", bbox_to_anchor=(0.5, -0.85 / max(high, 1.0)),
              ncols=len(handles), frameon=False, fontsize=TEXT - 1)  # fmt: skip


def listed(ax: Axes, names: Sequence[str], least: int = 0) -> None:
    """Names of rows, the first on top; with room for so many at the least, lest a few stand far apart."""
    ax.set_yticks(range(len(names)), [short(name) for name in names], fontsize=TEXT)
    ax.set_ylim(max(len(names), least) - 0.4, -0.6)
    ax.tick_params(axis="y", colors=INK, length=0)


def short(name: str) -> str:
    """A name that leaves room for the picture: its end tells more than its beginning."""
    return name if len(name) <= LONGEST else f"...{name[3 - LONGEST :]}"


context = mpl.rc_context
