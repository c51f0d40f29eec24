"""One picture of the board: land and lines first, at twice the size where it is to be fine; then words and signs.

The rim and the legend stay where they are while the camera moves, and are drawn once for many pictures.
"""

from dataclasses import dataclass

import pygame

from wargame.ui.board.camera import Camera
from wargame.ui.board.canvas import Canvas, Written
from wargame.ui.board.land import Land
from wargame.ui.board.layers import chips, counters, flows, fronts, ground, labels, legend, marks, spans, zones
from wargame.ui.board.layers.flows import Arrow
from wargame.ui.board.look import Look
from wargame.ui.board.modes import Mode
from wargame.ui.board.pieces import Parts
from wargame.ui.board.rim import Chip, around, inner
from wargame.ui.board.scene import Scene

LAYERS = ("legend", "zones", "fronts", "marks", "counters", "spans", "aid", "gas", "measures")


@dataclass(frozen=True)
class Frame:
    """Where the board lies in its window: its size, the chips of its rim, and the room they leave."""

    size: tuple[int, int]
    scale: float  # of the look
    rim: tuple[Chip, ...]
    room: pygame.Rect

    @classmethod
    def of(cls, land: Land, look: Look, size: tuple[int, int]) -> "Frame":
        """Lay out the rim of a board of a size."""
        whole = pygame.Rect(0, 0, *size)
        rim = around(land, look, whole)
        return cls(size, look.scale, rim, inner(whole, rim, look))

    def fits(self, size: tuple[int, int], look: Look) -> bool:
        """Whether it was laid out for a size and a look."""
        return self.size == size and self.scale == look.scale

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The room as left, top, width and height."""
        return self.room.left, self.room.top, self.room.width, self.room.height

    def chip(self, seat: str) -> Chip | None:
        """The chip of a seat, if it has one."""
        return next((chip for chip in self.rim if chip.seat == seat), None)


@dataclass(frozen=True)
class Edging:
    """The rim and the legend: what they look like, where they stand, the words on them."""

    surface: pygame.Surface
    texts: tuple[Written, ...]
    taken: tuple[pygame.Rect, ...]

    def put(self, canvas: Canvas) -> None:
        """Put them on a picture, on which nothing else may stand there."""
        for rect in self.taken:
            canvas.surface.blit(self.surface, rect, rect)
        canvas.texts += self.texts
        canvas.taken += self.taken


@dataclass(frozen=True)
class Painter:
    """All that a picture is made from."""

    land: Land
    scene: Scene
    parts: Parts
    frame: Frame
    camera: Camera
    look: Look
    mode: Mode
    layers: frozenset[str]

    def edging(self) -> Edging:
        """The rim and the legend."""
        surface = pygame.Surface(self.frame.size, pygame.SRCALPHA)
        canvas = Canvas(surface, self.camera, self.look, self.frame.room)
        chips.draw(canvas, self.land, self.scene, self.mode, self.frame.rim)
        if "legend" in self.layers:
            legend.draw(canvas, self.land, self.scene, self.mode, self.layers)
        return Edging(surface, tuple(canvas.texts), tuple(canvas.taken))

    def picture(self, edging: Edging, fine: bool) -> tuple[pygame.Surface, list[Written]]:
        """The picture, and the words on it."""
        surface = pygame.Surface(self.frame.size)
        canvas = Canvas(surface, self.camera, self.look, self.frame.room)
        if fine:
            double = canvas.twice()
            arrows = self._lines(double)
            pygame.transform.smoothscale(double.surface, self.frame.size, surface)
        else:
            arrows = self._lines(canvas)
        self._words(canvas, edging, arrows)
        return surface, canvas.texts

    def _lines(self, canvas: Canvas) -> list[Arrow]:
        """All that has no words."""
        land, scene = self.land, self.scene
        ground.paint(canvas, land, scene, self.parts, self.mode)
        if "zones" in self.layers:
            zones.draw(canvas, land, scene)
        ground.borders(canvas, land)
        if "fronts" in self.layers:
            fronts.draw(canvas, land, scene, self.parts)
        if "spans" in self.layers:
            spans.draw(canvas, land, scene)
        kinds = [kind for kind in ("aid", "gas", "measures") if kind in self.layers]
        return [arrow for kind in kinds for arrow in flows.draw(canvas, scene, kind, self._door)]

    def _words(self, canvas: Canvas, edging: Edging, arrows: list[Arrow]) -> None:
        """All that must not lie over one another, the most important first."""
        land, scene, mode = self.land, self.scene, self.mode
        edging.put(canvas)
        legend.scale(canvas, land)
        marks.capitals(canvas, land, scene)
        if "counters" in self.layers:
            counters.draw(canvas, land, scene, self.parts)
        if "marks" in self.layers:
            marks.draw(canvas, land, scene, frozenset(chip.seat for chip in self.frame.rim))
        if "spans" in self.layers:
            spans.letter(canvas, land, scene)
        labels.draw(canvas, land, scene, mode)
        flows.letter(canvas, arrows)

    def _door(self, seat: str) -> tuple[float, float] | None:
        """Where arrows to and from a seat end: at its chip, else at its capital or the edge before it."""
        chip = self.frame.chip(seat)
        if chip is not None:
            return chip.door
        home = self.land.homes.get(seat)
        return marks.clamped(self.camera.spot(home), self.frame.room) if home is not None else None
