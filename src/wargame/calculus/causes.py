"""Causes: why a member leaves the line of its alliance, named by what weighs most against it in its own stance."""

from typing import Protocol

from wargame.axes import Array
from wargame.calculus.votes import Votes
from wargame.forum import SECTORS
from wargame.rules import Params
from wargame.rules.alliances import levels
from wargame.rules.alliances.stance import Seen, against_whom
from wargame.world import Measures

CAUSES = ("sympathy", "costs", "energy", "weariness")


class Scene(Seen, Protocol):
    """What a cause is read from: the world, or a view of it, with what is in force."""

    @property
    def measures(self) -> Measures: ...  # noqa: D102


def grievances(scene: Scene, params: Params, v: Votes, alliance: int, member: int, row: int = 0) -> dict[str, float]:
    """What weighs against the common line in a member's stance, by cause, in the units of a vote.

    Sympathy: it stands nearer to the target than to the other side. Costs: measures in force by its exposure. Energy:
    the hold of exporters. Weariness: at home.
    """
    b, f, p = scene.board, scene.board.forum, params.alliances
    dockets = tuple(q for q, docket in enumerate(f.dockets) if docket.alliance == alliance)
    target = next((t for t in against_whom(b, dockets) if t >= 0), -1)
    if target < 0:
        return dict.fromkeys(CAUSES, 0.0)
    apart = abs(float(scene.lean[row, member]) - float(scene.lean[row, f.targets[target]]))
    level = levels(scene, len(b.states) + alliance, target)[row]
    exposure: Array = params.states.exposure[target, :, member]
    return {
        "sympathy": float(params.states.salience[member]) * _one(p.position, row) * (1.0 - 2.0 * apart),
        "costs": _one(v.cost, row) * float(sum(level[k] * exposure[k] for k in range(len(SECTORS)))),
        "energy": _one(p.held, row) * float(scene.leverage[row, member]),
        "weariness": _one(p.weary, row) * float(scene.weariness[row, member]),
    }


def cause(scene: Scene, params: Params, v: Votes, alliance: int, member: int, row: int = 0) -> str:
    """The cause that weighs most."""
    found = grievances(scene, params, v, alliance, member, row)
    return max(found, key=lambda name: (found[name], -CAUSES.index(name)))


def _one(leaf: Array, row: int) -> float:
    """A number of the rulebook in one run."""
    return float(leaf[row]) if getattr(leaf, "ndim", 0) else float(leaf)
