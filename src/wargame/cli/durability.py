"""The command that tells how long deals last."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.offer import named_offer
from wargame.cli.play import MOST, Invented, Json, Pairs, numbers_of, paired

if TYPE_CHECKING:
    from wargame.analysis.durability import Durability
    from wargame.offers import Offer
    from wargame.scenario import Scenario

WIDE = 150  # columns of the table where there is no terminal to ask


def durability(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Name or path.")],
    terms: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE", help="Impose this deal on all runs, or a name in the theatre's terms/; repeatable."
        ),
    ] = None,
    turn: Annotated[int, typer.Option(min=1, metavar="T", help="Turn in which it is imposed.")] = 1,
    turns: Annotated[
        int | None, typer.Option(min=2, metavar="N", help="Turns to play.", show_default="the scenario's own")
    ] = None,
    runs: Annotated[int, typer.Option(min=1, metavar="N", help="Runs 0 to N - 1, of every deal.")] = 200,
    seed: Annotated[int, typer.Option(min=0, max=MOST, metavar="N", help="Root seed.")] = 1,
    seat: Annotated[
        Pairs, typer.Option(metavar="ID=POLICY", help="Who decides for a seat; all=POLICY for everyone.")
    ] = None,
    changes: Annotated[
        Pairs, typer.Option("--set", metavar="PATH=VALUE", help="Change a number of the scenario.")
    ] = None,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it, .png, .svg or .pdf.")] = None,
    invented: Invented = False,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar.")] = False,
) -> None:
    """Tell how long deals last, by what stands behind them: as they come about, or imposed in the same turn."""
    from wargame.analysis.durability import durability as lasting
    from wargame.cli.screen import counted
    from wargame.policies import POLICIES
    from wargame.report import durability as report
    from wargame.report.picture import place
    from wargame.scenario import load

    if plot is not None:
        place(plot)
    numbers = numbers_of(changes) | ({"calendar.turns": turns} if turns else {})
    loaded = load(scenario, POLICIES, numbers)
    deals = [_titled(loaded, turn, name) for name in terms or ()]
    seats = paired("--seat", seat, "ID=POLICY")
    with counted("runs", not quiet) as tell:
        found = lasting(loaded, deals, runs=runs, seed=seed, seats=seats, progress=tell)
    names = loaded.names(invented)
    if plot is not None:
        from wargame.report.durability_plot import draw

        draw(found, names, plot)
    if as_json:
        sys.stdout.write(json.dumps(report.data(found), ensure_ascii=False, allow_nan=False) + "\n")
    else:
        _show(found, names, plot)


def _titled(scenario: "Scenario", turn: int, name: str) -> "Offer":
    """Terms of a file or by name; untitled ones are called by what they were asked for."""
    deal = named_offer(scenario, turn, name)
    return deal if deal.title else replace(deal, title=Path(name).stem)


def _show(found: "Durability", names: dict[str, str], plot: Path | None) -> None:
    from wargame.cli.screen import console
    from wargame.report import durability as report

    page = console(WIDE)
    page.print(report.opening(found))
    if any(line.deals for line in found.lines):
        page.print(report.of_lines(found, names))
    if found.signed is None and found.runs_with:
        page.print(report.of_rests(found))
    for sentence in report.closing(found):
        page.print(sentence)
    if plot is not None:
        page.print(f"The picture is in {plot}.")
