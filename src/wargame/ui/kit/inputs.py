"""What was done with mouse and keys since the last frame."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pygame

Point = tuple[int, int]
MODIFIERS = ((pygame.KMOD_CTRL, "ctrl"), (pygame.KMOD_ALT, "alt"), (pygame.KMOD_SHIFT, "shift"))
ALIKE = {"keypad enter": "return", "enter": "return", "[+]": "+", "[-]": "-"}


@dataclass
class Inputs:
    """Mouse and keys of a frame; what somebody makes use of is taken out."""

    mouse: Point = (-1, -1)
    down: Point | None = None  # where the left button went down
    up: Point | None = None
    right: Point | None = None  # where the right button went down
    held: bool = False  # the left button is down
    moved: tuple[int, int] = (0, 0)
    wheel: float = 0.0  # notches, up is more than 0
    keys: list[str] = field(default_factory=list)  # `a`, `space`, `ctrl+s`, `shift+tab`
    typed: str = ""  # characters
    quit: bool = False

    def gather(self, events: Sequence[pygame.event.Event]) -> None:
        """Begin a frame with what came since the last one."""
        self.down = self.up = self.right = None
        self.moved, self.wheel, self.typed, self.keys = (0, 0), 0.0, "", []
        for event in events:
            self._take(event)

    def _take(self, event: pygame.event.Event) -> None:
        if event.type == pygame.QUIT:
            self.quit = True
        elif event.type == pygame.MOUSEMOTION:
            self.mouse, self.moved = event.pos, (self.moved[0] + event.rel[0], self.moved[1] + event.rel[1])
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self.mouse = self.down = event.pos
            self.held = True
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 3:
            self.mouse = self.right = event.pos
        elif event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            self.mouse = self.up = event.pos
            self.held = False
        elif event.type == pygame.MOUSEWHEEL:
            self.wheel += event.y
        elif event.type == pygame.KEYDOWN:
            self.keys.append(named(event.key, event.mod))
        elif event.type == pygame.TEXTINPUT:
            self.typed += event.text

    def take(self, *names: str) -> bool:
        """Whether one of these keys was pressed; it is used up by asking."""
        for name in names:
            if name in self.keys:
                self.keys.remove(name)
                return True
        return False


def named(key: int, modifiers: int = 0) -> str:
    """The name of a key with what was held down beside it."""
    plain = pygame.key.name(key)
    plain = ALIKE.get(plain, plain)
    told = [name for mask, name in MODIFIERS if modifiers & mask]
    if plain == "/" and told == ["shift"]:
        return "?"
    return "+".join([*told, plain])
