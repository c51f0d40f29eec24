"""Marks on the bar of time: what happened in which turn, each kind with a shape and a letter of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from wargame.ui import theme as look
from wargame.ui.theme import Colour


@dataclass(frozen=True)
class Kind:
    """A kind of mark: its letter, its shape as corners of a unit square, what it is called."""

    letter: str
    name: str
    colour: Colour
    corners: tuple[tuple[float, float], ...]  # none: a disc


KINDS = {
    "bookmark": Kind("B", "bookmark", look.ACCENT, ((0, 0), (1, 0), (1, 1), (0.5, 0.78), (0, 1))),
    "deal": Kind("D", "deal", look.GOOD, ((0.5, -0.12), (1.12, 0.5), (0.5, 1.12), (-0.12, 0.5))),
    "umpire": Kind("U", "umpire's act", look.WARNING, ((0, 0), (1, 0), (1, 1), (0, 1))),
    "turning": Kind("T", "turning point", look.INK, ((-0.12, 0), (1.12, 0), (0.84, 1), (0.16, 1))),
    "offer": Kind("O", "offer", look.QUIET, ()),
}  # what matters most first: it is shown where there is no room for all
SIDE = 15  # pixels at scale 1
APART = 1.3  # sides between the middles of two marks: the widest shape is that wide


@dataclass(frozen=True)
class Mark:
    """Something worth going back to."""

    turn: int
    kind: str
    told: str


def laid(marks: Sequence[Mark], spots: Sequence[float], side: int, lanes: int) -> list[tuple[Mark, int, int]]:
    """Marks with the middle of each and its lane; a mark for which no lane has room is left out."""
    order = list(KINDS)
    placed: list[tuple[Mark, int, int]] = []
    for mark in sorted(marks, key=lambda m: (order.index(m.kind), m.turn)):
        x = round(spots[mark.turn])
        for lane in range(lanes):
            if all(there != lane or abs(x - at) > APART * side for _, at, there in placed):
                placed.append((mark, x, lane))
                break
    return placed


def draw(surface: pygame.Surface, kind: Kind, box: pygame.Rect, font: pygame.font.Font) -> None:
    """A mark: its shape with its letter on it."""
    if kind.corners:
        points = [(box.x + x * box.w, box.y + y * box.h) for x, y in kind.corners]
        pygame.draw.polygon(surface, kind.colour, points)
    else:
        pygame.draw.circle(surface, kind.colour, box.center, box.w / 2 + 1)
    letter = font.render(kind.letter, True, look.PANEL)
    surface.blit(letter, letter.get_rect(center=(box.centerx, box.centery)))
