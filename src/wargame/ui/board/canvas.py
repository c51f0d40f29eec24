"""What layers draw on: the plane through a camera onto a surface, at the size of the screen or at twice that."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pygame

from wargame.axes import Array
from wargame.ui.board.camera import Camera, Frame
from wargame.ui.board.look import INK, RGB, Fill, Look
from wargame.ui.board.shapes import Rings, beyond, box, strokes

GAPS = {"dots": 11.0, "rows": 8.0, "lines": 9.0, "dense": 5.0, "cross": 7.0}  # between strokes, in the design's pixels
OUT = 16.0  # pixels outside the picture, beyond which outlines are cut off


@dataclass
class Written:
    """Words on the screen: what they say and where their letters stand, no more than the ink."""

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
    shown: dict[int, list[Array]] = field(default_factory=dict)  # outlines on this surface, each worked out once

    def twice(self) -> "Canvas":
        """The same view at twice the size, on a surface of its own."""
        wide, high = self.surface.get_size()
        camera = replace(self.camera, left=2 * self.camera.left, top=2 * self.camera.top, scale=2 * self.camera.scale)
        return replace(self, surface=pygame.Surface((2 * wide, 2 * high)), camera=camera, factor=2, shown={})

    def px(self, size: float) -> int:
        """A length of the design in pixels of this surface."""
        return max(1, round(size * self.look.scale * self.factor))

    # areas

    def shows(self, box: Frame) -> bool:
        """Whether any of a box on the plane is in the picture."""
        (left, bottom), (right, top) = self.camera.spot(box[:2]), self.camera.spot(box[2:])
        wide, high = self.surface.get_size()
        return right >= 0 and bottom >= 0 and left <= wide and top <= high

    def on_screen(self, rings: Rings) -> list[Array]:
        """Outlines in pixels of this surface; none where they are out of the picture."""
        if id(rings) not in self.shown:
            wide, high = self.surface.get_size()
            placed = [self.camera.screen(ring) for ring in rings]
            self.shown[id(rings)] = [part for points in placed if len(part := _clipped(points, wide, high)) > 2]
        return self.shown[id(rings)]

    def area(self, rings: Rings, fill: Fill) -> None:
        """Fill outlines with a colour, and with the texture that goes with it."""
        shown = self.on_screen(rings)
        for ring in shown:
            pygame.draw.polygon(self.surface, fill.colour, ring.tolist())
        if shown and fill.texture != "none":
            self.texture(shown, fill)

    def texture(self, shown: Sequence[Array], fill: Fill, home: Array | None = None) -> None:
        """Strokes or dots inside outlines in pixels; they move with the land, or with a point that is told."""
        gap = float(self.px(GAPS[fill.texture]))
        home = self.camera.screen(np.zeros(2)) if home is None else home + 0.4 * gap
        west, north, east, south = box(shown)
        wide, high = self.surface.get_size()
        view = (max(west, 0) - home[0], max(north, 0) - home[1], min(east, wide) - home[0], min(south, high) - home[1])
        moved = [ring - home for ring in shown]
        if fill.texture == "dots":
            self._dots(strokes(moved, 0.0, gap, view) + home, gap, fill.stroke, home)
            return
        slants = {"cross": (fill.slant, fill.slant + 90), "rows": (0,)}.get(fill.texture, (fill.slant,))
        for slant in slants:
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
        ink = self.look.ink(words, size, bold)
        out = (picture.get_width() - self.size(words, size, bold)[0]) // 2
        self.texts.append(Written(words, ink.move(rect.left + out, rect.top + out)))
        return rect

    def free(self, rect: pygame.Rect) -> bool:
        """Whether nothing stands yet where something is to stand, and it is inside the rim."""
        return self.room.contains(rect) and rect.collidelist(self.taken) < 0

    def take(self, rect: pygame.Rect) -> None:
        """Let nothing else stand there."""
        self.taken.append(rect)


def _clipped(points: Array, wide: int, high: int) -> Array:
    """An outline without what lies far out of the picture, which would cost much time; nothing where all of it does."""
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    if right < 0 or bottom < 0 or left > wide or top > high:
        return points[:0]
    sides = (((1, 0), 0, left), ((-1, 0), -wide, -right), ((0, 1), 0, top), ((0, -1), -high, -bottom))
    for normal, edge, least in sides:
        if least < edge - high / 3 and len(points):
            points = beyond(points, np.array(normal, dtype=float), edge - OUT)
    return points
