"""Documents people write, read with positions; every fault at once.

`read` takes YAML 1.2 or JSON and keeps where each value stands; `check` holds a document against a pydantic model;
`Faults` collects what later checks find. A document is data and nothing else: no tag, no code, no surprise types, and
a bound on depth and on what aliases may unfold to, so that a hostile file costs no more than a wrong one.

The file runs long because the two readers and the checker share one private tree of positions.
"""

from __future__ import annotations

import json
import math
import os
import re
import types
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, TypeVar, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, RootModel, ValidationError, ValidationInfo
from pydantic_core import ErrorDetails, PydanticCustomError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from wargame.errors import DocumentError, Fault, nearest

Loc = tuple[str | int, ...]
Place = tuple[str, int, int]
Model = TypeVar("Model", bound=BaseModel)

MAX_DEPTH = 64  # collections inside one another; real scenarios stay under ten
MAX_ALIASED = 10_000  # values that aliases may unfold to in one file
MAX_INCLUDES = 16  # files including one another in a row
JSON = (".json", ".geojson")
SUFFIXES = (".yaml", ".yml", *JSON)
_SHOWN = 40  # characters of a wrong value that a fault quotes
_LISTED = 8  # names that a fault lists before it only says what they are names of


class Document:
    """A document somebody wrote: plain data, and for every part of it the place where it was written."""

    def __init__(self, data: Any, tree: Callable[[], _Node]) -> None:
        self.data = data
        self._tree = tree
        self._root: _Node | None = None

    def place(self, loc: Loc, key: bool = False) -> Place:
        """The file, line and column of a value, or of its key; what was never written is placed at what holds it."""
        if self._root is None:  # positions in JSON are worked out only when somebody asks
            self._root = self._tree()
        node, place = self._root, self._root.place
        for part in loc:
            if not _holds(node.value, part):
                break
            of_key = node.keys.get(part)
            node = node.value[part]
            place = of_key if key and of_key else node.place
        return place


class Faults:
    """Everything found wrong so far, kept until all of it can be told at once."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def __len__(self) -> int:
        return len(self._faults)

    def add(
        self, document: Document, loc: Loc, found: str, expected: str, nearest: str | None = None, key: bool = False
    ) -> None:
        """Note one fault at a place of a document."""
        self._faults.append(Fault(*document.place(loc, key), found, expected, nearest))

    def known(
        self, document: Document, loc: Loc, name: str, names: Iterable[str], what: str, key: bool = False
    ) -> bool:
        """Whether a name is among the known ones; where it is not, the fault says so and gives the nearest."""
        names = list(names)
        if name not in names:
            expected = _choice(names, f"a known {what}")
            self.add(document, loc, f"unknown {what} {show(name)}", expected, nearest(name, names), key)
        return name in names

    def raise_if_any(self) -> None:
        """Tell everything found, in reading order; silence means the documents are sound."""
        if self._faults:
            raise DocumentError(self._faults)


def show(value: object) -> str:
    """A wrong value as a fault quotes it, cut short."""
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, dict):
        return "a mapping"
    return _cut(repr(value[: _SHOWN + 1] if isinstance(value, (str, list)) else value))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."


# --- reading -------------------------------------------------------------------------------------------------------


def read(path: str | Path) -> Document:
    """Read one document, with what it includes merged below it; raises `DocumentError` with every fault."""
    path = Path(path)
    top = (str(path), 1, 1)
    if path.suffix.lower() in JSON:
        text = _text(path, top)
        data = _json_data(text, top[0])
        if not (isinstance(data, dict) and "include" in data):
            return Document(data, lambda: _json_tree(text, top[0]))
    gathering = _Gathering()
    root = gathering.whole(path, top, ())
    if root is None or gathering.faults:
        raise DocumentError(gathering.faults)
    whole = root
    return Document(_plain(whole), lambda: whole)


def _text(path: Path, asked: Place) -> str:
    """The text of a file; what keeps it from being opened is a fault of whoever asked for it."""
    try:
        _must_be_a_file(path, asked)
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        _refuse(asked, f"a file that cannot be opened ({getattr(error, 'strerror', None) or error})", "a readable file")
    if b"\0" in raw:
        _refuse((str(path), 1, 1), "a binary file", "text in UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        _refuse((str(path), *_spot(before)), "a byte that is not UTF-8", "text in UTF-8")
    if not text.strip():
        _refuse((str(path), 1, 1), "an empty file", "a document")
    return text


def _must_be_a_file(path: Path, asked: Place) -> None:
    if path.is_dir():
        _refuse(asked, f"a folder, {path.name!r}", "a file")
    if not path.exists():
        beside = [other.name for other in path.parent.iterdir()] if path.parent.is_dir() else []
        _refuse(asked, f"no such file as {path.name!r}", "a file that exists", nearest(path.name, beside))
    if not path.is_file():  # a device or a pipe might never end
        _refuse(asked, f"{path.name!r}, which is no ordinary file", "a file")
    if path.suffix.lower() not in SUFFIXES:
        _refuse(asked, f"the file {path.name!r}", f"one that ends in {_either(SUFFIXES)}")


def _refuse(place: Place, found: str, expected: str, near: str | None = None) -> NoReturn:
    raise DocumentError([Fault(*place, found, expected, near)])


class _Gathering:
    """One document being put together from the files that include one another."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._done: dict[str, _Node | None] = {}  # each file is read and complained about once

    def whole(self, path: Path, asked: Place, chain: tuple[str, ...]) -> _Node | None:
        """A file with its includes merged below it, or None where that failed and is noted."""
        here = os.path.abspath(path)
        if here in chain or len(chain) >= MAX_INCLUDES:
            names = " -> ".join(os.path.basename(step) for step in (*chain, here))
            expected = f"no circle and at most {MAX_INCLUDES} in a row"
            self.faults.append(Fault(*asked, f"files that include one another ({names})", expected))
            return None
        if here not in self._done:
            self._done[here] = self._read(path, asked, (*chain, here))
        return self._done[here]

    def _read(self, path: Path, asked: Place, chain: tuple[str, ...]) -> _Node | None:
        try:
            node = _tree(_text(path, asked), path)
        except DocumentError as error:
            self.faults.extend(error.faults)
            return None
        if not isinstance(node.value, dict) or "include" not in node.value:
            return node
        names = node.value.pop("include")
        for name in reversed(names.value if isinstance(names.value, list) else [names]):  # the later one lies on top
            node = self._on_top(node, name, path, chain)
        return node

    def _on_top(self, node: _Node, name: _Node, path: Path, chain: tuple[str, ...]) -> _Node:
        if not isinstance(name.value, str):
            self.faults.append(Fault(*name.place, show(_plain(name)), "the name of a file to include"))
            return node
        below = self.whole(path.parent / name.value, name.place, chain)
        if below is None:
            return node
        if not isinstance(below.value, dict):
            self.faults.append(Fault(*name.place, f"no mapping in {show(name.value)}", "one to merge"))
            return node
        return _merged(node, below)


def _merged(top: _Node, below: _Node) -> _Node:
    """Two mappings as one: what the upper one says wins, mappings merge in turn, lists are replaced."""
    both = dict(below.value)
    for key, node in top.value.items():
        under = both.get(key, node)
        meet = under is not node and isinstance(under.value, dict) and isinstance(node.value, dict)
        both[key] = _merged(node, under) if meet else node
    return replace(top, value=both, keys={**below.keys, **top.keys})


def _tree(text: str, path: Path) -> _Node:
    if path.suffix.lower() not in JSON:
        return _yaml_tree(text, str(path))
    _json_data(text, str(path))
    return _json_tree(text, str(path))


# --- the tree of positions -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Node:
    """A value and where it was written."""

    value: Any  # a scalar, a dict of nodes or a list of nodes
    file: str
    line: int
    column: int
    keys: dict[Any, Place]  # where the keys of a mapping stand
    size: int = 1  # values in it, aliases unfolded
    height: int = 0  # collections inside one another in it

    @property
    def place(self) -> Place:
        return self.file, self.line, self.column


_NO_KEYS: dict[Any, Place] = {}  # shared by all scalars and lists, which have none


def _holds(value: object, part: str | int) -> bool:
    if isinstance(value, dict):
        return part in value
    return isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value)


def _plain(node: _Node) -> Any:
    """The data without the places; as deep as a document may be, so recursion is safe."""
    if isinstance(node.value, dict):
        return {key: _plain(child) for key, child in node.value.items()}
    return [_plain(child) for child in node.value] if isinstance(node.value, list) else node.value


class _Builder:
    """A tree being grown from the pieces that a reader hands over in the order of the text."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.roots: list[_Node] = []
        self._open: list[tuple[_Node, str | None]] = []  # collections not closed yet, with their anchors
        self._keys: list[str | None] = []  # for each of them the key whose value comes next
        self._anchors: dict[str, _Node] = {}
        self._aliased = 0

    def fault(self, line: int, column: int, found: str, expected: str, near: str | None = None) -> None:
        self.faults.append(Fault(self.file, line, column, found, expected, near))

    def stop(self, line: int, column: int, found: str, expected: str, near: str | None = None) -> NoReturn:
        """Give up here: what follows would make no sense, or cost too much."""
        self.fault(line, column, found, expected, near)
        raise DocumentError(self.faults)

    def begin(self, value: dict[str, _Node] | list[_Node], line: int, column: int, anchor: str | None = None) -> None:
        if self._wants_key():
            self.stop(line, column, "a collection as a key", "a name")
        self._room(0, line, column)
        keys = {} if isinstance(value, dict) else _NO_KEYS
        self._open.append((_Node(value, self.file, line, column, keys, height=1), anchor))
        self._keys.append(None)

    def end(self) -> None:
        node, anchor = self._open.pop()
        self._keys.pop()
        self._put(node, anchor)

    def scalar(self, text: str, plain: bool, line: int, column: int, anchor: str | None = None) -> None:
        if self._wants_key():
            self._key(text, line, column)
            return
        value = resolve(text) if plain else text
        if isinstance(value, float) and not math.isfinite(value):
            self.fault(line, column, f"the number {_cut(text)}", "a finite one of ordinary size")
        self._put(_Node(value, self.file, line, column, _NO_KEYS), anchor)

    def alias(self, name: str, line: int, column: int) -> None:
        if self._wants_key():
            self.stop(line, column, "an alias as a key", "a name")
        node = self._anchors.get(name)
        if node is None:
            near = nearest(name, self._anchors)
            self.stop(line, column, f"unknown alias {show('*' + name)}", "an anchor above it", near)
        self._aliased += node.size
        if self._aliased > MAX_ALIASED:
            self.stop(line, column, "aliases that unfold without end", f"at most {MAX_ALIASED} values from aliases")
        self._room(node.height - 1, line, column)
        self._put(replace(node, line=line, column=column))

    def _room(self, height: int, line: int, column: int) -> None:
        if len(self._open) + height >= MAX_DEPTH:
            self.stop(line, column, "brackets or levels without end", f"at most {MAX_DEPTH} levels")

    def _wants_key(self) -> bool:
        return bool(self._open) and self._keys[-1] is None and isinstance(self._open[-1][0].value, dict)

    def _key(self, text: str, line: int, column: int) -> None:
        keys = self._open[-1][0].keys
        if text in keys:
            self.fault(line, column, f"the key {show(text)} again (first in line {keys[text][1]})", "each key once")
        keys[text] = (self.file, line, column)
        self._keys[-1] = text

    def _put(self, node: _Node, anchor: str | None = None) -> None:
        if anchor is not None:
            self._anchors[anchor] = node
        if not self._open:
            self.roots.append(node)
            return
        holder = self._open[-1][0]
        holder.size += node.size
        holder.height = max(holder.height, node.height + 1)
        if isinstance(holder.value, list):
            holder.value.append(node)
        else:
            holder.value[self._keys[-1]] = node
            self._keys[-1] = None

    def finished(self) -> _Node:
        if not self.roots:
            self.fault(1, 1, "an empty file", "a document")
        if self.faults:
            raise DocumentError(self.faults)
        return self.roots[0]


_WORDS: dict[str, bool | None] = {"": None, "~": None}
_WORDS |= dict.fromkeys(("null", "Null", "NULL"))
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True)
_WORDS |= dict.fromkeys(("false", "False", "FALSE"), False)
_INT = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN")


def resolve(text: str) -> str | int | float | bool | None:
    """What an unquoted word means in the core schema of YAML 1.2: NO is Norway and 12:30:00 is text.

    Infinities, NaN and integers too long to hold all come back as a number that is not finite.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "-+.0123456789":
        return text
    try:
        if _INT.fullmatch(text):
            return int(text)
        if _BASED.fullmatch(text):
            return int(text, 0)
    except ValueError:
        return math.inf
    if _FLOAT.fullmatch(text):
        return float(text)
    return math.inf if _ENDLESS.fullmatch(text) else text


# --- YAML ----------------------------------------------------------------------------------------------------------


def _yaml_tree(text: str, file: str, pure: bool = False) -> _Node:
    """The tree of a YAML file, from the events of the C parser, or of the Python one where that is missing."""
    build = _Builder(file)
    try:
        for event in YAML(typ="safe", pure=pure).parse(text):
            _take(build, event)
    except YAMLError as error:
        if not pure and "unexpected ':'" in str(error):
            # the C parser keeps a rule of YAML 1.1 against `{source: https://...}`, which YAML 1.2 allows
            return _yaml_tree(text, file, pure=True)
        _broken_yaml(build, text, error)
    return build.finished()


def _at(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _take(build: _Builder, event: Any) -> None:
    kind = type(event)
    if kind in (MappingEndEvent, SequenceEndEvent):
        build.end()
    elif kind is DocumentStartEvent and build.roots:
        build.stop(*_at(event), "a second document", "one document in a file")
    elif kind is AliasEvent:
        build.alias(event.anchor, *_at(event))
    elif kind in (ScalarEvent, MappingStartEvent, SequenceStartEvent):
        if event.tag is not None:
            build.fault(*_at(event), f"the tag {show(str(event.tag))}", "a value without a tag")
        if kind is ScalarEvent:
            build.scalar(event.value, event.implicit[0], *_at(event), event.anchor)
        else:
            build.begin({} if kind is MappingStartEvent else [], *_at(event), event.anchor)


def _broken_yaml(build: _Builder, text: str, error: YAMLError) -> NoReturn:
    if not isinstance(error, MarkedYAMLError):  # the reader itself gave up: a character that no YAML may hold
        build.stop(*_spot(text[: getattr(error, "position", 0)]), "a control character", "text that can be printed")
    line, column = error.problem_mark.line, error.problem_mark.column
    if "".join(text.split("\n")[line : line + 1])[column : column + 1] == "\t":
        build.stop(line + 1, column + 1, "a tab", "spaces to indent with")
    problem = " ".join(filter(None, (error.problem, error.context)))
    build.stop(line + 1, column + 1, f"broken YAML ({problem})", "valid YAML 1.2")


def _spot(before: str) -> tuple[int, int]:
    """The line and column that a text leads up to."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


# --- JSON ----------------------------------------------------------------------------------------------------------


def _json_data(text: str, file: str) -> Any:
    """The data of a JSON file by the quick reader; where it meets anything doubtful, the slow one names the faults."""
    try:
        return _json_quick(text)
    except json.JSONDecodeError as error:
        problem = f"broken JSON ({error.msg[:1].lower()}{error.msg[1:]})"
        _refuse((file, error.lineno, error.colno), problem, "valid JSON")
    except (ValueError, RecursionError):  # a number too long, a doubt noted below, too many brackets
        return _plain(_json_tree(text, file))


def _json_quick(text: str) -> Any:
    doubts: list[str] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        whole = dict(pairs)
        if len(whole) < len(pairs):
            doubts.append("a key again")
        return whole

    data = json.loads(text, object_pairs_hook=mapping, parse_constant=doubts.append)
    if doubts or not _sound(data):
        raise ValueError("something that the standard reader lets pass and a scenario must not")
    return data


def _sound(data: Any) -> bool:
    """Whether data is finite and no deeper than a document may be; level by level, so that depth costs no stack."""
    level = [data]
    for _ in range(MAX_DEPTH + 1):
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
            elif isinstance(value, float) and not math.isfinite(value):
                return False
        if not below and not any(isinstance(value, (dict, list)) for value in level):
            return True
        level = below
    return False


_TOKEN = re.compile(r'[\[\]{}]|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s\[\]{}:,"]+')


def _json_tree(text: str, file: str) -> _Node:
    """The tree of a JSON file that the quick reader found well-formed as far as it got."""
    build = _Builder(file)
    for token, line, column in _json_tokens(text):
        if token in "[{":
            build.begin({} if token == "{" else [], line, column)
        elif token in "]}":
            build.end()
        elif token[0] == '"':
            build.scalar(json.loads(token) if "\\" in token else token[1:-1], False, line, column)
        elif token in ("NaN", "Infinity", "-Infinity"):
            build.fault(line, column, f"the number {token}", "a finite one of ordinary size")
            build.scalar("", True, line, column)
        else:
            build.scalar(token, True, line, column)
    return build.finished()


def _json_tokens(text: str) -> Iterator[tuple[str, int, int]]:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for match in _TOKEN.finditer(text):
        line = bisect_right(starts, match.start())
        yield match[0], line, match.start() - starts[line - 1] + 1


# --- checking ------------------------------------------------------------------------------------------------------


def check(document: Document, model: type[Model], names: Mapping[str, Iterable[str]] | None = None) -> Model:
    """The document as its model; raises `DocumentError` with everything that does not fit, in reading order.

    `names` are the names that only the caller knows, by what they are names of; see `known`. The message of a
    `ValueError` raised by a validator is told as what was expected: "a first year before the last".
    """
    try:
        return model.model_validate(document.data, context=names)
    except ValidationError as error:
        misfits = [_misfit(details, document.data, model) for details in error.errors(include_url=False)]
    faults = Faults()
    for misfit in _one_branch(misfits):
        faults.add(document, misfit.path, misfit.found, misfit.expected, misfit.nearest, misfit.key)
    faults.raise_if_any()
    raise AssertionError("a model refused a document and gave no reason")


def known(what: str) -> AfterValidator:
    """A marker for fields that hold a name from outside the document: `Annotated[str, known("policy")]`.

    The caller of `check` brings the names; where it brings none of that kind, any name will do.
    """

    def validate(name: str, info: ValidationInfo) -> str:
        names = list(info.context.get(what, [name])) if info.context else [name]
        if name not in names:
            raise PydanticCustomError("unknown_name", "a known {what}", {"what": what, "names": names})
        return name

    return AfterValidator(validate)


@dataclass(frozen=True)
class _Misfit:
    """One complaint of pydantic in the words of this module."""

    path: Loc  # the parts of its place that are in the document
    tags: tuple[tuple[int, str], ...]  # the other parts, which name branches of unions, and how deep they stand
    key: bool  # whether the key is at fault and not the value
    wrong_kind: bool  # whether the value is another kind of thing altogether
    found: str
    expected: str
    nearest: str | None


def _misfit(error: ErrorDetails, data: Any, model: type[BaseModel]) -> _Misfit:
    loc, kind = error["loc"], error["type"]
    key = "[key]" in loc or kind == "extra_forbidden"
    parts = loc[: loc.index("[key]")] if "[key]" in loc else loc[:-1] if kind == "missing" else loc
    path: list[str | int] = []
    tags = []
    for part in parts:
        if _holds(data, part):
            path.append(part)
            data = data[part]
        else:
            tags.append((len(path), str(part)))
    discriminator = error.get("ctx", {}).get("discriminator", "").strip("'")
    if kind == "union_tag_invalid" and _holds(data, discriminator):
        path.append(discriminator)
    wrong_kind = kind in ("enum", "literal_error") or kind.endswith(("_type", "_parsing", "_from_float"))
    return _Misfit(tuple(path), tuple(tags), key, wrong_kind, *_words(error, model))


def _words(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str, str | None]:
    """What was found, what was expected and the nearest name, in plain words."""
    kind, ctx, value = error["type"], error.get("ctx", {}), error["input"]
    last = error["loc"][-1] if error["loc"] else ""
    if kind == "extra_forbidden":
        return _unknown_key(str(last), _models_at(model, error["loc"][:-1]))
    if kind == "missing" and isinstance(last, int):
        return f"no item {last + 1}", "one", None
    if kind == "missing":
        owners = _either([owner.__name__ for owner in _models_at(model, error["loc"][:-1])])
        return f"no key {show(last)}", f"one in {owners}" if owners else "one", None
    if kind == "union_tag_not_found":
        return f"no key {ctx['discriminator']}", "one that says which kind this is", None
    if kind == "unknown_name":
        return f"unknown {ctx['what']} {show(value)}", _choice(ctx["names"], error["msg"]), nearest(value, ctx["names"])
    if kind in ("enum", "literal_error", "union_tag_invalid"):
        names = re.findall(r"'([^']*)'", ctx.get("expected_tags") or ctx.get("expected", ""))
        value = ctx.get("tag", value)
        return show(value), _choice(names, error["msg"]), nearest(value, names) if isinstance(value, str) else None
    return show(value), _expected(error), None


_BOUNDS = {
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "multiple_of": "a multiple of {multiple_of}",
    "too_short": "at least {min_length} items",
    "too_long": "at most {max_length} items",
    "string_too_short": "at least {min_length} characters",
    "string_too_long": "at most {max_length} characters",
    "string_pattern_mismatch": "text of the form {pattern}",
    "finite_number": "a finite number",
}
_KINDS = {
    "float": "a number",
    "int": "a whole number",
    "bool": "true or false",
    "string": "text",
    "list": "a list",
    "tuple": "a list",
    "set": "a list",
    "frozen": "a list",
    "dict": "a mapping",
    "mapping": "a mapping",
    "model": "a mapping",
    "date": "a date such as 2024-02-24",
}


def _expected(error: ErrorDetails) -> str:
    kind, ctx = error["type"], error.get("ctx", {})
    if kind in _BOUNDS:
        return _BOUNDS[kind].format(**{name: _short(value) for name, value in ctx.items()})
    if kind in ("value_error", "assertion_error") and "error" in ctx:
        return str(ctx["error"])
    first = kind.partition("_")[0]
    return _KINDS[first] if first in _KINDS else error["msg"].removeprefix("Input should be ")


def _short(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _either(names: Iterable[str]) -> str:
    *most, last = list(names) or [""]
    return f"{', '.join(most)} or {last}" if most else last


def _choice(names: list[str], otherwise: str) -> str:
    if not 0 < len(names) <= _LISTED:
        return otherwise
    return f"one of {_either(names)}" if len(names) > 1 else show(names[0])


def _one_branch(misfits: list[_Misfit]) -> list[_Misfit]:
    """One complaint where a union complains once a branch: that of the branch most likely meant."""
    settled = [misfit for misfit in misfits if not misfit.tags]
    sites: dict[Loc, dict[str, list[_Misfit]]] = {}
    for misfit in misfits:
        if misfit.tags:
            (depth, tag), *rest = misfit.tags
            branches = sites.setdefault(misfit.path[:depth], {})
            branches.setdefault(tag, []).append(replace(misfit, tags=tuple(rest)))
    for site, branches in sites.items():
        settled += _one_branch(_likeliest(site, list(branches.values())))
    return settled


def _likeliest(site: Loc, branches: list[list[_Misfit]]) -> list[_Misfit]:
    """The branch that takes this kind of value and has least against it; where none does, all in one sentence."""
    fitting = [branch for branch in branches if not any(slip.wrong_kind and slip.path == site for slip in branch)]
    if fitting:
        return min(fitting, key=len)
    if len(branches) == 1:
        return branches[0]
    slips = [next(slip for slip in branch if slip.wrong_kind and slip.path == site) for branch in branches]
    expected = " or ".join(dict.fromkeys(slip.expected for slip in slips))
    near = next((slip.nearest for slip in slips if slip.nearest is not None), None)
    return [replace(slips[0], tags=(), expected=expected, nearest=near)]


# --- what a model would have liked ---------------------------------------------------------------------------------


def _unknown_key(key: str, models: list[type[BaseModel]]) -> tuple[str, str, str | None]:
    names = [_spelling(name, field) for owner in models for name, field in owner.model_fields.items()]
    owners = _either([owner.__name__ for owner in models])
    expected = _choice(names, f"a key of {owners}" if owners else "a key it knows")
    return f"unknown key {show(key)}", expected, nearest(key, names)


def _spelling(name: str, field: Any) -> str:
    return field.validation_alias if isinstance(field.validation_alias, str) else name


def _models_at(model: type[BaseModel], loc: Loc) -> list[type[BaseModel]]:
    """The models that a place may hold, found by walking the annotations as pydantic walked the data."""
    options = _alternatives(model)
    for part in loc:
        inside = [inner for option in options for child in _inside(option, part) for inner in _alternatives(child)]
        tagged = [option for option in options if _tagged(option, part)]
        options = inside or tagged or options
    return [option for option in options if isinstance(option, type) and issubclass(option, BaseModel)]


def _alternatives(annotation: Any) -> list[Any]:
    """The branches of a union, without the wrappings of each."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return [inner for arg in args for inner in _alternatives(arg)]
    if origin is Annotated:
        return _alternatives(args[0])
    if isinstance(annotation, type) and issubclass(annotation, RootModel):
        return _alternatives(annotation.model_fields["root"].annotation)
    return _alternatives(annotation.__value__) if hasattr(annotation, "__value__") else [annotation]


def _inside(option: Any, part: str | int) -> list[Any]:
    """What a field, an item or a value of this type is annotated as."""
    if isinstance(option, type) and issubclass(option, BaseModel):
        fields = option.model_fields.items()
        return [field.annotation for name, field in fields if part in (name, _spelling(name, field))]
    args = [arg for arg in get_args(option) if arg is not Ellipsis]
    origin = get_origin(option)
    if origin is None or not args or origin is Literal:
        return []
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return args[1:]
    return args if isinstance(part, int) else []


def _tagged(option: Any, tag: str | int) -> bool:
    """Whether a model goes by this tag in a union: its own name, or the value of a field that tells it apart."""
    if not (isinstance(option, type) and issubclass(option, BaseModel)):
        return False
    annotations = [field.annotation for field in option.model_fields.values()]
    literals = [get_args(annotation) for annotation in annotations if get_origin(annotation) is Literal]
    return option.__name__ == tag or any(tag in values for values in literals)
