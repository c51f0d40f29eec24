"""The record of a campaign: scenario, seed, orders and an umpire's acts; loading is replaying.

JSON Lines, append-only, on disk after every moment. The first line is the header; a line follows for every moment, with
the orders carried out, those refused and why, the fingerprint of the world after the moment, and the digest of the line
before, so that an edit is found. Nothing in it depends on the clock or on how long a sitting was: a campaign stopped
and gone on with leaves the same bytes as one played in one go.
"""

import hashlib
import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import IO, Any

import numpy as np

from wargame import __version__
from wargame.errors import Impossible, RecordError
from wargame.events import Act, done
from wargame.game import Game
from wargame.orders import ASKED, Orders, checked, lines, only, parsed, refusals
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load
from wargame.turn import Done, Played, play
from wargame.world import World, digest, leaves

FORMAT = 1
VERSIONS = ("engine", "numpy", "python", "processor")
DRIFT = 1e-6  # relative difference of an amount that the same orders may show on another kind of machine


@dataclass(frozen=True)
class Intervention:
    """An umpire's act, with the reason that the record asks for."""

    act: Act
    reason: str


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
    def versions(self) -> dict[str, tuple[str, str]]:
        """What differs between the machine that wrote the record and this one: then, now."""
        return {key: (self.header[key], now) for key, now in _versions().items() if self.header[key] != now}

    def place(self, index: int) -> str:
        """`file:line` of a moment's line."""
        return f"{self.path}:{index + 2}"


class Broken(RecordError):
    """A record with a line that cannot be relied on; `kept` is what comes before it."""

    def __init__(self, message: str, kept: Record | None = None) -> None:
        super().__init__(message)
        self.kept = kept


# --- writing -------------------------------------------------------------------------------------------------------


class Recorder:
    """Writes a record, a line a moment, each on disk before the game goes on."""

    def __init__(self, path: Path, file: IO[bytes], last: str) -> None:
        """Go on with an open record whose last line has that digest."""
        self.path, self._file, self._last = path, file, last
        self._acts: list[Intervention] = []

    @classmethod
    def create(cls, path: str | Path, game: Game) -> "Recorder":
        """Begin the record of a game that has not been played yet; an existing file is never overwritten."""
        path, scenario = Path(path), game.scenario
        if len(game.runs) != 1 or game.turn:
            raise RecordError(f"found {len(game.runs)} runs at turn {game.turn}, expected one run before its first turn")
        header = {
            "format": FORMAT,
            "scenario": scenario.source or scenario.id,
            "seal": scenario.seal,
            **_versions(),
            "seed": game.seed,
            "run": game.runs[0],
            "seats": {agent.id: agent.policy for agent in game.agents},
            "changes": dict(scenario.changes),
        }
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("xb")
        except OSError as error:
            raise RecordError(f"{path}: the record can't be written here ({error.strerror})") from None
        recorder = cls(path, file, "")
        recorder._write(_text(header))
        return recorder

    def intervene(self, game: Game, interventions: Sequence[Intervention]) -> None:
        """Let an umpire's acts happen now, between two turns, and put them on the next line."""
        game.world = _acted(game.world, interventions)
        self._acts.extend(interventions)

    def append(self, moment: Done) -> None:
        """Write the line of a moment that was played."""
        board = moment.world.board
        line = {
            "turn": moment.world.turn,
            "moment": moment.moment,
            "orders": lines(moment.orders, board),
            "refused": refusals(moment.refused, board) if moment.refused is not None else [],
            **({"acts": [{**asdict(item.act), "reason": item.reason} for item in self._acts]} if self._acts else {}),
            "world": digest(moment.world),
            "before": self._last,
        }
        self._acts.clear()
        self._write(_text(line))

    def _write(self, text: bytes) -> None:
        try:
            self._file.write(text)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise RecordError(f"{self.path}: the record can't be written on ({error.strerror})") from None
        self._last = _digest(text)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def played(game: Game, path: str | Path, turns: int | None = None) -> Iterator[Played]:
    """Play a game to its end, or so many turns, and record it; yields every turn played."""
    recorder = Recorder.create(path, game)
    try:
        yield from recorded(game, recorder, turns)
    finally:
        recorder.close()


def recorded(game: Game, recorder: Recorder, turns: int | None = None) -> Iterator[Played]:
    """Play on with a recorder; yields every turn played."""
    game.listeners.append(recorder.append)
    try:
        while game.running and (turns is None or game.turn < turns):
            game.step()
            if game.played is not None:
                yield game.played
    finally:
        game.listeners.remove(recorder.append)


def _versions() -> dict[str, str]:
    """Engine, libraries and kind of processor: where they are the same, so is every bit."""
    shown: Any = np.show_config(mode="dicts")
    level = (shown.get("SIMD Extensions", {}).get("found") or ["baseline"])[-1]
    kind = f"{platform.system()} {platform.machine()} {level}"
    return dict(zip(VERSIONS, (__version__, np.__version__, platform.python_version(), kind), strict=True))


def _text(line: Mapping[str, Any]) -> bytes:
    return (json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()


def _digest(text: bytes) -> str:
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def _acted(world: World, interventions: Sequence[Intervention]) -> World:
    known = {name: value.shape[1:] for name, _, value in leaves(world) if "." not in name}
    for item in interventions:
        shape, where = known.get(item.act.field), item.act.where
        if shape is None or len(where) > len(shape) or any(not 0 <= i < n for i, n in zip(where, shape, strict=False)):
            raise Impossible(f"the world has no entry {item.act.field}{list(where)} that an umpire could change")
        world = done(world, item.act, np.ones(world.runs))
    return world


# --- reading -------------------------------------------------------------------------------------------------------

_HEADER = {
    "format": int, "scenario": str, "seal": str, "engine": str, "numpy": str, "python": str, "processor": str,
    "seed": int, "run": int, "seats": dict, "changes": dict,
}  # fmt: skip
_LINE = {"turn": int, "moment": str, "orders": list, "refused": list, "world": str, "before": str}


def read(path: str | Path) -> Record:
    """Read a record. A torn last line is dropped and told of; any other fault is a `Broken` that keeps what is sound."""
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
        line = _parsed(text, record, index, _digest(texts[index]))
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
        raise Broken(f"{path}:1: found {header}, expected the header of a record")
    if header["format"] != FORMAT:
        raise Broken(f"{path}:1: found format {header['format']}, expected {FORMAT}, which this version reads")
    return header


def _parsed(text: bytes, record: Record, index: int, before: str) -> Line:
    line = _object(text, _LINE)
    if isinstance(line, str):
        raise Broken(f"{record.place(index)}: found {line}, expected the line of a moment", record)
    if line["before"] != before:  # the line above was changed after this one was written, or lines were taken out
        kept = replace(record, lines=record.lines[:-1], ends=record.ends[:-1]) if record.lines else record
        raise Broken(
            f"{record.place(index - 1)}: found a line with the digest {before}, expected {line['before']}, "
            "which the next line was written after; the record was edited",
            kept,
        )
    place = (line["turn"], line["moment"])
    expected = (index // len(ASKED) + 1, ASKED[index % len(ASKED)])
    if place != expected:
        raise Broken(f"{record.place(index)}: found turn {place[0]}, {place[1]}, expected turn {expected[0]}, {expected[1]}", record)
    try:
        acts = tuple(Intervention(_act(item), str(item["reason"])) for item in line.get("acts", ()))
        refused = tuple((str(what), str(why)) for what, why in line["refused"])
    except (KeyError, TypeError, ValueError):
        raise Broken(f"{record.place(index)}: found no sound acts or refusals, expected each with its reason", record) from None
    return Line(*place, tuple(map(str, line["orders"])), refused, acts, line["world"])


def _act(item: Mapping[str, Any]) -> Act:
    values = {part.name: item[part.name] for part in fields(Act)}
    return Act(**{**values, "where": tuple(map(int, values["where"])), "amount": float(values["amount"])})


# --- replaying -----------------------------------------------------------------------------------------------------


def scenario_of(record: Record) -> Scenario:
    """The scenario a record was played on; it must be the very same text."""
    scenario = load(record.header["scenario"], POLICIES, record.header["changes"])
    if scenario.seal != record.header["seal"]:
        raise RecordError(
            f"{record.path}:1: found the seal {record.header['seal']}, expected {scenario.seal}; "
            f"the scenario {record.header['scenario']} has changed since this was played"
        )
    return scenario


def game_of(record: Record, scenario: Scenario | None = None) -> Game:
    """The game of a record at state 0. Seats with a policy that only its player has, a person, hold."""
    header = record.header
    seats = {seat: name if name in POLICIES else "hold" for seat, name in header["seats"].items()}
    return Game(scenario or scenario_of(record), seed=header["seed"], run=header["run"], seats=seats)


@dataclass(frozen=True)
class Replayed:
    """A turn replayed: the world before it, the turn, and how far orders and world are from what was recorded."""

    before: World
    played: Played
    strays: tuple[int, ...]  # lines after which the world is not the recorded one
    others: tuple[str, ...]  # orders that the policies would not give now, or did not give then
    drift: float  # largest relative difference of an amount


def replay(record: Record, scenario: Scenario | None = None) -> Iterator[Replayed]:
    """Play the recorded orders again, turn by turn; a world that differs is an error where versions are the same."""
    for turn in _again(record, game_of(record, scenario), recompute=False):
        _refuse_strays(record, turn)
        yield turn


def _refuse_strays(record: Record, turn: Replayed) -> None:
    if turn.strays and not record.versions:
        index = turn.strays[0]
        raise Broken(
            f"{record.place(index)}: found the world {record.lines[index].world}, "
            "expected the one that these orders lead to; the line was edited",
            replace(record, lines=record.lines[:index], ends=record.ends[: index + 1]),
        )


def _again(record: Record, game: Game, recompute: bool) -> Iterator[Replayed]:
    """Complete turns again from the record; `recompute` asks the policies too and compares."""
    free = [seat for name, seats in game.groups.items() for seat in seats if _decides(game, record, name, seat)]
    every = len(ASKED)
    for first in range(0, record.turns * every, every):
        here = record.lines[first : first + every]
        before = game.world
        world = _acted(before, [item for line in here for item in line.acts])
        turn = play(world, game.scenario.params, game.source, game.scenario.events)
        others: list[str] = []
        drift = 0.0
        request = next(turn)
        try:
            for index, line in enumerate(here, start=first):
                orders = _orders(line, world, record.place(index))
                if recompute:
                    asked = only(checked(game.answer(request), request.legal)[0], world.board, free)
                    odd, far = _compared(lines(only(orders, world.board, free), world.board), lines(asked, world.board))
                    others, drift = [*others, *(f"turn {line.turn}: {text}" for text in odd)], max(drift, far)
                request = turn.send(orders)
        except StopIteration as end:
            ended: Played = end.value
        game.played, game.world = ended, ended.world
        game.running = game.turn < game.scenario.turns
        strays = [first + k for k, line in enumerate(here) if digest(ended.done[k].world) != line.world]
        yield Replayed(before, ended, tuple(strays), tuple(others), drift)


def _decides(game: Game, record: Record, name: str, seat: int) -> bool:
    """Whether a seat's recorded policy can be asked again."""
    told = record.header["seats"].get(game.scenario.board.states[seat])
    return told in POLICIES and not game.policies[name].single_run


def _orders(line: Line, world: World, place: str) -> Orders:
    try:
        return parsed(line.orders, world)
    except Impossible as error:
        raise RecordError(f"{place}: found an order that can't be given: {error.reason}") from None


def _compared(then: Sequence[str], now: Sequence[str]) -> tuple[list[str], float]:
    """Orders that only one side has, and the largest relative difference of the amounts that both have."""
    old, new = ({key: float(amount) for key, amount in (line.rsplit(" ", 1) for line in side)} for side in (then, now))
    odd, drift = [], 0.0
    for key in sorted(old.keys() | new.keys()):
        a, b = old.get(key, 0.0), new.get(key, 0.0)
        far = abs(a - b) / max(abs(a), abs(b), 1e-300)
        if far > DRIFT:
            odd.append(f"{key}: recorded {a!r}, now {b!r}")
        else:
            drift = max(drift, far)
    return odd, drift


@dataclass(frozen=True)
class Verified:
    """What a verification found."""

    turns: int
    versions: Mapping[str, tuple[str, str]]  # what differs between then and now
    strays: tuple[str, ...]  # file:line of worlds that are not the recorded ones
    others: tuple[str, ...]  # orders that differ
    drift: float  # largest relative difference of an order's amount
    unasked: tuple[str, ...]  # seats whose policy can't be asked again

    @property
    def passed(self) -> bool:
        """The same orders; on the same versions the same bits as well."""
        same = bool(self.versions) or (not self.strays and not self.drift)
        return same and not self.others


def verify(record: Record, scenario: Scenario | None = None) -> Verified:
    """Replay a record, compare every world, and ask every policy again for the orders it gave."""
    game = game_of(record, scenario)
    turns = list(_again(record, game, recompute=True))
    by_name = record.header["seats"]
    unasked = [seat for seat, name in by_name.items() if name not in POLICIES or game.policies[name].single_run]
    return Verified(
        turns=len(turns),
        versions=record.versions,
        strays=tuple(record.place(index) for turn in turns for index in turn.strays),
        others=tuple(text for turn in turns for text in turn.others),
        drift=max((turn.drift for turn in turns), default=0.0),
        unasked=tuple(unasked),
    )


def resume(path: str | Path) -> tuple[Game, Recorder, list[World]]:
    """Go on with a record: the game at the last complete turn, the recorder behind it, and the worlds so far."""
    record = read(path)
    game = game_of(record)
    worlds = [game.world]
    for turn in _again(record, game, recompute=False):
        if turn.strays and record.versions:
            told = "; ".join(f"{key} {then}, here {now}" for key, (then, now) in record.versions.items())
            raise RecordError(f"{record.path}: can't go on bit for bit: written with {told}")
        _refuse_strays(record, turn)
        worlds.append(game.world)
    kept = record.turns * len(ASKED)
    try:
        file = record.path.open("r+b")
        file.truncate(record.ends[kept])
        file.seek(0)
        last = file.read().splitlines(keepends=True)[-1]
    except OSError as error:
        raise RecordError(f"{record.path}: the record can't be written on ({error.strerror})") from None
    return game, Recorder(record.path, file, _digest(last)), worlds
