"""A ledger as bars: what speaks for a decision, what against it, what stands in its way, what would have turned it."""

from dataclasses import dataclass

import numpy as np

from wargame.analysis.decisions import Vote
from wargame.analysis.offers import Account
from wargame.calculus.deal import FACTORS
from wargame.explain import listed
from wargame.explain.judgement import VETOES, reasons, stopped
from wargame.offers import Offer
from wargame.report.offers import turn
from wargame.ui import theme as look
from wargame.ui.kit import Column
from wargame.ui.panels.known import Known, amount, begun, percent

UNIT = "prizes: 1 is what a decisive victory is worth"
MEANT = "Bars to the right speak for the deal, hatched ones to the left against it; the longest come first."


@dataclass(frozen=True)
class Weighed:
    """What a party makes of an offer, weighed once: its ledger, and what would have turned it in sentences."""

    account: Account
    whose: str  # the party's name
    turned: tuple[tuple[int, str], ...]  # with their indents
    guessed: bool = False  # by who tabled the offer, of another

    @classmethod
    def of(cls, account: Account, offer: Offer, known: Known, guessed: bool = False) -> "Weighed":
        """What is told of a party's ledger."""
        told = () if guessed else turn(account, offer, known.at.scenario, known.at.names)
        return cls(account, known.name(offer.quarrel[account.party]), tuple(told), guessed)


def account(column: Column, weighed: Weighed) -> None:
    """What a party makes of an offer."""
    found, ledger, party = weighed.account, weighed.account.ledger, weighed.account.party
    guess = ", as the one who tabled it guesses" if weighed.guessed else ": why"
    column.text(f"{weighed.whose}{guess}", bold=True)
    column.pair(
        "Probability of a yes", percent(found.probability), "As doctrine weighs it from what the seat could see"
    )
    for veto in stopped(ledger, party):
        column.text(f"Veto: {VETOES[veto]}", colour=look.WARNING)
    column.text(MEANT, muted=True)
    column.bars(rows(found), unit=UNIT)
    column.pair("Sum", amount(float(ledger.score[0, party]), places=3), "Above 0 a yes is likelier than a no")
    if weighed.turned:
        column.text("What would have turned it", bold=True)
    for indent, sentence in weighed.turned:
        column.text(f"• {sentence}" if indent > 2 else sentence)


def rows(found: Account) -> list[tuple[str, float, str]]:
    """The factors of a ledger by what they add, the greatest first; the reasons among them with their sentence."""
    added = np.asarray(found.ledger.contribution[0, found.party])
    said = {why.factor: why.text for why in reasons(found.ledger, found.party, found.accepts)}
    order = np.argsort(-np.abs(added), kind="stable").tolist()
    return [(begun(FACTORS[k]), float(added[k]), said.get(FACTORS[k], "")) for k in order]


def vote(column: Column, cast: Vote, parts: dict[str, float], whose: str) -> None:
    """What a motion was worth to a member, by what it asks for, and what would have turned its vote."""
    column.text(f"{whose}: why", bold=True)
    column.text("Bars to the right are worth something to it, hatched ones to the left cost it more.", muted=True)
    column.bars([(begun(name), worth, "") for name, worth in parts.items()], unit="points of a vote: above 0 is for it")
    if cast.stance is not None:
        hint = "What it would give to act: by where it stands, how near the threat is, alarm, weariness at home"
        column.pair("Will to act", amount(cast.stance, places=3), hint)
    column.pair("Worth of the whole", amount(cast.score, places=3), "Above 0 it is for the motion")
    column.text(turning(cast.score, parts))


def turning(score: float, parts: dict[str, float]) -> str:
    """What would have turned a vote, in a sentence."""
    against = [name for name, worth in parts.items() if (worth < 0.0) != (score < 0.0) and worth]
    without = [name for name, worth in parts.items() if (worth < 0.0) == (score < 0.0)]
    rest = sum(parts[name] for name in against)
    if against and rest:
        side = "for" if score < 0.0 else "against"
        return f"Without {listed(without)} it would have been {side} it ({amount(rest, places=3)})."
    gap = amount(abs(score), places=3)
    return f"It would have turned had the motion been worth {gap} {'more' if score < 0.0 else 'less'} to it."
