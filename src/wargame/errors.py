"""What can go wrong, as one tree.

    WargameError                 anything this package raises on purpose
    ├── UserError                somebody's mistake: shown without a traceback, exit code 2
    │   ├── DocumentError        faults in documents people write, each with its place
    │   ├── MissingData          data that a command needs is not there, exit code 4
    │   └── RecordError          a record that cannot be read, replayed or continued
    └── Impossible               an order refused, with the reason; it costs nothing

Whoever calls the package catches `WargameError`; the command line prints a `UserError` and exits with its code.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST_NAME = 80  # a longer "name" is a paragraph in the wrong place: comparing it would only cost time


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The known name that somebody most likely meant, or None where nothing is close; case does not count."""
    if len(name) > _LONGEST_NAME:
        return None
    folded = {known.casefold(): known for known in names}
    close = difflib.get_close_matches(name.casefold(), folded, n=1)
    return folded[close[0]] if close else None


@dataclass(frozen=True)
class Fault:
    """One thing wrong at one spot of a document: what stands there, what should, and the nearest known name."""

    file: str
    line: int
    column: int
    found: str
    expected: str
    nearest: str | None = None

    def __str__(self) -> str:
        hint = "" if self.nearest is None else f"; nearest is {self.nearest!r}"
        return f"{self.file}:{self.line}:{self.column}: found {self.found}, expected {self.expected}{hint}"


class WargameError(Exception):
    """Anything this package raises on purpose."""


class UserError(WargameError):
    """Somebody's mistake: the message is for them, so it is shown without a traceback."""

    exit_code = 2


class DocumentError(UserError):
    """The faults of the documents people wrote, all of them, in reading order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line, fault.column)))
        super().__init__(self.faults)  # the same argument again, so that the error survives the way between processes

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


class MissingData(UserError):  # noqa: N818 (named for what is the matter, as `Impossible` is)
    """Data that a command needs is not there."""

    exit_code = 4


class RecordError(UserError):
    """A record that cannot be read, replayed or continued."""


class Impossible(WargameError):  # noqa: N818
    """An order refused, with the reason; nothing happens and nothing is paid."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
