"""Talks of a campaign: what was tabled in play, what everyone who was asked said, and the ledger behind it.

What is said is heard moment by moment, which costs next to nothing; it is weighed again when somebody asks. Who is
asked about an offer judges from what it can see at that moment, the offer on the table; who tables one as well, for
tabling changes nothing that is weighed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from wargame.analysis.offers import Account, turning
from wargame.calculus import talks
from wargame.calculus.deal import Outlook, case_of, judge, outlook
from wargame.draws import Draws
from wargame.observe import heard_of, view
from wargame.offers import ACCEPT, Offer, answer_of
from wargame.orders import ANSWER, PROPOSE
from wargame.policies import POLICIES
from wargame.policies.doctrine.negotiators import Negotiators
from wargame.scenario import Scenario, draws
from wargame.terms import CHANNEL, CHANNELS, packed, unpacked
from wargame.turn import Done
from wargame.world import World


@dataclass(frozen=True)
class Said:
    """What a seat said that was asked about an offer, and the world it could look at."""

    seat: int
    turn: int
    answer: str
    world: World


@dataclass(frozen=True)
class OnTable:
    """An offer tabled in play, and what has been said to it so far."""

    offer: Offer
    slot: int  # which of its proposer's offers of that turn it is, from 1
    table: int
    world: World  # once it lay on the table
    said: tuple[Said, ...] = ()


@dataclass
class Heard:
    """The talks of one campaign, heard moment by moment: a listener of a game, and of a replay."""

    offers: list[OnTable] = field(default_factory=list)
    _before: World | None = None

    def hear(self, done: Done) -> None:
        """Take down what was said at a moment."""
        if done.moment == PROPOSE:
            self._tabled(done)
        elif done.moment == ANSWER and self._before is not None:
            self._answered(self._before, done)
        self._before = done.world

    def _tabled(self, done: Done) -> None:
        rows, turn, board = np.asarray(done.orders.offer)[0], done.world.turn, done.world.board
        for o in np.flatnonzero(rows[:, CHANNEL]).tolist():
            quarrel, proposer = board.tables[o]
            slot = 1 + sum((known.offer.turn, known.offer.proposer) == (turn, proposer) for known in self.offers)
            lies = np.asarray(done.world.tabled)[0, o]  # as it lies there, under a host or not
            terms = unpacked(lies[None], board, board.quarrels[quarrel])
            channel = CHANNELS[int(rows[o, CHANNEL])]
            offer = Offer(turn, proposer, channel, "", terms)
            self.offers.append(OnTable(offer, slot, o, done.world))

    def _answered(self, before: World, done: Done) -> None:
        given, known = np.asarray(done.orders.answer)[0], np.asarray(before.answered)[0]
        asked = np.asarray(before.asked)[0] * np.asarray(before.open)[0][:, None]
        for o in np.flatnonzero(asked.any(axis=1)).tolist():
            place = max((k for k, tabled in enumerate(self.offers) if tabled.table == o), default=None)
            if place is None:
                continue  # it was tabled before anybody listened
            tabled = self.offers[place]
            for seat in np.flatnonzero((asked[o] > 0.0) & (known[o] == 0.0)).tolist():
                said = Said(seat, done.world.turn, answer_of(float(given[o, seat])), before)
                others = tuple(other for other in tabled.said if other.seat != seat)
                tabled = replace(tabled, said=(*others, said))
            self.offers[place] = replace(tabled, said=tuple(sorted(tabled.said, key=lambda one: one.seat)))


def known_to(tabled: OnTable, seat: int, worlds: Sequence[World]) -> bool:
    """Whether a seat has heard of an offer by the end of the last of these worlds, which begin with state 0.

    What is made in secret may leak in any turn as long as it lies on the table.
    """
    lay = [world for world in worlds[tabled.offer.turn :] if world.since[0, tabled.table] == tabled.offer.turn]
    same = [
        world for world in lay if np.array_equal(world.tabled[0, tabled.table], tabled.world.tabled[0, tabled.table])
    ]
    return any(float(heard_of(world, [seat])[0, tabled.table]) > 0.0 for world in (tabled.world, *same))


def titled(tabled: OnTable, scenario: Scenario) -> Offer:
    """An offer with what the calendar calls it, if it is the calendar's."""
    row = np.asarray(packed(tabled.offer.terms, tabled.offer.channel))[0]
    return replace(tabled.offer, title=scenario.title_of(tabled.offer.turn, tabled.table, row))


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
