"""The window: opened where there is a screen to show it on, told in a sentence where there is none."""

import os
from dataclasses import dataclass
from typing import Any

from wargame.errors import MissingData, UserError

EXTRA = "python -m pip install 'wargame[play]'"
LEAST = (480, 320)  # pixels; a window made smaller is drawn at this size
INVISIBLE = ("offscreen", "dummy")  # of SDL: nobody sees what they draw
HEADLESS = "WARGAME_HEADLESS"  # set where a window that nobody sees is wanted, as in tests


def pygame_there() -> Any:
    """pygame-ce, or a sentence that says what to install."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")  # no sound is played, and none is to be complained about
    try:
        import pygame
    except ImportError:
        raise MissingData(f"found no pygame-ce, expected it for the board; install it with: {EXTRA}") from None
    if not getattr(pygame, "IS_CE", 0):
        raise UserError(
            "found pygame, expected pygame-ce, the maintained distribution; both together break each other. Cure:\n"
            "python -m pip uninstall -y pygame pygame-ce\n" + EXTRA
        )
    return pygame


@dataclass
class Window:
    """A window that is open."""

    surface: Any

    @classmethod
    def open(cls, size: tuple[int, int] = (1280, 800), fullscreen: bool = False, title: str = "wargame") -> "Window":
        """Open it; raises `UserError` where nobody could see it."""
        pygame = pygame_there()
        try:
            pygame.display.init()
        except pygame.error as error:
            raise _no_screen(str(error)) from None
        driver = pygame.display.get_driver()
        if driver in INVISIBLE and not os.environ.get(HEADLESS):
            pygame.display.quit()
            raise _no_screen(f"only {driver!r}, which nobody sees")
        pygame.font.init()
        pygame.key.set_repeat(350, 45)
        pygame.display.set_caption(title)
        flags = pygame.FULLSCREEN if fullscreen else pygame.RESIZABLE
        try:
            return cls(pygame.display.set_mode((0, 0) if fullscreen else size, flags))
        except pygame.error as error:
            raise _no_screen(str(error)) from None

    @property
    def size(self) -> tuple[int, int]:
        """Its size in pixels, never less than what a screen can be laid out in."""
        wide, high = self.surface.get_size()
        return max(wide, LEAST[0]), max(high, LEAST[1])

    def close(self) -> None:
        """Close it."""
        import pygame

        pygame.quit()


def _no_screen(found: str) -> UserError:
    return UserError(
        f"found no screen to open a window on ({found}), expected a desktop; over ssh use `ssh -X`, or play without a "
        "window: wargame run, wargame report"
    )
