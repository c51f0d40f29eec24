"""A picture's file: what it may be called, and how it is written so that nothing in it depends on the clock."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.errors import UserError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES = (".png", ".svg", ".pdf")


def place(path: str | Path) -> Path:
    """A place where a picture can go; asked before the work that leads to one, so that none of it is lost."""
    path = Path(path)
    if path.suffix.lower() not in SUFFIXES:
        raise UserError(f"found the picture {str(path)!r}, expected a name that ends in {', '.join(SUFFIXES)}")
    if not path.absolute().parent.is_dir():
        raise UserError(f"found the picture {str(path)!r}, expected a folder that exists: there is no {path.parent}")
    return path


def saved(figure: "Figure", path: Path) -> Path:
    """Write a picture; its suffix says what kind."""
    dated: Any = {".png": {"Software": None}}.get(path.suffix.lower(), {"Date": None})
    try:
        figure.savefig(path, metadata=dated)
    except OSError as error:
        raise UserError(f"{path}: the picture can't be written here ({error.strerror})") from None
    return path
