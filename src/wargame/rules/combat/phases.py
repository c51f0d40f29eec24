"""The phases of combat: ground given up, and a turn of fighting over the regions where enemies meet."""

from dataclasses import fields
from typing import Any

from wargame.assumptions import decay, fit, shaped
from wargame.axes import Array, namespace, number
from wargame.draws import Chance
from wargame.orders import Orders
from wargame.rules.combat.arms import edge_of
from wargame.rules.combat.battle import Field, Turn, battle, settle
from wargame.rules.combat.front import CLAIM, against, claimants, entry_km, hostile, sustained, turned
from wargame.rules.combat.numbers import Combat
from wargame.world import World, by_state, cut_off, over_state, per_holder, renewed, with_theatre

STEPS = 2  # within a month


def withdraw(world: World, orders: Orders, params: Combat, draws: Chance) -> World:
    """Ground is given up in good order to the enemies who hold or claim the rest of it; the rearguard pays.

    What a deal cedes passes without a shot.
    """
    if bool(world.xp.any(world.ceded != 0.0)):
        return _handed_over(_withdrawn(world, orders, params))
    return _withdrawn(world, orders, params)


def _handed_over(world: World) -> World:
    """Ground that passes by a deal, as far as it is still held."""
    xp, b, control = world.xp, world.board, world.control[..., : world.board.contested]
    taken = xp.maximum(world.ceded, 0.0)
    part = xp.minimum(control / xp.maximum(-world.ceded, 1e-12), 1.0) * number(world.ceded < 0.0)
    share = xp.sum(part * -world.ceded, axis=1, keepdims=True) / xp.maximum(xp.sum(taken, axis=1, keepdims=True), 1e-12)
    moved = xp.where(world.ceded < 0.0, part * world.ceded, taken * share)
    return renewed(
        world,
        control=with_theatre(world.control, control + moved, b),
        settled=xp.minimum(world.settled, control + moved),
        gained=world.gained + by_state(moved * b.area[: b.contested], b),
    )


def _withdrawn(world: World, orders: Orders, params: Combat) -> World:
    """Ground that is given up by order."""
    xp, b = world.xp, world.board
    if not bool(xp.any(orders.withdraw > 0.0)):
        return renewed(world, fallen=xp.zeros_like(world.fallen), gained=xp.zeros_like(world.gained))
    p, foes, control = shaped(params, 2), hostile(world.war, world.board), world.control[..., : b.contested]
    claim = control + CLAIM * b.home
    takers = claimants(control, foes, b)
    given = orders.withdraw * control * number(takers > 1e-6)
    taken = xp.zeros_like(control)
    for k, foe in enumerate(foes):  # what the k-th next holder gives goes to its enemies by their claims
        part = turned(given / xp.maximum(takers, 1e-6), k + 1)
        taken = taken + foe * part * claim
    gained = by_state((taken - given) * b.area[: b.contested], b)
    control = control - given + taken
    fallen = p.rearguard * world.forces[..., : b.contested] * orders.withdraw
    return renewed(
        world,
        control=with_theatre(world.control, control, b),
        settled=xp.minimum(world.settled, control),
        works=world.works * (1.0 - orders.withdraw),
        gained=gained,
        fallen=fallen,
        losses=world.losses + by_state(fallen, b),
    )


def fight(world: World, orders: Orders, params: Combat, draws: Chance) -> World:
    """A turn of fighting in steps: control, works and railheads after it, the fallen, the reserves sent, the wear."""
    xp, b, p = world.xp, world.board, shaped(params, 2)
    foes = hostile(world.war, world.board)
    way = entry_km(world.control[..., : b.contested], b)
    field, turn, spent = _opening(world, orders, p, draws, foes, way)
    steps = max(1, round(STEPS * min(world.dt, 1.0)))
    hot, cold, back = _live_fronts(field, foes, b.aligned)
    step = min(world.dt, 1.0) / steps
    fought, calm = _part(field, hot), _part(field, cold)
    here = _part(turn, hot)
    for _ in range(steps):
        fought = battle(fought, here, p, step, b, xp.take(way, hot, axis=-1))
        calm = settle(calm, p, step)
        way = entry_km(xp.take(xp.concat([fought.control, calm.control], axis=-1), back, axis=-1), b)
    joined = _joined(fought, calm, back)
    control = joined.control / xp.maximum(xp.sum(joined.control, axis=1, keepdims=True), 1e-12)
    return renewed(
        world,
        control=with_theatre(world.control, control, b),
        settled=xp.minimum(joined.settled, control),
        works=joined.works,
        gained=world.gained + by_state((control - world.control[..., : b.contested]) * b.area[: b.contested], b),
        faced=_laid_out(world.faced, against(way, foes), p, min(world.dt, 1.0)),
        losses=world.losses + by_state(joined.fallen, b),
        fallen=joined.fallen,
        committed=joined.committed,
        burnt=spent,
    )


def _opening(
    world: World, orders: Orders, p: Combat, draws: Chance, foes: list[Array], way: Array
) -> tuple[Field, Turn, Array]:
    """The field and the constants of a turn, and the equipment the turn will cost."""
    xp, b = world.xp, world.board
    C = b.contested
    forces, control = world.forces[..., :C], world.control[..., :C]
    men = over_state(forces, b) + per_holder(world.reserve, b)
    ratio = xp.maximum(per_holder(world.materiel, b) / xp.maximum(men, 1e-6), 1e-6)
    fires = p.fires * xp.log(ratio) + per_holder(world.quality, b)
    edge = edge_of(world, men, foes, p)
    power = xp.exp(p.luck * draws.normal("luck") + world.place + fires) * edge.power
    free = xp.maximum(1.0 - world.garrison / xp.maximum(forces, 1e-6), 0.0)
    attack = orders.attack * free * (1.0 - (1.0 - p.ready) * world.fresh)
    intensity = p.quiet + (1.0 - p.quiet) * xp.maximum(against(attack, foes), attack)
    entry = namespace(way).minimum(way / b.side[:C], 1.0)
    toll = (
        p.attrition * intensity * (1.0 + p.exposure * attack) * xp.exp(p.luck_toll * draws.normal("toll")[:, None, :])
    )
    turn = Turn(
        attack=attack,
        power=power,
        entry=entry * entry,
        pressure=attack * power * edge.thrust,
        toll=toll * edge.toll,
        remote=world.distance * edge.harassed / p.supply_km,
        load=xp.minimum(sustained(way, control, b, p) / (xp.maximum(forces, 1e-6) * edge.harassed), 1.0),
        cut_off=cut_off(world.distance),
        faced=against(world.faced, foes),
        foes=foes,
        shelter=b.shelter[:C],
        traffic=b.traffic[:C] / b.area[:C],
        side=p.front * b.side[:C],
        trek=(b.side / b.traffic)[:C] / p.supply_km,
        area=b.area[:C],
    )
    spent = by_state(forces * power * intensity / xp.maximum(men, 1.0), b)
    burnt = world.materiel * xp.minimum(fit(p.wear, 1) * min(world.dt, 1.0) * spent, 0.5)
    none = 0.0 * forces
    field = Field(control, world.settled, world.works, forces, per_holder(world.reserve, b), none, none)
    return field, turn, burnt


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
    new: dict[str, Any] = {}
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


def _laid_out(faced: Array, open_km: Array, p: Combat, dt: float) -> Array:
    """The line follows the border that enemies could cross: at once where it shrinks, in time where it grows."""
    xp = namespace(faced)
    grown = faced + (open_km - faced) * (1.0 - decay(p.turn_months, dt))
    return xp.minimum(grown, open_km)
