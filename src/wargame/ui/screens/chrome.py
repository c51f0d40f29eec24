"""What frames the table: the line above with title, date and eyes, the line of status, the menu."""

from typing import TYPE_CHECKING

import pygame

from wargame.ui import theme as look
from wargame.ui.kit import Column, Ui
from wargame.ui.screens.layout import Layout

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen

EVERYBODY = "everybody, as a spectator"


def top(ui: Ui, place: Layout, table: "TableScreen") -> None:
    """The line above: what is played, when, through whose eyes, which map, and the menu."""
    pygame.draw.rect(ui.surface, look.PANEL, place.top)
    pygame.draw.line(ui.surface, look.FAINT, place.top.bottomleft, place.top.bottomright)
    inner = place.top.inflate(-ui.theme.px(16), -ui.theme.px(6))
    with ui.column(inner, "top", plain=True) as c:
        if place.lines == 2:
            title, menu = c.row(2, [1.0, 0.8])
        elif place.chosen_above:
            title, eyes, mode, menu = c.row(4, [1.5, 1.0, 1.0, 1.0])
        else:
            title, menu = c.row(2)
        _title(title, table)
        _buttons(menu, place, table)
        if place.lines == 2:
            eyes, mode = c.row(2)
        if place.chosen_above:
            _eyes(eyes, table)
            table.board.choose(mode, table)


def _title(c: Column, table: "TableScreen") -> None:
    ui, scenario, session = c.ui, table.session.scenario, table.session
    font = ui.theme.font(17, bold=True)
    rect = c.place(font.get_linesize(), 1)
    ui.say(table.title, rect.topleft, rect, 17, bold=True)
    when = scenario.dates[table.shown]
    past = f"looking back at turn {table.shown}; " if table.shown != session.turn else ""
    line = c.place(ui.theme.font(14).get_linesize(), 0)
    ui.say(f"{when}; {past}turn {session.turn} of {session.turns}", line.topleft, line, 14, colour=look.QUIET)


def _eyes(c: Column, table: "TableScreen") -> None:
    """Through whose eyes: who plays sees with the eyes of the seat at the table, others with anybody's."""
    seats = eyes(table)
    told = [EVERYBODY if seat is None else table.names[seat] for seat in seats]
    k = c.choice("Seen by", told, seats.index(table.seat) if table.seat in seats else 0)
    table.seat = seats[k]


def eyes(table: "TableScreen") -> list[str | None]:
    """The seats whose eyes may be borrowed now."""
    session = table.session
    if table.umpire or not session.people or session.stage == "over":
        return [None, *session.scenario.seats]
    return [table.seat if table.seat in session.people else session.people[0]]


def _buttons(c: Column, place: Layout, table: "TableScreen") -> None:
    c.space(10 if place.chosen_above else 2)
    parts = c.row(3 if place.narrow else 2)
    if place.narrow and parts[2].button("Board" if table.beside else "Sheet", key="b", hint="Board or sheet"):
        table.beside = not table.beside
    if parts[0].button("Menu", key="m", hint="Save, look back, begin anew, quit"):
        table.menu_open = True
    if parts[1].button("Keys", key="?", hint="The keys of this screen"):
        table.keys_open = True


def status(ui: Ui, rect: pygame.Rect, table: "TableScreen") -> None:
    """The line of status."""
    if table.message:
        ink = look.WARNING if table.wrong else look.QUIET
        told = f"! {table.message}" if table.wrong else table.message
        ui.say(told, (rect.x + ui.theme.px(4), rect.y + ui.theme.px(2)), rect, 14, colour=ink)


def plate(ui: Ui, text: str) -> None:
    """A plate in the middle with a line of words."""
    font, pad = ui.theme.font(17, bold=True), ui.theme.px(18)
    rect = pygame.Rect(0, 0, min(font.size(text)[0] + 2 * pad, ui.surface.get_width()), font.get_linesize() + 2 * pad)
    rect.center = ui.surface.get_rect().center
    pygame.draw.rect(ui.surface, look.PANEL, rect, border_radius=ui.theme.px(8))
    pygame.draw.rect(ui.surface, look.ACCENT, rect, 2, border_radius=ui.theme.px(8))
    ui.say(text, (rect.x + pad, rect.y + pad), rect.inflate(-2 * pad, 0), 17, bold=True)


def menu(ui: Ui, table: "TableScreen") -> None:
    """The menu, where it is open."""
    if table.menu_open:
        with ui.modal("menu", (420, 560), "Menu") as c:
            if table.place is not None and not table.place.chosen_above:
                _eyes(c, table)
                table.board.choose(c, table)
            for entry in table.menu:
                if c.button(entry.label, key=entry.key, hint=entry.hint):
                    table.menu_open = False
                    entry.do(table)
            c.rule()
            if c.button("Back to the table", key="b") or ui.cancelled:
                table.menu_open = False
