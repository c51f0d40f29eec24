"""Commands that read an ensemble: its summary, its difference from another, what its conclusion hangs on."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.cli.play import MOST, Json, Pairs, numbers_of
from wargame.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console

WIDE = 150  # columns of a table where there is no terminal to ask

Plot = Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it, .png, .svg or .pdf.")]
Measures = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="A series, or a measure with all its series; may be repeated.")
]


def summary(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of an ensemble.")],
    measure: Measures = None,
    plot: Plot = None,
    as_json: Json = False,
) -> None:
    """Sum up an ensemble: how campaigns end, land over time, time to ceasefire, what was refused, is N enough."""
    from wargame.analysis.folder import opened
    from wargame.analysis.summary import summary as summed_up
    from wargame.report import summary as report

    _placed(plot)
    found = summed_up(opened(folder), measure or ())
    if plot is not None:
        from wargame.report.summary_plot import draw

        draw(found, plot)
    if as_json:
        _write(report.data(found))
        return
    page = _page()
    _say(page, report.opening(found))
    page.print(report.of_ends(found))
    _say(page, [report.intervals(found), *report.enough(found)])
    for fan in found.fans:
        page.print(f"\n{fan.series} over time", style="bold")
        page.print(report.of_fan(fan))
    if not found.fans:
        page.print("\nNo land that another can hold was kept turn by turn: there is no fan.")
    _say(page, report.rest(found))
    page.print()
    _say(page, [report.offers(found)])
    table = report.of_refusals(found)
    if table is not None:
        page.print(table)
    _drawn(page, plot)


def compare(
    first: Annotated[Path, typer.Argument(metavar="DIR1", help="Folder of the first ensemble.")],
    second: Annotated[Path, typer.Argument(metavar="DIR2", help="Folder of the second.")],
    measure: Measures = None,
    plot: Plot = None,
    as_json: Json = False,
) -> None:
    """Compare two ensembles: what differs in them, and what changes from the first to the second, run by run."""
    from wargame.analysis.compare import compare as compared
    from wargame.analysis.folder import opened
    from wargame.report import compare as report

    _placed(plot)
    found = compared(opened(first), opened(second), measure or ())
    if plot is not None:
        from wargame.report.compare_plot import draw

        draw(found, plot)
    if as_json:
        _write(report.data(found))
        return
    page, most = _page(), len(found.measures) if measure else report.SHOWN
    _say(page, report.opening(found))
    differences = report.of_differences(found)
    page.print("Nothing differs but what was played." if differences is None else differences)
    page.print(report.pairing(found))
    page.print(report.of_outcomes(found))
    if found.measures:
        page.print(report.of_measures(found, most))
    _say(page, report.closing(found, most))
    _drawn(page, plot)


def sensitivity(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of an ensemble; with --neutral also a scenario.")
    ],
    of: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="An outcome, or a series at the end.", show_default="the land held"),
    ] = None,
    neutral: Annotated[
        bool, typer.Option("--neutral", help="Exchange the two sides' data: is an offer judged alike?")
    ] = False,
    terms: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --neutral: the offer.", show_default="the scenario's own")
    ] = None,
    runs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="With --neutral: runs.", show_default="100")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=MOST, metavar="N", help="With --neutral: root seed.", show_default="1")
    ] = None,
    changes: Annotated[
        Pairs, typer.Option("--set", metavar="PATH=VALUE", help="With --neutral: change a number of the scenario.")
    ] = None,
    plot: Plot = None,
    as_json: Json = False,
) -> None:
    """Rank the assumptions that were varied: which of them the conclusion hangs on, by the ensemble's design."""
    _placed(plot)
    if neutral:
        _alone("--neutral", {"--of": of, "--plot": plot})
        _neutral(str(folder), terms, runs or 100, 1 if seed is None else seed, changes, as_json)
        return
    _alone("an ensemble", {"--terms": terms, "--runs": runs, "--seed": seed, "--set": changes})
    from wargame.analysis.folder import opened
    from wargame.analysis.sensitivity import sensitivity as ranked
    from wargame.report import sensitivity as report

    found = ranked(opened(folder), of)
    if plot is not None:
        from wargame.report.sensitivity_plot import draw

        draw(found, plot)
    if as_json:
        _write(report.data(found))
        return
    page = _page()
    _say(page, report.opening(found))
    page.print(report.of_drivers(found))
    _say(page, report.closing(found))
    _drawn(page, plot)


def _neutral(scenario: str, terms: Path | None, runs: int, seed: int, changes: Pairs, as_json: bool) -> None:
    """The neutrality test of a scenario's judgement, or of the one that an ensemble was played from."""
    from wargame.analysis.neutrality import neutrality
    from wargame.cli.offer import tabled_offer
    from wargame.policies import POLICIES
    from wargame.report import sensitivity as report
    from wargame.scenario import load

    source, numbers = _played(scenario)
    loaded = load(source, POLICIES, {**numbers, **numbers_of(changes)})
    found = neutrality(loaded, tabled_offer(loaded, None, terms), runs, seed)
    if as_json:
        _write(report.neutral_data(found))
    else:
        _say(_page(), report.of_neutrality(found))


def _played(scenario: str) -> tuple[str, dict[str, Any]]:
    """Where a scenario is loaded from and the numbers set in it, if need be as an ensemble was played."""
    from wargame.ensemble.manifest import NAME, read

    if not (Path(scenario) / NAME).is_file():
        return scenario, {}
    told = read(Path(scenario)).head["scenario"]
    return str(told["source"] or told["id"]), dict(told.get("changes", {}))


def _alone(what: str, given: dict[str, Any]) -> None:
    """Options that have no meaning here are a mistake, not a wish to be passed over."""
    extra = [name for name, value in given.items() if value not in (None, [])]
    if extra:
        raise UserError(f"found {', '.join(extra)} with {what}, expected it without")


def _placed(plot: Path | None) -> None:
    from wargame.report.picture import place

    if plot is not None:
        place(plot)


def _page() -> "Console":
    from wargame.cli.screen import console

    return console(WIDE)


def _say(page: "Console", sentences: Iterable[str]) -> None:
    for sentence in sentences:
        page.print(sentence, markup=False)


def _drawn(page: "Console", plot: Path | None) -> None:
    if plot is not None:
        page.print(f"The picture is in {plot}.", markup=False)


def _write(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False, allow_nan=False) + "\n")
