"""The umpire: values and outcomes edited with a reason, events held and let happen, all of it on record."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from sittings import begun, played_on

from wargame import record
from wargame.cli import called
from wargame.errors import Impossible
from wargame.events import Act
from wargame.exercise import umpire
from wargame.exercise.session import Session
from wargame.explain import act
from wargame.orders import COMMAND, PROPOSE
from wargame.scenario import Scenario
from wargame.world import World, digest

LOST = "Half of the works change hands overnight"


def _control(world: World, state: str, region: str) -> float:
    b = world.board
    n = b.regions.index(region)
    h = np.asarray(b.holder)[:, n].tolist().index(b.states.index(state))
    return float(np.asarray(world.control)[0, h, n])


def test_a_value_is_edited_with_a_reason_and_replayed_from_the_record(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 2)
    before = float(session.world.support[0, 0])
    session.intervene("support", "VAL", -0.2, "A scandal in the capital", add=True)
    assert float(session.world.support[0, 0]) == pytest.approx(before - 0.2)
    played_on(session, 4)
    session.close()
    found = record.read(session.path)
    told = [(line.turn, line.moment, [act.reason for act in line.acts]) for line in found.lines if line.acts]
    assert told == [(3, PROPOSE, ["A scandal in the capital"])]
    assert record.verify(found).passed
    again = Session.open(session.path)
    assert [digest(world) for world in again.worlds] == [digest(world) for world in session.worlds]
    shown = "The umpire: A scandal in the capital (Valdoria: approval of the leadership at home lowered by 0.2)."
    assert again.news(3)[0] == shown
    assert [len(acts) for acts in again.acts] == [0, 0, 1, 0, 0]


def test_a_replay_shows_what_an_umpire_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = played_on(begun(tmp_path), 1)
    session.intervene("support", "VAL", 0.9, "Valdoria wins the cup")
    played_on(session, 2)
    session.close()
    told = "2031-03  The umpire: Valdoria wins the cup (Valdoria: approval of the leadership at home set to 0.9)."
    assert called(["replay", str(session.path)]) == 0
    assert told in capsys.readouterr().out.splitlines()
    assert called(["replay", str(session.path), "--json"]) == 0
    assert '"umpire": [{"turn": 2, "told": "The umpire: Valdoria wins the cup' in capsys.readouterr().out


def test_an_outcome_is_edited_and_the_shares_of_a_region_still_make_it_up(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 2)
    session.intervene("control", "MER:VAL-EAST", 0.8, LOST)
    assert (_control(session.world, "MER", "VAL-EAST"), _control(session.world, "VAL", "VAL-EAST")) == pytest.approx(
        (0.8, 0.2)
    )
    session.intervene("control", "VAL:VAL-EAST", 0.15, LOST, add=True)
    assert _control(session.world, "MER", "VAL-EAST") == pytest.approx(0.65)
    played_on(session, 8)
    assert record.verify(session.record).passed


@pytest.mark.parametrize(
    ("field", "where", "amount", "reason", "told"),
    [
        ("suport", "VAL", 0.5, "x", "no 'suport' that an umpire could change; nearest is 'support'"),
        ("support", "VLA", 0.5, "x", "support has no entry 'VLA'; nearest is 'VAL'"),
        ("support", (99,), 0.5, "x", r"support has no entry \[99\]"),
        ("support", "VAL", 1.5, "x", "support would be 1.5 0..1, expected from 0 to 1"),
        ("support", "VAL", float("nan"), "x", "support would be nan"),
        ("support", "VAL", 0.5, "  ", "needs a reason"),
        ("control", "VAL:VAL-CAPITL", 0.5, "x", "nearest is 'VAL:VAL-CAPITAL'"),
        ("fired", "works-lost", 1.0, "x", "no 'fired' that an umpire could change"),
    ],
)
def test_what_can_t_be_is_refused_with_the_reason(
    tmp_path: Path, field: str, where: str, amount: float, reason: str, told: str
) -> None:
    session = begun(tmp_path, "VAL")
    with pytest.raises(Impossible, match=told):
        session.intervene(field, where, amount, reason)
    assert session.pending == ()


def test_every_field_an_umpire_may_change_can_be_changed_and_told(shipped: Scenario) -> None:
    fields = umpire.editable(shipped)
    assert {"support", "forces", "control", "member", "gas_price", "training"} <= fields.keys()
    for name, told in fields.items():
        for where in list(told.entries)[:3]:
            low, high = told.bounds
            amount = 1.0 if low <= 1.0 <= high else low
            for item in umpire.edits(shipped, shipped.world, name, where, amount, "Try"):
                assert item.act.field == name
                assert told.meaning in act(item.act, shipped, shipped.names())
    assert not {"fired", "tabled", "quality", "war"} & fields.keys()


def test_an_act_on_any_field_can_be_told_in_words(ukraine: Scenario) -> None:
    for item in fields(World):
        if "." not in item.name and item.metadata.get("unit"):
            shape = getattr(ukraine.world, item.name).shape[1:]
            for where in ((), (0,) * len(shape)) if item.name != "fired" else ((0,),):
                assert act(Act(item.name, where, True, 0.5), ukraine, ukraine.names())


# Injects


def test_an_inject_is_heard_by_those_it_is_for_and_changes_nothing(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL", "MER"), 1, to=PROPOSE)
    before, words = digest(session.world), "A ship lies off the coast."
    session.inject(words, ["VAL"])
    session.inject("The summit is put off")
    mine, all_ = "The umpire tells Valdoria: A ship lies off the coast.", "The umpire tells all: The summit is put off."
    assert digest(session.world) == before
    assert [line for line in session.opening("VAL") if line.startswith("The umpire")] == [mine, all_]
    assert [line for line in session.opening("MER") if line.startswith("The umpire")] == [all_]
    played_on(session, 2)
    told = {seat: [line for line in session.news(2, seat) if "umpire" in line] for seat in ("VAL", "MER", "TAL")}
    assert told == {"VAL": [mine, all_], "MER": [all_], "TAL": [all_]}
    assert session.news(2)[:2] == [mine, all_]
    session.close()
    found = record.read(session.path)
    assert record.verify(found).passed
    assert [(item.act, item.reason, item.to) for line in found.lines for item in line.acts] == [
        (None, words, ("VAL",)),
        (None, "The summit is put off", ()),
    ]
    assert Session.open(session.path).news(2, "VAL") == session.news(2, "VAL")


def test_an_inject_that_is_not_told_yet_outlives_the_sitting_and_can_be_taken_back(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 1, to=COMMAND)
    session.inject("The summit is put off", ["VAL", "VAL"])
    session.close()
    again = Session.open(session.path)
    assert [(item.reason, item.to) for item in again.pending] == [("The summit is put off", ("VAL",))]
    again.withdraw_act()
    played_on(again, 3)
    assert not [line for line in again.record.lines if line.acts]


@pytest.mark.parametrize(
    ("text", "to", "told"),
    [("  ", ["VAL"], "an inject needs words"), ("x", ["VLA"], "no seat 'VLA'; nearest is 'VAL'")],
)
def test_an_inject_that_can_t_be_is_refused(tmp_path: Path, text: str, to: list[str], told: str) -> None:
    session = begun(tmp_path, "VAL")
    with pytest.raises(Impossible, match=told):
        session.inject(text, to)
    assert session.pending == ()


# When it happens


def test_an_act_before_anything_of_the_turn_is_on_record_happens_at_once_and_can_be_taken_back(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 2, to=PROPOSE)
    before = digest(session.world)
    session.intervene("support", "VAL", 0.25, "A defeat nobody saw")
    session.intervene("forces", "MER:VAL-EAST", 10.0, "More men arrive", add=True)
    assert (session.moment, float(session.view(["VAL"]).support[0, 0])) == (PROPOSE, 0.25)
    session.withdraw_act()
    session.withdraw_act()
    assert (session.pending, digest(session.world)) == ((), before)


def test_an_act_in_the_middle_of_a_turn_waits_for_its_end_and_outlives_the_sitting(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 2, to=COMMAND)
    before = digest(session.world)
    session.intervene("treasury", "VAL", 5.0, "A loan", add=True)
    assert (digest(session.world), len(session.pending)) == (before, 1)
    session.close()
    again = Session.open(session.path)
    assert again.pending == session.pending
    played_on(again, 3)
    assert (again.stage, len(again.pending)) == ("between", 1)
    lent = float(again.world.treasury[0, 0] - again.played[-1].world.treasury[0, 0])
    assert lent == pytest.approx(5.0)
    played_on(again, 4)
    assert again.pending == ()
    assert [line.turn for line in again.record.lines if line.acts] == [4]


def test_an_act_that_is_not_on_record_yet_outlives_the_sitting_and_happens_once(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 2)
    session.intervene("support", "VAL", -0.1, "A scandal", add=True)
    now = digest(session.world)
    for _ in range(2):
        session.close()
        session = Session.open(session.path)
        assert digest(session.world) == now
    desk = session.desk.path.read_bytes()
    played_on(session, 2, to=COMMAND)
    session.close()
    session.desk.path.write_bytes(desk)  # as a crash leaves it that came before the desk was written again
    again = Session.open(session.path)
    assert again.pending == ()
    played_on(again, 3)
    assert sum(len(line.acts) for line in again.record.lines) == 1


def test_orders_that_an_act_bars_are_dropped_and_it_is_told(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 0, to=PROPOSE)
    offer = 'VAL offer VAL-MER {"clauses":[{"clause":"withdraw","by":"MER","regions":["VAL-EAST"]}]}'
    assert session.give("VAL", offer) is None
    session.intervene("control", "MER:VAL-EAST", 0.0, "They have left")
    assert session.staged("VAL") == ()
    assert session.told[0].startswith("VAL: no longer ordered, VAL offer VAL-MER")
    assert session.moment == PROPOSE


def test_nothing_can_be_changed_once_no_turn_is_to_come(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 7, to=COMMAND)
    with pytest.raises(Impossible, match="no turn is to come any more"):
        session.intervene("support", "VAL", 0.5, "Too late")
    played_on(session, 8)
    with pytest.raises(Impossible, match="no turn is to come any more"):
        session.fire_event("works-lost", "Too late")


# Events


def test_an_event_that_is_held_does_not_come_about_until_it_is_released(tmp_path: Path) -> None:
    session = begun(tmp_path)
    session.hold_event("border-crossed", "We begin quietly")
    session.hold_event("halmere-votes", "Not yet")
    assert session.events()["border-crossed"] == "held"
    played_on(session, 1)
    crossing = "Meridon's army crosses the line; both publics rally, markets fall."
    assert crossing not in session.news(1)
    held = "The umpire: We begin quietly (the event is held: Meridon's army crosses the line"
    assert session.news(1)[0].startswith(held)
    with pytest.raises(Impossible, match="the event 'halmere-votes' is held already"):
        session.hold_event("halmere-votes", "Again")
    session.release_event("halmere-votes", "As it was planned")
    played_on(session, 4)
    assert "An election in Halmere; the new cabinet asks what the war is worth." in session.news(4)
    assert session.events()["halmere-votes"] == "came about in turn 4"
    played_on(session, 8)
    assert session.events()["border-crossed"] == "held"
    assert record.verify(session.record).passed


def test_an_event_is_let_happen_before_its_time_and_once(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 1)
    session.fire_event("halmere-votes", "The government falls early")
    assert float(session.world.leaders[0, session.index("HAL")]) == 1.0
    played_on(session, 2)
    news = session.news(2)
    assert news[0].startswith("The umpire: The government falls early (Halmere: changes of leader since state 0 raised")
    assert "An election in Halmere; the new cabinet asks what the war is worth." in news
    played_on(session, 5)
    assert not any("An election in Halmere" in text for turn in (3, 4, 5) for text in session.news(turn))
    assert float(session.world.leaders[0, session.index("HAL")]) == 1.0
    with pytest.raises(Impossible, match="came about in turn 2, expected one that is not"):
        session.fire_event("halmere-votes", "Again")
    with pytest.raises(Impossible, match="no event 'halmere-vote'; nearest is 'halmere-votes'"):
        session.fire_event("halmere-vote", "Again")
    assert record.verify(session.record).passed


def test_an_event_let_happen_in_the_middle_of_a_turn_comes_about_in_the_next(tmp_path: Path) -> None:
    session = played_on(begun(tmp_path, "VAL"), 1, to=COMMAND)
    session.fire_event("works-lost", "So it is")
    played_on(session, 3)
    lost = "The Eastern Works are all but lost; Valdoria's industry moves west, and volunteers with it."
    assert [lost in session.news(turn) for turn in (1, 2, 3)] == [False, False, True]
