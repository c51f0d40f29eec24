"""What happened, in words and in rows: the one maker of prose for every screen, table and report.

Words are neutral: a state takes, loses, calls up, holds a motion up. Oblasts that the map cuts in parts are told whole.
Figures have three significant digits; whatever is too small to matter is left out.
"""

from wargame.explain.acts import act
from wargame.explain.deal import deal
from wargame.explain.end import (
    KINDS,
    Outcome,
    alliances_table,
    belligerents,
    kinds,
    outcome,
    regions_table,
    since,
    states_table,
    targets_table,
)
from wargame.explain.turn import digest, happened, told_of, told_to
from wargame.explain.war import areas, shares, units
from wargame.explain.words import amount, figure, listed, men, renamed, the

__all__ = [
    "KINDS",
    "Outcome",
    "act",
    "alliances_table",
    "amount",
    "areas",
    "belligerents",
    "deal",
    "digest",
    "figure",
    "happened",
    "kinds",
    "listed",
    "men",
    "outcome",
    "regions_table",
    "renamed",
    "shares",
    "since",
    "states_table",
    "targets_table",
    "the",
    "told_of",
    "told_to",
    "units",
]
