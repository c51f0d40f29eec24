"""Packages of levers: how long they take, and the tables of docs/explanation/levers.md at full size.

    python benchmarks/levers.py [--scenario NAME] [--runs N] [--workers N] [--json]
    python benchmarks/levers.py --page [--runs 500] [--kept FOLDER]

The first times all packages of a scenario from the command's start to its end. The second plays them in both scenarios
of the page and writes its tables; results kept by `wargame levers NAME --runs 500 --json > FOLDER/NAME.json` are taken
from there.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from wargame.analysis.levers import Effect, levers
from wargame.policies import POLICIES
from wargame.report.levers import data, figure, interval
from wargame.scenario import load

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "explanation" / "levers.md"
SCENARIOS = ("the-offer", "ukraine-2022")
MEASURED = r"(<!-- measured: {} -->\n).*?(<!-- measured end -->)"


def main() -> None:
    """Time, or write the page."""
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("--scenario", default="the-offer", help="name or path")
    told.add_argument("--runs", type=int, default=None, help="runs of each package: 100, or 500 for the page")
    told.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    told.add_argument("--page", action="store_true", help="write the tables of the page")
    told.add_argument("--kept", type=Path, default=None, help="folder of results that were kept")
    told.add_argument("--json", action="store_true", help="figures for machines")
    asked = told.parse_args()
    if asked.page:
        write(asked.runs or 500, asked.workers, asked.kept)
        return
    figures = timed(asked.scenario, asked.runs or 100, asked.workers)
    print(json.dumps(figures) if asked.json else "\n".join(f"{name:14}{value}" for name, value in figures.items()))


def timed(scenario: str, runs: int, workers: int) -> dict[str, Any]:
    """Seconds of the command and of its packages alone."""
    start = perf_counter()
    words = ["-m", "wargame", "levers", scenario, "--runs", str(runs), "--quiet", "--json"]
    path = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    told = subprocess.run([sys.executable, *words], env=path, check=True, capture_output=True, text=True)
    command = perf_counter() - start
    start = perf_counter()
    found = levers(load(scenario, POLICIES), runs=runs, workers=workers)
    alone = perf_counter() - start
    assert json.loads(told.stdout) == json.loads(json.dumps(data(found))), "the same question, another answer"
    return {
        "scenario": scenario,
        "packages": found.packages,
        "runs": runs,
        "workers": workers,
        "command_s": round(command, 1),
        "packages_s": round(alone, 1),
        "rows_per_s": round(found.packages * runs / alone),
    }


def write(runs: int, workers: int, kept: Path | None) -> None:
    """The tables of the page, made anew."""
    page = PAGE.read_text(encoding="utf-8")
    for scenario in SCENARIOS:
        if kept is not None:
            told = json.loads((kept / f"{scenario}.json").read_text(encoding="utf-8"))
        else:
            told = data(levers(load(scenario, POLICIES), runs=runs, workers=workers))
        text = tables(told)
        page = re.sub(
            MEASURED.format(scenario), lambda found, text=text: f"{found[1]}{text}\n{found[2]}", page, flags=re.S
        )
    PAGE.write_text(page, encoding="utf-8")


def tables(told: dict[str, Any]) -> str:
    """Effects by area, and the strongest interactions."""
    lines = [f"{told['packages']} packages, {told['runs']} paired runs of seed {told['seed']}.", ""]
    lines += [
        "| area, and what is measured | as set | off: change | reinforced: change | held, off | held, reinforced |"
    ]
    lines += ["|---|---|---|---|---|---|"]
    for area in dict.fromkeys(row["area"] for row in told["rows"]):
        off, more = (row for row in told["rows"] if row["area"] == area)
        lines += [f"| **{area}**: {off['expected']} | | | | **{off['held']}** | **{more['held']}** |"]
        lines += section(told, off, more)
    lines += ["", "Strongest interactions, what two areas do together beyond what each does alone:", ""]
    for one in told["interactions"]:
        (a, b), (la, lb) = one["areas"], one["levels"]
        name = told["measures"][one["measure"]]["name"]
        lines += [f"- {a} {la} with {b} {lb}: {name} {interval(Effect(**one['effect']))}"]
    return "\n".join(lines)


def section(told: dict[str, Any], off: dict[str, Any], more: dict[str, Any]) -> list[str]:
    """The measures of an area: those expected to move, then cost, cohesion, escalation, the offer."""
    rows, seen, columns = [], set[str](), told["columns"]
    for k, one in enumerate(off["expects"]):
        pattern = re.compile(one["measure"].replace("*", ".*") + "$")
        for name in (name for name in told["measures"] if pattern.match(name)):
            seen.add(name)
            rows += [(name, f" ({one['goes']})", one["held"], more["expects"][k]["held"])]
    others = [*columns["cost"], *columns["cohesion"], *columns["escalation"], *offers(told)]
    rows += [(name, "", "", "") for name in others if name not in seen]
    return [
        f"| {told['measures'][name]['name']}{goes} | {figure(told['measures'][name]['as_set']['mean'])} "
        f"| {interval(Effect(**off['effect'][name]))} | {interval(Effect(**more['effect'][name]))} | {a} | {b} |"
        for name, goes, a, b in rows
    ]


def offers(told: dict[str, Any]) -> list[str]:
    """The measures of the offer, once where its own turn is the last one."""
    own, last = told["offer"]["turns"]
    return [name for name in told["measures"] if name.startswith("offer_last" if own == last else "offer")]


if __name__ == "__main__":
    main()
