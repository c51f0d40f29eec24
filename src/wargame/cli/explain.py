"""The command that tells what a seat decided in a turn of a recorded campaign, and why."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.play import Invented, Json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from wargame.analysis.decisions import Decisions
    from wargame.heard import OnTable


def explain(
    path: Annotated[Path, typer.Argument(metavar="RECORD", help="The record of a campaign.")],
    turn: Annotated[int, typer.Option(metavar="T", help="The turn to explain.")],
    state: Annotated[str, typer.Option(metavar="ID", help="The state or alliance whose decisions are told.")],
    invented: Invented = False,
    as_json: Json = False,
) -> None:
    """Tell what a state decided in a turn of a record, and why: offers, answers, votes, orders."""
    from wargame.analysis.decisions import decisions
    from wargame.record import BrokenRecord, read
    from wargame.report.decisions import data

    broken: BrokenRecord | None = None
    try:
        record = read(path)
    except BrokenRecord as error:  # what comes before the damage can be relied on
        if error.kept is None or error.kept.turns < turn:
            raise
        record, broken = error.kept, error
    if record.torn:
        sys.stderr.write(f"{record.torn}\n")
    found = decisions(record, turn, state)
    if as_json:
        sys.stdout.write(json.dumps(data(found), ensure_ascii=False, allow_nan=False) + "\n")
    else:
        _show(found, found.scenario.names(invented))
    if broken is not None:
        raise broken


def _show(found: "Decisions", names: "Mapping[str, str]") -> None:
    from wargame.cli.screen import console, indented
    from wargame.report import decisions, staff

    page, scenario = console(110), found.scenario
    who = names[scenario.seats[found.seat]]
    page.print(f"{scenario.dates[found.turn]}: {who}, played by {found.policy}", style="bold")
    if (told := decisions.beside(found, names)) is not None:
        page.print(told)
    for one in found.offers:
        show = _tabled if one.offer.proposer == found.seat else _answered
        show(page, found, one, names)
    if found.votes:
        page.print("\nVotes", style="bold")
        page.print(decisions.votes(found, names))
    for moment in decisions.moments(found):
        page.print(f"\nOrders: {moment}", style="bold")
        indented(page, [(2, sentence) for sentence in decisions.orders(found, moment, names)])
    if found.staff is not None:
        page.print("\nWhat its staff counted", style="bold")
        page.print(staff.table(found.staff, names))
        indented(page, [(2, sentence) for sentence in staff.sentences(found.staff)])
    if found.refused:
        page.print("\nRefused", style="bold")
        indented(page, [(2, decisions.refusal(refused, names)) for refused in found.refused])


def _offer(page: "Console", found: "Decisions", one: "OnTable", names: "Mapping[str, str]") -> None:
    """An offer as it lay on the table."""
    from wargame.cli.screen import indented
    from wargame.explain import deal

    scenario, offer = found.scenario, one.offer
    page.print(f"\n{names[scenario.seats[offer.proposer]]} tables in {offer.channel}", style="bold")
    indented(page, [(2, sentence) for sentence in deal(offer.terms, scenario, names)])


def _tabled(page: "Console", found: "Decisions", one: "OnTable", names: "Mapping[str, str]") -> None:
    """An offer of its own: how it sees it, how it thinks the others do, and what they said."""
    from wargame.report import offers

    scenario, offer = found.scenario, one.offer
    _offer(page, found, one, names)
    accounts = found.weighing.tabling(one)
    parties = [names[scenario.board.states[state]] for state in offer.quarrel]
    heads = [
        party if state == offer.proposer else f"{party}\nas guessed"
        for party, state in zip(parties, offer.quarrel, strict=True)
    ]
    page.print(offers.ledgers(accounts, heads))
    for head, account in zip(heads, accounts, strict=True):
        page.print(f"{' '.join(head.splitlines())}: probability of a yes {account.probability:.2f}")
    for said in one.said:
        page.print(f"{names[scenario.seats[said.seat]]} says: {said.answer}")


def _answered(page: "Console", found: "Decisions", one: "OnTable", names: "Mapping[str, str]") -> None:
    """An offer of another's, and what was said to it."""
    from wargame.cli.screen import indented
    from wargame.report import decisions, offers

    said = found.said(one)
    account, who = found.weighing.answer(one, said), names[found.scenario.seats[said.seat]]
    _offer(page, found, one, names)
    if account is None:
        page.print(f"{who}: {said.answer}", style="bold")
        page.print("  It is no party to this war; its consent is asked for, as the deal names it.")
        return
    page.print(offers.ledgers([account], [who]))
    page.print(f"{who}: {account.answer}, probability {account.probability:.2f}", style="bold")
    indented(page, decisions.secretly(found.weighing, one))
    indented(page, offers.grounds(account, one.offer, found.scenario, names))
