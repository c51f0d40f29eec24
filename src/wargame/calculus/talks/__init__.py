"""The calculus of negotiating: what a party may table, what it tables and when, what is answered, and by whom agreed.

Nobody sees into the other: a party weighs its own ledger and a guess of the other's, a mediator two guesses.
"""

from wargame.calculus.talks.answers import ACCEPT, COUNTER, NOTHING, REFUSE, Answer, answer, answers, standpoint
from wargame.calculus.talks.consents import bound, consents
from wargame.calculus.talks.guess import guessed, mediated
from wargame.calculus.talks.numbers import Talks
from wargame.calculus.talks.packages import PACKAGES, Package
from wargame.calculus.talks.proposal import NONE, Proposal, chance_of, mediation, proposal
from wargame.calculus.talks.ripe import NOT_RIPE, RIPE, WINNING, looks, ripe, stuck
from wargame.calculus.talks.slate import Slate, packages, terms_of
from wargame.calculus.talks.temptation import temptation

__all__ = [
    "ACCEPT",
    "COUNTER",
    "NONE",
    "NOTHING",
    "NOT_RIPE",
    "PACKAGES",
    "REFUSE",
    "RIPE",
    "WINNING",
    "Answer",
    "Package",
    "Proposal",
    "Slate",
    "Talks",
    "answer",
    "answers",
    "bound",
    "chance_of",
    "consents",
    "guessed",
    "looks",
    "mediated",
    "mediation",
    "packages",
    "proposal",
    "ripe",
    "standpoint",
    "stuck",
    "temptation",
    "terms_of",
]
