"""Lookahead: an offer judged by playing the rulebook on copies of a seat's beliefs, all else by another policy.

What the seat knows and guesses makes a world (`imagined`); copies of it are played some turns ahead, once with the war
going on and once with the deal carried out (`signed`), on the same luck (`futures`); the ledger is read off them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from wargame.assumptions import Leaf, leaf
from wargame.calculus.deal import Judge, Ledger
from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import Orders
from wargame.policies.base import Policy
from wargame.policies.lookahead.judging import Mind, ledger_of
from wargame.rules import Params
from wargame.terms import Terms
from wargame.world import World

__all__ = ["Lookahead"]


@dataclass(frozen=True)
class Lookahead:
    """The policy that plays an offer out before it answers; in all other things it does as another does."""

    name: ClassVar[str] = "lookahead"
    stochastic: ClassVar[bool] = False
    single_run: ClassVar[bool] = False

    then: Policy  # in the seat's other decisions, and in all seats of the copies
    judge: Judge
    prior: World  # state 0 of the scenario, one run
    horizon: Leaf = leaf(12.0, "turns", "that copies are played ahead before the closed form takes over", 1.0, 24.0)
    copies: Leaf = leaf(64.0, "count", "of copies of what a seat believes, each with luck of its own", 16.0, 256.0)

    def decide(
        self, view: View, seats: Sequence[int], moment: str, legal: Orders, params: Params, draws: Chance
    ) -> Orders:
        """Orders by the policy it goes by in all but offers."""
        return self.then.decide(view, seats, moment, legal, params, draws)

    def judgement(
        self, view: View, terms: Terms, params: Params, draws: Chance, parties: Sequence[int] = (0, 1)
    ) -> Ledger:
        """How parties weigh deals, each by what it may see: some deals on one world, or a deal on each of some worlds.

        `draws` is the chance of the turn in which an offer stands: nothing of it is read but whose turn it is. Columns
        of others than the `parties` asked for are 0.
        """
        mind = Mind(self.then, self.judge, self.prior, int(self.horizon), int(self.copies))
        return ledger_of(mind, view, terms, params, draws, parties)
