"""Neutrality: two parties who exchange all that is known of them exchange their ledgers, whatever is on the table."""

from collections.abc import Sequence
from dataclasses import replace

from wargame.axes import Array, namespace
from wargame.calculus.deal import Case, Judge, judge, outlook, turned
from wargame.terms import Terms, swapped


def neutral_between(case: Case, terms: Terms, targets: Sequence[int], p: Judge) -> bool:
    """Whether the same war and deal with the parties exchanged give the same ledgers exchanged, bit for bit.

    `targets` are the states along T of the terms; a party that is none of them becomes one, with nothing to lift.
    """
    among = [*targets, *(party for party in terms.quarrel if party not in targets)]
    places = among.index(terms.quarrel[0]), among.index(terms.quarrel[1])
    whole = replace(terms, relief=_widened(terms.relief, len(among)))
    one = judge(outlook(replace(case, targets=places), p), whole, p)
    other = judge(outlook(replace(turned(case), targets=places), p), swapped(whole, among), p)
    pairs = ((one.taken, other.taken), (one.going_on, other.going_on), (one.probability, other.probability))
    return all(bool(namespace(mine).all(mine == theirs[:, ::-1, ...])) for mine, theirs in pairs)


def _widened(relief: Array, length: int) -> Array:
    """Relief `[R,Z,T,K,F]` with room for so many targets."""
    xp, (runs, seats, had, *rest) = namespace(relief), relief.shape
    return xp.concat([relief, xp.zeros((runs, seats, length - had, *rest))], axis=2)
