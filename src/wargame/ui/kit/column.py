"""A column: widgets one under the other, and columns side by side in it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pygame

from wargame.ui import theme as look
from wargame.ui.kit import buttons, charts, entry, sliders, table
from wargame.ui.kit.words import wrapped
from wargame.ui.theme import Colour

if TYPE_CHECKING:
    from wargame.ui.kit.ui import Ui, Use


class Column:
    """Puts widgets one under the other; `y` is where the next one goes."""

    def __init__(self, ui: "Ui", id: str, rect: pygame.Rect, y: int, above: "Column | None" = None) -> None:
        self.ui, self.id, self.rect, self.y = ui, id, rect, y
        self._above = above
        self._taken: dict[str, int] = {}
        self._rows = 0

    def place(self, high: int, gap: float = 6) -> pygame.Rect:
        """The next rectangle of the column's width; what follows goes below it."""
        rect = pygame.Rect(self.rect.x, self.y, self.rect.w, high)
        self._down_to(rect.bottom + self.ui.theme.px(gap))
        return rect

    def _down_to(self, y: int) -> None:
        self.y = max(self.y, y)
        if self._above is not None:
            self._above._down_to(y)

    def use(
        self, label: str, kind: str, rect: pygame.Rect, enabled: bool = True, key: str = "", hint: str = ""
    ) -> "tuple[str, Use]":
        """A widget of this column: its id, and how it is being used."""
        count = self._taken[label] = self._taken.get(label, 0) + 1
        id = f"{self.id}/{label}" + (f"#{count}" if count > 1 else "")
        return id, self.ui.use(id, label, kind, rect, enabled, key, hint)

    def seen(self, rect: pygame.Rect) -> bool:
        """Whether any of a rectangle can be seen now."""
        return bool(rect.colliderect(self.ui.surface.get_clip()))

    # words

    def heading(self, text: str) -> None:
        """A heading."""
        self.space(4)
        self._line(text, 16, True, look.INK)

    def text(self, text: str, muted: bool = False, bold: bool = False, colour: Colour | None = None) -> None:
        """Words, wrapped; an empty line between parts that a line break parts."""
        ink = colour or (look.QUIET if muted else look.INK)
        font = self.ui.theme.font(15, bold)
        for part in text.split("\n"):
            for line in wrapped(part, font, self.rect.w):
                rect = self.place(font.get_linesize(), 0)
                if self.seen(rect):
                    self.ui.say(line, rect.topleft, rect, 15, bold, ink)
        self.space(6)

    def _line(self, text: str, size: float, bold: bool, ink: Colour) -> None:
        font = self.ui.theme.font(size, bold)
        for line in wrapped(text, font, self.rect.w):
            rect = self.place(font.get_linesize(), 0)
            self.ui.say(line, rect.topleft, rect, size, bold, ink)
        self.space(4)

    def pair(self, label: str, value: str, hint: str = "", colour: Colour | None = None) -> None:
        """A label at the left, its figure at the right; a label that is too long goes on below itself."""
        font = self.ui.theme.font(15)
        wide, gap = font.size(value)[0], self.ui.theme.px(8)
        if wide + font.size(label)[0] + gap > self.rect.w and wide > self.rect.w // 2:
            self.text(label, muted=True)
            self.text(value, colour=colour)
            return
        lines = wrapped(label, font, self.rect.w - wide - gap)
        rect = self.place(font.get_linesize() * len(lines), 2)
        if not self.seen(rect):
            return
        for k, line in enumerate(lines):
            left = pygame.Rect(rect.x, rect.y + k * font.get_linesize(), rect.w - wide - gap, font.get_linesize())
            self.ui.say(line, left.topleft, left, colour=look.QUIET)
        self.ui.say(value, rect.topright, rect, colour=colour or look.INK, right=True)
        if hint and rect.clip(self.ui.surface.get_clip()).collidepoint(self.ui.inputs.mouse) and self.ui.active:
            self.ui.tip(hint)

    def rule(self) -> None:
        """A line across."""
        rect = self.place(1, 8)
        pygame.draw.line(self.ui.surface, look.FAINT, rect.topleft, rect.topright)

    def space(self, high: float = 8) -> None:
        """Nothing, so high."""
        self._down_to(self.y + self.ui.theme.px(high))

    def row(self, count: int, shares: Sequence[float] | None = None) -> "list[Column]":
        """Columns side by side that begin here; what follows them goes below the longest."""
        parts = list(shares or [1.0] * count)
        gap, x = self.ui.theme.px(8), float(self.rect.x)
        free = self.rect.w - gap * (count - 1)
        columns = []
        for k, part in enumerate(parts):
            wide = free * part / sum(parts)
            rect = pygame.Rect(round(x), self.rect.y, round(x + wide) - round(x), self.rect.h)
            columns.append(Column(self.ui, f"{self.id}/row{self._rows}/{k}", rect, self.y, self))
            x += wide + gap
        self._rows += 1
        return columns

    def picture(self, image: pygame.Surface) -> pygame.Rect:
        """A picture, in the middle."""
        rect = self.place(image.get_height())
        spot = image.get_rect(center=rect.center)
        self.ui.surface.blit(image, spot)
        return spot

    # what is used

    def button(
        self,
        label: str,
        key: str = "",
        enabled: bool = True,
        hint: str = "",
        primary: bool = False,
        small: bool = False,
    ) -> bool:
        """A button; whether it was pressed."""
        return buttons.button(self, label, key, enabled, hint, primary, small)

    def link(self, label: str, key: str = "", hint: str = "") -> bool:
        """Words that can be pressed."""
        return buttons.link(self, label, key, hint)

    def toggle(self, label: str, on: bool, key: str = "", enabled: bool = True, hint: str = "") -> bool:
        """A box to tick; whether it is ticked now."""
        return buttons.toggle(self, label, on, key, enabled, hint)

    def choice(self, label: str, options: Sequence[str], chosen: int, enabled: bool = True, hint: str = "") -> int:
        """One of several, a step to the left or to the right; the index of the one chosen now."""
        return sliders.choice(self, label, options, chosen, enabled, hint)

    def tabs(self, options: Sequence[str], chosen: int, label: str = "tabs", keys: Sequence[str] = ()) -> int:
        """Several sheets, one of which is shown; the index of the one chosen now."""
        return sliders.tabs(self, options, chosen, label, keys)

    def slider(
        self, label: str, value: float, least: float, most: float, step: float, unit: str = "", hint: str = ""
    ) -> float:
        """An amount between two bounds; what it is now."""
        return sliders.slider(self, label, value, least, most, step, unit, hint)

    def entry(self, label: str, text: str, hint: str = "") -> str:
        """A line to write in; what it says now."""
        return entry.entry(self, label, text, hint)

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], selected: int | None = None, label: str = "table"
    ) -> int | None:
        """Rows under a head, one of which may be chosen; the index of the one chosen now."""
        return table.table(self, head, rows, selected, label)

    # what is drawn

    def bars(self, rows: Sequence[tuple[str, float, str]], unit: str = "") -> None:
        """Signed bars about zero: a name, an amount, words beside it."""
        charts.bars(self, rows, unit)

    def line(
        self,
        series: Mapping[str, Sequence[float]],
        labels: Sequence[str],
        mark: int | None = None,
        high: float = 150,
        title: str = "",
    ) -> int | None:
        """Lines over time; the index of a moment that was pressed."""
        return charts.line(self, series, labels, mark, high, title)
