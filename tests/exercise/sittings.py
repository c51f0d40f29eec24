"""Sittings for tests: people who say the same at every moment they are asked."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from wargame.exercise.session import Session

CEASEFIRE = '{"clauses":[{"clause":"ceasefire","after":0}]}'
PLAN: Mapping[str, Mapping[str, Sequence[str]]] = {
    "VAL": {"command": ["VAL mobilise 2.5", "VAL effort VAL-EAST 0.5", "VAL effort VAL-COAST 0.4", "VAL spend 0.002"]},
    "MER": {"command": ["MER attack VAL-EAST 0.4", "MER mobilise 1"]},
}


def begun(folder: Path, *people: str, **more: object) -> Session:
    """A classroom campaign in which these seats are people's."""
    return Session.begin("classroom", dict.fromkeys(people, "human"), folder=folder, **more)  # type: ignore[arg-type]


def said(session: Session, seat: str, plan: Mapping[str, Mapping[str, Sequence[str]]] = PLAN) -> None:
    """A seat gives what its plan says for this moment, and commits."""
    for line in plan.get(seat, {}).get(session.moment or "", ()):
        assert session.give(seat, line) is None, line
    session.commit(seat)


def played_on(
    session: Session, turns: int, plan: Mapping[str, Mapping[str, Sequence[str]]] = PLAN, to: str | None = None
) -> Session:
    """Play on until so many turns are complete, or people are asked at a moment of the turn after them."""
    while session.turn < turns or (to is not None and session.moment != to):
        if session.waiting:
            said(session, session.waiting[0], plan)
        else:
            session.go()
    return session
