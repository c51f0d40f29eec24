"""Offers and the answers to them as plain data, in one form wherever they are told."""

from collections.abc import Mapping
from typing import Any

from wargame.analysis.heard import Weighing
from wargame.analysis.offers import Account
from wargame.calculus.deal import FACTORS
from wargame.calculus.deal.nearest import Nearest
from wargame.explain import deal
from wargame.explain.judgement import reasons, stopped
from wargame.heard import Heard, OnTable, titled
from wargame.offers import Offer, id_of
from wargame.scenario import Scenario
from wargame.terms import written


def whole(offer: Offer, slot: int, answers: list[dict[str, Any]], scenario: Scenario) -> dict[str, Any]:
    """An offer as plain data, with the answers to it."""
    return {
        "turn": offer.turn,
        "id": id_of(offer.turn, scenario.seats[offer.proposer], slot),
        "proposer": scenario.seats[offer.proposer],
        "channel": offer.channel,
        "terms": written(offer.terms, scenario.board, title=offer.title),
        "answers": answers,
    }


def played(heard: Heard, scenario: Scenario, seed: int, run: int) -> list[dict[str, Any]]:
    """The offers of a campaign as plain data, with what everyone who was asked said and why."""
    weighing = Weighing(scenario, seed, run)
    return [in_play(tabled, weighing) for tabled in heard.offers]


def in_play(tabled: OnTable, weighing: Weighing) -> dict[str, Any]:
    """An offer that was tabled in play as plain data; the consent of a third seat has no ledger."""
    scenario, answers = weighing.scenario, []
    for said in tabled.said:
        account = weighing.answer(tabled, said)
        consent = {"party": scenario.seats[said.seat], "answer": said.answer}
        answers.append(consent if account is None else answer(account, tabled.offer, scenario))
    return whole(titled(tabled, scenario), tabled.slot, answers, scenario)


def answer(account: Account, offer: Offer, scenario: Scenario) -> dict[str, Any]:
    """What a party makes of an offer, as plain data."""
    change, party = account.nearest, scenario.board.states[offer.quarrel[account.party]]
    return {
        "party": party,
        "judged": "by play" if account.by_play else "in closed form",
        "answer": account.answer,
        **weighed(account),
        "nearest": None
        if change is None
        else {
            "size": change.size,
            "probability": change.probability,
            "clauses": list(change.edits),
            "changes": changes(change, offer, scenario),
            "terms": written(change.terms, scenario.board),
        },
    }


def weighed(account: Account) -> dict[str, Any]:
    """The figures by which a party judges: probability, vetoes, reasons and the ledger."""
    ledger, party = account.ledger, account.party
    columns = {
        "taken": ledger.taken,
        "going_on": ledger.going_on,
        "weight": ledger.weight,
        "contribution": ledger.contribution,
    }
    return {
        "probability": account.probability,
        "vetoes": stopped(ledger, party),
        "reasons": [vars(reason) for reason in reasons(ledger, party, account.accepts)],
        "ledger": {
            name: {column: float(x[0, party, k]) for column, x in columns.items()} for k, name in enumerate(FACTORS)
        },
    }


def changes(change: Nearest, offer: Offer, scenario: Scenario, names: Mapping[str, str] | None = None) -> list[str]:
    """The sentences of the nearest change that are not in the offer."""
    known = set(deal(offer.terms, scenario, names))
    return [sentence for sentence in deal(change.terms, scenario, names) if sentence not in known]
