"""Marks at the capitals of states on the map: where an offer lies, and from whom."""

import pygame

from wargame.ui.board import icons
from wargame.ui.board.canvas import Canvas
from wargame.ui.board.land import Land
from wargame.ui.board.look import INK, PAPER
from wargame.ui.board.scene import Scene


def draw(canvas: Canvas, land: Land, scene: Scene, on_rim: frozenset[str]) -> None:
    """An envelope beside the capital of everyone an offer comes from or goes to, where it is on the map."""
    made = {by for by, _ in scene.offers}
    asked = {seat for _, seats in scene.offers for seat in seats}
    for seat in sorted((made | asked) - on_rim):
        if seat not in land.homes:
            continue
        x, y = canvas.camera.spot(land.homes[seat])
        x, y = clamped((x, y), canvas.room.inflate(-canvas.px(40), -canvas.px(30)))
        rect = pygame.Rect(0, 0, canvas.px(17), canvas.px(12))
        for dx, dy in ((0, 0), (0, -16), (0, 16), (20, 0), (-20, 0), (0, -32), (0, 32), (40, 0), (-40, 0)):
            rect.center = (round(x + dx * canvas.look.scale), round(y + dy * canvas.look.scale))
            if canvas.free(rect.inflate(canvas.px(4), canvas.px(4))):
                icons.envelope(canvas.surface, canvas.look, rect, seat in made)
                canvas.take(rect.inflate(canvas.px(4), canvas.px(4)))
                break


def capitals(canvas: Canvas, land: Land, scene: Scene) -> None:
    """A small square where a state at war has its capital."""
    if land.discs:
        return
    for state in sorted({state for war in scene.wars for state in war}):
        x, y = canvas.camera.spot(land.homes[state])
        if canvas.room.collidepoint(x, y):
            side = canvas.px(6)
            rect = pygame.Rect(round(x) - side // 2, round(y) - side // 2, side, side)
            canvas.surface.fill(INK, rect.inflate(2, 2))
            canvas.surface.fill(PAPER, rect.inflate(-2, -2))
            canvas.take(rect)


def clamped(at: tuple[float, float], room: pygame.Rect) -> tuple[float, float]:
    """The point of a rectangle nearest to a point."""
    return min(max(at[0], room.left), room.right), min(max(at[1], room.top), room.bottom)
