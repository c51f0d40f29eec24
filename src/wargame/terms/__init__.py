"""The terms of a deal between two states at war: clauses in a file for people, arrays for the engine.

`read` makes arrays of a file and tells every fault of it; `written` and `text` make a file of arrays again.
"""

from wargame.terms.clauses import (
    CLAUSES,
    LEVELS,
    MILESTONES,
    STEPS,
    Terms,
    axes,
    in_library,
    none,
    of_rows,
    runs,
    sizes,
    stacked,
    swapped,
)
from wargame.terms.contradictions import Contradiction, described, held, hollow, of_terms
from wargame.terms.packing import CHANNEL, CHANNELS, cells, ordered, packed, places, unpacked
from wargame.terms.reading import Deal, read, understood
from wargame.terms.spec import TermsSpec
from wargame.terms.wording import clauses, text, written

__all__ = [
    "CHANNEL",
    "CHANNELS",
    "CLAUSES",
    "LEVELS",
    "MILESTONES",
    "STEPS",
    "Contradiction",
    "Deal",
    "Terms",
    "TermsSpec",
    "axes",
    "cells",
    "clauses",
    "described",
    "held",
    "hollow",
    "in_library",
    "none",
    "of_rows",
    "of_terms",
    "ordered",
    "packed",
    "places",
    "read",
    "runs",
    "sizes",
    "stacked",
    "swapped",
    "text",
    "understood",
    "unpacked",
    "written",
]
