"""What levers came to: one table of all areas and levels, and plain data for machines."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.table import Table

from wargame.analysis.levers import MOVED, Effect, Held, Levers, Row, meant

MOST = 8  # interactions that are shown


def table(found: Levers) -> Table:
    """A section an area: action, expected outcome, measured effects, cost, cohesion, escalation, and the offer."""
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("Area: action, expected outcome, and what is measured", min_width=50)
    for head in ("as set", *(f"{level}: change" for level in MOVED)):
        shown.add_column(head, justify="right", no_wrap=True)
    for level in MOVED:
        shown.add_column(f"{level}: held", max_width=14)
    for area in found.plan.areas:
        _section(shown, found, [row for row in found.rows if row.area == area])
    return shown


def _section(shown: Table, found: Levers, rows: Sequence[Row]) -> None:
    """An area: its rows are at its levels."""
    first, told, expected = rows[0], found.plan.spec, dict[str, list[Held]]()
    for k, one in enumerate(first.expects):
        for name in meant(one.measure, first.effect):
            expected[name] = [row.expects[k] for row in rows]
    shown.add_section()
    shown.add_row(f"{first.area}: {first.action}", style="bold")
    shown.add_row(f"expected: {first.expected}", "", "", "", *(row.held for row in rows))
    groups = (
        ("effect", list(expected)),
        ("cost to the senders", told.cost),
        ("cohesion", told.cohesion),
        ("escalation", told.escalation),
        ("the offer is taken, %", offers(found)),
    )
    for group, names in groups:
        shown.add_row(f"  {group}", style="italic")
        for name in names:
            changes = [interval(row.effect[name]) for row in rows]
            held = expected[name] if group == "effect" else []
            named = name_of(found, name) + (f" ({held[0].goes})" if held else "")
            shown.add_row(f"    {named}", figure(found.as_set[name].mean), *changes, *(one.held for one in held))


def offers(found: Levers) -> list[str]:
    """The measures of the offer, once where its own turn is the last one."""
    which = "offer_last" if found.plan.at_last else "offer"
    return [name for name in found.as_set if name.startswith(which)]


def name_of(found: Levers, measure: str) -> str:
    """What a measure is called, with its unit."""
    told = found.plan.spec.measures.get(measure)
    if told is not None:
        return told.name if told.unit in ("0..1", "count", "rung") else f"{told.name}, {told.unit}"
    which, _, party = measure.partition("/")
    turn = found.plan.turns[which == "offer_last"]
    return f"turn {turn}: {party or 'both'}"


def figure(x: float) -> str:
    """A number to three figures."""
    return f"{x:.{max(0, min(4, 2 - int(np.floor(np.log10(abs(x))))))}f}" if abs(x) > 1e-4 else "0"


def interval(effect: Effect) -> str:
    """A change with its interval, to the digits that the interval bears."""
    if effect.mean == effect.low == effect.high == 0.0:
        return "none"
    if nothing(effect):
        return "~0"
    places = digits(max(effect.high - effect.low, abs(effect.mean) / 100.0))
    return f"{effect.mean:+.{places}f} [{effect.low:+.{places}f}, {effect.high:+.{places}f}]"


def nothing(effect: Effect) -> bool:
    """Whether a change and its interval are too small to be written down."""
    return max(abs(effect.low), abs(effect.high)) < 5e-5


def digits(wide: float) -> int:
    """Decimal places that show a width to two figures, at most five."""
    return int(min(max(1.0 - np.floor(np.log10(max(wide, 1e-9))), 0.0), 5.0))


def mains(found: Levers) -> Table:
    """Main effects: an area at a level, in the mean over all levels of the others."""
    names = [name for name in found.as_set if name in found.plan.spec.measures or name in offers(found)]
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("Main effects over all packages")
    for row in found.rows:
        shown.add_column(f"{row.area}\n{row.level}", justify="right")
    for name in names:
        shown.add_row(name_of(found, name), *(short(row.main[name]) for row in found.rows))
    return shown


def short(effect: Effect) -> str:
    """A change and half the width of its interval; a point where there is none."""
    half = (effect.high - effect.low) / 2.0
    places = digits(max(half, abs(effect.mean) / 100.0))
    return "." if nothing(effect) else f"{effect.mean:+.{places}f} ±{half:.{places}f}"


def interactions(found: Levers) -> list[str]:
    """The strongest interactions as sentences."""
    return [
        f"{one.areas[0]} {one.levels[0]} with {one.areas[1]} {one.levels[1]}: "
        f"{name_of(found, one.measure)} {interval(one.effect)}"
        for one in found.interactions[:MOST]
    ]


def data(found: Levers) -> dict[str, Any]:
    """The same as plain data."""
    spec = found.plan.spec
    return {
        "scenario": found.scenario,
        "seed": found.seed,
        "runs": found.runs,
        "packages": found.packages,
        "offer": {"title": found.plan.offer.title, "turns": list(found.plan.turns)},
        "columns": {"cost": spec.cost, "cohesion": spec.cohesion, "escalation": spec.escalation},
        "measures": {name: _measure(found, name) for name in found.as_set},
        "rows": [_row(row) for row in found.rows],
        "interactions": [asdict(one) for one in found.interactions[:MOST]],
    }


def _measure(found: Levers, name: str) -> dict[str, Any]:
    told = found.plan.spec.measures.get(name)
    unit = told.unit if told else "%"
    return {
        "name": name_of(found, name),
        "unit": unit,
        "as_set": asdict(found.as_set[name]),
        "spread": found.spread[name],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "area": row.area,
        "action": row.action,
        "level": row.level,
        "expected": row.expected,
        "effect": _effects(row.effect.items()),
        "main": _effects(row.main.items()),
        "cost": _effects(row.cost.items()),
        "expects": [asdict(one) for one in row.expects],
        "held": row.held,
    }


def _effects(told: Iterable[tuple[str, Effect]]) -> dict[str, dict[str, float]]:
    return {name: asdict(effect) for name, effect in told}


def summary(found: Levers) -> str:
    """How often what was expected held, as a sentence."""
    counts: Sequence[str] = [one.held for row in found.rows for one in row.expects]
    kinds = ", ".join(f"{kind} {counts.count(kind)}" for kind in dict.fromkeys(counts))
    return f"{found.packages} packages, {found.runs} paired runs of seed {found.seed}; expectations held: {kinds}."
