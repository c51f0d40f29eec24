"""What a conclusion hangs on: a ranked table for a terminal, plain data for machines, sentences between."""

from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from wargame.analysis.neutrality import Neutrality
from wargame.analysis.sensitivity import Sensitivity
from wargame.report.ensemble import about, counted, figured, heading, remarks, whole
from wargame.report.tables import percent

BAR = 24  # columns of the longest bar
SIGNED = ("mu", "effect", "partial rank correlation", "rank correlation")  # figures that tell which way
SHOWN = 20  # numbers in a table


def opening(found: Sensitivity) -> list[str]:
    """What was varied, and what is asked."""
    asked = f"share of rows that end in {found.of}" if found.share else f"{found.of} at the end"
    level = percent(found.mean) if found.share else f"mean {found.mean:.4g}, standard deviation {found.spread:.4g}"
    told = [f"{heading(found.folder)}.", f"Asked: {asked} ({level}). {found.method}: {found.meaning}."]
    if found.left_out:
        told.append(f"{counted(found.left_out, 'row')} left out: their group is not complete, or they have no figure.")
    return [*told, *remarks(found.folder)]


def of_drivers(found: Sensitivity, most: int = SHOWN) -> Table:
    """The numbers, the strongest first, with a bar as long as it is strong."""
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("Number that was varied", overflow="fold")
    shown.add_column("from", justify="right")
    shown.add_column("to", justify="right")
    for name in found.drivers[0].figures:
        shown.add_column(name, justify="right", no_wrap=True)
    shown.add_column("")
    longest = max(abs(driver.rank.value) for driver in found.drivers) or 1.0
    for driver in found.drivers[:most]:
        bar = "█" * round(BAR * abs(driver.rank.value) / longest)
        told = [figured(figure, "+" if name in SIGNED else "") for name, figure in driver.figures.items()]
        pale = not driver.apart and driver.rank.low is not None
        shown.add_row(driver.path, f"{driver.low:g}", f"{driver.high:g}", *told, "░" * len(bar) if pale else bar)
    return shown


def closing(found: Sensitivity, most: int = SHOWN) -> list[str]:
    """What it comes to."""
    told = []
    apart = [driver for driver in found.drivers if driver.apart]
    if apart:
        names = ", ".join(driver.path for driver in apart[:3])
        others = f" {len(apart) - 3} more do." if len(apart) > 3 else ""
        told.append(f"It hangs most on {names}.{others} A pale bar is not told apart from 0.")
    elif all(driver.rank.low is None for driver in found.drivers):
        told.append("One run a point: there is no spread from which an interval could be told.")
    else:
        told.append("No number is told apart from 0: play more rows, or widen the ranges.")
    if len(found.drivers) > most:
        told.append(f"{len(found.drivers) - most} weaker ones are not shown; --json has all.")
    if found.luck is not None:
        told.append(f"Chance alone makes {figured(found.luck)} of the variance.")
    if found.told is not None:
        told.append(
            f"Together the numbers tell {percent(found.told)} of the variance of the ranks; the rest is luck and "
            "interplay."
        )
    return told


def data(found: Sensitivity) -> dict[str, Any]:
    """The same as plain data."""
    return {
        **about(found.folder),
        "of": found.of,
        "method": found.method,
        "meaning": found.meaning,
        "mean": found.mean,
        "spread": found.spread,
        "used": found.rows,
        "left_out": found.left_out,
        "luck": found.luck and whole(found.luck),
        "told": found.told,
        "drivers": [
            {"path": driver.path, "low": driver.low, "high": driver.high, "source": driver.source,
             "apart": driver.apart, "figures": {name: whole(figure) for name, figure in driver.figures.items()}}
            for driver in found.drivers
        ],
    }  # fmt: skip


# --- neutrality ----------------------------------------------------------------------------------------------------


def of_neutrality(found: Neutrality) -> list[str]:
    """Whether the two sides are judged alike, in sentences."""
    sides = " and ".join(found.parties)
    turns = [f"turn {turn}: {'the same' if same else 'another judgement'}" for turn, same in found.turns.items()]
    verdict = (
        "their judgements are exchanged, bit for bit: nothing hangs on who is who" if found.holds
        else "their judgements are not the same exchanged: something hangs on who is who"
    )  # fmt: skip
    return [
        f"{found.scenario}, '{found.title}' in {counted(found.runs, 'run')} of seed {found.seed}, with all that is "
        f"known of {sides} exchanged.",
        f"{'; '.join(turns).capitalize()}.",
        f"With their data exchanged {verdict}.",
    ]


def neutral_data(found: Neutrality) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "scenario": found.scenario,
        "seed": found.seed,
        "runs": found.runs,
        "offer": found.title,
        "parties": list(found.parties),
        "turns": [{"turn": turn, "same": same} for turn, same in found.turns.items()],
        "holds": found.holds,
    }
