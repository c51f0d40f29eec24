"""A line to write in."""

from typing import TYPE_CHECKING

import pygame

from wargame.ui import theme as look

if TYPE_CHECKING:
    from wargame.ui.kit.column import Column
    from wargame.ui.kit.ui import Use


def entry(column: "Column", label: str, text: str, hint: str) -> str:
    """A line to write in, its label above it; the end that is written at stays in sight."""
    ui = column.ui
    small, font, pad = ui.theme.font(13), ui.theme.font(15), ui.theme.px(7)
    head = column.place(small.get_linesize(), 0)
    rect = column.place(ui.theme.px(30))
    id, use = column.use(label, "entry", rect, True, "", hint)
    caret = min(ui.carets.get(id, len(text)), len(text))
    text, caret = _edited(text, caret, use)
    ui.carets[id] = caret
    if not column.seen(rect):
        return text
    ui.say(label, head.topleft, head, 13, colour=look.QUIET)
    pygame.draw.rect(ui.surface, look.PANEL if use.focused else look.SUNK, rect, border_radius=ui.theme.px(4))
    pygame.draw.rect(ui.surface, look.ACCENT if use.focused else look.FAINT, rect, 1, border_radius=ui.theme.px(4))
    room = pygame.Rect(rect.x + pad, rect.y, rect.w - 2 * pad, rect.h)
    start = 0
    while font.size(text[start:caret])[0] > room.w:
        start += 1
    end = len(text)
    while end > caret and font.size(text[start:end])[0] > room.w:
        end -= 1
    at = (room.x, rect.y + (rect.h - font.get_linesize()) // 2)
    ui.say(text[start:end], at, room)
    if use.focused:
        x = room.x + font.size(text[start:caret])[0]
        pygame.draw.line(ui.surface, look.INK, (x, rect.y + pad), (x, rect.bottom - pad), ui.theme.px(2))
    if use.ring:
        ui.outline(rect)
    return text


def _edited(text: str, caret: int, use: "Use") -> tuple[str, int]:
    """The text and the caret after what was typed."""
    if use.typed:
        text, caret = text[:caret] + use.typed + text[caret:], caret + len(use.typed)
    for key in use.keys:
        if key == "backspace" and caret:
            text, caret = text[: caret - 1] + text[caret:], caret - 1
        elif key == "delete":
            text = text[:caret] + text[caret + 1 :]
        else:
            places = {"left": max(0, caret - 1), "right": min(len(text), caret + 1), "home": 0, "end": len(text)}
            caret = places.get(key, caret)
    return text, caret
