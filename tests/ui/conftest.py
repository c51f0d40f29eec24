"""Screens are drawn where nobody sees them, and skipped where there is nothing to draw them with."""

import os

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("WARGAME_HEADLESS", "1")
os.environ.setdefault("WARGAME_NO_TOUR", "1")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
pytest.importorskip("pygame", reason="pygame-ce is not installed: no board to draw")


@pytest.fixture(autouse=True)
def _drawn() -> None:
    """Fonts are there, whoever closed the last window."""
    import pygame

    pygame.display.init()
    pygame.font.init()
