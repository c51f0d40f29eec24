"""Which measures of a campaign a seat may follow."""

from collections.abc import Sequence

import numpy as np

from wargame.exercise.session import Session
from wargame.measures import BY_NAME, names, shows


def knowable(session: Session, seat: str | None) -> list[str]:
    """The series that may be shown, in their order; all of them to who sees everything."""
    members = _members(session, seat)
    parted = ((name, *name.partition("/")[::2]) for name in names(session.scenario.board))
    return [name for name, kind, entity in parted if shows(BY_NAME[kind], entity, seat, members)]


def _members(session: Session, seat: str | None) -> list[str]:
    """The states that sit in an alliance now, where the seat is one."""
    board = session.scenario.board
    if seat not in board.forum.alliances:
        return []
    sits = np.asarray(session.worlds[-1].member)[0, board.forum.alliances.index(seat)]
    return [state for state, here in zip(board.states, sits, strict=True) if here > 0.5]


def kinds(series: Sequence[str]) -> list[str]:
    """The kinds of measure among series, in their order."""
    return list(dict.fromkeys(name.partition("/")[0] for name in series))


def entities(series: Sequence[str], kind: str) -> list[str]:
    """Whose a measure there is among series."""
    return [name.partition("/")[2] for name in series if name.partition("/")[0] == kind]
