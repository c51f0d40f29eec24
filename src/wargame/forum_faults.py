"""What can be wrong with what a scenario tells of measures, and with what its script lets alliances decide."""

from collections.abc import Sequence
from typing import Any

from wargame.documents import Document, Faults
from wargame.forum import CONTENTS
from wargame.spec import ScenarioSpec


def examine(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Note every fault of measures, of routes round them, and of recorded motions and votes."""
    _measures(faults, document, spec)
    _ways(faults, document, spec)
    for i, decision in enumerate(spec.script):
        _tabled(faults, document, spec, ("script", i), decision.seat, decision.table or {})
        if decision.vote:
            _voted(faults, document, spec, ("script", i), decision.seat, list(decision.vote))
        for target in decision.sanction or {}:
            known = [whom for whom, who in spec.sanctioners.items() if decision.seat in who]
            faults.known(document, ("script", i, "sanction", target), target, known, "target of its own", key=True)


def _measures(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Senders and targets are known, and a state tells its measures in a sector once."""
    seen: set[tuple[str, str, str]] = set()
    for i, told in enumerate(spec.measures):
        at = ("measures", i)
        faults.known(document, (*at, "sender"), told.sender, [*spec.states, *spec.alliances], "state or alliance")
        faults.known(document, (*at, "target"), told.target, spec.states, "state")
        whole = (told.sender, told.target, told.sector)
        if told.sender in spec.states and whole in seen:
            faults.add(document, at, f"{' '.join(whole)} a second time", "a state's measures in a sector once")
        seen.add(whole)
        if told.since > spec.calendar.snapshot:
            faults.add(
                document, (*at, "since"), f"{told.since}", f"a day up to the snapshot of {spec.calendar.snapshot}"
            )
        if told.expires is not None and told.expires <= spec.calendar.snapshot:
            faults.add(document, (*at, "expires"), f"{told.expires}", "a day after the snapshot")
    if len(spec.measures) > spec.acts:
        faults.add(document, ("measures",), f"{len(spec.measures)} measures", f"at most {spec.acts}, as 'acts' has it")


def _ways(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    for key, groups in (("sanctioners", spec.sanctioners), ("routes", spec.routes)):
        for target, others in groups.items():
            faults.known(document, (key, target), target, spec.states, "state", key=True)
            for place, name in enumerate(others):
                where = name if key == "routes" else place
                faults.known(document, (key, target, where), name, spec.states, "state", key=key == "routes")


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


def _tabled(
    faults: Faults, document: Document, spec: ScenarioSpec, at: tuple[Any, ...], seat: str, table: dict[str, float]
) -> None:
    """An alliance tables contents of its own dockets, as shares."""
    if table and seat in spec.states:
        faults.add(document, (*at, "table"), f"a motion of the state {seat!r}", "a motion of an alliance")
    for name, share in table.items() if seat in spec.alliances else ():
        at_item = (*at, "table", name)
        known = faults.known(document, at_item, name, _items(dockets(spec, seat)), "item of a docket", key=True)
        if known and not 0.0 <= share <= 1.0:
            faults.add(document, at_item, f"{share:g}", "a share from 0 to 1")


def _voted(
    faults: Faults, document: Document, spec: ScenarioSpec, at: tuple[Any, ...], seat: str, votes: Sequence[str]
) -> None:
    """A state votes on dockets that there are."""
    if seat in spec.alliances:
        faults.add(document, (*at, "vote"), f"a vote of the alliance {seat!r}", "a vote of a state")
        return
    known = [f"{alliance}:{name}" for alliance in spec.alliances for name in dockets(spec, alliance)]
    for name in votes:
        faults.known(document, (*at, "vote", name), name, known, "docket of an alliance", key=True)
