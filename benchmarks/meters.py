"""Meters for the benchmarks: time by part of a turn, array operations by kind, neither of them in the engine itself."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from time import perf_counter
from typing import Any, ClassVar
from unittest.mock import patch

import numpy as np

from wargame import turn
from wargame.draws import Draws
from wargame.rules import PHASES

VIEWS = {"reshape", "broadcast_to", "permute_dims", "shape", "result_type"}  # no work is done on numbers


class Clock:
    """Seconds by part of a turn, each without the parts inside it."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._inside: list[float] = []

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time booked under a name."""

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            self._inside.append(0.0)
            start = perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                spent = perf_counter() - start
                self.seconds[name] += spent - self._inside.pop()
                if self._inside:
                    self._inside[-1] += spent

        return wrapped


@contextmanager
def clocked(clock: Clock, game: Any) -> Iterator[None]:
    """Inside, a game's turns are booked by phase; `rest` is the order of play and what Mesa adds."""
    phases = tuple(replace(phase, rule=named(clock.timed(phase.name, phase.rule), phase.rule)) for phase in PHASES)
    with ExitStack() as stack:
        stack.enter_context(patch.object(turn, "PHASES", phases))
        for name in ("legal", "view", "happen", "checked"):
            stack.enter_context(patch.object(turn, name, clock.timed(name, getattr(turn, name))))
        stack.enter_context(patch.object(Draws, "read", clock.timed("draws", Draws.read)))
        for kind, policy in list(game.policies.items()):
            game.policies[kind] = _Timed(policy, clock)
        yield


class _Timed:
    """A policy whose decisions are booked."""

    def __init__(self, policy: Any, clock: Clock) -> None:
        self.decide = clock.timed(f"policy {policy.name}", policy.decide)


def named(function: Any, like: Any) -> Any:
    """A function under another's name."""
    function.__name__ = like.__name__
    return function


class Counted(np.ndarray):
    """An array that counts what is done with it."""

    operations: ClassVar[Counter[str]] = Counter()

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, out: Any = None, **kwargs: Any) -> Any:
        """Count a function of numbers, by operator or by name."""
        Counted.operations[ufunc.__name__ if method == "__call__" else f"{ufunc.__name__}.{method}"] += 1
        if out is not None:
            kwargs["out"] = tuple(_bare(x) for x in out)
        return _again(getattr(ufunc, method)(*map(_bare, inputs), **kwargs))

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """Count a function of arrays; sums and extremes are counted as the reductions they are."""
        if func.__name__ not in VIEWS:
            Counted.operations[func.__name__] += 1
        return _again(func(*map(_bare, args), **{key: _bare(value) for key, value in kwargs.items()}))


def counted(x: Any) -> Any:
    """An array that counts what is done with it."""
    return np.asarray(x).view(Counted)


def _bare(x: Any) -> Any:
    if isinstance(x, Counted):
        return x.view(np.ndarray)
    return type(x)(map(_bare, x)) if isinstance(x, list | tuple) else x


def _again(x: Any) -> Any:
    if isinstance(x, tuple):
        return tuple(map(_again, x))
    return x.view(Counted) if isinstance(x, np.ndarray) else x
