"""A summary of an ensemble as a picture: how campaigns end, land over time, time to ceasefire, reasons for a no."""

from math import ceil, log10
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from wargame.analysis.summary import LAND, Fan, Summary
from wargame.report.ensemble import CAVEAT, counted, heading
from wargame.report.panels import (
    BLUE,
    GREY,
    HATCHES,
    INK,
    TEXT,
    VERMILION,
    context,
    dress,
    framed,
    listed,
    percents,
    sheet,
    styled,
)
from wargame.report.picture import place, saved
from wargame.report.tables import percent

WIDE, HIGH = 17.0, 5.0  # inches of the figure, and of a row of panels
BEHIND = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
FEW = 4  # outcomes that fill a panel
PARTIES, REASONS = 3, 5  # that are drawn
COLOURS = (VERMILION, BLUE, GREY)
TICKS = 8  # at most, on the axis of a fan


def draw(found: Summary, path: str | Path) -> Path:
    """Draw a summary; the suffix of the path says what kind of picture."""
    path = place(path)
    with context(styled(found.folder.scenario)):
        return saved(_figure(found), path)


def _figure(found: Summary) -> Figure:
    others = max(len(found.fans) - 1, 0)
    down = 2 + ceil(others / 2)
    figure = sheet(
        f"{found.folder.scenario}: how {counted(found.folder.rows, 'campaign')} end",
        _under(found),
        f"{heading(found.folder)}; {CAVEAT}",
        (WIDE, HIGH * down + 1.6),
    )
    panels = figure.subplots(down, 2, squeeze=False).ravel().tolist()
    _ends(panels[0], found)
    if found.fans:
        _fan(panels[1], found.fans[0])
    else:
        _enough(panels[1], found)
    _rest(panels[2], found)
    if found.refusals is not None and any(party.reasons for party in found.refusals.parties):
        _reasons(panels[3], found)
    elif found.fans:
        _enough(panels[3], found)
    else:
        panels[3].remove()
    for ax, fan in zip(panels[4:], found.fans[1:], strict=False):
        _fan(ax, fan)
    for ax in panels[4 + others :]:
        ax.remove()
    framed(figure)
    return figure


def _under(found: Summary) -> str:
    """Whether there are runs enough, in a line."""
    told, first = found.enough, found.ends[0]
    half = "" if first.share.half is None else f" ±{100 * first.share.half:.1f} points"
    lead = (
        ""
        if told.second is None
        else f", told apart from {told.second}"
        if told.apart
        else f", not told apart from {told.second}"
    )
    more = "" if told.halved is None else f"; {told.halved} runs would halve that"
    return f"Most often {first.kind}: {percent(first.share.value)}{half}{lead}{more}"


def _ends(ax: Axes, found: Summary) -> None:
    """Outcomes as bars with their intervals, the most frequent on top."""
    for k, end in enumerate(found.ends):
        share = end.share
        ax.barh(k, share.value, height=0.62, color=BLUE, zorder=2)
        high = share.value
        if share.low is not None and share.high is not None:
            ax.plot([share.low, share.high], [k, k], color=INK, linewidth=2.4, zorder=3)
            ax.plot([share.low, share.high], [k, k], "|", color=INK, markersize=12, markeredgewidth=2.4, zorder=3)
            high = share.high
        ax.text(high + 0.02, k, percent(share.value), va="center", fontsize=TEXT, color=INK)
    listed(ax, [end.kind for end in found.ends], FEW)
    ax.set_xlim(0.0, min(max((end.share.high or end.share.value) for end in found.ends) + 0.14, 1.14))
    ax.set_xticks([tick for tick in (0.0, 0.25, 0.5, 0.75, 1.0) if tick <= ax.get_xlim()[1]])
    ax.xaxis.set_major_formatter(percents())
    dress(ax, "How campaigns end", "share of rows, 95 % interval", grid="x")


def _fan(ax: Axes, fan: Fan) -> None:
    """Bands of a series by turn, named at their right end."""
    turns = np.array(fan.turns)
    rows = np.array(fan.quantiles)
    ax.fill_between(turns, rows[:, 0], rows[:, 4], color=BLUE, alpha=0.20, linewidth=0, zorder=2)
    ax.fill_between(turns, rows[:, 1], rows[:, 3], color=BLUE, alpha=0.35, linewidth=0, zorder=2)
    ax.plot(turns, rows[:, 2], color=INK, linewidth=3.0, zorder=3)
    for edge in (0, 4):
        ax.plot(turns, rows[:, edge], color=BLUE, linewidth=1.2, linestyle=(0, (4, 3)), zorder=3)
    low, high = ax.get_ylim()
    for at, text in zip(
        _spread(rows[-1], 0.075 * (high - low)), ("5 %", "25 %", "median", "75 %", "95 %"), strict=True
    ):
        ax.text(turns[-1] + 0.02 * max(np.ptp(turns), 1), at, text, va="center", fontsize=TEXT - 2, color=INK)
    ax.set_xlim(turns[0], turns[-1] + 0.16 * max(np.ptp(turns), 1))
    _turns(ax, int(turns[-1]))
    if fan.series.partition("/")[0] == LAND:
        step = 100.0 * (high - low) / TICKS
        ax.yaxis.set_major_formatter(percents(max(ceil(-log10(step)), 0) if step > 0.0 else 0))
    else:
        ax.yaxis.set_major_formatter(FuncFormatter(_plain))
    dress(ax, f"{_said(fan.series)} over time", "turn")


def _said(series: str) -> str:
    """A series as a title says it."""
    kind, _, entity = series.partition("/")
    if kind == LAND:
        owner, _, holder = entity.partition("/")
        return f"Share of {owner} held by {holder}"
    return series


def _spread(at: np.ndarray, gap: float) -> list[float]:
    """Heights of labels, moved apart from the middle where they would touch."""
    placed: list[float] = at.astype(float).tolist()
    for k in (3, 4):
        placed[k] = max(placed[k], placed[k - 1] + gap)
    for k in (1, 0):
        placed[k] = min(placed[k], placed[k + 1] - gap)
    return placed


def _plain(x: float, _: object) -> str:
    """A figure on an axis: thousands and millions in words."""
    for unit, word in ((1e6, " m"), (1e3, " k")):
        if abs(x) >= 10 * unit or (abs(x) >= unit and x % unit == 0.0):
            return f"{x / unit:g}{word}"
    return f"{x:g}"


def _turns(ax: Axes, last: int) -> None:
    """Whole turns along the axis, the last one among the labels' room."""
    ticks = MaxNLocator(nbins=8, integer=True).tick_values(0, last)
    ax.set_xticks([tick for tick in ticks if 0 <= tick <= last])


def _rest(ax: Axes, found: Summary) -> None:
    """Share of rows that have not come to rest, by turns."""
    curve = found.rest.curve
    turns = [*curve.months, curve.watched]
    standing, low, high = ([*part, part[-1]] for part in (curve.standing, curve.low, curve.high))
    ax.fill_between(turns, low, high, step="post", color=VERMILION, alpha=0.22, linewidth=0, zorder=2)
    ax.step(turns, standing, where="post", color=VERMILION, linewidth=3.2, zorder=3)
    ax.text(curve.watched * 1.02, standing[-1], percent(standing[-1]), va="center", fontsize=TEXT, color=INK,
            bbox=BEHIND)  # fmt: skip
    ax.set_xlim(0.0, curve.watched * 1.13)
    ax.set_ylim(0.0, 1.03)
    ax.set_yticks([0.0, 0.25, 0.5, 0.75, 1.0])
    ax.yaxis.set_major_formatter(percents())
    _turns(ax, int(curve.watched))
    dress(ax, "Still without a first ceasefire", f"turn; {found.rest.censored} rows censored at the end, 95 % band")


def _reasons(ax: Axes, found: Summary) -> None:
    """For each party, what weighed heaviest against what it did not take."""
    assert found.refusals is not None
    parties = [party for party in found.refusals.parties if party.reasons][:PARTIES]
    best: dict[str, float] = {}
    for party in parties:
        for reason in party.reasons:
            best[reason.factor] = max(best.get(reason.factor, 0.0), reason.share)
    names = sorted((name for name in best if best[name] > 0.0), key=lambda name: -best[name])[:REASONS]
    height = 0.78 / len(parties)
    for p, party in enumerate(parties):
        shares = {reason.factor: reason.share for reason in party.reasons}
        at = np.arange(len(names)) - 0.39 + height * (p + 0.5)
        label = f"{party.party}, which takes {100 * party.taken.value:.0f} % of {party.asked}"
        ax.barh(at, [shares.get(name, 0.0) for name in names], height=height * 0.9, color=COLOURS[p],
                hatch=HATCHES[p], edgecolor="white", linewidth=0.0, label=label, zorder=2)  # fmt: skip
        for y, name in zip(at, names, strict=True):
            share = shares.get(name, 0.0)
            ax.text(share + 0.008, y, percent(share), va="center", fontsize=TEXT - 2, color=INK)
    listed(ax, names)
    ax.set_xlim(0.0, max(best[name] for name in names) * 1.16 if names else 1.0)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=5))
    ax.xaxis.set_major_formatter(percents())
    ax.legend(loc="lower right", fontsize=TEXT - 2, frameon=True, framealpha=0.95, edgecolor="white")
    dress(ax, "What weighed heaviest against an offer", "share of what was not taken", grid="x")


def _enough(ax: Axes, found: Summary) -> None:
    """Half the interval of the leading outcome by runs."""
    runs, half = zip(*found.enough.sizes, strict=True)
    ax.plot(runs, half, color=BLUE, marker="o", markersize=10, linewidth=3.0, zorder=3)
    for x, y in found.enough.sizes:
        ax.annotate(f"±{100 * y:.1f}", (x, y), textcoords="offset points", xytext=(8, 8), fontsize=TEXT - 1, color=INK)
    ax.set_xscale("log", base=2)
    ax.set_xticks(runs, [str(n) for n in runs])
    ax.minorticks_off()
    ax.set_xlim(runs[0] / 1.3, runs[-1] * 1.6)
    ax.set_ylim(0.0, max(half) * 1.25)
    ax.set_yticks([])
    dress(ax, "Is N enough?", f"runs; half the interval of '{found.enough.kind}', points", grid="")
    ax.spines["left"].set_visible(False)
