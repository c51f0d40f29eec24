"""Diplomacy: offers and answers, what a deal does turn by turn, how it is broken, and who decides on what follows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import worlds
from negotiated import (
    CEASEFIRE_NOW,
    LEAVE_B1,
    PACT,
    RELIEF,
    Play,
    fought,
    mediated,
    offer,
    sanctioned,
    signed,
)
from wargame.explain import KINDS, outcome, told_of
from wargame.explain import men as told
from wargame.explain.end import kinds
from wargame.measures import value
from wargame.rules.diplomacy import ARMISTICE, CEASEFIRE, PEACE, TRUCE, WAR
from wargame.world import under_arms


def test_an_offer_that_both_take_is_a_ceasefire_from_that_turn_on() -> None:
    play = signed(mediated(), CEASEFIRE_NOW)
    assert (play.stage, play.world.war.max(), play.world.signed[0, 0]) == (CEASEFIRE, 0.0, 1.0)
    line, dead = play.world.control.copy(), play.world.losses.copy()
    play.turn("RED attack B1 1", "BLU attack B1 1", times=3)
    np.testing.assert_array_equal(play.world.control, line)
    np.testing.assert_array_equal(play.world.losses, dead)


@pytest.mark.parametrize(
    "answers", [["RED answer RED-BLU:GLD 1"], ["RED answer RED-BLU:GLD 1", "BLU answer RED-BLU:GLD -1"]]
)
def test_a_mediator_imposes_nothing(answers: list[str]) -> None:
    play = mediated().turn(offer("GLD", CEASEFIRE_NOW, mediator="GLD"), *answers)
    assert (play.stage, play.world.war.max(), play.world.open.max()) == (WAR, 1.0, 0.0)


@pytest.mark.parametrize(("alone", "answers", "stage"), [(1.0, [], CEASEFIRE), (0.0, [], WAR), (0.0, [1], CEASEFIRE)])
def test_a_separate_peace_is_made_where_the_rule_allows_it(alone: float, answers: list[int], stage: int) -> None:
    wars = [["RED", "BLU"], ["RED", "GLD"]]
    play = Play(worlds.duel(wars=wars, rules={"diplomacy": {"alone": alone}}))
    allies = [f"GLD answer RED-BLU:BLU {said}" for said in answers]
    assert play.turn(offer("BLU", CEASEFIRE_NOW), "RED answer RED-BLU:BLU 1", *allies).stage == stage


def test_a_party_does_not_answer_its_own_offer() -> None:
    play = mediated().turn(offer("RED", CEASEFIRE_NOW), "RED answer RED-BLU:RED -1", "BLU answer RED-BLU:RED 1")
    assert play.stage == CEASEFIRE
    assert play.refused == [("RED answer RED-BLU:RED", "no offer there that it is asked about")]


def test_an_offer_stands_as_long_as_it_says() -> None:
    lasting = mediated().turn(offer("RED", CEASEFIRE_NOW, {"clause": "expires", "after": 2}))
    assert lasting.turn().turn("BLU answer RED-BLU:RED 1").stage == CEASEFIRE
    late = mediated().turn(offer("RED", CEASEFIRE_NOW, {"clause": "expires", "after": 2})).turn(times=2)
    assert late.turn("BLU answer RED-BLU:RED 1").stage == WAR
    assert mediated().turn(offer("RED", CEASEFIRE_NOW)).turn("BLU answer RED-BLU:RED 1").stage == WAR


def test_whoever_announces_a_counter_offer_has_the_word_again_in_the_same_turn() -> None:
    play = mediated()

    def answer(request: Any) -> Any:
        rounds = sum(done.moment == "propose" for done in request.done)
        if request.moment == "propose" and not rounds:
            return worlds.parsed([offer("RED", CEASEFIRE_NOW, {"clause": "prisoners"})], request.world)
        if request.moment == "propose":
            return worlds.parsed([offer("BLU", CEASEFIRE_NOW), offer("GLD", CEASEFIRE_NOW)], request.world)
        if request.moment == "answer":
            told = "BLU answer RED-BLU:RED -0.5" if rounds == 1 else "RED answer RED-BLU:BLU 1"
            return worlds.parsed([told], request.world)
        return request.nothing

    played = worlds.answered(play.scenario, play.world, play.source, answer)
    assert [done.moment for done in played.done][:4] == ["propose", "answer", "propose", "answer"]
    assert played.world.stage[0, 0] == CEASEFIRE
    assert played.world.since.tolist() == [[1.0, 1.0, 0.0]]  # the mediator did not have the word


@pytest.mark.parametrize(
    ("clauses", "why"),
    [
        ([{"clause": "withdraw", "by": "BLU", "regions": ["R1"]}, CEASEFIRE_NOW], "what it does not hold"),
        ([{"clause": "withdraw", "by": "BLU", "regions": ["B1", "B2", "B3"]}, CEASEFIRE_NOW], "all that it has"),
        ([{"clause": "recognise", "by": "RED", "regions": ["B3"]}, CEASEFIRE_NOW], "what it neither holds nor claims"),
    ],
)
def test_no_deal_gives_what_is_not_there_or_is_the_end_of_its_party(clauses: list[Any], why: str) -> None:
    play = signed(mediated(), *clauses)
    assert play.stage == WAR, why
    assert play.refused[0][0] == "GLD offer RED-BLU"


def test_ground_passes_by_a_withdrawal_and_never_more_than_is_held() -> None:
    play = fought()
    held = worlds.share(play.world, "RED", "B1")
    assert held > 0.05
    signed(play, CEASEFIRE_NOW, LEAVE_B1)
    assert worlds.share(play.world, "RED", "B1") == pytest.approx(0.5 * held)
    play.turn(times=2)
    assert worlds.share(play.world, "RED", "B1") == pytest.approx(0.0, abs=1e-12)
    assert np.asarray(play.world.control).sum(axis=1) == pytest.approx(1.0)


def test_measures_are_lifted_by_their_share_and_come_back_as_they_were_when_the_deal_is_broken() -> None:
    play = sanctioned()
    before = value(play.world, "pressure/RED")[0]
    relief = {**RELIEF, "snap_back": "automatic"}
    signed(play, CEASEFIRE_NOW, relief)
    level = play.world.measures.level.sum()
    assert level == pytest.approx(0.3)
    play.turn(times=2)
    assert value(play.world, "pressure/RED")[0] < before
    play.turn("RED resume RED-BLU 1")
    assert (play.stage, play.world.war.max()) == (WAR, 1.0)
    assert play.world.measures.level.sum() == pytest.approx(0.6)
    assert play.world.remitted.max() == 0.0


def test_relief_waits_for_its_milestone() -> None:
    step = {**RELIEF, "after": 2, "milestone": "ceasefire holds"}
    play = signed(sanctioned(), CEASEFIRE_NOW, step)
    levels = [play.world.measures.level.sum(), *(play.turn().world.measures.level.sum() for _ in range(3))]
    assert levels == pytest.approx([0.6, 0.6, 0.3, 0.3])


@pytest.mark.parametrize(
    ("rule", "votes", "back"),
    [
        ("unanimity", ["BLU restore RED:PACT 1", "GLD restore RED:PACT 1"], True),
        ("unanimity", ["BLU restore RED:PACT 1", "GLD restore RED:PACT -1"], False),
        ("unanimity", [], False),
        ("majority", ["BLU restore RED:PACT 1"], True),
    ],
)
def test_snap_back_by_vote_can_be_vetoed(rule: str, votes: list[str], back: bool) -> None:
    play = signed(sanctioned(rule), CEASEFIRE_NOW, {**RELIEF, "snap_back": "by vote"})
    play.turn("RED resume RED-BLU 1")
    assert play.world.measures.level.sum() == pytest.approx(0.3)
    play.turn(*votes)
    assert play.world.measures.level.sum() == pytest.approx(0.6 if back else 0.3)
    assert play.turn("BLU restore RED:PACT 1", "GLD restore RED:PACT 1").refused  # the vote was held once


def test_whoever_lifts_measures_must_consent() -> None:
    play = sanctioned()
    yes = ["RED answer RED-BLU:GLD 1", "BLU answer RED-BLU:GLD 1"]
    assert play.turn(offer("GLD", CEASEFIRE_NOW, RELIEF, mediator="GLD"), *yes).stage == WAR
    assert signed(play, CEASEFIRE_NOW, RELIEF).stage == CEASEFIRE


def test_a_ceasefire_that_holds_becomes_an_armistice_and_call_ups_stop() -> None:
    play = signed(fought(), CEASEFIRE_NOW)
    play.turn(times=4)
    assert play.stage == CEASEFIRE
    assert not play.turn("RED mobilise 1").refused
    assert play.stage == ARMISTICE
    assert play.turn("RED mobilise 1").refused


def test_a_ceasefire_ends_in_a_day_and_an_armistice_with_notice() -> None:
    assert signed(mediated(), CEASEFIRE_NOW).turn("RED resume RED-BLU 1").stage == WAR
    play = signed(fought(), CEASEFIRE_NOW).turn(times=6)
    assert play.turn("RED resume RED-BLU 1").stage == ARMISTICE
    assert play.turn().stage == WAR


def test_peace_leaves_no_title_open_and_nobody_ends_it_by_an_order() -> None:
    play = fought()
    assert signed(play, CEASEFIRE_NOW).turn(times=8).stage == ARMISTICE
    title = {"clause": "recognise", "by": "BLU", "regions": ["B1"], "level": "de jure"}
    assert signed(play, CEASEFIRE_NOW, title).turn(times=8).stage == PEACE
    assert play.turn("RED resume RED-BLU 1").refused
    assert play.stage == PEACE


def test_in_a_local_truce_the_zone_is_left_alone_and_the_war_goes_on_elsewhere() -> None:
    zone = {"clause": "demilitarise", "by": "RED", "regions": ["B1"], "level": "no heavy arms"}
    play = signed(mediated(), zone)
    assert (play.stage, play.world.war.max()) == (TRUCE, 1.0)
    assert play.turn("RED attack B1 1").refused
    play.turn(times=3)
    assert play.stage == WAR
    assert not play.turn("RED attack B1 1").refused


def test_each_way_of_being_at_rest_is_told_apart() -> None:
    play = fought()
    told = [kinds(play.world)[0], kinds(signed(play, CEASEFIRE_NOW).world)[0], kinds(play.turn(times=6).world)[0]]
    assert [list(KINDS)[kind] for kind in told] == ["war", "ceasefire", "armistice"]
    assert outcome([play.world], play.scenario.dates).kind == "armistice"


def test_what_is_broken_in_secret_is_found_the_sooner_the_better_it_is_watched() -> None:
    def months(*clauses: Mapping[str, Any]) -> float:
        found = []
        for seed in range(12):
            play = signed(Play(worlds.duel(mediators=["GLD"]), seed), CEASEFIRE_NOW, *clauses)
            for _month in range(12):
                if play.turn("RED renege RED-BLU 1").world.breaches[0, 0] > 0.0:
                    break
            found.append(_month)
        return float(np.mean(found))

    assert months({"clause": "monitor", "level": "armed mission"}) < 0.6 * months()


@pytest.mark.parametrize(("lost", "stage"), [(False, CEASEFIRE), (True, WAR)])
def test_what_has_happened_since_an_offer_was_tabled_counts_when_it_is_taken(lost: bool, stage: int) -> None:
    play = fought().turn(offer("RED", CEASEFIRE_NOW, LEAVE_B1, {"clause": "expires", "after": 3}))
    if lost:  # what Red offered to leave is no more its own to leave
        control = play.world.control + 0.0
        for state, share in (("RED", 0.0), ("BLU", 1.0)):
            control[(0, *worlds.at(play.world, state, "B1"))] = share
        play.world = replace(play.world, control=control)
    assert play.turn("BLU answer RED-BLU:RED 1").stage == stage


def test_a_withdrawal_stalls_as_long_as_the_party_reneges() -> None:
    play = fought()
    held = worlds.share(play.world, "RED", "B1")
    signed(play, CEASEFIRE_NOW, LEAVE_B1)
    play.turn("RED renege RED-BLU 1", times=4)
    assert worlds.share(play.world, "RED", "B1") == pytest.approx(0.5 * held)


def test_offering_aloud_to_give_up_land_costs_support_and_in_secret_it_does_not() -> None:
    def support(*orders: str) -> float:
        states = {"RED": {"stakes": {"publicity": 1.0}, "worth": {"B1": 1.0}}}
        play = Play(worlds.duel(states=states, rules={"diplomacy": {"leak": 0.0}})).turn("RED attack B1 1", times=3)
        return worlds.of(play.turn(*orders).world, "support", "RED")

    aloud, hushed, nothing = (
        support(offer("RED", LEAVE_B1)),
        support(offer("RED", LEAVE_B1, channel="secret")),
        support(),
    )
    assert aloud < hushed == nothing


def test_a_secret_offer_that_leaks_costs_as_much_as_one_made_aloud() -> None:
    def support(leak: float, **how: str) -> float:
        states = {"RED": {"stakes": {"publicity": 1.0}, "worth": {"B1": 1.0}}}
        play = Play(worlds.duel(states=states, rules={"diplomacy": {"leak": leak}})).turn("RED attack B1 1", times=3)
        return worlds.of(play.turn(offer("RED", LEAVE_B1, **how)).world, "support", "RED")

    assert support(1.0, channel="secret") == support(0.0)


def test_a_deal_keeps_arms_and_call_ups_away_from_whom_it_binds() -> None:
    bound = [
        {"clause": "unaided", "by": "BLU", "level": "none"},
        {"clause": "cap", "by": "BLU", "level": "half strength"},
    ]
    play = signed(mediated(), CEASEFIRE_NOW, *bound)
    assert {what for what, _ in play.turn("GLD aid BLU 0.1", "BLU mobilise 1").refused} == {
        "GLD aid BLU",
        "BLU mobilise",
    }


def _men(play: Play) -> float:
    """Blue's men under arms, thousand."""
    world, b = play.world, play.scenario.board
    return float(under_arms(world.forces, world.reserve, world.training, b)[0, b.states.index("BLU")])


@pytest.mark.parametrize(
    ("level", "left"), [("peacetime strength", 1.0), ("half strength", 0.5), ("border guard only", 0.1)]
)
def test_men_above_a_cap_go_home_once_the_fighting_stops_and_none_below_it(level: str, left: float) -> None:
    peace = 20.0
    scenario = {"states": {"BLU": {"personnel": 1000.0 * peace}}}
    play = signed(mediated(**scenario), CEASEFIRE_NOW, {"clause": "cap", "by": "BLU", "level": level})

    def people() -> float:
        return _men(play) + worlds.of(play.world, "manpower", "BLU") + worlds.of(play.world, "losses", "BLU")

    before, all_ = _men(play), people()
    play.turn()
    assert before > left * peace
    assert _men(play) == pytest.approx(before - 0.2 * (before - left * peace), rel=0.03)
    assert play.played is not None
    sentence = f"{play.scenario.names()['BLU']} sends home {told(before - _men(play))}"
    assert (sentence in told_of(play.world, play.played, play.scenario)) == (before - _men(play) >= 1.0)
    play.turn(times=40)
    assert _men(play) == pytest.approx(left * peace, rel=0.01)
    assert people() == pytest.approx(all_)


def test_nobody_goes_home_without_a_cap_or_while_a_party_reneges() -> None:
    def men(*orders: str, capped: bool = True) -> float:
        cap = [{"clause": "cap", "by": "BLU", "level": "border guard only"}] if capped else []
        play = signed(mediated(), CEASEFIRE_NOW, *cap)
        before = _men(play)
        return _men(play.turn(*orders, times=6)) / before

    assert men(capped=False) == pytest.approx(1.0)
    assert men("BLU renege RED-BLU 1") == pytest.approx(1.0)
    assert men("BLU renege RED-BLU 0.5") > men() + 0.1


def test_money_for_reconstruction_comes_over_a_year() -> None:
    paid = {"clause": "rebuild", "by": "GLD", "to": "BLU", "amount": 12.0}
    story = [signed(mediated(), CEASEFIRE_NOW, paid)]
    first = worlds.of(story[0].world, "rebuilt", "BLU")
    assert first == pytest.approx(1.0, abs=0.05)
    assert worlds.of(story[0].turn(times=13).world, "rebuilt", "BLU") == 0.0


def test_a_guarantee_that_is_called_on_alarms_the_alliance() -> None:
    def alarm(*clauses: Mapping[str, Any]) -> float:
        play = signed(mediated(alliances={"PACT": PACT}), CEASEFIRE_NOW, *clauses)
        return float(play.turn("RED resume RED-BLU 1").world.alarm[0, 0])

    assert alarm({"clause": "guarantee", "by": "PACT", "to": "BLU", "level": "treaty of alliance"}) > alarm() + 0.4


def test_offers_made_in_secret_are_seen_by_those_they_concern() -> None:
    from wargame.observe import view

    play = mediated(rules={"diplomacy": {"leak": 0.0}}).turn(offer("RED", CEASEFIRE_NOW, channel="secret"))
    seen = {
        seat: view(play.world, play.scenario.params, play.source.at(1), [index]).tabled[0, 0].any()
        for index, seat in enumerate(play.scenario.board.states)
    }
    assert seen == {"RED": True, "BLU": True, "GLD": False}


def test_the_calendar_tables_what_the_scenario_offers() -> None:
    told = {"turn": 2, "by": "GLD", "terms": {"between": ["RED", "BLU"], "mediator": "GLD", "clauses": [CEASEFIRE_NOW]}}
    scenario = worlds.duel(offers=[told])
    play = Play(scenario)
    assert play.scenario.board.tables[-1] == (0, 2)
