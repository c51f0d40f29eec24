"""Beliefs: a case read off what the two parties may see, each of its own figures and of what is public.

What a party hides at home, its people's mood and its reserves, is read by itself only; of the other the case holds what
anyone can see, and the judgement fills the rest with a guess that is on record.
"""

import numpy as np

from wargame.assumptions import fit, shaped
from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.calculus.deal.case import Case
from wargame.calculus.deal.numbers import Judge
from wargame.forum import SECTORS
from wargame.observe import View, of_rows
from wargame.rules import Params
from wargame.rules.alliances import levels
from wargame.rules.states import States
from wargame.world import by_state

READ = (
    *("control", "storage", "wins", "defeats", "output", "support", "weariness", "war_effort", "bled", "forces"),
    *("reserve", "member", "cohesion", "pressure", "isolation", "lean"),
)  # of a view, beside the measures in force


def case_of(view: View, params: Params, p: Judge, quarrel: tuple[int, int], rows: Array | None = None) -> Case:
    """What a war is about to its two parties, as each believes it now; of some runs only, where `rows` names them.

    Numbers that differ by run are those of these runs.
    """
    view = view if rows is None else of_rows(view, rows, READ)
    xp, b, states, n = view.xp, view.board, params.states, shaped(p, 1)
    pair = xp.asarray(quarrel, dtype=xp.int64)

    def at(x: Array) -> Array:
        return xp.take(x, pair, axis=-1)

    hold = _held(view, quarrel)
    own = xp.asarray((np.asarray(b.sovereign)[: b.contested] == np.array(quarrel)[:, None]) * 1.0)
    claim, reach = xp.take(states.claims, pair, axis=0), xp.take(states.reach, pair, axis=0)
    backing, leaning = _patrons(view, states, n, quarrel)
    return Case(
        parties=quarrel,
        targets=(_target(b, quarrel[0]), _target(b, quarrel[1])),
        hold=hold,
        both=xp.sum(hold, axis=1, keepdims=True),
        own=own,
        worth=xp.asarray(_worth(b, quarrel, claim)),
        claim=claim,
        reach=reach,
        odds=at(view.wins) / xp.maximum(at(view.wins) + at(view.defeats), 1e-9 + 0.0 * at(view.wins)),
        evidence=at(view.wins) + at(view.defeats),
        cost=at(cost_of(view.war_effort, view.bled, states, n)),
        output=at(states.gdp * view.output) / fit(params.economy.euro, 1),
        support=at(view.support),
        weary=at(view.weariness),
        openness=at(states.openness) + 0.0 * at(view.support),
        backing=backing,
        leaning=leaning,
        pressed=_pressed(view, quarrel),
        strained=at(_strained(view, states, n)),
        isolation=at(view.isolation),
        publicity=at(states.publicity) + 0.0 * at(view.support),
        rearm=at(states.rearm) + 0.0 * at(view.support),
        exposed=_exposed(view, quarrel),
        senders=_senders(view, states, quarrel),
        weights=xp.take(states.weights, pair, axis=0),
        clout=states.gdp / xp.sum(states.gdp),
    )


def _target(board: Board, state: int) -> int:
    """A state's place among the targets of measures, -1 none."""
    return board.forum.targets.index(state) if state in board.forum.targets else -1


def _held(view: View, quarrel: tuple[int, int]) -> Array:
    """Share of each region that each party holds, `[R,Y,C]`."""
    xp, b = view.xp, view.board
    holder = np.asarray(b.holder)[:, : b.contested]
    rows = [xp.sum(view.control * xp.asarray((holder == party) * 1.0), axis=1) for party in quarrel]
    return xp.stack(rows, axis=1)


def _worth(board: Board, quarrel: tuple[int, int], claim: Array) -> Array:
    """What regions are worth to each party, `[Y,C]`, if all that both claim is worth 1."""
    holder, worth = np.asarray(board.holder)[:, : board.contested], np.asarray(board.worth)
    rows = np.stack([np.where(holder == party, worth, 0.0).sum(axis=0) for party in quarrel])
    both = (np.asarray(claim) > 0.0).all(axis=0)
    prize = (rows * both).sum(axis=1, keepdims=True) if both.any() else rows.sum(axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(prize, 1e-9))


def cost_of(war_effort: Array, bled: Array, states: States, n: Judge) -> Array:
    """What the war costs each state a month, in shares of the prize, `[R,S]`: output above peace, and men.

    `war_effort` is a share of output, `bled` thousand men a month.
    """
    extra = namespace(bled).maximum(war_effort - states.military_spending / states.gdp, 0.0 * war_effort)
    return n.toll * extra + n.blood * bled / states.population


def _strained(view: View, states: States, n: Judge) -> Array:
    """Men in the field to what a people can keep there for long, `[R,S]`; abroad it is less than at home."""
    abroad = by_state(view.forces * (1.0 - view.board.home), view.board)
    at_home = by_state(view.forces * view.board.home, view.board) + view.reserve
    return (abroad / n.abroad + at_home / n.at_home) / states.population


def _patrons(view: View, states: States, n: Judge, quarrel: tuple[int, int]) -> tuple[Array, Array]:
    """How united those who arm each party are, and how much of its strength it owes them, `[R,Y]`."""
    xp, b, councils = view.xp, view.board, view.xp.asarray(_councils(view.board))
    united, leaning = [], []
    for party in quarrel:
        patrons = np.array([1.0 if (s, party, "patron") in b.pairs else 0.0 for s in range(len(b.states))])
        means = states.military_spending * xp.asarray(patrons)
        seats = xp.sum(view.member * means, axis=2) * councils
        united.append(
            xp.sum(seats * view.cohesion, axis=1) / xp.maximum(xp.sum(seats, axis=1), 1e-9 + 0.0 * view.storage)
        )
        leaning.append(xp.sum(means) / (xp.sum(means) + states.military_spending[party]) + 0.0 * view.storage)
    return xp.stack(united, axis=1), n.reliance * xp.stack(leaning, axis=1)


def _councils(board: Board) -> Array:
    """1 for alliances, 0 for assemblies of all states."""
    plenary = {docket.alliance for docket in board.forum.dockets if docket.rule == "plenary"}
    return np.array([0.0 if a in plenary else 1.0 for a in range(len(board.forum.alliances))])


def _pressed(view: View, quarrel: tuple[int, int]) -> Array:
    """Share of its output that measures cost each party, `[R,Y]`, as economists tell it."""
    places = [_target(view.board, party) for party in quarrel]
    none = 0.0 * view.storage
    return view.xp.stack([view.pressure[:, t] / 100.0 if t >= 0 else none for t in places], axis=1)


def _exposed(view: View, quarrel: tuple[int, int]) -> Array:
    """How far the other party may drift into a bloc that is each party's rival, `[R,Y]`."""
    xp, columns = view.xp, []
    for mine, other in (quarrel, quarrel[::-1]):
        blocs = [a for state, a in view.board.forum.rivals if state == mine]
        apart = xp.abs(view.lean[:, other] - view.lean[:, mine])
        columns.append(apart * (1.0 - view.member[:, blocs[0], other]) if blocs else 0.0 * apart)
    return xp.stack(columns, axis=1)


def _senders(view: View, states: States, quarrel: tuple[int, int]) -> Array:
    """Of the measures on each party, the part of every sender and sector, `[R,Y,Z,K]`: sums to 1, or to 0."""
    xp, b = view.xp, view.board
    seats, parts = len(b.states) + len(b.forum.alliances), []
    for party in quarrel:
        t = _target(b, party)
        zero = xp.zeros((view.storage.shape[0], seats, len(SECTORS)))
        parts.append(zero if t < 0 else _by_sender(view, states, t))
    return xp.stack(parts, axis=1)


def _by_sender(view: View, states: States, t: int) -> Array:
    """The part of each sender and sector in what a target is forbidden, `[R,Z,K]`, by its dealings with them."""
    xp, b = view.xp, view.board
    reliance = xp.matrix_transpose(states.reliance[t, ...])  # [S,K]
    rows = [levels(view, s, t) * reliance[s, :] for s in range(len(b.states))]
    for a in range(len(b.forum.alliances)):
        dealings = xp.sum(view.member[:, a, :, None] * reliance, axis=1)
        rows.append(levels(view, len(b.states) + a, t) * dealings)
    forbidden = xp.stack(rows, axis=1)
    whole = xp.sum(xp.sum(forbidden, axis=2), axis=1)[:, None, None]
    return forbidden / xp.maximum(whole, 1e-12 + 0.0 * whole) * number(whole > 0.0)
