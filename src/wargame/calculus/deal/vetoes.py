"""Vetoes: deals that no leader signs, whatever they would bring."""

from collections.abc import Callable

from wargame.assumptions import shaped
from wargame.axes import Array
from wargame.calculus.deal.brought import Brought
from wargame.calculus.deal.case import Case
from wargame.calculus.deal.home import audience
from wargame.calculus.deal.numbers import Judge


def _core(case: Case, deal: Brought, p: Judge) -> Array:
    """It would give up the core of the state: its own land that it holds and that the other had no claim to."""
    return deal.land.core > shaped(p, 1).core + 0.0 * deal.land.core


def _defenceless(case: Case, deal: Brought, p: Judge) -> Array:
    """It could not defend itself, and nobody would do it instead."""
    n, none = shaped(p, 1), 0.0 * deal.capped
    return (deal.capped > n.disarmed + none) & (deal.guaranteed < n.safe + none)


def _overthrown(case: Case, deal: Brought, p: Judge) -> Array:
    """Its leader would not survive it."""
    return case.support - audience(case, deal, p) < shaped(p, 1).floor + 0.0 * case.support


def _not_its_own(case: Case, deal: Brought, p: Judge) -> Array:
    """It would give what it neither holds nor claims."""
    return deal.land.alien > 0.0


VETOES: dict[str, Callable[[Case, Brought, Judge], Array]] = {
    "core": _core,
    "defenceless": _defenceless,
    "overthrown": _overthrown,
    "not its own": _not_its_own,
}


def vetoes(case: Case, deal: Brought, p: Judge) -> dict[str, Array]:
    """Which vetoes stand in the way, by name, `[R,Y]` each."""
    return {name: veto(case, deal, p) for name, veto in VETOES.items()}
