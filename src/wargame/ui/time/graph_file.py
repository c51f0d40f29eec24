"""A graph of a measure over time, as an SVG with its words as words."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from wargame.ui.time.written import written


def save(path: Path, series: Mapping[str, Sequence[float]], dates: Sequence[str], title: str, unit: str) -> Path:
    """Draw lines over time into a file; the same lines give the same bytes."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    from wargame.ui.theme import SERIES, palette

    look = {"svg.hashsalt": title, "svg.fonttype": "none", "font.family": "DejaVu Sans"}
    with mpl.rc_context(look):  # type: ignore[arg-type]
        figure = Figure(figsize=(9.6, 5.4), layout="constrained")
        axes = figure.subplots()
        for n, (name, values) in enumerate(series.items()):
            colour = "#{:02x}{:02x}{:02x}".format(*palette()[SERIES[n % len(SERIES)]])
            style = ("-", "--", ":", "-.")[n // len(SERIES) % 4 or n % 4]
            axes.plot(range(len(values)), list(values), style, color=colour, linewidth=2, label=name)
        step = max(1, len(dates) // 8)
        axes.set_xticks(range(0, len(dates), step), [date[:7] for date in dates[::step]])
        axes.set_title(title, loc="left")
        axes.set_ylabel(unit)
        axes.grid(alpha=0.25)
        axes.legend(frameon=False)
        return written(path, lambda part: figure.savefig(part, format="svg", metadata={"Date": None}))
