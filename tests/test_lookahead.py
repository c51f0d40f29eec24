"""Lookahead: an offer judged by playing the rulebook on copies of what a seat believes, and on nothing else."""

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

import worlds
from hidden import elsewhere
from wargame.analysis.offers import judged
from wargame.axes import Array
from wargame.calculus.deal import FACTORS, Ledger, case_of, judge, outlook
from wargame.cli import called
from wargame.draws import Draws, Purpose, Repeated, Whims, imagined
from wargame.game import Game
from wargame.observe import View, blinded, of_rows, view
from wargame.offers import Offer
from wargame.policies import POLICIES
from wargame.policies.lookahead import Lookahead
from wargame.policies.lookahead.imagined import imagined as imagined_world
from wargame.policies.lookahead.signed import Signed, carried_out, signed
from wargame.scenario import Scenario, load
from wargame.terms import Terms, none, stacked
from wargame.world import World, digest, leaves

SIZES = {"S": 5, "H": 2, "N": 7, "C": 4, "D": 6, "W": 2, "Q": 9, "P": 4, "X": 2, "A": 3}


@cache
def lesson() -> Scenario:
    return load("classroom", POLICIES)


def thinker(scenario: Scenario, copies: int = 16, horizon: int = 3) -> Lookahead:
    """The policy with few copies and turns, so that a test is quick."""
    policy = POLICIES["lookahead"](scenario)
    assert isinstance(policy, Lookahead)
    return replace(policy, copies=np.float64(copies), horizon=np.float64(horizon))


def game_at(scenario: Scenario, turn: int, runs: Sequence[int] = (0,)) -> Game:
    game = Game(scenario, runs=runs)
    for _ in range(turn - 1):
        game.step()
    return game


def look(scenario: Scenario, world: World, source: Draws, turn: int) -> View:
    return view(world, scenario.params, source.at(turn), range(len(scenario.seats)))


def told(scenario: Scenario, game: Game, terms: Terms, turn: int, **changes: int) -> Ledger:
    seen = look(scenario, game.world, game.source, turn)
    return thinker(scenario, **changes).judgement(seen, terms, scenario.params, game.source.at(turn))


def quarrel() -> tuple[int, int]:
    return lesson().offers[0].quarrel


def land(scenario: Scenario, ids: Sequence[str]) -> Array:
    return np.array([1.0 if region in ids else 0.0 for region in scenario.board.regions[: scenario.board.contested]])


def ceasefire(after: float = 0.0) -> Terms:
    return replace(none(lesson().board, quarrel()), cease=np.ones(1), cease_after=np.full(1, after))


def of_party(ledger: Ledger, party: int) -> list[bytes]:
    arrays = [getattr(ledger, name) for name in ("taken", "going_on", "weight", "score", "probability")]
    return [np.ascontiguousarray(x[:, party]).tobytes() for x in arrays]


# The ledger


@pytest.mark.parametrize(("scenario", "turn"), [("classroom", 3), ("the-offer", 1)])
def test_with_no_turn_played_it_is_the_closed_form(scenario: str, turn: int) -> None:
    loaded = load(scenario, POLICIES)
    policy, game, terms = thinker(loaded, 2, 0), game_at(loaded, turn, range(2)), loaded.offers[0].terms
    seen = look(loaded, game.world, game.source, turn)
    ahead = outlook(case_of(seen, loaded.params, policy.judge, terms.quarrel), policy.judge)
    closed, played = (
        judge(ahead, terms, policy.judge),
        policy.judgement(seen, terms, loaded.params, game.source.at(turn)),
    )
    for name in ("taken", "going_on", "weight", "score", "probability"):
        np.testing.assert_allclose(getattr(played, name), getattr(closed, name), atol=1e-12, err_msg=name)


def test_what_is_played_moves_the_ledger() -> None:
    game, terms = game_at(lesson(), 3), lesson().offers[0].terms
    closed, played = (told(lesson(), game, terms, 3, horizon=turns) for turns in (0, 3))
    moved = [name for k, name in enumerate(FACTORS) if np.abs(played.going_on - closed.going_on)[..., k].max() > 1e-4]
    assert {"territory", "conflict", "support", "standing"} <= set(moved)


def test_the_score_is_the_sum_of_the_contributions() -> None:
    game, policy = game_at(lesson(), 2, range(3)), thinker(lesson())
    ledger = told(lesson(), game, lesson().offers[0].terms, 2)
    assert ledger.score.shape == (3, 2)
    assert ledger.score.tobytes() == np.sum(ledger.contribution, axis=2).tobytes()
    odds = 1.0 / (1.0 + np.exp(-ledger.score / policy.judge.temperature))
    free = ~np.any(np.stack(list(ledger.vetoes.values())) > 0.0, axis=0)
    np.testing.assert_allclose(ledger.probability, np.where(free, odds, 0.0), rtol=1e-12)


def test_a_deal_in_which_nothing_is_agreed_brings_what_going_on_brings() -> None:
    ledger = told(lesson(), game_at(lesson(), 2), none(lesson().board, quarrel()), 2)
    np.testing.assert_allclose(ledger.score, 0.0, atol=1e-12)


def test_a_later_ceasefire_leaves_more_months_of_fighting_to_pay_for() -> None:
    game = game_at(lesson(), 2)
    at_once, later = (told(lesson(), game, ceasefire(after), 2) for after in (0.0, 2.0))
    conflict = FACTORS.index("conflict")
    assert np.all(later.taken[..., conflict] < at_once.taken[..., conflict] - 1e-3)
    assert np.all(at_once.going_on[..., conflict] == later.going_on[..., conflict])


def test_who_has_nothing_to_gain_by_fighting_takes_a_generous_deal_and_refuses_surrender() -> None:
    beaten = load("classroom", POLICIES, {"states.MER.stakes.odds": 0.1, "states.MER.stakes.evidence": 60})
    board, game = beaten.board, game_at(beaten, 1)
    west = land(beaten, ["VAL-EAST"])
    base = replace(none(board, quarrel()), cease=np.ones(1))
    generous = replace(base, relief=np.zeros_like(base.relief), recognise=base.recognise + 0.0)
    generous.relief[..., 0] = 1.0
    generous.recognise[0, 1] = west
    surrender = replace(base, withdraw=base.withdraw + 0.0, neutral=base.neutral + 0.0, cap=base.cap + 0.0)
    surrender.withdraw[0, 0] = 1.0
    surrender.neutral[0, 0] = surrender.cap[0, 0] = 1.0
    ledger = told(beaten, game, stacked([generous, surrender]), 1)
    assert ledger.probability[0, 0] > 0.5
    assert ledger.probability[1, 0] < 0.05


# Nothing leaks


@pytest.mark.parametrize(("scenario", "turn"), [("classroom", 4), ("the-offer", 3)])
def test_what_a_party_can_t_see_changes_no_bit_of_its_judgement(scenario: str, turn: int) -> None:
    loaded = load(scenario, POLICIES)
    game, chance, terms = game_at(loaded, turn, range(2)), np.random.default_rng(3), loaded.offers[0].terms
    policy, here = thinker(loaded), game.source.at(turn)
    own = policy.judgement(look(loaded, game.world, game.source, turn), terms, loaded.params, here)
    for party, seat in enumerate(terms.quarrel):
        other = stirred_inside(elsewhere(game.world, seat, chance), chance)
        assert digest(other) != digest(game.world)
        seen = look(loaded, other, game.source, turn)
        assert of_party(own, party) == of_party(policy.judgement(seen, terms, loaded.params, here), party)
        assert of_party(own, 1 - party) != of_party(policy.judgement(seen, terms, loaded.params, here), 1 - party)


def stirred_inside(world: World, chance: np.random.Generator) -> World:
    """The world with all that no view shows changed, but for what an observer misreads."""
    shown = {item.name for item in fields(View)} | {"bias"}
    inside = {name: x for name, owner, x in leaves(world) if "." not in name and name not in shown}
    assert {"quality", "place", "ordered", "unrest", "fatigue", "coming"} <= set(inside)
    return replace(world, **{name: x + chance.uniform(0.1, 0.9, x.shape) for name, x in inside.items()})


class Otherwise(Draws):
    """Chance whose turns to come are those of another seed."""

    def __init__(self, source: Draws, now: int) -> None:
        super().__init__(source.seed, source.runs, source.sizes)
        self.now, self.later = now, Draws(source.seed + 1, source.runs, source.sizes)

    def read(self, purpose: Purpose, turn: int) -> Array:
        return super().read(purpose, turn) if turn < self.now else self.later.read(purpose, turn)


def test_draws_to_come_change_no_bit_of_a_judgement() -> None:
    game, terms, policy = game_at(lesson(), 3), lesson().offers[0].terms, thinker(lesson())
    seen, other = look(lesson(), game.world, game.source, 3), Otherwise(game.source, 3)
    assert game.source.at(3).normal("luck").tobytes() != other.at(3).normal("luck").tobytes()
    chances = (game.source.at(3), other.at(3), Whims(game.source.at(3)))
    own, *others = (policy.judgement(seen, terms, lesson().params, chance) for chance in chances)
    for ledger in others:
        assert all(of_party(ledger, party) == of_party(own, party) for party in (0, 1))


def test_a_party_sees_its_own_figures_in_its_copies_and_what_is_public() -> None:
    game, seat = game_at(lesson(), 4), quarrel()[0]
    source = game.source.at(4)
    seen = blinded(look(lesson(), game.world, game.source, 4), [seat])
    copy = imagined_world(seen, lesson().world, lesson().params, seat, source.imagined(seat, 1, [0]), 4)
    for name in ("reserve", "materiel", "treasury", "support", "weariness", "wins"):
        assert getattr(copy, name)[0, seat] == getattr(game.world, name)[0, seat], name
    mine = np.asarray(game.world.board.holder) == seat
    assert np.array_equal(copy.forces[0][mine], game.world.forces[0][mine])
    assert np.array_equal(copy.control, game.world.control)
    assert copy.turn == game.world.turn


def test_copies_spread_an_adversary_s_men_around_the_estimate() -> None:
    game, (seat, foe) = game_at(lesson(), 2), quarrel()
    seen = blinded(look(lesson(), game.world, game.source, 2), [seat])
    many = of_rows(seen, np.zeros(200, dtype=np.int64))
    draws = game.source.at(2).imagined(seat, 200, [0])
    copies = imagined_world(many, lesson().world, lesson().params, seat, draws, 2)
    theirs = np.asarray(lesson().board.holder)[:, : lesson().board.contested] == foe
    men = copies.forces[..., : lesson().board.contested][:, theirs].sum(axis=1)
    read = seen.facing.sum()
    assert 0.9 * read < np.median(men) < 1.1 * read
    assert 0.1 < np.std(np.log(men)) < 0.3


# The same alone as together


def test_a_run_is_judged_the_same_alone_as_in_a_block() -> None:
    terms, policy = lesson().offers[0].terms, thinker(lesson())
    block = told(lesson(), game_at(lesson(), 3, range(40)), terms, 3)
    for run in (0, 17, 39):
        alone = told(lesson(), game_at(lesson(), 3, [run]), terms, 3)
        for name in ("taken", "going_on", "score", "probability"):
            assert getattr(block, name)[run].tobytes() == getattr(alone, name)[0].tobytes(), (run, name)
    assert len({row.tobytes() for row in block.score}) == 40
    assert policy.copies * 4 * 40 > 1024  # more than one block


def test_a_deal_is_judged_the_same_alone_as_among_others() -> None:
    game = game_at(lesson(), 3)
    deals = [lesson().offers[0].terms, ceasefire(), ceasefire(1.0), none(lesson().board, quarrel())]
    many = told(lesson(), game, stacked(deals * 5), 3)
    for row, deal in enumerate(deals):
        alone = told(lesson(), game, deal, 3)
        assert many.taken[row].tobytes() == alone.taken[0].tobytes() == many.taken[row + 16].tobytes()
        assert many.score[row].tobytes() == alone.score[0].tobytes()


def test_one_party_is_judged_the_same_without_the_other() -> None:
    game, terms, policy = game_at(lesson(), 3), lesson().offers[0].terms, thinker(lesson())
    seen, chance = look(lesson(), game.world, game.source, 3), game.source.at(3)
    both = policy.judgement(seen, terms, lesson().params, chance)
    for party in (0, 1):
        alone = policy.judgement(seen, terms, lesson().params, chance, [party])
        assert of_party(both, party) == of_party(alone, party)
        assert not np.any(alone.score[:, 1 - party])


def test_a_war_between_many_is_judged_by_its_parties(small: Scenario) -> None:
    wars = [(a, b) for a, b, kind in small.board.pairs if kind == "war" and a < b]
    if not wars:
        pytest.skip("nobody is at war there")
    terms = replace(none(small.board, wars[0]), cease=np.ones(1))
    ledger = told(small, game_at(small, 3), terms, 3)
    assert np.all(np.isfinite(ledger.score))


# Chance of copies


def test_copies_have_luck_of_their_own() -> None:
    def luck(source: Draws) -> list[bytes]:
        return [row.tobytes() for turn in (1, 2, 20) for row in source.at(turn).normal("luck")]

    keys = [(run, seat, turn) for run in (0, 1) for seat in (0, 3) for turn in (1, 2)]
    drawn = [row for run, seat, turn in keys for row in luck(imagined(1, [run], seat, turn, 4, SIZES))]
    assert len(set(drawn)) == len(keys) * 4 * 3
    assert not set(drawn) & set(luck(Draws(1, range(9), SIZES)))


def test_a_copy_draws_the_same_in_any_block_and_as_often_as_it_stands_there() -> None:
    block, alone = imagined(7, [3, 8], 2, 5, 6, SIZES), imagined(7, [8], 2, 5, 6, SIZES)
    index = [6, 0, 6, 11]
    picked = Repeated([block], index)
    assert block.at(9).normal("luck")[6:].tobytes() == alone.at(9).normal("luck").tobytes()
    assert picked.at(9).normal("luck").tobytes() == block.at(9).normal("luck")[index].tobytes()
    assert picked.runs == (8, 3, 8, 8)


def test_a_seat_beyond_what_a_key_can_tell_is_refused() -> None:
    with pytest.raises(ValueError, match="up to"):
        imagined(1, [0], 2**20, 1, 1, SIZES)


# What is signed is carried out


def deal_of(terms: Terms, world: World) -> Signed:
    f = world.board.forum
    targets: Any = tuple(f.targets.index(s) if s in f.targets else -1 for s in terms.quarrel)
    return signed(world, terms, np.ones((1, 2)), np.float64(1.0), targets)


def test_a_ceasefire_ends_the_war_of_its_parties_on_its_day() -> None:
    world, deal = lesson().world, deal_of(ceasefire(2.0), lesson().world)
    assert np.array_equal(carried_out(world, deal, -1.0, 1.0).war, world.war)
    pairs = world.board.pairs
    theirs = [kind == "war" and {who, whom} == set(quarrel()) for who, whom, kind in pairs]
    after = carried_out(world, deal, 1.0, 2.0).war[0]
    assert not np.any(after[theirs])
    assert np.array_equal(after[~np.array(theirs)], world.war[0][~np.array(theirs)])


def test_land_left_passes_to_the_other_and_its_men_to_the_reserve() -> None:
    world, terms = lesson().world, ceasefire()
    terms.withdraw[0, 1] = 0.5
    after = carried_out(world, deal_of(terms, world), -1.0, 0.0)
    b = world.board
    held = np.asarray(b.holder)[:, : b.contested] == quarrel()[1]
    np.testing.assert_allclose(after.control.sum(axis=1), world.control.sum(axis=1))
    np.testing.assert_allclose(after.control[0, :, : b.contested][held], 0.5 * world.control[0, :, : b.contested][held])
    np.testing.assert_allclose(after.forces.sum() + after.reserve.sum(), world.forces.sum() + world.reserve.sum())
    again = carried_out(after, deal_of(terms, world), 0.0, 1.0)
    assert np.array_equal(again.control, after.control)


def test_relief_lifts_measures_by_steps_and_whole_in_the_end() -> None:
    world, terms = game_at(lesson(), 6).world, ceasefire()
    terms.relief[..., 0], terms.relief[..., 1] = 0.25, 0.75
    terms.relief_after[0] = [1.0, 3.0, 0.0]
    deal, level = deal_of(terms, world), world.measures.level
    assert np.any(level * world.measures.live > 0.0)
    level = level * world.measures.live
    months = [-1.0, 0.0, 1.0, 2.0, 3.0, 4.0]
    left = []
    for before, now in pairwise(months):
        world = carried_out(world, deal, before, now)
        left.append(world.measures.level * world.measures.live)
    for share, found in zip((1.0, 0.75, 0.75, 0.0, 0.0), left, strict=True):
        np.testing.assert_allclose(found, share * level, atol=1e-12)


def test_who_lifted_measures_takes_no_new_ones_in_their_place() -> None:
    world, terms = game_at(lesson(), 6).world, ceasefire()
    terms.relief[..., 0] = 0.5
    lifted = carried_out(world, deal := deal_of(terms, world), -1.0, 0.0)
    rows = lifted.measures
    raised = replace(lifted, measures=replace(rows, level=rows.level * 1.5))
    np.testing.assert_allclose(carried_out(raised, deal, 0.0, 1.0).measures.level, rows.level, atol=1e-12)
    lowered = replace(lifted, measures=replace(rows, level=rows.level * 0.5))
    assert np.array_equal(carried_out(lowered, deal, 0.0, 1.0).measures.level, rows.level * 0.5)


def test_what_was_carried_out_is_not_to_come_again() -> None:
    terms = ceasefire(1.0)
    terms.relief[..., 0], terms.relief[..., 1] = 0.4, 0.6
    terms.relief_after[0] = [0.0, 6.0, 0.0]
    terms.withdraw[0, 0] = 1.0
    left = deal_of(terms, lesson().world).left(2.0, 3.0)
    assert left.cease_after[0] == 0.0
    assert not np.any(left.withdraw)
    assert not np.any(left.relief[..., 0])
    np.testing.assert_allclose(left.relief[..., 1], 1.0)
    assert left.relief_after[0, 1] == 3.0


# Where it is used


def test_a_party_whose_seat_plays_ahead_is_judged_by_play_and_the_other_is_not() -> None:
    offer: Offer = lesson().offers[0]
    few = load("classroom", POLICIES, {"policies.lookahead.copies": 16, "policies.lookahead.horizon": 2})
    closed, played = (judged(few, offer, runs=3, seats=seats) for seats in (None, {"VAL": "lookahead"}))
    assert closed.by_play == ()
    assert played.by_play == (1,)
    assert of_party(closed.ledger, 0) == of_party(played.ledger, 0)
    assert of_party(closed.ledger, 1) != of_party(played.ledger, 1)


def test_the_change_that_turns_a_party_is_weighed_with_what_play_adds() -> None:
    few = load("classroom", POLICIES, {"policies.lookahead.copies": 16, "policies.lookahead.horizon": 2})
    found = judged(few, few.offers[0], runs=8, seats={"all": "lookahead"})
    for party in (0, 1):
        change = found.nearest[party]
        if change is not None:
            assert found.ledger.probability[0, party] < 0.5 <= change.probability


def test_the_best_deals_of_a_range_are_judged_again(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["bargain", "classroom", "--json", "--set", "policies.lookahead.copies=16"]
    assert called([*words, "--set", "policies.lookahead.horizon=1"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [deal["levels"] for deal in found["best_by_play"]] == [deal["levels"] for deal in found["best"]]
    assert [deal["scores"] for deal in found["best_by_play"]] != [deal["scores"] for deal in found["best"]]
    assert called(["bargain", "classroom", "--no-ahead", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["best_by_play"] is None


def test_the_orders_of_a_campaign_are_those_of_doctrine() -> None:
    ahead, plain = (worlds.game(lesson(), 0, policy) for policy in ("lookahead", "doctrine"))
    for _ in range(3):
        ahead.step()
        plain.step()
    assert digest(ahead.world) == digest(plain.world)


def test_its_numbers_can_be_set() -> None:
    policy = POLICIES["lookahead"](load("classroom", POLICIES, {"policies.lookahead.copies": 32}))
    assert isinstance(policy, Lookahead)
    assert int(policy.copies) == 32
