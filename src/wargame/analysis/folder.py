"""The folder of an ensemble as its answers read it: queries over its parts, with never all of them in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from wargame.analysis.intervals import Sums
from wargame.axes import Array
from wargame.ensemble.stored import Stored, results
from wargame.errors import MissingData, UserError, nearest
from wargame.explain import KINDS

FIXED = ("row", "point", "run", "outcome", "since", *(f"turn_{kind}" for kind in KINDS), "offers", "accepted")
PLACE = "file_row_number"  # of a row in its part, which is no figure
AT_ONCE = 2**22  # figures that a query holds together, 32 MiB


@dataclass(frozen=True)
class Folder:
    """An ensemble on disk: what its manifest says, and its tables to be queried as `runs`, `turns` and `offers`."""

    path: Path
    manifest: Mapping[str, Any]
    stored: Stored

    @property
    def scenario(self) -> str:
        """Name of the scenario."""
        return str(self.manifest["scenario"]["id"])

    @property
    def seed(self) -> int:
        """Root seed."""
        return int(self.manifest["seed"])

    @property
    def turns(self) -> int:
        """How many turns a campaign has."""
        return int(self.manifest["turns"])

    @property
    def design(self) -> str:
        """Kind of the design; empty where nothing was varied."""
        return str(self.manifest["design"].get("kind") or "")

    @property
    def varied(self) -> tuple[str, ...]:
        """Paths of the numbers that were varied."""
        return tuple(item["path"] for item in self.manifest["design"].get("ranges", ()))

    @property
    def failures(self) -> Sequence[Mapping[str, Any]]:
        """Rows that failed, each with its error and the command that plays it again."""
        return tuple(self.manifest.get("failures", ()))

    @cached_property
    def rows(self) -> int:
        """Campaigns on record."""
        return int(self.one("SELECT count(*) FROM runs")[0])

    @cached_property
    def runs(self) -> int:
        """Chances that were drawn: rows of several points share them."""
        return int(self.one("SELECT count(DISTINCT run) FROM runs")[0])

    @cached_property
    def series(self) -> tuple[str, ...]:
        """Series of which the table of runs tells the end."""
        known = {*FIXED, *self.varied}
        return tuple(name for name in self.columns("runs") if name not in known)

    def columns(self, table: str) -> tuple[str, ...]:
        """Names of a table's columns."""
        return tuple(row[0] for row in self.all(f"DESCRIBE {table}") if row[0] != PLACE)

    def has(self, table: str) -> bool:
        """Whether a table was kept."""
        return any((self.path / table).glob("*.parquet"))

    def all(self, sql: str, *given: object) -> list[tuple[Any, ...]]:
        """Rows that answer a query."""
        found: list[tuple[Any, ...]] = self._asked(sql, given).fetchall()
        return found

    def one(self, sql: str, *given: object) -> tuple[Any, ...]:
        """The one row that answers a query."""
        return self.all(sql, *given)[0]

    def arrays(self, sql: str, *given: object) -> dict[str, Array]:
        """The answer to a query as an array a column."""
        found: dict[str, Array] = self._asked(sql, given).fetchnumpy()
        return found

    def _asked(self, sql: str, given: Sequence[object]) -> Any:
        """What a query finds; a part that is torn or gone is told in a sentence."""
        import duckdb

        try:
            return self.stored.database.execute(sql, list(given))
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise UserError(f"{self.path}: found parts that can't be read ({str(error).splitlines()[0]})") from None

    def sums(self, figures: Sequence[str], table: str = "runs", by: str = "run", where: str = "true") -> list[Sums]:
        """Sums of figures (SQL over the table's columns) over the rows of each run, and over runs."""
        inner = ", ".join(f"sum(({figure})::DOUBLE) AS x{k}" for k, figure in enumerate(figures))
        outer = ", ".join(f"sum(x{k}), sum(x{k} * x{k}), sum(x{k} * n)" for k in range(len(figures)))
        runs, n, nn, *rest = self.one(
            f"SELECT count(*), sum(n), sum(n * n), {outer} FROM "
            f"(SELECT count(*)::DOUBLE AS n, {inner} FROM {table} WHERE {where} GROUP BY {by})"
        )
        told = [value or 0.0 for value in rest]
        each = zip(told[0::3], told[1::3], told[2::3], strict=True)
        return [Sums(int(runs), n or 0.0, x, xx, xn, nn or 0.0) for x, xx, xn in each]


def opened(path: str | Path) -> Folder:
    """An ensemble's folder, or what is wrong with it."""
    stored = results(path)
    told = stored.manifest
    whole = {**told.head, "blocks": dict(told.blocks), "failures": list(told.failures)}
    folder = Folder(stored.folder, whole, stored)
    if not folder.rows:
        raise MissingData(f"{path}: every campaign of this ensemble failed; its manifest.json says why")
    return folder


def known(name: str, names: Sequence[str], what: str) -> str:
    """A name that there is, or the nearest told."""
    if name in names:
        return name
    close = nearest(name, names)
    raise UserError(f"found no {what} {name!r} here" + (f"; nearest is {close!r}" if close else ""))


def quoted(column: str) -> str:
    """A column's name in a query."""
    return '"' + column.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text in a query."""
    return "'" + value.replace("'", "''") + "'"
