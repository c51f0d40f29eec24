"""Many campaigns: `run_many` plays them in blocks, in memory or into a folder, here, on all cores or on a cluster."""

from wargame.ensemble import blocks
from wargame.ensemble.blocks import Block, block_size
from wargame.ensemble.many import run_many
from wargame.ensemble.readable import BAND, Results
from wargame.ensemble.stored import Stored, results

__all__ = ["BAND", "Block", "Results", "Stored", "block_size", "blocks", "results", "run_many"]
