"""What of a turn may be shown to whoever looks: the figures a seat is shown, and the words for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.explain import figure, the
from wargame.observe import shown
from wargame.ui.codes import codes
from wargame.ui.looking import Looking
from wargame.world import World

UNKNOWN = "–"
ARMED: Mapping[str, str] = {
    "fires": "guns and rockets",
    "armour": "tanks and vehicles",
    "air_defence": "air defence",
    "long_range": "long-range missiles",
}


@dataclass
class Known:
    """A turn as it may be told: figures by field of the view, `None` for what is hidden from the seat that looks."""

    at: Looking

    @property
    def board(self) -> Board:
        """The map as arrays."""
        return self.at.scenario.board

    @property
    def world(self) -> World:
        """The truth, for what is public of it."""
        return self.at.worlds[self.at.turn]

    @cached_property
    def seat(self) -> int | None:
        """The seat that looks, by index; nobody's for a spectator."""
        return None if self.at.seat is None else self.at.scenario.seats.index(self.at.seat)

    @cached_property
    def _shown(self) -> Mapping[str, Array]:
        return {} if self.seat is None else shown(self.at.view, [self.seat])

    @cached_property
    def codes(self) -> dict[str, str]:
        """Short codes by id."""
        return codes(self.at.scenario.names(), self.at.names)

    def figure(self, field: str, *where: int) -> float | None:
        """An entry of a field of the view, `None` where it is not shown to the seat that looks."""
        value = np.asarray(getattr(self.at.view, field))
        mask = self._shown.get(field)
        if mask is not None and np.broadcast_to(np.asarray(mask), value.shape)[(0, *where)] < 0.5:
            return None
        return float(value[(0, *where)])

    def code(self, seat: int) -> str:
        """The short code of a seat told by its index, states before alliances."""
        return self.codes[self.at.scenario.seats[seat]]

    def called(self, seat: int) -> str:
        """The name of a seat inside a sentence."""
        return the(self.name(seat)) if seat < len(self.board.states) else f"the {self.name(seat)}"

    def name(self, seat: int) -> str:
        """The name of a seat told by its index, states before alliances."""
        return self.at.names[self.at.scenario.seats[seat]]


def percent(share: float | None) -> str:
    """A share as people read it, `61 %`."""
    if share is None:
        return UNKNOWN
    return f"{figure(round(100.0 * share, 1))} %"


def amount(x: float | None, unit: str = "", places: int = 2) -> str:
    """A figure with its unit."""
    return UNKNOWN if x is None else f"{figure(round(x, places))} {unit}".strip()


def begun(text: str) -> str:
    """A sentence with its first letter large."""
    return f"{text[:1].upper()}{text[1:]}"


def change(now: float, before: float | None, places: int = 1) -> str:
    """By how much a figure moved since the turn before, ` (+0.3)`; nothing where it did not, or nobody knows."""
    moved = 0.0 if before is None else round(now - before, places)
    return f" ({'+' if moved > 0 else '-'}{figure(abs(moved))})" if moved else ""
