"""Sanctions on a target: what is forbidden by sector and sender, what it costs whom, and what goes round."""

from dataclasses import dataclass, field

import numpy as np

from wargame.explain import listed
from wargame.forum import SECTORS
from wargame.rules.forbidden import in_force
from wargame.rules.sanctions.leakage import leakage
from wargame.ui.kit import Column
from wargame.ui.looking import Looking
from wargame.ui.panels.facts import Facts, facts
from wargame.ui.panels.kept import Kept
from wargame.ui.panels.known import UNKNOWN, Known, percent

LEAST = 0.0005
SHORT = ("Fin.", "Energy", "Tech.", "Trade")  # sectors at the head of a table
MOST = 12  # rows of a table


@dataclass(frozen=True)
class Levels:
    """What is forbidden a target, and what of it goes round."""

    senders: list[list[str]]
    leaks: list[float]  # by sector
    routes: list[list[str]]
    costs: list[list[str]]


@dataclass
class SanctionPanel:
    """One target of sanctions, chosen among them."""

    target: int = 0
    explained: bool = False
    _known: Kept[Known] = field(default_factory=lambda: Kept(Known))
    _levels: Kept[Levels] = field(default_factory=lambda: Kept(_levels))

    def draw(self, column: Column, at: Looking) -> None:
        """Draw it."""
        f, known = at.scenario.board.forum, self._known.of(at)
        if not f.targets:
            column.heading("Sanctions")
            column.text("Nobody can be sanctioned here.")
            return
        self.target = column.choice("Sanctions on", [known.name(s) for s in f.targets], self.target)
        told, self.explained = facts(column, self.explained)
        _felt(told, known, self.target)
        found = self._levels.of(at, self.target)
        _in_force(told, found)
        _round(told, found)
        told.heading("What it costs those who impose them", "Share of output lost to one's own measures")
        if found.costs:
            column.table(("State", "Output lost"), found.costs, label="costs")
        else:
            column.text("Next to nothing so far.", muted=True)
        _apart(column, known)


def _felt(told: Facts, known: Known, t: int) -> None:
    told.heading("What they do")
    told.tell(
        "Pressure",
        percent(0.01 * (known.figure("pressure", t) or 0.0)),
        "Share of the target's output that they cost it",
    )
    told.tell(
        "Felt by its elite",
        percent(known.figure("elite_pressure", t)),
        "How hard they hit those who decide, 100 % at most",
    )
    told.tell(
        "Enforcement",
        percent(known.figure("enforced", t)),
        "Effort at closing the ways round the measures, 100 % at most",
    )


def _in_force(told: Facts, found: Levels) -> None:
    told.heading("In force, by sender", "Share of its dealings with the target that a sender forbids, by sector")
    if not found.senders:
        told.column.text("No measures are in force.", muted=True)
        return
    told.column.text(f"Share of dealings forbidden, in {listed(list(SECTORS))}.", muted=True)
    told.column.table(("Sender", *SHORT), found.senders, label="measures")


def _round(told: Facts, found: Levels) -> None:
    told.heading("What goes round", "Share of the dealings lost that third states take over")
    if not any(share >= LEAST for share in found.leaks):
        told.column.text("No ways round have been found yet.", muted=True)
        return
    for sector, share in zip(SECTORS, found.leaks, strict=True):
        told.tell(f"Leaks in {sector}", percent(share), "Share of what is lost in the sector that others make good")
    told.column.table(("Through", *SHORT), found.routes, label="routes")


def _apart(column: Column, known: Known) -> None:
    """Members that don't apply what their alliance decided."""
    at, f = known.at, known.board.forum
    share = np.asarray(at.view.defected)[0]
    told = []
    for a, s in zip(*np.nonzero(share >= 0.005), strict=True):
        whose = at.names[f.alliances[a]]
        told.append(f"{known.name(int(s))} leaves out {percent(float(share[a, s]))} of the measures of {whose}.")
    if told:
        column.heading("Not applied")
        for sentence in told:
            column.text(sentence)


def _levels(at: Looking, t: int) -> Levels:
    view, board = at.view, at.scenario.board
    known, f = Known(at), board.forum
    level = np.asarray(in_force(view.measures, board))[0, t]  # [K,Z]
    senders = np.flatnonzero((level >= LEAST).any(axis=0)).tolist()
    senders.sort(key=lambda z: -float(level[:, z].sum()))
    routed = np.asarray(view.routed)
    ways = [j for j, (_, to) in enumerate(f.routes) if to == t and (routed[0, j] >= LEAST).any()]
    ways.sort(key=lambda j: -float(routed[0, j].sum()))
    lost = np.asarray(view.blowback)[0]
    costs = [s for s in np.argsort(-lost, kind="stable").tolist() if lost[s] >= LEAST]
    return Levels(
        senders=[[_short(known, z), *(_cell(level[k, z]) for k in range(len(SECTORS)))] for z in senders],
        leaks=np.asarray(leakage(routed, board))[0, t].tolist() if f.routes else [0.0] * len(SECTORS),
        routes=[[_short(known, f.routes[j][0]), *(_cell(routed[0, j, k]) for k in range(len(SECTORS)))] for j in ways],
        costs=[[known.name(s), percent(float(lost[s]))] for s in costs[:MOST]],
    )


def _short(known: Known, seat: int) -> str:
    """A name where it fits beside four figures, else a code."""
    name = known.name(seat)
    return name if len(name) <= 10 else known.code(seat)


def _cell(share: float) -> str:
    return percent(float(round(share, 2))) if share >= 0.005 else UNKNOWN
