"""Results in the folder of an ensemble, queried by DuckDB where they lie: never all of them in memory."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from wargame.axes import Array
from wargame.ensemble.blocks import columns
from wargame.ensemble.manifest import NAME, read
from wargame.ensemble.readable import Asked, Readable
from wargame.errors import MissingData, UserError
from wargame.explain import KINDS
from wargame.offers import ANSWERS

TABLES = ("runs", "turns", "offers")
ROOM = "1GB"  # of memory for a query, before it goes on to disk
WORDS: Mapping[str, tuple[str, ...] | None] = {
    **{"outcome": tuple(KINDS), "answer": ANSWERS},
    **dict.fromkeys(("id", "proposer", "channel", "party", "terms")),
}  # columns of words, with what they can say where that is known
MAYBE = tuple(f"turn_{kind}" for kind in KINDS)  # columns of turns that need not have come


def results(folder: str | Path) -> "Stored":
    """The results of an ensemble, read from its folder as they are asked for.

    Raises `UserError` where there are none.
    """
    return Stored(Path(folder))


class Stored(Readable):
    """What many campaigns came to, in the folder of an ensemble: `runs`, `turns` and `offers` are its tables."""

    def __init__(self, folder: Path) -> None:
        _an_ensemble(folder)
        self.folder, self.manifest = folder, read(folder)
        if not self._parts("runs"):
            raise MissingData(f"{folder}: found no part of the runs, expected some: none has been played to its end")

    @property
    def seed(self) -> int:  # type: ignore[override]
        """The root seed."""
        return int(self.manifest.head["seed"])

    @cached_property
    def dates(self) -> tuple[str, ...]:  # type: ignore[override]
        """Of state 0 and of every turn, where the manifest tells them; else the turns' numbers."""
        told = self.manifest.head.get("scenario", {}).get("dates")
        return tuple(told or map(str, range(int(self.manifest.head["turns"]) + 1)))

    @cached_property
    def names(self) -> tuple[str, ...]:  # type: ignore[override]
        """The series that are kept turn by turn."""
        first = _quoted(str(self._some("turns")[0]))
        found = self.query(
            f"SELECT measure, entity FROM read_parquet({first}, file_row_number = true) "
            "GROUP BY measure, entity ORDER BY min(file_row_number)"
        )
        pairs = zip(found["measure"], found["entity"], strict=True)
        return tuple("/".join(filter(None, pair)) for pair in pairs)

    @cached_property
    def runs(self) -> Any:
        """A row a campaign: what was varied, how it ended and since which turn, every series at the end."""
        return _typed(self.query("SELECT * EXCLUDE (file_row_number) FROM runs ORDER BY row"))

    @cached_property
    def offers(self) -> Any:
        """A row for every offer and everyone who was asked: answer, probability of yes, contribution by factor."""
        self._some("offers")
        return _typed(self.query("SELECT * EXCLUDE (file_row_number) FROM offers ORDER BY row, file_row_number"))

    def turns(self, series: Asked = None) -> Any:
        """A row for every campaign, turn and series; `turns("gdp")`, `turns(["gdp", "territory/UKR/RUS"])` for some."""
        asked = [self.names[column].partition("/") for column in columns(self.names, series)]
        words = {name: list(dict.fromkeys(part[k] for part in asked)) for name, k in (("measure", 0), ("entity", 2))}
        told = ", ".join(f"{name}::ENUM ({_listed(kinds)}) AS {name}" for name, kinds in words.items())
        return self.query(
            f"SELECT row, point, run, turn, {told}, value FROM turns{self._where(series)} ORDER BY row, turn, "
            "file_row_number"
        )

    def values_of(self, series: Asked = None) -> tuple[Array, Array]:
        """The turns that are kept, `[turn]`, and series `[row, turn, series]` in the order of `names`."""
        found = self.database.execute(
            f"SELECT turn, value FROM turns{self._where(series)} ORDER BY row, turn, file_row_number"
        ).fetchnumpy()
        turns = np.unique(np.asarray(found["turn"]))
        values = np.ma.filled(found["value"], np.nan)
        return turns, values.reshape(-1, len(turns), len(columns(self.names, series)))

    def _where(self, series: Asked) -> str:
        """What keeps a query of the turns to some series."""
        if series is None:
            return ""
        asked = [self.names[column].partition("/") for column in columns(self.names, series)]
        pairs = ", ".join(f"({_quoted(measure)}, {_quoted(entity)})" for measure, _, entity in asked)
        measures = _listed(dict.fromkeys(measure for measure, _, _ in asked))  # by these a reader skips what it can
        return f" WHERE measure IN ({measures}) AND (measure, entity) IN ({pairs})"

    def query(self, sql: str) -> Any:
        """The answer to a query of DuckDB's over the tables `runs`, `turns` and `offers`, as a data frame."""
        try:
            return self.database.execute(sql).df()
        except duckdb.Error as error:
            raise UserError(f"found a query that can't be answered, {str(error).splitlines()[0]}") from error

    @cached_property
    def database(self) -> Any:
        """The tables; one thread, so that a sum has the same last digit whenever it is asked for."""
        database = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": ROOM})
        for table in TABLES:
            if self._parts(table):
                every = _quoted(str(self.folder / table / "*.parquet"))
                database.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({every}, file_row_number = true)")
        return database

    def _parts(self, table: str) -> list[Path]:
        return sorted((self.folder / table).glob("*.parquet"))

    def _some(self, table: str) -> list[Path]:
        """The parts of a table that was kept."""
        if not (found := self._parts(table)):
            raise MissingData(f"{self.folder}: found no table of {table}, expected a batch that keeps them")
        return found

    def __repr__(self) -> str:
        head, done = self.manifest.head, len(self._parts("runs"))
        return f"Stored({str(self.folder)!r}, {head['scenario']['id']!r}, seed {self.seed}: {done} parts)"


def _an_ensemble(folder: Path) -> None:
    """Refuse what is no ensemble's folder, with what it seems to be."""
    expected = "expected the folder of a batch"
    if not folder.exists():
        raise UserError(f"found no folder {str(folder)!r}, {expected}")
    if not folder.is_dir():
        raise UserError(f"found a file at {str(folder)!r}, {expected}")
    if (folder / NAME).is_file():
        return
    if (folder.absolute().parent / NAME).is_file():
        raise UserError(
            f"found one table of an ensemble in {str(folder)!r}, {expected}: {str(folder.absolute().parent)!r}"
        )
    below = sorted(path.parent for path in folder.glob(f"*/{NAME}"))
    if below:
        raise UserError(
            f"found the folders of {len(below)} ensembles in {str(folder)!r}, expected one like {str(below[0])!r}"
        )
    if any(folder.glob("*.jsonl")):
        raise UserError(
            f"found records of single campaigns in {str(folder)!r}, {expected}; `wargame replay` reads those"
        )
    raise UserError(f"found no {NAME} in {str(folder)!r}, {expected}")


def _typed(frame: Any) -> Any:
    """A data frame whose words are kept as numbers, and turns that never came as none."""
    kinds: dict[str, Any] = {name: "Int32" for name in MAYBE if name in frame}
    kinds |= {
        name: pd.CategoricalDtype(list(told)) if told else "category" for name, told in WORDS.items() if name in frame
    }
    return frame.astype(kinds)


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _listed(words: Any) -> str:
    return ", ".join(_quoted(word) for word in words)
