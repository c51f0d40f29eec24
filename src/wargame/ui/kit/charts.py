"""Small pictures of figures: signed bars, lines over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pygame

from wargame.explain import figure
from wargame.ui import theme as look
from wargame.ui.kit.words import wrapped

if TYPE_CHECKING:
    from wargame.ui.kit.column import Column
    from wargame.ui.kit.ui import Ui

DASHES = (0, 8, 4, 12)  # pixels of a dash and of the gap after it; 0 is a whole line


def bars(column: "Column", rows: Sequence[tuple[str, float, str]], unit: str) -> None:
    """A bar a row about zero: what is for it to the right, what is against it to the left and hatched."""
    ui = column.ui
    font, pad = ui.theme.font(14), ui.theme.px(6)
    most = max((abs(amount) for _, amount, _ in rows), default=0.0) or 1.0
    names = min(max((font.size(name)[0] for name, _, _ in rows), default=0), column.rect.w * 2 // 5)
    figures = max((font.size(_signed(amount))[0] for _, amount, _ in rows), default=0)
    for name, amount, told in rows:
        rect = column.place(font.get_linesize() + ui.theme.px(2), 0)
        lines = wrapped(told, ui.theme.font(13), rect.w - 2 * pad) if told else ()
        if column.seen(rect):
            ui.say(name, rect.topleft, pygame.Rect(rect.x, rect.y, names, rect.h), 14)
            ui.say(_signed(amount), rect.topright, rect, 14, right=True)
            room = pygame.Rect(rect.x + names + pad, rect.y + 3, rect.w - names - figures - 3 * pad, rect.h - 6)
            _bar(ui.surface, room, amount / most)
        for line in lines:
            under = column.place(ui.theme.font(13).get_linesize(), 0)
            if column.seen(under):
                ui.say(line, (under.x + 2 * pad, under.y), under, 13, colour=look.QUIET)
    if unit:
        column.text(f"in {unit}", muted=True)
    column.space(4)


def _signed(amount: float) -> str:
    return f"{'+' if amount > 0 else ''}{figure(round(amount, 3))}"


def _bar(surface: pygame.Surface, room: pygame.Rect, share: float) -> None:
    if room.w < 8:
        return
    middle, long = room.centerx, round(abs(share) * room.w / 2)
    rect = pygame.Rect(middle if share > 0 else middle - long, room.y, long, room.h)
    pygame.draw.rect(surface, look.GOOD if share > 0 else look.WARNING, rect)
    if share < 0:
        before = surface.get_clip()
        surface.set_clip(rect.clip(before))
        for x in range(rect.x - rect.h, rect.right, 5):
            pygame.draw.line(surface, look.PANEL, (x, rect.bottom), (x + rect.h, rect.y))
        surface.set_clip(before)
    pygame.draw.line(surface, look.QUIET, (middle, room.y - 2), (middle, room.bottom + 1))


def line(
    column: "Column",
    series: Mapping[str, Sequence[float]],
    labels: Sequence[str],
    mark: int | None,
    high: float,
    title: str,
) -> int | None:
    """Lines over time, each with its name at its end and a dash of its own; the moment that was pressed, if any."""
    ui = column.ui
    if title:
        column.text(title, bold=True)
    rect = column.place(ui.theme.px(high))
    _, use = column.use(title or "graph", "graph", rect)
    if not column.seen(rect):
        return None
    frame = Frame.around(ui, rect, series, len(labels))
    frame.draw(labels, mark)
    ends = [frame.curve(n, name, given) for n, (name, given) in enumerate(series.items())]
    frame.name([end for end in ends if end is not None])
    if use.ring:
        ui.outline(rect)
    return frame.moment(ui.inputs.mouse[0]) if use.pressed and ui.inputs.up is not None else None


End = tuple[float, str, look.Colour]  # where a line ends, its name and its colour


@dataclass(frozen=True)
class Frame:
    """The frame of a graph: where it stands, and what its edges mean."""

    ui: "Ui"
    rect: pygame.Rect
    area: pygame.Rect  # within the axes
    least: float
    most: float
    span: int  # steps from the first moment to the last

    @classmethod
    def around(cls, ui: "Ui", rect: pygame.Rect, series: Mapping[str, Sequence[float]], moments: int) -> "Frame":
        """The frame that all of some lines fit into, with room for their names."""
        values = [float(v) for given in series.values() for v in given if v == v]
        least, most = (min(values), max(values)) if values else (0.0, 1.0)
        if most - least < 1e-9:
            least, most = least - 0.5, least + 0.5
        small = ui.theme.font(12)
        left = max(small.size(_told(x))[0] for x in (least, most)) + ui.theme.px(6)
        right = max((small.size(name)[0] for name in series), default=0) + ui.theme.px(10)
        high = max(20, rect.h - small.get_linesize() - ui.theme.px(14))
        area = pygame.Rect(rect.x + left, rect.y + ui.theme.px(6), max(20, rect.w - left - right), high)
        return cls(ui, rect, area, least, most, max(moments - 1, 1))

    def spot(self, moment: float, value: float) -> tuple[float, float]:
        """Where a value stands."""
        share = (value - self.least) / (self.most - self.least)
        return self.area.x + self.area.w * moment / self.span, self.area.bottom - self.area.h * share

    def moment(self, x: int) -> int:
        """The moment nearest to a place."""
        return min(max(round((x - self.area.x) / self.area.w * self.span), 0), self.span)

    def draw(self, labels: Sequence[str], mark: int | None) -> None:
        """The axes: least and most, the first moment and the last, and the one that is marked."""
        ui, area = self.ui, self.area
        high = ui.theme.font(12).get_linesize()
        pygame.draw.rect(ui.surface, look.FAINT, area, 1)
        for value, y in ((self.most, area.y), (self.least, area.bottom)):
            at = (area.x - ui.theme.px(4), y - high // 2)
            room = pygame.Rect(self.rect.x, at[1], area.x - self.rect.x, high)
            ui.say(_told(value), at, room, 12, right=True, colour=look.QUIET)
        if labels:
            ui.say(labels[0], (area.x, area.bottom + 2), area, 12, colour=look.QUIET)
            ui.say(labels[-1], (area.right, area.bottom + 2), area, 12, colour=look.QUIET, right=True)
        if mark is not None:
            x = self.spot(mark, self.least)[0]
            pygame.draw.line(ui.surface, look.QUIET, (x, area.y), (x, area.bottom), 1)

    def curve(self, n: int, name: str, given: Sequence[float]) -> End | None:
        """The n-th line, and where it ends."""
        points = [self.spot(k, v) for k, v in enumerate(given) if v == v]
        colour = look.palette()[look.SERIES[n % len(look.SERIES)]]
        _dashed(self.ui.surface, colour, points, DASHES[n % len(DASHES)], self.ui.theme.px(2))
        return (points[-1][1], name, colour) if points else None

    def name(self, ends: Sequence[End]) -> None:
        """The names of the lines at their ends, none on top of another."""
        ui, high = self.ui, self.ui.theme.font(12).get_linesize()
        at = float(self.area.y - high)
        for want, name, colour in sorted(ends):
            at = max(want - high / 2, at + 0.9 * high)
            mark = pygame.Rect(self.area.right + 1, round(at) + 4, ui.theme.px(4), high - 8)
            pygame.draw.rect(ui.surface, colour, mark)
            x = self.area.right + ui.theme.px(6)
            ui.say(name, (x, round(at)), pygame.Rect(x, self.rect.y, self.rect.right - x, high), 12)


def _told(value: float) -> str:
    return figure(round(value, 6))


def _dashed(
    surface: pygame.Surface, colour: look.Colour, points: Sequence[tuple[float, float]], dash: int, wide: int
) -> None:
    """A line, or one of dashes; the steps of a dash go on from one stretch to the next."""
    if len(points) < 2:
        return
    if not dash:
        pygame.draw.lines(surface, colour, False, points, wide)
        return
    walked = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        length = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 1e-9)
        at = 0.0
        while at < length:
            left = dash - walked % dash
            to = min(at + left, length)
            if int(walked // dash) % 2 == 0:
                start, end = ((x0 + (x1 - x0) * t / length, y0 + (y1 - y0) * t / length) for t in (at, to))
                pygame.draw.line(surface, colour, start, end, wide)
            walked, at = walked + to - at, to
