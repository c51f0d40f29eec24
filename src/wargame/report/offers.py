"""An offer and what its parties make of it: ledgers side by side for a terminal, and plain data for machines."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.table import Table

from wargame.analysis.offers import ACCEPT, ANSWERS, Judged
from wargame.calculus.deal import ASPECTS, FACTORS, Ledger
from wargame.explain import deal
from wargame.explain.judgement import reasons, signed, stopped
from wargame.report.tables import percent
from wargame.scenario import Scenario
from wargame.terms import written


def ledgers(judged: Judged, names: Mapping[str, str], scenario: Scenario) -> Table:
    """The parties' ledgers side by side: an aspect and its factors, what each adds to the score."""
    parties = [names[scenario.board.states[state]] for state in judged.offer.quarrel]
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("", no_wrap=True)
    for party in parties:
        for head in (f"{party}\ntaken", "\ngoing on", "\nweight", "\nadds"):
            table.add_column(head, justify="right", no_wrap=True)
    for aspect, factors in ASPECTS.items():
        sums = [_sum(judged.ledger, party, factors) for party in (0, 1)]
        table.add_row(aspect, *_only(sums), style="bold")
        for name in factors:
            table.add_row(f"  {name}", *_line(judged.ledger, FACTORS.index(name)))
    scores = [signed(float(judged.ledger.score[0, party])) for party in (0, 1)]
    table.add_row("score", *_only(scores), style="bold")
    return table


def _only(added: list[str]) -> list[str]:
    return ["", "", "", added[0], "", "", "", added[1]]


def _sum(ledger: Ledger, party: int, factors: tuple[str, ...]) -> str:
    return signed(float(sum(ledger.contribution[0, party, FACTORS.index(name)] for name in factors)))


def _line(ledger: Ledger, k: int) -> list[str]:
    cells = []
    for party in (0, 1):
        told = (ledger.taken, ledger.going_on, ledger.weight, ledger.contribution)
        taken, going, weight, added = (float(x[0, party, k]) for x in told)
        cells += [signed(taken), signed(going), f"{weight:.2f}", signed(added)]
    return cells


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
    offer, seats = judged.offer, (*scenario.board.states, *scenario.board.forum.alliances)
    told: dict[str, Any] = {
        "turn": offer.turn,
        "id": f"{offer.turn}:{seats[offer.proposer]}:1",
        "proposer": seats[offer.proposer],
        "channel": offer.channel,
        "terms": written(offer.terms, scenario.board, title=offer.title),
        "answers": [_answer(judged, scenario, party) for party in (0, 1)],
    }
    parties = [scenario.board.states[state] for state in offer.quarrel]
    return {
        "scenario": scenario.id,
        "seed": judged.seed,
        "runs": judged.runs,
        "offers": [told],
        "shares": {name: judged.shares(party) for party, name in enumerate(parties)},
        "first_reasons": {name: first_reasons(judged, party) for party, name in enumerate(parties)},
    }


def _answer(judged: Judged, scenario: Scenario, party: int) -> dict[str, Any]:
    ledger, answer = judged.ledger, ANSWERS[int(judged.answers[0, party])]
    change = judged.nearest[party]
    columns = {
        "taken": ledger.taken,
        "going_on": ledger.going_on,
        "weight": ledger.weight,
        "contribution": ledger.contribution,
    }
    return {
        "party": scenario.board.states[judged.offer.quarrel[party]],
        "judged": "by play" if party in judged.by_play else "in closed form",
        "answer": answer,
        "probability": float(ledger.probability[0, party]),
        "vetoes": stopped(ledger, party),
        "reasons": [vars(reason) for reason in reasons(ledger, party, answer == ACCEPT)],
        "ledger": {
            name: {column: float(x[0, party, k]) for column, x in columns.items()} for k, name in enumerate(FACTORS)
        },
        "nearest": None
        if change is None
        else {
            "size": change.size,
            "probability": change.probability,
            "clauses": list(change.edits),
            "changes": changes(judged, scenario, party),
            "terms": written(change.terms, scenario.board),
        },
    }


def changes(judged: Judged, scenario: Scenario, party: int, names: Mapping[str, str] | None = None) -> list[str]:
    """The sentences of the nearest change that are not in the offer."""
    change = judged.nearest[party]
    if change is None:
        return []
    known = set(deal(judged.offer.terms, scenario, names))
    return [sentence for sentence in deal(change.terms, scenario, names) if sentence not in known]
