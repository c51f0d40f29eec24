"""Edits: the ways in which a deal can be moved towards a party, one clause at a time, from one named level to the next.

An edit goes one party's way, so that its furthest step is the best that it can do. Two may not be sure to: who watches
a deal also stands in the way of him who would break it, and a status that is settled is a claim that can be missed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wargame.axes import Array, namespace, number
from wargame.calculus.deal.case import Case
from wargame.terms import LEVELS, Terms

Change = Mapping[str, Array]  # fields of terms, [1,...] each


@dataclass(frozen=True)
class Edit:
    """A clause that can be moved: its steps as changed fields, and what each step costs in shares of its whole span."""

    name: str
    steps: tuple[tuple[float, Change], ...]
    sure: bool = True  # whether a further step never costs the party's consent


@dataclass(frozen=True)
class Span:
    """What moving a clause all the way weighs: judgement on how much the other side gives up by it."""

    neutral: float = 1.0
    cap: float = 0.8
    unaided: float = 0.8
    recognise: float = 1.0
    withdraw: float = 1.5
    relief: float = 0.7
    sooner: float = 0.3
    guarantee: float = 1.0
    monitor: float = 0.3


def edits(case: Case, terms: Terms, party: int, span: Span) -> tuple[Edit, ...]:
    """The edits of one deal that go a party's way, those that change nothing left out."""
    found = (build(case, terms, party, span) for build in EDITS)
    return tuple(edit for edit in found if edit.steps)


def _bound(field: str) -> Callable[[Case, Terms, int, Span], Edit]:
    """A clause that binds one party for the other's sake: more of it for the rival, then none of it for oneself."""

    def build(case: Case, terms: Terms, party: int, span: Span) -> Edit:
        now, weight = getattr(terms, field), float(getattr(span, field))
        rival, mine = float(now[0, 1 - party]), float(now[0, party])
        levels = [level for level in LEVELS[field].values() if level > rival][-3:]
        freed = _set(now, (0, party), 0.0)
        steps = [(weight * mine, {field: freed})] if mine > 0.0 else []
        steps += [(weight * (mine + level - rival), {field: _set(freed, (0, 1 - party), level)}) for level in levels]
        return Edit(field, tuple(steps))

    return build


def _recognise(case: Case, terms: Terms, party: int, span: Span) -> Edit:
    """The other grants title to what the party claims and holds; status left open there is settled."""
    xp = case.xp
    due = (1.0 - case.own[party, :]) * number((case.claim[party, :] > 0.0) & (case.hold[0, party, :] > 0.0))
    steps, opened = [], False
    for level in LEVELS["recognise"].values():
        granted = xp.maximum(terms.recognise[0, 1 - party, :], level * due)
        gain = float(xp.sum((granted - terms.recognise[0, 1 - party, :]) * case.worth[party, :]))
        if gain > 0.0:
            change = _set(terms.recognise, (0, 1 - party), granted)
            settled = terms.defer * (1.0 - number(granted > 0.0))[None, :]
            steps.append((span.recognise * gain, {"recognise": change, "defer": settled}))
            opened = opened or bool(xp.any(settled != terms.defer))
    return Edit("recognise", tuple(steps), sure=not opened)


def _withdraw(case: Case, terms: Terms, party: int, span: Span) -> Edit:
    """A party keeps what it would have left; then the other leaves what the party claims."""
    xp, rival = case.xp, 1 - party
    kept = _set(terms.withdraw, (0, party), 0.0 * terms.withdraw[0, party, :])
    lost = float(xp.sum(terms.withdraw[0, party, :] * case.hold[0, party, :] * case.worth[party, :]))
    steps = [(span.withdraw * lost, {"withdraw": kept})] if lost > 0.0 else []
    due = number((case.claim[party, :] > 0.0) & (case.hold[0, rival, :] > 0.0))
    left = xp.maximum(terms.withdraw[0, rival, :], due)
    gain = float(xp.sum((left - terms.withdraw[0, rival, :]) * case.hold[0, rival, :] * case.worth[party, :]))
    if gain > 0.0:
        steps.append((span.withdraw * (lost + gain), {"withdraw": _set(kept, (0, rival), left)}))
    return Edit("withdraw", tuple(steps))


def _relief(case: Case, terms: Terms, party: int, span: Span) -> Edit:
    """More of the measures on a party are lifted: half of what was left, then all of them, with the last step."""
    t = case.targets[party]
    if t < 0:
        return Edit("relief", ())
    xp, steps = case.xp, []
    lifted = xp.sum(terms.relief, axis=4)[0, :, t, :]
    senders = number(case.senders[0, party, :, :] > 0.0)
    for share in (0.5, 1.0):
        more = share * (1.0 - lifted) * senders
        gain = float(xp.sum(more * case.senders[0, party, :, :]))
        if gain > 1e-9:
            last = terms.relief.shape[4] - 1
            change = _set(terms.relief, (0, slice(None), t, slice(None), last), terms.relief[0, :, t, :, last] + more)
            steps.append((span.relief * gain, {"relief": change}))
    return Edit("relief", tuple(steps))


def _sooner(case: Case, terms: Terms, party: int, span: Span) -> Edit:
    """Relief for a party comes in half the time, then at signature."""
    t = case.targets[party]
    if t < 0 or not bool(case.xp.any(terms.relief[0, :, t, :, :] > 0.0)):
        return Edit("sooner", ())
    late = bool(case.xp.any((terms.relief_after > 0.0) | (terms.relief_milestone > 0.0)))
    none = {"relief_after": 0.0 * terms.relief_after, "relief_milestone": 0.0 * terms.relief_milestone}
    half = {"relief_after": 0.5 * terms.relief_after}
    return Edit("sooner", ((0.5 * span.sooner, half), (span.sooner, none)) if late else ())


def _guarantee(case: Case, terms: Terms, party: int, span: Span) -> Edit:
    """A guarantor owes the party more: one that is bound already, else the mediator."""
    mine = terms.guarantee[0, :, party]
    now = float(case.xp.max(mine))
    who = int(case.xp.argsort(-mine)[0]) if now > 0.0 else int(terms.mediator[0]) - 1
    if who < 0:
        return Edit("guarantee", ())
    levels = [level for level in LEVELS["guarantee"].values() if level > now][-3:]
    return Edit(
        "guarantee",
        tuple((span.guarantee * (x - now), {"guarantee": _set(terms.guarantee, (0, who, party), x)}) for x in levels),
    )


def _monitor(case: Case, terms: Terms, party: int, span: Span) -> Edit:
    """Somebody watches that the deal is kept."""
    now = float(terms.monitor[0])
    levels = [level for level in LEVELS["monitor"].values() if level > now]
    steps = tuple((span.monitor * (x - now), {"monitor": 0.0 * terms.monitor + x}) for x in levels)
    return Edit("monitor", steps, sure=False)


EDITS: tuple[Callable[[Case, Terms, int, Span], Edit], ...] = (
    _bound("neutral"),
    _bound("cap"),
    _bound("unaided"),
    _recognise,
    _withdraw,
    _relief,
    _sooner,
    _guarantee,
    _monitor,
)


def _set(x: Array, at: tuple[int | slice, ...], value: Array | float) -> Array:
    """A copy of an array with one part of it changed."""
    copy = x + 0.0
    copy[at] = value
    return copy


def edited(terms: Terms, options: tuple[Edit, ...], chosen: Array) -> Terms:
    """Deals `[n]` made of one deal by the step of every edit that `chosen` `[n,E]` says, 0 for none."""
    changed: dict[str, Array] = {}
    for e, edit in enumerate(options):
        for field in dict.fromkeys(name for _, change in edit.steps for name in change):
            base = getattr(terms, field)
            steps = namespace(base).concat([base, *(change.get(field, base) for _, change in edit.steps)], axis=0)
            moved = namespace(base).take(steps, chosen[:, e], axis=0)
            now = changed.get(field)  # moved elsewhere by another edit, as one field holds what both parties give
            changed[field] = moved if now is None else now + (moved - base)
    rows = chosen.shape[0]
    rest: dict[str, Any] = {
        name: _spread(getattr(terms, name), rows) for name in vars(terms) if name not in (*changed, "quarrel")
    }
    return replace(terms, **(rest | changed))


def _spread(x: Array, rows: int) -> Array:
    return namespace(x).broadcast_to(x, (rows, *x.shape[1:]))
