"""Words as pictures: wrapped, cut where they must be, drawn once and kept."""

from functools import lru_cache

import pygame

from wargame.ui.theme import Colour


@lru_cache(maxsize=4096)
def written(text: str, font: pygame.font.Font, colour: Colour) -> pygame.Surface:
    """Words as a picture."""
    return font.render(text, True, colour)


@lru_cache(maxsize=4096)
def fitted(text: str, font: pygame.font.Font, wide: int) -> str:
    """A line no wider than so many pixels, cut with an ellipsis where it must be."""
    if font.size(text)[0] <= wide:
        return text
    least, most = 0, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if font.size(text[:middle].rstrip() + "…")[0] <= wide else (least, middle - 1)
    return text[:least].rstrip() + "…"


@lru_cache(maxsize=4096)
def wrapped(text: str, font: pygame.font.Font, wide: int) -> tuple[str, ...]:
    """Words in lines no wider than so many pixels."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and font.size(longer)[0] > wide:
            lines.append(line)
            longer = word
        line = longer
    return (*lines, line)
