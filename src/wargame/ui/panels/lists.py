"""A list to choose from: by a press, or by the arrows and a button, as arrows alone would open whatever they pass."""

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.ui.kit import Column


@dataclass
class Listed:
    """Rows under a head, one of which can be opened."""

    label: str
    row: int | None = None

    def draw(self, column: Column, head: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
        """Draw them; the row that was opened, if one was."""
        self.row = None if self.row is None or self.row >= len(rows) else self.row
        told = f"Open {rows[self.row][0]}" if self.row is not None else "Choose a row, then open it"
        if column.button(told, enabled=self.row is not None, small=True) and self.row is not None:
            return self.row
        row = column.table(head, rows, self.row, self.label)
        pressed = row is not None and column.ui.inputs.up is not None and row != self.row
        self.row = row
        return row if pressed else None
