"""Two ensembles as a picture: shares of outcomes in both with their change, and the series that changed."""

from math import inf
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from wargame.analysis.compare import Comparison, MeasureChange
from wargame.report.ensemble import CAVEAT, counted, points
from wargame.report.panels import (
    BLUE,
    GREY,
    INK,
    TEXT,
    VERMILION,
    context,
    dress,
    framed,
    listed,
    percents,
    sheet,
    short,
    styled,
    under,
)
from wargame.report.picture import place, saved

WIDE = 17.0
MOST = 12  # series that are drawn
LONGEST = 90  # characters of the line below the title, after how they are compared
BEHIND = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
LEAST = 0.02  # of the spread between runs: a smaller change is drawn nowhere


def draw(found: Comparison, path: str | Path) -> Path:
    """Draw a comparison; the suffix of the path says what kind of picture."""
    path = place(path)
    with context(styled(found.first.scenario)):
        return saved(_figure(found), path)


def _figure(found: Comparison) -> Figure:
    series = [item for item in found.leading if item.apart and LEAST < item.size < inf][:MOST]
    rows = max(len(found.outcomes), len(series), 3)
    figure = sheet(
        f"{found.second.path.name} against {found.first.path.name}",
        _under(found),
        f"{counted(found.first.rows, 'row')} and {counted(found.second.rows, 'row')}, 95 % intervals; {CAVEAT}",
        (WIDE, 3.6 + 0.62 * rows),
    )
    left, right = figure.subplots(1, 2)
    _outcomes(left, found, max(rows // 2, 3))
    _series(right, series)
    framed(figure)
    return figure


def _under(found: Comparison) -> str:
    """How they are compared, and what differs, in a line."""
    how = "Not paired" if found.unpaired else f"{counted(found.pairs, 'pair')} with the same luck"
    named = [f"{item.what}: {item.first} to {item.second}" for item in found.differences[:2]]
    more = [f"{len(found.differences) - 2} more"] if len(found.differences) > 2 else []
    told = "; ".join([*named, *more])
    return f"{how}. {told if len(told) < LONGEST else told[: LONGEST - 3] + '...'}"


def _outcomes(ax: Axes, found: Comparison, least: int) -> None:
    """Shares in both, joined by a line, with the change in points."""
    for k, item in enumerate(found.outcomes):
        for estimate, mark, colour, filled, off in (
            (item.first, "o", BLUE, False, -0.14),
            (item.second, "s", VERMILION, True, 0.14),
        ):
            if estimate.low is not None and estimate.high is not None:
                ax.plot([estimate.low, estimate.high], [k + off] * 2, color=colour, linewidth=3.0, zorder=2)
            ax.plot(estimate.value, k + off, marker=mark, color=colour, markersize=12, markeredgewidth=2.4,
                    markerfacecolor=colour if filled else "white", clip_on=False, zorder=3)  # fmt: skip
        ends = [
            estimate.high if estimate.high is not None else estimate.value for estimate in (item.first, item.second)
        ]
        ax.text(
            max(ends) + 0.02,
            k,
            points(item.change).replace("-", "−"),
            va="center",
            fontsize=TEXT - 2,
            color=INK,
            bbox=BEHIND,
        )
    listed(ax, [item.kind for item in found.outcomes], least)
    most = max(estimate.high or estimate.value for item in found.outcomes for estimate in (item.first, item.second))
    ax.set_xlim(-0.01, most + 0.34 * (most + 0.02) + 0.05)
    ax.set_xticks([tick for tick in (0.0, 0.25, 0.5, 0.75, 1.0) if tick <= most + 0.05])
    ax.xaxis.set_major_formatter(percents())
    marks = [
        Line2D(
            [],
            [],
            color=BLUE,
            marker="o",
            markersize=12,
            markerfacecolor="white",
            markeredgewidth=2.4,
            label=short(f"first: {found.first.path.name}"),
        ),
        Line2D([], [], color=VERMILION, marker="s", markersize=12, label=short(f"second: {found.second.path.name}")),
    ]
    under(ax, marks)
    dress(ax, "How campaigns end, and the change in points", "share of rows", grid="x")


def _series(ax: Axes, series: list[MeasureChange]) -> None:
    """Changes of series at the end with their intervals, beside what sets the runs of the first apart."""
    dress(ax, "Series at the end: change", "change, standard deviations between the first's runs", grid="x")
    if not series:
        ax.text(
            0.5,
            0.5,
            "No series is told to change.",
            transform=ax.transAxes,
            fontsize=TEXT,
            color=INK,
            ha="center",
        )
        ax.set_axis_off()
        return
    for k, item in enumerate(series):
        level, change = abs(item.change.value) / item.size, item.change
        colour = VERMILION if change.value > 0.0 else BLUE
        if change.low is not None and change.high is not None:
            ax.plot([change.low / level, change.high / level], [k, k], color=colour, linewidth=3.4, zorder=2)
        ax.plot(change.value / level, k, color=colour, marker=">" if change.value > 0.0 else "<", markersize=12,
                markeredgewidth=2.4, zorder=3)  # fmt: skip
    listed(ax, [item.measure for item in series])
    ax.axvline(0.0, color=INK, linewidth=1.6, zorder=1)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6))
    ax.xaxis.set_major_formatter(lambda x, _: "0" if abs(x) < 1e-12 else f"{x:+g}".replace("-", "−"))
    marks = [
        Line2D([], [], color=GREY, marker="<", markersize=11, linestyle="none", label="falls"),
        Line2D([], [], color=GREY, marker=">", markersize=11, linestyle="none", label="rises"),
    ]
    under(ax, marks)
