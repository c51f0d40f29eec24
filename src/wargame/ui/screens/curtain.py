"""The curtain between people at one machine: who is to take over, and nothing of anybody's."""

from typing import TYPE_CHECKING

from wargame.ui.kit import Ui

if TYPE_CHECKING:
    from wargame.ui.app import Screen
    from wargame.ui.screens.table import TableScreen


class Curtain:
    """Stands between one person's orders and the next one's."""

    def __init__(self, table: "TableScreen", seat: str) -> None:
        """Before a seat's turn at the table."""
        self._table, self._seat = table, seat

    @property
    def moving(self) -> bool:
        """It hangs still."""
        return False

    def draw(self, ui: Ui) -> "Screen | None":
        """Draw it; whoever is named draws it aside."""
        table, name = self._table, self._table.names[self._seat]
        area = ui.surface.get_rect()
        wide, high = min(ui.theme.px(560), area.w - 16), min(ui.theme.px(210), area.h - 16)
        with ui.column(area.inflate(wide - area.w, high - area.h), "curtain", f"Hand over to {name}") as c:
            session = table.session
            c.text(f"{self._table.title}. {session.turn} of {session.turns} turns are played.", muted=True)
            c.text(f"What follows is for {name} alone. The others look away.")
            c.space(12)
            if c.button(f"I am {name}", key="return", primary=True, hint="Draw the curtain aside"):
                table.sit(self._seat)
                return table
        return self

    def leave(self) -> None:
        """Close the record."""
        self._table.leave()
