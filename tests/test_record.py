"""The record: a campaign stopped and gone on with leaves the same bytes, and every edit is found."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import negotiated
import worlds
from wargame import record
from wargame.data import scenario_path
from wargame.errors import Impossible, RecordError
from wargame.events import Act
from wargame.game import Game
from wargame.orders import ANSWER, COMMAND, Orders, lines, of_moment, parsed
from wargame.record import BrokenRecord, Intervention, Recorder
from wargame.record.form import as_line, digest_of
from wargame.scenario import draws, opening
from wargame.turn import ROUNDS, Played
from wargame.world import digest

SEATS = {"all": "doctrine", "VAL": "random"}


def _commanded(path: Path, turn: int) -> int:
    """The line, from 0, on which the orders of a turn's last moment stand."""
    found = [(line.turn, line.moment) for line in record.read(path).lines]
    return found.index((turn, COMMAND)) + 1  # behind the header


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("record") / "whole.jsonl"
    list(record.played(_game(), path))
    return path.read_bytes()


@pytest.fixture
def saved(whole: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "game.jsonl"
    path.write_bytes(whole)
    return path


def _game() -> Game:
    return Game("classroom", seed=4, run=2, seats=SEATS, changes={"rules.combat.attrition": 0.08})


def _edited(path: Path, index: int, change: Callable[[dict[str, Any]], Any], chained: bool) -> None:
    """Change a line of a record; `chained` mends the chain behind it, as a forger would."""
    texts = path.read_bytes().splitlines(keepends=True)
    line = json.loads(texts[index])
    change(line)
    texts[index] = as_line(line)
    for at in range(index + 1, len(texts) if chained else 0):
        texts[at] = as_line({**json.loads(texts[at]), "before": digest_of(texts[at - 1])})
    path.write_bytes(b"".join(texts))


def _first_order(line: dict[str, Any]) -> None:
    words = line["orders"][0].split()
    line["orders"][0] = " ".join([*words[:-1], repr(float(words[-1]) * 0.5)])


def test_the_header_says_what_a_replay_needs_and_nothing_of_the_sitting(whole: bytes) -> None:
    header = json.loads(whole.splitlines()[0])
    assert list(header) == [
        "format", "scenario", "seal", "engine", "numpy", "python", "processor", "seed", "run", "seats", "changes",
    ]  # fmt: skip
    assert (header["seed"], header["run"], header["scenario"]) == (4, 2, "classroom")
    assert header["changes"] == {"rules.combat.attrition": 0.08}
    assert header["seats"]["VAL"] == "random"


def test_a_line_follows_for_every_moment(saved: Path) -> None:
    game = _game()
    found = record.read(saved)
    assert found.turns == game.scenario.turns
    written = [(line.turn, line.moment, line.world) for line in found.lines]
    while game.running:
        game.step()
        assert game.played is not None
        expected = [(game.turn, moment.moment, digest(moment.world)) for moment in game.played.done]
        assert [line for line in written if line[0] == game.turn] == expected
        assert expected[-1][1:] == ("command", digest(game.world))
    assert [turn for turn, *_ in written] == sorted(turn for turn, *_ in written)


def test_every_round_of_offers_and_answers_has_its_lines(tmp_path: Path) -> None:
    """None where nothing is answered, and as many again as there are counter-offers; the rest once a turn."""
    path = tmp_path / "talks.jsonl"
    list(record.played(Game("the-offer", seed=1), path, turns=3))
    found = record.read(path)
    turns = [" ".join(line.moment for line in found.lines if line.turn == turn) for turn in (1, 2, 3)]
    assert all(re.fullmatch(rf"(propose (answer )?){{1,{ROUNDS}}}deliberate vote command", turn) for turn in turns)
    assert turns[0].startswith("propose answer propose ")
    assert turns[1] == "propose deliberate vote command"
    assert [line.split(" {")[0] for line in found.lines[0].orders] == ["USA offer RUS-UKR"]


@pytest.mark.parametrize("turns", [0, 1, 5, 8])
def test_stopping_and_going_on_leaves_the_same_bytes(turns: int, whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    list(record.played(_game(), path, turns=turns)) if turns else Recorder.create(path, _game()).close()
    game, recorder, worlds = record.resume(path)
    assert len(worlds) == turns + 1
    list(record.recorded(game, recorder))
    recorder.close()
    assert path.read_bytes() == whole


def test_a_game_gone_on_with_is_at_the_same_world(saved: Path) -> None:
    game = _game()
    while game.running:
        game.step()
    resumed, recorder, worlds = record.resume(saved)
    recorder.close()
    assert not resumed.running
    assert [digest(world) for world in (worlds[-1], resumed.world)] == [digest(game.world)] * 2


def test_an_existing_file_is_never_overwritten(saved: Path, whole: bytes) -> None:
    with pytest.raises(RecordError, match="can't be written here"):
        Recorder.create(saved, _game())
    assert saved.read_bytes() == whole


def test_a_block_of_runs_or_a_game_under_way_has_no_record(tmp_path: Path) -> None:
    game = _game()
    game.step()
    for wrong in (game, Game("classroom", runs=range(2))):
        with pytest.raises(RecordError, match="expected one run before its first turn"):
            Recorder.create(tmp_path / "x.jsonl", wrong)


@pytest.mark.parametrize("cut", [1, 7, 300])
def test_a_torn_last_line_is_dropped_and_told(cut: int, saved: Path, whole: bytes) -> None:
    saved.write_bytes(whole[:-cut])
    found = record.read(saved)
    assert found.turns == 7
    assert found.torn is not None
    assert found.torn.startswith(f"{saved}:{len(whole.splitlines())}: the last line is torn")
    game, recorder, _ = record.resume(saved)
    list(record.recorded(game, recorder))
    recorder.close()
    assert saved.read_bytes() == whole


def test_an_edited_line_is_told_with_its_place_and_what_is_before_it_is_kept(saved: Path) -> None:
    index = _commanded(saved, 3)
    _edited(saved, index, _first_order, chained=False)
    told = rf"game\.jsonl:{index + 1}: found a line with the digest .* the line was edited"
    with pytest.raises(BrokenRecord, match=told) as caught:
        record.read(saved)
    assert caught.value.kept is not None
    assert caught.value.kept.turns == 2
    with pytest.raises(RecordError):
        record.resume(saved)


def test_a_line_taken_out_or_put_in_is_found(saved: Path, whole: bytes) -> None:
    texts = whole.splitlines(keepends=True)
    for changed in ([*texts[:3], *texts[4:]], [*texts[:3], texts[3], texts[3], *texts[4:]]):
        saved.write_bytes(b"".join(changed))
        with pytest.raises(BrokenRecord, match=r"game\.jsonl:[34]: .* taken out"):
            record.read(saved)


@pytest.mark.parametrize("turn", [3, 8])
def test_a_forged_order_leads_to_another_world(turn: int, saved: Path) -> None:
    index = _commanded(saved, turn)
    _edited(saved, index, _first_order, chained=True)
    found = record.read(saved)
    turns = record.replay(found)
    assert [next(turns).played.world.turn for _ in range(turn - 1)] == list(range(1, turn))
    with pytest.raises(BrokenRecord, match=rf"game\.jsonl:{index + 1}: found the world"):
        next(turns)
    with pytest.raises(BrokenRecord):
        record.resume(saved)


def test_a_forged_answer_leads_to_another_world(saved: Path) -> None:
    def turned(line: dict[str, Any]) -> None:
        said = [text.rsplit(" ", 1) for text in line["orders"]]
        line["orders"] = [f"{who} {'-1.0' if float(amount) > 0.0 else '1.0'}" for who, amount in said]

    index = next(k for k, line in enumerate(record.read(saved).lines) if line.moment == ANSWER and line.orders)
    _edited(saved, index + 1, turned, chained=True)
    with pytest.raises(BrokenRecord, match=rf"game\.jsonl:{index + 3}: found a line for propose, expected"):
        list(record.replay(record.read(saved)))


def test_verification_passes(saved: Path) -> None:
    verified = record.verify(record.read(saved))
    assert verified.passed
    assert (verified.turns, verified.strays, verified.others, verified.drift) == (8, (), (), 0.0)


def test_verification_notices_a_changed_order(saved: Path) -> None:
    index = _commanded(saved, 2)
    _edited(saved, index, _first_order, chained=True)
    verified = record.verify(record.read(saved))
    assert not verified.passed
    assert verified.others[0].startswith("turn 2: ")
    assert verified.strays[0] == f"{saved}:{index + 1}"


def test_another_version_is_judged_by_its_orders_not_by_its_bits(saved: Path) -> None:
    def older(header: dict[str, Any]) -> None:
        header["numpy"] = "2.0.0"

    def other_bits(line: dict[str, Any]) -> None:
        line["world"] = "0" * 32

    last = _commanded(saved, 8)
    _edited(saved, 0, older, chained=True)
    _edited(saved, last, other_bits, chained=True)
    found = record.read(saved)
    assert list(found.versions) == ["numpy"]
    assert len(list(record.replay(found))) == 8
    verified = record.verify(found)
    assert verified.passed
    assert verified.strays == (f"{saved}:{last + 1}",)
    with pytest.raises(RecordError, match=r"can't go on bit for bit: written with numpy 2\.0\.0"):
        record.resume(saved)
    _edited(saved, last, _first_order, chained=True)
    assert not record.verify(record.read(saved)).passed


def test_a_small_difference_of_an_amount_is_drift_a_large_one_another_order() -> None:
    from wargame.record.replaying import _compared

    same, drift = _compared(["A attack X 0.5", "A effort X 0.25"], ["A attack X 0.5000000001", "A effort X 0.25"])
    assert not same
    assert drift == pytest.approx(2e-10)
    assert len(_compared(["A attack X 0.5"], ["A attack Y 0.5"])[0]) == 2


def test_seats_that_only_their_player_can_decide_are_not_asked_again(saved: Path) -> None:
    def person(header: dict[str, Any]) -> None:
        header["seats"]["VAL"] = "human"

    _edited(saved, 0, person, chained=True)
    verified = record.verify(record.read(saved))
    assert verified.passed
    assert verified.unasked == ("VAL",)


def test_a_scenario_that_has_changed_is_refused(saved: Path) -> None:
    def other(header: dict[str, Any]) -> None:
        header["seal"] = "0" * 32

    _edited(saved, 0, other, chained=True)
    with pytest.raises(RecordError, match=r"game\.jsonl:1: found the seal 0+, .* has changed"):
        list(record.replay(record.read(saved)))


def test_a_scenario_of_ones_own_is_found_from_the_folders_the_record_lies_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(tmp_path)
    shutil.copytree(scenario_path("classroom").parent.parent, "lesson")
    path = tmp_path / "games" / "own.jsonl"
    list(record.played(Game("lesson/scenarios/classroom.yaml"), path, 1))
    monkeypatch.chdir(elsewhere)
    assert record.verify(record.read(path)).passed
    shutil.rmtree(tmp_path / "lesson")
    with pytest.raises(RecordError, match=r"own\.jsonl:1: found no lesson/scenarios/classroom\.yaml"):
        record.scenario_of(record.read(path))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"", "no JSON"),
        (b"\x00\xff\n", "no JSON"),
        (b"[" * 100_000 + b"\n", "no JSON"),
        (b"[]\n", "a list"),
        (b'{"format":2}\n', "no sound 'scenario'"),
    ],
)
def test_what_is_no_record_is_told_as_such(text: bytes, found: str, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(text)
    with pytest.raises(BrokenRecord, match=rf"x\.jsonl:1: found {found}, expected the header of a record") as caught:
        record.read(path)
    assert caught.value.kept is None


@pytest.mark.parametrize("other", [1, 3])
def test_a_format_of_the_past_or_the_future_is_refused(other: int, saved: Path) -> None:
    _edited(saved, 0, lambda header: header.update(format=other), chained=True)
    with pytest.raises(BrokenRecord, match=f"found format {other}, expected 2"):
        record.read(saved)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda line: line.pop("orders"), "no sound 'orders'"),
        (lambda line: line.update(turn=7), "turn 7, command, expected turn 2, command"),
        (lambda line: line.update(moment="answer"), "turn 2, answer, expected turn 2, command"),
        (lambda line: line.update(refused=[["a"]]), "no sound acts or refusals"),
        (lambda line: line.update(acts=[{"field": "support"}]), "no sound acts or refusals"),
    ],
)
def test_a_misshapen_line_is_told_with_its_place(
    change: Callable[[dict[str, Any]], Any], said: str, saved: Path
) -> None:
    index = _commanded(saved, 2)
    _edited(saved, index, change, chained=True)
    with pytest.raises(BrokenRecord, match=rf"game\.jsonl:{index + 1}: found {said}"):
        record.read(saved)


def test_an_order_that_cannot_be_given_is_told_with_its_place(saved: Path) -> None:
    index = _commanded(saved, 2)
    _edited(saved, index, lambda line: line["orders"].insert(0, "VAL attck VAL-EAST 0.5"), chained=True)
    told = rf"game\.jsonl:{index + 1}: found an order .*unknown order 'attck'; nearest is 'attack'"
    with pytest.raises(RecordError, match=told):
        list(record.replay(record.read(saved)))


def test_acts_of_an_umpire_are_recorded_with_their_reason_and_replayed(tmp_path: Path) -> None:
    path, game = tmp_path / "game.jsonl", Game("classroom")
    recorder = Recorder.create(path, game)
    game.listeners.append(recorder.append)
    game.step()
    before = float(game.world.support[0, 0])
    recorder.intervene(game, [Intervention(Act("support", (0,), True, -0.2), "A scandal")])
    assert float(game.world.support[0, 0]) == pytest.approx(before - 0.2)
    game.step()
    game.step()
    recorder.close()
    found = record.read(path)
    first = [line.turn for line in found.lines].index(2)
    assert found.turns == 3
    assert [k for k, line in enumerate(found.lines) if line.acts] == [first]
    assert [act.reason for act in found.lines[first].acts] == ["A scandal"]
    assert digest(list(record.replay(found))[-1].played.world) == digest(game.world)
    assert record.verify(found).passed


@pytest.mark.parametrize(
    "act", [Act("suport", (0,), True, 1.0), Act("support", (99,), True, 1.0), Act("support", (0, 0), True, 1.0)]
)
def test_an_act_on_nothing_is_refused(act: Act, tmp_path: Path) -> None:
    game = Game("classroom")
    recorder = Recorder.create(tmp_path / "game.jsonl", game)
    with pytest.raises(Impossible, match="no entry"):
        recorder.intervene(game, [Intervention(act, "why")])
    recorder.close()


def test_refused_orders_are_recorded_with_their_reasons(tmp_path: Path) -> None:
    game = Game("classroom", seats={"all": "hold"})
    answer = game.answer
    game.answer = lambda request: replace(answer(request), mobilise=request.legal.mobilise + 1.0)  # type: ignore[method-assign]
    list(record.played(game, tmp_path / "game.jsonl", turns=1))
    line = record.read(tmp_path / "game.jsonl").lines[0]
    assert line.orders == ()
    assert ("VAL mobilise", "more men than can be called up in a turn") in line.refused


# A campaign with alliances


def _flagship(seats: dict[str, str]) -> Game:
    return Game("ukraine-2022", seed=3, run=1, seats=seats, changes={"calendar.turns": 8})


@pytest.mark.parametrize("seats", [{"all": "doctrine"}, {"all": "random", "EU": "doctrine", "G7": "script"}])
def test_a_campaign_with_alliances_is_replayed_stopped_and_gone_on_with_bit_for_bit(
    seats: dict[str, str], tmp_path: Path
) -> None:
    path, parted = tmp_path / "whole.jsonl", tmp_path / "parted.jsonl"
    list(record.played(_flagship(seats), path))
    told = path.read_text(encoding="utf-8")
    assert all(
        word in told for word in ('"EU table package', '"EU draft package', '"NATO engage RUS', " vote EU:package")
    )
    verdict = record.verify(record.read(path))
    assert verdict.passed, verdict
    list(record.played(_flagship(seats), parted, turns=3))
    game, recorder, worlds = record.resume(parted)
    assert len(worlds) == 4
    list(record.recorded(game, recorder))
    recorder.close()
    assert parted.read_bytes() == path.read_bytes()


def test_orders_of_every_moment_survive_their_text() -> None:
    """Those of alliances and of random play, and those of a campaign in which deals are made, broken and given up."""
    kinds = set()
    for played in _of_every_kind():
        for done in played.done:
            text = lines(done.orders, done.world.board)
            kinds |= {line.split()[1] for line in text}
            again = parsed(text, done.world)
            for kind in of_moment(done.moment):
                given = np.ascontiguousarray(getattr(done.orders, kind))
                assert getattr(again, kind).tobytes() == given.tobytes(), kind
            assert lines(again, done.world.board) == text
    assert kinds == {item.name for item in fields(Orders)}


def _of_every_kind() -> Iterator[Played]:
    game = _flagship({"all": "random"})
    for _ in range(5):
        game.step()
        assert game.played is not None
        yield game.played
    told = negotiated.scenario()
    source = draws(told, 1, [0])
    world = opening(told, source)
    broken = (["RED resume RED-BLU 1"], ["BLU restore RED:PACT 1", "GLD restore RED:PACT 1"])
    for orders in (*negotiated.STORY[:7], *broken):
        played = worlds.turn(told, world, source, orders)
        world = played.world
        yield played
