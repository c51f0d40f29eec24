"""Turning points of a campaign: the turns at which most changed, named by what changed in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.assumptions import Leaf, leaf
from wargame.explain import turns
from wargame.measures import counting, values
from wargame.orders import ANSWER
from wargame.scenario import Scenario
from wargame.turn import Played
from wargame.world import World

MOST_TOLD = 3  # causes in one sentence


@dataclass(frozen=True)
class Weights:
    """What a change counts for when turns are put in order: judgement, a tenth of a state's land lost being 1."""

    ground: Leaf = leaf(10.0, "1/share", "of a state's land that changes hands in a turn", 5.0, 20.0)
    stage: Leaf = leaf(2.0, "tenths of land", "a war that stops, goes on, or is over", 1.0, 4.0)
    signed: Leaf = leaf(1.0, "tenths of land", "a deal that is signed", 0.5, 2.0)
    answered: Leaf = leaf(0.3, "tenths of land", "an offer that is answered", 0.1, 1.0)
    breach: Leaf = leaf(0.8, "tenths of land", "a deal that is broken", 0.4, 2.0)
    collapse: Leaf = leaf(3.0, "tenths of land", "a state at war that collapses", 1.0, 5.0)
    leader: Leaf = leaf(0.5, "tenths of land", "a change of leader in a state at war", 0.2, 1.5)
    event: Leaf = leaf(0.3, "tenths of land", "an event of the scenario", 0.1, 1.0)


@dataclass(frozen=True)
class Cause:
    """One thing that changed in a turn: its kind, what it counts for, and a sentence."""

    kind: str
    weight: float
    text: str


@dataclass(frozen=True)
class Turning:
    """A turn at which much changed, and what did, the weightiest first."""

    turn: int
    date: str
    weight: float
    causes: tuple[Cause, ...]

    @property
    def sentence(self) -> str:
        """What changed, the weightiest first; the rest is in the news."""
        return " ".join(f"{cause.text}." for cause in self.causes[:MOST_TOLD])


def turning_points(
    scenario: Scenario,
    worlds: Sequence[World],
    played: Sequence[Played],
    names: Mapping[str, str],
    count: int = 5,
    weights: Weights | None = None,
) -> list[Turning]:
    """The turns at which most changed, in their order; `worlds` begin with state 0, and a quiet turn is none."""
    told = weights or Weights()
    found = []
    for before, turn in zip(worlds[:-1], played, strict=True):
        causes = sorted(_causes(before, turn, scenario, names, told), key=lambda cause: -cause.weight)
        if causes:
            at, weight = turn.world.turn, float(np.sum([cause.weight for cause in causes]))
            found.append(Turning(at, scenario.dates[at], weight, tuple(causes)))
    largest = sorted(found, key=lambda point: (-point.weight, point.turn))[:count]
    return sorted(largest, key=lambda point: point.turn)


def _causes(before: World, played: Played, scenario: Scenario, names: Mapping[str, str], w: Weights) -> Iterator[Cause]:
    after = played.world
    lost = moved(before, after)
    for text in turns.ground(before, after, scenario, names)[:1]:
        yield Cause("ground", float(w.ground) * lost, text)
    single = {
        "stage": turns.stages(before, after, names),
        "signed": turns.signed(after, names),
        "breach": turns.breaches(before, after, names),
        "collapse": turns.collapses(before, after, names),
        "leader": turns.leaders(before, after, names),
        "event": turns.events(after, scenario, names),
        "answered": [
            text
            for was, done in zip((before, *(d.world for d in played.done)), played.done, strict=False)
            if done.moment == ANSWER
            for text in turns.answers(was, done, names)
        ],
    }
    for kind, texts in single.items():
        for text in texts:
            yield Cause(kind, float(getattr(w, kind)), text)


def moved(before: World, after: World) -> float:
    """The largest share of any state's own land that changed hands in a turn."""
    columns = counting(before.board).columns
    own = [column for name, column in columns.items() if name.startswith("territory/")]
    change = np.abs(values(after)[0, own] - values(before)[0, own])
    return float(change.max()) if own else 0.0
