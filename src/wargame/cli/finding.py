"""The command that tells what the answer to an offer hangs on."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.offer import named_offer, tabled_offer
from wargame.cli.play import MOST, Invented, Json, Pairs, numbers_of


def finding(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Name or path.")],
    turn: Annotated[
        int | None, typer.Option(min=1, metavar="T", help="Turn in which it is tabled.", show_default="its own, or 1")
    ] = None,
    terms: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Terms of the offer.", show_default="the scenario's own")
    ] = None,
    beside: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="Other terms to judge, or a name in the theatre's terms/.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=MOST, metavar="N", help="Root seed.")] = 1,
    runs: Annotated[int, typer.Option(min=1, metavar="N", help="How many runs, and draws of the assumptions.")] = 1000,
    changes: Annotated[
        Pairs, typer.Option("--set", metavar="PATH=VALUE", help="Change a number of the scenario.")
    ] = None,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it, .png, .svg or .pdf.")] = None,
    invented: Invented = False,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar.")] = False,
) -> None:
    """Tell what the parties' answers to an offer hang on: reasons, parts switched off, assumptions drawn."""
    from wargame.analysis.finding import finding as found_of
    from wargame.cli.screen import console, counted
    from wargame.policies import POLICIES
    from wargame.report import finding as report
    from wargame.report.picture import place
    from wargame.scenario import load

    if plot is not None:
        place(plot)
    loaded = load(scenario, POLICIES, numbers_of(changes))
    offer = tabled_offer(loaded, turn, terms)
    others = [named_offer(loaded, offer.turn, name) for name in beside or ()]
    with counted("runs", not quiet) as tell:
        found = found_of(loaded, offer, others, seed=seed, runs=runs, progress=tell)
    names = loaded.names(invented)
    if plot is not None:
        from wargame.report.finding_plot import draw

        draw(found, names, plot)
    if as_json:
        sys.stdout.write(json.dumps(report.data(found), ensure_ascii=False, allow_nan=False) + "\n")
        return
    page = console(136)
    page.print(f"{loaded.dates[offer.turn]}: {offer.title}; {runs} runs of seed {seed}")
    for party, state in enumerate(found.parties):
        page.print(f"\n{names[state]}", style="bold")
        page.print(report.of_settings(found, party))
    page.print("What moves the score, by rank correlation over the draws", style="bold")
    page.print(report.of_pulls(found, names))
    page.print(report.of_levers(found, names))
    for sentence in report.closing(found, names):
        page.print(sentence)
    if plot is not None:
        page.print(f"The picture is in {plot}.")
