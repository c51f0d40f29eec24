"""What a deal says, as arrays: a field a clause, a row a deal, and who binds himself towards whom.

Two states at war are the parties, in the order of `quarrel`. Along Y stands the party that gives or is bound, unless a
clause says otherwise; so no clause is written for one side of a war. 0 means that a clause is not in the deal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from math import prod
from typing import Any

import numpy as np

from wargame.axes import Array, namespace
from wargame.board import Board

STEPS = 3  # of relief
PARTIES = 2
MILESTONES = ("signature", "ceasefire holds", "withdrawal complete", "monitors certify")
SHARE, LEVEL, MONTHS, MONEY, INDEX = "share", "level", "months", "EUR bn", "index"


def clause(axes: str, unit: str, meaning: str, gives: str, levels: Mapping[str, float] | None = None) -> Any:
    """A clause: its axes, unit and meaning, who gives and who gets, and its named levels, the weakest first."""
    told = {"axes": axes, "unit": unit, "meaning": meaning, "gives": gives, "levels": levels or {}}
    return field(metadata=told)


@dataclass(frozen=True)
class Terms:
    """The terms of deals between two states at war, one deal a row.

    Y parties, the one that gives; C regions of the theatre; Z seats, states before alliances; T targets of measures;
    K sectors; F steps of relief; S states.
    """

    quarrel: tuple[int, int]  # the two parties, as indices of states
    withdraw: Array = clause(
        "R Y C",
        SHARE,
        "of what a party holds in a region that it leaves to the other",
        "the party, to the other",
        {"part": 0.5, "whole": 1.0},
    )
    administer: Array = clause(
        "R Y C",
        LEVEL,
        "civil administration of a region that a party leaves to the other while its control stays",
        "the party, to the other",
        {"joint": 0.5, "whole": 1.0},
    )
    recognise: Array = clause(
        "R Y C",
        LEVEL,
        "title to a region that a party grants to the other",
        "the party, to the other",
        {"de facto": 0.5, "de jure": 1.0},
    )
    defer: Array = clause(
        "R C", LEVEL, "a region's status is left open, and both keep their claims", "both", {"open": 1.0}
    )
    demilitarise: Array = clause(
        "R Y C",
        LEVEL,
        "a zone that a party's forces leave",
        "the party, to the other",
        {"no heavy arms": 0.5, "no forces": 1.0},
    )
    cease: Array = clause("R", LEVEL, "a ceasefire on the line of the day it begins", "both", {"on the line": 1.0})
    cease_after: Array = clause("R", MONTHS, "from signature until the ceasefire begins", "both")
    relief: Array = clause(
        "R Z T K F",
        SHARE,
        "of a sender's measures on a target in a sector that is lifted with a step; the steps sum to at most 1",
        "the sender, to the target",
    )
    relief_after: Array = clause("R F", MONTHS, "from signature until a step of relief is due", "the senders")
    relief_milestone: Array = clause(
        "R F",
        INDEX,
        "what must have come to pass before a step of relief",
        "the senders",
        {name: float(i) for i, name in enumerate(MILESTONES)},
    )
    snap_back: Array = clause(
        "R Z",
        LEVEL,
        "how a sender's measures come back if the target breaks the deal",
        "the target, to the sender",
        {"by vote": 0.5, "automatic": 1.0},
    )
    guarantee: Array = clause(
        "R Z Y",
        LEVEL,
        "what a guarantor owes the party along Y, the protected one, if it is attacked",
        "the guarantor, to the party",
        {"consultation": 0.25, "arms and supplies": 0.5, "intervention": 0.75, "treaty of alliance": 1.0},
    )
    neutral: Array = clause(
        "R Y",
        LEVEL,
        "how far a party keeps out of alliances",
        "the party, to the other",
        {
            "no foreign bases": 0.25,
            "no alliance while the deal lasts": 0.5,
            "neutral by treaty": 0.75,
            "permanent neutrality by constitution": 1.0,
        },
    )
    cap: Array = clause(
        "R Y",
        LEVEL,
        "how far a party's own forces are capped",
        "the party, to the other",
        {"peacetime strength": 0.25, "half strength": 0.5, "border guard only": 1.0},
    )
    unaided: Array = clause(
        "R Y",
        LEVEL,
        "what foreign military aid a party does without",
        "the party, to the other",
        {"no long range": 0.25, "no heavy arms": 0.5, "none": 1.0},
    )
    endorse: Array = clause(
        "R S Y",
        LEVEL,
        "a third state recognises what the party along Y holds",
        "the third state, to the party",
        {"recognised": 1.0},
    )
    assets: Array = clause(
        "R Z Y",
        SHARE,
        "of the assets of the party along Y frozen by a seat that is released",
        "the seat, to the party",
        {"half": 0.5, "whole": 1.0},
    )
    rebuild: Array = clause(
        "R Z Y",
        MONEY,
        "that a seat pays for the reconstruction of the party along Y; from the other party it is reparation",
        "the seat, to the party",
    )
    transit: Array = clause(
        "R Y",
        SHARE,
        "of the other's energy that a party lets through its land",
        "the party, to the other",
        {"half": 0.5, "whole": 1.0},
    )
    prisoners: Array = clause("R", LEVEL, "an exchange of prisoners", "both", {"all for all": 1.0})
    monitor: Array = clause(
        "R", LEVEL, "who watches that the deal is kept", "both", {"observers": 0.5, "armed mission": 1.0}
    )
    secret: Array = clause("R", LEVEL, "the deal is not told in public", "both", {"secret": 1.0})
    final: Array = clause("R", LEVEL, "there will be no other offer after it", "the proposer", {"last offer": 1.0})
    expires: Array = clause("R", MONTHS, "for which the offer stands; 0 is this turn only", "the proposer")
    mediator: Array = clause("R", INDEX, "of the seat that mediates, counted from 1; 0 is nobody", "the mediator")


CLAUSES = {item.name: item.metadata for item in fields(Terms) if "axes" in item.metadata}
LEVELS: Mapping[str, Mapping[str, float]] = {name: told["levels"] for name, told in CLAUSES.items()}


def sizes(board: Board) -> dict[str, int]:
    """The length of every axis of terms but R."""
    known = {**board.sizes(), "Y": PARTIES, "F": STEPS}
    return known | {"cell": 1 + sum(prod(known[axis] for axis in axes(name)[1:]) for name in CLAUSES)}


def none(board: Board, quarrel: tuple[int, int], runs: int = 1) -> Terms:
    """Deals in which nothing is agreed."""
    length = {"R": runs, **sizes(board)}
    return Terms(quarrel, **{name: np.zeros([length[axis] for axis in axes(name)]) for name in CLAUSES})


def axes(name: str) -> list[str]:
    """The axes of a clause, in order."""
    return str(CLAUSES[name]["axes"]).split()


def runs(terms: Terms) -> int:
    """R: how many deals there are."""
    return int(terms.cease.shape[0])


def stacked(deals: Sequence[Terms]) -> Terms:
    """Deals of one quarrel below one another."""
    if len({deal.quarrel for deal in deals}) != 1:
        raise ValueError("deals to be stacked are of one quarrel, and there is at least one")
    xp = namespace(deals[0].cease)
    return _each(deals[0], lambda name, x: xp.concat([getattr(deal, name) for deal in deals], axis=0))


def of_rows(terms: Terms, index: Array) -> Terms:
    """Some of the deals, in the order of the index; a deal may be taken several times."""
    return _each(terms, lambda name, x: namespace(x).take(x, index, axis=0))


def in_library(terms: Terms, asarray: Any) -> Terms:
    """The same deals in another array library."""
    return _each(terms, lambda name, x: asarray(x))


def swapped(terms: Terms, targets: Sequence[int] = ()) -> Terms:
    """The deals with the roles of the two parties exchanged: what the one gave, the other gives.

    `targets` are the states along T; if both parties are among them, relief for the one becomes relief for the other.
    """
    first, second = terms.quarrel
    among = list(targets)
    pairs = {"Y": (0, 1), "Z": (first, second), "S": (first, second)}
    if first in among and second in among:
        pairs["T"] = (among.index(first), among.index(second))

    def exchanged(name: str, x: Array) -> Array:
        for place, axis in enumerate(axes(name)):
            if axis in pairs:
                x = _exchanged(x, place, *pairs[axis])
        return x

    return _each(terms, exchanged)


def _exchanged(x: Array, axis: int, one: int, other: int) -> Array:
    """An array with two of its entries along an axis exchanged."""
    xp, order = namespace(x), list(range(x.shape[axis]))
    order[one], order[other] = other, one
    return xp.take(x, xp.asarray(order), axis=axis)


def _each(terms: Terms, change: Callable[[str, Array], Array]) -> Terms:
    made: dict[str, Any] = {name: change(name, getattr(terms, name)) for name in CLAUSES}
    return replace(terms, **made)
