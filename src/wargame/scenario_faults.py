"""What can be wrong with a scenario beyond its types: unknown names, shares that don't sum, regions out of reach."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields
from math import inf
from pathlib import Path
from typing import Any, TypeVar

from wargame import documents
from wargame.assumptions import Record, Records
from wargame.documents import Document, Faults
from wargame.errors import DocumentError, Fault
from wargame.forum_faults import examine
from wargame.map_spec import Facts, Feature, Link, LinksSpec, MapSpec
from wargame.region import LINKS, TERRAIN, ZONES, graph, isolated
from wargame.rules import DOMAINS
from wargame.spec import Change, Model, Number, Quantity, ScenarioSpec, plain

M = TypeVar("M", bound=Model)
T = TypeVar("T")


def sound(
    document: Document, folder: Path, policies: Collection[str], numbers: Records
) -> tuple[ScenarioSpec, Document, Document]:
    """A scenario with its map and its links; raises `DocumentError` with every fault of all three."""
    wrong: list[Fault] = []
    spec = _tried(wrong, lambda: documents.check(document, ScenarioSpec, {"policy": policies} if policies else None))
    files = document.data if isinstance(document.data, dict) else {}
    shapes = _tried(wrong, lambda: _part(folder, files.get("map"), MapSpec))
    joined = _tried(wrong, lambda: _part(folder, files.get("links"), LinksSpec))
    if wrong or spec is None or shapes is None or joined is None:
        raise DocumentError(wrong)
    _examine(document, spec, *shapes, *joined, numbers)
    return spec, shapes[0], joined[0]


def _part(folder: Path, name: object, kind: type[M]) -> tuple[Document, M] | None:
    """A file that a scenario names, read and checked; none where it names none, which is a fault of the scenario."""
    if not isinstance(name, str) or not name:
        return None
    read = documents.read(folder / name)
    return read, documents.check(read, kind)


def _tried(wrong: list[Fault], step: Callable[[], T]) -> T | None:
    try:
        return step()
    except DocumentError as error:
        wrong += error.faults
        return None


def _examine(
    document: Document,
    spec: ScenarioSpec,
    geo: Document,
    shapes: MapSpec,
    links: Document,
    joined: LinksSpec,
    numbers: Records,
) -> None:
    """Raise `DocumentError` with every fault of a scenario and its map beyond their types."""
    faults = Faults()
    regions = [f.properties for f in shapes.features if f.properties.kind != "context"]
    _map(faults, geo, shapes.features, spec)
    names = list(dict.fromkeys(r.id for r in regions))
    _links(faults, links, joined.links, names)
    faults.raise_if_any()  # a region misnamed on the map would be told again at every place that names it
    _isolated(faults, geo, links)
    _names(faults, document, spec, names)
    _shares(faults, document, spec)
    _numbers(faults, document, spec, numbers)
    _figures(faults, document, spec)
    _sides(faults, document, spec)
    faults.raise_if_any()
    _places(faults, document, spec, regions)
    faults.raise_if_any()


def measured(document: Document, spec: ScenarioSpec, series: Sequence[str]) -> None:
    """Raise `DocumentError` with every condition or aim on a series that the scenario has not."""
    faults = Faults()
    for i, event in enumerate(spec.events):
        if event.when is not None:
            faults.known(document, ("events", i, "when", "measure"), event.when.measure, series, "series")
    for name, state in spec.states.items():
        for i, aim in enumerate(state.aims):
            if aim.measure is not None:
                faults.known(document, ("states", name, "aims", i, "measure"), aim.measure, series, "series")
    faults.raise_if_any()


def _map(faults: Faults, geo: Document, features: Sequence[Feature], spec: ScenarioSpec) -> None:
    seen: set[str] = set()
    for i, feature in enumerate(features):
        facts, at = feature.properties, ("features", i, "properties")
        if facts.id in seen:
            faults.add(geo, (*at, "id"), f"region {facts.id!r} a second time", "every region once")
        seen.add(facts.id)
        if facts.kind == "context":
            continue
        faults.known(geo, (*at, "terrain"), facts.terrain, TERRAIN, "terrain")
        if facts.state is not None:
            faults.known(geo, (*at, "state"), facts.state, spec.states, "state")


def _links(faults: Faults, links: Document, joined: Sequence[Link], regions: Sequence[str]) -> None:
    seen: set[frozenset[str]] = set()
    for i, link in enumerate(joined):
        for end, region in enumerate(link.between):
            faults.known(links, ("links", i, "between", end), region, regions, "region")
        faults.known(links, ("links", i, "type"), link.type, LINKS, "type of link")
        if link.zone is not None:
            faults.known(links, ("links", i, "zone"), link.zone, ZONES, "zone")
        ends = frozenset(link.between)
        if len(ends) == 1 or ends in seen:
            what = "a region linked to itself" if len(ends) == 1 else "a second link between the same regions"
            faults.add(links, ("links", i, "between"), what, "one link between two regions")
        seen.add(ends)


def _isolated(faults: Faults, geo: Document, links: Document) -> None:
    alone = isolated(graph(geo.data["features"], links.data["links"]))
    for i, feature in enumerate(geo.data["features"]):
        if feature["properties"]["id"] in alone:
            at = ("features", i, "properties", "id")
            faults.add(
                geo, at, f"region {feature['properties']['id']!r} with no way to the others", "a link to another region"
            )


def _names(faults: Faults, document: Document, spec: ScenarioSpec, regions: Sequence[str]) -> None:
    """Every name used is the name of something, and an event has a name of its own."""
    states, places = list(spec.states), [*regions, *spec.states]

    def each(at: tuple[Any, ...], names: Sequence[str] | Mapping[str, Any], known: Sequence[str], what: str) -> None:
        named = isinstance(names, Mapping)
        for place, name in enumerate(names):
            faults.known(document, (*at, name if named else place), name, known, what, key=named)

    for name, state in spec.states.items():
        each(("states", name, "deployment"), state.deployment, regions, "region")
        each(("states", name, "worth"), state.worth, regions, "region")
    for name, alliance in spec.alliances.items():
        each(("alliances", name, "members"), alliance.members, states, "state")
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
    _gas(faults, document, spec)
    _script(faults, document, spec, regions)
    examine(faults, document, spec)
    _events(faults, document, spec)


def _gas(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Gas comes from states that are told of, in shares that leave nothing below 0; scripts name such states."""
    for name, state in spec.states.items():
        shares = {exporter: plain(share) for exporter, share in state.gas.items()}
        for exporter, share in shares.items():
            at = ("states", name, "gas", exporter)
            if faults.known(document, at, exporter, spec.states, "state", key=True) and not 0.0 <= share <= 1.0:
                faults.add(document, at, f"{share:g}", "a share from 0 to 1")
        if sum(shares.values()) > 1.0 + 1e-9:
            told = f"shares that sum to {sum(shares.values()):g}"
            faults.add(document, ("states", name, "gas"), told, "at most 1; the rest comes from others")
    for i, decision in enumerate(spec.script):
        for key in ("cut", "divest"):
            for other in getattr(decision, key) or {}:
                faults.known(document, ("script", i, key, other), other, spec.states, "state", key=True)


def _script(faults: Faults, document: Document, spec: ScenarioSpec, regions: Sequence[str]) -> None:
    for i, decision in enumerate(spec.script):
        faults.known(document, ("script", i, "seat"), decision.seat, [*spec.states, *spec.alliances], "seat")
        _decided(faults, document, spec, i)
        for key in ("effort", "attack", "withdraw"):
            for name in getattr(decision, key) or {}:
                faults.known(
                    document, ("script", i, key, name), name, [*spec.fronts, *regions], "front or region", key=True
                )
        for key in ("aid", "arms"):
            for name in getattr(decision, key) or {}:
                faults.known(document, ("script", i, key, name), name, spec.states, "state", key=True)


def _decided(faults: Faults, document: Document, spec: ScenarioSpec, i: int) -> None:
    """A decision is of a month of the game, asks for no less than nothing, and gives aid to partners."""
    decision, at = spec.script[i], ("script", i)
    if not spec.calendar.snapshot.isoformat()[:7] <= decision.month:
        faults.add(document, (*at, "month"), decision.month, f"a month from {spec.calendar.snapshot:%Y-%m} on")
    for key in ("aid", "arms"):
        for name in getattr(decision, key) or {}:
            if name in spec.states and decision.seat not in spec.patrons.get(name, ()):
                told = f"a partner that {decision.seat!r} is a patron of"
                faults.add(document, (*at, key, name), f"{key} of {decision.seat!r} to {name!r}", told, key=True)
    amounts = {
        (key, name): amount for key in ("effort", "aid") for name, amount in (getattr(decision, key) or {}).items()
    }
    single = {(key,): amount for key in ("mobilise", "spend") if (amount := getattr(decision, key)) is not None}
    for where, amount in [*amounts.items(), *single.items()]:
        if amount < 0.0:
            faults.add(document, (*at, *where), f"{amount:g}", "a number at least 0")


def _events(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    told: set[str] = set()
    for i, event in enumerate(spec.events):
        if event.id in told:
            faults.add(document, ("events", i, "id"), f"event {event.id!r} a second time", "every event once")
        told.add(event.id)
        if event.on is not None and event.on <= spec.calendar.snapshot:
            faults.add(
                document,
                ("events", i, "on"),
                event.on.isoformat(),
                f"a day after the snapshot of {spec.calendar.snapshot}",
            )
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


OF_ALLIANCES = ("alarm", "cohesion")  # fields that an event changes of an alliance


def _shares(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Shares of a region sum to at most 1."""
    for day, snapshot in spec.snapshots.items():
        for region, by in snapshot.regions.items():
            if sum(by.values()) > 1.0 + 1e-9:
                at = ("snapshots", day, "regions", region)
                faults.add(
                    document, at, f"shares that sum to {sum(by.values()):g}", "at most 1; the rest is the sovereign's"
                )


def _numbers(faults: Faults, document: Document, spec: ScenarioSpec, of_policies: Records) -> None:
    """Numbers of the rulebook and of the policies are known by name, and can be what they are set to."""
    rules = {name: [item.name for item in fields(kind)] for name, kind in DOMAINS.items()}
    parts = (("rules", "domain", spec.rules, rules), ("policies", "policy", spec.policies, of_policies))
    for part, what, told, known in parts:
        for name, numbers in told.items() if known else ():
            if faults.known(document, (part, name), name, known, what, key=True):
                for number in numbers:
                    faults.known(document, (part, name, number), number, known[name], f"number of {name}", key=True)
    records: dict[str, Mapping[str, Any]] = {
        name: {item.name: item.metadata for item in fields(kind)} for name, kind in DOMAINS.items()
    }
    for part, told, on_record in (("rules", spec.rules, records), ("policies", spec.policies, of_policies)):
        for name, numbers in told.items():
            for number, value in numbers.items():
                if record := on_record.get(name, {}).get(number):
                    _possible(faults, document, (part, name, number), value, record)


SCALES = ("months", "km", "km2", "men/km", "USD bn/unit", "1/1000", "sides", "EUR/MWh")  # units of divisors


def _possible(faults: Faults, document: Document, at: tuple[str, ...], value: Number, record: Record) -> None:
    """A number has the sign of its plausible range, a scale is not 0, a share is at most 1."""
    free, share = record["low"] < 0, record["unit"] in ("share", "0..1")
    low, high = (-inf if free else 0.0), (1.0 if share else inf)
    scale = record["unit"] in SCALES
    if not low <= plain(value) <= high or (scale and plain(value) == 0.0):
        told = "a finite number" if free else "a number above 0" if scale else "a number at least 0"
        where = (*at, "value") if isinstance(value, Quantity) else at
        faults.add(document, where, f"{plain(value):g}", told + (" and at most 1" if share else ""))


LIMITS: Mapping[str, tuple[float, float, str]] = {
    **dict.fromkeys(("gdp", "population", "quality"), (1e-9, inf, "above 0")),
    **dict.fromkeys(("military_spending", "personnel", "industry", "forces", "materiel"), (0.0, inf, "at least 0")),
    **dict.fromkeys(("gas_use", "gas_own"), (0.0, inf, "at least 0")),
    **dict.fromkeys(
        (
            "position",
            "salience",
            "openness",
            "support",
            "weariness",
            "reserve",
            "manpower",
            "war_effort",
            "alternatives",
        ),
        (0.0, 1.0, "from 0 to 1"),
    ),
}


def _figures(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Figures of states within what they can be."""
    for name, state in spec.states.items():
        for key, (low, high, told) in LIMITS.items():
            number = getattr(state, key)
            if number is not None and not low <= plain(number) <= high:
                at = ("states", name, key, *(("value",) if isinstance(number, Quantity) else ()))
                faults.add(document, at, f"{plain(number):g}", f"a number {told}")
        for i, men in enumerate(state.training):
            if men < 0.0:
                faults.add(document, ("states", name, "training", i), f"{men:g}", "a number at least 0")
        for region, weight in state.deployment.items():
            if weight < 0.0:
                faults.add(document, ("states", name, "deployment", region), f"{weight:g}", "a number at least 0")
        if state.deployment and not sum(state.deployment.values()) > 0.0:
            faults.add(document, ("states", name, "deployment"), "weights that sum to nothing", "a weight above 0")


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


def _places(faults: Faults, document: Document, spec: ScenarioSpec, regions: Sequence[Facts]) -> None:
    """Forces stand and shares are held where the map lets a state hold ground."""
    can = {r.id: [r.state] if r.state is not None else [] for r in regions}
    for name, who in spec.contested.items():
        for r in regions:
            if name == r.id or (name == r.state and r.kind == "land"):
                can[r.id] = list(who)
                if r.state is not None and r.state not in who:
                    faults.add(
                        document,
                        ("contested", name),
                        f"holders of {r.id!r} without {r.state!r}",
                        "the region's own state among them",
                    )
    for state, facts in spec.states.items():
        for region in facts.deployment:
            if state not in can[region]:
                expected = f"a region that {state!r} can hold, by itself or by 'contested'"
                faults.add(document, ("states", state, "deployment", region), f"{region!r}", expected, key=True)
    day = spec.calendar.snapshot.isoformat()
    if spec.snapshots and day not in spec.snapshots:
        faults.add(
            document,
            ("calendar", "snapshot"),
            f"{day}, of which nothing is told",
            f"one of {', '.join(spec.snapshots)}",
        )
    for region, by in spec.snapshots[day].regions.items() if day in spec.snapshots else ():
        for state in by:
            if state not in can[region]:
                expected = "a state that can hold the region, by itself or by 'contested'"
                faults.add(document, ("snapshots", day, "regions", region, state), f"{state!r}", expected, key=True)
