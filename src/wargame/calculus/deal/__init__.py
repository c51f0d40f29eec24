"""Judgement of a deal: two parties at war weigh an offer against going on, factor by factor.

A party's case is what the war is about to it and what it believes; its outlook is what going on promises; the ledger
sets what a deal brings beside that. What is here is closed form: no play is simulated.
"""

from wargame.calculus.deal.beliefs import case_of
from wargame.calculus.deal.case import Case, of_rows, turned
from wargame.calculus.deal.ledger import Ledger, Outlook, by_party, joined, judge, outlook
from wargame.calculus.deal.numbers import ASPECTS, FACTORS, Judge, Weights
from wargame.calculus.deal.vetoes import VETOES

__all__ = [
    "ASPECTS",
    "FACTORS",
    "VETOES",
    "Case",
    "Judge",
    "Ledger",
    "Outlook",
    "Weights",
    "by_party",
    "case_of",
    "joined",
    "judge",
    "of_rows",
    "outlook",
    "turned",
]
