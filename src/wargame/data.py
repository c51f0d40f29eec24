"""Where maps and assets lie: beside the sources in a checkout, inside the package in a wheel."""

from pathlib import Path

from wargame.errors import MissingData, nearest

PACKAGE = Path(__file__).resolve().parent


def root() -> Path:
    """The folder that holds maps/ and assets/."""
    for folder in (PACKAGE.parent.parent, PACKAGE / "_data"):
        if (folder / "maps").is_dir():
            return folder
    raise MissingData(f"found no maps/ beside {PACKAGE.name} or in it, expected the folder that ships with wargame")


def scenarios() -> dict[str, Path]:
    """The scenarios that ship with the package, by name."""
    return {path.stem: path for path in sorted(root().glob("maps/*/scenarios/*.yaml"))}


def scenario_path(name: str) -> Path:
    """A scenario by name or by path."""
    if name.endswith((".yaml", ".yml")) or "/" in name:
        return Path(name)
    shipped = scenarios()
    if name not in shipped:
        close = nearest(name, shipped)
        hint = f"; nearest is {close!r}" if close else ""
        raise MissingData(f"found no scenario {name!r}, expected a path or one of {', '.join(shipped)}{hint}")
    return shipped[name]
