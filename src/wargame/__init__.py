"""wargame: an agent-based geopolitical wargame engine."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Game", "Scenario", "__version__", "load", "results", "run_many"]

if TYPE_CHECKING:
    from wargame.ensemble import results, run_many
    from wargame.game import Game
    from wargame.scenario import Scenario, load

_HOMES = {
    "Game": "wargame.game",
    "Scenario": "wargame.scenario",
    "load": "wargame.scenario",
    "results": "wargame.ensemble",
    "run_many": "wargame.ensemble",
}


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first used, so that a check of a file never waits for Mesa."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'wargame' has no attribute {name!r}")
