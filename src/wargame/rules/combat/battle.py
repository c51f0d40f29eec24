"""A step of battle: what attack and defence make of a region in a week or two, all sides from the same start."""

from dataclasses import dataclass, replace

from wargame.axes import Array, logistic, namespace, number, total
from wargame.board import Board
from wargame.rules.combat.front import against, front_km, turned
from wargame.rules.combat.numbers import Combat
from wargame.world import over_state


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
    faced: Array  # km of open border the enemy's line is laid out for
    foes: list[Array]
    shelter: Array
    traffic: Array  # share of the region that is open to traffic, by km2
    side: Array
    trek: Array
    area: Array


def battle(f: Field, t: Turn, p: Combat, h: float, board: Board, way: Array) -> Field:
    """One step of h months of fighting, all sides from the same start; `way` is the km open into each region."""
    xp = namespace(f.control)
    them = against(f.control, t.foes)
    far = t.remote + xp.maximum(f.control - f.settled, 0.0) * t.trek
    supply = 1.0 / (1.0 + far * far)
    fed = supply * t.load
    steady = f.forces * t.power * xp.sqrt(fed)
    front = front_km(f.control, them, t.entry, t.side)
    men = f.forces * t.load * t.attack
    speed = _pace(f, t, p, supply, steady, front, way) * men / (men + front * (p.occupy / 1000.0))
    bite = (1.0 - xp.exp(speed * front * t.traffic * (-h) / xp.maximum(them, 1e-9))) * number(them > 1e-9)
    gain, loss, thrown = _exchange(f.control, them, bite, t.foes)
    control = f.control + (gain - loss)
    fallen = _attrition(f, t, p, h, fed, steady, thrown)
    hurt = xp.maximum(loss - gain, 0.0) * number(control > 0.02) * (1.0 - t.cut_off) * t.area
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


def _pace(f: Field, t: Turn, p: Combat, supply: Array, steady: Array, front: Array, way: Array) -> Array:
    """Km a month of an advance: against the laid-out line, and round it where a flank has newly opened."""
    xp = namespace(front)
    attack = f.forces * t.load * t.pressure * supply + 1e-6
    line = against(f.forces * (1.0 + f.works), t.foes) / front
    held = against(steady * (1.0 + p.works * f.works) * t.shelter, t.foes) + 1e-3
    ahead = _advance(attack / held, line, supply, p)
    flank = xp.maximum(way - t.faced, 0.0) / xp.maximum(way, 1.0)
    guard = against(f.forces, t.foes) * p.flank / xp.maximum(front * flank, 1.0)
    round_it = _advance(attack / (against(steady * t.shelter, t.foes) + 1e-3), guard, supply, p)
    return ahead + flank * xp.maximum(round_it - ahead, 0.0)


def _advance(ratio: Array, line: Array, supply: Array, p: Combat) -> Array:
    """Km a month at a force ratio against so many thousand men a km: positional where they are many, else manoeuvre."""
    xp = namespace(ratio)
    dense = line * (1000.0 / p.density)
    thin = 1.0 / (1.0 + dense * dense)
    win = logistic(p.slope * (xp.log(ratio * (1.0 + p.mass_thin * thin)) - p.break_in))
    return win * (p.positional + p.manoeuvre * thin * supply)


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
    rate: Array = xp.minimum(t.toll * law / (1.0 + p.dug_in * f.works * (1.0 - t.attack)), 0.6)
    left: Array = f.forces * xp.exp(rate * number(against(f.forces, t.foes) > 1e-3) * -h)
    rout = p.rout + (p.pocket - p.rout) * t.cut_off
    lost: Array = f.forces - left * (1.0 - rout * thrown * number(f.control > 1e-3))
    return lost


def _dug(f: Field, control: Array, p: Combat, h: float) -> Array:
    """Works as far as men and time go."""
    return f.works + (1.0 - f.works) * number((control > 1e-4) & (f.forces > 1e-3)) * (h / p.works_months)


def _over(x: Array, board: Board) -> Array:
    return total(x)[..., None] if board.aligned else over_state(x, board)


def _answer(hurt: Array, reserve: Array, p: Combat, board: Board) -> Array:
    """Reserves go where ground is being lost, more the more of it."""
    xp = namespace(hurt)
    lost = _over(hurt, board)
    send: Array = reserve * p.answer * (lost / (lost + p.breach))
    return send / xp.maximum(lost, 1e-9) * hurt


def settle(f: Field, p: Combat, h: float) -> Field:
    """A step where nobody fights: railheads follow and works are built."""
    xp = namespace(f.control)
    return replace(
        f,
        settled=xp.minimum(f.settled + (f.control - f.settled) * f.control * (h / p.rail_months), f.control),
        works=_dug(f, f.control, p, h),
    )
