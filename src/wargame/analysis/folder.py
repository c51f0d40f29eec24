"""The folder of an ensemble as its answers read it: queries over its parts, with never all of them in memory."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from wargame.analysis.intervals import Sums
from wargame.axes import Array
from wargame.errors import MissingData, UserError, nearest
from wargame.explain import KINDS

FORMAT = 1
TABLES = ("runs", "turns", "offers")
FIXED = ("row", "point", "run", "outcome", "since", *(f"turn_{kind}" for kind in KINDS), "offers", "accepted")
ROOM = "1GB"  # of memory for a query, before it goes on to disk
AT_ONCE = 2**22  # figures that a query holds together, 32 MiB


@dataclass(frozen=True)
class Folder:
    """An ensemble on disk: what its manifest says, and its tables to be queried as `runs`, `turns` and `offers`."""

    path: Path
    manifest: Mapping[str, Any]
    connection: Any

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
        return tuple(row[0] for row in self.all(f"DESCRIBE {table}"))

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
            return self.connection.execute(sql, list(given))
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise UserError(f"{self.path}: found parts that can't be read ({_line(error)})") from None

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
    import duckdb

    path = Path(path)
    folder = Folder(path, _manifest(path), duckdb.connect())
    # One thread, so that a sum has the same last digit whenever it is asked for.
    folder.connection.execute(f"SET threads TO 1; SET memory_limit = '{ROOM}'; SET enable_progress_bar = false")
    if not folder.has("runs"):
        raise MissingData(f"{path}: no campaign is on record here yet; `wargame batch ... --resume` goes on with it")
    for table in TABLES:
        if folder.has(table):
            parts = str(path / table / "*.parquet").replace("'", "''")
            folder.all(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{parts}')")
    if not folder.rows:
        raise MissingData(f"{path}: every campaign of this ensemble failed; its manifest.json says why")
    return folder


def _manifest(path: Path) -> dict[str, Any]:
    """What a folder says of itself."""
    expected = "expected one that `wargame batch` has written"
    if not path.is_dir():
        raise UserError(f"found no folder {str(path)!r}, {expected}")
    try:
        told = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(f"found no manifest.json in {str(path)!r}, {expected}") from None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UserError(f"{path / 'manifest.json'}: found what can't be read ({_line(error)}), {expected}") from None
    if not isinstance(told, dict) or not {"scenario", "seed", "turns", "design"} <= told.keys():
        raise UserError(f"{path / 'manifest.json'}: found a manifest of something else, {expected}")
    if told.get("format") != FORMAT:
        raise UserError(f"{path}: found a folder in format {told.get('format')!r}, expected {FORMAT}")
    return told


def _line(error: Exception) -> str:
    return str(error).splitlines()[0]


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
