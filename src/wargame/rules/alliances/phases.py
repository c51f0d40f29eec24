"""The phases of alliances: motions put on the table, votes counted, and how members stand after a turn."""

from dataclasses import dataclass

import numpy as np

from wargame.assumptions import decay, fit, of_runs, shaped
from wargame.axes import Array, logistic, namespace, number, put_back
from wargame.draws import Chance
from wargame.forum import ENFORCEMENT, SECTORS
from wargame.orders import Orders
from wargame.rules.alliances.counting import counted
from wargame.rules.alliances.numbers import Alliances
from wargame.rules.alliances.table import UNDRAFTED, on_the_table
from wargame.rules.forbidden import levels
from wargame.rules.states import States
from wargame.world import World, renewed

MOST = 3.0  # drafts that a staff keeps ready
AGREED = ("unanimity", "consensus")  # rules under which each member must consent


def convene(world: World, orders: Orders, params: tuple[Alliances, States], draws: Chance) -> World:
    """Staffs draft, what is tabled awaits the members' votes, and a draft that nobody tables grows stale."""
    xp, f, p = world.xp, world.board.forum, shaped(params[0], 1)
    if not f.dockets:
        return world
    tabled = number(xp.reshape(xp.matmul(orders.table[:, None, :], f.contains), world.wait.shape) > 0.0)
    drafted = xp.asarray(np.array([0.0 if d.motion in UNDRAFTED else 1.0 for d in f.dockets]))
    used, dt = _at_first(tabled * drafted, world), min(world.dt, 1.0)
    held = number(xp.take(world.wait, f.docket, axis=1) > 0.0)
    waiting = _at_first(number(world.wait > 0.0), world)
    shelved = number((world.drafting >= 1.0) & (used + waiting < 0.5))
    work = world.drafting * (1.0 - p.stale * dt * shelved) + p.drafting * orders.draft * dt * drafted
    return renewed(
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
    xp, f = world.xp, world.board.forum
    if not f.dockets:
        return world
    p, none = shaped(params[0], 1), 0.0 * world.wait
    fresh, ripe = on_the_table(world), number((world.wait > 0.0) & (world.wait <= world.dt))
    tally = _tallied(world, orders, params, fresh)
    bargaining = tally.hardest / p.haggle
    agreed = fresh * tally.carried * number(bargaining <= p.patience)
    at_once = agreed * number(bargaining < p.at_once)
    held, waiting = agreed - at_once, number(world.wait > world.dt)
    passing = at_once + ripe
    content = xp.take(passing, f.docket, axis=1) * world.pending
    return renewed(
        world,
        passed=content,
        conceded=at_once * tally.price + ripe * world.price,
        pending=xp.take(held + waiting, f.docket, axis=1) * world.pending,
        wait=held * bargaining + waiting * (world.wait - world.dt),
        price=held * tally.price + (1.0 - held) * waiting * world.price,
        blocker=xp.where(held > 0.5, tally.who + 1.0, world.blocker),
        adopted=world.adopted + passing,
        held_up=world.held_up + held,
        failed=world.failed + fresh - agreed,
        delay=xp.where(held > 0.5, bargaining, xp.where(at_once > 0.5, none, world.delay)),
        done=world.done * decay(p.memory, world.dt) + _brought(content, world, p),
        exempt=_spared(world, tally.spared, agreed),
        member=_admitted(world, passing),
    )


@dataclass(frozen=True)
class Tally:
    """Every docket after a vote, 0 where there was none."""

    carried: Array  # [R,P] 1 where the rule is met and no candidate refuses
    hardest: Array  # [R,P] largest objection
    who: Array  # [R,P] index of the state that has it
    price: Array  # [R,P] share lost to leakage if all is bought
    spared: dict[int, Array]  # by docket of packages: share of its burden that each member is bought with, [R,S]


def _tallied(world: World, orders: Orders, params: tuple[Alliances, States], fresh: Array) -> Tally:
    """The votes on what is on the table, docket by docket and only in the runs where it is: most are idle mostly."""
    xp, f = world.xp, world.board.forum
    columns = [xp.zeros((world.runs, 4))] * len(f.dockets)
    spared: dict[int, Array] = {}
    for docket, told in enumerate(f.dockets):
        on_table = fresh[:, docket] > 0.0
        rows = xp.nonzero(on_table)[0]
        if rows.shape[0]:
            found, share = _voted(world, orders, params, docket, rows)
            columns[docket] = put_back(found, on_table)
            if told.motion == "package" and bool(xp.any(share > 0.0)):
                spared[docket] = put_back(share, on_table)
    whole = xp.stack(columns, axis=1)
    return Tally(whole[:, :, 0], whole[:, :, 1], whole[:, :, 2], whole[:, :, 3], spared)


def _voted(
    world: World, orders: Orders, params: tuple[Alliances, States], docket: int, rows: Array
) -> tuple[Array, Array]:
    """A vote in some runs: carried, hardest, who and price, `[r,4]`, and of what each member is spared `[r,S]`."""
    xp, states, p = world.xp, params[1], shaped(of_runs(params[0], rows), 1)
    told = world.board.forum.dockets[docket]
    member, vote = (xp.take(x, rows, axis=0) for x in (world.member[:, told.alliance, :], orders.vote[:, docket, :]))
    weight = member * states.gdp
    favour = xp.sum(weight * number(vote >= 0.0), axis=1) / xp.maximum(xp.sum(weight, axis=1), 1e-12)
    yielding = p.peers * xp.take(world.cohesion[:, told.alliance], rows, axis=0)[:, None] * favour[:, None]
    result = counted(vote, member, states.population, yielding, world.board, docket)
    carried, none = result.carried * _willing(vote, world, docket), 0.0 * result.carried
    if told.rule not in AGREED:
        return xp.stack([carried, none, none, none], axis=1), 0.0 * vote
    bought, hardest = result.objection / p.haggle, xp.max(result.objection, axis=1)
    price = (p.leak * xp.sum(xp.minimum(bought, 1.0), axis=1, keepdims=True))[:, 0]
    who = _first_of(result.objection == hardest[:, None])
    return xp.stack([carried, hardest, who, price], axis=1), xp.minimum(bought / p.patience, 1.0)


def _first_of(mask: Array) -> Array:
    """The index of the first that is true, `[R]`."""
    xp = namespace(mask)
    size = mask.shape[1]
    return xp.min(xp.where(mask, xp.astype(xp.arange(size), xp.float64), float(size) + xp.zeros((1,))), axis=1)


def _willing(vote: Array, world: World, docket: int) -> Array | float:
    """1 unless a candidate votes against its own admission, `[R]`."""
    told = world.board.forum.dockets[docket]
    return 1.0 - number(vote[:, told.target] < 0.0) if told.motion == "admission" else 1.0


def _brought(content: Array, world: World, p: Alliances) -> Array:
    """What adopted motions bring, `[R,P]`: a package what it newly forbids by the worth of sectors, others their size.

    A share of what is left to forbid brings less the less is left, and of several packages the later the less.
    """
    xp, f = world.xp, world.board.forum
    if not bool(xp.any(content > 0.0)):
        return 0.0 * world.wait
    brought = xp.matmul(content[:, None, :], f.contains)[:, 0, :]
    passing = [d for d in f.of("package") if bool(xp.any(brought[:, d] > 0.0))]
    if not passing:
        return brought
    whole = p.finance + p.energy + p.technology + p.trade
    left: dict[int, dict[str, Array]] = {}
    columns = [brought[:, d : d + 1] for d in range(len(f.dockets))]
    for docket in passing:
        rooms = left.setdefault(int(f.first[docket]), {}) or _rooms(world, docket)
        left[int(f.first[docket])] = rooms
        news = 0.0 * columns[docket]
        for q in f.items_of(docket):
            name, share = f.items[q][1], content[:, q : q + 1]
            news = news + share * rooms[name] * getattr(p, name) / whole
            rooms[name] = rooms[name] * (1.0 - share)
        columns[docket] = news
    return xp.concat(columns, axis=1)


def _rooms(world: World, docket: int) -> dict[str, Array]:
    """What a body has left to forbid a target by sector, and to enforce, `[R,1]` each."""
    f = world.board.forum
    body, target = f.dockets[docket].alliance, f.targets.index(f.dockets[docket].target)
    level = levels(world, len(world.board.states) + body, target)
    rooms = {sector: 1.0 - level[:, k : k + 1] for k, sector in enumerate(SECTORS)}
    return rooms | {ENFORCEMENT: 1.0 - world.enforced[:, target : target + 1]}


def _spared(world: World, bought: dict[int, Array], agreed: Array) -> Array:
    """Exemptions that members have bargained for, `[R,A,S]`, the largest they ever got."""
    xp, f = world.xp, world.board.forum
    if not bought:
        return world.exempt
    spared = [world.exempt[:, a, :] for a in range(len(f.alliances))]
    for p, share in bought.items():
        body = f.dockets[p].alliance
        spared[body] = xp.maximum(spared[body], share * agreed[:, p : p + 1])
    return xp.stack(spared, axis=1)


def _admitted(world: World, passing: Array) -> Array:
    """Members after admissions, `[R,A,S]`."""
    xp, f = world.xp, world.board.forum
    member = world.member
    for p in f.of("admission"):
        if not bool(xp.any(passing[:, p] > 0.0)):
            continue
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
    step = 1.0 - decay(p.settle, dt)
    goal = logistic(drive(world, params))
    walked = fit(p.walk, 2) * min(dt, 1.0)
    return renewed(
        world,
        alarm=world.alarm * decay(p.alarm_months, dt) + p.exposed * _caught(world) + world.called,
        cohesion=world.cohesion + (goal - world.cohesion) * step,
        flank=world.flank * decay(p.flank_months, dt) + p.flank * _size(world, "deployment"),
        programme=xp.minimum(world.programme * decay(p.programme_months, dt) + _size(world, "energy"), 1.0),
        pledged=_pledged(world, params),
        defected=_walked_out(world, orders, walked),
        temper=draws.normal("temper"),
    )


def _walked_out(world: World, orders: Orders, walked: Array) -> Array:
    """What members no longer apply, on its way to what they order, `[R,A,S]`."""
    if not bool(world.xp.any(orders.defect > 0.0)) and not bool(world.xp.any(world.defected > 0.0)):
        return world.defected
    gone: Array = (world.defected + (orders.defect - world.defected) * walked) * world.member
    return gone


def _caught(world: World) -> Array:
    """Covert operations against each alliance that were laid at a rival's door this turn, `[R,A]`."""
    xp, f = world.xp, world.board.forum
    against = xp.asarray((np.asarray(f.rival_body)[:, None] == np.arange(len(f.alliances))) * 1.0)
    return xp.reshape(xp.matmul(world.exposed[:, None, :], against), world.alarm.shape)


def drive(world: World, params: tuple[Alliances, States]) -> Array:
    """What cohesion moves towards, `[R,A]`, as a logit: threat, against distance, unlike burdens, price, defection."""
    xp, f, states, p = world.xp, world.board.forum, params[1], shaped(params[0], 1)
    weight = world.member * (states.gdp * (0.2 + states.salience))
    weight = weight / xp.maximum(xp.sum(weight, axis=2, keepdims=True), 1e-12)
    burden = 100.0 * (world.blowback + world.strain)
    near = [states.nearness[t, ...] for t in range(len(f.targets))]
    door = xp.max(xp.stack(near, axis=0), axis=0) if near else 0.0 * states.gdp
    traits = (world.lean, burden, world.leverage, door + 0.0 * burden)
    means = xp.matmul(weight, xp.stack(traits, axis=2))  # [R,A,4]
    apart, unlike = _spread(world.lean, means[:, :, :1], weight), _spread(burden, means[:, :, 1:2], weight)
    broken = xp.sum(weight * world.defected, axis=2)
    threatened = means[:, :, 3] * _faces(world) + world.alarm
    together: Array = p.common + p.rally * xp.minimum(threatened, 1.5)
    asunder: Array = p.apart * apart + p.unlike * unlike + p.dear * means[:, :, 2] + p.broken * broken
    return together - asunder


def _spread(x: Array, mean: Array, weight: Array) -> Array:
    """Standard deviation of what states have, `[R,S]`, over the members of each alliance, `[R,A]`."""
    xp = namespace(x)
    off = x[:, None, :] - mean
    return xp.sqrt(xp.sum(weight * off * off, axis=2))


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
        if docket.motion == "aid" and bool(xp.any(world.passed[:, q] > 0.0)):
            near = states.nearness[0, ...] if f.targets else 0.0 * states.gdp
            share = world.member[:, docket.alliance, :] * states.gdp * (0.5 + near)
            share = share / xp.maximum(
                xp.sum(world.member[:, docket.alliance, :] * (0.5 + near), axis=1, keepdims=True), 1e-12
            )
            fund = fit(params[0].fund, 1) * world.passed[:, q : q + 1]
            partner = b.patron * number(b.whom == docket.target)
            pledged = pledged + xp.take(share * fund, b.who, axis=1) * partner
    return pledged
