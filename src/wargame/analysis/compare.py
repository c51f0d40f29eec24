"""Comparison of two ensembles, by pairs of rows that share their luck where there are such, and otherwise without.

Rows are pairs if they are the same place of the same design and the same run of the same seed: then what differs
between them is what differs between the ensembles, and luck is not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, sqrt
from typing import Any

from wargame.analysis.folder import Folder, known, quoted, text
from wargame.analysis.intervals import (
    Estimate,
    Sums,
    mean,
    paired_shares,
    share,
    unpaired_means,
    unpaired_shares,
)
from wargame.explain import KINDS

FOLLOWS = ("design.digest", "design.seed", "design.runs", "scenario.seal")  # from what is told otherwise
LONGEST = 60  # characters of a value that are shown
TOGETHER = 16  # measures of one query: sums by run of more would take much room
PAIRS = "runs AS a JOIN others AS b ON a.point = b.point AND a.run = b.run"


@dataclass(frozen=True)
class OutcomeChange:
    """A kind of outcome in both, and the second share less the first."""

    kind: str
    first: Estimate
    second: Estimate
    change: Estimate
    only_first: int | None  # pairs that ended so in the first alone; None where nothing is paired
    only_second: int | None


@dataclass(frozen=True)
class MeasureChange:
    """A series at the end: its mean in both, and the second less the first."""

    measure: str
    first: Estimate
    second: Estimate
    change: Estimate
    size: float  # of the change, in standard deviations between the runs of the first

    @property
    def apart(self) -> bool:
        """Whether the change is told apart from none."""
        low, high = self.change.low, self.change.high
        return low is not None and high is not None and (low > 0.0 or high < 0.0)


@dataclass(frozen=True)
class Difference:
    """Something that two manifests tell differently."""

    what: str
    first: str
    second: str


@dataclass(frozen=True)
class Comparison:
    """What two ensembles differ in, and what came of it."""

    first: Folder
    second: Folder
    differences: tuple[Difference, ...]
    unpaired: str  # why rows are no pairs; empty where they are
    pairs: int
    left_out: tuple[int, int]  # rows of each that have no pair
    outcomes: tuple[OutcomeChange, ...]
    measures: tuple[MeasureChange, ...]  # by the size of the change, the largest first
    missing: int  # measures that only one of the two tells
    named: bool = False  # whether somebody asked for these

    @property
    def leading(self) -> tuple[MeasureChange, ...]:
        """Those asked for by name; else of every measure, where there are several alike, the series changed most."""
        first: dict[str, MeasureChange] = {}
        for item in self.measures:
            first.setdefault(item.measure.partition("/")[0], item)
        return self.measures if self.named else tuple(first.values())


def compare(first: Folder, second: Folder, measures: Sequence[str] = ()) -> Comparison:
    """Compare two ensembles; `measures` narrows what is told of the end to these series, or to measures with theirs."""
    shared = [name for name in first.series if name in set(second.series)]
    wanted = _named(measures, shared) if measures else shared
    missing = len(set(first.series) ^ set(second.series))
    why = unpaired(first, second)
    if not why:
        attached(first, second)
        pairs = int(first.one(f"SELECT count(*) FROM {PAIRS}")[0])
        if pairs:
            left = first.rows - pairs, second.rows - pairs
            return Comparison(first, second, differences(first, second), "", pairs, left, tuple(_outcomes(first)),
                              _ranked(_measures(first, wanted)), missing, bool(measures))  # fmt: skip
        why = "they have no run in common"
    return Comparison(first, second, differences(first, second), why, 0, (first.rows, second.rows),
                      tuple(_outcomes_apart(first, second)), _ranked(_measures_apart(first, second, wanted)),
                      missing, bool(measures))  # fmt: skip


def _named(names: Sequence[str], series: Sequence[str]) -> list[str]:
    wanted: list[str] = []
    for name in names:
        whole = [one for one in series if one.partition("/")[0] == name]
        wanted += whole or [known(name, [*series, *{one.partition("/")[0] for one in series}], "measure in both")]
    return list(dict.fromkeys(wanted))


def unpaired(first: Folder, second: Folder) -> str:
    """Why the rows of two ensembles are no pairs, or nothing where they are."""
    if first.scenario != second.scenario:
        return f"they play {first.scenario} and {second.scenario}"
    if first.seed != second.seed:
        return f"their seeds are {first.seed} and {second.seed}"
    if first.turns != second.turns:
        return f"they play {first.turns} and {second.turns} turns"
    if first.design != second.design or _ranges(first) != _ranges(second):
        return "their points are places of different designs"
    if first.design and not _same_points(first, second):
        return "the numbers of their points differ"
    return ""


def _ranges(folder: Folder) -> list[tuple[str, float, float]]:
    return [(item["path"], item["low"], item["high"]) for item in folder.manifest["design"].get("ranges", ())]


def _same_points(first: Folder, second: Folder) -> bool:
    """Whether the same place of the design stands for the same numbers, wherever both have a row."""
    attached(first, second)
    if not first.varied:
        return True
    other = " OR ".join(f"a.{quoted(path)} IS DISTINCT FROM b.{quoted(path)}" for path in first.varied)
    return not first.one(f"SELECT count(*) FROM {PAIRS} WHERE {other}")[0]


def attached(first: Folder, second: Folder) -> None:
    """Make the rows of the second known to the first as `others`."""
    parts = text(str(second.path / "runs" / "*.parquet"))
    first.all(f"CREATE OR REPLACE VIEW others AS SELECT * FROM read_parquet({parts})")


def differences(first: Folder, second: Folder) -> tuple[Difference, ...]:
    """What two manifests tell differently, but for what came of the blocks and where they lie."""
    found = []
    for what in dict.fromkeys([*first.manifest, *second.manifest]):
        if what not in ("blocks", "failures", "format", "block", "keep"):
            found += list(_differing(what, first.manifest.get(what), second.manifest.get(what)))
    return tuple(found)


def _differing(what: str, one: Any, other: Any) -> Iterator[Difference]:
    if one == other:
        return
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in dict.fromkeys([*one, *other]):
            if f"{what}.{key}" not in FOLLOWS:
                yield from _differing(f"{what}.{key}", one.get(key), other.get(key))
    elif isinstance(one, str) and isinstance(other, str) and "\n" in one + other:
        yield Difference(what, *_texts(one, other))
    else:
        yield Difference(what, _short(one), _short(other))


def _texts(one: str, other: str) -> tuple[str, str]:
    """Lines that one of two texts has alone: the first of them, and how many there are."""
    here, there = one.splitlines(), other.splitlines()
    found = []
    for mine, others in ((here, set(there)), (there, set(here))):
        alone = [line.strip() for line in mine if line not in others]
        more = f" (and {len(alone) - 1} lines more)" if len(alone) > 1 else ""
        found.append(_short(alone[0]) + more if alone else "the same lines in another order")
    return found[0], found[1]


def _short(value: Any) -> str:
    """A value as a table can show it."""
    told = "none" if value in (None, "", {}, []) else str(value)
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 3]}..."


# --- paired --------------------------------------------------------------------------------------------------------


def _outcomes(first: Folder) -> Iterator[OutcomeChange]:
    for kind in KINDS:
        one, other = f"(a.outcome = {text(kind)})::INT", f"(b.outcome = {text(kind)})::INT"
        before, after, change = first.sums([one, other, f"{other} - {one}"], PAIRS, "a.run")
        if before.x or after.x:
            gained, lost = first.one(f"SELECT count_if({other} > {one}), count_if({other} < {one}) FROM {PAIRS}")
            told = paired_shares(gained, lost, change)
            yield OutcomeChange(kind, share(before), share(after), told, int(lost), int(gained))


def _measures(first: Folder, names: Sequence[str]) -> Iterator[MeasureChange]:
    for start in range(0, len(names), TOGETHER):
        part = names[start : start + TOGETHER]
        sides = [(f"a.{quoted(name)}", f"b.{quoted(name)}") for name in part]
        figures = [figure for a, b in sides for figure in (a, b, f"{b} - {a}")]
        found = _centred(first, figures, PAIRS, "a.run")
        for name, before, after, change in zip(part, found[0::3], found[1::3], found[2::3], strict=True):
            yield _change(name, before, after, mean(change))


def _centred(folder: Folder, figures: Sequence[str], table: str = "runs", by: str = "run") -> list[Sums]:
    """Sums of figures about their first row, so that a spread is not lost beside a large level; means are whole."""
    about = folder.one(f"SELECT {', '.join(f'coalesce({figure}, 0.0)' for figure in figures)} FROM {table} LIMIT 1")
    found = folder.sums([f"{figure} - {at!r}::DOUBLE" for figure, at in zip(figures, about, strict=True)], table, by)
    return [replace(sums, level=at) for sums, at in zip(found, about, strict=True)]


def _change(name: str, first: Sums, second: Sums, change: Estimate) -> MeasureChange:
    spread = sqrt(first.variance * first.runs)
    size = 0.0 if not change.value else abs(change.value) / spread if spread else inf
    return MeasureChange(name, mean(first), mean(second), change, size)


def _ranked(changes: Iterator[MeasureChange]) -> tuple[MeasureChange, ...]:
    return tuple(sorted(changes, key=lambda change: (not change.apart, -change.size, change.measure)))


# --- unpaired ------------------------------------------------------------------------------------------------------


def _outcomes_apart(first: Folder, second: Folder) -> Iterator[OutcomeChange]:
    told = [f"outcome = {text(kind)}" for kind in KINDS]
    for kind, before, after in zip(KINDS, first.sums(told), second.sums(told), strict=True):
        if before.x or after.x:
            yield OutcomeChange(kind, share(before), share(after), unpaired_shares(before, after), None, None)


def _measures_apart(first: Folder, second: Folder, names: Sequence[str]) -> Iterator[MeasureChange]:
    for start in range(0, len(names), TOGETHER):
        part = [quoted(name) for name in names[start : start + TOGETHER]]
        both = zip(names[start:], _centred(first, part), _centred(second, part), strict=False)
        for name, before, after in both:
            yield _change(name, before, after, unpaired_means(before, after))
