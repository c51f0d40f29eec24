"""The policies: the one list. Being on it means being offered by `--seat` and tested against the contract."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from wargame.assumptions import Assumption, register
from wargame.policies.base import Policy
from wargame.policies.doctrine import Doctrine
from wargame.policies.hold import Hold
from wargame.policies.random import Random
from wargame.policies.script import Script
from wargame.scenario import Scenario, decisions
from wargame.spec import plain


def _doctrine(scenario: Scenario) -> Policy:
    told: dict[str, Any] = {name: plain(value) for name, value in scenario.spec.policies.get("doctrine", {}).items()}
    return Doctrine(**told)


@dataclass(frozen=True)
class Kind:
    """A kind of policy: how it is made for a scenario, and the numbers a scenario may set for it."""

    make: Callable[[Scenario], Policy]
    numbers: tuple[str, ...] = ()

    def __call__(self, scenario: Scenario) -> Policy:
        """The policy for a scenario."""
        return self.make(scenario)


POLICIES: Mapping[str, Kind] = {
    "hold": Kind(lambda scenario: Hold()),
    "random": Kind(lambda scenario: Random()),
    "script": Kind(lambda scenario: Script(decisions(scenario), scenario.spec.fronts, _doctrine(scenario))),
    "doctrine": Kind(_doctrine, tuple(item.name for item in fields(Doctrine))),
}


def settings(scenario: Scenario) -> list[Assumption]:
    """The numbers of the policies, for the register."""
    doctrine: Any = _doctrine(scenario)
    return list(register(doctrine, "policies.doctrine"))
