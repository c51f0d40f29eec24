"""A summary of an ensemble: tables for a terminal, plain data for machines, sentences between."""

from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from wargame.analysis.refusals import Party
from wargame.analysis.summary import LEVELS, Fan, Summary
from wargame.explain import KINDS
from wargame.report.ensemble import about, counted, heading, remarks, shared, whole
from wargame.report.levers import digits
from wargame.report.tables import percent

SHOWN = 9  # turns of a fan in a table
REASONS = 3


def opening(found: Summary) -> list[str]:
    """What was summed up, and what to know of it first."""
    return [f"{heading(found.folder)}.", *remarks(found.folder)]


def of_ends(found: Summary) -> Table:
    """How campaigns end."""
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("At the end")
    shown.add_column("")
    shown.add_column("rows", justify="right")
    shown.add_column("share, 95 % interval", justify="right", no_wrap=True)
    for end in found.ends:
        shown.add_row(end.kind, KINDS[end.kind], str(end.rows), shared(end.share))
    return shown


def intervals(found: Summary) -> str:
    """How the intervals of shares are made."""
    if found.folder.runs == found.folder.rows:
        return "Intervals of shares are Wilson's, 95 %."
    return (
        "Intervals of shares are Wilson's, 95 %, for as many rows as the runs are worth: "
        "rows of one run share their luck."
    )


def enough(found: Summary) -> list[str]:
    """Whether there are runs enough, in sentences."""
    told = found.enough
    sizes = ", ".join(f"{n} ±{100 * half:.1f}" for n, half in told.sizes)
    first = f"Is N enough? Half the interval of '{told.kind}' by runs, in points: {sizes}."
    lead = (
        "It is the only outcome." if told.second is None
        else f"It is told apart from '{told.second}'." if told.apart
        else f"It is not told apart from '{told.second}': play more runs before you say which is the more frequent."
    )  # fmt: skip
    more = "" if told.halved is None else f" To halve it, play {told.halved} runs."
    return [first, lead + more]


def of_fan(fan: Fan) -> Table:
    """Quantiles of a series at some turns."""
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("turn", justify="right")
    for level in LEVELS:
        shown.add_column("median" if level == 0.5 else f"{100 * level:g} %", justify="right")
    places = _places(fan)
    count = len(fan.turns)
    for k in sorted({round(i * (count - 1) / max(SHOWN - 1, 1)) for i in range(SHOWN)}) if count else ():
        shown.add_row(str(fan.turns[k]), *(f"{x:.{places}f}" for x in fan.quantiles[k]))
    return shown


def _places(fan: Fan) -> int:
    """Decimal places that show the width of a fan, the same in every row."""
    wide = max((row[-1] - row[0] for row in fan.quantiles), default=0.0)
    return digits(wide or max((abs(row[0]) for row in fan.quantiles), default=0.0) / 10.0)


def rest(found: Summary) -> list[str]:
    """Time to the first ceasefire, in sentences."""
    told, turns = found.rest, found.folder.turns
    rows = told.came + told.censored
    median = told.curve.median
    half = f"half of them by turn {median:g}" if median is not None else "fewer than half of them by the end"
    standing = told.curve.after(float(turns))
    assert standing is not None
    left, low, high = standing
    lines = [
        f"Time to the first ceasefire, armistice or peace: {told.came} of {rows} rows come to one, {half}; "
        f"{told.censored} are watched to turn {turns} without and count as censored.",
        f"Still without one after turn {turns}: {percent(left)} [{100 * low:.1f}, {100 * high:.1f}] "
        "(Kaplan-Meier, Greenwood's interval on the scale of log(-log), 95 %).",
    ]
    if found.folder.runs < found.folder.rows:
        lines.append("Rows of one run share their luck, which makes that interval too narrow.")
    if told.again:
        lines.append(f"Of those that came to rest, {told.again} are at war again at the end.")
    return lines


def of_refusals(found: Summary) -> Table | None:
    """What each party answered and why not, or nothing where nobody was asked."""
    if found.refusals is None or not found.refusals.parties:
        return None
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("Asked")
    for head in ("answers", "accept, 95 % interval", "refuse", "counter", "no answer"):
        shown.add_column(head, justify="right", no_wrap=True)
    shown.add_column("what weighed heaviest against, share of what was not taken")
    for party in found.refusals.parties:
        shares = [percent(party.answers[name] / party.asked) for name in ("refuse", "counter", "none")]
        shown.add_row(party.party, str(party.asked), shared(party.taken), *shares, reasons(party))
    return shown


def reasons(party: Party) -> str:
    """The leading reasons of a party, with what it barred outright."""
    told = [f"{reason.factor} {percent(reason.share)}" for reason in party.reasons[:REASONS] if reason.share]
    no = party.asked - party.answers["accept"]
    barred = [f"barred by a veto {percent(party.barred / no)}"] if party.barred and no else []
    if told or barred:
        return ", ".join([*told, *barred])
    return "everything was taken" if not no else "no ledger on record" if not party.reasons else "no factor below 0"


def offers(found: Summary) -> str:
    """What was tabled and signed, as a sentence."""
    told = found.refusals
    if told is None:
        return "Offers were not kept: what was refused and why can't be told."
    if not told.offers:
        return "No offer was tabled in any row."
    return (
        f"Offers: {told.offers} tabled in {counted(told.runs_with, 'row')}, {told.signed} signed. "
        "Who tables an offer is not asked; a factor weighs heaviest against where it is the most negative one."
    )


def data(found: Summary) -> dict[str, Any]:
    """The same as plain data."""
    curve, told = found.rest.curve, found.refusals
    return {
        **about(found.folder),
        "outcomes": [
            {"kind": end.kind, "rows": end.rows, "share": whole(end.share), "interval": "wilson"} for end in found.ends
        ],
        "series": {
            fan.series: {"turns": list(fan.turns), "levels": list(LEVELS),
                         "quantiles": [list(row) for row in fan.quantiles]}
            for fan in found.fans
        },
        "time_to_ceasefire": {
            "turns": list(curve.months), "without": list(curve.standing), "low": list(curve.low),
            "high": list(curve.high), "at_risk": list(curve.at_risk), "median": curve.median, "came": found.rest.came,
            "censored": found.rest.censored, "again_at_war": found.rest.again,
        },
        "offers": None if told is None else {
            "tabled": told.offers, "signed": told.signed, "rows": told.runs_with,
            "parties": [_party(party) for party in told.parties],
        },
        "enough": {
            "kind": found.enough.kind, "second": found.enough.second, "apart": found.enough.apart,
            "half_width": [{"runs": n, "half": half} for n, half in found.enough.sizes],
            "runs_to_halve": found.enough.halved,
        },
    }  # fmt: skip


def _party(party: Party) -> dict[str, Any]:
    return {
        "party": party.party,
        "asked": party.asked,
        "answers": dict(party.answers),
        "taken": whole(party.taken),
        "barred": party.barred,
        "reasons": [asdict(reason) for reason in party.reasons],
    }
