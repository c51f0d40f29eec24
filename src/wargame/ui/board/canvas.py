"""What layers draw on: the plane through a camera onto a surface, at the size of the screen or at twice that."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pygame

from wargame.axes import Array
from wargame.ui.board.camera import Camera
from wargame.ui.board.look import INK, RGB, Fill, Look
from wargame.ui.board.shapes import Rings, box, strokes

GAPS = {"dots": 9.0, "lines": 9.0, "dense": 5.0, "cross": 7.0}  # between strokes, in the design's pixels
FAR_OUT = 20_000  # pixels: as far as pygame's polygons go without harm


@dataclass
class Written:
    """Words on the screen: what they say and where they stand."""

    words: str
    rect: pygame.Rect


@dataclass
class Canvas:
    """A surface, the camera and the look, and where words stand already."""

    surface: pygame.Surface
    camera: Camera
    look: Look
    room: pygame.Rect  # inside the rim
    factor: int = 1  # 2 where the picture is drawn at twice the size, to be made smooth
    texts: list[Written] = field(default_factory=list)
    taken: list[pygame.Rect] = field(default_factory=list)

    def twice(self) -> "Canvas":
        """The same view at twice the size, on a surface of its own."""
        wide, high = self.surface.get_size()
        camera = replace(self.camera, left=2 * self.camera.left, top=2 * self.camera.top, scale=2 * self.camera.scale)
        return replace(self, surface=pygame.Surface((2 * wide, 2 * high)), camera=camera, factor=2)

    def px(self, size: float) -> int:
        """A length of the design in pixels of this surface."""
        return max(1, round(size * self.look.scale * self.factor))

    # areas

    def on_screen(self, rings: Rings) -> list[Array]:
        """Outlines in pixels of this surface; none where they lie outside."""
        found = [np.clip(self.camera.screen(ring), -FAR_OUT, FAR_OUT) for ring in rings]
        wide, high = self.surface.get_size()
        return [
            ring
            for ring in found
            if ring[:, 0].max() >= 0 and ring[:, 1].max() >= 0 and ring[:, 0].min() <= wide and ring[:, 1].min() <= high
        ]

    def area(self, rings: Rings, fill: Fill) -> None:
        """Fill outlines with a colour, and with the texture that goes with it."""
        shown = self.on_screen(rings)
        for ring in shown:
            pygame.draw.polygon(self.surface, fill.colour, ring.tolist())
        if shown and fill.texture != "none":
            self.texture(shown, fill)

    def texture(self, shown: Sequence[Array], fill: Fill) -> None:
        """Strokes or dots inside outlines in pixels; they move with the land."""
        gap = float(self.px(GAPS[fill.texture]))
        home = self.camera.screen(np.zeros(2))
        west, north, east, south = box(shown)
        wide, high = self.surface.get_size()
        view = (max(west, 0) - home[0], max(north, 0) - home[1], min(east, wide) - home[0], min(south, high) - home[1])
        moved = [ring - home for ring in shown]
        if fill.texture == "dots":
            self._dots(strokes(moved, 0.0, gap, view) + home, gap, fill.stroke, home)
            return
        for slant in (fill.slant, fill.slant + 90) if fill.texture == "cross" else (fill.slant,):
            for a, b in (strokes(moved, slant, gap, view) + home).tolist():
                self.stroke(a, b, fill.stroke)

    def _dots(self, rows: Array, gap: float, colour: RGB, home: Array) -> None:
        side = self.px(1.6)
        wide, _ = self.surface.get_size()
        for (left, top), (right, _) in rows.tolist():
            shift = gap / 2 if round((top - home[1]) / gap) % 2 else 0.0
            first = home[0] + shift + gap * np.ceil((max(left, 0.0) - home[0] - shift) / gap)
            for x in np.arange(first, min(right, wide), gap).tolist():
                self.surface.fill(colour, (round(x), round(top), side, side))

    # lines

    def stroke(self, a: Sequence[float], b: Sequence[float], colour: RGB, width: float = 1.0) -> None:
        """A stroke between two points in pixels."""
        thick = self.px(width)
        if self.factor == 1 and thick == 1:
            pygame.draw.aaline(self.surface, colour, a, b)
        else:
            pygame.draw.line(self.surface, colour, a, b, thick)

    def outline(self, rings: Rings, colour: RGB, width: float = 1.0) -> None:
        """The outlines of a region."""
        thick = self.px(width)
        for ring in self.on_screen(rings):
            points = ring.tolist()
            if self.factor == 1 and thick == 1:
                pygame.draw.aalines(self.surface, colour, True, points)
            else:
                pygame.draw.lines(self.surface, colour, True, points, thick)

    def trace(self, pieces: Array, colour: RGB, width: float) -> None:
        """Pieces of a line on the plane `[M,2,2]`, rounded where they meet."""
        thick = self.px(width)
        for a, b in self.camera.screen(pieces).tolist():
            if self._seen(a, b):
                pygame.draw.line(self.surface, colour, a, b, thick)
                if thick > 2:
                    pygame.draw.circle(self.surface, colour, a, thick / 2)
                    pygame.draw.circle(self.surface, colour, b, thick / 2)

    def _seen(self, a: Sequence[float], b: Sequence[float]) -> bool:
        wide, high = self.surface.get_size()
        return max(a[0], b[0]) >= 0 and max(a[1], b[1]) >= 0 and min(a[0], b[0]) <= wide and min(a[1], b[1]) <= high

    # words

    def size(self, words: str, size: float = 12, bold: bool = False) -> tuple[int, int]:
        """How much room words take."""
        return self.look.size(words, size, bold)

    def write(
        self,
        words: str,
        at: tuple[float, float],
        size: float = 12,
        bold: bool = False,
        colour: RGB = INK,
        halo: RGB | None = None,
        anchor: str = "topleft",
    ) -> pygame.Rect:
        """Set words with a corner or their middle at a point; returns where they stand."""
        picture = self.look.words(words, size, bold, colour, halo)
        rect = picture.get_rect(**{anchor: (round(at[0]), round(at[1]))})
        self.surface.blit(picture, rect)
        self.texts.append(Written(words, rect))
        return rect

    def free(self, rect: pygame.Rect, room: pygame.Rect | None = None) -> bool:
        """Whether nothing stands yet where something is to stand."""
        return (room or self.room).contains(rect) and rect.collidelist(self.taken) < 0

    def take(self, rect: pygame.Rect) -> None:
        """Let nothing else stand there."""
        self.taken.append(rect)
