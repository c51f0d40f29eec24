"""How long deals last: tables for a terminal, and plain data for machines."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from wargame.analysis.durability import ALL, BETWEEN, IMPOSED, Durability, Line
from wargame.analysis.lives import AGAIN, OUT, REPLACED, STANDING
from wargame.analysis.survival import Rate, Ratio
from wargame.report.finding import whole

AFTER = (6, 12, 24, 48, 120)  # months after which it is told how much still stands
MOST = 4  # of them
HEADS = {AGAIN: "taken up\nagain", STANDING: "still\nstanding"}  # in two lines


def months(found: Durability) -> list[int]:
    """The months after which the table tells what still stands: no more than anything was watched for."""
    longest = max((line.curve.watched for line in found.lines), default=0.0)
    return [month for month in AFTER if month <= longest][:MOST]


def of_lines(found: Durability, names: Mapping[str, str]) -> Table:
    """Deals by kind: how they ended, how often a month, and what share still stood after so many months, with 95 %
    intervals; columns of what never happened are left out.
    """
    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("Deals", no_wrap=True)
    ends = [AGAIN, *(end for end in (OUT, REPLACED) if any(line.ends[end] for line in found.lines)), STANDING]
    snapped = any(line.recalled for line in found.lines)
    compared = any(line.ratio for line in found.lines)
    heads = ["\nnumber", *(HEADS.get(end, f"\n{end}") for end in ends), "breaches\nfound"]
    heads += ["measures\nback"] * snapped + ["ends a\nmonth, %"]
    heads += [f"after {month}\nmonths, %" for month in months(found)] + ["ratio to\nthe first"] * compared
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    for line in shown(found):
        counts = [line.deals, *(line.ends[end] for end in ends), line.found, *([line.recalled] * snapped)]
        shares = [share(line.curve.after(month)) for month in months(found)] if line.deals else []
        row = [*map(str, counts), monthly(line.hazard), *shares, *([times(line.ratio)] * compared)]
        table.add_row(named(line, names), *(row if line.deals else ["0"]))
    return table


def shown(found: Durability) -> list[Line]:
    """The lines worth showing: a section of one kind says what the line of all deals says."""
    sections = [line.section for line in found.lines]
    return [line for line in found.lines if line.section in (ALL, IMPOSED) or sections.count(line.section) > 1]


def named(line: Line, names: Mapping[str, str]) -> str:
    """What a line is called."""
    if line.section == BETWEEN:
        return f"between {' and '.join(names.get(party, party) for party in line.name.split('-'))}"
    return line.name if line.section == IMPOSED else f"{line.section}: {line.name}".removesuffix(": ")


def monthly(hazard: Rate) -> str:
    """A hazard in percent a month."""
    if hazard.monthly is None or hazard.low is None or hazard.high is None:
        return "-"
    return f"{100.0 * hazard.monthly:.1f} [{100.0 * hazard.low:.1f}, {100.0 * hazard.high:.1f}]"


def share(told: tuple[float, float, float] | None) -> str:
    """A share in percent with its interval."""
    return "-" if told is None else f"{100.0 * told[0]:.0f} [{100.0 * told[1]:.0f}, {100.0 * told[2]:.0f}]"


def times(ratio: Ratio | None) -> str:
    """A ratio of hazards with its interval."""
    if ratio is None:
        return "1"
    if ratio.value is None:
        return "-"
    return f"{ratio.value:.2f} [{ratio.low:.2f}, {ratio.high:.2f}]"


def of_rests(found: Durability) -> Table:
    """For every way of being at rest, how often a month the war was taken up again."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("While at rest as", "months at risk", "taken up again", "a month, %"):
        table.add_column(head, justify="left" if head.startswith("While") else "right", no_wrap=True)
    for rest in found.rests:
        table.add_row(rest.name, f"{rest.hazard.months:.0f}", str(rest.hazard.ends), monthly(rest.hazard))
    return table


def opening(found: Durability) -> str:
    """What was played, as a sentence."""
    deals = "deals as they came about" if found.signed is None else f"the same war with each deal, turn {found.signed}"
    return f"{found.scenario}: {deals}; {found.runs} runs of {found.turns} turns, seed {found.seed}"


def closing(found: Durability) -> list[str]:
    """What to know beside the tables."""
    if found.signed is None:
        had = f"{whole(found.runs_with / found.runs)} of the runs had a deal."
    else:
        had = f"Everyone was made to sign in turn {found.signed}; who would have signed is another question."
    return [
        had,
        "Months count from the turn in which a deal came into force; what stood at the end counts until then.",
        "Behind every share, hazard and ratio of hazards stands its 95 % interval.",
        "A share of runs follows from these assumptions; it is no forecast.",
    ]


def data(found: Durability) -> dict[str, Any]:
    """The same as plain data."""
    return asdict(found)


def sections(found: Durability) -> list[Sequence[Line]]:
    """The lines by section, those worth showing."""
    kept = shown(found)
    return [[line for line in kept if line.section == name] for name in dict.fromkeys(line.section for line in kept)]
