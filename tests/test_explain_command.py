"""A decision explained: what a seat said in a recorded turn, by which ledger, what else it ordered; mistakes."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame import record
from wargame.analysis.heard import Weighing
from wargame.calculus.deal import FACTORS
from wargame.cli import called
from wargame.game import Game
from wargame.heard import Heard
from wargame.orders import Orders, merged, parsed
from wargame.record import Recorder
from wargame.scenario import draws
from wargame.turn import Request

Told = Callable[..., dict[str, Any]]
CODES = {1.0: "accept", -1.0: "refuse", -0.5: "counter"}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The lesson in full, and the flagship's offer for two turns, both from seed 1."""
    folder = tmp_path_factory.mktemp("records")
    paths = {name: folder / f"{name}.jsonl" for name in ("classroom", "the-offer")}
    for name, path in paths.items():
        list(record.played(Game(name), path, turns=2 if name == "the-offer" else None))
    return paths


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """A function that runs a command with --json and reads what it prints."""

    def run(*argv: object) -> dict[str, Any]:
        assert called([*map(str, argv), "--json"]) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return run


def answers(offer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {answer["party"]: answer for answer in offer["answers"]}


@pytest.mark.parametrize(("name", "turn"), [("classroom", 3), ("the-offer", 2)])
def test_what_a_staff_counted_is_what_doctrine_ordered_by(
    records: dict[str, Path], told: Told, name: str, turn: int
) -> None:
    for state in ("MER", "VAL") if name == "classroom" else ("RUS", "UKR"):
        found = told("explain", records[name], "--turn", turn, "--state", state)
        staff, orders = found["staff"], {(o["kind"], o["about"]): o["amount"] for o in found["orders"]}
        assert any(front["attack"] > 0.0 for front in staff["fronts"])
        for front in staff["fronts"]:
            for kind, amount in (("attack", "attack"), ("effort", "wanted"), ("withdraw", "leave")):
                assert orders.get((kind, front["region"]), 0.0) == front[amount]
            assert front["odds"] is None or front["odds"] > 0.0
        assert (orders.get(("mobilise", ""), 0.0), orders.get(("spend", ""), 0.0)) == (staff["called"], staff["change"])
        assert staff["called"] <= staff["allowed"]


def test_who_is_at_war_with_nobody_has_no_staff_that_counts(records: dict[str, Path], told: Told) -> None:
    for seat in ("HAL", "PACT"):
        assert told("explain", records["classroom"], "--turn", 3, "--state", seat)["staff"] is None


def test_a_staff_s_count_is_told_in_a_table_and_sentences(
    records: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(["explain", str(records["classroom"]), "--turn", "3", "--state", "MER"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "What its staff counted" in out
    assert "Eastern Works" in out.split("What its staff counted")[1]
    assert "Call-ups: " in out
    assert "War spending: " in out


def test_turn_1_of_the_offer_is_judged_as_by_the_offer_command(records: dict[str, Path], told: Told) -> None:
    (asked,) = told("offer", "the-offer")["offers"]
    for state in ("RUS", "UKR"):
        found = told("explain", records["the-offer"], "--turn", 1, "--state", state)
        (offer,) = [offer for offer in found["offers"] if offer["proposer"] == "USA"]
        assert {**offer, "answers": []} == {**asked, "answers": []}
        mine, theirs = answers(offer)[state], answers(asked)[state]
        for key in ("probability", "vetoes", "reasons", "ledger", "nearest"):
            assert mine[key] == theirs[key], key


def test_text_and_data_tell_the_same_judgement(
    records: dict[str, Path], told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ("explain", records["the-offer"], "--turn", 1, "--state", "RUS")
    found = answers(told(*argv)["offers"][0])["RUS"]
    assert called(list(map(str, argv))) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert f"Russia: {found['answer']}, probability {found['probability']:.2f}" in text
    assert len(found["reasons"]) == 3
    for reason in found["reasons"]:
        assert f"{reason['factor']}: {reason['text']}" in text
    for sentence in found["nearest"]["changes"]:
        assert sentence in text
    for factor in FACTORS:
        assert factor in text


def test_every_answer_on_record_is_told_in_its_turn(records: dict[str, Path], told: Told) -> None:
    lines = [line for line in record.read(records["classroom"]).lines if line.moment == "answer"]
    said = [(line.turn, *text.split()) for line in lines for text in line.orders]
    assert len(said) >= 3
    for turn, seat, _, table, code in said:
        found = told("explain", records["classroom"], "--turn", turn, "--state", seat)
        assert (found["seat"], found["turn"], found["policy"]) == (seat, turn, "doctrine")
        (offer,) = [one for one in found["offers"] if table == f"VAL-MER:{one['proposer']}"]
        mine = answers(offer)[seat]
        assert mine["answer"] == CODES[float(code)]
        if seat == "PACT":
            assert mine.keys() == {"party", "answer"}
        else:
            assert list(mine["ledger"]) == list(FACTORS)
            assert 1 <= len(mine["reasons"]) <= 3


def test_who_accepts_by_doctrine_does_so_by_the_ledger_that_is_told(records: dict[str, Path]) -> None:
    """A yes is a draw below the probability, less for an offer in secret: so in every answer of both campaigns."""
    count = 0
    for path in records.values():
        found, heard = record.read(path), Heard()
        scenario = record.scenario_of(found)
        for turn in record.replay(found, scenario):
            for done in turn.played.done:
                heard.hear(done)
        weighing, source = Weighing(scenario, 1, 0), draws(scenario, 1, (0,))
        for tabled, said in [(one, said) for one in heard.offers for said in one.said]:
            account = weighing.answer(tabled, said)
            if account is not None:
                luck = float(source.at(said.turn).uniform("resolve")[0, said.seat])
                loud = luck / weighing.hushed if tabled.offer.channel == "secret" else luck
                assert (said.answer == "accept") == (loud < account.probability)
                count += 1
    assert count >= 4


def test_run_replay_and_explain_tell_the_same_offers(
    records: dict[str, Path], told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = told("run", "classroom")
    (mine,) = [offer for offer in ran["offers"] if offer["id"] == "5:TAL:1"]
    assert told("replay", records["classroom"]) == ran
    assert told("explain", records["classroom"], "--turn", 5, "--state", "MER")["offers"] == [mine]


def test_a_campaign_gone_on_with_tells_its_earlier_offers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], told: Told
) -> None:
    monkeypatch.chdir(tmp_path)
    assert called(["run", "classroom", "--turns", "5", "--quiet"]) == 0
    path = capsys.readouterr().out.strip()
    assert told("run", "--resume", path) == told("replay", path)
    assert "5:TAL:1" in [offer["id"] for offer in told("replay", path)["offers"]]


def test_votes_are_told_with_what_they_were_worth(records: dict[str, Path], told: Told) -> None:
    votes = [
        vote
        for state in ("HAL", "ORR")
        for turn in range(1, 9)
        for vote in told("explain", records["classroom"], "--turn", turn, "--state", state)["votes"]
    ]
    assert votes
    for vote in votes:
        assert vote["vote"] == ("for" if vote["cast"] > 0.0 else "against")
        assert vote["cast"] == pytest.approx(float(np.clip(vote["score"], -1.0, 1.0)))
        assert vote["alliance"] == "PACT"
        assert vote["content"]


def test_orders_are_those_of_the_record(records: dict[str, Path], told: Told) -> None:
    found = told("explain", records["classroom"], "--turn", 5, "--state", "MER")
    (line,) = [line for line in record.read(records["classroom"]).lines if (line.turn, line.moment) == (5, "command")]
    lines = [
        " ".join(filter(None, ("MER", order["kind"], order["about"], repr(order["amount"]))))
        for order in found["orders"]
    ]
    assert lines == [text for text in line.orders if text.startswith("MER ")]


class Typed(Game):
    """A game in which a person types Meridon's orders, each list for the first moment of that kind in its turn."""

    text: dict[tuple[int, str], list[list[str]]]

    def answer(self, request: Request) -> Orders:
        rounds = self.text.get((request.world.turn, request.moment), [])
        typed = parsed(rounds.pop(0) if rounds else [], request.world)
        return merged([super().answer(request), typed], request.moment)


CLAUSES = [{"clause": "ceasefire", "after": 0}, {"clause": "monitor", "level": "observers"}]
PAPER = {"channel": "secret", "clauses": CLAUSES}


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of a person who answers Talvia with terms of its own, calls up men, and asks for what can't be done."""
    game = Typed("classroom", seats={"MER": "hold"})
    game.text = {
        (5, "propose"): [[], [f"MER offer VAL-MER {json.dumps(PAPER)}"]],
        (5, "answer"): [["MER answer VAL-MER:TAL -0.5"]],
        (5, "command"): [["MER mobilise 2.0", "MER attack MER-HEART 0.5"]],
    }
    (mine,) = [agent for agent in game.agents if agent.id == "MER"]
    mine.policy = "human"
    recorder = Recorder.create(tmp_path_factory.mktemp("typed") / "typed.jsonl", game)
    mine.policy = "hold"
    with closing(recorder):
        list(record.recorded(game, recorder, 5))
    return recorder.path


def test_a_person_s_decisions_are_explained_as_doctrine_would_have_weighed_them(
    typed: Path, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told("explain", typed, "--turn", 5, "--state", "MER")
    assert found["policy"] == "human"
    mine = answers(found["offers"][0])["MER"]
    assert mine["answer"] == "counter"
    assert 0.0 < mine["probability"] < 1.0
    assert [(order["kind"], order["amount"]) for order in found["orders"]] == [("mobilise", 2.0)]
    assert [refused["order"] for refused in found["refused"]] == ["attack MER-HEART"]
    assert called(["explain", str(typed), "--turn", "5", "--state", "MER"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "Meridon is played by human: the figures are what doctrine would have weighed in its place." in text
    assert f"Meridon: counter, probability {mine['probability']:.2f}" in text
    assert "mobilise (thousand men called up this turn): 2." in text
    assert "attack Meridon heartland: no enemy ground within reach there." in text


def test_a_counter_offer_in_the_same_turn_is_an_offer_of_its_own(typed: Path, told: Told) -> None:
    mine, theirs = (told("explain", typed, "--turn", 5, "--state", state) for state in ("MER", "VAL"))
    assert [offer["id"] for offer in mine["offers"]] == ["5:TAL:1", "5:MER:1"]
    assert mine["offers"] == theirs["offers"]
    assert mine["offers"][1]["channel"] == "secret"
    assert list(answers(mine["offers"][1])) == ["VAL"]
    assert [one["id"] for one in mine["tabled"]] == ["5:MER:1"]
    assert theirs["tabled"] == []


def test_who_tables_an_offer_guesses_what_the_other_makes_of_it(typed: Path, told: Told) -> None:
    found = told("explain", typed, "--turn", 5, "--state", "MER")
    other, own = found["tabled"][0]["ledgers"]
    assert [(line["party"], line["guessed"]) for line in (other, own)] == [("VAL", True), ("MER", False)]
    assert other["ledger"] != answers(found["offers"][1])["VAL"]["ledger"]
    mediated = told("explain", typed, "--turn", 5, "--state", "TAL")["tabled"][0]["ledgers"]
    assert [line["guessed"] for line in mediated] == [True, True]


def test_who_says_nothing_to_an_offer_is_told_to(
    tmp_path: Path, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "silent.jsonl"
    list(record.played(Game("classroom", seats={"all": "hold"}), path, turns=5))
    for state, name in (("MER", "Meridon"), ("VAL", "Valdoria")):
        (offer,) = told("explain", path, "--turn", 5, "--state", state)["offers"]
        mine = answers(offer)[state]
        assert mine["answer"] == "none"
        assert (mine["nearest"] is not None) <= (mine["probability"] < 0.5)
        assert called(["explain", str(path), "--turn", "5", "--state", state]) == 0
        assert f"{name}: none, probability {mine['probability']:.2f}" in capsys.readouterr().out


def test_invented_names_are_used_throughout(records: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    for state in ("RUS", "DEU", "USA", "EU"):
        argv = ["explain", str(records["the-offer"]), "--turn", "1", "--state", state, "--fictional-names"]
        assert called(argv) == 0
        out, _ = capsys.readouterr()
        for name in ("Russia", "Ukraine", "Crimea", "Germany", "RUS", "UKR", "UA-", "European"):
            assert name not in out, (state, name)


@pytest.fixture
def damaged(records: dict[str, Path], tmp_path: Path) -> Path:
    """A record in which an order of turn 6 was edited."""
    lines = records["classroom"].read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(k for k, line in enumerate(lines) if '"turn":6,"moment":"command"' in line)
    lines[place] = lines[place].replace("MER mobilise ", "MER mobilise 1")
    path = tmp_path / "damaged.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_what_comes_before_damage_is_explained_and_the_damage_told(
    damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(["explain", str(damaged), "--turn", "5", "--state", "MER"]) == 2
    out, err = capsys.readouterr()
    assert "Meridon: accept" in out
    assert "the line was edited" in err
    assert called(["explain", str(damaged), "--turn", "6", "--state", "MER"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "the line was edited" in err


def test_an_unfinished_turn_can_t_be_explained(
    records: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = records["classroom"].read_bytes()
    path = tmp_path / "torn.jsonl"
    path.write_bytes(text[: text.index(b'"turn":4,"moment":"command"') + 40])
    assert called(["explain", str(path), "--turn", "3", "--state", "MER"]) == 0
    assert "the last line is torn and was dropped" in capsys.readouterr().err
    assert called(["explain", str(path), "--turn", "4", "--state", "MER"]) == 2
    assert "found turn 4, expected one from 1 to 3, the last complete one in" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("turn", "state", "said"),
    [
        ("0", "MER", "found turn 0, expected one from 1 to 8"),
        ("9", "MER", "found turn 9, expected one from 1 to 8"),
        ("3", "MET", "found unknown seat 'MET', expected a state or an alliance of classroom; nearest is 'MER'"),
        ("3", "Q", "found unknown seat 'Q', expected a state or an alliance of classroom"),
    ],
)
def test_mistakes_are_told_in_a_sentence(
    turn: str, state: str, said: str, records: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(["explain", str(records["classroom"]), "--turn", turn, "--state", state]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err


def test_a_seat_that_decided_nothing_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "still.jsonl"
    list(record.played(Game("classroom", seats={"all": "hold"}), path, turns=1))
    for argv in (["--turn", "1", "--state", "TAL"], ["--turn", "1", "--state", "PACT"]):
        assert called(["explain", str(path), *argv]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert f"found no decision of {argv[-1]} in turn 1" in err


def test_no_record_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["explain", str(tmp_path / "none.jsonl"), "--turn", "1", "--state", "MER"]) == 2
    assert "found no record that can be read" in capsys.readouterr().err
