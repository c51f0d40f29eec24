"""Sheets of pieces of a block as those of the whole block: played in one piece or in many, a reader sees the same."""

from collections.abc import Sequence

import numpy as np

from wargame.axes import Array
from wargame.ensemble.columns import Column, Columns, Table, Text

ORDER = ("row", "entity", "measure")  # the last weighs most; what else there is stays in its order


def one_below_the_other(tables: Sequence[Table]) -> Table:
    """The same table of several pieces of a block as one, sheet by sheet, each series and row in one piece."""
    if len(tables) == 1:
        return tables[0]
    return [_sorted(sheets) for sheets in zip(*tables, strict=True)]


def _sorted(sheets: Sequence[Columns]) -> Columns:
    whole = {name: _stacked([sheet[name] for sheet in sheets]) for name in sheets[0]}
    order = np.lexsort([_key(whole[name]) for name in ORDER if name in whole])
    return {name: _taken(column, order) for name, column in whole.items()}


def _stacked(columns: Sequence[Column]) -> Column:
    """Columns one below the other; words are numbered anew where the pieces have different ones."""
    texts = [column for column in columns if isinstance(column, Text)]
    numbers = [column for column in columns if not isinstance(column, Text)]
    if numbers:
        return _with_gaps(numbers) if isinstance(numbers[0], np.ma.MaskedArray) else np.concatenate(numbers)
    at = {word: code for code, word in enumerate(dict.fromkeys(word for text in texts for word in text.words))}
    codes = [np.array([at[word] for word in text.words])[text.codes] for text in texts]
    return Text(np.concatenate(codes), tuple(at))


def _with_gaps(columns: Sequence[Array]) -> Array:
    values, gaps = ([of(column) for column in columns] for of in (np.ma.getdata, np.ma.getmaskarray))
    stacked: Array = np.ma.masked_array(np.concatenate(values), np.concatenate(gaps))
    return stacked


def _key(column: Column) -> Array:
    return column.codes if isinstance(column, Text) else column


def _taken(column: Column, order: Array) -> Column:
    if isinstance(column, Text):
        return Text(column.codes[order], column.words)
    taken: Array = column[order]
    return taken
