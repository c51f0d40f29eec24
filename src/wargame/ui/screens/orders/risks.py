"""What orders against others come to and put at risk: bridges, red lines, gas, covert work, deals broken in secret."""

from collections.abc import Callable, Mapping

import numpy as np

from wargame.assumptions import shaped
from wargame.explain import amount as told
from wargame.explain import figure
from wargame.forum import ARMS
from wargame.rules.diplomacy import discovery
from wargame.rules.energy import to_replace
from wargame.rules.logistics import mended
from wargame.ui.screens.orders.purse import Purse, first


def _strike(purse: Purse, target: str, amount: float) -> str:
    bridge, p = purse.place("strike", target)[1], purse.params.logistics
    spans = np.asarray(purse.view.spans)
    struck = amount * (np.arange(spans.shape[1]) == bridge) + 0.0 * spans
    after = float(mended(spans, struck, shaped(p, 1), min(purse.view.months, 1.0))[0, bridge])
    return (
        f"The bridge carries {told(float(spans[0, bridge]), 'share')} of what it can, some {told(after, 'share')} "
        f"after it; {told(first(p.repair), 'share')} of the damage is mended in a month."
    )


def _arms(purse: Purse, target: str, amount: float) -> str:
    pair, kind = purse.place("arms", target)
    whom = purse.board.pairs[pair][1]
    enemies = {a for d, (a, b, _) in enumerate(purse.board.pairs) if b == whom and purse.seen("war", d) > 0.0}
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
    months = first(to_replace(np.array([purse.told("alternatives", purse.seat)]), purse.params.energy))
    return (
        f"{figure(amount * bought)} of the {figure(bought)} bcm a year bought there are given up, of {figure(use)} "
        f"burnt; it takes about {figure(months)} months to replace them."
    )


def _contract(purse: Purse, kind: str, target: str) -> tuple[float, float]:
    """What an importer buys of an exporter, and all that it burns, bcm a year."""
    (tie,) = purse.place(kind, target)
    importer = purse.board.forum.gas[tie][0]
    use = purse.told("gas_use", importer)
    return purse.seen("gas", tie) * use, use


def _probe(purse: Purse, target: str, amount: float) -> str:
    (rival,) = purse.place("probe", target)
    hybrid, done, named = purse.params.hybrid, purse.seen("incidents", rival), purse.seen("attributed", rival)
    return (
        f"The network stands at {told(purse.seen('network', rival), 'share')} and follows your effort within about "
        f"{figure(first(hybrid.network_months))} months. {figure(named) if named else 'None'} of {figure(done)} "
        f"incidents so far {'was' if named == 1.0 else 'were'} laid at your door."
    )


def _renege(purse: Purse, target: str, amount: float) -> str:
    (place,) = purse.place("renege", target)
    deal, p = np.asarray(purse.view.deal)[:, place // 2, :], shaped(purse.params.diplomacy, 1)
    found = first(discovery(deal, np.full((len(deal), 1), amount), p, purse.board, purse.view.months))
    return f"It is found out with a probability of {told(found, 'share')} this turn; measures may come back then."


TOLD: Mapping[str, Callable[[Purse, str, float], str]] = {
    "strike": _strike,
    "arms": _arms,
    "cut": _cut,
    "divest": _divest,
    "probe": _probe,
    "renege": _renege,
}
