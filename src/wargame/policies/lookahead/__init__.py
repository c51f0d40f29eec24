"""Lookahead: an offer judged by playing the rulebook on copies of a seat's beliefs, all else by another policy.

What the seat knows and guesses makes a world (`imagined`); copies of it are played some turns ahead, once with the war
going on and once with the deal carried out (`signed`), on the same luck (`futures`); the ledger is read off them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

import numpy as np

from wargame.assumptions import Leaf, by_run, leaf, of_run
from wargame.axes import Array, put_back
from wargame.calculus.deal import Judge, Ledger, joined
from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import ANSWER, PROPOSE, Orders
from wargame.policies.base import Policy
from wargame.policies.lookahead.judging import Mind, ledger_of
from wargame.rules import Params
from wargame.rules.diplomacy import COUNTER
from wargame.terms import CHANNEL, Terms, runs, unpacked
from wargame.terms import of_rows as deals_of
from wargame.world import World, rows

__all__ = ["Lookahead"]


@dataclass(frozen=True)
class Lookahead:
    """The policy that plays an offer out before it answers; in all other things it does as another does."""

    name: ClassVar[str] = "lookahead"
    stochastic: ClassVar[bool] = True
    single_run: ClassVar[bool] = False

    then: Policy  # in the seat's other decisions, and in all seats of the copies
    judge: Judge
    prior: World  # state 0 of the scenario, one run
    horizon: Leaf = leaf(12.0, "turns", "that copies are played ahead before the closed form takes over", 1.0, 24.0)
    copies: Leaf = leaf(64.0, "count", "of copies of what a seat believes, each with luck of its own", 16.0, 256.0)

    def decide(
        self, view: View, seats: Sequence[int], moment: str, legal: Orders, params: Params, draws: Chance
    ) -> Orders:
        """Orders by the policy it goes by, but for what a party says to offers and means by its own."""
        orders = self.then.decide(view, seats, moment, legal, params, draws)
        if moment == PROPOSE:
            return replace(orders, offer=self._meant(view, seats, orders.offer, params, draws))
        if moment == ANSWER:
            return replace(orders, answer=self._answers(view, seats, legal, orders.answer, params, draws))
        return orders

    def _meant(self, view: View, seats: Sequence[int], offers: Array, params: Params, draws: Chance) -> Array:
        """Of the offers that the other policy would table, those that it would take itself, played out."""
        xp, b = view.xp, view.board
        kept = []
        for o, (q, seat) in enumerate(b.tables):
            row = offers[:, o, :]
            if seat in seats and seat in b.quarrels[q]:
                there = row[:, CHANNEL] != 0.0
                yes = self._says_yes(view, o, row, b.quarrels[q].index(seat), there, params, draws)
                row = xp.where((~there | yes)[:, None], row, 0.0)
            kept.append(row)
        return xp.stack(kept, axis=1) if kept else offers

    def _answers(
        self, view: View, seats: Sequence[int], legal: Orders, answers: Array, params: Params, draws: Chance
    ) -> Array:
        """What parties say: yes by play; where play says no, the other policy's counter-offer, or no."""
        xp, b = view.xp, view.board
        columns = []
        for o, (q, _) in enumerate(b.tables):
            said = answers[:, o, :]
            for y, party in enumerate(b.quarrels[q]):
                asked = (legal.answer[:, o, party] > 0.0) & (view.answered[:, o, party] == 0.0)
                if party in seats:
                    yes = self._says_yes(view, o, view.tabled[:, o, :], y, asked, params, draws)
                    no = xp.where(said[:, party] == COUNTER, COUNTER, 0.0 * said[:, party] - 1.0)
                    told = xp.where(asked, xp.where(yes, 1.0, no), 0.0)
                    said = xp.where(xp.arange(said.shape[1]) == party, told[:, None], said)
            columns.append(said)
        return xp.stack(columns, axis=1) if columns else answers

    def _says_yes(
        self, view: View, o: int, rows: Array, party: int, where: Array, params: Params, draws: Chance
    ) -> Array:
        """Whether a party takes the deals of a table in these runs, by play and its own draw of the turn, `[R]`."""
        xp, b = view.xp, view.board
        some, quarrel = xp.nonzero(where)[0], b.quarrels[b.tables[o][0]]
        if not some.shape[0]:
            return where
        terms = unpacked(xp.take(rows, some, axis=0), b, quarrel)
        odds = self.judgement(view, terms, params, draws, (party,), some).probability[:, party]
        luck = draws.uniform("resolve")[:, quarrel[party]]
        return where & (luck < put_back(odds, where))

    def judgement(
        self, view: View, terms: Terms, params: Params, draws: Chance, parties: Sequence[int] = (0, 1),
        among: Array | None = None,
    ) -> Ledger:  # fmt: skip
        """How parties weigh deals, each by what it may see: some deals on one world, or a deal on each of some worlds.

        `draws` is the chance of the turn in which an offer stands: nothing of it is read but whose turn it is. Columns
        of others than the `parties` asked for are 0. `among` names the worlds that are meant, where it is not all.
        """
        if not self._differs:
            return ledger_of(self._mind, view, terms, params, draws, parties, among)
        known = range(int(view.control.shape[0])) if among is None else np.asarray(among).tolist()
        deals = [deals_of(terms, np.array([k if runs(terms) > 1 else 0])) for k in range(len(known))]
        return joined(
            [
                ledger_of(self.of_run(row)._mind, view, deal, params, draws, parties, np.array([row]))
                for row, deal in zip(known, deals, strict=True)
            ]
        )

    @property
    def _mind(self) -> Mind:
        return Mind(self.then, self.judge, self.prior, int(self.horizon), int(self.copies))

    @cached_property
    def _differs(self) -> bool:
        """Whether what it goes by differs by run: then it thinks for one run after the other."""
        return self.prior.runs > 1 or any(by_run(part) for part in (self, self.then, self.judge))

    def of_run(self, row: int) -> "Lookahead":
        """The policy as it is in one run."""
        prior = rows(self.prior, np.array([row])) if self.prior.runs > 1 else self.prior
        return replace(of_run(self, row), then=of_run(self.then, row), judge=of_run(self.judge, row), prior=prior)
