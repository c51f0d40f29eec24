"""Every number of the rulebook and of the policies, at nothing or far beyond the plausible: it plays or is refused."""

from collections.abc import Iterator
from dataclasses import fields

import numpy as np
import pytest

from wargame.errors import DocumentError
from wargame.game import Game
from wargame.policies import POLICIES
from wargame.rules import DOMAINS
from wargame.scenario import load
from wargame.world import leaves


def numbers() -> Iterator[tuple[str, float]]:
    """Paths of all numbers, with the upper end of what is plausible."""
    for domain, kind in DOMAINS.items():
        yield from ((f"rules.{domain}.{item.name}", item.metadata["high"]) for item in fields(kind))
    for policy, kind in POLICIES.items():
        yield from ((f"policies.{policy}.{name}", record["high"]) for name, record in kind.numbers.items())


@pytest.mark.parametrize(("path", "high"), list(numbers()), ids=[path for path, _ in numbers()])
def test_a_number_plays_or_is_refused(path: str, high: float) -> None:
    played = 0
    for value in (0.0, 3.0 * high):
        try:
            scenario = load("classroom", POLICIES, {path: value})
        except DocumentError:
            continue
        game = Game(scenario, runs=range(2), seats={"VAL": "script" if "script" in path else "doctrine"})
        for _ in range(2):
            game.step()
        assert all(np.isfinite(array).all() for _, _, array in leaves(game.world))
        played += 1
    assert played, "neither value is possible"
