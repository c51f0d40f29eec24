"""What is watched of a world when levers are tried: any series, and what alliances and partners come to in all.

Beside the series there are `leverage/EU`, `blowback/EU` and `bill/EU`, means over an alliance's members by output at
state 0; `flank/NATO`, thousand men; `aid/UKR`, all that a partner's donors have decided; `attributed/RUS`.
"""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from wargame.axes import Array
from wargame.measures import names, value
from wargame.scenario import Scenario
from wargame.world import World

Reader = Callable[[World], Array]  # a number in every run, [R]
OF_MEMBERS = ("leverage", "blowback", "bill")


def readers(scenario: Scenario) -> dict[str, Reader]:
    """Everything that can be watched, by name."""
    b, gdp = scenario.board, np.asarray(scenario.params.states.gdp)
    f = b.forum
    found: dict[str, Reader] = {name: partial(value, name=name) for name in names(b)}
    for a, body in enumerate(f.alliances):
        found |= {f"{name}/{body}": partial(_of_members, field=name, body=a, weight=gdp) for name in OF_MEMBERS}
        found[f"flank/{body}"] = partial(_flank, body=a)
    for whom in sorted({whom for _, whom, kind in b.pairs if kind == "patron"}):
        gifts = [d for d, (_, to, kind) in enumerate(b.pairs) if kind == "patron" and to == whom]
        found[f"aid/{b.states[whom]}"] = partial(_aid, gifts=gifts)
    for state in dict.fromkeys(s for s, _ in f.rivals):
        found[f"attributed/{b.states[state]}"] = partial(
            _named, pairs=[x for x, (s, _) in enumerate(f.rivals) if s == state]
        )
    return found


def _of_members(world: World, field: str, body: int, weight: Array) -> Array:
    """Mean of a number by state over the members of an alliance, by weight."""
    weights = np.asarray(world.member)[:, body, :] * weight
    felt: Array = (weights * np.asarray(getattr(world, field))).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-12)
    return felt


def _flank(world: World, body: int) -> Array:
    return np.asarray(world.flank)[:, body]


def _aid(world: World, gifts: Sequence[int]) -> Array:
    return _summed(np.asarray(world.granted), gifts)


def _named(world: World, pairs: Sequence[int]) -> Array:
    return _summed(np.asarray(world.attributed), pairs)


def _summed(x: Array, columns: Sequence[int]) -> Array:
    """Some columns together, `[R]`."""
    whole: Array = x.take(np.array(columns), axis=1).sum(axis=1)
    return whole
