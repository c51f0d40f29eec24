"""What an offer may ask: nobody gives what he neither holds nor claims, and no deal is the end of its party."""

from wargame.axes import Array, namespace, number, put_back
from wargame.board import Board
from wargame.rules.diplomacy.fixed import fixed
from wargame.rules.diplomacy.stages import PEACE
from wargame.rules.states import States
from wargame.terms import cells, held
from wargame.world import World

LEAST_LEFT = 0.05  # share of its own land that a deal must leave a party, as below it a state has collapsed


def may_table(world: World, later: bool = False) -> Array:
    """1 at the tables where an offer can be laid, `[R,O]`: not once there is peace; `later` in a turn, who owes one."""
    peace = number(world.xp.take(world.stage, fixed(world.board).quarrel, axis=1) >= float(PEACE))
    return (1.0 - peace) * (world.countered if later else 1.0)


def givable(offers: Array, there: Array, world: World, states: States) -> Array:
    """Whether each offer `[R,O,cell]` that is `there` `[R,O]` gives nothing but what can be given now, `[R,O]`."""
    xp, b = world.xp, world.board
    some = xp.any(there, axis=1)
    rows = xp.nonzero(some)[0]
    control = xp.take(world.control, rows, axis=0)
    told = xp.take(offers, rows, axis=0)
    columns = [_fits(told[:, o, :], control, b, states, q) for o, (q, _) in enumerate(b.tables)]
    return there & (put_back(number(xp.stack(columns, axis=1)), some) > 0.5) if rows.shape[0] else there


def _fits(offers: Array, control: Array, b: Board, states: States, q: int) -> Array:
    """Whether offers on a quarrel give only what their givers have, and leave each party a state, `[R]`."""
    xp, parties, known = namespace(offers), b.quarrels[q], fixed(b)
    share = held(control, b, parties)
    can = xp.max(known.slots[q, ...], axis=1)[::-1, :]  # [Y,C] whether the other can hold it at all
    has = number(share > 0.0)
    claims = xp.stack([states.claims[party, ...] for party in parties], axis=0)
    due = xp.maximum(has, xp.maximum(known.own[q, ...], number(claims > 0.0)))
    left, land = cells(offers, "withdraw", b), known.land[q, ...]
    beyond = (left > has * can) | (cells(offers, "administer", b) > has * can) | (cells(offers, "recognise", b) > due)
    whole = xp.sum(land, axis=1)
    kept = xp.sum(share * (1.0 - left) * land, axis=2)
    lasting = xp.all((kept >= LEAST_LEFT * whole) | (whole <= 0.0), axis=1)
    return lasting & ~xp.any(xp.any(beyond, axis=2), axis=1)
