"""The command line: what it prints, its exit codes, and every mistake told in a sentence."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wargame import record
from wargame.cli import called, main
from wargame.exercise.session import Session
from wargame.game import Game
from wargame.measures import names

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands run in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*argv: str, **more: Any) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(sys.path)
    return subprocess.run(
        [sys.executable, *argv], capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}, check=False, **more,
    )  # fmt: skip


# --- run -----------------------------------------------------------------------------------------------------------


def test_a_run_prints_a_line_a_turn_the_end_state_and_where_the_record_went(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["run", "classroom"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert [line[:7] for line in lines[:8]] == [f"2031-{month:02}" for month in range(3, 11)]
    assert "2031-10-31: states that fought" in out
    assert "The war goes on (since 2031-02-28)." in out
    assert lines[-1] == f"Record: {Path('games/classroom-s1-r0.jsonl')}"
    assert err == ""
    assert record.read("games/classroom-s1-r0.jsonl").turns == 8


def test_without_arguments_the_flagship_is_played(here: Path) -> None:
    done = _run(str(ROOT / "run.py"), cwd=here)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2022-02  ")
    assert record.read(here / "games" / "ukraine-2022-s1-r0.jsonl").turns == 45


def test_a_record_is_never_overwritten(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        assert called(["run", "classroom", "--turns", "1", "--quiet", "--seed", "7", "--run", "3"]) == 0
    expected = [str(Path("games") / f"classroom-s7-r3{more}.jsonl") for more in ("", "-2", "-3")]
    assert capsys.readouterr().out.splitlines() == expected


def test_json_is_one_object_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["run", "classroom", "--json", "--run", "2", "--turns", "5", "--seed", "9"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert list(whole) == ["scenario", "seed", "run", "turns", "outcome", "series", "offers"]
    assert (whole["scenario"], whole["seed"], whole["run"], whole["turns"]) == ("classroom", 9, 2, 5)
    assert whole["outcome"] == {"kind": "war", "since": "2031-02-28"}
    assert "5:TAL:1" in [offer["id"] for offer in whole["offers"]]
    game = Game("classroom", seed=9, run=2)
    assert list(whole["series"]) == list(names(game.scenario.board))
    for _ in range(5):
        game.step()
    for name, values in whole["series"].items():
        assert len(values) == 6
        assert values[-1] == game.measure(name)


def test_seats_and_numbers_are_set_and_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    told = [
        "--seat",
        "all=hold",
        "--seat",
        "MER=random",
        "--set",
        "rules.combat.attrition=0.09",
        "--set",
        "calendar.turns=2",
    ]
    assert called(["run", "classroom", *told, "--quiet"]) == 0
    header = record.read(capsys.readouterr().out.strip()).header
    assert header["seats"] | {"MER": "hold"} == dict.fromkeys(header["seats"], "hold")
    assert header["seats"]["MER"] == "random"
    assert header["changes"] == {"rules.combat.attrition": 0.09, "calendar.turns": 2}


def test_invented_names_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["run", "--turns", "2", "--fictional-names"]) == 0
    out = capsys.readouterr().out
    assert "Arvenia" in out
    assert "Russia" not in out
    assert "Ukraine" not in out


def test_a_map_of_the_end_state_is_drawn(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["run", "classroom", "--turns", "1", "--map", "end.png", "--out", "deep/er"]) == 0
    assert (here / "end.png").read_bytes().startswith(b"\x89PNG")
    assert capsys.readouterr().out.endswith("Map: end.png\n")
    assert (here / "deep" / "er" / "classroom-s1-r0.jsonl").exists()


def test_a_campaign_is_gone_on_with(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["run", "classroom", "--out", "whole"]) == 0
    assert called(["run", "classroom", "--out", "parts", "--turns", "3"]) == 0
    capsys.readouterr()
    path = Path("parts/classroom-s1-r0.jsonl")
    assert called(["run", "--resume", str(path), "--turns", "6"]) == 0
    assert [line[:7] for line in capsys.readouterr().out.splitlines()[:3]] == ["2031-06", "2031-07", "2031-08"]
    assert called(["run", "--resume", str(path)]) == 0
    assert path.read_bytes() == Path("whole/classroom-s1-r0.jsonl").read_bytes()
    assert called(["run", "--resume", str(path)]) == 0  # nothing left to play: the end state again
    assert path.read_bytes() == Path("whole/classroom-s1-r0.jsonl").read_bytes()


def test_an_interruption_ends_with_the_turn_and_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    step = Game.step

    def interrupted(game: Game) -> None:
        if game.turn == 2:
            signal.raise_signal(signal.SIGINT)
        step(game)

    monkeypatch.setattr(Game, "step", interrupted)
    assert called(["run", "classroom"]) == 130
    path = Path("games/classroom-s1-r0.jsonl")
    out, err = capsys.readouterr()
    assert err == f"interrupted after turn 3; go on with: wargame run --resume {path}\n"
    assert out.splitlines()[-1] == f"Record: {path}"
    assert record.read(path).turns == 3


def test_two_interruptions_stop_at_once_and_keep_the_record(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    step = Game.step

    def impatient(game: Game) -> None:
        if game.turn == 2:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
        step(game)

    monkeypatch.setattr(Game, "step", impatient)
    assert called(["run", "classroom"]) == 130
    assert capsys.readouterr().err.startswith("interrupted after turn 2; go on with: wargame run --resume ")
    assert record.read("games/classroom-s1-r0.jsonl").turns == 2


def test_a_reader_that_leaves_early_is_no_crash(here: Path) -> None:
    command = [sys.executable, str(ROOT / "run.py"), "run", "classroom"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=here) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"go on with: wargame run --resume games" in process.stderr.read()
    assert process.returncode == 130


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_in_a_sentence(here: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, str(ROOT / "run.py"), "run", "classroom"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (2, b"found no room left to write to, expected some\n")


# --- mistakes ------------------------------------------------------------------------------------------------------

MISTAKES = [
    (["run", "nosuch"], 4, "found no scenario 'nosuch', expected a path or one of "),
    (["run", "ukrane-2022"], 4, "nearest is 'ukraine-2022'"),
    (["run", "nosuch.yaml"], 2, "nosuch.yaml:1:1: found no such file"),
    (["run", "classroom", "--turns", "0"], 2, "'--turns'"),
    (["run", "classroom", "--turns", "-4"], 2, "'--turns'"),
    (["run", "classroom", "--turns", "x"], 2, "'--turns'"),
    (["run", "classroom", "--turns", "9"], 2, "found --turns 9, expected at most 8, which is all that classroom plays"),
    (["run", "classroom", "--seed", "-1"], 2, "'--seed'"),
    (["run", "classroom", "--seed", str(2**64)], 2, "'--seed'"),
    (["run", "classroom", "--run", "-1"], 2, "'--run'"),
    (["run", "classroom", "--run", "1.5"], 2, "'--run'"),
    (["run", "classroom", "--seat", "VLA=hold"], 2, "found unknown seat 'VLA', expected one of all, "),
    (["run", "classroom", "--seat", "VLA=hold"], 2, "nearest is 'VAL'"),
    (["run", "classroom", "--seat", "VAL=doctrin"], 2, "found unknown policy 'doctrin', expected one of "),
    (["run", "classroom", "--seat", "VAL=doctrin"], 2, "nearest is 'doctrine'"),
    (["run", "classroom", "--seat", "VAL"], 2, "found --seat 'VAL', expected ID=POLICY"),
    (["run", "classroom", "--seat", "VAL=hold", "--seat", "VAL=random"], 2, "found --seat VAL a second time"),
    (["run", "classroom", "--set", "states.VAL.quality"], 2, "expected PATH=VALUE"),
    (["run", "classroom", "--set", "states.VAL.quality=high"], 2, "expected a number after the ="),
    (["run", "classroom", "--set", "states.VAL.quality=nan"], 2, "found nan, expected a finite number"),
    (["run", "classroom", "--set", "states.VAL.qualty=1"], 2, "nearest is 'quality'"),
    (["run", "classroom", "--set", "states.VLA.quality=1"], 2, "nearest is 'VAL'"),
    (["run", "classroom", "--set", "rules.combat.atrition=1"], 2, "nearest is 'attrition'"),
    (["run", "classroom", "--set", "rules.combt.attrition=1"], 2, "nearest is 'combat'"),
    (["run", "classroom", "--set", "policies.doctrine.agression=1"], 2, "nearest is 'aggression'"),
    (["run", "classroom", "--set", "policies.doctrin.aggression=1"], 2, "nearest is 'doctrine'"),
    (["run", "classroom", "--set", "states.VAL=1"], 2, "expected a path to a number, as states.VAL.gdp"),
    (["run", "classroom", "--set", "states.VAL.quality.value=1"], 2, "expected a path that ends at states.VAL.quality"),
    (
        ["run", "classroom", "--set", "calendar.turns=1.5"],
        2,
        "--set calendar.turns:1:1: found 1.5, expected a whole number",
    ),
    (["run", "classroom", "--set", "calendar.turns=0"], 2, "--set calendar.turns:1:1: found 0, expected at least 1"),
    (["run", "classroom", "--set", "states.VAL.training.5=1"], 2, "expected one of 0, 1, 2"),
    (["run", "classroom", "--map", "end.bmp"], 2, "found the picture 'end.bmp', expected a name that ends in .png"),
    (["run", "classroom", "--map", "none/end.png"], 2, "expected a folder that exists: there is no none"),
    (["hindcast", "--plot", "none/h.png"], 2, "expected a folder that exists: there is no none"),
    (["run", "classroom", "--out", "file"], 2, "found --out file, which is no folder"),
    (["run", "--resume", "none.jsonl"], 2, "none.jsonl: found no record that can be read"),
    (["run", "--resume", "file"], 2, "file:1: found no JSON, expected the header of a record"),
    (["run", "classroom", "--resume", "file", "--seed", "2"], 2, "found SCENARIO, --seed beside --resume"),
    (["run", "classroom", "extra"], 2, "extra"),
    (["run", "--wat"], 2, "--wat"),
    (["frobnicate"], 2, "frobnicate"),
    (["check"], 2, "SCENARIO"),
    (["check", "nosuch"], 4, "found no scenario 'nosuch'"),
    (["replay", "."], 2, ".: found no record that can be read"),
    (["replay", "none.jsonl"], 2, "none.jsonl: found no record that can be read"),
    (["schema", "--out", "none/schema.json"], 2, "the schema can't be written here"),
    (["assumptions", "nosuch"], 4, "found no scenario"),
]


@pytest.mark.parametrize(("argv", "code", "said"), MISTAKES, ids=[" ".join(argv) for argv, _, _ in MISTAKES])
def test_a_mistake_is_told_in_a_sentence(
    argv: list[str], code: int, said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "file").write_text("x")
    assert called(argv) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err
    assert not (here / "games").exists()


def test_every_wrong_seat_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["run", "classroom", "--seat", "AAA=hold", "--seat", "BBB=nothing"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_people_are_told_where_they_sit(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["run", "classroom", "--seat", "VAL=human"]) == 2
    assert capsys.readouterr().err == "found a person at VAL, expected policies: people sit at `wargame play`\n"
    session = Session.begin("classroom", {"VAL": "human"}, folder=here)
    before = session.path.read_bytes()
    assert called(["run", "--resume", str(session.path)]) == 2
    told = "found people at VAL in classroom-s1-r0.jsonl, expected policies: people sit at `wargame play`\n"
    assert capsys.readouterr().err == told
    assert session.path.read_bytes() == before


def test_a_record_is_not_shortened(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["run", "classroom", "--turns", "4", "--quiet"]) == 0
    path = capsys.readouterr().out.strip()
    assert called(["run", "--resume", path, "--turns", "3"]) == 2
    assert "found --turns 3, expected at least 4" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may write everywhere can't be refused")
def test_a_folder_that_cannot_be_written_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "locked").mkdir(mode=0o500)
    assert called(["run", "classroom", "--out", "locked"]) == 2
    assert "can't be written here" in capsys.readouterr().err


def test_main_leaves_with_the_exit_code() -> None:
    with pytest.raises(SystemExit) as left:
        main(["check", "nosuch"])
    assert left.value.code == 4


def test_a_crash_shows_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Game, "step", lambda game: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main(["run", "classroom"])


# --- check, schema, assumptions, replay ----------------------------------------------------------------------------


def test_a_sound_scenario_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["check", "ukraine-2022"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("ukraine-2022 is sound: 38 states, 66 regions, ")
    assert " links, 45 turns, " in out
    assert out.endswith(" numbers on record\n")


def test_all_faults_are_told_at_once_with_paths_from_here(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theatre = ROOT / "maps" / "classroom"
    text = (theatre / "scenarios" / "classroom.yaml").read_text(encoding="utf-8")
    text = text.replace("../map.geojson", str(theatre / "map.geojson")).replace(
        "../links.yaml", str(theatre / "links.yaml")
    )
    text = text.replace("{all: doctrine}", "{all: doctrin, VLA: hold}").replace("growth:", "growht:", 1)
    (here / "mine.yaml").write_text(text, encoding="utf-8")
    assert called(["check", "mine.yaml"]) == 2
    faults = capsys.readouterr().err.splitlines()
    assert all(fault.startswith("mine.yaml:") for fault in faults)
    assert any(
        "found unknown policy 'doctrin'" in fault and fault.endswith("nearest is 'doctrine'") for fault in faults
    )
    assert any("nearest is 'growth'" in fault for fault in faults)
    assert called(["check", str(here / "mine.yaml")]) == 2
    assert capsys.readouterr().err.splitlines() == faults


def test_help_and_check_import_nothing_heavy(here: Path) -> None:
    for argv, unwanted in (
        (["--help"], ("mesa", "pandas", "matplotlib", "networkx", "numpy")),
        (["check", "ukraine-2022"], ("mesa", "pandas", "matplotlib")),
    ):
        code = (
            "import sys; from wargame.cli import called; code = called(sys.argv[1].split()); "
            f"found = [name for name in {unwanted!r} if name in sys.modules]; "
            "sys.exit(str(found) if found or code else 0)"
        )
        done = _run("-c", code, " ".join(argv), cwd=here)
        assert (done.returncode, done.stderr) == (0, "")


def test_the_schema_is_json_schema(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["schema"]) == 0
    shown = capsys.readouterr().out
    assert json.loads(shown)["additionalProperties"] is False
    assert called(["schema", "--out", "schema.json"]) == 0
    assert (here / "schema.json").read_text(encoding="utf-8") == shown


def test_the_register_lists_scenario_rules_and_policies(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["assumptions", "classroom", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"path", "value", "unit", "source", "low", "high", "confidence"} <= set(found[0])
    paths = [item["path"] for item in found]
    assert len(paths) == len(set(paths))
    assert {"states.VAL.quality", "rules.combat.attrition", "policies.doctrine.aggression"} <= set(paths)
    assert called(["assumptions", "classroom"]) == 0
    shown = capsys.readouterr().out
    assert f"{len(paths)} numbers of classroom" in shown
    assert "rules.combat.attrition" in shown


@pytest.fixture
def played(here: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, str]:
    """A record, and what the run printed but for the last line."""
    assert called(["run", "classroom"]) == 0
    return Path("games/classroom-s1-r0.jsonl"), capsys.readouterr().out.rsplit("\n", 2)[0]


def test_a_replay_prints_what_the_run_did(played: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    path, shown = played
    assert called(["replay", str(path)]) == 0
    assert capsys.readouterr().out.rstrip("\n") == shown


def test_a_replay_as_json_is_the_run_as_json(played: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["run", "classroom", "--json"]) == 0
    ran = capsys.readouterr().out
    assert called(["replay", str(played[0]), "--json"]) == 0
    assert capsys.readouterr().out == ran
    assert called(["replay", str(played[0]), "--json", "--verify"]) == 0
    assert json.loads(capsys.readouterr().out)["verified"]["passed"] is True


def test_a_replay_is_verified(played: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["replay", str(played[0]), "--verify"]) == 0
    assert "Verified: 8 turns, largest relative difference of an order 0.0e+00" in capsys.readouterr().out


def test_a_torn_record_is_replayed_as_far_as_it_goes(
    played: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = played[0]
    last = len(path.read_bytes().splitlines())
    path.write_bytes(path.read_bytes()[:-9])
    assert called(["replay", str(path)]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[6].startswith("2031-09")
    assert err == f"{path}:{last}: the last line is torn and was dropped\n"


def test_an_edited_record_is_replayed_to_the_edit(played: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    path = played[0]
    texts = path.read_text(encoding="utf-8").splitlines(keepends=True)
    index = next(k for k, text in enumerate(texts) if '"turn":5,"moment":"command"' in text)
    texts[index] = texts[index].replace("effort", "attack", 1)
    path.write_text("".join(texts), encoding="utf-8")
    assert called(["replay", str(path)]) == 2
    out, err = capsys.readouterr()
    assert [line[:7] for line in out.splitlines()[:5]][3:] == ["2031-06", ""]
    assert err.startswith(f"{path}:{index + 1}: found a line with the digest ")
    assert called(["run", "--resume", str(path)]) == 2


def test_a_last_line_that_was_edited_is_found_when_it_is_played(
    played: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = played[0]
    texts = path.read_text(encoding="utf-8").splitlines(keepends=True)
    texts[-1] = texts[-1].replace(" 0.", " 0.1", 1)
    path.write_text("".join(texts), encoding="utf-8")
    assert called(["replay", str(path)]) == 2
    assert capsys.readouterr().err.startswith(f"{path}:{len(texts)}: found the world ")
    assert called(["replay", str(path), "--verify"]) == 2
    assert "Not the same: 8 turns" in capsys.readouterr().out
