"""The command that makes the opening of a scenario out of where another got to."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.play import MOST, Pairs, paired
from wargame.errors import UserError


def opening(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Name of a scenario, or path of a file.")],
    turn: Annotated[int, typer.Option(min=1, metavar="N", help="The turn after which it is looked at.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The file to write, for a scenario to include.")],
    runs: Annotated[int, typer.Option(min=1, metavar="N", help="How many runs.")] = 200,
    seed: Annotated[int, typer.Option(min=0, max=MOST, metavar="N", help="Root seed.")] = 1,
    seat: Annotated[
        Pairs, typer.Option(metavar="ID=POLICY", help="Who decides for a seat; all=POLICY for everyone.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar, and nothing on stdout.")] = False,
) -> None:
    """Write where a scenario stands after a turn, medians over runs with wide ranges, for another to begin with."""
    from wargame.analysis.opening_file import text
    from wargame.analysis.reached import reached
    from wargame.cli.screen import counted
    from wargame.game import checked_seats
    from wargame.policies import POLICIES
    from wargame.scenario import load

    _writable(out, force)
    loaded = load(scenario, POLICIES)
    seats = checked_seats(loaded, paired("--seat", seat, "ID=POLICY"))
    with counted("turns of runs", not quiet) as tell:
        found = reached(loaded, turn, runs, seed, seats, tell)
    words = ["wargame", "opening", scenario, "--turn", str(turn), "--runs", str(runs), "--seed", str(seed)]
    command = shlex.join([*words, *(word for who, by in seats.items() for word in ("--seat", f"{who}={by}"))])
    try:
        out.write_text(text(found, f"{command} --out FILE", runs, turn), encoding="utf-8")
    except OSError as error:
        raise UserError(f"{out}: the opening can't be written here ({error.strerror})") from None
    if not quiet:
        count = sum(len(entries) for entries in found.fields.values())
        sys.stdout.write(f"{out}: {loaded.id} on {found.day}, {count} figures from {runs} runs\n")


def _writable(out: Path, force: bool) -> None:
    """Nothing is written over, or to nowhere, after minutes of play."""
    if out.suffix not in (".yaml", ".yml"):
        raise UserError(f"found --out {out}, expected a file that ends in .yaml or .yml")
    if out.exists() and (not force or out.is_dir()):
        raise UserError(f"found {out}, which is there already, expected a new file, or --force to write over it")
    if not out.parent.is_dir():
        raise UserError(f"found --out {out}, expected a file in a folder that exists")
