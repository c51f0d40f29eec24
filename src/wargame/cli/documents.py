"""Commands about documents: is a scenario sound, what may it say, which numbers does it rest on."""

import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from wargame.assumptions import Assumption
    from wargame.scenario import Scenario as Loaded

SOURCED = 120  # columns of a page that has room for sources

Scenario = Annotated[str, typer.Argument(metavar="SCENARIO", help="Name of a scenario, or path of a file.")]


def check(
    scenario: Scenario,
    terms: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Tell every fault of a terms file on its board, or what it says."),
    ] = None,
) -> None:
    """Tell every fault of a scenario and its map, each with its place."""
    from wargame.policies import POLICIES
    from wargame.scenario import load

    gc.disable()  # what is made here lives to the end: collecting it would take a tenth of the time
    try:
        found = load(scenario, POLICIES)
        counts = _counts(found)
    finally:
        gc.enable()
    if terms is not None:
        sys.stdout.write(_terms(terms, found))
        return
    sys.stdout.write(f"{scenario} is sound: {', '.join(f'{n} {what}' for what, n in counts.items())}\n")


def _terms(path: Path, scenario: "Loaded") -> str:
    """What a sound terms file says on the board of a scenario."""
    from wargame.explain import deal
    from wargame.terms import read

    told = deal(read(path, scenario.board).terms, scenario)
    return (
        "\n".join(
            (
                f"{path} is sound: {len(told)} clause{'' if len(told) == 1 else 's'}",
                *(f"  {sentence}" for sentence in told),
            )
        )
        + "\n"
    )


def _counts(found: "Loaded") -> dict[str, int]:
    """What a sound scenario holds."""
    from wargame.register import assumptions as register

    return {
        "states": len(found.spec.states),
        "regions": found.map.number_of_nodes(),
        "links": found.map.number_of_edges(),
        "turns": found.turns,
        "numbers on record": len(register(found)),
    }


def schema(
    terms: Annotated[bool, typer.Option("--terms", help="Of terms files instead.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write to a file, not to the terminal.")] = None,
) -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from wargame.errors import UserError
    from wargame.spec import ScenarioSpec
    from wargame.terms import TermsSpec

    text = json.dumps((TermsSpec if terms else ScenarioSpec).model_json_schema(), indent=1, ensure_ascii=False) + "\n"
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{out}: the schema can't be written here ({error.strerror})") from None


def assumptions(
    scenario: Scenario,
    part: Annotated[
        str,
        typer.Argument(metavar="PATH", help="Only numbers below a path, as states.RUS.", show_default="all of them"),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List every number that a scenario rests on: value, unit, range, source, confidence."""
    from dataclasses import asdict

    from wargame.policies import POLICIES, settings
    from wargame.register import assumptions as register
    from wargame.scenario import load

    found = load(scenario, POLICIES)
    told = _below(part, [*register(found), *settings(found)])
    if as_json:
        sys.stdout.write(json.dumps([asdict(item) for item in told], indent=1, ensure_ascii=False) + "\n")
        return
    from wargame.cli.screen import console
    from wargame.report.tables import of_assumptions

    page = console(150)
    of = f"{scenario}, {part}" if part else scenario
    page.print(of_assumptions(told, f"{len(told)} numbers of {of}", sourced=page.width >= SOURCED))
    if page.width < SOURCED:
        page.print(f"Sources are told on a page of {SOURCED} columns, and by --json.")


def _below(part: str, told: "list[Assumption]") -> "list[Assumption]":
    """The numbers below a path; raises `UserError` where it leads to none, with the nearest that does."""
    from wargame.errors import UserError, nearest

    kept = [item for item in told if not part or item.path == part or item.path.startswith(f"{part}.")]
    if kept:
        return kept
    paths = {".".join(words[:n]) for item in told for words in [item.path.split(".")] for n in range(1, len(words) + 1)}
    close = nearest(part, sorted(paths))
    raise UserError(f"found no numbers below {part!r}{f'; nearest is {close!r}' if close else ''}")
