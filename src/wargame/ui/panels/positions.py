"""Members on a line: a mark where each stands, and its code above, in as many lines as they need side by side."""

from collections.abc import Sequence

import pygame

from wargame.ui import theme as look
from wargame.ui.kit import Column

AWAY = 14  # pixels, before scaling, that a code may stand beside its mark


def positions(column: Column, stands: Sequence[tuple[float, str]]) -> None:
    """Codes over a line from 0 to 1; none lies on another, and each stands over its mark or a little beside it."""
    ui = column.ui
    font = ui.theme.font(12)
    high, pad = font.get_linesize(), ui.theme.px(3)
    left, wide = column.rect.x + ui.theme.px(14), column.rect.w - ui.theme.px(28)
    spots = [(left + round(wide * min(max(x, 0.0), 1.0)), font.size(code)[0], code) for x, code in sorted(stands)]
    laid = lanes([(x, w) for x, w, _ in spots], pad, ui.theme.px(AWAY), column.rect.x, column.rect.right)
    count = max((lane for lane, _ in laid), default=0) + 1
    rect = column.place(count * high + 2 * high)
    if not column.seen(rect):
        return
    axis = rect.y + count * high + ui.theme.px(8)
    pygame.draw.line(ui.surface, look.QUIET, (left, axis), (left + wide, axis), ui.theme.px(1))
    for (x, w, code), (lane, at) in zip(spots, laid, strict=True):
        y = axis - ui.theme.px(8) - (lane + 1) * high
        pygame.draw.line(
            ui.surface, look.ACCENT, (x, axis - ui.theme.px(5)), (x, axis + ui.theme.px(4)), ui.theme.px(2)
        )
        ui.say(code, (at, y), pygame.Rect(at, y, w, high), 12)
    for value in (0.0, 0.5, 1.0):
        told = f"{value:g}"
        x = left + round(wide * value) - font.size(told)[0] // 2
        ui.say(told, (x, axis + ui.theme.px(5)), pygame.Rect(x, axis, font.size(told)[0], high), 12, colour=look.QUIET)


def lanes(spots: Sequence[tuple[int, int]], gap: int, away: int, least: int, most: int) -> list[tuple[int, int]]:
    """For marks with the width of their words, from left to right: the line of each, from 0, and where it begins."""
    ends: list[int] = []  # where the words of each line end so far
    laid = []
    for x, wide in spots:
        want = min(max(x - wide // 2 - away, least), most - wide)
        last = max(min(x - wide // 2 + away, most - wide), want)
        free = [lane for lane, end in enumerate(ends) if end + gap <= last]
        lane, at = (free[0], max(want, ends[free[0]] + gap)) if free else (len(ends), want)
        ends[lane : lane + 1] = [at + wide]
        laid.append((lane, at))
    return laid
