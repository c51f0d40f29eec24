"""Orders that a seat has laid ready and not committed yet: given, dropped, taken back."""

from collections.abc import Iterable

from wargame.orders import parted


class Staged:
    """The orders of a seat at a moment; a later one about the same thing takes the place of the earlier."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        """Begin with these lines; they can't be taken back by `undo`."""
        self._lines = {about(line): line for line in lines}
        self._before: list[dict[str, str]] = []

    @property
    def lines(self) -> tuple[str, ...]:
        """The orders, in the order in which they were first given."""
        return tuple(self._lines.values())

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of order of which any is laid ready."""
        return frozenset(line.split(maxsplit=2)[1] for line in self._lines.values())

    def change(self, put: Iterable[str] = (), drop: Iterable[str] = ()) -> bool:
        """Put lines and drop what others are about, as one change; returns whether anything is different now."""
        new = {key: line for key, line in self._lines.items() if key not in set(drop)}
        new |= {about(line): line for line in put}
        if new == self._lines:
            return False
        self._before.append(self._lines)
        self._lines = new
        return True

    def undo(self) -> bool:
        """Take the last change back; returns whether there was one."""
        if not self._before:
            return False
        self._lines = self._before.pop()
        return True


def about(line: str) -> str:
    """What an order is about, without how much: of an offer its table."""
    order, _ = parted(line)
    words = order.split(maxsplit=3)
    return " ".join(words[:3] if words[1] == "offer" else words)
