"""Graphs of any measure over time: several at once, the turn that is looked at marked; saved as a picture too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from wargame.errors import UserError
from wargame.explain import areas, units
from wargame.measures import BY_NAME, MEASURES, TOLD, Measure, shows
from wargame.report.picture import place, saved
from wargame.ui import theme as look
from wargame.ui.kit import Column
from wargame.ui.looking import Looking
from wargame.ui.panels.kept import Kept
from wargame.ui.panels.known import Known
from wargame.ui.panels.lists import Listed

MOST = 7  # lines that can be told apart in one graph
FIRST = 4  # lines that a graph begins with
SHARES = ("share", "0..1", "probability")  # units that are drawn in percent
DASHES = ("solid", (0, (4, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2)))
INK = "#222222"
FORMS: Mapping[str, str] = {
    "territory": "Land of {}, held by {}",
    "control": "{}, held by {}",
    "aid": "{} to {}",
    "gas_share": "{} from {}",
    "recognition": "{}, by members of {}",
}  # of two entities in words


@dataclass(frozen=True)
class Series:
    """A measure over time, of all entities of which it may be seen."""

    measure: Measure
    values: Mapping[str, list[float]]  # by entity, of every turn played
    called: Mapping[str, str]  # entities in words
    coded: Mapping[str, str]  # and in short codes
    moved: frozenset[str]  # those that are not the same in every turn


@dataclass
class GraphPanel:
    """One measure over time, of some of its entities."""

    measure: str = "territory"
    entities: dict[str, tuple[str, ...]] = field(default_factory=dict)  # those drawn, by measure
    choosing: bool = False
    all: bool = False  # lines that never moved are offered too
    _list: Listed = field(default_factory=lambda: Listed("measures"))
    _series: "Kept[Series]" = field(default_factory=lambda: Kept(series))
    _open: "Kept[list[Measure]]" = field(default_factory=lambda: Kept(graphable))

    def draw(self, column: Column, at: Looking) -> int | None:
        """Draw it; returns a turn that was pressed in the graph."""
        measures = self._open.of(at)
        if self.choosing or self.measure not in [m.name for m in measures]:
            self._choose(column, measures)
            return None
        found = self._series.of(at, self.measure)
        shown = self.shown(at, found)
        column.heading(title(found.measure))
        column.text(f"{meaning(found.measure)}.", muted=True)
        if column.link("Another measure", hint="Choose from a list"):
            self.choosing = True
        scale = 100.0 if found.measure.unit in SHARES else 1.0
        lines = {found.coded[e]: [scale * v for v in found.values[e]] for e in shown}
        label = f"in {unit(found.measure)}" if unit(found.measure) else "count"
        turn = column.line(lines, [d[:7] for d in at.scenario.dates[: len(at.worlds)]], at.turn, 190, label)
        column.text("Press a moment in the graph to look at its turn.", muted=True)
        self._entities(column, found, shown)
        return turn

    def shown(self, at: Looking, found: Series) -> tuple[str, ...]:
        """The entities that are drawn: those chosen, else those that matter most to whoever looks."""
        chosen = tuple(e for e in self.entities.get(found.measure.name, ()) if e in found.values)
        return chosen if found.measure.name in self.entities else first(at, found)

    def names(self, at: Looking) -> list[str]:
        """The series that are drawn now, as `save` takes them."""
        if self.measure not in [m.name for m in self._open.of(at)]:
            return []
        found = self._series.of(at, self.measure)
        return ["/".join(filter(None, (self.measure, e))) for e in self.shown(at, found)]

    def _choose(self, column: Column, measures: list[Measure]) -> None:
        column.heading("Graphs")
        column.text("Choose what to see over time.", muted=True)
        row = self._list.draw(column, ("Measure", "Unit"), [[title(m), unit(m) or "count"] for m in measures])
        if row is not None:
            self.measure, self.choosing = measures[row].name, False

    def _entities(self, column: Column, found: Series, shown: tuple[str, ...]) -> None:
        if len(found.values) < 2:
            return
        column.text("Lines", bold=True)
        if column.link("None of them", hint="Take all lines out of the graph"):
            shown = self.entities[found.measure.name] = ()
        listed = (
            [e for e in found.values if self.all or e in shown or e in found.moved] if found.moved else found.values
        )
        for entity in listed:
            on = entity in shown
            room = on or len(shown) < MOST
            now = column.toggle(
                found.called[entity], on, enabled=room, hint="" if room else f"No more than {MOST} lines"
            )
            if now != on:
                kept = tuple(e for e in found.values if (e in shown) != (e == entity))
                shown = self.entities[found.measure.name] = kept
        if len(listed) < len(found.values) and column.button("Lines that never moved too", small=True):
            self.all = True


def title(measure: Measure) -> str:
    """What a measure is called, `War effort`."""
    words = {"gdp": "Output (GDP)", "gas_price": "Price of gas"}.get(measure.name, measure.name.replace("_", " "))
    return f"{words[0].upper()}{words[1:]}"


def meaning(measure: Measure) -> str:
    """What it means, with its unit where that is part of the sentence: `Share of output spent on forces and war`."""
    counted = measure.meaning.startswith(("of ", "for ", "that "))
    told = f"{'number' if measure.unit == 'count' else measure.unit} {measure.meaning}" if counted else measure.meaning
    return f"{told[0].upper()}{told[1:]}"


def unit(measure: Measure) -> str:
    """Its unit in words."""
    return "%" if measure.unit in SHARES else {"count": "", "rung": "rungs"}.get(measure.unit, measure.unit)


def graphable(at: Looking) -> list[Measure]:
    """The measures of which whoever looks may see anything."""
    return [m for m in MEASURES if visible(at, m)]


def visible(at: Looking, measure: Measure) -> tuple[str, ...]:
    """The entities of a measure that whoever looks may see: all where it is public, else its own."""
    return tuple(e for e in measure.entities(at.scenario.board) if shows(measure, e, at.seat, _members(at)))


def _members(at: Looking) -> tuple[str, ...]:
    """States that have sat in the alliance whose eyes these are."""
    b, f = at.scenario.board, at.scenario.board.forum
    if at.seat not in f.alliances:
        return ()
    a = f.alliances.index(at.seat)
    sat = np.max([np.asarray(world.member)[0, a] for world in at.worlds[: at.turn + 1]], axis=0)
    return tuple(state for state, told in zip(b.states, sat, strict=True) if told > 0.5)


def series(at: Looking, name: str) -> Series:
    """A measure over all turns played, of the entities that may be seen."""
    measure, b = BY_NAME[name], at.scenario.board
    known, column = visible(at, measure), {e: k for k, e in enumerate(measure.entities(b))}
    rows = np.array([np.asarray(measure.values(world))[0] for world in at.worlds])
    values = {e: _told(at, measure, e, rows[:, column[e]]).tolist() for e in known}
    regions, codes = units(at.scenario, at.names), _codes(at)
    return Series(
        measure,
        values,
        called={e: _called(e, {**at.names, **regions}, FORMS.get(name, "{} and {}")) or title(measure) for e in known},
        coded={e: _called(e, codes, "{}/{}") or "all" for e in known},
        moved=frozenset(e for e, told in values.items() if len({v for v in told if v == v}) > 1),
    )


def _codes(at: Looking) -> dict[str, str]:
    """Short codes, of oblasts that the map cuts in parts too."""
    found, b = Known(at).codes, at.scenario.board
    parts = {whole: b.regions[members[0]] for whole, members in b.wholes.items()}
    return found | {whole: whole if found[part] == part else found[part] for whole, part in parts.items()}


def _told(at: Looking, measure: Measure, entity: str, values: Any) -> Any:
    """A series without the turns before a member sat in the alliance that is told of it."""
    f = at.scenario.board.forum
    if measure.seen != TOLD or at.seat not in f.alliances:
        return values
    a, s = f.alliances.index(at.seat), at.scenario.board.states.index(entity)
    sat = np.array([float(world.member[0, a, s]) for world in at.worlds])
    return np.where(sat > 0.5, values, np.nan)


def _called(entity: str, names: Mapping[str, str], form: str) -> str:
    """An entity in words, two in a form of words; a quarrel, `RUS-UKR`, is told by both its parties."""
    parts = []
    for part in filter(None, entity.split("/")):
        halves = part.split("-")
        both = part not in names and all(half in names for half in halves)
        parts.append(" and ".join(names[half] for half in halves) if both else names.get(part, part))
    return form.format(*parts) if len(parts) > 1 else "".join(parts)


def first(at: Looking, found: Series) -> tuple[str, ...]:
    """The entities that a graph begins with: the seat's own and those at war, the greatest first."""
    b = at.scenario.board
    at_war = {b.states[s] for a, c, kind in b.pairs if kind == "war" for s in (a, c)}
    size = areas(b) if found.measure.name == "control" else {}

    def matters(entity: str) -> tuple[Any, ...]:
        parts = entity.split("/")
        moved = np.ptp(np.nan_to_num(np.asarray(found.values[entity])))
        return (at.seat not in parts, not at_war & set(parts), -moved * size.get(parts[0], 1.0), entity)

    return tuple(sorted(sorted(found.values, key=matters)[:FIRST], key=list(found.values).index))


def save(path: str | Path, at: Looking, names: Sequence[str]) -> Path:
    """Write series of one measure as a picture; raises `UserError` for what whoever looks may not see."""
    import matplotlib as mpl

    where, chosen = place(path), _chosen(at, names)
    style: Any = {"font.family": "DejaVu Sans", "svg.hashsalt": at.scenario.id, "svg.fonttype": "none"}
    with mpl.rc_context(style):
        return saved(_figure(at, *chosen), where)


def _chosen(at: Looking, names: Sequence[str]) -> tuple[Series, list[str]]:
    """The measure that series are of, and their entities."""
    kinds = list(dict.fromkeys(name.partition("/")[0] for name in names))
    if len(kinds) != 1 or kinds[0] not in BY_NAME:
        raise UserError(f"found the series {', '.join(names) or 'none'}, expected some of one measure")
    found, entities = series(at, kinds[0]), [name.partition("/")[2] for name in names]
    wrong = [name for name, entity in zip(names, entities, strict=True) if entity not in found.values]
    if wrong:
        raise UserError(f"found the series {wrong[0]!r}, expected one that {at.seat or 'a spectator'} may see")
    return found, entities


def _figure(at: Looking, found: Series, entities: Sequence[str]) -> Any:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9.6, 5.4), dpi=110, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    axes, colours = figure.add_subplot(), look.palette()
    scale, moments = (100.0 if found.measure.unit in SHARES else 1.0), range(len(at.worlds))
    for n, entity in enumerate(entities):
        colour = [c / 255.0 for c in colours[look.SERIES[n % len(look.SERIES)]]]
        values = [scale * v for v in found.values[entity]]
        axes.plot(moments, values, color=colour, ls=DASHES[n % len(DASHES)], lw=2.2, label=found.called[entity])
    axes.axvline(at.turn, color=INK, lw=0.8)
    step = max(1, len(at.worlds) // 6)
    axes.set_xticks(list(moments)[::step], [d[:7] for d in at.scenario.dates[: len(at.worlds)]][::step])
    axes.set_ylabel(unit(found.measure) or "count")
    axes.set_title(f"{title(found.measure)}: {meaning(found.measure)}", loc="left", color=INK)
    axes.spines[["top", "right"]].set_visible(False)
    if len(entities) > 1 or entities[0]:
        axes.legend(frameon=False)
    return figure
