"""Hosting: a mediator calls the parties of a war to talks, and what is said there is mediated; nothing is imposed."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import worlds
from negotiated import CEASEFIRE_NOW, PACT, RELIEF, SANCTIONING, Play, mediated, offer, sanctioned
from wargame.axes import Array
from wargame.calculus.deal import Ledger, case_of, judge, outlook
from wargame.calculus.talks import Talks
from wargame.errors import Impossible
from wargame.explain import digest
from wargame.game import Game
from wargame.heard import Heard, titled
from wargame.observe import view
from wargame.offers import Offer
from wargame.orders import parsed
from wargame.rules.diplomacy import CEASEFIRE, WAR, may_host
from wargame.scenario import Scenario
from wargame.stakes import FACTORS
from wargame.terms import cells, unpacked

CALL = "GLD host RED-BLU 1"
RUNS = range(12)


def mediator(play: Play, table: int = 0) -> int:
    """Who mediates what lies at a table, counted from 1."""
    return int(cells(play.world.tabled, "mediator", play.world.board)[0, table])


# What it does


def test_offers_between_parties_who_are_called_together_are_mediated_by_the_host() -> None:
    called = mediated().turn(CALL)
    assert mediator(called.turn(offer("RED", CEASEFIRE_NOW))) == 1 + called.world.board.states.index("GLD")
    assert mediator(called.turn(offer("RED", CEASEFIRE_NOW))) == 0  # the talks are over after a turn
    assert mediator(mediated().turn(CALL, offer("RED", CEASEFIRE_NOW))) == 0  # nobody has come yet


def ledger(play: Play) -> Ledger:
    """How the parties judge what Red tabled."""
    numbers, world, parties = Talks(), play.world, play.world.board.quarrels[0]
    seen = view(world, play.scenario.params, play.source.at(world.turn), range(4))
    ahead = outlook(case_of(seen, play.scenario.params, numbers, parties), numbers)
    return judge(ahead, unpacked(world.tabled[:, 0, :], world.board, parties), numbers)


def test_it_counts_in_the_ledger_as_a_mediator_that_is_named_and_no_more() -> None:
    relief = offer("RED", CEASEFIRE_NOW, RELIEF)
    named = offer("RED", CEASEFIRE_NOW, RELIEF, mediator="GLD")
    alone, hosted, both = (
        ledger(sanctioned().turn(first).turn(second))
        for first, second in (("BLU mobilise 0", relief), (CALL, relief), (CALL, named))
    )
    np.testing.assert_array_equal(hosted.contribution, both.contribution)
    more = hosted.contribution[0, 0] - alone.contribution[0, 0]
    moved = {factor for factor, by in zip(FACTORS, more, strict=True) if by != 0.0}
    assert "sanctions" in moved  # what is promised before a witness is believed
    assert moved <= {"sanctions", "standing", "leverage"}  # what waiting is worth goes by what the deal is worth
    assert hosted.probability[0, 0] > alone.probability[0, 0]


@pytest.mark.parametrize("named", [{}, {"mediator": "GLD"}])
def test_a_host_has_no_say_in_what_the_parties_agree(named: dict[str, Any]) -> None:
    told = [offer("RED", CEASEFIRE_NOW, **named), "BLU answer RED-BLU:RED 1"]
    assert mediated().turn(CALL).turn(*told).stage == CEASEFIRE
    assert mediated().turn(*told).stage == (WAR if named else CEASEFIRE)  # who did not host is asked for its name


def test_what_a_host_itself_gives_takes_its_consent() -> None:
    guarantee = {"clause": "guarantee", "by": "GLD", "to": "BLU", "level": "treaty of alliance"}
    told = [offer("RED", CEASEFIRE_NOW, guarantee), "BLU answer RED-BLU:RED 1"]
    assert mediated().turn(CALL).turn(*told).stage == WAR
    assert mediated().turn(CALL).turn(*told, "GLD answer RED-BLU:RED 1").stage == CEASEFIRE


@pytest.mark.parametrize(("sheltered", "leaks"), [(0.0, 0.0), (1.0, 1.0)])
def test_what_is_said_in_secret_at_a_host_s_table_leaks_less(sheltered: float, leaks: float) -> None:
    rules = {"diplomacy": {"leak": 1.0, "sheltered": sheltered}}
    secret = offer("RED", CEASEFIRE_NOW, channel="secret")
    answer = "BLU answer RED-BLU:RED -1"
    assert mediated(rules=rules).turn(CALL).turn(secret, answer).world.leaked[0, 0] == leaks
    assert mediated(rules=rules).turn(secret, answer).world.leaked[0, 0] == 1.0


def test_a_host_hears_what_is_said_in_secret_at_its_table() -> None:
    def heard(*first: str) -> bool:
        secret = offer("RED", CEASEFIRE_NOW, channel="secret")
        play = mediated(rules={"diplomacy": {"leak": 0.0}}).turn(*first).turn(secret)
        gold = play.world.board.states.index("GLD")
        return bool(view(play.world, play.scenario.params, play.source.at(2), [gold]).tabled.any())

    assert heard(CALL)
    assert not heard()


# Who may


BODY = {"alliances": {"PACT": PACT}}


@pytest.mark.parametrize("seat", ["RED", "PACT"])
def test_who_does_not_mediate_can_t_host_and_is_told_who_can(seat: str) -> None:
    with pytest.raises(Impossible) as told:
        mediated(**BODY).turn(f"{seat} host RED-BLU 1")
    assert "can give no order 'host' for RED-BLU; nearest is 'GLD host RED-BLU'" in told.value.reason


def test_a_state_that_is_at_war_mediates_nowhere() -> None:
    with pytest.raises(Impossible):
        mediated(wars=[["RED", "BLU"], ["RED", "GLD"]]).turn(CALL)


def test_nobody_hosts_talks_on_a_war_that_is_over() -> None:
    play = mediated().turn(offer("RED", CEASEFIRE_NOW), "BLU answer RED-BLU:RED 1")
    assert play.turn(CALL).refused == [("GLD host RED-BLU", "no war there that goes on, or not its turn to speak")]
    assert not play.world.hosted.any()


def test_it_is_legal_for_mediators_in_the_first_round_alone() -> None:
    world = mediated().world
    assert may_host(world).tolist() == [[0.0, 0.0, 1.0]]
    assert not may_host(world, later=True).any()


def test_of_two_that_call_at_once_one_hosts_and_an_offer_names_one() -> None:
    play = Play(worlds.duel(mediators=["PACT", "GLD"], alliances={"PACT": SANCTIONING}))
    play.turn(CALL, "PACT host RED-BLU 1").turn(offer("RED", CEASEFIRE_NOW))
    seats = (*play.world.board.states, *play.world.board.forum.alliances)
    assert seats[mediator(play) - 1] == "PACT"  # the first of the scenario's
    play.turn(CALL).turn(offer("RED", CEASEFIRE_NOW, mediator="PACT"), "BLU answer RED-BLU:RED 1")
    assert seats[mediator(play) - 1] == "PACT"  # whom the party named
    assert play.stage == WAR  # and who has not said yes


def test_who_hosts_imposes_nothing() -> None:
    for orders in ([], ["RED attack B1 1"]):
        with_, without = mediated(), mediated()
        for _ in range(4):
            with_.turn(CALL, *orders)
            without.turn(*orders)
            assert worlds.differing(with_.world, without.world) == ["hosted"]


# Who does, and who comes


def dreary(**more: Any) -> Scenario:
    """A duel that wears both parties out."""
    tired = {"weariness": 0.7}
    return worlds.duel(states={"RED": tired, "BLU": tired}, mediators=["GLD"], **more)


def tabling(scenario: Scenario, turns: int, **seats: str) -> Array:
    """The parties that table something in a turn, `[R,2]`, all seats being played by doctrine but for some."""
    game = Game(scenario, seats={"all": "doctrine", **seats}, runs=RUNS)
    for _ in range(turns):
        game.step()
    return np.asarray(game.world.since)[:, :2] == turns


def test_parties_that_are_called_look_for_a_deal_out_of_their_time() -> None:
    script = [{"month": "2030-01", "seat": "GLD", "host": ["RED-BLU"]}, {"month": "2031-12", "seat": "GLD"}]
    called, left = (tabling(dreary(script=told), 2, GLD="script") for told in (script, script[1:]))
    assert called.any(axis=0).all()
    assert not left.any()


def test_a_party_that_was_refused_of_late_does_not_come_forward_for_being_called() -> None:
    play = Play(dreary())
    play.turn(CALL, offer("RED", CEASEFIRE_NOW), "BLU answer RED-BLU:RED -1")
    policy = worlds.policy("doctrine", play.scenario)
    request = worlds.requested(play.scenario, play.world, play.source, "propose")
    asked = policy.decide(request.view(range(3)), range(3), "propose", request.legal, request.params, request.draws)
    assert asked.offer[0, 0, 0] == 0.0
    assert asked.offer[0, 1, 0] > 0.0


def calls(scenario: Scenario, turns: int) -> tuple[Array, Array, Array]:
    """By turn, where Gold calls to talks, tables something, and has just been refused, each `[T,R]`."""
    game, told = Game(scenario, seats={"all": "doctrine"}, runs=RUNS), []
    for turn in range(1, turns + 1):
        refused = np.asarray(game.world.refused)[:, 2] == max(turn - 1, 1)
        game.step()
        told.append((game.world.hosted[:, 2] == turn + 1, game.world.since[:, 2] == turn, refused))
    called, tabled, after = (np.array(x) for x in zip(*told, strict=True))
    return called, tabled, after


@pytest.fixture(scope="module")
def offered() -> Scenario:
    """The mediator's turns in the war that the flagship's offer is made in."""
    from wargame.policies import POLICIES
    from wargame.scenario import load

    return load("the-offer", POLICIES)


def test_a_mediator_calls_after_a_refusal_or_where_it_has_nothing_fair_and_rests_between(offered: Scenario) -> None:
    called, tabled, after = calls(offered, 16)
    assert called.any(axis=0).all()
    assert not (called & tabled).any()
    looks = np.array([(turn - 1) % 6 == 5 for turn in range(1, 17)])[:, None]  # in between the parties'
    assert (called <= (after | looks)).all()
    for run in range(called.shape[1]):
        assert (np.diff(np.flatnonzero(called[:, run])) >= 6).all()


def test_no_mediator_calls_to_talks_on_a_war_that_hurts_nobody() -> None:
    assert calls(dreary(), 12)[0].any()
    assert not calls(dreary(policies={"doctrine": {"hurting": 9.0, "fed_up": 0.9}}), 12)[0].any()


@pytest.mark.parametrize("policy", ["doctrine", "random"])
def test_a_run_is_hosted_alone_as_in_a_block(offered: Scenario, policy: str) -> None:
    block, alone = (Game(offered, seats={"all": policy}, runs=runs) for runs in (range(4), [2]))
    for _ in range(10):
        block.step()
        alone.step()
    assert block.world.hosted[2].any()
    assert worlds.differing(block.world, alone.world, 2, 0) == []


# What is told


def test_who_calls_and_at_whose_table_an_offer_is_made_is_told() -> None:
    play = mediated()
    before = play.world
    play.turn(CALL)
    assert play.played is not None
    assert "GLD calls RED and BLU to talks." in digest(before, play.played, play.scenario)
    before = play.world
    play.turn(offer("RED", CEASEFIRE_NOW))
    assert "RED offers BLU a deal at talks that GLD hosts." in digest(before, play.played, play.scenario)


def test_everyone_sees_who_is_called() -> None:
    play = mediated(**BODY).turn(CALL)
    for seat in range(4):
        seen = view(play.world, play.scenario.params, play.source.at(1), [seat])
        assert seen.hosted.tolist() == [[0.0, 0.0, 2.0]]


def test_what_is_heard_at_a_host_s_table_is_heard_as_mediated_and_keeps_its_title() -> None:
    play, heard = mediated().turn(CALL), Heard()
    board, line = play.world.board, offer("RED", CEASEFIRE_NOW)
    terms = unpacked(parsed([line], play.world).offer[:, 0, :], board, board.quarrels[0])
    scenario = replace(play.scenario, offers=(Offer(2, board.states.index("RED"), "public", "The plan", terms),))
    play.turn(line)
    assert play.played is not None
    for done in play.played.done:
        heard.hear(done)
    assert [int(one.offer.terms.mediator[0]) for one in heard.offers] == [1 + board.states.index("GLD")]
    assert titled(heard.offers[0], scenario).title == "The plan"
