"""Signs drawn by hand: arrows and their heads, an envelope for an offer, a bridge, a box for men."""

from collections.abc import Sequence

import numpy as np
import pygame

from wargame.axes import Array
from wargame.ui.board.canvas import Canvas
from wargame.ui.board.look import INK, PAPER, RGB, WHITE, Look, dark, palette

BENDS = 18  # points of an arrow
KINDS = ("aid", "gas", "measures")


def colour_of(kind: str) -> RGB:
    """The colour of what flows; its head tells the same."""
    return {"aid": palette().green, "gas": dark(palette().orange), "measures": dark(palette().purple)}[kind]


def arrow(canvas: Canvas, kind: str, a: Sequence[float], b: Sequence[float], width: float) -> Array:
    """A bent arrow between two points in pixels, as wide as told, in the sign of its kind; returns its path."""
    path = _bent(np.array(a), np.array(b))
    head = canvas.px(max(7.0, 2.2 * width))
    for colour, more in ((PAPER, 2.4), (colour_of(kind), 0.0)):
        band = _band(path, canvas.px(width + more), head if kind != "measures" else 0)
        pygame.draw.polygon(canvas.surface, colour, band.tolist())
        _head(canvas.surface, kind, path, head + (canvas.px(more) if more else 0), colour, canvas.px(2.5 + more))
    return np.asarray(path / canvas.factor)


def _bent(a: Array, b: Array) -> Array:
    """Points of a bow from one point to another, `[P,2]`."""
    t = np.linspace(0.0, 1.0, BENDS)[:, None]
    across = np.array([a[1] - b[1], b[0] - a[0]])
    middle = (a + b) / 2 + 0.14 * across
    return np.asarray((1 - t) ** 2 * a + 2 * t * (1 - t) * middle + t**2 * b)


def _band(path: Array, width: int, head: int) -> Array:
    """A path as an area that widens to its end, which leaves room for a head."""
    ahead = np.gradient(path, axis=0)
    ahead = ahead / np.maximum(np.hypot(*ahead.T), 1e-9)[:, None]
    path = np.vstack([path[:-1], path[-1] - 0.7 * head * ahead[-1]])
    half = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1) * (width * np.linspace(0.35, 0.5, len(path)))[:, None]
    return np.concatenate([path + half, (path - half)[::-1]])


def _head(surface: pygame.Surface, kind: str, path: Array, size: int, colour: RGB, thick: int) -> None:
    """A full head for aid, a ring for gas, a bar across for measures."""
    ahead = path[-1] - path[-2]
    ahead = ahead / max(float(np.hypot(*ahead)), 1e-9)
    across, end = np.array([-ahead[1], ahead[0]]), path[-1]
    if kind == "measures":
        pygame.draw.line(
            surface, colour, (end + across * size * 0.8).tolist(), (end - across * size * 0.8).tolist(), thick
        )
    elif kind == "gas":
        pygame.draw.circle(surface, colour, (end - ahead * size * 0.5).tolist(), size * 0.55)
        pygame.draw.circle(surface, WHITE, (end - ahead * size * 0.5).tolist(), max(1.0, size * 0.55 - thick))
    else:
        base = end - ahead * size
        points = [end, base + across * size * 0.62, base - across * size * 0.62]
        pygame.draw.polygon(surface, colour, [point.tolist() for point in points])


def sample(canvas: Canvas, kind: str, rect: pygame.Rect) -> None:
    """A small sign of a flow, for the legend and for chips."""
    path = np.linspace([rect.left, rect.centery], [rect.right, rect.centery], BENDS)
    head = rect.height // 2 + 2
    pygame.draw.line(
        canvas.surface, colour_of(kind), rect.midleft, (rect.right - head // 2, rect.centery), canvas.px(2)
    )
    _head(canvas.surface, kind, path, head, colour_of(kind), canvas.px(2))


def envelope(surface: pygame.Surface, look: Look, rect: pygame.Rect, full: bool) -> None:
    """An offer: a full envelope for who made it, an open one for who is asked."""
    colour = dark(palette().purple)
    pygame.draw.rect(surface, colour if full else PAPER, rect)
    pygame.draw.rect(surface, colour, rect, look.px(1))
    flap = [rect.topleft, (rect.centerx, rect.centery + rect.height // 8), rect.topright]
    pygame.draw.aalines(surface, PAPER if full else colour, False, flap)


def bridge(canvas: Canvas, at: tuple[float, float], along: Array, whole: float) -> None:
    """A bridge: two bars over the river, the farther apart in the middle the less is left of it."""
    u, v = along, np.array([-along[1], along[0]])
    long, wide = canvas.px(9), canvas.px(3.2)
    gap = (1.0 - whole) * 0.8
    for colour, thick in ((PAPER, 5.0), (INK, 2.0)):
        for side in (-1.0, 1.0):
            for end in (-1.0, 1.0):
                a = np.array(at) + u * long * end + v * wide * side
                b = np.array(at) + u * long * end * gap + v * wide * side
                pygame.draw.line(canvas.surface, colour, a.tolist(), b.tolist(), canvas.px(thick))


def frame(canvas: Canvas, rect: pygame.Rect, fill: RGB, edge: RGB, dashed: bool = False) -> None:
    """A box with an edge; a dashed one stands for an estimate."""
    pygame.draw.rect(canvas.surface, fill, rect, border_radius=canvas.px(2))
    if not dashed:
        pygame.draw.rect(canvas.surface, edge, rect, canvas.px(1.2), border_radius=canvas.px(2))
        return
    dash, thick = canvas.px(3), canvas.px(1.2)
    for x in range(rect.left, rect.right, 2 * dash):
        for y in (rect.top, rect.bottom - thick):
            canvas.surface.fill(edge, (x, y, min(dash, rect.right - x), thick))
    for y in range(rect.top, rect.bottom, 2 * dash):
        for x in (rect.left, rect.right - thick):
            canvas.surface.fill(edge, (x, y, thick, min(dash, rect.bottom - y)))


def swatch(canvas: Canvas, rect: pygame.Rect, edge: RGB) -> None:
    """The edge of a swatch."""
    pygame.draw.rect(canvas.surface, edge, rect, canvas.px(1))
