"""The board on the screen: one picture kept until what it shows changes, and outlines over it for the pointer.

While the camera moves the picture is drawn plainly; once it rests, at twice the size and made smooth.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import inf
from time import monotonic

import pygame

from wargame.observe import View
from wargame.scenario import Scenario
from wargame.ui.board import tip
from wargame.ui.board.camera import STEP, STRIDE, Camera
from wargame.ui.board.canvas import Written
from wargame.ui.board.land import Land
from wargame.ui.board.look import INK, RGB, WHITE, Look, dark, palette
from wargame.ui.board.modes import mode_of
from wargame.ui.board.painter import Edging, Frame, Painter
from wargame.ui.board.pieces import Parts
from wargame.ui.board.scene import Scene

REST = 0.16  # seconds without a movement after which the picture is drawn in full
PUSH = {pygame.K_LEFT: (1, 0), pygame.K_RIGHT: (-1, 0), pygame.K_UP: (0, 1), pygame.K_DOWN: (0, -1)}
CLICKS = {pygame.K_PLUS: 1, pygame.K_EQUALS: 1, pygame.K_KP_PLUS: 1, pygame.K_MINUS: -1, pygame.K_KP_MINUS: -1}


@dataclass(frozen=True)
class Spot:
    """What is under the pointer: a region, a state or an alliance, by its id."""

    kind: str  # "region", "state" or "alliance"
    id: str


@dataclass(frozen=True)
class Stage:
    """What a board was last asked to draw, and where on the window."""

    land: Land
    scene: Scene
    parts: Parts
    rect: pygame.Rect
    frame: Frame


class BoardView:
    """The drawn board: `draw` it each frame, ask what is `at` a point and what the `tip` there says; zoom and pan."""

    def __init__(self, mode: str = "control", look: Look | None = None, clock: Callable[[], float] = monotonic) -> None:
        self.clock = clock  # seconds
        self.look = look or Look()
        self.mode = mode
        self.camera: Camera | None = None
        self.selected: Spot | None = None
        self.hovered: Spot | None = None
        self.extra: frozenset[str] = frozenset()  # of `LAYERS`, drawn whatever the mode
        self.hidden: frozenset[str] = frozenset()  # of `LAYERS`, never drawn
        self.texts: list[Written] = []  # all words of the picture, for tests
        self.pictures = 0  # made so far
        self._stage: Stage | None = None
        self._edging: Edging | None = None
        self._picture = pygame.Surface((1, 1))
        self._key: tuple[object, ...] = ()
        self._fine = False
        self._moved = -inf

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
        whose = None if seats is None else frozenset(seats)
        stage = self._staged(Scene(scenario, view, names or scenario.names(), before, whose), pygame.Rect(rect))
        around = (stage.scene, stage.frame, self.mode, self.look.scale, self.extra, self.hidden)
        key = (*around, self.camera)
        moving = self.clock() - self._moved < REST
        if self._key != key or not (self._fine or moving):
            painter = self._painter(stage)
            if self._edging is None or self._key[:-1] != around:
                self._edging = painter.edging()
            self._picture, self.texts = painter.picture(self._edging, fine=not moving)
            self._key, self._fine, self.pictures = key, not moving, self.pictures + 1
        surface.blit(self._picture, stage.rect)
        self._outlines(surface, stage)

    @property
    def settled(self) -> bool:
        """Whether the picture is the final one; else the board wants to be drawn once more when the camera rests."""
        return self._fine

    @property
    def scene(self) -> Scene | None:
        """What was drawn last, by names."""
        return self._stage.scene if self._stage else None

    def _staged(self, scene: Scene, rect: pygame.Rect) -> Stage:
        """What is to be drawn; of the last time as much as still holds."""
        old = self._stage
        land = old.land if old and old.land.scenario is scene.scenario else Land.of(scene.scenario)
        if old and old.land is not land:
            self.camera, old = None, None
        if old and old.scene.shows_as(scene):
            scene, parts = old.scene, old.parts
        else:
            parts = Parts.of(land, scene)
        frame = old.frame if old and old.frame.fits(rect.size, self.look) else Frame.of(land, self.look, rect.size)
        if self.camera is None:
            self.camera = Camera.fit(land.frame, frame.box)
        elif old and frame is not old.frame:
            self.camera = self.camera.refit(frame.box)
        self._stage = Stage(land, scene, parts, rect, frame)
        return self._stage

    def _painter(self, stage: Stage) -> Painter:
        assert self.camera is not None  # set with the stage
        mode = mode_of(self.mode)
        layers = (frozenset(mode.layers) | {"legend"} | self.extra) - self.hidden
        return Painter(stage.land, stage.scene, stage.parts, stage.frame, self.camera, self.look, mode, layers)

    # the pointer

    def at(self, pos: tuple[int, int]) -> Spot | None:
        """What is under a point of the window: a chip's seat, a region, or nothing."""
        stage = self._stage
        if stage is None or self.camera is None or not stage.rect.collidepoint(pos):
            return None
        own = self._own(pos, stage)
        for chip in stage.frame.rim:
            if chip.rect.collidepoint(own):
                return Spot("alliance" if chip.seat in stage.land.scenario.spec.alliances else "state", chip.seat)
        plot = stage.land.under(self.camera.plane(own))
        return Spot("region", plot.id) if plot is not None else None

    def tip(self, spot: Spot | None = None) -> list[str]:
        """What a pointer reads at a spot, line by line; at the one it is on where none is told."""
        spot = spot or self.hovered
        if spot is None or self._stage is None:
            return []
        told = {"region": tip.of_region, "state": tip.of_state, "alliance": tip.of_alliance}
        return told[spot.kind](self._stage.scene, spot.id)

    def state_of(self, spot: Spot | None) -> str | None:
        """The state that a spot is of: that of a chip, or whose land a region is."""
        if spot is None or self._stage is None or spot.kind == "alliance":
            return None
        return spot.id if spot.kind == "state" else self._stage.land.by_id[spot.id].state

    def regions(self) -> tuple[str, ...]:
        """The regions of the theatre from west to east, for the keyboard."""
        plots = self._stage.land.theatre if self._stage else ()
        return tuple(plot.id for plot in sorted(plots, key=lambda plot: (plot.at[0], plot.id)))

    def place_of(self, spot: Spot) -> tuple[int, int] | None:
        """Where a spot is on the window, for a tip that the keyboard asks for."""
        stage = self._stage
        if stage is None or self.camera is None:
            return None
        chip = stage.frame.chip(spot.id) if spot.kind != "region" else None
        if chip is not None:
            return chip.rect.centerx + stage.rect.left, chip.rect.centery + stage.rect.top
        plot = stage.land.by_id.get(spot.id)
        x, y = self.camera.spot(plot.at if plot else stage.land.homes.get(spot.id, (0.0, 0.0)))
        return round(x) + stage.rect.left, round(y) + stage.rect.top

    @staticmethod
    def _own(pos: tuple[int, int], stage: Stage) -> tuple[int, int]:
        """A point of the window from the corner of the board."""
        return pos[0] - stage.rect.left, pos[1] - stage.rect.top

    def _outlines(self, surface: pygame.Surface, stage: Stage) -> None:
        """Outlines around what is selected and what the pointer is on."""
        clip = surface.get_clip()
        surface.set_clip(stage.rect.clip(clip))
        for spot, colour, wide in ((self.selected, INK, 3.0), (self.hovered, dark(palette().purple), 2.4)):
            if spot is not None:
                self._outline(surface, stage, spot, colour, self.look.px(wide))
        surface.set_clip(clip)

    def _covered(self, surface: pygame.Surface, stage: Stage) -> None:
        """Put the rim and the legend back over outlines of regions."""
        for place in self._edging.taken if self._edging else ():
            surface.blit(self._picture, place.move(stage.rect.topleft), place)

    def _outline(self, surface: pygame.Surface, stage: Stage, spot: Spot, colour: RGB, thick: int) -> None:
        assert self.camera is not None  # set with the stage
        chip = stage.frame.chip(spot.id) if spot.kind != "region" else None
        if chip is not None:
            place = chip.rect.move(stage.rect.topleft)
            pygame.draw.rect(surface, colour, place, thick, border_radius=self.look.px(2))
            return
        plots = [stage.land.by_id[spot.id]] if spot.kind == "region" and spot.id in stage.land.by_id else []
        for ring in (ring for plot in plots for ring in plot.rings):
            points = (self.camera.screen(ring) + stage.rect.topleft).tolist()
            pygame.draw.lines(surface, WHITE, True, points, thick + 2 * self.look.px(1))
            pygame.draw.lines(surface, colour, True, points, thick)
        self._covered(surface, stage)

    # the camera

    def zoom(self, pos: tuple[int, int], clicks: float) -> None:
        """Nearer or farther by clicks of the wheel; what is under the pointer stays there."""
        if self.camera is not None and self._stage is not None:
            self._move(self.camera.zoomed(self._own(pos, self._stage), STEP**clicks))

    def pan(self, dx: float, dy: float) -> None:
        """Push the map by so many pixels."""
        if self.camera is not None:
            self._move(self.camera.panned(dx, dy))

    def home(self) -> None:
        """Show the whole theatre."""
        if self.camera is not None:
            self._move(self.camera.homed())

    def show(self, spot: Spot) -> None:
        """Bring a region into the middle of the picture, unless it is well in it."""
        at, stage = self.place_of(spot), self._stage
        if at is None or stage is None or self.camera is None or spot.id not in stage.land.by_id:
            return
        room = stage.frame.room.move(stage.rect.topleft)
        if not room.inflate(-room.width // 5, -room.height // 5).collidepoint(at):
            self._move(self.camera.centred(stage.land.by_id[spot.id].at))

    def press(self, key: int) -> bool:
        """A stroke of a key: arrows push the map, plus and minus zoom, Home shows all; tells whether it was one."""
        if self._stage is None:
            return False
        room = self._stage.frame.room
        if key in PUSH:
            self.pan(PUSH[key][0] * STRIDE * room.width, PUSH[key][1] * STRIDE * room.height)
        elif key in CLICKS:
            middle = room.move(self._stage.rect.topleft).center
            self.zoom((int(middle[0]), int(middle[1])), CLICKS[key])
        elif key == pygame.K_HOME:
            self.home()
        else:
            return False
        return True

    def _move(self, camera: Camera) -> None:
        if camera != self.camera:
            self.camera, self._moved = camera, self.clock()
