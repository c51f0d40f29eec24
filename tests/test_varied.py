"""Rows whose numbers differ, played together: each is the campaign that it would be alone with its numbers set."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.assumptions import Assumption
from wargame.ensemble import run_many
from wargame.ensemble.blocks import played
from wargame.ensemble.design import Design, design, plain
from wargame.ensemble.ranges import Range
from wargame.ensemble.varied import varied
from wargame.errors import DocumentError
from wargame.game import Game
from wargame.generator import parts
from wargame.policies import POLICIES
from wargame.policies import settings as of_policies
from wargame.register import assumptions
from wargame.scenario import Scenario, load, renumbered
from wargame.world import digest, leaves

SECTIONS = ("rules", "policies", "states", "snapshots", "alliances", "measures", "opening", "deliveries", "works")
POINTS = 3
ROWS = [(0, 0), (1, 0), (2, 1), (1, 1), (0, 7)]  # point and run: a run may come twice, and so may a point


@dataclass(frozen=True)
class Known:
    """A scenario, and its numbers on record that can be set."""

    name: str
    scenario: Scenario
    numbers: dict[str, list[Assumption]]  # by section


@cache
def known(name: str) -> Known:
    scenario = load(name, POLICIES)
    numbers: dict[str, list[Assumption]] = {}
    for item in (*assumptions(scenario), *of_policies(scenario)):
        section = item.path.partition(".")[0]
        if section in SECTIONS and item.value != 0.0 and item.unit != "states":  # those are counted
            numbers.setdefault(section, []).append(item)
    return Known(name, scenario, numbers)


def ends(item: Assumption) -> tuple[float, float]:
    """The range on record; where there is none, a little less than the number, so that shares still sum to 1."""
    if item.low is not None and item.high is not None:
        return item.low, item.high
    return 0.95 * item.value, item.value


def numbers(name: str, most: int) -> st.SearchStrategy[list[Assumption]]:
    """Some numbers of a scenario, the sections drawn first, so that the small ones come up as well."""
    by_section = known(name).numbers
    one = st.sampled_from(sorted(by_section)).flatmap(lambda section: st.sampled_from(by_section[section]))
    return st.lists(one, min_size=most // 3, max_size=most, unique_by=lambda item: item.path)


def made(told: list[Assumption], seed: int) -> Design:
    """A small design over some numbers, with points that share runs."""
    each = tuple(Range(item.path, *ends(item)) for item in told)
    share = np.random.default_rng(seed).random((POINTS, len(each)))
    share[0] = 1.0  # the upper ends are round numbers, at which a power or a comparison may be another
    low, high = (np.array([getattr(item, end) for item in each]) for end in ("low", "high"))
    return Design("lhs", each, low + share * (high - low), np.array(ROWS), len(ROWS), seed)


def together(scenario: Scenario, drawn: Design, turns: int, seats: dict[str, str] | None = None) -> dict[int, Any]:
    """Series and standing of every row, played as blocks."""
    found: dict[int, Any] = {}
    for one, where in varied(scenario, drawn, range(len(drawn.rows))):
        block = played(one, drawn.rows[where, 1].tolist(), turns=turns, seats=seats)
        found |= {int(row): (block.values[i], block.standing[i]) for i, row in enumerate(where)}
    return found


def rows_are_campaigns(name: str, drawn: Design, turns: int, seats: dict[str, str] | None = None) -> None:
    found = together(known(name).scenario, drawn, turns, seats)
    assert sorted(found) == list(range(len(drawn.rows)))
    for row, (point, run) in enumerate(drawn.rows.tolist()):
        alone = played(load(name, POLICIES, drawn.values(point)), [run], turns=turns, seats=seats)
        differing = [
            n for i, n in enumerate(alone.names) if alone.values[0, :, i].tobytes() != found[row][0][:, i].tobytes()
        ]
        assert not differing
        assert alone.standing[0].tolist() == found[row][1].tolist()


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A generated world as files."""
    folder = tmp_path_factory.mktemp("world")
    spec, features, links = parts(5, 11, 3, 2, 6, 2, False, True)
    (folder / "map.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (folder / "links.yaml").write_text(json.dumps({"links": links}))
    (folder / "world.yaml").write_text(json.dumps(spec))
    return str(folder / "world.yaml")


@settings(max_examples=4)
@given(told=numbers("classroom", 36), seed=st.integers(0, 99))
def test_a_row_of_the_classroom_is_the_campaign_it_would_be_alone(told: list[Assumption], seed: int) -> None:
    rows_are_campaigns("classroom", made(told, seed), 4)


@settings(max_examples=4)
@given(data=st.data(), seed=st.integers(0, 99))
def test_a_row_of_a_generated_world_is_the_campaign_it_would_be_alone(
    generated: str, data: st.DataObject, seed: int
) -> None:
    rows_are_campaigns(generated, made(data.draw(numbers(generated, 36)), seed), 4)


@settings(max_examples=3)
@given(told=numbers("ukraine-2022", 40), seed=st.integers(0, 99))
def test_a_row_of_the_flagship_is_the_campaign_it_would_be_alone(told: list[Assumption], seed: int) -> None:
    rows_are_campaigns("ukraine-2022", made(told, seed), 3)


@pytest.mark.parametrize("name", ["classroom", "ukraine-2022"])
@pytest.mark.parametrize("policy", ["doctrine", "script", "lookahead"])
def test_all_numbers_of_rules_and_policies_differ_in_one_block(name: str, policy: str) -> None:
    by_section = known(name).numbers
    told = [item for part in ("rules", "policies") for item in by_section[part] if item.low is not None]
    cheap = [item for item in told if not item.path.startswith("policies.lookahead") or policy != "lookahead"]
    drawn = made(cheap, 5)
    assert len(varied(known(name).scenario, drawn, range(len(ROWS)))) == 1
    rows_are_campaigns(name, drawn, 2 if policy == "lookahead" else 4, {"all": policy})


def test_thinking_ahead_goes_as_far_in_each_row_as_it_would_alone() -> None:
    """An offer stands, and the seats that judge it by play look ahead by numbers of their own."""
    told = [
        Range("policies.lookahead.horizon", 1.0, 3.0),
        Range("policies.lookahead.copies", 2.0, 5.0),
        Range("policies.doctrine.toll", 1.0, 5.0),
        Range("rules.combat.luck", 0.1, 0.3),
        Range("opening.weariness.RUS", 0.1, 0.9),
    ]
    points = np.array([[1.0, 2.0, 2.0, 0.2, 0.1], [3.0, 5.0, 3.0, 0.1, 0.9], [2.0, 4.0, 5.0, 0.3, 0.4]])
    drawn = Design("lhs", tuple(told), points, np.array(ROWS), len(ROWS), 1)
    ((one, _),) = varied(known("the-offer").scenario, drawn, range(len(ROWS)))
    game = Game(one, runs=drawn.rows[:, 1].tolist(), seats={"RUS": "lookahead", "UKR": "lookahead"})
    heard = []
    game.listeners.append(heard.append)
    game.step()
    assert any((np.asarray(moment.world.answered) != 0.0).any() for moment in heard), "somebody answered"
    rows_are_campaigns("the-offer", drawn, 2, {"RUS": "lookahead", "UKR": "lookahead"})


def test_what_has_no_run_axis_parts_the_rows() -> None:
    """Output of a state is shared by all runs of a block, its mood at state 0 is not."""
    scenario = known("classroom").scenario
    who = next(iter(scenario.spec.states))
    mood, output = (
        next(item for item in known("classroom").numbers["states"] if item.path == f"states.{who}.{key}")
        for key in ("support", "gdp")
    )
    whole, parted = (varied(scenario, made([item], 1), range(len(ROWS))) for item in (mood, output))
    assert [where.tolist() for _, where in whole] == [[0, 1, 2, 3, 4]]
    assert sorted(where.tolist() for _, where in parted) == [[0, 4], [1, 3], [2]]


def test_only_the_rows_asked_for_are_made() -> None:
    drawn = made(known("classroom").numbers["rules"][:3], 1)
    ((one, where),) = varied(known("classroom").scenario, drawn, [4, 1])
    assert where.tolist() == [0, 1]
    block = played(one, drawn.rows[[4, 1], 1].tolist(), turns=2)
    alone = played(load("classroom", POLICIES, drawn.values(0)), [7], turns=2)
    assert block.values[0].tobytes() == alone.values[0].tobytes()


def test_rows_of_a_plain_design_are_the_runs(ukraine: Scenario) -> None:
    ((one, where),) = varied(ukraine, plain(9), [3, 5])
    assert one is ukraine
    assert where.tolist() == [0, 1]


@pytest.mark.parametrize("name", ["classroom", "ukraine-2022"])
def test_numbers_set_without_reading_make_the_world_that_reading_makes(name: str) -> None:
    """Every number on record at once: first world, rulebook, board and events."""
    told = [item for items in known(name).numbers.values() for item in items]
    drawn = made(told, 3)
    quick, slow = renumbered(known(name).scenario, drawn.values(1), POLICIES), load(name, POLICIES, drawn.values(1))
    assert digest(quick.world) == digest(slow.world)
    assert digest(quick.world) != digest(known(name).scenario.world)
    assert repr(quick.params) == repr(slow.params)
    assert repr(quick.board) == repr(slow.board)
    assert (quick.events, quick.dates, quick.changes) == (slow.events, slow.dates, slow.changes)


def test_a_point_that_cannot_be_is_told_with_its_numbers() -> None:
    """Each share alone can be at its upper end; both together are more than the region has."""
    name, shares = "ukraine-2022", ("snapshots.2022-02-23.regions.UA-43.RUS",)
    with pytest.raises(DocumentError, match=r"--set states\.RUS\.support:1:1: found 2, expected a number from 0 to 1"):
        renumbered(known(name).scenario, {"states.RUS.support": 2.0, shares[0]: 1.0}, POLICIES)


def test_a_number_of_which_nothing_is_told_is_read_with_its_file(ukraine: Scenario) -> None:
    path = "states.RUS.stakes.publicity"
    assert renumbered(ukraine, {path: 0.25}, POLICIES).params.states.publicity.tolist().count(0.25) >= 1


def test_points_with_the_same_run_share_their_luck() -> None:
    """The fortunes of war of a run are the same whatever the numbers: common random numbers."""
    item = next(item for item in known("classroom").numbers["rules"] if item.path == "rules.combat.luck_state")
    ((one, _),) = varied(known("classroom").scenario, made([item], 1), [0, 1, 2])
    game: Any = Game(one, runs=[0, 0, 1])
    luck = game.source.at(1).normal("luck")
    assert luck[0].tobytes() == luck[1].tobytes() != luck[2].tobytes()
    assert game.world.quality[0].tobytes() != game.world.quality[1].tobytes()


def test_a_world_with_a_row_for_each_run_is_taken_as_it_is() -> None:
    item = next(item for item in known("classroom").numbers["states"] if item.path.endswith(".support"))
    ((one, _),) = varied(known("classroom").scenario, made([item], 1), range(len(ROWS)))
    assert one.world.runs == len(ROWS)
    assert all(len(array) == len(ROWS) for _, _, array in leaves(one.world))


def test_a_sweep_answers_its_question() -> None:
    """Better men hold more: the number that is varied is the one that moves the front."""
    scenario = known("classroom").scenario
    war = scenario.spec.wars[0]
    drawn = design("factorial", [Range(f"states.{war[0]}.quality", 0.5, 2.0)], 16, 1)
    found = together(scenario, drawn, 8)
    held = run_many("classroom", runs=1, turns=0).names.index(f"territory/{war[1]}/{war[0]}")
    ends_ = np.array([found[row][0][-1, held] for row in range(16)]).reshape(2, 8)
    assert (ends_[1] >= ends_[0]).all()
    assert ends_[1].mean() > ends_[0].mean()


def test_files_are_not_read_for_a_point(ukraine: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: Path) -> None:
        raise AssertionError(path)

    monkeypatch.setattr("wargame.documents.read", read)
    assert len(varied(ukraine, made(known("ukraine-2022").numbers["rules"][:5], 1), range(5))) == 1
