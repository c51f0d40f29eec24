"""The tables of these pages that are made from the code.

A page marks the place of a table with `<!-- table: world -->` and `<!-- end -->`. A test finds a page that is not up to
date; `python -m pytest tests/test_docs.py --refresh` makes the tables, and the outputs of examples, anew.
"""

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from wargame import draws, measures, orders, region, rules, spec, world
from wargame.map_spec import Facts, Link
from wargame.policies import POLICIES
from wargame.policies.doctrine import Doctrine
from wargame.policies.script import Script

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
    """Every field of the world, tables of slots walked into."""
    return table(["field", "axes", "unit", "owner", "meaning"], _fields(world.World, ""))


def _fields(kind: type, prefix: str) -> list[list[str]]:
    rows = []
    for item in fields(kind):
        told = item.metadata
        if "owner" in told and item.type is world.Shipments:
            rows += _fields(world.Shipments, f"{item.name}.")
        elif "owner" in told:
            rows.append([code(prefix + item.name), told["axes"], told["unit"], told["owner"], told["meaning"]])
    return rows


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

TARGETS = {"R H C": "region", "R H B": "bridge", "R S": "", "R D": "state"}


def the_orders() -> str:
    """Every kind of order."""
    rows = []
    for item in fields(orders.Orders):
        told = item.metadata
        target = TARGETS[told["axes"]]
        rows.append([code(item.name), told["moment"], target or "-", told["unit"], told["meaning"], told["why"]])
    return table(["order", "moment", "target", "unit", "meaning", "refused because"], rows)


ENTITIES = {"territory": "`<owner>/<holder>`", "control": "`<region>/<holder>`"}


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


# --- policies ------------------------------------------------------------------------------------------------------


def the_policies() -> str:
    """The facts that policies declare."""
    from wargame.policies import doctrine, hold, random, script

    homes = {"hold": hold.Hold, "random": random.Random, "script": script.Script, "doctrine": doctrine.Doctrine}
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

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "Quantity": {
        "value": "the number",
        "range": "lowest and highest plausible value",
        "source": "a key of `sources`, or words",
        "confidence": "how sure the number is",
        "note": "unit or remark",
        "tuned": "whether it was set with history in view",
    },
    "ScenarioSpec": {
        "title": "shown above a game",
        "description": "what a reader should know before playing",
        "map": "GeoJSON file of the regions, relative to the scenario that is loaded",
        "links": "YAML file of the links between them, relative likewise",
        "calendar": "`snapshot`: date of state 0; `turns`: how many turns. The first turn ends with its month",
        "sources": "publications by key, each with `cite` and `year`",
        "states": "the states that have a seat, by id",
        "alliances": "the alliances that have a seat, by id",
        "wars": "pairs of states that are at war",
        "patrons": "by recipient: the states that may send it military aid",
        "transit": "by state: states whose land its forces and supply may use",
        "depots": "by state: regions outside its own land that hold depots, while it holds them",
        "contested": "by region, or by state for all its land: who can hold it, its own state among them",
        "snapshots": "by date: shares held by others than a region's own state; that of `calendar.snapshot` is played",
        "exceptions": "regions whose share has another source than the snapshot",
        "works": "by region and state: field works at state 0, 0 to 1",
        "fronts": "groups of regions that a script may name",
        "events": "what happens once, on a date or on a condition",
        "script": "dated decisions for the policy `script`",
        "seats": "policy by seat; `all` stands for every seat; a seat not named holds",
        "policies": "by policy: its numbers, where they differ from the default",
        "rules": "by domain: numbers of the rulebook, where they differ from the default",
        "history": "folder of observed series, with a `hindcast.yaml` that says what they are and what they ask",
        "shipments": "slots of the table of aid under way",
    },
    "State": {
        "name": "the name shown",
        "fictional": "the name shown with `--fictional-names`",
        "capital": "longitude and latitude",
        "gdp": "USD bn a year at state 0",
        "population": "people",
        "military_spending": "USD bn a year at state 0",
        "personnel": "active service men and women; on record, not used by the rules",
        "position": "0 to 1, from the one side of the conflict to the other",
        "salience": "0 to 1, how much the conflict matters to it; on record, not used by the rules",
        "growth": "1/year, trend of output",
        "industry": "units of equipment that its industry can build in a month",
        "openness": "0 to 1, how freely the public hears of losses and can object",
        "quality": "effect per man against another state's",
        "support": "approval of the leadership at state 0",
        "weariness": "readiness to concede at state 0",
        "forces": "men in and for the theatre at state 0",
        "reserve": "share of them that is not placed",
        "training": "thousand men in training at state 0, nearest to the reserve first",
        "manpower": "share of the population that can still be called up",
        "materiel": "units of equipment per thousand men at state 0",
        "war_effort": "share of output spent on forces and war; without it spending by output",
        "deployment": "by region: weights by which the placed men are distributed",
        "worth": "by region: what it is worth to the state, 1 a great prize; for `doctrine`",
        "gas": "by exporter: share of the gas it uses",
        "gas_use": "bcm a year at state 0",
        "gas_own": "bcm a year that it produces itself at state 0",
        "gas_market": "whether it buys on the one market whose price is told; by default, if it has gas ties",
        "alternatives": "0 to 1, how easily its gas can come from elsewhere",
        "brief": "the text on the seat's card",
        "aims": "what the seat should reach: `text`, and `measure` with `above` or `below` where it can be counted",
    },
    "Alliance": {
        "name": "the name shown",
        "fictional": "the name shown with `--fictional-names`",
        "rule": "how it decides",
        "members": "ids of states",
        "others": "members without a seat, as one bloc: `states`, `population`",
        "source": "a key of `sources`, or words",
        "confidence": "how sure the list is",
        "brief": "the text on the seat's card",
    },
    "Happening": {
        "id": "a name of its own",
        "reason": "what the digest says when it happens",
        "source": "a key of `sources`, or words",
        "on": "the day; it falls into the turn that ends on or after it",
        "when": "instead of a day: `measure` with `above`, `below` or both",
        "changes": "what it changes",
    },
    "Change": {
        "state": "the state that is changed",
        "alliance": "the alliance that is changed",
        "field": "the field of that state",
        "add": "raised by so much",
        "set": "set to so much",
        "joins": "the state that joins the alliance",
        "leaves": "the state that leaves the alliance",
    },
    "Snapshot": {
        "source": "a key of `sources`, or words",
        "confidence": "how sure the shares are",
        "control_range": "half-width of the doubt about them, one number or one by region",
        "regions": "by region: shares by holder, 0 to 1; what is left is the region's own state's",
    },
    "Decision": {
        "month": "YYYY-MM; the decision holds from the turn that ends with this month",
        "seat": "who decides",
        "effort": "by front or region: share of the force; what is left goes where line is to be held",
        "attack": "by front or region: share of the force there that attacks",
        "withdraw": "by front or region: share of the holding given up, in this month only",
        "strike": "by bridge: share of its carrying power struck at",
        "mobilise": "thousand men called up a month",
        "spend": "war spending as a share of output, moved to as fast as is legal",
        "aid": "by recipient: EUR bn of military aid a month",
        "arms": "by recipient: shares of that aid by kind of arms, `fires`, `armour`, `air_defence`, `long_range`",
        "source": "a key of `sources`; a decision without one counts as tuned",
        "confidence": "how sure the decision is",
        "note": "remark",
    },
    "Facts": {
        "id": "id of the region, ISO 3166-2 where there is one",
        "name": "the name shown",
        "kind": "`land`, `sea`, `offmap` (a state beyond the board) or `context` (drawn, not played)",
        "state": "the state it belongs to by law",
        "terrain": "see the table of terrains",
        "area_km2": "area",
        "population": "people",
        "share_of_output": "of its state's output, 0 to 1",
        "label": "longitude and latitude of the label",
        "capital": "its largest town",
        "capital_at": "longitude and latitude of that",
        "part_of": "id of the oblast it is a part of; tables then tell that whole",
        "source": "source of the figures",
        "confidence": "how sure they are",
        "control_range": "half-width of the doubt about who holds how much",
    },
    "Link": {
        "between": "ids of two regions",
        "type": "see the table of links",
        "km": "length of the shared border, 0 where it has none",
        "usable_km": "on record, not used by the rules",
        "bridges": "how many great bridges; with any, the link is carried by them and can be struck",
        "bridge": "its name, on record",
        "zone": "a closed zone, see the table of links",
        "source": "source of the length",
        "confidence": "how sure it is",
    },
}
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
    if param.param_type_name == "argument":
        return [
            code(param.metavar or param.name.upper()),
            shown or ("required" if param.required else "none"),
            param.help or "",
        ]
    if getattr(param, "is_flag", False):
        return [code(param.opts[0]), "off", param.help or ""]
    return [code(f"{param.opts[0]} {param.metavar or param.type.name.upper()}"), shown or "none", param.help or ""]


# --- history -------------------------------------------------------------------------------------------------------

KINDS = {
    "rulebook": "numbers of the rulebook",
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
    "phases": the_phases,
    **{f"numbers-{name}": numbers(kind) for name, kind in rules.DOMAINS.items()},
    **{f"fields-{name}": touched(name) for name in dict.fromkeys(phase.domain for phase in rules.PHASES)},
    "numbers-doctrine": numbers(Doctrine),
    "numbers-script": numbers(Script),
    "orders": the_orders,
    "measures": the_measures,
    "draws": the_draws,
    "policies": the_policies,
    **{
        f"keys-{name}": keys(kind)
        for name, kind in (
            ("quantity", spec.Quantity), ("scenario", spec.ScenarioSpec), ("state", spec.State),
            ("alliance", spec.Alliance), ("event", spec.Happening), ("change", spec.Change),
            ("snapshot", spec.Snapshot), ("decision", spec.Decision), ("region", Facts), ("link", Link),
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
