"""What a seat has to give orders with: its own figures, as it sees them now."""

from dataclasses import dataclass

import numpy as np

from wargame.assumptions import Leaf
from wargame.axes import Array
from wargame.board import Board
from wargame.exercise.possible import entries_of
from wargame.observe import View
from wargame.rules import Params


def first(number: Leaf) -> float:
    """A number of the rulebook as it holds in the first run."""
    return float(np.asarray(number).ravel()[0])


@dataclass(frozen=True)
class Purse:
    """What a seat has to give orders with: its own figures as it sees them now."""

    view: View
    params: Params
    seat: int

    @property
    def board(self) -> Board:
        """The map as arrays."""
        return self.view.board

    def mine(self, name: str) -> float:
        """One of its own figures along states."""
        return self.seen(name, self.seat)

    @property
    def output(self) -> float:
        """USD bn a year, as the economy stands."""
        return self.told("gdp", self.seat) * self.mine("output")

    def told(self, name: str, state: int) -> float:
        """A figure that the scenario tells of a state."""
        return first(np.asarray(getattr(self.params.states, name))[..., state])

    @property
    def euro(self) -> float:
        """USD for a euro."""
        return first(self.params.economy.euro)

    @property
    def slots(self) -> Array:
        """Where its forces can stand, `[H,C]`."""
        here: Array = np.asarray(self.board.holder)[:, : self.board.contested] == self.seat
        return here

    def men_in(self, region: str) -> float:
        """Its men in a region, thousand."""
        c = self.board.regions.index(region)
        return float((np.asarray(self.view.forces)[0, :, c] * self.slots[:, c]).sum())

    def place(self, kind: str, target: str) -> tuple[int, ...]:
        """Where an order of a kind about a target stands, without the run."""
        entries = entries_of(self.board, self.seat)[kind]
        return tuple(int(axis[entries.targets.index(target)]) for axis in entries.places)

    def seen(self, name: str, *where: int) -> float:
        """An entry of what it sees."""
        return float(np.asarray(getattr(self.view, name))[(0, *where)])

    @property
    def force(self) -> float:
        """Its whole force, the reserve with it, thousand men."""
        return float((np.asarray(self.view.forces)[0] * self.slots).sum()) + self.mine("reserve")

    @property
    def placed(self) -> dict[str, float]:
        """The share of the whole force that stands in each region."""
        whole = max(self.force, 1e-9)
        held = (np.asarray(self.view.forces)[0] * self.slots).sum(axis=0) / whole
        return {self.board.regions[c]: float(held[c]) for c in np.flatnonzero(held > 5e-4)}
