"""The rim: chips along the edge for states without land in the picture, and for alliances.

A chip stands on the side of the map on which the state lies. It carries the code and the figure of the mode, marks for
aid given, measures in force and offers, and a scale on which a point tells where the state stands between the sides.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pygame

from wargame.ui.board.land import BEHIND, THEATRE, Land
from wargame.ui.board.look import Look

WIDE, HIGH, GAP = 76.0, 31.0, 4.0  # of a chip, in the design's pixels
SHORT, LOW = 50.0, 18.0  # of one that must do with its code
BESIDE, ROOM = 22.0, 34.0  # beside the code of any chip, and for the figure of a whole one
EDGES = ("left", "top", "right", "bottom")


@dataclass(frozen=True)
class Chip:
    """A chip: whose it is, where it stands, on which edge."""

    seat: str
    rect: pygame.Rect
    edge: str
    whole: bool  # or only the code

    @property
    def door(self) -> tuple[int, int]:
        """Where arrows leave it and enter: the side towards the map."""
        return {
            "left": self.rect.midright,
            "right": self.rect.midleft,
            "top": self.rect.midbottom,
            "bottom": self.rect.midtop,
        }[self.edge]


def beyond(land: Land) -> tuple[str, ...]:
    """States with no land in the picture when all the theatre is in it."""
    west, south, east, north = land.frame
    shown = {
        plot.state
        for plot in land.plots
        if plot.kind in (THEATRE, BEHIND) and west < plot.at[0] < east and south < plot.at[1] < north
    }
    return tuple(state for state in land.scenario.spec.states if state not in shown)


def around(land: Land, look: Look, rect: pygame.Rect) -> tuple[Chip, ...]:
    """The chips of a scenario around a rectangle: whole ones, or only codes where there is no room for them."""
    states, alliances = beyond(land), tuple(land.scenario.spec.alliances)
    longest = max((look.size(seat, 11, bold=True)[0] for seat in (*states, *alliances)), default=0)
    for wide, high in ((WIDE, HIGH), (SHORT, LOW)):
        more = ROOM if wide == WIDE else 0.0
        size = max(look.px(wide), longest + look.px(BESIDE + more)), look.px(high)
        room = _capacity(rect, size, look.px(GAP))
        if len(states) <= sum(room[edge] for edge in EDGES[:3]) and len(alliances) <= room["bottom"]:
            break
    sides = _sides(states, land, room)
    sides["bottom"] = [*sides["bottom"][: max(0, room["bottom"] - len(alliances))], *alliances]
    return tuple(
        Chip(seat, place, edge, wide == WIDE)
        for edge, seats in sides.items()
        for seat, place in zip(seats, _places(seats, edge, land, rect, size, look.px(GAP)), strict=True)
    )


def inner(rect: pygame.Rect, rim: Iterable[Chip], look: Look) -> pygame.Rect:
    """What the rim leaves of a rectangle."""
    edges = {chip.edge: chip.rect for chip in rim}
    gap = look.px(GAP)
    left = edges["left"].right + gap if "left" in edges else rect.left
    right = edges["right"].left - gap if "right" in edges else rect.right
    top = edges["top"].bottom + gap if "top" in edges else rect.top
    bottom = edges["bottom"].top - gap if "bottom" in edges else rect.bottom
    return pygame.Rect(left, top, max(1, right - left), max(1, bottom - top))


def _capacity(rect: pygame.Rect, size: tuple[int, int], gap: int) -> dict[str, int]:
    """How many chips an edge has room for; the corners belong to top and bottom."""
    across = max(0, (rect.width - gap) // (size[0] + gap))
    down = max(0, (rect.height - 2 * (size[1] + 2 * gap) - gap) // (size[1] + gap))
    return {"left": down, "top": across, "right": down, "bottom": across}


def _bearing(state: str, land: Land) -> tuple[float, float]:
    """The direction in which a state lies from the middle of the theatre: east and north, the longer one 1."""
    west, south, east, north = land.frame
    x, y = land.homes.get(state, (west, north))
    dx, dy = (x - (west + east) / 2) / (east - west), (y - (south + north) / 2) / (north - south)
    size = max(abs(dx), abs(dy), 1e-9)
    return dx / size, dy / size


def _sides(states: Iterable[str], land: Land, room: dict[str, int]) -> dict[str, list[str]]:
    """States by the edge on which they stand; where one is full, those nearest its corner stand round it."""
    sides: dict[str, list[str]] = {edge: [] for edge in EDGES}
    for state in states:
        dx, dy = _bearing(state, land)
        edge = ("right" if dx > 0 else "left") if abs(dx) >= abs(dy) else ("top" if dy > 0 else "bottom")
        sides["top" if edge == "bottom" and room["bottom"] < 1 else edge].append(state)
    for _ in range(len(sides["left"]) + len(sides["right"]) + len(sides["top"]) + len(sides["bottom"])):
        full = next((edge for edge in EDGES if len(sides[edge]) > _of(room, edge)), None)
        if full is None:
            break
        free = [edge for edge in EDGES[:3] if edge != full and len(sides[edge]) < _of(room, edge)]
        if not free:
            break
        to = min(free, key=lambda edge: (_opposite(edge, full), len(sides[edge]) - _of(room, edge)))
        moved = max(sides[full], key=lambda state: (_towards(to, *_bearing(state, land)), state))
        sides[full].remove(moved)
        sides[to].append(moved)
    return sides


def _of(room: dict[str, int], edge: str) -> int:
    return room[edge] // 2 if edge == "bottom" else room[edge]


def _opposite(one: str, other: str) -> bool:
    return {one, other} in ({"left", "right"}, {"top", "bottom"})


def _towards(edge: str, dx: float, dy: float) -> float:
    return {"left": -dx, "right": dx, "top": dy, "bottom": -dy}[edge]


def _places(
    seats: list[str], edge: str, land: Land, rect: pygame.Rect, size: tuple[int, int], gap: int
) -> list[pygame.Rect]:
    """Where the chips of an edge stand: as near as may be to the direction of each, in its order, none over another."""
    down = edge in ("left", "right")
    long, step = (rect.height, size[1] + gap) if down else (rect.width, size[0] + gap)
    start, end = (size[1] + 3 * gap, long - size[1] - 3 * gap) if down else (gap, long - gap)
    wanted = [_along(seat, edge, land) * long for seat in seats]
    order = sorted(range(len(seats)), key=lambda i: (wanted[i], seats[i]))
    spots = _spread([wanted[i] - step / 2 for i in order], step, start, end)
    places = [pygame.Rect(0, 0, *size) for _ in seats]
    for i, spot in zip(order, spots, strict=True):
        if down:
            x = rect.left + gap if edge == "left" else rect.right - gap - size[0]
            places[i].topleft = (x, rect.top + round(spot))
        else:
            y = rect.top + gap if edge == "top" else rect.bottom - gap - size[1]
            places[i].topleft = (rect.left + round(spot), y)
    return places


def _along(seat: str, edge: str, land: Land) -> float:
    """Where along an edge a seat would stand, 0..1; alliances in the middle, in their order."""
    alliances = list(land.scenario.spec.alliances)
    if seat in alliances:
        return 0.5 + 0.001 * alliances.index(seat)
    dx, dy = _bearing(seat, land)
    return (1.0 - dy) / 2 if edge in ("left", "right") else (1.0 + dx) / 2


def _spread(wanted: list[float], step: float, start: float, end: float) -> list[float]:
    """Places a step apart at least, near those wanted, between start and end."""
    groups: list[list[float]] = []  # where a row of chips begins, how many they are
    for place in wanted:
        groups.append([place, 1.0])
        while len(groups) > 1 and groups[-2][0] + groups[-2][1] * step > groups[-1][0]:
            (one, few), (last, more) = groups[-2], groups[-1]
            begin = (one * few + (last - few * step) * more) / (few + more)
            groups[-2:] = [[begin, few + more]]
    found = [begin + k * step for begin, count in groups for k in range(int(count))]
    for k in reversed(range(len(found))):  # nothing beyond the end, nor before the start
        found[k] = min(found[k], end - (len(found) - k) * step)
    for k in range(len(found)):
        found[k] = max(found[k], start + k * step)
    return found
