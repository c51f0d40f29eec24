"""The look of the board: colours after Okabe and Ito, the shipped font, and sizes that follow the scale of text.

Every pair of ink and ground that text is shown in stands in `PAIRS`, and the tests hold each to a contrast of 4.5 to 1.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import pygame

from wargame.data import root

Colour = tuple[int, int, int]

GROUND: Colour = (246, 244, 240)  # behind everything
PANEL: Colour = (255, 255, 255)
SUNK: Colour = (236, 233, 227)  # fields to write in, heads of tables
BLACK: Colour = (0, 0, 0)
INK: Colour = (28, 28, 30)
QUIET: Colour = (90, 86, 80)  # what matters less
FAINT: Colour = (205, 200, 192)  # rules and frames
ACCENT: Colour = (0, 92, 146)  # what can be pressed, what has the focus
PRESSED: Colour = (0, 70, 112)
CHOSEN: Colour = (214, 231, 243)
WARNING: Colour = (158, 60, 0)
GOOD: Colour = (0, 104, 77)
OFF: Colour = (104, 100, 95)  # what can't be pressed now

PAIRS: Sequence[tuple[Colour, Colour]] = (
    *((ink, ground) for ink in (INK, QUIET, WARNING, GOOD, ACCENT) for ground in (GROUND, PANEL, SUNK)),
    *((ink, CHOSEN) for ink in (INK, QUIET)),
    (PANEL, ACCENT),
    (PANEL, PRESSED),
    (OFF, SUNK),
)
SERIES = (5, 4, 2, 6, 0, 1, 7)  # of the palette, in the order in which lines of a graph are given them
LEAST, MOST = 0.5, 3.0  # scales of text that a window can have


@cache
def palette() -> Sequence[Colour]:
    """The eight colours of Okabe and Ito [OkabeIto2008]."""
    told = json.loads((root() / "assets" / "palette.json").read_text(encoding="utf-8"))["colours"]
    return tuple((int(c[1:3], 16), int(c[3:5], 16), int(c[5:7], 16)) for c in told)


def luminance(colour: Sequence[float]) -> float:
    """Relative luminance of a colour, 0 to 1 [WCAG2018]."""
    parts = [x / 255.0 for x in colour[:3]]
    r, g, b = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: Sequence[float], b: Sequence[float]) -> float:
    """Contrast of two colours, 1 to 21 [WCAG2018]."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ink_on(ground: Sequence[float]) -> Colour:
    """Black or white, whichever is read better on a ground."""
    return max((BLACK, PANEL), key=lambda ink: contrast(ink, ground))


@dataclass
class Theme:
    """Sizes and fonts at a scale of text; 1 is 15 pixels for a line of words."""

    scale: float = 1.0
    _fonts: dict[tuple[int, bool], pygame.font.Font] = field(default_factory=dict)

    def px(self, length: float) -> int:
        """A length in pixels at this scale."""
        return max(1, round(length * self.scale))

    def font(self, size: float = 15, bold: bool = False) -> pygame.font.Font:
        """The shipped font at a size in pixels before scaling."""
        key = (self.px(size), bold)
        if key not in self._fonts:
            path = root() / "assets" / "fonts" / f"NotoSans-{'Bold' if bold else 'Regular'}.ttf"
            self._fonts[key] = pygame.font.Font(str(path), key[0])
        return self._fonts[key]
