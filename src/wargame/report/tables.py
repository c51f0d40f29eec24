"""Tables of the end state: for a terminal with rich, for machines as plain data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from wargame.analysis.hindcast import Hindcast
from wargame.analysis.vetoes import Held
from wargame.assumptions import Assumption
from wargame.explain import alliances_table, figure, outcome, regions_table, states_table, targets_table
from wargame.scenario import Scenario
from wargame.world import World


@dataclass(frozen=True)
class EndState:
    """How a campaign stands: outcome, states that fought, contested regions, alliances, targets of measures."""

    date: str
    kind: str
    since: str
    states: list[dict[str, Any]]
    regions: list[dict[str, Any]]
    alliances: list[dict[str, Any]]
    targets: list[dict[str, Any]]

    def data(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self)


def end_state(worlds: Sequence[World], scenario: Scenario, names: Mapping[str, str], row: int = 0) -> EndState:
    """The end state of a campaign, from all its worlds."""
    last, result = worlds[-1], outcome(worlds, scenario.dates, row)
    return EndState(
        date=scenario.dates[last.turn],
        kind=result.kind,
        since=result.since,
        states=states_table(last, names, row),
        regions=regions_table(last, scenario, names, row),
        alliances=alliances_table(last, names, row),
        targets=targets_table(last, names, row),
    )


def percent(share: float) -> str:
    """A share as people read it: `18.0 %`, and never a whole that is not quite one."""
    shown = f"{100.0 * share:.1f}"
    edge = (shown == "100.0" and share < 0.9999) or (shown == "0.0" and share > 0.0001)
    return (">99.9 %" if share > 0.5 else "<0.1 %") if edge else f"{shown} %"


def of_states(rows: Iterable[Mapping[str, Any]]) -> Table:
    """States that fought."""
    table = _table("", ["State"], ["own land", "men", "losses", "output", "support", "weariness"])
    for row in rows:
        counts = (figure(row["men"]), figure(row["losses"]))
        table.add_row(
            row["state"],
            percent(row["territory"]),
            *counts,
            f"{row['output']:.2f}",
            percent(row["support"]),
            percent(row["weariness"]),
        )
    return table


def of_regions(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> Table:
    """Regions not held by their own state alone, with the share of every holder."""
    rows = list(rows)
    holders = sorted(
        {state for row in rows for state in row["shares"]}, key=lambda s: (-sum(s in row["shares"] for row in rows), s)
    )
    table = _table("", ["Region", "belongs to"], [names[state] for state in holders])
    for row in rows:
        held = [percent(row["shares"][state]) if state in row["shares"] else "-" for state in holders]
        table.add_row(row["region"], names[row["of"]], *held)
    return table


def of_alliances(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Alliances: members, cohesion, motions adopted, held up by a member, fallen, troops forward."""
    table = _table("", ["Alliance"], ["members", "cohesion", "adopted", "held up", "fallen", "men forward"])
    for row in rows:
        counts = (str(row[name]) for name in ("adopted", "held_up", "failed"))
        forward = figure(float(round(row["flank"], -2))) if row["flank"] else "-"
        table.add_row(row["alliance"], str(row["members"]), f"{row['cohesion']:.2f}", *counts, forward)
    return table


def of_targets(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Targets of measures: output lost, pressure on those who decide, isolation, standing, rung, incidents."""
    table = _table("", ["Target"], ["output lost", "pressure at the top", "isolation", "standing", "rung", "incidents"])
    for row in rows:
        shares = (percent(row[name]) for name in ("elite_pressure", "isolation", "standing"))
        rung = "-" if row["rung"] is None else f"{row['rung']:.0f}"
        table.add_row(row["state"], percent(row["pressure"] / 100.0), *shares, rung, str(row["incidents"]))
    return table


def of_assumptions(rows: Iterable[Assumption], title: str = "", sourced: bool = True) -> Table:
    """The register of assumptions; the number itself is never cut, and a narrow page leaves the sources out."""
    rows = list(rows)
    table = _table(title, ["path"], ["value"], ["unit", "range", *(["source"] if sourced else []), "confidence"])
    table.columns[0].no_wrap = table.columns[1].no_wrap = True
    table.columns[0].min_width, table.columns[1].min_width = 12, max([5, *(len(f"{row.value:g}") for row in rows)])
    for row in rows:
        told = "" if row.low is None or row.high is None else f"{row.low:g} to {row.high:g}"
        source = [row.source] if sourced else []
        table.add_row(row.path, f"{row.value:g}", row.unit, told, *source, row.confidence)
    return table


def _table(title: str, words: Sequence[str], figures: Sequence[str], more: Sequence[str] = ()) -> Table:
    table = Table(title=title or None, title_justify="left", title_style="bold", header_style="bold", box=SIMPLE_HEAD)
    for name in words:
        table.add_column(name)
    for name in figures:
        table.add_column(name, justify="right")
    for name in more:
        table.add_column(name)
    return table


def of_hindcast(found: Hindcast) -> Table:
    """Medians and bands of a hindcast beside history, at the dates that tell it."""
    table = _table(f"{found.runs} runs: median, 5 % to 95 %, (observed)", [""], [date[:7] for date in found.story])
    for line in found.lines:
        turns = [line.dates.index(date) for date in found.story]
        cells = [_beside(line.unit, line.low[t], line.median[t], line.high[t], line.observed[t]) for t in turns]
        table.add_row(line.name if line.play == found.lines[0].play else f"{line.name} ({line.play})", *cells)
    return table


def _beside(unit: str, low: float, median: float, high: float, seen: float) -> str:
    """A cell: median, band, and what was observed in brackets."""
    if unit == "men":
        known = "" if seen != seen else f"\n({seen / 1000:.0f}k)"
        return f"{median / 1000:.0f}k\n{low / 1000:.0f} to {high / 1000:.0f}{known}"
    places = 2 if max(abs(low), abs(high)) < 10.0 else 0
    known = "" if seen != seen else f"\n({seen:.{places}f})"
    return f"{median:.{places}f}\n{low:.{places}f}-{high:.{places}f}{known}"


def of_vetoes(held: Held) -> Table:
    """Who held packages up, and how often, beside history."""
    table = _table(f"Packages held up, {held.play}", ["held up by"], ["times a run", "(observed)"])
    for state in dict.fromkeys((*held.by, *held.seen)):
        table.add_row(state, f"{held.by.get(state, 0.0):.2f}", f"({held.seen.get(state, 0)})")
    return table


def vetoes_told(held: Held) -> str:
    """How many packages were held up and for how long, as a sentence."""
    days = ", ".join(f"{value:.0f}" for value in held.seen_days)
    low, median, high = held.days
    return (
        f"Of the packages of {held.alliance}, {100 * held.share:.0f} % were held up, for {median:.0f} days in median "
        f"({low:.0f} to {high:.0f}); observed: {len(held.seen_days)} times, for {days} days."
    )


def of_checks(found: Hindcast) -> Table:
    """The tests that history puts."""
    table = _table("Tests", ["Test", "asked", "found", "holds"], [])
    for check in found.checks:
        table.add_row(check.name, check.asked, check.found, "yes" if check.holds else "NO")
    return table
