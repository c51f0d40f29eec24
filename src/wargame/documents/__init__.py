"""Documents people write, read with positions; every fault at once.

`read` takes YAML 1.2 or JSON and keeps where each value stands; `check` holds a document against a pydantic model;
`Faults` collects what later checks find. A document is data and nothing else: no tag, no code, no surprise types, and
a bound on depth and on what aliases may unfold to, so that a hostile file costs no more than a wrong one.
"""

from wargame.documents.checking import check, known
from wargame.documents.faults import Faults
from wargame.documents.files import MAX_INCLUDES, read
from wargame.documents.scalars import resolve, show
from wargame.documents.tree import MAX_ALIASED, MAX_DEPTH, Document

__all__ = [
    "MAX_ALIASED",
    "MAX_DEPTH",
    "MAX_INCLUDES",
    "Document",
    "Faults",
    "check",
    "known",
    "read",
    "resolve",
    "show",
]
