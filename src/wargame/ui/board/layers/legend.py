"""The legend of a mode, in the corner where it covers least of the theatre, and the scale of the map."""

import numpy as np
import pygame

from wargame.rules.diplomacy import STAGES
from wargame.ui.board import icons
from wargame.ui.board.camera import Camera
from wargame.ui.board.canvas import Canvas
from wargame.ui.board.land import Land
from wargame.ui.board.layers import fronts, zones
from wargame.ui.board.look import BORDER, INK, MUTED, PAPER, RULE, Fill
from wargame.ui.board.modes import Mode
from wargame.ui.board.scene import Scene

Row = tuple[Fill | str | None, str]
LENGTHS = (10, 20, 50, 100, 200, 500, 1000, 2000)  # km of the bar
WORDS = {
    "aid": "aid of the last turn",
    "gas": "gas by contract",
    "measures": "measures in force",
    "spans": "bridge, broken where damaged",
}


def rows(scene: Scene, land: Land, mode: Mode) -> list[Row]:
    """What the legend says: classes of the mode, then the signs that are on the map."""
    found: list[Row] = list(mode.legend(scene, land))
    if "zones" in mode.layers:
        found += zones.legend(scene, land)
    if "counters" in mode.layers and scene.men:
        found.append(("men", "thousand men"))
    if "counters" in mode.layers and scene.estimates:
        found.append(("estimate", "as estimated"))
    if "fronts" in mode.layers and scene.fighting:
        found.append(("front", "front, wider where fighting is heavier"))
    for pair in sorted(scene.wars - scene.fighting, key=sorted):
        if "fronts" in mode.layers:
            found.append(("rest", f"line at rest: {STAGES[scene.stage_of(pair)]}"))
    return found + [(kind, words) for kind, words in WORDS.items() if kind in mode.layers and _shown(kind, scene)]


def _shown(kind: str, scene: Scene) -> bool:
    return bool(scene.spans) if kind == "spans" else bool(scene.flows(kind))


def place(canvas: Canvas, scene: Scene, land: Land, mode: Mode) -> pygame.Rect:
    """Where the legend stands: in the corner where it covers least of the theatre when all of it is in the picture."""
    px, told = canvas.px, rows(scene, land, mode)
    wide = max(canvas.size(words, 11)[0] for _, words in [*told, (None, mode.title)]) + px(26 + 22)
    wide = max(wide, canvas.size(mode.title, 12, bold=True)[0] + px(20))
    rect = pygame.Rect(0, 0, wide, px(17) * len(told) + px(30))
    home = canvas.camera.homed()
    points = np.concatenate([home.screen(np.vstack([*plot.rings, plot.at])) for plot in land.theatre or land.plots])
    room, gap = canvas.room, px(6)
    corners = {
        "bottomleft": (room.left + gap, room.bottom - gap),
        "bottomright": (room.right - gap, room.bottom - gap),
        "topleft": (room.left + gap, room.top + gap),
        "topright": (room.right - gap, room.top + gap),
    }

    def covered(corner: str) -> int:
        setattr(rect, corner, corners[corner])
        x, y = points.T
        return int(((x > rect.left) & (x < rect.right) & (y > rect.top) & (y < rect.bottom)).sum())

    best = min(corners, key=covered)
    setattr(rect, best, corners[best])
    return rect


def draw(canvas: Canvas, scene: Scene, land: Land, mode: Mode, rect: pygame.Rect) -> None:
    """Draw the legend."""
    px = canvas.px
    icons.frame(canvas, rect, PAPER, RULE)
    canvas.write(mode.title, (rect.left + px(10), rect.top + px(4)), 12, bold=True)
    for k, (sign, words) in enumerate(rows(scene, land, mode)):
        top = rect.top + px(25) + k * px(17)
        _sign(canvas, sign, pygame.Rect(rect.left + px(10), top, px(24), px(12)))
        canvas.write(words, (rect.left + px(42), top + px(6)), 11, anchor="midleft")


def _sign(canvas: Canvas, sign: Fill | str | None, rect: pygame.Rect) -> None:
    px = canvas.px
    if isinstance(sign, Fill):
        canvas.surface.fill(sign.colour, rect)
        corners = np.array([rect.topleft, rect.topright, rect.bottomright, rect.bottomleft], dtype=float)
        if sign.texture != "none":
            canvas.texture([corners], sign)
        icons.swatch(canvas, rect, BORDER)
    elif sign in icons.KINDS:
        icons.sample(canvas, sign, rect)
    elif sign == "spans":
        icons.bridge(canvas, rect.center, np.array([1.0, 0.0]), 0.5)
    elif sign in ("men", "estimate"):
        icons.frame(canvas, rect, PAPER, MUTED, dashed=sign == "estimate")
        canvas.write("~9" if sign == "estimate" else "9", rect.center, 9, bold=True, anchor="center")
    elif sign in ("front", "rest"):
        _line(canvas, rect, sign == "rest", px(fronts.WIDTHS[1]))


def _line(canvas: Canvas, rect: pygame.Rect, dashed: bool, width: int) -> None:
    step = rect.width // 3 if dashed else rect.width
    for x in range(rect.left, rect.right, step):
        end = x + (step * 6) // 10 if dashed else rect.right
        pygame.draw.line(canvas.surface, INK, (x, rect.centery), (end, rect.centery), width)


def scale(canvas: Canvas, land: Land, rest: pygame.Rect) -> None:
    """A bar that tells how long a distance is, in a corner that the legend leaves free."""
    if land.discs:
        return
    px, camera = canvas.px, canvas.camera
    km = length(camera, px(120))
    wide = round(km * camera.scale)
    right = canvas.room.right - px(12)
    bar = pygame.Rect(right - wide, canvas.room.bottom - px(16), wide, px(5))
    box = bar.inflate(px(14), px(26)).move(0, -px(7))
    if box.colliderect(rest):
        shift = rest.left - px(6) - box.right
        bar.move_ip(shift, 0)
        box.move_ip(shift, 0)
    words = f"{km} km"
    canvas.surface.fill(INK, (bar.left, bar.centery, bar.width, px(2)))
    for x in (bar.left, bar.centerx, bar.right - px(2)):
        canvas.surface.fill(INK, (x, bar.top, px(2), bar.height))
    canvas.take(box)
    canvas.write(words, (bar.centerx, bar.top - px(1)), 10, halo=PAPER, anchor="midbottom")


def length(camera: Camera, most: float) -> int:
    """The longest round number of kilometres that is not wider than told, pixels."""
    return max((km for km in LENGTHS if km * camera.scale <= most), default=LENGTHS[0])
