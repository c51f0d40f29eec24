"""The table: which dockets may be taken up now, which motions await a vote, and who has one."""

import numpy as np

from wargame.axes import Array, number
from wargame.board import Board
from wargame.world import World

UNDRAFTED = ("rollover", "relief", "condemnation")  # motions that need no drafting


def vacant(world: World) -> Array:
    """1 where a motion may be tabled on a docket, `[R,P]`: drafted, none of the kind held up, and to some purpose."""
    xp, f = world.xp, world.board.forum
    if not f.dockets:
        return world.wait
    ready = xp.take(world.drafting, f.first, axis=1) >= f.number
    ready = ready | xp.asarray(np.array([d.motion in UNDRAFTED for d in f.dockets]))
    return number(ready & ~_busy(world)) * _sensible(world)


def _busy(world: World) -> Array:
    """Whether anything of a docket's kind is held up, `[R,P]`: nothing new is tabled meanwhile."""
    xp, f = world.xp, world.board.forum
    same = xp.asarray((np.asarray(f.first)[:, None] == np.asarray(f.first)) * 1.0)
    held = xp.reshape(number(world.wait > 0.0), (world.runs, 1, len(f.dockets)))
    return xp.reshape(xp.matmul(held, same), world.wait.shape) > 0.0


def _sensible(world: World) -> Array:
    """1 where a motion could change anything, `[R,P]`: a member can't be admitted, nor what is not in force renewed."""
    xp, b, f = world.xp, world.board, world.board.forum
    columns = []
    for docket in f.dockets:
        if docket.motion == "admission":
            columns.append(1.0 - world.member[:, docket.alliance, docket.target])
        elif docket.motion in ("rollover", "relief"):
            sender, target = float(len(b.states) + docket.alliance), float(f.targets.index(docket.target))
            acts = world.measures
            theirs = number((acts.sender == sender) & (acts.target == target)) * acts.live
            columns.append(xp.max(theirs, axis=1) if theirs.shape[1] else 0.0 * world.storage)
        else:
            columns.append(0.0 * world.storage + 1.0)
    return xp.stack(columns, axis=1)


def on_the_table(world: World) -> Array:
    """1 where a motion awaits a vote, `[R,P]`: tabled this turn, and not one that is held up."""
    xp, f = world.xp, world.board.forum
    if not f.dockets:
        return world.wait
    content = xp.reshape(number(world.pending > 0.0), (world.runs, 1, len(f.items)))
    some = xp.reshape(xp.matmul(content, f.contains), world.wait.shape)
    return number((some > 0.0) & (world.wait <= 0.0))


def franchise(world: World) -> Array:
    """1 where a state votes on a motion on the table, `[R,P,S]`: members, and a candidate on its own admission."""
    xp, f = world.xp, world.board.forum
    if not f.dockets:
        return xp.zeros((world.runs, 0, len(world.board.states)))
    voters = xp.take(world.member, f.body, axis=1)
    return xp.maximum(voters, candidates(world.board, xp.asarray)) * on_the_table(world)[:, :, None]


def candidates(board: Board, asarray: object) -> Array:
    """1 for the candidate of each docket of admission, `[P,S]`."""
    rows = np.zeros((len(board.forum.dockets), len(board.states)))
    for p, docket in enumerate(board.forum.dockets):
        if docket.motion == "admission":
            rows[p, docket.target] = 1.0
    made: Array = asarray(rows)  # type: ignore[operator]
    return made
