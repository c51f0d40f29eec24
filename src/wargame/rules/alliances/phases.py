"""The phases of alliances: motions put on the table, votes counted, and how members stand after a turn."""

from dataclasses import replace

import numpy as np

from wargame.assumptions import decay, fit, shaped
from wargame.axes import Array, logistic, number
from wargame.draws import Chance
from wargame.forum import SECTORS
from wargame.orders import Orders
from wargame.rules.alliances.counting import counted
from wargame.rules.alliances.numbers import Alliances
from wargame.rules.alliances.stance import spread
from wargame.rules.alliances.table import UNDRAFTED, candidates, franchise, levels, on_the_table
from wargame.rules.states import States
from wargame.world import World

MOST = 3.0  # drafts that a staff keeps ready


def convene(world: World, orders: Orders, params: tuple[Alliances, States], draws: Chance) -> World:
    """Staffs draft, and what is tabled awaits the members' votes."""
    xp, f, p = world.xp, world.board.forum, shaped(params[0], 1)
    if not f.dockets:
        return world
    tabled = number(xp.reshape(xp.matmul(orders.table[:, None, :], f.contains), world.wait.shape) > 0.0)
    drafted = xp.asarray(np.array([0.0 if d.motion in UNDRAFTED else 1.0 for d in f.dockets]))
    work = world.drafting + p.drafting * orders.draft * min(world.dt, 1.0) * drafted
    used = _at_first(tabled * drafted, world)
    held = number(xp.take(world.wait, f.docket, axis=1) > 0.0)
    return replace(
        world,
        drafting=xp.maximum(xp.minimum(work, MOST + used) - used, 0.0),
        pending=held * world.pending + (1.0 - held) * orders.table,
    )


def _at_first(x: Array, world: World) -> Array:
    """What concerns several dockets of a kind, summed at the first of them, `[R,P]`."""
    xp, f = world.xp, world.board.forum
    first = np.asarray(f.first)
    lead = xp.asarray((first[:, None] == np.arange(len(first))) * 1.0)
    return xp.reshape(xp.matmul(x[:, None, :], lead), x.shape)


def count(world: World, orders: Orders, params: tuple[Alliances, States], draws: Chance) -> World:
    """Votes are counted: motions pass, are held up and bought, or fall; those held up long enough pass."""
    xp, f, states = world.xp, world.board.forum, params[1]
    if not f.dockets:
        return world
    p = shaped(params[0], 1)
    fresh, voters = on_the_table(world), franchise(world)
    members = voters * xp.take(world.member, f.body, axis=1)
    favour = _weight_for(orders.vote, members, states)
    cohesion = xp.take(world.cohesion, f.body, axis=1)
    tally = counted(orders.vote, members, states.population, p.peers * cohesion * favour, world.board)
    hardest = xp.max(tally.objection, axis=2)
    wanted = (
        xp.sum(candidates(world.board, xp.asarray) * number(orders.vote < 0.0), axis=2) < 0.5
    )  # a candidate may refuse
    bargaining = hardest / p.haggle
    agreed = fresh * tally.carried * number(wanted & (bargaining <= p.patience))
    at_once = agreed * number(bargaining < p.at_once)
    held = agreed - at_once
    price = p.leak * xp.sum(xp.minimum(tally.objection / fit(p.haggle, 1), 1.0), axis=2)
    ripe = number((world.wait > 0.0) & (world.wait <= world.dt))
    passing = at_once + ripe
    bought = xp.minimum(tally.objection / fit(p.haggle * p.patience, 1), 1.0) * agreed[:, :, None]
    content = xp.take(passing, f.docket, axis=1)
    kept = xp.take(held + number(world.wait > world.dt), f.docket, axis=1)
    return replace(
        world,
        passed=content * world.pending,
        conceded=at_once * price + ripe * world.price,
        pending=kept * world.pending,
        wait=held * bargaining + number(world.wait > world.dt) * (world.wait - world.dt),
        price=held * price + (1.0 - held) * number(world.wait > world.dt) * world.price,
        blocker=_blocker(tally.objection, held, world),
        adopted=world.adopted + passing,
        held_up=world.held_up + held,
        failed=world.failed + fresh - agreed,
        delay=xp.where(held > 0.5, bargaining, xp.where(at_once > 0.5, 0.0 * world.delay, world.delay)),
        done=world.done * decay(params[0].memory, world.dt) + _brought(content * world.pending, world, p),
        exempt=_spared(world, bought),
        member=_admitted(world, passing),
    )


def _weight_for(vote: Array, members: Array, states: States) -> Array:
    """Share of the members' output that is not against a motion, `[R,P]`."""
    xp = states.gdp.__array_namespace__()
    whole = xp.maximum(xp.sum(members * states.gdp, axis=2), 1e-12)
    favour: Array = xp.sum(members * states.gdp * number(vote >= 0.0), axis=2) / whole
    return favour


def _blocker(objection: Array, held: Array, world: World) -> Array:
    """The member that holds each motion up, or did last, from 1, `[R,P]`."""
    xp = world.xp
    order = xp.argsort(-objection, axis=-1, stable=True)[..., 0]
    return xp.where(held > 0.5, xp.astype(order, xp.float64) + 1.0, world.blocker)


def _brought(content: Array, world: World, p: Alliances) -> Array:
    """What adopted motions bring, `[R,P]`: a package what it newly forbids by the worth of sectors, others their size.

    A share of what is left to forbid brings less the less is left, and of several packages the later the less.
    """
    xp, f = world.xp, world.board.forum
    whole = p.finance + p.energy + p.technology + p.trade
    left: dict[tuple[int, str], Array] = {}
    columns = []
    for q, (docket, name) in enumerate(f.items):
        share, first = content[:, q : q + 1], int(f.first[docket])
        if f.dockets[docket].motion == "package":
            room = left[first, name] if (first, name) in left else _room(world, docket, name)
            left[first, name] = room * (1.0 - share)
            share = share * room * getattr(p, name) / whole
        columns.append(share)
    return xp.reshape(xp.matmul(xp.concat(columns, axis=1)[:, None, :], f.contains), world.wait.shape)


def _room(world: World, docket: int, content: str) -> Array:
    """What a body has left to forbid a target in a sector, or to enforce, `[R,1]`."""
    f = world.board.forum
    body, target = f.dockets[docket].alliance, f.targets.index(f.dockets[docket].target)
    if content not in SECTORS:
        return 1.0 - world.enforced[:, target : target + 1]
    k = SECTORS.index(content)
    return 1.0 - levels(world, len(world.board.states) + body, target)[:, k : k + 1]


def _spared(world: World, bought: Array) -> Array:
    """Exemptions that members have bargained for, `[R,A,S]`, the largest they ever got."""
    xp, f = world.xp, world.board.forum
    spared = world.exempt
    for a in range(len(f.alliances)):
        mine = [p for p, docket in enumerate(f.dockets) if docket.alliance == a and docket.motion == "package"]
        if mine:
            most = xp.max(xp.stack([bought[:, p, :] for p in mine], axis=1), axis=1)
            row = xp.asarray((np.arange(len(f.alliances)) == a) * 1.0)
            spared = xp.maximum(spared, row[:, None] * most[:, None, :])
    return spared


def _admitted(world: World, passing: Array) -> Array:
    """Members after admissions, `[R,A,S]`."""
    xp, f = world.xp, world.board.forum
    member = world.member
    for p in f.of("admission"):
        cell = np.zeros((len(f.alliances), len(world.board.states)))
        cell[f.dockets[p].alliance, f.dockets[p].target] = 1.0
        member = xp.maximum(member, passing[:, p][:, None, None] * xp.asarray(cell))
    return member


def reckon(world: World, orders: Orders, params: tuple[Alliances, States], draws: Chance) -> World:
    """How members stand after a turn: alarm fades, cohesion follows what drives it, deployments and funds go out."""
    xp, f = world.xp, world.board.forum
    if not f.alliances:
        return world
    p, dt = shaped(params[0], 1), world.dt
    step = 1.0 - decay(params[0].settle, dt)
    goal = logistic(drive(world, params))
    walked = fit(p.walk, 1) * min(dt, 1.0)
    return replace(
        world,
        alarm=world.alarm * decay(p.alarm_months, dt) + p.exposed * _caught(world),
        cohesion=world.cohesion + (goal - world.cohesion) * fit(step, 0 if getattr(step, "ndim", 0) > 1 else 1),
        flank=world.flank * decay(p.flank_months, dt) + p.flank * _size(world, "deployment"),
        programme=xp.minimum(world.programme * decay(p.programme_months, dt) + _size(world, "energy"), 1.0),
        pledged=_pledged(world, params),
        defected=(world.defected + (orders.defect - world.defected) * walked) * world.member,
        temper=draws.normal("temper"),
    )


def _caught(world: World) -> Array:
    """Covert operations against each alliance that were laid at a rival's door this turn, `[R,A]`."""
    xp, f = world.xp, world.board.forum
    against = xp.asarray((np.asarray(f.rival_body)[:, None] == np.arange(len(f.alliances))) * 1.0)
    return xp.reshape(xp.matmul(world.exposed[:, None, :], against), world.alarm.shape)


def drive(world: World, params: tuple[Alliances, States]) -> Array:
    """What cohesion moves towards, `[R,A]`, as a logit: threat, against distance, unlike burdens, price, defection."""
    xp, f, states, p = world.xp, world.board.forum, params[1], shaped(params[0], 1)
    weight = world.member * states.gdp * (0.2 + states.salience)
    _, apart = spread(world.lean[:, None, :] + 0.0 * weight, weight)
    burden = 100.0 * (world.blowback + xp.maximum(world.strain, 0.0))
    _, unlike = spread(burden[:, None, :] + 0.0 * weight, weight)
    held, _ = spread(world.leverage[:, None, :] + 0.0 * weight, weight)
    broken, _ = spread(world.defected, weight)
    near = [states.nearness[t, ...] for t in range(len(f.targets))]
    door = xp.max(xp.stack(near, axis=0), axis=0) if near else 0.0 * states.gdp
    danger, _ = spread(door + 0.0 * weight, weight)
    threatened = danger * _faces(world) + world.alarm
    together: Array = p.common + p.rally * xp.minimum(threatened, 1.5)
    asunder: Array = p.apart * apart + p.unlike * unlike + p.dear * held + p.broken * broken
    return together - asunder


def _faces(world: World) -> Array:
    """1 for alliances that face a rival or may act against a target, `[A]`."""
    f = world.board.forum
    acting = {d.alliance for d in f.dockets if d.motion in ("package", "deployment", "aid")} | {a for _, a in f.rivals}
    return world.xp.asarray(np.array([1.0 if a in acting else 0.0 for a in range(len(f.alliances))]))


def _size(world: World, motion: str) -> Array:
    """Size of a kind of motion adopted this turn, by alliance, `[R,A]`."""
    xp, f = world.xp, world.board.forum
    rows = np.zeros((len(f.items), len(f.alliances)))
    for q, (p, _) in enumerate(f.items):
        if f.dockets[p].motion == motion:
            rows[q, f.dockets[p].alliance] = 1.0
    return xp.reshape(xp.matmul(world.passed[:, None, :], xp.asarray(rows)), world.alarm.shape)


def _pledged(world: World, params: tuple[Alliances, States]) -> Array:
    """Common aid by donor and partner, `[R,D]`, EUR bn: by output, more from those who are near the threat."""
    xp, b, f, states = world.xp, world.board, world.board.forum, params[1]
    pledged = 0.0 * world.granted
    for q, (p, _) in enumerate(f.items):
        docket = f.dockets[p]
        if docket.motion == "aid":
            near = states.nearness[0, ...] if f.targets else 0.0 * states.gdp
            share = world.member[:, docket.alliance, :] * states.gdp * (0.5 + near)
            share = share / xp.maximum(
                xp.sum(world.member[:, docket.alliance, :] * (0.5 + near), axis=1, keepdims=True), 1e-12
            )
            fund = fit(params[0].fund, 1) * world.passed[:, q : q + 1]
            partner = b.patron * number(b.whom == docket.target)
            pledged = pledged + xp.take(share * fund, b.who, axis=1) * partner
    return pledged
