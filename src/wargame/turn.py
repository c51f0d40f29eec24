"""The order of play: events, then at every moment a request for orders, then the rules that follow it.

`play` is a generator and knows no agent: it yields a `Request` and is sent `Orders`. A game answers from its agents, an
ensemble through its game, a replay from a record, a board from people; so the loop can wait for a person.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from wargame.draws import Chance, Draws, Whims
from wargame.events import Event, Tabled, happen
from wargame.observe import View, legal, out_of_bounds, view
from wargame.orders import ANSWER, ASKED, PROPOSE, Orders, checked, none, only, seats_asked
from wargame.orders.offers import any_tabled as tabled
from wargame.rules import PHASES, Params
from wargame.world import World, renewed

ROUNDS = 3  # of offers and answers in a turn, where a scenario says nothing else


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
    calendar: tuple[Tabled, ...] = ()  # what the calendar tables, whatever its proposer asks for

    def held(self, orders: Orders) -> tuple[Orders, Orders | None]:
        """The orders that will be carried out, and a mask of those refused, none where all are legal."""
        barred = None
        if self.moment == PROPOSE:
            orders = _with_calendar(orders, self.calendar, self.world)
            barred = out_of_bounds(self.world, self.params, orders.offer) if tabled(orders.offer) else None
        return checked(orders, self.legal, self.world.board, self.moment, barred)

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
    world: World,
    params: Params,
    draws: Draws,
    events: Sequence[Event] = (),
    offers: Sequence[Tabled] = (),
    rounds: int = ROUNDS,
) -> Generator[Request, Orders, Played]:
    """One turn for all runs: offers and answers in so many `rounds` at most, then the other moments, each once.

    What the calendar tables, `offers`, is tabled in the first round, beside what the seats table themselves.
    """
    world = renewed(world, turn=world.turn + 1)
    chance = draws.at(world.turn)
    world = happen(world, events)
    done: list[Done] = []
    for moment, later in _moments(rounds):
        if not _anything(world, moment, later):
            continue
        most = legal(world, params, moment, later)
        request = Request(moment, most, world, params, chance, tuple(done), () if later else tuple(offers))
        given, refused = request.held((yield request))
        for phase in PHASES:
            if phase.moment == moment:
                world = phase.play(world, given, params, chance)
        done.append(Done(moment, given, refused, world))
    return Played(world, {d.moment: d.orders for d in done}, {d.moment: d.refused for d in done}, tuple(done))


def _with_calendar(orders: Orders, offers: Sequence[Tabled], world: World) -> Orders:
    """The orders with what the calendar tables this turn, in place of what its proposer would."""
    xp = world.xp
    for due in offers:
        if due.turn == world.turn:
            mine = xp.arange(len(world.board.tables)) == due.table
            orders = replace(orders, offer=xp.where(mine[:, None], xp.asarray(due.row), orders.offer))
    return orders


def _moments(rounds: int) -> Iterator[tuple[str, bool]]:
    """The moments of a turn in their order, and whether each is a later round of offers or answers."""
    for later in range(rounds):
        yield from ((moment, later > 0) for moment in (PROPOSE, ANSWER))
    yield from ((moment, False) for moment in ASKED if moment not in (PROPOSE, ANSWER))


def _anything(world: World, moment: str, later: bool) -> bool:
    """Whether there is anything to decide at a moment, in any run."""
    if moment == PROPOSE:
        return bool(world.xp.any(world.countered > 0.0)) if later else bool(world.board.tables)
    return moment != ANSWER or bool(world.xp.any(world.open > 0.0))
