"""Fixtures: scenarios loaded once, small worlds, and the settings of hypothesis."""

import gc

import pytest
from hypothesis import HealthCheck, settings

import worlds
from wargame.data import scenarios
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load

settings.register_profile(
    "play",
    deadline=None,
    max_examples=8,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("play")


SLOW_TO_THINK_AHEAD = {  # where many seats think through many wars; by the name of the fixture
    "small": ("mixed-threes", "mixed-pairs", "three-sides"),
    "shipped": ("ukraine-2022",),
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who plays ahead does so in the smaller worlds always, in the others among the long tests."""
    for item in items:
        told = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        slow = any(told.get(fixture) in names for fixture, names in SLOW_TO_THINK_AHEAD.items())
        if slow and told.get("policy") == "lookahead":
            item.add_marker(pytest.mark.long)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: nobody need look through it for garbage again and again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """At the end it goes like the rest: libraries that count what is left would complain."""
    gc.unfreeze()


@pytest.fixture(scope="session", params=sorted(scenarios()))
def shipped(request: pytest.FixtureRequest) -> Scenario:
    """Every scenario that ships with the package, one after the other."""
    return load(request.param, POLICIES)


@pytest.fixture(scope="session")
def ukraine() -> Scenario:
    """The flagship."""
    return load("ukraine-2022", POLICIES)


@pytest.fixture(scope="session", params=sorted(worlds.KINDS))
def small(request: pytest.FixtureRequest) -> Scenario:
    """A small world of every kind of layout."""
    return worlds.KINDS[request.param]()


@pytest.fixture
def duel() -> Scenario:
    """Two states on a strip of four regions, without luck."""
    return worlds.duel()
