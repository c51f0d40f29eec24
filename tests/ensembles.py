"""Short ways to ask for ensembles in tests, and to look at what lies in their folders."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import duckdb
import numpy as np

from wargame.ensemble.asking import asked
from wargame.ensemble.batch import batch
from wargame.ensemble.manifest import Manifest
from wargame.ensemble.plan import Plan
from wargame.ensemble.tables import Keep
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load

TURNS = 2


def planned(runs: int = 12, block: int = 4, scenario: str | Scenario = "classroom", **more: Any) -> Plan:
    """A small ensemble of many blocks."""
    loaded = load(scenario, POLICIES) if isinstance(scenario, str) else scenario
    keep = more.pop("keep", Keep())
    return asked(loaded, runs, more.pop("seed", 1), keep=keep, block=block, turns=more.pop("turns", TURNS), **more)


def played(plan: Plan, folder: Path, **more: Any) -> Manifest:
    """A batch played to its end in this process."""
    manifest, stopped = batch(plan, folder, **{"workers": 0, **more})
    assert not stopped
    return manifest


def files(folder: Path) -> dict[str, bytes]:
    """All that lies in a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def table(folder: Path, name: str = "runs") -> Any:
    """A table of an ensemble as a data frame."""
    order = "row" if name == "runs" else "row, measure, entity, turn"
    return duckdb.sql(f"SELECT * FROM '{folder}/{name}/*.parquet' ORDER BY {order}").df()


def told(folder: Path) -> dict[str, Any]:
    """The manifest as it is written."""
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return found


def same_rows(a: Any, b: Any) -> bool:
    """Whether two tables hold the same, bit for bit."""
    return list(a.columns) == list(b.columns) and all(
        a[name].isna().equals(b[name].isna()) and np.array_equal(a[name].dropna(), b[name].dropna()) for name in a
    )


PLAY = """
import sys
sys.path[:0] = {path!r}
if __name__ == "__main__":
    from pathlib import Path
    import ensembles
    from wargame.ensemble.batch import batch
    plan = ensembles.planned({runs}, {block}, turns={turns})
    manifest, stopped = batch(plan, Path({folder!r}), resume=True, workers={workers}, address={dask!r})
    sys.exit(130 if stopped else 0)
"""


def begun(
    folder: Path, runs: int, block: int = 4, turns: int = TURNS, workers: int = 2, dask: str | None = None
) -> Any:
    """A batch being played, or gone on with, by a process of its own."""
    script = folder.with_name(f"{folder.name}.py")
    path = [str(Path(__file__).parent), *sys.path]
    script.write_text(
        PLAY.format(path=path, runs=runs, block=block, turns=turns, folder=str(folder), workers=workers, dask=dask)
    )
    return subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path)}, start_new_session=True,
    )  # fmt: skip


def ended(process: Any) -> None:
    """Wait for a process that should end well."""
    out, err = process.communicate()
    assert process.returncode == 0, out + err


def command(*words: str, cwd: Path) -> Any:
    """A command running in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "wargame", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, start_new_session=True,
    )  # fmt: skip


def until(so: Callable[[], object], process: Any = None, seconds: float = 120.0) -> None:
    """Wait until something is so, or until a process has ended."""
    end = monotonic() + seconds
    while not so() and (process is None or process.poll() is None):
        assert monotonic() < end, "waited in vain"
        sleep(0.005)


def children(process: int) -> list[int]:
    """The processes that a process has started and that play, by Linux's own account."""
    listed = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    found = [int(child) for line in listed for child in line.split()]
    return [child for child in found if "spawn_main" in _called(child)]


def _called(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def kill(process: int) -> None:
    """End a process as the system does it when memory runs out; one that is gone already is let be."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return
