"""What can be wrong with a script: decisions of nobody, before the start or after the end, that no seat can take."""

from collections.abc import Collection, Sequence
from typing import Any

from wargame.documents import Document, Faults
from wargame.forum import CONTENTS
from wargame.forum_faults import Place, targets
from wargame.spec import Decision, ScenarioSpec

OF_ALLIANCES = ("table", "engage")  # what alliances decide; the rest is decided by states
OF_EITHER = ("host",)  # what both may
LISTS = ("recognise", "host")  # keys that tell names only
NO_ORDERS = ("month", "seat", "source", "confidence", "note")  # keys of a decision that ask for nothing
SHARES = ("table", "inform")  # shares that the types leave free
AMOUNTS = ("effort", "aid", "mobilise", "spend")  # at least 0


def examine(
    faults: Faults, document: Document, spec: ScenarioSpec, regions: Sequence[str], bridges: Sequence[str]
) -> None:
    """Note every fault of the decisions on record."""
    seats, months = (
        [*spec.states, *spec.alliances],
        (f"{spec.calendar.snapshot:%Y-%m}", f"{spec.calendar.ends[-1]:%Y-%m}"),
    )
    aims = {seat: _aims(spec, seat, regions, bridges) for seat in {decision.seat for decision in spec.script}}
    for i, decision in enumerate(spec.script):
        seat, at = decision.seat, ("script", i)
        faults.known(document, (*at, "seat"), seat, seats, "seat")
        _dated(faults, document, months, at, decision.month)
        _of_its_kind(faults, document, spec, at, decision)
        for key, (known, what) in aims[seat].items():
            for place, name in enumerate(getattr(decision, key) or {}):
                where = place if key in LISTS else name
                faults.known(document, (*at, key, where), name, known, what, key=key not in LISTS)
        _partners(faults, document, spec, at, decision)
        _amounts(faults, document, at, decision)


def _dated(faults: Faults, document: Document, months: tuple[str, str], at: Place, month: str) -> None:
    """A decision is of a month of the game, from the first to the last."""
    first, last = months
    if month < first:
        faults.add(document, (*at, "month"), month, f"a month from {first} on")
    elif month > last and not document.changed(("calendar", "turns")):
        faults.add(document, (*at, "month"), month, f"a month up to {last}, with which the last turn ends")


def _of_its_kind(faults: Faults, document: Document, spec: ScenarioSpec, at: Place, decision: Decision) -> None:
    """A state decides for a state, an alliance for an alliance."""
    seat = decision.seat
    for key in Decision.model_fields:
        if key not in NO_ORDERS and getattr(decision, key) is not None:
            if seat in spec.states and key in OF_ALLIANCES:
                faults.add(document, (*at, key), f"{key!r} of the state {seat!r}", "an alliance as the seat", key=True)
            if seat in spec.alliances and key not in (*OF_ALLIANCES, *OF_EITHER):
                faults.add(document, (*at, key), f"{key!r} of the alliance {seat!r}", "a state as the seat", key=True)


def _aims(
    spec: ScenarioSpec, seat: str, regions: Sequence[str], bridges: Sequence[str]
) -> dict[str, tuple[Collection[str], str]]:
    """What a seat's orders may name, by key, and what that is; nothing of a seat of another kind."""
    ground, states = ([*spec.fronts, *regions], "front or region"), (spec.states, "state")
    aims: dict[str, tuple[Collection[str], str]] = {}
    if seat in spec.states:
        gas = {name: state.gas for name, state in spec.states.items()}
        facing = [rival.alliance for rival in spec.rivals if rival.state == seat]
        votes = [f"{body}:{docket}" for body in spec.alliances for docket in dockets(spec, body)]
        aims = {
            **dict.fromkeys(("effort", "attack", "withdraw"), ground),
            **dict.fromkeys(("aid", "arms"), states),
            **dict.fromkeys(("probe", "channel"), (facing, f"rival of {seat}")),
            "strike": (bridges, "bridge"),
            "vote": (votes, "docket of an alliance"),
            "sanction": ([whom for whom, who in spec.sanctioners.items() if seat in who], f"target of {seat}"),
            "cut": ([name for name, ties in gas.items() if seat in ties], f"importer of gas from {seat}"),
            "divest": (list(gas[seat]), f"exporter of gas to {seat}"),
            "recognise": ([name for name in targets(spec) if name != seat], "target of recognition"),
        }
    elif seat in spec.alliances:
        facing = [rival.state for rival in spec.rivals if rival.alliance == seat]
        aims = {
            "table": (_items(dockets(spec, seat)), f"item of a docket of {seat}"),
            "engage": (facing, f"rival of {seat}"),
        }
    return aims | {"host": (_mediated(spec, seat), f"war in which {seat} mediates")}


def _mediated(spec: ScenarioSpec, seat: str) -> list[str]:
    """The wars in which a seat mediates, each by its parties in the order of the states."""
    mediators = {*spec.mediators, *(offer.by for offer in spec.offers)}
    order, at_war = list(spec.states), {state for war in spec.wars for state in war}
    if seat not in mediators - at_war:
        return []
    return ["-".join(sorted(war, key=order.index)) for war in spec.wars if set(war) <= set(order)]


def _partners(faults: Faults, document: Document, spec: ScenarioSpec, at: Place, decision: Decision) -> None:
    """Aid and arms go to partners."""
    for key in ("aid", "arms"):
        for name in getattr(decision, key) or {}:
            if name in spec.states and decision.seat not in spec.patrons.get(name, ()):
                told = f"a partner that {decision.seat!r} is a patron of"
                faults.add(document, (*at, key, name), f"{key} of {decision.seat!r} to {name!r}", told, key=True)


def _amounts(faults: Faults, document: Document, at: Place, decision: Decision) -> None:
    """Nothing is asked for less than nothing, nor a share beyond the whole."""
    for key in (*AMOUNTS, *SHARES):
        asked: Any = getattr(decision, key)
        each = {(key,): asked} if isinstance(asked, float | int) else {(key, n): a for n, a in (asked or {}).items()}
        for where, amount in each.items():
            if amount < 0.0 or (key in SHARES and amount > 1.0):
                told = "a share from 0 to 1" if key in SHARES else "a number at least 0"
                faults.add(document, (*at, *where), f"{amount:g}", told)


def dockets(spec: ScenarioSpec, alliance: str) -> list[str]:
    """The names of an alliance's dockets; where there are several of a kind, also the name without a number."""
    names = []
    for power in spec.alliances[alliance].powers:
        several = [f"{power.motion}.{n}" for n in range(1, power.at_once + 1)] if power.at_once > 1 else []
        names += [":".join(filter(None, (kind, power.target))) for kind in (*several, power.motion)]
    return names


def _items(names: Sequence[str]) -> list[str]:
    """The names of what dockets contain."""
    kinds = [(name, name.partition(":")[0].partition(".")[0]) for name in names]
    return [":".join(filter(None, (name, content))) for name, kind in kinds for content in CONTENTS[kind]]
