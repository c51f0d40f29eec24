"""A table of rows, one of which can be chosen."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from wargame.ui import theme as look

if TYPE_CHECKING:
    from wargame.ui.kit.column import Column
    from wargame.ui.kit.ui import Ui

FIGURE = re.compile(r"[~+\-−]?[\d .,]*\d[\d .,]*( ?(%|k|bn|km2|EUR|USD|\w{1,3}))?|-|–")
STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}


def table(
    column: "Column", head: Sequence[str], rows: Sequence[Sequence[str]], selected: int | None, label: str
) -> int | None:
    """Rows under a head; figures stand at the right of their column, words at the left."""
    ui = column.ui
    font, gap = ui.theme.font(14), ui.theme.px(12)
    high = font.get_linesize() + ui.theme.px(4)
    whole = column.place(high * (len(rows) + 1))
    wide = _widths(head, rows, (ui.theme.font(14, bold=True), font), whole.w, gap)
    right = [bool(rows) and all(FIGURE.fullmatch(row[k]) or not row[k] for row in rows) for k in range(len(head))]
    _, use = column.use(label, "table", whole, bool(rows))
    selected = _chosen(selected, len(rows), use.keys)
    if use.pressed and ui.inputs.up is not None:
        k = (ui.inputs.mouse[1] - whole.y) // high - 1
        selected = k if 0 <= k < len(rows) else selected
    elif use.pressed and selected is None and rows:
        selected = 0
    for k, row in enumerate((head, *rows)):
        line = pygame.Rect(whole.x, whole.y + k * high, whole.w, high)
        if column.seen(line):
            _ground(ui, line, head=not k, chosen=k > 0 and selected == k - 1)
            _cells(ui, line, row, list(zip(wide, right, strict=True)), gap, head=not k)
    if use.ring:
        ui.outline(whole.clip(ui.surface.get_clip()))
    return selected


def _ground(ui: "Ui", line: pygame.Rect, head: bool, chosen: bool) -> None:
    """What a row stands on; the one that is chosen has a bar at its left, so that not colour alone tells."""
    over = ui.active and not head and line.clip(ui.surface.get_clip()).collidepoint(ui.inputs.mouse)
    if head or chosen or over:
        pygame.draw.rect(ui.surface, look.CHOSEN if chosen else look.SUNK, line)
    if chosen:
        pygame.draw.rect(ui.surface, look.ACCENT, (line.x, line.y, ui.theme.px(3), line.h))


def _cells(
    ui: "Ui", line: pygame.Rect, row: Sequence[str], columns: Sequence[tuple[int, bool]], gap: int, head: bool
) -> None:
    x, y = line.x + ui.theme.px(5), line.y + ui.theme.px(2)
    for cell, (wide, to_right) in zip(row, columns, strict=True):
        at = (x + wide, y) if to_right else (x, y)
        room = pygame.Rect(x, line.y, wide, line.h)
        ui.say(cell, at, room, 14, bold=head, right=to_right, colour=look.QUIET if head else look.INK)
        x += wide + gap


def _chosen(selected: int | None, count: int, keys: Sequence[str]) -> int | None:
    """The row that is chosen after the arrows."""
    for key in keys:
        if not count:
            return None
        here = selected if selected is not None else -1 if key in ("down", "pagedown") else count
        selected = 0 if key == "home" else count - 1 if key == "end" else here + STEPS.get(key, 0)
        selected = min(max(selected, 0), count - 1)
    return selected


def _widths(
    head: Sequence[str], rows: Sequence[Sequence[str]], fonts: tuple[pygame.font.Font, ...], room: int, gap: int
) -> list[int]:
    """As wide as what a column of the table says; the widest give way where there is no room."""
    bold, font = fonts
    wide = [max(bold.size(told)[0], *(font.size(row[k])[0] for row in rows), 0) + 8 for k, told in enumerate(head)]
    free = room - gap * len(head)
    while sum(wide) > max(free, 40 * len(wide)):
        wide[wide.index(max(wide))] -= min(10, sum(wide) - max(free, 40 * len(wide)))
    return wide
