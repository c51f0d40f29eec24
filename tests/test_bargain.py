"""Bargaining ranges: what candidate deals hold, who takes them, what is best, what opens a range, and the command."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import AT_ODDS, case, deals, duel, only, wars
from wargame.analysis.bargain import (
    Bargain,
    Lattice,
    LeverNumbers,
    Scored,
    Search,
    axes_of,
    bargained,
    centre,
    closed_form,
    guarantors,
    opened,
    packages,
    pulled,
    searched,
    span,
)
from wargame.calculus.deal import Case, Judge, outlook
from wargame.calculus.deal.case import turned
from wargame.cli import main
from wargame.errors import UserError
from wargame.explain import settling
from wargame.policies import POLICIES
from wargame.scenario import load
from wargame.terms import Terms, of_terms

NUMBERS, LEVERS = Judge(), LeverNumbers()
CEASEFIRE = deals(1, cease=1.0)


def lattice_of(war: Case, base: Terms = CEASEFIRE, guarantors: tuple[int, int] = (2, 3)) -> Lattice:
    return Lattice(base, axes_of(war, base, guarantors))


def search_in(war: Case, numbers: Judge = NUMBERS, most: int = 512, **told: Any) -> Search:
    return searched(lattice_of(war, **told), closed_form(outlook(war, numbers), numbers), most)


@cache
def found_in(scenario: str, turn: int | None = None, runs: int = 1) -> Bargain:
    return bargained(load(scenario, POLICIES), turn=turn, runs=runs)


# --- candidates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", ["the-offer", "classroom"])
def test_no_candidate_contradicts_itself(scenario: str) -> None:
    search = found_in(scenario).search
    rows = np.random.default_rng(1).choice(len(search.scored.mixes), 150, replace=False)
    found = search.lattice.deals(search.scored.mixes[rows])
    assert [told for row in range(len(rows)) for told in of_terms(found, row)] == []


def assert_sound(lattice: Lattice, mixes: Any) -> None:
    """Mixes are sound just where their deals are; of relief that lifts nothing no dates are told."""
    relief = [axis.kind for axis in lattice.axes].index("relief")
    mixes = mixes[mixes[:, relief] > 0]
    found = lattice.deals(mixes)
    assert lattice.sound(mixes).tolist() == [not of_terms(found, row) for row in range(len(mixes))]


def test_mixes_around_an_offer_are_sound_just_where_their_deals_are() -> None:
    """What the offer says by itself neither hides a contradiction nor makes one up."""
    lattice = found_in("the-offer").search.lattice
    chance = np.random.default_rng(7)
    mixes = np.stack([chance.integers(0, len(axis.levels), 250) for axis in lattice.axes], axis=1)
    assert_sound(lattice, mixes)


@settings(max_examples=6, deadline=None)
@given(wars(), st.integers(0, 2**32 - 1))
def test_mixes_are_sound_just_where_their_deals_are(war: Case, seed: int) -> None:
    """What is asked once for the axes that a rule joins is what asking every deal would say."""
    lattice = lattice_of(war)
    chance = np.random.default_rng(seed)
    mixes = np.stack([chance.integers(0, len(axis.levels), 40) for axis in lattice.axes], axis=1)
    assert_sound(lattice, mixes)


def test_the_deal_itself_is_one_of_the_deals() -> None:
    offer = load("the-offer", POLICIES).offers[0].terms
    lattice = found_in("the-offer").search.lattice
    same = lattice.deals(lattice.tabled)
    assert all(np.array_equal(getattr(same, name), getattr(offer, name)) for name in vars(offer))


def test_axes_are_read_off_the_case() -> None:
    """No title without a claim, no neutrality where nobody is exposed, no relief for who is under no measures."""
    held = {(axis.kind, axis.party) for axis in lattice_of(case()).axes}
    assert {("recognise", 1), ("withdraw", 0), ("withdraw", 1), ("relief", 0), ("neutral", 1)} <= held
    assert held.isdisjoint({("recognise", 0), ("relief", 1), ("neutral", 0)})
    calm = case(claim=np.zeros((2, 3)), exposed=np.zeros((1, 2)), senders=0.0 * case().senders)
    assert {axis.kind for axis in lattice_of(calm).axes} == {"cap", "unaided", "guarantee", "monitor"}


def test_whose_case_it_is_makes_no_difference() -> None:
    """Nothing is keyed to a side: exchanging the parties' data exchanges their axes."""
    here, there = (lattice_of(war, guarantors=(-1, -1)).axes for war in (case(), turned(case())))
    assert {(axis.kind, axis.party) for axis in there} == {
        (axis.kind, None if axis.party is None else 1 - axis.party) for axis in here
    }


def test_the_grid_keeps_to_its_size_and_gives_the_first_axes_the_most_levels() -> None:
    lattice = lattice_of(case())
    order = tuple(range(len(lattice.axes)))
    for most in (1, 64, 512, 2048):
        mixes = lattice.grid(order, most)
        assert 1 <= len(mixes) <= most
        assert len(np.unique(mixes, axis=0)) == len(mixes)
        assert lattice.sound(mixes).all()
    levels = [len(np.unique(mixes[:, e])) for e in order]
    assert levels[0] >= levels[-1]


# --- ranges --------------------------------------------------------------------------------------------------------


@settings(max_examples=6, deadline=None)
@given(wars())
def test_the_nash_best_deal_is_pareto_best_and_no_other_beats_it(war: Case) -> None:
    search = search_in(war)
    scored, found = search.scored, search.span
    assert found.exists == bool(scored.both.any())
    for row in found.pareto:
        better = (scored.score >= scored.score[row]).all(axis=1) & (scored.score > scored.score[row]).any(axis=1)
        assert not (better & scored.open).any()
    if found.nash is not None:
        assert found.nash in found.pareto
        products = scored.score.prod(axis=1)[scored.both]
        assert products.max() == scored.score[found.nash].prod()
        assert found.margin >= scored.score[found.nash].min()


@pytest.mark.parametrize("scenario", ["the-offer", "classroom"])
def test_the_nash_best_deal_of_a_scenario_is_pareto_best(scenario: str) -> None:
    found = found_in(scenario).search.span
    assert found.nash is None or found.nash in found.pareto


def test_shares_are_counted_over_the_grid() -> None:
    scored = Scored(
        np.arange(5)[:, None],
        np.array([[1.0, 1.0], [2.0, -1.0], [-1.0, 2.0], [-1.0, -1.0], [0.5, 3.0]]),
        np.array([[0.9, 0.9], [0.9, 0.2], [0.2, 0.9], [0.2, 0.2], [0.9, 0.9]]),
    )
    found = span(scored, 4)
    assert found.takes == (0.5, 0.5)
    assert found.both == 0.25
    assert found.given == (0.5, 0.5)
    assert found.blocking is None
    assert (found.nash, found.closest, found.margin) == (4, 0, 1.0)
    assert found.pareto == (1, 0, 4)
    assert found.spread == (0.5, 2.0)


def test_who_takes_fewer_of_the_other_s_deals_is_in_the_way() -> None:
    scored = Scored(np.arange(3)[:, None], np.array([[1.0, -2.0], [1.0, 1.0], [2.0, -1.0]]), np.zeros((3, 2)))
    found = span(replace(scored, probability=(scored.score > 0.0) * 0.8 + 0.1), 3)
    assert found.given == (1.0, pytest.approx(1.0 / 3.0))
    assert found.blocking == 1
    assert found.short == (1.0, 1.0)
    vetoed = span(replace(scored, probability=(scored.score > 0.0) * 0.9), 3)
    assert vetoed.pareto == (1,)


def test_without_a_shift_of_power_and_with_free_guarantees_there_is_a_range() -> None:
    """[Fearon1995] [Powell2006]: war is costly, so deals exist unless power shifts and no word can be held."""
    war = duel(0.5, (0.005, 0.005), weights=only("territory", "conflict", "commitment"))
    base = deals(1, 1, cease=1.0)
    calm = searched(lattice_of(war, base), closed_form(outlook(war, AT_ODDS), AT_ODDS), 512)
    assert calm.span.exists
    rising = replace(war, rearm=np.array([[0.9, 0.0]]))
    certain = replace(AT_ODDS, breach=60.0, truce=0.0, recoil=0.0, mistrust=0.0, blur=1e-4)
    axes = tuple(axis for axis in lattice_of(rising, base).axes if axis.kind == "withdraw")
    bare = searched(Lattice(base, axes), closed_form(outlook(rising, certain), certain), 512)
    assert not bare.span.exists


def test_the_range_narrows_as_a_party_believes_more_in_its_odds() -> None:
    """[Fearon1995]: the more a side expects of war, the less is left between what the two would take."""
    war = case(rearm=np.zeros((1, 2)))
    mixes = lattice_of(war).grid(tuple(range(len(lattice_of(war).axes))), 1024)
    margins = []
    for odds in (0.4, 0.55, 0.7, 0.85):
        moved = replace(war, odds=np.array([[odds, 0.45]]))
        scores, chances = closed_form(outlook(moved, NUMBERS), NUMBERS)(lattice_of(war).deals(mixes))
        margins.append(span(Scored(mixes, scores, chances), len(mixes)).margin)
    assert margins == sorted(margins, reverse=True)
    assert margins[0] > margins[-1]


def test_where_every_deal_is_vetoed_that_is_what_is_told() -> None:
    scored = Scored(np.zeros((2, 1)), np.array([[0.4, 0.3], [0.2, 0.1]]), np.array([[0.9, 0.0], [0.9, 0.0]]))
    found = span(scored, 2)
    assert not found.exists
    assert (found.pareto, found.given, found.blocking) == ((), (None, 0.0), 1)
    told = settling.reach(("Aland", "Bland"), found.exists, found.margin, found.spread)
    assert told == "There is no range: a veto stands in the way of every deal."
    assert settling.blocking(("Aland", "Bland"), found.given, found.short, found.blocking) == [
        "Bland takes none of them.",
        "Of the deals that Aland takes, Bland takes 0 %.",
        "Bland is more often in the way.",
    ]


def test_refinement_never_loses_ground() -> None:
    war = case()
    ahead = closed_form(outlook(war, NUMBERS), NUMBERS)
    lattice = lattice_of(war)
    found = searched(lattice, ahead, 256)
    alone = span(Scored(*(x[: found.grid] for x in vars(found.scored).values())), found.grid)
    assert len(found.scored.mixes) > found.grid
    assert found.span.margin >= alone.margin
    assert len({row.tobytes() for row in found.scored.mixes}) == len(found.scored.mixes)


def test_deals_are_judged_alike_in_any_block() -> None:
    search = found_in("the-offer").search
    mixes, scores = search.scored.mixes, search.scored.score
    judging = closed_form(found_in("the-offer").ahead, found_in("the-offer").numbers)
    for row in (0, 511, 512, len(mixes) - 1):
        alone, _ = judging(search.lattice.deals(mixes[row : row + 1]))
        assert np.array_equal(alone[0], scores[row])


# --- levers --------------------------------------------------------------------------------------------------------


def test_levers_act_on_one_side_by_the_same_numbers_whichever_it_is() -> None:
    war = case(leaning=np.array([[0.3, 0.6]]))
    for package in packages(war, LEVERS):
        moved, numbers = pulled(war, NUMBERS, package, LEVERS)
        mirrored, others = pulled(turned(war), NUMBERS, replace(package, favours=1 - package.favours), LEVERS)
        again = turned(mirrored)
        for name in ("odds", "backing", "pressed"):
            assert np.array_equal(getattr(moved, name), getattr(again, name))
        assert np.array_equal(np.asarray(numbers.adaptation), np.asarray(others.adaptation)[:, ::-1])
        assert np.array_equal(np.asarray(numbers.fraying), np.asarray(others.fraying)[:, ::-1])


def test_levers_that_have_no_hold_are_not_tried() -> None:
    alone = packages(case(leaning=np.zeros((1, 2))), LEVERS)
    assert {(p.favours, p.enforcement, p.aid, p.energy) for p in alone} == {(1, 0.5, 0.0, 0.0), (1, 1.0, 0.0, 0.0)}
    assert packages(case(leaning=np.zeros((1, 2)), pressed=np.zeros((1, 2))), LEVERS) == []
    costs = [package.cost(LEVERS) for package in packages(case(), LEVERS)]
    assert costs == sorted(costs)
    assert len(costs) == 2 * 27 - 2 - 18  # party 1 is under no measures, so that nothing is enforced for party 0


def test_each_lever_moves_its_own_side_s_way() -> None:
    war = case()
    for strengths in product((0.0, 1.0), repeat=3):
        package = replace(packages(war, LEVERS)[0], favours=1, enforcement=strengths[0], aid=strengths[1])
        package = replace(package, energy=strengths[2])
        moved, numbers = pulled(war, NUMBERS, package, LEVERS)
        assert (moved.pressed[0, 0] > war.pressed[0, 0]) == bool(strengths[0])
        assert (moved.odds[0, 0] < war.odds[0, 0]) == (moved.odds[0, 1] > war.odds[0, 1]) == bool(strengths[1])
        assert (moved.backing[0, 1] > war.backing[0, 1]) == bool(strengths[1] or strengths[2])
        assert moved.backing[0, 0] == war.backing[0, 0]
        assert (np.asarray(numbers.fraying)[0, 1] < NUMBERS.fraying) == bool(strengths[2])


def stubborn(odds: float) -> Case:
    """A war in which the stronger side is sure of itself."""
    return case(odds=np.array([[odds, 0.5]]), support=np.array([[0.9, 0.9]]))


def test_the_cheapest_lever_that_opens_a_range_does_and_no_cheaper_one_does() -> None:
    base = Lattice(CEASEFIRE, tuple(axis for axis in lattice_of(case()).axes if axis.kind in ("recognise", "monitor")))
    for odds in np.linspace(0.3, 0.95, 27):
        war = stubborn(float(odds))
        search = searched(base, closed_form(outlook(war, NUMBERS), NUMBERS), 512)
        lever = None if search.span.exists else opened(search, war, NUMBERS, LEVERS)
        if lever is not None:
            break
    else:
        pytest.fail("no war in which a lever opens a range")

    def opens(package: Any) -> bool:
        moved, numbers = pulled(war, NUMBERS, package, LEVERS)
        return searched(base, closed_form(outlook(moved, numbers), numbers), 512).span.exists

    assert opens(lever.package)
    cheaper = [package for package in packages(war, LEVERS) if package.cost(LEVERS) < lever.cost]
    assert not any(opens(package) for package in cheaper)
    assert min(lever.score) >= 0.0


# --- the command ---------------------------------------------------------------------------------------------------


@pytest.fixture
def wargame(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """The command: its exit code, what it said, and what it complained of."""

    def called(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(words)
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return called


KEYS = {
    "scenario", "turn", "seed", "runs", "parties", "axes", "grid", "judged", "range", "centre", "nash", "closest",
    "pareto", "best", "best_by_play", "lever", "assumptions", "over_runs",
}  # fmt: skip


def test_the_json_is_complete_and_its_deals_can_be_tabled(
    wargame: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    code, out, err = wargame("bargain", "the-offer", "--no-ahead", "--json", "--quiet")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert set(told) == KEYS
    assert told["parties"] == ["RUS", "UKR"]
    assert told["nash"]["both"]
    assert len(told["best"]) == 16
    clauses = {axis["clause"] for axis in told["axes"]}
    assert all(set(deal["levels"]) == clauses for deal in (told["centre"], told["nash"], *told["pareto"]))
    (tmp_path / "nash.yaml").write_text(json.dumps(told["nash"]["terms"]), encoding="utf-8")
    code, out, _ = wargame("offer", "the-offer", "--terms", str(tmp_path / "nash.yaml"), "--json")
    assert code == 0
    for answer in json.loads(out)["offers"][0]["answers"]:
        assert answer["probability"] == told["nash"]["probability"][answer["party"]]


def test_the_page_tells_what_the_figures_say(wargame: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = wargame("bargain", "classroom", "--no-ahead", "--runs", "3", "--turn", "3")
    assert code == 0
    found = found_in("classroom", 3, 3).search
    assert f"Of {found.grid} deals Meridon takes {100 * found.span.takes[0]:.0f} %" in out
    assert "3 runs of seed 1" in out
    _, invented, _ = wargame("bargain", "the-offer", "--no-ahead", "--fictional-names")
    assert "Russia" not in invented
    assert "Ukraine" not in invented


def test_runs_are_as_each_alone() -> None:
    """Row 0 of many runs is the one run."""
    one, many = found_in("classroom", 3), found_in("classroom", 3, 3)
    assert np.array_equal(one.search.scored.score, many.search.scored.score)
    assert one.runs[0].span == many.runs[0].span


BAD = {
    ("--turn", "9"): "found turn 9, expected one from 1 to 8, the last of classroom",
    ("--plot", "range.bmp"): "found the picture 'range.bmp', expected a name that ends in .png, .svg, .pdf",
    ("--set", "states.VAL"): "found --set 'states.VAL', expected PATH=VALUE",
}


@pytest.mark.parametrize("words", BAD)
def test_a_mistake_is_told_in_a_sentence(words: tuple[str, ...], wargame: Callable[..., tuple[int, str, str]]) -> None:
    assert wargame("bargain", "classroom", *words) == (2, "", BAD[words] + "\n")


@pytest.mark.parametrize("scenario", ["the-offer", "classroom"])
def test_the_picture_is_drawn_and_the_same_each_time(scenario: str, tmp_path: Path) -> None:
    from wargame.report.bargain_plot import draw

    one, two = (
        draw(found_in(scenario), load(scenario, POLICIES), tmp_path / f"{name}.svg").read_bytes() for name in "ab"
    )
    assert one == two


def test_without_a_war_there_is_nothing_to_settle() -> None:
    classroom = load("classroom", POLICIES)
    calm = replace(classroom, board=replace(classroom.board, pairs=()), offers=())
    with pytest.raises(UserError, match="found no war in classroom, expected two states at war"):
        centre(calm)


def test_relief_at_signature_is_one_step_and_nothing_is_told_of_relief_that_is_not_there() -> None:
    offer = load("the-offer", POLICIES).offers[0].terms
    lattice = found_in("the-offer").search.lattice
    kinds = [axis.kind for axis in lattice.axes]
    mixes = np.repeat(lattice.tabled, 2, axis=0)
    mixes[0, kinds.index("dates of relief")] = 2
    mixes[1, kinds.index("relief")] = 0
    assert lattice.sound(mixes).tolist() == [True, False]
    at_once, nothing = (lattice.deals(mixes[row : row + 1]) for row in (0, 1))
    assert np.allclose(at_once.relief[..., 0], offer.relief.sum(axis=-1))
    assert not at_once.relief[..., 1:].any()
    for field in ("relief", "relief_after", "relief_milestone", "snap_back"):
        assert not getattr(nothing, field).any()


def test_the_mightiest_patron_guarantees_a_party_weaker_than_itself() -> None:
    classroom = replace(load("classroom", POLICIES), offers=())  # around a ceasefire: its own offer has no guarantor
    board, found = classroom.board, bargained(classroom, turn=3)
    ids, base = board.states, found.search.lattice.base
    first, second = guarantors(board, found.ahead.case, base)
    assert ("patron" in {kind for who, whom, kind in board.pairs if who == first}, second) == (True, -1)
    bound = replace(base, guarantee=base.guarantee.copy())
    bound.guarantee[0, ids.index("MER"), 0] = 1.0
    assert guarantors(board, found.ahead.case, bound)[0] == ids.index("MER")
