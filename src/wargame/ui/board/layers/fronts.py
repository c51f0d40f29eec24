"""Fronts: where enemies face each other, the wider the more men face each other and the more ground changes hands."""

import numpy as np

from wargame.axes import Array
from wargame.ui.board.canvas import Canvas
from wargame.ui.board.land import Land
from wargame.ui.board.look import INK, WHITE
from wargame.ui.board.pieces import Line, Parts
from wargame.ui.board.scene import Scene

MEN = (25.0, 80.0)  # thousand, on both sides of a front: from where it is drawn wider. Judgement
KM2 = (30.0, 300.0)  # that changed hands in a turn, likewise
WIDTHS = (2.2, 3.4, 5.0)
TEETH = 13.0  # pixels of the design between the ticks of an advance
DASH = 5.0


def draw(canvas: Canvas, land: Land, scene: Scene, parts: Parts) -> None:
    """Draw all lines: fought ones in full, lines at rest as dashes; ticks point where ground was won."""
    slim = 0.6 if land.discs else 1.0
    fought = [line for line in parts.lines if frozenset((line.one, line.other)) in scene.fighting]
    for line in fought:
        canvas.trace(line.strokes, WHITE, slim * WIDTHS[intensity(line, scene)] + 2.4)
    for line in fought:
        canvas.trace(line.strokes, INK, slim * WIDTHS[intensity(line, scene)])
        _teeth(canvas, line, scene)
    for line in parts.lines:
        if frozenset((line.one, line.other)) not in scene.fighting:
            _dashed(canvas, line)


def intensity(line: Line, scene: Scene) -> int:
    """0 quiet, 1 contested, 2 heavy: by the men that the view tells or estimates, and by the ground that changed."""
    men = km2 = 0.0
    for region in line.regions:
        men += sum(scene.men.get(region, {}).values()) + scene.estimates.get(region, ((), 0.0))[1]
        area = float(scene.board.area[scene.board.regions.index(region)])
        km2 += area * max(abs(scene.gained(region, line.one)), abs(scene.gained(region, line.other)))
    return max(sum(men >= bound for bound in MEN), sum(km2 >= bound for bound in KM2))


def _teeth(canvas: Canvas, line: Line, scene: Scene) -> None:
    """Ticks on the side of whoever lost ground in the last turn."""
    for region in line.regions:
        won = scene.gained(region, line.one)
        km2 = won * float(scene.board.area[scene.board.regions.index(region)])
        if abs(km2) < KM2[0]:
            continue
        push = line.towards * (1.0 if won > 0 else -1.0) * (1.0, -1.0)
        for at in _spaced(canvas.camera.screen(line.strokes), float(canvas.px(TEETH))):
            canvas.stroke(at.tolist(), (at + push * canvas.px(6.5)).tolist(), INK, 2.0)


def _spaced(strokes: Array, gap: float) -> Array:
    """Points along strokes, a gap apart."""
    long = np.hypot(*(strokes[:, 1] - strokes[:, 0]).T)
    before = np.cumsum(long) - long
    marks = np.arange(gap / 2, float(long.sum()), gap)
    which = np.searchsorted(before, marks, side="right") - 1
    part = ((marks - before[which]) / np.maximum(long[which], 1e-9))[:, None]
    return np.asarray(strokes[which, 0] + part * (strokes[which, 1] - strokes[which, 0]))


def _dashed(canvas: Canvas, line: Line) -> None:
    """A line of dashes along strokes that follow one another."""
    points = _spaced(canvas.camera.screen(line.strokes), float(canvas.px(DASH)))
    for a, b in zip(points[::2].tolist(), points[1::2].tolist(), strict=False):
        if np.hypot(b[0] - a[0], b[1] - a[1]) < 1.5 * canvas.px(DASH):
            canvas.stroke(a, b, INK, 2.2)
