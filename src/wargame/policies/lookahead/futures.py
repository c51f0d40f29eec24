"""Futures: imagined copies played ahead by the rulebook, read as cases after every turn."""

from collections.abc import Callable
from dataclasses import dataclass

from wargame.assumptions import shaped
from wargame.axes import Array
from wargame.calculus.deal import Case, Judge, case_of
from wargame.calculus.deal.beliefs import cost_of
from wargame.calculus.deal.case import of_rows
from wargame.draws import Draws
from wargame.observe import View, view
from wargame.orders import Orders
from wargame.policies.base import Policy
from wargame.rules import Params
from wargame.turn import Request, play
from wargame.world import World


@dataclass(frozen=True)
class Future:
    """Copies played ahead: what stands at the beginning and after every turn, T + 1 entries, rows along R."""

    months: tuple[float, ...]  # since the beginning
    cases: tuple[Case, ...]
    spent: tuple[Array, ...]  # [R,Y] prize/month that the war cost in the turn that ends there, at weariness 0

    def of_rows(self, index: Array) -> "Future":
        """The future of some copies, in the order of the index."""
        xp = self.cases[0].xp
        spent = tuple(xp.take(x, index, axis=0) for x in self.spent)
        return Future(self.months, tuple(of_rows(case, index) for case in self.cases), spent)


Change = Callable[[World, float, float], World]  # what is agreed carried out, from one month to another


def future(
    world: World, params: Params, draws: Draws, inner: Policy, horizon: int, agreed: Change,
    quarrel: tuple[int, int], p: Judge,
) -> Future:  # fmt: skip
    """Copies of a world played so many turns ahead, `inner` in all seats; `agreed` is asked before each turn."""
    months, looks, done = [0.0], [_seen(world, params, draws)], -1.0
    for _ in range(horizon):
        world = agreed(world, done, months[-1])
        done = months[-1]
        world = _played(world, params, draws, inner)
        months.append(months[-1] + world.dt)
        looks.append(_seen(world, params, draws))
    cases = tuple(case_of(look, params, p, quarrel) for look in looks)
    return Future(tuple(months), cases, tuple(_spent(look, params, p, quarrel) for look in looks))


def _played(world: World, params: Params, draws: Draws, inner: Policy) -> World:
    turn = play(world, params, draws, rounds=0)  # what may be settled later is weighed under leverage
    request = next(turn)
    while True:
        try:
            request = turn.send(_decided(request, inner))
        except StopIteration as end:
            after: World = end.value.world
            return after


def _decided(request: Request, inner: Policy) -> Orders:
    seats = list(request.seats)
    if not seats:
        return request.nothing
    seen, most = request.view(seats), request.limits(seats)
    return inner.decide(seen, seats, request.moment, most, request.params, request.whims)


def _seen(world: World, params: Params, draws: Draws) -> View:
    everyone = range(len(world.board.states) + len(world.board.forum.alliances))
    return view(world, params, draws.at(max(world.turn, 1)), everyone)


def _spent(seen: View, params: Params, p: Judge, quarrel: tuple[int, int]) -> Array:
    """What the war cost the parties in the turn just played: the fallen of that turn, not of the months before."""
    xp, states = seen.xp, params.states
    fallen = seen.fallen / seen.months
    cost = cost_of(seen.war_effort, fallen, states, shaped(p, 1))
    return xp.take(cost, xp.asarray(quarrel, dtype=xp.int64), axis=1)
