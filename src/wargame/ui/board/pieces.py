"""Regions that several hold, drawn as pieces: cut where the line may run, each holder's piece as large as its share.

A view tells shares, not where within a region a line runs. It is drawn across the direction in which the holder's land
lies behind the region, and bends as the border with that land does; so pieces join up with the land of their holder.
Their sizes are right, for a cut is a straight one in a plane that is sheared along it, which leaves areas as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.axes import Array
from wargame.ui.board.land import BEHIND, SEA, THEATRE, Border, Land, Plot
from wargame.ui.board.scene import Scene
from wargame.ui.board.shapes import Rings, chords, cut, offset_of

WEAK = 0.25  # weight of a neighbour whose land a holder may only use, as against its own
REACH = 20.0  # km that a link of no length counts for
SLIVER = 0.04  # share of a region up to which a piece must adjoin its holder's land to be drawn
KNOTS = 25  # of the bend of a cut
SMOOTH = 0.16  # of a region's width: how far the bend is made smooth
BENT = 0.8  # of the bend of the border behind that a cut has
EDGE = 24  # edges into which a cut is divided, so that it can bend


@dataclass(frozen=True, eq=False)
class Piece:
    """A part of a region and who holds it; the whole region where one holds it all."""

    plot: Plot
    holder: str | None
    share: float
    rings: Rings


@dataclass(frozen=True, eq=False)
class Line:
    """Where the land of one holder meets that of another, `[M,2,2]` km, and in or between which regions."""

    one: str
    other: str
    regions: tuple[str, ...]
    strokes: Array
    towards: Array  # [2] from the one's land to the other's


@dataclass(frozen=True, eq=False)
class Cut:
    """A cut through a region: what lies beyond it is the holder's. `bend` is told at `knots` along it, km."""

    normal: Array
    knots: Array
    bend: Array
    holder: str
    offset: float = 0.0

    def straight(self, points: Array) -> Array:
        """Points in the plane in which the cut is straight."""
        return np.asarray(points - self._bent(points)[:, None] * self.normal)

    def curved(self, points: Array) -> Array:
        """Points of that plane where they really are."""
        return np.asarray(points + self._bent(points)[:, None] * self.normal)

    def _bent(self, points: Array) -> Array:
        return np.asarray(np.interp(points @ np.array([-self.normal[1], self.normal[0]]), self.knots, self.bend))


@dataclass(frozen=True, eq=False)
class Parts:
    """The land of a scene in pieces, and the lines between hostile holders."""

    pieces: tuple[Piece, ...]
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, land: Land, scene: Scene) -> "Parts":
        """Cut every region of the theatre that several hold, and join up the lines along borders."""
        pieces: dict[str, list[Piece]] = {}
        lines: list[Line] = []
        cuts: dict[str, list[Cut]] = {plot.id: [] for plot in land.plots}
        for plot in sorted(land.plots, key=lambda plot: -_least(plot, scene)):
            held = scene.shares.get(plot.id, {}) if plot.kind in (THEATRE, BEHIND) else {}
            shown = {s: x for s, x in held.items() if x > SLIVER or _joins(plot, s, cuts, land, scene)}
            pieces[plot.id], cuts[plot.id], met = _divided(plot, shown, land, scene)
            lines += met
        for border in land.borders:
            lines += _along(border, cuts, land, scene)
        return cls(tuple(piece for plot in land.plots for piece in pieces[plot.id]), tuple(lines))


def _least(plot: Plot, scene: Scene) -> float:
    """The smallest share of a region: those with slivers are cut last, when it is known what they adjoin."""
    return min(scene.shares.get(plot.id, {}).values(), default=1.0)


def _joins(plot: Plot, holder: str, cuts: Mapping[str, Sequence[Cut]], land: Land, scene: Scene) -> bool:
    """Whether the land of a holder comes up to a region: a sliver that would lie apart from it is told in figures."""
    for border in land.borders:
        if plot.id in (border.one, border.other):
            other = land.by_id[border.other if plot.id == border.one else border.one]
            if holder in _holder_at(border.line.mean(axis=1), other, cuts[other.id], scene):
                return True
    return False


def _divided(
    plot: Plot, held: Mapping[str, float], land: Land, scene: Scene
) -> tuple[list[Piece], list[Cut], list[Line]]:
    """A region in pieces: whoever holds the most keeps what the others' cuts leave."""
    if len(held) < 2:
        return [Piece(plot, next(iter(held), plot.state), 1.0, plot.rings)], [], []
    most, *others = held
    left, rest, pieces, cuts, lines = plot.rings, sum(held.values()), list[Piece](), list[Cut](), list[Line]()
    for holder in others:
        made, far, near, met = _cut(left, _blank(plot, holder, land, scene), held[holder] / rest)
        pieces.append(Piece(plot, holder, held[holder], far))
        cuts.append(made)
        if frozenset((most, holder)) in scene.wars:
            lines.append(Line(holder, most, (plot.id,), met, -made.normal))
        left, rest = near, rest - held[holder]
    return [Piece(plot, most, held[most], left), *pieces], cuts, lines


def _cut(rings: Rings, blank: Cut, share: float) -> tuple[Cut, Rings, Rings, Array]:
    """Rings cut so that a share of them lies beyond: the cut, what lies beyond and before, the line between them."""
    straight = tuple(blank.straight(_fine(ring)) for ring in rings)
    offset = offset_of(straight, blank.normal, share)
    far, near = cut(straight, blank.normal, offset)
    line = chords(straight, blank.normal, offset)
    made = Cut(blank.normal, blank.knots, blank.bend, blank.holder, offset)
    steps = np.linspace(0.0, 1.0, EDGE + 1)[None, :, None]
    bows = line[:, :1] + steps * (line[:, 1:] - line[:, :1])
    curved = made.curved(bows.reshape(-1, 2)).reshape(bows.shape)
    strokes = np.stack([curved[:, :-1], curved[:, 1:]], axis=2).reshape(-1, 2, 2)
    beyond, before = (tuple(made.curved(_fine(ring)) for ring in part) for part in (far, near))
    return made, beyond, before, strokes


def _fine(ring: Array) -> Array:
    """A ring with its long edges divided, so that they can bend."""
    after = np.roll(ring, -1, axis=0)
    long = np.hypot(*(after - ring).T)
    count = np.clip(np.ceil(long / max(float(long.sum()) / (6 * EDGE), 1e-9)), 1, EDGE).astype(np.int64)
    edge = np.repeat(np.arange(len(ring)), count)
    part = (np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)) / count[edge]
    return np.asarray(ring[edge] + part[:, None] * (after - ring)[edge])


def _blank(plot: Plot, holder: str, land: Land, scene: Scene) -> Cut:
    """The direction and the bend of a holder's cut through a region."""
    normal = direction(plot, holder, land, scene)
    points = np.concatenate(plot.rings)
    along = points @ np.array([-normal[1], normal[0]])
    knots = np.linspace(float(along.min()), float(along.max()), KNOTS)
    behind, weight = _border_behind(plot, holder, land, scene)
    if not len(behind):
        return Cut(normal, knots, np.zeros(KNOTS), holder)
    where, depth = behind @ np.array([-normal[1], normal[0]]), behind @ normal
    wide = SMOOTH * max(float(knots[-1] - knots[0]), 1e-9)
    near = weight * (np.exp(-0.5 * ((knots[:, None] - where) / wide) ** 2) + 1e-6)
    bend = (near * depth).sum(axis=1) / near.sum(axis=1)
    return Cut(normal, knots, BENT * (bend - bend.mean()), holder)


def _border_behind(plot: Plot, holder: str, land: Land, scene: Scene) -> tuple[Array, Array]:
    """Points of a region's border beyond which a holder's land lies, with the share of it that it holds."""
    points, weights = [np.zeros((0, 2))], [np.zeros(0)]
    for border in land.borders if not land.discs else ():
        if plot.id in (border.one, border.other):
            other = border.other if plot.id == border.one else border.one
            share = scene.shares.get(other, {}).get(holder, 0.0)
            if share > 0.3:
                points.append(border.line.mean(axis=1))
                weights.append(np.full(len(border.line), share))
    return np.concatenate(points), np.concatenate(weights)


def direction(plot: Plot, holder: str, land: Land, scene: Scene) -> Array:
    """Where the land of a holder lies, seen from a region: a unit vector."""
    pull = np.zeros(2)
    for other, link in scene.scenario.map[plot.id].items():
        if other in land.by_id and land.by_id[other].kind != SEA:
            away = np.array(land.by_id[other].at) - plot.at
            km = max(float(link.get("usable_km") or link.get("km") or 0.0), REACH)
            pull = pull + _claim(other, holder, scene) * km * away / max(float(np.hypot(*away)), 1e-9)
    size = float(np.hypot(*pull))
    if size < 1e-6:  # nothing tells: from the holder's capital
        pull = np.array(land.homes.get(holder, (plot.at[0] + 1.0, plot.at[1]))) - plot.at
        size = float(np.hypot(*pull))
    return np.asarray(pull / size) if size > 1e-6 else np.array([1.0, 0.0])


def _claim(region: str, holder: str, scene: Scene) -> float:
    """How far a neighbour is a holder's land, or lets it through."""
    there, friends = scene.shares.get(region, {}), scene.scenario.spec.transit.get(holder, ())
    return there.get(holder, 0.0) + WEAK * sum(there.get(friend, 0.0) for friend in friends)


def _holder_at(points: Array, plot: Plot, cuts: Sequence[Cut], scene: Scene) -> list[str | None]:
    """Who holds a region at some points of its border."""
    held = scene.shares.get(plot.id, {})
    whose: list[str | None] = [next(iter(held), plot.state)] * len(points)
    for one in reversed(cuts):
        beyond = one.straight(points) @ one.normal >= one.offset
        whose = [one.holder if far else who for far, who in zip(beyond, whose, strict=True)]
    return whose


def _along(border: Border, cuts: Mapping[str, Sequence[Cut]], land: Land, scene: Scene) -> Iterator[Line]:
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
