"""The board on the screen: one picture kept until what it shows changes, and outlines over it for the pointer.

While the camera moves the picture is drawn plainly; once it rests, at twice the size and made smooth.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pygame

from wargame.observe import View
from wargame.scenario import Scenario
from wargame.ui.board import tip
from wargame.ui.board.camera import STEP, STRIDE, Camera
from wargame.ui.board.canvas import Canvas, Written
from wargame.ui.board.land import Land
from wargame.ui.board.layers import counters, flows, fronts, ground, labels, legend, marks, rim, spans, zones
from wargame.ui.board.look import INK, WHITE, Look, palette
from wargame.ui.board.modes import MODES, Mode, mode_of
from wargame.ui.board.pieces import Parts
from wargame.ui.board.scene import Flow, Scene

REST = 160  # milliseconds without a movement after which the picture is drawn in full
LAYERS = ("zones", "fronts", "marks", "counters", "spans", "aid", "gas", "measures")
KEYS = {
    pygame.K_LEFT: (1, 0),
    pygame.K_RIGHT: (-1, 0),
    pygame.K_UP: (0, 1),
    pygame.K_DOWN: (0, -1),
}  # the way the map is pushed


@dataclass(frozen=True)
class Spot:
    """What is under the pointer: a region, a state or an alliance, by its id."""

    kind: str  # "region", "state" or "alliance"
    id: str


class BoardView:
    """The drawn board: `draw` it each frame, ask it what is `at` a point, what the `tip` there says; zoom and pan."""

    def __init__(self, mode: str = "control", look: Look | None = None) -> None:
        self.look = look or Look()
        self.mode = mode
        self.camera: Camera | None = None
        self.selected: Spot | None = None
        self.hovered: Spot | None = None
        self.extra: frozenset[str] = frozenset()  # of `LAYERS`, drawn whatever the mode
        self.hidden: frozenset[str] = frozenset()  # of `LAYERS`, never drawn
        self.texts: list[Written] = []  # all words of the picture
        self.drawn = 0  # pictures made so far
        self.scene: Scene | None = None
        self._rect = pygame.Rect(0, 0, 0, 0)
        self._land: Land | None = None
        self._parts: Parts | None = None
        self._rim: tuple[rim.Chip, ...] = ()
        self._room = pygame.Rect(0, 0, 0, 0)
        self._picture: pygame.Surface | None = None
        self._of: tuple[object, ...] = ()
        self._fine = False
        self._moved = -REST

    # what is shown

    def draw(
        self,
        surface: pygame.Surface,
        rect: pygame.Rect,
        view: View,
        scenario: Scenario,
        names: Mapping[str, str] | None = None,
        *,
        before: View | None = None,
        seats: Collection[str] | None = None,
    ) -> None:
        """Draw the board into a rectangle: a view, the one of the turn before, and whose view it is (None: all's)."""
        self._know(view, scenario, names, before, None if seats is None else frozenset(seats))
        self._fit(pygame.Rect(rect))
        key = (self.scene, self.mode, self.camera, tuple(self._rect), self.look, self.extra, self.hidden)
        moving = pygame.time.get_ticks() - self._moved < REST
        if self._of != key or (not self._fine and not moving):
            self._picture, self._of, self._fine = self._drawn(fine=not moving), key, not moving
        assert self._picture is not None
        surface.blit(self._picture, self._rect)
        self._outlines(surface)

    @property
    def settled(self) -> bool:
        """Whether the picture is the final one; else the board wants to be drawn once more when the camera rests."""
        return self._fine

    def _know(
        self,
        view: View,
        scenario: Scenario,
        names: Mapping[str, str] | None,
        before: View | None,
        seats: frozenset[str] | None,
    ) -> None:
        """Take in what is to be shown; what follows from it is worked out when it is new."""
        shown = scenario.names() if names is None else names
        old = self.scene
        if self._land is None or self._land.scenario is not scenario:
            self._land, self.camera, old = Land.of(scenario), None, None
        if old and (old.view is view and old.before is before and old.seats == seats and old.names == shown):
            return
        self.scene = Scene(scenario, view, shown, before, seats)
        self._parts = Parts.of(self._land, self.scene)

    def _fit(self, rect: pygame.Rect) -> None:
        """Lay out the rim, and give the camera what the rim leaves."""
        assert self._land is not None
        if rect == self._rect and self.camera is not None:
            return
        self._rect = rect
        own = pygame.Rect(0, 0, *rect.size)
        self._rim = rim.chips(self._land, self.look, own)
        self._room = rim.inner(own, self._rim, self.look)
        box = (self._room.left, self._room.top, self._room.width, self._room.height)
        self.camera = self.camera.refit(box) if self.camera else Camera.fit(self._land.frame, box)

    @property
    def _mode(self) -> Mode:
        return mode_of(self.mode)

    def _shows(self, layer: str) -> bool:
        return (layer in self._mode.layers or layer in self.extra) and layer not in self.hidden

    def _drawn(self, fine: bool) -> pygame.Surface:
        """The picture: land and lines, at twice the size if it is to be fine; then words and signs."""
        assert self.camera is not None
        self.drawn += 1
        picture = pygame.Surface(self._rect.size)
        canvas = Canvas(picture, self.camera, self.look, self._room)
        if fine:
            double = canvas.twice()
            arrows = self._lines(double)
            pygame.transform.smoothscale(double.surface, picture.get_size(), picture)
        else:
            arrows = self._lines(canvas)
        self._words(canvas, arrows)
        self.texts = canvas.texts
        return picture

    def _lines(self, canvas: Canvas) -> list[tuple[Flow, tuple[float, float]]]:
        """All that has no words."""
        assert self._land is not None
        assert self.scene is not None
        assert self._parts is not None
        land, scene, parts = self._land, self.scene, self._parts
        ground.draw(canvas, land, scene, parts, self._mode)
        if self._shows("zones"):
            zones.draw(canvas, land, scene)
        if self._shows("fronts"):
            fronts.draw(canvas, land, scene, parts)
        if self._shows("spans"):
            spans.draw(canvas, land, scene)
        kinds = [kind for kind in ("aid", "gas", "measures") if self._shows(kind)]
        return [arrow for kind in kinds for arrow in flows.draw(canvas, scene, kind, self._door)]

    def _words(self, canvas: Canvas, arrows: list[tuple[Flow, tuple[float, float]]]) -> None:
        """All that must not lie over one another, the most important first."""
        assert self._land is not None
        assert self.scene is not None
        assert self._parts is not None
        land, scene, mode = self._land, self.scene, self._mode
        rim.draw(canvas, land, scene, mode, self._rim)
        told = legend.place(canvas, scene, land, mode)
        legend.draw(canvas, scene, land, mode, told)
        canvas.take(told)
        legend.scale(canvas, land, told)
        marks.capitals(canvas, land, scene)
        if self._shows("counters"):
            counters.draw(canvas, land, scene, self._parts)
        if self._shows("marks"):
            marks.draw(canvas, land, scene, frozenset(chip.seat for chip in self._rim))
        if self._shows("spans"):
            spans.letter(canvas, land, scene)
        labels.draw(canvas, land, scene, mode)
        flows.letter(canvas, arrows)

    def _door(self, seat: str, other: str) -> tuple[float, float] | None:
        """Where arrows to and from a seat end: at its chip, else at its capital or the edge before it."""
        assert self.camera is not None
        assert self._land is not None
        chip = next((chip for chip in self._rim if chip.seat == seat), None)
        if chip is not None:
            return chip.door
        home = self._land.homes.get(seat)
        return marks.clamped(self.camera.spot(home), self._room) if home is not None else None

    # the pointer

    def at(self, pos: tuple[int, int]) -> Spot | None:
        """What is under a point of the screen: a chip's seat, a region, or nothing."""
        if self.camera is None or self._land is None or not self._rect.collidepoint(pos):
            return None
        own = (pos[0] - self._rect.left, pos[1] - self._rect.top)
        for chip in self._rim:
            if chip.rect.collidepoint(own):
                alliance = chip.seat in self._land.scenario.spec.alliances
                return Spot("alliance" if alliance else "state", chip.seat)
        plot = self._land.under(self.camera.plane(own))
        return Spot("region", plot.id) if plot is not None else None

    def tip(self, spot: Spot | None = None) -> list[str]:
        """What a pointer reads there, line by line; of what it is on where nothing is told."""
        spot = spot or self.hovered
        if spot is None or self.scene is None:
            return []
        if spot.kind == "region":
            return tip.of_region(self.scene, spot.id)
        return (tip.of_state if spot.kind == "state" else tip.of_alliance)(self.scene, spot.id)

    def state_of(self, spot: Spot | None) -> str | None:
        """The state that a spot is of: that of a chip, or whose land a region is."""
        if spot is None or self._land is None or spot.kind == "alliance":
            return None
        return spot.id if spot.kind == "state" else self._land.by_id[spot.id].state

    def regions(self) -> tuple[str, ...]:
        """The regions of the theatre from west to east, for the keyboard."""
        plots = self._land.theatre if self._land is not None else ()
        return tuple(plot.id for plot in sorted(plots, key=lambda plot: (plot.at[0], plot.id)))

    def _outlines(self, surface: pygame.Surface) -> None:
        """Outlines around what is selected and what the pointer is on."""
        clip = surface.get_clip()
        surface.set_clip(self._rect.clip(clip))
        for spot, colour, wide in ((self.selected, INK, 3.0), (self.hovered, palette().vermilion, 2.0)):
            if spot is not None:
                self._outline(surface, spot, colour, wide)
        surface.set_clip(clip)

    def _outline(self, surface: pygame.Surface, spot: Spot, colour: tuple[int, int, int], wide: float) -> None:
        assert self._land is not None
        assert self.camera is not None
        thick = self.look.px(wide)
        chip = next((chip for chip in self._rim if chip.seat == spot.id and spot.kind != "region"), None)
        if chip is not None:
            pygame.draw.rect(surface, colour, chip.rect.move(self._rect.topleft), thick, border_radius=self.look.px(2))
        elif spot.kind == "region" and spot.id in self._land.by_id:
            for ring in self._land.by_id[spot.id].rings:
                points = (self.camera.screen(ring) + self._rect.topleft).tolist()
                pygame.draw.lines(surface, WHITE, True, points, thick + 2 * self.look.px(1))
                pygame.draw.lines(surface, colour, True, points, thick)

    # the camera

    def zoom(self, pos: tuple[int, int], clicks: float) -> None:
        """Nearer or farther by clicks of the wheel; what is under the pointer stays there."""
        if self.camera is not None:
            own = (pos[0] - self._rect.left, pos[1] - self._rect.top)
            self._move(self.camera.zoomed(own, STEP**clicks))

    def pan(self, dx: float, dy: float) -> None:
        """Push the map by so many pixels."""
        if self.camera is not None:
            self._move(self.camera.panned(dx, dy))

    def home(self) -> None:
        """Show the whole theatre."""
        if self.camera is not None:
            self._move(self.camera.homed())

    def show(self, spot: Spot) -> None:
        """Bring a region into the middle of the picture."""
        if self.camera is not None and self._land is not None and spot.id in self._land.by_id:
            self._move(self.camera.centred(self._land.by_id[spot.id].at))

    def press(self, key: int) -> bool:
        """A stroke of a key: arrows push the map, plus and minus zoom, Home shows all; tells whether it was one."""
        if key in KEYS:
            x, y = KEYS[key]
            self.pan(x * STRIDE * self._room.width, y * STRIDE * self._room.height)
        elif key in (pygame.K_PLUS, pygame.K_EQUALS, pygame.K_KP_PLUS, pygame.K_MINUS, pygame.K_KP_MINUS):
            middle = (self._rect.left + self._room.centerx, self._rect.top + self._room.centery)
            self.zoom(middle, -1 if key in (pygame.K_MINUS, pygame.K_KP_MINUS) else 1)
        elif key == pygame.K_HOME:
            self.home()
        else:
            return False
        return True

    def _move(self, camera: Camera) -> None:
        if camera != self.camera:
            self.camera, self._moved = camera, pygame.time.get_ticks()


__all__ = ["LAYERS", "MODES", "BoardView", "Spot"]
