"""The table: offers laid on it, who is asked about them, and what their answers come to.

An offer is taken once everyone who is bound by it has said yes: the parties, and whoever else gives something; a
mediator tables and hosts, and imposes nothing. The first that is taken is the deal of its quarrel.
"""

from wargame.assumptions import shaped
from wargame.axes import Array, namespace, number, put_back
from wargame.board import Board
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules.diplomacy.bans import anything
from wargame.rules.diplomacy.bounds import givable
from wargame.rules.diplomacy.fixed import fixed
from wargame.rules.diplomacy.hosting import hosts, invited, under_a_host, without_the_host
from wargame.rules.diplomacy.numbers import Diplomacy
from wargame.rules.states import States
from wargame.terms import CHANNEL, CHANNELS, cells
from wargame.world import World, renewed

COUNTER = -0.5
SECRET = float(CHANNELS.index("secret"))


def table(world: World, orders: Orders, params: tuple[Diplomacy, States], draws: Chance) -> World:
    """Offers are laid on the table; a newer one takes the place of the same seat's last."""
    xp = world.xp
    known = renewed(world, countered=0.0 * world.countered, hosted=invited(world, orders))
    there = number(orders.offer[..., CHANNEL] > 0.0) if world.board.tables else world.since
    if not bool(xp.any(there > 0.0)):
        return known
    new, hosting = there[..., None] > 0.5, hosts(world)
    own = without_the_host(orders.offer, hosting, world.board)
    return renewed(
        known,
        tabled=xp.where(new, under_a_host(own, hosting, world.board), world.tabled),
        since=xp.where(there > 0.5, float(world.turn), world.since),
        open=xp.maximum(world.open, there),
        asked=xp.where(new, _of_rows(own, there, world, shaped(params[0], 2)), world.asked),
        answered=xp.where(new, 0.0, world.answered),
        leaked=xp.where(there > 0.5, 0.0, world.leaked),
    )


def _of_rows(offers: Array, there: Array, world: World, p: Diplomacy) -> Array:
    """Who is asked, `[R,O,Z]`, worked out in the runs in which anything is tabled."""
    xp = namespace(offers)
    some = xp.max(there, axis=1) > 0.5
    asked = put_back(_asked(xp.take(offers, xp.nonzero(some)[0], axis=0), world.board), some)
    return xp.maximum(asked, _comrades(world, p)) if bool(xp.any(fixed(world.board).beside > 0.0)) else asked


def _comrades(world: World, p: Diplomacy) -> Array:
    """1 for those without whom no party may make peace, `[R,O,Z]`: who still fights the same enemy beside it."""
    xp, known = world.xp, fixed(world.board)
    fighting = number(xp.matmul(world.war[:, None, :], known.fighting) > 0.0)
    asked = known.beside * fighting * (1.0 - p.alone)
    bodies = xp.zeros((world.runs, asked.shape[1], len(world.board.forum.alliances)))
    return xp.concat([asked, bodies], axis=2)


def _asked(offers: Array, b: Board) -> Array:
    """1 for the seats that are asked about an offer, `[R,O,Z]`: its parties and whoever gives something, but not who
    tabled it.
    """
    known = fixed(b)
    xp = namespace(offers)
    seats = known.parties.shape[1]
    giving = [xp.max(cells(offers, name, b), axis=-1) for name in ("guarantee", "assets", "rebuild")]
    relief = xp.sum(anything(cells(offers, "relief", b)), axis=-1)
    endorse = xp.max(cells(offers, "endorse", b), axis=-1)
    abroad = xp.zeros((*endorse.shape[:2], seats - endorse.shape[2]))
    mediator = number(cells(offers, "mediator", b)[..., None] == xp.astype(xp.arange(seats), xp.float64) + 1.0)
    bound = known.parties + mediator + xp.concat([endorse, abroad], axis=-1)
    for more in (relief, *giving):
        bound = bound + more
    proposer = number(known.seat[:, None] == xp.arange(seats))
    return number(bound > 0.0) * (1.0 - proposer)


def conclude(world: World, orders: Orders, params: tuple[Diplomacy, States], draws: Chance) -> World:
    """Answers are counted: an offer that all have taken is signed, one that anyone refuses is off the table."""
    xp, b = world.xp, world.board
    if not bool(xp.any(world.open > 0.5)):
        return world
    p = shaped(params[0], 1)
    told = xp.where((orders.answer != 0.0) & (world.open[..., None] > 0.5), orders.answer, world.answered)
    asked = world.asked * world.open[..., None]
    yes = xp.all((asked < 0.5) | (told > 0.0), axis=-1) & (world.open > 0.5)
    no = xp.any((asked > 0.5) & (told < 0.0), axis=-1)
    taken = 0.0 * world.open
    if bool(xp.any(yes)):  # what has changed since it was tabled counts
        taken = number(givable(world.tabled, yes, world, params[1]))
    signing = _chosen_by_lot(taken, draws.uniform("leak"), b) if bool(xp.any(taken > 0.0)) else taken
    stands = cells(world.tabled, "expires", b) > (world.turn - world.since) * world.dt
    settled = xp.take(xp.stack([_of(signing, q, b) for q in range(len(b.quarrels))], axis=1), fixed(b).quarrel, axis=1)
    secret = kept_secret(world.tabled) * number(world.since == float(world.turn))
    leak = p.leak + 0.0 * secret
    leak = xp.where(hosts(world) > 0.0, leak * p.sheltered, leak)
    out = secret * number(draws.uniform("leak") < leak)
    counter = number(no) * number(xp.any((asked > 0.5) & (told == COUNTER), axis=-1))
    after = renewed(
        world,
        answered=told,
        open=world.open * number(~yes & ~no & stands) * (1.0 - settled),
        refused=xp.where(no, float(world.turn), world.refused),
        leaked=xp.maximum(world.leaked, out),
        countered=_owed(counter, told, b) * (1.0 - settled),
    )
    return _signed(after, signing) if bool(xp.any(signing > 0.0)) else after


def kept_secret(rows: Array) -> Array:
    """1 for offers or deals, `[...,cell]`, that were made in secret."""
    return number(rows[..., CHANNEL] == SECRET)


def _chosen_by_lot(taken: Array, lot: Array, b: Board) -> Array:
    """Of the offers on a quarrel that were taken at once, one, `[R,O]`: by lot, so that no order of seats counts."""
    xp, columns = namespace(taken), list[Array]()
    for o, (q, _) in enumerate(b.tables):
        column = taken[:, o]
        for k, (quarrel, _) in enumerate(b.tables):
            if quarrel == q and k != o:
                beaten = (taken[:, k] > 0.5) & ((lot[:, k] > lot[:, o]) | ((lot[:, k] == lot[:, o]) & (k < o)))
                column = column * (1.0 - number(beaten))
        columns.append(column)
    return xp.stack(columns, axis=1)


def _of(signing: Array, q: int, b: Board) -> Array:
    """1 where an offer of a quarrel is signed, `[R]`."""
    mine = [signing[:, o] for o, (quarrel, _) in enumerate(b.tables) if quarrel == q]
    return namespace(signing).max(namespace(signing).stack(mine, axis=1), axis=1)


def _owed(counter: Array, told: Array, b: Board) -> Array:
    """1 at the tables of parties that said no with a counter-offer to follow, `[R,O]`."""
    xp, columns = namespace(told), list[Array]()
    for q, seat in b.tables:
        said = [
            counter[:, o] * number(told[:, o, seat] == COUNTER)
            for o, (quarrel, _) in enumerate(b.tables)
            if quarrel == q and seat in b.quarrels[q]
        ]
        columns.append(xp.max(xp.stack(said, axis=1), axis=1) if said else 0.0 * counter[:, 0])
    return xp.stack(columns, axis=1)


def _signed(world: World, signing: Array) -> World:
    """The deals that were signed take the place of those before them."""
    xp, b = world.xp, world.board
    some = xp.max(signing, axis=1) > 0.5
    rows = xp.nonzero(some)[0]
    tabled, chosen = xp.take(world.tabled, rows, axis=0), xp.take(signing, rows, axis=0)
    deals = xp.stack([_chosen(tabled, chosen, q, b) for q in range(len(b.quarrels))], axis=1)
    fresh = xp.stack([_of(signing, q, b) for q in range(len(b.quarrels))], axis=1)
    kept, both = 1.0 - fresh, xp.reshape(xp.stack([fresh, fresh], axis=2), (world.runs, 2 * len(b.quarrels)))
    return renewed(
        world,
        deal=xp.where(fresh[..., None] > 0.5, put_back(deals, some), world.deal),
        signed=xp.where(fresh > 0.5, float(world.turn), world.signed),
        age=world.age * kept,
        clean=world.clean * kept,
        served=xp.where(fresh[..., None] > 0.5, put_back(_nothing_owed(deals, b), some), world.served),
        withdrawn=world.withdrawn * (1.0 - both),
        denounced=world.denounced * (1.0 - both),
    )


def _chosen(tabled: Array, signing: Array, q: int, b: Board) -> Array:
    """The offer on a quarrel that is signed, `[R,cell]`, 0 where none is."""
    mine = [tabled[:, o, :] * signing[:, o : o + 1] for o, (quarrel, _) in enumerate(b.tables) if quarrel == q]
    deal = mine[0]
    for more in mine[1:]:
        deal = deal + more
    return deal


def _nothing_owed(deals: Array, b: Board) -> Array:
    """1 for the steps of relief in which a deal lifts nothing, `[R,quarrel,F]`."""
    xp, steps = namespace(deals), cells(deals, "relief", b)
    return number(xp.sum(xp.sum(xp.sum(steps, axis=-2), axis=-2), axis=-2) <= 0.0)
