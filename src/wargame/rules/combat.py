"""Combat: who takes ground, how fast, at what price in men.

Attack meets defence in every region that two holders at war stand in. Odds of advance rise with the log of the force
ratio [Dupuy1985] after terrain, works and supply; where the defence is thinner than a density of men per km the front
is manoeuvre and moves fast, elsewhere it is positional. Attrition is mixed: losses go with the root of own men and
enemy effect [Bracken1995], more for those who attack, less behind works. Reserves that were kept answer a breach
within the turn. Judged by control by oblast and by losses.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array, logistic, namespace, number, total
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.region import Board
from wargame.world import World, by_state, over_state, per_holder, with_theatre


@dataclass(frozen=True)
class Combat:
    """Numbers of combat. Fitted ones reproduce 2022 given history's decisions; the others are judgement."""

    supply_km: Leaf = leaf(131.0, "km", "distance off the railhead at which supply is one half", 90.0, 160.0, "[Vershinin2021]", True)
    front: Leaf = leaf(1.15, "ratio", "length of the front to the side of a region held by halves", 0.9, 1.5)
    throughput: Leaf = leaf(0.3, "thousand/km", "men that a km of usable link can supply", 0.15, 0.6)
    density: Leaf = leaf(63.0, "men/km", "defenders at which half of the front is manoeuvre", 40.0, 110.0, tuned=True)
    occupy: Leaf = leaf(25.0, "men/km", "attackers at which the advance has half its speed", 15.0, 50.0, tuned=True)
    positional: Leaf = leaf(5.9, "km/month", "advance against a full line at certain success", 3.0, 8.0, tuned=True)
    manoeuvre: Leaf = leaf(590.0, "km/month", "advance where the line is thin at certain success", 400.0, 900.0, tuned=True)
    slope: Leaf = leaf(1.8, "1/ln", "of the odds of advance in the log of the force ratio", 1.5, 3.0, "[Dupuy1985]")
    break_in: Leaf = leaf(0.20, "ln", "force ratio needed after terrain and works", 0.0, 0.5, tuned=True)
    mass_thin: Leaf = leaf(4.9, "ratio", "local superiority found on a thin line", 2.0, 6.0, tuned=True)
    works: Leaf = leaf(1.7, "ratio", "by which full works multiply the defence", 1.0, 2.5, "[Dupuy1985]", True)
    works_months: Leaf = leaf(6.4, "months", "to build works", 3.0, 8.0, tuned=True)
    works_km: Leaf = leaf(5.9, "km", "of retreat that leaves works behind", 5.0, 15.0, tuned=True)
    dug_in: Leaf = leaf(0.5, "ratio", "by which full works divide the losses of those who don't attack", 0.0, 1.0)
    on_line: Leaf = leaf(0.81, "share", "of an unprepared defence on the line when the enemy enters", 0.4, 1.0, tuned=True)
    join: Leaf = leaf(0.27, "share", "of a region lost by which most of the rest has joined", 0.15, 0.3, tuned=True)
    rail_months: Leaf = leaf(2.7, "months", "for railheads and depots to follow", 1.5, 5.0, tuned=True)
    attrition: Leaf = leaf(0.070, "1/month", "losses at equal force and full intensity", 0.05, 0.09, "[Dupuy1985]", True)
    exposure: Leaf = leaf(2.1, "ratio", "extra losses of the attacking part", 1.0, 2.5, tuned=True)
    quiet: Leaf = leaf(0.18, "share", "intensity of a front without attacks", 0.1, 0.3, tuned=True)
    ready: Leaf = leaf(0.5, "share", "of men who came this turn that can attack in it", 0.3, 0.8)
    fires: Leaf = leaf(0.40, "1", "exponent of effect in equipment per man", 0.3, 0.45)
    wear: Leaf = leaf(0.15, "1/month", "of equipment lost at full intensity", 0.08, 0.25)
    answer: Leaf = leaf(0.5, "share", "of the reserve that can answer a breach within a step", 0.2, 0.8)
    breach: Leaf = leaf(500.0, "km2", "lost at which half of that has answered", 250.0, 1000.0)
    rout: Leaf = leaf(0.10, "share", "of those thrown out of their ground who are lost", 0.05, 0.2)
    pocket: Leaf = leaf(0.40, "share", "of those thrown out who are lost when they are cut off", 0.3, 0.5)
    rearguard: Leaf = leaf(0.04, "share", "of a force lost in giving up ground in good order", 0.02, 0.08)
    luck: Leaf = leaf(0.30, "ln", "sd of power by region and turn", 0.2, 0.4)
    luck_place: Leaf = leaf(0.25, "ln", "sd of power by region and campaign", 0.15, 0.35)
    luck_state: Leaf = leaf(0.12, "ln", "sd of power by state and campaign", 0.05, 0.2)
    luck_toll: Leaf = leaf(0.25, "ln", "sd of losses by region and turn", 0.15, 0.35)


STEPS = 2  # within a month
THIN_FRONT = 5e-4  # of a region's side: a border that is a front nobody has opened


def hostile(war: Array, b: Board) -> list[Array]:
    """For k = 1..H-1, 1 where the holder of a slot is at war with the k-th next holder, `[R,H,C]`; war is `[R,D]`."""
    xp = namespace(war)
    war = xp.concat([war, xp.zeros((war.shape[0], 1))], axis=1)
    shape = (war.shape[0], b.holders, b.contested)
    return [xp.reshape(xp.take(war, xp.reshape(b.rival[k, ...], (-1,)), axis=1), shape) for k in range(b.holders - 1)]


def turned(x: Array, k: int) -> Array:
    """At each slot what stands in the k-th next slot."""
    if x.shape[1] == 2:
        return x[:, ::-1, :]
    return namespace(x).concat([x[:, k:, :], x[:, :k, :]], axis=1)


def against(x: Array, foes: list[Array]) -> Array:
    """Sum over a holder's enemies in each region, `[R,H,C]`."""
    whole = foes[0] * turned(x, 1)
    for k in range(1, len(foes)):
        whole = whole + foes[k] * turned(x, k + 1)
    return whole


def withdraw(world: World, orders: Orders, params: Combat, draws: Chance) -> World:
    """Ground is given up in good order to the enemies who hold or claim the rest of it; the rearguard pays."""
    xp, b = world.xp, world.board
    if not bool(xp.any(orders.withdraw > 0.0)):
        return replace(world, fallen=xp.zeros_like(world.fallen), gained=xp.zeros_like(world.gained))
    p, foes, control = shaped(params, 2), hostile(world.war, world.board), world.control[..., : b.contested]
    claim = control + 1e-3 * b.home
    takers = against(claim, foes)
    given = orders.withdraw * control * number(takers > 1e-6)
    taken = xp.zeros_like(control)
    for k, foe in enumerate(foes):  # what the k-th next holder gives goes to its enemies by their claims
        part = turned(given / xp.maximum(takers, 1e-6), k + 1)
        taken = taken + foe * part * claim
    gained = by_state((taken - given) * b.area[: b.contested], b)
    control = control - given + taken
    fallen = p.rearguard * world.forces[..., : b.contested] * orders.withdraw
    return replace(
        world,
        control=with_theatre(world.control, control, b),
        settled=xp.minimum(world.settled, control),
        works=world.works * (1.0 - orders.withdraw),
        gained=gained,
        fallen=fallen,
        losses=world.losses + by_state(fallen, b),
    )


@dataclass(frozen=True)
class Field:
    """The part of a battlefield that changes from step to step, over some regions of the theatre."""

    control: Array
    settled: Array
    works: Array
    forces: Array
    reserve: Array  # [R,H,1] or [R,H,C]
    fallen: Array
    committed: Array


@dataclass(frozen=True)
class Turn:
    """What does not change within a turn of fighting, over the same regions."""

    attack: Array
    power: Array
    entry: Array
    pressure: Array  # attack with its power
    toll: Array
    remote: Array  # distance in units of supply_km
    load: Array  # share of the force that the ways into the region can supply
    cut_off: Array
    foes: list[Array]
    shelter: Array
    pace: Array
    side: Array
    trek: Array
    area: Array


def fight(world: World, orders: Orders, params: Combat, draws: Chance) -> World:
    """A turn of fighting in steps: control, works, railheads after it; the fallen, the reserves sent, the equipment spent."""
    xp, b, p = world.xp, world.board, shaped(params, 2)
    foes = hostile(world.war, world.board)
    field, turn, spent = _opening(world, orders, p, draws, foes)
    steps = max(1, round(STEPS * min(world.dt, 1.0)))
    hot, cold, back = _live_fronts(field, foes, b.aligned)
    step = min(world.dt, 1.0) / steps
    fought, calm = _part(field, hot), _part(field, cold)
    here = _part(turn, hot)
    for _ in range(steps):
        fought = battle(fought, here, p, step, b)
        calm = settle(calm, p, step)
    joined = _joined(fought, calm, back)
    control = joined.control / xp.maximum(xp.sum(joined.control, axis=1, keepdims=True), 1e-12)
    return replace(
        world,
        control=with_theatre(world.control, control, b),
        settled=xp.minimum(joined.settled, control),
        works=joined.works,
        gained=world.gained + by_state((control - world.control[..., : b.contested]) * b.area[: b.contested], b),
        losses=world.losses + by_state(joined.fallen, b),
        fallen=joined.fallen,
        committed=joined.committed,
        burnt=spent,
    )


def _opening(
    world: World, orders: Orders, p: Combat, draws: Chance, foes: list[Array]
) -> tuple[Field, Turn, Array]:
    """The field and the constants of a turn, and the equipment the turn will cost."""
    xp, b = world.xp, world.board
    C = b.contested
    forces, control = world.forces[..., :C], world.control[..., :C]
    men = over_state(forces, b) + per_holder(world.reserve, b)
    ratio = xp.maximum(per_holder(world.materiel, b) / xp.maximum(men, 1e-6), 1e-6)
    fires = p.fires * xp.log(ratio) + per_holder(world.quality, b)
    power = xp.exp(p.luck * draws.normal("luck") + world.place + fires)
    free = xp.maximum(1.0 - world.garrison / xp.maximum(forces, 1e-6), 0.0)
    attack = orders.attack * free * (1.0 - (1.0 - p.ready) * world.fresh)
    intensity = p.quiet + (1.0 - p.quiet) * xp.maximum(against(attack, foes), attack)
    way = entry_km(control, b)
    entry = namespace(way).minimum(way / b.side[:C], 1.0)
    toll = p.attrition * intensity * (1.0 + p.exposure * attack) * xp.exp(p.luck_toll * draws.normal("toll")[:, None, :])
    turn = Turn(
        attack=attack,
        power=power,
        entry=entry * entry,
        pressure=attack * power,
        toll=toll,
        remote=world.distance / p.supply_km,
        load=xp.minimum(sustained(way, control, b, p) / xp.maximum(forces, 1e-6), 1.0),
        cut_off=number(world.distance > 1e3),
        foes=foes,
        shelter=b.shelter[:C],
        pace=b.traffic[:C] / b.area[:C],
        side=p.front * b.side[:C],
        trek=(b.side / b.traffic)[:C] / p.supply_km,
        area=b.area[:C],
    )
    spent = by_state(forces * power * intensity / xp.maximum(men, 1.0), b)
    burnt = world.materiel * xp.minimum(p_state(p.wear) * min(world.dt, 1.0) * spent, 0.5)
    none = 0.0 * forces
    field = Field(control, world.settled, world.works, forces, per_holder(world.reserve, b), none, none)
    return field, turn, burnt


def entry_km(control: Array, b: Board) -> Array:
    """Usable km over which each holder can enter a region from ground it has next door or behind, `[R,H,C]`."""
    xp = namespace(control)
    flat = xp.reshape(control, (control.shape[0], b.holders * b.contested))
    beside = xp.reshape(xp.take(flat, b.near, axis=1), (control.shape[0], *b.width.shape)) * b.width
    return xp.sum(beside, axis=2) + b.entry


def sustained(entry: Array, control: Array, b: Board, p: Combat) -> Array:
    """Thousand men that the ways into a region can supply, `[R,H,C]`; without limit where there is a depot."""
    return entry * p.throughput + 1e4 * number((b.depot > 0.5) & (control > 0.5))


def front_km(control: Array, them: Array, entry: Array, side: Array) -> Array:
    """Length of the front in a region: opens as a border, is longest when the region is held by halves, closes with it.

    `entry` is the square of the open share of the border, `side` the length at halves, km.
    """
    xp, rest = namespace(control), 1.0 - control
    return xp.sqrt(xp.maximum((4.0 * control + entry * rest * rest) * them, 4.0 * THIN_FRONT**2)) * side


def p_state(value: Leaf) -> Leaf:
    """A leaf shaped for regions, `[R,1,1]`, as it meets states, `[R,S]`."""
    return value[:, :, 0] if getattr(value, "ndim", 0) == 3 else value


def _live_fronts(field: Field, foes: list[Array], aligned: bool) -> tuple[Array, Array, Array]:
    """Regions in which enemies meet in any run, the others, and the order that puts them back."""
    xp = namespace(field.control)
    present = field.control + field.forces
    meeting = xp.max(xp.max(present * against(present, foes), axis=0), axis=0) > 0.0
    if not aligned:  # sums by state must see every region
        meeting = meeting | ~meeting
    hot, cold = xp.nonzero(meeting)[0], xp.nonzero(~meeting)[0]
    return hot, cold, xp.argsort(xp.concat([hot, cold], axis=0))


def _part(record: Any, index: Array) -> Any:
    """Some regions of a record of arrays; what has no region axis stays."""
    new = {}
    for item in fields(record):
        value = getattr(record, item.name)
        if isinstance(value, list):
            new[item.name] = [namespace(v).take(v, index, axis=-1) for v in value]
        else:
            keep = value.shape[-1] == 1 and item.name == "reserve"
            new[item.name] = value if keep else namespace(value).take(value, index, axis=-1)
    return type(record)(**new)


def _joined(fought: Field, calm: Field, back: Array) -> Field:
    """The fought and the quiet regions in the order of the theatre again."""
    xp = namespace(fought.control)
    whole = {
        item.name: xp.take(xp.concat([getattr(fought, item.name), getattr(calm, item.name)], axis=-1), back, axis=-1)
        for item in fields(Field)
        if item.name != "reserve"
    }
    return Field(reserve=fought.reserve, **whole)


def battle(f: Field, t: Turn, p: Combat, h: float, board: Board) -> Field:
    """One step of h months of fighting, all sides from the same start."""
    xp = namespace(f.control)
    them = against(f.control, t.foes)
    far = t.remote + xp.maximum(f.control - f.settled, 0.0) * t.trek
    supply = t.load / (1.0 + far * far)
    steady = f.forces * t.power * xp.sqrt(supply)
    line = 1.0 - (1.0 - p.on_line) * (1.0 - f.works) * xp.exp(them * (-1.0 / p.join))
    defence = steady * line * (1.0 + p.works * f.works) * t.shelter
    front = front_km(f.control, them, t.entry, t.side)
    held = against(f.forces * line * (1.0 + f.works), t.foes) * (1000.0 / p.density) / front
    thin = 1.0 / (1.0 + held * held)
    odds = (f.forces * t.pressure * supply + 1e-6) * (1.0 + p.mass_thin * thin) / (against(defence, t.foes) + 1e-3)
    win = logistic(p.slope * (xp.log(odds) - p.break_in))
    men = f.forces * t.attack
    speed = win * (p.positional + p.manoeuvre * thin * supply) * men / (men + front * (p.occupy / 1000.0))
    bite = (1.0 - xp.exp(speed * front * t.pace * (-h) / xp.maximum(them, 1e-9))) * number(them > 1e-9)
    gain, loss, thrown = _exchange(f.control, them, bite, t.foes)
    control = f.control + (gain - loss)
    fallen = _attrition(f, t, p, h, supply, steady, thrown)
    hurt = xp.maximum(loss - gain, 0.0) * number(control > 0.02) * t.area
    sent = _answer(hurt, f.reserve, p, board)
    return Field(
        control=control,
        settled=xp.minimum(f.settled + (control - f.settled) * control * (h / p.rail_months), control),
        works=_dug(f, control, p, h) * xp.exp((gain + loss) * t.area / (front * -p.works_km)),
        forces=f.forces - fallen + sent,
        reserve=f.reserve - _over(sent, board),
        fallen=f.fallen + fallen,
        committed=f.committed + sent,
    )


def _exchange(control: Array, them: Array, bite: Array, foes: list[Array]) -> tuple[Array, Array, Array]:
    """Ground gained and lost by each holder, and the share of its holding each is thrown out of."""
    if len(foes) == 1:
        gain = them * bite
        return gain, turned(gain, 1), turned(bite, 1)
    xp = namespace(control)
    thrown = xp.zeros_like(control)
    for k, foe in enumerate(foes):  # several may bite at one holding: together at most all of it
        thrown = 1.0 - (1.0 - thrown) * (1.0 - foe * turned(bite, k + 1))
    loss = control * thrown
    weight = bite + 1e-12
    gain = xp.zeros_like(control)
    for k, foe in enumerate(foes):
        claims = against(weight, foes)
        gain = gain + foe * weight * turned(loss / xp.maximum(claims, 1e-12), k + 1)
    return gain, loss, thrown


def _attrition(f: Field, t: Turn, p: Combat, h: float, supply: Array, steady: Array, thrown: Array) -> Array:
    """Killed and wounded of a step: mixed law, and the rout of those thrown out of their ground."""
    xp = namespace(f.control)
    enemy = against(steady, t.foes)
    law = xp.sqrt(enemy / (xp.maximum(f.forces, 1e-3) * xp.maximum(supply, 0.05)))
    rate = xp.minimum(t.toll * law / (1.0 + p.dug_in * f.works * (1.0 - t.attack)), 0.6)
    left = f.forces * xp.exp(rate * number(against(f.forces, t.foes) > 1e-3) * -h)
    rout = p.rout + (p.pocket - p.rout) * t.cut_off
    return f.forces - left * (1.0 - rout * thrown * number(f.control > 1e-3))


def _dug(f: Field, control: Array, p: Combat, h: float) -> Array:
    """Works as far as men and time go."""
    return f.works + (1.0 - f.works) * number((control > 1e-4) & (f.forces > 1e-3)) * (h / p.works_months)


def _over(x: Array, board: Board) -> Array:
    return total(x)[..., None] if board.aligned else over_state(x, board)


def _answer(hurt: Array, reserve: Array, p: Combat, board: Board) -> Array:
    """Reserves go where ground is being lost, more the more of it."""
    xp = namespace(hurt)
    lost = _over(hurt, board)
    send = reserve * p.answer * (lost / (lost + p.breach))
    return send / xp.maximum(lost, 1e-9) * hurt


def settle(f: Field, p: Combat, h: float) -> Field:
    """A step where nobody fights: railheads follow and works are built."""
    xp = namespace(f.control)
    return replace(
        f,
        settled=xp.minimum(f.settled + (f.control - f.settled) * f.control * (h / p.rail_months), f.control),
        works=_dug(f, f.control, p, h),
    )
