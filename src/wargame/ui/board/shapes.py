"""Polygons: cut by a line, filled with strokes, measured, asked what lies in them. Rings are points `[P,2]`."""

from collections.abc import Sequence

import numpy as np

from wargame.axes import Array

Rings = tuple[Array, ...]
HALVINGS = 20  # of the interval in which a cut lies: to a millionth of the region


def area(rings: Sequence[Array]) -> float:
    """The area inside some rings."""
    return sum(abs(_signed(ring)) for ring in rings if len(ring) > 2)


def _signed(ring: Array) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return 0.5 * float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))


def middle(rings: Sequence[Array]) -> tuple[float, float]:
    """The centre of gravity of the largest ring."""
    ring = max(rings, key=lambda ring: abs(_signed(ring)))
    x, y = ring[:, 0], ring[:, 1]
    turn = x * np.roll(y, -1) - y * np.roll(x, -1)
    whole = float(turn.sum())
    if abs(whole) < 1e-9:
        return float(x.mean()), float(y.mean())
    cx, cy = ((x + np.roll(x, -1)) * turn).sum(), ((y + np.roll(y, -1)) * turn).sum()
    return float(cx) / (3 * whole), float(cy) / (3 * whole)


def box(rings: Sequence[Array]) -> tuple[float, float, float, float]:
    """The least and the greatest x and y: west, south, east, north."""
    points = np.concatenate(list(rings))
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return float(west), float(south), float(east), float(north)


def inside(rings: Sequence[Array], at: tuple[float, float]) -> bool:
    """Whether a point lies inside an odd number of rings."""
    crossed = 0
    for ring in rings:
        x, y = ring[:, 0], ring[:, 1]
        x2, y2 = np.roll(x, -1), np.roll(y, -1)
        spans = (y > at[1]) != (y2 > at[1])
        if spans.any():
            a, b, c, d = x[spans], y[spans], x2[spans], y2[spans]
            crossed += int((at[0] < (c - a) * (at[1] - b) / (d - b) + a).sum())
    return crossed % 2 == 1


def beyond(ring: Array, normal: Array, offset: float) -> Array:
    """The part of a ring on the far side of a line, where `point . normal >= offset`."""
    far = ring @ normal - offset
    after = np.roll(far, -1)
    kept, crosses = far >= 0, (far >= 0) != (after >= 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        met = ring + (far / (far - after))[:, None] * (np.roll(ring, -1, axis=0) - ring)
    both = np.stack([ring, met], axis=1).reshape(-1, 2)
    return np.asarray(both[np.stack([kept, crosses], axis=1).reshape(-1)])


def cut(rings: Rings, normal: Array, offset: float) -> tuple[Rings, Rings]:
    """Rings cut by a line: what lies beyond it, and what lies before it."""
    far = tuple(part for ring in rings if len(part := beyond(ring, normal, offset)) > 2)
    near = tuple(part for ring in rings if len(part := beyond(ring, -normal, -offset)) > 2)
    return far, near


def offset_of(rings: Rings, normal: Array, share: float) -> float:
    """Where a line across a direction cuts off a share of the area."""
    along = np.concatenate([ring @ normal for ring in rings])
    low, high, wanted = float(along.min()), float(along.max()), share * area(rings)
    for _ in range(HALVINGS):
        half = (low + high) / 2
        beyond_it = area([beyond(ring, normal, half) for ring in rings])
        low, high = (half, high) if beyond_it > wanted else (low, half)
    return (low + high) / 2


def chords(rings: Rings, normal: Array, offset: float) -> Array:
    """The pieces of a line inside some rings, `[M,2,2]`."""
    along = np.array([-normal[1], normal[0]])
    met: list[Array] = []
    for ring in rings:
        far = ring @ normal - offset
        after = np.roll(far, -1)
        crosses = (far >= 0) != (after >= 0)
        step = np.roll(ring, -1, axis=0) - ring
        met.append(ring[crosses] + (far[crosses] / (far[crosses] - after[crosses]))[:, None] * step[crosses])
    points = np.concatenate(met)
    points = points[np.argsort(points @ along, kind="stable")]
    return np.asarray(points[: len(points) // 2 * 2].reshape(-1, 2, 2))


def strokes(rings: Sequence[Array], slant: float, gap: float, view: tuple[float, float, float, float]) -> Array:
    """Parallel strokes that fill some rings, `[M,2,2]`: `gap` apart, at `slant` degrees, as far as a view is wide."""
    turn = np.radians(slant)
    u, v = np.array([np.cos(turn), -np.sin(turn)]), np.array([np.sin(turn), np.cos(turn)])
    left, top, right, bottom = view
    corners = np.array([[left, top], [right, top], [left, bottom], [right, bottom]]) @ v
    starts, ends = np.concatenate(list(rings)), np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])
    a, b = starts @ v / gap, ends @ v / gap
    low = np.maximum(np.ceil(np.minimum(a, b)), np.ceil(corners.min() / gap)).astype(np.int64)
    high = np.minimum(np.ceil(np.maximum(a, b)), np.ceil(corners.max() / gap)).astype(np.int64)
    count = np.maximum(high - low, 0)
    edge = np.repeat(np.arange(len(a)), count)
    line = low[edge] + np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    part = (line - a[edge]) / (b[edge] - a[edge])
    at = (starts @ u)[edge] + part * ((ends - starts) @ u)[edge]
    order = np.lexsort((at, line))
    line, at = line[order], at[order]
    even = len(line) // 2 * 2
    one, two = at[:even:2], at[1:even:2]
    across = (line[:even:2] * gap)[:, None] * v
    return np.stack([one[:, None] * u + across, two[:, None] * u + across], axis=1)
