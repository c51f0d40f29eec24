"""A batch: its rows are the campaigns of `run`, and it ends as it would have whatever is done to it meanwhile."""

import errno
import json
import multiprocessing
import os
import shlex
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pytest

import ensembles
import worlds
from ensembles import files, planned, played, table, told
from jobs import deadly, faulty
from wargame import run_many
from wargame.cli import called
from wargame.ensemble import playing
from wargame.ensemble.batch import batch
from wargame.ensemble.halting import Halt
from wargame.ensemble.merging import merge
from wargame.ensemble.processes import Ended, Supervisor
from wargame.ensemble.tables import Keep
from wargame.errors import MissingData, UserError
from wargame.game import Game


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands run in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three blocks of classroom, undisturbed."""
    folder = tmp_path_factory.mktemp("batch") / "whole"
    played(planned(), folder)
    return folder


# --- sameness ------------------------------------------------------------------------------------------------------


def test_a_row_is_the_campaign_that_run_plays(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = table(whole, "turns")
    for run in (0, 5, 11):
        assert called(["run", "classroom", "--run", str(run), "--turns", str(ensembles.TURNS), "--json"]) == 0
        series = json.loads(capsys.readouterr().out)["series"]
        mine = rows[rows["run"] == run]
        assert len(mine) > 50
        for name, turn, value in zip(mine["measure"] + "/" + mine["entity"], mine["turn"], mine["value"], strict=True):
            assert series[name.rstrip("/")][turn] == value


@pytest.mark.parametrize("block", [1, 5, 12, 400])
def test_the_size_of_blocks_changes_no_row(whole: Path, here: Path, block: int) -> None:
    played(planned(block=block), here / "other")
    for name in ("runs", "turns"):
        assert ensembles.same_rows(table(here / "other", name), table(whole, name))


@pytest.mark.parametrize("workers", [1, pytest.param(3, marks=pytest.mark.long)])
def test_the_number_of_workers_changes_no_byte(whole: Path, here: Path, workers: int) -> None:
    played(planned(), here / "other", workers=workers)
    assert files(here / "other") == files(whole)


def test_a_thousand_iterations_of_one_seed_are_a_thousand_campaigns(here: Path) -> None:
    played(planned(1000, 256, turns=1), here / "many")
    runs = table(here / "many")
    assert runs["run"].tolist() == list(range(1000))
    assert len(runs[["losses/MER", "losses/VAL", "territory/VAL/MER"]].drop_duplicates()) == 1000


def test_a_row_of_a_design_is_the_campaign_with_its_numbers(here: Path) -> None:
    vary = {"states.MER.quality": (0.8, 1.2), "rules.combat.luck": (0.0, 0.2), "states.VAL.gdp": (140.0, 180.0)}
    plan = planned(5, 3, vary=vary)
    played(plan, here / "varied")
    runs = table(here / "varied")
    assert runs["point"].tolist() == [0, 1, 2, 3, 4]
    for row in range(5):
        words = shlex.split(plan.command(row))
        assert words[:3] == ["wargame", "run", "classroom"]
        changes = {path: float(value) for path, value in (word.split("=") for word in words if "=" in word)}
        assert runs.loc[row, list(changes)].to_dict() == changes
        game = Game("classroom", seed=1, run=row, changes=changes)
        for _ in range(ensembles.TURNS):
            game.step()
        assert runs.loc[row, "losses/MER"] == game.measure("losses/MER")


# --- interruptions -------------------------------------------------------------------------------------------------


def test_a_batch_whose_parent_is_killed_goes_on_to_the_same_bytes(here: Path) -> None:
    played(planned(60), here / "whole")
    process = ensembles.begun(here / "killed", 60)
    ensembles.until(lambda: len(list((here / "killed").glob("turns/*"))) >= 2, process)
    workers = ensembles.children(process.pid)
    process.kill()
    process.communicate()
    ensembles.until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
    assert len(told(here / "killed")["blocks"]) < 15
    (here / "killed" / "turns" / "000014.0123.part").write_bytes(b"half of it")
    played(planned(60), here / "killed", resume=True)
    assert files(here / "killed") == files(here / "whole")


def test_a_block_that_is_not_marked_is_played_again(whole: Path, here: Path) -> None:
    played(planned(), here / "b")
    manifest = told(here / "b")
    del manifest["blocks"]["1"]
    (here / "b" / "manifest.json").write_text(json.dumps(manifest))
    (here / "b" / "runs" / "000001.parquet").write_bytes(b"")
    told_of: list[tuple[int, int, int]] = []
    played(planned(), here / "b", resume=True, tell=lambda *so_far: told_of.append(so_far))
    assert told_of == [(8, 12, 0), (12, 12, 0)]
    assert files(here / "b") == files(whole)


def test_a_worker_that_is_killed_is_replaced_and_its_block_redone(here: Path) -> None:
    played(planned(40), here / "whole")
    killed: list[int] = []

    def kill_one(done: int, rows: int, failed: int) -> None:
        if 0 < done < 20 and not killed:
            worker = multiprocessing.active_children()[0]
            ensembles.kill(worker.pid or 0)
            killed.append(worker.pid or 0)

    manifest = played(planned(40), here / "b", workers=2, tell=kill_one)
    assert killed
    assert manifest.complete
    assert files(here / "b") == files(here / "whole")


def test_a_block_that_kills_its_worker_three_times_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = list(Supervisor(deadly, lambda number: number, 2, Halt()).played(range(6)))
    assert sorted(ended, key=lambda one: one.number) == [
        *(Ended(number, number * number) for number in (0, 1, 2)), Ended(3, killed=True), Ended(4, 16), Ended(5, 25),
    ]  # fmt: skip


def test_what_a_worker_can_t_help_ends_the_batch_in_its_words() -> None:
    with pytest.raises(UserError, match="found no room, expected some"):
        list(Supervisor(faulty, lambda number: number, 1, Halt()).played(range(6)))
    assert multiprocessing.active_children() == []


def test_an_interruption_lets_the_block_end_and_says_how_to_go_on(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = playing.write_part

    def interrupted(folder: Path, name: str, number: int, columns: Any) -> Path:
        if (name, number) == ("runs", 0):
            signal.raise_signal(signal.SIGINT)
        return sound(folder, name, number, columns)

    words = ["batch", "classroom", "--runs", "600", "--out", "cut", "--set", "states.MER.quality=1.25", "--turns", "1"]
    with monkeypatch.context() as patch:
        patch.setattr(playing, "write_part", interrupted)
        assert called([*words, "--workers", "0"]) == 130
    err = capsys.readouterr().err
    assert err.startswith("interrupted; go on with: wargame batch classroom --runs 600 ")
    assert told(here / "cut")["blocks"] == {"0": "done"}
    assert called(shlex.split(err.strip().partition("wargame ")[2])) == 0
    assert called([*words[:4], "--out", "whole", *words[6:], "--workers", "0"]) == 0
    assert files(here / "cut") == files(here / "whole")


def test_an_interruption_lets_workers_end_their_blocks(here: Path) -> None:
    heard: list[int] = []

    def interrupt(done: int, rows: int, failed: int) -> None:
        if done and not heard:
            heard.append(done)
            signal.raise_signal(signal.SIGINT)

    manifest, stopped = batch(planned(40), here / "cut", workers=1, tell=interrupt)
    assert stopped
    assert 0 < len(manifest.blocks) < 10
    assert list((here / "cut").rglob("*.part")) == []
    played(planned(40), here / "cut", resume=True)
    played(planned(40), here / "whole")
    assert files(here / "cut") == files(here / "whole")


@pytest.mark.long
def test_ctrl_c_is_for_the_batch_to_hear_and_not_for_its_workers(here: Path) -> None:
    words = ["batch", "classroom", "--runs", "5000", "--out", "cut", "--set", "states.MER.quality=1.25", "--turns", "2"]
    words += ["--measure", "losses", "--measure", "territory"]
    process = ensembles.command(*words, "--workers", "1", cwd=here)
    ensembles.until(lambda: list(here.glob("cut/turns/*.parquet")), process)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130, err
    assert err.startswith("interrupted; go on with: wargame batch classroom --runs 5000 ")
    marked = told(here / "cut")["blocks"]
    assert 0 < len(marked) == len(list((here / "cut" / "turns").iterdir()))
    assert list((here / "cut").rglob("*.part")) == []
    assert called([*shlex.split(err.strip().partition("wargame ")[2]), "--workers", "0"]) == 0
    assert called([*words[:4], "--out", "whole", *words[6:], "--workers", "0"]) == 0
    assert files(here / "cut") == files(here / "whole")


@pytest.mark.long
def test_fifty_kills_at_random_lose_and_double_nothing(here: Path) -> None:
    runs, block, chance, kills, batches = 2000, 16, np.random.default_rng(5), 0, 1
    played(planned(runs, block), here / "whole")
    process = ensembles.begun(here / "b1", runs, block)
    while kills < 50:
        folder = here / f"b{batches}"
        wanted = len(list(folder.glob("turns/*.parquet"))) + int(chance.integers(1, 8))
        ensembles.until(lambda at=folder, so=wanted: len(list(at.glob("turns/*.parquet"))) >= so, process)
        victims = [process.pid, *ensembles.children(process.pid)]
        victim = victims[int(chance.integers(len(victims)))]
        if process.poll() is None:
            ensembles.kill(victim)
            kills += 1
        if process.poll() is not None or victim == process.pid:
            process.communicate()
            if process.returncode == 0:  # played to its end between two kills: another one
                assert files(folder) == files(here / "whole")
                batches += 1
            process = ensembles.begun(here / f"b{batches}", runs, block)
    ensembles.ended(process)
    assert files(here / f"b{batches}") == files(here / "whole")


# --- runs that fail ------------------------------------------------------------------------------------------------


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs 5 and 6 raise whatever block they are played in."""
    sound = playing.played

    def raising(scenario: Any, runs: list[int], **more: Any) -> Any:
        if {5, 6} & set(runs):
            raise FloatingPointError("no number any more")
        return sound(scenario, runs, **more)

    monkeypatch.setattr(playing, "played", raising)


@pytest.mark.usefixtures("poisoned")
def test_a_run_that_raises_is_left_out_and_told(whole: Path, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["batch", "classroom", "--runs", "12", "--turns", "2", "--workers", "0", "--set", "rules.combat.luck=0.5"]
    assert called([*words, "--out", "b", "--json"]) == 3
    said = json.loads(capsys.readouterr().out)
    assert (said["played"], said["failed"], said["complete"]) == (10, 2, True)
    first = said["failures"][0]
    assert (first["row"], first["run"], first["error"]) == (5, 5, "FloatingPointError: no number any more")
    assert first["command"] == "wargame run classroom --seed 1 --run 5 --set rules.combat.luck=0.5"
    assert called([*words, "--out", "c"]) == 3
    assert f"run 5 failed (FloatingPointError: no number any more); play it alone: {first['command']}" in (
        capsys.readouterr().err
    )


def test_the_rest_of_its_block_is_what_it_would_have_been(
    whole: Path, here: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("poisoned")
    manifest = played(planned(), here / "b")
    assert manifest.blocks == {0: "done", 1: "failed", 2: "done"}
    for name in ("runs", "turns"):
        rows = table(whole, name)
        kept = rows[~rows["run"].isin([5, 6])].reset_index(drop=True)
        assert ensembles.same_rows(table(here / "b", name), kept)


def test_what_failed_is_tried_again_when_a_batch_is_gone_on_with(
    whole: Path, here: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    with monkeypatch.context():
        request.getfixturevalue("poisoned")
        played(planned(block=2), here / "b")
        assert len(told(here / "b")["failures"]) == 2
    monkeypatch.undo()
    played(planned(block=2), here / "b", resume=True)
    assert told(here / "b")["failures"] == []
    assert ensembles.same_rows(table(here / "b"), table(whole))


# --- shards --------------------------------------------------------------------------------------------------------


def shards(here: Path, count: int, **more: Any) -> list[Path]:
    """A batch played in shards, each into a folder."""
    for which in range(1, count + 1):
        played(planned(shard=(which, count), **more), here / f"shard{which}")
    return [here / f"shard{which}" for which in range(1, count + 1)]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A batch in three shards."""
    folder = tmp_path_factory.mktemp("shards")
    shards(folder, 3)
    return folder


@pytest.mark.parametrize("count", [2, 3, 5])
def test_shards_make_the_batch_in_one_piece(whole: Path, here: Path, count: int) -> None:
    folders = shards(here, count)
    assert called(["merge", "all", *map(str, reversed(folders))]) == 0
    assert files(here / "all") == files(whole)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda here, folders: folders.pop(1), "found no shard 2/3, expected all 3"),
        (lambda here, folders: folders.append(folders[0]), "found shard 1/3 in"),
        (lambda here, folders: folders.append(here), "found no manifest.json in"),
        (lambda here, folders: played(planned(seed=2), here / "o") and folders.append(here / "o"), "seed 2, not 1"),
        (lambda here, folders: (here / "all").mkdir() or (here / "all" / "x").touch(), "found something in"),
        (lambda here, folders: _unplayed(folders[2]), "found 1 of 1 blocks of shard 3/3 in"),
    ],
)
def test_shards_that_make_no_batch_are_refused(three: Path, here: Path, change: Any, said: str) -> None:
    shutil.copytree(three, here, dirs_exist_ok=True)
    folders = [here / f"shard{which}" for which in (1, 2, 3)]
    change(here, folders)
    with pytest.raises(UserError, match=said):
        merge(here / "all", folders)
    assert not (here / "all" / "manifest.json").exists()


def _unplayed(folder: Path) -> None:
    (folder / "manifest.json").write_text(json.dumps({**told(folder), "blocks": {}}))


# --- a folder of another batch, and other mistakes -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"seed": 2}, "expected the same: seed 1, not 2"),
        ({"runs": 13}, "rows 12, not 13"),
        ({"turns": 1}, "turns 2, not 1"),
        ({"block": 3}, "block 4, not 3"),
        ({"seats": {"MER": "hold"}}, "seat MER nothing, not hold"),
        ({"keep": Keep(("losses",))}, r"keep measures nothing, not \['losses'\]"),
        ({"scenario": "the-offer"}, "scenario classroom, not the-offer"),
        ({"vary": {"states.MER.quality": (0.8, 1.2)}}, "design nothing, not lhs; --vary states.MER.quality"),
        ({"shard": (1, 2)}, r"shard nothing, not \[1, 2\]"),
    ],
)
def test_another_batch_is_not_mixed_in(whole: Path, other: dict[str, Any], said: str) -> None:
    before = files(whole)
    with pytest.raises(UserError, match=said):
        batch(planned(**other), whole, resume=True, workers=0)
    assert files(whole) == before


def test_another_text_or_engine_is_told(here: Path) -> None:
    played(planned(), here / "b")
    manifest = told(here / "b")
    manifest["scenario"]["seal"], manifest["engine"], manifest["versions"]["numpy"] = "0", "0.0.1", "1.0"
    (here / "b" / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(UserError, match=r"engine 0.0.1, not .*; numpy 1.0, not"):
        batch(planned(), here / "b", resume=True, workers=0)


def test_the_manifest_says_what_is_played(whole: Path) -> None:
    manifest = told(whole)
    assert manifest["format"] == 1
    assert manifest["blocks"] == {"0": "done", "1": "done", "2": "done"}
    assert (manifest["rows"], manifest["block"], manifest["seed"], manifest["turns"]) == (12, 4, 1, 2)
    texts = manifest["scenario"]["files"]
    assert {"scenarios/classroom.yaml", "map.geojson"} <= texts.keys()
    assert texts["scenarios/classroom.yaml"].startswith("#") or "calendar" in texts["scenarios/classroom.yaml"]
    assert manifest["versions"]["numpy"] == np.__version__


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["classroom", "--runs", "0"], 2, "found 0 runs, expected one or more"),
        (["classroom", "--runs", "-4"], 2, "found -4 runs"),
        (["classroom", "--runs", "1000000000000"], 2, "expected at most 100000000 in a batch: 1000000000000 runs take"),
        (["ukraine-2022", "--runs", "90000000"], 2, "expected --yes with so many: 90000000 runs take about"),
        (["classroom"], 2, "--runs"),
        (["clasroom", "--runs", "1"], 4, "nearest is 'classroom'"),
        (["classroom", "--runs", "1", "--turns", "9"], 2, "found 9 turns, expected 1 to 8"),
        (["classroom", "--runs", "1", "--measure", "loses"], 2, "nearest is 'losses"),
        (["classroom", "--runs", "1", "--seat", "MER=hld"], 2, "nearest is 'hold'"),
        (["classroom", "--runs", "1", "--shard", "4/3"], 2, "found --shard 4/3, expected I/K"),
        (["classroom", "--runs", "1", "--design", "lhs"], 2, "nothing that is varied"),
        (["classroom", "--runs", "8", "--vary", "states.MER.qualty=0.5:1"], 2, "nearest is 'quality'"),
        (["classroom", "--runs", "1", "--out", "file"], 2, "found file, which is no folder"),
        (["classroom", "--runs", "1", "--out", "full"], 2, "found full with something in it already"),
        (["classroom", "--runs", "1", "--out", "full", "--resume"], 2, "found no batch in full to go on with"),
        (["classroom", "--runs", "1", "--out", "torn", "--resume"], 2, "which is no manifest"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    here: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    (here / "file").touch()
    for name, text in (("full/other", ""), ("torn/manifest.json", "{")):
        (here / name).parent.mkdir()
        (here / name).write_text(text)
    assert called(["batch", *words, "--workers", "0"]) == code
    out, err = capsys.readouterr()
    assert said in " ".join(err.split())
    assert out == ""
    assert not (here / "games").exists()


def test_a_disk_without_room_is_told_before_it_starts(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage)
    with pytest.raises(UserError, match=r"found 1 kB free on the disk of .*b, expected .* or more for 12 runs"):
        batch(planned(), here / "b", workers=0)
    assert not (here / "b").exists()


def test_a_disk_that_fills_up_is_told_and_what_was_written_kept(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = playing.write_part

    def full(folder: Path, name: str, number: int, columns: Any) -> Path:
        if number == 1:
            raise UserError(os.strerror(errno.ENOSPC))
        return sound(folder, name, number, columns)

    with monkeypatch.context() as patch:
        patch.setattr(playing, "write_part", full)
        with pytest.raises(UserError, match="No space left"):
            batch(planned(), here / "b", workers=0)
    assert told(here / "b")["blocks"] == {"0": "done"}
    played(planned(), here / "b", resume=True)


def test_the_folder_is_chosen_and_never_one_that_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert called(["batch", "classroom", "--runs", "2", "--turns", "1", "--workers", "0", "--quiet"]) == 0
    assert capsys.readouterr().out.split() == ["games/classroom-s1-n2", "games/classroom-s1-n2-2"]


def test_going_on_with_what_is_not_there_begins_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        called(["batch", "classroom", "--runs", "2", "--turns", "1", "--workers", "0", "--out", "b", "--resume"]) == 0
    )
    assert capsys.readouterr().out == "2 of 2 runs played\nResults: b\n"


# --- in Python -----------------------------------------------------------------------------------------------------


def test_run_many_plays_into_a_folder_and_hands_back_its_results(whole: Path, here: Path) -> None:
    found = run_many("classroom", runs=12, turns=ensembles.TURNS, block=4, out="b", workers=0)
    assert files(here / "b") == files(whole)
    in_memory = run_many("classroom", runs=12, turns=ensembles.TURNS, block=4)
    for name in ("losses/MER", "territory/VAL/MER"):
        assert found.series(name).tolist() == in_memory.series(name).tolist()


def test_records_are_what_a_mesa_user_knows() -> None:
    mine = run_many("classroom", 3, turns=8).records()
    parameters = {"scenario": "classroom", "run": range(3), "collect": [["territory/VAL/MER"]]}
    theirs = mesa.batch_run(Game, parameters, display_progress=False)
    assert [row["territory/VAL/MER"] for row in mine] == [row["territory/VAL/MER"] for row in theirs]
    assert (mine[2]["run"], mine[2]["outcome"], mine[2]["turn_peace"]) == (2, "war", None)


def test_a_generated_world_is_played_by_workers_who_never_saw_a_file(here: Path) -> None:
    scenario = worlds.KINDS["least"]()
    played(planned(4, 2, scenario=scenario), here / "b", workers=1)
    game = Game(scenario, run=3)
    for _ in range(ensembles.TURNS):
        game.step()
    assert table(here / "b").loc[3, "losses/AAA"] == game.measure("losses/AAA")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"runs": [1, 2], "out": "b"}, "found a list of runs beside out"),
        ({"runs": 2, "vary": {"states.MER.quality": (0.8, 1.2)}}, "found vary and no out"),
        ({"runs": 2, "workers": 2, "resume": True}, "found workers, resume and no out"),
        ({"runs": 0, "out": "b"}, "found 0 runs"),
    ],
)
def test_a_mistake_in_python_is_told(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said):
        run_many("classroom", **asked)


# --- on a cluster --------------------------------------------------------------------------------------------------


def test_without_dask_the_extra_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingData, match=r"pip install 'wargame\[cluster\]'"):
        batch(planned(), here / "b", address="local")


def test_a_cluster_that_can_t_be_reached_is_told_with_its_address(capfd: pytest.CaptureFixture[str]) -> None:
    assert called(["batch", "classroom", "--runs", "2", "--dask", "tcp://127.0.0.1:1", "--out", "b"]) == 2
    assert "found no Dask scheduler at tcp://127.0.0.1:1 within 5 seconds" in capfd.readouterr().err


@pytest.mark.long
def test_on_dask_a_batch_has_the_same_bytes_though_a_worker_dies(here: Path) -> None:
    played(planned(400), here / "whole")
    process = ensembles.begun(here / "b", 400, dask="local")
    ensembles.until(lambda: len(list(here.glob("b/turns/*.parquet"))) >= 2, process)
    workers = ensembles.children(process.pid)
    ensembles.kill(workers[0])
    ensembles.ended(process)
    assert files(here / "b") == files(here / "whole")
