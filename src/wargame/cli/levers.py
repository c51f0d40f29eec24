"""The command that tries packages of levers."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.play import MOST, Json

if TYPE_CHECKING:
    from wargame.analysis.levers import Levers

WIDE = 170  # columns of the table where there is no terminal to ask


def levers(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Name or path.")],
    runs: Annotated[int, typer.Option(min=2, metavar="N", help="Runs 0 to N - 1 under every package.")] = 100,
    seed: Annotated[int, typer.Option(min=0, max=MOST, metavar="N", help="Root seed.")] = 1,
    packages: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Areas and levers to try.", show_default="the theatre's own")
    ] = None,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it, .png, .svg or .pdf.")] = None,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar.")] = False,
) -> None:
    """Try four areas of policy, each off, as set or reinforced: effects by paired runs, costs, what held."""
    from wargame.analysis.levers import levers as tried
    from wargame.cli.screen import counted
    from wargame.policies import POLICIES
    from wargame.report import levers as report
    from wargame.report.picture import place
    from wargame.scenario import load

    if plot is not None:
        place(plot)
    loaded, processors = load(scenario, POLICIES), os.cpu_count() or 1
    with counted("runs", not quiet) as tell:
        found = tried(loaded, packages, runs=runs, seed=seed, workers=processors, progress=tell)
    if plot is not None:
        from wargame.report.levers_plot import draw

        draw(found, plot)
    if as_json:
        sys.stdout.write(json.dumps(report.data(found), ensure_ascii=False, allow_nan=False) + "\n")
    else:
        _show(found, plot)


def _show(found: "Levers", plot: Path | None) -> None:
    from wargame.cli.screen import console
    from wargame.report import levers as report

    page = console(WIDE)
    page.print(report.summary(found))
    page.print(
        "Changes against everything as the scenario sets it, with 95 % intervals. Up and down are what is expected of"
    )
    page.print(
        "more of an area; to switch it off is less of it, and has it held where the measure moves the other way."
    )
    page.print(report.table(found))
    page.print(report.mains(found))
    page.print("Strongest interactions: what two areas do together beyond what each does alone", style="bold")
    for sentence in report.interactions(found) or ["None is told apart from none."]:
        page.print(f"  {sentence}")
    if plot is not None:
        page.print(f"The picture is in {plot}.")
