"""A window's frame: who has the focus, which layer takes input, what was drawn and said."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pygame

from wargame.ui import theme as look
from wargame.ui.kit.column import Column
from wargame.ui.kit.inputs import Inputs, Point
from wargame.ui.kit.words import fitted, wrapped, written
from wargame.ui.theme import Colour, Theme

WITH_ARROWS = {
    "slider": ("left", "right", "home", "end"),
    "choice": ("left", "right"),
    "tabs": ("left", "right"),
    "table": ("up", "down", "home", "end", "pageup", "pagedown"),
}
EDITING = ("left", "right", "home", "end", "backspace", "delete")


@dataclass(frozen=True)
class Widget:
    """What can be used on the screen."""

    id: str
    label: str
    kind: str
    rect: pygame.Rect
    clip: pygame.Rect
    enabled: bool
    layer: str
    key: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Said:
    """Words on the screen: where they stand, and within what they may."""

    text: str
    rect: pygame.Rect
    clip: pygame.Rect


@dataclass(frozen=True)
class Use:
    """How a widget is being used in this frame."""

    pressed: bool = False
    hovered: bool = False
    focused: bool = False
    ring: bool = False  # the focus is shown, as it was moved by keys
    keys: tuple[str, ...] = ()  # arrows and the like that are for it
    typed: str = ""


class Ui:
    """The widgets of a window, frame by frame."""

    def __init__(self, theme: Theme | None = None) -> None:
        self.theme = theme or Theme()
        self.inputs = Inputs()
        self.surface: pygame.Surface = pygame.Surface((1, 1))
        self.widgets: dict[str, Widget] = {}
        self.texts: list[Said] = []
        self.focus: str | None = None
        self.ring = False
        self.again = False  # something changed that the next frame shows
        self.scrolled: dict[str, float] = {}
        self.heights: dict[str, int] = {}
        self.carets: dict[str, int] = {}
        self.cancelled = False  # Escape was pressed and nobody has used it
        self._was: dict[str, Widget] = {}  # widgets of the last frame
        self._layer = self._top = self._next_top = ""
        self._held: str | None = None  # the widget on which the button went down
        self._press: str | None = None  # the widget pressed by key
        self._use: tuple[str, ...] = ()
        self._typed = ""
        self._seek = False  # scroll to what has the focus
        self._tip: tuple[str, Point] | None = None
        self._now = 0

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The keys of this screen, and what each is for."""
        return [(w.key, w.hint or w.label) for w in self.widgets.values() if w.key and w.enabled]

    # a frame

    def begin(self, surface: pygame.Surface, events: Sequence[pygame.event.Event]) -> None:
        """Begin a frame on a surface."""
        self.surface, self._was, self.widgets, self.texts = surface, self.widgets, {}, []
        self._layer, self._top, self._next_top = "", self._next_top, ""
        self.again, self._tip, self._press, self._use, self._typed = False, None, None, (), ""
        self.inputs.gather(events)
        done = self.inputs
        self.again = bool(done.keys or done.typed or done.down or done.up)  # what it led to is shown by the next frame
        if self.inputs.down is not None:
            self.ring, self._held = False, None
        self._to_focus()
        self.cancelled = self.inputs.take("escape")
        surface.fill(look.GROUND)

    def _to_focus(self) -> None:
        """Hand the keys that are for what has the focus to it, before anybody else sees them."""
        focused = self._was.get(self.focus or "")
        if focused is None or focused.layer != self._top or not focused.enabled:
            return
        if focused.kind == "entry":
            self._typed = self.inputs.typed
            for_it = [k for k in self.inputs.keys if k in EDITING or (len(k) == 1 or k in ("space", "?"))]
            for_it += [k for k in self.inputs.keys if k.startswith("shift+") and len(k) == 7]
            self._use = tuple(k for k in for_it if k in EDITING)
        else:
            for_it = [k for k in self.inputs.keys if k in WITH_ARROWS.get(focused.kind, ())]
            self._use = tuple(for_it)
        self.inputs.keys = [k for k in self.inputs.keys if k not in for_it]
        pressing = ("space",) if focused.kind == "table" else ("return", "space")  # Enter is for what takes the row
        if self.ring and focused.kind != "entry" and self.inputs.take(*pressing):
            self._press = focused.id

    def end(self) -> None:
        """End a frame: move the focus, show what the pointer rests on."""
        step = self.inputs.keys.count("tab") - self.inputs.keys.count("shift+tab")
        if step:
            self._step(step)
        if self._top != self._next_top:
            self.again = True
        if self._tip is not None:
            self._show_tip(*self._tip)
        if self.inputs.up is not None:
            self._held = None

    def _step(self, by: int) -> None:
        order = [w.id for w in self.widgets.values() if w.enabled and w.layer == self._next_top]
        if not order:
            return
        here = order.index(self.focus) if self.focus in order else (-1 if by > 0 else 0)
        self.focus, self.ring, self._seek, self.again = order[(here + by) % len(order)], True, True, True

    # layers

    @contextmanager
    def modal(
        self, id: str, size: tuple[float, float], title: str = "", lit: pygame.Rect | None = None
    ) -> Iterator[Column]:
        """A sheet in the middle that takes all input for as long as it is called every frame.

        A part of the screen that is `lit` stays in the light, with a frame; the sheet stands beside it where it can.
        """
        before, self._layer, self._next_top = self._layer, id, id
        wide, high = self.surface.get_size()
        veil = pygame.Surface((wide, high), pygame.SRCALPHA)
        veil.fill((20, 20, 24, 110))
        if lit is not None:
            veil.fill((0, 0, 0, 0), lit)
        self.surface.blit(veil, (0, 0))
        self.texts = []  # what lies under the veil is not read
        w, h = min(self.theme.px(size[0]), wide - 24), min(self.theme.px(size[1]), high - 24)
        rect = pygame.Rect((wide - w) // 2, (high - h) // 2, w, h)
        if lit is not None:
            pygame.draw.rect(self.surface, look.ACCENT, lit, self.theme.px(4), border_radius=self.theme.px(6))
            rect = beside(lit, rect, self.surface.get_rect(), self.theme.px(12))
        with self.column(rect, id, title) as column:
            yield column
        self._layer = before

    @contextmanager
    def column(self, rect: pygame.Rect, id: str, title: str = "", plain: bool = False) -> Iterator[Column]:
        """A column of widgets in a rectangle, on a panel unless `plain`; it scrolls when it holds more than fits."""
        rect = pygame.Rect(rect)
        if not plain:
            pygame.draw.rect(self.surface, look.PANEL, rect, border_radius=self.theme.px(6))
            pygame.draw.rect(self.surface, look.FAINT, rect, 1, border_radius=self.theme.px(6))
        pad = self.theme.px(0 if plain else 12)
        inner = rect.inflate(-2 * pad, -2 * pad)
        if title:
            used = self.say(title, (inner.x, inner.y), inner, size=18, bold=True).height + self.theme.px(8)
            inner = pygame.Rect(inner.x, inner.y + used, inner.w, max(0, inner.h - used))
        before = self.surface.get_clip()
        self.surface.set_clip(inner.clip(before))
        offset = self._offset(id, inner)
        bar = self.theme.px(10) if self.heights.get(id, 0) > inner.h else 0
        column = Column(self, id, pygame.Rect(inner.x, inner.y, max(1, inner.w - bar), inner.h), inner.y - offset)
        yield column
        self.heights[id] = column.y + offset - inner.y
        if bool(bar) != (self.heights[id] > inner.h):
            self.again = True  # room for the bar, or none, from the next frame on
        self._bar(id, inner)
        self.surface.set_clip(before)

    def _offset(self, id: str, inner: pygame.Rect) -> int:
        """How far a column is scrolled, after what the wheel and the page keys did to it."""
        most = max(0, self.heights.get(id, 0) - inner.h)
        at = self.scrolled.get(id, 0.0)
        if self._layer == self._top and most:
            over = inner.collidepoint(self.inputs.mouse)
            mine = over or (self.focus or "").startswith(f"{id}/")
            if over and self.inputs.wheel:
                at -= self.inputs.wheel * self.theme.px(48)
                self.inputs.wheel = 0.0
            if mine and self.inputs.take("pagedown"):
                at += 0.9 * inner.h
            if mine and self.inputs.take("pageup"):
                at -= 0.9 * inner.h
        self.scrolled[id] = min(max(at, 0.0), most)
        return round(self.scrolled[id])

    def _bar(self, id: str, inner: pygame.Rect) -> None:
        high = self.heights[id]
        if high <= inner.h or inner.h <= 0:
            return
        length = max(self.theme.px(24), inner.h * inner.h // high)
        top = inner.y + (inner.h - length) * self.scrolled[id] / (high - inner.h)
        wide = self.theme.px(5)
        rect = pygame.Rect(inner.right - wide, round(top), wide, length)
        pygame.draw.rect(self.surface, look.QUIET, rect, border_radius=wide)

    # what widgets are made of

    def use(
        self, id: str, label: str, kind: str, rect: pygame.Rect, enabled: bool = True, key: str = "", hint: str = ""
    ) -> Use:
        """Put a widget on the screen and learn how it is being used."""
        clip = self.surface.get_clip()
        widget = Widget(id, label, kind, rect, clip, enabled, self._layer, key, hint)
        self.widgets[id] = widget
        if self._layer != self._top or not enabled:
            over = self._layer == self._top and rect.clip(clip).collidepoint(self.inputs.mouse)
            if over and hint:
                self._tip = (hint, self.inputs.mouse)
            return Use()
        seen = rect.clip(clip)
        hovered = seen.collidepoint(self.inputs.mouse)
        if hovered and (hint or key):
            told = hint or label
            self._tip = (f"{told}  [{key}]" if key else told, self.inputs.mouse)
        if self.inputs.down is not None and seen.collidepoint(self.inputs.down):
            self._held = self.focus = id
        by_mouse = self.inputs.up is not None and self._held == id and seen.collidepoint(self.inputs.up)
        pressed = by_mouse or self._press == id or bool(key and self.inputs.take(key))
        if pressed:
            self.again = True
        mine = self.focus == id
        if mine and self._seek and self.ring:
            self._scroll_to(id, rect)
        return Use(pressed, hovered, mine, mine and self.ring, self._use if mine else (), self._typed if mine else "")

    def _scroll_to(self, id: str, rect: pygame.Rect) -> None:
        """Bring what has the focus into view."""
        self._seek = False
        column = max((name for name in self.scrolled if id.startswith(f"{name}/")), key=len, default=None)
        clip = self.surface.get_clip()
        if column is None or clip.contains(rect):
            return
        gap = rect.top - clip.top if rect.top < clip.top or rect.h > clip.h else rect.bottom - clip.bottom
        self.scrolled[column] += gap
        self.again = True

    def dragged(self, id: str) -> Point | None:
        """Where the pointer is while the button is held down on a widget."""
        return self.inputs.mouse if self._held == id and (self.inputs.held or self.inputs.up) else None

    @property
    def active(self) -> bool:
        """Whether what is drawn now takes input: it is the topmost layer."""
        return self._layer == self._top

    def outline(self, rect: pygame.Rect) -> None:
        """The ring around what has the focus."""
        around = rect.inflate(self.theme.px(4), self.theme.px(4))
        pygame.draw.rect(self.surface, look.ACCENT, around, self.theme.px(2), border_radius=self.theme.px(6))

    def say(
        self,
        text: str,
        at: Point,
        within: pygame.Rect,
        size: float = 15,
        bold: bool = False,
        colour: Colour = look.INK,
        right: bool = False,
    ) -> pygame.Rect:
        """Put a line of words at a place, or to the left of it; what is too wide ends in an ellipsis."""
        font = self.theme.font(size, bold)
        shown = fitted(text, font, within.w)
        image = written(shown, font, colour)
        rect = image.get_rect(topright=at) if right else image.get_rect(topleft=at)
        self.surface.blit(image, rect)
        self.texts.append(Said(shown, rect, self.surface.get_clip()))
        if shown != text and self.active and rect.collidepoint(self.inputs.mouse):
            self._tip = (text, self.inputs.mouse)
        return rect

    def tip(self, text: str) -> None:
        """Tell something beside the pointer at the end of this frame; lines are kept."""
        self._tip = (text, self.inputs.mouse)

    def _show_tip(self, text: str, at: Point) -> None:
        font, pad = self.theme.font(14), self.theme.px(7)
        lines = [line for part in text.split("\n") for line in wrapped(part, font, self.theme.px(340))]
        high = font.get_linesize()
        wide, tall = max(font.size(line)[0] for line in lines) + 2 * pad, high * len(lines) + 2 * pad
        screen = self.surface.get_rect()
        rect = pygame.Rect(at[0] + 14, at[1] + 18, wide, tall)
        if rect.bottom > screen.bottom:
            rect.bottom = at[1] - 8
        rect = rect.clamp(screen)
        pygame.draw.rect(self.surface, look.INK, rect, border_radius=self.theme.px(4))
        for k, line in enumerate(lines):
            self.surface.blit(written(line, font, look.PANEL), (rect.x + pad, rect.y + pad + k * high))


def beside(lit: pygame.Rect, sheet: pygame.Rect, screen: pygame.Rect, gap: int) -> pygame.Rect:
    """A sheet moved to where it covers least of what is lit, wholly on the screen."""
    spots = [
        sheet,
        sheet.move(lit.left - gap - sheet.right, lit.centery - sheet.centery),
        sheet.move(lit.right + gap - sheet.left, lit.centery - sheet.centery),
        sheet.move(lit.centerx - sheet.centerx, lit.top - gap - sheet.bottom),
        sheet.move(lit.centerx - sheet.centerx, lit.bottom + gap - sheet.top),
        sheet.move(lit.right - gap - sheet.right, lit.bottom - gap - sheet.bottom),
    ]
    free = screen.inflate(-2 * gap, -2 * gap)
    inside = [spot.clamp(free) for spot in spots]
    return min(inside, key=lambda spot: spot.clip(lit).w * spot.clip(lit).h)
