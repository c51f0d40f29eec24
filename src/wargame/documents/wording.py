"""What pydantic says, in plain words: what was found, what was expected and the nearest name."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic_core import ErrorDetails

from wargame.documents.faults import choice, either
from wargame.documents.scalars import show
from wargame.documents.tree import Loc
from wargame.errors import nearest

Words = tuple[str, str, str | None]
QUOTE = "'"

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
    **dict.fromkeys(("list", "tuple", "set", "frozen"), "a list"),
    **dict.fromkeys(("dict", "mapping", "model"), "a mapping"),
    "date": "a date such as 2024-02-24",
}


def words(error: ErrorDetails, model: type[BaseModel]) -> Words:
    """One complaint about a document that should have been of this model."""
    kind, ctx, value = error["type"], error.get("ctx", {}), error["input"]
    last = error["loc"][-1] if error["loc"] else ""
    if kind == "extra_forbidden":
        return _unknown_key(str(last), _models_at(model, error["loc"][:-1]))
    if kind == "missing" and isinstance(last, int):
        return f"no item {last + 1}", "one", None
    if kind == "missing":
        owners = _spoken(_models_at(model, error["loc"][:-1]))
        return f"no key {show(last)}", f"one in {owners}" if owners else "one", None
    if kind == "union_tag_not_found":
        return f"no key {ctx['discriminator']}", "one that says which kind this is", None
    if kind == "unknown_name":
        return f"unknown {ctx['what']} {show(value)}", choice(ctx["names"], error["msg"]), nearest(value, ctx["names"])
    if kind in ("enum", "literal_error", "union_tag_invalid"):
        names = re.findall(r"'([^']*)'", ctx.get("expected_tags") or ctx.get("expected", ""))
        value = ctx.get("tag", value)
        otherwise = f"a known {ctx['discriminator'].strip(QUOTE)}" if "discriminator" in ctx else error["msg"]
        return show(value), choice(names, otherwise), nearest(value, names) if isinstance(value, str) else None
    return show(value), _expected(kind, ctx, error["msg"]), None


def _expected(kind: str, ctx: dict[str, Any], message: str) -> str:
    if kind in _BOUNDS:
        return _BOUNDS[kind].format(**{name: _short(value) for name, value in ctx.items()})
    if kind in ("value_error", "assertion_error") and "error" in ctx:
        return str(ctx["error"])
    return _KINDS.get(kind.partition("_")[0], message.removeprefix("Input should be "))


def _short(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _unknown_key(key: str, models: list[type[BaseModel]]) -> Words:
    names = [_spelling(name, field) for owner in models for name, field in owner.model_fields.items()]
    owners = _spoken(models)
    expected = choice(names, f"a key of {owners}" if owners else "a key it knows")
    return f"unknown key {show(key)}", expected, nearest(key, names)


def _spoken(models: list[type[BaseModel]]) -> str:
    """What models are of, in words: "map facts" of `MapFacts`, "scenario" of `ScenarioSpec`."""
    return either(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", m.__name__.removesuffix("Spec")).lower() for m in models)


def _spelling(name: str, field: Any) -> str:
    return field.validation_alias if isinstance(field.validation_alias, str) else name


def _models_at(model: type[BaseModel], loc: Loc) -> list[type[BaseModel]]:
    """The models that a place may hold, found by walking the annotations as pydantic walked the data."""
    options = _alternatives(model)
    for part in loc:
        inside = [inner for option in options for child in _inside(option, part) for inner in _alternatives(child)]
        options = inside or [option for option in options if _tagged(option, part)] or options
    return [option for option in options if _is_model(option)]


def _alternatives(annotation: Any) -> list[Any]:
    """The branches of a union, without the wrappings of each."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return [inner for arg in args for inner in _alternatives(arg)]
    if origin is Annotated:
        return _alternatives(args[0])
    if _is_model(annotation) and issubclass(annotation, RootModel):
        return _alternatives(annotation.model_fields["root"].annotation)
    return _alternatives(annotation.__value__) if hasattr(annotation, "__value__") else [annotation]


def _inside(option: Any, part: str | int) -> list[Any]:
    """What a field, an item or a value of this type is annotated as."""
    if _is_model(option):
        fields = option.model_fields.items()
        return [field.annotation for name, field in fields if part in (name, _spelling(name, field))]
    origin, args = get_origin(option), [arg for arg in get_args(option) if arg is not Ellipsis]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return args[1:]
    return args if isinstance(part, int) and origin is not Literal else []


def _tagged(option: Any, tag: str | int) -> bool:
    """Whether a model goes by this tag in a union: its own name, or the value of a field that tells it apart."""
    if not _is_model(option):
        return False
    annotations = [field.annotation for field in option.model_fields.values()]
    literals = [get_args(annotation) for annotation in annotations if get_origin(annotation) is Literal]
    return option.__name__ == tag or any(tag in values for values in literals)


def _is_model(option: Any) -> bool:
    return isinstance(option, type) and issubclass(option, BaseModel)
