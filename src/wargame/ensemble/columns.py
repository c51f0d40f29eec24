"""Columns of a table: numbers as arrays, words as places in a list of those there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from wargame.axes import Array


@dataclass(frozen=True)
class Text:
    """A column of words: the place of each in a list of those there are."""

    codes: Array
    words: tuple[str, ...]


Column: TypeAlias = Array | Text  # a masked array where some rows have no number
Columns: TypeAlias = Mapping[str, Column]
Table: TypeAlias = Sequence[Columns]  # sheets of the same columns, laid one below the other


def coded(told: Sequence[str]) -> Text:
    """Words that come again and again, in the order in which they first come."""
    words = tuple(dict.fromkeys(told)) or ("",)  # a list of no words is none to a reader
    at = {word: code for code, word in enumerate(words)}
    return Text(np.array([at[word] for word in told], dtype=np.min_scalar_type(-len(words) - 1)), words)


def maybe(values: Array, there: Any) -> Array:
    """Numbers of which only some are there."""
    column: Array = np.ma.masked_array(values, ~there)
    return column


def framed(columns: Columns) -> Any:
    """Columns as a data frame, without a copy where that can be."""
    return pd.DataFrame({name: _framed(column) for name, column in columns.items()}, copy=False)


def _framed(column: Column) -> Any:
    if isinstance(column, Text):
        return pd.Categorical.from_codes(column.codes, categories=list(column.words))
    if isinstance(column, np.ma.MaskedArray) and column.dtype.kind == "i":
        return pd.arrays.IntegerArray(column.data, np.ma.getmaskarray(column))
    return column.filled(np.nan) if isinstance(column, np.ma.MaskedArray) else column
