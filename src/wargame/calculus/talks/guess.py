"""Guesses: how a party imagines the other, and a mediator both, as neither can see what a state hides at home.

A party takes the other for its mirror image: what makes the one sure makes the other doubt, and both know as much. Its
guesses of the other's cost and weariness are those by which it reads the war. What is public is read as it is.
"""

from dataclasses import replace
from typing import Any

from wargame.assumptions import fit
from wargame.axes import Array
from wargame.calculus.deal import Case
from wargame.calculus.talks.numbers import Talks

HIDDEN = ("odds", "evidence", "cost", "support", "weary", "strained")  # of a case, what only the party itself knows


def guessed(case: Case, party: int, p: Talks) -> Case:
    """The case as one party has it, `[R,Y]`: its own figures, and the other's as it imagines them."""
    own = {name: getattr(case, name)[:, party] for name in HIDDEN}
    none = 0.0 * own["odds"]
    imagined = {
        "odds": 1.0 - own["odds"],
        "evidence": own["evidence"],
        "cost": fit(p.rival_cost, 0) + none,
        "support": own["support"],
        "weary": fit(p.rival_weary, 0) + none,
        "strained": own["strained"],
    }

    def both(name: str) -> Array:
        pair = (own[name], imagined[name])
        return case.xp.stack(pair if party == 0 else pair[::-1], axis=1)

    told: dict[str, Any] = {name: both(name) for name in HIDDEN}
    return replace(case, **told)


def mediated(case: Case, p: Talks) -> Case:
    """The case as a mediator has it, who sees what is public: even odds, and both parties alike in what they hide."""
    blank = case.xp.zeros_like(case.pressed)
    presumed: dict[str, Any] = {
        "odds": 0.5,
        "evidence": fit(p.presumed_evidence, 1),
        "cost": fit(p.rival_cost, 1),
        "support": fit(p.presumed_support, 1),
        "weary": fit(p.rival_weary, 1),
        "strained": fit(p.presumed_strain, 1),
    }
    return replace(case, **{name: blank + value for name, value in presumed.items()})
