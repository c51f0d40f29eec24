"""What is worked out once for what is looked at: a panel is drawn many times a second, and a turn changes seldom."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from wargame.ui.looking import Looking

T = TypeVar("T")


@dataclass
class Kept(Generic[T]):
    """Something worked out from a turn that is looked at, kept until something else is looked at or asked for."""

    make: Callable[..., T]  # of the turn looked at, and of what else is asked for
    _at: tuple[Any, ...] = ()
    _asked: tuple[Hashable, ...] = ()
    _found: T | None = None

    def of(self, at: Looking, *asked: Hashable) -> T:
        """What it is for this turn, through these eyes."""
        now = (at.view, at.names, at.scenario, at.worlds[at.turn], at.worlds[-1])
        marks = (at.seat, at.turn, at.seed, at.run, *asked)
        same = len(now) == len(self._at) and all(a is b for a, b in zip(now, self._at, strict=True))
        if not same or marks != self._asked:
            self._found = self.make(at, *asked)
            self._at, self._asked = now, marks
        return self._found  # type: ignore[return-value]
