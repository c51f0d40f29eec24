"""Line graphs as coordinates, for a template to draw: a line a series, each with its name at its end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 1100.0, 300.0  # of a whole graph, in the units of its picture
LEFT, RIGHT, TOP, BOTTOM = 92.0, 240.0, 20.0, 42.0  # around the plot: figures, names of lines, dates
MOST_DATES, STEPS = 9, 5  # labels along the axes
APART = 24.0  # between names at the ends of lines
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Series = Mapping[str, Sequence[float | None]]
Scale = Callable[[float], float]


@dataclass(frozen=True)
class Line:
    """A series: its name, the points of its parts, and where its name stands."""

    name: str
    style: int
    parts: tuple[str, ...]
    end: tuple[float, float]
    label: float


@dataclass(frozen=True)
class Graph:
    """A graph as coordinates; x is told by turn."""

    title: str
    told: str
    height: float
    lines: tuple[Line, ...]
    dates: tuple[tuple[float, str], ...]
    figures: tuple[tuple[float, str], ...]
    xs: tuple[float, ...]  # of every turn
    width: float = WIDTH
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP

    @property
    def bottom(self) -> float:
        """Of the plot."""
        return self.height - BOTTOM


def graph(
    title: str, told: str, dates: Sequence[str], series: Series, unit: str, top: float | None = None,
    height: float = HEIGHT,
) -> Graph:  # fmt: skip
    """A graph of series over these dates from 0 to `top`, or to what holds them all."""
    most = max((x for values in series.values() for x in values if x is not None), default=0.0)
    step = _step(top if top is not None else most)
    high = top if top is not None else step * ceil(max(most, 1e-9) / step)
    xs = tuple(LEFT + (WIDTH - LEFT - RIGHT) * k / max(len(dates) - 1, 1) for k in range(len(dates)))
    bottom = height - BOTTOM

    def y(x: float) -> float:
        return bottom - (bottom - TOP) * x / high

    ends = {name: _end(xs, values, y) for name, values in series.items()}
    spots = _apart({name: end[1] for name, end in ends.items()})
    lines = [
        Line(name, style, tuple(_parts(xs, values, y)), ends[name], spots[name])
        for style, (name, values) in enumerate(series.items())
    ]
    figures = tuple((y(step * k), _figure(step * k, unit)) for k in range(round(high / step) + 1))
    return Graph(title, told, height, tuple(lines), tuple(_dates(xs, dates)), figures, xs)


def _step(most: float) -> float:
    """A round step of which at most five or six fill the axis."""
    if most <= 0.0:
        return 0.25
    rough = most / STEPS
    power = 10.0 ** floor(log10(rough))
    return next(power * k for k in (1.0, 2.0, 5.0, 10.0) if power * k >= rough * 0.999)


def _figure(x: float, unit: str) -> str:
    if unit == "share":
        return f"{100.0 * x:.0f} %"
    return f"{x / 1000.0:,.0f}".replace(",", " ") + (" 000" if x else "") if unit == "men" else f"{x:g}"


def _parts(xs: Sequence[float], values: Sequence[float | None], y: Scale) -> list[str]:
    """The points of a line, in parts where something is not told."""
    parts: list[list[str]] = [[]]
    for at, value in zip(xs, values, strict=True):
        if value is None:
            parts.append([])
        else:
            parts[-1].append(f"{at:.0f},{y(value):.1f}")
    return [" ".join(part) for part in parts if part]


def _end(xs: Sequence[float], values: Sequence[float | None], y: Scale) -> tuple[float, float]:
    """Where a line ends."""
    told = [(at, value) for at, value in zip(xs, values, strict=True) if value is not None]
    return (told[-1][0], y(told[-1][1])) if told else (xs[-1], y(0.0))


def _apart(spots: Mapping[str, float]) -> dict[str, float]:
    """Heights moved down so that no two names overlap."""
    placed, last = dict[str, float](), -APART
    for name in sorted(spots, key=lambda name: spots[name]):
        last = placed[name] = max(spots[name], last + APART)
    return placed


def _dates(xs: Sequence[float], dates: Sequence[str]) -> list[tuple[float, str]]:
    """Dates along the axis, as many as there is room for."""
    every = max(1, ceil(len(dates) / MOST_DATES))
    return [(xs[k], dates[k]) for k in range(0, len(dates), every)]


def month(date: str) -> str:
    """`Mar 2022`."""
    return f"{MONTHS[int(date[5:7]) - 1]} {date[:4]}"
