"""The command that looks for deals both parties of a war would take."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.play import MOST, Invented, Json, Pairs, numbers_of

if TYPE_CHECKING:
    from wargame.analysis.bargain import Bargain
    from wargame.scenario import Scenario


def bargain(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Name or path.")],
    turn: Annotated[
        int | None,
        typer.Option(min=1, metavar="T", help="Turn in which it is asked.", show_default="the offer's, or 1"),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=MOST, metavar="N", help="Root seed.")] = 1,
    runs: Annotated[int, typer.Option(min=1, metavar="N", help="Runs 0 to N - 1; shown is run 0.")] = 1,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it, .png, .svg or .pdf.")] = None,
    changes: Annotated[
        Pairs, typer.Option("--set", metavar="PATH=VALUE", help="Change a number of the scenario.")
    ] = None,
    ahead: Annotated[
        bool, typer.Option("--ahead/--no-ahead", help="Judge the best deals again, by playing ahead.")
    ] = True,
    invented: Invented = False,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar.")] = False,
) -> None:
    """Look for deals that both parties take: how wide the range is, which is best, or who is in the way."""
    from wargame.analysis.bargain import bargained
    from wargame.cli.screen import counted
    from wargame.policies import POLICIES
    from wargame.report import bargain as told
    from wargame.report.picture import place
    from wargame.scenario import load

    if plot is not None:
        place(plot)
    loaded = load(scenario, POLICIES, numbers_of(changes))
    with counted("runs", not quiet) as tell:
        found = bargained(loaded, turn=turn, seed=seed, runs=runs, again=ahead, progress=tell)
    if plot is not None:
        from wargame.report.bargain_plot import draw

        draw(found, loaded, plot, loaded.names(invented))
    if as_json:
        sys.stdout.write(json.dumps(told.data(found, loaded), ensure_ascii=False, allow_nan=False) + "\n")
    else:
        _show(found, loaded, invented)
        if plot is not None:
            sys.stdout.write(f"The picture is in {plot}.\n")


def _show(found: "Bargain", scenario: "Scenario", invented: bool) -> None:
    from wargame.cli.screen import console
    from wargame.report import bargain as told

    page, names = console(110), scenario.names(invented)
    called = told.parties(found, scenario, names)
    around = "the offer" if found.offer else "a ceasefire at once"
    page.print(f"{scenario.dates[found.turn]}: deals between {' and '.join(called)} around {around}", style="bold")
    for sentence in told.sentences(found, called):
        page.print(f"  {sentence}")
    page.print(told.of_deals(found, called))
    pareto = told.of_pareto(found, called)
    if pareto is not None:
        page.print("Some of the Pareto-best deals that both take, by the scores they have there", style="bold")
        page.print(pareto)
    again = told.of_best(found, called)
    if again is not None:
        shown = f"{again.row_count} of {len(found.search.best)}"
        page.print(f"The best of the deals, judged again by playing them ahead ({shown})", style="bold")
        page.print(again)
    if len(found.runs) > 1:
        page.print(f"{len(found.runs)} runs of seed {found.seed}", style="bold")
        page.print(told.of_runs(found, called))
