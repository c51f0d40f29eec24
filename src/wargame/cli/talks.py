"""The command that sets the judgement of a deal beside the offers on record."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.play import FLAGSHIP, Invented, Json


def talks(
    scenario: Annotated[
        str | None, typer.Argument(metavar="SCENARIO", help="Name or path.", show_default=FLAGSHIP)
    ] = None,
    runs: Annotated[int, typer.Option(min=1, metavar="N", help="How many runs.")] = 200,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Root seed.")] = 1,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it, .png, .svg or .pdf.")] = None,
    invented: Invented = False,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar.")] = False,
) -> None:
    """Judge the offers on record as they were made, and compare with what the parties are known to have said."""
    from wargame.analysis.talks import judged_talks
    from wargame.cli.screen import console, counted
    from wargame.policies import POLICIES
    from wargame.report import talks as report
    from wargame.report.picture import place
    from wargame.scenario import load

    if plot is not None:
        place(plot)
    loaded = load(scenario or FLAGSHIP, POLICIES)
    with counted("runs", not quiet) as tell:
        found = judged_talks(loaded, runs, seed, tell)
    names = loaded.names(invented)
    if plot is not None:
        from wargame.report.talks_plot import draw

        draw(found, names, plot)
    if as_json:
        sys.stdout.write(json.dumps(report.data(found), ensure_ascii=False, allow_nan=False) + "\n")
        return
    page = console(130)
    page.print(report.of_answers(found, names))
    page.print(report.of_scores(found))
    for sentence in report.closing(found):
        page.print(sentence)
    if plot is not None:
        page.print(f"The picture is in {plot}.")
