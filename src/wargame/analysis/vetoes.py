"""Vetoes: which members hold packages up in the runs of a play and for how long, beside the episodes of history.

In the runs an episode belongs to the member whose objection takes longest to meet; history names all who objected.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wargame.analysis.history import History
from wargame.axes import Array
from wargame.ensemble import Results

DAYS = 30.4  # of a month
MEASURES = ("vetoes", "delay", "blocker")  # an episode is told by these series of an alliance


@dataclass(frozen=True)
class Held:
    """How often packages were held up, how long, and by whom."""

    alliance: str
    play: str
    share: float  # of packages, mean over the runs
    days: tuple[float, float, float]  # 5 %, median, 95 % of the episodes
    by: Mapping[str, float]  # episodes a run, by member
    seen: Mapping[str, int]  # episodes observed, by member
    seen_days: tuple[float, ...]


def series(alliance: str) -> list[str]:
    """The series that episodes are read from."""
    return [f"{measure}/{alliance}" for measure in (*MEASURES, "packages")]


def held(known: History, played: Mapping[str, Results]) -> Held | None:
    """The episodes of the play that the history names, if it names one."""
    asked = known.spec.vetoes
    if asked is None:
        return None
    play = asked.play or known.spec.first
    results = played[play]
    vetoes, delay, blocker, packages = (results.series(name) for name in series(asked.alliance))
    fresh = rises(vetoes)
    whose = blocker[fresh].astype(int) - 1
    states = known.plays[play].board.states
    counts = {states[s]: float((whose == s).sum()) / len(vetoes) for s in sorted(set(whose.tolist()))}
    seen: dict[str, int] = {}
    for episode in known.episodes:
        for state in episode.blockers:
            seen[state] = seen.get(state, 0) + 1
    days = np.quantile(DAYS * delay[fresh], (0.05, 0.5, 0.95)) if fresh.any() else np.zeros(3)
    share = float(vetoes[:, -1].sum() / max(packages[:, -1].sum(), 1.0))
    by = dict(sorted(counts.items(), key=lambda item: -item[1]))
    told = tuple(episode.days for episode in known.episodes if episode.days is not None)
    return Held(asked.alliance, play, share, (float(days[0]), float(days[1]), float(days[2])), by, seen, told)


def rises(values: Array) -> Array:
    """Where a series `[run, turn]` is higher than the turn before."""
    return np.diff(values, axis=1, prepend=values[:, :1]) > 0.0
