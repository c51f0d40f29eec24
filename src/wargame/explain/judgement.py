"""Why an offer was taken or refused, in words read off the ledger: they can say nothing that the figures do not."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wargame.calculus.deal import FACTORS, Ledger
from wargame.explain.words import figure

MOST = 3  # reasons that are told
LEAST = 0.0005  # prize: a contribution below it is no reason

# What a factor says when the deal is the better for it, and when going on is.
SAID: Mapping[str, tuple[str, str]] = {
    "territory": (
        "land and titles are worth more with the deal than what the war promises",
        "the war promises more land than the deal gives",
    ),
    "buffer": (
        "the deal leaves more room between it and a rival bloc",
        "the deal leaves less room between it and a rival bloc than going on may",
    ),
    "conflict": ("fighting on costs more than the deal saves it from", "the deal ends a war that costs it nothing"),
    "overextension": ("a ceasefire frees forces that can't be kept in the field", "its forces stay overstretched"),
    "support": ("people at home would welcome it", "people at home would hold the concessions against it"),
    "commitment": ("it has nothing to fear from a breach", "the other side may break its word, and be stronger then"),
    "sanctions": ("the measures on it would be eased", "measures on its rival would be eased"),
    "leverage": ("nothing is gained by waiting", "what it holds may buy a better deal later"),
    "standing": ("its name abroad would gain", "its name abroad would suffer"),
    "alliances": ("the bloc against it would soften", "the bloc behind it would soften"),
}
VETOES: Mapping[str, str] = {
    "core": "It would give up the core of the state.",
    "defenceless": "It could not defend itself, and nobody would do it instead.",
    "overthrown": "Its leader would not survive it.",
    "not its own": "It would give what it neither holds nor claims.",
}


@dataclass(frozen=True)
class Reason:
    """A reason for an answer: the factor, what it adds to the score, and a sentence."""

    factor: str
    contribution: float
    text: str


def reasons(ledger: Ledger, party: int, accepted: bool, row: int = 0) -> list[Reason]:
    """The strongest reasons for an answer, at most three: the most positive for a yes, the most negative for a no."""
    added = np.asarray(ledger.contribution[row, party])
    order = np.argsort(-added if accepted else added, kind="stable")[:MOST]
    return [
        Reason(FACTORS[k], float(added[k]), _sentence(ledger, party, int(k), row))
        for k in order
        if (added[k] > LEAST if accepted else added[k] < -LEAST)
    ]


def _sentence(ledger: Ledger, party: int, k: int, row: int) -> str:
    taken, going = float(ledger.taken[row, party, k]), float(ledger.going_on[row, party, k])
    added = float(ledger.contribution[row, party, k])
    said = SAID[FACTORS[k]][0 if added > 0.0 else 1]
    return f"{said[0].upper()}{said[1:]} ({signed(taken)} against {signed(going)}: {signed(added)})."


def signed(x: float) -> str:
    """A figure with its sign, to three places."""
    return "0" if abs(x) < LEAST else f"{'+' if x > 0 else '-'}{figure(abs(round(x, 3)))}"


def stopped(ledger: Ledger, party: int, row: int = 0) -> list[str]:
    """The names of the vetoes that stand in the way."""
    return [name for name, veto in ledger.vetoes.items() if bool(veto[row, party])]
