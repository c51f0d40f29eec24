"""A sheet over the table, as high as what stands on it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pygame

from wargame.ui.kit import Column, Ui

FRAME = 24 + 33  # pixels at scale 1 of the sheet's margins and its title
LEAST = 120


@contextmanager
def sheet(ui: Ui, id: str, wide: float, title: str, lit: pygame.Rect | None = None) -> Iterator[Column]:
    """A sheet of a width, beside a part of the screen that is lit.

    Its height follows in the frame after its content changed.
    """
    before = ui.heights.get(id, ui.theme.px(LEAST))
    with ui.modal(id, (wide, before / ui.theme.scale + FRAME), title, lit) as column:
        yield column
    if ui.heights[id] != before:
        ui.again = True
