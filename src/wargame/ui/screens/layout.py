"""Where things stand at the table, at any size of window and any scale of text."""

from dataclasses import dataclass

import pygame

from wargame.ui.theme import Theme

SHEET = 400  # pixels before scaling: width of the sheet beside the board
WIDE = 820  # from here on the line above is one, with who looks and which map in it
LOW, TINY = 600, 360  # heights below which things stand closer, and scroll together
BOARD = 340  # the least width of a board that is shown beside a sheet
TOP, CLOSE, STATUS = 64, 56, 24


@dataclass(frozen=True)
class Layout:
    """The places of a table: in a narrow window the sheet lies over the board and takes its whole width."""

    top: pygame.Rect
    board: pygame.Rect
    sheet: pygame.Rect
    status: pygame.Rect
    bottom: pygame.Rect
    narrow: bool  # the sheet lies over the board
    lines: int  # of the line above
    chosen_above: bool  # whether who looks and which map stand in the line above, else in the menu
    low: bool
    tiny: bool

    @classmethod
    def of(cls, size: tuple[int, int], theme: Theme, foot: int) -> "Layout":
        """The layout of a window of a size over a bar of so many pixels."""
        wide, high = size
        gap = theme.px(6)
        narrow = wide < theme.px(SHEET + BOARD)
        low, wide_enough = high < theme.px(LOW), wide >= theme.px(WIDE)
        lines = 1 if wide_enough or low else 2
        above = theme.px(TOP if wide_enough or not low else CLOSE)
        top = pygame.Rect(0, 0, wide, min(above * lines, high // 3))
        foot = min(foot, high // (4 if low else 3))
        bottom = pygame.Rect(0, high - foot, wide, foot)
        status = pygame.Rect(gap, bottom.top - theme.px(STATUS), wide - 2 * gap, theme.px(STATUS))
        room = pygame.Rect(gap, top.bottom, wide - 2 * gap, max(1, status.top - top.bottom))
        told = (lines, wide_enough or not low, low, high < theme.px(TINY))
        if narrow:
            return cls(top, room, room, status, bottom, True, *told)
        beside = min(max(theme.px(SHEET), wide * 3 // 10), theme.px(560))
        sheet = pygame.Rect(room.right - beside, room.y, beside, room.h)
        board = pygame.Rect(room.x, room.y, room.w - beside - gap, room.h)
        return cls(top, board, sheet, status, bottom, False, *told)
