"""Packages: the deals that may be tabled in a war, from all that the one party demands to all that the other does.

A package is a rung on each of four ladders: land, what either party is bound to, relief from measures, a guarantee.
Every ladder reads the same from both ends, so that the packages of the one party are those of the other turned round.
All packages have a ceasefire on the line at once, an armed mission and an exchange of prisoners; a status that no
clause settles is left open; relief waits for the ceasefire to hold and comes back by itself if the deal is broken.
"""

from typing import NamedTuple

from wargame.axes import Array, number
from wargame.calculus.deal import Case
from wargame.calculus.deal.case import other
from wargame.terms import LEVELS


class Package(NamedTuple):
    """A rung on each ladder, 0 the best for the first party of the quarrel."""

    land: int
    bonds: int
    relief: int
    guarantee: int


# What a party gets by rung, if rung 0 is its own best; the other reads the ladder from its other end.
TITLES = (LEVELS["recognise"]["de jure"], LEVELS["recognise"]["de facto"], 0.0, 0.0, 0.0)
RETURNS = (LEVELS["withdraw"]["whole"], LEVELS["withdraw"]["part"], 0.0, 0.0, 0.0)
NEUTRAL = (LEVELS["neutral"]["neutral by treaty"], LEVELS["neutral"]["no alliance while the deal lasts"], 0.0, 0.0, 0.0)
CAPS = (LEVELS["cap"]["half strength"], LEVELS["cap"]["peacetime strength"], 0.0, 0.0, 0.0)
RELIEF = (1.0, 0.5, 0.0)
GUARANTEES = (LEVELS["guarantee"]["intervention"], 0.0, 0.0)

MINE, NEITHER, THEIRS = 0, 1, 2  # whom a guarantee protects
FOR_THE_FIRST = (
    Package(0, 0, 0, NEITHER),
    Package(0, 2, 0, NEITHER),
    Package(0, 2, 0, THEIRS),
    Package(0, 2, 1, THEIRS),
    Package(1, 1, 0, THEIRS),
    Package(1, 2, 0, NEITHER),
    Package(1, 2, 0, THEIRS),
    Package(1, 2, 1, THEIRS),
    Package(2, 0, 0, THEIRS),
    Package(2, 1, 0, NEITHER),
    Package(2, 2, 0, THEIRS),
)
MIDDLE = Package(2, 2, 1, NEITHER)


def mirrored(package: Package) -> Package:
    """What the package is to the second party, or what it would be if the two were exchanged."""
    return Package(4 - package.land, 4 - package.bonds, 2 - package.relief, 2 - package.guarantee)


PACKAGES = (*FOR_THE_FIRST, MIDDLE, *(mirrored(package) for package in FOR_THE_FIRST[::-1]))


def pair(ladder: tuple[float, ...], rung: int) -> tuple[float, float]:
    """What the first party gets on a rung, and what the second does."""
    return ladder[rung], ladder[-1 - rung]


def at_stake(case: Case) -> tuple[Array, Array]:
    """Regions that each party holds and claims of the other's land, and own land that the other holds, `[R,Y,C]`.

    A title is the sovereign's to grant, of a region that is worth anything to it or that it claims.
    """
    held = number(case.hold > 0.0)
    grants = case.own * number(case.own * case.worth + case.claim > 0.0)
    due = held * ((1.0 - case.own) * grants[::-1, :] * number(case.claim > 0.0))
    return due, other(held) * case.own


def land_clauses(case: Case, stake: tuple[Array, Array], rung: int) -> dict[str, Array]:
    """Titles to what the other holds and claims, return of what is the other's, the rest left open."""
    xp = case.xp
    title, returned = (xp.asarray(pair(ladder, rung), dtype=xp.float64)[:, None] for ladder in (TITLES, RETURNS))
    recognise, withdraw = other(title * stake[0]), other(returned * stake[1])
    disputed = number(xp.min(case.claim, axis=0) > 0.0)
    settled = xp.max(xp.maximum(recognise, withdraw), axis=1)
    return {"recognise": recognise, "withdraw": withdraw, "defer": disputed * number(settled <= 0.0)}


def bond_clauses(case: Case, rung: int) -> dict[str, Array]:
    """Caps on forces, and neutrality of who may else end up in a bloc that is the other's rival, `[R,Y]`."""
    xp, neutral, cap = case.xp, list(pair(NEUTRAL, rung)), pair(CAPS, rung)
    given = [neutral[1 - y] * number(case.exposed[:, 1 - y] > 0.0) for y in (0, 1)]
    none = 0.0 * case.exposed[:, 0]
    return {"neutral": xp.stack(given, axis=1), "cap": xp.stack([none + cap[1], none + cap[0]], axis=1)}
