"""The command that plays an ensemble into a folder, and goes on with one that was interrupted."""

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.cli.play import GAMES, INTERRUPTED, MOST, Json, Pairs, numbers_of, paired
from wargame.errors import UserError

if TYPE_CHECKING:
    from wargame.ensemble.manifest import Manifest
    from wargame.ensemble.plan import Plan

SOME_FAILED = 3
Texts = list[str] | None


def batch(
    context: typer.Context,
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Name or path.")],
    runs: Annotated[int, typer.Option(metavar="N", help="How many runs, or rows of a design.")],
    seed: Annotated[int, typer.Option(min=0, max=MOST, metavar="N", help="Root seed.")] = 1,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the results go.", show_default="in games")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=0, metavar="W", help="Processes that play; 0 is this one alone.", show_default="all cores"),
    ] = None,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask cluster plays, or local: one that is started here.")
    ] = None,
    vary: Annotated[
        Texts, typer.Option(metavar="PATH=LOW:HIGH", help="Vary a number; PATH alone, a YAML file, or register.")
    ] = None,
    design: Annotated[
        str | None, typer.Option(metavar="KIND", help="lhs, sobol, morris, grid or factorial.", show_default="lhs")
    ] = None,
    seat: Annotated[
        Pairs, typer.Option(metavar="ID=POLICY", help="Who decides for a seat; all=POLICY for everyone.")
    ] = None,
    changes: Annotated[
        Pairs, typer.Option("--set", metavar="PATH=VALUE", help="Change a number of the scenario.")
    ] = None,
    turns: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Stop after turn N.", show_default="all")
    ] = None,
    every: Annotated[int, typer.Option("--turns-every", min=1, metavar="K", help="Keep every K-th turn.")] = 1,
    measure: Annotated[
        Texts, typer.Option(metavar="NAME", help="Keep a measure or series by turn.", show_default="the main ones")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the batch in DIR, or begin it.")] = False,
    shard: Annotated[str | None, typer.Option(metavar="I/K", help="Play the I-th of K shares only, for merge.")] = None,
    large: Annotated[bool, typer.Option("--yes", help="Begin also what takes a week or more.")] = False,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print where the results went, nothing else.")] = False,
) -> None:
    """Play thousands of campaigns into a folder of tables, on all cores or a cluster; what is interrupted goes on."""
    from wargame.ensemble.asking import asked
    from wargame.ensemble.bar import bar
    from wargame.ensemble.batch import batch as played
    from wargame.ensemble.estimate import estimate, sensible
    from wargame.ensemble.tables import Keep
    from wargame.policies import POLICIES
    from wargame.scenario import load

    part, seats = _shard(shard), paired("--seat", seat, "ID=POLICY")
    loaded, keep = load(scenario, POLICIES, numbers_of(changes)), Keep(tuple(measure or ()), every)
    likely = estimate(loaded, runs, keep, turns or loaded.turns, seats, seed)
    told = sensible(likely, part[1] if part else 1, large)
    if told and not quiet and not as_json:
        sys.stderr.write(f"{told}\n")
    given = asked(
        loaded, runs, seed, keep=keep, seats=seats, turns=turns, vary=_vary(vary or []), kind=design, shard=part
    )
    folder = out or _free(GAMES / _stem(given), resume)
    with bar(not quiet and not as_json) as tell:
        manifest, stopped = played(given, folder, resume=resume, workers=workers, address=dask, tell=tell)
    _shown(manifest, as_json, quiet)
    if stopped and not manifest.complete:
        sys.stderr.write(f"interrupted; go on with: {_on_with(context, folder)}\n")
        raise typer.Exit(INTERRUPTED)
    if manifest.failed:
        raise typer.Exit(SOME_FAILED)


def _vary(told: list[str]) -> list[str] | str:
    """What is varied: a file is named alone."""
    return told[0] if len(told) == 1 and told[0].endswith((".yaml", ".yml")) else told


def _shard(text: str | None) -> tuple[int, int] | None:
    """`3/10` as numbers."""
    if text is None:
        return None
    which, slash, count = text.partition("/")
    if not (slash and which.isdecimal() and count.isdecimal() and 1 <= int(which) <= int(count)):
        raise UserError(f"found --shard {text}, expected I/K with I from 1 to K, as 3/10")
    return int(which), int(count)


def _stem(plan: "Plan") -> str:
    which = "" if plan.shard is None else f"-{plan.shard[0]}of{plan.shard[1]}"
    return f"{plan.scenario.id}-s{plan.seed}-n{plan.rows}{which}"


def _free(folder: Path, resume: bool) -> Path:
    """A folder that nothing has yet, or the one to go on with."""
    path, number = folder, 2
    while path.exists() and not resume:
        path, number = folder.with_name(f"{folder.name}-{number}"), number + 1
    return path


def _on_with(context: typer.Context, folder: Path) -> str:
    """The command that was given, going on."""
    words = ["wargame", "batch"]
    for param in context.command.params:
        value = context.params.get(param.name or "")
        if param.name in ("out", "resume") or value in (None, False, (), []) or value == param.default:
            continue
        for one in value if isinstance(value, list | tuple) else [value]:
            name = [] if param.param_type_name == "argument" else [param.opts[0]]
            words += name if one is True else [*name, str(one)]
    return shlex.join([*words, "--out", str(folder), "--resume"])


def _shown(manifest: "Manifest", as_json: bool, quiet: bool) -> None:
    """What has been played, and what failed with the command that plays it alone."""
    done = sum(len(manifest.rows_of(number)) for number in manifest.blocks) - manifest.failed
    killed = [number for number, state in sorted(manifest.blocks.items()) if state == "killed"]
    if as_json:
        told: dict[str, Any] = {
            "folder": str(manifest.folder), "rows": manifest.head["rows"], "played": done, "failed": manifest.failed,
            "complete": manifest.complete, "killed": killed, "failures": manifest.failures,
        }  # fmt: skip
        sys.stdout.write(json.dumps(told, ensure_ascii=False, allow_nan=False) + "\n")
        return
    for one in manifest.failures[:5]:
        sys.stderr.write(f"run {one['run']} failed ({one['error']}); play it alone: {one['command']}\n")
    if len(manifest.failures) > 5:
        sys.stderr.write(f"{len(manifest.failures) - 5} more are in {manifest.path}\n")
    for number in killed:
        rows = manifest.rows_of(number)
        sys.stderr.write(f"rows {rows[0]} to {rows[-1]} ended every worker that played them, and were left out\n")
    if not quiet:
        failed = f", {manifest.failed} failed" if manifest.failed else ""
        sys.stdout.write(f"{done} of {sum(len(manifest.rows_of(n)) for n in manifest.numbers)} runs played{failed}\n")
    sys.stdout.write(f"{manifest.folder}\n" if quiet else f"Results: {manifest.folder}\n")
