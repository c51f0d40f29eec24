"""What a pointer on the board reads: a region or a seat in a few lines, out of the view alone."""

from collections.abc import Iterator

from wargame.explain import figure, men, the
from wargame.rules.diplomacy import STAGES
from wargame.terms import LEVELS
from wargame.ui.board.layers.zones import WORDS
from wargame.ui.board.modes import gas_of
from wargame.ui.board.scene import SEEN, Scene

CLAUSES = {clause: {level: words for words, level in levels.items()} for clause, levels in LEVELS.items()}


def of_region(scene: Scene, region: str) -> list[str]:
    """A region: who holds it, what changed, who stands there, what deals say."""
    facts = scene.scenario.map.nodes[region]
    name, code = scene.name(region), scene.code(region)
    lines = [name if code in name else f"{name} ({code})"]
    lines += _held(scene, region)
    lines += _forces(scene, region)
    lines += _supplies(scene, region)
    for zone in scene.zones:
        if zone.region == region:
            level = CLAUSES.get(zone.clause, {}).get(zone.level, f"{zone.level:.2f}")
            to = "" if zone.clause in ("demilitarise", "defer") else f", to {the(scene.name(zone.to))}"
            lines.append(f"{WORDS[zone.clause]}: {level}{to}")
    land = [facts["terrain"]] if facts["terrain"] not in ("none", "sea") else []
    people = facts.get("population") or 0.0
    lines.append(
        ", ".join([*land, f"{figure(facts['area_km2'])} km²", *([f"{figure(people)} people"] if people else [])])
    )
    return lines


def _held(scene: Scene, region: str) -> Iterator[str]:
    held = scene.shares.get(region, {})
    if len(held) == 1:
        yield f"Held by {the(scene.name(next(iter(held))))}"
    elif held:
        yield "Held: " + ", ".join(f"{scene.name(state)} {_percent(share)}" for state, share in held.items())
    for state in held:
        won = scene.gained(region, state)
        if won > SEEN:
            km2 = won * float(scene.board.area[scene.board.regions.index(region)])
            yield f"Last turn {the(scene.name(state))} won {figure(km2)} km² ({100 * won:.1f} %)"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if 0.01 < share < 0.99 else f"{100 * share:.1f} %"


def _forces(scene: Scene, region: str) -> Iterator[str]:
    for state, thousand in scene.men.get(region, {}).items():
        works = scene.slots("works").get(region, {}).get(state, 0.0)
        dug = f", works {works:.1f}" if works > 0.05 else ""
        yield f"{scene.name(state)}: {men(thousand)} men{dug}"
    if region in scene.estimates:
        foes, thousand = scene.estimates[region]
        who = " or ".join(scene.name(state) for state in foes)
        yield f"{who}: about {men(thousand)} men, as estimated"


def _supplies(scene: Scene, region: str) -> Iterator[str]:
    for state, km in scene.distance.get(region, {}).items():
        if scene.men.get(region, {}).get(state):
            yield f"{scene.name(state)}: cut off" if km is None else f"{scene.name(state)}: {km:.0f} km from a depot"
    for (a, b), whole in scene.spans.items():
        if region in (a, b):
            other = b if region == a else a
            yield f"Bridge to {scene.name(other)}: {100 * whole:.0f} % whole"


def of_state(scene: Scene, state: str) -> list[str]:
    """A state: where it stands, what it gives and gets."""
    lines = [f"{scene.name(state)} ({scene.code(state)})"]
    for war in sorted(scene.wars, key=sorted):
        if state in war:
            other = next(iter(war - {state}))
            lines.append(f"With {the(scene.name(other))}: {STAGES[scene.stage_of(war)]}")
    told = scene.support(state)
    lines += [f"Support at home: {100 * told:.0f} %"] if told is not None else []
    points = scene.pressure(state)
    lines += [f"Measures cost it {points:.1f} points of output"] if points is not None else []
    if figures := gas_of(scene, state)[1]:
        lines.append(f"Gas by contract from exporters on the board: {figures}")
    lines += _dealings(scene, state)
    friends = scene.recognisers(state)
    if friends:
        lines.append("What it took is recognised by " + ", ".join(scene.name(friend) for friend in friends))
    return lines


def _dealings(scene: Scene, seat: str) -> Iterator[str]:
    """What a seat gives and imposes, and offers of its."""
    for flow in scene.flows("aid"):
        if flow.source == seat:
            yield f"Aid to {the(scene.name(flow.target))} last turn: EUR {figure(round(flow.amount, 3))} bn"
    for flow in scene.flows("measures"):
        if flow.source == seat:
            yield f"Measures against {the(scene.name(flow.target))}: {100 * flow.amount:.0f} % of its dealings"
    for by, asked in scene.offers:
        if seat == by:
            yield "Has an offer on the table"
        elif seat in asked:
            yield f"Is asked about an offer of {the(scene.name(by))}"


def of_alliance(scene: Scene, alliance: str) -> list[str]:
    """An alliance: its members with a seat, how far they stand together, what it does."""
    bodies = scene.board.forum.alliances
    together = float(scene.view.cohesion[0, bodies.index(alliance)])
    members = [scene.code(state) for state in scene.members(alliance)]
    lines = [f"{scene.name(alliance)} ({scene.code(alliance)})", f"Cohesion: {together:.2f}"]
    lines += [f"Members on the board: {', '.join(members)}"] if members else []
    return [*lines, *_dealings(scene, alliance)]
