"""State 0: the first world of a scenario, the numbers it plays with, and the chance that is drawn once a campaign."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from math import fsum
from typing import Any, TypeVar, get_args

import numpy as np

from wargame import stakes, ties
from wargame.assumptions import fit
from wargame.axes import Array
from wargame.board import Board
from wargame.draws import Draws
from wargame.forum import ARMS, SECTORS
from wargame.opening import opened
from wargame.rules import DOMAINS, Params, combat, energy, logistics, sanctions, standing
from wargame.rules.states import States
from wargame.spec import Arm, ScenarioSpec, State, plain
from wargame.world import Measures, Shipments, World, blank, tiled

YEAR_DAYS = 365.25
MONTH_DAYS = YEAR_DAYS / 12
T = TypeVar("T", bound=Any)
LEAST_HELD = 0.05  # share of its output that a state counts as holding at least, so that an index can be formed


def numbers(spec: ScenarioSpec, b: Board) -> Params:
    """The rulebook's numbers as the scenario sets them, and the figures of the states."""
    aims = stakes.columns(spec, b)
    told = {item.name for item in fields(States)} - {"held", "gas", "reliance", "exposure", "nearness", "caps", *aims}
    column = {name: np.array([plain(getattr(s, name)) for s in spec.states.values()]) for name in told}
    column["population"] = column["population"] / 1000.0
    column["personnel"] = np.array([_personnel(state) for state in spec.states.values()])
    column |= aims | {
        "gas": _gas(spec),
        "reliance": ties.reliance(spec.states, b.forum),
        "exposure": ties.exposure(spec.states, b.forum),
        "nearness": ties.nearness(spec.states, b.forum),
        "caps": ties.caps(spec.routes, tuple(spec.states), b.forum),
    }
    domains = {
        domain: kind(**{key: plain(value) for key, value in spec.rules.get(domain, {}).items()})
        for domain, kind in DOMAINS.items()
    }
    return Params(states=States(**column, held=_held(spec, b)), **domains)


def _personnel(state: State) -> float:
    """Thousand men under arms in peace: as told, or else those at state 0."""
    told = plain(state.personnel) / 1000.0
    return told or plain(state.forces) / 1000.0 + float(sum(state.training))


def _gas(spec: ScenarioSpec) -> Array:
    """Share of each importer's gas by exporter, `[G]`, in the order of the forum."""
    return np.array([plain(share) for state in spec.states.values() for share in state.gas.values()])


def _held(spec: ScenarioSpec, b: Board) -> Array:
    """Share of its own output that each state held on the day of its figures, less the growth it had since."""
    day = spec.calendar.figures or spec.calendar.snapshot
    lost = b.home * b.output[: b.contested] * (1.0 - control_at(spec, b, day)[:, : b.contested])
    held = [1.0 - float(lost[b.holder[:, : b.contested] == s].sum()) for s in range(len(b.states))]
    years = (spec.calendar.snapshot - day).days / YEAR_DAYS
    grown = np.exp([plain(state.growth) * years for state in spec.states.values()])
    floor: Array = np.maximum(np.array(held), LEAST_HELD) / grown
    return floor


def first(spec: ScenarioSpec, b: Board, months: tuple[float, ...], calendar: tuple[int, ...], params: Params) -> World:
    """State 0 as a world of one run; what is not told is 0."""
    states = list(spec.states.values())

    def each(read: Callable[[State], float]) -> Array:
        return np.array([[float(read(state)) for state in states]])

    men = each(lambda s: plain(s.forces) / 1000.0)
    control = control_at(spec, b, spec.calendar.snapshot)
    forces = _deployed(spec, b, men[0] * (1.0 - each(lambda s: plain(s.reserve))[0]))
    forces[:, b.contested :] = 0.0  # men placed behind the theatre wait in reserve
    placed = np.array([[forces[b.holder == s].sum() for s in range(len(states))]])
    empty = blank(b, months, calendar, events=len(spec.events), slots=spec.shipments, acts=spec.acts)
    price, filling = energy.opening(params.energy, calendar[0] - months[0])
    world = replace(
        empty,
        forces=forces[None],
        reserve=men - placed,
        training=np.array([[s.training for s in states]], dtype=float),
        manpower=each(lambda s: plain(s.manpower) * plain(s.population) / 1000.0),
        materiel=np.maximum(men * each(lambda s: plain(s.materiel)), 0.01),
        ordered=empty.ordered + each(lambda s: plain(s.industry))[:, :, None],
        stock=np.maximum(each(lambda s: plain(s.military_spending)) * params.logistics.stocks, 0.0),
        spans=empty.spans + 1.0,
        control=control[None],
        settled=control[None, :, : b.contested],
        works=_works(spec, b)[None],
        output=empty.output + 1.0,
        war_effort=each(_war_effort),
        support=each(lambda s: plain(s.support)),
        weariness=each(lambda s: plain(s.weariness)),
        wins=each(lambda s: plain(s.stakes.evidence) * plain(s.stakes.odds)),
        defeats=each(lambda s: plain(s.stakes.evidence) * (1.0 - plain(s.stakes.odds))),
        war=np.array([[1.0 if kind == "war" else 0.0 for _, _, kind in b.pairs]]).reshape(1, len(b.pairs)),
        member=_members(spec),
        **_politics(spec, b),
        gas=params.states.gas[None] + 0.0,
        gas_price=empty.gas_price + price,
        storage=empty.storage + filling,
        lean=each(lambda s: plain(s.position)),
        quality=np.log(each(lambda s: plain(s.quality))),
    )
    tables: dict[str, Any] = {
        "measures": _measures(spec, b, world.measures),
        "shipments": _shipments(spec, b, world.shipments),
    }
    world = settled_in(opened(replace(world, **tables), spec.opening), params)
    return sanctions.felt(opened(world, spec.opening), (params.sanctions, params.states), begins=True)


def _measures(spec: ScenarioSpec, b: Board, table: Measures) -> Measures:
    """Sanctions in force at state 0, each as old as it is told and standing as long."""
    seats, day = (*b.states, *b.forum.alliances), spec.calendar.snapshot

    def months(since: date, until: date) -> float:
        return (until - since).days / MONTH_DAYS

    columns: dict[str, list[float]] = {
        "live": [1.0 for _ in spec.measures],
        "sender": [float(seats.index(told.sender)) for told in spec.measures],
        "target": [float(b.forum.targets.index(b.states.index(told.target))) for told in spec.measures],
        "sector": [float(SECTORS.index(told.sector)) for told in spec.measures],
        "level": [plain(told.level) for told in spec.measures],
        "leak": [plain(told.leak) for told in spec.measures],
        "age": [months(told.since, day) for told in spec.measures],
        "left": [months(day, told.expires) if told.expires else sanctions.LASTING for told in spec.measures],
    }
    return _filled(table, columns)


def _shipments(spec: ScenarioSpec, b: Board, table: Shipments) -> Shipments:
    """Military aid under way at state 0."""
    at = {(b.states[who], b.states[whom]): d for d, (who, whom, kind) in enumerate(b.pairs) if kind == "patron"}
    arms = {
        kind: [plain(told.aid) * (plain(told.arms[kind]) if kind in told.arms else 0.0) for told in spec.deliveries]
        for kind in get_args(Arm)
    }
    columns: dict[str, list[float]] = {
        "live": [1.0 for _ in spec.deliveries],
        "pair": [float(at[told.donor, told.partner]) for told in spec.deliveries],
        "amount": [plain(told.aid) for told in spec.deliveries],
        "due": [float(told.due) for told in spec.deliveries],
        "training": [float(told.crews) for told in spec.deliveries],
    }
    return _filled(table, columns | arms)


def _filled(table: T, columns: Mapping[str, Sequence[float]]) -> T:
    """A table of slots of one run with its first rows written."""
    slots = table.live.shape[1]
    rows = {name: np.array([[*values, *[0.0] * (slots - len(values))]]) for name, values in columns.items()}
    filled: T = replace(table, **rows)
    return filled


def _war_effort(state: State) -> float:
    """Share of output spent on forces: as told, else that of peace."""
    return plain(state.military_spending) / plain(state.gdp) if state.war_effort is None else plain(state.war_effort)


def settled_in(world: World, params: Params) -> World:
    """Lines laid out for the border, distances from depots, the hold of exporters and standing, all as things are.

    A standing that the opening tells is put back after this.
    """
    open_km = combat.entry_km(world.settled, world.board)
    faced = combat.against(open_km, combat.hostile(world.war, world.board))
    distance = logistics.supply_distance(world, params.logistics)
    leverage = energy.leverage(world, (params.energy, params.states))
    esteem = standing.esteem(world, (params.standing, params.states))
    return replace(world, faced=faced, distance=distance, leverage=leverage, standing=esteem)


def _politics(spec: ScenarioSpec, b: Board) -> dict[str, Any]:
    """What alliances have prepared and sent forward, and where rivals stand."""
    bodies = spec.alliances.values()
    prepared = [plain(power.prepared) for body in bodies for power in body.powers for _ in range(power.at_once)]
    lines = [[plain(rival.lines[kind]) if kind in rival.lines else 0.0 for kind in ARMS] for rival in spec.rivals]
    return {
        "cohesion": np.array([[plain(body.cohesion) for body in bodies]]).reshape(1, len(bodies)),
        "flank": np.array([[plain(body.flank) / 1000.0 for body in bodies]]).reshape(1, len(bodies)),
        "drafting": np.array([prepared]).reshape(1, len(prepared)),
        "rung": np.array([[plain(rival.rung) for rival in spec.rivals]]).reshape(1, len(spec.rivals)),
        "network": np.array([[plain(rival.network) for rival in spec.rivals]]).reshape(1, len(spec.rivals)),
        "credibility": np.array([lines]).reshape(1, len(spec.rivals), len(ARMS)),
    }


def _members(spec: ScenarioSpec) -> Array:
    rows = [
        [1.0 if state in alliance.members else 0.0 for state in spec.states] for alliance in spec.alliances.values()
    ]
    return np.array([rows]).reshape(1, len(spec.alliances), len(spec.states))


def control_at(spec: ScenarioSpec, b: Board, day: date) -> Array:
    """Shares of control at the snapshot of a day, `[H,N]`: what others hold as told, the rest with the sovereign."""
    snapshot = spec.snapshots.get(day.isoformat())
    control = np.zeros(b.holder.shape)
    for n, region in enumerate(b.regions):
        told = snapshot.regions.get(region, {}) if snapshot else {}
        slots = {b.states[s]: h for h, s in enumerate(b.holder[:, n]) if s >= 0}
        for state, share in told.items():
            control[slots[state], n] = share
        rest = b.states[b.sovereign[n]] if b.sovereign[n] >= 0 else next((s for s in slots if s not in told), None)
        if rest in slots:
            control[slots[rest], n] += 1.0 - fsum(told.values())
    return control


def _works(spec: ScenarioSpec, b: Board) -> Array:
    works = np.zeros((b.holders, b.contested))
    for region, by in spec.works.items():
        n = b.regions.index(region)
        for h, state in enumerate(b.holder[:, n]):
            works[h, n] = by.get(b.states[state], 0.0) if state >= 0 else 0.0
    return works


def _deployed(spec: ScenarioSpec, b: Board, men: Array) -> Array:
    """Forces at the start by the weights of each state's deployment, `[H,N]` thousand men."""
    forces = np.zeros(b.holder.shape)
    for s, state in enumerate(spec.states.values()):
        whole = fsum(state.deployment.values())
        for region, weight in state.deployment.items():
            n = b.regions.index(region)
            forces[list(b.holder[:, n]).index(s), n] += men[s] * weight / whole
    return forces


def begun(world: World, params: Params, source: Draws) -> World:
    """State 0 for all runs, with the campaign's chance drawn; a world of one run is where all of them begin."""
    chance, p = source.at(0), params.combat
    many = tiled(world, len(source.runs)) if world.runs == 1 else world
    return replace(
        many,
        quality=many.quality + fit(p.luck_state, 1) * chance.normal("quality"),
        place=fit(p.luck_place, 2) * chance.normal("place"),
        bias=chance.normal("bias"),
    )
