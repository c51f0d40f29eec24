"""The manifest of an ensemble's folder: what is played there, by which engine, and how far it has got.

It holds no times and nothing of the machine, so that the same ensemble has the same manifest however often it was
interrupted and whoever played it.
"""

import json
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from wargame import __version__
from wargame.ensemble.parts import HALF, writing
from wargame.ensemble.plan import Plan, described
from wargame.errors import UserError

FORMAT = 1
NAME = "manifest.json"
DONE, FAILED, KILLED = "done", "failed", "killed"  # of a block: whole, some of its runs failed, nothing of it
TOLD = ("scenario", "engine", "versions", "seed", "seats", "turns", "rows", "block", "design", "keep", "shard")
LOOSE = ("python", "duckdb")  # versions that change no number
TEXT, DRAWN = CONSEQUENCES = (
    "text of the scenario, sealed",
    "points and rows, sealed",
)  # told where nothing else differs


@dataclass
class Manifest:
    """What an ensemble's folder says of itself."""

    folder: Path
    head: dict[str, Any]  # all that does not change while it is played
    blocks: dict[int, str] = field(default_factory=dict)
    failures: list[dict[str, Any]] = field(default_factory=list)

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / NAME

    @property
    def failed(self) -> int:
        """Rows of which nothing is known: those that failed, and those of blocks that took their workers with them."""
        return len(self.failures) + sum(
            len(self.rows_of(number)) for number, state in self.blocks.items() if state == KILLED
        )

    @property
    def shard(self) -> tuple[int, int]:
        """Which of how many shards this is, the only one where there are none."""
        which, shards = self.head.get("shard", (1, 1))
        return which, shards

    @property
    def numbers(self) -> range:
        """The blocks that belong here."""
        which, shards = self.shard
        return range(which - 1, -(-self.head["rows"] // self.head["block"]), shards)

    @property
    def complete(self) -> bool:
        """Whether every block that belongs here has been played, or can't be."""
        return all(number in self.blocks for number in self.numbers)

    def rows_of(self, number: int) -> range:
        """The rows of a block."""
        size, rows = self.head["block"], self.head["rows"]
        return range(number * size, min((number + 1) * size, rows))

    def mark(self, number: int, state: str, failures: Iterable[dict[str, Any]] = ()) -> None:
        """Take down what came of a block, in place of what was known of it."""
        rows = self.rows_of(number)
        self.blocks[number] = state
        kept = [one for one in self.failures if one["row"] not in rows]
        self.failures = sorted([*kept, *failures], key=lambda one: int(one["row"]))

    def save(self) -> None:
        """Write it beside and put it in place in one step."""
        blocks = {str(number): self.blocks[number] for number in sorted(self.blocks)}
        whole = {"format": FORMAT, **self.head, "blocks": blocks, "failures": self.failures}
        text = json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
        put(self.path, text.encode())


def fresh(plan: Plan, folder: Path) -> Manifest:
    """The manifest of a plan of which nothing has been played."""
    told = described(plan)
    scenario, dates = plan.scenario, list(plan.scenario.dates[: plan.turns + 1])
    told["scenario"] |= {"source": scenario.source, "dates": dates, "files": texts(scenario.files)}
    told = {**told, "engine": __version__, "versions": versions()}
    return Manifest(folder, {key: told[key] for key in TOLD if key in told})


def versions() -> dict[str, str]:
    """What plays here, beside the engine."""
    return {"python": platform.python_version(), **{name: version(name) for name in ("numpy", "duckdb")}}


def texts(paths: Iterable[str]) -> dict[str, str]:
    """The texts a scenario was read from, by path below the folder that they share."""
    paths = sorted(paths)
    shared = os.path.commonpath([os.path.dirname(path) for path in paths]) if paths else ""
    return {Path(os.path.relpath(path, shared)).as_posix(): Path(path).read_text(encoding="utf-8") for path in paths}


def read(folder: Path) -> Manifest:
    """The manifest of a folder; raises `UserError` where there is none that can be read."""
    path = folder / NAME
    if not path.is_file():
        raise UserError(f"found no {NAME} in {folder}, expected the folder of a batch")
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        if whole["format"] != FORMAT:
            raise UserError(f"found {path} of format {whole['format']}, expected {FORMAT}: another engine wrote it")
        blocks = {int(number): str(state) for number, state in whole["blocks"].items()}
        head = {key: whole[key] for key in TOLD if key in whole}
        return Manifest(folder, head, blocks, list(whole["failures"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(f"found {path}, which is no manifest ({error}), expected one that a batch wrote") from error


def differences(there: Mapping[str, Any], here: Mapping[str, Any], but: Iterable[str] = ()) -> list[str]:
    """What one ensemble has otherwise than another, a phrase each: first what is there, then what is here."""
    a, b = (_bearing(head, set(but)) for head in (there, here))
    found = [key for key in dict.fromkeys([*a, *b]) if a.get(key) != b.get(key)]
    return [
        f"{key} {_shown(a.get(key))}, not {_shown(b.get(key))}"
        for key in found
        if key not in CONSEQUENCES or not set(found) - set(CONSEQUENCES)
    ]


def _bearing(head: Mapping[str, Any], but: set[str]) -> dict[str, Any]:
    """What of a manifest's head bears on the numbers, by name: not where a file was found, nor which Python ran."""
    told = {key: value for key, value in head.items() if key not in but}
    scenario, drawn = dict(told.pop("scenario")), dict(told.pop("design"))
    ranges = {item["path"]: f"{item['low']:g}:{item['high']:g}" for item in drawn["ranges"]}
    made_by = {key: value for key, value in told.pop("versions").items() if key not in LOOSE}
    return {
        "scenario": scenario["id"],
        **_named("--set", scenario["changes"]),
        **{key: value for key, value in told.items() if key not in ("seats", "keep")},
        **_named("seat", told["seats"]),
        **_named("keep", told["keep"]),
        **made_by,
        "design": drawn["kind"],
        **_named("--vary", ranges),
        TEXT: scenario["seal"],
        DRAWN: drawn["digest"],
    }


def _named(kind: str, of: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{kind} {name}": value for name, value in of.items()}


def _shown(value: Any) -> str:
    text = "nothing" if value in (None, "", [], {}) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


# --- writing -------------------------------------------------------------------------------------------------------


def leftover(path: Path) -> bool:
    """Whether a file is what somebody left who was ended while writing it."""
    return path.is_file() and path.suffix == HALF


def put(path: Path, text: bytes) -> None:
    """Write a file beside its place, and put it there in one step; who is ended meanwhile leaves no half of it."""
    beside = path.with_name(f"{path.name}.{os.getpid()}{HALF}")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
