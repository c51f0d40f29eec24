"""The game: a Mesa model of states and alliances on the regional map. One run or many, the code is the same.

`Game(scenario, seed=1, run=0)` plays one campaign; `Game(scenario, runs=range(128))` plays a block of them, row k being
campaign k. Agents are grouped by policy; a group decides in one call, orders are gathered and then resolved together,
so the order of agents is never a hidden rule.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import mesa

from wargame.agents import Alliance, Seat, State
from wargame.errors import UserError, nearest
from wargame.measures import value
from wargame.orders import Orders, merged, none, of_moment
from wargame.policies import HUMAN, POLICIES
from wargame.policies.base import Policy
from wargame.scenario import Scenario, draws, load, opening, turn_of
from wargame.turn import Done, Played, Request
from wargame.world import World


class Game(mesa.Model):  # type: ignore[misc]
    """A campaign, or a block of campaigns, of a scenario."""

    scenario: Scenario = None  # type: ignore[assignment] # ours: some Mesas keep their parameters under this name

    def __init__(
        self,
        scenario: Scenario | str | Path = "ukraine-2022",
        *,
        seed: int | None = None,
        run: int = 0,
        runs: Sequence[int] | None = None,
        seats: Mapping[str, str] | None = None,
        changes: Mapping[str, Any] | None = None,
        collect: str | Sequence[str] = (),
        rng: int | None = None,
    ) -> None:
        """Set up the scenario: `seats` names policies (`{"RUS": "script"}`, `all` for all), `changes` sets numbers.

        The root seed is 1 unless `seed` or `rng` says otherwise.
        `collect` names series (`territory/UKR/RUS`) that `datacollector` keeps of the first run after every turn.
        """
        root = next((given for given in (rng, seed) if given is not None), 1)  # a batch run of Mesa may hand in none
        super().__init__(rng=root)
        loaded = scenario if isinstance(scenario, Scenario) else load(scenario, POLICIES, changes)
        self.scenario, self.seed = loaded, root
        self.runs = tuple(runs if runs is not None else (run,))
        self.source = draws(loaded, self.seed, self.runs)
        self.world: World = opening(loaded, self.source)
        self.asked: Orders = none(self.world)
        self.played: Played | None = None
        self.listeners: list[Callable[[Done], None]] = []  # told of every moment played, as a record is
        self.policies: dict[str, Policy] = {}
        self._seat(loaded.policies(checked_seats(loaded, seats or {})))
        kept = [collect] if isinstance(collect, str) else list(collect)
        reporters: dict[str, Any] = {name: partial(_measured, name=name) for name in kept}
        self._collector = mesa.DataCollector(reporters or {"turn": "turn"})  # a batch run of Mesa wants one
        self.datacollector = self._collector  # a subclass may bring another and collect for itself
        for name in kept:
            self.measure(name)  # an unknown name is told before anything is played
        self.running = True

    def _seat(self, chosen: Mapping[str, str]) -> None:
        for index, id in enumerate(self.scenario.spec.states):
            State(self, id, index, chosen[id])
        for index, id in enumerate(self.scenario.spec.alliances):
            Alliance(self, id, index, chosen[id])
        for name in sorted(set(chosen.values())):
            self._policy(name)

    def _policy(self, name: str) -> Policy:
        """A policy by name, made when somebody first plays it."""
        if name not in self.policies:
            self.policies[name] = POLICIES[name](self.scenario)
        return self.policies[name]

    @property
    def turn(self) -> int:
        """Turns played."""
        return self.world.turn

    @property
    def groups(self) -> dict[str, list[int]]:
        """Seats by policy, in the order of the scenario whatever the order of agents: states, then alliances."""
        by_policy: dict[str, list[int]] = {}
        for agent in self.agents:
            if isinstance(agent, Seat):
                by_policy.setdefault(agent.policy, []).append(agent.seat)
        return {name: sorted(seats) for name, seats in sorted(by_policy.items())}

    def answer(self, request: Request) -> Orders:
        """The orders of all seats at a moment, a group at a time."""
        now = request.seats
        asked = {name: [seat for seat in seats if seat in now] for name, seats in self.groups.items()}
        parts = [
            self._policy(name).decide(
                request.view(seats), seats, request.moment, request.limits(seats), request.params, request.whims
            )
            for name, seats in asked.items()
            if seats
        ]
        return merged(parts, request.moment) if parts else none(self.world)

    def step(self) -> None:
        """Play a turn; a game that is over stays as it is."""
        if self.turn >= self.scenario.turns:
            return
        moments = self.moments()
        request = next(moments)
        with suppress(StopIteration):
            while True:
                request = moments.send(self.answer(request))

    def moments(self) -> Generator[Request, Orders, None]:
        """The next turn, a moment at a time: yields what is asked and is sent the orders, whoever gave them."""
        turn = turn_of(self.scenario, self.world, self.source)
        try:
            request = next(turn)
            while True:
                orders = yield request
                self.asked = replace(self.asked, **{kind: getattr(orders, kind) for kind in of_moment(request.moment)})
                request = turn.send(orders)
                self._tell(request.done)
        except StopIteration as end:
            self.played = end.value
            self._tell(end.value.done)
            self.world = end.value.world
        self.running = self.world.turn < self.scenario.turns
        self._collector.collect(self)

    def _tell(self, done: Sequence[Done]) -> None:
        for listener in self.listeners:
            listener(done[-1])

    def measure(self, name: str) -> float:
        """A series' value now in the first run."""
        return float(value(self.world, name)[0])


def _measured(game: Game, name: str) -> float:
    return game.measure(name)


def checked_seats(scenario: Scenario, given: Mapping[str, str]) -> dict[str, str]:
    """Policies by seat as somebody asked for them; raises `UserError` with every unknown seat and policy."""
    if people := [seat for seat, name in given.items() if name == HUMAN]:
        raise UserError(f"found a person at {', '.join(people)}, expected policies: people sit at `wargame play`")
    wrong = [("seat", seat, ("all", *scenario.seats)) for seat in given] + [
        ("policy", name, POLICIES) for name in given.values()
    ]
    faults = {
        f"found unknown {what} {name!r}, expected {'one of ' + ', '.join(known) if len(known) < 9 else 'a known one'}"
        + (f"; nearest is {close!r}" if (close := nearest(name, known)) else "")
        for what, name, known in wrong
        if name not in known
    }
    if faults:
        raise UserError("\n".join(sorted(faults)))
    return dict(given)
