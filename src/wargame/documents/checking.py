"""A document held against a pydantic model, and the complaints of pydantic turned into faults with places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import AfterValidator, BaseModel, ValidationError, ValidationInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from wargame.documents.faults import Faults
from wargame.documents.tree import Document, Loc, holds
from wargame.documents.wording import words

Model = TypeVar("Model", bound=BaseModel)


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
        names = list((info.context or {}).get(what, [name]))
        if name not in names:
            raise PydanticCustomError("unknown_name", "a known {what}", {"what": what, "names": names})
        return name

    return AfterValidator(validate)


@dataclass(frozen=True)
class _Misfit:
    """One complaint of pydantic in the words of this package."""

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
    if kind == "union_tag_invalid":
        parts = (*parts, error["ctx"]["discriminator"].strip("'"))
    path: list[str | int] = []
    tags = []
    for part in parts:
        if holds(data, part):
            path.append(part)
            data = data[part]
        else:
            tags.append((len(path), str(part)))
    wrong_kind = kind in ("enum", "literal_error") or kind.endswith(("_type", "_parsing", "_from_float"))
    return _Misfit(tuple(path), tuple(tags), key, wrong_kind, *words(error, model))


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
    refusals = [next((slip for slip in branch if slip.wrong_kind and slip.path == site), None) for branch in branches]
    fitting = [branch for branch, refusal in zip(branches, refusals, strict=True) if refusal is None]
    if fitting or len(branches) == 1:
        return min(fitting or branches, key=len)
    slips = [slip for slip in refusals if slip is not None]
    expected = " or ".join(dict.fromkeys(slip.expected for slip in slips))
    near = next((slip.nearest for slip in slips if slip.nearest is not None), None)
    return [replace(slips[0], tags=(), expected=expected, nearest=near)]
