"""Driving the window as a person does: mouse and keys go in, and what is on the screen is read."""

from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pygame

from wargame.ui.app import frame
from wargame.ui.kit import Ui, Widget
from wargame.ui.theme import Theme
from wargame.ui.window import Window

PATIENCE = 60.0  # seconds that a campaign may take to be set up or played on
KEYS = {"return": pygame.K_RETURN, "escape": pygame.K_ESCAPE, "space": pygame.K_SPACE, "tab": pygame.K_TAB}
MODIFIERS = {"ctrl": pygame.KMOD_CTRL, "shift": pygame.KMOD_SHIFT, "alt": pygame.KMOD_ALT}


@dataclass
class Driver:
    """A window and whoever sits before it."""

    screen: Any
    size: tuple[int, int] = (1280, 800)
    scale: float = 1.0
    ui: Ui = field(init=False)
    window: Window = field(init=False)

    def __post_init__(self) -> None:
        self.window = Window.open(self.size)
        self.window.surface = pygame.display.set_mode(self.size)
        self.ui = Ui(Theme(self.scale))
        self.settle()

    # what a person does

    def press(self, label: str, kind: str | None = None) -> None:
        """Click the widget with a label."""
        widget = self.widget(label, kind)
        assert widget.enabled, f"{label!r} can't be pressed: {widget.hint}"
        self.into_view(widget)
        widget = self.widget(label, kind)
        self.click(widget.rect.clip(widget.clip).center)

    def click(self, at: tuple[int, int]) -> None:
        """Click a point of the window."""
        self.feed(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
        self.feed(pygame.MOUSEBUTTONDOWN, pos=at, button=1)
        self.feed(pygame.MOUSEBUTTONUP, pos=at, button=1)
        self.settle()

    def key(self, name: str, times: int = 1) -> None:
        """Press a key, with what is held down beside it: `ctrl+z`."""
        *held, plain = name.split("+") if name != "+" else ["+"]
        code = KEYS.get(plain) or pygame.key.key_code(plain)
        mod = sum(MODIFIERS[part] for part in held)
        for _ in range(times):
            events = [pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode="")]
            if len(plain) == 1 and not held:
                events.append(pygame.event.Event(pygame.TEXTINPUT, text=plain))
            self.frame(events)
            self.settle()

    def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        self.frame([pygame.event.Event(pygame.TEXTINPUT, text=text)])
        self.settle()

    def focus(self, label: str, kind: str | None = None) -> None:
        """Go to a widget by Tab."""
        wanted = self.widget(label, kind).id
        for _ in range(2 * len(self.ui.widgets) + 2):
            if self.ui.focus == wanted and self.ui.ring:
                return
            self.key("tab")
        raise AssertionError(f"{wanted} can't be reached by Tab")

    def by_key(self, label: str, kind: str | None = None) -> None:
        """Go to a widget by Tab and press it with Enter."""
        self.focus(label, kind)
        self.key("return")

    def choose(self, label: str, value: str, by: str = "right") -> None:
        """Turn a choice until it shows a value, by keys."""
        self.focus(label, "choice")
        for _ in range(60):
            if self.shows(value, self.widget(label, "choice").rect):
                return
            self.key(by)
        raise AssertionError(f"{label} never shows {value!r}")

    def close(self) -> None:
        """Close the window, as by its cross."""
        if self.screen is not None:
            self.screen.leave()
            self.screen = None

    # what there is to see

    def widget(self, label: str, kind: str | None = None) -> Widget:
        """The widget with a label, of a kind where several have it; what lies under a sheet is out of reach."""
        found = [
            w
            for w in self.ui.widgets.values()
            if (w.label == label or w.label.removesuffix("  *") == label)
            and (kind is None or w.kind == kind)
            and w.layer == self.top
        ]
        told = sorted(w.label for w in self.ui.widgets.values() if w.layer == self.top)
        assert found, f"no {label!r} on the screen, only {told}"
        return found[0]

    def there(self, label: str) -> bool:
        """Whether a widget with that label can be used."""
        return any(w.label == label and w.layer == self.top and w.enabled for w in self.ui.widgets.values())

    @property
    def top(self) -> str:
        """The layer that takes input."""
        return list(self.ui.widgets.values())[-1].layer if self.ui.widgets else ""

    @property
    def words(self) -> str:
        """All words on the screen."""
        return " ".join(said.text for said in self.ui.texts)

    def shows(self, text: str, within: pygame.Rect | None = None) -> bool:
        """Whether these words are on the screen, or in a part of it."""
        return any(text in said.text for said in self.ui.texts if within is None or within.colliderect(said.rect))

    def picture(self, path: Path | str) -> None:
        """Keep what is to be seen as a PNG."""
        pygame.image.save(self.window.surface, str(path))

    # frames

    def feed(self, kind: int, **told: Any) -> None:
        """One event, one frame."""
        self.frame([pygame.event.Event(kind, **told)])

    def frame(self, events: list[pygame.event.Event]) -> None:
        if self.screen is None:
            return
        following = frame(self.screen, self.ui, self.window, events)
        if following is not self.screen:
            self.ui.focus, self.ui.ring, self.ui.again = None, False, True
        if following is None:
            self.screen.leave()
        self.screen = following

    def settle(self) -> None:
        """Draw until nothing moves by itself."""
        end = monotonic() + PATIENCE
        self.frame([])
        while self.screen is not None and (self.ui.again or self.screen.moving):
            assert monotonic() < end, "the screen never comes to rest"
            if self.screen.moving:
                sleep(0.002)
            self.frame([])

    def into_view(self, widget: Widget) -> None:
        """Scroll with the wheel until a widget can be seen whole."""
        for _ in range(200):
            widget = self.ui.widgets[widget.id]
            if widget.clip.contains(widget.rect) or widget.rect.h > widget.clip.h:
                return
            up = widget.rect.top < widget.clip.top
            self.feed(pygame.MOUSEMOTION, pos=(widget.clip.centerx, widget.clip.centery), rel=(0, 0), buttons=(0, 0, 0))
            self.feed(pygame.MOUSEWHEEL, y=1 if up else -1, x=0)
            self.settle()
        raise AssertionError(f"{widget.label!r} can't be scrolled into view")
