"""The loop: events in, a frame out, as often as something changed, until a screen leads nowhere."""

from typing import Protocol

import pygame

from wargame.ui.kit import Ui
from wargame.ui.theme import Theme
from wargame.ui.window import Window

FRAMES = 60  # a second


class Screen(Protocol):
    """A state of the window: draws itself, takes what was done, and says what comes next."""

    @property
    def moving(self) -> bool:
        """Whether it changes by itself, so that it is drawn anew without anybody doing anything."""
        ...

    def draw(self, ui: Ui) -> "Screen | None":
        """Draw a frame; returns itself, the screen that follows, or nothing to close the window."""
        ...

    def leave(self) -> None:
        """Put down what is under way: the window closes, whatever the reason."""
        ...


def run(screen: Screen, window: Window, scale: float = 1.0) -> None:
    """Show screens until one leads nowhere or the window is closed."""
    ui, clock = Ui(Theme(scale)), pygame.time.Clock()
    at, fresh = screen, True
    try:
        while True:
            events = pygame.event.get()
            if events or fresh or ui.again or at.moving:
                following = frame(at, ui, window, events)
                fresh = following is not at
                if ui.inputs.quit or following is None:
                    break  # the screen that is left puts down what is under way
                if following is not at:
                    ui.focus, ui.ring = None, False
                if following is None:
                    at.leave()
                at = following
            clock.tick(FRAMES)
    finally:
        at.leave()


def frame(screen: Screen, ui: Ui, window: Window, events: list[pygame.event.Event]) -> Screen | None:
    """Draw one frame of a screen with what was done since the last."""
    size = window.size
    small = size != window.surface.get_size()
    surface = pygame.Surface(size) if small else window.surface
    ui.begin(surface, events)
    following = screen.draw(ui)
    ui.end()
    if small:  # a window too small to lay anything out in shows its upper left part
        window.surface.blit(surface, (0, 0))
    pygame.display.flip()
    return following
