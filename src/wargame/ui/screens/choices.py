"""What a game is begun with: scenario, who sits where, seed, names, what happens to missing orders, the clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FLAGSHIP = "ukraine-2022"
GAMES = Path("games")


@dataclass(frozen=True)
class Choices:
    """What a game is begun with."""

    scenario: str = FLAGSHIP
    seats: Mapping[str, str] = field(default_factory=dict)  # policy or "human" by seat
    seed: int = 1
    folder: Path = GAMES
    missing: str = "hold"
    fictional: bool = False
    umpire: bool = False
    seconds: float | None = None  # for a seat's orders at a moment
