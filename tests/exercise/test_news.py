"""News for a seat: what everyone knows and its own, and nothing that others keep to themselves."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sittings import CEASEFIRE, begun, played_on

from hidden import elsewhere
from wargame.exercise.session import Session
from wargame.explain import told_of
from wargame.game import Game
from wargame.orders import COMMAND, PROPOSE
from wargame.scenario import Scenario
from wargame.turn import Played
from wargame.world import World

SECRET = CEASEFIRE.replace("{", '{"channel":"secret",', 1)


def _turns(scenario: Scenario, policy: str, turns: int) -> Iterator[tuple[World, Played]]:
    game = Game(scenario, seats={"all": policy})
    for _ in range(turns):
        before = game.world
        game.step()
        assert game.played is not None
        yield before, game.played


def _stirred(world: World, seat: int, chance: np.random.Generator) -> World:
    """A world that looks the same to a seat; what is under way to partners is what everyone was told was granted."""
    return replace(elsewhere(world, seat, chance), shipments=world.shipments)


def _others(played: Played, seat: int, chance: np.random.Generator) -> Played:
    """A turn that looks the same to a seat: others are worse off, called up others, and had orders refused."""
    asked = played.orders[COMMAND]
    mine = np.arange(asked.mobilise.shape[1]) == seat
    orders = replace(asked, mobilise=np.where(mine, asked.mobilise, asked.mobilise + 5.0))
    refused = replace(asked, **{name: np.zeros(value.shape) for name, value in vars(asked).items()})
    refused = replace(refused, mobilise=np.where(mine, 0.0, 1.0)[None])
    done = tuple(replace(one, world=_stirred(one.world, seat, chance)) for one in played.done)
    return Played(done[-1].world, {**played.orders, COMMAND: orders}, {COMMAND: refused}, done)


@pytest.mark.parametrize("policy", ["doctrine", "random"])
def test_what_a_seat_may_not_see_changes_no_word_of_its_news(ukraine: Scenario, policy: str) -> None:
    told, chance = 0, np.random.default_rng(1)
    for before, played in _turns(ukraine, policy, 6):
        for seat in ("RUS", "UKR", "USA", "HUN", "EU"):
            index = ukraine.seats.index(seat)
            clean = replace(played, refused={})
            news = told_of(before, clean, ukraine, seats=[index])
            other = told_of(_stirred(before, index, chance), _others(clean, index, chance), ukraine, seats=[index])
            assert other == news
            told += len(news)
        everything = told_of(before, clean, ukraine)
        assert len(news) < len(everything)
        assert all(any(whole.startswith(text) for whole in everything) for text in news)
        assert told_of(_stirred(before, 0, chance), _others(clean, 0, chance), ukraine) != everything
    assert told > 100


def test_losses_and_call_ups_are_told_to_whose_they_are(tmp_path: Path) -> None:
    plan = {"VAL": {COMMAND: ["VAL mobilise 5"]}, "MER": {COMMAND: ["MER mobilise 4", "MER attack VAL-EAST 1"]}}
    session = played_on(begun(tmp_path, "VAL", "MER"), 1, plan)
    known = {seat: " ".join(session.news(1, seat)) for seat in ("VAL", "MER", "TAL")}
    assert "Valdoria loses" in known["VAL"]
    assert "Valdoria calls up 5 000." in known["VAL"]
    assert "Meridon calls up 4 000." in known["MER"]
    assert not any(word in known["TAL"] for word in ("loses", "calls up"))
    assert "Meridon takes" in known["TAL"]
    assert "Valdoria calls up 5 000, Meridon 4 000." in session.news(1)
    both = session.news(1, ["VAL", "MER"])
    assert "Valdoria calls up 5 000, Meridon 4 000." in both


def _tabled_in_secret(folder: Path, leak: float) -> Session:
    """Valdoria offers a ceasefire in secret and Meridon turns it down."""
    session = begun(folder, "VAL", "MER", changes={"rules.diplomacy.leak": leak})
    plan = {
        "VAL": {PROPOSE: [f"VAL offer VAL-MER {SECRET}"]},
        "MER": {"answer": ["MER answer VAL-MER:VAL -1"]},
    }
    return played_on(session, 1, plan)


def test_an_offer_in_secret_is_news_to_whom_it_concerns_alone(tmp_path: Path) -> None:
    session = _tabled_in_secret(tmp_path, 0.0)
    talks = ["Valdoria offers Meridon a deal in secret.", "To the offer of Valdoria: Meridon refuses it."]
    for seats, heard in (("VAL", True), ("MER", True), (None, True), ("TAL", False), ("PACT", False), ([], False)):
        news = session.news(1, seats)
        assert [text in news for text in talks] == [heard, heard]
        assert any("offer" in text for text in news) == heard
    assert (session.view(["TAL"], 1).tabled == 0.0).all()


def test_an_offer_that_leaks_is_news_to_everyone(tmp_path: Path) -> None:
    session = _tabled_in_secret(tmp_path, 1.0)
    for seats in ("VAL", "TAL", None):
        assert "An offer that Valdoria made in secret becomes known." in session.news(1, seats)


def test_an_umpire_s_act_is_told_to_those_who_see_what_it_changed(tmp_path: Path) -> None:
    session = begun(tmp_path, "VAL")
    session.intervene("treasury", "VAL", 5.0, "A loan", add=True)
    session.intervene("forces", "MER:VAL-EAST", 5.0, "Volunteers", add=True)
    session.intervene("cohesion", "PACT", 0.3, "A quarrel in public")
    session.hold_event("halmere-votes", "Not yet")
    played_on(session, 1)
    told = {
        seat: {
            why for why in ("A loan", "Volunteers", "A quarrel", "Not yet") if why in " ".join(session.news(1, seat))
        }
        for seat in ("VAL", "MER", "TAL", None)
    }
    assert told["VAL"] == {"A loan", "A quarrel"}
    assert told["MER"] == {"Volunteers", "A quarrel"}
    assert told["TAL"] == {"A quarrel"}
    assert told[None] == {"A loan", "Volunteers", "A quarrel", "Not yet"}


def test_a_refused_order_is_told_to_who_gave_it(ukraine: Scenario) -> None:
    (before, played), *_ = _turns(ukraine, "hold", 1)
    refused = replace(played.orders[COMMAND], **{k: np.zeros(v.shape) for k, v in vars(played.orders[COMMAND]).items()})
    refused = replace(refused, mobilise=(np.arange(refused.mobilise.shape[1]) == 0)[None] * 1.0)
    turn = replace(played, refused={COMMAND: refused})
    told = {seat: " ".join(told_of(before, turn, ukraine, seats=[seat])) for seat in (0, 1)}
    assert "1 order refused: RUS mobilise" in told[0]
    assert "refused" not in told[1]


def test_the_news_of_a_turn_under_way_are_those_of_the_moments_that_are_over(tmp_path: Path) -> None:
    session = played_on(
        begun(tmp_path, "VAL", "MER"), 0, {"VAL": {PROPOSE: [f"VAL offer VAL-MER {CEASEFIRE}"]}}, "answer"
    )
    news = session.news(1, "MER")
    assert news == [
        "Meridon's army crosses the line; both publics rally, markets fall.",
        "Valdoria offers Meridon a deal.",
    ]


def test_news_are_told_in_invented_names_where_they_are_asked_for(tmp_path: Path) -> None:
    session = Session.begin("the-offer", folder=tmp_path)
    session.names = session.scenario.names(fictional=True)
    session.intervene("support", "RUS", 0.5, "Russia holds an election")
    session.go()
    told = " ".join(session.news(1))
    assert "Russia" not in told
    assert f"The umpire: {session.names['RUS']} holds an election" in told
