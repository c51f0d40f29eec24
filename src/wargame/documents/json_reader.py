"""JSON: the data by the standard reader, the tree of places by a slower one and only when somebody asks for it."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from wargame.documents.faults import refuse
from wargame.documents.scalars import resolve
from wargame.documents.tree import MAX_DEPTH, Builder, Document, Piece

_TOKEN = re.compile(r'[\[\]{}]|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s\[\]{}:,"]+')


def read_json(text: str, file: str) -> Document:
    """The document in the text of a JSON file; where it holds anything doubtful, the tree names the faults."""
    try:
        data = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        problem = f"broken JSON ({error.msg[:1].lower()}{error.msg[1:]})"
        refuse((file, error.lineno, error.colno), problem, "valid JSON")
    except RecursionError:
        data = math.nan
    return Document(data, lambda: _slow(text, file).places) if _sound(data) else _slow(text, file)


def _slow(text: str, file: str) -> Document:
    return Builder(_pieces(text, file), []).document(file)


def _mapping(pairs: list[tuple[str, Any]]) -> Any:
    whole = dict(pairs)
    return whole if len(whole) == len(pairs) else math.nan  # a key again: nothing sound


_DECODER = json.JSONDecoder(object_pairs_hook=_mapping, parse_int=resolve)


def _sound(data: Any, levels: int = MAX_DEPTH) -> bool:
    """Whether data is finite and no deeper than a document may be."""
    if isinstance(data, (dict, list)):
        inside = data.values() if isinstance(data, dict) else data
        return levels > 0 and all(_sound(value, levels - 1) for value in inside)
    return not isinstance(data, float) or math.isfinite(data)


def _pieces(text: str, file: str) -> Iterator[Piece]:
    """The pieces of a text that the standard reader found well-formed, at least as far as any tree may be deep."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for match in _TOKEN.finditer(text):
        token, line = match[0], bisect_right(starts, match.start())
        place = (file, line, match.start() - starts[line - 1] + 1)
        if token in "[{":
            yield Piece(token, place)
        elif token in "]}":
            yield Piece("end", place)
        else:
            value = _DECODER.decode(token)
            yield Piece("scalar", place, value if isinstance(value, str) else token, value)
