"""Small pictures of figures: signed bars, lines over time."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import pygame

from wargame.explain import figure
from wargame.ui import theme as look
from wargame.ui.kit.words import wrapped

if TYPE_CHECKING:
    from wargame.ui.kit.column import Column

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
    small = ui.theme.font(12)
    values = [float(v) for line in series.values() for v in line if v == v]
    least, most = (min(values), max(values)) if values else (0.0, 1.0)
    if most - least < 1e-9:
        least, most = least - 0.5, least + 0.5
    ticks = [figure(round(x, 6)) for x in (most, least)]
    left = max(small.size(t)[0] for t in ticks) + ui.theme.px(6)
    right = max((small.size(name)[0] for name in series), default=0) + ui.theme.px(10)
    foot = small.get_linesize() + 2
    area = pygame.Rect(rect.x + left, rect.y + 6, max(20, rect.w - left - right), max(20, rect.h - foot - 12))
    pygame.draw.rect(ui.surface, look.FAINT, area, 1)
    for text, y in zip(ticks, (area.y, area.bottom), strict=True):
        at = (area.x - ui.theme.px(4), y - small.get_linesize() // 2)
        ui.say(text, at, pygame.Rect(rect.x, at[1], left, foot), 12, right=True, colour=look.QUIET)
    span = max(len(labels) - 1, 1)

    def spot(k: int, v: float) -> tuple[float, float]:
        return area.x + area.w * k / span, area.bottom - area.h * (v - least) / (most - least)

    if labels:
        ui.say(labels[0], (area.x, area.bottom + 2), area, 12, colour=look.QUIET)
        ui.say(labels[-1], (area.right, area.bottom + 2), area, 12, colour=look.QUIET, right=True)
    if mark is not None and labels:
        x = spot(mark, least)[0]
        pygame.draw.line(ui.surface, look.QUIET, (x, area.y), (x, area.bottom), 1)
    colours, ends = look.palette(), []
    for n, (name, given) in enumerate(series.items()):
        points = [spot(k, v) for k, v in enumerate(given) if v == v]
        colour = colours[look.SERIES[n % len(look.SERIES)]]
        _dashed(ui.surface, colour, points, DASHES[n // len(look.SERIES) % 4 or n % 4], ui.theme.px(2))
        if points:
            ends.append((points[-1][1], name, colour))
    below = float(area.y - small.get_linesize())
    for want, name, colour in sorted(ends):
        below = max(want - small.get_linesize() / 2, below + small.get_linesize() * 0.9)
        spot_x = area.right + ui.theme.px(6)
        pygame.draw.rect(
            ui.surface, colour, (area.right + 1, round(below) + 4, ui.theme.px(4), small.get_linesize() - 8)
        )
        ui.say(name, (spot_x, round(below)), pygame.Rect(spot_x, rect.y, rect.right - spot_x, rect.h), 12)
    if use.ring:
        ui.outline(rect)
    if use.pressed and ui.inputs.up is not None:
        return min(max(round((ui.inputs.mouse[0] - area.x) / area.w * span), 0), span)
    return None


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
