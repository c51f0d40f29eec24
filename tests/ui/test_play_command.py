"""`wargame play` and `replay --board`: what stands in the way is told in a sentence, with its exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wargame.cli import called

HERE = {
    key: value for key, value in os.environ.items() if key not in ("WARGAME_HEADLESS", "DISPLAY", "WAYLAND_DISPLAY")
}


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = called(words)
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["play", "clasroom"], 4, "nearest is 'classroom'"),
        (["play", "nowhere.yaml"], 2, "found no file nowhere.yaml"),
        (["play", "classroom", "--missing", "hodl"], 2, "nearest is 'hold'"),
        (["play", "--seed", "3"], 2, "no SCENARIO"),
        (["play", "classroom", "--seat", "VAL"], 2, "expected ID=POLICY"),
        (["play", "classroom", "--ui-scale", "9"], 2, "--ui-scale"),
        (["replay", "nothing.jsonl", "--board"], 2, "found no file nothing.jsonl"),
        (["replay", "nothing.jsonl", "--board", "--verify"], 2, "expected the board alone"),
    ],
)
def test_bad_input_is_told_before_a_window_opens(
    words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    found, err = told(capsys, *words)
    assert found == code
    assert said in err
    assert "Traceback" not in err


def test_every_unknown_seat_and_policy_is_told_at_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, err = told(capsys, "play", "classroom", "--seat", "VAAL=human", "--seat", "MER=doctrin")
    assert code == 2
    assert "'VAAL'" in err
    assert "'doctrin'" in err
    assert not list(tmp_path.rglob("*.jsonl"))


def test_a_damaged_record_is_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("torn.jsonl").write_text("no record at all\n", encoding="utf-8")
    code, err = told(capsys, "replay", "torn.jsonl", "--board")
    assert code == 2
    assert "torn.jsonl" in err


def test_a_machine_without_a_screen_says_so(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "wargame", "play", "classroom"]
    done = subprocess.run(
        words, env={**HERE, "SDL_VIDEODRIVER": "dummy"}, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "expected a desktop" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    code = "import sys; sys.modules['pygame'] = None; from wargame.cli import main; main(['play', 'classroom'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert "wargame[play]" in done.stderr


def test_the_old_distribution_gets_the_cure(tmp_path: Path) -> None:
    (tmp_path / "pygame.py").write_text("", encoding="utf-8")  # a pygame that is not pygame-ce
    code = "from wargame.cli import main; main(['play', 'classroom'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip uninstall -y pygame pygame-ce" in done.stderr
    assert "Traceback" not in done.stderr
