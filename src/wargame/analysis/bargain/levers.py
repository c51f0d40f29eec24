"""Levers: what others can do to a war that changes what its parties would take, and the cheapest that opens a range.

A lever changes the case that the parties judge by, never a clause: measures on a side enforced, arms for its rival,
the backers of a side made safe from an exporter's hold. Either side of a war can be favoured, by the same numbers.
"""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from wargame.analysis.bargain.search import Search, closed_form, refined, score
from wargame.analysis.bargain.span import span
from wargame.assumptions import Leaf, leaf
from wargame.axes import Array
from wargame.calculus.deal import Case, Judge, outlook

STRENGTHS = (0.0, 0.5, 1.0)
AGAIN = 1024  # deals judged again with each package


@dataclass(frozen=True)
class LeverNumbers:
    """What levers do at full strength and what they cost: judgement, all of it."""

    bites: Leaf = leaf(0.6, "share", "by which full enforcement adds to what measures cost their target", 0.3, 1.0)
    leaks: Leaf = leaf(0.6, "share", "of a target's adaptation that full enforcement prevents", 0.3, 0.9)
    enforcing: Leaf = leaf(1.0, "cost", "of full enforcement, the unit of the other costs", 1.0, 1.0)
    wins: Leaf = leaf(0.08, "probability", "by which full aid moves the odds of the next engagement", 0.03, 0.15)
    unites: Leaf = leaf(0.08, "0..1", "cohesion that full aid adds to those who give it", 0.0, 0.15)
    arming: Leaf = leaf(1.5, "cost", "of full aid", 0.8, 3.0)
    frees: Leaf = leaf(0.05, "0..1", "cohesion that backers gain by full energy security", 0.0, 0.1)
    lasts: Leaf = leaf(0.75, "share", "of the backers' drifting apart that full energy security stops", 0.4, 1.0)
    supplying: Leaf = leaf(0.8, "cost", "of full energy security", 0.4, 2.0)


@dataclass(frozen=True)
class Package:
    """Levers pulled together for one side, each 0 to 1."""

    favours: int  # the party
    enforcement: float  # of the measures on the other
    aid: float
    energy: float

    def cost(self, n: LeverNumbers) -> float:
        """What it costs, full enforcement being 1."""
        return float(n.enforcing * self.enforcement + n.arming * self.aid + n.supplying * self.energy)


@dataclass(frozen=True)
class Opened:
    """The cheapest package under which some deal is taken by both, and the Nash-best deal with it."""

    package: Package
    cost: float
    mix: Array  # [E]
    score: tuple[float, float]


def packages(case: Case, n: LeverNumbers) -> list[Package]:
    """Every package that has a hold in the case, the cheapest first."""
    found = (Package(party, *strengths) for party in (0, 1) for strengths in product(STRENGTHS, repeat=3))
    return sorted((package for package in found if _holds(case, package)), key=lambda package: package.cost(n))


def _holds(case: Case, package: Package) -> bool:
    """Whether there is what its levers act on: measures on the other side, those who back this one."""
    enforced = package.enforcement == 0.0 or float(case.pressed[0, 1 - package.favours]) > 0.0
    backed = package.aid == package.energy == 0.0 or float(case.leaning[0, package.favours]) > 0.0
    return enforced and backed and package.enforcement + package.aid + package.energy > 0.0


def pulled(case: Case, p: Judge, package: Package, n: LeverNumbers) -> tuple[Case, Judge]:
    """The case and the judgement with a package in force."""
    helped = np.zeros((1, 2))
    helped[0, package.favours] = 1.0
    hit = 1.0 - helped
    odds = case.odds + package.aid * n.wins * (helped - hit)
    backing = case.backing + (package.aid * n.unites + package.energy * n.frees) * helped
    moved = replace(
        case,
        odds=np.clip(odds, 0.01, 0.99),
        backing=np.minimum(backing, 1.0),
        pressed=case.pressed * (1.0 + package.enforcement * n.bites * hit),
    )
    # [1,Y]: the judgement's own numbers are alike for both parties, and the levers act on one of them
    adaptation = p.adaptation * (1.0 - package.enforcement * n.leaks * hit)
    fraying = p.fraying * (1.0 - package.energy * n.lasts * helped)
    return moved, replace(p, adaptation=adaptation, fraying=fraying)


def opened(search: Search, case: Case, p: Judge, n: LeverNumbers) -> Opened | None:
    """The cheapest package that opens a range where a search found none; none if no package does.

    With each package the deals that came closest without it are judged again, and then those near them.
    """
    closest = search.scored.mixes[np.argsort(-search.scored.least, kind="stable")[:AGAIN]]
    for package in packages(case, n):
        moved, numbers = pulled(case, p, package, n)
        judging = closed_form(outlook(moved, numbers), numbers)
        scored = refined(search.lattice, score(search.lattice, closest, judging), judging)
        row = span(scored, len(closest)).nash
        if row is not None:
            reached = float(scored.score[row, 0]), float(scored.score[row, 1])
            return Opened(package, package.cost(n), scored.mixes[row], reached)
    return None
