"""Staffs: what a state at war counted when it placed, attacked, called up and spent, as doctrine counts it.

The figures are those by which doctrine orders, from what the state could see at that moment: its own men, the enemy's
as it guesses them. They are worked out by the functions that decide, so that no reason contradicts an order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from wargame.assumptions import shaped
from wargame.axes import Array
from wargame.draws import Draws
from wargame.observe import View, legal, view
from wargame.orders import COMMAND
from wargame.policies import POLICIES
from wargame.policies.doctrine.war import Estimate, Plan, War, call_up, estimate, plan, spending, withdrawals
from wargame.scenario import Scenario
from wargame.turn import Done

LEAST = 0.5  # thousand men who are worth a line
LEAST_WANTED = 0.005  # share of all men wanted in a region that is worth one
LEAST_HELD = 0.001  # share of a region that is worth an attack


@dataclass(frozen=True)
class Front:
    """A region as a staff sees it: thousand men, shares, and what it would order."""

    region: str
    held: float  # share of it
    men: float
    enemy: float  # as estimated
    supply: float  # 0..1
    odds: float | None  # force ratio if all who can be there attacked; none where there is nothing to attack
    wanted: float  # share of all men that should stand there
    attack: float  # share of those there that attack
    leave: float  # 1 where the ground is given up


@dataclass(frozen=True)
class Staff:
    """What a state at war counted in a turn."""

    fronts: tuple[Front, ...]
    fallen: float  # thousand men lost last turn, to be replaced
    short: float  # thousand men that are missing to those wanted against the enemy's
    willing: float  # 0..1 of the men wanted, as far as the country bears it
    allowed: float  # thousand men that may be called up at most
    called: float  # thousand men
    peace: float  # share of output spent on forces in peace
    goal: float  # share of output that the stakes call for
    spent: float  # share of output spent now
    change: float  # of it this turn
    numbers: War  # thresholds and weights that decide


def staff(scenario: Scenario, source: Draws, moments: Sequence[Done], seat: int) -> Staff | None:
    """What a state's staff counted before the orders of a turn; none where it is no state, or at war with nobody."""
    place = next((k for k, done in enumerate(moments) if done.moment == COMMAND), 0)
    if not place or seat >= len(scenario.board.states):
        return None
    world, params, numbers = moments[place - 1].world, scenario.params, POLICIES["doctrine"](scenario)
    assert isinstance(numbers, War)
    seen, most = view(world, params, source.at(world.turn), [seat]), legal(world, params)
    case = estimate(seen, params)
    own = np.asarray(seen.board.holder)[:, : seen.board.contested] == seat
    mine = np.argwhere(own & (np.asarray(case.engaged)[0] > 0.0))
    if not len(mine):
        return None
    forces = plan(seen, most, case, shaped(params.combat, 2), shaped(numbers, 2))
    leave = withdrawals(seen, most, case, shaped(numbers, 2))
    calls = call_up(seen, most, shaped(numbers, 1))
    budget = spending(seen, most, params, shaped(numbers, 1))
    return Staff(
        fronts=tuple(_front(seen, case, forces, leave, h, n) for h, n in mine.tolist() if _there(seen, forces, h, n)),
        fallen=_of(calls.fallen, seat),
        short=_of(calls.short, seat),
        willing=_of(calls.willing, seat),
        allowed=_of(most.mobilise, seat),
        called=_of(calls.men, seat),
        peace=float(np.asarray(budget.peace)[seat]),
        goal=_of(budget.goal, seat),
        spent=_of(seen.war_effort, seat),
        change=_of(budget.change, seat),
        numbers=numbers,
    )


def _of(x: Array, *where: int) -> float:
    """An entry in the first run."""
    return float(np.asarray(x)[(0, *where)])


def _there(seen: View, forces: Plan, h: int, n: int) -> bool:
    """Whether a state has men in a region, or wants any there."""
    return _of(seen.forces, h, n) >= LEAST or _of(forces.effort, h, n) >= LEAST_WANTED


def _front(seen: View, case: Estimate, forces: Plan, leave: Array, h: int, n: int) -> Front:
    enemy = _of(seen.facing, h, n)
    return Front(
        region=seen.board.regions[n],
        held=_of(seen.control, h, n),
        men=_of(seen.forces, h, n),
        enemy=enemy,
        supply=_of(case.supply, h, n),
        odds=exp(_of(forces.odds, h, n)) if _of(case.them, h, n) >= LEAST_HELD or enemy >= LEAST else None,
        wanted=_of(forces.effort, h, n),
        attack=_of(forces.attack, h, n),
        leave=_of(leave, h, n),
    )
