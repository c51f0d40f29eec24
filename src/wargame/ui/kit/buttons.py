"""What is pressed: buttons, words that lead on, boxes to tick."""

from typing import TYPE_CHECKING

import pygame

from wargame.ui import theme as look
from wargame.ui.kit.words import fitted, wrapped, written

if TYPE_CHECKING:
    from wargame.ui.kit.column import Column


def button(column: "Column", label: str, key: str, enabled: bool, hint: str, primary: bool, small: bool) -> bool:
    """A button as wide as its column."""
    ui = column.ui
    rect = column.place(ui.theme.px(26 if small else 34))
    _, use = column.use(label, "button", rect, enabled, key, hint)
    if not column.seen(rect):
        return use.pressed
    ground = look.SUNK if not enabled else (look.PRESSED if use.hovered else look.ACCENT) if primary else look.PANEL
    if enabled and not primary and use.hovered:
        ground = look.CHOSEN
    ink = look.OFF if not enabled else look.PANEL if primary else look.ACCENT
    pygame.draw.rect(ui.surface, ground, rect, border_radius=ui.theme.px(5))
    pygame.draw.rect(ui.surface, look.FAINT if not enabled else look.ACCENT, rect, 1, border_radius=ui.theme.px(5))
    font = ui.theme.font(15, bold=primary)
    pad = ui.theme.px(8)
    told = f"[{key}]" if key else ""
    wide = ui.theme.font(12).size(told)[0] + pad if told else 0
    room = rect.w - 2 * pad
    if told and font.size(label)[0] + wide > room:
        told, wide = "", 0  # the key is in the hint, and in the list of keys
    shown = fitted(label, font, room - wide)
    x = rect.x + (rect.w - font.size(shown)[0] - wide) // 2
    at = (x, rect.y + (rect.h - font.get_linesize()) // 2)
    ui.say(label, at, pygame.Rect(x, rect.y, room - wide, rect.h), bold=primary, colour=ink)
    if told:
        small_font = ui.theme.font(12)
        place = (x + font.size(shown)[0] + pad, rect.y + (rect.h - small_font.get_linesize()) // 2)
        ui.surface.blit(written(told, small_font, ink), place)
    if use.ring:
        ui.outline(rect)
    return use.pressed


def link(column: "Column", label: str, key: str, hint: str) -> bool:
    """Words that can be pressed, underlined; in as many lines as they need."""
    ui = column.ui
    font = ui.theme.font(15)
    high, lines = font.get_linesize(), wrapped(label, font, column.rect.w)
    rect = column.place(high * len(lines), 4)
    rect.w = min(rect.w, max(font.size(line)[0] for line in lines))
    _, use = column.use(label, "link", rect, True, key, hint)
    if column.seen(rect):
        for k, line in enumerate(lines):
            said = ui.say(line, (rect.x, rect.y + k * high), rect, colour=look.PRESSED if use.hovered else look.ACCENT)
            pygame.draw.line(ui.surface, look.ACCENT, (said.x, said.bottom - 2), (said.right, said.bottom - 2))
        if use.ring:
            ui.outline(rect)
    return use.pressed


def toggle(column: "Column", label: str, on: bool, key: str, enabled: bool, hint: str) -> bool:
    """A box to tick, its words beside it in as many lines as they need."""
    ui = column.ui
    font, side, gap = ui.theme.font(15), ui.theme.px(18), ui.theme.px(8)
    high, lines = font.get_linesize(), wrapped(label, font, column.rect.w - side - gap)
    rect = column.place(max(ui.theme.px(26), high * len(lines)), 2)
    _, use = column.use(label, "toggle", rect, enabled, key, hint)
    on = on != use.pressed
    if column.seen(rect):
        box = pygame.Rect(rect.x, rect.y + (min(rect.h, ui.theme.px(26)) - side) // 2, side, side)
        ink = look.ACCENT if enabled else look.OFF
        pygame.draw.rect(ui.surface, look.CHOSEN if use.hovered else look.PANEL, box, border_radius=3)
        pygame.draw.rect(ui.surface, ink, box, 2, border_radius=3)
        if on:
            tick = [(0.2, 0.55), (0.42, 0.78), (0.82, 0.25)]
            points = [(box.x + x * side, box.y + y * side) for x, y in tick]
            pygame.draw.lines(ui.surface, ink, False, points, ui.theme.px(3))
        room = pygame.Rect(box.right + gap, rect.y, rect.right - box.right - gap, rect.h)
        top = rect.y + (rect.h - high * len(lines)) // 2
        for k, line in enumerate(lines):
            ui.say(line, (room.x, top + k * high), room, colour=look.INK if enabled else look.OFF)
        if use.ring:
            ui.outline(rect)
    return on
