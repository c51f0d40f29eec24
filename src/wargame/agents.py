"""Mesa agents: a seat each. An agent owns an index and a policy and no numbers; the world is the game's."""

from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

import mesa

from wargame.orders import Orders, lines, only

if TYPE_CHECKING:
    from wargame.game import Game


class _Counters(WeakKeyDictionary[Any, Any]):
    """A counter of agents for each model that is alive."""

    def __getitem__(self, model: Any) -> Any:
        return self.setdefault(model, count(1))


class Seat(mesa.Agent):  # type: ignore[misc]
    """A seat at the table: its id, its policy's name, and what it asked for last."""

    _ids: ClassVar[Any] = _Counters()  # Mesa 3.3's own keeps every model that ever was, with all its runs

    model: "Game"

    def __init__(self, model: "Game", id: str, index: int, policy: str) -> None:
        """Take a seat."""
        super().__init__(model)
        self.id, self.index, self.policy = id, index, policy

    @property
    def seat(self) -> int:
        """Its index among all seats: states, then alliances."""
        return self.index

    @property
    def orders(self) -> Orders:
        """This seat's slice of what its group asked for last."""
        return only(self.model.asked, self.model.world.board, [self.seat])

    @property
    def order_lines(self) -> list[str]:
        """The same as lines of text, for the first run."""
        return lines(self.orders, self.model.world.board)

    def measure(self, name: str, *more: str) -> float:
        """A measure of this seat in the first run, `support` or `territory` with another state's id."""
        return self.model.measure("/".join((name, self.id, *more)))


class State(Seat):
    """A state: votes, and gives orders to its forces, its treasury and its diplomats."""


class Alliance(Seat):
    """An alliance: a seat that knows its members and sets their agenda; the members vote."""

    @property
    def seat(self) -> int:
        """Its index among all seats: states, then alliances."""
        return len(self.model.world.board.states) + self.index

    @property
    def members(self) -> list[str]:
        """Ids of the states that are members now, in the first run."""
        row: Any = self.model.world.member[0, self.index]
        return [state for state, member in zip(self.model.world.board.states, row, strict=True) if member > 0.5]
