"""Flows: aid, gas and measures as arrows between seats, the wider the more; the largest ones carry their figure."""

from collections.abc import Callable

import pygame

from wargame.explain import figure
from wargame.ui.board import icons
from wargame.ui.board.canvas import Canvas
from wargame.ui.board.look import PAPER, dark
from wargame.ui.board.scene import Flow, Scene

MOST = 9  # arrows of a kind: more would be a thicket
UNITS = {"aid": "EUR {} bn", "gas": "{} bcm a month", "measures": "{} %"}
Door = Callable[[str, str], tuple[float, float] | None]  # where arrows leave a seat for another


def draw(canvas: Canvas, scene: Scene, kind: str, door: Door) -> list[tuple[Flow, tuple[float, float]]]:
    """Draw the largest flows of a kind; returns the middle of every arrow in pixels of the screen."""
    shown = scene.flows(kind)[:MOST]
    largest = max((flow.amount for flow in shown), default=1.0)
    found = []
    for flow in reversed(shown):
        a, b = door(flow.source, flow.target), door(flow.target, flow.source)
        if a is not None and b is not None and a != b:
            start, end = ((x * canvas.factor, y * canvas.factor) for x, y in (a, b))
            width = 1.6 + 4.4 * (flow.amount / largest) ** 0.5
            found.append((flow, icons.arrow(canvas, kind, start, end, width)))
    return found[::-1]


def letter(canvas: Canvas, flows: list[tuple[Flow, tuple[float, float]]]) -> None:
    """Write figures at the arrows, the largest first, where nothing stands yet."""
    for flow, at in flows:
        words = words_of(flow)
        wide, high = canvas.size(words, 10, bold=True)
        rect = pygame.Rect(0, 0, wide + canvas.px(6), high + canvas.px(1))
        for dx, dy in ((0, 0), (0, -10), (0, 10), (14, -18), (-14, 18), (0, 26), (0, -26)):
            rect.center = (round(at[0]) + canvas.px(dx) * (dx != 0), round(at[1]) + _signed(canvas, dy))
            if canvas.free(rect):
                icons.frame(canvas, rect, PAPER, icons.colour_of(flow.kind))
                canvas.write(
                    words, rect.center, 10, bold=True, colour=dark(icons.colour_of(flow.kind)), anchor="center"
                )
                canvas.take(rect)
                break


def _signed(canvas: Canvas, size: float) -> int:
    return (canvas.px(abs(size)) if size > 0 else -canvas.px(abs(size))) if size else 0


def words_of(flow: Flow) -> str:
    """The amount of a flow with its unit."""
    return UNITS[flow.kind].format(figure(100 * flow.amount if flow.kind == "measures" else round(flow.amount, 3)))
