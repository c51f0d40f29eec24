"""What a state's staff counted before its orders of war: a table and sentences for people, plain data for machines."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from math import exp
from typing import Any

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.table import Table

from wargame.analysis.staff import Front, Staff
from wargame.assumptions import Leaf
from wargame.explain import amount, figure, men

HEADS = ("Region", "its men", "the enemy's, as it thinks", "supplied", "force ratio", "of all men wanted", "attacking")
FEW = 0.1  # thousand men who are worth a word
NOTHING = 0.0005  # shares below it are told as none


def table(staff: Staff, names: Mapping[str, str]) -> Table:
    """The fronts, those first where most men are wanted."""
    found = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in HEADS:
        found.add_column(head, justify="left" if head == HEADS[0] else "right")
    for front in _ordered(staff):
        found.add_row(names[front.region], *_figures(front))
    return found


def fronts(staff: Staff, names: Mapping[str, str]) -> Iterator[str]:
    """The same where a table finds no room: `Donetsk: 26 400 against 54 500, supplied to 98 %, ratio 0.17; ...`."""
    for front in _ordered(staff):
        mine, theirs, supplied, ratio, _, attacking = _figures(front)
        odds = "" if ratio == "-" else f", force ratio {ratio}"
        done = "gives it up" if front.leave > 0.0 else "holds" if attacking == "-" else f"{attacking} attack"
        yield f"{names[front.region]}: {mine} against {theirs}, supplied to {supplied}{odds}; {done}."


def _ordered(staff: Staff) -> list[Front]:
    return sorted(staff.fronts, key=lambda front: -front.wanted)


def _figures(front: Front) -> Iterator[str]:
    yield men(front.men)
    yield men(front.enemy)
    yield _part(round(front.supply, 2))
    yield "-" if front.odds is None else f"{front.odds:.2f}"
    yield _part(round(front.wanted, 3))
    yield "gives it up" if front.leave > 0.0 else _part(round(front.attack, 3)) if front.attack > NOTHING else "-"


def sentences(staff: Staff) -> Iterator[str]:
    """By which numbers it decides: when it attacks, whom it calls up, what it spends."""
    p = staff.numbers
    yield (
        f"It attacks with up to {_part(_mean(p.vigour))} of a force, half of that at a force ratio of "
        f"{exp(_mean(p.aggression)):.2f} and more above it; up to {_part(_mean(p.press))} keep up the pressure, half "
        f"of that at {exp(_mean(p.even)):.2f}."
    )
    bound = f"{figure(_mean(p.superiority))} times the enemy's"
    missing = f"{_part(_mean(p.build))} of the {men(staff.short)} men who are missing to {bound}"
    yield (
        f"Call-ups: {men(staff.fallen)} fallen are replaced, and "
        f"{missing if staff.short >= FEW else f'nobody is missing to {bound}'}; the country bears "
        f"{_part(staff.willing)} of that. That makes {men(staff.called)}, of {men(staff.allowed)} who may be called up."
    )
    yield (
        f"War spending: {_part(staff.peace)} of output in peace, {_part(staff.goal)} by what is at stake, "
        f"{_part(staff.spent)} now; it {_changes(staff.change)}."
    )


def _changes(change: float) -> str:
    if abs(change) < NOTHING:
        return "stays as it is"
    return f"{'rises' if change > 0.0 else 'falls'} by {figure(100.0 * abs(change))} points"


def _part(share: float) -> str:
    return amount(share, "share")


def _mean(number: Leaf) -> float:
    """A number as it is told: its mean, where it differs by run."""
    return float(np.mean(np.asarray(number)))


def data(staff: Staff | None) -> dict[str, Any] | None:
    """The same as plain data: men in thousands, shares from 0 to 1, odds as a force ratio."""
    if staff is None:
        return None
    told = {name: value for name, value in vars(staff).items() if name not in ("fronts", "numbers")}
    return {"fronts": [asdict(front) for front in staff.fronts], **told}
