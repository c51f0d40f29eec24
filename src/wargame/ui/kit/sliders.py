"""What is set: one of several, sheets of which one is shown, an amount between bounds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from wargame.explain import figure
from wargame.ui import theme as look

if TYPE_CHECKING:
    from wargame.ui.kit.column import Column
    from wargame.ui.kit.ui import Ui


def choice(column: "Column", label: str, options: Sequence[str], chosen: int, enabled: bool, hint: str) -> int:
    """Arrows to both sides of what is chosen; its label stands above it."""
    ui = column.ui
    font, pad = ui.theme.font(15), ui.theme.px(8)
    if label:
        ui_label = column.place(ui.theme.font(13).get_linesize(), 0)
        if column.seen(ui_label):
            ui.say(label, ui_label.topleft, ui_label, 13, colour=look.QUIET)
    rect = column.place(ui.theme.px(30))
    enabled = enabled and len(options) > 1
    _, use = column.use(label, "choice", rect, enabled, "", hint)
    step = use.keys.count("right") - use.keys.count("left")
    if use.pressed:
        step = -1 if ui.inputs.mouse[0] < rect.x + rect.w // 3 and ui.inputs.up else 1
    chosen = min(max(chosen, 0), max(len(options) - 1, 0))
    if options:
        chosen = (chosen + step) % len(options)
    if column.seen(rect):
        pygame.draw.rect(ui.surface, look.CHOSEN if use.hovered else look.SUNK, rect, border_radius=ui.theme.px(5))
        _arrows(ui, rect, look.ACCENT if enabled else look.OFF)
        inner = rect.inflate(-2 * ui.theme.px(22), 0)
        shown = options[chosen] if options else "none"
        wide = min(font.size(shown)[0], inner.w)
        at = (inner.x + (inner.w - wide) // 2, rect.y + (rect.h - font.get_linesize()) // 2)
        ui.say(shown, at, pygame.Rect(at[0], rect.y, inner.right - at[0] + pad // 2, rect.h))
        if use.ring:
            ui.outline(rect)
    return chosen


def _arrows(ui: "Ui", rect: pygame.Rect, ink: look.Colour) -> None:
    half, y = ui.theme.px(5), rect.centery
    left, right = rect.x + ui.theme.px(8), rect.right - ui.theme.px(8)
    pygame.draw.polygon(ui.surface, ink, [(left, y), (left + half, y - half), (left + half, y + half)])
    pygame.draw.polygon(ui.surface, ink, [(right, y), (right - half, y - half), (right - half, y + half)])


def tabs(column: "Column", options: Sequence[str], chosen: int, label: str, keys: Sequence[str]) -> int:
    """Sheets by name, in as many lines as they need; the arrows go through them."""
    ui = column.ui
    font, pad = ui.theme.font(14), ui.theme.px(9)
    high = font.get_linesize() + ui.theme.px(8)
    x, line, spots = 0, 0, []
    for name in options:
        wide = min(font.size(name)[0] + 2 * pad, column.rect.w)
        if x and x + wide > column.rect.w:
            x, line = 0, line + 1
        spots.append((x, line, wide))
        x += wide + ui.theme.px(3)
    whole = column.place((line + 1) * (high + ui.theme.px(3)))
    _, use = column.use(label, "tabs", whole)
    chosen = (chosen + use.keys.count("right") - use.keys.count("left")) % len(options)
    for k, (x, line, wide) in enumerate(spots):
        rect = pygame.Rect(whole.x + x, whole.y + line * (high + ui.theme.px(3)), wide, high)
        key = keys[k] if k < len(keys) else ""
        hint = f"{options[k]}  [{key}]" if key else ""
        over = ui.active and rect.clip(ui.surface.get_clip()).collidepoint(ui.inputs.mouse)
        if (use.pressed and over and ui.inputs.up) or (key and ui.active and ui.inputs.take(key)):
            chosen, ui.again = k, True
        ground = look.ACCENT if k == chosen else look.CHOSEN if over else look.SUNK
        pygame.draw.rect(ui.surface, ground, rect, border_radius=ui.theme.px(4))
        at = (rect.x + pad, rect.y + ui.theme.px(4))
        inner = pygame.Rect(at[0], rect.y, rect.w - 2 * pad + 1, rect.h)
        ui.say(options[k], at, inner, 14, colour=look.PANEL if k == chosen else look.INK)
        if over and hint:
            ui.tip(hint)
    if use.ring:
        ui.outline(whole)
    return chosen


def slider(
    column: "Column", label: str, value: float, least: float, most: float, step: float, unit: str, hint: str
) -> float:
    """A handle on a rail: pulled, or moved a step by the arrows; its label and figure stand above."""
    ui = column.ui
    font = ui.theme.font(15)
    head = column.place(font.get_linesize(), 0)
    rail = column.place(ui.theme.px(22))
    enabled = most > least
    id, use = column.use(label, "slider", rail, enabled, "", hint)
    pad, span = ui.theme.px(8), max(most - least, 1e-12)
    at = ui.dragged(id)
    if enabled and at is not None and rail.w > 2 * pad:
        value = least + span * (at[0] - rail.x - pad) / (rail.w - 2 * pad)
        value = least + round((value - least) / step) * step
    value += step * (use.keys.count("right") - use.keys.count("left"))
    value = least if "home" in use.keys else most if "end" in use.keys else value
    value = min(max(round(value, 9), least), most)
    if column.seen(head):
        told = f"{figure(round(value, 6))} {unit}".strip()
        wide = min(font.size(told)[0], head.w)
        ui.say(label, head.topleft, pygame.Rect(head.x, head.y, head.w - wide - pad, head.h), colour=look.QUIET)
        ui.say(told, head.topright, head, right=True)
    if column.seen(rail):
        y, x = rail.centery, rail.x + pad + (rail.w - 2 * pad) * (value - least) / span
        pygame.draw.line(ui.surface, look.FAINT, (rail.x + pad, y), (rail.right - pad, y), ui.theme.px(4))
        ink = look.ACCENT if enabled else look.OFF
        pygame.draw.line(ui.surface, ink, (rail.x + pad, y), (x, y), ui.theme.px(4))
        pygame.draw.circle(ui.surface, look.PRESSED if use.hovered else ink, (x, y), ui.theme.px(8))
        if use.ring:
            ui.outline(rail)
    return value
