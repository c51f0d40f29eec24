"""Talks of a campaign as they were heard: what was tabled in play, and what everyone who was asked said to it.

What is said is heard moment by moment, which costs next to nothing; who wants to know why weighs it later.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from wargame.observe import offers_seen
from wargame.offers import Offer, answer_of
from wargame.orders import ANSWER, PROPOSE
from wargame.scenario import Scenario
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
    o = tabled.table
    later = [w for w in worlds[tabled.offer.turn :] if w.since[0, o] == tabled.offer.turn]
    same = [w for w in later if np.array_equal(w.tabled[0, o], tabled.world.tabled[0, o])]
    return any(float(offers_seen(world, [seat])[0, o]) > 0.0 for world in (tabled.world, *same))


def titled(tabled: OnTable, scenario: Scenario) -> Offer:
    """An offer with what the calendar calls it, if it is the calendar's."""
    row = np.asarray(packed(tabled.offer.terms, tabled.offer.channel))[0]
    return replace(tabled.offer, title=scenario.title_of(tabled.offer.turn, tabled.table, row))
