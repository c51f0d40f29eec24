"""Axes of candidate deals: clauses that a deal can be moved along, each with its levels, the least first.

What can be given is read off the case, by whom and to whom: a title to land that the other side holds and claims,
a retreat from land that it claims, relief for who is under measures. So there is no axis of one war, and an axis that
says nothing in a case is not there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.axes import Array, number
from wargame.calculus.deal import Case
from wargame.calculus.deal.edits import Change
from wargame.terms import LEVELS, MILESTONES, Terms

DATES = "dates of relief"
NONE, ANY, TABLED = "nothing", "any", "as tabled"
WHOLE = 0.999  # share of a region beyond which it is held whole: nobody else stands there
PHASED = (3.0, 12.0, 24.0)  # months until the steps of relief, where no offer tells any
PARTIES = (0, 1)


@dataclass(frozen=True)
class Level:
    """A level of an axis, as changed fields of the terms."""

    name: str
    amount: float  # of the axis's whole span; levels are in its order
    change: Change
    fine: bool = False  # between named levels: tried near the frontier only


@dataclass(frozen=True)
class Axis:
    """A clause that deals differ in, and the party that gives, or that it is for."""

    kind: str
    party: int | None
    levels: tuple[Level, ...]
    tabled: int  # the level of the deal that the candidates are built around

    @property
    def fields(self) -> frozenset[str]:
        """The fields of terms that the axis moves."""
        return frozenset(field for level in self.levels for field in level.change)


Builder = Callable[[Case, Terms, int], Iterator[Level]]


def axes_of(case: Case, base: Terms, guarantors: Sequence[int]) -> tuple[Axis, ...]:
    """The axes on which deals like one deal can differ, on one world; a guarantor is a seat, -1 none."""
    found = [_axis("ceasefire", None, base, _ceasefire(base))]
    for kind, build in OF_A_PARTY.items():
        found += [_axis(kind, party, base, build(case, base, party)) for party in PARTIES]
    found += [_axis("guarantee", party, base, _guarantee(base, party, guarantors[party])) for party in PARTIES]
    found += [_axis(DATES, None, base, _dates(case, base)), _axis("monitor", None, base, _monitor(base))]
    return tuple(axis for axis in found if len(axis.levels) > 1)


def _axis(kind: str, party: int | None, base: Terms, told: Iterator[Level]) -> Axis:
    """The levels once each, in order, the deal's own among them."""
    levels: list[Level] = []
    for level in told:
        if not any(_same(level.change, known.change) for known in levels):
            levels.append(level)
    levels.sort(key=lambda level: level.amount)
    tabled = next((i for i, level in enumerate(levels) if _same(level.change, _own(base, level.change))), 0)
    return Axis(kind, party, tuple(levels), tabled)


def _same(one: Change, other: Change) -> bool:
    return all(np.array_equal(one[field], other[field]) for field in one)


def _own(base: Terms, change: Change) -> Change:
    return {field: getattr(base, field) for field in change}


def _with(x: Array, at: tuple[int | slice, ...], value: Array | float) -> Array:
    """A copy of an array with one part of it changed."""
    copy = x + 0.0
    copy[at] = value
    return copy


def _ceasefire(base: Terms) -> Iterator[Level]:
    """The guns fall silent as told, or at once."""
    at_once = {"cease": 0.0 * base.cease + 1.0, "cease_after": 0.0 * base.cease_after}
    yield Level("at once", 1.0, at_once)
    yield Level(TABLED, 0.0, _own(base, at_once))


def _recognise(case: Case, base: Terms, party: int) -> Iterator[Level]:
    """A party grants the title to what the other holds of its land and claims."""
    rival = 1 - party
    due = number((case.own[rival] == 0.0) & (case.claim[rival] > 0.0) & (case.hold[0, rival] > 0.0))
    whole = due * number(case.hold[0, rival] >= WHOLE)
    worth = due * case.hold[0, rival] * case.worth[rival]

    def level(name: str, title: Array) -> Level:
        granted = _with(base.recognise, (0, party), title)
        settled = base.defer * (1.0 - number(title > 0.0))[None, :]
        return Level(name, _part(title * worth, worth), {"recognise": granted, "defer": settled})

    if worth.sum() > 0.0:
        facto, jure = (LEVELS["recognise"][name] for name in ("de facto", "de jure"))
        yield level(NONE, 0.0 * due)
        yield level("de facto", facto * due)
        yield level("de jure", jure * due)
        yield level("de jure what is held whole", jure * whole)
        yield level("de jure what is held whole, de facto the rest", np.maximum(jure * whole, facto * due))
        own = base.recognise[0, party]
        amount = _part(own * (1.0 - base.defer[0]) * worth, worth)
        yield Level(TABLED, amount, {"recognise": base.recognise, "defer": base.defer})


def _withdraw(case: Case, base: Terms, party: int) -> Iterator[Level]:
    """A party leaves what it holds of the land that the other claims: all, or what it does not hold whole abroad."""
    rival = 1 - party
    due = number((case.claim[rival] > 0.0) & (case.hold[0, party] > 0.0))
    kept = (1.0 - case.own[party]) * number(case.hold[0, party] >= WHOLE)
    rest, worth = due * (1.0 - kept), due * case.hold[0, party] * case.worth[rival]
    some = "what is not held whole" if (due * kept).any() else "it"

    def level(name: str, left: Array, fine: bool = False) -> Level:
        change = {"withdraw": _with(base.withdraw, (0, party), left)}
        return Level(name, _part(left * worth, worth), change, fine)

    if worth.sum() > 0.0:
        yield level(NONE, 0.0 * due)
        yield level("all", due)
        yield level(f"all of {some}", rest)
        yield level(f"half of {some}", 0.5 * rest)
        yield level(f"a quarter of {some}", 0.25 * rest, fine=True)
        yield level(f"three quarters of {some}", 0.75 * rest, fine=True)
        yield level(TABLED, base.withdraw[0, party])


def _relief(case: Case, base: Terms, party: int) -> Iterator[Level]:
    """Measures on a party are lifted, by the steps of the deal as far as it has any."""
    target, parts = case.targets[party], case.senders[0, party]
    if target < 0 or not parts.any():
        return
    at = (0, slice(None), target)
    own = base.relief[at]
    tabled = _part(parts * own.sum(axis=2), parts)
    left = number(parts > 0.0) * (1.0 - own.sum(axis=2))
    more = own + 0.0
    if tabled > 0.0:
        more[:, :, -1] = more[:, :, -1] + left
    else:
        more = more + left[:, :, None] / own.shape[2]

    def level(amount: float, name: str, fine: bool = False) -> Level:
        if amount <= tabled:
            lifted = own * (amount / tabled if tabled > 0.0 else 0.0)
        else:
            lifted = own + (more - own) * ((amount - tabled) / (1.0 - tabled))
        return Level(name, amount, {"relief": _with(base.relief, at, lifted)}, fine)

    yield level(0.0, NONE)
    yield Level(TABLED, tabled, {"relief": base.relief})
    for share in (0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875):
        yield level(share, f"{100.0 * share:g} %", fine=share != 0.5)
    yield Level("all", 1.0, {"relief": _with(base.relief, at, more)})


def _dates(case: Case, base: Terms) -> Iterator[Level]:
    """When relief comes: by its dates, in half the time, at signature."""
    if not case.senders[0].any():
        return
    dated = bool((base.relief_after > 0.0).any() or (base.relief_milestone > 0.0).any())
    months = base.relief_after if dated else np.asarray([PHASED]) + 0.0 * base.relief_after
    until = base.relief_milestone if dated else 0.0 * months + float(MILESTONES.index("ceasefire holds"))
    yield Level(TABLED if dated else "phased", 0.0, {"relief_after": months, "relief_milestone": until})
    yield Level("in half the time", 0.5, {"relief_after": 0.5 * months, "relief_milestone": until})
    yield Level("at signature", 1.0, {"relief_after": 0.0 * months, "relief_milestone": 0.0 * until})


def _neutral(case: Case, base: Terms, party: int) -> Iterator[Level]:
    """A party keeps out of alliances, where the other has a rival among them that it may join."""
    if case.exposed[0, 1 - party] > 0.0:
        yield from _bound("neutral", base, party)


def _cap(case: Case, base: Terms, party: int) -> Iterator[Level]:
    """A party caps its forces."""
    return _bound("cap", base, party)


def _unaided(case: Case, base: Terms, party: int) -> Iterator[Level]:
    """A party does without foreign military aid, where it has any; that there is none is a level of its own."""
    if case.leaning[0, party] > 0.0:
        yield from _bound("unaided", base, party, free=ANY)


def _bound(field: str, base: Terms, party: int, free: str = NONE) -> Iterator[Level]:
    for name, level in {free: 0.0, **LEVELS[field]}.items():
        yield Level(name, level, {field: _with(getattr(base, field), (0, party), level)})


def _guarantee(base: Terms, party: int, guarantor: int) -> Iterator[Level]:
    """A guarantor owes a party something if it is attacked."""
    if guarantor >= 0:
        for name, level in {NONE: 0.0, **LEVELS["guarantee"]}.items():
            yield Level(name, level, {"guarantee": _with(base.guarantee, (0, guarantor, party), level)})


def _monitor(base: Terms) -> Iterator[Level]:
    """Somebody watches that the deal is kept."""
    for name, level in {NONE: 0.0, **LEVELS["monitor"]}.items():
        yield Level(name, level, {"monitor": 0.0 * base.monitor + level})


def _part(some: Array, whole: Array) -> float:
    return float(np.sum(some) / max(float(np.sum(whole)), 1e-12))


OF_A_PARTY: dict[str, Builder] = {
    "recognise": _recognise,
    "withdraw": _withdraw,
    "relief": _relief,
    "neutral": _neutral,
    "cap": _cap,
    "unaided": _unaided,
}
