"""What can be wrong with the names in a scenario: who and what is unknown, wars with oneself, events on nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wargame.documents import Document, Faults
from wargame.spec import Change, ScenarioSpec

OF_ALLIANCES = ("alarm", "cohesion")  # fields that an event changes of an alliance


def examine(faults: Faults, document: Document, spec: ScenarioSpec, regions: Sequence[str]) -> None:
    """Note every name that is the name of nothing, and every fault of events and of the sides of wars."""
    states, places = list(spec.states), [*regions, *spec.states]

    def each(at: tuple[Any, ...], names: Sequence[str] | Mapping[str, Any], known: Sequence[str], what: str) -> None:
        named = isinstance(names, Mapping)
        for place, name in enumerate(names):
            faults.known(document, (*at, name if named else place), name, known, what, key=named)

    for name, state in spec.states.items():
        each(("states", name, "deployment"), state.deployment, regions, "region")
        each(("states", name, "worth"), state.worth, regions, "region")
        for key, told in (("claims", state.stakes.claims), ("reach", state.stakes.reach)):
            each(("states", name, "stakes", key), told, places, "region")
    for i, pair in enumerate(spec.wars):
        each(("wars", i), pair, states, "state")
    for key, group in (("patrons", spec.patrons), ("transit", spec.transit), ("depots", spec.depots)):
        each((key,), group, states, "state")
        for name, members in group.items():
            each((key, name), members, regions if key == "depots" else states, "region" if key == "depots" else "state")
    each(("contested",), spec.contested, places, "region or state")
    for name, who in spec.contested.items():
        each(("contested", name), who, states, "state")
    for day, snapshot in spec.snapshots.items():
        each(("snapshots", day, "regions"), snapshot.regions, regions, "region")
        for region, by in snapshot.regions.items():
            each(("snapshots", day, "regions", region), by, states, "state")
    each(("works",), spec.works, regions, "region")
    for region, by in spec.works.items():
        each(("works", region), by, states, "state")
    for name, members in spec.fronts.items():
        each(("fronts", name), members, regions, "region")
    each(("seats",), {k: v for k, v in spec.seats.items() if k != "all"}, [*states, *spec.alliances], "seat")
    figures = spec.calendar.figures
    if figures is not None and figures != spec.calendar.snapshot:
        faults.known(document, ("calendar", "figures"), figures.isoformat(), spec.snapshots, "snapshot")
    _events(faults, document, spec)
    _sides(faults, document, spec)


def _events(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    told: set[str] = set()
    for i, event in enumerate(spec.events):
        if event.id in told:
            faults.add(document, ("events", i, "id"), f"event {event.id!r} a second time", "every event once")
        told.add(event.id)
        _on_a_day(faults, document, spec, ("events", i, "on"), event.on)
        for j, seat in enumerate(event.to):
            faults.known(document, ("events", i, "to", j), seat, [*spec.states, *spec.alliances], "seat")
        if (event.on is None) == (event.when is None):
            faults.add(
                document,
                ("events", i),
                f"event {event.id!r} with {'both a date and' if event.on else 'neither a date nor'} a condition",
                "one of on, when",
            )
        if event.when is not None:
            above, below = event.when.above, event.when.below
            if above is None and below is None:
                faults.add(document, ("events", i, "when"), "a condition without a bound", "above, below or both")
            if above is not None and below is not None and above >= below:
                band = f"a band above {above:g} and below {below:g}, in which there is nothing"
                faults.add(document, ("events", i, "when", "above"), band, "a lower bound that is less than the upper")
        for j, change in enumerate(event.changes):
            _change(faults, document, spec, ("events", i, "changes", j), change)


def _on_a_day(
    faults: Faults, document: Document, spec: ScenarioSpec, at: tuple[str | int, ...], day: date | None
) -> None:
    """An event falls into the game."""
    last = spec.calendar.ends[-1]
    if day is not None and day <= spec.calendar.snapshot:
        faults.add(document, at, day.isoformat(), f"a day after the snapshot of {spec.calendar.snapshot}")
    elif day is not None and day > last and not document.changed(("calendar", "turns")):
        faults.add(document, at, day.isoformat(), f"a day up to {last}, with which the last turn ends")


def _change(faults: Faults, document: Document, spec: ScenarioSpec, at: tuple[str | int, ...], change: Change) -> None:
    """A change names what it changes, and says how: a number of a state, or a member of an alliance."""
    known = (("state", spec.states), ("alliance", spec.alliances), ("joins", spec.states), ("leaves", spec.states))
    for key, names in known:
        if (name := getattr(change, key)) is not None:
            faults.known(document, (*at, key), name, names, "alliance" if key == "alliance" else "state")
    told_once = (change.add is None) != (change.set is None)
    of_state = change.state is not None and change.field is not None and told_once
    of_body = change.alliance is not None and change.field is not None and told_once
    of_alliance = change.alliance is not None and (change.joins is None) != (change.leaves is None)
    if change.field is not None and (change.field in OF_ALLIANCES) != (change.alliance is not None):
        where = "an alliance" if change.field in OF_ALLIANCES else "a state"
        faults.add(document, (*at, "field"), f"{change.field!r}", f"a field of what is changed; this is {where}'s")
    if (of_state or of_body) == of_alliance:
        what = "a state or an alliance and a field with one of add, set; or an alliance with one of joins, leaves"
        told = ", ".join(key for key in Change.model_fields if getattr(change, key) is not None) or "nothing"
        faults.add(document, at, f"a change that says {told}", what)


def _sides(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Wars, patrons and possible holders name different states, each once."""
    seen: set[frozenset[str]] = set()
    for i, pair in enumerate(spec.wars):
        if len(set(pair)) == 1 or frozenset(pair) in seen:
            what = f"{pair[0]!r} at war with itself" if len(set(pair)) == 1 else "a war told a second time"
            faults.add(document, ("wars", i), what, "two different states, each pair once")
        seen.add(frozenset(pair))
    for key, groups in (("patrons", spec.patrons), ("contested", spec.contested)):
        for name, group in groups.items():
            for i, state in enumerate(group):
                if state in group[:i] or (key == "patrons" and state == name):
                    faults.add(
                        document,
                        (key, name, i),
                        f"{state!r} " + ("a second time" if state in group[:i] else "as its own patron"),
                        "another state",
                    )
