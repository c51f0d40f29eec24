"""What lies on the desk and is in no record yet, kept in a small file beside it, so that closing loses nothing.

Orders laid ready, seats that have committed, an umpire's acts that are to happen before the next turn; and bookmarks.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from wargame.errors import RecordError
from wargame.record import Intervention, as_told, intervention

ENDING = ".desk.json"


class Bookmark(NamedTuple):
    """A turn that somebody wants to come back to, and why."""

    turn: int
    note: str


class Place(NamedTuple):
    """Where a record stands: turns that are complete, and moments of the next one that are played."""

    turns: int
    moments: int


@dataclass
class Desk:
    """What is kept beside a record."""

    path: Path
    missing: str = "hold"
    trunk: tuple[str, int] | None = None  # the record this branched from, and after which turn
    bookmarks: list[Bookmark] = field(default_factory=list)
    place: Place = Place(0, 0)  # for which the rest is meant
    staged: dict[str, tuple[str, ...]] = field(default_factory=dict)
    committed: set[str] = field(default_factory=set)
    acts: list[Intervention] = field(default_factory=list)  # that are on no record yet
    due: int = 0  # the turn before which they happen

    @classmethod
    def beside(cls, record: Path) -> tuple["Desk", str | None]:
        """The desk of a record, and a sentence where its file can't be read and an empty one takes its place."""
        path = place_of(record)
        try:
            return _read(path, json.loads(path.read_bytes())), None
        except FileNotFoundError:
            return cls(path), None
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            told = f"{path}: found nothing that can be read, expected bookmarks and orders laid ready; begun anew"
            return cls(path), told

    def save(self) -> None:
        """Write the file anew, whole or not at all."""
        told = {
            "missing": self.missing,
            "trunk": self.trunk,
            "bookmarks": self.bookmarks,
            "place": self.place,
            "staged": self.staged,
            "committed": sorted(self.committed),
            "due": self.due,
            "acts": [as_told(item) for item in self.acts],
        }
        part = self.path.with_name(self.path.name + ".part")
        try:
            part.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            os.replace(part, self.path)
        except OSError as error:
            raise RecordError(f"{self.path}: what lies on the desk can't be written ({error.strerror})") from None

    def moved(self, place: Place) -> None:
        """Go on to another moment: what was laid ready has been ordered."""
        self.place, self.staged, self.committed = place, {}, set()


def place_of(record: Path) -> Path:
    """Where the desk of a record is kept."""
    return record.with_name(record.stem + ENDING)


def _read(path: Path, told: Mapping[str, Any]) -> Desk:
    trunk = told["trunk"]
    return Desk(
        path,
        missing=str(told["missing"]),
        trunk=(str(trunk[0]), int(trunk[1])) if trunk else None,
        bookmarks=[Bookmark(int(turn), str(note)) for turn, note in told["bookmarks"]],
        place=Place(*map(int, told["place"])),
        staged={str(seat): tuple(map(str, lines)) for seat, lines in told["staged"].items()},
        committed=set(map(str, told["committed"])),
        due=int(told["due"]),
        acts=[intervention(item) for item in told["acts"]],
    )
