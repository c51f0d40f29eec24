"""Small maps of control: every outline once on the page, each map its colours and hatching alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.colors import to_hex, to_rgb

from wargame.errors import UserError
from wargame.explain import the
from wargame.report.map_plot import FAINT, LAND, OWN, QUIET, STEPS, WHITE, hatch, labels, mixed, shade
from wargame.report.review.campaign import Campaign
from wargame.report.review.land import held
from wargame.report.theatre import SEEN, Colour, Shape, Theatre
from wargame.world import World

CHANGED = 0.05  # share of a region that must change hands to be outlined
LETTERS = 0.028  # height of letters to the width of a map
WIDE = 0.58  # width of a letter to its height

Frame = tuple[float, float, float, float]  # west, south, east, north of a piece of a map, km


@dataclass(frozen=True)
class Fill:
    """A shape of a map: which outline, its colour, its hatching, whether much of it changed hands."""

    outline: int
    colour: str
    hatching: str | None
    changed: bool


@dataclass(frozen=True)
class Label:
    """Words on a map."""

    x: float
    y: float
    lines: tuple[str, ...]
    faint: bool


@dataclass(frozen=True)
class Map:
    """The theatre after a turn."""

    turn: int
    title: str
    told: str  # who holds what, for those who can't see it
    fills: tuple[Fill, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Atlas:
    """The maps of a campaign by turn, and what they share."""

    outlines: tuple[str, ...]
    hatchings: tuple[tuple[str, str, int], ...]  # name, colour, lines
    box: Frame  # west, south, width, height as a picture counts them
    letters: float
    maps: dict[int, Map]
    key: str
    steps: tuple[tuple[str, str, str | None], ...]  # of the key: share, colour, hatching


def atlas(campaign: Campaign, turns: Sequence[int], titles: Sequence[str]) -> Atlas | None:
    """Maps after these turns; none where the scenario's map has no outlines."""
    try:
        first = Theatre.of(campaign.worlds[turns[0]], campaign.scenario, 0)
    except UserError:  # nothing to draw
        return None
    theatres = [first, *(first.then(campaign.worlds[turn], campaign.scenario, 0) for turn in turns[1:])]
    frames = np.array([theatre.frame for theatre in theatres])
    west, south = frames[:, :2].min(axis=0).tolist()
    east, north = frames[:, 2:].max(axis=0).tolist()
    maps = {
        turn: _map(campaign, turn, title, theatre, (west, south, east, north))
        for turn, title, theatre in zip(turns, titles, theatres, strict=True)
    }
    key, steps = _key(campaign, first)
    hatchings = {fill.hatching for one in maps.values() for fill in one.fills} | {step[2] for step in steps}
    return Atlas(
        outlines=tuple(_path(shape) for shape in first.shapes),
        hatchings=tuple(_hatching(name, first) for name in sorted(filter(None, hatchings))),
        box=(round(west), round(-north), round(east - west), round(north - south)),
        letters=round(LETTERS * (east - west), 1),
        maps=maps,
        key=key,
        steps=steps,
    )


def _path(shape: Shape) -> str:
    """An outline in km, north up; each ring from its first point by steps."""
    parts = list[str]()
    for ring in shape.rings:
        points = np.round(np.asarray(ring) * (1.0, -1.0)).astype(int).tolist()
        last = (points[0][0], points[0][1])
        parts.append(f"M{last[0]} {last[1]}")
        for x, y in points[1:]:
            if (x, y) != last:
                parts.append(f"l{x - last[0]} {y - last[1]}")
            last = (x, y)
        parts.append("z")
    return "".join(parts)


def _map(
    campaign: Campaign, turn: int, title: str, theatre: Theatre, frame: Frame
) -> Map:  # fmt: skip
    changed = moved(campaign, max(turn - 1, 0), turn)
    said = [
        Label(round(x), round(-y), tuple(text.split("\n")), colour == FAINT)
        for (x, y), text, colour in labels(theatre, campaign.scenario, campaign.names, frame)
    ]
    fills = tuple(_fill(k, shape, theatre, shape.id in changed) for k, shape in enumerate(theatre.shapes))
    return Map(turn, title, _told(campaign, campaign.worlds[turn]), fills, tuple(_fitting(said, frame)))


def _fitting(said: Sequence[Label], frame: Frame) -> Iterator[Label]:
    """Labels that overlap neither the rim nor each other; where two do, the one with a share stays."""
    west, south, east, north = frame
    size, taken = LETTERS * (east - west), list[Frame]()
    for label in sorted(said, key=lambda label: not label.lines[-1].endswith("%")):
        half = WIDE * size * max(map(len, label.lines)) / 2.0
        high = 1.1 * size * len(label.lines) / 2.0
        box = (label.x - half, label.y - high, label.x + half, label.y + high)
        inside = west < box[0] and box[2] < east and -north < box[1] and box[3] < -south
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            yield label


def _overlap(a: Frame, b: Frame) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def moved(campaign: Campaign, first: int, last: int) -> set[str]:
    """Regions much of which changed hands from one turn to another."""
    then, now = (np.asarray(campaign.worlds[turn].control)[0] for turn in (first, last))
    much = np.abs(now - then).max(axis=0) > CHANGED
    return {region for region, so in zip(campaign.scenario.board.regions, much, strict=True) if so}


def _fill(k: int, shape: Shape, theatre: Theatre, changed: bool) -> Fill:
    """A shape in the colours of those who hold it, as on the large map."""
    colours = theatre.colours
    own = colours.get(shape.state or "")
    fill = to_rgb(LAND) if own is None else mixed(own, WHITE, OWN if shape.state in theatre.mostly else QUIET)
    hatching = None
    for other, share in shape.foreign[:1]:
        fill = shade(own or to_rgb(FAINT), colours.get(other, to_rgb(FAINT)), share)
        hatching = _named(other, share, theatre)
    return Fill(k, to_hex(fill), hatching, changed)


def _named(state: str, share: float, theatre: Theatre) -> str:
    """A hatching's name: whose, and how dense; holders are numbered, so that no name shows."""
    order = list(theatre.colours)
    return f"h{order.index(state) if state in order else len(order)}-{len(hatch(share))}"


def _hatching(name: str, theatre: Theatre) -> tuple[str, str, int]:
    order, (place, lines) = list(theatre.colours.values()), name[1:].split("-")
    colour: Colour = order[int(place)] if int(place) < len(order) else to_rgb(FAINT)
    return name, to_hex(mixed(colour, (0.0, 0.0, 0.0), 0.25)), int(lines)


def _told(campaign: Campaign, world: World) -> str:
    """Who holds how much of the land of the parties to the war, in a sentence."""
    told = [
        f"{campaign.names[who]} holds {100.0 * share:.0f} % of {the(campaign.names[whose])}"
        for whose, who, share in held(campaign, world)
        if share >= SEEN
    ]
    return f"{'; '.join(told)}." if told else "Both sides hold their own land."


def _key(campaign: Campaign, theatre: Theatre) -> tuple[str, tuple[tuple[str, str, str | None], ...]]:
    """What colours and hatching mean, for the two sides of the war."""
    sides = list(theatre.colours)[:2]
    if len(sides) < 2:
        return "", ()
    taker, owner = sides
    steps = tuple(
        (
            f"{100 * share:.0f} %",
            to_hex(shade(theatre.colours[owner], theatre.colours[taker], share)),
            _named(taker, share, theatre) if hatch(share) else None,
        )
        for share in STEPS
    )
    return f"Land of {the(campaign.names[owner])} held by {the(campaign.names[taker])}", steps
