"""What the colours of the map tell: the modes of the board, each with its classes and its legend.

Classes go from pale to full and from no texture to a dense one, so that a figure can be read without its colour.
"""

from collections.abc import Callable
from dataclasses import dataclass

from wargame.ui.board.land import BEHIND, CONTEXT, SEA, THEATRE, Land
from wargame.ui.board.look import (
    BLACK,
    LAND,
    QUIET,
    RGB,
    TEXTURES,
    WHITE,
    Fill,
    mixed,
    palette,
)
from wargame.ui.board.look import SEA as WATER
from wargame.ui.board.pieces import Piece
from wargame.ui.board.scene import SEEN, Scene

OWN, TAKEN, REAR, PALE = 0.58, 0.42, 0.82, 0.74  # of white in land defended, taken, behind the war, and under counters
MOST = 8  # sides that the legend names
SLANTS = (45, 135, 0, 90)  # of the strokes on land taken, by who took it

Shade = Callable[[Scene, Land, Piece], Fill]
Told = tuple[Fill | None, str]  # a swatch and what it stands for


@dataclass(frozen=True)
class Grades:
    """Classes of a figure: their upper bounds, the words of the legend, and their colour at its fullest."""

    bounds: tuple[float, ...]
    words: tuple[str, ...]
    colour: RGB

    def fill(self, value: float) -> Fill:
        """How a value is painted."""
        return self.of_class(sum(value > bound for bound in self.bounds))

    def of_class(self, number: int) -> Fill:
        """How a class is painted, the least first."""
        last = len(self.bounds)
        share = 0.15 + 0.57 * number / last
        fill = mixed(WHITE, self.colour, share)
        return Fill(fill, TEXTURES[number], mixed(fill, mixed(self.colour, BLACK, 0.55), 0.62))

    @property
    def legend(self) -> list[Told]:
        """A line for every class."""
        return [(self.of_class(number), words) for number, words in enumerate(self.words)]


@dataclass(frozen=True)
class Mode:
    """A mode: what it shades, what it says of a state in a figure, the layers that go with it."""

    id: str
    title: str
    shade: Shade
    legend: Callable[[Scene, Land], list[Told]]
    chip: Callable[[Scene, str], Told]
    layers: tuple[str, ...]


# Who holds what


def holding(scene: Scene, land: Land, piece: Piece, pale: float = 0.0) -> Fill:
    """Land in the colour of its holder, hatched where it is another's."""
    colour = land.colours.get(piece.holder or "")
    if colour is None:
        return Fill(QUIET if piece.plot.state else LAND)
    if piece.holder == piece.plot.state:
        near = piece.plot.kind == THEATRE and piece.holder in land.mostly
        return Fill(mixed(colour, WHITE, max(OWN if near else REAR, pale)))
    taken = _taken(land, piece.holder or "")
    return taken._replace(colour=mixed(colour, WHITE, max(TAKEN, pale)))


def slant(land: Land, state: str) -> int:
    """The direction of the strokes that stand for a state."""
    known = list(land.colours)
    return SLANTS[known.index(state) % len(SLANTS)] if state in known else SLANTS[0]


def _under_counters(scene: Scene, land: Land, piece: Piece) -> Fill:
    return holding(scene, land, piece, PALE)


def sides(scene: Scene, land: Land) -> list[str]:
    """The states at war on this board."""
    return [state for state in land.colours if any(state in war for war in scene.wars)]


def _holders(scene: Scene, land: Land) -> list[Told]:
    """The sides, and how land that is held by another looks: for each of two, for many once."""
    known = sides(scene, land)
    told: list[Told] = []
    for state in known[:MOST]:
        told.append((Fill(mixed(land.colours[state], WHITE, OWN)), scene.name(state)))
        if len(known) <= 3 and any(_foreign(scene, region, state) for region in scene.shares):
            told.append((_taken(land, state), f"Held by {scene.name(state)}, not its own"))
    return told if len(known) <= 3 else [*told, (_taken(land, known[0]), "Held by another than its own state")]


def _taken(land: Land, state: str) -> Fill:
    colour = land.colours[state]
    return Fill(mixed(colour, WHITE, TAKEN), "lines", mixed(colour, BLACK, 0.2), slant(land, state))


def _foreign(scene: Scene, region: str, state: str) -> bool:
    """Whether a state holds some of a region that is not its own."""
    return scene.scenario.map.nodes[region].get("state") != state and scene.shares[region].get(state, 0.0) > SEEN


def _nothing(scene: Scene, state: str) -> Told:
    return None, ""


# What changed

CHANGED = (0.005, 0.03, 0.10)  # share of a region that changed hands


def _change(scene: Scene, land: Land, piece: Piece) -> Fill:
    held = scene.shares.get(piece.plot.id, {})
    winner, won = max(((state, scene.gained(piece.plot.id, state)) for state in held), key=_second, default=("", 0.0))
    if piece.plot.kind != THEATRE or won <= CHANGED[0]:
        return Fill(QUIET if piece.plot.state else LAND)
    return _won(land, winner, sum(won > bound for bound in CHANGED))


def _second(item: tuple[str, float]) -> float:
    return item[1]


def _won(land: Land, winner: str, number: int) -> Fill:
    colour = land.colours.get(winner, palette().green)
    fill, texture = mixed(WHITE, colour, 0.16 + 0.15 * number), ("none", "dots", "lines", "dense")[number]
    return Fill(fill, texture, mixed(fill, mixed(colour, BLACK, 0.4), 0.6), slant(land, winner))


def _changes(scene: Scene, land: Land) -> list[Told]:
    words = ("0.5 to 3 % of a region", "3 to 10 %", "more than 10 %")
    told: list[Told] = []
    for state in sides(scene, land)[:3]:
        told += [(_won(land, state, k + 1), f"{scene.name(state)} won {words[k]}") for k in range(3)]
    return [*told, (Fill(QUIET), "no change to speak of")]


# Supply

SUPPLY = Grades(
    (25.0, 100.0, 400.0),
    ("up to 25 km from a depot", "25 to 100 km", "100 to 400 km", "more than 400 km"),
    palette().green,
)
CUT_OFF = Fill(mixed(WHITE, palette().black, 0.45), "cross", (20, 20, 20))


def _supply(scene: Scene, land: Land, piece: Piece) -> Fill:
    by = scene.distance.get(piece.plot.id, {})
    if piece.holder not in by:
        return Fill(QUIET if piece.plot.state else LAND)
    km = by[piece.holder]
    return CUT_OFF if km is None else SUPPLY.fill(km)


def _supplies(scene: Scene, land: Land) -> list[Told]:
    return [*SUPPLY.legend, (CUT_OFF, "cut off"), (Fill(QUIET), "not known, or no front")]


# State by state


def _by_state(of: Callable[[Scene, str], Told]) -> Shade:
    def shade(scene: Scene, land: Land, piece: Piece) -> Fill:
        fill = of(scene, piece.plot.state)[0] if piece.plot.state and piece.plot.kind in (THEATRE, BEHIND) else None
        return fill or Fill(QUIET if piece.plot.state else LAND)

    return shade


GAS = Grades(
    (0.001, 0.10, 0.30, 0.60),
    ("none of its gas", "up to 10 %", "10 to 30 %", "30 to 60 %", "more than 60 %"),
    palette().orange,
)


def gas_of(scene: Scene, state: str) -> Told:
    """How much of its gas a state has from exporters on the board."""
    if state not in scene.imports:
        return None, ""
    share = scene.imports[state]
    return GAS.fill(share), f"{100 * share:.0f} %"


PRESSURE = Grades(
    (0.1, 1.0, 3.0, 6.0),
    ("none", "up to 1 point", "1 to 3 points", "3 to 6 points", "more than 6 points"),
    palette().vermilion,
)
SENDER = Fill(mixed(WHITE, palette().sky, 0.35), "rows", mixed(WHITE, palette().blue, 0.45))


def pressure_on(scene: Scene, state: str) -> Told:
    """What measures cost a state, points of its output; or how much of its dealings it forbids others."""
    points = scene.pressure(state)
    if points is not None:
        return PRESSURE.fill(points), f"{points:.1f} pt"
    level = max((flow.amount for flow in scene.flows("measures") if _imposes(scene, flow.source, state)), default=0.0)
    return (SENDER, f"{100 * level:.0f} %") if level > 0.005 else (None, "")


def _imposes(scene: Scene, sender: str, state: str) -> bool:
    return sender == state or (sender in scene.board.forum.alliances and state in scene.members(sender))


SUPPORT = Grades(
    (0.35, 0.50, 0.65),
    ("less than 35 %", "35 to 50 %", "50 to 65 %", "more than 65 %"),
    palette().blue,
)


def support_of(scene: Scene, state: str) -> Told:
    """Approval of the leadership at home."""
    told = scene.support(state)
    return (None, "") if told is None else (SUPPORT.fill(told), f"{100 * told:.0f} %")


MODES: tuple[Mode, ...] = (
    Mode("control", "Control", holding, _holders, _nothing, ("zones", "fronts", "marks")),
    Mode("change", "Change since last turn", _change, _changes, _nothing, ("fronts",)),
    Mode("forces", "Forces", _under_counters, _holders, _nothing, ("fronts", "counters")),
    Mode("supply", "Supply", _supply, _supplies, _nothing, ("fronts", "spans", "aid")),
    Mode(
        "energy",
        "Gas from exporters on the board",
        _by_state(gas_of),
        lambda scene, land: [*GAS.legend, (Fill(QUIET), "buys none by contract")],
        gas_of,
        ("gas",),
    ),
    Mode(
        "pressure",
        "Sanctions pressure",
        _by_state(pressure_on),
        lambda scene, land: [*PRESSURE.legend[1:], (SENDER, "imposes measures")],
        pressure_on,
        ("measures",),
    ),
    Mode(
        "support",
        "Support at home",
        _by_state(support_of),
        lambda scene, land: [*SUPPORT.legend, (Fill(QUIET), "not told")],
        support_of,
        ("fronts",),
    ),
)


def mode_of(id: str) -> Mode:
    """A mode by its id."""
    return next(mode for mode in MODES if mode.id == id)


def ground(mode: Mode, scene: Scene, land: Land, piece: Piece) -> Fill:
    """How a piece of land or water is painted."""
    if piece.plot.kind == SEA:
        return Fill(WATER)
    return Fill(LAND) if piece.plot.kind == CONTEXT else mode.shade(scene, land, piece)
