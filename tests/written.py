"""Documents written for a test, and their faults as a test compares them."""

from __future__ import annotations

from pathlib import Path

from wargame.errors import Fault


def write(folder: Path, text: str | bytes, name: str = "war.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def told(faults: list[Fault] | tuple[Fault, ...]) -> list[str]:
    """The faults without the folder, which differs from run to run."""
    return [f"{Path(fault.file).name}:{str(fault)[len(fault.file) + 1 :]}" for fault in faults]
