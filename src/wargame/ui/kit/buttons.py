"""What is pressed: buttons, words that lead on, boxes to tick."""

from typing import TYPE_CHECKING

import pygame

from wargame.ui import theme as look
from wargame.ui.kit.words import fitted, written

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
    """Words that can be pressed, underlined."""
    ui = column.ui
    font = ui.theme.font(15)
    rect = column.place(font.get_linesize(), 4)
    rect.w = min(rect.w, font.size(label)[0])
    _, use = column.use(label, "link", rect, True, key, hint)
    if column.seen(rect):
        said = ui.say(label, rect.topleft, rect, colour=look.PRESSED if use.hovered else look.ACCENT)
        pygame.draw.line(ui.surface, look.ACCENT, (said.x, said.bottom - 2), (said.right, said.bottom - 2))
        if use.ring:
            ui.outline(rect)
    return use.pressed


def toggle(column: "Column", label: str, on: bool, key: str, enabled: bool, hint: str) -> bool:
    """A box to tick, its words beside it."""
    ui = column.ui
    rect = column.place(ui.theme.px(26), 2)
    _, use = column.use(label, "toggle", rect, enabled, key, hint)
    on = on != use.pressed
    if column.seen(rect):
        side = ui.theme.px(18)
        box = pygame.Rect(rect.x, rect.y + (rect.h - side) // 2, side, side)
        ink = look.ACCENT if enabled else look.OFF
        pygame.draw.rect(ui.surface, look.CHOSEN if use.hovered else look.PANEL, box, border_radius=3)
        pygame.draw.rect(ui.surface, ink, box, 2, border_radius=3)
        if on:
            tick = [(0.2, 0.55), (0.42, 0.78), (0.82, 0.25)]
            points = [(box.x + x * side, box.y + y * side) for x, y in tick]
            pygame.draw.lines(ui.surface, ink, False, points, ui.theme.px(3))
        font = ui.theme.font(15)
        at = (box.right + ui.theme.px(8), rect.y + (rect.h - font.get_linesize()) // 2)
        room = pygame.Rect(at[0], rect.y, rect.right - at[0], rect.h)
        ui.say(label, at, room, colour=look.INK if enabled else look.OFF)
        if use.ring:
            ui.outline(rect)
    return on
