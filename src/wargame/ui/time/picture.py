"""The board as a picture of its own: any turn, at any size, with its day, away from the window."""

from typing import TYPE_CHECKING

import pygame

from wargame.explain import renamed
from wargame.ui import theme as look
from wargame.ui.board import BoardView, Look
from wargame.ui.theme import Theme
from wargame.ui.time.dates import said

if TYPE_CHECKING:
    from wargame.exercise.session import Session


class Painter:
    """Paints the board of a sitting as a seat sees it, in one mode and from one place of the camera."""

    def __init__(self, session: "Session", seat: str | None, board: BoardView, scale: float = 1.0) -> None:
        """Take over what is shown on a board of the window; `scale` is that of letters and lines."""
        self.session, self.seat, self.scale = session, seat, scale
        self._board = BoardView(board.mode, Look(scale))
        self._board.extra, self._board.hidden = board.extra, board.hidden
        self._camera = board.camera

    def paint(self, turn: int, size: tuple[int, int]) -> pygame.Surface:
        """The board at the end of a turn, under a line with title and day."""
        session, seats = self.session, None if self.seat is None else (self.seat,)
        surface = pygame.Surface(size)
        surface.fill(look.PANEL)
        head = self._head(surface, turn)
        room = pygame.Rect(0, head, size[0], size[1] - head)
        view, before = session.view(seats, turn), session.view(seats, turn - 1) if turn else None
        self._board.draw(surface, room, view, session.scenario, session.names, before=before, seats=seats)
        return surface

    def _head(self, surface: pygame.Surface, turn: int) -> int:
        theme, scenario = Theme(self.scale), self.session.scenario
        told = renamed(scenario.spec.title, scenario.names(), self.session.names)
        font, pad = theme.font(16, bold=True), theme.px(8)
        day = font.render(said(scenario.dates, turn), True, look.INK)
        surface.blit(day, (surface.get_width() - day.get_width() - pad, pad // 2))
        title = theme.font(16).render(told, True, look.INK)
        surface.blit(
            title, (pad, pad // 2), (0, 0, surface.get_width() - day.get_width() - 4 * pad, title.get_height())
        )
        return font.get_linesize() + pad
