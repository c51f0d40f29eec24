"""Negotiating: what is tabled is what its author takes, nobody sees into the other, and every negotiation ends."""

from dataclasses import fields, replace
from functools import cache
from itertools import pairwise
from typing import Any

import array_api_strict as strict
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from cases import case, deals, wars
from deals import quarrel
from wargame.axes import Array
from wargame.calculus.deal import Case, case_of, judge, of_rows, outlook, turned
from wargame.calculus.talks import (
    ACCEPT,
    COUNTER,
    NOTHING,
    PACKAGES,
    REFUSE,
    RIPE,
    Slate,
    Talks,
    answer,
    answers,
    bound,
    chance_of,
    consents,
    guessed,
    looks,
    mediated,
    mediation,
    packages,
    proposal,
    ripe,
    standpoint,
    stuck,
    temptation,
    terms_of,
)
from wargame.calculus.talks.guess import HIDDEN
from wargame.calculus.talks.packages import mirrored
from wargame.calculus.talks.weighing import judged
from wargame.game import Game
from wargame.observe import view
from wargame.policies import POLICIES
from wargame.scenario import Scenario, draws, load, opening
from wargame.terms import CLAUSES, Terms, hollow, in_library, of_terms, swapped
from wargame.terms import of_rows as terms_of_rows

NUMBERS = Talks()
AT_WAR = ("two-sides", "three-sides", "mixed-pairs", "least")
MEDIATOR = 3  # a state of the cases that is no party
RUNS = 40


@cache
def seen(kind: str) -> tuple[Scenario, Case]:
    """Worlds of a kind at state 0, or of the offer, in which what the parties hide differs from run to run."""
    scenario = load("the-offer", POLICIES) if kind == "the-offer" else worlds.KINDS[kind]()
    source = draws(scenario, 3, [0])
    everyone = range(len(scenario.board.states) + len(scenario.board.forum.alliances))
    look = view(opening(scenario, source), scenario.params, source.at(1), everyone)
    one = case_of(look, scenario.params, NUMBERS, quarrel(scenario.board))
    return scenario, moody(of_rows(one, np.zeros(RUNS, dtype=np.int64)), 5)


def moody(war: Case, seed: int) -> Case:
    """The same wars with other figures in all that the parties hide."""
    chance, shape = np.random.default_rng(seed), war.odds.shape
    low = {"odds": 0.3, "evidence": 5.0, "cost": 0.001, "support": 0.4, "weary": 0.1, "strained": 0.6}
    high = {"odds": 0.7, "evidence": 60.0, "cost": 0.015, "support": 0.8, "weary": 0.7, "strained": 1.4}
    told: dict[str, Any] = {name: chance.uniform(low[name], high[name], shape) for name in HIDDEN}
    return replace(war, **told)


def slate_of(war: Case, mediator: int = MEDIATOR) -> Slate:
    """A slate of a made-up war."""
    return Slate(war, deals(1, war.hold.shape[2]), mediating(war, mediator), (mediator, mediator))


def mediating(war: Case, mediator: int = MEDIATOR) -> Array:
    """One mediator on all worlds."""
    return np.full(war.odds.shape[0], float(mediator))


def slate_on(kind: str) -> Slate:
    scenario, war = seen(kind)
    mediator = next((s for s in range(len(scenario.board.states)) if s not in war.parties), -1)
    return packages(war, scenario.board, mediator)


def on(slate: Slate, package: int | Array) -> Terms:
    """The terms of a package on all worlds."""
    return terms_of(slate, np.zeros(slate.runs, dtype=np.int64) + package, NUMBERS)


def luck_of(runs: int, seed: int = 8) -> Array:
    return np.random.default_rng(seed).uniform(0.0, 1.0, (runs, 2))


# What may be tabled


@pytest.mark.parametrize("kind", [*AT_WAR, "the-offer"])
def test_no_package_contradicts_itself_or_gives_what_its_giver_neither_holds_nor_claims(kind: str) -> None:
    slate = slate_on(kind)
    board, control = seen(kind)[0].board, seen(kind)[0].world.control
    ahead = outlook(slate.case, NUMBERS)
    for k in range(len(PACKAGES)):
        terms = on(slate, k)
        assert not of_terms(terms, 0)
        assert not judge(ahead, terms, NUMBERS).vetoes["not its own"].any()
        assert not hollow(terms_of_rows(terms, np.array([0])), control, board).any()


@pytest.mark.parametrize("kind", [*AT_WAR, "the-offer"])
def test_all_packages_at_once_are_judged_as_each_as_an_offer(kind: str) -> None:
    """Bit for bit, so that what is tabled and what is answered go by one ledger."""
    slate = slate_on(kind)
    ahead = outlook(slate.case, NUMBERS)
    scores, odds = judged(slate, ahead, NUMBERS)
    for k in range(len(PACKAGES)):
        alone = judge(ahead, on(slate, k), NUMBERS)
        assert np.array_equal(alone.score, scores[k])
        assert np.array_equal(alone.probability, odds[k])


@settings(max_examples=20, deadline=None)
@given(wars(), st.integers(0, len(PACKAGES) - 1))
def test_the_packages_are_those_of_the_other_turned_round(war: Case, k: int) -> None:
    """No ladder is written for one side: with figures exchanged, a package is its mirror image with roles exchanged."""
    both = replace(war, targets=(0, 1))
    blank = deals(1)
    blank = replace(blank, relief=np.concatenate([blank.relief] * 2, axis=2))
    here, there = (
        Slate(x, blank, mediating(x), (MEDIATOR, MEDIATOR)) for x in (both, replace(turned(both), targets=(0, 1)))
    )
    one, other = on(here, k), swapped(on(there, PACKAGES.index(mirrored(PACKAGES[k]))), (0, 1))
    senders = {"relief": 0.0 * one.relief, "snap_back": 0.0 * one.snap_back}  # parties among them change places as well
    one, other = replace(one, **senders), replace(other, **senders)
    assert all(np.array_equal(getattr(one, name), getattr(other, name)) for name in CLAUSES)


@settings(max_examples=30, deadline=None)
@given(wars(), st.floats(0.0, 1.0))
def test_who_has_the_other_s_figures_tables_what_the_other_would(war: Case, draw: float) -> None:
    luck, gains, chances = np.array([draw]), [], []
    both = replace(war, targets=(0, 1))
    for party, here in ((0, both), (1, replace(turned(both), targets=(0, 1)))):
        blank = deals(1)
        blank = replace(blank, relief=np.concatenate([blank.relief] * 2, axis=2))
        slate = Slate(here, blank, mediating(here), (MEDIATOR, MEDIATOR))
        tabled = proposal(slate, standpoint(here, party, NUMBERS), party, luck, NUMBERS)
        gains.append(tabled.gain[0])
        chances.append(tabled.chance[0])
    assert gains[0] == gains[1]
    assert chances[0] == pytest.approx(chances[1])


def test_the_first_package_is_all_that_a_party_demands_and_the_last_all_that_the_other_does() -> None:
    slate = slate_of(case())
    most, least = on(slate, 0), on(slate, len(PACKAGES) - 1)
    assert most.recognise[0, 1].tolist() == [1.0, 1.0, 0.0]  # what it holds and claims, nothing else
    assert (most.neutral[0].tolist(), most.cap[0].tolist()) == ([0.0, 0.75], [0.0, 0.5])
    assert most.relief[0, 4:, 0, :, 0].min() == 1.0
    assert least.withdraw[0, 0].tolist() == [1.0, 1.0, 0.0]
    assert not least.recognise.any()
    assert not least.relief.any()


# What is tabled


@settings(max_examples=60, deadline=None)
@given(wars(), st.integers(0, 1), st.floats(0.0, 1.0))
def test_an_offer_put_back_to_its_author_unchanged_is_never_refused(war: Case, party: int, draw: float) -> None:
    slate, luck = slate_of(war), np.array([draw])
    ahead = standpoint(war, party, NUMBERS)
    tabled = proposal(slate, ahead, party, luck, NUMBERS)
    if tabled.package[0] >= 0:
        said = answer(slate, ahead, party, on(slate, tabled.package), luck, NUMBERS)
        assert said.code.tolist() == [ACCEPT]


@pytest.mark.parametrize("kind", [*AT_WAR, "the-offer"])
def test_own_offers_are_honoured_in_all_worlds_by_what_the_party_itself_sees(kind: str) -> None:
    slate, luck = slate_on(kind), luck_of(RUNS)
    for party in (0, 1):
        tabled = proposal(slate, standpoint(slate.case, party, NUMBERS), party, luck[:, party], NUMBERS)
        there = tabled.package >= 0
        terms = on(slate, np.maximum(tabled.package, 0))
        yes = luck < judge(outlook(slate.case, NUMBERS), terms, NUMBERS).probability
        assert yes[there, party].all()
        assert (tabled.gain[there] >= NUMBERS.gainful).all()


@pytest.mark.parametrize("party", [0, 1])
@pytest.mark.parametrize("kind", [*AT_WAR, "the-offer"])
def test_what_the_other_hides_changes_nothing(kind: str, party: int) -> None:
    slate, luck = slate_on(kind), luck_of(RUNS)
    mask = np.array([party == 0, party == 1])
    other = moody(slate.case, 77)
    hidden: dict[str, Any] = {name: np.where(mask, getattr(slate.case, name), 0.0) for name in HIDDEN}
    changed: dict[str, Any] = {name: np.where(mask, getattr(slate.case, name), getattr(other, name)) for name in HIDDEN}
    told = [done(replace(slate, case=replace(slate.case, **x)), party, luck) for x in ({}, hidden, changed)]
    assert all(np.array_equal(a, b) for one, two in pairwise(told) for a, b in zip(one, two, strict=True))


def done(slate: Slate, party: int, luck: Array) -> list[Array]:
    """All that a party does in a turn."""
    ahead = standpoint(slate.case, party, NUMBERS)
    tabled = proposal(slate, ahead, party, luck[:, party], NUMBERS)
    said = answer(slate, ahead, party, on(slate, 5), luck[:, party], NUMBERS)
    return [tabled.package, tabled.gain, tabled.chance, said.code, said.back.package, ripe(ahead, party, NUMBERS)]


def test_a_mediator_sees_nothing_hidden() -> None:
    slate = slate_on("the-offer")
    one, two = (
        mediation(slate, outlook(mediated(x, NUMBERS), NUMBERS), NUMBERS) for x in (slate.case, moody(slate.case, 9))
    )
    assert np.array_equal(one.package, two.package)
    assert (one.package >= 0).all()


@settings(max_examples=40, deadline=None)
@given(wars())
def test_a_mediator_tables_what_serves_both_and_nothing_where_nothing_does(war: Case) -> None:
    slate, ahead = slate_of(war), outlook(mediated(war, NUMBERS), NUMBERS)
    scores, odds = (x[:, 0, :] for x in judged(slate, ahead, NUMBERS))
    least = np.where((odds > 0.0).all(axis=1), scores.min(axis=1), -1.0)
    tabled = mediation(slate, ahead, NUMBERS)
    if least.max() > 0.0:
        assert tabled.package.tolist() == [int(np.argmax(least))]
        assert tabled.gain[0] == least.max()
    else:
        assert tabled.package.tolist() == [-1]


@pytest.mark.parametrize(("refuses", "offers"), [(0, 2), (1, 1)])  # it starts close to what it thinks the second wants
def test_a_mediator_comes_closer_to_who_refused_until_it_has_nothing_left(refuses: int, offers: int) -> None:
    scenario, war = seen("the-offer")
    slate = packages(of_rows(war, np.array([0])), scenario.board, scenario.board.states.index("USA"))
    ahead, last, chances = outlook(mediated(slate.case, NUMBERS), NUMBERS), np.full((1, 2), -1.0), []
    while (tabled := mediation(slate, ahead, NUMBERS, last)).package[0] >= 0:
        last[0, refuses] = judge(ahead, on(slate, tabled.package), NUMBERS).probability[0, refuses]
        chances.append(last[0, refuses])
    assert len(chances) >= offers
    assert all(later > sooner + NUMBERS.concession for sooner, later in pairwise(chances))


@settings(max_examples=40, deadline=None)
@given(wars(), st.integers(0, 1), st.floats(0.0, 0.9), st.floats(0.0, 1.0))
def test_nobody_asks_for_more_than_it_last_did(war: Case, party: int, last: float, draw: float) -> None:
    slate, ahead, luck = slate_of(war), standpoint(war, party, NUMBERS), np.array([draw])
    fresh = proposal(slate, ahead, party, luck, NUMBERS)
    again = proposal(slate, ahead, party, luck, NUMBERS, np.array([last]))
    if again.package[0] >= 0:
        assert again.chance[0] > last + NUMBERS.concession
        assert again.gain[0] <= fresh.gain[0]
        assert chance_of(ahead, party, on(slate, again.package), NUMBERS)[0] == again.chance[0]


def test_a_party_that_nothing_can_improve_tables_nothing() -> None:
    """War costs it nothing and it is sure to win; of what is tabled, it would take nothing even with the best luck."""
    sure = case(
        odds=np.array([[0.98, 0.5]]), cost=np.zeros((1, 2)), evidence=np.full((1, 2), 500.0), weary=np.zeros((1, 2))
    )
    sure = replace(sure, pressed=0.0 * sure.pressed, exposed=0.0 * sure.exposed, isolation=0.0 * sure.isolation)
    tabled = proposal(slate_of(sure), standpoint(sure, 0, NUMBERS), 0, np.array([0.999]), NUMBERS)
    assert tabled.package.tolist() == [-1]
    weary = replace(sure, odds=np.array([[0.4, 0.6]]), cost=np.full((1, 2), 0.02))
    assert proposal(slate_of(weary), standpoint(weary, 0, NUMBERS), 0, np.array([0.1]), NUMBERS).package[0] >= 0


# Bargaining


def bargain(slate: Slate, luck: Array, opens: int) -> tuple[list[str], list[list[tuple[int, float]]]]:
    """Offers and counter-offers of one turn until all runs are settled: how each ended, and its offers with chances."""
    ahead = [standpoint(slate.case, party, NUMBERS) for party in (0, 1)]
    tabled, by = proposal(slate, ahead[opens], opens, luck[:, opens], NUMBERS), opens
    package, chance = tabled.package, tabled.chance
    last = np.full((slate.runs, 2), -1.0)
    ended = ["" if k >= 0 else "silence" for k in package]
    story: list[list[tuple[int, float]]] = [[] for _ in ended]
    while "" in ended:
        going = np.array([end == "" for end in ended])
        last[going, by] = chance[going]
        for r in np.flatnonzero(going):
            story[r].append((by, float(chance[r])))
        by = 1 - by
        said = answer(slate, ahead[by], by, on(slate, np.maximum(package, 0)), luck[:, by], NUMBERS, going, last[:, by])
        ends = {ACCEPT: "deal", REFUSE: "deadlock", COUNTER: "", NOTHING: None}
        ended = [end or ends[float(code)] or "" for end, code in zip(ended, said.code, strict=True)]
        assert ((said.code == COUNTER) == (said.back.package >= 0)).all()
        package, chance = said.back.package, said.back.chance
    return ended, story


@pytest.mark.parametrize("opens", [0, 1])
@pytest.mark.parametrize("kind", [*AT_WAR, "the-offer"])
def test_every_negotiation_ends_and_nobody_takes_back_a_concession(kind: str, opens: int) -> None:
    ended, story = bargain(slate_on(kind), luck_of(RUNS), opens)
    assert set(ended) <= {"deal", "deadlock", "silence"}
    for offers in story:
        for party in (0, 1):
            chances = [chance for by, chance in offers if by == party]
            assert all(later > sooner + NUMBERS.concession for sooner, later in pairwise(chances))


def test_negotiations_end_both_ways() -> None:
    """It is no constant deal, and no constant deadlock; some take more than one round."""
    told = [bargain(slate_on(kind), luck_of(RUNS), opens) for kind in (*AT_WAR, "the-offer") for opens in (0, 1)]
    ends = [end for ended, _ in told for end in ended]
    assert min(ends.count("deal"), ends.count("deadlock")) > len(ends) / 20
    assert max(len(offers) for _, story in told for offers in story) > 2


@pytest.mark.parametrize("kind", ["two-sides", "the-offer"])
def test_bargaining_goes_on_alike_in_play(kind: str) -> None:
    """A year into a campaign, by what the parties see then."""
    scenario = seen(kind)[0]
    game = Game(scenario, seed=4, runs=range(6))
    for _ in range(6):
        game.step()
    everyone = range(len(scenario.board.states) + len(scenario.board.forum.alliances))
    look = view(game.world, scenario.params, game.source.at(7), everyone)
    war = case_of(look, scenario.params, NUMBERS, quarrel(scenario.board))
    luck = game.source.at(7).uniform("resolve")[:, list(war.parties)]
    ended, _ = bargain(packages(war, scenario.board), luck, 0)
    assert set(ended) <= {"deal", "deadlock", "silence"}


def test_a_run_bargains_alone_as_in_a_block() -> None:
    slate, luck = slate_on("the-offer"), luck_of(RUNS)
    together = [done(slate, party, luck) for party in (0, 1)]
    for row in range(0, RUNS, 9):
        alone = slate.of_rows(np.array([row]))
        for party in (0, 1):
            for whole, own in zip(together[party], done(alone, party, luck[row : row + 1]), strict=True):
                assert np.array_equal(whole[row : row + 1], own)


def test_numbers_that_differ_by_run_are_each_run_s_own() -> None:
    slate, luck = slate_of(moody(case(6), 3)), luck_of(6)
    swept = Talks(**{item.name: np.linspace(item.metadata["low"], item.metadata["high"], 6) for item in fields(Talks)})
    ahead = standpoint(slate.case, 1, swept)
    tabled = proposal(slate, ahead, 1, luck[:, 1], swept)
    terms = terms_of(slate, np.zeros(6, dtype=np.int64), swept)
    for row in range(6):
        own, alone = numbers_of(swept, row), slate.of_rows(np.array([row]))
        mine = proposal(alone, standpoint(alone.case, 1, own), 1, luck[row : row + 1, 1], own)
        assert (mine.package[0], mine.gain[0]) == (tabled.package[row], tabled.gain[row])
        assert terms.relief_after[row, 0] == own.phase


def numbers_of(swept: Talks, row: int) -> Talks:
    return Talks(**{item.name: float(getattr(swept, item.name)[row]) for item in fields(Talks)})


def test_the_strict_reading_of_the_array_api_says_the_same() -> None:
    slate, luck = slate_of(moody(case(6), 3)), luck_of(6)
    told = done(slate, 0, luck)
    held: dict[str, Any] = {
        name: strict.asarray(x) if isinstance(x, np.ndarray) else x for name, x in vars(slate.case).items()
    }
    in_strict = replace(
        slate,
        case=Case(**held),
        blank=in_library(slate.blank, strict.asarray),
        mediator=strict.asarray(slate.mediator),
    )
    ahead, draw = standpoint(in_strict.case, 0, NUMBERS), strict.asarray(luck[:, 0])
    tabled = proposal(in_strict, ahead, 0, draw, NUMBERS)
    some = terms_of(in_strict, strict.zeros(6, dtype=strict.int64) + 5, NUMBERS)
    said = answer(in_strict, ahead, 0, some, draw, NUMBERS)
    mine = [tabled.package, tabled.gain, tabled.chance, said.code, said.back.package, ripe(ahead, 0, NUMBERS)]
    assert all(np.array_equal(np.asarray(a), b) for a, b in zip(mine, told, strict=True))


# Answers


def test_an_answer_is_the_probability_against_the_draw_and_a_counter_has_something_to_table() -> None:
    slate, luck = slate_on("the-offer"), luck_of(RUNS)[:, 1]
    ahead = standpoint(slate.case, 1, NUMBERS)
    terms, asked = on(slate, 3), np.arange(RUNS) % 5 > 0
    said = answer(slate, ahead, 1, terms, luck, NUMBERS, asked)
    yes = luck < judge(ahead, terms, NUMBERS).probability[:, 1]
    assert ((said.code == ACCEPT) == (yes & asked)).all()
    assert ((said.code == NOTHING) == ~asked).all()
    back = proposal(slate, ahead, 1, luck, NUMBERS).package
    assert ((said.code == COUNTER) == (~yes & asked & (back >= 0))).all()
    assert (said.back.package[said.code == COUNTER] == back[said.code == COUNTER]).all()
    assert set(said.code.tolist()) == {ACCEPT, NOTHING, COUNTER, REFUSE}


def test_both_parties_answer_as_each_does_alone() -> None:
    slate, luck = slate_on("the-offer"), luck_of(RUNS)
    views = standpoint(slate.case, 0, NUMBERS), standpoint(slate.case, 1, NUMBERS)
    last, asked, terms = np.full((RUNS, 2), 0.3), luck > 0.1, on(slate, 7)
    both = answers(slate, views, terms, luck, NUMBERS, asked, last)
    for y in (0, 1):
        alone = answer(slate, views[y], y, terms, luck[:, y], NUMBERS, asked[:, y], last[:, y])
        assert np.array_equal(both[y].code, alone.code)
        assert np.array_equal(both[y].back.chance, alone.back.chance)


def test_a_mediator_guesses_both_parties_alike_and_a_party_its_own_mirror_image() -> None:
    war = moody(case(4), 2)
    fair = mediated(war, NUMBERS)
    assert all((getattr(fair, name)[:, 0] == getattr(fair, name)[:, 1]).all() for name in HIDDEN)
    own = guessed(war, 1, NUMBERS)
    assert (own.odds.sum(axis=1) == 1.0).all()
    assert all(np.array_equal(getattr(own, name)[:, 1], getattr(war, name)[:, 1]) for name in HIDDEN)
    assert all(np.array_equal(getattr(own, name), getattr(war, name)) for name in ("backing", "pressed", "hold"))


# When


def why(**told: Any) -> str:
    war = case(**told)
    return RIPE[int(ripe(standpoint(war, 0, NUMBERS), 0, NUMBERS)[0])]


def test_one_comes_forward_winning_losing_or_where_a_stalemate_hurts() -> None:
    pair, cheap = np.full((1, 2), 0.5), np.full((1, 2), 0.0005)
    calm = {
        "odds": pair,
        "cost": cheap,
        "weary": 0.0 * pair,
        "strained": pair,
        "pressed": 0.0 * pair,
        "leaning": 0.0 * pair,
    }
    assert why(**calm | {"odds": np.array([[0.7, 0.3]])}) == "winning"
    assert why(**calm | {"odds": np.array([[0.3, 0.7]])}) == "losing"
    assert why(**calm | {"weary": 0.0 * pair + 0.36}) == "stalemated"
    assert why(**calm | {"cost": 0.0 * pair + 0.01}) == "stalemated"
    assert why(**calm | {"weary": 0.0 * pair + 0.1}) == "not ripe"


def test_a_mediator_comes_forward_where_neither_wins() -> None:
    even = case(pressed=np.zeros((1, 2)), leaning=np.zeros((1, 2)), strained=np.ones((1, 2)))
    tilted = replace(even, pressed=np.array([[0.3, 0.0]]))
    told = [bool(stuck(outlook(mediated(war, NUMBERS), NUMBERS), NUMBERS)[0]) for war in (even, tilted)]
    assert told == [True, False]


def test_parties_look_for_a_deal_at_once_and_mediators_in_between() -> None:
    """Every six months, and never when a war has just begun."""
    due = [[m for m in range(24) if looks(float(m), 1.0, place, NUMBERS)] for place in (1.0, 1.5)]
    assert due == [[3, 9, 15, 21], [5, 11, 17, 23]]


# Consent of third seats


def test_who_backs_a_party_goes_by_what_that_party_wants() -> None:
    scenario, war = seen("the-offer")
    board = scenario.board
    member = scenario.world.member
    people = np.asarray(scenario.params.states.population)
    slate = packages(of_rows(war, np.array([0])), board, board.states.index("USA"))
    terms = on(slate, 6)  # full relief for the first, a guarantee by the mediator for the second

    def told(first: float, second: float) -> dict[str, float]:
        consent = consents(terms, np.array([[first, second]]), member, people, board)[0]
        return dict(zip((*board.states, *board.forum.alliances), consent.tolist(), strict=True))

    binds = bound(terms)[0]
    assert binds[board.states.index("USA")] == 1.0
    assert not binds[list(war.parties)].any()
    assert set(told(0.9, 0.9).values()) == {1.0}
    against = told(0.9, 0.2)
    assert (against["USA"], against["EU"]) == (0.0, 0.0)
    assert against["CHN"] == 1.0  # bound to nothing
    assert told(0.2, 0.9)["EU"] == 1.0


# Whether a deal is kept


def test_the_chance_of_a_breach_rises_with_power_to_be_gained_and_falls_with_what_guards_the_deal() -> None:
    war = case(rearm=np.array([[0.1, 0.1]]))

    def monthly(war: Case, **told: Any) -> Array:
        return temptation(war, deals(1, cease=1.0, **told), NUMBERS)[0]

    plain = monthly(war)
    stronger = monthly(replace(war, rearm=np.array([[0.4, 0.1]])))
    assert stronger[0] > plain[0]
    assert stronger[1] == plain[1]
    assert (monthly(war, monitor=1.0) < plain).all()
    safe = np.zeros((1, 6, 2))
    safe[0, MEDIATOR, 1] = 1.0  # the second is guaranteed: the first is deterred
    guarded = monthly(war, guarantee=safe)
    assert guarded[0] < plain[0]
    assert guarded[1] == plain[1]
    yearly = 1.0 - (1.0 - plain) ** 12.0
    assert yearly == pytest.approx(1.0 / (1.0 + np.exp(0.5 - 8.0 * 0.08)))  # log odds of `breach` and `tempting`
