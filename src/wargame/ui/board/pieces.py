"""Regions that several hold, drawn as pieces: cut where the line may run, each holder's piece as large as its share.

A view tells shares, not where within a region a line runs. It is drawn across the direction in which the holders'
land lies behind the region; so pieces join up with the land of their holder, and sizes are right.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from wargame.axes import Array
from wargame.ui.board.land import BEHIND, THEATRE, Border, Land, Plot
from wargame.ui.board.scene import Scene
from wargame.ui.board.shapes import Rings, chords, cut, offset_of

WEAK = 0.25  # weight of a neighbour whose land a holder may only use, as against its own
REACH = 0.2  # weight of a neighbour by a link of no length


@dataclass(frozen=True, eq=False)
class Piece:
    """A part of a region and who holds it; the whole region where one holds it all."""

    plot: Plot
    holder: str | None
    share: float
    rings: Rings


@dataclass(frozen=True, eq=False)
class Line:
    """Where the land of one holder meets that of another, `[M,2,2]` km; `region` is where, or both sides' regions."""

    one: str
    other: str
    regions: tuple[str, ...]
    strokes: Array
    towards: Array  # [2] from the one's land to the other's


@dataclass(frozen=True, eq=False)
class Cut:
    """A cut through a region: what lies beyond the line is the holder's."""

    normal: Array
    offset: float
    holder: str


@dataclass(frozen=True, eq=False)
class Parts:
    """The land of a scene in pieces, and the lines between hostile holders."""

    pieces: tuple[Piece, ...]
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, land: Land, scene: Scene) -> "Parts":
        """Cut every region of the theatre that several hold, and join up the lines along borders."""
        pieces: list[Piece] = []
        lines: list[Line] = []
        cuts: dict[str, list[Cut]] = {}
        for plot in land.plots:
            held = scene.shares.get(plot.id, {}) if plot.kind in (THEATRE, BEHIND) else {}
            made, cuts[plot.id], met = _cut(plot, held, land, scene)
            pieces += made
            lines += met
        for border in land.borders:
            lines += _along(border, cuts, land, scene)
        return cls(tuple(pieces), tuple(lines))


def _cut(plot: Plot, held: Mapping[str, float], land: Land, scene: Scene) -> tuple[list[Piece], list[Cut], list[Line]]:
    """A region in pieces: whoever holds the most keeps what the others' cuts leave."""
    if len(held) < 2:
        return [Piece(plot, next(iter(held), plot.state), 1.0, plot.rings)], [], []
    most, *others = held
    left, rest, pieces, cuts, lines = plot.rings, sum(held.values()), list[Piece](), list[Cut](), list[Line]()
    for holder in others:
        normal = _direction(plot, holder, held, land, scene)
        offset = offset_of(left, normal, held[holder] / rest)
        far, near = cut(left, normal, offset)
        pieces.append(Piece(plot, holder, held[holder], far))
        cuts.append(Cut(normal, offset, holder))
        if frozenset((most, holder)) in scene.wars:
            lines.append(Line(holder, most, (plot.id,), chords(left, normal, offset), -normal))
        left, rest = near, rest - held[holder]
    return [Piece(plot, most, held[most], left), *pieces], cuts, lines


def _direction(plot: Plot, holder: str, held: Mapping[str, float], land: Land, scene: Scene) -> Array:
    """Where the land of a holder lies, seen from a region, against that of the others: a unit vector."""
    pull = np.zeros(2)
    for other, link in scene.scenario.map[plot.id].items():
        if other in land.by_id and land.by_id[other].kind != "sea":
            away = np.array(land.by_id[other].at) - plot.at
            km = max(float(link.get("usable_km") or link.get("km") or 0.0), REACH * 100.0)
            pull = pull + _claim(other, holder, held, scene) * km * away / max(float(np.hypot(*away)), 1e-9)
    size = float(np.hypot(*pull))
    if size < 1e-6:  # nothing tells: from the holder's capital
        pull = np.array(land.homes.get(holder, (plot.at[0] + 1.0, plot.at[1]))) - plot.at
        size = float(np.hypot(*pull))
    return np.asarray(pull / size) if size > 1e-6 else np.array([1.0, 0.0])


def _claim(region: str, holder: str, held: Mapping[str, float], scene: Scene) -> float:
    """How far a neighbour is a holder's land, or lets it through, against how far it is that of the others."""
    there = scene.shares.get(region, {})
    transit = scene.scenario.spec.transit
    mine = there.get(holder, 0.0) + WEAK * sum(there.get(friend, 0.0) for friend in transit.get(holder, ()))
    others = [other for other in held if other != holder]
    theirs = sum(there.get(other, 0.0) for other in others)
    theirs += WEAK * sum(there.get(friend, 0.0) for other in others for friend in transit.get(other, ()))
    return mine - theirs


def _holder_at(points: Array, plot: Plot, cuts: list[Cut], scene: Scene) -> list[str | None]:
    """Who holds a region at some points of its border."""
    held = scene.shares.get(plot.id, {})
    whose: list[str | None] = [next(iter(held), plot.state)] * len(points)
    for one in reversed(cuts):
        beyond = points @ one.normal >= one.offset
        whose = [one.holder if far else who for far, who in zip(beyond, whose, strict=True)]
    return whose


def _along(border: Border, cuts: Mapping[str, list[Cut]], land: Land, scene: Scene) -> Iterator[Line]:
    """The parts of a border on whose two sides enemies stand."""
    one, other = land.by_id[border.one], land.by_id[border.other]
    middles = border.line.mean(axis=1)
    here = _holder_at(middles, one, cuts[one.id], scene)
    there = _holder_at(middles, other, cuts[other.id], scene)
    found: dict[tuple[str, str], list[int]] = {}
    for edge, (a, b) in enumerate(zip(here, there, strict=True)):
        if a is not None and b is not None and frozenset((a, b)) in scene.wars:
            found.setdefault((a, b), []).append(edge)
    for (a, b), edges in sorted(found.items()):
        away = np.array(other.at) - one.at
        yield Line(a, b, (one.id, other.id), border.line[edges], np.asarray(away / max(float(np.hypot(*away)), 1e-9)))
