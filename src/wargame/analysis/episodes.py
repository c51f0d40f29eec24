"""Episodes of history in which a package of measures was held up: by whom, and for how long."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wargame.scenario import Scenario

DAYS = "delay_days_or_effect"


@dataclass(frozen=True)
class Episode:
    """A package that was held up."""

    date: str
    blockers: tuple[str, ...]
    days: float | None


def episodes(rows: Sequence[Mapping[str, str]], scenario: Scenario) -> tuple[Episode, ...]:
    """The rows that are about packages; who is named in brackets only got an exemption."""
    return tuple(
        Episode(row.get("date", ""), _named(row["blocker"], scenario), _days(row.get(DAYS, "")))
        for row in rows
        if "package" in row["decision"]
    )


def _named(text: str, scenario: Scenario) -> tuple[str, ...]:
    outside = re.sub(r"\(.*?\)", "", text)
    return tuple(state for state in re.findall(r"[A-Z]{3}", outside) if state in scenario.board.states)


def _days(text: str) -> float | None:
    found = re.match(r"[~>]?(\d+)", text)
    return float(found.group(1)) if found else None
