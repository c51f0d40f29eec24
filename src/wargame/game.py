"""The game: a Mesa model of states and alliances on the regional map. One run or many, the code is the same.

`Game(scenario, seed=1, run=0)` plays one campaign; `Game(scenario, runs=range(128))` plays a block of them, row k being
campaign k. Agents are grouped by policy; a group decides in one call, orders are gathered and then resolved together,
so the order of agents is never a hidden rule.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import mesa

from wargame.agents import Alliance, State
from wargame.measures import value
from wargame.orders import Orders, merged, none
from wargame.policies import POLICIES
from wargame.policies.base import Policy
from wargame.scenario import Scenario, draws, load, opening
from wargame.turn import Played, Request, play
from wargame.world import World


class Game(mesa.Model):  # type: ignore[misc]
    """A campaign, or a block of campaigns, of a scenario."""

    def __init__(
        self,
        scenario: Scenario | str | Path = "ukraine-2022",
        *,
        seed: int = 1,
        run: int = 0,
        runs: Sequence[int] | None = None,
        seats: Mapping[str, str] | None = None,
        changes: Mapping[str, Any] | None = None,
        rng: int | None = None,
    ) -> None:
        """Set up the scenario: `seats` names policies (`{"RUS": "script"}`, `all` for everyone), `changes` sets numbers."""
        super().__init__(rng=seed if rng is None else rng)
        loaded = scenario if isinstance(scenario, Scenario) else load(scenario, POLICIES, changes)
        self.scenario, self.seed, self.runs = loaded, seed if rng is None else rng, tuple(runs if runs is not None else (run,))
        self.source = draws(loaded, self.seed, self.runs)
        self.world: World = opening(loaded, self.source)
        self.asked: Orders = none(self.world)
        self.played: Played | None = None
        self.policies: dict[str, Policy] = {}
        self._seat(loaded.policies(dict(seats or {})))
        self.running = True

    def _seat(self, chosen: Mapping[str, str]) -> None:
        for index, id in enumerate(self.scenario.spec.states):
            State(self, id, index, chosen[id])
        for index, id in enumerate(self.scenario.spec.alliances):
            Alliance(self, id, index, chosen[id])
        self.policies = {name: POLICIES[name](self.scenario) for name in sorted(set(chosen.values()))}

    @property
    def turn(self) -> int:
        """Turns played."""
        return self.world.turn

    @property
    def groups(self) -> dict[str, list[int]]:
        """State seats by policy, in the order of the scenario whatever the order of agents."""
        by_policy: dict[str, list[int]] = {}
        for agent in self.agents:
            if isinstance(agent, State):
                by_policy.setdefault(agent.policy, []).append(agent.index)
        return {name: sorted(seats) for name, seats in sorted(by_policy.items())}

    def answer(self, request: Request) -> Orders:
        """The orders of all seats at a moment, a group at a time."""
        parts = [
            self.policies[name].decide(
                request.view(seats), seats, request.moment, request.legal, request.params, request.draws
            )
            for name, seats in self.groups.items()
        ]
        return merged(parts)

    def step(self) -> None:
        """Play a turn."""
        turn = play(self.world, self.scenario.params, self.source, self.scenario.events)
        try:
            request = next(turn)
            while True:
                self.asked = self.answer(request)
                request = turn.send(self.asked)
        except StopIteration as end:
            self.played = end.value
            self.world = end.value.world
        self.running = self.world.turn < self.scenario.turns

    def measure(self, name: str) -> float:
        """A series' value now in the first run."""
        return float(value(self.world, name)[0])
