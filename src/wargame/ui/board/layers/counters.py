"""Counters: men by region and side. Own ones in full; what is estimated has a dashed edge and a `~`."""

import pygame

from wargame.ui.board import icons
from wargame.ui.board.canvas import Canvas
from wargame.ui.board.land import Land, Plot
from wargame.ui.board.look import INK, MUTED, PAPER, WHITE, dark
from wargame.ui.board.pieces import Parts, direction
from wargame.ui.board.scene import Scene
from wargame.ui.board.shapes import middle

OFFSETS = ((0, 0), (0, -18), (0, 18), (30, 0), (-30, 0), (30, -18), (-30, -18), (30, 18), (-30, 18), (0, -36), (0, 36))
BY = 0.72  # of the way from a region's middle to its border, where men stand who hold none of it
LEAST = 0.5  # thousand men that get a counter of their own


def thousands(men: float) -> str:
    """Thousand men in as many figures as a counter has room for."""
    return f"{men:.1f}" if men < 9.95 else f"{men:,.0f}".replace(",", " ")


def draw(canvas: Canvas, land: Land, scene: Scene, parts: Parts) -> None:
    """Place counters, the largest first; where there is no room, the map must be brought nearer."""
    wanted: list[tuple[float, str, Plot, str, str]] = []
    for plot in land.theatre:
        for state, men in scene.men.get(plot.id, {}).items():
            wanted.append((men, plot.id, plot, state, thousands(men)))
        if plot.id in scene.estimates:
            foes, men = scene.estimates[plot.id]
            wanted.append((men, plot.id, plot, "/".join(foes), f"~{thousands(men)}"))
    for men, _, plot, who, words in sorted(wanted, key=lambda item: (-item[0], item[1], item[3])):
        if men >= LEAST:
            _place(canvas, land, scene, _anchor(plot, who, land, scene, parts), who, words)


def _anchor(plot: Plot, who: str, land: Land, scene: Scene, parts: Parts) -> tuple[float, float]:
    """The middle of the holder's piece; of one who holds none there, by the border from which it came."""
    holder = who.split("/")[0]
    for piece in parts.pieces:
        if piece.plot is plot and piece.holder == holder and piece.share > 0.02 and piece.rings:
            return middle(piece.rings) if piece.share < 0.98 else plot.at
    x, y = direction(plot, holder, land, scene).tolist()
    west, south, east, north = plot.box
    return plot.at[0] + BY * x * (east - west) / 2, plot.at[1] + BY * y * (north - south) / 2


def _place(canvas: Canvas, land: Land, scene: Scene, at: tuple[float, float], who: str, words: str) -> None:
    x, y = canvas.camera.spot(at)
    code = "/".join(scene.code(state) for state in who.split("/"))
    small, large = canvas.size(code, 8.5, bold=True), canvas.size(words, 12, bold=True)
    pad = canvas.px(3)
    band = small[0] + 2 * pad
    rect = pygame.Rect(0, 0, band + large[0] + 2 * pad, max(large[1], canvas.px(17)))
    for dx, dy in OFFSETS:
        rect.center = (round(x + dx * canvas.look.scale), round(y + dy * canvas.look.scale))
        if canvas.free(rect):
            _counter(canvas, land, rect, band, code, words, who)
            canvas.take(rect.inflate(pad, pad))
            return


def _counter(canvas: Canvas, land: Land, rect: pygame.Rect, band: int, code: str, words: str, who: str) -> None:
    colour = dark(land.colours.get(who.split("/")[0], MUTED))
    icons.frame(canvas, rect, PAPER, colour, dashed=words.startswith("~"))
    pygame.draw.rect(canvas.surface, colour, (rect.left, rect.top, band, rect.height), border_radius=canvas.px(2))
    canvas.write(code, (rect.left + band // 2, rect.centery), 8.5, bold=True, colour=WHITE, anchor="center")
    canvas.write(
        words, ((rect.left + band + rect.right) // 2, rect.centery), 12, bold=True, colour=INK, anchor="center"
    )
