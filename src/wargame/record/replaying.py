"""Replaying a record: the recorded orders again, the policies asked again, and going on where it ends."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from wargame.data import scenarios
from wargame.errors import Impossible, RecordError
from wargame.game import Game
from wargame.orders import Orders, lines, only, parsed, parted
from wargame.policies import POLICIES
from wargame.record.form import BrokenRecord, Intervention, Line, Record, digest_of, read
from wargame.record.recorder import Recorder, acted
from wargame.scenario import Scenario, load, turn_of
from wargame.turn import Done, Played
from wargame.world import World, digest

DRIFT = 1e-6  # relative difference of an amount that the same orders may show on another kind of machine


def scenario_of(record: Record) -> Scenario:
    """The scenario a record was played on; it must be the very same text."""
    scenario = load(_place(record), POLICIES, record.header["changes"])
    if scenario.seal != record.header["seal"]:
        raise RecordError(
            f"{record.path}:1: found the seal {record.header['seal']}, expected {scenario.seal}; "
            f"the scenario {record.header['scenario']} has changed since this was played"
        )
    return scenario


def _place(record: Record) -> str:
    """Where the scenario is: as it was told when it was played, or seen from a folder the record lies in."""
    told = str(record.header["scenario"])
    if told in scenarios() or Path(told).exists():
        return told
    near = [folder / told for folder in record.path.absolute().parents if (folder / told).is_file()]
    if not near:
        raise RecordError(
            f"{record.path}:1: found no {told}, which this was played on, expected it seen from here or from a folder "
            "that the record lies in"
        )
    return str(near[0])


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
    acts: tuple[Intervention, ...] = ()  # of an umpire, before the turn began


def replay(record: Record, played_on: Scenario | Game | None = None) -> Iterator[Replayed]:
    """Play the recorded orders again, turn by turn; a world that differs is an error where versions are the same.

    A game of the record at state 0 is played along, so that it can go on from there.
    """
    game = played_on if isinstance(played_on, Game) else game_of(record, played_on)
    for turn in _again(record, game, recompute=False):
        refuse_strays(record, turn.strays)
        yield turn


def refuse_strays(record: Record, strays: Sequence[int]) -> None:
    """A world that is not the recorded one is an error where versions are the same."""
    if strays and not record.versions:
        index = strays[0]
        raise BrokenRecord(
            f"{record.place(index)}: found the world {record.lines[index].world}, "
            "expected the one that these orders lead to; the line was edited",
            replace(record, lines=record.lines[:index], ends=record.ends[: index + 1]),
        )


def _again(record: Record, game: Game, recompute: bool) -> Iterator[Replayed]:
    """Complete turns again from the record; `recompute` asks the policies too and compares."""
    free = [seat for name, seats in game.groups.items() for seat in seats if _decides(game, record, name, seat)]
    first = 0
    for _, lines_ in groupby(record.lines[: record.complete], key=lambda line: line.turn):
        here, before = list(lines_), game.world
        acts = tuple(item for line in here for item in line.acts)
        world = acted(before, acts)
        turn = turn_of(game.scenario, world, game.source)
        others: list[str] = []
        drift, request, ended = 0.0, next(turn), None
        for index, line in enumerate(here, start=first):
            if ended is not None or line.moment != request.moment:
                raise out_of_step(record, index, None if ended else request.moment)
            orders = orders_of(line, world, record.place(index))
            if recompute:
                asked = only(request.held(game.answer(request))[0], world.board, free)
                odd, far = _compared(lines(only(orders, world.board, free), world.board), lines(asked, world.board))
                others, drift = [*others, *(f"turn {line.turn}: {text}" for text in odd)], max(drift, far)
            try:
                request = turn.send(orders)
            except StopIteration as end:
                ended = end.value
        if ended is None:
            raise out_of_step(record, first + len(here) - 1, request.moment)
        game.played, game.world = ended, ended.world
        game.running = game.turn < game.scenario.turns
        strays = [first + k for k, line in enumerate(here) if digest(ended.done[k].world) != line.world]
        yield Replayed(before, ended, tuple(strays), tuple(others), drift, acts)
        first += len(here)


def out_of_step(record: Record, index: int, expected: str | None) -> BrokenRecord:
    """The lines of a turn are not those that its orders lead to: an order above this line was edited."""
    told = f"a line for {expected}" if expected else "the next turn"
    return BrokenRecord(
        f"{record.place(index)}: found a line for {record.lines[index].moment}, expected {told}, to which the orders "
        "before it lead; a line was edited",
        replace(record, lines=record.lines[:index], ends=record.ends[: index + 1]),
    )


def _decides(game: Game, record: Record, name: str, seat: int) -> bool:
    """Whether a seat's recorded policy can be asked again."""
    told = record.header["seats"].get(game.scenario.seats[seat])
    return told in POLICIES and not game.policies[name].single_run


def orders_of(line: Line, world: World, place: str) -> Orders:
    """The orders of a line; raises `RecordError` with its place where they can't be given."""
    try:
        return parsed(line.orders, world)
    except Impossible as error:
        raise RecordError(f"{place}: found an order that can't be given: {error.reason}") from None


def _compared(then: Sequence[str], now: Sequence[str]) -> tuple[list[str], float]:
    """Orders that only one side has, and the largest relative difference of the amounts that both have."""
    old, new = (dict(map(parted, side)) for side in (then, now))
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


def resume(path: str | Path, hear: Callable[[Done], None] = lambda moment: None) -> tuple[Game, Recorder, list[World]]:
    """Go on with a record: the game at the last complete turn, the recorder behind it, and the worlds so far.

    `hear` is told of every moment on the way there, as a listener of the game does from there on.
    """
    record = read(path)
    game = game_of(record)
    worlds = [game.world]
    for turn in replay(record, game):
        if turn.strays:
            told = "; ".join(f"{key} {then}, here {now}" for key, (then, now) in record.versions.items())
            raise RecordError(f"{record.path}: can't go on bit for bit: written with {told}")
        worlds.append(game.world)
        for moment in turn.played.done:
            hear(moment)
    return game, behind(record, record.complete), worlds


def behind(record: Record, lines: int) -> Recorder:
    """A recorder that writes on behind the first so many lines; what follows them is gone."""
    try:
        file = record.path.open("r+b")
        file.truncate(record.ends[lines])
        file.seek(0)
        last = file.read().splitlines(keepends=True)[-1]
    except OSError as error:
        raise RecordError(f"{record.path}: the record can't be written on ({error.strerror})") from None
    return Recorder(record.path, file, digest_of(last))
