"""YAML 1.2, from the events of the C parser, or of the Python one where that is missing or refuses too much."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as yaml
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from wargame.documents.scalars import resolve, show
from wargame.documents.tree import Builder, Document, Piece, spot
from wargame.errors import DocumentError, Fault

_KINDS: dict[type, str] = {
    yaml.DocumentStartEvent: "document",
    yaml.MappingStartEvent: "{",
    yaml.SequenceStartEvent: "[",
    yaml.MappingEndEvent: "end",
    yaml.SequenceEndEvent: "end",
    yaml.ScalarEvent: "scalar",
    yaml.AliasEvent: "alias",
}
_COLON_WITHIN = re.compile(r"""(?<=[^\s\[\]{},:"']):(?=[^\s\[\]{},:"'])""")
_STAND_IN = "\ue000"  # a character for private use, as wide as a colon to whoever counts columns


def read_yaml(text: str, file: str) -> Document:
    """The document in the text of a YAML file, by the quickest way that works.

    The C parser keeps a rule of YAML 1.1 against `{source: https://...}`, which YAML 1.2 allows. Where it stumbles over
    that, it gets the text once more with a stand-in for such colons; the slow Python parser has the last word.
    """
    stand_in = ":" if _STAND_IN in text else _STAND_IN
    for pure, colon in ((False, ":"), (False, stand_in), (True, ":")):
        faults: list[Fault] = []
        try:
            events = YAML(typ="safe", pure=pure).parse(_COLON_WITHIN.sub(colon, text))
            return Builder(_pieces(events, file, colon, faults), faults).document(file)
        except YAMLError as error:
            if pure or (colon == ":" and "unexpected ':'" not in str(error)):
                raise DocumentError([*faults, _broken(error, text, file)]) from error
    raise AssertionError("the Python parser neither read a text nor refused it")


def _pieces(events: Iterable[Any], file: str, colon: str, faults: list[Fault]) -> Iterator[Piece]:
    for event in events:
        kind = _KINDS.get(type(event))
        if kind is None:
            continue
        place = (file, event.start_mark.line + 1, event.start_mark.column + 1)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if tag is not None:
            faults.append(Fault(*place, f"the tag {show(str(tag))}", "a value without a tag"))
        if kind == "scalar":
            text = event.value.replace(colon, ":")
            yield Piece(kind, place, text, resolve(text) if event.implicit[0] else text, anchor)
        else:
            yield Piece(kind, place, anchor or "", anchor=anchor)


def _broken(error: YAMLError, text: str, file: str) -> Fault:
    if not isinstance(error, MarkedYAMLError):  # the reader itself gave up: a character that no YAML may hold
        place = spot(text[: getattr(error, "position", 0)])
        return Fault(file, *place, "a control character", "text that can be printed")
    line, column = error.problem_mark.line, error.problem_mark.column
    if "".join(text.split("\n")[line : line + 1])[column : column + 1] == "\t":
        return Fault(file, line + 1, column + 1, "a tab", "spaces to indent with")
    problem = " ".join(filter(None, (error.problem, error.context)))
    return Fault(file, line + 1, column + 1, f"broken YAML ({problem})", "valid YAML 1.2")
