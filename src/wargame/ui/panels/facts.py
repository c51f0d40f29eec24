"""Figures one under the other, with words about each where they are asked for, by pointer or by a box to tick."""

from dataclasses import dataclass

from wargame.explain import listed
from wargame.ui.kit import Column
from wargame.ui.panels.known import UNKNOWN


@dataclass
class Facts:
    """Figures of a panel; those that are not known are left out, and told of at the end."""

    column: Column
    explained: bool = False  # the words about each figure are written under it

    def tell(self, label: str, value: str, hint: str = "") -> None:
        """A figure under its label; what the label means is told where the pointer rests."""
        if value.startswith(UNKNOWN):
            return
        self.column.pair(label, value, hint)
        if self.explained and hint:
            self.column.text(hint, muted=True)

    def heading(self, text: str, hint: str = "") -> None:
        """A heading, and what is told of it where words are asked for."""
        self.column.heading(text)
        if self.explained and hint:
            self.column.text(hint, muted=True)


def facts(column: Column, explained: bool) -> tuple[Facts, bool]:
    """The figures of a panel, under the box that asks for words about them; whether it is ticked now."""
    explained = column.toggle("Explain the figures", explained, hint="Write under each figure what it means")
    return Facts(column, explained), explained


def some(names: list[str], most: int = 8) -> str:
    """Names in a sentence, no more than so many of them."""
    return listed([*names[:most], f"{len(names) - most} more"] if len(names) > most + 1 else names)
