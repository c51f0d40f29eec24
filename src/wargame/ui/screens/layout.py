"""Where things stand at the table, at any size of window and any scale of text."""

from dataclasses import dataclass

import pygame

from wargame.ui.theme import Theme

SHEET = 400  # pixels before scaling: width of the sheet beside the board
WIDE = 860  # from here on the line above is one
BOARD = 340  # the least width of a board that is shown beside a sheet
TOP, STATUS = 64, 24


@dataclass(frozen=True)
class Layout:
    """The places of a table: in a narrow window the sheet lies over the board and takes its whole width."""

    top: pygame.Rect
    board: pygame.Rect
    sheet: pygame.Rect
    status: pygame.Rect
    bottom: pygame.Rect
    narrow: bool

    @classmethod
    def of(cls, size: tuple[int, int], theme: Theme, foot: int) -> "Layout":
        """The layout of a window of a size over a bar of so many pixels."""
        wide, high = size
        gap = theme.px(6)
        narrow = wide < theme.px(SHEET + BOARD)
        top = pygame.Rect(0, 0, wide, min(theme.px(TOP) * (2 if wide < theme.px(WIDE) else 1), high // 3))
        foot = min(foot, high // 3)
        bottom = pygame.Rect(0, high - foot, wide, foot)
        status = pygame.Rect(gap, bottom.top - theme.px(STATUS), wide - 2 * gap, theme.px(STATUS))
        room = pygame.Rect(gap, top.bottom, wide - 2 * gap, max(1, status.top - top.bottom))
        if narrow:
            return cls(top, room, room, status, bottom, True)
        beside = min(max(theme.px(SHEET), wide * 3 // 10), theme.px(560))
        sheet = pygame.Rect(room.right - beside, room.y, beside, room.h)
        board = pygame.Rect(room.x, room.y, room.w - beside - gap, room.h)
        return cls(top, board, sheet, status, bottom, False)
