"""What a seat decided in a turn: tables and sentences for a terminal, plain data for machines."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from wargame.analysis.decisions import Decisions, Ordered, Refusal, Vote
from wargame.analysis.heard import Weighing
from wargame.explain import figure, listed
from wargame.explain.judgement import signed
from wargame.explain.politics import motion
from wargame.forum import SECTORS
from wargame.heard import OnTable
from wargame.offers import id_of
from wargame.orders import MOMENTS, Orders
from wargame.report import staff
from wargame.report.answers import in_play, weighed
from wargame.scenario import Scenario

DOCTRINE = "doctrine"
LEAST = 0.001  # amounts below it are counted, not told, on a page
KNOWN = (*SECTORS, "enforcement")  # of what a motion contains, what has a share worth telling
UNITS: Mapping[str, tuple[str, str]] = {
    item.name: (item.metadata["unit"], item.metadata["meaning"]) for item in fields(Orders)
}
Names = Mapping[str, str]


def votes(decisions: Decisions, names: Names) -> Table:
    """Motions before a member: how it voted, what the motion is worth to it, how it stands to acting."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("Motion", "asks for", "its vote", "score", "stance"):
        table.add_column(head, justify="left" if head in ("Motion", "asks for", "its vote") else "right")
    for vote in decisions.votes:
        stance = "-" if vote.stance is None else signed(vote.stance)
        content = listed([f"{what} {figure(share)}" for what, share in vote.content.items() if what in KNOWN])
        table.add_row(about(vote, decisions.scenario, names), content, cast(vote), signed(vote.score), stance)
    return table


def about(vote: Vote, scenario: Scenario, names: Names) -> str:
    """`European Union: a package of measures against Russia`."""
    docket = scenario.board.forum.dockets[vote.docket]
    return f"{names[scenario.board.forum.alliances[docket.alliance]]}: {motion(docket, scenario.board, names)}"


def cast(vote: Vote) -> str:
    """The vote as it is counted."""
    return "abstains" if vote.cast == 0.0 else "for" if vote.cast > 0.0 else "against"


def orders(decisions: Decisions, moment: str, names: Names) -> Iterator[str]:
    """The orders of a moment, a sentence a kind: what is asked for, of what or whom, the largest first."""
    for kind in dict.fromkeys(order.kind for order in given(decisions, moment)):
        mine = sorted((o for o in given(decisions, moment) if o.kind == kind), key=lambda order: -abs(order.amount))
        told = [f"{called(order.about, names)} {figure(order.amount)}".strip() for order in mine if _matters(order)]
        if small := len(mine) - len(told):
            told.append(f"{small} of less than {LEAST}")
        yield f"{kind} ({' '.join(UNITS[kind])}): {'; '.join(told)}."


def _matters(order: Ordered) -> bool:
    return abs(order.amount) >= LEAST


def given(decisions: Decisions, moment: str) -> list[Ordered]:
    """The orders of a moment."""
    return [order for order in decisions.orders if order.moment == moment]


def moments(decisions: Decisions) -> Iterator[str]:
    """The moments at which there are orders to show, in their order."""
    yield from (moment for moment in MOMENTS if given(decisions, moment))


def refusal(refused: Refusal, names: Names) -> str:
    """An order that was refused, in a sentence."""
    return f"{called(refused.order, names)}: {refused.why}."


def called(text: str, names: Names) -> str:
    """What an order is about, with names in place of ids; what is no id stays."""
    return re.sub(r"[\w.-]+", lambda found: _name(found[0], names), text).replace(":", ", ").replace("_", " ")


def _name(word: str, names: Names) -> str:
    parts = word.split("-")
    if word in names or not all(part in names for part in parts):
        return names.get(word, word)
    return " and ".join(names[part] for part in parts)  # a quarrel, `RUS-UKR`


def beside(decisions: Decisions, names: Names) -> str | None:
    """That the figures are not those of who decided, where it was not doctrine."""
    if decisions.policy == DOCTRINE:
        return None
    who = names[decisions.scenario.seats[decisions.seat]]
    return f"{who} is played by {decisions.policy}: the figures are what {DOCTRINE} would have weighed in its place."


def secretly(weighing: Weighing, one: OnTable) -> list[tuple[int, str]]:
    """What an offer in secret does to its chances, as doctrine has it, in a sentence with its indent."""
    if one.offer.channel != "secret":
        return []
    return [(2, f"As it was made in secret, a yes is {figure(weighing.hushed)} times as likely as that.")]


def data(decisions: Decisions) -> dict[str, Any]:
    """The decisions as plain data; offers in the one form, with the answers of everyone."""
    scenario, whole = decisions.scenario, decisions.weighing
    return {
        "scenario": scenario.id,
        "seed": whole.seed,
        "run": whole.run,
        "turn": decisions.turn,
        "date": scenario.dates[decisions.turn],
        "seat": scenario.seats[decisions.seat],
        "policy": decisions.policy,
        "offers": [in_play(one, whole) for one in decisions.offers],
        "tabled": [_tabled(one, decisions) for one in decisions.tabled],
        "votes": [_vote(vote, scenario) for vote in decisions.votes],
        "orders": [asdict(order) for order in decisions.orders],
        "refused": [asdict(refused) for refused in decisions.refused],
        "staff": staff.data(decisions.staff),
    }


def _tabled(one: OnTable, decisions: Decisions) -> dict[str, Any]:
    """The ledgers by which a seat tabled an offer: its own, and its guess of the others'."""
    scenario, offer = decisions.scenario, one.offer
    states = [scenario.board.states[state] for state in offer.quarrel]
    ledgers = decisions.weighing.tabling(one)
    return {
        "id": id_of(offer.turn, scenario.seats[offer.proposer], one.slot),
        "ledgers": [
            {"party": state, "guessed": offer.quarrel[account.party] != offer.proposer, **weighed(account)}
            for state, account in zip(states, ledgers, strict=True)
        ],
    }


def _vote(vote: Vote, scenario: Scenario) -> dict[str, Any]:
    forum = scenario.board.forum
    docket = forum.dockets[vote.docket]
    told = asdict(vote) | {"docket": docket.name, "vote": cast(vote)}
    return {"alliance": forum.alliances[docket.alliance], **told}
