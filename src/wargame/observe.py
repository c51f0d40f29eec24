"""What a seat may see: its own figures as they are, the map as everyone sees it, adversaries through the fog.

One function makes every view; policies, screens and exports read nothing else. Where an array has a state's or a
slot's axis, a seat may read its own entries only; a view made for some seats shows no others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from wargame.assumptions import shaped
from wargame.axes import Array, Namespace, namespace, number, sum_of_few
from wargame.board import Board
from wargame.draws import Chance
from wargame.orders import ANSWER, COMMAND, DELIBERATE, PROPOSE, VOTE, Orders, none, seats_asked
from wargame.rules import Params, alliances, combat, diplomacy, escalation, fog, logistics
from wargame.tables import columns, in_use
from wargame.terms import CHANNEL, CHANNELS, cells
from wargame.world import Measures, World, by_state, cut_off


@dataclass(frozen=True)
class View:
    """The world as some seats see it before they decide."""

    board: Board
    turn: int
    months: float  # length of the turn
    # public
    control: Array  # [R,H,C]
    war: Array  # [R,D]
    output: Array  # [R,S] index
    spans: Array  # [R,B]
    member: Array  # [R,A,S]
    cohesion: Array  # [R,A]
    alarm: Array  # [R,A]
    drafting: Array  # [R,P]
    done: Array  # [R,P]
    pending: Array  # [R,Q]
    wait: Array  # [R,P] months
    exempt: Array  # [R,A,S]
    defected: Array  # [R,A,S]
    flank: Array  # [R,A] thousand men
    programme: Array  # [R,A]
    measures: Measures
    enforced: Array  # [R,T]
    routed: Array  # [R,J,K]
    pressure: Array  # [R,T] points, as economists estimate it
    blowback: Array  # [R,S]
    gas: Array  # [R,G]
    withheld: Array  # [R,G]
    notice: Array  # [R,G]
    gas_price: Array  # [R] EUR/MWh
    storage: Array  # [R]
    saving: Array  # [R]
    supply: Array  # [R] bcm/month
    bill: Array  # [R,S] share of output
    leverage: Array  # [R,S]
    lean: Array  # [R,S]
    standing: Array  # [R,S]
    isolation: Array  # [R,S]
    recognition: Array  # [R,T,S]
    condemned: Array  # [R,T]
    rung: Array  # [R,X]
    crossings: Array  # [R,X,I]
    lines: Array  # [R,X,I] credibility of red lines as the other side reads them
    channel: Array  # [R,X]
    dialogue: Array  # [R,X]
    risk: Array  # [R,X]
    unclaimed: Array  # [R,X] incidents nobody has been named for
    attributed: Array  # [R,X]
    granted: Array  # [R,D] EUR bn
    tabled: Array  # [R,O,cell] offers, those made in secret to whom they concern
    since: Array  # [R,O] turn
    open: Array  # [R,O]
    asked: Array  # [R,O,Z]
    answered: Array  # [R,O,Z]
    refused: Array  # [R,O] turn
    leaked: Array  # [R,O]
    hosted: Array  # [R,O] turn
    deal: Array  # [R,quarrel,cell]
    signed: Array  # [R,quarrel] turn
    stage: Array  # [R,quarrel]
    age: Array  # [R,quarrel] months
    clean: Array  # [R,quarrel] months
    served: Array  # [R,quarrel,F]
    breaches: Array  # [R,party]
    callable: Array  # [R,T,Z]
    # told to allies: own entries, and those of its members to an alliance
    support: Array  # [R,S]
    weariness: Array  # [R,S]
    temper: Array  # [R,S] the wind at home
    # own entries only
    forces: Array  # [R,H,C] thousand men
    works: Array  # [R,H,C]
    settled: Array  # [R,H,C]
    distance: Array  # [R,H,C] km
    garrison: Array  # [R,H,C]
    facing: Array  # [R,H,C] adversaries' men in the region, as estimated
    facing_works: Array  # [R,H,C] adversaries' works, as seen from above
    reserve: Array  # [R,S]
    training: Array  # [R,S] thousand men in training
    manpower: Array  # [R,S]
    materiel: Array  # [R,S]
    war_effort: Array  # [R,S]
    treasury: Array  # [R,S]
    losses: Array  # [R,S]
    fallen: Array  # [R,S] thousand men lost last turn
    gained: Array  # [R,S] km2 last turn
    wins: Array  # [R,S] engagements won, as it remembers them
    defeats: Array  # [R,S]
    bled: Array  # [R,S] thousand men a month
    received: Array  # [R,S] EUR bn
    kit: Array  # [R,S,I] EUR bn; told to donors too
    stock: Array  # [R,S] EUR bn
    strain: Array  # [R,S] share of output lost to others' measures
    intelligence: Array  # [R,S]
    elite_pressure: Array  # [R,T]
    network: Array  # [R,X]
    incidents: Array  # [R,X] of its own making
    credibility: Array  # [R,X,I] of its own red lines

    @property
    def xp(self) -> Namespace:
        """The array library of this view."""
        return namespace(self.control)


SECRET = float(CHANNELS.index("secret"))
OWN_SLOTS = ("forces", "works", "settled", "distance", "garrison", "facing", "facing_works")
OWN_STATES = (
    "reserve",
    "training",
    "manpower",
    "materiel",
    "war_effort",
    "treasury",
    "losses",
    "fallen",
    "gained",
    "wins",
    "defeats",
    "bled",
    "received",
    "stock",
    "strain",
    "intelligence",
)
TOLD_DONORS = ("kit",)  # own entries, and those of the partners a seat arms
TOLD = ("support", "weariness", "temper")  # to allies
OWN_RIVALS = ("network", "incidents", "credibility")
PUBLIC = (
    *("war", "output", "spans", "member", "cohesion", "alarm", "drafting", "done", "pending", "wait", "exempt"),
    *(
        "defected",
        "flank",
        "programme",
        "measures",
        "enforced",
        "routed",
        "pressure",
        "blowback",
        "gas",
        "withheld",
        "notice",
    ),
    *("gas_price", "storage", "saving", "supply", "bill", "leverage", "lean", "standing", "isolation", "recognition"),
    *("condemned", "rung", "crossings", "channel", "dialogue", "risk", "unclaimed", "attributed", "granted"),
    *("signed", "stage", "age", "clean", "served", "breaches", "callable", "hosted"),
)
OFFERED = ("tabled", "since", "open", "asked", "answered", "refused", "leaked", "deal")
OWN_TARGETS = ("elite_pressure",)
PLAIN = (
    *PUBLIC,
    *OFFERED,
    *TOLD,
    *OWN_RIVALS,
    *OWN_TARGETS,
    *("works", "settled", "distance", "garrison", "reserve", "manpower", "materiel", "war_effort", "treasury"),
    *("losses", "gained", "wins", "defeats", "bled", "received", "kit", "stock", "strain", "intelligence"),
)  # shown as they stand in the world


def view(world: World, params: Params, draws: Chance, seats: Sequence[int], moment: str = COMMAND) -> View:
    """What these seats may see, `seats` by index: states, then alliances."""
    b = world.board
    military: dict[str, Any] = _abroad(world) if moment == DELIBERATE else _staff(world, params, draws)
    whole = View(
        board=b,
        turn=world.turn,
        months=world.dt,
        control=world.control[..., : b.contested],
        **military,
        lines=escalation.as_read(world, params.escalation),
        **{name: getattr(world, name) for name in PLAIN},
    )
    everyone = set(seats_asked(b, moment)) <= set(seats)
    return whole if everyone else blinded(whole, seats)


def _staff(world: World, params: Params, draws: Chance) -> dict[str, Array]:
    """What states know of the war."""
    b, foes = world.board, combat.hostile(world.war, world.board)
    forces = world.forces[..., : b.contested]
    return {
        "forces": forces,
        "facing": _estimated(world, params, draws, forces, foes),
        "facing_works": combat.against(world.works, foes),
        "training": sum_of_few(world.training),
        "fallen": by_state(world.fallen, b),
    }


def _abroad(world: World) -> dict[str, Array]:
    """What alliances know of it: nothing but the map, as their members' armies are not theirs."""
    xp, b = world.xp, world.board
    slots, states = xp.zeros((world.runs, b.holders, b.contested)), xp.zeros((world.runs, len(b.states)))
    return {"forces": slots, "facing": slots, "facing_works": slots, "training": states, "fallen": states}


def _estimated(world: World, params: Params, draws: Chance, forces: Array, foes: list[Array]) -> Array:
    """Adversaries' men in each region as each holder reads them."""
    errors = misreadings(world, params, draws)
    return combat.against(forces, [foe * error for foe, error in zip(foes, errors, strict=True)])


def misreadings(world: World, params: Params, draws: Chance) -> list[Array]:
    """For k = 1..H-1, the factor by which the holder of a slot misreads the k-th next holder, `[R,H,C]`."""
    xp, b = world.xp, world.board
    sharp = xp.zeros((world.runs, len(b.pairs) - b.sizes()["W"] + 1)) + 1.0
    error = xp.concat([fog.error(world, params.fog, draws), sharp], axis=1)
    shape = (world.runs, b.holders, b.contested)
    rivals = [xp.reshape(b.rival[k, ...], (-1,)) for k in range(b.holders - 1)]
    return [xp.reshape(xp.take(error, rival, axis=1), shape) for rival in rivals]


def of_rows(seen: View, index: Array, names: Sequence[str] | None = None) -> View:
    """The view of some runs, in the order of the index; of these fields alone, where `names` tells which are read."""
    xp, rows = seen.xp, in_use(seen.measures)
    kept = (
        [item.name for item in fields(View) if getattr(getattr(seen, item.name), "ndim", 0)] if names is None else names
    )
    some: dict[str, Any] = {name: xp.take(getattr(seen, name), index, axis=0) for name in kept}
    table = {name: xp.take(getattr(rows, name), index, axis=0) for name in (*columns(rows), "refused")}
    return replace(seen, **some, measures=Measures(**table))


def blinded(whole: View, seats: Sequence[int]) -> View:
    """A view without the entries of other seats; an alliance knows of its members what they tell it."""
    hidden = {name: getattr(whole, name) * mask for name, mask in shown(whole, seats).items()}
    hidden |= _in_secret(whole, seats) if whole.board.tables else {}
    return replace(whole, **hidden)


def shown(whole: View, seats: Sequence[int]) -> dict[str, Array]:
    """1 for the entries that these seats are shown, of every field of which they are not shown all.

    It is read from what is public, so that a view which is blinded already tells which of its zeros are figures.
    """
    b, f, xp = whole.board, whole.board.forum, whole.xp
    mine = xp.asarray(np.isin(np.asarray(b.holder)[:, : b.contested], list(seats)) * 1.0)
    state = xp.asarray(np.isin(np.arange(len(b.states)), list(seats)) * 1.0)
    body = xp.asarray(np.isin(len(b.states) + np.arange(len(f.alliances)), list(seats)) * 1.0)
    ally = xp.maximum(state, xp.max(whole.member * body[:, None], axis=1)) if f.alliances else state
    rival = xp.asarray(np.isin(np.array([s for s, _ in f.rivals], dtype=np.int64), list(seats)) * 1.0)
    target = xp.asarray(np.isin(np.array(f.targets, dtype=np.int64), list(seats)) * 1.0)
    armed = _supplied(b, seats, state)
    entries: dict[str, Array] = dict.fromkeys(OWN_SLOTS, mine)
    entries |= {name: _over(state, getattr(whole, name)) for name in OWN_STATES}
    entries |= dict.fromkeys(TOLD, ally)
    entries |= {name: _over(armed, getattr(whole, name)) for name in TOLD_DONORS}
    entries |= {name: _over(rival, getattr(whole, name)) for name in OWN_RIVALS}
    return entries | dict.fromkeys(OWN_TARGETS, target)


def _in_secret(whole: View, seats: Sequence[int]) -> dict[str, Array]:
    """Offers and deals without those made in secret that do not concern these seats."""
    xp, b, hidden = whole.xp, whole.board, dict[str, Array]()
    if bool(xp.any(diplomacy.kept_secret(whole.tabled) > 0.0)):
        seen = offers_seen(whole, seats)
        for name in OFFERED[:-1]:
            x = getattr(whole, name)
            hidden[name] = x * (seen if len(x.shape) == 2 else seen[..., None])
    secret = diplomacy.kept_secret(whole.deal)
    if bool(xp.any(secret > 0.0)):
        mine = xp.asarray(np.isin(np.array(b.quarrels), list(seats)).any(axis=1) * 1.0)
        hidden["deal"] = whole.deal * (1.0 - secret * (1.0 - mine))[..., None]
    return hidden


def offers_seen(whole: View | World, seats: Sequence[int]) -> Array:
    """1 for offers that these seats know of, `[R,O]`: all but those made in secret that do not concern them."""
    xp, b = whole.xp, whole.board
    secret = diplomacy.kept_secret(whole.tabled)
    asked = xp.max(whole.asked * xp.asarray(np.isin(np.arange(whole.asked.shape[2]), list(seats)) * 1.0), axis=2)
    own = xp.asarray(np.isin(np.array([seat for _, seat in b.tables]), list(seats)) * 1.0)
    own = xp.maximum(own, _mediated(whole, seats))
    seen: Array = 1.0 - secret * (1.0 - xp.maximum(asked, own)) * (1.0 - whole.leaked)
    return seen


def _mediated(whole: View | World, seats: Sequence[int]) -> Array:
    """1 for offers that one of these seats mediates, `[R,O]`: a host hears what is said at its table."""
    named = cells(whole.tabled, "mediator", whole.board)[..., None]
    mine = whole.xp.asarray([seat + 1.0 for seat in seats], dtype=whole.xp.float64)
    return number(whole.xp.any(named == mine, axis=-1))


def _supplied(b: Board, seats: Sequence[int], own: Array) -> Array:
    """1 for these seats and for the partners they arm, who tell them what they have."""
    partners = [whom for who, whom, kind in b.pairs if kind == "patron" and who in seats]
    xp = namespace(own)
    return xp.maximum(own, xp.asarray(np.isin(np.arange(len(b.states)), partners) * 1.0))


def _over(mask: Array, field: Array) -> Array:
    """A mask over the first axis after the run, for a field that has another behind it or not."""
    return namespace(field).reshape(mask, (mask.shape[0],) + (1,) * (len(field.shape) - 2))


def legal(world: World, params: Params, moment: str = COMMAND, later: bool = False) -> Orders:
    """The most that each order of a moment may ask for; what is above it is refused.

    `later` is a later round of offers in a turn, in which those who announced a counter-offer have the word.
    """
    limits = {ANSWER: _to_answer, DELIBERATE: _to_table, VOTE: _to_vote, COMMAND: _to_command}
    told = _to_offer(world, later) if moment == PROPOSE else limits[moment](world, params)
    return replace(none(world), **told)


def _to_offer(world: World, later: bool) -> dict[str, Array]:
    """At which tables an offer can be laid, what it may ask being worked out once there is one, and who may host."""
    if not world.board.tables:
        return {}
    shape = none(world).offer.shape
    return {
        "offer": world.xp.broadcast_to(diplomacy.may_table(world, later)[..., None] * SECRET, shape),
        "host": diplomacy.may_host(world, later),
    }


def out_of_bounds(world: World, params: Params, offers: Array) -> Array:
    """1 for offers that ask for what can't be given as things are, `[R,O]`."""
    there = offers[..., CHANNEL] != 0.0
    return number(there & ~diplomacy.givable(offers, there, world, params.states))


def _to_answer(world: World, params: Params) -> dict[str, Array]:
    """Who is asked about an offer on the table."""
    return {"answer": world.asked * world.open[..., None]}


def _to_table(world: World, params: Params) -> dict[str, Array]:
    """What alliances may table, and to whom they may talk."""
    f = world.board.forum
    open_dockets = alliances.vacant(world)
    return {
        "table": world.xp.take(open_dockets, f.docket, axis=1) * _allowed(world),
        "draft": world.xp.zeros((world.runs, len(f.dockets))) + 1.0,
        "engage": world.xp.zeros((world.runs, len(f.rivals))) + 1.0,
    }


def _allowed(world: World) -> Array | float:
    """0 for motions that a deal in force forbids, `[R,Q]`."""
    if not diplomacy.in_force(world):
        return 1.0
    return 1.0 - world.xp.take(diplomacy.barred(world), world.board.forum.docket, axis=1)


def _to_vote(world: World, params: Params) -> dict[str, Array]:
    """Motions on the table, and who has a vote on them."""
    return {"vote": alliances.franchise(world), "restore": diplomacy.franchise(world)}


def _to_command(world: World, params: Params) -> dict[str, Array]:
    """What a state may ask of its forces, its treasury, its trade and its diplomats."""
    xp, b, f = world.xp, world.board, world.board.forum
    control, foes = world.control[..., : b.contested], combat.hostile(world.war, world.board)
    way = number(logistics.reachable(world, world.distance, shaped(params.logistics, 2)))
    theirs = combat.against(control, foes)
    population = params.states.population
    economy, calls = shaped(params.economy, 1), shaped(params.logistics, 1)
    part = min(world.dt, 1.0)  # a short turn has its part of a month's
    giving = 0.0 * world.output + economy.giving * params.states.gdp * part
    aid = xp.take(giving, b.who, axis=1) * b.patron
    stock = logistics.lendable(world)
    takers = combat.claimants(control, foes, b)
    sizes = {"R": world.runs, **b.sizes()}

    def any_of(*axes: str) -> Array:
        shape = tuple(sizes[axis] for axis in axes)
        return xp.broadcast_to(xp.zeros((1,) * len(shape)) + 1.0, shape)

    targets = xp.asarray(np.array(f.targets, dtype=np.int64)[:, None] != np.arange(len(b.states)))
    most = {
        "effort": way,
        "attack": way * number(theirs > 0.0),
        "withdraw": number(control > 0.0) * number(takers > 1e-6) * (1.0 - cut_off(world.distance)),
        "strike": logistics.in_reach(world, theirs, params.logistics),
        "mobilise": xp.minimum(
            xp.maximum(world.manpower, 0.0), calls.call_up * population * part + xp.zeros_like(world.manpower)
        ),
        "spend": xp.zeros_like(world.output) + economy.pace * part,
        "aid": xp.minimum(aid, stock),
        "arms": any_of("R", "D", "I") * b.patron[:, None],
        "sanction": any_of("R", "U", "K"),
        "cut": number(world.gas > 0.0),
        "divest": number(world.gas > 0.0),
        "probe": any_of("R", "X"),
        "channel": any_of("R", "X"),
        "inform": any_of("R", "S"),
        "recognise": any_of("R", "T", "S") * number(targets),
        "defect": world.member,
        "renege": diplomacy.to_break(world),
        "resume": diplomacy.to_resume(world),
    }
    return most | _under_deals(world, most) if diplomacy.in_force(world) else most


def _under_deals(world: World, most: dict[str, Array]) -> dict[str, Array]:
    """What is left of that where deals are in force."""
    none, kinds = diplomacy.refused_arms(world)
    return {
        "effort": most["effort"] * (1.0 - diplomacy.cleared(world)),
        "attack": most["attack"] * (1.0 - diplomacy.calm(world)),
        "mobilise": most["mobilise"] * (1.0 - diplomacy.stood_down(world)),
        "aid": most["aid"] * (1.0 - none),
        "arms": most["arms"] * (1.0 - kinds),
        "sanction": most["sanction"] * (1.0 - diplomacy.held_back(world))[..., None],
    }
