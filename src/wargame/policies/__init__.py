"""The policies: the one list. Being on it means being offered by `--seat` and tested against the contract."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from wargame.assumptions import Assumption, own_register
from wargame.policies.base import Policy
from wargame.policies.doctrine import Doctrine
from wargame.policies.hold import Hold
from wargame.policies.lookahead import Lookahead
from wargame.policies.random import Random
from wargame.policies.script import Script
from wargame.register import set_by
from wargame.scenario import Scenario, decisions
from wargame.spec import plain

HUMAN = "human"  # what a seat is held by that people decide for; no policy


def _told(scenario: Scenario, policy: str) -> dict[str, Any]:
    """The numbers that a scenario sets for a policy, those that differ by run as arrays `[R]`."""
    told = {name: plain(value) for name, value in scenario.spec.policies.get(policy, {}).items()}
    return told | dict(scenario.by_run.get(policy, {}))


def _doctrine(scenario: Scenario) -> Doctrine:
    return Doctrine(**_told(scenario, "doctrine"))


def _script(scenario: Scenario) -> Script:
    return Script(decisions(scenario), scenario.spec.fronts, _doctrine(scenario), **_told(scenario, "script"))


def _lookahead(scenario: Scenario) -> Lookahead:
    doctrine = _doctrine(scenario)
    return Lookahead(doctrine, doctrine, scenario.world, **_told(scenario, "lookahead"))


@dataclass(frozen=True)
class Kind:
    """A kind of policy: how it is made for a scenario, and the records of the numbers a scenario may set for it."""

    make: Callable[[Scenario], Policy]
    numbers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __call__(self, scenario: Scenario) -> Policy:
        """The policy for a scenario."""
        return self.make(scenario)


def _numbers(kind: type) -> dict[str, Mapping[str, Any]]:
    """The numbers of a policy with their records."""
    return {item.name: item.metadata for item in fields(kind) if "unit" in item.metadata}


POLICIES: Mapping[str, Kind] = {
    "hold": Kind(lambda scenario: Hold()),
    "random": Kind(lambda scenario: Random()),
    "script": Kind(_script, _numbers(Script)),
    "doctrine": Kind(_doctrine, _numbers(Doctrine)),
    "lookahead": Kind(_lookahead, _numbers(Lookahead)),
}


def settings(scenario: Scenario) -> list[Assumption]:
    """The numbers of the policies, for the register."""
    told = {name: kind(scenario) for name, kind in POLICIES.items() if kind.numbers}
    known = {item.path: item for name, policy in told.items() for item in own_register(policy, f"policies.{name}")}
    return set_by(scenario, "policies", known)
