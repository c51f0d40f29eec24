"""The record of a campaign: scenario, seed, orders and an umpire's acts; loading is replaying.

JSON Lines, append-only, on disk after every moment. The first line is the header; a line follows for every moment, with
the orders carried out, those refused and why, the fingerprint of the world after the moment, and the digest of the line
before, so that an edit is found. Nothing in it depends on the clock or on how long a sitting was: a campaign stopped
and gone on with leaves the same bytes as one played in one go.
"""

from wargame.record.branching import branched, unused
from wargame.record.form import BrokenRecord, Intervention, Line, Record, as_told, intervention, read
from wargame.record.midway import Underway, taken_up
from wargame.record.recorder import Recorder, acted, played, recorded
from wargame.record.replaying import Replayed, Verified, behind, game_of, replay, resume, scenario_of, verify

__all__ = [
    "BrokenRecord",
    "Intervention",
    "Line",
    "Record",
    "Recorder",
    "Replayed",
    "Underway",
    "Verified",
    "acted",
    "as_told",
    "behind",
    "branched",
    "game_of",
    "intervention",
    "played",
    "read",
    "recorded",
    "replay",
    "resume",
    "scenario_of",
    "taken_up",
    "unused",
    "verify",
]
