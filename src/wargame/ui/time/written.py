"""Files taken out of a campaign: beside its record, under names of their own, never over another file."""

from collections.abc import Callable
from pathlib import Path

from wargame.errors import UserError


def unused(record: Path, what: str, ending: str) -> Path:
    """A name beside the record that nothing has yet: `ukraine-1-board.png`, `ukraine-1-board-2.png`."""
    path, number = record.with_name(f"{record.stem}-{what}{ending}"), 2
    while path.exists():
        path, number = record.with_name(f"{record.stem}-{what}-{number}{ending}"), number + 1
    return path


def written(path: Path, write: Callable[[Path], object]) -> Path:
    """Write a file in one go; raises `UserError` with a sentence where it can't be, and leaves no part of it."""
    part = path.with_name(f".{path.name}.part")
    try:
        write(part)
        if path.exists():  # somebody else was quicker
            raise UserError(f"{path}: there is such a file already, and it stays as it is")
        part.rename(path)
    except OSError as error:
        raise UserError(f"{path}: this can't be written here ({error.strerror or error})") from None
    finally:
        part.unlink(missing_ok=True)
    return path
