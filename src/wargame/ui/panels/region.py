"""A region: who holds what of it, who stands in it, what it is worth, and what it is linked to."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from wargame.board import FAR
from wargame.explain import figure, men
from wargame.region import crossing
from wargame.ui.kit import Column
from wargame.ui.looking import Looking
from wargame.ui.panels.facts import Facts, facts, some
from wargame.ui.panels.kept import Kept
from wargame.ui.panels.known import Known, amount, change, percent

LEAST = 0.0005  # share of a region, thousand men
WAYS = {
    "land": "by land",
    "mixed": "by land and water",
    "river": "over a river",
    "isthmus": "over an isthmus",
    "strait-bridge": "over a strait, by a bridge",
    "strait": "over a strait",
    "sea": "by sea",
    "sea-link": "by sea",
    "offmap-link": "beyond the map",
}


@dataclass
class RegionPanel:
    """The region that is selected on the map."""

    selected: str | None = None  # its id
    explained: bool = False
    _known: Kept[Known] = field(default_factory=lambda: Kept(Known))

    def draw(self, column: Column, at: Looking) -> None:
        """Draw it; a link to a neighbour selects that."""
        known, b = self._known.of(at), at.scenario.board
        if self.selected not in b.regions:
            column.heading("Region")
            column.text("Select a region on the map to read about it.", muted=True)
            return
        region, n = self.selected, b.regions.index(self.selected)
        column.heading(at.names[region])
        told, self.explained = facts(column, self.explained)
        _place(told, known, region, n)
        _held(told, known, n)
        if n < b.contested:
            for h in range(b.holders):
                if b.holder[h, n] >= 0:
                    _side(told, known, h, n)
        _title(told, known, n)
        chosen = _links(column, known, region)
        if chosen is not None:
            self.selected = chosen


def _facts(known: Known, region: str) -> dict[str, Any]:
    found: dict[str, Any] = known.at.scenario.map.nodes[region]
    return found


def _place(told: Facts, known: Known, region: str, n: int) -> None:
    b, about = known.board, _facts(known, region)
    owner = int(b.sovereign[n])
    told.tell(
        "Belongs by law to",
        known.name(owner) if owner >= 0 else "nobody",
        "The state whose land it is by international law",
    )
    if b.area[n] > 1.0:
        told.tell("Area", f"{figure(float(round(b.area[n])))} km2", "Square kilometres")
    if b.population[n] > 0.0:
        told.tell("People", men(float(b.population[n])), "People who lived there before the war")
    terrain = str(about.get("terrain", "none"))
    if terrain != "none":
        told.tell("Terrain", terrain.replace("-", " and "), "It slows an attack down, and shelters those who defend")


def _held(told: Facts, known: Known, n: int) -> None:
    """Who holds how much: everyone sees the line."""
    at, b = known.at, known.board
    now = np.asarray(known.world.control)[0, :, n]
    before = np.asarray(at.worlds[at.turn - 1].control)[0, :, n] if at.turn else now
    told.heading("Held by")
    for h in range(b.holders):
        if b.holder[h, n] >= 0 and (now[h] >= LEAST or before[h] >= LEAST):
            moved = change(100.0 * float(now[h]), 100.0 * float(before[h]))
            told.tell(
                known.name(int(b.holder[h, n])),
                f"{percent(float(now[h]))}{moved}",
                "Share held; in brackets this turn's change",
            )


def _side(told: Facts, known: Known, h: int, n: int) -> None:
    """Those of one side who stand there: one's own as they are, an adversary's as estimated."""
    state, board = int(known.board.holder[h, n]), known.board
    own = known.figure("forces", h, n)
    if own is None:
        _enemy(told, known, h, n)
        return
    if own < LEAST and not known.world.control[0, h, n]:
        return
    told.heading(f"Forces of {known.name(state)}")
    told.tell("Men", men(own), "Under arms in the region, or on its border")
    told.tell("Field works", percent(known.figure("works", h, n)), "How far its men are dug in, 100 % at most")
    distance = known.figure("distance", h, n) or 0.0
    supply = "cut off" if distance > 0.5 * FAR else f"{figure(float(round(distance)))} km"
    told.tell("Supply", supply, "From the nearest depot, as by rail: the farther, the weaker an attack")
    garrison = known.figure("garrison", h, n) or 0.0
    if garrison >= LEAST:
        told.tell("Tied down", men(garrison), "Men held by the occupation of a people that resists")
    told.tell("Worth to it", amount(float(board.worth[h, n])), "What the region is worth to it; 1 is a great prize")


def _enemy(told: Facts, known: Known, h: int, n: int) -> None:
    """An adversary in a region, as the holders of the seat that looks estimate it."""
    view, b = known.at.view, known.board
    mine = [k for k in range(b.holders) if b.holder[k, n] == known.seat]
    state = int(b.holder[h, n])
    foe = (known.seat, state, "war") in b.pairs
    if not mine or not foe:
        return
    men_there, works = (float(np.asarray(x)[0, mine[0], n]) for x in (view.facing, view.facing_works))
    if men_there < LEAST:
        return
    rivals = sum((known.seat, int(b.holder[k, n]), "war") in b.pairs for k in range(b.holders))
    whose = known.name(state) if rivals == 1 else "all your foes"
    told.heading(f"Forces of {whose}")
    told.tell("Men", f"~{men(men_there)}", "As your staff estimates them; it may be a tenth or more off")
    told.tell("Field works", f"~{percent(min(works, 1.0))}", "As seen from above")


def _title(told: Facts, known: Known, n: int) -> None:
    """Who recognises what has been taken here."""
    b, view = known.board, known.at.view
    for t, target in enumerate(b.forum.targets):
        slots = [h for h in range(b.holders) if b.holder[h, n] == target]
        taken = any(known.world.control[0, h, n] >= 0.005 for h in slots) and int(b.sovereign[n]) != target
        if taken:
            who = [known.name(z) for z in np.flatnonzero(np.asarray(view.recognition)[0, t] > 0.5).tolist()]
            told.heading("Recognition")
            whom = some(who) if who else "nobody"
            told.column.text(f"What {known.name(target)} has taken is recognised as its own by {whom}.")


def _links(column: Column, known: Known, region: str) -> str | None:
    """Neighbours, each a link; returns the one that was pressed."""
    graph, view, b = known.at.scenario.map, known.at.view, known.board
    chosen = None
    column.heading("Linked to")
    for other in sorted(graph[region], key=lambda r: known.at.names[r]):
        link = graph.edges[region, other]
        if column.link(known.at.names[other], hint="Read about this region"):
            chosen = other
        parts = [WAYS.get(link["type"], str(link["type"]))]
        if link.get("km"):
            parts.append(f"{figure(float(link['km']))} km wide")
        if link.get("bridges"):
            span = float(np.asarray(view.spans)[0, b.bridges.index(crossing(region, other))])
            parts.append("bridges whole" if span > 0.995 else f"bridges {percent(span)} whole")
        column.text(", ".join(parts), muted=True)
    return chosen
