"""How long deals last: survival by hand and in closed form, lives told from play, deals imposed on the same runs."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import negotiated
import worlds
from negotiated import CEASEFIRE_NOW, offer
from wargame.analysis.durability import Durability, durability
from wargame.analysis.imposed import Imposed
from wargame.analysis.lives import ENDS, RESTS, Lives, Register
from wargame.analysis.survival import kaplan_meier, rate, ratio
from wargame.axes import Array
from wargame.cli import called
from wargame.cli.offer import named_offer
from wargame.errors import UserError
from wargame.offers import Offer
from wargame.policies import POLICIES
from wargame.report.durability import closing, months, named, shown
from wargame.report.durability_plot import draw
from wargame.scenario import Scenario, draws, load
from wargame.terms import none

# Weeks of remission of 21 patients, those below 0 still in remission when last seen: the example from which most
# textbooks teach the estimate, after Freireich et al. (1963).
REMISSION = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]
BY_HAND = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
AT_RISK = (21, 21, 17, 15, 12, 11, 7, 6)
ERRORS = {6: 0.0764, 7: 0.0869, 10: 0.0963, 13: 0.1068, 16: 0.1141, 22: 0.1282, 23: 0.1346}  # Greenwood's
ZONE = {"clause": "demilitarise", "by": "RED", "regions": ["B1"], "level": "no forces"}


# --- survival ------------------------------------------------------------------------------------------------------


def test_the_share_still_standing_is_that_of_the_textbooks() -> None:
    weeks = np.array(REMISSION)
    curve = kaplan_meier(np.abs(weeks), weeks > 0)
    assert curve.months == (0.0, *map(float, BY_HAND))
    assert curve.standing[1:] == pytest.approx(list(BY_HAND.values()), abs=5e-4)
    assert curve.at_risk == AT_RISK
    assert curve.median == 23.0


def test_its_interval_has_greenwoods_width() -> None:
    weeks = np.array(REMISSION)
    curve = kaplan_meier(np.abs(weeks), weeks > 0)
    for share, low, high, error in zip(curve.standing[1:], curve.low[1:], curve.high[1:], ERRORS.values(), strict=True):
        log = np.log(-np.log([low, high]))  # the interval is even on this scale
        assert log.mean() == pytest.approx(np.log(-np.log(share)))
        assert (log[0] - log[1]) / 2.0 / 1.96 == pytest.approx(error / (share * -np.log(share)), rel=2e-3)


def test_the_hazard_is_ends_by_time_at_risk() -> None:
    weeks = np.array(REMISSION)
    found = rate(float((weeks > 0).sum()), float(np.abs(weeks).sum()))
    assert (found.ends, found.months) == (9, 359.0)
    assert found.monthly == pytest.approx(9 / 359)


@pytest.mark.parametrize("chance", [0.01, 0.05, 0.2])
def test_a_constant_chance_a_month_gives_a_geometric_life_whatever_is_censored(chance: float) -> None:
    luck = np.random.default_rng(1)
    life, watch = luck.geometric(chance, 20_000), luck.integers(0, 40, 20_000)
    months_, ended = np.minimum(life, watch), life <= watch
    curve = kaplan_meier(months_, ended)
    for month in (1, 3, 6, 12, 24):
        told = curve.after(month)
        assert told is not None
        assert told[0] == pytest.approx((1.0 - chance) ** month, abs=0.012)
    assert rate(float(ended.sum()), float(months_.sum())).monthly == pytest.approx(chance, rel=0.05)
    assert curve.after(40) is None


def test_what_never_ended_is_not_said_to_stand_for_sure() -> None:
    curve = kaplan_meier(np.array([12.0] * 20), np.zeros(20, dtype=bool))
    told = curve.after(12)
    assert told is not None
    assert told[0] == told[2] == 1.0
    assert told[1] == pytest.approx(0.025 ** (1 / 20))
    assert curve.median is None
    assert rate(0.0, 240.0).high == pytest.approx(-np.log(0.025) / 240.0)
    assert rate(0.0, 0.0).monthly is None


def test_where_all_have_ended_nothing_stands() -> None:
    curve = kaplan_meier(np.array([1.0, 2.0]), np.ones(2, dtype=bool))
    assert curve.standing == (1.0, 0.5, 0.0)
    assert (curve.low[-1], curve.high[-1]) == (0.0, curve.high[1])


def test_a_ratio_needs_ends_on_both_sides() -> None:
    found = ratio(rate(5.0, 1000.0), rate(20.0, 1000.0))
    assert found.value == pytest.approx(0.25)
    assert found.low is not None
    assert found.low < 0.25 < (found.high or 0.0)
    assert ratio(rate(0.0, 1000.0), rate(20.0, 1000.0)).value is None


# --- lives ---------------------------------------------------------------------------------------------------------


def lives(turns: Sequence[Sequence[str]], **more: Any) -> Lives:
    """Lives of the deals of a duel played by orders."""
    scenario = worlds.duel(**more)
    source = draws(scenario, 1, [0])
    world = worlds.opening(scenario, source)
    register = Register(world, [0])
    for orders in turns:
        world = worlds.turn(scenario, world, source, orders).world
        register.follow(world)
    return register.closed()


def signing(*clauses: Any) -> list[str]:
    """A deal that Red tables and Blue takes."""
    return [offer("RED", *clauses), "BLU answer RED-BLU:RED 1"]


def told(found: Lives) -> list[tuple[int, str, list[float], str]]:
    """Each life: its turn, the stage it began in, months by stage, how it ended."""
    return [
        (int(turn), RESTS[int(stage)], spent.tolist(), ENDS[int(end)])
        for turn, stage, spent, end in zip(found.turn, found.stage, found.months, found.end, strict=True)
    ]


def test_a_ceasefire_broken_after_three_months_lived_three_months() -> None:
    found = lives([[], signing(CEASEFIRE_NOW), [], [], ["RED resume RED-BLU 1"], []])
    assert told(found) == [(2, "ceasefire", [0.0, 3.0, 0.0, 0.0], "taken up again")]
    assert found.ended.all()


def test_what_stands_at_the_end_is_censored_there() -> None:
    found = lives([signing(CEASEFIRE_NOW), *[[]] * 4])
    assert told(found) == [(1, "ceasefire", [0.0, 4.0, 0.0, 0.0], "still standing")]
    assert not found.ended.any()


def test_a_truce_runs_out_and_a_newer_deal_replaces_an_older_one() -> None:
    assert told(lives([signing(ZONE), *[[]] * 5])) == [(1, "truce", [3.0, 0.0, 0.0, 0.0], "ran out")]
    found = lives([signing(CEASEFIRE_NOW), [], [], signing(CEASEFIRE_NOW, ZONE), []])
    assert told(found) == [
        (1, "ceasefire", [0.0, 2.0, 0.0, 0.0], "replaced"),
        (4, "ceasefire", [0.0, 1.0, 0.0, 0.0], "still standing"),
    ]
    assert found.zoned.tolist() == [0.0, 1.0]


def test_a_ceasefire_to_come_begins_on_its_day() -> None:
    found = lives([signing({"clause": "ceasefire", "after": 2}), *[[]] * 4])
    assert told(found) == [(3, "ceasefire", [0.0, 2.0, 0.0, 0.0], "still standing")]


def test_no_deal_has_no_life() -> None:
    assert len(lives([["RED attack B1 1"]] * 3).run) == 0


def test_a_story_of_breach_armistice_notice_and_snap_back_is_one_life() -> None:
    register: Register | None = None
    for world, played in negotiated.story():
        register = register or Register(world, [7])
        register.follow(played.world)
    assert register is not None
    found = register.closed()
    assert told(found) == [(6, "ceasefire", [0.0, 7.0, 5.0, 0.0], "taken up again")]
    assert (found.run[0], RESTS[int(found.last[0])]) == (7, "armistice")
    assert (found.found[0], found.recalled[0]) == (1.0, 1.0)
    assert (found.guaranteed[0], found.watched[0]) == (1.0, 0.0)


# --- deals imposed -------------------------------------------------------------------------------------------------


@cache
def duel() -> Scenario:
    """The duel between doctrines, nobody else about."""
    return worlds.duel(seats={"all": "doctrine"}, calendar={"snapshot": "2029-12-31", "turns": 48})


def deal(turn: int = 1, **clauses: Array | float) -> Offer:
    """A ceasefire of the duel with more to it."""
    quarrel = duel().board.quarrels[0]
    blank = none(duel().board, quarrel)
    more = {name: 0.0 * getattr(blank, name) + value for name, value in {"cease": 1.0, **clauses}.items()}
    return Offer(turn, quarrel[0], "public", "", type(blank)(**{**blank.__dict__, **more}))


def test_a_deal_imposed_is_signed_in_its_turn_in_every_run_and_none_beside_it() -> None:
    game = Imposed(duel(), deal(3), seed=1, runs=range(16))
    for turn in range(1, 13):
        game.step()
        signed = set(np.unique(game.world.signed).tolist())
        assert signed == {0.0} if turn < 3 else signed == {3.0} if turn == 3 else signed <= {0.0, 3.0}


def test_a_run_imposed_on_alone_is_that_run_of_the_block() -> None:
    block, alone = Imposed(duel(), deal(), seed=2, runs=range(5)), Imposed(duel(), deal(), seed=2, run=3)
    for _ in range(12):
        block.step()
        alone.step()
    assert worlds.differing(block.world, alone.world, 3, 0) == []


def test_deals_last_longer_with_what_should_make_them_last() -> None:
    """The direction alone: how much is what the page tells."""
    with_more = [deal(), deal(monitor=0.5), deal(monitor=1.0), deal(monitor=1.0, demilitarise=1.0)]
    found = durability(duel(), with_more, runs=64)
    hazards = [line.hazard.monthly or 0.0 for line in found.lines]
    assert [line.deals for line in found.lines] == [64] * 4
    assert hazards == sorted(hazards, reverse=True)
    assert found.lines[2].ratio is not None
    assert (found.lines[2].ratio.high or 1.0) < 1.0
    assert found.lines[0].ratio is None


def test_a_turn_after_which_nothing_is_left_to_watch_is_told() -> None:
    with pytest.raises(UserError, match="found a deal signed in turn 48 of 48, expected an earlier one"):
        durability(duel(), [deal(48)], runs=1)


def test_lives_do_not_hang_on_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = durability(duel(), runs=12)
    assert whole.lines[0].deals > 0
    monkeypatch.setattr("wargame.analysis.durability.block_size", lambda scenario: 5)
    assert durability(duel(), runs=12) == whole


# --- the command ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def offered() -> Scenario:
    return load("the-offer", POLICIES)


@pytest.fixture(scope="module")
def found(offered: Scenario) -> Durability:
    return durability(offered, runs=24)


def test_deals_are_told_as_they_came_about(found: Durability, offered: Scenario) -> None:
    first = found.lines[0]
    assert first.deals == sum(first.ends.values()) > 0
    assert found.signed is None
    assert 0 < found.runs_with <= 24
    assert sum(rest.hazard.months for rest in found.rests) == first.hazard.months
    assert months(found) == [6, 12]
    assert named(first, offered.names()) == "all deals"
    sections = [line.section for line in shown(found)]
    assert all(sections.count(name) > 1 for name in set(sections) - {"all deals"})


def test_what_is_told_beside_the_tables_forecasts_nothing(found: Durability) -> None:
    assert "no forecast" in closing(found)[-1]


def test_the_command_prints_tables_and_data(capsys: Any) -> None:
    asked = ["durability", "the-offer", "--turns", "6", "--runs", "6", "--quiet"]
    pair = ["--terms", "ceasefire", "--terms", "ceasefire-mission", "--turn", "2"]
    assert called([*asked, *pair]) == 0
    page = capsys.readouterr().out
    assert "a ceasefire alone" in page
    assert "Everyone was made to sign in turn 2" in page
    assert called([*asked, *pair, "--json", "--fictional-names"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [line["name"] for line in data["lines"]] == ["a ceasefire alone", "with an armed mission"]
    assert data["lines"][0]["deals"] == 6
    assert data["signed"] == 2


def test_names_may_be_invented(capsys: Any) -> None:
    assert called(["durability", "the-offer", "--turns", "2", "--runs", "2", "--quiet", "--fictional-names"]) == 0
    assert "Russia" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        (["--terms", "no-such-deal"], "no-such-deal"),
        (["--terms", "ceasefire", "--turn", "24"], "signed in turn 24 of 24"),
        (["--plot", "durability.txt"], "expected a name that ends in"),
        (["--seat", "RUS=nobody"], "unknown policy 'nobody'"),
    ],
)
def test_a_mistake_is_told(asked: list[str], fault: str, capsys: Any) -> None:
    assert called(["durability", "the-offer", "--runs", "2", "--quiet", *asked]) in (2, 4)
    assert fault in capsys.readouterr().err


def test_it_can_be_drawn_also_where_there_was_no_deal(found: Durability, offered: Scenario, tmp_path: Path) -> None:
    assert draw(found, offered.names(), tmp_path / "lasting.svg").stat().st_size > 10_000
    none_came = durability(load("classroom", POLICIES, {"calendar.turns": 2}), runs=2)
    assert none_came.lines[0].deals == 0
    assert "no deal came about" in draw(none_came, {}, tmp_path / "none.svg").read_text(encoding="utf-8")


@pytest.mark.long
def test_what_the_page_says_in_words_is_so() -> None:
    """docs/explanation/how-long-deals-last.md reads these figures; where one changes, it is to be written anew."""
    scenario = load("the-offer", POLICIES, {"calendar.turns": 48})
    names = ("", "-observers", "-mission", "-zone", "-guarantee", "-all")
    found = durability(scenario, [named_offer(scenario, 1, f"ceasefire{name}") for name in names], runs=400)
    hazards = [line.hazard.monthly or 0.0 for line in found.lines]
    alone, observers, mission, zone, treaty, together = hazards
    assert max(observers, zone, treaty) < 0.65 * alone
    assert min(observers, zone, treaty) > 0.35 * alone
    assert 0.1 * alone < mission < 0.35 * alone
    assert together < 0.1 * alone


@pytest.mark.long
def test_under_a_treaty_nearly_all_who_break_are_those_it_protects() -> None:
    scenario = load("the-offer", POLICIES, {"calendar.turns": 48})
    game, broke = Imposed(scenario, named_offer(scenario, 1, "ceasefire-guarantee"), runs=range(100)), np.zeros(2)
    while game.turn < scenario.turns:
        before = game.world
        game.step()
        over = (before.signed[:, 0] > 0.0) & (game.world.signed[:, 0] == 0.0)
        broke = broke + (game.world.breaches - before.breaches)[over].sum(axis=0)
    protected = [scenario.board.states[state] for state in scenario.board.quarrels[0]].index("UKR")
    assert broke[protected] > 0.85 * broke.sum() > 30.0
