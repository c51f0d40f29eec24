"""A deal imposed: signed in one turn by everyone who is asked, whatever they make of it.

It tells nothing of who would sign. It puts the same deal into the same runs, so that its life can be compared with that
of another; nothing else is negotiated in them. Whether it is kept is decided by whoever sits in the seats.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from wargame.axes import number
from wargame.errors import UserError
from wargame.game import Game
from wargame.offers import Offer
from wargame.orders import ANSWER, Orders
from wargame.scenario import Scenario
from wargame.turn import Request


class Imposed(Game):
    """A game in which one deal is signed, in its turn, and no other is tabled."""

    def __init__(self, scenario: Scenario, deal: Offer, **more: Any) -> None:
        """The deal takes the place of the scenario's own offers."""
        if not 1 <= deal.turn < scenario.turns:
            found = f"found a deal signed in turn {deal.turn} of {scenario.turns}"
            raise UserError(f"{found}, expected an earlier one, so that a turn is left to watch it")
        self._silent, told = scenario.silent, replace(deal, proposer=_seat(scenario, deal))
        self._signing = replace(scenario, offers=(told,))
        due = told.tabled(scenario.board)
        self._due, self._table = due.turn, np.arange(len(scenario.board.tables)) == due.table
        super().__init__(self._silent, **more)

    def step(self) -> None:
        """Play a turn, with talks in the one in which the deal is signed."""
        self.scenario = self._signing if self.turn + 1 == self._due else self._silent
        super().step()

    def answer(self, request: Request) -> Orders:
        """Everyone who is asked says yes to the deal, and no to what else is on a table in that turn."""
        if request.moment != ANSWER:
            return super().answer(request)
        said = np.where(self._table, 1.0, -1.0)[:, None] * number(request.legal.answer > 0.0)
        return replace(request.nothing, answer=said)


def _seat(scenario: Scenario, deal: Offer) -> int:
    """Who tables it: its proposer where that one sits at the table, else a party."""
    q = scenario.board.quarrels.index((min(deal.quarrel), max(deal.quarrel)))
    return deal.proposer if (q, deal.proposer) in scenario.board.tables else deal.quarrel[0]
