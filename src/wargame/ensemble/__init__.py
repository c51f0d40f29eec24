"""Many campaigns: `run_many` plays them in blocks, in memory or into a folder, here, on all cores or on a cluster."""

from typing import TYPE_CHECKING, Any

__all__ = ["BAND", "Block", "Results", "Stored", "block_size", "blocks", "results", "run_many"]

if TYPE_CHECKING:
    from wargame.ensemble import blocks
    from wargame.ensemble.blocks import Block, block_size
    from wargame.ensemble.many import run_many
    from wargame.ensemble.readable import BAND, Results
    from wargame.ensemble.stored import Stored, results

_HOMES = {
    "BAND": "readable",
    "Block": "blocks",
    "Results": "readable",
    "Stored": "stored",
    "block_size": "blocks",
    "results": "stored",
    "run_many": "many",
}


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first used: who reads results, or watches over workers, plays nothing."""
    from importlib import import_module

    if name == "blocks":
        return import_module("wargame.ensemble.blocks")
    if name in _HOMES:
        return getattr(import_module(f"wargame.ensemble.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'wargame.ensemble' has no attribute {name!r}")
