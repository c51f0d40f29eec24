"""Veto players in a policy space: what can replace the status quo.

A player accepts what lies nearer to its ideal point than the status quo, and an outcome replaces it if every veto
player accepts [Tsebelis2002]. So one veto player more never makes room for change, and one whose ideal point lies
among those of the others takes none away.
"""

from wargame.axes import Array, namespace, total


def accepted(ideal: Array, status_quo: Array, outcomes: Array) -> Array:
    """Who prefers which outcome to the status quo: a mask `[..., O, S]`.

    `ideal` `[..., S, X]`, `status_quo` `[..., X]` and `outcomes` `[..., O, X]` are points of X dimensions. Preferences
    are circular; a dimension that matters more is one with a longer unit.
    """
    return _squared(outcomes[..., :, None, :] - ideal[..., None, :, :]) < _squared(
        status_quo[..., None, None, :] - ideal[..., None, :, :]
    )


def win_set(ideal: Array, status_quo: Array, outcomes: Array, veto: Array) -> Array:
    """Which outcomes every veto player prefers to the status quo: a mask `[..., O]`; `veto` is a mask `[..., S]`."""
    return namespace(ideal).all(accepted(ideal, status_quo, outcomes) | ~veto[..., None, :], axis=-1)


def _squared(way: Array) -> Array:
    """The squared length of ways `[..., X]`."""
    return total(way * way)
