"""Talks of a block: what was tabled in play, what everyone who was asked said, and what the calculus makes of it.

Each party's ledger is worked out as it answers, for all campaigns in which it does, from what it can see then, with
doctrine's numbers whoever holds the seat; the same figures as one campaign's talks weighed afterwards.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from wargame.assumptions import of_runs
from wargame.axes import Array
from wargame.board import Board
from wargame.calculus import talks
from wargame.calculus.deal import FACTORS, case_of, judge
from wargame.draws import Draws
from wargame.observe import View, view
from wargame.orders import ANSWER, PROPOSE
from wargame.policies import POLICIES
from wargame.policies.doctrine.negotiators import Negotiators
from wargame.scenario import Scenario
from wargame.terms import CHANNEL, unpacked, written
from wargame.turn import Done
from wargame.world import World


@dataclass(frozen=True)
class Tabled:
    """Offers tabled at one table at one moment."""

    turn: int
    table: int
    places: Array  # [n] of their campaigns in the block
    slot: Array  # [n] which of its proposer's offers of that turn each is, from 1
    channel: Array  # [n] index into CHANNELS
    terms: Array  # [n] index into the texts


@dataclass(frozen=True)
class Said:
    """What one seat said at one moment to offers on one table."""

    offers: Array  # [n] by number, in the order in which they were tabled
    seat: int
    answer: Array  # [n] as ordered
    probability: Array  # [n] of yes; no number for the consent of a third seat
    contribution: Array  # [n,10] by factor; likewise


@dataclass(frozen=True)
class Spoken:
    """The talks of a block. An offer's number is its place among all that were tabled, part by part."""

    scenario: Scenario
    offers: Array  # [R] how many were tabled
    accepted: Array  # [R] how many were signed
    tabled: tuple[Tabled, ...]
    said: tuple[Said, ...]
    texts: tuple[str, ...]  # the terms that were tabled, each once


class Talks:
    """Hears the talks of a block moment by moment: a listener of a game. `weighs` whether ledgers are worked out."""

    def __init__(self, scenario: Scenario, source: Draws, weighs: bool = True) -> None:
        runs, board = len(source.runs), scenario.board
        self.scenario, self.weighs, self._source = scenario, weighs, source
        self._offers, self._accepted = np.zeros(runs, dtype=np.int32), np.zeros(runs, dtype=np.int32)
        self._tabled, self._said = list[Tabled](), list[Said]()
        self._texts, self._text_of = dict[str, int](), dict[tuple[int, int, bytes], int]()
        self._due = {(due.turn, due.table) for due in scenario.tabled}
        self._numbers: Negotiators = POLICIES["doctrine"](scenario)  # type: ignore[assignment]
        self._number = np.full((runs, len(board.tables)), -1)  # of the offer last tabled at a table
        self._slot, self._turn = np.zeros((runs, len(scenario.seats)), dtype=np.int32), 0
        self._before: World | None = None

    @property
    def spoken(self) -> Spoken:
        """What was heard."""
        tabled, said, texts = tuple(self._tabled), tuple(self._said), tuple(self._texts)
        return Spoken(self.scenario, self._offers, self._accepted, tabled, said, texts)

    def hear(self, done: Done) -> None:
        """Take down what was said at a moment."""
        if done.moment == PROPOSE:
            self._take_down(done)
        elif done.moment == ANSWER and self._before is not None:
            signed = np.asarray(done.world.signed)
            self._accepted += ((signed != np.asarray(self._before.signed)) & (signed > 0.0)).sum(axis=1, dtype=np.int32)
            if self.weighs:
                self._said += self._answers(self._before, done)
        self._before = done.world

    def _take_down(self, done: Done) -> None:
        rows, turn = np.asarray(done.orders.offer), done.world.turn
        if turn != self._turn:
            self._slot, self._turn = 0 * self._slot, turn
        for o, (_, seat) in enumerate(self.scenario.board.tables):
            places = np.flatnonzero(rows[:, o, CHANNEL])
            if not places.size:
                continue
            self._slot[places, seat] += 1
            self._number[places, o] = self._offers.sum() + np.arange(places.size)
            self._offers[places] += 1
            if self.weighs:
                cells = rows[places, o]
                terms = np.array([self._text(turn, o, row) for row in cells])
                channel = cells[:, CHANNEL].astype(np.int8)
                self._tabled.append(Tabled(turn, o, places, self._slot[places, seat], channel, terms))

    def _text(self, turn: int, table: int, row: Array) -> int:
        """The number of the text of some terms, written when they first come."""
        due = turn if (turn, table) in self._due else 0  # what the calendar tables has a title
        key = (due, table, blake2b(row.tobytes(), digest_size=16).digest())
        if key not in self._text_of:
            title = self.scenario.title_of(turn, table, row) if due else ""
            text = _told(self.scenario.board, self._parties(table), title, row.tobytes())
            self._text_of[key] = self._texts.setdefault(text, len(self._texts))
        return self._text_of[key]

    def _parties(self, table: int) -> tuple[int, int]:
        board = self.scenario.board
        return board.quarrels[board.tables[table][0]]

    def _answers(self, before: World, done: Done) -> Iterator[Said]:
        given = np.asarray(done.orders.answer)
        there = (np.asarray(before.open) > 0.0) & (self._number >= 0)  # not what was tabled before anybody listened
        asked = (np.asarray(before.asked) > 0.0) & (np.asarray(before.answered) == 0.0) & there[:, :, None]
        seen: View | None = None
        for o, seat in np.argwhere(asked.any(axis=0)).tolist():
            places, parties = np.flatnonzero(asked[:, o, seat]), self._parties(o)
            told = np.full(len(places), np.nan), np.full((len(places), len(FACTORS)), np.nan)
            if seat in parties:
                if seen is None:
                    chance = self._source.at(before.turn)
                    seen = view(before, self.scenario.params, chance, range(len(self.scenario.seats)), ANSWER)
                told = self._weighed(seen, places, o, parties, parties.index(seat))
            yield Said(self._number[places, o], seat, given[places, o, seat], *told)

    def _weighed(
        self, seen: View, places: Array, table: int, parties: tuple[int, int], party: int
    ) -> tuple[Array, Array]:
        """Probability of yes and contributions by factor as a party has them that is asked about offers."""
        p = of_runs(self._numbers, places)
        case = case_of(seen, of_runs(self.scenario.params, places), p, parties, places)
        terms = unpacked(np.asarray(seen.tabled)[places, table], seen.board, parties)
        ledger = judge(talks.standpoint(case, party, p), terms, p)
        return np.asarray(ledger.probability)[:, party], np.asarray(ledger.contribution)[:, party]


@lru_cache(maxsize=1024)  # blocks that follow one another table much the same
def _told(board: Board, parties: tuple[int, int], title: str, row: bytes) -> str:
    """Terms, given as the bytes of their row, as the text of a mapping that a terms file holds."""
    terms = unpacked(np.frombuffer(row)[None], board, parties)
    return json.dumps(written(terms, board, title=title), ensure_ascii=False)


def joined(parts: Sequence[Spoken], order: Array) -> Spoken:
    """The talks of blocks as those of one, its campaigns in an order of theirs."""
    place = np.empty(len(order), dtype=int)
    place[np.asarray(order)] = np.arange(len(order))
    texts = {text: k for k, text in enumerate(dict.fromkeys(text for part in parts for text in part.texts))}
    tabled, said, runs, offers = list[Tabled](), list[Said](), 0, 0
    for part in parts:
        own = np.array([texts[text] for text in part.texts], dtype=int)
        tabled += [replace(one, places=place[one.places + runs], terms=own[one.terms]) for one in part.tabled]
        said += [replace(one, offers=one.offers + offers) for one in part.said]
        runs, offers = runs + len(part.offers), offers + sum(len(one.places) for one in part.tabled)
    count, accepted = (
        np.concatenate([getattr(part, name) for part in parts])[order] for name in ("offers", "accepted")
    )
    return Spoken(parts[0].scenario, count, accepted, tuple(tabled), tuple(said), tuple(texts))
