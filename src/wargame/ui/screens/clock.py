"""The clock of a moment: so many seconds for a seat's orders, with pause."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic


@dataclass
class Clock:
    """Seconds that a seat has for its orders at a moment."""

    seconds: float
    now: Callable[[], float] = monotonic
    left: float = 0.0
    running: bool = False
    _seen: float = 0.0
    _told: int = -1

    def start(self) -> None:
        """Begin anew, for the next seat or moment."""
        self.left, self.running, self._seen = self.seconds, True, self.now()

    def stop(self) -> None:
        """Nobody is asked."""
        self.running = False

    def pause(self) -> None:
        """Stand still, or go on."""
        self.tick()
        self.running, self._seen = not self.running, self.now()

    def tick(self) -> bool:
        """Let time pass; whether it is up."""
        if self.running:
            now = self.now()
            self.left, self._seen = self.left - (now - self._seen), now
        return self.running and self.left <= 0.0

    @property
    def told(self) -> str:
        """`2:05`."""
        left = max(0, ceil(self.left))
        self._told = left
        return f"{left // 60}:{left % 60:02d}"

    @property
    def moving(self) -> bool:
        """Whether it would tell something else now than it last did."""
        return self.running and max(0, ceil(self.left - (self.now() - self._seen))) != self._told
