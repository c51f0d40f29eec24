"""Parts: the tables of a block as Parquet files, each there whole or not at all.

A part is written beside its place and renamed when it is on the disk. Its bytes follow from its columns alone: one
thread, rows in their order, groups of one size.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import numpy as np

from wargame.ensemble.columns import Column, Columns, Table, Text, framed
from wargame.errors import UserError

GROUP = 122_880  # rows of a row group: what a reader takes in, or skips, at a time
FORM = (
    "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PARQUET_VERSION V2, DICTIONARY_SIZE_LIMIT 1, "
    f"ROW_GROUP_SIZE {GROUP}, USE_TMP_FILE false"
)  # numbers without a dictionary: to look for repeats costs more than it saves; words always have one
WIDE = 64  # columns of a sheet from which on a data frame of them costs more than it saves
HALF = ".part"  # what the name of a file ends with that is not written to its end
REASONS = {
    errno.ENOSPC: ("no space left on the disk", "room for the results"),
    errno.EDQUOT: ("a disk quota that is used up", "room for the results"),
    errno.EFBIG: ("a limit on the size of files", "one that lets a part be written"),
    errno.EACCES: ("a folder that may not be written to", "one that may"),
    errno.EPERM: ("a folder that may not be written to", "one that may"),
    errno.EROFS: ("a disk that may only be read", "one that may be written to"),
    errno.ENOENT: ("no such folder", "one to put results in"),
    errno.ENOTDIR: ("a file where a folder should be", "a folder to put results in"),
}


def part_path(folder: Path, table: str, number: int) -> Path:
    """Where a part of a table lies in the folder of an ensemble."""
    return folder / table / f"{number:06d}.parquet"


def write_part(folder: Path, table: str, number: int, columns: Table) -> Path:
    """Write one part of a table; equal columns give equal bytes. Raises `UserError` where the disk won't have it."""
    path = part_path(folder, table, number)
    half = path.with_name(f"{path.stem}.{uuid4().hex}{HALF}")
    with writing(path):
        path.parent.mkdir(exist_ok=True)
        try:
            half.touch(exist_ok=False)  # says why it can't, with a number
            _copied(columns, half)
            _on_disk(half)
            half.replace(path)
            _on_disk(path.parent)
        except BaseException:
            with suppress(OSError):
                half.unlink(missing_ok=True)
            raise
    return path


def sweep(folder: Path) -> None:
    """Take away what was begun and never finished; nobody may be writing in the folder."""
    for half in folder.glob(f"*/*{HALF}"):
        half.unlink(missing_ok=True)


def _copied(table: Table, path: Path) -> None:
    """Write sheets one below the other."""
    with _writer().cursor() as database:
        sheets = [
            f"SELECT {_selected(sheet)} FROM {_laid(database, number, sheet)}" for number, sheet in enumerate(table)
        ]
        database.execute(f"COPY ({' UNION ALL '.join(sheets)}) TO {_quoted(str(path))} ({FORM})")


def _laid(database: Any, number: int, sheet: Columns) -> str:
    """Lay a sheet before the writer; returns where it lies. Of a wide one the numbers are handed over as they are."""
    name = f"sheet{number}"
    plain = {key: column for key, column in sheet.items() if type(column) is np.ndarray}
    rest = {key: column for key, column in sheet.items() if key not in plain}
    if len(plain) < WIDE or not rest:
        database.register(name, framed(sheet))
        return name
    database.register(f"plain{number}", plain)
    database.register(name, framed(rest))
    return f"plain{number} POSITIONAL JOIN {name}"


@cache
def _writer() -> Any:
    """What writes, of which every part takes a connection: to open another would take longer than a small part."""
    return duckdb.connect(":memory:", config={"threads": 1, "preserve_insertion_order": True})


def _selected(sheet: Columns) -> str:
    """The columns of a sheet; DuckDB takes what is no number in a data frame for nothing there, so it is told."""
    return ", ".join(_number(name, column) for name, column in sheet.items())


def _number(name: str, column: Column) -> str:
    called = f'"{name}"'
    if isinstance(column, Text | np.ma.MaskedArray) or column.dtype.kind != "f" or not np.isnan(column).any():
        return called
    return f"coalesce({called}, 'nan'::DOUBLE) AS {called}"


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _on_disk(path: Path) -> None:
    """See to it that a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What a disk refuses, as one sentence."""
    try:
        yield
    except OSError as error:
        raise _refusal(path, error.errno or 0, str(error)) from error
    except duckdb.IOException as error:
        text = str(error)
        code = next((code for code in REASONS if os.strerror(code) in text), 0)
        raise _refusal(path, code, text.splitlines()[0]) from error


def _refusal(path: Path, code: int, text: str) -> UserError:
    found, expected = REASONS.get(code, (text, "one that can be written"))
    return UserError(f"{path}: found {found}, expected {expected}; what was written before is kept")
