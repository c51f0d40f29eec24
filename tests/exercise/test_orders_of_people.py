"""Whatever may be laid ready is carried out and nothing of it refused, in any world; and nothing is kept for ever."""

import gc
import weakref
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from sittings import PLAN, begun, played_on

import worlds
from wargame.exercise.possible import Possible
from wargame.exercise.session import Session
from wargame.orders import lines, only
from wargame.scenario import Scenario
from wargame.turn import Done
from wargame.world import World

QUIET = '{"clauses":[{"clause":"ceasefire","after":0},{"clause":"prisoners"}]}'


def _line(item: Possible, chance: np.random.Generator) -> str:
    """An order within its limits: at one of them as often as in between."""
    if item.kind == "offer":
        return f"{item.seat} offer {item.target} {QUIET}"
    amount = chance.choice([item.least, item.most, chance.uniform(item.least, item.most)])
    return item.line(float(amount))


def _given(session: Session, chance: np.random.Generator) -> dict[str, tuple[str, ...]]:
    """About half of what every seat that is asked may order is laid ready; of offers what can stand as things are."""
    for seat in session.waiting:
        for item in session.most(seat):
            if chance.random() < 0.5:
                told = session.give(seat, _line(item, chance))
                assert told is None or item.kind == "offer", told
                assert item.kind == "offer" or session.why_not(seat, item.line(item.most * 1.01 + 0.01)) is not None
    return {seat: session.staged(seat) for seat in session.waiting}


def _done(session: Session, turn: int) -> tuple[Done, ...]:
    """The moments so far of the turn that follows a turn."""
    if session.turn > turn:
        return session.played[turn].done
    assert session.campaign.request is not None
    return session.campaign.request.done


@given(worlds.scenarios(), st.integers(0, 9999))
@settings(max_examples=10)
def test_every_order_that_may_be_laid_ready_is_carried_out_and_none_refused(scenario: Scenario, seed: int) -> None:
    chance = np.random.default_rng(seed)
    with TemporaryDirectory() as folder:
        session = Session.begin(scenario, {"all": "human"}, folder=folder, seed=seed)
        while session.turn < 2:
            if not session.waiting:
                session.go()
                continue
            given, request, before = _given(session, chance), session.request, session.turn
            assert request is not None
            for seat in session.waiting:
                session.commit(seat)
            moment = _done(session, before)[len(request.done)]
            assert moment.refused is None
            for seat, told in given.items():
                mine = only(moment.orders, scenario.board, [session.index(seat)])
                assert sorted(lines(mine, scenario.board)) == sorted(told)


def test_what_may_be_ordered_is_what_the_turn_allows_entry_by_entry(small: Scenario, tmp_path: Path) -> None:
    session = Session.begin(small, {"all": "human"}, folder=tmp_path)
    while session.turn < 1:
        if not session.waiting:
            session.go()
            continue
        request = session.request
        assert request is not None
        told = [item for seat in session.scenario.seats for item in session.most(seat) if item.kind != "offer"]
        assert sorted(item.line(item.most) for item in told) == sorted(
            lines(replace(request.legal, offer=request.nothing.offer), small.board)
        )
        for seat in session.waiting:
            session.commit(seat)


def _alive(kind: type) -> int:
    gc.collect()
    return sum(type(item) is kind for item in gc.get_objects())


def test_a_sitting_that_is_let_go_leaves_nothing_behind(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 2)
    game = weakref.ref(session.campaign._game)
    kept, sitting = _alive(World), weakref.ref(session)
    del session
    assert _alive(World) < kept
    assert (sitting(), game()) == (None, None)


def test_to_scrub_branch_and_play_on_again_and_again_keeps_no_more_than_the_campaign(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 8, PLAN)
    counts = []
    for _ in range(4):
        for turn in range(9):
            session.view(["VAL"], turn)
            session.view(turn=turn)
            _ = session.worlds
        session.news(3, "VAL"), session.turning_points()
        branch = played_on(session.branch(6), 8)
        branch.close()
        del branch
        counts.append(_alive(World))
    assert len(set(counts)) == 1, counts
