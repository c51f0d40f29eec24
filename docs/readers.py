"""Who reads which field of the world, found in the source.

A field is read where it stands after the name of a world or of a view (`world.rung`, `view.rung`), and, in sentences,
where it is named in quotes. What a public function of a domain reads is read by whoever calls it too: a seat is told
by `alliances.vacant` what its staff has drafted.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path

import wargame
from wargame import observe, world
from wargame.rules import PHASES

SOURCE = Path(wargame.__file__).parent
WORLDS = (
    "world",
    "view",
    "whole",
    "seen",
    "before",
    "after",
    "w",
    "sitting",
    "ends",
)  # what a world or a view of one is called
TABLES = {"shipments": ("shipments", "ships", "table"), "measures": ("measures", "acts")}
LEFT_OUT = (  # they make worlds and tables, or list the rules
    *("world.py", "start.py", "tables.py", "rules/__init__.py"),
    *("analysis/placed.py", "analysis/reached.py", "analysis/rows.py", "analysis/opening_file.py"),
)
Function = tuple[str, str]  # file, name


@cache
def owners() -> Mapping[str, str]:
    """The owner of every field, columns of tables with the name of their table."""
    whole = {item.name: item.metadata["owner"] for item in fields(world.World) if "owner" in item.metadata}
    parts = {"shipments": world.Shipments, "measures": world.Measures}
    columns = {f"{t}.{item.name}": item.metadata["owner"] for t, kind in parts.items() for item in fields(kind)}
    return {name: owner for name, owner in {**whole, **columns}.items() if name not in parts}


@cache
def readers() -> Mapping[str, frozenset[str]]:
    """By field: the domains, and the other rooms of the house, that read it."""
    found: dict[str, set[str]] = {name: set() for name in owners()}
    for (file, name), (read, called) in _functions().items():
        for field in read | {field for other in called for field in _deep(other, frozenset({(file, name)}))}:
            found[field].add(room(file))
    return {name: frozenset(rooms) for name, rooms in found.items()}


def room(file: str) -> str:
    """The domain, or the room, that a file is of."""
    parts = file.removesuffix(".py").split("/")
    return parts[1] if parts[0] == "rules" else parts[0]


def shown(name: str) -> bool:
    """Whether a seat may see the field as it stands: its own, or everybody's."""
    return name.split(".")[0] in {item.name for item in fields(observe.View)}


def domains() -> tuple[str, ...]:
    """The domains of the rulebook, in the order of play."""
    return tuple(dict.fromkeys(phase.domain for phase in PHASES))


def _deep(function: Function, on_the_way: frozenset[Function]) -> frozenset[str]:
    """What a function of a domain reads itself, and by what it calls there."""
    if function in on_the_way or function not in _functions():
        return frozenset()
    read, called = _functions()[function]
    return read | {f for other in called for f in _deep(other, on_the_way | {function})}


@cache
def _functions() -> Mapping[Function, tuple[frozenset[str], frozenset[Function]]]:
    """By function: the fields it reads itself, and the functions of domains that it calls."""
    trees = {
        file: ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
        if (file := path.relative_to(SOURCE).as_posix()) not in LEFT_OUT
    }
    homes = {
        (room(file), node.name): (file, node.name)
        for file, tree in trees.items()
        if file.startswith("rules/")
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    found = {}
    for file, tree in trees.items():
        brought = {
            alias.asname or alias.name: homes[node.module.split(".")[2], alias.name]
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wargame.rules.")
            for alias in node.names
            if (node.module.split(".")[2], alias.name) in homes
        }
        mine = {name: home for (domain, name), home in homes.items() if domain == room(file)}
        for top in tree.body:
            called = frozenset(_called(top, {**mine, **brought}, homes))
            name = top.name if isinstance(top, ast.FunctionDef | ast.ClassDef) else ""
            read, before = frozenset(_read(top, file)), found.get((file, name), (frozenset(), frozenset()))
            found[file, name] = (before[0] | read, before[1] | called)
    return found


def _called(
    top: ast.AST, known: Mapping[str, Function], homes: Mapping[tuple[str, str], Function]
) -> Iterator[Function]:
    for node in ast.walk(top):
        if isinstance(node, ast.Name) and node.id in known:
            yield known[node.id]
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in homes:
            yield homes[node.value.id, node.attr]


def _read(top: ast.AST, file: str) -> Iterator[str]:
    """Fields named after a world or a view, columns after a table; in sentences, in quotes too."""
    nothing = {id(part) for node in ast.walk(top) for part in _times_nothing(node)}
    for node in ast.walk(top):
        if isinstance(node, ast.Attribute) and id(node) not in nothing and (whose := _last(node.value)):
            if whose in WORLDS and node.attr in owners():
                yield node.attr
            for table, called in TABLES.items():
                if whose in called and f"{table}.{node.attr}" in owners():
                    yield f"{table}.{node.attr}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and room(file) == "explain":
            quoted = {node.value, f"shipments.{node.value}"} & set(owners())
            yield from quoted


def _times_nothing(node: ast.AST) -> Iterator[ast.AST]:
    """A field that is only asked for its shape: `0.0 * world.wait`."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(one, ast.Constant) and one.value == 0.0:
                yield other


def _last(node: ast.AST) -> str | None:
    """The name that an expression ends with: `view` of `case.view`."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None
