"""Where members stand: a forecast that the rule of cohesion and the calculus of votes both need."""

from typing import Protocol

from wargame.axes import Array, namespace
from wargame.board import Board
from wargame.rules.alliances.numbers import Alliances
from wargame.rules.states import States


class Seen(Protocol):
    """What a stance is read from: the world, or a view of it."""

    @property
    def board(self) -> Board: ...  # noqa: D102
    @property
    def lean(self) -> Array: ...  # noqa: D102
    @property
    def weariness(self) -> Array: ...  # noqa: D102
    @property
    def leverage(self) -> Array: ...  # noqa: D102
    @property
    def alarm(self) -> Array: ...  # noqa: D102


def against_whom(board: Board, dockets: tuple[int, ...]) -> list[int]:
    """The target, among the targets, that each docket is about in the end, -1 none."""
    f = board.forum
    facing = {a: f.targets.index(s) for s, a in reversed(f.rivals) if s in f.targets}
    for p in reversed(range(len(f.dockets))):
        if f.dockets[p].target in f.targets and f.dockets[p].motion in ("package", "condemnation"):
            facing[f.dockets[p].alliance] = f.targets.index(f.dockets[p].target)
    about = []
    for p in dockets:
        docket = f.dockets[p]
        direct = docket.target in f.targets and docket.motion in ("package", "rollover", "relief", "condemnation")
        about.append(f.targets.index(docket.target) if direct else facing.get(docket.alliance, -1))
    return about


def threat(seen: Seen, states: States, dockets: tuple[int, ...]) -> Array:
    """How near the target of each docket is to every state, `[P',S]`, 0 to 1."""
    xp = namespace(seen.lean)
    near = [states.nearness[t, ...] if t >= 0 else 0.0 * states.salience for t in against_whom(seen.board, dockets)]
    return xp.stack(near, axis=0)


def distance(seen: Seen, dockets: tuple[int, ...]) -> Array:
    """How far each state stands from the target of each docket, `[R,P',S]`, 0 beside it, 1 at the other end."""
    xp, f = namespace(seen.lean), seen.board.forum
    rows = []
    for t in against_whom(seen.board, dockets):
        whom = f.targets[t] if t >= 0 else 0
        rows.append(xp.abs(seen.lean - seen.lean[:, whom : whom + 1]))
    return xp.stack(rows, axis=1)


def stance(seen: Seen, states: States, p: Alliances, dockets: tuple[int, ...]) -> Array:
    """What each state would give to act against the target of each docket, `[R,P',S]`, for numbers of shape `[R,1,1]`.

    Position and nearness count by salience, alarm adds to them; weariness at home and an exporter's hold take away.
    """
    xp, f = namespace(seen.lean), seen.board.forum
    body = xp.asarray([f.dockets[p_].alliance for p_ in dockets], dtype=xp.int64)
    alarm = xp.take(seen.alarm, body, axis=1)[:, :, None]
    drawn = p.position * (2.0 * distance(seen, dockets) - 1.0) + p.threat * threat(seen, states, dockets)
    tired = (p.weary * seen.weariness[:, None, :]) + (p.held * seen.leverage[:, None, :])
    willing: Array = states.salience * (drawn + p.alarm * alarm) - tired
    return willing


def by_docket(x: Array, board: Board, dockets: tuple[int, ...]) -> Array:
    """What is kept by alliance, `[R,A,...]`, read for each docket, `[R,P',...]`."""
    xp = namespace(x)
    return xp.take(x, xp.asarray([board.forum.dockets[p].alliance for p in dockets], dtype=xp.int64), axis=1)
