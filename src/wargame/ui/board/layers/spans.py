"""Bridges between regions, as whole as they are."""

import numpy as np
import pygame

from wargame.axes import Array
from wargame.ui.board import icons
from wargame.ui.board.canvas import Canvas
from wargame.ui.board.land import Border, Land
from wargame.ui.board.look import PAPER
from wargame.ui.board.scene import Scene

WHOLE = 0.995


def draw(canvas: Canvas, land: Land, scene: Scene) -> None:
    """A sign where the border of two regions is crossed."""
    for (a, b), whole in scene.spans.items():
        if a in land.by_id and b in land.by_id:
            at, along = _crossing(a, b, land)
            icons.bridge(canvas, canvas.camera.spot(at), along * (1.0, -1.0), whole)


def letter(canvas: Canvas, land: Land, scene: Scene) -> None:
    """Keep other words off the signs, and tell how much is left of those that are damaged."""
    for (a, b), whole in scene.spans.items():
        if a in land.by_id and b in land.by_id:
            x, y = canvas.camera.spot(_crossing(a, b, land)[0])
            canvas.take(pygame.Rect(x - canvas.px(8), y - canvas.px(8), canvas.px(16), canvas.px(16)))
            if canvas.room.collidepoint(x, y) and whole < WHOLE:
                canvas.take(
                    canvas.write(f"{100 * whole:.0f} %", (x, y + canvas.px(14)), 10, True, halo=PAPER, anchor="center")
                )


def _crossing(a: str, b: str, land: Land) -> tuple[tuple[float, float], Array]:
    """Where two regions are joined, and the direction across: the middle of their border, else between their names."""
    one, other = np.array(land.by_id[a].at), np.array(land.by_id[b].at)
    away = (other - one) / max(float(np.hypot(*(other - one))), 1e-9)
    border = next((border for border in land.borders if {border.one, border.other} == {a, b}), None)
    x, y = (_middle(border) if border is not None else (one + other) / 2).tolist()
    return (x, y), away


def _middle(border: Border) -> Array:
    """The point of a border nearest to its centre."""
    points = border.line.mean(axis=1)
    return np.asarray(points[int(np.hypot(*(points - points.mean(axis=0)).T).argmin())])
