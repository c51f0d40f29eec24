"""Files of documents: what may be opened, and how files that include one another become one document."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from wargame.documents.faults import either, refuse
from wargame.documents.json_reader import read_json
from wargame.documents.scalars import show
from wargame.documents.tree import Document, Place, spot
from wargame.documents.yaml_reader import read_yaml
from wargame.errors import DocumentError, Fault, nearest

MAX_INCLUDES = 16  # files including one another in a row
_READERS = {".yaml": read_yaml, ".yml": read_yaml, ".json": read_json, ".geojson": read_json}


def read(path: str | Path) -> Document:
    """Read one document, with what it includes merged below it; raises `DocumentError` with every fault."""
    gathering = _Gathering()
    document = gathering.whole(Path(path), (str(Path(path)), 1, 1), ())
    if document is None or gathering.faults:
        raise DocumentError(gathering.faults)
    document.files = gathering.files
    return document


class _Gathering:
    """One document being put together from the files that include one another."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._done: dict[str, Document | None] = {}  # each file is read and complained about once

    @property
    def files(self) -> tuple[str, ...]:
        """The files that were read."""
        return tuple(self._done)

    def whole(self, path: Path, asked: Place, chain: tuple[str, ...]) -> Document | None:
        """A file with its includes merged below it, or None where that failed and is noted."""
        here = os.path.abspath(path)
        if here not in self._done:
            try:
                self._done[here] = self._read(path, asked, here, chain)
            except DocumentError as error:
                self.faults.extend(error.faults)
                self._done[here] = None
        return self._done[here]

    def _read(self, path: Path, asked: Place, here: str, chain: tuple[str, ...]) -> Document:
        if here in chain or len(chain) >= MAX_INCLUDES:
            names = " -> ".join(os.path.basename(step) for step in (*chain, here))
            expected = f"no circle and at most {MAX_INCLUDES} in a row"
            refuse(asked, f"files that include one another ({names})", expected)
        text = _text(path, asked)
        document = _parsed(text, str(path))
        if not isinstance(document.data, dict) or "include" not in document.data:
            return document
        whole, include = document, document.data["include"]
        asked_for = include if isinstance(include, list) else [include]
        for index, name in reversed([*enumerate(asked_for)]):  # the later one lies on top
            whole = self._on_top(whole, name, document.place(("include", index)), (*chain, here))
        del whole.data["include"]
        return whole

    def _on_top(self, top: Document, name: Any, asked: Place, chain: tuple[str, ...]) -> Document:
        if not isinstance(name, str):
            self.faults.append(Fault(*asked, show(name), "the name of a file to include"))
            return top
        below = self.whole(Path(asked[0]).parent / name, asked, chain)
        if below is None:
            return top
        if not isinstance(below.data, dict):
            self.faults.append(Fault(*asked, f"no mapping in {show(name)}", "one to merge"))
            return top
        return Document(_merged(top.data, below.data), lambda: {**below.places, **top.places})


def _parsed(text: str, file: str) -> Document:
    """The document in a text, for its reader to do with as it likes."""
    kept = _taken_apart(text, file)
    return Document(_copied(kept.data), lambda: kept.places)


@lru_cache(maxsize=32)
def _taken_apart(text: str, file: str) -> Document:
    """A text taken apart once, however often its file is read: to try ranges out loads a scenario again and again."""
    return _READERS[Path(file).suffix.lower()](text, file)


def _copied(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(value) for value in data] if isinstance(data, list) else data


def _merged(top: dict[str, Any], below: dict[str, Any]) -> dict[str, Any]:
    """Two mappings as one: what the upper one says wins, mappings merge in turn, lists are replaced."""
    both = dict(below)
    for key, value in top.items():
        under = both.get(key)
        both[key] = _merged(value, under) if isinstance(value, dict) and isinstance(under, dict) else value
    return both


def _text(path: Path, asked: Place) -> str:
    """The text of a file; what keeps it from being opened is a fault of whoever asked for it."""
    try:
        _must_be_a_file(path, asked)
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        refuse(asked, f"a file that cannot be opened ({getattr(error, 'strerror', None) or error})", "a readable file")
    if b"\0" in raw:
        refuse((str(path), 1, 1), "a binary file", "text in UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        refuse((str(path), *spot(before)), "a byte that is not UTF-8", "text in UTF-8")
    if not text.strip():
        refuse((str(path), 1, 1), "an empty file", "a document")
    return text


def _must_be_a_file(path: Path, asked: Place) -> None:
    if path.is_dir():
        refuse(asked, f"a folder, {path.name!r}", "a file")
    if not path.exists():
        beside = [other.name for other in path.parent.iterdir()] if path.parent.is_dir() else []
        refuse(asked, f"no such file as {path.name!r}", "a file that exists", nearest(path.name, beside))
    if not path.is_file():  # a device or a pipe might never end
        refuse(asked, f"{path.name!r}, which is no ordinary file", "a file")
    if path.suffix.lower() not in _READERS:
        refuse(asked, f"the file {path.name!r}", f"one that ends in {either(_READERS)}")
