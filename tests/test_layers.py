"""The house: who may import whom, and what a mere look at a file may cost."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("mesa", "matplotlib", "pandas", "pygame", "duckdb", "scipy")


def test_the_import_contracts_are_kept() -> None:
    linted = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert " broken" in linted.stdout
    assert "0 broken" in linted.stdout


def test_what_only_reads_files_imports_nothing_heavy() -> None:
    names = ("cli", "scenario", "policies", "explain", "ensemble", "exercise.cards")
    read = ", ".join(["wargame", *(f"wargame.{name}" for name in names)])
    look = f"import sys, {read}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    seen = subprocess.run([sys.executable, "-W", "error", "-c", look], capture_output=True, text=True, check=False)
    assert seen.returncode == 0, seen.stderr
    assert seen.stdout.split() == []


def test_the_public_names_are_found() -> None:
    import wargame

    for name in wargame.__all__:
        assert getattr(wargame, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = wargame.nonsense
