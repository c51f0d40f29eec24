"""A campaign as a film: a picture of the board for every turn, as an animated GIF or WebP. The clock is not in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pygame

from wargame.errors import MissingData
from wargame.ui.time.written import written
from wargame.ui.window import EXTRA

if TYPE_CHECKING:
    from PIL.Image import Image

KINDS = {"GIF": ".gif", "WebP": ".webp"}
PACE, HOLD = 400, 2000  # milliseconds of a turn, and of the last one


@dataclass
class Film:
    """A film in the making: a turn each time it is asked to go on, so that it can be watched and stopped."""

    path: Path
    kind: str
    turns: int  # the last turn that is shown
    paint: Callable[[int], pygame.Surface]
    pictures: list["Image"] = field(default_factory=list)

    @property
    def told(self) -> str:
        """How far it is."""
        return f"Picture {len(self.pictures)} of {self.turns + 1}"

    @property
    def drawn(self) -> bool:
        """Whether every turn has its picture, so that it can be written."""
        return len(self.pictures) > self.turns

    def go_on(self) -> Path | None:
        """Draw a turn more, or write the file once all are drawn; its path when it lies there."""
        if not self.drawn:
            self.pictures.append(picture(self.paint(len(self.pictures))))
            return None
        return written(self.path, self._write)

    def _write(self, path: Path) -> None:
        first, *rest = self.pictures
        pace = [PACE] * len(rest) + [HOLD]
        how: dict[str, Any] = {"GIF": {"optimize": False, "disposal": 1}, "WebP": {"quality": 80, "method": 4}}[
            self.kind
        ]
        first.save(path, format=self.kind, save_all=True, append_images=rest, duration=pace, loop=0, **how)


def picture(surface: pygame.Surface) -> "Image":
    """A surface as a picture that can be written."""
    try:
        from PIL import Image
    except ImportError:
        raise MissingData(f"found no Pillow, expected it for films; install it with: {EXTRA}") from None
    return Image.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB"))
