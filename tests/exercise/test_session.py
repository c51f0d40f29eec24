"""A sitting: seats taken, orders laid ready, refused, committed; deals answered; closed at any moment and gone on."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from sittings import CEASEFIRE, PLAN, begun, played_on, said

from wargame import record
from wargame.errors import Impossible, RecordError, UserError
from wargame.exercise import tabling
from wargame.exercise.session import Session
from wargame.game import Game
from wargame.observe import blinded
from wargame.orders import ANSWER, COMMAND, PROPOSE, VOTE, lines
from wargame.policies import POLICIES
from wargame.scenario import load
from wargame.world import digest

# Seats


def test_a_sitting_begins_before_the_first_turn_and_its_record_tells_whose_the_seats_are(tmp_path: Path) -> None:
    session = begun(tmp_path, "VAL", "PACT", seed=4, run=2)
    header = json.loads(session.path.read_bytes())
    assert session.path == tmp_path / "classroom-s4-r2.jsonl"
    assert (session.people, session.stage, session.turn, session.turns) == (("VAL", "PACT"), "between", 0, 8)
    assert {seat: name for seat, name in header["seats"].items() if name != "doctrine"} == {
        "VAL": "human",
        "PACT": "human",
    }
    assert (header["seed"], header["run"]) == (4, 2)


def test_everybody_may_be_a_person_and_a_policy_may_be_named_beside_them(tmp_path: Path) -> None:
    session = Session.begin("classroom", {"all": "human", "MER": "hold"}, folder=tmp_path)
    assert session.people == ("VAL", "TAL", "ORR", "HAL", "PACT")
    assert session.seats["MER"] == "hold"


@pytest.mark.parametrize(
    ("seats", "told"),
    [
        ({"VLA": "human"}, "unknown seat 'VLA'.*nearest is 'VAL'"),
        ({"VAL": "docrtine"}, "unknown policy 'docrtine'.*nearest is 'doctrine'"),
    ],
)
def test_an_unknown_seat_or_policy_is_told_and_nothing_is_written(
    tmp_path: Path, seats: dict[str, str], told: str
) -> None:
    with pytest.raises(UserError, match=told):
        Session.begin("classroom", seats, folder=tmp_path)
    with pytest.raises(UserError, match=r"unknown rule for missing orders 'hodl'.*nearest is 'hold'"):
        Session.begin("classroom", folder=tmp_path, missing="hodl")
    assert list(tmp_path.iterdir()) == []


def test_a_game_is_no_place_for_people() -> None:
    with pytest.raises(UserError, match="found a person at VAL, expected policies: people sit at `wargame play`"):
        Game("classroom", seats={"VAL": "human"})


def test_where_nobody_is_asked_a_turn_plays_through_and_leaves_what_a_run_leaves(tmp_path: Path) -> None:
    session = begun(tmp_path)
    turns = []
    while session.stage != "over":
        session.go()
        turns.append(session.turn)
    session.close()
    list(record.played(Game("classroom"), tmp_path / "run.jsonl"))
    assert turns == list(range(1, 9))
    assert session.path.read_bytes() == (tmp_path / "run.jsonl").read_bytes()
    session.go()
    assert (session.turn, session.stage) == (8, "over")


# Asked


def test_people_are_asked_at_the_moments_at_which_they_have_something_to_decide(tmp_path: Path) -> None:
    session, asked = begun(tmp_path, "VAL", "PACT", "HAL"), []
    while session.turn < 1:
        if session.waiting:
            asked.append((session.moment, session.waiting))
            session.commit(session.waiting[0])
        else:
            session.go()
    assert asked[0] == ("propose", ("VAL",))  # the party; who does not mediate and is at war with nobody has no table
    assert ("deliberate", ("PACT",)) in asked
    assert asked[-2:] == [("command", ("VAL", "HAL")), ("command", ("HAL",))]
    assert all(seats == ("HAL",) for moment, seats in asked if moment == VOTE)  # Valdoria is no member


def test_what_may_be_ordered_is_told_with_its_most(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 0, to=COMMAND)
    possible = {(item.kind, item.target): item for item in session.most("VAL")}
    calls, effort = possible["mobilise", ""], possible["effort", "VAL-EAST"]
    assert (calls.least, calls.unit, effort.most) == (0.0, "thousand men", 1.0)
    assert possible["spend", ""].least == -possible["spend", ""].most < 0.0
    assert ("attack", "VAL-CAPITAL") not in possible  # no enemy there
    assert session.give("VAL", calls.line(calls.most)) is None
    assert session.give("VAL", calls.line(calls.most * 1.01)) is not None
    assert session.most("MER") == []
    assert session.give("MER", "MER mobilise 1") == "MER is played by doctrine, not by people"


# Orders laid ready


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("VAL atack VAL-EAST 0.6", "unknown order 'atack'; nearest is 'attack'"),
        ("VLA attack VAL-EAST 0.6", "unknown seat 'VLA'; nearest is 'VAL'"),
        ("VAL attack VAL-EST 0.6", "VAL can give no order 'attack' for VAL-EST; nearest is 'VAL-EAST'"),
        ("MER attack VAL-EAST 0.6", "MER is another seat than VAL"),
        ("VAL attack VAL-EAST 1.5", "found 1.5, expected at most 1 share"),
        ("VAL attack VAL-CAPITAL 0.5", "no enemy ground within reach there; nearest that may be is 'VAL-EAST'"),
        ("VAL mobilise -3", "found -3, expected 0 or more"),
        (
            "VAL mobilise 300",
            "found 300, expected at most 23.75 thousand men: more men than can be called up",
        ),
        ("VAL spend -0.9", "expected at most .* share: war spending can't change so fast"),
        ("VAL mobilise many", "expected a number at the end, found 'many'"),
        ("VAL vote PACT:package:MER 1", "vote is ordered at vote, and now is command"),
        ("VAL aid VAL 1", "can give no order 'aid' for VAL"),
        (f"VAL offer VAL-MER {CEASEFIRE}", "offer is ordered at propose, and now is command"),
        ("", "expected SEAT ORDER"),
        ("VAL", "expected SEAT ORDER"),
    ],
)
def test_an_order_that_can_t_be_given_is_refused_with_the_reason(tmp_path: Path, line: str, reason: str) -> None:
    session = played_on(begun(tmp_path, "VAL"), 0, to=COMMAND)
    told = session.give("VAL", line)
    assert told is not None
    assert re.search(reason, told), told
    assert session.why_not("VAL", line) == told
    assert session.staged("VAL") == ()


def test_a_limit_that_is_told_can_be_typed_in(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 3, to=COMMAND)
    told = session.give("VAL", "VAL spend 0.9")
    assert told is not None
    most = told.split("at most ")[1].split()[0]
    assert session.give("VAL", f"VAL spend {most}") is None


def test_the_later_order_counts_and_the_last_change_is_taken_back(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 0, to=COMMAND)
    for line in ("VAL mobilise 2", "VAL effort VAL-EAST 0.5", "VAL mobilise 3"):
        assert session.give("VAL", line) is None
    both = ("VAL mobilise 3.0", "VAL effort VAL-EAST 0.5")
    assert session.staged("VAL") == both
    session.drop("VAL", "VAL mobilise 3.0")
    assert session.staged("VAL") == ("VAL effort VAL-EAST 0.5",)
    session.undo("VAL")
    assert session.staged("VAL") == both
    assert session.give("VAL", "VAL effort VAL-EAST 0") is None  # asks for nothing
    assert session.staged("VAL") == ("VAL mobilise 3.0",)
    for _ in range(9):
        session.undo("VAL")
    assert session.staged("VAL") == ()


def test_committed_orders_are_carried_out_and_stand_in_the_record(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 1)
    line = next(line for line in session.record.lines if line.moment == COMMAND)
    mine = {order for order in line.orders if order.startswith("VAL ")}
    assert mine == {"VAL mobilise 2.5", "VAL effort VAL-EAST 0.5", "VAL effort VAL-COAST 0.4", "VAL spend 0.002"}
    assert any(order.startswith("MER attack") for order in line.orders)
    assert float(session.world.training[0, 0].sum()) > 2.4
    assert (session.stage, session.waiting, session.staged("VAL")) == ("between", (), ())
    with pytest.raises(Impossible, match="VAL is not asked now"):
        session.commit("VAL")


def test_the_record_of_people_and_policies_replays_and_verifies(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL", "MER"), 8)
    session.close()
    verified = record.verify(record.read(session.path))
    assert verified.passed
    assert (verified.turns, verified.unasked) == (8, ("VAL", "MER"))
    assert digest(list(record.replay(session.record))[-1].played.world) == digest(session.world)


# Deals


def test_a_deal_is_tabled_by_one_person_answered_by_another_and_signed(tmp_path: Path) -> None:
    session = begun(tmp_path, "VAL", "MER")
    session.go()
    assert session.give("VAL", f"VAL offer VAL-MER {CEASEFIRE}") is None
    session.commit("VAL")
    session.commit("MER")
    assert (session.moment, session.waiting) == (ANSWER, ("MER",))  # nobody else is bound
    assert [item.target for item in session.most("MER")] == ["VAL-MER:VAL"]
    assert session.news(1, "MER")[-1] == "Valdoria offers Meridon a deal."
    assert session.give("MER", "MER answer VAL-MER:MER 1") is not None  # its own table is empty
    assert session.give("MER", "MER answer VAL-MER:VAL 1") is None
    session.commit("MER")
    assert [(said.answer, session.scenario.seats[said.seat]) for said in session.heard.offers[0].said] == [
        ("accept", "MER")
    ]
    assert float(session.world.signed[0, 0]) == 1.0
    played_on(session, 1, {})
    assert "The war of Valdoria and Meridon stops on the line by a ceasefire." in session.news(1)


def test_who_announces_a_counter_offer_has_the_word_in_the_same_turn(tmp_path: Path) -> None:
    session, asked = begun(tmp_path, "VAL", "MER"), []
    plan = {
        "VAL": {PROPOSE: [f"VAL offer VAL-MER {CEASEFIRE}"], ANSWER: ["VAL answer VAL-MER:MER -1"]},
        "MER": {ANSWER: ["MER answer VAL-MER:VAL -0.5"]},
    }
    while session.turn < 1:
        if session.waiting:
            asked.append((session.moment, session.waiting[0]))
            if asked.count((PROPOSE, "MER")) == 2 and asked[-1] == (PROPOSE, "MER"):
                watched = CEASEFIRE.replace("[", '[{"clause":"monitor","level":"observers"},')
                assert session.give("MER", f"MER offer VAL-MER {watched}") is None
            said(session, session.waiting[0], {} if asked[-1] == (PROPOSE, "VAL") and len(asked) > 2 else plan)
        else:
            session.go()
    talks = [one for one in asked if one[0] in (PROPOSE, ANSWER)]
    first = [(PROPOSE, "VAL"), (PROPOSE, "MER"), (ANSWER, "MER")]
    assert talks == [*first, (PROPOSE, "MER"), (ANSWER, "VAL")]
    assert [offer.said[0].answer for offer in session.heard.offers] == ["counter", "refuse"]


def test_who_says_nothing_to_an_offer_is_asked_again_next_turn_while_it_stands(tmp_path: Path) -> None:
    lasting = CEASEFIRE.replace("[", '[{"clause":"expires","after":3},')
    session, asked = begun(tmp_path, "VAL", "MER"), []
    plan = {"VAL": {PROPOSE: [f"VAL offer VAL-MER {lasting}"]}}
    while session.turn < 2:
        if session.waiting:
            asked.append((session.turn + 1, session.moment, session.waiting[0]))
            said(session, session.waiting[0], plan if len(asked) == 1 else {})
        else:
            session.go()
    assert [one for one in asked if one[1] == ANSWER] == [(1, ANSWER, "MER"), (2, ANSWER, "MER")]
    moments = [line.moment for line in session.record.lines if line.turn == 1]
    assert moments.count(ANSWER) > 1  # the rounds that were left went by without it


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ('{"clauses":[]}', "found [], expected at least 1"),
        ('{"clauses":[{"clause":"final"}]}', "nobody is bound"),
        ('{"clauses":[{"clause":"ceasefire","after":0},{"clause":"ceasefire","after":2}]}', "the same is told twice"),
        ('{"clauses":[{"clause":"withdraw","by":"VAL","regions":["MER-HEART"]}]}', "neither holds"),
        ('{"clauses":[{"clause":"withdraw","by":"VAL","regions":["VAL-ESAT"]}]}', "nearest is 'VAL-EAST'"),
        ("{", "found no JSON"),
    ],
)
def test_a_deal_that_can_t_stand_is_refused_before_it_is_tabled(tmp_path: Path, terms: str, reason: str) -> None:
    session = begun(tmp_path, "VAL")
    session.go()
    told = session.give("VAL", f"VAL offer VAL-MER {terms}")
    assert told is not None
    assert reason in told


def test_a_deal_from_a_file_is_tabled_by_its_mediator(tmp_path: Path) -> None:
    session = begun(tmp_path, "TAL")
    session.go()
    path = Path(load("classroom", POLICIES).files[0]).parent.parent / "terms" / "half-the-works.yaml"
    line = tabling.from_file("TAL", path, session.scenario.board, "secret")
    assert session.give("TAL", line) is None
    assert session.staged("TAL") == (line,)
    assert session.give("VAL", line) == "VAL is played by doctrine, not by people"
    played_on(session, 4, {}, to=PROPOSE)
    told = session.give("TAL", line)
    assert told == "the scenario's calendar has this seat table another offer there this turn"
    assert "offer" not in [item.kind for item in session.most("TAL")]


# Several people


def test_all_people_are_asked_at_once_and_it_does_not_matter_who_commits_first(tmp_path: Path) -> None:
    first, second = begun(tmp_path / "one", "VAL", "MER"), begun(tmp_path / "other", "VAL", "MER")
    for session, one in ((first, 0), (second, -1)):
        while session.turn < 2:
            if len(session.waiting) == 2:
                moments = session.campaign.moments
                said(session, session.waiting[one])
                assert session.campaign.moments == moments  # nothing happens before all have committed
            elif session.waiting:
                said(session, session.waiting[0])
            else:
                session.go()
    assert first.path.read_bytes() == second.path.read_bytes()


def test_orders_can_be_taken_up_again_while_others_have_yet_to_commit(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL", "MER"), 0, to=COMMAND)
    assert session.give("VAL", "VAL mobilise 2") is None
    session.commit("VAL")
    assert session.waiting == ("MER",)
    assert session.give("VAL", "VAL mobilise 3") == "VAL has committed its orders"
    with pytest.raises(Impossible, match="has committed"):
        session.drop("VAL", "VAL mobilise 2")
    session.recall("VAL")
    assert session.waiting == ("VAL", "MER")
    assert session.give("VAL", "VAL mobilise 3") is None


# Missing orders


def test_missing_orders_are_doctrine_s_as_if_it_held_the_seat(tmp_path: Path) -> None:
    session = begun(tmp_path, "VAL", "PACT", missing="doctrine")
    while session.stage != "over":
        session.time_up() if session.waiting else session.go()
    session.close()
    game = Game("classroom")
    while game.running:
        game.step()
    assert digest(session.world) == digest(game.world)
    assert record.verify(session.record).passed


def test_what_is_missing_is_made_up_for_kind_by_kind_and_can_be_taken_back(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL", missing="doctrine"), 1, to=COMMAND)
    assert session.give("VAL", "VAL mobilise 0.25") is None
    session.fill("VAL")
    filled = session.staged("VAL")
    assert filled[0] == "VAL mobilise 0.25"
    assert sum(line.startswith("VAL mobilise") for line in filled) == 1
    assert any(line.startswith("VAL effort") for line in filled)
    session.undo("VAL")
    assert session.staged("VAL") == ("VAL mobilise 0.25",)


def test_last_turn_s_orders_are_repeated_as_far_as_they_may_be(tmp_path: Path) -> None:
    given = ["VAL effort VAL-EAST 0.75", "VAL attack VAL-EAST 0.5", "VAL mobilise 23.0"]
    session = played_on(begun(tmp_path, "VAL", missing="repeat"), 1, {"VAL": {COMMAND: given}})
    session.intervene("manpower", "VAL", 30.0, "Recruits are few")
    for turn, calls in ((1, 23.0), (2, 7.0), (3, 0.0)):
        played_on(session, turn, to=COMMAND)
        session.fill("VAL")
        called = [f"VAL mobilise {calls!r}"] if calls else []
        assert sorted(session.staged("VAL")) == sorted([*given[:2], *called])
        session.commit("VAL")


def test_who_says_nothing_holds(tmp_path: Path) -> None:
    session = begun(tmp_path, "VAL", missing="hold")
    while session.turn < 1:
        session.time_up() if session.waiting else session.go()
    board = session.scenario.board
    told = [line for done in session.played[0].done for line in lines(done.orders, board)]
    assert told
    assert not any(line.startswith("VAL ") for line in told)


# Closed and gone on with


def _cut(path: Path, turns: int, moment: str, people: tuple[str, ...]) -> None:
    """A sitting that is closed with orders laid ready at a moment of the turn after so many."""
    session = played_on(begun(path, *people), turns, to=moment)
    for line in PLAN[people[0]].get(moment, ()):
        assert session.give(people[0], line) is None
    session.commit(people[0])
    session.close()


@pytest.mark.parametrize("turns", [0, 4])
@pytest.mark.parametrize("moment", [PROPOSE, COMMAND])
def test_closed_in_the_middle_of_a_turn_it_goes_on_to_the_same_bytes(tmp_path: Path, turns: int, moment: str) -> None:
    whole = played_on(begun(tmp_path / "whole", "VAL", "MER"), 6)
    _cut(tmp_path / "cut", turns, moment, ("VAL", "MER"))
    again = Session.open(tmp_path / "cut" / whole.path.name)
    assert (again.moment, again.waiting, again.turn) == (moment, ("MER",), turns)
    assert len(again.staged("VAL")) == len(PLAN["VAL"].get(moment, ()))
    played_on(again, 6)
    assert again.path.read_bytes() == whole.path.read_bytes()
    assert [digest(world) for world in again.worlds] == [digest(world) for world in whole.worlds]
    assert len(again.heard.offers) == len(whole.heard.offers) > 0


def test_a_line_that_was_torn_is_played_again(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 3)
    session.close()
    whole = session.path.read_bytes()
    for cut in (1, 300):
        session.path.write_bytes(whole[:-cut])
        again = Session.open(session.path)
        assert "the last line is torn and was dropped" in again.told[0]
        assert (again.turn, again.moment) == (2, COMMAND)
        played_on(again, 3)
        again.close()
        assert session.path.read_bytes() == whole


def test_killed_after_any_moment_it_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL", "PACT"), 3)
    session.close()
    whole, ends = session.path.read_bytes(), session.record.ends
    assert len(ends) > 10
    for number, end in enumerate(ends):
        path = tmp_path / f"killed-{number}.jsonl"
        path.write_bytes(whole[:end])
        again = played_on(Session.open(path, session.scenario), 3)
        again.close()
        assert path.read_bytes() == whole


def test_to_open_a_record_changes_nothing_on_disk(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 2, to=COMMAND)
    session.close()
    session.path.write_bytes(session.path.read_bytes()[:-7])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    Session.open(session.path).view(turn=1)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_damaged_record_can_be_looked_at_and_branched_and_is_not_written_on(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 3)
    session.close()
    whole = session.path.read_bytes()
    texts = whole.splitlines(keepends=True)
    at = [k for k, line in enumerate(session.record.lines) if line.turn == 2][-1] + 1
    texts[at] = texts[at].replace(b"VAL mobilise 2.5", b"VAL mobilise 2.6")
    session.path.write_bytes(b"".join(texts))
    damaged = Session.open(session.path)
    assert damaged.fault is not None
    assert "the line was edited" in damaged.told[0]
    assert (damaged.turn, damaged.stage) == (1, "between")
    assert damaged.news(1) == session.news(1)
    with pytest.raises(RecordError, match="the line was edited"):
        damaged.go()
    with pytest.raises(RecordError, match="the line was edited"):
        damaged.intervene("support", "VAL", 0.5, "In vain")
    assert session.path.read_bytes() == b"".join(texts)
    branch = played_on(damaged.branch(1), 3)
    assert branch.path.read_bytes() == whole


def test_a_record_can_be_opened_to_be_looked_at_alone(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 2, to=COMMAND)
    session.close()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    looked = Session.open(session.path, look=True)
    assert (looked.turn, looked.waiting, looked.news(2)) == (2, (), session.news(2))
    with pytest.raises(RecordError, match="opened to be looked at; a branch goes on"):
        looked.go()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert played_on(looked.branch(1), 2).turn == 2


def test_what_lay_beside_a_record_that_is_gone_is_nothing_to_the_next_of_its_name(tmp_path: Path) -> None:
    session = begun(tmp_path, "VAL")
    session.mark(0, "old")
    session.intervene("support", "VAL", 0.1, "Old")
    session.close()
    session.path.unlink()
    again = begun(tmp_path, "VAL")
    assert again.path == session.path
    assert (again.bookmarks, again.pending) == ((), ())


def test_a_record_that_was_gone_on_with_elsewhere_is_not_cut_back(tmp_path: Path) -> None:
    one = begun(tmp_path, "VAL")
    other = Session.open(one.path)
    played_on(other, 2)
    whole = one.path.read_bytes()
    one.go()
    with pytest.raises(RecordError, match="gone on with elsewhere; open it again"):
        one.commit("VAL")
    assert one.path.read_bytes() == whole


def test_a_desk_that_can_t_be_read_is_begun_anew_and_told(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 1, to=COMMAND)
    session.mark(1, "here")
    session.close()
    session.desk.path.write_text('{"bookmarks": 3}')
    again = Session.open(session.path)
    assert "found nothing that can be read, expected bookmarks" in again.told[0]
    assert (again.bookmarks, again.turn, again.moment) == ((), 1, COMMAND)


def test_orders_on_a_desk_that_can_t_be_given_are_dropped_and_told(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 1, to=COMMAND)
    assert session.give("VAL", "VAL mobilise 2") is None
    session.close()
    session.desk.path.write_text(session.desk.path.read_text().replace("VAL mobilise 2.0", "VAL mobilise 2000.0"))
    again = Session.open(session.path)
    assert again.staged("VAL") == ()
    assert again.told[0].startswith("VAL: no longer ordered, VAL mobilise 2000.0: found 2000, expected at most")


# Back in time


def test_a_branch_goes_on_by_itself_and_leaves_the_trunk_as_it_is(tmp_path: Path) -> None:
    trunk = played_on(begun(tmp_path, "VAL"), 5, to=COMMAND)
    trunk.mark(2, "before the depot")
    trunk.mark(4, "the election")
    before, desk = trunk.path.read_bytes(), trunk.desk.path.read_bytes()
    branch = trunk.branch(3)
    assert branch.path.name == "classroom-s1-r0-b3.jsonl"
    assert before.startswith(branch.path.read_bytes())
    assert (branch.turn, branch.stage, branch.people) == (3, "between", ("VAL",))
    assert [digest(world) for world in branch.worlds] == [digest(world) for world in trunk.worlds[:4]]
    assert (branch.bookmarks, branch.trunk) == (((2, "before the depot"),), (trunk.path, 3))
    assert trunk.trunk is None
    played_on(branch, 5, {"VAL": {COMMAND: ["VAL mobilise 10"]}})
    assert digest(branch.world) != digest(trunk.worlds[5])
    assert (trunk.path.read_bytes(), trunk.desk.path.read_bytes()) == (before, desk)
    played_on(trunk, 6)
    again = played_on(trunk.branch(3), 6)
    assert again.path.name == "classroom-s1-r0-b3-2.jsonl"
    assert again.path.read_bytes() == trunk.path.read_bytes()


@pytest.mark.parametrize("turn", [-1, 3])
def test_there_is_no_branch_from_a_turn_that_is_not_complete(tmp_path: Path, turn: int) -> None:
    session = played_on(begun(tmp_path, "VAL"), 2, to=COMMAND)
    with pytest.raises(RecordError, match=f"found no turn {turn} to branch from, expected one from 0 to 2"):
        session.branch(turn)


def test_bookmarks_outlive_the_sitting(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 3)
    for turn, note in ((3, "later"), (1, "first"), (3, "the line broke"), (2, "wrong")):
        session.mark(turn, note)
    session.unmark(2)
    session.close()
    assert Session.open(session.path).bookmarks == ((1, "first"), (3, "the line broke"))


# Seeing


def test_a_view_shows_a_seat_its_own_and_an_onlooker_all_now_and_then(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 3, to=COMMAND)
    states = session.scenario.board.states
    for turn in (None, 0, 2):
        mine, everything = session.view(["VAL"], turn), session.view(turn=turn)
        expected = blinded(everything, [states.index("VAL")])
        assert mine.turn == everything.turn == (4 if turn is None else turn)
        for name in ("forces", "manpower", "treasury", "support", "control"):
            np.testing.assert_array_equal(getattr(mine, name), getattr(expected, name))
        other = (0, states.index("MER"))
        assert mine.manpower[other] == 0.0 < everything.manpower[other]
    assert not np.any(session.view([]).forces)
    for turn in (-1, 4):
        with pytest.raises(UserError, match=f"found turn {turn}, expected one from 0 to 3"):
            session.view(turn=turn)
    with pytest.raises(UserError, match="found turn 0, expected one from 1 to 3"):
        session.news(0)
    with pytest.raises(UserError, match="unknown seat 'VLA'; nearest is 'VAL'"):
        session.view(["VLA"])


def test_looking_back_changes_nothing_that_is_to_come(tmp_path: Path) -> None:
    plain = played_on(begun(tmp_path / "plain", "VAL"), 6)
    looked = begun(tmp_path / "looked", "VAL")
    for turn in range(1, 7):
        played_on(looked, turn)
        for then in range(turn + 1):
            looked.view(["MER"], then)
        looked.news(turn), looked.branch(turn - 1).close()
    assert looked.path.read_bytes() == plain.path.read_bytes()
