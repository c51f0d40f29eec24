"""The ground: land and water, and the borders of regions and states."""

import numpy as np
import pygame

from wargame.ui.board.canvas import Canvas
from wargame.ui.board.land import CONTEXT, Border, Land
from wargame.ui.board.land import SEA as WATER
from wargame.ui.board.look import BORDER, SEA, WHITE, mixed
from wargame.ui.board.modes import Mode, ground
from wargame.ui.board.pieces import Parts
from wargame.ui.board.scene import Scene


def paint(canvas: Canvas, land: Land, scene: Scene, parts: Parts, mode: Mode) -> None:
    """Paint the sea, and every piece of land over it."""
    canvas.surface.fill(SEA)
    _links(canvas, land)
    for piece in parts.pieces:
        if canvas.shows(piece.plot.box):
            canvas.area(piece.rings, ground(mode, scene, land, piece))


def borders(canvas: Canvas, land: Land) -> None:
    """Draw the borders of regions, and over them those of states."""
    for plot in land.plots:
        if plot.kind != WATER and canvas.shows(plot.box):
            canvas.outline(plot.rings, mixed(SEA, BORDER, 0.35) if plot.kind == CONTEXT else WHITE, 1.0)
    if land.discs:
        for plot in land.plots:
            canvas.outline(plot.rings, BORDER, 1.0)
        return
    for border in land.borders:
        if _between_states(border, land) and canvas.shows(land.by_id[border.one].box):
            canvas.trace(border.line, BORDER, 1.4)


def _between_states(border: Border, land: Land) -> bool:
    return land.by_id[border.one].state != land.by_id[border.other].state


def _links(canvas: Canvas, land: Land) -> None:
    """Links between discs."""
    for a, b in land.links:
        ends = canvas.camera.screen(np.array([land.by_id[a].at, land.by_id[b].at])).tolist()
        kind = land.scenario.map.edges[a, b]["type"]
        colour = mixed(SEA, BORDER, 0.45 if kind in ("land", "mixed") else 0.25)
        pygame.draw.line(canvas.surface, colour, ends[0], ends[1], canvas.px(3 if kind == "land" else 1.5))
