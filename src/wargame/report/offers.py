"""An offer and what its parties make of it: ledgers side by side for a terminal, and plain data for machines."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.table import Table

from wargame.analysis.offers import Account, Judged
from wargame.calculus.deal import ASPECTS, FACTORS
from wargame.calculus.deal.nearest import YES
from wargame.explain.judgement import VETOES, reasons, signed, stopped
from wargame.offers import ACCEPT, ANSWERS, NONE, Offer
from wargame.report.answers import answer, changes, whole
from wargame.report.tables import percent
from wargame.scenario import Scenario

FIRST = 1  # an offer's slot where its proposer tables no other that turn


def ledgers(accounts: Sequence[Account], heads: Sequence[str]) -> Table:
    """Ledgers side by side under the names of their parties: an aspect and its factors, what each adds to the score."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("", no_wrap=True)
    for party in heads:
        for head in (f"{party}\ntaken", "\ngoing on", "\nweight", "\nadds"):
            table.add_column(head, justify="right", no_wrap=True, vertical="bottom")
    for aspect, factors in ASPECTS.items():
        table.add_row(aspect, *_only([_sum(account, factors) for account in accounts]), style="bold")
        for name in factors:
            table.add_row(f"  {name}", *_line(accounts, FACTORS.index(name)))
    scores = [signed(float(account.ledger.score[0, account.party])) for account in accounts]
    table.add_row("score", *_only(scores), style="bold")
    return table


def _only(added: list[str]) -> list[str]:
    return [cell for text in added for cell in ("", "", "", text)]


def _sum(account: Account, factors: tuple[str, ...]) -> str:
    added = account.ledger.contribution
    return signed(float(sum(added[0, account.party, FACTORS.index(name)] for name in factors)))


def _line(accounts: Sequence[Account], k: int) -> list[str]:
    cells = []
    for account in accounts:
        ledger = account.ledger
        told = (ledger.taken, ledger.going_on, ledger.weight, ledger.contribution)
        taken, going, weight, added = (float(x[0, account.party, k]) for x in told)
        cells += [signed(taken), signed(going), f"{weight:.2f}", signed(added)]
    return cells


def grounds(account: Account, offer: Offer, scenario: Scenario, names: Mapping[str, str]) -> list[tuple[int, str]]:
    """Why a party answers so, as sentences with their indents: vetoes, reasons, and what would turn it."""
    told = [(2, f"Veto: {VETOES[name]}") for name in stopped(account.ledger, account.party)]
    told += [(2, f"{why.factor}: {why.text}") for why in reasons(account.ledger, account.party, account.accepts)]
    return [*told, *turn(account, offer, scenario, names)]


def turn(account: Account, offer: Offer, scenario: Scenario, names: Mapping[str, str]) -> list[tuple[int, str]]:
    """What would turn an answer, as sentences with their indents; nothing where it is a yes."""
    if account.accepts:
        return []
    if account.probability >= YES:
        return [(2, f"It leans to yes, and says {'nothing' if account.answer == NONE else 'no'} this time.")]
    if account.nearest is None:
        return [(2, "No change of these clauses turns the answer.")]
    head = f"Nearest change that it accepts (probability {account.nearest.probability:.2f}):"
    return [(2, head), *((4, sentence) for sentence in changes(account.nearest, offer, scenario, names))]


def shares(judged: Judged, names: Mapping[str, str], scenario: Scenario) -> Table:
    """Answers of the parties over all runs, and the factor that weighed most."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("Party", *ANSWERS, "median probability", "first reasons for no"):
        table.add_column(head, justify="left" if head in ("Party", "first reasons for no") else "right")
    for party, state in enumerate(judged.offer.quarrel):
        told, first = judged.shares(party), first_reasons(judged, party)
        most = sorted(first, key=lambda name: -first[name])[:3]
        table.add_row(
            names[scenario.board.states[state]],
            *(percent(told[answer]) for answer in ANSWERS),
            percent(float(np.median(judged.ledger.probability[:, party]))),
            ", ".join(f"{name} {percent(first[name])}" for name in most if first[name] > 0.0),
        )
    return table


def first_reasons(judged: Judged, party: int) -> dict[str, float]:
    """Of the runs in which a party does not accept, the share in which each factor weighs most against the deal."""
    no = judged.answers[:, party] != ANSWERS.index(ACCEPT)
    worst = np.argmin(judged.ledger.contribution[:, party, :], axis=1)[no]
    return {name: float(np.mean(worst == k)) if no.any() else 0.0 for k, name in enumerate(FACTORS)}


def data(judged: Judged, scenario: Scenario) -> dict[str, Any]:
    """The offer as plain data, run 0 in full."""
    parties = [scenario.board.states[state] for state in judged.offer.quarrel]
    answers = [answer(account, judged.offer, scenario) for account in judged.accounts]
    return {
        "scenario": scenario.id,
        "seed": judged.seed,
        "runs": judged.runs,
        "offers": [whole(judged.offer, FIRST, answers, scenario)],
        "shares": {name: judged.shares(party) for party, name in enumerate(parties)},
        "first_reasons": {name: first_reasons(judged, party) for party, name in enumerate(parties)},
    }
