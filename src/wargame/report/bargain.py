"""A bargaining range as tables for a terminal and as plain data for machines."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.table import Table

from wargame.analysis.bargain import Axis, Bargain, Found, Opened, Scored
from wargame.axes import Array
from wargame.explain import settling
from wargame.explain.judgement import signed
from wargame.scenario import Scenario
from wargame.terms import written

SHOWN = 6  # Pareto-best deals in the table
BEST = 4  # of the deals judged by play that are shown; data tells all
TOWARDS = ("relief", "guarantee")  # clauses that are told by the party they are for
STRENGTHS = ("enforcement", "aid", "energy")


def parties(found: Bargain, scenario: Scenario, names: Mapping[str, str] | None = None) -> list[str]:
    """The two parties, by the names that are shown or by id."""
    ids = [scenario.board.states[state] for state in found.quarrel]
    return [names[id] for id in ids] if names else ids


def sentences(found: Bargain, called: Sequence[str]) -> list[str]:
    """What the search of run 0 found, in words."""
    span, search = found.search.span, found.search
    told = [
        settling.taken(called, span.takes, span.both, search.grid, len(search.scored.mixes) - search.grid),
        settling.reach(called, span.exists, span.margin, span.spread),
        *settling.blocking(called, span.given, span.short, span.blocking),
    ]
    lever = found.runs[0].opened
    if lever is not None:
        told.append(settling.opened(called, lever.package.favours, _strengths(lever), lever.cost))
    elif not span.exists:
        told.append(settling.NO_LEVER)
    return told


def _strengths(lever: Opened) -> dict[str, float]:
    return {name: getattr(lever.package, name) for name in STRENGTHS}


def of_deals(found: Bargain, called: Sequence[str]) -> Table:
    """The deal at the centre beside the Nash-best one, or the closest where there is no range, clause by clause."""
    search, lever = found.search, found.runs[0].opened
    span, table = search.span, Table(box=SIMPLE_HEAD, pad_edge=False)
    heads = ["tabled" if found.offer else "ceasefire", "Nash-best" if span.exists else "closest"]
    row = span.closest if span.nash is None else span.nash
    centre = found.runs[0].centre
    columns = [_column(centre, 0), _column(search.scored, row)]
    if lever is not None:
        heads.append("with the levers")
        columns.append((lever.mix, np.array(lever.score), np.ones(2)))
    for head in ("", *heads):
        table.add_column(head)
    for e, axis in enumerate(search.lattice.axes):
        party = None if axis.party is None else called[axis.party]
        table.add_row(settling.axis(axis.kind, party), *(axis.levels[mix[e]].name for mix, _, _ in columns))
    for y, name in enumerate(called):
        said = (settling.answer(float(score[y]), float(odds[y])) for _, score, odds in columns)
        table.add_row(f"score of {name}", *said, style="bold")
    return table


def _column(scored: Scored, row: int) -> tuple[Array, Array, Array]:
    return scored.mixes[row], scored.score[row], scored.probability[row]


def of_pareto(found: Bargain, called: Sequence[str]) -> Table | None:
    """Some of the Pareto-best deals that both take, from the first party's best to the second's; none without any."""
    scored, span = found.search.scored, found.search.span
    if span.nash is None:
        return None
    rows = [row for row in span.pareto if scored.both[row]]
    some = [rows[i] for i in sorted({int(i) for i in np.linspace(0, len(rows) - 1, SHOWN).round()})]
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in called:
        table.add_column(name, justify="right")
    table.add_column("differs from the Nash-best in")
    for row in some:
        scores = (signed(float(x)) for x in scored.score[row])
        table.add_row(*scores, _apart(found.search.lattice.axes, scored.mixes[row], scored.mixes[span.nash], called))
    return table


def of_best(found: Bargain, called: Sequence[str]) -> Table | None:
    """The deals that come closest to both parties' consent, in closed form and by play; none if none was played."""
    scored, again, best = found.search.scored, found.again, found.search.best
    if again is None:
        return None
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in called:
        table.add_column(f"{name}\nin closed form", justify="right")
        table.add_column("\nby play", justify="right")
    table.add_column("\ndiffers from the first in")
    for place, row in enumerate(best[:BEST]):
        cells = [
            settling.answer(float(told.score[at, y]), float(told.probability[at, y]))
            for y in range(len(called))
            for told, at in ((scored, row), (again, place))
        ]
        table.add_row(*cells, _apart(found.search.lattice.axes, scored.mixes[row], scored.mixes[best[0]], called))
    return table


def _apart(axes: Sequence[Axis], mix: Array, nash: Array, called: Sequence[str]) -> str:
    told = [
        f"{settling.axis(axis.kind, None if axis.party is None else called[axis.party])}: {axis.levels[mix[e]].name}"
        for e, axis in enumerate(axes)
        if mix[e] != nash[e]
    ]
    return "; ".join(told) or "nothing"


def of_runs(found: Bargain, called: Sequence[str]) -> Table:
    """The range over all runs: how often there is one, and medians."""
    told, table = _many(found.runs, called), Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("runs with a range", settling.percent(told["exists"]))
    table.add_row("median share of deals that both take", settling.percent(told["both"]))
    table.add_row("median of the largest score that both reach", signed(told["margin"]))
    for name in called:
        table.add_row(f"{name}: median share of deals taken", settling.percent(told["takes"][name]))
        table.add_row(f"{name}: runs in which it is more often in the way", settling.percent(told["blocking"][name]))
    if told["exists"] < 1.0:
        table.add_row("runs in which levers open a range", settling.percent(sum(x["share"] for x in told["levers"])))
    return table


def _many(runs: Sequence[Found], called: Sequence[str]) -> dict[str, Any]:
    spans = [run.span for run in runs]
    opened = [run.opened for run in runs if run.opened is not None]

    def median(told: list[float]) -> float:
        return float(np.median(told))

    return {
        "exists": float(np.mean([span.exists for span in spans])),
        "both": median([span.both for span in spans]),
        "margin": median([span.margin for span in spans]),
        "takes": {name: median([span.takes[party] for span in spans]) for party, name in enumerate(called)},
        "spread": {name: median([span.spread[party] for span in spans]) for party, name in enumerate(called)},
        "blocking": {
            name: float(np.mean([span.blocking == party for span in spans])) for party, name in enumerate(called)
        },
        "probability": {
            name: median([float(run.centre.probability[0, party]) for run in runs]) for party, name in enumerate(called)
        },
        "levers": _packages(opened, called, len(runs)),
    }


def _packages(opened: Sequence[Opened], called: Sequence[str], runs: int) -> list[dict[str, Any]]:
    """The packages that open a range in some run, the cheapest first, with the share of all runs."""
    counted = Counter((lever.cost, lever.package) for lever in opened)
    return [
        {
            "favours": called[package.favours],
            **{name: getattr(package, name) for name in STRENGTHS},
            "cost": cost,
            "share": count / runs,
        }
        for (cost, package), count in sorted(counted.items(), key=lambda item: (item[0][0], item[0][1].favours))
    ]


def data(found: Bargain, scenario: Scenario) -> dict[str, Any]:
    """The range as plain data, run 0 in full."""
    search, ids = found.search, parties(found, scenario)
    span, scored, lever = search.span, search.scored, found.runs[0].opened
    return {
        "scenario": scenario.id,
        "turn": found.turn,
        "seed": found.seed,
        "runs": len(found.runs),
        "parties": ids,
        "axes": [
            {
                "clause": label(axis, ids),
                "levels": [level.name for level in axis.levels],
                "centre": axis.levels[axis.tabled].name,
            }
            for axis in (search.lattice.axes[e] for e in search.order)
        ],
        "grid": search.grid,
        "judged": len(scored.mixes),
        "range": {
            "exists": span.exists,
            "takes": _by(ids, span.takes),
            "both": span.both,
            "given": _by(ids, span.given),
            "short": _by(ids, span.short),
            "margin": span.margin,
            "spread": _by(ids, span.spread),
            "blocking": None if span.blocking is None else ids[span.blocking],
        },
        "centre": {"tabled": found.offer is not None, **_deal(found, scenario, found.runs[0].centre, 0, True)},
        "nash": None if span.nash is None else _deal(found, scenario, scored, span.nash, True),
        "closest": _deal(found, scenario, scored, span.closest, True),
        "pareto": [_deal(found, scenario, scored, row) for row in span.pareto],
        "best": [_deal(found, scenario, scored, row) for row in search.best],
        "best_by_play": None
        if found.again is None
        else [_deal(found, scenario, found.again, row) for row in range(len(found.again.mixes))],
        "lever": None
        if lever is None
        else {
            "favours": ids[lever.package.favours],
            **_strengths(lever),
            "cost": lever.cost,
            "levels": _levels(found, lever.mix, ids),
            "scores": _by(ids, lever.score),
        },
        "assumptions": {
            item.name: {"value": getattr(found.levers, item.name), **item.metadata} for item in fields(found.levers)
        },
        "over_runs": _many(found.runs, ids),
    }


def label(axis: Axis, ids: Sequence[str]) -> str:
    """An axis by its clause and party: `recognise by UKR`."""
    if axis.party is None:
        return axis.kind
    return f"{axis.kind} {'to' if axis.kind in TOWARDS else 'by'} {ids[axis.party]}"


def _by(ids: Sequence[str], pair: Sequence[float | None]) -> dict[str, float | None]:
    return dict(zip(ids, pair, strict=True))


def _levels(found: Bargain, mix: Array, ids: Sequence[str]) -> dict[str, str]:
    return {label(axis, ids): axis.levels[mix[e]].name for e, axis in enumerate(found.search.lattice.axes)}


def _deal(found: Bargain, scenario: Scenario, scored: Scored, row: int, whole: bool = False) -> dict[str, Any]:
    """A deal by the levels of its clauses, and what the parties make of it; with its terms where they are asked for."""
    ids, mix = parties(found, scenario), scored.mixes[row]
    told: dict[str, Any] = {
        "levels": _levels(found, mix, ids),
        "scores": _by(ids, [float(x) for x in scored.score[row]]),
        "probability": _by(ids, [float(x) for x in scored.probability[row]]),
        "both": bool(scored.both[row]),
    }
    return told | ({"terms": written(found.search.lattice.deals(mix[None, :]), scenario.board)} if whole else {})
