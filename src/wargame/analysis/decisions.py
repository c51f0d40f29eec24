"""Decisions: all that one seat decided in one turn of a recorded campaign, with the figures that doctrine has for it.

Whoever decided, a person too: what it said and ordered is the record's, and the figures beside it are what doctrine
weighs from what that seat could see at that moment. Where doctrine held the seat they are why it decided so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.analysis.heard import Weighing
from wargame.analysis.staff import Staff, staff
from wargame.calculus.votes import Votes, Wills, scores
from wargame.errors import UserError, nearest
from wargame.heard import Heard, OnTable, Said
from wargame.observe import View, legal, view
from wargame.orders import VOTE, lines, only, refusals
from wargame.policies import POLICIES
from wargame.policies.doctrine.plenary import Plenary, opinions
from wargame.record import Record, Replayed, replay, scenario_of
from wargame.scenario import Scenario
from wargame.turn import Done, Played
from wargame.world import World

ELSEWHERE = ("offer", "answer", "vote")  # kinds of order that are told with what was weighed


@dataclass(frozen=True)
class Vote:
    """What a member made of a motion, by doctrine, and how it voted."""

    docket: int
    content: dict[str, float]  # share asked for, by sector or what else a motion contains
    cast: float  # above 0 for it, below 0 against it, 0 an abstention
    score: float  # what the motion is worth to it
    stance: float | None  # towards acting against, or for, whom it is about; a plenary's votes go by no such thing


@dataclass(frozen=True)
class Ordered:
    """An order in its parts: when it was given, of what kind, about what, how much."""

    moment: str
    kind: str
    about: str
    amount: float


@dataclass(frozen=True)
class Refusal:
    """An order that was not carried out, and why."""

    moment: str
    order: str
    why: str


@dataclass(frozen=True)
class Decisions:
    """What a seat decided in a turn."""

    scenario: Scenario
    weighing: Weighing
    turn: int
    seat: int
    policy: str
    offers: tuple[OnTable, ...]  # that it tabled, and about which it was asked
    votes: tuple[Vote, ...]
    orders: tuple[Ordered, ...]
    refused: tuple[Refusal, ...]
    staff: Staff | None  # what a state at war counted when it gave its orders

    @property
    def none(self) -> bool:
        """Whether there was nothing to decide, and nothing was ordered."""
        return not (self.offers or self.votes or self.orders or self.refused)

    @property
    def tabled(self) -> tuple[OnTable, ...]:
        """The offers that are its own."""
        return tuple(one for one in self.offers if one.offer.proposer == self.seat)

    def said(self, one: OnTable) -> Said:
        """What it said to an offer of another's."""
        return next(said for said in one.said if said.seat == self.seat)


def decisions(record: Record, turn: int, name: str) -> Decisions:
    """All that a seat, told by its id, decided in a turn of a record.

    Raises `UserError` where the record has no such turn, the scenario no such seat, or the seat decided nothing.
    """
    scenario = scenario_of(record)
    if name not in scenario.seats:
        close = nearest(name, scenario.seats)
        hint = f"; nearest is {close!r}" if close else ""
        raise UserError(f"found unknown seat {name!r}, expected a state or an alliance of {scenario.id}{hint}")
    if not 1 <= turn <= record.turns:
        have = f"one from 1 to {record.turns}, the last complete one" if record.turns else "one that is complete"
        raise UserError(f"found turn {turn}, expected {have} in {record.path}")
    heard = Heard()
    played = _replayed(record, scenario, turn, heard).played
    weighing = Weighing(scenario, record.header["seed"], record.header["run"])
    found = decided(weighing, played, heard, name, record.header["seats"][name], tuple(_refusals(record, turn, name)))
    if found.none:
        raise UserError(f"found no decision of {name} in turn {turn} of {record.path}, expected one to explain")
    return found


def _replayed(record: Record, scenario: Scenario, turn: int, heard: Heard) -> Replayed:
    """The turn replayed, and all that was said up to its end."""
    for replayed in replay(record, scenario):
        for done in replayed.played.done:
            heard.hear(done)
        if replayed.played.world.turn == turn:
            break
    return replayed


def decided(
    weighing: Weighing, played: Played, heard: Heard, name: str, policy: str = "",
    refused: tuple[Refusal, ...] | None = None,
) -> Decisions:  # fmt: skip
    """All that a seat decided in a turn that was played, from what was `heard` up to its end.

    What was `refused` it is told where orders were read from a record, which holds those carried out.
    """
    scenario, turn, seat = weighing.scenario, played.world.turn, weighing.scenario.seats.index(name)
    return Decisions(
        scenario=scenario,
        weighing=weighing,
        turn=turn,
        seat=seat,
        policy=policy,
        offers=tuple(one for one in heard.offers if _concerned(one, turn, seat)),
        votes=tuple(votes_of(weighing, played.done, seat)),
        orders=tuple(order for done in played.done for order in _orders(done, seat)),
        refused=tuple(_turned_away(played, name)) if refused is None else refused,
        staff=staff(scenario, weighing.source, played.done, seat),
    )


def _concerned(one: OnTable, turn: int, seat: int) -> bool:
    """Whether a seat tabled an offer in a turn, or was asked about it then."""
    tabled = (one.offer.turn, one.offer.proposer) == (turn, seat)
    return tabled or any((said.turn, said.seat) == (turn, seat) for said in one.said)


def _orders(done: Done, seat: int) -> Iterator[Ordered]:
    """The orders of a seat that were carried out at a moment, but for what is told elsewhere."""
    board = done.world.board
    for line in lines(only(done.orders, board, [seat]), board):
        if line.split(maxsplit=2)[1] not in ELSEWHERE:
            _, kind, *about, amount = line.split()
            yield Ordered(done.moment, kind, " ".join(about), float(amount))


def _refusals(record: Record, turn: int, name: str) -> Iterator[Refusal]:
    """The orders of a seat that were refused in a turn; only the record knows, as it holds what was carried out."""
    for line in record.lines:
        for order, why in line.refused if line.turn == turn else ():
            who, what = order.split(maxsplit=1)
            if who == name:
                yield Refusal(line.moment, what, why)


def _turned_away(played: Played, name: str) -> Iterator[Refusal]:
    """The orders of a seat that were refused as it was played."""
    for moment, mask in played.refused.items():
        for order, why in refusals(mask, played.world.board) if mask is not None else ():
            who, what = order.split(maxsplit=1)
            if who == name:
                yield Refusal(moment, what, why)


def votes_of(weighing: Weighing, moments: Sequence[Done], seat: int) -> Iterator[Vote]:
    """The votes of a member on the motions before it; what it abstained from as well."""
    scenario = weighing.scenario
    place = next((k for k, done in enumerate(moments) if done.moment == VOTE), 0)
    if not place or seat >= len(scenario.board.states):
        return
    world, cast = moments[place - 1].world, np.asarray(moments[place].orders.vote)[0, :, seat]
    chance = weighing.source.at(world.turn)
    asked = np.asarray(legal(world, scenario.params, VOTE).vote)[0, :, seat] > 0.0
    seen = view(world, scenario.params, chance, [seat], VOTE)
    for p in np.flatnonzero(asked).tolist():
        yield Vote(p, content(world, p), float(cast[p]), *worth(scenario, seen, p, seat))


def content(world: World, docket: int) -> dict[str, float]:
    """What the motion on a docket asks for, by what it contains."""
    forum, pending = world.board.forum, np.asarray(world.pending)[0]
    motion = forum.dockets[docket].motion
    return {forum.items[q][1] or motion: float(pending[q]) for q in forum.items_of(docket) if pending[q] > 0.0}


def worth(scenario: Scenario, seen: View, docket: int, seat: int) -> tuple[float, float | None]:
    """What a motion is worth to a member by doctrine, and its stance."""
    numbers, forum = POLICIES["doctrine"](scenario), scenario.board.forum
    assert isinstance(numbers, Votes) and isinstance(numbers, Plenary)  # noqa: PT018 (what doctrine is made of)
    if forum.dockets[docket].motion == "condemnation":
        target = forum.targets.index(forum.dockets[docket].target)
        return float(opinions(seen, scenario.params, numbers)[0, target, seat]), None
    wills = Wills(seen, scenario.params)
    score = scores(seen, scenario.params, numbers, docket, wills=wills)
    return float(score[0, seat]), float(wills.of(docket)[0, seat])


def by_item(weighing: Weighing, played: Played, docket: int, seat: int) -> dict[str, float]:
    """What each thing that a motion asks for is worth to a member by doctrine; they add up to the whole."""
    scenario, forum, moments = weighing.scenario, weighing.scenario.board.forum, played.done
    place = next(k for k, done in enumerate(moments) if done.moment == VOTE)
    world, numbers = moments[place - 1].world, POLICIES["doctrine"](scenario)
    assert isinstance(numbers, Votes)
    motion = forum.dockets[docket].motion
    seen = view(world, scenario.params, weighing.source.at(world.turn), [seat], VOTE)
    if motion != "package":  # one thing, or a plenary's
        return {motion: worth(scenario, seen, docket, seat)[0]}
    asked, found = np.asarray(seen.pending), {}
    for q in forum.items_of(docket):
        if asked[0, q] > 0.0:
            alone = np.where(np.arange(asked.shape[1]) == q, asked, 0.0)
            found[forum.items[q][1]] = float(scores(seen, scenario.params, numbers, docket, alone)[0, seat])
    return found
