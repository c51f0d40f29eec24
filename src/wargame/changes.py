"""Changes: numbers of a scenario set by path, `states.RUS.quality` = 1.2, without editing a file.

A path is walked through what a scenario may say, not through what this one happens to say, so that a number left at its
default can be set as well. The changed document is then checked like any other; a fault at a changed number is placed
at the change.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import fields
from functools import cached_property
from math import isfinite
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from wargame.assumptions import Records
from wargame.documents import Document, Faults
from wargame.errors import nearest
from wargame.rules import DOMAINS
from wargame.spec import Quantity, ScenarioSpec

Keys = tuple[str | int, ...]


class Changed(Document):
    """A document with some numbers changed, each placed at its change."""

    def __init__(self, document: Document, data: Any, changed: Mapping[Keys, str]) -> None:
        """The document as it was written, its data as changed, and the path as it was given of every change."""
        self.data, self.files = data, document.files
        self._written, self._changed = document, changed

    def changed(self, loc: tuple[str | int, ...]) -> bool:
        """Whether a value was set by path."""
        return tuple(loc) in self._changed

    def place(self, loc: tuple[str | int, ...], key: bool = False) -> tuple[str, int, int]:
        """Where a value stands: in the file, or in the change that set it."""
        for keys, path in self._changed.items():
            if tuple(loc[: len(keys)]) == keys:
                return f"--set {path}", 1, 1
        return self._written.place(loc, key)


def changed(document: Document, changes: Mapping[str, Any], numbers: Records) -> Document:
    """The document with numbers set by path; raises `DocumentError` with every path that leads to no number."""
    if not changes or not isinstance(document.data, dict):
        return document
    data, faults, found = deepcopy(document.data), Faults(), {}
    for path, value in changes.items():
        place = Changed(document, data, {(): path})
        keys = walked(path, data, numbers, place, faults)
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            faults.add(place, (), repr(value), "a finite number")
        elif keys is not None:
            _put(data, keys, value)
            found[keys] = path
    faults.raise_if_any()
    return Changed(document, data, found)


def walked(path: str, data: Any, numbers: Records, place: Document, faults: Faults) -> Keys | None:
    """The keys of a path from the top of the document to a number, or None where it leads to none."""
    kind, here, keys, held = ScenarioSpec, data, [], ""
    for step, part in enumerate(words := path.split(".")):
        options, word = _options(words[:step], kind, here, numbers), held + part
        if word not in options and any(option.startswith(f"{word}.") for option in options):
            held = f"{word}."  # a name with a point in it
            continue
        held = ""
        if word not in options:
            so_far = ".".join(words[:step])
            what = f"one of {', '.join(options)}" if 0 < len(options) <= 8 else _holder(so_far, bool(options))
            faults.add(place, (), f"unknown name {word!r}", what, nearest(word, options))
            return None
        kind = _inside(kind, word)
        keys.append(int(word) if isinstance(here, list) else word)
        here = here.get(word) if isinstance(here, dict) else here[int(word)] if isinstance(here, list) else None
    if not {int, float, Quantity} & set(_alternatives(kind)):
        example = _example(kind, here)
        faults.add(
            place,
            (),
            "a path to something that is no number",
            f"a path to a number{example and f', as {path}.{example}'}",
        )
        return None
    return tuple(keys)


def _options(words: list[str], kind: Any, here: Any, numbers: Records) -> list[str]:
    """The names that may follow in a path."""
    if words[:1] == ["rules"]:
        return list(DOMAINS) if len(words) == 1 else _leaves(words)
    if words[:1] == ["policies"]:
        known = {name: told for name, told in numbers.items() if told}
        return list(known) if len(words) == 1 else list(known.get(words[1], ())) if len(words) == 2 else []
    if isinstance(here, list):
        return [str(index) for index in range(len(here))]
    models = [m for m in _alternatives(kind) if isinstance(m, type) and issubclass(m, BaseModel) and m is not Quantity]
    if models:
        return [name for model in models for name in model.model_fields]
    return [str(key) for key in here] if isinstance(here, dict) and "value" not in here else []


def _leaves(words: list[str]) -> list[str]:
    return [item.name for item in fields(DOMAINS[words[1]])] if len(words) == 2 else []


def _holder(so_far: str, more: bool) -> str:
    if not so_far:
        return "a path into the scenario, as states.RUS.quality"
    return f"a name in {so_far}" if more else f"a path that ends at {so_far}"


def _example(kind: Any, here: Any) -> str:
    for model in _alternatives(kind):
        if isinstance(model, type) and issubclass(model, BaseModel):
            return next((name for name, f in model.model_fields.items() if float in _alternatives(f.annotation)), "")
    return next(iter(here), "") if isinstance(here, dict) else ""


def _alternatives(kind: Any) -> list[Any]:
    """The types a value may have: the members of a union, what an annotation is about."""
    args = get_args(kind)
    if hasattr(kind, "__metadata__"):
        return _alternatives(args[0])
    if args and get_origin(kind) not in (dict, list, tuple):
        return [part for option in args for part in _alternatives(option)]
    return [kind]


def _inside(kind: Any, word: str) -> Any:
    """The type of what stands under a key."""
    for option in _alternatives(kind):
        if isinstance(option, type) and issubclass(option, BaseModel) and word in option.model_fields:
            return option.model_fields[word].annotation
        if get_origin(option) in (dict, list):
            return get_args(option)[-1]
    return None


def _put(data: Any, keys: Keys, value: float) -> None:
    """Set a number; one on record keeps its record but for the range, which it may now leave."""
    new: Any = value
    for key in keys[:-1]:
        data = data.setdefault(key, {}) if isinstance(data, dict) else data[key]
    old = data.get(keys[-1]) if isinstance(data, dict) else data[keys[-1]]
    if isinstance(old, dict):
        new = {**{k: v for k, v in old.items() if k != "range"}, "value": value}
    data[keys[-1]] = new


class Numbers(Document):
    """A scenario that is not read from its files: places are numbers set by path, or else its name."""

    def __init__(self, name: str, paths: Iterable[str]) -> None:
        """The name of the scenario, and the paths of its numbers that were set."""
        self.data = None
        self._name, self._told = name, paths

    @cached_property
    def _paths(self) -> dict[Keys, str]:
        return {_keys(path): path for path in self._told}

    def changed(self, loc: Keys) -> bool:
        """Whether a value was set by path."""
        return tuple(loc) in self._paths

    def place(self, loc: Keys, key: bool = False) -> tuple[str, int, int]:
        """The change that set a value, or what holds it."""
        found = next((path for keys, path in self._paths.items() if tuple(loc[: len(keys)]) == keys), None)
        return f"--set {found}" if found else self._name, 1, 1


def _keys(path: str) -> Keys:
    return tuple(int(word) if word.isdecimal() else word for word in path.split("."))


def with_numbers(spec: ScenarioSpec, changes: Mapping[str, float]) -> ScenarioSpec:
    """What a scenario says with numbers set by path; raises `LookupError` where only its files can tell what is meant.

    Every part on the way to a number is copied once, however many of its numbers are set; these stand bare, without
    their records.
    """
    tree: dict[str, Any] = {}
    for path, value in changes.items():
        *way, last = path.split(".")
        here = tree
        for word in way:
            here = here.setdefault(word, {})
        here[last] = value
    if "offers" in tree:
        raise LookupError("offers hold terms that are read with their file")
    renewed: ScenarioSpec = _with(spec, tree)
    return renewed


def _with(part: Any, tree: Any) -> Any:
    """A part of a scenario with what a tree of changes sets below it."""
    if not isinstance(tree, dict):
        return tree
    if isinstance(part, BaseModel):
        return part.model_copy(update={name: _with(getattr(part, name), below) for name, below in tree.items()})
    if isinstance(part, list):
        return [_with(item, tree[str(at)]) if str(at) in tree else item for at, item in enumerate(part)]
    if isinstance(part, dict):
        return part | {name: _with(part.get(name, {}), below) for name, below in _named(part, tree).items()}
    raise LookupError("a number of something of which nothing is told")


def _named(part: Mapping[str, Any], tree: Mapping[str, Any]) -> dict[str, Any]:
    """A tree of changes by the names of a mapping, which may have points in them."""
    found: dict[str, Any] = {}
    for word, below in tree.items():
        if word in part or not any(name.startswith(f"{word}.") for name in part):
            found[word] = below
        else:
            found |= _named(part, {f"{word}.{more}": further for more, further in below.items()})
    return found
