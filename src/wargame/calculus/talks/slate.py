"""A slate: what may be tabled on some worlds, and the terms of a package on each of them."""

from dataclasses import dataclass, replace
from typing import Any

from wargame.assumptions import fit
from wargame.axes import Array, Namespace, namespace, number
from wargame.board import Board
from wargame.calculus.deal import Case
from wargame.calculus.deal.case import of_rows
from wargame.calculus.talks.numbers import Talks
from wargame.calculus.talks.packages import (
    GUARANTEES,
    PACKAGES,
    RELIEF,
    TITLES,
    at_stake,
    bond_clauses,
    land_clauses,
    pair,
)
from wargame.terms import MILESTONES, Terms, in_library, none

HOLDS = float(MILESTONES.index("ceasefire holds"))
WATCHED = 1.0  # an armed mission
RUNGS = range(len(TITLES))


@dataclass(frozen=True)
class Slate:
    """What may be tabled in a quarrel, and who would stand by it."""

    case: Case
    blank: Terms  # of one row, in which nothing is agreed
    mediator: Array  # [R] seat, -1 none
    guarantors: tuple[int, int]  # seat that would protect each party, -1 none

    @property
    def xp(self) -> Namespace:
        """The array library."""
        return self.case.xp

    @property
    def runs(self) -> int:
        """R: how many worlds there are."""
        return int(self.case.odds.shape[0])

    def of_rows(self, index: Array) -> "Slate":
        """The slate of some worlds, in the order of the index."""
        return replace(self, case=of_rows(self.case, index), mediator=self.xp.take(self.mediator, index, axis=0))


def packages(case: Case, board: Board, mediator: int = -1, hosts: Array | None = None) -> Slate:
    """The packages of a war on some worlds, -1 for nobody; who mediates guarantees, and `hosts` `[R]` do not."""
    blank = in_library(none(board, case.parties), case.xp.asarray)
    who = 0.0 * case.odds[:, 0] + float(mediator) if hosts is None else hosts
    return Slate(case, blank, who, (mediator, mediator))


def terms_of(slate: Slate, chosen: Array, p: Talks) -> Terms:
    """The terms of one package on every world, `chosen` `[R]` by its place in `PACKAGES`."""
    xp, case = slate.xp, slate.case
    one, stake = 0.0 * case.odds[:, 0] + 1.0, at_stake(case)
    told = {"cease": one, "prisoners": one, "monitor": WATCHED * one, "mediator": slate.mediator + one}
    said: dict[str, Any] = {
        name: xp.broadcast_to(x, (slate.runs, *x.shape[1:]))
        for name, x in vars(slate.blank).items()
        if name != "quarrel"
    }
    said |= told | _on_rung([land_clauses(case, stake, k) for k in RUNGS], _rungs(xp, "land", chosen))
    said |= _on_rung([bond_clauses(case, k) for k in RUNGS], _rungs(xp, "bonds", chosen))
    share = xp.take(_pairs(xp, RELIEF), _rungs(xp, "relief", chosen), axis=0)
    said |= _relief_clauses(slate, share, p)
    safe = xp.take(_pairs(xp, GUARANTEES), _rungs(xp, "guarantee", chosen), axis=0)
    said["guarantee"] = _guarantees(slate, safe)
    return replace(slate.blank, **said)


def _rungs(xp: Namespace, ladder: str, chosen: Array) -> Array:
    """The rung on a ladder of the package that is chosen, `[R]`."""
    rungs = xp.asarray([getattr(package, ladder) for package in PACKAGES], dtype=xp.int64)
    return xp.take(rungs, chosen, axis=0)


def _pairs(xp: Namespace, ladder: tuple[float, ...]) -> Array:
    """What the two parties get by rung, `[rungs,Y]`."""
    return xp.asarray([pair(ladder, k) for k in range(len(ladder))], dtype=xp.float64)


def _on_rung(by_rung: list[dict[str, Array]], at: Array) -> dict[str, Array]:
    """Of the clauses by rung, those of the rung that each world is on."""
    return {name: _each_on_its_own([clauses[name] for clauses in by_rung], at) for name in by_rung[0]}


def _each_on_its_own(by_rung: list[Array], at: Array) -> Array:
    """Row r of the array that `at[r]` says."""
    xp, runs = namespace(at), by_rung[0].shape[0]
    return xp.take(xp.concat(by_rung, axis=0), at * runs + xp.arange(runs), axis=0)


def _relief_clauses(slate: Slate, share: Array, p: Talks) -> dict[str, Array]:
    """So much of every measure on each party is lifted, `share` `[R,Y]`, in one step once the ceasefire holds."""
    xp, case, blank = slate.xp, slate.case, slate.blank
    lifted = number(case.senders > 0.0) * share[:, :, None, None]  # [R,Y,Z,K]
    columns = [
        lifted[:, case.targets.index(t), :, :] if t in case.targets else 0.0 * lifted[:, 0, :, :]
        for t in range(blank.relief.shape[2])
    ]
    if not columns:
        return {}
    first = xp.stack(columns, axis=2)  # [R,Z,T,K]
    steps = [first, *[0.0 * first] * (blank.relief.shape[4] - 1)]
    any_ = number(xp.any(first > 0.0, axis=(1, 2, 3)))
    step = number(xp.arange(len(steps)) == 0)
    return {
        "relief": xp.stack(steps, axis=4),
        "relief_after": (fit(p.phase, 0) * any_)[:, None] * step,
        "relief_milestone": (HOLDS * any_)[:, None] * step,
        "snap_back": number(xp.any(first > 0.0, axis=(2, 3))),
    }


def _guarantees(slate: Slate, safe: Array) -> Array:
    """What guarantors owe each party, `[R,Z,Y]`."""
    xp = slate.xp
    seats = xp.arange(slate.blank.guarantee.shape[1])
    columns = [number(seats == who)[None, :] * safe[:, y, None] for y, who in enumerate(slate.guarantors)]
    return xp.stack(columns, axis=2)
