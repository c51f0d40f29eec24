"""Names: of regions and states, with a figure where the mode has one. The most important are placed first.

A name gives way to a code where it has no room, and a code to nothing; so names never lie over one another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

import numpy as np
import pygame

from wargame.ui.board.canvas import Canvas
from wargame.ui.board.land import BEHIND, SEA, THEATRE, Land, Plot
from wargame.ui.board.look import INK, MUTED, PAPER, RGB, dark
from wargame.ui.board.modes import Mode
from wargame.ui.board.scene import SEEN, Scene
from wargame.ui.board.shapes import inside

WATER: RGB = (52, 92, 120)  # of the names of seas
WIDE = 13  # letters of a name on one line
OFFSETS = (
    (0, 0),
    *((x, y) for r in (9, 18, 27) for x, y in ((0, -r), (0, r), (r, 0), (-r, 0), (r, r), (-r, r), (r, -r))),
)
STRAY = 0.4  # of a region's width and height, by which its name may stand off its place
CLOSE = 1.7  # nearness from which regions behind the theatre are named
SEAS = 150.0  # km that a sea without an outline is taken to be wide, for its name
NOTED = 10.0  # km from a depot that are worth a figure
WORDY = ("energy", "pressure", "support")  # modes that tell of states, not of regions


Lines = tuple[tuple[str, float, bool, RGB], ...]  # words, size, whether bold, colour


@dataclass(frozen=True)
class Label:
    """What may be written at a place: ways to say it, the longest first."""

    at: tuple[float, float]
    room: tuple[float, float]  # pixels
    ways: tuple[Lines, ...]


def draw(canvas: Canvas, land: Land, scene: Scene, mode: Mode) -> None:
    """Write every label that finds a place."""
    for label in _labels(canvas, land, scene, mode):
        _written(canvas, label)


def _written(canvas: Canvas, label: Label) -> None:
    """Write a label where its place is in the picture, the longest way that has room."""
    if not canvas.room.collidepoint(label.at):
        return
    for lines in label.ways:
        sizes = [canvas.size(words, size, bold) for words, size, bold, _ in lines]
        tight = canvas.px(1.6)
        wide, high = max(w for w, _ in sizes), sum(h - tight for _, h in sizes) + tight
        if wide > 1.2 * label.room[0] or high > 1.15 * label.room[1]:
            continue
        rect = pygame.Rect(0, 0, wide, high)
        for dx, dy in OFFSETS:
            right, down = dx * canvas.look.scale, dy * canvas.look.scale
            rect.center = (round(label.at[0] + right), round(label.at[1] + down))
            strays = abs(right) > STRAY * label.room[0] or abs(down) > STRAY * label.room[1]
            if canvas.free(rect) and not strays:
                _set(canvas, rect, lines, tight)
                canvas.take(rect)
                return


def _set(canvas: Canvas, rect: pygame.Rect, lines: Lines, tight: int) -> None:
    top = rect.top
    for words, size, bold, colour in lines:
        high = canvas.size(words, size, bold)[1]
        canvas.write(words, (rect.centerx, top + high / 2), size, bold, colour, PAPER, "center")
        top += high - tight


def _labels(canvas: Canvas, land: Land, scene: Scene, mode: Mode) -> Iterator[Label]:
    """All labels, the most important first."""
    if mode.id in WORDY:
        yield from _states(canvas, land, scene, mode)
        if canvas.camera.nearness < CLOSE:
            return
    near = [plot for plot in land.plots if plot.kind == THEATRE]
    for plot in sorted(near, key=lambda plot: (-_weight(plot, scene), plot.id)):
        yield _of_region(canvas, plot, land, scene, mode)
    if mode.id not in WORDY:
        yield from _states(canvas, land, scene, mode)
    yield from _waters(canvas, land, scene)
    for plot in land.plots:
        if plot.kind == SEA or (plot.kind == BEHIND and (canvas.camera.nearness >= CLOSE or land.discs)):
            yield _of_region(canvas, plot, land, scene, mode)


def _waters(canvas: Canvas, land: Land, scene: Scene) -> Iterator[Label]:
    """Names of seas that have no outline of their own."""
    for sea, at in land.waters:
        name = tuple((line, 11.0, False, WATER) for line in wrap(scene.name(sea), WIDE))
        yield Label(canvas.camera.spot(at), (SEAS * canvas.camera.scale, SEAS * canvas.camera.scale), (name,))


def _weight(plot: Plot, scene: Scene) -> float:
    """How much a region is worth naming: its size, and whether it is divided."""
    held = scene.shares.get(plot.id, {})
    return plot.km2 * (3.0 if len(held) > 1 else 1.0)


def _of_region(canvas: Canvas, plot: Plot, land: Land, scene: Scene, mode: Mode) -> Label:
    room = ((plot.box[2] - plot.box[0]) * canvas.camera.scale, (plot.box[3] - plot.box[1]) * canvas.camera.scale)
    x, y = _within(canvas, plot)
    colour = {THEATRE: INK, SEA: WATER}.get(plot.kind, MUTED)
    name = tuple((line, 11.0, False, colour) for line in wrap(scene.name(plot.id), WIDE, break_long_words=False))
    code = ((scene.code(plot.id), 10.0, False, colour),)
    note = _note(plot, land, scene, mode)
    ways = ((*name, *note), (*code, *note), note, name, code) if note else (name, code)
    return Label((x, y), room, tuple(way for way in ways if way))


def _within(canvas: Canvas, plot: Plot) -> tuple[float, float]:
    """Where a region's name stands: at its place, or in the middle of what is seen of it."""
    at = canvas.camera.spot(plot.at)
    if canvas.room.collidepoint(at) or not (seen := canvas.on_screen(plot.rings)):
        return at
    corners = np.clip(np.concatenate(seen), canvas.room.topleft, canvas.room.bottomright)
    x, y = (corners.min(axis=0) + corners.max(axis=0)) / 2
    return (float(x), float(y)) if inside(seen, (float(x), float(y))) else at


def _note(plot: Plot, land: Land, scene: Scene, mode: Mode) -> Lines:
    """A figure under the name: the share held by another, what changed hands."""
    if mode.id == "control":
        others = [(s, x) for s, x in scene.shares.get(plot.id, {}).items() if s != plot.state and x < 1.0 - SEEN]
        return tuple((f"{_percent(x)} {scene.code(s)}", 10.5, True, _dark(land, s)) for s, x in others[:2])
    if mode.id == "change":
        won = [(scene.gained(plot.id, s), s) for s in scene.shares.get(plot.id, {})]
        return tuple((f"+{100 * x:.1f} % {scene.code(s)}", 10.5, True, _dark(land, s)) for x, s in won if x > SEEN)[:1]
    if mode.id == "supply":
        told = scene.distance.get(plot.id, {})
        shown = [(s, told[s]) for s in scene.shares.get(plot.id, {}) if s in told and s in scene.men.get(plot.id, {})]
        return tuple(
            (f"{scene.code(s)} " + ("cut off" if km is None else f"{km:.0f} km"), 10.5, True, _dark(land, s))
            for s, km in shown[:2]
            if km is None or km >= NOTED
        )
    return ()


def _percent(share: float) -> str:
    return f"{min(max(100 * share, 1), 99):.0f} %"


def _dark(land: Land, state: str) -> RGB:
    return dark(land.colours.get(state, MUTED))


def _states(canvas: Canvas, land: Land, scene: Scene, mode: Mode) -> Iterator[Label]:
    """Names of states, each once, at its largest land in the picture; those fought over only where the mode asks."""
    shown: dict[str, Plot] = {}
    for plot in sorted(land.plots, key=lambda plot: -plot.km2):
        inside = canvas.room.collidepoint(canvas.camera.spot(plot.at))
        if plot.state in scene.board.states and inside and plot.kind in (THEATRE, BEHIND):
            shown.setdefault(plot.state, plot)
    for state, plot in shown.items():
        if state in land.mostly and mode.id not in WORDY:
            continue
        at = land.homes[state] if state in land.mostly else plot.at
        x, y = canvas.camera.spot(at)
        figure = mode.chip(scene, state)[1]
        note = ((figure, 11.0, True, INK),) if figure else ()
        name = ((scene.name(state).upper(), 10.5, True, MUTED),)
        code = ((scene.code(state), 10.5, True, MUTED),)
        room = ((plot.box[2] - plot.box[0]) * canvas.camera.scale, (plot.box[3] - plot.box[1]) * canvas.camera.scale)
        yield Label((x, y), room, ((*name, *note), (*code, *note), note) if note else (name, code))
