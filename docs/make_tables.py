"""The tables of these pages that are made from the code.

A page marks the place of a table with `<!-- table: world -->` and `<!-- end -->`. A test finds a page that is not up to
date; `python -m pytest tests/test_docs.py -m "long or not long" --refresh` makes the tables, and the outputs of
examples, anew.
"""

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import readers
from meanings import MEANINGS
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from wargame import draws, measures, orders, region, rules, spec, terms, world
from wargame.analysis.bargain import LeverNumbers
from wargame.map_spec import Facts, Link
from wargame.policies import POLICIES
from wargame.policies.doctrine import Doctrine
from wargame.policies.lookahead import Lookahead
from wargame.policies.script import Script
from wargame.terms.contradictions import CLASHES, LACKS
from wargame.terms.spec import KINDS as CLAUSES

MARKED = re.compile(r"(<!-- table: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(page: str) -> str:
    """A page with its tables made again."""
    return MARKED.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}\n{found[3]}", page)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as GitHub writes it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|").strip() for cell in line) + " |" for line in lines)


def code(name: object) -> str:
    """A name as the reader types it."""
    return f"`{name}`"


# --- the world and the rulebook ------------------------------------------------------------------------------------


def the_world() -> str:
    """Every field of the world, tables of slots walked into, and whether an opening can tell it."""
    return table(["field", "axes", "unit", "owner", "meaning", "in `opening`"], _fields(world.World, ""))


def _fields(kind: type, prefix: str) -> list[list[str]]:
    rows = []
    for item in fields(kind):
        told = item.metadata
        if "owner" in told and isinstance(item.type, type) and is_dataclass(item.type):
            rows += _fields(item.type, f"{item.name}.")
        elif "owner" in told:
            opens = "yes" if told["opens"] and not prefix else ""
            rows.append([code(prefix + item.name), told["axes"], told["unit"], told["owner"], told["meaning"], opens])
    return rows


def the_readers() -> str:
    """Who reads each field of the world: its owner, other domains, those who decide, those who tell."""
    rows = []
    for name, owner in readers.owners().items():
        rooms = readers.readers()[name]
        others = [domain for domain in (*readers.domains(), "fog") if domain in rooms - {owner}]
        deciding = [room for room in ("observe", "calculus", "policies") if room in rooms]
        telling = [room for room in ("measures", "explain") if room in rooms]
        sees = ["shown as it is"] if readers.shown(name) else []
        rows.append([code(name), owner, *(", ".join(part) for part in (others, sees + deciding, telling))])
    return table(["field", "owner", "other domains", "seats", "series and sentences"], rows)


def the_phases() -> str:
    """The rules in the order they play."""
    said = [((phase.rule.__doc__ or "").split("\n")[0], phase) for phase in rules.PHASES]
    return table(
        ["", "phase", "after the moment", "what it does"],
        [[i, code(p.name), p.moment, text] for i, (text, p) in enumerate(said, 1)],
    )


def numbers(kind: Any) -> Callable[[], str]:
    """The numbers of a domain or a policy."""

    def made() -> str:
        rows = []
        for item in fields(kind):
            if "unit" in item.metadata:
                told = item.metadata
                span, tuned = f"{told['low']:g} to {told['high']:g}", "yes" if told["tuned"] else ""
                rows.append(
                    [code(item.name), f"{item.default:g}", told["unit"], span, told["meaning"], told["source"], tuned]
                )
        return table(["name", "value", "unit", "plausible", "meaning", "source", "tuned"], rows)

    return made


def touched(domain: str) -> Callable[[], str]:
    """What a domain reads of the world, and what it alone writes."""

    def made() -> str:
        home = f"wargame.rules.{domain}"
        parts = [module for name, module in sorted(sys.modules.items()) if name == home or name.startswith(f"{home}.")]
        text = "".join(map(inspect.getsource, parts))
        owners = {item.name: item.metadata["owner"] for item in fields(world.World) if "owner" in item.metadata}
        used = set(re.findall(r"\bworld\.(\w+)", text))
        mine = [code(name) for name, owner in owners.items() if owner == domain]
        others = [f"{code(name)} ({owner})" for name, owner in owners.items() if owner != domain and name in used]
        return table(["", "fields"], [["writes", ", ".join(mine)], ["reads of others", ", ".join(others)]])

    return made


# --- orders, measures, draws ---------------------------------------------------------------------------------------

TARGETS = {
    **{"R H C": "region", "R H B": "bridge", "R S": "-", "R D": "state", "R D I": "state:kind of arms"},
    **{"R Q": "item of a docket", "R P": "docket", "R P S": "alliance:docket", "R U K": "state:sector"},
    **{"R X": "alliance", "R T S": "state", "R A S": "alliance"},
    **{
        "R O cell": "quarrel",
        "R O": "quarrel",
        "R O Z": "quarrel:proposer",
        "R T A S": "target:alliance",
        "R party": "quarrel",
    },
    **{"engage": "state", "cut": "importer", "divest": "exporter"},
}  # by the order where it has a target of its own, else by its axes


def the_orders() -> str:
    """Every kind of order."""
    rows = []
    for item in fields(orders.Orders):
        told = item.metadata
        target = TARGETS[item.name] if item.name in TARGETS else TARGETS[told["axes"]]
        rows.append([code(item.name), told["moment"], target, told["unit"], told["meaning"], told["why"]])
    return table(["order", "moment", "target", "unit", "meaning", "refused because"], rows)


ENTITIES = {
    **{"territory": "`<owner>/<holder>`", "control": "`<region>/<holder>`", "aid": "`<donor>/<partner>`"},
    **dict.fromkeys(("pressure", "elite_pressure", "isolation", "condemned"), "`<target>`"),
    **dict.fromkeys(("cohesion", "packages"), "`<alliance>`"),
    **{
        "gas_price": "-",
        "storage": "-",
        "gas_share": "`<alliance>/<exporter>`",
        "recognition": "`<target>/<alliance>`",
    },
    **dict.fromkeys(("rung", "dialogue", "risk"), "`<state>/<alliance>`"),
}  # a state where nothing else is told


def the_measures() -> str:
    """Every measure."""
    rows = [[code(name), ENTITIES.get(name, "`<state>`"), unit, meaning] for name, unit, meaning in measures.units()]
    return table(["measure", "entity", "unit", "meaning"], rows)


def the_draws() -> str:
    """What chance is drawn for."""
    rows = [
        [p.number, code(p.name), " ".join(("R", *p.axes)), "normal" if p.normal else "uniform", p.what]
        for p in draws.PURPOSES
    ]
    return table(["number", "purpose", "axes", "law", "what for"], rows)


def the_terms() -> str:
    """Every clause as an array."""
    rows = []
    for name, told in terms.CLAUSES.items():
        levels = ", ".join(f"{level} {value:g}" for level, value in told["levels"].items())
        rows.append([code(name), told["axes"], told["unit"], levels, told["gives"], told["meaning"]])
    return table(["array", "axes", "unit", "levels", "who gives", "meaning"], rows)


def the_clauses() -> str:
    """Every clause as a file says it."""
    rows = []
    for name, kind in CLAUSES.items():
        keys = {key: field for key, field in kind.model_fields.items() if key != "clause"}
        told = [code(key) if field.is_required() else f"{code(key)} ({_default(field)})" for key, field in keys.items()]
        rows.append([code(name), ", ".join(told), kind.__doc__])
    return table(["clause", "keys, with the default of those that may be left out", "says that"], rows)


def the_contradictions() -> str:
    """What can't stand in one deal."""
    pairs = [[" and ".join(map(code, dict.fromkeys(rule.fields))), rule.why] for rule in CLASHES]
    alone = [[f"{code(rule.field)} without its {code(rule.needs)}", rule.why] for rule in LACKS]
    return table(["arrays", "refused because"], [*pairs, *alone])


# --- policies ------------------------------------------------------------------------------------------------------


def the_policies() -> str:
    """The facts that policies declare."""
    from wargame.policies import doctrine, hold, lookahead, random, script

    homes = {"hold": hold.Hold, "random": random.Random, "script": script.Script, "doctrine": doctrine.Doctrine}
    homes["lookahead"] = lookahead.Lookahead
    rows = []
    for name, kind in POLICIES.items():
        told: Any = homes[name]
        says = (inspect.getmodule(told).__doc__ or "").split("\n\n")[0].replace("\n", " ")  # type: ignore[union-attr]
        facts = ["yes" if fact else "no" for fact in (told.stochastic, told.single_run)]
        rows.append(
            [code(name), says.split(": ", 1)[1].rstrip("."), *facts, str(len(kind.numbers)) if kind.numbers else "none"]
        )
    return table(["policy", "what it does", "draws", "one run only", "numbers"], rows)


# --- scenario files ------------------------------------------------------------------------------------------------

WORDS = {float: "number", int: "whole number", str: "text", bool: "true or false"}


def keys(model: type[BaseModel]) -> Callable[[], str]:
    """The keys of a part of a scenario."""

    def made() -> str:
        told = MEANINGS[model.__name__]
        rows = [[code(k), _kind(f.annotation), _default(f), told[k]] for k, f in model.model_fields.items()]
        return table(["key", "type", "default", "meaning"], rows)

    return made


def _kind(annotation: Any) -> str:
    """A type in words."""
    origin, args = get_origin(annotation), [a for a in get_args(annotation) if a is not NoneType]
    if annotation == spec.Number:
        return "number or quantity"
    if annotation in WORDS:
        return WORDS[annotation]
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(map(_kind, args)))
    if origin is Literal:
        return ", ".join(map(code, args))
    if hasattr(annotation, "__metadata__"):
        return _kind(args[0])
    if origin is list:
        return f"list of {_kind(args[0])}"
    if origin is dict:
        return f"mapping to {_kind(args[1])}"
    return "date" if annotation.__name__ == "date" else "mapping"


def _default(field: Any) -> str:
    if field.is_required():
        return "required"
    value = field.default_factory() if field.default is PydanticUndefined else field.default
    return "none" if value is None or value in ({}, []) else code(value)


def the_terrains() -> str:
    """Traffic and shelter by terrain."""
    return table(["terrain", "traffic", "shelter"], [[code(name), *values] for name, values in region.TERRAIN.items()])


def the_links() -> str:
    """Usable share and cost by type of link, and zones."""
    rows: list[list[object]] = [[code(name), share, cost] for name, (share, cost) in region.LINKS.items()]
    rows += [[f"zone {code(name)}", share, "as the type"] for name, share in region.ZONES.items()]
    return table(["type", "usable share of its km", "cost to supply, km of rail"], rows)


# --- the command line ----------------------------------------------------------------------------------------------


def the_commands() -> str:
    """Every command with its arguments and options."""
    import typer

    from wargame.cli import app

    group: Any = typer.main.get_command(app)
    parts = []
    for name, command in group.commands.items():
        rows = [_option(param) for param in command.params]
        parts.append(f"### `wargame {name}`\n\n{command.help}\n\n{table(['', 'default', 'meaning'], rows)}")
    return "\n\n".join(parts)


def _option(param: Any) -> list[str]:
    shown = param.show_default if isinstance(getattr(param, "show_default", None), str) else str(param.default or "")
    shown = shown or ("required" if param.required else "none")
    if param.param_type_name == "argument":
        return [code(param.metavar or param.name.upper()), shown, param.help or ""]
    if getattr(param, "is_flag", False):
        return [code(param.opts[0]), "off", param.help or ""]
    return [code(f"{param.opts[0]} {param.metavar or param.type.name.upper()}"), shown, param.help or ""]


# --- history -------------------------------------------------------------------------------------------------------

KINDS = {
    "rulebook": "numbers of the rulebook",
    "policies": "numbers of policies",
    "states": "figures of states",
    "opening": "weights of the deployment and works at state 0",
    "script": "shares and amounts in decisions without a source",
    "events": "what events give and lend to support",
}
RUNS, FEWER = 128, 64
DATES = ("2022-03-31", "2022-06-30", "2022-11-30", "2023-12-31")
LINES = {
    "territory/UKR/RUS": "Ukraine, whole",
    "control/UA-09/RUS": "Luhansk",
    "control/UA-14/RUS": "Donetsk",
    "control/UA-23/RUS": "Zaporizhzhia",
    "control/UA-65/RUS": "Kherson",
    "control/UA-63/RUS": "Kharkiv",
    "control/UA-59/RUS": "Sumy",
    "control/UA-74/RUS": "Chernihiv",
    "control/UA-32/RUS": "Kyiv",
}


@cache
def _hindcast() -> Any:
    from wargame.analysis.hindcast import hindcast
    from wargame.scenario import load

    return hindcast(load("ukraine-2022", POLICIES), RUNS)


def the_tuned() -> str:
    """How many numbers were tuned."""
    counts: Mapping[str, int] = _hindcast().tuned
    rows = [[KINDS[kind], count] for kind, count in counts.items()]
    return table(["tuned", "how many"], [*rows, ["**together**", f"**{sum(counts.values())}**"]])


def the_hindcast() -> str:
    """Median and 90 % band beside the observation, percent."""
    rows = []
    for line in _hindcast().lines:
        if line.series in LINES:
            at = [line.dates.index(date) for date in DATES]
            cells = [
                "{:.0f}: {:.0f} [{:.0f}, {:.0f}]".format(
                    *(100 * part[t] for part in (line.observed, line.median, line.low, line.high))
                )
                for t in at
            ]
            rows.append((list(LINES).index(line.series), [LINES[line.series], *cells]))
    return table(["", *(date[:7] for date in DATES)], [row for _, row in sorted(rows)])


def the_checks() -> str:
    """What history asks, and what came out."""
    rows = [[c.name, c.asked, c.found, "yes" if c.holds else "no"] for c in _hindcast().checks]
    return table(["test", "asked", "found", "holds"], rows)


def the_opinion() -> str:
    """How far medians of opinion are off the polls, in points, beside a constant that knows the polls' mean."""
    rows = []
    for line in _hindcast().lines:
        if line.unit == "0..1":
            asked = [t for t, value in enumerate(line.observed) if t > 0 and value == value]
            seen, off = line.observed[asked], line.median[asked] - line.observed[asked]
            spread = [100 * (part**2).mean() ** 0.5 for part in (off, seen - seen.mean())]
            rows.append([line.name, len(asked), f"{100 * abs(off).max():.1f}", *(f"{part:.1f}" for part in spread)])
    return table(["", "polls", "widest gap", "root mean square error", "the same of a constant at their mean"], rows)


def the_own_war() -> str:
    """The war that doctrine plays, beside history's decisions."""
    from wargame.ensemble import run_many

    rows = []
    for name, seats, changes in WARS:
        found = run_many(
            "ukraine-2022",
            FEWER,
            seats={"all": seats},
            changes=changes,
            series=["territory/UKR/RUS", "losses/RUS", "losses/UKR"],
        )
        held = [found.quantiles("territory/UKR/RUS").iloc[t, 1:].to_list() for t in (5, 23, 45)]
        cells = [f"{100 * mid:.0f} [{100 * low:.0f}, {100 * high:.0f}]" for low, mid, high in held]
        lost = [f"{found.quantiles(f'losses/{state}').iloc[23, 2] / 1000:.0f}" for state in ("RUS", "UKR")]
        rows.append([name, *cells, *lost])
    return table(["", "2022-06", "2023-12", "2025-10", "RUS lost", "UKR lost"], rows)


NO_AID, DOUBLE = {"rules.logistics.aid_units": 0.0}, {"rules.logistics.aid_units": 12.0}
WARS: Sequence[tuple[str, str, Mapping[str, float]]] = (
    ("history's decisions", "script", {}),
    ("the same, aid worth nothing", "script", NO_AID),
    ("the same, aid worth double", "script", DOUBLE),
    ("doctrine", "doctrine", {}),
    ("the same, aid worth nothing", "doctrine", NO_AID),
    ("the same, aid worth double", "doctrine", DOUBLE),
)


TABLES: Mapping[str, Callable[[], str]] = {
    "world": the_world,
    "readers": the_readers,
    "phases": the_phases,
    **{f"numbers-{name}": numbers(kind) for name, kind in rules.DOMAINS.items()},
    **{f"fields-{name}": touched(name) for name in dict.fromkeys(phase.domain for phase in rules.PHASES)},
    "numbers-doctrine": numbers(Doctrine),
    "numbers-lookahead": numbers(Lookahead),
    "numbers-script": numbers(Script),
    "numbers-levers": numbers(LeverNumbers),
    "orders": the_orders,
    "measures": the_measures,
    "terms": the_terms,
    "clauses": the_clauses,
    "contradictions": the_contradictions,
    "draws": the_draws,
    "policies": the_policies,
    **{
        f"keys-{name}": keys(kind)
        for name, kind in (
            ("quantity", spec.Quantity), ("scenario", spec.ScenarioSpec),
            ("state", spec.State), ("stakes", spec.Stakes),
            ("alliance", spec.Alliance), ("power", spec.Power), ("others", spec.Others),
            ("measure", spec.Measure), ("delivery", spec.Delivery), ("rival", spec.Rival),
            ("event", spec.Happening), ("change", spec.Change),
            ("snapshot", spec.Snapshot), ("decision", spec.Decision), ("offer", spec.Offer), ("terms", terms.TermsSpec),
            ("region", Facts), ("link", Link),
        )
    },
    "terrains": the_terrains,
    "links": the_links,
    "commands": the_commands,
    "tuned": the_tuned,
    "hindcast": the_hindcast,
    "checks": the_checks,
    "opinion": the_opinion,
    "wars": the_own_war,
}  # fmt: skip
