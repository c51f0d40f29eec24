"""What an offer may ask: nobody gives what he neither holds nor claims, and no deal is the end of its party."""

from wargame.axes import Array, number
from wargame.rules.diplomacy.fixed import fixed
from wargame.rules.diplomacy.stages import PEACE
from wargame.rules.states import States
from wargame.terms import CHANNEL, cells, held, places
from wargame.world import World

LEAST_LEFT = 0.05  # share of its own land that a deal must leave a party, as below it a state has collapsed
LEAST_HELD = 1e-6
NO_LIMIT = 1e9


def most(world: World, states: States) -> Array:
    """The most that each cell of an offer may say, `[R,O,cell]`; 0 in the channel where nothing can be tabled."""
    xp, b = world.xp, world.board
    rows = [_row(world, states, q) for q in range(len(b.quarrels))]
    return xp.stack([rows[q] for q, _ in b.tables], axis=1)


def may_table(world: World, later: bool = False) -> Array:
    """1 at the tables where an offer can be laid, `[R,O]`: not once there is peace; `later` in a turn, who owes one."""
    peace = number(world.xp.take(world.stage, fixed(world.board).quarrel, axis=1) >= float(PEACE))
    return (1.0 - peace) * (world.countered if later else 1.0)


def within(world: World, states: States) -> Array:
    """Whether each offer on the table still asks for nothing that can't be given, `[R,O]`, as things are now."""
    xp = world.xp
    inside = xp.all((world.tabled <= most(world, states))[..., CHANNEL + 1 :], axis=-1)
    return inside & survives(world.tabled, world)


def survives(offers: Array, world: World) -> Array:
    """Whether an offer leaves each party enough of its own land to be a state, `[R,O]`."""
    xp, b, f = world.xp, world.board, fixed(world.board)
    columns = []
    for o, (q, _) in enumerate(b.tables):
        own = f.land[q, ...]
        left = held(world.control, b, b.quarrels[q]) * (1.0 - cells(offers[:, o, :], "withdraw", b))
        whole = xp.sum(own, axis=1)
        kept = xp.sum(left * own, axis=2)
        columns.append(xp.all((kept >= LEAST_LEFT * whole) | (whole <= 0.0), axis=1))
    return xp.stack(columns, axis=1)


def _row(world: World, states: States, q: int) -> Array:
    """The most that each cell of an offer on a quarrel may say, `[R,cell]`."""
    xp, b = world.xp, world.board
    parties = b.quarrels[q]
    share = held(world.control, b, parties)
    can = xp.max(fixed(b).slots[q, ...], axis=1)  # [Y,C] who can hold it at all
    has = number(share > LEAST_HELD)
    claims = xp.stack([states.claims[party, ...] for party in parties], axis=0)
    due = xp.maximum(has, xp.maximum(fixed(b).own[q, ...], number(claims > 0.0)))
    caps = {"withdraw": has * can[::-1, :], "administer": has * can[::-1, :], "recognise": due}
    length = max(place.stop for place, _ in places(b).values())
    parts, at = [], 0
    for name, (place, _) in places(b).items():
        if name in caps:
            parts += [xp.zeros((world.runs, place.start - at)) + NO_LIMIT, xp.reshape(caps[name], (world.runs, -1))]
            at = place.stop
    return xp.concat([*parts, xp.zeros((world.runs, length - at)) + NO_LIMIT], axis=1)
