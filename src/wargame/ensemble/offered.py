"""The table of offers: a row for every offer and everyone who was asked about it, with the last that was said."""

from collections.abc import Mapping, Sequence

import numpy as np

from wargame.axes import Array
from wargame.calculus.deal import FACTORS
from wargame.ensemble.columns import Columns, Text, coded, maybe
from wargame.ensemble.talks import Spoken
from wargame.offers import ANSWERS, answer_of, id_of
from wargame.terms import CHANNELS


def offered(talks: Spoken, head: Mapping[str, Array]) -> Columns:
    """What was tabled and what everyone who was asked said, in the order of campaigns, offers and seats.

    `head` are the columns by which a campaign is known. Who is no party has a say, and no ledger.
    """
    tabled, said, seats = talks.tabled, talks.said, talks.scenario.seats
    places = _below([one.places for one in tabled])
    offers = _below([one.offers for one in said])
    who = _each([one.seat for one in said], [one.offers for one in said])
    last = _last(offers, who, len(seats))
    last = last[np.lexsort((who[last], offers[last], places[offers[last]]))]
    of = offers[last]

    def told(values: Sequence[int]) -> Array:
        """What is the same for all offers tabled at a table at a moment."""
        return _each(values, [one.places for one in tabled])[of]

    proposers = told([talks.scenario.board.tables[one.table][1] for one in tabled])
    turn, slot = told([one.turn for one in tabled]), _below([one.slot for one in tabled])[of]
    answers = _below([one.answer for one in said], float)[last]
    odds = _below([one.probability for one in said], float)[last]
    ledger = _below([one.contribution for one in said], float, len(FACTORS))[last]
    return {
        **{name: column[places[of]] for name, column in head.items()},
        "turn": turn.astype(np.int32),
        "id": coded([id_of(t, seats[s], n) for t, s, n in zip(turn, proposers, slot, strict=True)]),
        "proposer": Text(proposers, seats),
        "channel": Text(_below([one.channel for one in tabled])[of], CHANNELS),
        "party": Text(who[last], seats),
        "answer": Text(np.array([ANSWERS.index(answer_of(x)) for x in answers], dtype=np.int8), ANSWERS),
        "probability": maybe(odds, ~np.isnan(odds)),
        **{factor: maybe(ledger[:, k], ~np.isnan(odds)) for k, factor in enumerate(FACTORS)},
        "terms": Text(_below([one.terms for one in tabled])[of], talks.texts or ("",)),
    }


def _below(parts: Sequence[Array], kind: type = int, width: int = 0) -> Array:
    """Arrays one below the other; of a kind and a width where there is none."""
    return np.concatenate(parts) if parts else np.zeros((0, width) if width else 0, dtype=kind)


def _each(values: Sequence[int], parts: Sequence[Array]) -> Array:
    """A number for every entry of some arrays, the same for all of an array."""
    return np.repeat(np.array(values, dtype=int), [len(part) for part in parts])


def _last(offers: Array, who: Array, seats: int) -> Array:
    """Where the last word of each seat about each offer stands."""
    key = (offers * seats + who)[::-1]
    _, first = np.unique(key, return_index=True)
    found: Array = len(key) - 1 - first
    return found
