"""Measures: what is counted of a world, turn by turn, under the names that series, tables and conditions use.

A series is called `<measure>/<entity>[/<entity>]`. An oblast that the map cuts in parts is given whole, weighted by
area. `MEASURES` is the one list. Which slots of the map make up a share never changes in a game, so that is worked out
once a board; a count is then a few array operations whatever the number of runs, the same for a run in any block.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.entries import along
from wargame.errors import UserError, nearest
from wargame.world import World, by_state

Cells = list[tuple[int, float]]  # slots of the map, index into H*N, and the weight of each


@dataclass(frozen=True)
class Shares:
    """Shares of land as weighted sums over slots of the map, P of them."""

    entities: tuple[str, ...]
    first: Array  # [P] the slot of each share that is one slot's
    mixed: Array  # [Q] which shares are weighted sums
    cells: Array  # their slots, one share after the other
    weights: Array
    starts: Array  # [Q] where the slots of each begin

    @classmethod
    def of(cls, rows: Sequence[tuple[str, Cells]]) -> "Shares":
        """Shares by name."""
        mixed = [p for p, (_, cells) in enumerate(rows) if len(cells) > 1 or cells[0][1] != 1.0]
        parts = [rows[p][1] for p in mixed]
        return cls(
            entities=tuple(name for name, _ in rows),
            first=np.array([cells[0][0] for _, cells in rows], dtype=np.intp),
            mixed=np.array(mixed, dtype=np.intp),
            cells=np.array([cell for part in parts for cell, _ in part], dtype=np.intp),
            weights=np.array([weight for part in parts for _, weight in part]),
            starts=np.cumsum([0, *(len(part) for part in parts[:-1])], dtype=np.intp)[: len(parts)],
        )

    def read(self, control: Array) -> Array:
        """Every share in every run, `[R,P]`, from control `[R,H,N]`."""
        flat = np.asarray(control).reshape(control.shape[0], -1)
        shares = flat.take(self.first, axis=1)
        if len(self.mixed):  # a sum a row, so that it is the same in any block
            shares[:, self.mixed] = np.add.reduceat(flat.take(self.cells, axis=1) * self.weights, self.starts, axis=1)
        return shares


@dataclass(frozen=True)
class Counting:
    """What there is to count on a board: its shares of land, and the column of every series."""

    territory: Shares
    control: Shares
    columns: Mapping[str, int]


_KNOWN: WeakKeyDictionary[Board, Counting] = WeakKeyDictionary()


def counting(board: Board) -> Counting:
    """How this board is counted, worked out the first time it is asked for."""
    found = _KNOWN.get(board)
    if found is None:
        territory, control = Shares.of(_territory_rows(board)), Shares.of(_control_rows(board))
        entities = {"territory": territory.entities, "control": control.entities}
        series = [
            "/".join(filter(None, (m.name, entity)))
            for m in MEASURES
            for entity in (entities[m.name] if m.name in entities else m.entities(board))
        ]
        found = Counting(territory, control, {name: column for column, name in enumerate(series)})
        _KNOWN[board] = found
    return found


def _units(board: Board) -> list[tuple[str, tuple[int, ...]]]:
    """Regions as a reader knows them: cut oblasts whole, the rest one by one, in the order of the map."""
    parts = {n: whole for whole, members in board.wholes.items() for n in members}
    units: dict[str, tuple[int, ...]] = {}
    for n, region in enumerate(board.regions):
        name = parts.get(n, region)
        units[name] = board.wholes.get(name, (n,))
    return list(units.items())


def _held(board: Board, regions: Sequence[int]) -> list[tuple[int, Cells]]:
    """For everyone who can hold some of these regions: the slots, each with its region's share of their area."""
    holder, area = np.asarray(board.holder), np.asarray(board.area)[list(regions)]
    share = dict(zip(regions, (area / area.sum()).tolist(), strict=True))
    holders = sorted({int(state) for state in holder[:, list(regions)].reshape(-1) if state >= 0})
    H, N = holder.shape
    slots = [(h, n) for h in range(H) for n in regions]
    return [(state, [(h * N + n, share[n]) for h, n in slots if holder[h, n] == state]) for state in holders]


def _control_rows(board: Board) -> list[tuple[str, Cells]]:
    """The share of each region that each possible holder has."""
    return [
        (f"{name}/{board.states[state]}", cells)
        for name, members in _units(board)
        for state, cells in _held(board, members)
    ]


def _territory_rows(board: Board) -> list[tuple[str, Cells]]:
    """The share of each state's land that each possible holder has, for states whose land others can hold."""
    rows = []
    for index, state in enumerate(board.states):
        land = [n for n, whose in enumerate(np.asarray(board.sovereign).tolist()) if whose == index]
        held = _held(board, land) if land else []
        rows += [(f"{state}/{board.states[other]}", cells) for other, cells in held if len(held) > 1]
    return rows


PUBLIC, OWN, TOLD = "public", "own", "told"


@dataclass(frozen=True)
class Measure:
    """One kind of series: name, unit, meaning, who may see it, its entities on a board, its values `[R, entities]`."""

    name: str
    unit: str
    meaning: str
    seen: str  # PUBLIC, OWN: by the state it is of, TOLD: by that state and the alliances it sits in
    entities: Callable[[Board], tuple[str, ...]]
    values: Callable[[World], Array]


def _states(board: Board) -> tuple[str, ...]:
    return board.states


def _pairs(board: Board) -> tuple[str, ...]:
    return counting(board).territory.entities


def _holdings(board: Board) -> tuple[str, ...]:
    return counting(board).control.entities


def _territory(world: World) -> Array:
    return counting(world.board).territory.read(world.control)


def _control(world: World) -> Array:
    return counting(world.board).control.read(world.control)


def _men(world: World) -> Array:
    theatre = world.forces[..., : world.board.contested]
    return (by_state(theatre, world.board) + world.reserve) * 1000.0


def _targets(board: Board) -> tuple[str, ...]:
    return tuple(board.states[s] for s in board.forum.targets)


def _bodies(board: Board) -> tuple[str, ...]:
    return board.forum.alliances


def _one(board: Board) -> tuple[str, ...]:
    return ("",) if board.forum.gas else ()


def _givers(board: Board) -> tuple[str, ...]:
    return tuple(f"{board.states[a]}/{board.states[b]}" for a, b, kind in board.pairs if kind == "patron")


def _granted(world: World) -> Array:
    patrons = [d for d, (_, _, kind) in enumerate(world.board.pairs) if kind == "patron"]
    granted: Array = np.asarray(world.granted).take(patrons, axis=1)
    return granted


def _tabling(board: Board) -> tuple[int, ...]:
    """The alliances that may adopt packages."""
    return tuple(sorted({docket.alliance for docket in board.forum.dockets if docket.motion == "package"}))


def _senders(board: Board) -> tuple[str, ...]:
    return tuple(board.forum.alliances[a] for a in _tabling(board))


def _of_packages(count: Array, world: World) -> Array:
    """A count by docket, summed over each alliance's dockets of packages."""
    f = world.board.forum
    packages = [
        [p for p, docket in enumerate(f.dockets) if docket.motion == "package" and docket.alliance == a]
        for a in _tabling(world.board)
    ]
    columns = [np.asarray(count)[:, kinds].sum(axis=1) for kinds in packages]
    return np.stack(columns, axis=1) if columns else np.zeros((world.runs, 0))


def _waiting(world: World, figure: Array) -> Array:
    """A figure of the package for whose consent each alliance waits longest, 0 where it waits for none."""
    f, wait = world.board.forum, np.asarray(world.wait)
    columns = []
    for a in _tabling(world.board):
        its = [p for p, docket in enumerate(f.dockets) if docket.motion == "package" and docket.alliance == a]
        longest = wait[:, its].argmax(axis=1)[:, None]
        told = np.take_along_axis(np.asarray(figure)[:, its] * (wait[:, its] > 0.0), longest, axis=1)
        columns.append(told[:, 0])
    return np.stack(columns, axis=1) if columns else np.zeros((world.runs, 0))


def _sellers(board: Board) -> list[int]:
    """The exporters that anyone buys gas from."""
    return sorted({exporter for _, exporter in board.forum.gas})


def _price(world: World) -> Array:
    return np.asarray(world.gas_price)[:, None][:, : len(_one(world.board))]


def _filling(world: World) -> Array:
    return np.asarray(world.storage)[:, None][:, : len(_one(world.board))]


def _gas_ties(board: Board) -> tuple[str, ...]:
    """Alliances and the exporters that any of their members may buy gas from."""
    return tuple(f"{body}/{board.states[e]}" for body in board.forum.alliances for e in _sellers(board))


def _gas_share(world: World) -> Array:
    """Share of an alliance's gas imports that comes from an exporter, by what is delivered and what members need.

    A member imports what it uses, less what it saves and what it produces itself.
    """
    f, member = world.board.forum, np.asarray(world.member)
    flow = np.asarray(world.gas) * (1.0 - np.asarray(world.withheld))
    use, saved = np.asarray(f.gas_use), np.asarray(world.saving)[:, None] * np.asarray(f.market)
    need = np.maximum(use * (1.0 - saved) - np.asarray(f.gas_own), 0.0)
    importer, exporter = np.asarray(f.importer), np.asarray(f.exporter)
    whole, shares = np.maximum((member * need[:, None, :]).sum(axis=2), 1e-9), []
    for e in _sellers(world.board):
        ties = np.flatnonzero(exporter == e)
        sits = member.take(importer[ties], axis=2)  # a list of indices would turn memory, and so the sums, around
        bought = (flow.take(ties, axis=1) * use[importer[ties]])[:, None, :] * sits
        shares.append(np.minimum(bought.sum(axis=2) / whole, 1.0))
    return np.stack(shares, axis=2).reshape(world.runs, -1) if shares else np.zeros((world.runs, 0))


def _facing(board: Board) -> tuple[str, ...]:
    return tuple(f"{board.states[s]}/{board.forum.alliances[a]}" for s, a in board.forum.rivals)


def _covert(board: Board) -> tuple[str, ...]:
    return tuple(dict.fromkeys(board.states[s] for s, _ in board.forum.rivals))


def _incidents(world: World) -> Array:
    who = list(dict.fromkeys(s for s, _ in world.board.forum.rivals))
    count = np.asarray(world.incidents)
    columns = [
        count[:, [x for x, (s, _) in enumerate(world.board.forum.rivals) if s == state]].sum(axis=1) for state in who
    ]
    return np.stack(columns, axis=1) if columns else np.zeros((world.runs, 0))


def _blocs(board: Board) -> tuple[str, ...]:
    return tuple(f"{target}/{body}" for target in _targets(board) for body in _bodies(board))


def _recognised(world: World) -> Array:
    """Share of each alliance's members that recognise what a target has taken."""
    member, given = np.asarray(world.member), np.asarray(world.recognition)
    whole = np.maximum(member.sum(axis=2), 1.0)
    columns = [(member * given[:, t : t + 1]).sum(axis=2) / whole for t in range(given.shape[1])]
    return np.concatenate(columns, axis=1) if columns else np.zeros((world.runs, 0))


def _quarrels(board: Board) -> tuple[str, ...]:
    return along("quarrel", board)


def _watched(board: Board) -> tuple[int, ...]:
    """The states whose standing is told: those at war and those that measures can be aimed at."""
    at_war = {s for a, b, kind in board.pairs if kind == "war" for s in (a, b)}
    return tuple(sorted(at_war | set(board.forum.targets)))


def _known(board: Board) -> tuple[str, ...]:
    return tuple(board.states[s] for s in _watched(board))


MEASURES = (
    Measure("territory", "share", "of a state's recognised territory held by a state", PUBLIC, _pairs, _territory),
    Measure("control", "share", "of a region held by a state", PUBLIC, _holdings, _control),
    Measure("gdp", "index", "gross domestic product, 1 at the start", PUBLIC, _states, lambda w: w.output),
    Measure("support", "0..1", "approval of the leadership at home", TOLD, _states, lambda w: w.support),
    Measure("weariness", "0..1", "readiness at home to concede for peace", TOLD, _states, lambda w: w.weariness),
    Measure("forces", "men", "under arms in and for the theatre", OWN, _states, _men),
    Measure("losses", "men", "killed and wounded since the start", OWN, _states, lambda w: w.losses * 1000.0),
    Measure(
        "materiel", "units", "equipment at the front, one unit for a thousand men", OWN, _states, lambda w: w.materiel
    ),
    Measure("war_effort", "share", "of output spent on forces and war", OWN, _states, lambda w: w.war_effort),
    Measure(
        "treasury",
        "USD bn",
        "what the war chest holds",
        OWN,
        _known,
        lambda w: w.treasury[:, list(_watched(w.board))],
    ),
    Measure("leaders", "count", "changes of leader since the start", PUBLIC, _states, lambda w: w.leaders),
    Measure("received", "EUR bn", "military aid arrived since the start", OWN, _states, lambda w: w.received),
    Measure("aid", "EUR bn", "military aid decided since the start, by donor and partner", PUBLIC, _givers, _granted),
    Measure("pressure", "points", "of output that measures cost a target", PUBLIC, _targets, lambda w: w.pressure),
    Measure("elite_pressure", "0..1", "what measures cost those who decide", OWN, _targets, lambda w: w.elite_pressure),
    Measure(
        "cohesion", "0..1", "how far the members of an alliance stand together", PUBLIC, _bodies, lambda w: w.cohesion
    ),
    Measure(
        "packages",
        "count",
        "packages of measures adopted since the start",
        PUBLIC,
        _senders,
        lambda w: _of_packages(w.adopted, w),
    ),
    Measure(
        "vetoes",
        "count",
        "packages of measures held up by a member since the start",
        PUBLIC,
        _senders,
        lambda w: _of_packages(w.held_up, w),
    ),
    Measure(
        "delay",
        "months",
        "for which the package that is held up waits in all, 0 none is",
        PUBLIC,
        _senders,
        lambda w: _waiting(w, w.delay),
    ),
    Measure(
        "blocker",
        "index",
        "the member that holds a package up, as the states are numbered from 1, 0 nobody",
        PUBLIC,
        _senders,
        lambda w: _waiting(w, w.blocker),
    ),
    Measure("gas_price", "EUR/MWh", "mean price of gas in the month", PUBLIC, _one, _price),
    Measure("storage", "0..1", "filling of the importers' storage of gas", PUBLIC, _one, _filling),
    Measure(
        "gas_share", "share", "of an alliance's gas imports that comes from an exporter", PUBLIC, _gas_ties, _gas_share
    ),
    Measure(
        "standing",
        "0..1",
        "weight of a state's word among the others",
        PUBLIC,
        _known,
        lambda w: w.standing[:, list(_watched(w.board))],
    ),
    Measure(
        "isolation",
        "share",
        "of the others' output that keeps away from a target",
        PUBLIC,
        _targets,
        lambda w: w.isolation[:, list(w.board.forum.targets)],
    ),
    Measure(
        "condemned", "share", "of votes that condemned a target, as still felt", PUBLIC, _targets, lambda w: w.condemned
    ),
    Measure("lean", "0..1", "where a state stands, from the one side to the other", PUBLIC, _states, lambda w: w.lean),
    Measure("recognition", "share", "of members that recognise what a target has taken", PUBLIC, _blocs, _recognised),
    Measure("rung", "rung", "of the ladder between a state and an alliance", PUBLIC, _facing, lambda w: w.rung),
    Measure(
        "dialogue", "0..1", "progress of talks on arms control and security", PUBLIC, _facing, lambda w: w.dialogue
    ),
    Measure(
        "risk", "probability", "that matters have got out of hand since the start", PUBLIC, _facing, lambda w: w.risk
    ),
    Measure(
        "stage",
        "index",
        "how a war is at rest: 0 war, 1 local truce, 2 ceasefire, 3 armistice, 4 peace",
        PUBLIC,
        _quarrels,
        lambda w: w.stage,
    ),
    Measure(
        "breaches",
        "count",
        "of deals, found since the start",
        PUBLIC,
        lambda b: along("party", b),
        lambda w: w.breaches,
    ),
    Measure("incidents", "count", "of sabotage and the like by a state since the start", OWN, _covert, _incidents),
)
BY_NAME = {measure.name: measure for measure in MEASURES}


def shows(measure: Measure, entity: str, seat: str | None, members: Collection[str] = ()) -> bool:
    """Whether a seat may see a series of a measure; nobody's seat, a spectator's, sees all of them.

    `members` are the states that sit in an alliance, where the seat is one.
    """
    if seat is None or measure.seen == PUBLIC:
        return True
    return entity == seat or (measure.seen == TOLD and entity in members)


def names(board: Board) -> tuple[str, ...]:
    """The names of all series of a board."""
    return tuple(counting(board).columns)


def values(world: World) -> Array:
    """All measures of a world, `[R, series]`, in the order of `names`."""
    return np.concatenate([np.asarray(m.values(world)) for m in MEASURES], axis=1)


def value(world: World, name: str) -> Array:
    """One series' value in every run, `[R]`."""
    kind, slash, entity = name.partition("/")
    measure = BY_NAME.get(kind)
    known = measure.entities(world.board) if measure else ()
    if measure is None or entity not in known or (slash and not entity):
        series = names(world.board)
        raise UserError(f"found no series {name!r}, expected one like {nearest(name, series) or series[0]!r}")
    column: Array = np.asarray(measure.values(world))[:, known.index(entity)]
    return column


def units() -> Iterator[tuple[str, str, str]]:
    """Name, unit and meaning of every measure."""
    for m in MEASURES:
        yield m.name, m.unit, m.meaning
