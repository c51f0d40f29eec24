"""News of politics: what alliances decided and who held it up, gas, the ladder, covert operations, third states."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.calculus.causes import cause
from wargame.calculus.votes import Votes
from wargame.explain.words import figure, listed, the
from wargame.forum import SECTORS, Docket
from wargame.scenario import Scenario
from wargame.turn import Played
from wargame.world import World

MOTIONS: Mapping[str, str] = {
    "package": "a package of measures",
    "rollover": "the renewal of its measures",
    "relief": "relief from its measures",
    "aid": "common aid",
    "deployment": "more troops on its border",
    "energy": "a common energy programme",
    "admission": "a member",
    "condemnation": "a resolution",
}
VERBS = {"admission": "admits", "deployment": "sends", "aid": "grants", "energy": "agrees on", "relief": "grants"}
RUNGS = (
    "calm",
    "diplomacy",
    "sanctions",
    "covert operations",
    "arms for the enemy",
    "long-range arms",
    "a limited war next door",
    "a full war next door",
    "a clash of arms",
    "a nuclear demonstration",
    "nuclear use",
)  # of the ladder, from 0 to 10, as rules/escalation has them
ROUTINE = ("rollover",)  # told only when it is held up or falls
CUT = 0.1  # of a contract withheld that is worth a word
DEARER = 0.25  # by which gas must be dearer or cheaper than at the last word
LEFT = 0.05  # of an alliance's measures that a member stops applying, worth a word
WEEKS = 52.0 / 12.0  # in a month


def news(
    before: World,
    played: Played,
    scenario: Scenario,
    names: Mapping[str, str],
    row: int,
    seats: Sequence[int] | None = None,
) -> list[str]:
    """What a turn brought beside the war; why a state leaves a common line, of these seats only itself is told."""
    after = played.world
    return [
        *_motions(before, after, names, row),
        *_resolutions(before, played, names, row),
        *_defections(before, after, scenario, names, row, seats),
        *_gas(before, after, names, row),
        *_ladder(before, after, names, row),
        *_incidents(before, after, names, row),
        *_recognitions(before, after, names, row),
    ]


def _risen(before: World, after: World, field: str, row: int) -> Array:
    change: Array = np.asarray(getattr(after, field))[row] - np.asarray(getattr(before, field))[row]
    return change


def _body(docket: Docket, world: World, names: Mapping[str, str]) -> str:
    return f"the {names[world.board.forum.alliances[docket.alliance]]}"


def motion(docket: Docket, board: Board, names: Mapping[str, str]) -> str:
    """What a docket is for in words, `a package of measures against Russia`."""
    if docket.motion == "admission":
        return f"the admission of {the(names[board.states[docket.target]])}"
    if docket.target < 0:
        return MOTIONS[docket.motion]
    whom = the(names[board.states[docket.target]])
    word = {"package": "against", "condemnation": "against", "aid": "for"}.get(docket.motion, "on")
    return f"{MOTIONS[docket.motion]} {word} {whom}"


def _motions(before: World, after: World, names: Mapping[str, str], row: int) -> list[str]:
    """Motions adopted, with what it took; held up, with who and for how long; and fallen."""
    f, told = after.board.forum, []
    adopted, held, failed = (_risen(before, after, field, row) > 0.5 for field in ("adopted", "held_up", "failed"))
    for p, docket in enumerate(f.dockets):
        if docket.motion == "condemnation":
            continue
        body, about = _body(docket, after, names), motion(docket, after.board, names)
        start = f"{body[0].upper()}{body[1:]}"
        if adopted[p] and docket.motion not in ROUTINE:
            verb = VERBS.get(docket.motion, "adopts")
            about = about.removeprefix("the admission of ")
            told.append(f"{start} {verb} {about}{_contents(after, p, row)}{_cost(before, after, p, names, row)}")
        elif held[p]:
            who = names[after.board.states[int(after.blocker[row, p]) - 1]]
            price = _price(docket, float(after.price[row, p]))
            takes = f"meeting its objections takes {_time(after.delay[row, p])}{price}"
            told.append(f"{who} holds up {about} in {body}: {takes}")
        elif failed[p]:
            told.append(f"{start} finds no agreement on {about}")
    return _together(told)


def _together(told: list[str]) -> list[str]:
    """Packages that read alike told once, with their number."""
    counts = Counter(told)
    return [
        text
        if count == 1
        else text.replace("a package", f"{count} packages", 1).replace(" of it leak", " of them leak")
        for text, count in counts.items()
    ]


def _contents(world: World, p: int, row: int) -> str:
    """` in finance and trade, with enforcement`."""
    f = world.board.forum
    asked = [f.items[q][1] for q in f.items_of(p) if world.passed[row, q] > 0.0]
    sectors = listed([name for name in asked if name in SECTORS])
    if "enforcement" in asked:
        return f" in {sectors}, with enforcement" if sectors else " on enforcement alone"
    return f" in {sectors}" if sectors else ""


def _cost(before: World, after: World, p: int, names: Mapping[str, str], row: int) -> str:
    """What it took to win back a member that had held a motion up."""
    if before.wait[row, p] <= 0.0 or before.blocker[row, p] < 0.5:
        return ""
    who = names[after.board.states[int(before.blocker[row, p]) - 1]]
    price = _price(after.board.forum.dockets[p], float(after.conceded[row, p]))
    return f"; {who} is won back after {_time(after.delay[row, p])}{price}"


def _price(docket: Docket, leak: float) -> str:
    """` and exemptions that let 3 % of it leak`, for a package that loses enough by them."""
    sold = docket.motion == "package" and leak >= 0.001
    return f" and exemptions that let {figure(100.0 * leak)} % of it leak" if sold else ""


def _time(months: Any) -> str:
    weeks = max(round(float(months) * WEEKS), 1)
    return f"{weeks} week{'s' if weeks > 1 else ''}"


def _resolutions(before: World, played: Played, names: Mapping[str, str], row: int) -> list[str]:
    """Resolutions with the votes cast for, against and withheld, those without a seat voting with the majority."""
    after, told = played.world, []
    f = after.board.forum
    cast = sum(np.asarray(orders.vote)[row] for orders in played.orders.values())
    settled = _risen(before, after, "adopted", row) + _risen(before, after, "failed", row)
    for p in f.of("condemnation"):
        if settled[p] > 0.5:
            docket = f.dockets[p]
            member = np.asarray(after.member)[row, docket.alliance] > 0.5
            ayes, noes = int((cast[p][member] > 0).sum()), int((cast[p][member] < 0).sum())
            idle, others = int(member.sum()) - ayes - noes, int(f.others[docket.alliance])
            ayes, noes = (ayes + others, noes) if ayes > noes else (ayes, noes + others)
            verb = "condemns" if _risen(before, after, "adopted", row)[p] > 0.5 else "does not condemn"
            body, whom = _body(docket, after, names), the(names[after.board.states[docket.target]])
            told.append(f"{body[0].upper()}{body[1:]} {verb} {whom}, {ayes} to {noes}, {idle} abstaining")
    return told


BECAUSE = {
    "sympathy": "it stands nearer to the target",
    "costs": "they cost it too much",
    "energy": "it depends on gas from abroad",
    "weariness": "its people are weary",
}


def _defections(
    before: World, after: World, scenario: Scenario, names: Mapping[str, str], row: int, seats: Sequence[int] | None
) -> list[str]:
    """Members that stop applying an alliance's measures, and what weighs most with them."""
    f, told = after.board.forum, []
    now, then = np.asarray(after.defected)[row], np.asarray(before.defected)[row]
    for a, s in zip(*np.nonzero((now >= LEFT) & (then < LEFT)), strict=True):
        why = (
            f": {BECAUSE[cause(before, scenario.params, Votes(), int(a), int(s), row)]}"
            if seats is None or s in seats
            else ""
        )
        told.append(f"{names[after.board.states[s]]} stops applying measures of the {names[f.alliances[a]]}{why}")
    return told


def _gas(before: World, after: World, names: Mapping[str, str], row: int) -> list[str]:
    """Gas withheld, and its price where it moved much."""
    b, f, told = after.board, after.board.forum, []
    cut: dict[int, list[str]] = {}
    for g, (importer, exporter) in enumerate(f.gas):
        if after.withheld[row, g] - before.withheld[row, g] >= CUT:
            cut.setdefault(exporter, []).append(the(names[b.states[importer]]))
    for exporter, importers in cut.items():
        whom = listed([*importers[:3], f"{len(importers) - 3} more"] if len(importers) > 4 else importers)
        told.append(f"{names[b.states[exporter]]} withholds gas from {whom}")
    old, new = float(before.gas_price[row]), float(after.gas_price[row])
    if f.gas and old > 0.0 and abs(new / old - 1.0) >= DEARER:
        told.append(f"Gas {'rises' if new > old else 'falls'} to EUR {figure(new)} per MWh")
    return told


def _ladder(before: World, after: World, names: Mapping[str, str], row: int) -> list[str]:
    """Steps on the ladder between rivals."""
    b, f, told = after.board, after.board.forum, []
    for x, (state, body) in enumerate(f.rivals):
        old, new = (round(float(world.rung[row, x])) for world in (before, after))
        if old != new:
            pair = f"{names[b.states[state]]} and the {names[f.alliances[body]]}"
            told.append(f"{pair} {'climb' if new > old else 'step down'} to rung {new}")
    return told


def _incidents(before: World, after: World, names: Mapping[str, str], row: int) -> list[str]:
    """Incidents, and those that are laid at a state's door."""
    b, f, told = after.board, after.board.forum, []
    unclaimed, named = (_risen(before, after, field, row) for field in ("unclaimed", "attributed"))
    happened = unclaimed + named
    for x, (state, body) in enumerate(f.rivals):
        count, traced = round(float(happened[x])), round(float(named[x]))
        if count:
            told.append(f"{_incident(count)} of sabotage in the {names[f.alliances[body]]}")
        if traced:
            verb = "are" if traced > 1 else "is"
            told.append(f"{_incident(traced)} {verb} laid at the door of {the(names[b.states[state]])}")
    return told


def _incident(count: int) -> str:
    return f"{count} incident{'s' if count > 1 else ''}"


def _recognitions(before: World, after: World, names: Mapping[str, str], row: int) -> list[str]:
    """States that recognise what another has taken, or no longer do."""
    b, f, told = after.board, after.board.forum, []
    change = _risen(before, after, "recognition", row)
    for t, target in enumerate(f.targets):
        for sign, verb in ((1.0, "recognise"), (-1.0, "no longer recognise")):
            who: Sequence[str] = [names[b.states[s]] for s in np.flatnonzero(change[t] == sign)]
            if who:
                ending = "s" if len(who) == 1 and sign > 0 else ""
                verb = "no longer recognises" if len(who) == 1 and sign < 0 else f"{verb}{ending}"
                told.append(f"{listed(who)} {verb} what {the(names[b.states[target]])} has taken")
    return told


def leaders(before: World, after: World, names: Mapping[str, str], row: int) -> list[tuple[int, str]]:
    """States that have another leader, each with the words for it."""
    changed = np.flatnonzero(_risen(before, after, "leaders", row) > 0.5).tolist()
    return [(s, f"{_start(the(names[after.board.states[s]]))} has another leader") for s in changed]


def members(before: World, after: World, names: Mapping[str, str], row: int) -> list[str]:
    """States that have joined an alliance or left it."""
    change, board = _risen(before, after, "member", row), after.board
    return [
        f"{_start(the(names[board.states[s]]))} {'joins' if change[a, s] > 0.0 else 'leaves'} "
        f"the {names[board.forum.alliances[a]]}"
        for a, s in np.argwhere(np.abs(change) > 0.5).tolist()
    ]


def _start(text: str) -> str:
    """Words at the start of a sentence."""
    return f"{text[0].upper()}{text[1:]}"
