"""What commands show: lines of turns, a bar on the terminal, the end state."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from wargame.heard import Heard
    from wargame.scenario import Scenario
    from wargame.world import World

WIDTH = 100  # columns where there is no terminal to ask


def console(width: int = WIDTH) -> "Console":
    """The terminal, or a page of fixed width."""
    from rich.console import Console

    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else width, highlight=False)


def indented(page: "Console", lines: Sequence[tuple[int, str]]) -> None:
    """Sentences, each set in by so many columns, also where it runs on."""
    from rich.padding import Padding

    for columns, sentence in lines:
        page.print(Padding(sentence, (0, 0, 0, columns), expand=False))


@contextmanager
def progress(turns: int, shown: bool) -> Iterator[Any]:
    """A bar on a terminal's stderr, nothing elsewhere; yields what to call after each turn."""
    if not shown or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    both = sys.stdout.isatty()
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=both, redirect_stderr=False) as bar:
        task = bar.add_task("turns", total=turns)
        yield lambda: bar.advance(task)


@contextmanager
def counted(what: str, shown: bool) -> Iterator[Any]:
    """A bar on a terminal's stderr that is told how many of how many are done."""
    if not shown or not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def end_state(worlds: Sequence["World"], scenario: "Scenario", names: Mapping[str, str]) -> None:
    """The end state as tables."""
    from wargame.explain import KINDS
    from wargame.report import tables

    state, page = tables.end_state(worlds, scenario, names), console()
    page.print()
    if state.states:
        page.print(f"{state.date}: states that fought", style="bold")  # as a table's title it would be as narrow
        page.print(tables.of_states(state.states))
    if state.regions:
        page.print(f"{state.date}: land not held by its own state alone", style="bold")
        page.print(tables.of_regions(state.regions, names))
    if state.alliances:
        page.print(f"{state.date}: alliances, and the motions their members voted on", style="bold")
        page.print(tables.of_alliances(state.alliances))
    if state.targets:
        page.print(f"{state.date}: targets of measures", style="bold")
        page.print(tables.of_targets(state.targets))
    page.print(f"{KINDS[state.kind]} (since {state.since}).")


def as_json(worlds: Sequence["World"], scenario: "Scenario", heard: "Heard", seed: int, run: int, **more: Any) -> str:
    """A campaign as one JSON object: its outcome, its series of turns + 1 values, its offers."""
    import numpy as np

    from wargame.explain import outcome
    from wargame.measures import names, values
    from wargame.report.answers import played

    result = outcome(worlds, scenario.dates)
    counted = np.array([values(world)[0] for world in worlds])
    whole = {
        "scenario": scenario.id,
        "seed": seed,
        "run": run,
        "turns": len(worlds) - 1,
        "outcome": {"kind": result.kind, "since": result.since},
        "series": {name: counted[:, column].tolist() for column, name in enumerate(names(scenario.board))},
        "offers": played(heard, scenario, seed, run),
        **more,
    }
    return json.dumps(whole, ensure_ascii=False, allow_nan=False)
