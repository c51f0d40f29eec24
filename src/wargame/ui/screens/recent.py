"""Games of late: the records of a folder, told by their first line and how far they go."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

MOST = 30  # records that are told, the latest first


@dataclass(frozen=True)
class Game:
    """A record, as far as a glance tells."""

    path: Path
    told: str
    when: str
    fault: str = ""  # why it can't be gone on with


def recent(folder: Path) -> list[Game]:
    """The records of a folder, the latest first; files that are none are left out."""
    try:
        paths = sorted(folder.glob("*.jsonl"), key=lambda path: -path.stat().st_mtime)
    except OSError:
        return []
    return [game for path in paths[:MOST] if (game := _game(path)) is not None]


def _game(path: Path) -> Game | None:
    try:
        when = datetime.fromtimestamp(path.stat().st_mtime).strftime("%Y-%m-%d %H:%M")
        with path.open("rb") as file:
            head = json.loads(file.readline())
            last = None
            for line in file:
                last = line
        seats = head["seats"]
        scenario = str(head["scenario"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    people = sum(who == "human" for who in seats.values())
    try:
        turn = int(json.loads(last)["turn"]) if last else 0
    except (ValueError, KeyError, TypeError):
        return Game(path, f"{scenario}, damaged at its end", when)
    who = f", {people} played by people" if people else ""
    return Game(path, f"{scenario}, turn {turn}{who}", when)
