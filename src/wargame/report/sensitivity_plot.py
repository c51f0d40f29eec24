"""What a conclusion hangs on as a picture: the numbers that were varied, ranked, each with its interval."""

from pathlib import Path

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from wargame.analysis.sensitivity import Driver, Sensitivity
from wargame.report.ensemble import CAVEAT, heading
from wargame.report.levers import digits
from wargame.report.panels import (
    BLUE,
    FAINT,
    GREY,
    INK,
    ORANGE,
    TEXT,
    VERMILION,
    context,
    dress,
    framed,
    listed,
    sheet,
    styled,
)
from wargame.report.picture import place, saved
from wargame.report.tables import percent

WIDE = 16.0
MOST = 15  # numbers that are drawn


def draw(found: Sensitivity, path: str | Path) -> Path:
    """Draw what a conclusion hangs on; the suffix of the path says what kind of picture."""
    path = place(path)
    with context(styled(found.folder.scenario)):
        return saved(_figure(found), path)


def _figure(found: Sensitivity) -> Figure:
    drivers = found.drivers[:MOST]
    asked = f"share of campaigns that end in {found.of}" if found.share else f"{found.of} at the end"
    figure = sheet(
        f"What {asked} hangs on",
        _under(found),
        f"{heading(found.folder)}; {CAVEAT}",
        (WIDE, 3.4 + 0.58 * max(len(drivers), 3)),
    )
    ax = figure.subplots()
    places = digits(max(abs(driver.rank.value) for driver in drivers))
    for k, driver in enumerate(drivers):
        _bar(ax, k, driver, places)
    listed(ax, [driver.path for driver in drivers])
    ax.axvline(0.0, color=INK, linewidth=1.6, zorder=4)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6))
    _room(ax, drivers)
    dress(ax, "", found.meaning, grid="x")
    ax.legend(
        handles=_key(drivers), loc="lower right", fontsize=TEXT - 1, frameon=True, framealpha=0.95, edgecolor="white"
    )
    framed(figure)
    return figure


def _under(found: Sensitivity) -> str:
    """The method, the level, and what is chance, in a line."""
    level = percent(found.mean) if found.share else f"mean {found.mean:.3g}, standard deviation {found.spread:.2g}"
    luck = "" if found.luck is None else f"; chance alone {max(found.luck.value, 0.0):.2f} of the variance"
    told = "" if found.told is None else f"; the numbers together tell {percent(found.told)} of the variance of ranks"
    return f"{found.method} ({level}{luck}{told})"


def _bar(ax: Axes, at: int, driver: Driver, places: int) -> None:
    """A bar with its interval and its figure; within it what a number does alone, by a mark how uneven it is."""
    rank = driver.rank
    colour = VERMILION if rank.value < 0.0 else BLUE
    plain = driver.apart or rank.low is None
    ax.barh(at, rank.value, height=0.66, color=colour if plain else "white", edgecolor=colour, linewidth=1.6,
            hatch="///" if rank.value < 0.0 and plain else "", zorder=2)  # fmt: skip
    if rank.value < 0.0 and plain:
        ax.barh(at, rank.value, height=0.66, color="none", edgecolor="white", hatch="///", linewidth=0.0, zorder=2)
    ends = [rank.value]
    if "first" in driver.figures:
        ends.append(driver.figures["first"].value)
        ax.barh(at, max(driver.figures["first"].value, 0.0), height=0.26, color=ORANGE, zorder=3)
    if rank.low is not None and rank.high is not None and rank.high > rank.low:
        both = [rank.low, rank.high]
        ends += both
        ax.plot(both, [at, at], color=INK, linewidth=2.2, zorder=4)
        ax.plot(both, [at, at], "|", color=INK, markersize=11, markeredgewidth=2.2, zorder=4)
    if "sigma" in driver.figures and driver.figures["sigma"].value > 0.0:
        ends.append(driver.figures["sigma"].value)
        ax.plot(
            ends[-1],
            at,
            marker="D",
            markersize=10,
            color=INK,
            markerfacecolor="white",
            markeredgewidth=2.0,
            zorder=5,
            clip_on=False,
        )
    right = max([*ends, 0.0]) if rank.value >= 0.0 else min([*ends, 0.0])
    ax.annotate(f"{rank.value:.{places}f}".replace("-", "−"), (right, at), textcoords="offset points",
                xytext=(14 if rank.value >= 0.0 else -14, 0), ha="left" if rank.value >= 0.0 else "right", va="center",
                fontsize=TEXT - 1, color=INK, zorder=6)  # fmt: skip


def _room(ax: Axes, drivers: tuple[Driver, ...]) -> None:
    """Limits that leave room for the figures at the ends of the bars."""
    ends = [0.0]
    for driver in drivers:
        ends += [x for x in (driver.rank.value, driver.rank.low, driver.rank.high) if x is not None]
        ends += [driver.figures[name].value for name in ("sigma", "first") if name in driver.figures]
    low, high = min(ends), max(ends)
    pad = 0.14 * (high - low)
    ax.set_xlim(low - (pad if low < 0.0 else 0.0), high + (pad if high > 0.0 else 0.0))


def _key(drivers: tuple[Driver, ...]) -> list[Artist]:
    """What is needed of the key."""
    figures, told = drivers[0].figures, list[Artist]()
    if "first" in figures:
        told.append(Patch(color=BLUE, label="with what it does together with others (total)"))
        told.append(Patch(color=ORANGE, label="alone (first)"))
    elif any(driver.rank.value < 0.0 for driver in drivers):
        told.append(Patch(color=BLUE, label="more of it, more"))
        told.append(Patch(facecolor=VERMILION, edgecolor="white", hatch="///", label="more of it, less"))
    else:
        told.append(Patch(color=BLUE, label=next(iter(figures))))
    if "sigma" in figures:
        told.append(Line2D([], [], marker="D", color=INK, markerfacecolor="white", markeredgewidth=2.0, markersize=9,
                           linestyle="none", label="how it differs from place to place (sigma)"))  # fmt: skip
    if any(not driver.apart and driver.rank.low is not None for driver in drivers):
        told.append(Patch(facecolor="white", edgecolor=GREY, linewidth=1.6, label="not told apart from 0"))
    return told or [Patch(color=FAINT)]
