"""Hosting: a mediator calls both parties of a war to talks, and lends its name to what they table there.

A host brings parties together and forces nothing: facilitation, not formulation or pressure [Beardsley2011]. That it
hosts is its consent to stand by what they agree, so that it has no say in it. Talks called in one turn are held in the
next, as both have to hear of them first.
"""

from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.orders import Orders
from wargame.rules.diplomacy.fixed import fixed
from wargame.terms import cells, places
from wargame.world import World


def may_host(world: World, later: bool = False) -> Array:
    """1 at the tables of mediators whose quarrel is fought on, `[R,O]`; not in a `later` round of a turn's offers."""
    xp, known = world.xp, fixed(world.board)
    fought = number(xp.max(world.war[:, None, :] * known.pairs, axis=2) > 0.0)  # [R,quarrel]
    third = 1.0 - xp.max(known.of_party, axis=1)
    return xp.take(fought, known.quarrel, axis=1) * third * (0.0 if later else 1.0)


def invited(world: World, orders: Orders) -> Array:
    """The turn for which each mediator last called the parties to talks, `[R,O]`."""
    return world.xp.where(orders.host > 0.0, float(world.turn + 1), world.hosted)


def host_of(hosted: Array, turn: int, board: Board) -> Array:
    """Who hosts the talks on each quarrel in a turn, `[R,quarrel]`: its seat counted from 1, 0 nobody.

    Where several have called at once, the first of the scenario's mediators hosts.
    """
    xp, called = namespace(hosted), (hosted > 0.0) & (hosted == float(turn))
    columns = []
    for q in range(len(board.quarrels)):
        host = 0.0 * hosted[:, 0]
        for o, (quarrel, seat) in reversed(list(enumerate(board.tables))):
            if quarrel == q:
                host = xp.where(called[:, o], seat + 1.0, host)
        columns.append(host)
    return xp.stack(columns, axis=1)


def hosts(world: World) -> Array:
    """Who hosts the talks at each table this turn, `[R,O]`: its seat counted from 1, 0 nobody."""
    return world.xp.take(host_of(world.hosted, world.turn, world.board), fixed(world.board).quarrel, axis=1)


def without_the_host(offers: Array, hosting: Array, board: Board) -> Array:
    """Offers `[R,O,cell]` of parties without the host they name: it is not asked, having called them together."""
    if not _any(hosting):
        return offers
    named = cells(offers, "mediator", board)
    return _naming(offers, named * (1.0 - number(named == hosting) * _of_parties(board)), board)


def under_a_host(offers: Array, hosting: Array, board: Board) -> Array:
    """Offers `[R,O,cell]`, those of parties that name no mediator being mediated by who hosts their talks."""
    if not _any(hosting):
        return offers
    named = cells(offers, "mediator", board)
    return _naming(offers, named + hosting * number(named <= 0.0) * _of_parties(board), board)


def _any(hosting: Array) -> bool:
    """Whether anybody hosts anywhere: an offer is long, and is not laid out anew for nothing."""
    return bool(namespace(hosting).any(hosting > 0.0))


def _of_parties(board: Board) -> Array:
    """1 for the tables of parties, `[O]`."""
    party: Array = namespace(fixed(board).of_party).max(fixed(board).of_party, axis=1)
    return party


def _naming(offers: Array, mediator: Array, board: Board) -> Array:
    """Offers with these mediators, `[R,O]` as seats counted from 1, 0 none."""
    xp, place = namespace(offers), places(board)["mediator"][0].start
    return xp.where(xp.arange(offers.shape[2]) == place, mediator[..., None], offers)
