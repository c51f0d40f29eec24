"""What orders against others come to and put at risk: bridges, red lines, gas, covert work, deals broken in secret."""

from collections.abc import Callable, Mapping

import numpy as np

from wargame.assumptions import fit
from wargame.explain import amount as told
from wargame.explain import figure
from wargame.forum import ARMS
from wargame.terms import cells
from wargame.ui.screens.orders.purse import Purse


def _number(value: object) -> float:
    """A number of the rulebook as it holds in the first run."""
    return float(np.asarray(value).ravel()[0])


def _strike(purse: Purse, target: str, amount: float) -> str:
    now = purse.seen("spans", purse.place("strike", target)[1])
    left = max(now - amount * purse.view.months, 0.05)
    mends = _number(purse.params.logistics.repair)
    return (
        f"The bridge carries {told(now, 'share')} of what it can, some {told(left, 'share')} after it; "
        f"{told(mends, 'share')} of the damage is mended in a month."
    )


def _arms(purse: Purse, target: str, amount: float) -> str:
    pair, kind = purse.place("arms", target)
    whom, wars = purse.board.pairs[pair][1], purse.board.pairs
    enemies = {a if b == whom else b for a, b, what in wars if what == "war" and whom in (a, b)}
    lines = np.asarray(purse.view.lines)[0]
    drawn = max((float(lines[x, kind]) for x, (s, _) in enumerate(purse.board.forum.rivals) if s in enemies), default=0)
    word = ARMS[kind].replace("_", " ")
    return f"A red line against {word} is believed to {told(drawn, 'share')}." if drawn > 0.0 else ""


def _cut(purse: Purse, target: str, amount: float) -> str:
    bought, use = _contract(purse, "cut", target)
    return (
        f"{figure(amount * bought)} of the {figure(bought)} bcm a year that it buys are withheld, of {figure(use)} "
        "burnt. What is missing makes gas dear for all, and it looks for other sellers."
    )


def _divest(purse: Purse, target: str, amount: float) -> str:
    bought, use = _contract(purse, "divest", target)
    energy = purse.params.energy
    easy = float(np.asarray(purse.params.states.alternatives)[..., purse.seat].ravel()[0])
    months = _number(energy.slow) + (_number(energy.quick) - _number(energy.slow)) * easy
    return (
        f"{figure(amount * bought)} of the {figure(bought)} bcm a year bought there are given up, of {figure(use)} "
        f"burnt; it takes about {figure(months)} months to replace them."
    )


def _contract(purse: Purse, kind: str, target: str) -> tuple[float, float]:
    """What an importer buys of an exporter, and all that it burns, bcm a year."""
    (tie,) = purse.place(kind, target)
    importer = purse.board.forum.gas[tie][0]
    use = float(np.asarray(purse.params.states.gas_use)[..., importer].ravel()[0])
    return purse.seen("gas", tie) * use, use


def _probe(purse: Purse, target: str, amount: float) -> str:
    (rival,) = purse.place("probe", target)
    hybrid, done, named = purse.params.hybrid, purse.seen("incidents", rival), purse.seen("attributed", rival)
    return (
        f"The network stands at {told(purse.seen('network', rival), 'share')} and follows your effort within about "
        f"{figure(_number(hybrid.network_months))} months. {figure(named) if named else 'None'} of {figure(done)} "
        f"incidents so far {'was' if named == 1.0 else 'were'} laid at your door."
    )


def _renege(purse: Purse, target: str, amount: float) -> str:
    (place,) = purse.place("renege", target)
    p, deal = purse.params.diplomacy, np.asarray(purse.view.deal)[:, place // 2, :]
    watch = float((fit(p.found, 0) + fit(p.watched, 0) * cells(deal, "monitor", purse.board))[0])
    found = 1.0 - max(1.0 - watch * amount, 0.0) ** purse.view.months
    return f"It is found out with a probability of {told(found, 'share')} this turn; measures may come back then."


TOLD: Mapping[str, Callable[[Purse, str, float], str]] = {
    "strike": _strike,
    "arms": _arms,
    "cut": _cut,
    "divest": _divest,
    "probe": _probe,
    "renege": _renege,
}
