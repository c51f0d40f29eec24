"""The command that sets the engine beside history."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.cli.play import FLAGSHIP

if TYPE_CHECKING:
    from wargame.analysis.hindcast import Hindcast
    from wargame.analysis.shake import Shaken


def hindcast(
    scenario: Annotated[
        str | None, typer.Argument(metavar="SCENARIO", help="Name or path.", show_default=FLAGSHIP)
    ] = None,
    runs: Annotated[int, typer.Option(min=1, metavar="N", help="How many runs.")] = 200,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Root seed.")] = 1,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it, .png, .svg or .pdf.")] = None,
    shake: Annotated[bool, typer.Option("--shake", help="Move every tuned number by a tenth, one at a time.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout and nothing else.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar.")] = False,
) -> None:
    """Play history's decisions, and compare what comes of them with what is known."""
    from wargame.analysis.hindcast import hindcast as played
    from wargame.analysis.shake import shake as shaken
    from wargame.cli.screen import counted
    from wargame.policies import POLICIES
    from wargame.report.picture import place
    from wargame.scenario import load

    if plot is not None:
        place(plot)
    loaded = load(scenario or FLAGSHIP, POLICIES)
    with counted("runs", not quiet) as tell:
        found = played(loaded, runs, seed, tell)
    with counted("tuned numbers moved", shake and not quiet) as tell:
        moved = shaken(loaded, min(runs, 64), seed, progress=tell) if shake else []
    if plot is not None:
        from wargame.report.hindcast_plot import draw

        draw(found, plot)
    if as_json:
        sys.stdout.write(json.dumps(_data(found, moved), ensure_ascii=False) + "\n")
    else:
        _show(found, moved)
    if plot is not None and not as_json:
        sys.stdout.write(f"The picture is in {plot}.\n")


def _show(found: "Hindcast", moved: "list[Shaken]") -> None:
    from wargame.cli.screen import console
    from wargame.report import tables

    page = console(110)
    page.print(tables.of_hindcast(found))
    page.print(tables.of_checks(found))
    if found.vetoes is not None:
        page.print(tables.of_vetoes(found.vetoes))
        page.print(tables.vetoes_told(found.vetoes))
    told = ", ".join(f"{count} of the {kind}" for kind, count in found.tuned.items())
    page.print(
        f"In sample: {sum(found.tuned.values())} numbers were tuned knowing these months ({told}). "
        f"Mean absolute error over regions: {found.error:.3f}."
    )
    if moved:
        broken = [item for item in moved if item.failed]
        page.print(f"{len(moved)} moves of a tuned number by a tenth: {len(broken)} break a test.")
        for item in broken:
            page.print(f"  {item.path} {item.value:g} -> {item.moved:g}: {', '.join(item.failed)}")


def _data(found: "Hindcast", moved: "list[Shaken]") -> dict[str, Any]:
    """A hindcast as plain data; what was not observed is null."""
    lines = {
        line.series: {
            "play": line.play,
            "dates": list(line.dates),
            "low": line.low.tolist(),
            "median": line.median.tolist(),
            "high": line.high.tolist(),
            "observed": [None if value != value else value for value in line.observed.tolist()],
        }
        for line in found.lines
    }
    return {
        "scenario": found.scenario,
        "runs": found.runs,
        "seed": found.seed,
        "error": found.error,
        "tuned": dict(found.tuned),
        "checks": [asdict(check) for check in found.checks],
        "vetoes": asdict(found.vetoes) if found.vetoes else None,
        "series": lines,
        "shaken": [asdict(item) for item in moved],
    }
