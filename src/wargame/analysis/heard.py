"""Talks of a campaign weighed: the ledger behind what everyone said who was asked, and behind what was tabled.

Who is asked about an offer judges from what it can see at that moment, the offer on the table; who tables one as well,
for tabling changes nothing that is weighed.
"""

import numpy as np

from wargame.analysis.offers import Account, turning
from wargame.calculus import talks
from wargame.calculus.deal import Outlook, case_of, judge, outlook
from wargame.draws import Draws
from wargame.heard import OnTable, Said
from wargame.observe import view
from wargame.offers import ACCEPT, Offer
from wargame.orders import ANSWER, PROPOSE
from wargame.policies import POLICIES
from wargame.policies.doctrine.negotiators import Negotiators
from wargame.scenario import Scenario, draws
from wargame.world import World


class Weighing:
    """Weighs what was said in a campaign as doctrine does, each seat from what it could see."""

    def __init__(self, scenario: Scenario, seed: int, run: int) -> None:
        """Of the run of a seed."""
        self.scenario, self.seed, self.run = scenario, seed, run
        self._numbers: Negotiators = POLICIES["doctrine"](scenario)  # type: ignore[assignment]
        self.source: Draws = draws(scenario, seed, (run,))

    @property
    def hushed(self) -> float:
        """Chance of a yes to an offer made in secret, to that of one made aloud."""
        return float(np.mean(np.asarray(self._numbers.hushed)))

    def answer(self, tabled: OnTable, said: Said) -> Account | None:
        """The ledger behind what a party said; none behind a third seat's consent."""
        offer = tabled.offer
        if said.seat not in offer.quarrel:
            return None
        party = offer.quarrel.index(said.seat)
        ahead = self._ahead(said.world, offer, said.seat, ANSWER)
        ledger = judge(ahead, offer.terms, self._numbers)
        odds = float(ledger.probability[0, party])
        return Account(party, ledger, said.answer, turning(ahead, offer.terms, party, said.answer, odds, self._numbers))

    def tabling(self, tabled: OnTable) -> tuple[Account, Account]:
        """Both parties' ledgers as who tabled an offer has them: its own, and its guess of who else it is for."""
        offer = tabled.offer
        ledger = judge(self._ahead(tabled.world, offer, offer.proposer, PROPOSE), offer.terms, self._numbers)
        return Account(0, ledger, ACCEPT, None), Account(1, ledger, ACCEPT, None)

    def _ahead(self, world: World, offer: Offer, seat: int, moment: str) -> Outlook:
        """The war as a seat sees it: a party by its own figures and a guess, any other by what is public."""
        p, chance = self._numbers, self.source.at(world.turn)
        case = case_of(
            view(world, self.scenario.params, chance, [seat], moment), self.scenario.params, p, offer.quarrel
        )
        if seat in offer.quarrel:
            return talks.standpoint(case, offer.quarrel.index(seat), p)
        return outlook(talks.mediated(case, p), p)
