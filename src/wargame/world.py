"""What is: one frozen record of arrays, the run axis first, every field with its unit and the one domain that owns it.

Only its owner writes a field; other domains hand over requests (`fallen`, `committed`, `burnt`, `procured`), which the
owner carries out in its phase. The board and the calendar are shared by all runs and have no run axis.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from math import inf
from typing import Any

import numpy as np

from wargame.axes import Array, Namespace, namespace, number, sum_of_few, tile
from wargame.board import FAR, Board, converted
from wargame.terms import sizes

TRAINING = 3  # turns from call-up to the reserve
CREWS = 2  # turns for which crews are trained once the arms that need them have come
DELIVERY = 3  # turns from a donor's decision, or a factory's order, to the front
LEAD = 5  # turns from a decision to bring in gas from elsewhere to its arrival


def owned(domain: str, axes: str, unit: str, meaning: str, opens: bool = True) -> Any:
    """A field of the world: who may write it, its axes, its unit, what it means.

    `opens` says whether a scenario may tell it at state 0: not what a turn makes anew before anybody reads it, what
    follows from other fields, what is told elsewhere, chance, or a motion half-way through its bargain.
    """
    return field(metadata={"owner": domain, "axes": axes, "unit": unit, "meaning": meaning, "opens": opens})


FREE = ("USD bn", "ln", "sd")  # units in which less than nothing can be told
LIMITS = {
    **dict.fromkeys(("0..1", "share", "0 or 1", "probability"), (0.0, 1.0)),
    **dict.fromkeys(FREE, (-inf, inf)),
    "rung": (0.0, 10.0),
    "EUR/MWh": (0.01, inf),
}


def limits(unit: str) -> tuple[float, float]:
    """The least and the most that a field of the world can be, by its unit."""
    return LIMITS.get(unit, (0.0, inf))


@dataclass(frozen=True)
class Shipments:
    """Aid under way: a table of slots."""

    live: Array = owned("logistics", "R M", "0 or 1", "whether the slot is taken")
    pair: Array = owned("logistics", "R M", "index", "the pair of donor and recipient")
    amount: Array = owned("logistics", "R M", "EUR bn", "what is under way")
    fires: Array = owned("logistics", "R M", "EUR bn", "of that in guns, rockets and their shells")
    armour: Array = owned("logistics", "R M", "EUR bn", "of that in tanks and fighting vehicles")
    air_defence: Array = owned("logistics", "R M", "EUR bn", "of that in air defence")
    long_range: Array = owned("logistics", "R M", "EUR bn", "of that in missiles of long range")
    due: Array = owned("logistics", "R M", "turn", "the turn in which it arrives")
    training: Array = owned("logistics", "R M", "turns", "for which what needs crews waits for them after that")
    refused: Array = owned("logistics", "R", "count", "shipments refused because the table was full")


@dataclass(frozen=True)
class Measures:
    """Sanctions in force: a table of slots, a row for each sender, target, sector and act."""

    live: Array = owned("sanctions", "R V", "0 or 1", "whether the slot is taken")
    sender: Array = owned("sanctions", "R V", "index", "the state, or S and the index of the alliance, that imposed it")
    target: Array = owned("sanctions", "R V", "index", "of the target, among the targets")
    sector: Array = owned("sanctions", "R V", "index", "of the sector")
    level: Array = owned("sanctions", "R V", "0..1", "share of the sender's dealings in the sector that are forbidden")
    age: Array = owned("sanctions", "R V", "months", "since it came into force")
    leak: Array = owned("sanctions", "R V", "share", "lost to what was conceded for consent")
    left: Array = owned("sanctions", "R V", "months", "until it expires unless it is renewed")
    refused: Array = owned("sanctions", "R", "count", "measures refused because the table was full")


@dataclass(frozen=True)
class World:
    """The state of a game for all its runs, between two moments."""

    board: Board
    months: tuple[float, ...]  # length of each turn in months, the first turn first
    calendar: tuple[int, ...]  # month of the year, 1 to 12, that each turn ends with
    turn: int  # turns played
    # logistics: who and what is where
    forces: Array = owned(
        "logistics", "R H N", "thousand men", "a holder's men in a region, or on its border if it holds none of it"
    )
    fresh: Array = owned(
        "logistics",
        "R H C",
        "share",
        "of the men in a region who came this turn and are not ready to attack in full",
        opens=False,
    )
    reserve: Array = owned("logistics", "R S", "thousand men", "men under arms and not placed")
    training: Array = owned(
        "logistics", f"R S {TRAINING}", "thousand men", "called up and in training, nearest to the reserve first"
    )
    manpower: Array = owned("logistics", "R S", "thousand men", "men who could still be called up")
    materiel: Array = owned("logistics", "R S", "units", "equipment: one unit fits out a thousand men for full effect")
    ordered: Array = owned(
        "logistics", f"R S {DELIVERY}", "units", "equipment in the factories, nearest to delivery first"
    )
    shipments: Shipments = owned("logistics", "", "", "aid under way")
    received: Array = owned("logistics", "R S", "EUR bn", "aid arrived since state 0", opens=False)
    granted: Array = owned(
        "logistics", "R D", "EUR bn", "military aid decided since state 0, by donor and partner", opens=False
    )
    kit: Array = owned("logistics", "R S I", "EUR bn", "of the arms in service, in kinds that matter at the front")
    stock: Array = owned("logistics", "R S", "EUR bn", "arms that a state can part with for its partners")
    spans: Array = owned("logistics", "R B", "0..1", "integrity of bridges")
    distance: Array = owned("logistics", "R H C", "km", "from the nearest depot, as by rail", opens=False)
    # combat: who holds what
    control: Array = owned(
        "combat", "R H N", "share", "control of a region by its possible holders; sums to 1 on land", opens=False
    )
    settled: Array = owned(
        "combat", "R H C", "share", "control that railheads, depots and offices have caught up with", opens=False
    )
    works: Array = owned("combat", "R H C", "0..1", "field works of a holder")
    faced: Array = owned(
        "combat", "R H C", "km", "of border open to enemies that a holder's line is laid out for", opens=False
    )
    losses: Array = owned("combat", "R S", "thousand men", "killed and wounded since state 0")
    gained: Array = owned("combat", "R S", "km2", "ground won less ground lost this turn", opens=False)
    fallen: Array = owned("combat", "R H C", "thousand men", "killed and wounded of this turn: a request to logistics")
    committed: Array = owned(
        "combat",
        "R H C",
        "thousand men",
        "reserves that answered a breach this turn: a request to logistics",
        opens=False,
    )
    burnt: Array = owned(
        "combat", "R S", "units", "equipment lost and used up this turn: a request to logistics", opens=False
    )
    # economy
    output: Array = owned("economy", "R S", "index", "gross domestic product, 1 at state 0")
    disruption: Array = owned("economy", "R S", "share", "output lost to fighting and to the shock of a war begun")
    stimulus: Array = owned("economy", "R S", "share", "output gained by war spending")
    war_effort: Array = owned("economy", "R S", "share", "of output spent on forces and war")
    treasury: Array = owned("economy", "R S", "USD bn", "what the war chest holds; below 0, no equipment is bought")
    procured: Array = owned(
        "economy", "R S", "units", "equipment bought from industry this turn: a request to logistics"
    )
    # politics
    support: Array = owned("politics", "R S", "0..1", "approval of the leadership at home")
    weariness: Array = owned("politics", "R S", "0..1", "readiness at home to concede for peace")
    rally: Array = owned("politics", "R S", "0..1", "support lent in the face of a shock")
    intake: Array = owned("politics", "R S", "percent/month", "of the population: call-ups that people are used to")
    levy: Array = owned("politics", "R S", "percent/month", "of the population: call-ups beyond that, as they are felt")
    fatigue: Array = owned("politics", "R S", "months", "since the war last went well")
    unrest: Array = owned("politics", "R H C", "0..1", "resistance of the people a holder occupies")
    garrison: Array = owned("politics", "R H C", "thousand men", "men tied down by an occupation: a request to combat")
    leaders: Array = owned("politics", "R S", "count", "changes of leader since state 0")
    # learning: what the course of the war has told each side
    wins: Array = owned("learning", "R S", "engagements", "won, as they are remembered", opens=False)
    defeats: Array = owned("learning", "R S", "engagements", "lost, as they are remembered", opens=False)
    bled: Array = owned("learning", "R S", "thousand men/month", "killed and wounded, over the last months")
    # alliances: what is on the table, and how far members stand together
    member: Array = owned("alliances", "R A S", "0 or 1", "membership of alliances", opens=False)
    cohesion: Array = owned("alliances", "R A", "0..1", "how far the members stand together")
    alarm: Array = owned("alliances", "R A", "ratio", "what a shock adds to the threat that members feel; it fades")
    temper: Array = owned("alliances", "R S", "sd", "the wind at home for or against a common line", opens=False)
    drafting: Array = owned("alliances", "R P", "motions", "drafted so far on a docket; a motion is ready at 1")
    done: Array = owned("alliances", "R P", "ratio", "what a docket has brought, as it is still felt")
    pending: Array = owned("alliances", "R Q", "share", "content of a motion that is held up", opens=False)
    wait: Array = owned("alliances", "R P", "months", "until the objections to a motion are met", opens=False)
    price: Array = owned(
        "alliances", "R P", "share", "what is conceded for a motion that is held up, lost to leakage", opens=False
    )
    blocker: Array = owned(
        "alliances", "R P", "index", "the member that holds a motion up, or did last, from 1; 0 nobody", opens=False
    )
    passed: Array = owned(
        "alliances", "R Q", "share", "adopted this turn: a request to those who carry it out", opens=False
    )
    conceded: Array = owned(
        "alliances", "R P", "share", "conceded for what was adopted this turn: goes with the request", opens=False
    )
    adopted: Array = owned("alliances", "R P", "count", "motions adopted since state 0")
    held_up: Array = owned("alliances", "R P", "count", "motions adopted after an objection")
    failed: Array = owned("alliances", "R P", "count", "motions that found no consent")
    delay: Array = owned("alliances", "R P", "months", "for which the motion last adopted was held up", opens=False)
    exempt: Array = owned(
        "alliances", "R A S", "share", "of the burden of an alliance's measures that a member is spared"
    )
    defected: Array = owned("alliances", "R A S", "share", "of an alliance's measures that a member does not apply")
    flank: Array = owned("alliances", "R A", "thousand men", "deployed forward on the border with a rival")
    programme: Array = owned("alliances", "R A", "0..1", "effort of a common energy programme")
    pledged: Array = owned("alliances", "R D", "EUR bn", "common aid decided this turn: a request to logistics")
    # sanctions
    measures: Measures = owned("sanctions", "", "", "measures in force")
    remitted: Array = owned(
        "sanctions", "R T K Z", "share", "of a sender's dealings that deals have set free again", opens=False
    )
    routed: Array = owned("sanctions", "R J K", "share", "of a target's lost dealings that a third state replaces")
    enforced: Array = owned("sanctions", "R T", "0..1", "effort at closing the ways round the measures")
    pressure: Array = owned("sanctions", "R T", "points", "of output that the measures cost a target", opens=False)
    elite_pressure: Array = owned("sanctions", "R T", "0..1", "what the measures cost those who decide", opens=False)
    strain: Array = owned(
        "sanctions", "R S", "share", "of output lost to others' measures: a request to the economy", opens=False
    )
    blowback: Array = owned("sanctions", "R S", "share", "of output that a sender's own measures cost it", opens=False)
    profit: Array = owned(
        "sanctions", "R S", "share", "of output that a third state gains by the ways round", opens=False
    )
    # energy
    gas: Array = owned("energy", "R G", "share", "of an importer's gas that comes from an exporter by contract")
    withheld: Array = owned("energy", "R G", "share", "of the contract that the exporter withholds")
    gas_price: Array = owned("energy", "R", "EUR/MWh", "mean price of the month")
    storage: Array = owned("energy", "R", "0..1", "filling of the importers' storage")
    saving: Array = owned("energy", "R", "share", "of demand saved")
    supply: Array = owned("energy", "R", "bcm/month", "new supply that has come in since state 0")
    coming: Array = owned("energy", f"R {LEAD}", "bcm/month", "new supply decided on, nearest to arrival first")
    notice: Array = owned("energy", "R G", "share", "of an importer's gas that it has given up and not replaced yet")
    bill: Array = owned("energy", "R S", "share", "of output that dear energy costs a state: a request to the economy")
    leverage: Array = owned("energy", "R S", "0..1", "hold that exporters have over a state by its gas", opens=False)
    # standing
    lean: Array = owned("standing", "R S", "0..1", "where a state stands now, from the one side to the other")
    standing: Array = owned("standing", "R S", "0..1", "weight of a state's word among the others")
    isolation: Array = owned("standing", "R S", "0..1", "share of the others' weight that keeps away from a state")
    recognition: Array = owned("standing", "R T S", "0 or 1", "whether a state recognises what a target has taken")
    condemned: Array = owned(
        "standing", "R T", "share", "of the votes cast that condemned a target, as it is still felt"
    )
    # escalation
    rung: Array = owned("escalation", "R X", "rung", "of the ladder, from 0 to 10")
    credibility: Array = owned(
        "escalation", "R X I", "0..1", "of a state's red line against a kind of arms for its enemy"
    )
    crossings: Array = owned("escalation", "R X I", "count", "of a red line since state 0")
    channel: Array = owned("escalation", "R X", "0..1", "how well a back-channel works")
    engaged: Array = owned(
        "escalation", "R X", "0..1", "readiness to talk that the alliance has told this turn", opens=False
    )
    dialogue: Array = owned("escalation", "R X", "0..1", "progress of arms control and regional security talks")
    risk: Array = owned("escalation", "R X", "probability", "that matters have got out of hand since state 0")
    # hybrid
    network: Array = owned("hybrid", "R X", "0..1", "of a state's agents and means against an alliance")
    incidents: Array = owned("hybrid", "R X", "count", "of sabotage and the like since state 0")
    unclaimed: Array = owned("hybrid", "R X", "count", "incidents nobody has been named for yet")
    attributed: Array = owned("hybrid", "R X", "count", "incidents that were laid at the state's door")
    exposed: Array = owned(
        "hybrid", "R X", "count", "of them, laid there this turn: a request to alliances", opens=False
    )
    intelligence: Array = owned("hybrid", "R S", "0..1", "what partners share with a state, as it has come to bear")
    # diplomacy: offers, deals, and how a war is at rest
    war: Array = owned("diplomacy", "R D", "0 or 1", "whether a pair is at war", opens=False)
    tabled: Array = owned(
        "diplomacy", "R O cell", "terms", "the offer last tabled: its channel, then its clauses", opens=False
    )
    since: Array = owned("diplomacy", "R O", "turn", "in which it was tabled, 0 none was", opens=False)
    open: Array = owned("diplomacy", "R O", "0 or 1", "whether it is still on the table", opens=False)
    asked: Array = owned("diplomacy", "R O Z", "0 or 1", "who is asked about it", opens=False)
    answered: Array = owned("diplomacy", "R O Z", "-1 to 1", "what was answered to it", opens=False)
    refused: Array = owned("diplomacy", "R O", "turn", "in which it was last refused, 0 never", opens=False)
    leaked: Array = owned("diplomacy", "R O", "0 or 1", "whether an offer made in secret became known", opens=False)
    countered: Array = owned("diplomacy", "R O", "0 or 1", "whether a counter-offer is to follow there", opens=False)
    hosted: Array = owned(
        "diplomacy", "R O", "turn", "for which a mediator last called both parties to talks, 0 never", opens=False
    )
    deal: Array = owned("diplomacy", "R quarrel cell", "terms", "the deal in force", opens=False)
    signed: Array = owned("diplomacy", "R quarrel", "turn", "in which it was signed, 0 there is none", opens=False)
    stage: Array = owned(
        "diplomacy", "R quarrel", "index", "war, local truce, ceasefire, armistice or peace, from 0", opens=False
    )
    age: Array = owned("diplomacy", "R quarrel", "months", "since the deal in force was signed", opens=False)
    clean: Array = owned("diplomacy", "R quarrel", "months", "since a breach of it was last found", opens=False)
    served: Array = owned("diplomacy", "R quarrel 3", "0 or 1", "whether a step of relief was taken", opens=False)
    withdrawn: Array = owned(
        "diplomacy", "R party", "share", "of a party's withdrawals under the deal that is done", opens=False
    )
    denounced: Array = owned(
        "diplomacy", "R party", "0 or 1", "whether a party has denounced an armistice", opens=False
    )
    breaches: Array = owned("diplomacy", "R party", "count", "of deals by a party, found since state 0", opens=False)
    callable: Array = owned(
        "diplomacy", "R T Z", "0 or 1", "whether a sender may vote on bringing back what a deal lifted", opens=False
    )
    recalled: Array = owned("diplomacy", "R T Z", "0 or 1", "whether it has voted for that this turn", opens=False)
    ceded: Array = owned(
        "diplomacy", "R H C", "share", "control that passes by a withdrawal: a request to combat", opens=False
    )
    lifted: Array = owned(
        "diplomacy", "R Z T K", "share", "of measures that a deal lifts now: a request to sanctions", opens=False
    )
    restored: Array = owned(
        "diplomacy", "R T Z", "0 or 1", "whether lifted measures come back now: a request to sanctions", opens=False
    )
    endorsed: Array = owned(
        "diplomacy", "R T S", "0 or 1", "whether a state recognises by a deal: a request to standing", opens=False
    )
    rebuilt: Array = owned(
        "diplomacy", "R S", "EUR bn", "paid for reconstruction this turn: a request to the economy", opens=False
    )
    demobilised: Array = owned(
        "diplomacy", "R S", "share", "of its men that a cap sends home now: a request to logistics", opens=False
    )
    called: Array = owned(
        "diplomacy", "R A", "ratio", "alarm of guarantors who are called on: a request to alliances", opens=False
    )
    reproached: Array = owned(
        "diplomacy",
        "R S",
        "share",
        "of support lost by what was offered and signed: a request to politics",
        opens=False,
    )
    # moved by events
    fired: Array = owned(
        "events", "R E", "turn", "the turn in which each event of the scenario came about, 0 not yet", opens=False
    )
    # chance of the campaign, drawn once
    quality: Array = owned("chance", "R S", "ln", "how good a state's forces turn out to be", opens=False)
    place: Array = owned("chance", "R H C", "ln", "what the map does not know of a place", opens=False)
    bias: Array = owned("chance", "R W", "ln", "an observer's lasting error about an adversary", opens=False)

    @property
    def xp(self) -> Namespace:
        """The array library of this world."""
        return namespace(self.control)

    @property
    def runs(self) -> int:
        """R."""
        return int(self.control.shape[0])

    @property
    def dt(self) -> float:
        """Length of the turn being played, months."""
        return self.months[min(self.turn, len(self.months)) - 1]

    @property
    def month(self) -> int:
        """Month of the year in which the turn being played ends, 1 to 12."""
        return self.calendar[min(self.turn, len(self.calendar)) - 1]


def renewed(world: World, **fields_: Any) -> World:
    """The world with some of its fields renewed: what `dataclasses.replace` does, without setting all the others."""
    other = object.__new__(World)
    other.__dict__.update(world.__dict__, **fields_)
    return other


def blank(
    board: Board, months: tuple[float, ...], calendar: tuple[int, ...], *, events: int, slots: int, acts: int
) -> World:
    """A world of one run in which everything is 0."""
    length = {"R": 1, "E": events, "M": slots, "V": acts, **sizes(board)}

    def zeros(kind: type) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for item in fields(kind):
            if item.metadata.get("axes"):
                axes = item.metadata["axes"]
                shape = tuple(int(axis) if axis.isdigit() else length[axis] for axis in axes.split())
                found[item.name] = np.zeros(shape)
        return found

    tables = {"shipments": Shipments(**zeros(Shipments)), "measures": Measures(**zeros(Measures))}
    return World(board, months, calendar, 0, **{**zeros(World), **tables})


def leaves(record: Any, prefix: str = "") -> Iterator[tuple[str, str, Array]]:
    """Every array of a world: dotted name, owner, array. Tables of slots are walked into."""
    for item in fields(record):
        if "owner" in item.metadata:
            value, name = getattr(record, item.name), prefix + item.name
            if is_dataclass(value):
                yield from leaves(value, name + ".")
            else:
                yield name, item.metadata["owner"], value


def _mapped(record: Any, change: Any) -> Any:
    """The same record with every array changed."""
    new = {}
    for item in fields(record):
        value = getattr(record, item.name)
        if "owner" in item.metadata:
            new[item.name] = _mapped(value, change) if is_dataclass(value) else change(value)
    return replace(record, **new)


def tiled(world: World, runs: int) -> World:
    """A world of one run copied for many."""
    copy: World = _mapped(world, lambda x: tile(x[0], runs))
    return copy


def rows(world: World, index: Array) -> World:
    """Some runs of a world."""
    part: World = _mapped(world, lambda x: np.ascontiguousarray(x[index]))
    return part


def stacked(parts: Sequence[World]) -> World:
    """The runs of worlds of one board and turn, one below the other."""

    def together(records: Sequence[Any]) -> Any:
        new = {}
        for item in fields(records[0]):
            values = [getattr(record, item.name) for record in records]
            if "owner" in item.metadata:
                new[item.name] = together(values) if is_dataclass(values[0]) else np.concatenate(values)
        return replace(records[0], **new)

    whole: World = together(parts)
    return whole


def in_library(world: World, asarray: Any) -> World:
    """The same world in another array library."""
    other: World = _mapped(world, asarray)
    return replace(other, board=converted(world.board, asarray))


def digest(world: World, row: int = 0) -> str:
    """A fingerprint of one run of a world, bit for bit."""
    seal = hashlib.blake2b(digest_size=16)
    seal.update(str(world.turn).encode())
    for name, _, value in leaves(world):
        seal.update(name.encode())
        seal.update(np.ascontiguousarray(value[row]).tobytes())
    return seal.hexdigest()


# Between holders and states


def of_slots(x: Array, board: Board) -> Array:
    """A number by state, `[R,S]`, read at every slot of the theatre, `[R,H,C]`."""
    xp = namespace(x)
    return xp.reshape(xp.take(x, board.seat, axis=1), (x.shape[0], board.holders, board.contested)) * board.valid


def by_state(x: Array, board: Board) -> Array:
    """What stands in the theatre, `[R,H,C]`, summed by state, `[R,S]`."""
    xp = namespace(x)
    if board.aligned:
        return xp.take(xp.sum(x, axis=-1), board.lane, axis=1) * board.laned
    flat = xp.reshape(x, (x.shape[0], 1, board.holders * board.contested))
    return xp.reshape(xp.matmul(flat, board.slots), (x.shape[0], len(board.states)))


def under_arms(forces: Array, reserve: Array, training: Array, board: Board) -> Array:
    """Men of each state in the theatre, in reserve and in training, `[R,S]`, thousand."""
    return by_state(forces[..., : board.contested], board) + reserve + sum_of_few(training)


def per_holder(x: Array, board: Board) -> Array:
    """A number by state, `[R,S]`, at each slot: `[R,H,1]` where a slot is one state everywhere, else `[R,H,C]`."""
    if not board.aligned:
        return of_slots(x, board)
    xp = namespace(x)
    return xp.take(x, board.seat[:: board.contested], axis=1)[:, :, None]


def over_state(x: Array, board: Board) -> Array:
    """What a state has in all the theatre, `[R,H,C]` in, broadcastable to `[R,H,C]` out."""
    if board.aligned:
        return namespace(x).sum(x, axis=-1, keepdims=True)
    return of_slots(by_state(x, board), board)


def cut_off(distance: Array) -> Array:
    """1 where no way over ground that is held leads to a depot, `[R,H,C]`; distance in km of rail."""
    return number(distance > 0.5 * FAR)


def beside(x: Array, board: Board, k: int) -> Array:
    """What the holder of each slot has in its k-th neighbour, `[R,H,C]`."""
    xp = namespace(x)
    flat = xp.reshape(x, (x.shape[0], board.holders * board.contested))
    return xp.reshape(xp.take(flat, board.near[k, ...], axis=1), x.shape)


def entered(x: Array, board: Board) -> Array:
    """What the holder of each slot has next door, weighted by the usable km of the links, `[R,H,C]`."""
    if board.doors.shape[0]:
        xp = namespace(x)
        flat = xp.reshape(x, (x.shape[0], 1, board.doors.shape[0]))
        return xp.reshape(xp.matmul(flat, board.doors), x.shape)
    km = 0.0 * x
    for k in range(board.width.shape[0]):
        km = km + beside(x, board, k) * board.width[k, ...]
    return km


def with_theatre(whole: Array, theatre: Array, board: Board) -> Array:
    """An array over all regions with its theatre renewed."""
    if board.contested == len(board.regions):
        return theatre
    return namespace(whole).concat([theatre, whole[..., board.contested :]], axis=-1)
