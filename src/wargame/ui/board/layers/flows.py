"""Flows: aid, gas and measures as arrows between seats, the wider the more; the largest ones carry their figure."""

from collections.abc import Callable, Sequence

import pygame

from wargame.axes import Array
from wargame.ui.board import icons
from wargame.ui.board.canvas import Canvas
from wargame.ui.board.dealings import Flow
from wargame.ui.board.look import PAPER, dark
from wargame.ui.board.scene import Scene

MOST = 9  # arrows of a kind: more would be a thicket
SPOTS = (9, 12, 6, 14, 4)  # points of an arrow at which its figure may stand, the middle first
Arrow = tuple[Flow, Array]  # with points on its path, pixels of the screen
Door = Callable[[str], tuple[float, float] | None]  # where arrows to and from a seat end


def draw(canvas: Canvas, scene: Scene, kind: str, door: Door) -> list[Arrow]:
    """Draw the largest flows of a kind; returns their paths."""
    shown = scene.flows(kind)[:MOST]
    largest = max((flow.amount for flow in shown), default=1.0)
    found = []
    for flow in reversed(shown):
        a, b = door(flow.source), door(flow.target)
        if a is not None and b is not None and a != b:
            start, end = ((x * canvas.factor, y * canvas.factor) for x, y in (a, b))
            width = 1.6 + 4.4 * (flow.amount / largest) ** 0.5
            found.append((flow, icons.arrow(canvas, kind, start, end, width)))
    return found[::-1]


def letter(canvas: Canvas, flows: Sequence[Arrow]) -> None:
    """Write figures on the arrows, the largest first, where nothing stands yet."""
    for flow, path in flows:
        words = words_of(flow)
        wide, high = canvas.size(words, 10, bold=True)
        rect = pygame.Rect(0, 0, wide + canvas.px(6), high + canvas.px(1))
        for spot in SPOTS:
            rect.center = (round(path[spot, 0]), round(path[spot, 1]))
            if canvas.free(rect):
                icons.frame(canvas, rect, PAPER, icons.colour_of(flow.kind))
                canvas.write(
                    words, rect.center, 10, bold=True, colour=dark(icons.colour_of(flow.kind)), anchor="center"
                )
                canvas.take(rect)
                break


def words_of(flow: Flow) -> str:
    """The amount of a flow, in the unit that the legend tells."""
    if flow.kind == "measures":
        return f"{100 * flow.amount:.0f} %"
    return f"{flow.amount:.2f}" if flow.amount < 9.995 else f"{flow.amount:.0f}"
