"""Durability: how long deals last, by how the war was at rest and by what stands behind the deal.

Deals are those that come about in play, or else one imposed in the same turn of every run, and another in its place:
so that the same war with the same luck tells what a watcher, a zone or a guarantee adds. Nothing is tuned toward a
ratio: what comes out of the temptation to break a deal and of the rules that carry it out is told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.analysis.imposed import Imposed
from wargame.analysis.lives import AGAIN, ENDS, RESTS, Lives, Register, joined
from wargame.analysis.survival import Curve, Rate, Ratio, kaplan_meier, rate, ratio
from wargame.axes import Array
from wargame.ensemble import block_size
from wargame.game import Game
from wargame.offers import Offer
from wargame.scenario import Scenario
from wargame.terms import LEVELS

ALL, BETWEEN, STAGE, WATCHED, GUARANTEED, ZONED, IMPOSED = (
    "all deals", "between", "began as", "watched by", "guaranteed", "zone", "imposed",
)  # fmt: skip
MISSION = LEVELS["monitor"]["armed mission"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Line:
    """Deals of one kind: how they ended, how long they stood."""

    section: str
    name: str
    deals: int
    ends: Mapping[str, int]  # deals by how they ended
    found: int  # breaches found while they stood
    recalled: int  # deals of which measures were called back
    hazard: Rate  # of an end
    curve: Curve
    ratio: Ratio | None  # of the hazard to that of the first deal imposed


@dataclass(frozen=True)
class Rest:
    """A way for a war to be at rest: how often it was taken up again in the months spent so."""

    name: str
    hazard: Rate


@dataclass(frozen=True)
class Durability:
    """How long deals lasted."""

    scenario: str
    turns: int
    runs: int
    seed: int
    signed: int | None  # the turn in which deals were imposed, None where they came about in play
    quarrels: tuple[str, ...]  # their parties, as AAA-BBB
    runs_with: int  # runs in which there was any deal, the fewest of the deals imposed
    lines: tuple[Line, ...]
    rests: tuple[Rest, ...]


def durability(
    scenario: Scenario, deals: Sequence[Offer] = (), *, runs: int = 200, seed: int = 1,
    seats: Mapping[str, str] | None = None, progress: Progress = lambda done, of: None,
) -> Durability:  # fmt: skip
    """Deals of the runs 0 to `runs` - 1 of a seed: as they come about, or each of these imposed in its turn."""

    def played(deal: Offer | None, before: int) -> Lives:
        told = _blocks(scenario, deal, runs, seed, seats)
        return joined(list(_telling(told, progress, before * runs, max(len(deals), 1) * runs)))

    if not deals:
        lives = played(None, 0)
        return _told(scenario, runs, seed, None, lives, by_kind(lives, quarrels(scenario)), [lives])
    each = [played(deal, k) for k, deal in enumerate(deals)]
    first = _hazard(each[0])
    lines = [line(part, IMPOSED, deal.title, first if k else None)
             for k, (deal, part) in enumerate(zip(deals, each, strict=True))]  # fmt: skip
    return _told(scenario, runs, seed, deals[0].turn, joined(each), lines, each)


def _told(
    scenario: Scenario, runs: int, seed: int, signed: int | None, lives: Lives, lines: Sequence[Line],
    each: Sequence[Lives],
) -> Durability:  # fmt: skip
    fewest = min(len(np.unique(part.run)) for part in each)
    about = (scenario.id, scenario.turns, runs, seed, signed, quarrels(scenario), fewest)
    return Durability(*about, tuple(lines), rests(lives))


def quarrels(scenario: Scenario) -> tuple[str, ...]:
    """The wars of a scenario by their parties."""
    return tuple("-".join(scenario.board.states[party] for party in parties) for parties in scenario.board.quarrels)


def _blocks(
    scenario: Scenario, deal: Offer | None, runs: int, seed: int, seats: Mapping[str, str] | None
) -> Iterator[tuple[Lives, int]]:
    """Lives block by block, and how many runs are played by then; no more than a block is kept in memory."""
    size = block_size(scenario)
    for start in range(0, runs, size):
        block = range(start, min(start + size, runs))
        more: Any = {"seed": seed, "runs": block, "seats": seats}
        game = Game(scenario, **more) if deal is None else Imposed(scenario, deal, **more)
        register = Register(game.world, block)
        while game.turn < scenario.turns:
            game.step()
            register.follow(game.world)
        yield register.closed(), block.stop


def _telling(parts: Iterator[tuple[Lives, int]], progress: Progress, before: int, of: int) -> Iterator[Lives]:
    for lives, done in parts:
        progress(before + done, of)
        yield lives


def by_kind(lives: Lives, wars: Sequence[str]) -> list[Line]:
    """All deals, then the same by war, by stage at signature and by what stands behind them; no kind that never was."""
    kinds: list[tuple[str, str, Array]] = [(ALL, "", lives.run >= 0.0)]
    kinds += [(BETWEEN, name, lives.quarrel == q) for q, name in enumerate(wars)]
    kinds += [(STAGE, name, lives.stage == k) for k, name in enumerate(RESTS)]
    kinds += [
        (WATCHED, "nobody", lives.watched <= 0.0),
        (WATCHED, "observers", (lives.watched > 0.0) & (lives.watched < MISSION)),
        (WATCHED, "an armed mission", lives.watched >= MISSION),
    ]
    kinds += [(GUARANTEED, name, (lives.guaranteed > 0.0) == yes) for name, yes in (("no", False), ("yes", True))]
    kinds += [(ZONED, name, (lives.zoned > 0.0) == yes) for name, yes in (("no", False), ("yes", True))]
    return [line(lives.of(which), section, name) for section, name, which in kinds if which.any() or section == ALL]


def line(lives: Lives, section: str, name: str, first: Rate | None = None) -> Line:
    """What became of these deals; `first` is the hazard that theirs is compared with."""
    hazard = _hazard(lives)
    return Line(
        section,
        name,
        len(lives.run),
        {how: int((lives.end == k).sum()) for k, how in enumerate(ENDS)},
        int(lives.found.sum()),
        int((lives.recalled > 0.0).sum()),
        hazard,
        kaplan_meier(lives.total, lives.ended),
        ratio(hazard, first) if first else None,
    )


def _hazard(lives: Lives) -> Rate:
    return rate(float(lives.ended.sum()), float(lives.total.sum()))


def rests(lives: Lives) -> tuple[Rest, ...]:
    """For every way of being at rest, how often the war was taken up again, by the months that were spent so."""
    again = lives.end == ENDS.index(AGAIN)
    found = []
    for k, name in enumerate(RESTS):
        ends = again & (lives.last == k)
        found.append(Rest(name, rate(float(ends.sum()), float(lives.months[:, k].sum()))))
    return tuple(found)
