"""The command that writes the after-action review of a recorded campaign."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.cli.play import Invented, Json

if TYPE_CHECKING:
    from wargame.report.review.page import Review


def report(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="The record of a campaign.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The page to write; it must be new.", show_default="beside the record"),
    ] = None,
    invented: Invented = False,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print where the page went, nothing else.")] = False,
) -> None:
    """Write the after-action review of a record: one page for the debrief, to project, to print, offline."""
    import wargame.record  # noqa: F401 (Mesa looks through all that is loaded when it comes in: the sooner the quicker)
    from wargame.cli.screen import counted
    from wargame.report.review.page import free, html, place, review, written

    path = free(record) if out is None else place(out)
    with counted("turns", not quiet) as tell:
        told = review(record, invented, tell)
    written(html(told), path)
    if told.campaign.record.torn:
        sys.stderr.write(f"{told.campaign.record.torn}\n")
    if as_json:
        sys.stdout.write(json.dumps(_data(told, path), ensure_ascii=False, allow_nan=False) + "\n")
    elif quiet:
        sys.stdout.write(f"{path}\n")
    else:
        counts = f"{told.campaign.turns} turns, {len(told.offers)} offers, {len(told.points)} turning points"
        sys.stdout.write(f"Review: {path} ({counts})\n")
    if told.campaign.damage is not None:
        raise told.campaign.damage


def _data(told: "Review", path: Path) -> dict[str, Any]:
    """What the page tells that no other command does."""
    return {
        "page": str(path),
        "turns": told.campaign.turns,
        "outcome": vars(told.outcome),
        "aims": [vars(aim) for aim in told.aims],
        "turning_points": [asdict(point) for point in told.points],
        "offers": [one.id for one in told.offers],
        "beliefs": [vars(one) for one, *_ in told.beliefs],
        "acts": [vars(act) for act in told.acts],
        "questions": told.questions,
    }
