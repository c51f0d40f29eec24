"""Commands that play: a campaign from its scenario, or again from its record."""

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.errors import UserError

if TYPE_CHECKING:
    from wargame.game import Game
    from wargame.heard import Heard
    from wargame.record import BrokenRecord, Record, Recorder
    from wargame.world import World

FLAGSHIP = "ukraine-2022"
GAMES = Path("games")
INTERRUPTED = 130
MOST = 2**64 - 1  # a generator's key has no room for more

Invented = Annotated[bool, typer.Option("--fictional-names", help="Invented names for states and regions.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout and nothing else.")]
Pairs = list[str] | None


def run(
    scenario: Annotated[
        str | None, typer.Argument(metavar="SCENARIO", help="Name or path.", show_default=FLAGSHIP)
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, max=MOST, metavar="N", help="Root seed.", show_default="1")] = None,
    number: Annotated[
        int | None, typer.Option("--run", min=0, max=MOST, metavar="K", help="Row K of the ensemble.", show_default="0")
    ] = None,
    turns: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Stop after turn N.", show_default="all")
    ] = None,
    seat: Annotated[
        Pairs, typer.Option(metavar="ID=POLICY", help="Who decides for a seat; all=POLICY for everyone.")
    ] = None,
    changes: Annotated[
        Pairs, typer.Option("--set", metavar="PATH=VALUE", help="Change a number of the scenario.")
    ] = None,
    invented: Invented = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the record goes.", show_default="games")
    ] = None,
    resume: Annotated[Path | None, typer.Option(metavar="RECORD", help="Go on with a record.")] = None,
    map_file: Annotated[Path | None, typer.Option("--map", metavar="FILE", help="Draw the end state as a map.")] = None,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print where the record went, nothing else.")] = False,
) -> None:
    """Play a campaign: a line a turn, the end state, and a record to go on with or to play again."""
    from wargame.game import Game
    from wargame.heard import Heard
    from wargame.record import Recorder
    from wargame.record import resume as taken_up

    heard = Heard()
    if resume is not None:
        given = {"SCENARIO": scenario, "--seed": seed, "--run": number, "--seat": seat, "--set": changes, "--out": out}
        _alone(given)
        _by_policies(resume)
        game, recorder, worlds = taken_up(resume, heard.hear)
    else:
        asked = paired("--seat", seat, "ID=POLICY")
        numbers = numbers_of(changes)
        game = Game(
            scenario or FLAGSHIP, seed=1 if seed is None else seed, run=number or 0, seats=asked, changes=numbers
        )
        _sensible(turns, map_file, game, None)
        recorder = Recorder.create(_free(out or GAMES, game), game)
        worlds = [game.world]
    game.listeners.append(heard.hear)
    with closing(recorder):
        if resume is not None:
            _sensible(turns, map_file, game, resume)
        try:
            stopped = _played(game, recorder, worlds, turns, invented, as_json or quiet)
        except BrokenPipeError:  # nobody reads on: the turns that were shown are kept
            sys.stderr.write(_on_with(game, recorder))
            raise
    _shown(game, recorder, worlds, heard, invented, as_json, quiet)
    if map_file is not None:
        from wargame.report.map_plot import draw

        drawn = draw(game.world, game.scenario, map_file, game.scenario.names(invented))
        if not (quiet or as_json):
            sys.stdout.write(f"Map: {drawn}\n")
    if stopped:
        sys.stderr.write(_on_with(game, recorder))
        raise typer.Exit(INTERRUPTED)


def _on_with(game: "Game", recorder: "Recorder") -> str:
    return f"interrupted after turn {game.turn}; go on with: wargame run --resume {recorder.path}\n"


def _alone(given: Mapping[str, Any]) -> None:
    """What was begun with something goes on with the same."""
    if told := [name for name, value in given.items() if value is not None and value != []]:
        raise UserError(f"found {', '.join(told)} beside --resume, expected none of it: the record says how it goes on")


def _by_policies(path: Path) -> None:
    """A campaign in which people hold seats goes on where they sit."""
    from wargame.policies import HUMAN
    from wargame.record import read

    held = [seat for seat, name in read(path).header["seats"].items() if name == HUMAN]
    if held:
        raise UserError(f"found people at {', '.join(held)} in {path}, expected policies: people sit at `wargame play`")


def paired(option: str, given: Pairs, form: str) -> dict[str, str]:
    """`NAME=VALUE` options as a mapping."""
    pairs: dict[str, str] = {}
    for text in given or []:
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            raise UserError(f"found {option} {text!r}, expected {form}")
        if name in pairs:
            raise UserError(f"found {option} {name} a second time, expected every name once")
        pairs[name] = value
    return pairs


def numbers_of(given: Pairs) -> dict[str, float]:
    """`--set PATH=VALUE` options as numbers by path."""
    return {path: _number(path, value) for path, value in paired("--set", given, "PATH=VALUE").items()}


def _number(path: str, text: str) -> float:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    raise UserError(f"found --set {path}={text}, expected a number after the =")


def _sensible(turns: int | None, map_file: Path | None, game: "Game", record: Path | None) -> None:
    """What can't come about is told before anything is played."""
    if map_file is not None:
        from wargame.report.picture import place
        from wargame.report.theatre import drawable

        place(map_file)
        drawable(game.scenario)
    if record is not None and not game.running:
        sys.stderr.write(f"{record} is at its end already: {game.turn} turns\n")
    if turns is not None and turns > game.scenario.turns:
        raise UserError(
            f"found --turns {turns}, expected at most {game.scenario.turns}, which is all that {game.scenario.id} plays"
        )
    if turns is not None and turns < game.turn:
        raise UserError(f"found --turns {turns}, expected at least {game.turn}: so many turns are played in {record}")


def _free(folder: Path, game: "Game") -> Path:
    """A name for the record that nothing has yet."""
    from wargame.record import unused

    if folder.exists() and not folder.is_dir():
        raise UserError(f"found --out {folder}, which is no folder, expected one to put the record in")
    return unused(folder, f"{game.scenario.id}-s{game.seed}-r{game.runs[0]}")


@contextmanager
def _patient() -> Iterator[list[int]]:
    """A first Ctrl-C waits for the turn to end, so that the record is whole; a second one does not."""
    caught: list[int] = []

    def handle(number: int, frame: Any) -> None:
        caught.append(number)
        if len(caught) > 1:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, handle)
    try:
        yield caught
    finally:
        signal.signal(signal.SIGINT, before)


def _played(
    game: "Game", recorder: "Recorder", worlds: list["World"], turns: int | None, invented: bool, silent: bool
) -> bool:
    """Play on, a line a turn; returns whether somebody interrupted."""
    from wargame.cli.screen import progress
    from wargame.explain import digest
    from wargame.record import recorded

    names, last = game.scenario.names(invented), turns or game.scenario.turns
    with _patient() as caught, progress(last - game.turn, not silent) as advance, suppress(KeyboardInterrupt):
        for turn in recorded(game, recorder, last):
            if not silent:
                print(digest(worlds[-1], turn, game.scenario, names), flush=True)
            worlds.append(turn.world)
            advance()
            if caught:
                break
    return bool(caught)


def _shown(
    game: "Game", recorder: "Recorder", worlds: list["World"], heard: "Heard",
    invented: bool, as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    from wargame.cli import screen

    if as_json:
        sys.stdout.write(screen.as_json(worlds, game.scenario, heard, game.seed, game.runs[0]) + "\n")
        if not quiet:
            sys.stderr.write(f"Record: {recorder.path}\n")
        return
    if not quiet:
        screen.end_state(worlds, game.scenario, game.scenario.names(invented))
    sys.stdout.write(f"{recorder.path}\n" if quiet else f"Record: {recorder.path}\n")


def replay(
    path: Annotated[Path, typer.Argument(metavar="RECORD", help="The record of a campaign.")],
    verify: Annotated[bool, typer.Option("--verify", help="Compare every world, and ask every policy again.")] = False,
    invented: Invented = False,
    board: Annotated[bool, typer.Option("--board", help="Look at it turn by turn, in a window.")] = False,
    scale: Annotated[
        float, typer.Option("--ui-scale", min=0.75, max=2.0, metavar="X", help="With --board: scale of text.")
    ] = 1.0,
    fullscreen: Annotated[bool, typer.Option("--fullscreen", help="With --board: over the whole screen.")] = False,
    as_json: Json = False,
) -> None:
    """Play a recorded campaign again; what can be read of a damaged record is played before the damage is told."""
    from wargame.record import BrokenRecord, read

    if board:
        from wargame.cli.board import on_board

        if verify or as_json:
            raise UserError("found --verify or --json beside --board, expected the board alone")
        on_board(path, scale, fullscreen, invented)
        return
    broken: BrokenRecord | None = None
    try:
        record = read(path)
    except BrokenRecord as error:
        if error.kept is None:
            raise
        record, broken = error.kept, error
    if record.torn:
        sys.stderr.write(f"{record.torn}\n")
    checked = _verified(record, as_json) if verify else {}
    broken = _replayed(record, invented, as_json, verify, checked) or broken
    if broken is not None:
        raise broken
    if verify and not checked["passed"]:
        raise typer.Exit(2)


def _replayed(
    record: "Record", invented: bool, as_json: bool, tolerant: bool, more: Mapping[str, Any]
) -> "BrokenRecord | None":
    """Show the turns of a record; returns where it turned out to be edited."""
    from wargame.cli import screen
    from wargame.exercise.news import by_umpire
    from wargame.explain import digest
    from wargame.heard import Heard
    from wargame.record import BrokenRecord, game_of, replay, scenario_of

    scenario = scenario_of(record)
    names, worlds = scenario.names(invented), [game_of(record, scenario).world]
    heard, broken, acts = Heard(), None, list[dict[str, Any]]()
    try:
        for turn in replay(record, scenario):
            told = [*by_umpire(turn.acts, scenario, names)]
            acts += [{"turn": turn.played.world.turn, "told": text} for text in told]
            worlds.append(turn.played.world)
            for moment in turn.played.done:
                heard.hear(moment)
            if not as_json:
                for text in told:
                    print(f"{scenario.dates[turn.before.turn][:7]}  {text}")
                print(digest(turn.before, turn.played, scenario, names))
    except BrokenRecord as error:
        broken = error
    if as_json:
        verified = ({"verified": dict(more)} if tolerant else {}) | ({"umpire": acts} if acts else {})
        print(screen.as_json(worlds, scenario, heard, record.header["seed"], record.header["run"], **verified))
    else:
        screen.end_state(worlds, scenario, names)
    return broken


def _verified(record: "Record", silent: bool) -> dict[str, Any]:
    """Verify a record and tell what was found, on stderr so that the turns stay alone."""
    from dataclasses import asdict

    from wargame.record import verify

    found = verify(record)
    if not silent:
        for key, (then, now) in found.versions.items():
            print(f"{key}: recorded with {then}, verified with {now}")
        for place in found.strays[:1]:
            print(f"{place}: the world after this line is not the recorded one")
        for text in found.others[:5]:
            print(f"an order differs: {text}")
        told = f"largest relative difference of an order {found.drift:.1e}"
        print(f"{'Verified' if found.passed else 'Not the same'}: {found.turns} turns, {told}")
        if found.unasked:
            print(f"not asked again: {', '.join(found.unasked)}")
    return {**asdict(found), "passed": found.passed}
