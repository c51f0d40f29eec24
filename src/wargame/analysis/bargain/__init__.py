"""The bargaining range: deals around an offer judged by both parties of a war, and what would open a range.

`bargained` plays campaigns to a turn, reads off what the parties then believe, and judges candidate deals.
"""

from wargame.analysis.bargain.axes import NONE, Axis, Level, axes_of
from wargame.analysis.bargain.campaigns import Bargain, Found, bargained, centre, guarantors
from wargame.analysis.bargain.lattice import Lattice
from wargame.analysis.bargain.levers import LeverNumbers, Opened, Package, opened, packages, pulled
from wargame.analysis.bargain.search import DEALS, Search, closed_form, score, searched
from wargame.analysis.bargain.span import Scored, Span, span

__all__ = [
    "DEALS",
    "NONE",
    "Axis",
    "Bargain",
    "Found",
    "Lattice",
    "Level",
    "LeverNumbers",
    "Opened",
    "Package",
    "Scored",
    "Search",
    "Span",
    "axes_of",
    "bargained",
    "centre",
    "closed_form",
    "guarantors",
    "opened",
    "packages",
    "pulled",
    "score",
    "searched",
    "span",
]
