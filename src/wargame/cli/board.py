"""Commands that open the board: `play`, and what `replay --board` shows."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.play import GAMES, MOST, Invented, Pairs, paired
from wargame.errors import UserError, nearest

if TYPE_CHECKING:
    from wargame.ui.app import Screen
    from wargame.ui.screens.choices import Choices

SMALL, LARGE = 0.75, 2.0  # scales of text that a window can have
MISSING = ("hold", "doctrine", "repeat")
Scale = Annotated[
    float, typer.Option("--ui-scale", min=SMALL, max=LARGE, metavar="X", help="Scale of text and all else.")
]
Whole = Annotated[bool, typer.Option("--fullscreen", help="Over the whole screen.")]


def play(
    scenario: Annotated[
        str | None, typer.Argument(metavar="SCENARIO", help="Name or path.", show_default="asked on the start screen")
    ] = None,
    seat: Annotated[
        Pairs, typer.Option(metavar="ID=POLICY", help="Who decides for a seat, human for a person; all= for everyone.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, max=MOST, metavar="N", help="Root seed.", show_default="1")] = None,
    scale: Scale = 1.0,
    fullscreen: Whole = False,
    invented: Invented = False,
    umpire: Annotated[bool, typer.Option("--umpire", help="An umpire sits at the table and may step in.")] = False,
    clock: Annotated[
        float | None,
        typer.Option(min=1.0, metavar="SECONDS", help="For a seat's orders at a moment.", show_default="none"),
    ] = None,
    missing: Annotated[
        str, typer.Option(metavar="|".join(MISSING), help="What is done about orders that are missing then.")
    ] = "hold",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the record goes.", show_default="games")
    ] = None,
) -> None:
    """Play on the board, in a window; without a scenario, from the start screen."""
    from wargame.ui.screens.choices import Choices

    held = paired("--seat", seat, "ID=POLICY")
    if missing not in MISSING:
        close = f"; nearest is {near!r}" if (near := nearest(missing, MISSING)) else ""
        raise UserError(f"found --missing {missing}, expected one of {', '.join(MISSING)}{close}")
    if scenario is None and (held or seed is not None):
        raise UserError("found --seat or --seed and no SCENARIO, expected the scenario they are meant for")
    folder = out or GAMES
    if folder.exists() and not folder.is_dir():
        raise UserError(f"found --out {folder}, which is no folder, expected one to put the record in")
    chosen = Choices("", held, 1 if seed is None else seed, folder, missing, invented, umpire, clock)
    _shown(chosen, scenario, None, scale, fullscreen)


def on_board(record: Path, scale: float, fullscreen: bool, invented: bool) -> None:
    """Show a record on the board, from its beginning."""
    from wargame.ui.screens.choices import Choices

    if not record.is_file():
        raise UserError(f"found no file {record}, expected the record of a campaign")
    _shown(Choices(fictional=invented, folder=record.parent), None, record, scale, fullscreen)


def _shown(choices: "Choices", scenario: str | None, record: Path | None, scale: float, fullscreen: bool) -> None:
    """Open the window at once; what a game needs comes while it is open."""
    from wargame.data import scenario_path
    from wargame.ui.window import Window

    if scenario is not None:
        path = scenario_path(scenario)  # an unknown name is told before anything is shown
        if not path.exists():
            raise UserError(f"found no file {path}, expected a scenario")
    window = Window.open(fullscreen=fullscreen)
    try:
        from wargame.ui.app import run

        run(_first(choices, scenario, record), window, scale)
    finally:
        window.close()


def _first(choices: "Choices", scenario: str | None, record: Path | None) -> "Screen":
    """The screen that comes first: the start, or the table being set."""
    from dataclasses import replace

    from wargame.ui.screens.setting import Setting
    from wargame.ui.screens.start import Start

    if record is not None:

        def look() -> "Screen":
            from wargame.ui.screens import laying

            return laying.replayed(record, choices)

        return Setting(look, record.name)
    if scenario is not None:

        def begin() -> "Screen":
            from wargame.ui.screens import laying

            return laying.begun(replace(choices, scenario=scenario))

        return Setting(begin, scenario)
    return Start.of(choices)
