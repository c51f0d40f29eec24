"""What the table is made of: the contract of its parts, and what stands in its menu."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pygame

from wargame.ui.kit import Column, Ui

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen


class Part(Protocol):
    """A part of the table: drawn in its place every frame, it acts on the table it is handed."""

    def draw(self, ui: Ui, rect: pygame.Rect, table: "TableScreen") -> None:
        """Draw it, and do what it was used for."""
        ...


class Bar(Part, Protocol):
    """The part below: time."""

    def high(self, ui: Ui, wide: int) -> int:
        """Pixels that it needs at a width."""
        ...

    @property
    def moving(self) -> bool:
        """Whether it plays on by itself."""
        ...


class Sheet(Protocol):
    """A sheet beside the board, one of several."""

    @property
    def name(self) -> str:
        """What its tab says."""
        ...

    @property
    def key(self) -> str:
        """The key that opens it."""
        ...

    def draw(self, column: Column, table: "TableScreen") -> None:
        """Draw it, and do what it was used for."""
        ...


@dataclass(frozen=True)
class Entry:
    """Something in the menu."""

    label: str
    key: str
    hint: str
    do: Callable[["TableScreen"], None]
