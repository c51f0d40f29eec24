"""Consent of third seats that a deal binds: who lifts measures, guarantees, recognises, releases or pays.

It is judgement, and a simple one: who backs a party goes by whether that party is likely to want the deal, who backs
nobody does not stand in the way, and an alliance counts its members under its own rule.
"""

from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.rules.alliances import counted
from wargame.terms import Terms

EVEN = 0.5


def bound(terms: Terms) -> Array:
    """Which seats a deal binds beside its parties, `[R,Z]`: 1 where it takes that seat to carry it out."""
    xp = namespace(terms.cease)
    given = xp.sum(terms.relief, axis=(2, 3, 4))
    for clause in (terms.guarantee, terms.assets, terms.rebuild):
        given = given + xp.sum(clause, axis=2)
    states = xp.sum(terms.endorse, axis=2)
    alone = xp.zeros((given.shape[0], given.shape[1] - states.shape[1]))
    seats = xp.arange(given.shape[1])
    third = (seats != terms.quarrel[0]) & (seats != terms.quarrel[1])
    return number(given + xp.concat([states, alone], axis=1) > 0.0) * number(third)


def consents(terms: Terms, chance: Array, member: Array, people: Array, board: Board) -> Array:
    """Which seats let a deal pass, `[R,Z]`: 1 where a seat is not bound, or consents.

    `chance` `[R,Y]` is how likely each party is to take it, as third seats see it: 1 or 0 once it has said so;
    `member` `[R,A,S]`; `people` `[S]`.
    """
    xp = namespace(chance)
    state = _of_states(chance, terms.quarrel, board)
    bodies = [_of_body(state, member[:, a, :], people, board, a) for a in range(len(board.forum.alliances))]
    return xp.maximum(1.0 - bound(terms), xp.concat([state, *(x[:, None] for x in bodies)], axis=1))


def _of_states(chance: Array, quarrel: tuple[int, int], board: Board) -> Array:
    """Consent of states, `[R,S]`: none where a party that the state backs is likelier to refuse than to accept."""
    xp = namespace(chance)
    backs = xp.asarray(
        [[float(_backs(board, s, party, quarrel)) for s in range(len(board.states))] for party in quarrel]
    )
    unwanted = number(chance < EVEN)
    return 1.0 - xp.max(backs[None, :, :] * unwanted[:, :, None], axis=1)


def _backs(board: Board, state: int, party: int, quarrel: tuple[int, int]) -> bool:
    """Whether a third state arms a party, or fights the other one beside it."""
    rival = quarrel[1] if party == quarrel[0] else quarrel[0]
    fights = state not in quarrel and (state, rival, "war") in board.pairs
    return fights or (state, party, "patron") in board.pairs


def _of_body(state: Array, member: Array, people: Array, board: Board, alliance: int) -> Array:
    """Consent of an alliance, `[R]`, by the rule under which it lifts measures, or else decides anything."""
    xp, dockets = namespace(state), board.forum.dockets
    mine = [k for k, docket in enumerate(dockets) if docket.alliance == alliance]
    mine = [k for k in mine if dockets[k].motion == "relief"] or mine
    if not mine:
        return xp.min(xp.maximum(state, 1.0 - member), axis=1)
    count = counted(2.0 * state - 1.0, member, people, 0.0 * state[:, :1], board, mine[0])
    return count.carried * number(xp.max(count.objection, axis=1) <= 0.0)
