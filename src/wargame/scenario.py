"""Scenarios: documents and a map become a board, parameters, a first world, seats and events. Loading runs no code.

Every fault is found before any is reported, each with its place; what is loaded is ready to play.
"""

import hashlib
from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame import documents
from wargame.assumptions import Leaf, Records
from wargame.axes import Array
from wargame.board import Board
from wargame.changes import Numbers, changed, with_numbers
from wargame.data import scenario_path
from wargame.documents import Document
from wargame.draws import Draws
from wargame.events import Act, Event, Tabled
from wargame.forum import Body, Forum, forum, same
from wargame.measures import names as series_names
from wargame.offers import Offer, examined, gathered
from wargame.orders import Orders
from wargame.region import Theatre, board, graph
from wargame.rules import Params
from wargame.scenario_faults import begins, measured, numbered, sound
from wargame.spec import Alliance, Decision, Number, ScenarioSpec, State, plain
from wargame.start import begun, control_at, first, numbers
from wargame.terms import places
from wargame.turn import Played, Request, play
from wargame.world import World

if TYPE_CHECKING:
    import networkx as nx

MONTH_DAYS = 365.25 / 12


@dataclass(frozen=True)
class Scenario:
    """A scenario ready to play: everything a game needs but seed and policies' code."""

    id: str
    spec: ScenarioSpec
    map: "nx.Graph[str]"
    board: Board
    params: Params
    world: (
        World  # state 0 of one run, or of each run where they begin differently, before the campaign's chance is drawn
    )
    events: tuple[Event, ...]
    dates: tuple[str, ...]  # of state 0 and of every turn
    seal: str  # hash of all the text it was made from
    source: str = ""  # the name or path it was loaded by
    changes: Mapping[str, Any] = field(default_factory=dict)  # numbers set by path when it was loaded
    offers: tuple[Offer, ...] = ()  # terms that are tabled by the calendar
    files: tuple[str, ...] = ()  # absolute paths of all it was read from
    by_run: Mapping[str, Mapping[str, Leaf]] = field(default_factory=dict)  # of policies, numbers that differ by run

    def __repr__(self) -> str:
        """Its name: all that it holds would fill pages."""
        return f"Scenario({self.id!r}, seal={self.seal!r})"

    @property
    def turns(self) -> int:
        """How many turns the scenario plays."""
        return self.spec.calendar.turns

    @property
    def tabled(self) -> tuple[Tabled, ...]:
        """What the calendar has seats table."""
        return tuple(offer.tabled(self.board) for offer in self.offers)

    def title_of(self, turn: int, table: int, row: Array) -> str:
        """What the calendar calls terms that were tabled in a turn; nothing where they are not the calendar's."""
        said = np.arange(len(row)) != places(self.board)["mediator"][0].start  # who hosts is not the calendar's
        for own, due in zip(self.offers, self.tabled, strict=True):
            same = np.array_equal(np.asarray(due.row)[said], np.asarray(row)[said])
            if same and (due.turn, due.table) == (turn, table):
                return own.title
        return ""

    @property
    def unoffered(self) -> "Scenario":
        """The same scenario with its own offers held back."""
        return replace(self, offers=())

    @property
    def silent(self) -> "Scenario":
        """The same war in which nobody tables anything."""
        return replace(self.unoffered, spec=self.spec.model_copy(update={"rounds": 0}))

    @property
    def seats(self) -> tuple[str, ...]:
        """States, then alliances."""
        return (*self.spec.states, *self.spec.alliances)

    def policies(self, given: Mapping[str, str]) -> dict[str, str]:
        """The policy of every seat: the scenario's, changed by what was given; `all` means every seat."""
        chosen: dict[str, str] = {}
        for layer in (self.spec.seats, given):
            everywhere = layer.get("all")
            chosen = {seat: layer.get(seat, everywhere or chosen.get(seat, "hold")) for seat in self.seats}
        return chosen

    def names(self, fictional: bool = False) -> dict[str, str]:
        """Names of seats and regions, the invented ones if asked for; what is invented anyway keeps its name."""
        who: dict[str, State | Alliance] = {**self.spec.states, **self.spec.alliances}
        shown = {seat: (item.fictional if fictional else item.name) for seat, item in who.items()}
        hidden = any(shown[seat] != item.name for seat, item in who.items())
        regions: dict[str, str] = {}
        for number, (region, facts) in enumerate(self.map.nodes(data=True), start=1):
            regions[region] = f"{shown.get(facts.get('state'), 'Sea')} {number}" if hidden else facts["name"]
        return regions | shown  # a power beyond the board is a seat and a region of one id


def load(name: str | Path, policies: Collection[str] = (), changes: Mapping[str, Any] | None = None) -> Scenario:
    """Load a scenario by name or path; `changes` sets numbers by path. Raises `DocumentError` with every fault.

    `policies` are the names that seats may be given; as a mapping to kinds of policy it tells their numbers too.
    """
    path, told = scenario_path(str(name)), numbers_of(policies)
    document = changed(documents.read(path), changes or {}, told)
    spec, geo, links = sound(document, Path(path).parent, policies, told)
    terms = gathered(document, spec)
    map_, b = _laid_out(spec, geo.data["features"], links.data["links"])
    begins(document, spec, b, control_at(spec, b, spec.calendar.snapshot))
    read = (document, geo, links, *(told.document for told in terms if told.document is not document))
    seal = _seal(read)
    made = _compiled(Path(path).stem, spec, map_, b, seal)
    measured(document, spec, series(made))
    offers = examined(document, spec, terms, made.board)
    files = tuple(dict.fromkeys(path for part in read for path in part.files))
    return replace(made, source=str(name), changes=dict(changes or {}), offers=offers, files=files)


def renumbered(scenario: Scenario, changes: Mapping[str, float], policies: Collection[str] = ()) -> Scenario:
    """The scenario with numbers set by path: what `load` makes of its files with these changes, without reading them.

    Raises `DocumentError` with every number that can't be what it is set to beside the others. A number that offers
    hold, or that belongs to something of which nothing is told, has the files read again.
    """
    try:
        spec = with_numbers(scenario.spec, changes)
    except LookupError:
        return load(scenario.source, policies, {**scenario.changes, **changes})
    document = Numbers(scenario.source or scenario.id, changes)
    numbered(document, spec, numbers_of(policies))
    theatre, table = _theatre(spec, scenario.map), _forum(spec)
    b = scenario.board
    if theatre != _theatre(scenario.spec, scenario.map):
        b = _board(spec, scenario.map, theatre, table)
    elif not same(table, b.forum):
        b = replace(b, forum=table)
    begins(document, spec, b, control_at(spec, b, spec.calendar.snapshot))
    made = _compiled(scenario.id, spec, scenario.map, b, scenario.seal)
    return replace(made, source=scenario.source, changes={**scenario.changes, **changes}, offers=scenario.offers)


def numbers_of(policies: Collection[str]) -> Records:
    """The records of the numbers of policies, by policy, where they come as kinds and not as mere names."""
    known = policies.items() if isinstance(policies, Mapping) else ()
    return {key: getattr(kind, "numbers", {}) for key, kind in known}


def compiled(
    id: str, spec: ScenarioSpec, features: Sequence[Mapping[str, Any]], links: Sequence[Mapping[str, Any]], seal: str
) -> Scenario:
    """A scenario ready to play from parts that are known to be sound: read from files, or generated."""
    return _compiled(id, spec, *_laid_out(spec, features, links), seal)


def _laid_out(
    spec: ScenarioSpec, features: Sequence[Mapping[str, Any]], links: Sequence[Mapping[str, Any]]
) -> tuple["nx.Graph[str]", Board]:
    """The map of a scenario, and its board."""
    g = graph(features, links)
    return g, _board(spec, g, _theatre(spec, g), _forum(spec))


def _board(spec: ScenarioSpec, g: "nx.Graph[str]", theatre: Theatre, table: Forum) -> Board:
    """The board of a map, and who may mediate on it."""
    seats = (*spec.states, *spec.alliances)
    named = dict.fromkeys((*spec.mediators, *(offer.by for offer in spec.offers)))
    parties = {state for war in spec.wars for state in war}
    mediators = tuple(seats.index(seat) for seat in named if seat in seats and seat not in parties)
    return replace(board(g, theatre, table), mediators=mediators)


def _compiled(id: str, spec: ScenarioSpec, g: "nx.Graph[str]", b: Board, seal: str) -> Scenario:
    params = numbers(spec, b)
    dates, months = _calendar(spec)
    calendar = tuple(int(end[5:7]) for end in dates[1:])
    world = first(spec, b, months, calendar, params)
    return Scenario(id, spec, g, b, params, world, _events(spec, b, dates), dates, seal)


def _seal(read: Sequence[Document]) -> str:
    text = repr([document.data for document in read])
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _theatre(spec: ScenarioSpec, g: "nx.Graph[str]") -> Theatre:
    """Who may hold what: `contested` names regions, or states and means all their land."""
    contested: dict[str, tuple[str, ...]] = {}
    for name, who in spec.contested.items():
        for region, facts in g.nodes(data=True):
            if name == region or (name == facts.get("state") and facts["kind"] == "land"):
                contested[region] = tuple(who)
    wars = [(a, b, "war") for a, b in spec.wars] + [(b, a, "war") for a, b in spec.wars]
    gifts = [(donor, to, "patron") for to, donors in spec.patrons.items() for donor in donors]
    worth = {state: facts.worth for state, facts in spec.states.items()}
    capitals = {state: (at[0], at[1]) for state, facts in spec.states.items() if (at := facts.capital) is not None}
    transit = {state: tuple(others) for state, others in spec.transit.items()}
    depots = {state: tuple(regions) for state, regions in spec.depots.items()}
    return Theatre(tuple(spec.states), contested, tuple(wars + gifts), transit, depots, capitals, worth)


def _forum(spec: ScenarioSpec) -> Forum:
    """Who sits together, and the ties that matter beyond the front."""
    bodies = {
        name: Body(
            [(power.motion, power.target, power.at_once, power.rule or alliance.rule) for power in alliance.powers],
            alliance.others.states if alliance.others else 0,
            alliance.others.population / 1000.0 if alliance.others else 0.0,
            alliance.leader,
            [*alliance.members, *_joining(spec, name)],
        )
        for name, alliance in spec.alliances.items()
    }
    return forum(
        tuple(spec.states),
        bodies,
        senders=[(sender, target) for target, senders in spec.sanctioners.items() for sender in senders],
        routes=[(third, target) for target, thirds in spec.routes.items() for third in thirds],
        gas=[(importer, exporter) for importer, state in spec.states.items() for exporter in state.gas],
        rivals=[(rival.state, rival.alliance) for rival in spec.rivals],
        targets=[measure.target for measure in spec.measures],
        gas_use=[plain(state.gas_use) for state in spec.states.values()],
        gas_own=[plain(state.gas_own) for state in spec.states.values()],
        market=[bool(s.gas) if s.gas_market is None else s.gas_market for s in spec.states.values()],
    )


def _joining(spec: ScenarioSpec, alliance: str) -> list[str]:
    """Who may join an alliance by an event."""
    changes = [change for event in spec.events for change in event.changes]
    return [change.joins for change in changes if change.joins is not None and change.alliance == alliance]


def _calendar(spec: ScenarioSpec) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Dates of the states of the game and lengths of the turns in months."""
    start, ends = spec.calendar.snapshot, spec.calendar.ends
    lengths = [min((ends[0] - start).days / MONTH_DAYS, 1.0)] + [1.0] * (len(ends) - 1)
    return (start.isoformat(), *(end.isoformat() for end in ends)), tuple(lengths)


def _events(spec: ScenarioSpec, b: Board, dates: Sequence[str]) -> tuple[Event, ...]:
    """The scenario's events as acts on the world."""
    alliances = list(spec.alliances)
    events = []
    for item in spec.events:
        acts = []
        for change in item.changes:
            if change.alliance is not None and change.field is not None:
                amount = change.add if change.add is not None else change.set or 0.0
                acts.append(Act(change.field, (alliances.index(change.alliance),), change.add is not None, amount))
            elif change.alliance is not None:
                who = change.joins or change.leaves or ""
                where = (alliances.index(change.alliance), b.states.index(who))
                acts.append(Act("member", where, False, 1.0 if change.joins else 0.0))
            elif change.state is not None and change.field is not None:
                amount = change.add if change.add is not None else change.set or 0.0
                acts.append(Act(change.field, (b.states.index(change.state),), change.add is not None, amount))
        turn = _turn_of(item.on.isoformat(), dates) if item.on else 1
        when = item.when
        limits = {"measure": when.measure, "above": when.above, "below": when.below} if when else {}
        events.append(Event(item.id, item.reason, turn, tuple(acts), to=tuple(item.to), **limits))  # type: ignore[arg-type]
    return tuple(events)


def _turn_of(day: str, dates: Sequence[str]) -> int:
    """The turn in which a day falls: the first that ends on it or later."""
    return next((turn for turn, end in enumerate(dates) if turn > 0 and day <= end), len(dates))


def decisions(scenario: Scenario) -> dict[int, list[Decision]]:
    """The script by turn: decisions of a month belong to the turn that ends with it."""
    by_turn: dict[int, list[Decision]] = {}
    for decision in scenario.spec.script:
        for turn, end in enumerate(scenario.dates):
            if turn > 0 and end.startswith(decision.month):
                by_turn.setdefault(turn, []).append(decision)
    return by_turn


def draws(scenario: Scenario, seed: int, runs: Sequence[int]) -> Draws:
    """All chance of these runs of a scenario under a root seed."""
    return Draws(seed, runs, scenario.board.sizes())


def opening(scenario: Scenario, source: Draws) -> World:
    """State 0 for all runs, with the campaign's chance drawn."""
    return begun(scenario.world, scenario.params, source)


def turn_of(scenario: Scenario, world: World, source: Draws) -> Generator[Request, Orders, Played]:
    """The next turn of a scenario: its numbers, its events, its offers."""
    return play(world, scenario.params, source, scenario.events, scenario.tabled, scenario.spec.rounds)


def series(scenario: Scenario) -> tuple[str, ...]:
    """The names of all series of a scenario."""
    return series_names(scenario.board)


__all__ = [
    "Number",
    "Scenario",
    "compiled",
    "decisions",
    "draws",
    "load",
    "numbers_of",
    "opening",
    "renumbered",
    "series",
    "turn_of",
]
