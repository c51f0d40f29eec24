"""Which measures a seat may follow: what is public, and its own."""

from collections.abc import Sequence

from wargame.exercise.session import Session
from wargame.measures import BY_NAME, names

PUBLIC = frozenset(
    (
        *("territory", "control", "gdp", "received", "aid", "pressure", "cohesion", "packages", "vetoes", "delay"),
        *("blocker", "gas_price", "storage", "gas_share", "standing", "isolation", "condemned", "lean", "recognition"),
        *("rung", "dialogue", "risk", "stage", "breaches", "leaders"),
    )
)


def knowable(session: Session, seat: str | None) -> list[str]:
    """The series that may be shown, in their order; all of them to who sees everything."""
    series = names(session.scenario.board)
    return [name for name in series if seat is None or _may(name, seat)]


def _may(series: str, seat: str) -> bool:
    kind, _, entity = series.partition("/")
    return kind in PUBLIC or entity.split("/")[0] == seat


def kinds(series: Sequence[str]) -> list[str]:
    """The kinds of measure among series, in their order."""
    return list(dict.fromkeys(name.partition("/")[0] for name in series))


def entities(series: Sequence[str], kind: str) -> list[str]:
    """Whose a measure there is among series."""
    return [name.partition("/")[2] for name in series if name.partition("/")[0] == kind]


def unit(kind: str) -> str:
    """What a measure is counted in."""
    return BY_NAME[kind].unit
