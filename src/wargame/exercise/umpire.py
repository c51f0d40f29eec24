"""The umpire: what may be changed, in words, and the acts that change it. Every act has a reason and goes on record.

An inject changes nothing: it is words for the seats that it is meant for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from math import isfinite

import numpy as np

from wargame.axes import Array
from wargame.entries import Where, nameable, spots
from wargame.errors import Impossible, nearest
from wargame.events import HELD, Act, Event
from wargame.record import Intervention
from wargame.scenario import Scenario
from wargame.world import World, limits

TOLD_ELSEWHERE = ("control", "member")  # fields that a scenario tells in its own way, and an umpire may change
EVENTS = "fired"


@dataclass(frozen=True)
class Editable:
    """A field of the world that an umpire may change."""

    field: str
    unit: str
    meaning: str
    entries: Mapping[str, Where]  # by name, `RUS` or `RUS:UA-14`; `all` where there is one alone

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most that an entry can be."""
        return limits(self.unit)


def editable(scenario: Scenario) -> dict[str, Editable]:
    """What an umpire may change in a scenario: what a scenario may tell at state 0, and who holds what."""
    found = {}
    for item in fields(World):
        told = item.metadata
        opens = bool(told.get("opens") and told["unit"]) or item.name in TOLD_ELSEWHERE
        if opens and nameable(axes := str(told["axes"])):
            entries = spots(axes, scenario.board)
            found[item.name] = Editable(item.name, str(told["unit"]), str(told["meaning"]), entries)
    return found


def edits(
    scenario: Scenario, world: World, field: str, where: str | Where, amount: float, reason: str, add: bool = False
) -> list[Intervention]:
    """The acts that set an entry to an amount, or raise it by one; a share of a region is taken from its other holders.

    Raises `Impossible` with the reason why it can't be so.
    """
    known = editable(scenario)
    if field not in known:
        close = nearest(field, known)
        raise Impossible(f"the world has no {field!r} that an umpire could change" + _hint(close))
    told, spot = known[field], _spot(known[field], where)
    value = float(np.asarray(getattr(world, field))[(0, *spot)]) + amount if add else float(amount)
    least, most = told.bounds
    if not isfinite(value) or not least <= value <= most:
        raise Impossible(f"{field} would be {value:g} {told.unit}, expected from {least:g} to {most:g}")
    acts = [Act(field, spot, add, float(amount))] if field != "control" else _shared(world, spot, value)
    return [Intervention(act, _sensible(reason)) for act in acts]


def _hint(close: str | None) -> str:
    return f"; nearest is {close!r}" if close else ""


def _spot(told: Editable, where: str | Where) -> Where:
    if not isinstance(where, str):
        if where not in told.entries.values():
            raise Impossible(f"{told.field} has no entry {list(where)}")
        return tuple(where)
    if where not in told.entries:
        raise Impossible(f"{told.field} has no entry {where!r}" + _hint(nearest(where, told.entries)))
    return told.entries[where]


def _sensible(reason: str) -> str:
    if not reason.strip():
        raise Impossible("an umpire's act needs a reason: it stands in the record")
    return reason.strip()


def _shared(world: World, spot: Where, share: float) -> list[Act]:
    """Control of a region by its holders: one has a share now, the others divide the rest as they did before."""
    held: Array = np.asarray(world.control)[0, :, spot[1]]
    others = [h for h in np.flatnonzero(np.asarray(world.board.holder)[:, spot[1]] >= 0).tolist() if h != spot[0]]
    if not others and share != 1.0:
        raise Impossible("nobody else can hold any of that region")
    rest = float(held[others].sum()) if others else 0.0
    acts = [Act("control", spot, False, share)]
    for h in others:
        part = float(held[h]) / rest if rest > 0.0 else 1.0 / len(others)
        acts.append(Act("control", (h, spot[1]), False, (1.0 - share) * part))
    return acts


def inject(scenario: Scenario, text: str, to: Sequence[str] = ()) -> list[Intervention]:
    """Words for seats, or for all where none is named, as a turn begins; they change nothing but what is known."""
    if not text.strip():
        raise Impossible("an inject needs words: they stand in the news and in the record")
    for seat in to:
        if seat not in scenario.seats:
            raise Impossible(f"the scenario has no seat {seat!r}" + _hint(nearest(seat, scenario.seats)))
    return [Intervention(None, text.strip(), tuple(dict.fromkeys(to)))]


# Events of the scenario


def event(scenario: Scenario, id: str) -> tuple[int, Event]:
    """An event by its id, and its place among the others."""
    known = {item.id: (index, item) for index, item in enumerate(scenario.events)}
    if id not in known:
        raise Impossible(f"the scenario has no event {id!r}" + _hint(nearest(id, known)))
    return known[id]


def state_of(world: World, index: int) -> str:
    """Whether an event is to come, is held, or came about in a turn."""
    turn = float(np.asarray(world.fired)[0, index])
    return "to come" if turn < 0.5 else "held" if turn == HELD else f"came about in turn {turn:.0f}"


def held(scenario: Scenario, world: World, id: str, reason: str) -> list[Intervention]:
    """An event that is to come will not come about by itself."""
    index, _ = event(scenario, id)
    _expected(world, index, id, "to come")
    return [Intervention(Act(EVENTS, (index,), False, HELD), _sensible(reason))]


def released(scenario: Scenario, world: World, id: str, reason: str) -> list[Intervention]:
    """An event that was held comes about again on its date or condition; a date that is past does not come again."""
    index, _ = event(scenario, id)
    _expected(world, index, id, "held")
    return [Intervention(Act(EVENTS, (index,), False, 0.0), _sensible(reason))]


def fired(scenario: Scenario, world: World, id: str, reason: str, turn: int) -> list[Intervention]:
    """An event comes about as a turn begins, whatever its date or condition."""
    index, item = event(scenario, id)
    _expected(world, index, id, "to come", "held")
    acts = (*item.acts, Act(EVENTS, (index,), False, float(turn)))
    return [Intervention(act, _sensible(reason)) for act in acts]


def _expected(world: World, index: int, id: str, *states: str) -> None:
    if (now := state_of(world, index)) not in states:
        raise Impossible(f"the event {id!r} {'is held already' if now == 'held' else now}, expected one that is not")
