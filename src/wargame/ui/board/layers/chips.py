"""The chips of the rim, drawn: code and figure, marks of what a seat does, where it stands."""

from collections.abc import Iterable

import numpy as np
import pygame

from wargame.axes import Array
from wargame.ui.board import icons
from wargame.ui.board.canvas import Canvas
from wargame.ui.board.land import Land
from wargame.ui.board.look import BORDER, INK, MUTED, PAPER, RGB, RULE, dark, mixed
from wargame.ui.board.modes import Mode
from wargame.ui.board.rim import Chip
from wargame.ui.board.scene import Scene


def draw(canvas: Canvas, land: Land, scene: Scene, mode: Mode, rim: Iterable[Chip]) -> None:
    """Draw every chip."""
    for chip in rim:
        canvas.take(chip.rect)
        _chip(canvas, land, scene, mode, chip)


def _chip(canvas: Canvas, land: Land, scene: Scene, mode: Mode, chip: Chip) -> None:
    rect, px = chip.rect, canvas.px
    alliance = chip.seat in scene.board.forum.alliances
    icons.frame(canvas, rect, PAPER, BORDER if alliance else RULE)
    if alliance:
        pygame.draw.rect(canvas.surface, RULE, rect.inflate(-px(5), -px(5)), 1, border_radius=px(2))
    fill, figure = mode.chip(scene, chip.seat)
    left = rect.left + px(6)
    if fill is not None:
        swatch = pygame.Rect(rect.left + px(3), rect.top + px(3), px(10), rect.height - px(6))
        canvas.surface.fill(fill.colour, swatch)
        if fill.texture != "none":
            canvas.texture([_corners(swatch)], fill, _corners(swatch)[0])
        left = swatch.right + px(4)
    row = rect.top + (px(1) if chip.whole else (rect.height - canvas.size("X", 11)[1]) // 2)
    code = canvas.write(scene.code(chip.seat), (left, row), 11, bold=True)
    if not chip.whole:
        return
    if figure and code.right + canvas.size(figure, 10)[0] + px(7) < rect.right:
        canvas.write(figure, (rect.right - px(5), row + px(1)), 10, colour=INK, anchor="topright")
    under = pygame.Rect(left, rect.bottom - px(12), rect.right - px(6) - left, px(8))
    _scale(canvas, land, scene, chip.seat, _marks(canvas, scene, chip.seat, under))


def _corners(rect: pygame.Rect) -> Array:
    return np.array([rect.topleft, rect.topright, rect.bottomright, rect.bottomleft], dtype=float)


def _marks(canvas: Canvas, scene: Scene, seat: str, row: pygame.Rect) -> pygame.Rect:
    """Signs of what a seat does now, from the left; returns what is left of the row."""
    px, signs = canvas.px, list[str]()
    signs += ["aid"] if any(flow.source == seat for flow in scene.flows("aid")) else []
    signs += ["measures"] if any(flow.source == seat for flow in scene.flows("measures")) else []
    x = row.left
    for kind in signs:
        icons.sample(canvas, kind, pygame.Rect(x, row.top, px(11), px(8)))
        x += px(15)
    for by, asked in scene.offers[:2]:
        if seat == by or seat in asked:
            icons.envelope(canvas.surface, canvas.look, pygame.Rect(x, row.top, px(10), px(7)), seat == by)
            x += px(13)
            break
    return pygame.Rect(x, row.top, max(0, row.right - x), row.height)


def _scale(canvas: Canvas, land: Land, scene: Scene, seat: str, row: pygame.Rect) -> None:
    """Where a state stands between the sides; for an alliance, how far its members stand together."""
    px, y = canvas.px, row.centery
    if row.width < px(14):
        return
    bodies = scene.board.forum.alliances
    if seat in bodies:
        together = float(np.asarray(scene.view.cohesion)[0, bodies.index(seat)])
        bar = pygame.Rect(row.left, y - px(2), row.width, px(4))
        canvas.surface.fill(RULE, bar)
        canvas.surface.fill(MUTED, (bar.left, bar.top, round(bar.width * together), bar.height))
        return
    lean = scene.of_state("lean", seat) or 0.0
    low, high = ends(land, scene)
    pygame.draw.line(canvas.surface, BORDER, (row.left, y), (row.right, y), px(1))
    for x, colour in ((row.left, low), (row.right, high)):
        pygame.draw.line(canvas.surface, colour, (x, y - px(3)), (x, y + px(3)), px(2))
    at = (row.left + round(row.width * lean), y)
    pygame.draw.circle(canvas.surface, PAPER, at, px(4))
    pygame.draw.circle(canvas.surface, mixed(low, high, lean), at, px(3))


def ends(land: Land, scene: Scene) -> tuple[RGB, RGB]:
    """The colours of the two ends of the scale: those of the belligerents who stand farthest apart."""
    found = [(scene.of_state("lean", s) or 0.0, s) for s in land.colours if any(s in war for war in scene.wars)]
    if len(found) < 2:
        return MUTED, MUTED
    return dark(land.colours[min(found)[1]]), dark(land.colours[max(found)[1]])
