"""The legend of a mode, in the corner where it covers least of the theatre, and the scale of the map."""

from collections.abc import Collection

import numpy as np
import pygame

from wargame.rules.diplomacy import STAGES
from wargame.ui.board import icons
from wargame.ui.board.camera import Camera
from wargame.ui.board.canvas import Canvas
from wargame.ui.board.land import SEA, Land
from wargame.ui.board.layers import fronts, zones
from wargame.ui.board.look import BORDER, INK, MUTED, PAPER, RULE, Fill
from wargame.ui.board.modes import Mode
from wargame.ui.board.scene import Scene

Row = tuple[Fill | str | None, str]
LENGTHS = (10, 20, 50, 100, 200, 500, 1000, 2000)  # km of the bar
USUAL = (250, 170)  # pixels of the design: a corner is chosen for it, so that a legend never changes its corner
CORNERS = ("bottomleft", "bottomright", "topleft", "topright")
WORDS = {
    "aid": "aid of the last turn, EUR bn",
    "gas": "gas by contract, bcm a month",
    "measures": "dealings forbidden, mean of sectors",
    "spans": "bridge, broken where damaged",
}


def rows(land: Land, scene: Scene, mode: Mode, layers: Collection[str]) -> list[Row]:
    """What the legend says: classes of the mode, then the signs that are on the map."""
    found: list[Row] = list(mode.legend(scene, land))
    if "zones" in layers:
        found += zones.legend(scene, land)
    if "counters" in layers:
        found += [("men", "thousand men")] if scene.men else []
        found += [("estimate", "as estimated")] if scene.estimates else []
    if "fronts" in layers:
        found += [("front", "front, wider where fighting is heavier")] if scene.fighting else []
        for pair in sorted(scene.wars - scene.fighting, key=sorted):
            found.append(("rest", f"line at rest: {STAGES[scene.stage_of(pair)]}"))
    found += [(kind, words) for kind, words in WORDS.items() if kind in layers and _shown(kind, scene)]
    return found + (_of_marks(scene) if "marks" in layers else [])


def _shown(kind: str, scene: Scene) -> bool:
    return bool(scene.spans) if kind == "spans" else bool(scene.flows(kind))


def _of_marks(scene: Scene) -> list[Row]:
    """What the marks of chips and capitals mean."""
    found: list[Row] = [("lean", "where a state stands between the sides")] if scene.wars else []
    found += [("aid", "gave aid last turn")] if scene.flows("aid") else []
    found += [("measures", "has measures in force")] if scene.flows("measures") else []
    return found + ([("offer", "made an offer; open: is asked about one")] if scene.offers else [])


def draw(canvas: Canvas, land: Land, scene: Scene, mode: Mode, layers: Collection[str]) -> None:
    """Draw the legend."""
    px, told = canvas.px, rows(land, scene, mode, layers)
    wide = max(canvas.size(words, 11)[0] for _, words in [*told, (None, "")]) + px(52)
    wide = max(wide, canvas.size(mode.title, 12, bold=True)[0] + px(20))
    rect = _placed(canvas, land, (wide, px(17) * len(told) + px(30)))
    icons.frame(canvas, rect, PAPER, RULE)
    canvas.write(mode.title, (rect.left + px(10), rect.top + px(4)), 12, bold=True)
    for k, (sign, words) in enumerate(told):
        top = rect.top + px(25) + k * px(17)
        _sign(canvas, sign, pygame.Rect(rect.left + px(10), top, px(24), px(12)))
        canvas.write(words, (rect.left + px(42), top + px(6)), 11, anchor="midleft")
    canvas.take(rect)


def _placed(canvas: Canvas, land: Land, size: tuple[int, int]) -> pygame.Rect:
    """The legend's place: the corner where one of its usual size covers least of the theatre, all of it in view."""
    px, camera = canvas.px, canvas.camera.homed()
    near = [*3 * land.theatre, *land.by_id.values()]  # what is fought over is the last to be covered
    points = camera.screen(np.concatenate([ring for plot in near if plot.kind != SEA for ring in plot.rings]))
    room = canvas.room.inflate(-px(12), -px(12))
    usual = pygame.Rect(0, 0, px(USUAL[0]), px(USUAL[1]))

    def covered(corner: str) -> int:
        setattr(usual, corner, getattr(room, corner))
        x, y = points.T
        return int(((x > usual.left) & (x < usual.right) & (y > usual.top) & (y < usual.bottom)).sum())

    rect = pygame.Rect((0, 0), size)
    best = min(CORNERS, key=covered)
    setattr(rect, best, getattr(room, best))
    return rect


def _sign(canvas: Canvas, sign: Fill | str | None, rect: pygame.Rect) -> None:
    px = canvas.px
    if isinstance(sign, Fill):
        canvas.surface.fill(sign.colour, rect)
        corners = np.array([rect.topleft, rect.topright, rect.bottomright, rect.bottomleft], dtype=float)
        if sign.texture != "none":
            canvas.texture([corners], sign, corners[0])
        icons.swatch(canvas, rect, BORDER)
    elif sign in icons.KINDS:
        icons.sample(canvas, sign, rect)
    elif sign == "spans":
        icons.bridge(canvas, rect.center, np.array([1.0, 0.0]), 0.5)
    elif sign == "offer":
        icons.envelope(canvas.surface, canvas.look, pygame.Rect(rect.left + px(4), rect.top, px(16), px(12)), True)
    elif sign == "lean":
        pygame.draw.line(canvas.surface, BORDER, rect.midleft, rect.midright, px(1))
        pygame.draw.circle(canvas.surface, MUTED, (rect.left + (2 * rect.width) // 3, rect.centery), px(3))
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


def scale(canvas: Canvas, land: Land) -> None:
    """A bar that tells how long a distance is, in the lower corner on the right, beside a legend that stands there."""
    if land.discs:
        return
    px, camera = canvas.px, canvas.camera
    km = length(camera, px(120))
    wide = round(km * camera.scale)
    right = canvas.room.right - px(12)
    bar = pygame.Rect(right - wide, canvas.room.bottom - px(16), wide, px(5))
    box = bar.inflate(px(14), px(26)).move(0, -px(7))
    if (other := box.collidelist(canvas.taken)) >= 0:
        shift = canvas.taken[other].left - px(6) - box.right
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
