"""Summary of an ensemble: how campaigns end, what they go through, what was refused and why, and whether N is enough.

Everything is counted by queries over the parts; what a query holds at once does not grow with the number of runs, but
for one number a run and turn of the piece of a fan that is being counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from wargame.analysis.folder import AT_ONCE, Folder, known, quoted, text
from wargame.analysis.intervals import Estimate, Sums, share, weight, wilson
from wargame.analysis.refusals import Refusals, refusals
from wargame.analysis.survival import Curve, product_limit
from wargame.explain import KINDS

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)  # quantiles of a fan
AT_REST = ("ceasefire", "armistice", "peace")
FIGHTING = tuple(kind for kind in KINDS if kind not in AT_REST)
HALVINGS = 4  # of the runs, when it is told how an interval shrank
LAND = "territory"


@dataclass(frozen=True)
class End:
    """A kind of outcome: how many rows ended so, and their share."""

    kind: str
    rows: int
    share: Estimate


@dataclass(frozen=True)
class Fan:
    """A series over time: for every turn that was kept, its quantiles over the rows."""

    series: str
    turns: tuple[int, ...]
    quantiles: tuple[tuple[float, ...], ...]  # by turn, at LEVELS


@dataclass(frozen=True)
class Rest:
    """Time to the first ceasefire, armistice or peace."""

    curve: Curve  # share that has not come to one, by turns
    came: int  # rows that did
    censored: int  # rows that were watched to the last turn and did not
    again: int  # rows that did and are at war again at the end


@dataclass(frozen=True)
class Enough:
    """Whether there are runs enough: the interval of the leading outcome, and how it shrank as runs were added."""

    kind: str
    second: str | None
    apart: bool  # whether its share is told apart from that of the second
    sizes: tuple[tuple[int, float], ...]  # runs, half-width; the last is that of all
    halved: int | None  # runs with which the half-width would be half of that


@dataclass(frozen=True)
class Summary:
    """What an ensemble came to."""

    folder: Folder
    ends: tuple[End, ...]  # the most frequent first, none that never was
    fans: tuple[Fan, ...]
    rest: Rest
    refusals: Refusals | None  # None where offers were not kept
    enough: Enough


def summary(folder: Folder, measures: Sequence[str] = ()) -> Summary:
    """Sum up an ensemble; `measures` are series, or measures with all their series, to be drawn over time as well."""
    found = ends(folder)
    wanted = list(dict.fromkeys([*territory(folder, over_time(folder)), *named(folder, measures)]))
    return Summary(
        folder, found, tuple(fan(folder, series) for series in wanted), rest(folder),
        refusals(folder) if folder.has("offers") else None, enough(folder, found),
    )  # fmt: skip


def ends(folder: Folder) -> tuple[End, ...]:
    """Outcomes with their shares, the most frequent first."""
    told = folder.sums([f"outcome = {text(kind)}" for kind in KINDS])
    found = [End(kind, int(sums.x), share(sums)) for kind, sums in zip(KINDS, told, strict=True) if sums.x]
    return tuple(sorted(found, key=lambda end: -end.rows))


def territory(folder: Folder, among: Sequence[str]) -> list[str]:
    """The main series of land: that of another's land held, the one whose end differs most between the rows."""
    land = [name for name in among if foreign(name) and name in folder.series]
    spread = spreads(folder, land)
    return [land[int(np.argmax(spread))]] if land else []


def spreads(folder: Folder, series: Sequence[str]) -> Sequence[float]:
    """Standard deviations of series at the end, over the rows."""
    told = ", ".join(f"coalesce(stddev_pop({quoted(name)}), 0.0)" for name in series)
    return folder.one(f"SELECT {told} FROM runs") if series else ()


def foreign(series: str) -> bool:
    """Whether a series is of a state's land that another holds."""
    kind, _, entity = series.partition("/")
    owner, _, holder = entity.partition("/")
    return kind == LAND and owner != holder


def over_time(folder: Folder) -> list[str]:
    """Series that were kept turn by turn."""
    if not folder.has("turns"):
        return []
    # A part has them all: every row of an ensemble keeps the same ones.
    found = folder.all(
        "SELECT DISTINCT measure, entity FROM turns WHERE row = (SELECT min(row) FROM turns) ORDER BY ALL"
    )
    return ["/".join(filter(None, names)) for names in found]


def named(folder: Folder, measures: Sequence[str]) -> list[str]:
    """The series that names stand for, a name being a series or a measure with all its series."""
    kept = over_time(folder)
    wanted = []
    for name in measures:
        whole = [series for series in kept if series.partition("/")[0] == name]
        wanted += whole or [known(name, [*kept, *{series.partition("/")[0] for series in kept}], "series over time")]
    return wanted


def fan(folder: Folder, series: str) -> Fan:
    """Quantiles of a series by turn, some turns at once so that no more is held than a query may."""
    measure, _, entity = series.partition("/")
    which = f"measure = {text(measure)} AND entity = {text(entity)}"
    turns = [row[0] for row in folder.all(f"SELECT DISTINCT turn FROM turns WHERE {which} ORDER BY turn")]
    step = max(AT_ONCE // folder.rows, 1)
    told: list[tuple[float, ...]] = []
    for first in range(0, len(turns), step):
        part = turns[first : first + step]
        found = folder.all(
            f"SELECT turn, quantile_cont(value, {list(LEVELS)}) FROM turns WHERE {which} "
            f"AND turn BETWEEN {part[0]} AND {part[-1]} GROUP BY turn ORDER BY turn"
        )
        told += [tuple(row[1]) for row in found]
    return Fan(series, tuple(turns), tuple(told))


def rest(folder: Folder) -> Rest:
    """How long wars go on before they first come to rest; censored where the campaign is over before that."""
    columns = set(folder.columns("runs"))
    first = [quoted(f"turn_{kind}") for kind in AT_REST if f"turn_{kind}" in columns]
    at = f"least({', '.join(first)})" if first else "NULL"
    told = folder.all(
        f"SELECT {at} AS turn, count(*), count_if(outcome IN ({', '.join(map(text, FIGHTING))})) "
        "FROM runs GROUP BY turn ORDER BY turn NULLS LAST"
    )
    ends = np.zeros(folder.turns + 1, dtype=int)
    gone = np.zeros(folder.turns + 1, dtype=int)
    again = 0
    for turn, rows, fighting in told:
        if turn is None:
            gone[-1] += rows
        else:
            ends[turn] += rows
            again += fighting or 0
    curve = product_limit(np.arange(folder.turns + 1.0), ends, gone)
    return Rest(curve, int(ends.sum()), int(gone.sum()), int(again))


def enough(folder: Folder, ends: Sequence[End]) -> Enough:
    """How the interval of the leading outcome shrank with the runs, and how many more would halve it."""
    first, second = ends[0], ends[1] if len(ends) > 1 else None
    runs = folder.runs
    sizes: list[tuple[int, float]] = []
    for part in sorted({max(runs >> k, 1) for k in range(HALVINGS + 1)}):
        sums = _first(folder, first.kind, part, runs)
        half = share(sums).half
        if half is not None and (part > 1 or runs == 1):
            sizes.append((part, half))
    whole = _first(folder, first.kind, runs, runs)
    worth = weight(whole, whole.mean * (1.0 - whole.mean))
    return Enough(first.kind, None if second is None else second.kind, _apart(first, second, worth), tuple(sizes),
                  _halved(whole.mean, worth, runs))  # fmt: skip


def _first(folder: Folder, kind: str, part: int, runs: int) -> Sums:
    """Sums of an outcome over the first so many runs."""
    where = "true"
    if part < runs:
        limit = folder.one("SELECT run FROM (SELECT DISTINCT run FROM runs) ORDER BY run LIMIT 1 OFFSET ?", part - 1)[0]
        where = f"run <= {limit}"
    return folder.sums([f"outcome = {text(kind)}"], where=where)[0]


def _apart(first: End, second: End | None, worth: float) -> bool:
    """Whether the first share is larger than the second for sure: the share of the first among the rows of both."""
    if second is None:
        return True
    both = first.share.value + second.share.value
    low = wilson(first.share.value / both, worth * both).low
    return low is not None and low > 0.5


def _halved(p: float, worth: float, runs: int) -> int | None:
    """Runs with which the half-width of a share's interval would be half of what it is."""
    now = wilson(p, worth).half
    if not now:
        return None
    few, many = 1.0, inf
    while many - few > 1e-3:  # the half-width falls as rows are added
        middle = 2.0 * few if many == inf else (few + many) / 2.0
        half = wilson(p, worth * middle).half
        few, many = (middle, many) if half is not None and half > now / 2.0 else (few, middle)
    return int(np.ceil(runs * many))
