"""The policies: the one list. Being on it means being offered by `--seat` and tested against the contract."""

from collections.abc import Callable, Mapping
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
    told = scenario.spec.policies.get("doctrine", {})
    return Doctrine(**{name: plain(value) for name, value in told.items()})


POLICIES: Mapping[str, Callable[[Scenario], Policy]] = {
    "hold": lambda scenario: Hold(),
    "random": lambda scenario: Random(),
    "script": lambda scenario: Script(decisions(scenario), scenario.spec.fronts, _doctrine(scenario)),
    "doctrine": _doctrine,
}


def settings(scenario: Scenario) -> list[Assumption]:
    """The numbers of the policies, for the register."""
    doctrine: Any = _doctrine(scenario)
    return list(register(doctrine, "policies.doctrine"))
