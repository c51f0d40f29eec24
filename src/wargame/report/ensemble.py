"""Words and figures that the reports of ensembles share: shares, intervals, what kind of ensemble it is."""

from dataclasses import asdict
from typing import Any

from wargame.analysis.folder import Folder
from wargame.analysis.intervals import Estimate
from wargame.ensemble.manifest import KILLED
from wargame.report.levers import digits
from wargame.report.tables import percent

SAME = 1e-9  # of a figure: a narrower interval is rounding
CAVEAT = "under these assumptions; not a forecast"
DESIGNS = {
    "": "nothing varied",
    "lhs": "a Latin hypercube",
    "sobol": "a Sobol design",
    "morris": "a Morris design",
    "grid": "a grid",
    "factorial": "a factorial design",
}


def heading(folder: Folder) -> str:
    """What an ensemble is, as a sentence."""
    runs = "" if folder.runs == folder.rows else f" of {counted(folder.runs, 'run')}"
    numbers = f" over {counted(len(folder.varied), 'number')}" if folder.varied else ""
    return (
        f"{folder.scenario}, {counted(folder.rows, 'row')}{runs}, seed {folder.seed}, {counted(folder.turns, 'turn')}, "
        f"{DESIGNS.get(folder.design, folder.design)}{numbers}"
    )


def remarks(folder: Folder) -> list[str]:
    """What a reader has to know of an ensemble before its figures: rows that failed, blocks that are missing."""
    told = []
    if folder.failures:
        first = folder.failures[0]
        told.append(
            f"{counted(len(folder.failures), 'row')} failed and {'is' if len(folder.failures) == 1 else 'are'} in no "
            "figure. "
            f"The first: {str(first.get('error', '')).strip()}; again with: {first.get('command', '')}"
        )
    planned = int(folder.manifest["rows"])
    missing = planned - folder.rows - len(folder.failures)
    if missing > 0:
        killed = list(folder.manifest["blocks"].values()).count(KILLED)
        why = f" ({counted(killed, 'block')} of them ended every worker that played it)" if killed else ""
        told.append(f"{missing} of {planned} rows are not on record{why}: the figures are of those that are.")
    return told


def about(folder: Folder) -> dict[str, Any]:
    """What an ensemble is, as plain data."""
    return {
        "folder": str(folder.path),
        "scenario": folder.scenario,
        "seed": folder.seed,
        "turns": folder.turns,
        "design": folder.design,
        "varied": list(folder.varied),
        "rows": folder.rows,
        "runs": folder.runs,
        "planned": int(folder.manifest["rows"]),
        "failures": [dict(failure) for failure in folder.failures],
    }


def counted(number: int, what: str) -> str:
    """A number of things: `1 row`, `200 rows`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def shared(estimate: Estimate) -> str:
    """A share with its interval: `18.0 % [12.4, 25.3]`."""
    if estimate.low is None or estimate.high is None:
        return percent(estimate.value)
    return f"{percent(estimate.value)} [{100 * estimate.low:.1f}, {100 * estimate.high:.1f}]"


def points(estimate: Estimate) -> str:
    """A difference of shares in points, with its interval."""
    if estimate.low is None or estimate.high is None:
        return f"{100 * estimate.value:+.1f}"
    return f"{100 * estimate.value:+.1f} [{100 * estimate.low:+.1f}, {100 * estimate.high:+.1f}]"


def figured(estimate: Estimate, sign: str = "") -> str:
    """A figure with its interval, to the digits that the interval bears."""
    value, low, high = estimate.value, estimate.low, estimate.high
    if value == low == high or (low is None and not value):
        return "0" if not value else f"{value:{sign}.4g}"
    if low is None or high is None or high - low <= SAME * abs(value):
        return f"{value:{sign}.3g}" if abs(value) < 1000.0 else f"{value:{sign}.0f}"
    places = digits(max(high - low, abs(value) / 1e4))
    middle, below, above = (round(x, places) + 0.0 for x in (value, low, high))  # no zero with a minus
    return f"{middle:{sign}.{places}f} [{below:{sign}.{places}f}, {above:{sign}.{places}f}]"


def whole(estimate: Estimate) -> dict[str, Any]:
    """The same as plain data."""
    return asdict(estimate)
