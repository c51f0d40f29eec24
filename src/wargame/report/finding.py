"""What an answer hangs on: tables for a terminal, and plain data for machines."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from wargame.analysis.finding import REASONS, Finding
from wargame.analysis.settings import DRAWN

HEADS = {
    "long-term control": "long-term\ncontrol",
    "overextension": "over-\nextension",
    "commitment": "commit-\nment",
    "sanctions": "sanc-\ntions",
    "leverage": "lever-\nage",
    "standing": "stand-\ning",
    "alliances": "alli-\nances",
}  # of columns, in two lines where a word is long


def of_settings(found: Finding, party: int) -> Table:
    """Under every setting, how often a party does not take the offer, and its reasons then."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("Setting", no_wrap=True)
    for head in ("not\ntaken", "leans\nto no", "\nscore", *(HEADS.get(name, f"\n{name}") for name in REASONS)):
        table.add_column(head, justify="right", no_wrap=True)
    for line in found.lines:
        told = [whole(line.refused[party]), whole(line.leaning[party]), f"{line.score[party]:+.3f}"]
        shares = (line.reasons[party][name] for name in REASONS)
        table.add_row(line.name, *told, *(whole(share) if share else "-" for share in shares))
    return table


def whole(share: float) -> str:
    """A share in whole percent, and never none or all that is not quite so."""
    shown = f"{100.0 * share:.0f} %"
    return {"0 %": "<1 %", "100 %": ">99 %"}.get(shown, shown) if 0.0 < share < 1.0 else shown


def of_pulls(found: Finding, names: Mapping[str, str]) -> Table:
    """The numbers that move each party's score most, by rank correlation over the draws."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for party in found.parties:
        table.add_column(names[party])
        table.add_column("", justify="right")
    for row in zip(*found.pulls, strict=True):
        table.add_row(*(cell for pull in row for cell in (pull.path, f"{pull.correlation:+.2f}")))
    return table


LEVERS = {"enforcement": "measures enforced", "aid": "arms aid", "energy": "energy security"}


def of_levers(found: Finding, names: Mapping[str, str]) -> Table:
    """How often the parties take the offer with levers pulled, each at full strength."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(f"Levers pulled for {names[found.levers[0].favours]}", no_wrap=True)
    for head in (*(f"{names[party]} takes it" for party in found.parties), "both"):
        table.add_column(head, justify="right")
    for line in found.levers:
        which = ", ".join(LEVERS[name] for name in line.levers) or "none"
        table.add_row(which, *(whole(share) for share in line.taken), whole(line.both))
    return table


def closing(found: Finding, names: Mapping[str, str]) -> list[str]:
    """What to know beside the tables."""
    parties = [names[party] for party in found.parties]
    beside = [
        f"{item.title}: " + ", ".join(f"{p} takes it in {whole(s)}" for p, s in zip(parties, item.taken, strict=True))
        for item in found.beside
    ]
    same = "exchanges their ledgers, bit for bit" if found.neutral else "does NOT exchange their ledgers"
    return [
        *(f"{told} of the runs." for told in beside),
        f"Exchanging the two parties' data {same}.",
        f"{DRAWN.capitalize()}: {found.numbers} numbers within their ranges, a draw a run.",
    ]


def data(found: Finding) -> dict[str, Any]:
    """A finding as plain data."""
    return asdict(found)
