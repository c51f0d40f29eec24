"""The terms of a deal between two states at war: clauses in a file for people, arrays for the engine."""

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

__all__ = [
    "CLAUSES",
    "LEVELS",
    "MILESTONES",
    "STEPS",
    "Terms",
    "axes",
    "in_library",
    "none",
    "of_rows",
    "runs",
    "sizes",
    "stacked",
    "swapped",
]
