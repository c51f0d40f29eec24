"""Vetoes: deals that no leader signs, whatever they would bring."""

from collections.abc import Callable

from wargame.assumptions import shaped
from wargame.axes import Array, number
from wargame.calculus.deal.brought import Brought
from wargame.calculus.deal.case import Case, each_other
from wargame.calculus.deal.home import audience
from wargame.calculus.deal.numbers import Judge
from wargame.terms import Terms


def _core(case: Case, terms: Terms, deal: Brought, p: Judge) -> Array:
    """It would give up the core of the state: its own land that it holds and that the other had no claim to."""
    xp = case.xp
    ours = case.worth * case.own * (1.0 - each_other(case.claim))
    lost = xp.sum(ours * xp.maximum(case.hold - deal.hold, 0.0 * deal.hold), axis=2)
    return lost > shaped(p, 1).core * xp.maximum(xp.sum(ours, axis=1), 1e-9 + 0.0 * lost)


def _defenceless(case: Case, terms: Terms, deal: Brought, p: Judge) -> Array:
    """It could not defend itself, and nobody would do it instead."""
    n, none = shaped(p, 1), 0.0 * deal.capped
    return (deal.capped > n.disarmed + none) & (deal.guaranteed < n.safe + none)


def _overthrown(case: Case, terms: Terms, deal: Brought, p: Judge) -> Array:
    """Its leader would not survive it."""
    return case.support - audience(case, terms, deal, p) < shaped(p, 1).floor + 0.0 * case.support


def _not_its_own(case: Case, terms: Terms, deal: Brought, p: Judge) -> Array:
    """It would give what it neither holds nor claims."""
    xp = case.xp
    none = (case.hold <= 0.0) & (case.own * case.worth + case.claim + 0.0 * case.hold <= 0.0)
    asked = number(none) * xp.maximum(terms.withdraw, terms.recognise)
    return xp.sum(asked, axis=2) > 0.0


VETOES: dict[str, Callable[[Case, Terms, Brought, Judge], Array]] = {
    "core": _core,
    "defenceless": _defenceless,
    "overthrown": _overthrown,
    "not its own": _not_its_own,
}


def vetoes(case: Case, terms: Terms, deal: Brought, p: Judge) -> dict[str, Array]:
    """Which vetoes stand in the way, by name, `[R,Y]` each."""
    return {name: veto(case, terms, deal, p) for name, veto in VETOES.items()}
