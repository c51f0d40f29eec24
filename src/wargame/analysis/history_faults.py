"""Everything that can be wrong with a scenario's history, found before any of it is played and told with its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wargame.documents import Document, Faults
from wargame.errors import DocumentError
from wargame.measures import BY_NAME, names
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load

if TYPE_CHECKING:
    from wargame.analysis.history import HistorySpec, Test

Seen = Mapping[str, Mapping[str, float]]
FEWEST = 3  # entities that make an order


def sound(document: Document, spec: HistorySpec, scenario: Scenario) -> None:
    """Every series, date, play, seat and policy that is named exists."""
    faults, series = Faults(), names(scenario.board)
    for name, play in spec.plays.items():
        for seat, policy in play.seats.items():
            where = ("plays", name, "seats", seat)
            faults.known(document, where, seat, ("all", *scenario.seats), "seat", key=True)
            faults.known(document, where, policy, POLICIES, "policy")
    for name, column in spec.series.items():
        faults.known(document, ("series", name), name, series, "series", key=True)
        if column.play is not None:
            faults.known(document, ("series", name, "play"), column.play, spec.plays, "play")
    if spec.vetoes is not None:
        senders = [name.partition("/")[2] for name in series if name.startswith("vetoes/")]
        faults.known(document, ("vetoes", "alliance"), spec.vetoes.alliance, senders, "alliance that adopts packages")
        if spec.vetoes.play is not None:
            faults.known(document, ("vetoes", "play"), spec.vetoes.play, spec.plays, "play")
    for i, day in enumerate(spec.story):
        faults.known(document, ("story", i), day, scenario.dates, "end of a turn")
    for i, test in enumerate(spec.tests):
        _test(faults, document, i, test, spec, scenario)
    faults.raise_if_any()


def _test(faults: Faults, document: Document, i: int, test: Test, spec: HistorySpec, scenario: Scenario) -> None:
    if test.name in (other.name for other in spec.tests[:i]):
        faults.add(document, ("tests", i, "name"), f"a second test named {test.name!r}", "a name of its own")
    if test.series is not None:
        faults.known(document, ("tests", i, "series"), test.series, spec.series, "series of this history")
    for key, other in (("upon", test.upon), ("per", test.per)):
        if other is not None:
            faults.known(document, ("tests", i, key), other, spec.series, "series of this history")
    if test.rank is not None:
        faults.known(document, ("tests", i, "rank", "measure"), test.rank.measure, BY_NAME, "measure")
    for key, play in (("play", test.play), ("against", test.against)):
        if play is not None:
            faults.known(document, ("tests", i, key), play, spec.plays, "play")
    for key, day in (("at", test.at), ("from", test.from_), ("to", test.to), ("since", test.since)):
        if day is not None:
            faults.known(document, ("tests", i, key), day, scenario.dates, "end of a turn")
    if test.from_ is not None and test.to is not None and test.from_ > test.to:
        faults.add(document, ("tests", i, "to"), test.to, f"a date after {test.from_}")
    if test.against is not None and test.series in spec.series and test.against == spec.play_of(test):
        faults.add(document, ("tests", i, "against"), f"the play {test.against!r} against itself", "another play")


def compared(document: Document, spec: HistorySpec, seen: Seen, ranked: Seen, dates: tuple[str, ...]) -> None:
    """What tests ask for was observed."""
    faults = Faults()
    for i, test in enumerate(spec.tests):
        if test.rank is not None and len(ranked[test.name]) < FEWEST:
            faults.add(document, ("tests", i, "rank"), f"an order of {len(ranked[test.name])}", f"{FEWEST} or more")
        if test.series is not None and test.compares and not _observed(test, seen[test.series], dates):
            faults.add(document, ("tests", i, "series"), f"nothing observed of {test.series!r} then", "an observation")
    faults.raise_if_any()


def _observed(test: Test, seen: Mapping[str, float], dates: tuple[str, ...]) -> bool:
    """Whether what a test sets beside its figure was observed; a change from state 0 may begin with nothing."""
    if test.kind == "change":
        return test.to in seen and (test.from_ in seen or test.from_ == dates[0])
    if test.kind == "at":
        return test.at in seen if test.at else bool(seen)
    return any((test.from_ or dates[0]) <= day <= (test.to or dates[-1]) for day in seen)


def readied(document: Document, spec: HistorySpec, scenario: Scenario) -> dict[str, Scenario]:
    """The scenario as each play has it; a number that cannot be set is told with its place in the history."""
    faults, plays = Faults(), {}
    for name, play in spec.plays.items():
        try:
            changes = {**scenario.changes, **play.changes}
            plays[name] = load(scenario.source or scenario.id, POLICIES, changes) if play.changes else scenario
        except DocumentError as error:
            for fault in error.faults:
                path = fault.file.removeprefix("--set ")
                where = ("plays", name, "changes", path)
                faults.add(document, where, fault.found, fault.expected, fault.nearest, key=True)
    faults.raise_if_any()
    return plays
