"""How the board looks: colours, letters and sizes, all of them in one place and to one scale."""

import json
from functools import cache
from typing import NamedTuple

import pygame

from wargame.data import root

RGB = tuple[int, int, int]

WHITE: RGB = (255, 255, 255)
BLACK: RGB = (0, 0, 0)
SEA: RGB = (221, 231, 238)
LAND: RGB = (241, 238, 232)  # land that nobody on the board owns
QUIET: RGB = (229, 226, 219)  # land of states away from the war
INK: RGB = (34, 34, 34)
MUTED: RGB = (84, 80, 75)
BORDER: RGB = (120, 114, 106)
PAPER: RGB = (252, 251, 249)
RULE: RGB = (200, 195, 187)
TEXTURES = ("none", "dots", "lines", "dense", "cross")  # from the least to the most


class Palette(NamedTuple):
    """The colours of Okabe and Ito, by name."""

    orange: RGB
    sky: RGB
    green: RGB
    yellow: RGB
    blue: RGB
    vermilion: RGB
    purple: RGB
    black: RGB


def rgb(colour: str) -> RGB:
    """A colour told as `#RRGGBB`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(one: RGB, other: RGB, share: float) -> RGB:
    """A colour on the way from one to another."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@cache
def palette() -> Palette:
    """The colours that ship with the project."""
    told = json.loads((root() / "assets" / "palette.json").read_text(encoding="utf-8"))
    return Palette(*map(rgb, told["colours"]))


@cache
def dark(colour: RGB) -> RGB:
    """A colour of the palette dark enough for letters on paper, and for white letters on it (contrast 4.5 : 1)."""
    red, green, blue = colour
    while contrast((red, green, blue), WHITE) < 4.6:
        red, green, blue = (max(0, round(0.94 * part) - 1) for part in (red, green, blue))
    return red, green, blue


def contrast(one: RGB, other: RGB) -> float:
    """The ratio of the luminances of two colours, 1 to 21, as the guidelines on accessibility count it."""
    light, shade = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (shade + 0.05)


def _luminance(colour: RGB) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Fill(NamedTuple):
    """How an area is painted: its colour, and a texture that tells the same without colour."""

    colour: RGB
    texture: str = "none"
    stroke: RGB = MUTED
    slant: int = 45  # degrees of the strokes


class Look:
    """Sizes and letters at a scale; letters that were set once are kept."""

    KEPT = 4096  # pictures of words

    def __init__(self, scale: float = 1.0) -> None:
        self.scale = scale
        self._inks: dict[tuple[str, int, bool], pygame.Rect] = {}
        self._sizes: dict[tuple[str, int, bool], tuple[int, int]] = {}
        self._fonts: dict[tuple[int, bool], pygame.font.Font] = {}
        self._set: dict[tuple[str, int, bool, RGB, RGB | None], pygame.Surface] = {}

    def px(self, size: float) -> int:
        """A length of the design in pixels of this screen."""
        return max(1, round(size * self.scale))

    def font(self, size: float = 12, bold: bool = False) -> pygame.font.Font:
        """The font in a size of the design."""
        key = (self.px(size), bold)
        if key not in self._fonts:
            name = f"NotoSans-{'Bold' if bold else 'Regular'}.ttf"
            self._fonts[key] = pygame.font.Font(str(root() / "assets" / "fonts" / name), key[0])
        return self._fonts[key]

    def size(self, words: str, size: float = 12, bold: bool = False) -> tuple[int, int]:
        """How wide and high words are set."""
        key = (words, self.px(size), bold)
        if key not in self._sizes:
            self._sizes[key] = self.font(size, bold).size(words)
        return self._sizes[key]

    def ink(self, words: str, size: float = 12, bold: bool = False) -> pygame.Rect:
        """Where in their picture the letters of words are."""
        key = (words, self.px(size), bold)
        if key not in self._inks:
            self._inks[key] = self.font(size, bold).render(words, True, INK).get_bounding_rect()
        return self._inks[key]

    def words(
        self, words: str, size: float = 12, bold: bool = False, colour: RGB = INK, halo: RGB | None = None
    ) -> pygame.Surface:
        """Words as a picture, with a halo around the letters if one is asked for."""
        key = (words, self.px(size), bold, colour, halo)
        if key not in self._set:
            if len(self._set) >= self.KEPT:
                self._set.clear()
            self._set[key] = self._written(words, self.font(size, bold), colour, halo)
        return self._set[key]

    def _written(self, words: str, font: pygame.font.Font, colour: RGB, halo: RGB | None) -> pygame.Surface:
        letters = font.render(words, True, colour)
        if halo is None:
            return letters
        out, rim = self.px(1.6), font.render(words, True, halo)
        picture = pygame.Surface((letters.get_width() + 2 * out, letters.get_height() + 2 * out), pygame.SRCALPHA)
        for x, y in ((0, 1), (2, 1), (1, 0), (1, 2), (0.3, 0.3), (1.7, 0.3), (0.3, 1.7), (1.7, 1.7)):
            picture.blit(rim, (round(x * out), round(y * out)))
        picture.blit(letters, (out, out))
        return picture
