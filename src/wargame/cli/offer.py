"""The command that tables an offer and tells what its parties make of it."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.play import MOST, Invented, Json, Pairs, numbers_of, paired
from wargame.errors import UserError

if TYPE_CHECKING:
    from wargame.analysis.offers import Judged
    from wargame.offers import Offer
    from wargame.scenario import Scenario


def offer(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Name or path.")],
    turn: Annotated[
        int | None, typer.Option(min=1, metavar="T", help="Turn in which it is tabled.", show_default="its own, or 1")
    ] = None,
    terms: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Terms of the offer.", show_default="the scenario's own")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=MOST, metavar="N", help="Root seed.")] = 1,
    runs: Annotated[int, typer.Option(min=1, metavar="N", help="Runs 0 to N - 1; shown is run 0.")] = 1,
    seat: Annotated[
        Pairs, typer.Option(metavar="ID=POLICY", help="Who decides for a seat; all=POLICY for everyone.")
    ] = None,
    changes: Annotated[
        Pairs, typer.Option("--set", metavar="PATH=VALUE", help="Change a number of the scenario.")
    ] = None,
    invented: Invented = False,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar.")] = False,
) -> None:
    """Table an offer: who takes it, who does not, why, and the nearest change that would turn the answer."""
    from wargame.analysis.offers import judged
    from wargame.cli.screen import counted
    from wargame.policies import POLICIES
    from wargame.report import offers
    from wargame.scenario import load

    loaded = load(scenario, POLICIES, numbers_of(changes))
    tabled = tabled_offer(loaded, turn, terms)
    with counted("runs", not quiet) as tell:
        found = judged(loaded, tabled, seed=seed, runs=runs, seats=paired("--seat", seat, "ID=POLICY"), progress=tell)
    if as_json:
        sys.stdout.write(json.dumps(offers.data(found, loaded), ensure_ascii=False, allow_nan=False) + "\n")
    else:
        _show(found, loaded, invented)


def tabled_offer(scenario: "Scenario", turn: int | None, file: Path | None) -> "Offer":
    """The offer to table: the scenario's own, or terms of a file, put by their mediator or else by a party."""
    from wargame.offers import Offer
    from wargame.terms import read

    if file is None:
        if not scenario.offers:
            raise UserError(f"found no offer in {scenario.id}, expected --terms FILE, as it has none of its own")
        own = scenario.offers[0]
        return own if turn is None else replace(own, turn=turn)
    told = read(file, scenario.board)
    mediator = int(told.terms.mediator[0]) - 1
    proposer = mediator if mediator >= 0 else told.terms.quarrel[0]
    return Offer(turn or 1, proposer, "secret" if told.terms.secret[0] > 0.0 else "public", told.title, told.terms)


def named_offer(scenario: "Scenario", turn: int, name: str) -> "Offer":
    """Terms of a file, or by name from the theatre's folder of terms, as an offer of the same turn."""
    from wargame.data import scenario_path

    folder = Path(scenario_path(scenario.source or scenario.id)).parent.parent / "terms"
    shipped = folder / f"{name}.yaml"
    return tabled_offer(scenario, turn, shipped if shipped.is_file() else Path(name))


def _show(found: "Judged", scenario: "Scenario", invented: bool) -> None:
    from wargame.cli.screen import console, indented
    from wargame.explain import deal
    from wargame.report import offers

    page, names, tabled = console(110), scenario.names(invented), found.offer
    page.print(f"{scenario.dates[tabled.turn]}: {names[scenario.seats[tabled.proposer]]} tables in {tabled.channel}")
    indented(page, [(2, sentence) for sentence in deal(tabled.terms, scenario, names)])
    parties = [names[scenario.board.states[state]] for state in tabled.quarrel]
    page.print(offers.ledgers(found.accounts, parties))
    for account, name in zip(found.accounts, parties, strict=True):
        how = ", by playing ahead" if account.by_play else ""
        page.print(f"{name}: {account.answer}, probability {account.probability:.2f}{how}", style="bold")
        indented(page, offers.grounds(account, tabled, scenario, names))
    if found.runs > 1:
        page.print(f"\n{found.runs} runs of seed {found.seed}", style="bold")
        page.print(offers.shares(found, names, scenario))
