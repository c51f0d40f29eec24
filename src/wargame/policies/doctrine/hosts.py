"""Hosts by doctrine: when a mediator calls the parties of a war to talks.

It does where it takes the war for a stalemate that hurts both, and has nothing to table that is fair to both, or what
it tabled was refused a turn ago: a mediator that can't formulate may still facilitate [Beardsley2011].
"""

from collections.abc import Sequence
from typing import Any

from wargame.assumptions import of_runs, shaped
from wargame.axes import Array, number, put_back
from wargame.calculus import talks
from wargame.calculus.deal import case_of, outlook
from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import Orders
from wargame.policies.doctrine.negotiators import Negotiators, among, looking, offers
from wargame.rules import Params
from wargame.terms import CHANNEL


def speaking(
    view: View, seats: Sequence[int], legal: Orders, params: Params, p: Negotiators, draws: Chance
) -> dict[str, Array]:
    """What these seats table, and which mediators among them call the parties to talks."""
    told = offers(view, seats, legal, params, p, draws)
    said = told["offer"][..., CHANNEL] > 0.0 if "offer" in told else view.hosted < 0.0
    return told | hosting(view, seats, legal, params, p, said)


def hosting(
    view: View, seats: Sequence[int], legal: Orders, params: Params, p: Negotiators, said: Array
) -> dict[str, Any]:
    """Which of these seats call the parties to talks, `[R,O]`, `said` being where they table something themselves."""
    xp, b, columns = view.xp, view.board, []
    for o, (q, seat) in enumerate(b.tables):
        column = 0.0 * legal.host[:, o]
        rows = xp.nonzero(_minded(view, legal, p, o) & ~said[:, o])[0] if seat in seats else column[:0]
        if rows.shape[0]:
            mine = of_runs(p, rows)
            case = case_of(view, of_runs(params, rows), mine, b.quarrels[q], rows)
            stuck = number(talks.stuck(outlook(talks.mediated(case, mine), mine), mine))
            column = put_back(stuck, among(rows, view))
        columns.append(column)
    return {"host": xp.stack(columns, axis=1)} if columns else {}


def _minded(view: View, legal: Orders, p: Negotiators, o: int) -> Array:
    """Where a mediator thinks of calling the parties, `[R]`: it looks, or was refused a turn ago, and has rested."""
    q, turn = view.board.tables[o][0], float(view.turn)
    since = (turn + 1.0 - view.hosted[:, o]) * view.months
    rested = (view.hosted[:, o] <= 0.0) | (since >= shaped(p, 0).calling)
    refused = (view.refused[:, o] > 0.0) & (view.refused[:, o] == turn - 1.0)
    free = (view.signed[:, q] <= 0.0) & (view.open[:, o] <= 0.0)
    due: Array = (legal.host[:, o] > 0.0) & rested & free & (refused | looking(view, p, o))
    return due
