"""What can be wrong with a map: regions told twice, links that lead nowhere, forces where no state can hold ground."""

from collections.abc import Sequence

from wargame.documents import Document, Faults
from wargame.map_spec import Facts, Feature, Link
from wargame.region import LINKS, TERRAIN, ZONES, graph, isolated
from wargame.spec import ScenarioSpec


def shapes(faults: Faults, geo: Document, features: Sequence[Feature], spec: ScenarioSpec) -> None:
    """Every region is told once, with a terrain and a state that are known."""
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


def joined(faults: Faults, links: Document, told: Sequence[Link], regions: Sequence[str]) -> None:
    """Links join two known regions, each pair once."""
    seen: set[frozenset[str]] = set()
    for i, link in enumerate(told):
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


def alone(faults: Faults, geo: Document, links: Document) -> None:
    """Every region has a way to the others."""
    cut_off = isolated(graph(geo.data["features"], links.data["links"]))
    for i, feature in enumerate(geo.data["features"]):
        if feature["properties"]["id"] in cut_off:
            at = ("features", i, "properties", "id")
            faults.add(
                geo, at, f"region {feature['properties']['id']!r} with no way to the others", "a link to another region"
            )


def places(faults: Faults, document: Document, spec: ScenarioSpec, regions: Sequence[Facts]) -> None:
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
