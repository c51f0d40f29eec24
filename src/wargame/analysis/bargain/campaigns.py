"""The bargaining range of a scenario: in one campaign in full, and how often there is one in many."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from wargame.analysis.bargain.axes import Axis, axes_of
from wargame.analysis.bargain.lattice import Lattice
from wargame.analysis.bargain.levers import LeverNumbers, Opened, opened
from wargame.analysis.bargain.search import DEALS, Judging, Search, closed_form, rejudged, score, searched
from wargame.analysis.bargain.span import Scored, Span
from wargame.analysis.looks import Look, looks, within
from wargame.analysis.played import ahead_of
from wargame.axes import Array
from wargame.board import Board
from wargame.calculus.deal import Case, Judge, Outlook, case_of, outlook
from wargame.errors import UserError
from wargame.observe import of_rows
from wargame.offers import Offer
from wargame.policies import POLICIES
from wargame.scenario import Scenario
from wargame.terms import Terms, none


@dataclass(frozen=True)
class Found:
    """What one run has: its range, what opens one where there is none, and how the deal at the centre fares."""

    span: Span
    opened: Opened | None
    centre: Scored  # of one row


@dataclass(frozen=True)
class Bargain:
    """The bargaining range around a deal, run 0 in full."""

    turn: int
    offer: Offer | None  # the deal at the centre, if anybody tables it
    seed: int
    search: Search  # of run 0
    ahead: Outlook  # of run 0
    numbers: Judge
    levers: LeverNumbers
    runs: tuple[Found, ...]
    again: Scored | None = None  # the best deals of run 0 judged by play, in the order of `search.best`

    @property
    def quarrel(self) -> tuple[int, int]:
        """The two parties, as indices of states."""
        return self.search.lattice.base.quarrel


def bargained(
    scenario: Scenario, *, turn: int | None = None, seed: int = 1, runs: int = 1, most: int = DEALS,
    again: bool = False, progress: Callable[[int, int], None] = lambda done, of: None,
) -> Bargain:  # fmt: skip
    """The bargaining range in the runs 0 to `runs` - 1 of a seed, on grids of at most so many deals.

    `again` has the best deals of run 0 judged a second time, by playing them ahead.

    Deals are made around the first offer of the scenario; where it has none, around a ceasefire at once.
    """
    offer, base = centre(scenario)
    own = offer.turn if offer else 1
    when = own if turn is None else turn
    within(scenario, when)
    numbers: Judge = POLICIES["doctrine"](scenario)  # type: ignore[assignment]
    bench = _Bench(scenario.board, base, numbers, LeverNumbers(), most)
    found: list[Found] = []
    first: Look | None = None
    for look in looks(scenario, base.quarrel, [when], seed, runs):
        first = first or look
        block = outlook(case_of(look.view, scenario.params, numbers, base.quarrel), numbers)
        for row in range(block.later.shape[0]):
            found.append(bench.found(block.of_rows(np.array([row]))))
            progress(len(found), runs)
    assert bench.first is not None  # at least one run was played
    assert first is not None
    search, ahead = bench.first
    told = offer and replace(offer, turn=when)
    twice = rejudged(search, by_play(scenario, first)) if again else None
    return Bargain(when, told, seed, search, ahead, numbers, bench.levers, tuple(found), twice)


def by_play(scenario: Scenario, look: Look) -> Judging:
    """The judgement of `lookahead` in the first run of a block: each party plays the deals ahead on what it sees."""
    policy, seen = ahead_of(scenario), of_rows(look.view, np.array([0]))

    def told(deals: Terms) -> tuple[Array, Array]:
        ledger = policy.judgement(seen, deals, scenario.params, look.chance)
        return ledger.score, ledger.probability

    return told


def centre(scenario: Scenario) -> tuple[Offer | None, Terms]:
    """The deal around which others are made: the scenario's own first offer, or a ceasefire at once, on the line."""
    if scenario.offers:
        return scenario.offers[0], scenario.offers[0].terms
    wars = list(scenario.board.quarrels)
    if not wars:
        raise UserError(f"found no war in {scenario.id}, expected two states at war, as there is nothing to settle")
    return None, replace(none(scenario.board, wars[0]), cease=np.ones(1))


def guarantors(board: Board, case: Case, base: Terms) -> tuple[int, int]:
    """Who would guarantee each party, a seat, -1 nobody: who does in the deal, or its mightiest patron.

    A patron with less output than the party itself has no weight to lend it.
    """
    return _guarantor(board, case, base, 0), _guarantor(board, case, base, 1)


def _guarantor(board: Board, case: Case, base: Terms, party: int) -> int:
    bound, state = base.guarantee[0, :, party], case.parties[party]
    if bound.any():
        return int(np.argmax(bound))
    patrons = [who for who, whom, kind in board.pairs if kind == "patron" and whom == state]
    mighty = [who for who in patrons if case.clout[who] > case.clout[state]]
    return max(mighty, key=lambda who: float(case.clout[who]), default=-1)


@dataclass
class _Bench:
    """What the runs share: the order of the axes, and lattices, asked once what can stand together."""

    board: Board
    base: Terms
    numbers: Judge
    levers: LeverNumbers
    most: int
    lattices: dict[bytes, Lattice] = field(default_factory=dict)
    first: tuple[Search, Outlook] | None = None

    def found(self, ahead: Outlook) -> Found:
        """The range of one world."""
        lattice, judging = self._lattice(ahead.case), closed_form(ahead, self.numbers)
        search = searched(lattice, judging, self.most, self._order(lattice))
        self.first = self.first or (search, ahead)
        lever = None
        if not search.span.exists:
            lever = opened(search, ahead.case, self.numbers, self.levers)
        return Found(search.span, lever, score(lattice, lattice.tabled, judging))

    def _lattice(self, case: Case) -> Lattice:
        axes = axes_of(case, self.base, guarantors(self.board, case, self.base))
        return self.lattices.setdefault(_print(axes), Lattice(self.base, axes))

    def _order(self, lattice: Lattice) -> tuple[int, ...] | None:
        """The axes in the order of the first run, so that all runs have grids alike; none in the first run itself."""
        if self.first is None:
            return None
        search, _ = self.first
        names = [(search.lattice.axes[e].kind, search.lattice.axes[e].party) for e in search.order]
        known = {(axis.kind, axis.party): e for e, axis in enumerate(lattice.axes)}
        mine = [known[name] for name in names if name in known]
        return (*mine, *(e for e in range(len(lattice.axes)) if e not in mine))


def _print(axes: tuple[Axis, ...]) -> bytes:
    """What tells one lattice around a deal from another."""
    told: list[Any] = [array for axis in axes for level in axis.levels for array in level.change.values()]
    return b"".join(np.ascontiguousarray(array).tobytes() for array in told)
