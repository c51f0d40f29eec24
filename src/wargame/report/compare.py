"""Two ensembles beside each other: tables for a terminal, plain data for machines, sentences between."""

from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from wargame.analysis.compare import Comparison
from wargame.report.ensemble import about, counted, figured, heading, points, remarks, shared, whole

SHOWN = 15  # measures in a table, unless they were asked for by name


def opening(found: Comparison) -> list[str]:
    """What is compared, and what to know of it first."""
    sides = (("First", found.first), ("Second", found.second))
    told = [f"{name}: {folder.path}: {heading(folder)}." for name, folder in sides]
    return [*told, *(f"{name}: {remark}" for name, folder in sides for remark in remarks(folder))]


def of_differences(found: Comparison) -> Table | None:
    """What differs between the two, or nothing where nothing does."""
    if not found.differences:
        return None
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("What differs", "first", "second"):
        shown.add_column(head, overflow="fold")
    for item in found.differences:
        shown.add_row(item.what, item.first, item.second)
    return shown


def pairing(found: Comparison) -> str:
    """Whether rows are compared in pairs, as a sentence."""
    if found.unpaired:
        return (
            f"Not paired: {found.unpaired}. Shares and means are compared as those of strangers, with the wider "
            "intervals of that (Newcombe's for shares, Welch's for means)."
        )
    left = [
        f"{counted(n, 'row')} of the {name}" for n, name in zip(found.left_out, ("first", "second"), strict=True) if n
    ]
    out = (
        f" {' and '.join(left)} {'has' if sum(found.left_out) == 1 else 'have'} no pair and are left out."
        if left
        else ""
    )
    return (
        f"{counted(found.pairs, 'pair')} of rows with the same luck.{out} Intervals are of the paired differences "
        "(Bonett and Price's for shares, Student's for means)."
    )


def of_outcomes(found: Comparison) -> Table:
    """How campaigns end in both, and what changed."""
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("At the end")
    heads = ["first", "second", "change, points"]
    heads += [] if found.unpaired else ["so in the first alone", "in the second alone"]
    for head in heads:
        shown.add_column(head, justify="right")
    for item in found.outcomes:
        counts = [] if found.unpaired else [str(item.only_first), str(item.only_second)]
        shown.add_row(item.kind, shared(item.first), shared(item.second), points(item.change), *counts)
    return shown


def of_measures(found: Comparison, most: int = SHOWN) -> Table:
    """Series at the end in both, those that changed most beside their spread between runs first."""
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("Mean at the end")
    for head in ("first", "second", "change, 95 % interval"):
        shown.add_column(head, justify="right", no_wrap=True)
    for item in found.leading[:most]:
        told = "the same" if not item.change.value and not item.size else figured(item.change, "+")
        shown.add_row(item.measure, figured(item.first), figured(item.second), told)
    return shown


def closing(found: Comparison, most: int = SHOWN) -> list[str]:
    """What the tables leave out."""
    told = []
    apart = sum(item.apart for item in found.measures)
    if len(found.measures) > len(found.leading[:most]):
        told.append(
            f"{apart} of {len(found.measures)} series change by more than their interval; shown is of each measure the "
            "one that changes most beside its spread between runs. --measure names others."
        )
    if apart and len(found.measures) > 1:
        told.append("Of measures that do not change at all, one in twenty would seem to.")
    if found.missing:
        told.append(
            f"{counted(found.missing, 'measure')} {'is' if found.missing == 1 else 'are'} told by one of the two alone."
        )
    return told


def data(found: Comparison) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "first": about(found.first),
        "second": about(found.second),
        "differences": [asdict(item) for item in found.differences],
        "paired": not found.unpaired,
        "why_not": found.unpaired or None,
        "pairs": found.pairs,
        "left_out": list(found.left_out),
        "outcomes": [
            {"kind": item.kind, "first": whole(item.first), "second": whole(item.second), "change": whole(item.change),
             "only_first": item.only_first, "only_second": item.only_second}
            for item in found.outcomes
        ],
        "measures": [
            {"measure": item.measure, "first": whole(item.first), "second": whole(item.second),
             "change": whole(item.change), "apart": item.apart}
            for item in found.measures
        ],
    }  # fmt: skip
