"""The order of play: events, then at every moment a request for orders, then the rules that follow it.

`play` is a generator and knows no agent: it yields a `Request` and is sent `Orders`. A game answers from its agents, an
ensemble through its game, a replay from a record, a board from people; so the loop can wait for a person.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from wargame.draws import Chance, Draws, Whims
from wargame.events import Event, happen
from wargame.observe import View, legal, view
from wargame.orders import ASKED, Orders, checked, none, only, seats_asked
from wargame.rules import PHASES, Params
from wargame.world import World, renewed


@dataclass(frozen=True)
class Done:
    """A moment played: the orders carried out, a mask of those refused, the world after the rules that follow it."""

    moment: str
    orders: Orders
    refused: Orders | None
    world: World


@dataclass(frozen=True)
class Request:
    """A moment at which seats decide: what they may ask for, and the world to be looked at."""

    moment: str
    legal: Orders
    world: World
    params: Params
    draws: Chance
    done: tuple[Done, ...] = ()  # moments of this turn already played

    def view(self, seats: Sequence[int]) -> View:
        """What these seats may see."""
        return view(self.world, self.params, self.draws, seats, self.moment)

    @property
    def seats(self) -> range:
        """The seats that decide at this moment, by index: states, then alliances."""
        return seats_asked(self.world.board, self.moment)

    def limits(self, seats: Sequence[int]) -> Orders:
        """The most these seats may ask for; what others may is 0."""
        everyone = set(self.seats) <= set(seats)
        return self.legal if everyone else only(self.legal, self.world.board, seats, self.moment)

    @property
    def nothing(self) -> Orders:
        """Orders that ask for nothing."""
        return none(self.world)

    @property
    def whims(self) -> Chance:
        """The draws a policy may make."""
        return Whims(self.draws)


@dataclass(frozen=True)
class Played:
    """A turn played: the world after it, the orders carried out, and a mask of those refused, by moment."""

    world: World
    orders: dict[str, Orders]
    refused: dict[str, Orders | None]
    done: tuple[Done, ...] = ()


def play(
    world: World, params: Params, draws: Draws, events: Sequence[Event] = ()
) -> Generator[Request, Orders, Played]:
    """One turn for all runs."""
    world = renewed(world, turn=world.turn + 1)
    chance = draws.at(world.turn)
    world = happen(world, events)
    done: list[Done] = []
    for moment in ASKED:
        most = legal(world, params, moment)
        orders = yield Request(moment, most, world, params, chance, tuple(done))
        given, refused = checked(orders, most, moment)
        for phase in PHASES:
            if phase.moment == moment:
                world = phase.play(world, given, params, chance)
        done.append(Done(moment, given, refused, world))
    return Played(world, {d.moment: d.orders for d in done}, {d.moment: d.refused for d in done}, tuple(done))
