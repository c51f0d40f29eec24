"""A branch: another record that begins as this one did, so that the trunk stays as it is."""

import os
from pathlib import Path

from wargame.errors import RecordError
from wargame.orders import ASKED
from wargame.record.form import Record


def unused(folder: Path, stem: str) -> Path:
    """A name for a record that nothing has yet."""
    path, number = folder / f"{stem}.jsonl", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.jsonl", number + 1
    return path


def branched(record: Record, turn: int, folder: Path | None = None) -> Path:
    """Begin another record with the header and the lines up to the end of a turn, byte for byte; returns its path.

    Raises `RecordError` where the record has no such turn, or no file can be written beside it.
    """
    if not 0 <= turn <= record.turns:
        raise RecordError(f"{record.path}: found no turn {turn} to branch from, expected one from 0 to {record.turns}")
    lines = sum(line.turn <= turn for line in record.lines)
    assert not turn or record.lines[lines - 1].moment == ASKED[-1]  # the turn is complete
    path = unused(folder or record.path.parent, f"{record.path.stem}-b{turn}")
    try:
        with path.open("xb") as file:
            file.write(record.path.read_bytes()[: record.ends[lines]])
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise RecordError(f"{path}: the branch can't be written here ({error.strerror})") from None
    return path
