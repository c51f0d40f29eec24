"""The form of a record: what its lines say, and reading them with every doubt told."""

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from wargame import __version__
from wargame.errors import RecordError
from wargame.events import Act
from wargame.orders import ANSWER, ASKED, PROPOSE

FORMAT = 2
TALKS = (PROPOSE, ANSWER)  # moments that a turn may have several times, or not at all
VERSIONS = ("engine", "numpy", "python", "processor")


@dataclass(frozen=True)
class Intervention:
    """An umpire's act, with the reason that the record asks for; without an act an inject, which is words alone."""

    act: Act | None
    reason: str
    to: tuple[str, ...] = ()  # the seats that an inject is meant for; all of them where none is named


@dataclass(frozen=True)
class Line:
    """What a moment's line says."""

    turn: int
    moment: str
    orders: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    acts: tuple[Intervention, ...]
    world: str


@dataclass(frozen=True)
class Record:
    """A record as read: the header, the lines that can be relied on, and what was dropped from a torn end."""

    path: Path
    header: Mapping[str, Any]
    lines: tuple[Line, ...]
    ends: tuple[int, ...]  # bytes of the file up to and with the header and each line
    torn: str | None = None

    @property
    def turns(self) -> int:
        """Turns that are complete."""
        return sum(line.moment == ASKED[-1] for line in self.lines)

    @property
    def complete(self) -> int:
        """Lines of the turns that are complete."""
        return max((index + 1 for index, line in enumerate(self.lines) if line.moment == ASKED[-1]), default=0)

    @property
    def versions(self) -> dict[str, tuple[str, str]]:
        """What differs between the machine that wrote the record and this one: then, now."""
        return {key: (self.header[key], now) for key, now in versions().items() if self.header[key] != now}

    def place(self, index: int) -> str:
        """`file:line` of a moment's line."""
        return f"{self.path}:{index + 2}"


class BrokenRecord(RecordError):  # noqa: N818 (named for what is the matter)
    """A record with a line that cannot be relied on; `kept` is what comes before it."""

    def __init__(self, message: str, kept: Record | None = None) -> None:
        super().__init__(message)
        self.kept = kept


def as_told(item: Intervention) -> dict[str, Any]:
    """An umpire's act or inject as it is written."""
    return {**({"to": list(item.to)} if item.act is None else asdict(item.act)), "reason": item.reason}


def intervention(told: Mapping[str, Any]) -> Intervention:
    """An umpire's act or inject as it was written."""
    if "field" not in told:
        return Intervention(None, str(told["reason"]), tuple(map(str, told["to"])))
    where = tuple(map(int, told["where"]))
    return Intervention(Act(str(told["field"]), where, bool(told["add"]), float(told["amount"])), str(told["reason"]))


def versions() -> dict[str, str]:
    """Engine, libraries and kind of processor: where they are the same, so is every bit."""
    shown: Any = np.show_config(mode="dicts")
    level = (shown.get("SIMD Extensions", {}).get("found") or ["baseline"])[-1]
    kind = f"{platform.system()} {platform.machine()} {level}"
    return dict(zip(VERSIONS, (__version__, np.__version__, platform.python_version(), kind), strict=True))


def as_line(line: Mapping[str, Any]) -> bytes:
    """A line as it is written: compact, with numbers that read back bit for bit."""
    return (json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()


def digest_of(text: bytes) -> str:
    """The digest of a line, by which the next one knows it."""
    return hashlib.blake2b(text, digest_size=16).hexdigest()


_HEADER = {
    "format": int, "scenario": str, "seal": str, "engine": str, "numpy": str, "python": str, "processor": str,
    "seed": int, "run": int, "seats": dict, "changes": dict,
}  # fmt: skip
_LINE = {"turn": int, "moment": str, "orders": list, "refused": list, "world": str, "before": str}


def read(path: str | Path) -> Record:
    """Read a record. A torn last line is dropped and told of; any other fault is a `BrokenRecord`."""
    path = Path(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RecordError(f"{path}: found no record that can be read ({error.strerror})") from None
    texts = raw.splitlines(keepends=True)
    record = Record(path, _header(path, texts[0] if texts else b""), (), (len(texts[0]),))
    for index, text in enumerate(texts[1:]):
        if not text.endswith(b"\n"):
            return replace(record, torn=f"{record.place(index)}: the last line is torn and was dropped")
        line = _parsed(text, record, index, digest_of(texts[index]))
        record = replace(record, lines=(*record.lines, line), ends=(*record.ends, record.ends[-1] + len(text)))
    return record


def _object(text: bytes, shape: Mapping[str, type]) -> dict[str, Any] | str:
    """A line as an object with at least these keys, or what is wrong with it."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return "no JSON"
    if not isinstance(value, dict):
        return f"a {type(value).__name__}"
    wrong = [key for key, kind in shape.items() if type(value.get(key)) is not kind]
    return f"no sound {wrong[0]!r}" if wrong else value


def _header(path: Path, text: bytes) -> dict[str, Any]:
    header = _object(text, _HEADER)
    if isinstance(header, str):
        raise BrokenRecord(f"{path}:1: found {header}, expected the header of a record")
    if header["format"] != FORMAT:
        raise BrokenRecord(f"{path}:1: found format {header['format']}, expected {FORMAT}, which this version reads")
    return header


def _parsed(text: bytes, record: Record, index: int, before: str) -> Line:
    line = _object(text, _LINE)
    if isinstance(line, str):
        raise BrokenRecord(f"{record.place(index)}: found {line}, expected the line of a moment", record)
    if line["before"] != before:  # the line above was changed after this one was written, or lines were taken out
        kept = replace(record, lines=record.lines[:-1], ends=record.ends[:-1]) if record.lines else record
        raise BrokenRecord(
            f"{record.place(index - 1)}: found a line with the digest {before}, expected {line['before']}, "
            "which the next line was written after: the line was edited, or others were put in or taken out after it",
            kept,
        )
    place = (line["turn"], line["moment"])
    expected = _following(record.lines[-1] if record.lines else None)
    if place not in expected:
        told = " or ".join(f"turn {turn}, {moment}" for turn, moment in expected)
        raise BrokenRecord(f"{record.place(index)}: found turn {place[0]}, {place[1]}, expected {told}", record)
    try:
        acts = tuple(intervention(item) for item in line.get("acts", ()))
        refused = tuple((str(what), str(why)) for what, why in line["refused"])
    except (KeyError, TypeError, ValueError):
        raise BrokenRecord(
            f"{record.place(index)}: found no sound acts or refusals, expected each with its reason", record
        ) from None
    return Line(*place, tuple(map(str, line["orders"])), refused, acts, line["world"])


def _following(last: Line | None) -> list[tuple[int, str]]:
    """What may come after a line: offers and answers as often as there are any, every other moment once a turn."""
    rest = [moment for moment in ASKED if moment not in TALKS]
    if last is None or last.moment == ASKED[-1]:
        turn = last.turn + 1 if last else 1
        return [(turn, PROPOSE), (turn, rest[0])]
    if last.moment in TALKS:  # an offer that nobody has answered is asked about again, whether others follow or not
        talks = (ANSWER,) if last.moment == PROPOSE else TALKS
        return [*((last.turn, moment) for moment in talks), (last.turn, rest[0])]
    return [(last.turn, rest[rest.index(last.moment) + 1])]
