"""Diplomacy: offers on the table and answers, deals and their lives, the ways in which a war is at rest.

A deal is signed once everyone bound by it has said yes; it is carried out step by step, each tied to a milestone, is
watched, and may be broken in secret or in the open [Fortna2004]. A party that offers aloud to give up what it claimed
pays for it at home [Tomz2007]; in secret it does not, unless it leaks [Kurizaki2007]. A mediator may bring the
parties to its table, and lends its name to what they say there [Beardsley2011].
Judged by offers and answers on record.
"""

from wargame.rules.diplomacy.bans import (
    barred,
    calm,
    cleared,
    held_back,
    in_force,
    refused_arms,
    stood_down,
    to_break,
    to_resume,
)
from wargame.rules.diplomacy.bounds import givable, may_table
from wargame.rules.diplomacy.hosting import host_of, may_host
from wargame.rules.diplomacy.keep import discovery, keep
from wargame.rules.diplomacy.numbers import Diplomacy
from wargame.rules.diplomacy.snap import franchise, recall
from wargame.rules.diplomacy.stages import ARMISTICE, CEASEFIRE, PEACE, STAGES, TRUCE, WAR
from wargame.rules.diplomacy.table import COUNTER, conclude, kept_secret, table

__all__ = [
    "ARMISTICE",
    "CEASEFIRE",
    "COUNTER",
    "PEACE",
    "STAGES",
    "TRUCE",
    "WAR",
    "Diplomacy",
    "barred",
    "calm",
    "cleared",
    "conclude",
    "discovery",
    "franchise",
    "givable",
    "held_back",
    "host_of",
    "in_force",
    "keep",
    "kept_secret",
    "may_host",
    "may_table",
    "recall",
    "refused_arms",
    "stood_down",
    "table",
    "to_break",
    "to_resume",
]
