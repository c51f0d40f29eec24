"""The table of measures: rows written by packages and by states, lifted, rolled over, run out, and folded when old."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from wargame.assumptions import fit
from wargame.axes import Array, namespace, number, picked, read_at, scatter_add, summed_at
from wargame.board import Board
from wargame.forum import ENFORCEMENT, SECTORS
from wargame.orders import Orders
from wargame.rules.forbidden import at_rows, by_sender, cells, exact, in_force, parties
from wargame.rules.sanctions.numbers import Sanctions
from wargame.tables import clear, in_use, insert, with_first
from wargame.world import Measures, World

LASTING = 1e6  # months until a measure expires that doesn't
OLD = 18.0  # months after which a sender's rows in a sector are folded into one
FOLDING = 6  # turns from one folding to the next
NOTHING = 1e-12


def expires(board: Board, sender: int, target: int) -> bool:
    """Whether a sender's packages against a target (by index among the targets) run out: where they can be renewed."""
    body, whom = sender - len(board.states), board.forum.targets[target]
    return any((d.alliance, d.motion, d.target) == (body, "rollover", whom) for d in board.forum.dockets)


@dataclass(frozen=True)
class Row:
    """A row to be written in every run; a level of 0 leaves it out."""

    level: Array  # [R]
    sender: int
    target: int
    sector: int
    leak: Array  # [R]
    left: Array  # [R]


def carried_out(world: World, orders: Orders, p: Sanctions) -> Measures:
    """The table after what was decided this turn, a turn older."""
    measures, adopted = world.measures, list[Row]()
    if bool(world.xp.any(world.passed > 0.0)):
        measures = _renewed(_relieved(measures, world), world, p)
        adopted = list(_adopted(measures, world, p))
    moved, fresh = _moved(measures, world, orders)
    measures = _aged(_written(moved, [*adopted, *fresh]), world.dt)
    return measures if world.turn % FOLDING else _folded(measures, world.board)


def dealt_with(world: World) -> tuple[Measures, Array]:
    """The table after what deals lift and bring back this turn, and what they have set free by now, `[R,T,K,Z]`.

    A step lifts a share of all that a sender has in force; what comes back is what was lifted, and no more.
    """
    xp, b, measures, remitted = world.xp, world.board, world.measures, world.remitted
    if bool(xp.any(world.lifted > 0.0)):
        share = at_rows(_by_target(world.lifted), measures, b) * measures.live
        lost = xp.minimum(exact(measures.level * share), measures.level)
        remitted = remitted + by_sender(lost, measures, b)
        measures = replace(measures, level=measures.level - lost)
    if bool(xp.any(world.restored * xp.max(remitted, axis=2) > 0.0)):
        back = remitted * world.restored[:, :, None, :]
        measures, remitted = _written(measures, list(_brought_back(back))), remitted - back
    return measures, remitted


def _by_target(lifted: Array) -> Array:
    """`[R,Z,T,K]` as `[R,T,K,Z]`."""
    xp = namespace(lifted)
    rows = [lifted[:, z, :, :] for z in range(lifted.shape[1])]
    return xp.stack(rows, axis=3)


def _brought_back(levels: Array) -> Iterator[Row]:
    """A row for every sender, target and sector in which anything comes back in any run."""
    xp = namespace(levels)
    for t, k, z in np.argwhere(np.asarray(xp.any(levels > 0.0, axis=0))).tolist():
        level = levels[:, t, k, z]
        yield Row(level, z, t, k, 0.0 * level, 0.0 * level + LASTING)


def enforcement(world: World) -> Array:
    """What this turn's packages add to the effort at enforcement, `[R,T]`, as a share of what is left to do."""
    xp, f = world.xp, world.board.forum
    left = [xp.zeros((world.runs,)) + 1.0 for _ in f.targets]
    for q, (p, content) in enumerate(f.items):
        if content == ENFORCEMENT:
            t = f.targets.index(f.dockets[p].target)
            left[t] = left[t] * (1.0 - world.passed[:, q])
    return 1.0 - xp.stack(left, axis=1)


# What was decided


def _decided(world: World, motion: str) -> Iterator[tuple[int, int, int, int, int, Array]]:
    """Items of a kind of motion that passed: docket, item, sender, target, sector (-1 none), amount `[R]`."""
    f = world.board.forum
    passed = np.asarray(world.xp.any(world.passed > 0.0, axis=0))
    for q in np.flatnonzero(passed).tolist():
        p, content = f.items[q]
        docket = f.dockets[p]
        if docket.motion == motion and content != ENFORCEMENT:
            sector = SECTORS.index(content) if content else -1
            sender = len(world.board.states) + docket.alliance
            yield p, q, sender, f.targets.index(docket.target), sector, world.passed[:, q]


def _theirs(measures: Measures, sender: int, target: int, sector: int) -> Array:
    """1 for a sender's rows against a target, in a sector or in all (-1), `[R,V]`."""
    mine = (measures.live > 0.5) & (measures.sender == float(sender)) & (measures.target == float(target))
    return number(mine & (measures.sector == float(sector)) if sector >= 0 else mine)


def _relieved(measures: Measures, world: World) -> Measures:
    """Rows lightened by relief: a share of all the sender has in the sector, the newest first."""
    xp = world.xp
    for _, _, sender, target, sector, share in _decided(world, "relief"):
        mine = _theirs(measures, sender, target, sector) * measures.level
        order = xp.argsort(measures.age, axis=-1, stable=True)
        newest = picked(mine, order)
        upto = xp.cumulative_sum(newest, axis=-1)
        asked = exact(share[:, None] * upto[:, -1:])
        taken = xp.minimum(xp.maximum(asked - (upto - newest), 0.0), newest)
        measures = replace(measures, level=measures.level - scatter_add(0.0 * mine, order, taken))
    return measures


def _renewed(measures: Measures, world: World, p: Sanctions) -> Measures:
    """Rows that run out given another term; what was conceded for consent is lost of them."""
    for docket, _, sender, target, sector, share in _decided(world, "rollover"):
        due = _theirs(measures, sender, target, sector) * number(measures.left <= p.notice + world.dt)
        due = due * number(share > 0.0)[:, None]
        lost = due * world.conceded[:, docket : docket + 1]
        leak = measures.leak + lost * (1.0 - measures.leak)
        measures = replace(measures, left=measures.left + due * p.term, leak=leak)
    return measures


def _adopted(measures: Measures, world: World, p: Sanctions) -> Iterator[Row]:
    """New rows by packages, each a share of what its sender has left to forbid, one package after the other."""
    xp, b, taken = world.xp, world.board, dict[tuple[int, int, int], Array]()
    decided = list(_decided(world, "package"))
    level = in_force(measures, b) if decided else measures.level
    for docket, _, sender, target, sector, share in decided:
        where = (sender, target, sector)
        room = 1.0 - level[:, target, sector, sender] - taken.get(where, 0.0)
        amount = exact(room * xp.minimum(share, 1.0))
        taken[where] = taken.get(where, 0.0) + amount
        left = xp.zeros((world.runs,)) + (fit(p.term, 0) if expires(b, sender, target) else LASTING)
        yield Row(amount, *where, world.conceded[:, docket], left)


def _moved(measures: Measures, world: World, orders: Orders) -> tuple[Measures, list[Row]]:
    """States' own rows moved as ordered, and rows to be written where a state has none yet."""
    xp, b, f = world.xp, world.board, world.board.forum
    if not f.senders or not bool(xp.any(orders.sanction != 0.0)):
        return measures, []
    rows = in_use(measures)
    has = by_sender(rows.live, rows, b)
    change = _change(orders.sanction, rows, world)
    level = xp.where(change == 0.0, rows.level, exact(xp.minimum(xp.maximum(rows.level + change, 0.0), 1.0)))
    younger = rows.age * (rows.level / xp.maximum(level, level * 0.0 + NOTHING))  # what is added starts anew
    moved = with_first(measures, level=level, age=xp.where(level > rows.level, younger, rows.age))
    wanted = exact(xp.minimum(xp.maximum(orders.sanction, 0.0 * orders.sanction), 1.0))
    fresh = []
    for u, (s, t) in enumerate(f.senders):
        for k in range(len(SECTORS)):
            amount = wanted[:, u, k] * number(has[:, t, k, s] < 0.5)
            fresh.append(Row(amount, s, t, k, 0.0 * amount, 0.0 * amount + LASTING))
    return moved, fresh


def _change(ordered: Array, measures: Measures, world: World) -> Array:
    """What own measures are ordered to rise or fall by, read at their rows, `[R,V]`."""
    xp, b, f = world.xp, world.board, world.board.forum
    where = [(t * len(SECTORS) + k) * parties(b) + s for s, t in f.senders for k in range(len(SECTORS))]
    flat = xp.reshape(ordered, (world.runs, len(where)))
    index = xp.broadcast_to(xp.asarray(where, dtype=xp.int64), flat.shape)
    asked = scatter_add(xp.zeros((world.runs, len(f.targets) * len(SECTORS) * parties(b))), index, flat)
    return at_rows(asked, measures, b) * measures.live


def _written(measures: Measures, rows: list[Row]) -> Measures:
    """The table with new rows, of age 0; those of level 0 are left out."""
    xp = namespace(measures.live)
    rows = [row for row in rows if bool(xp.any(row.level > NOTHING))]
    if not rows:
        return measures
    level, leak, left = (xp.stack([getattr(row, name) for row in rows], axis=1) for name in ("level", "leak", "left"))
    sender, target, sector = (
        xp.asarray([float(getattr(row, name)) for row in rows]) + 0.0 * level for name in ("sender", "target", "sector")
    )
    live, none = number(level > NOTHING), xp.zeros((level.shape[0],))
    return insert(measures, Measures(live, sender, target, sector, level, 0.0 * level, leak, left, none))


# The passing of time


def _aged(measures: Measures, dt: float) -> Measures:
    """Rows a turn older; those that have run out, or forbid nothing any more, are cleared."""
    xp = namespace(measures.live)
    left = xp.where(measures.left < LASTING, measures.left - dt, measures.left)
    older = replace(measures, age=measures.age + dt * measures.live, left=left)
    return clear(older, (left <= NOTHING) | (measures.level <= NOTHING))


def _folded(measures: Measures, board: Board) -> Measures:
    """Old rows of a sender against a target in a sector folded into one of their summed level and mean age.

    Those that last and those that run out are folded apart.
    """
    xp, rows = namespace(measures.live), in_use(measures)
    old = (rows.live > 0.5) & (rows.age > OLD)
    place = 2 * cells(rows, board) + xp.astype(rows.left >= LASTING, xp.int64)
    spare = _repeated(xp.where(old, place, -1))
    if not bool(xp.any(spare)):
        return measures

    def over(amount: Array) -> Array:
        """The sum over the rows of a place, read at every row."""
        return read_at(summed_at(place, amount * rows.live, (2 * rows.live.shape[0] * size,)), place)

    size = len(board.forum.targets) * len(SECTORS) * parties(board)
    weight = rows.level * number(old)
    kept, whole = old & (over(number(spare)) > 0.5) & ~spare, over(weight)
    mean = {name: over(weight * getattr(rows, name)) / xp.maximum(whole, NOTHING) for name in ("age", "leak", "left")}
    joined = {name: xp.where(kept, value, getattr(rows, name)) for name, value in mean.items()}
    joined["left"] = xp.where(rows.left < LASTING, joined["left"], rows.left)
    return with_first(
        measures, live=rows.live * number(~spare), level=xp.where(kept, exact(whole), rows.level), **joined
    )


def _repeated(key: Array) -> Array:
    """Whether a key of 0 or more was met before in its row, `[R,V]`."""
    xp = namespace(key)
    order = xp.argsort(key, axis=-1, stable=True)
    sorted_ = picked(key, order)
    again = (sorted_[:, 1:] == sorted_[:, :-1]) & (sorted_[:, 1:] >= 0)
    again = xp.concat([key[:, :1] < key[:, :1], again], axis=1)
    return scatter_add(xp.zeros(key.shape), order, number(again)) > 0.5
