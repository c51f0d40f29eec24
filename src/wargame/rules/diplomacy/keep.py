"""The life of a deal: what it asks is done in its time, is watched, is broken or kept.

In a local truce both leave the zones of the deal alone while the war goes on elsewhere; it runs out. A ceasefire stops
the war on the line, and a party ends it from one day to the next. An armistice is a ceasefire that has held, its
withdrawals done: call-ups stop, and it is denounced a turn before it ends. Peace is an armistice whose deal leaves no
title open and owes nothing; no party ends it by an order.
"""

from dataclasses import dataclass

from wargame.assumptions import fit, shaped
from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules.diplomacy.capped import demobilised
from wargame.rules.diplomacy.fixed import at_parties, fixed
from wargame.rules.diplomacy.home import reproach
from wargame.rules.diplomacy.numbers import Diplomacy
from wargame.rules.diplomacy.snap import called_back, guaranteed
from wargame.rules.diplomacy.stages import ARMISTICE, CEASEFIRE, PEACE, TRUCE
from wargame.rules.states import States
from wargame.terms import MILESTONES, cells, held
from wargame.world import World, renewed

CEASED, WITHDRAWN, CERTIFIED = (
    MILESTONES.index(name) for name in ("ceasefire holds", "withdrawal complete", "monitors certify")
)
REQUESTS = (
    "recalled", "ceded", "lifted", "restored", "endorsed", "rebuilt", "demobilised", "called", "reproached",
)  # fmt: skip


def keep(world: World, orders: Orders, params: tuple[Diplomacy, States], draws: Chance) -> World:
    """A turn in the life of every deal: what is due is asked of those who carry it out, what is broken may be found."""
    xp = world.xp
    none = {name: xp.zeros_like(getattr(world, name)) for name in REQUESTS} | {"restored": world.recalled}
    if not bool(xp.any(world.signed > 0.0)):
        idle = not any(bool(xp.any(getattr(world, name) != 0.0)) for name in REQUESTS)
        tabled = bool(xp.any(world.since == float(world.turn)))
        now = world if idle else renewed(world, **none)
        return renewed(now, reproached=reproach(world, params)) if tabled else now
    now = renewed(world, **(none | {"reproached": reproach(world, params)}))
    for q in range(len(world.board.quarrels)):
        now = _lived(now, orders, params, draws, q)
    return now


@dataclass(frozen=True)
class Course:
    """A turn of one deal, `[R]`, or `[R,2]` by party."""

    active: Array
    kept: Array  # 1 where it is in force after the turn
    resumed: Array  # [R,2] 1 for a party that takes the war up again
    noted: Array  # [R,2] 1 for a party that has denounced it
    caught: Array  # [R,2] 1 for a party whose breach is found
    clean: Array  # months without a breach that was found
    left: Array  # [R,2] share of its withdrawals that a party has carried out
    ceased: Array  # 1 where the ceasefire is in force


def _lived(world: World, orders: Orders, params: tuple[Diplomacy, States], draws: Chance, q: int) -> World:
    """One quarrel's deal after a turn."""
    xp, p, deal = world.xp, shaped(params[0], 0), world.deal[:, q, :]
    course = _course(world, orders, shaped(params[0], 1), draws, q, p)
    due = _due(world, deal, course, p, q)
    stage = _stage(world, deal, course, p, due, q)
    asked = _asked_of_others(world, deal, course, due, shaped(params[0], 1), q)
    if bool(xp.any(cells(deal, "cap", world.board) > 0.0)):
        kept = course.ceased[:, None] * course.kept[:, None] * (1.0 - orders.renege[:, 2 * q : 2 * q + 2])
        asked["demobilised"] = xp.maximum(world.demobilised, demobilised(world, q, kept, params))
    return renewed(_told(world, course, due, stage, q), **asked)


def _course(world: World, orders: Orders, p: Diplomacy, draws: Chance, q: int, flat: Diplomacy) -> Course:
    """Who breaks the deal, whether it is found, and how far withdrawals are."""
    xp, two, dt = world.xp, slice(2 * q, 2 * q + 2), world.dt
    active = number(world.signed[:, q] > 0.0)
    deal = world.deal[:, q, :]
    asked = number(orders.resume[:, two] > 0.0) * active[:, None]
    armistice = number(world.stage[:, q] >= float(ARMISTICE))[:, None]
    resumed = xp.maximum(asked * (1.0 - armistice), world.denounced[:, two] * active[:, None])
    reneged = orders.renege[:, two] * active[:, None]
    likely = discovery(deal, reneged, p, world.board, dt)
    caught = number(draws.uniform("watch")[:, two] < likely) * number(reneged > 0.0)
    broken = xp.max(xp.maximum(caught, resumed), axis=1)
    left = xp.minimum(world.withdrawn[:, two] + p.pace * dt * (1.0 - reneged), 1.0)
    cease = cells(deal, "cease", world.board) > 0.0
    begun = number(cease & (world.age[:, q] >= cells(deal, "cease_after", world.board))) * active
    over = active * number(~cease) * number(world.age[:, q] >= flat.lapse)
    return Course(
        active=active,
        kept=active * (1.0 - xp.max(resumed, axis=1)) * (1.0 - over),
        resumed=resumed,
        noted=asked * armistice,
        caught=caught,
        clean=(world.clean[:, q] + dt) * (1.0 - broken) * active,
        left=left * active[:, None],
        ceased=begun * (1.0 - xp.max(resumed, axis=1)),
    )


def discovery(deal: Array, reneged: Array, p: Diplomacy, board: Board, dt: float) -> Array:
    """Probability that what a party does against a deal is found in a turn, `[R,Y]`, by how much of it is done."""
    watch = p.found + p.watched * cells(deal, "monitor", board)[:, None]
    found: Array = 1.0 - (1.0 - watch * reneged) ** dt
    return found


def _complete(world: World, deal: Array, course: Course, q: int) -> Array:
    """1 where nothing is left to withdraw, `[R]`."""
    xp, b = world.xp, world.board
    bound = xp.max(cells(deal, "withdraw", b) * held(world.control, b, b.quarrels[q]), axis=2) > 0.0
    return number(xp.all(~bound | (course.left >= 1.0), axis=1))


def _due(world: World, deal: Array, course: Course, p: Diplomacy, q: int) -> Array:
    """1 for the steps of relief that fall due now, `[R,F]`."""
    b = world.board
    monitored = number(cells(deal, "monitor", b) > 0.0) * number(course.clean >= p.certified)
    reached = {CEASED: course.ceased * number(course.clean >= p.holds), CERTIFIED: monitored}
    reached[WITHDRAWN] = _complete(world, deal, course, q)
    what, when = cells(deal, "relief_milestone", b), cells(deal, "relief_after", b)
    met = number(what == 0.0)
    for milestone, true in reached.items():
        met = met + number(what == float(milestone)) * true[:, None]
    ripe = met * number(world.age[:, q : q + 1] >= when) * (1.0 - world.served[:, q, :])
    return ripe * course.kept[:, None]


def _stage(world: World, deal: Array, course: Course, p: Diplomacy, due: Array, q: int) -> Array:
    """How the quarrel stands, `[R]`."""
    xp, b = world.xp, world.board
    zones = xp.max(xp.max(cells(deal, "demilitarise", b), axis=-1), axis=-1) > 0.0
    truce = float(TRUCE) * number(zones) * course.kept
    held_long = (course.clean >= p.settling) & (_complete(world, deal, course, q) > 0.5)
    owed = xp.any(world.served[:, q, :] + due < 1.0, axis=1)
    armistice = course.ceased * number(held_long)
    peace = armistice * number(~owed) * _settles(world, deal, q)
    stage = truce * (1.0 - course.ceased) + float(CEASEFIRE) * course.ceased
    stage = stage + (ARMISTICE - CEASEFIRE) * armistice + (PEACE - ARMISTICE) * peace
    at_peace = float(PEACE) * number(world.stage[:, q] == float(PEACE))  # which outlives the deal
    return xp.where(course.active > 0.5, stage, at_peace)


def _settles(world: World, deal: Array, q: int) -> Array:
    """1 where all that a party holds of the other's land is granted to it by law, and no status is left open, `[R]`."""
    xp, b, own = world.xp, world.board, fixed(world.board).own[q, ...]
    alien = held(world.control, b, b.quarrels[q]) * own[::-1, :] > 0.0  # [R,Y,C] held by Y, the other's own
    granted = cells(deal, "recognise", b)[:, ::-1, :] >= 1.0
    open_ = xp.max(cells(deal, "defer", b), axis=1) > 0.0
    return number(xp.all(xp.all(~alien | granted, axis=2), axis=1) & ~open_)


def _asked_of_others(world: World, deal: Array, course: Course, due: Array, p: Diplomacy, q: int) -> dict[str, Array]:
    """What the deal asks of other domains this turn, added to what other deals ask."""
    xp, b = world.xp, world.board
    asked: dict[str, Array] = {}
    fresh = number(world.signed[:, q] == float(world.turn))
    owing = course.kept * number(world.age[:, q] < fit(p.instalments, 0))
    if bool(xp.any(cells(deal, "withdraw", b) * (1.0 - world.withdrawn[:, 2 * q : 2 * q + 2, None]) > 0.0)):
        asked["ceded"] = world.ceded + _ceded(world, deal, course, q)
    if bool(xp.any(due > 0.0)):
        asked["lifted"] = xp.maximum(world.lifted, _lifted(world, deal, due, q))
    if bool(xp.any(fresh > 0.0)):
        asked["endorsed"] = xp.maximum(world.endorsed, _endorsed(world, deal, q) * fresh[:, None, None])
    if bool(xp.any(owing > 0.0)):
        money = xp.sum(cells(deal, "rebuild", b), axis=1) * (owing * world.dt)[:, None] / p.instalments
        asked["rebuilt"] = world.rebuilt + at_parties(money, world.board, q)
    if bool(xp.any(course.caught + course.resumed > 0.0)):
        asked |= called_back(world, deal, course.caught, course.resumed, q)
    if bool(xp.any(course.resumed > 0.0)):
        asked["called"] = xp.maximum(world.called, p.called * guaranteed(world, deal, course.resumed, q))
    return asked


def _ceded(world: World, deal: Array, course: Course, q: int) -> Array:
    """Control that passes by this turn's withdrawals, `[R,H,C]`: below 0 where it is given."""
    xp, b, two = world.xp, world.board, slice(2 * q, 2 * q + 2)
    asked = cells(deal, "withdraw", b)  # [R,Y,C]
    before, after = world.withdrawn[:, two][..., None], course.left[..., None]
    part = asked * (after - before) / xp.maximum(1.0 - asked * before, 1e-9) * course.kept[:, None, None]
    given = held(world.control, b, b.quarrels[q]) * part
    slots = fixed(b).slots[q, ...]  # [Y,H,C]
    return xp.sum((given[:, ::-1, None, :] - given[:, :, None, :]) * slots, axis=1)


def _lifted(world: World, deal: Array, due: Array, q: int) -> Array:
    """Share of the measures in force that this turn's steps lift, `[R,Z,T,K]`."""
    xp, b = world.xp, world.board
    steps, served = cells(deal, "relief", b), world.served[:, q, :]
    now = xp.sum(steps * due[:, None, None, None, :], axis=4)
    before = xp.sum(steps * served[:, None, None, None, :], axis=4)
    return now / xp.maximum(1.0 - before, 1e-9)


def _endorsed(world: World, deal: Array, q: int) -> Array:
    """1 where a state recognises by the deal what a target holds, `[R,T,S]`."""
    xp, b = world.xp, world.board
    none, rows = 0.0 * world.support, list[Array]()
    states = xp.arange(len(b.states))
    third, title = cells(deal, "endorse", b), xp.max(cells(deal, "recognise", b), axis=2)
    for t in range(len(b.forum.targets)):
        row = none
        for y in (0, 1):
            if fixed(b).target[q][y] == t:
                mine = number(title[:, 1 - y] >= 1.0)[:, None] * number(states == b.quarrels[q][1 - y])
                row = xp.maximum(third[:, :, y], mine)
        rows.append(row)
    return xp.stack(rows, axis=1) if rows else world.endorsed


def _told(world: World, course: Course, due: Array, stage: Array, q: int) -> World:
    """The world after a turn of one deal."""
    xp, b = world.xp, world.board
    pairs, ended = fixed(b).pairs[q, ...], course.active * (1.0 - course.kept)
    stopped = course.ceased[:, None] * pairs
    again = (xp.max(course.resumed, axis=1) * course.active)[:, None] * pairs
    kept = 1.0 - ended
    return renewed(
        world,
        war=xp.where(again > 0.5, 1.0, xp.where(stopped > 0.5, 0.0, world.war)),
        deal=_row(world.deal, world.deal[:, q, :] * kept[:, None], q) if bool(xp.any(ended > 0.0)) else world.deal,
        signed=_row(world.signed, world.signed[:, q] * kept, q),
        stage=_row(world.stage, stage, q),
        age=_row(world.age, (world.age[:, q] + world.dt * course.active) * kept, q),
        clean=_row(world.clean, course.clean * kept, q),
        served=_row(world.served, (world.served[:, q, :] + due) * kept[:, None], q),
        withdrawn=_two(world.withdrawn, course.left * kept[:, None], q),
        denounced=_two(world.denounced, course.noted * kept[:, None], q),
        breaches=_two(world.breaches, world.breaches[:, 2 * q : 2 * q + 2] + course.caught + course.resumed, q),
    )


def _row(x: Array, new: Array, q: int) -> Array:
    """An array by quarrel with one of them renewed."""
    return namespace(x).concat([x[:, :q, ...], new[:, None, ...], x[:, q + 1 :, ...]], axis=1)


def _two(x: Array, new: Array, q: int) -> Array:
    """An array by party with the two of a quarrel renewed."""
    return namespace(x).concat([x[:, : 2 * q, ...], new, x[:, 2 * q + 2 :, ...]], axis=1)
