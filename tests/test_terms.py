"""Terms: what a clause of a file is in the arrays, what is written is read again, and no side is written for."""

from pathlib import Path

import array_api_strict
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from deals import deals, quarrel
from wargame.board import converted
from wargame.data import root
from wargame.explain import deal as told
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load
from wargame.terms import (
    CLAUSES,
    LEVELS,
    MILESTONES,
    Terms,
    TermsSpec,
    axes,
    clauses,
    hollow,
    in_library,
    none,
    of_rows,
    of_terms,
    read,
    runs,
    sizes,
    stacked,
    swapped,
    text,
    written,
)

CLASSROOM = load("classroom", POLICIES)
BOARDS = {"classroom": CLASSROOM, **{kind: make() for kind, make in worlds.KINDS.items() if kind != "at-peace"}}
HEAD = "between: [MER, VAL]\nclauses:\n"


def deal(tmp_path: Path, *lines: str, scenario: Scenario = CLASSROOM, head: str = HEAD) -> Terms:
    """The terms of a file of these clauses."""
    path = tmp_path / "deal.yaml"
    path.write_text(head + "".join(f"  - {{clause: {line}}}\n" for line in lines))
    return read(path, scenario.board).terms


def same(one: Terms, other: Terms) -> bool:
    return one.quarrel == other.quarrel and all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in CLAUSES
    )


# A clause of a file, and what it is in the arrays: Meridon is Y 0, Valdoria Y 1; Meridon Z 1, Halmere Z 4, the pact Z 5

PLAYED = {
    "withdraw, by: MER, regions: [VAL-EAST]": {"withdraw": {(0, 4): 1.0}},
    "withdraw, by: MER, regions: [VAL-EAST], level: part": {"withdraw": {(0, 4): 0.5}},
    "withdraw, by: VAL, regions: [VAL-EAST, VAL-COAST], level: 0.3": {"withdraw": {(1, 4): 0.3, (1, 5): 0.3}},
    "administer, by: VAL, regions: [VAL-EAST], level: joint": {"administer": {(1, 4): 0.5}},
    "recognise, by: VAL, regions: [VAL-EAST]": {"recognise": {(1, 4): 1.0}},
    "recognise, by: VAL, regions: [VAL-EAST], level: de facto": {"recognise": {(1, 4): 0.5}},
    "defer, regions: [VAL-EAST]": {"defer": {(4,): 1.0}},
    "demilitarise, by: MER, regions: [MER-MARCH], level: no heavy arms": {"demilitarise": {(0, 1): 0.5}},
    "ceasefire": {"cease": {(): 1.0}},
    "ceasefire, after: 2": {"cease": {(): 1.0}, "cease_after": {(): 2.0}},
    "relief, by: PACT, to: MER, sectors: {trade: 0.2, finance: 1}, after: 6, snap_back: by vote": {
        "relief": {(5, 0, 3, 0): 0.2, (5, 0, 0, 0): 1.0},
        "relief_after": {(0,): 6.0},
        "snap_back": {(5,): 0.5},
    },
    "relief, by: HAL, to: MER, sectors: {energy: 0.5}, step: 3": {"relief": {(4, 0, 1, 2): 0.5}},
    "guarantee, by: HAL, to: VAL, level: intervention": {"guarantee": {(4, 1): 0.75}},
    "neutral, by: VAL, level: neutral by treaty": {"neutral": {(1,): 0.75}},
    "cap, by: MER, level: half strength": {"cap": {(0,): 0.5}},
    "unaided, by: VAL, level: no long range": {"unaided": {(1,): 0.25}},
    "endorse, by: TAL, of: MER": {"endorse": {(2, 0): 1.0}},
    "assets, by: PACT, to: MER, level: half": {"assets": {(5, 0): 0.5}},
    "rebuild, by: MER, to: VAL, amount: 40": {"rebuild": {(1, 1): 40.0}},
    "transit, by: VAL, level: 0.7": {"transit": {(1,): 0.7}},
    "prisoners": {"prisoners": {(): 1.0}},
    "monitor, level: observers": {"monitor": {(): 0.5}},
}
RIDERS = {
    "secret": {"secret": {(): 1.0}},
    "final": {"final": {(): 1.0}},
    "expires, after: 3": {"expires": {(): 3.0}},
}


@pytest.mark.parametrize("line", [*PLAYED, *RIDERS])
def test_a_clause_says_what_it_says_and_nothing_else(line: str, tmp_path: Path) -> None:
    board = CLASSROOM.board
    assert (board.states, board.regions[4:6]) == (("VAL", "MER", "TAL", "ORR", "HAL"), ("VAL-EAST", "VAL-COAST"))
    terms = deal(tmp_path, line, *(["prisoners"] if line in RIDERS else []))
    expected = PLAYED.get(line) or {**RIDERS[line], **PLAYED["prisoners"]}
    for name in CLAUSES:
        values = np.asarray(getattr(terms, name)[0])
        there = {tuple(int(i) for i in at): float(values[tuple(at)]) for at in np.argwhere(values != 0.0)}
        assert there == expected.get(name, {}), name


def test_every_kind_of_clause_is_played() -> None:
    schema = TermsSpec.model_json_schema()["properties"]["clauses"]["items"]["discriminator"]["mapping"]
    assert {line.split(",")[0] for line in (*PLAYED, *RIDERS)} == set(schema)


def test_a_mediator_is_a_seat_counted_from_one(tmp_path: Path) -> None:
    terms = deal(tmp_path, "prisoners", head=f"mediator: TAL\n{HEAD}")
    assert terms.mediator.tolist() == [3.0]
    assert terms.quarrel == (1, 0)


def test_an_oblast_cut_in_parts_goes_by_its_whole_name(ukraine: Scenario, tmp_path: Path) -> None:
    head = "between: [UKR, RUS]\nclauses:\n"
    terms = deal(tmp_path, "withdraw, by: RUS, regions: [UA-65]", scenario=ukraine, head=head)
    parts = [ukraine.board.regions.index(name) for name in ("UA-65-L", "UA-65-R")]
    assert terms.withdraw[0, 1, parts].tolist() == [1.0, 1.0]
    assert terms.withdraw.sum() == 2.0
    assert clauses(terms, ukraine.board)[0]["regions"] == ["UA-65"]


def test_steps_of_relief_go_by_date_and_milestone(tmp_path: Path) -> None:
    relief = "relief, to: MER, sectors: {trade: 0.3}"
    terms = deal(
        tmp_path,
        "ceasefire",
        f"{relief}, by: PACT, after: 3, milestone: ceasefire holds",
        f"{relief}, by: PACT, after: 9, milestone: ceasefire holds",
        f"{relief}, by: HAL, after: 3, milestone: ceasefire holds",
    )
    assert terms.relief_after.tolist() == [[3.0, 9.0, 0.0]]
    assert terms.relief_milestone.tolist() == [[1.0, 1.0, 0.0]]
    assert terms.relief[0, 4:6, 0, 3].tolist() == [[0.3, 0.0, 0.0], [0.3, 0.3, 0.0]]


# The list of clauses


def test_every_clause_says_its_axes_its_unit_and_who_gives() -> None:
    for name, about in CLAUSES.items():
        assert about["axes"].split()[0] == "R", name
        assert about["unit"], name
        assert about["gives"], name
        assert about["meaning"], name
    for name, levels in LEVELS.items():
        assert list(levels.values()) == sorted(levels.values()), name
        if CLAUSES[name]["unit"] in ("level", "share") and levels:
            assert levels[list(levels)[-1]] == 1.0, name
    assert list(LEVELS["relief_milestone"]) == list(MILESTONES)


@pytest.mark.parametrize("kind", BOARDS)
def test_arrays_have_their_axes(kind: str) -> None:
    board = BOARDS[kind].board
    empty, length = none(board, quarrel(board), 3), {"R": 3, **sizes(board)}
    for name in CLAUSES:
        assert getattr(empty, name).shape == tuple(length[axis] for axis in axes(name))
        assert not getattr(empty, name).any()


# What is written is read again


@pytest.mark.parametrize("kind", BOARDS)
@given(data=st.data())
def test_what_is_written_is_read_again_bit_for_bit(
    kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    board = BOARDS[kind].board
    terms = data.draw(deals(board))
    path = tmp_path_factory.mktemp("written") / "deal.yaml"
    path.write_text(text(written(terms, board, title='A deal: the 2nd, "as told"')))
    again = read(path, board)
    assert again.title == 'A deal: the 2nd, "as told"'
    assert same(again.terms, terms)
    assert clauses(again.terms, board) == clauses(terms, board)


def test_a_level_without_a_name_is_not_written() -> None:
    board = CLASSROOM.board
    terms = none(board, quarrel(board))
    terms.neutral[0, 1] = 0.6
    with pytest.raises(ValueError, match=r"neutral has no level 0\.6; it has no foreign bases, no alliance"):
        clauses(terms, board)


# Rows, libraries, roles


@given(data=st.data())
def test_rows_are_stacked_and_taken(data: st.DataObject) -> None:
    board = BOARDS["two-sides"].board
    one, other = data.draw(deals(board)), data.draw(deals(board))
    both = stacked([one, other, one])
    assert runs(both) == 3
    assert same(of_rows(both, np.array([1])), other)
    assert same(of_rows(both, np.array([0, 2])), stacked([one, one]))
    assert clauses(both, board, 2) == clauses(one, board)
    assert of_terms(both, 1) == []


def test_deals_of_two_quarrels_are_not_stacked() -> None:
    board = CLASSROOM.board
    with pytest.raises(ValueError, match="of one quarrel"):
        stacked([none(board, (0, 1)), none(board, (1, 0))])
    with pytest.raises(ValueError, match="at least one"):
        stacked([])


@given(data=st.data())
def test_roles_exchanged_twice_are_as_they_were(data: st.DataObject) -> None:
    board = BOARDS["three-sides"].board
    terms = data.draw(deals(board))
    targets = board.forum.targets
    assert same(swapped(swapped(terms, targets), targets), terms)
    assert same(swapped(swapped(terms)), terms)


def test_roles_exchanged_are_the_other_s(tmp_path: Path) -> None:
    given_by = (
        "recognise, by: {}, regions: [VAL-EAST]",
        "rebuild, by: {}, to: {}, amount: 7",
        "endorse, by: TAL, of: {}",
    )
    one, other = (deal(tmp_path, *(line.format(*who) for line in given_by)) for who in (("MER", "VAL"), ("VAL", "MER")))
    assert not same(one, other)
    assert same(swapped(one), other)


def test_relief_is_exchanged_where_both_may_be_targets(tmp_path: Path) -> None:
    terms = none(CLASSROOM.board, (1, 0))
    relief = np.zeros((1, 6, 2, 4, 3))
    relief[0, 5, 0] = 0.3
    both = Terms(**{**vars(terms), "relief": relief})
    assert np.array_equal(swapped(both, (0, 1)).relief[:, :, 1], relief[:, :, 0])
    assert np.array_equal(swapped(both).relief, relief)


@settings(max_examples=4)
@given(data=st.data())
def test_other_array_libraries_do_the_same(data: st.DataObject) -> None:
    scenario = BOARDS["two-sides"]
    board, strict = scenario.board, array_api_strict.asarray
    terms = data.draw(deals(board))
    control = np.asarray(scenario.world.control)
    other, its_board = in_library(terms, strict), converted(board, strict)
    assert same(in_library(swapped(stacked([other, other])), np.asarray), swapped(stacked([terms, terms])))
    assert same(in_library(of_rows(other, strict([0])), np.asarray), terms)
    found = hollow(other, strict(control), its_board)
    assert np.array_equal(np.asarray(found), hollow(terms, control, board))


def test_ceding_what_is_the_other_s_already_is_found(tmp_path: Path) -> None:
    lines = ("withdraw, by: VAL, regions: [MER-HEART, VAL-EAST]", "administer, by: MER, regions: [VAL-COAST]")
    found = hollow(deal(tmp_path, *lines), CLASSROOM.world.control, CLASSROOM.board)
    assert np.argwhere(found).tolist() == [[0, 0, 5], [0, 1, 0]]  # of the works Valdoria still holds two thirds


# Sentences


def test_a_deal_reads_as_plain_english(tmp_path: Path) -> None:
    lines = (
        "recognise, by: VAL, regions: [VAL-EAST], level: de facto",
        "withdraw, by: MER, regions: [VAL-COAST], level: 0.25",
        "ceasefire, after: 1",
        "relief, by: PACT, to: MER, sectors: {trade: 0.5}, after: 6, milestone: ceasefire holds, snap_back: automatic",
        "guarantee, by: HAL, to: VAL, level: arms and supplies",
        "rebuild, by: MER, to: VAL, amount: 12.5",
        "monitor, level: armed mission",
    )
    assert told(deal(tmp_path, *lines), CLASSROOM) == [
        "Meridon leaves 25 % of what it holds of Valdorian Coast to Valdoria.",
        "Valdoria recognises Eastern Works as Meridon's, de facto.",
        "Both cease fire 1 month after signature, on the line of that day.",
        "The Ambral Pact lifts its measures on Meridon, 50 % in trade, 6 months after signature if the ceasefire holds;"
        " if Meridon breaks the deal they come back by themselves.",
        "Halmere gives Valdoria arms and supplies if it is attacked.",
        "Meridon pays EUR 12.5 bn for the reconstruction of Valdoria.",
        "An armed mission watches that the deal is kept.",
    ]


def test_a_deal_reads_in_invented_names(ukraine: Scenario) -> None:
    terms = read(root() / "maps/ukraine/terms/partial-recognition.yaml", ukraine.board).terms
    real = " ".join(told(terms, ukraine))
    invented = " ".join(told(terms, ukraine, ukraine.names(fictional=True)))
    assert real.startswith("Ukraine recognises Donetsk and Luhansk as Russia's, de facto. Ukraine recognises Crimea")
    for name in ("Russia", "Ukraine", "Crimea", "Donetsk", "European Union", "Group of Seven"):
        assert name in real
        assert name not in invented


@pytest.mark.parametrize("kind", BOARDS)
@given(data=st.data())
def test_every_clause_has_its_sentence(kind: str, data: st.DataObject) -> None:
    scenario = BOARDS[kind]
    terms = data.draw(deals(scenario.board))
    sentences = told(terms, scenario)
    assert len(sentences) == len(clauses(terms, scenario.board))
    for sentence in sentences:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "{" not in sentence


# What ships


@pytest.mark.parametrize("path", sorted(root().glob("maps/*/terms/*.yaml")), ids=lambda path: path.stem)
def test_terms_that_ship_are_sound(path: Path) -> None:
    name = {"ukraine": "ukraine-2022", "classroom": "classroom"}[path.parent.parent.name]
    scenario = load(name, POLICIES)
    found = read(path, scenario.board)
    assert found.title
    assert of_terms(found.terms) == []
    assert told(found.terms, scenario)
